"""Which pieces of a reported statement are clear enough to stand by themselves on a journalist's card.

What is annotated as an attribution is wider than what a newsroom calls reported speech: `docs/quality.md` shows how the
two pull apart. Everything here is a question about token ranges of one text.
"""

from __future__ import annotations

import re

from bot.nlp.sheet import Sheet
from bot.nlp.subjects import is_passive
from bot.nlp.types import Span

MIXED_WORDS = 10
"""The rest of a statement that is partly in marks is a report of its own from this many words on."""

_TOLD = frozenset({"told", "informed", "asked", "warned", "reminded", "assured"})
_ANONYMOUS = re.compile(r"\b(?:not (?:to )?be|remain(?:ing)?) (?:named|identified|quoted|anonymous)\b|\banonymity\b")

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_EDGE = frozenset(
    {",", ".", ";", ":", "—", "–", "-", "--", "?", "!", "“", "”", '"', "''", "``", "'", "‘", "’", "(", ")", "[", "]"}
)


def around_cue(runs: list[tuple[int, int]], cue: tuple[int, int]) -> list[tuple[int, int]]:
    """`X, she said, Y` as one statement, the reporting words inside it."""
    out = runs[:1]
    for first, end in runs[1:]:
        before = out[-1]
        if before[1] <= cue[0] and cue[1] <= first and first - before[1] <= 8:
            out[-1] = (before[0], end)
        else:
            out.append((first, end))
    return out


def without_teller(
    sheet: Sheet, runs: list[tuple[int, int]], cue: tuple[int, int], *, is_clause: bool
) -> list[tuple[int, int]]:
    """What a passive without anybody who speaks reports: "it is claimed that X", but not "rain is forecast"."""
    if not any(is_passive(sheet, i) for i in range(*cue)):
        return runs
    return [run for run in runs if run[0] >= cue[1]] if is_clause else []


def is_telling(sheet: Sheet, cue: Span) -> bool:
    """Whether a cue is the passive of telling, as in "employees were told that"."""
    return any(is_passive(sheet, i) and sheet.word[i] in _TOLD for i in range(*sheet.tokens(*cue)))


def was_told(sheet: Sheet, cue: Span, named: Span) -> bool:
    """Whether those named are who was told, and not who tells."""
    return named[1] <= cue[0] and is_telling(sheet, cue)


def is_clear(sheet: Sheet, first: int, end: int, chance: float, *, mixed: bool) -> bool:
    """Whether words without marks are clear enough as a statement to stand by themselves.

    A clause of its own is; beside words in marks only a long one, since "he was …" says nothing.
    A noun phrase ("condemned the move") seldom is, a single word ("rejected that") never, and neither is the
    condition under which somebody spoke ("asked not to be named").
    """
    if end - first < 2 or _ANONYMOUS.search(sheet.text, sheet.start[first], sheet.end[end - 1]):
        return False
    if has_clause(sheet, first, end):
        return chance > 0.8 and end - first >= MIXED_WORDS if mixed else chance > 0.6
    if mixed:
        return False
    if sheet.tag[first] in ("TO", "VB", "VBG"):
        return chance > 0.6 and end - first > 2  # not "declined to comment"
    return sheet.tag[first] != "IN" and chance > 0.8


def has_clause(sheet: Sheet, first: int, end: int) -> bool:
    """Whether the tokens hold a finite verb together with its subject."""
    for i in range(first, end):
        if sheet.tag[i] in _FINITE:
            for kid in sheet.kids[i] + sheet.kids[sheet.head[i]]:
                if first <= kid < end and sheet.dep[kid] in _SUBJECT:
                    return True
    return False


def pieces(sheet: Sheet, spans: tuple[tuple[int, int], ...], taken: list[bool]) -> list[tuple[int, int]]:
    """What is left of a statement beside the quotations in it, as token ranges without marks at their ends."""
    out = []
    for first, end in spans:
        run = None
        for i in range(first, end + 1):
            free = i < end and not taken[i]
            if free and run is None:
                run = i
            elif not free and run is not None:
                low, high = run, i
                while low < high and (sheet.word[low] in _EDGE or sheet.word[low].isspace()):
                    low += 1
                while high > low and (sheet.word[high - 1] in _EDGE or sheet.word[high - 1].isspace()):
                    high -= 1
                if low < high:
                    out.append((low, high))
                run = None
    return out
