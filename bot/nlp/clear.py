"""Which pieces of a reported statement are clear enough to stand by themselves on a journalist's card.

What is annotated as an attribution is wider than what a newsroom calls reported speech: `docs/quality.md` shows how the
two pull apart. Everything here is a question about token ranges of one text.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.nlp.cues import VERBS
from bot.nlp.denials import is_negated
from bot.nlp.sheet import VERB, Sheet
from bot.nlp.subjects import is_passive
from bot.nlp.types import Span


class Shape(StrEnum):
    """What kind of words a piece is."""

    CLAUSE = "clause"  # a finite verb with its subject
    WISH = "wish"  # "to leave", "leaving"
    PREPOSITION = "preposition"  # "for a vote"
    PHRASE = "phrase"  # "the move"


_LEAST_BESIDE = {Shape.CLAUSE: (6, 9), Shape.PHRASE: (3, 8), Shape.PREPOSITION: (3, 6)}
"""How many words the rest of a statement that is partly in marks must have: where it is whole, where it isn't."""

_SPEAKERLESS = 0.85
"""What nobody is said to say is reported from this chance on: "staff were told that …"."""

_CIRCUMSTANCES = frozenset({"as", "when", "while", "after", "before", "during", "since"})

_HAVE = frozenset({"has", "have", "had", "'ve", "’ve"})
_SILENT = frozenset({"decline", "declines", "declined", "declining", "refuse", "refuses", "refused", "refusing"})
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


def says_nothing(sheet: Sheet, cue: tuple[int, int]) -> bool:
    """Whether a cue tells that somebody was asked, or did not say it: "Asked whether", "declined to", "did not say"."""
    for i in range(*cue):
        if (
            sheet.word[i] == "asked"
            and sheet.tag[i] == "VBN"
            and not any(sheet.word[k] in _HAVE for k in sheet.kids[i])
        ):
            return True
        if sheet.tag[i] in VERB and (sheet.word[i] in _SILENT or is_negated(sheet, i)):
            return True
    return False


def was_told(sheet: Sheet, cue: Span, named: Span) -> bool:
    """Whether those named are who was told, and not who tells."""
    return named[1] <= cue[0] and is_telling(sheet, cue)


def is_clear(
    sheet: Sheet,
    piece: tuple[int, int],
    chance: float,
    *,
    cue: tuple[int, int],
    named: bool,
    beside: list[bool] | None = None,
) -> bool:
    """Whether words without marks are clear enough as a statement to stand by themselves.

    A clause of its own is. A wish is ("urged them to …"). A noun phrase is none: "condemned the move" tells of a
    stance, and gives no words of anybody's. Beside words in marks all of them must be
    longer, since "he was …" says nothing, the more so where the marks hold what they need. A single word never is
    ("rejected that"), nor is the condition under which somebody spoke ("asked not to be named").

    Args:
        sheet: the text.
        piece: the words, as tokens.
        chance: that somebody is said to say something here, 0..1.
        cue: the reporting words, as tokens.
        named: whether a speaker is known.
        beside: for each token whether it stands in a quotation, where the statement is partly in marks.
    """
    first, end = piece
    if end - first < 2 or _ANONYMOUS.search(sheet.text, sheet.start[first], sheet.end[end - 1]):
        return False
    shape = shape_of(sheet, first, end)
    if beside is not None:
        return chance > 0.6 and _is_clear_beside(sheet, piece, shape, beside)
    match shape:
        case Shape.CLAUSE:
            return chance > (0.5 if named else _SPEAKERLESS)
        case Shape.WISH:
            return chance > (0.6 if named else _SPEAKERLESS) and end - first > 2  # not "declined to comment"
        case Shape.PHRASE:
            return chance > 0.8 and _is_unseen_clause(sheet, cue)
    return False


def _is_unseen_clause(sheet: Sheet, cue: tuple[int, int]) -> bool:
    """Whether what looks like a noun phrase is a clause that the parser has not seen: "said 15,000 registered"."""
    verb = next((VERBS[sheet.word[i]] for i in range(cue[1] - 1, cue[0] - 1, -1) if sheet.word[i] in VERBS), None)
    return verb is not None and verb[0] in ("say", "tell")


def _is_clear_beside(sheet: Sheet, piece: tuple[int, int], shape: Shape, quoted: list[bool]) -> bool:
    first, end = piece
    if shape not in _LEAST_BESIDE or sheet.word[first] in _CIRCUMSTANCES:
        return False
    whole, parted = _LEAST_BESIDE[shape]
    if sheet.tag[first] in _FINITE:
        whole = max(whole, 6)
    head = sheet.head
    is_parted = any(quoted[i] and first <= head[i] < end for i in range(end, min(len(quoted), end + 40))) or any(
        quoted[head[i]] and not first <= head[i] < end for i in range(first, end)
    )
    return end - first >= (parted if is_parted else whole)


def shape_of(sheet: Sheet, first: int, end: int) -> Shape:
    """What kind of words these are, by their verb or else by how they begin."""
    if has_clause(sheet, first, end):
        return Shape.CLAUSE
    if sheet.tag[first] in ("TO", "VB", "VBG"):
        return Shape.WISH
    return Shape.PREPOSITION if sheet.tag[first] == "IN" else Shape.PHRASE


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
