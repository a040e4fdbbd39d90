"""Which pieces of a reported statement are clear enough to stand by themselves on a journalist's card.

What is annotated as an attribution is wider than what a newsroom calls reported speech: `docs/quality.md` shows how the
two pull apart. Everything here is a question about token ranges of one text.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.nlp.cues import TELLING, VERBS, WEAK, Cue, cue_at, forms
from bot.nlp.sheet import AUX, VERB, Sheet
from bot.nlp.subjects import is_passive
from bot.nlp.types import Span


class Shape(StrEnum):
    """What kind of words a piece is."""

    CLAUSE = "clause"  # a finite verb with its subject
    WISH = "wish"  # "to leave"
    PREPOSITION = "preposition"  # "for a vote"
    PHRASE = "phrase"  # "the move"


_WISHED = 0.6
_ACCUSING = frozenset(forms("accuse"))
_CALLING = frozenset(forms("call"))
_WISHING = _ACCUSING | frozenset(
    form for verb in ("urge", "warn", "tell", "call", "encourage", "implore", "advise") for form in forms(verb)
)
_PROMISING = frozenset(
    form
    for verb in ("vow", "pledge", "promise", "swear", "threaten", "propose", "demand", "ask", "request", "say")
    for form in forms(verb)
)
_SPEAKERLESS = 0.85
"""What nobody is said to say is reported from this chance on: "staff were told that …"."""

_TOLD = frozenset({"told", "informed", "asked", "warned", "reminded", "assured"})
_AROUND = 8
"""How many tokens the cue and who speaks take at most within a statement that is shown with them."""

_WHOM = 5
STUB = 4
"""Tokens of the beginning of a sentence that says nothing without the rest."""

_ANONYMOUS = re.compile(r"\b(?:not (?:to )?be|remain(?:ing)?) (?:named|identified|quoted|anonymous)\b|\banonymity\b")

_ASKS = frozenset({"WP", "WDT", "WRB", "IN", "TO"})
_IF = frozenset({"if", "when", "because", "while", "although", "though", "unless", "until", "after", "before", "as"})
_AMOUNTS = frozenset({"little", "much", "nothing", "something", "so", "it", "this"})
_OPENING = frozenset({"“", '"', "``", "‘"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OF_RELATIVE = _SUBJECT | {"dobj", "pobj"}
_EDGE = frozenset(
    {",", ".", ";", ":", "—", "–", "-", "--", "?", "!", "“", "”", '"', "''", "``", "'", "‘", "’", "(", ")", "[", "]"}
)


def around_cue(sheet: Sheet, runs: list[tuple[int, int]], cue: tuple[int, int]) -> list[tuple[int, int]]:
    """`X, she said, Y` as one statement, the reporting words inside it."""
    out = runs[:1]
    for first, end in runs[1:]:
        before = out[-1]
        near = first - before[1] <= _AROUND or (  # "He had, according to Y, the head of Z, left"
            before[1] - before[0] <= STUB and any(first <= sheet.head[i] < end for i in range(*before))
        )
        if before[1] <= cue[0] and cue[1] <= first and near:
            out[-1] = (before[0], end)
        else:
            out.append((first, end))
    return out


def without_speaker(
    sheet: Sheet, runs: list[tuple[int, int]], cue: tuple[int, int], subject: int | None
) -> list[tuple[int, int]]:
    """What "said that X" reports, without the words before it that name who said it.

    Args:
        sheet: the text.
        runs: the pieces of the statement, as tokens.
        cue: the reporting words, as tokens.
        subject: the token that the parser takes for who speaks, where it has one.
    """
    out = []
    for first, end in runs:
        beside = all(sheet.word[i] in _EDGE for i in range(end, cue[0])) if end <= cue[0] else False
        names = subject is not None and first <= subject < min(end, cue[0])
        if not (names or (subject is None and beside)):
            out.append((first, end))
    return out


def from_clause(sheet: Sheet, runs: list[tuple[int, int]], begin: int) -> list[tuple[int, int]]:
    """Of `said on [social media that X]` X: a piece from behind its "that", if no verb stands before it."""
    if sheet.word[begin - 1] != "that" or sheet.dep[begin - 1] != "mark":
        return runs
    out = []
    for first, end in runs:
        leads = first < begin - 1 < end and not any(sheet.tag[i] in _FINITE for i in range(first, begin))
        out.append((begin if leads else first, end))
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


def is_clear(
    sheet: Sheet,
    piece: tuple[int, int],
    chance: float,
    *,
    cue: tuple[int, int],
    named: bool,
    beside: bool = False,
) -> bool:
    """Whether words without marks are clear enough as a statement to stand by themselves.

    A clause of its own is. A wish is ("urged them to …"). A noun phrase is none: "condemned the move" tells of a
    stance, and gives no words of anybody's. Beside words in marks only a clause is (`bot.nlp.rests`). A single word
    never is ("rejected that"), nor is the condition under which somebody spoke ("asked not to be named").

    Args:
        sheet: the text.
        piece: the words, as tokens.
        chance: that somebody is said to say something here, 0..1.
        cue: the reporting words, as tokens.
        named: whether a speaker is known.
        beside: whether the statement is partly in marks, and these words are the rest of it.
    """
    first, end = piece
    if sheet.tag[first] in ("WP", "WDT"):
        if first < cue[0] < end:  # "what the senators said was a lie"
            return False
        telling = sheet.word[first] == "that" and any(sheet.word[i] in TELLING for i in range(*cue))
        relative = sheet.dep[first] in _OF_RELATIVE and sheet.dep[sheet.head[first]] == "relcl"
        if relative and not telling:  # "met the man who had called", but "told the paper that he had called"
            return False
    if (
        end - first < 2
        or _breaks_off(sheet, first, end)
        or _ANONYMOUS.search(sheet.text, sheet.start[first], sheet.end[end - 1])
    ):
        return False
    shape = Shape.CLAUSE if _is_subject_cut_off(sheet, piece, cue) else shape_of(sheet, first, end)
    if beside:
        return chance > 0.6 and shape is Shape.CLAUSE
    match shape:
        case Shape.CLAUSE:
            return chance > (0.5 if named else _SPEAKERLESS) and (
                end - first > 2 or sheet.tag[first] == "PRP"  # "she could", not "that figure"
            )
        case Shape.WISH:
            told = any(sheet.word[i] in _PROMISING or sheet.word[i] in _WISHING for i in range(*cue))  # not "agreed to"
            return told and chance > (_WISHED if named else _SPEAKERLESS) and end - first > 2
        case Shape.PHRASE:
            if named and chance > _WISHED and _is_wish_of(sheet, piece, cue):
                return True
            return chance > 0.8 and _is_unseen_clause(sheet, first, cue)
    return False


def bare(sheet: Sheet, piece: tuple[int, int]) -> tuple[int, int]:
    """A statement without the "that" that joins it to its cue."""
    first, end = piece
    joins = sheet.word[first] == "that" and (sheet.tag[first] in ("IN", "WDT") or sheet.dep[first] == "mark")
    first += joins
    while first < end - 1 and (sheet.word[first].isspace() or sheet.word[first] in _EDGE):
        first += 1
    return first, end


def _breaks_off(sheet: Sheet, first: int, end: int) -> bool:
    """Whether a piece ends in a verb of saying whose words stand elsewhere: "that he said", “I left”."""
    cue = cue_at(sheet, end - 1)
    if cue is not None and sheet.tag[end - 1] in _FINITE and cue[1] is Cue.SAY and cue[0] not in WEAK:
        return True
    follows = sheet.word[end] if end < len(sheet) else ""
    if follows in _OPENING and (sheet.tag[end - 1] in ("DT", "IN", "TO", "PRP$") or sheet.word[end - 1] in _BE):
        return True  # "because he was", “a threat”
    for i in range(max(first, end - _WHOM), end - 1):  # "that he told one agent"
        if sheet.word[i] in TELLING and sheet.tag[i] in _FINITE:
            own = [sheet.dep[k] for k in sheet.kids[i] if i < k < end]
            return "dobj" in own and not {"ccomp", "xcomp", "prep"} & {*own}
    return False


def _is_subject_cut_off(sheet: Sheet, piece: tuple[int, int], cue: tuple[int, int]) -> bool:
    """Whether the parser takes the subject of what is said for that of `X is by weight, he told us`'s "told"."""
    first, end = piece
    return (
        end <= cue[0]
        and any(sheet.dep[i] in _SUBJECT and cue[0] <= sheet.head[i] < cue[1] for i in range(first, end))
        and any(sheet.tag[i] in _FINITE for i in range(first, end))
    )


def _is_wish_of(sheet: Sheet, piece: tuple[int, int], cue: tuple[int, int]) -> bool:
    """`urged Oslo and its neighbours to push back`, `accused Oslo of pushing back`: of whom, and what."""
    first, end = piece
    verb = next((i for i in range(cue[1] - 1, cue[0] - 1, -1) if sheet.word[i] in _WISHING), None)
    if verb is None or is_passive(sheet, verb) or first < cue[1] or end - first < 4:
        return False
    if sheet.word[verb] in _CALLING and sheet.word[verb + 1] not in ("on", "upon", "for"):
        return False
    for i in range(first, end):
        up = sheet.head[i]
        if sheet.tag[i] == "VB" and up == verb and sheet.word[verb] not in _ACCUSING:
            return any(sheet.word[k] == "to" for k in sheet.kids[i])
        if sheet.dep[i] == "pcomp" and sheet.word[up] == "of" and sheet.word[verb] in _ACCUSING:
            return True
    return False


def _is_unseen_clause(sheet: Sheet, first: int, cue: tuple[int, int]) -> bool:
    """Whether what looks like a noun phrase is a clause that the parser has not seen: "said 15,000 registered"."""
    if first < cue[1] or sheet.word[first] in _AMOUNTS:
        return False
    verb = next((VERBS[sheet.word[i]] for i in range(cue[1] - 1, cue[0] - 1, -1) if sheet.word[i] in VERBS), None)
    return verb is not None and verb[0] in ("say", "tell")


def shape_of(sheet: Sheet, first: int, end: int) -> Shape:
    """What kind of words these are, by their verb or else by how they begin."""
    joins = sheet.word[first] == "that" and sheet.tag[first] == "IN" and end - first > 3
    verbs = any(sheet.tag[i] in VERB or sheet.tag[i] == "MD" for i in range(first, end))
    if (joins and verbs and sheet.word[first + 1] not in _IF) or has_clause(sheet, first + joins, end):
        return Shape.CLAUSE
    if sheet.tag[first] in ("TO", "VB"):
        return Shape.WISH
    return Shape.PREPOSITION if sheet.tag[first] == "IN" else Shape.PHRASE


def has_clause(sheet: Sheet, first: int, end: int) -> bool:
    """Whether the tokens hold a finite verb together with its subject, and not only within a noun's own clause.

    "the homeowner who turned over the tape" is a noun phrase; "that a sample be sent" is a clause as well.
    """
    for i in range(first, end):
        tag = sheet.tag[i]
        if tag not in _FINITE and not (tag == "VB" and sheet.dep[i] == "ccomp"):
            continue
        verb = sheet.head[i] if sheet.dep[i] in AUX else i
        if tag == "VB" and any(sheet.word[k] == "to" for k in sheet.kids[verb]):
            continue
        alone = sheet.dep[verb] == "ROOT" and sheet.child(verb, _SUBJECT) is None
        if alone and verb > first and sheet.tag[first] not in _ASKS:  # its subject is cut off by a mistake
            return True
        own = sheet.kids[verb] if verb == i else sheet.kids[verb] + sheet.kids[i]
        if any(first <= k < end and sheet.dep[k] in _SUBJECT for k in own) and not _hangs_on_noun(
            sheet, verb, first, end
        ):
            return True
    return False


def _hangs_on_noun(sheet: Sheet, verb: int, first: int, end: int) -> bool:
    """Whether a verb's clause stands within a larger one of the same tokens, or tells more of a noun among them."""
    opens = sheet.word[first] in _IF and sheet.dep[verb] == "advcl" and sheet.head[first] == verb
    if opens and not first <= sheet.head[verb] < end:  # "if she were to win"
        return True
    while first <= sheet.head[verb] < end and sheet.head[verb] != verb:
        if sheet.dep[verb] in ("relcl", "acl", "advcl", "pcomp"):
            return True
        verb = sheet.head[verb]
        if sheet.tag[verb] == "VB" and any(sheet.word[k] == "to" for k in sheet.kids[verb]):
            return True  # "to see how it may have come about"
        if sheet.tag[verb] == "VBG" and sheet.child(verb, AUX) is None:
            return True  # "embracing whatever she could get"
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
