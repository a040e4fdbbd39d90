"""Whom words mean that stand for a name told elsewhere.

A label of a transcript (`TANSLEY:`, `Lena:`, the `A:` of an interview); a role in a headline (`Minister: “No”`);
an opening that holds the name back for a paragraph ("A scaffolder who … Dean Ackroyd, 44, …").
"""

from __future__ import annotations

import re

from bot.nlp.cast import Cast
from bot.nlp.entities import Entity
from bot.nlp.lexicon import fold, is_person_noun, nouns
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


def by_role(cast: Cast, text: str) -> int | None:
    """The one person whose role holds these words: "Housing minister" where the article has such a minister."""
    words = {fold(w) for w in _WORD.findall(text)} - {"the"}
    if not words or text.split()[0].lower() in ("a", "an"):
        return None
    holders = [
        e.index
        for e in cast.entities
        if e.is_person and any(words <= {fold(w) for w in _WORD.findall(role)} for _, role in e.roles)
    ]
    return holders[0] if len(holders) == 1 else None


def named_below(cast: Cast, mention: Span) -> int | None:
    """Whom an article's first paragraph speaks of without a name: the one its next paragraph opens with."""
    sheet = cast.sheet
    first, last = sheet.tokens(*mention)
    if first >= last or sheet.word[first] not in ("a", "an", "the"):
        return None
    head = next((i for i in range(first, last) if sheet.tag[i] == "NN" and _is_somebody(cast, i)), None)
    if head is None or sheet.word[head] in _NEVER_NAMED or (sheet.word[first] != "the" and _brings_in_more(cast, head)):
        return None
    here = cast.paragraph[first]
    opening = [n for n in cast.names if not n.apart and n.entity >= 0 and cast.entities[n.entity].is_person]
    if sheet.word[first] == "the":
        holder = _only_holder(cast, sheet.text[slice(*sheet.span(first, last - 1))], first)
        if holder is not None:
            return holder
    after = next((n for n in opening if cast.paragraph[n.start] > here), None)
    if after is None or any(cast.paragraph[n.start] <= here for n in opening):
        return None
    between = sheet.text[sheet.end[last - 1] : sheet.start[after.start]]
    if len(re.findall(r"\n\s*", between)) != 1 or "\n" not in between.rstrip(" ")[-2:]:
        return None
    entity = cast.entities[after.entity]
    gender = nouns().gender.get(sheet.word[head])
    if gender and entity.gender and gender != entity.gender:
        return None
    if sheet.word[first] == "the":  # an office has one holder, whatever is said of them next
        office = {fold(w) for w in sheet.text[slice(*mention)].split()}
        roles = [{fold(w) for w in _WORD.findall(role)} for _, role in entity.roles]
        fits = not roles or any(role & office for role in roles)
        return after.entity if fits and sheet.dep[after.head] == "nsubj" else None
    return after.entity if _INTRODUCED.match(sheet.text, sheet.end[after.end - 1]) else None


def _brings_in_more(cast: Cast, head: int) -> bool:
    """Whether a sentence brings in more than one by "a": "a consultant told a colleague that a patient"."""
    sheet = cast.sheet
    low, high = sheet.sentence(head)
    others = [
        i
        for i in range(low, high)
        if i != head
        and sheet.tag[i] == "NN"
        and is_person_noun(sheet.word[i])
        and sheet.dep[i] in ("dobj", "dative", "nsubj", "poss", "pobj")
        and any(sheet.word[k] in ("a", "an") for k in sheet.kids[i])
    ]
    return len(others) > 1


def _only_holder(cast: Cast, phrase: str, token: int) -> int | None:
    """Of "the prime minister", the one person named below whom the article calls that, and nothing more."""
    office = [fold(w) for w in _WORD.findall(phrase)][1:]
    if not office or office[-1] not in nouns().title_ends:
        return None
    holders = [
        e.index
        for e in cast.entities
        if e.is_person and e.mentions and any([fold(w) for w in _WORD.findall(role)] == office for _, role in e.roles)
    ]
    return holders[0] if len(holders) == 1 and cast.entities[holders[0]].mentions[0].start > token else None


def _is_somebody(cast: Cast, noun: int) -> bool:
    """Whether a noun is a person's, by the list or by the "who" behind it."""
    sheet = cast.sheet
    return is_person_noun(sheet.word[noun]) or sheet.word[noun + 1 : noun + 2] == ["who"]


_NEVER_NAMED = frozenset({"source", "official", "spokesman", "spokeswoman", "spokesperson", "witness", "person"})
_INTRODUCED = re.compile(r",? (?:\(?\d{1,2}\)?,|who |from |of )")
