"""The emoji this Slack knows, by Slack's names. The page shows them from the same file."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

EMOJI_FILE = Path(__file__).parent / "static" / "emoji.json"


@cache
def emoji() -> dict[str, str]:
    """Name -> character."""
    return dict(json.loads(EMOJI_FILE.read_text(encoding="utf-8")))


def is_emoji(name: str) -> bool:
    """Whether a reaction may be called that; skin tones come as `wave::skin-tone-2`."""
    base = re.sub(r"::skin-tone-[2-6]$", "", name)
    return base in emoji()
