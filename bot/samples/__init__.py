"""Sample articles, written for Pullquote: for the demo, for “Try with a sample article”, and for tests.

The people, places and outlets in them are made up.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent

SAMPLE = "harbour-barrier"
"""The article that a newsroom tries first."""


def sample(name: str = SAMPLE) -> str:
    """The text of a sample article.

    Raises:
        FileNotFoundError: there is no sample of that name.
    """
    return (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
