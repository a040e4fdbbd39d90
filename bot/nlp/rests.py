"""What a statement that stands partly in quotation marks says outside them, where that is a statement of its own.

Of *said the road was closed and would be “a mess” for weeks* only *the road was closed* says something by itself:
what leads up to the marks ends before the part that the marks complete, and what follows them counts where it begins
anew ("and that no bid had come in").
"""

from __future__ import annotations

from bot.nlp.cues import cue_at
from bot.nlp.sheet import SUBJECT, VERB, Sheet

LEAST = 6
"""How many words such a statement has at least."""

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OWN = frozenset({"nsubj"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_ASIDE_TAGS = frozenset({"WDT", "WP", "WRB"})
_AND = frozenset({"and", "but", "or", "yet"})
_BREAKS = frozenset({",", ";", ":", "—", "–", "-", "--"})
_TURNS = frozenset(
    {"because", "although", "though", "while", "whereas", "if", "unless", "after", "before", "since", "when"}
)
_MARKS = frozenset({"“", "”", '"', "''", "``", "‘", "’", "'"})
_DANGLING = frozenset({"DT", "IN", "TO", "PRP$", "POS", "CC", "WDT", "WP", "MD", "WRB", "JJ"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "am", "has", "have", "had"})
_REACH = 40


def whole_rests(
    sheet: Sheet, runs: list[tuple[int, int]], quoted: list[bool], cue: tuple[int, int]
) -> list[tuple[int, int]]:
    """Of the pieces outside marks of one statement, each as far as it is a statement by itself.

    Args:
        sheet: the text.
        runs: the pieces, as tokens.
        quoted: for each token whether it stands in a quotation.
        cue: the reporting words, as tokens.
    """
    wholes = (_whole_rest(sheet, run, quoted, cue) for run in runs)
    return [whole for whole in wholes if whole is not None]


def _whole_rest(
    sheet: Sheet, piece: tuple[int, int], quoted: list[bool], cue: tuple[int, int]
) -> tuple[int, int] | None:
    first, end = piece
    if sheet.word[first] in _TURNS or sheet.word[first] in ("as", "during"):  # "“…,” she said as they walked past"
        return None
    if _next_is(sheet, first - 1, -1, quoted):
        begun = _begins_anew(sheet, first, end, quoted, cue)
        if begun is None:
            return None
        first = begun
    if _next_is(sheet, end, 1, quoted):
        end = _before_marks(sheet, first, end, quoted)
    return (first, end) if end - first >= LEAST and _is_complete(sheet, first, end) else None


def _next_is(sheet: Sheet, i: int, step: int, quoted: list[bool]) -> bool:
    """Whether words in marks are next to token `i` on one side, stops and marks left out."""
    while 0 <= i < len(quoted) and not quoted[i] and (sheet.word[i] in _BREAKS or sheet.word[i] in _MARKS):
        i += step
    return 0 <= i < len(quoted) and quoted[i]


def _begins_anew(sheet: Sheet, first: int, end: int, quoted: list[bool], cue: tuple[int, int]) -> int | None:
    """Where a clause of its own begins behind words in marks."""
    word = sheet.word
    for i in range(first, end - 2):
        if word[i] in _AND and word[i + 1] == "that" and sheet.tag[i + 1] in ("IN", "WDT", "DT"):
            return i + 2
    for kid in range(first, min(first + 8, end)):
        verb = sheet.head[kid]
        if sheet.dep[kid] not in SUBJECT or sheet.tag[kid] in _RELATIVE or not first <= verb < end:
            continue
        if sheet.edges(kid)[0] < first or any(sheet.dep[verb] == d for d in ("relcl", "acl", "advcl")):
            return None
        own = cue[0] >= first and word[first] not in _AND  # "“…,” and he left" after "said" is the reporter's own
        joined = word[first] in ("and", "that") or quoted[sheet.head[verb]] or sheet.head[verb] == verb
        return first if own or (joined and word[first] != "but") else None
    return None


def _before_marks(sheet: Sheet, first: int, end: int, quoted: list[bool]) -> int:
    """Where what leads up to words in marks ends before the part that they complete; `first` where nowhere."""
    if sheet.word[end] in _BREAKS and not _dangles(sheet, end - 1):  # "… of the town, “the old and the new”"
        return end
    linked = [sheet.head[k] for k in range(end, min(len(sheet), end + _REACH)) if quoted[k]]
    tied = {h for h in linked if first <= h < end}
    held = [i for i in range(first, end) if quoted[sheet.head[i]] and sheet.head[i] >= end]
    if not tied and not held and not _dangles(sheet, end - 1):
        return end
    edge = min([*held, end - 1])  # a subject of what is in marks goes with it
    for i in range(edge, first + 1, -1):
        turn = sheet.word[i] in _TURNS and sheet.dep[i] in ("mark", "advmod", "prep")
        joined = sheet.word[i] in _AND and _joins_clauses(sheet, i, end)
        aside = sheet.word[i - 1] == "," and (sheet.tag[i] in _ASIDE_TAGS or sheet.word[i] == "including")
        if turn or joined or aside:
            cut = i
            while cut > first and (sheet.word[cut - 1] in _BREAKS or sheet.word[cut - 1] in _AND):
                cut -= 1
            return cut
    return first


def _joins_clauses(sheet: Sheet, at: int, end: int) -> bool:
    """Whether "and" joins two clauses or verbs, and not two nouns."""
    if at + 1 < end and sheet.word[at + 1] == "that":
        return True
    return (
        any(
            sheet.tag[i] in _FINITE or (sheet.tag[i] in VERB and sheet.dep[i] == "conj")
            for i in range(at + 1, min(at + 6, end))
        )
        or at + 1 == end
    )


def _dangles(sheet: Sheet, last: int) -> bool:
    """Whether a piece breaks off in the middle: after "the", "of", "was", or a verb of saying."""
    return (
        sheet.tag[last] in _DANGLING
        or sheet.word[last] in _BE
        or (sheet.tag[last] in _FINITE and cue_at(sheet, last) is not None)
    )


def _is_complete(sheet: Sheet, first: int, end: int) -> bool:
    """Whether a finite verb stands here with its subject, and neither hangs on a noun."""
    for i in range(first, end):
        unseen = (
            sheet.tag[i] == "VBN" and sheet.child(i, _OWN) is not None
        )  # "the price implied" taken for a participle
        if sheet.tag[i] not in _FINITE and not unseen:
            continue
        verb = sheet.head[i] if sheet.dep[i] in ("aux", "auxpass") else i
        inside = first <= sheet.head[verb] < end
        if sheet.dep[verb] == "advcl" or (inside and sheet.dep[verb] in ("relcl", "acl")):
            continue
        subjects = [k for k in (*sheet.kids[verb], *sheet.kids[i]) if sheet.dep[k] in SUBJECT and first <= k < end]
        if any(sheet.tag[k] not in _RELATIVE for k in subjects):
            return True
    return False
