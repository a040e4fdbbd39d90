"""Offices told before the name of whoever holds them: "Finland's defence minister said …" above "Antti Rinne told".

A paper brings in nobody by a bare name: who first speaks without a word on who they are was told just before, by the
office. So the one person first named as the subject of a reporting verb in the paragraphs below, with nothing said of
them, is who the office means.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlp.entities import Entity
from bot.nlp.lexicon import is_person_noun, nouns, word_set
from bot.nlp.naming import SAYS, Name
from bot.nlp.sheet import SUBJECT, Sheet
from bot.nlp.types import ActorType

_TOLD_BY = word_set("kin") | word_set("related")
_TELLS_NAME = frozenset({"identified", "identifying", "identify", "named", "name", "called", "known", "goes"})
_ON_THE_WAY = _TELLS_NAME | frozenset(
    {
        "who",
        "is",
        "was",
        "has",
        "had",
        "been",
        "be",
        "have",
        "later",
        "also",
        "only",
        "just",
        "asked",
        "wanted",
        "to",
        "would",
    }
    | {
        "give",
        "gives",
        "gave",
        "giving",
        "himself",
        "herself",
        "themselves",
        "by",
        "police",
        "authorities",
        "officials",
    }
    | {"prosecutors", "the", "court", "documents", "his", "her", "their", "first", "as", "locally", "simply", ","}
)
_BELOW = 4  # lines, empty ones between paragraphs counted
_NO_OFFICES = frozenset({"father", "brother", "sister", "state", "staff", "lady", "private", "center", "centre"})
_FAMOUS = word_set("performs") | frozenset(
    {"manager", "coach", "captain", "skipper", "star", "host", "tackle", "guard"}
)
"""In sport and on stage a bare name is no sign: readers know it."""
_MANY = frozenset({"a", "an", "another", "one", "former", "ex", "some", "any"})
_WITHIN = frozenset({"JJ", "NN", "NNP", "NNPS", "POS", "HYPH", "PRP$", "DT", "NNS", "CC", ",", "VBG", "VBN"})


def offices_before_names(
    sheet: Sheet, entities: Sequence[Entity], inside: Sequence[bool], paragraph: Sequence[int]
) -> dict[int, int]:
    """Token of each office told before its holder's name -> the holder's index among `entities`."""
    bare = {e.mentions[0].start: e for e in entities if e.is_person and e.mentions and _is_bare(sheet, e, inside)}
    if not bare:
        return {}
    first_of = sorted(e.mentions[0].start for e in entities if e.is_person and e.mentions)
    found: dict[int, int] = {}
    for start, entity in bare.items():
        office = _office_above(sheet, start, inside, paragraph, first_of)
        if office is not None:
            found[office] = entity.index
    return found


def nouns_told_names(sheet: Sheet, entities: Sequence[Entity], inside: Sequence[bool]) -> dict[int, int]:
    """`The suspect, identified as Ray Keefe`, `a neighbor, who gave only her first name, Tammy`: noun -> who it is."""
    found: dict[int, int] = {}
    for entity in entities:
        if not entity.mentions or inside[entity.mentions[0].start]:
            continue
        at = entity.mentions[0].start - 1
        if sheet.word[at] == "as" and entity.is_person and _is_given_a_name(sheet, at - 1):
            found[at - 1] = entity.index
            continue
        told = who = named = False
        while at > 0 and sheet.word[at] in _ON_THE_WAY and entity.mentions[0].start - at < 16:
            told = told or sheet.word[at] in _TELLS_NAME
            named = named or sheet.word[at] in ("name", "identified")
            who = who or sheet.word[at] == "who"
            at -= 1
        prep = sheet.head[at]
        if (
            who
            and sheet.dep[at] == "pobj"
            and sheet.tag[sheet.head[prep]] == "NN"
            and is_person_noun(sheet.word[sheet.head[prep]])
        ):
            at = sheet.head[prep]  # "a manager at the company, who gave only her first name, Lori"
        if told and sheet.tag[at] in ("NN", "NNP") and (who or is_person_noun(sheet.word[at])) and not inside[at]:
            if not entity.is_person and not (named and len(entity.words) <= 3):
                continue
            if not entity.is_person:
                entity.type = ActorType.PERSON
            found[at] = entity.index
    return found


def _is_given_a_name(sheet: Sheet, noun: int) -> bool:
    """Whether a noun is whom somebody names: of "police named the gunman as Karl Webb", the gunman."""
    given = sheet.word[sheet.head[noun]] in _TELLS_NAME and sheet.dep[noun] == "dobj"
    return given and is_person_noun(sheet.word[noun])


def _is_bare(sheet: Sheet, entity: Entity, inside: Sequence[bool]) -> bool:
    """Whether somebody is first named in full, as who says something, and nothing tells who they are."""
    name: Name = entity.mentions[0]
    head = name.head
    if name.apart or inside[name.start] or len(name.words) < 2 or name.honorific:
        return False
    if sheet.dep[head] not in SUBJECT or sheet.word[sheet.head[head]] not in SAYS:
        return False
    follows = sheet.word[name.end : name.end + 1]
    return not entity.roles and name.title is None and follows not in ([","], ["("], ["of"], ["from"], ["–"], ["—"])


def _office_above(
    sheet: Sheet, start: int, inside: Sequence[bool], paragraph: Sequence[int], first_of: list[int]
) -> int | None:
    """The office that is a subject before `start`, with nobody else brought in between."""
    ends = nouns().title_ends
    for i in range(start - 1, -1, -1):
        if paragraph[start] - paragraph[i] > _BELOW or i in first_of:
            return None
        if inside[i] or sheet.dep[i] not in ("nsubj", "nsubjpass") or sheet.tag[i] != "NN" or sheet.word[i] not in ends:
            continue
        first = i
        while first > 0 and sheet.tag[first - 1] in _WITHIN and not sheet.word[first - 1].isspace() and i - first < 8:
            first -= 1
        words = sheet.word[first:i]
        definite = (
            "the" in words or "'s" in words or "’s" in words or any(sheet.tag[j] == "PRP$" for j in range(first, i))
        )
        if not definite or _MANY & set(words) or sheet.word[i] in _TOLD_BY | _NO_OFFICES | _FAMOUS:
            return None
        return None if any(sheet.dep[k] == "appos" for k in sheet.kids[i]) else i
    return None
