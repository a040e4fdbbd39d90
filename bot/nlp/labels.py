"""Whom a label means that is no part of a sentence: `TANSLEY:`, `Lena:`, the `A:` of an interview."""

from __future__ import annotations

import re

from bot.nlp.cast import Cast
from bot.nlp.lexicon import fold
from bot.nlp.merging import Entity
from bot.nlp.strangers import UNNAMED
from bot.nlp.types import Span

_WORD = re.compile(r"[^\W_][\w'’-]*")


def by_label(cast: Cast, label: Span) -> tuple[str, int | None, float]:
    """The name, the index in the cast (None: not in it) and how sure that is, of the one a label names."""
    text = cast.sheet.text[slice(*label)]
    words = [fold(w) for w in _WORD.findall(text)]
    if not words:
        return UNNAMED + text, None, 0.5
    people = [e for e in cast.entities if e.is_person]
    for candidates in (people, [e for e in cast.entities if not e.is_person]):
        best = max(candidates, key=lambda e: _fit(words, e), default=None)
        if best is not None and _fit(words, best) > 0:
            return best.name, best.index, 0.95
    return (text.title() if text.isupper() else text), None, 0.85


def _fit(words: list[str], entity: Entity) -> float:
    """How well a label's words fit a name: all of its name, or the last words of it, or its first name."""
    name = [fold(w) for w in _WORD.findall(entity.name)]
    if not name or entity.name.startswith(UNNAMED):
        return 0.0
    often = min(len(entity.mentions), 20) / 100
    if words[-len(name) :] == name:  # a title may stand before it
        return 3 + len(name) + often
    if name[-len(words) :] == words:
        return 2 + often
    if words[-1] == name[-1] and name[0] in words:  # a middle name
        return 2 + often
    return 1 + often if words == name[: len(words)] and len(name) > len(words) else 0.0


def interviewee(cast: Cast, before: int) -> tuple[str, int, float] | None:
    """The one person interviewed: whom the words before the offset `before` name most often."""
    sheet = cast.sheet
    counts: list[tuple[int, int, Entity]] = []
    for entity in cast.entities:
        places = [sheet.start[m.start] for m in entity.mentions if not m.apart and sheet.start[m.start] < before]
        if entity.is_person and places:
            counts.append((len(places), -min(places), entity))
    if not counts:
        return None
    counts.sort(key=lambda row: (-row[0], -row[1]))
    clear = len(counts) == 1 or counts[0][0] > counts[1][0]
    return counts[0][2].name, counts[0][2].index, 0.9 if clear else 0.6
