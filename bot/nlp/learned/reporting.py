"""Which cues report speech, words said or written, as against thoughts, wishes and deeds."""

from __future__ import annotations

import re

from bot.nlp.cues import VERBS, Cue

_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(
    r"\b(according to|in (?:an?|his|her|their|its|the) "
    r"(?:statement|tweet|speech|interview|memo|letter|e-?mail|post|report|release|remarks?)|statement|as .* put it"
    r"|ma(?:de|ke|kes|king) (?:it )?(?:\w+ )?clear)\b",
    re.IGNORECASE,
)


def is_speech(cue: str) -> bool:
    """Whether the words of a cue report speech: a reporting verb is among them, or a phrase like "according to"."""
    if _PHRASE.search(cue):
        return True
    kinds = (VERBS[word][1] for word in _WORD.findall(cue.lower()) if word in VERBS)
    return any(kind is not Cue.THINK for kind in kinds)
