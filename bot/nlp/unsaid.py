"""Cues that look like reporting and report no statement: questions, findings, what a thing shows, clauses about a noun.

"Asked whether she would stand, Ms Lind left", "the tests revealed that", "the firm found that", "less than the figure
Ms Lind cited", "who officials say is ill": nobody is said to have stated anything of their own here that would stand
by itself below their name.
"""

from __future__ import annotations

from bot.nlp.cues import TELLING, forms
from bot.nlp.denials import is_negated
from bot.nlp.lexicon import is_person_noun, nouns
from bot.nlp.sheet import FINITE, SUBJECT, VERB, Sheet
from bot.nlp.subjects import is_passive
from bot.nlp.types import Span

_HAVE = frozenset({"has", "have", "had", "'ve", "’ve"})
_SILENT = frozenset({*forms("decline"), *forms("refuse")})
_FINDS = frozenset({*forms("find"), *forms("discover")})
_SHOWS = frozenset(
    form
    for verb in ("show", "suggest", "reveal", "indicate", "imply", "hint", "confirm", "promise", "threaten")
    for form in forms(verb)
)
_CITES = frozenset(forms("cite"))
_POINTS = frozenset(forms("point"))
_AUTHOR = frozenset({"i", "we"})
_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PERCENT = frozenset({"%", "percent", "per"})
_TOLD_SUBJECT = frozenset({"nsubjpass"})
_RELATIVE = frozenset({"WP", "WDT", "WP$"})


def says_nothing(sheet: Sheet, cue: tuple[int, int]) -> bool:
    """Whether a cue tells that somebody was asked, or did not say it, or of what is no statement.

    Args:
        sheet: the text.
        cue: the reporting words, as tokens.
    """
    for i in range(*cue):
        if sheet.tag[i] not in VERB:
            continue
        word = sheet.word[i]
        if word in _SILENT or word in _FINDS or word in _CITES or is_negated(sheet, i):
            return True
        told = sheet.child(i, _TOLD_SUBJECT) if word in TELLING else None
        if told is not None and sheet.word[told] in _AUTHOR:  # "we are told that"
            return True
        if word in _POINTS and sheet.word[i + 1 : i + 2] == ["to"]:
            return True
        if (
            (word == "asked" and _was_asked(sheet, i))
            or _is_aside(sheet, i)
            or _is_reputation(sheet, i)
            or _is_about_noun(sheet, i)
        ):
            return True
    return False


def _was_asked(sheet: Sheet, verb: int) -> bool:
    """`Ms Lind was asked`, `Ms Lind, asked whether it was true, said`: somebody else's question."""
    kids = sheet.kids[verb]
    if sheet.tag[verb] == "VBN":
        return not any(sheet.word[k] in _HAVE for k in kids)
    if any(sheet.dep[k] == "auxpass" for k in kids):
        return True
    return sheet.word[verb - 1 : verb] == [","] and any(  # the finite verb behind it has no subject of its own
        k > verb and sheet.tag[k] in FINITE and sheet.word[k - 1] == "," and sheet.child(k, SUBJECT) is None
        for k in kids
    )


def _is_aside(sheet: Sheet, verb: int) -> bool:
    """`Told that the road was shut, the minister laughed`: a participle of telling or asking that opens a clause."""
    if (
        sheet.word[verb] not in TELLING
        or sheet.tag[verb] not in ("VBN", "VBD")
        or sheet.child(verb, SUBJECT) is not None
    ):
        return False
    before = sheet.word[verb - 1] if verb else "\n"
    opens = verb == sheet.sentence(verb)[0] or before.isspace() or before in (",", "when", "—", "–", "(")
    return opens and sheet.dep[verb] not in ("conj", "relcl")


def _is_reputation(sheet: Sheet, verb: int) -> bool:
    """`She was said to have been against it`."""
    return (
        is_passive(sheet, verb)
        and sheet.word[verb] not in TELLING
        and any(sheet.dep[k] == "xcomp" and k > verb for k in sheet.kids[verb])
    )


def _is_about_noun(sheet: Sheet, verb: int) -> bool:
    """Whether a cue stands in a clause that tells which one: `who officials say is ill`, `the sum Ms Lind cited`.

    Not so in `the day when he said that it was over`, nor where the one before the clause is who speaks ("who said").
    """
    what = sheet.dep[verb] in ("pcomp", "ccomp") and any(
        sheet.word[k] == "what" and sheet.dep[k] == "dobj" for k in sheet.kids[verb]
    )
    if what:
        return True
    if sheet.dep[verb] != "relcl":
        return False
    subject = sheet.child(verb, SUBJECT)
    if subject is None or subject > verb:
        return False
    if any(sheet.tag[i] in _RELATIVE for i in range(subject, verb)):  # "who said", "many of whom said"
        return False
    for kid in sheet.kids[verb]:
        if sheet.tag[kid] in ("WRB", "IN") and kid < subject and sheet.dep[kid] != "mark":
            return False
    said = next((k for k in sheet.kids[verb] if k > verb and sheet.dep[k] == "ccomp"), None)
    if said is None:
        return True
    own = sheet.child(said, SUBJECT)
    marked = any(sheet.tag[k] in _RELATIVE for k in range(max(0, sheet.edges(verb)[0]), subject))
    return own is None or own < verb or marked or any(sheet.word[k] == "that" and k < subject for k in sheet.kids[verb])


def is_by_nobody(sheet: Sheet, cue: tuple[int, int], named: Span | None) -> bool:
    """Whether those named can't be quoted: a share of people asked, the writer, a thing that shows what it shows.

    Args:
        sheet: the text.
        cue: the reporting words, as tokens.
        named: characters of the words that name who speaks.
    """
    if named is None:
        return False
    first, end = sheet.tokens(*named)
    if first >= end:
        return False
    if end - first == 1 and sheet.word[first] in _AUTHOR:
        return True
    head = next((i for i in range(first, end) if not first <= sheet.head[i] < end or sheet.head[i] == i), end - 1)
    if sheet.word[head] in _PERCENT:
        return True
    if not any(sheet.word[i] in _SHOWS or sheet.word[i] == "clear" for i in range(*cue)):
        return False
    whose = any(sheet.ent_type[i] in ("PERSON", "ORG") for i in range(first, end))  # "analysis by the bank"
    return _is_thing(sheet, head) and not whose


def _is_thing(sheet: Sheet, head: int) -> bool:
    """Whether a noun is none for people or bodies that speak."""
    if sheet.tag[head] not in ("NN", "NNS") or sheet.ent_type[head] in _SPEAKING:
        return False
    word = nouns().plurals.get(sheet.word[head], sheet.word[head])
    return not is_person_noun(word) and word not in nouns().organizations and word not in nouns().groups
