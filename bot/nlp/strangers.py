"""Somebody at the heart of a story whom nobody names: the patient of a case report, the victim of a crime.

Such a person is brought in ("a 43-year-old man"), and the article comes back to them ("the man", "the patient", "the
43-year-old"). Who takes a deed's part needn't be brought in: "the suspect", "the victim". Where somebody is named right
below, or a crime story names people with their ages, "the man" is more likely one of those, and stays with them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.nlp.entities import Entity
from bot.nlp.lexicon import FEMALE, MALE, is_person_noun, nouns, word_set
from bot.nlp.sheet import SUBJECT, Sheet
from bot.nlp.types import ActorType

UNNAMED = "unnamed: "
_STRANGERS = word_set("strangers")
_LIKELY_NAMED = word_set("likely named")
_DOERS = word_set("doers")
_HARMS = word_set("harms")
_SUFFERERS = frozenset({"victim"})
_GENERAL = frozenset({"man", "woman", "boy", "girl"})
_YOUNG = frozenset({"boy", "girl", "teenager", "teen", "youth", "child", "toddler", "baby", "infant"})
_TAKES_UP = _YOUNG | {"patient", "pensioner"}
"""With "the", these take up whoever was brought in by another word: "a 43-year-old man … the patient"."""
_OFTEN = 3  # times that a story comes back to somebody brought in further down
_OPENING = 2  # sentences in which a story tells whom it is about
_BELOW = 3  # sentences in which somebody brought in without a name may get it
_IN_PHRASE = frozenset({"JJ", "JJS", "NN", "NNP", "CD", "HYPH", "VBN", "VBG", "NNS", ":"})
_MODIFIES = frozenset({"compound", "nmod", "amod", "appos", "attr", "oprd"})
_STOPS = frozenset({".", "?", "!", "”", '"', "’"})
_GOES_ON = (["NN"], ["NNP"], ["NNS"], ["HYPH"])
_PREDICATES = frozenset({"as", "like"})
_TELLS_NAME = frozenset({"name", "named", "identified"})
_AGE = re.compile(r"\b\d{1,3}[- ]year[- ]old\b")
_LONGEST = 9  # tokens

Places = dict[int, tuple[int, int]]
"""Token of a noun -> the first token of its phrase, and the index of the entity that it means."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A singular noun for a person with its article, or an age that stands for one."""

    token: int
    first: int
    word: str  # "" for "the 43-year-old"
    new: bool  # by "a" or "an"
    leads: bool  # subject of the story's opening, or whose the subject is
    opens: bool  # within its first sentence
    harmed: bool  # whom a crime or an accident strikes: "killed a passenger"
    age: str | None


@dataclass(slots=True)
class _Stranger:
    """One person without a name, as far as the text has been read."""

    mentions: list[_Mention] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    gender: str | None = None
    age: str | None = None

    def add(self, mention: _Mention) -> None:
        self.mentions.append(mention)
        if mention.word:
            self.words[mention.word] += 1
        self.gender = self.gender or nouns().gender.get(mention.word)
        self.age = self.age or mention.age

    def is_called(self, word: str) -> bool:
        """Whether the text has a word for them: of those that mean anybody, the one that brings them in."""
        if word in _GENERAL:
            return self.mentions[0].new and self.mentions[0].word == word
        return word in self.words

    @property
    def returns(self) -> int:
        """How often the text comes back to them."""
        return sum(not m.new for m in self.mentions)


def find_strangers(
    sheet: Sheet,
    entities: Sequence[Entity],
    inside: Sequence[bool],
    apart: Sequence[bool],
    told: Mapping[int, int] | None = None,
) -> tuple[list[Entity], Places]:
    """The people without a name whom the article is about, and where it speaks of them.

    Args:
        sheet: the text.
        entities: everybody with a name; the indexes of the others go on where theirs end.
        inside: for each token, whether it stands in quotation marks.
        apart: for each token, whether it is furniture or part of a headline.
        told: nouns whose bearer is named further down, with the bearer's index: all that was said of them till then is
            the bearer's, and makes nobody new.
    """
    told = told or {}
    finder = _Finder(sheet, entities, inside, apart)
    found: list[Entity] = []
    places: Places = {}
    known, matter = finder.strangers()
    for stranger in known:
        bearer = next((told[m.token] for m in stranger.mentions if m.token in told), None)
        if bearer is not None and finder.may_be(stranger, entities[bearer]):
            places.update({m.token: (m.first, bearer) for m in stranger.mentions})
    for stranger in matter:
        entity = finder.entity(stranger, len(entities) + len(found))
        found.append(entity)
        places.update({m.token: (m.first, entity.index) for m in stranger.mentions})
    return found, places


def opening(sheet: Sheet, apart: Sequence[bool], size: int) -> frozenset[int]:
    """The first `size` sentences of the story itself: no headline, caption or dateline, which end without a stop."""
    told: list[int] = []
    for n, first in enumerate(sheet.sents):
        last = sheet.sentence(first)[1] - 1
        while last > first and sheet.tag[last] == "_SP":
            last -= 1
        if not apart[first] and sheet.word[last] in _STOPS:
            told.append(n)
        if len(told) == size:
            break
    return frozenset(told)


class _Finder:
    def __init__(self, sheet: Sheet, entities: Sequence[Entity], inside: Sequence[bool], apart: Sequence[bool]) -> None:
        self.sheet = sheet
        self.inside = inside
        self.people = [e for e in entities if e.is_person]
        named = sorted((m.start, n) for n, e in enumerate(self.people) for m in e.mentions if not m.apart)
        self.named = [(start, self.people[n]) for start, n in named]
        self.starts = [start for start, _ in named]
        self.taken = {i for e in entities for m in e.mentions for i in range(m.start, m.end)}
        self.called = set().union(*(e.nouns for e in entities)) if entities else set()
        self.aged = any("-year-old" in a for e in entities for a in e.adjectives)
        self.opening = opening(sheet, apart, _OPENING)

    def strangers(self) -> tuple[list[_Stranger], list[_Stranger]]:
        """Everybody brought in without a name, and those of them whom the article is about, in its order."""
        out: list[_Stranger] = []
        for mention in self._mentions():
            stranger = self._meant(mention, out)
            if stranger is None:
                if not mention.new and mention.word not in _DOERS | _SUFFERERS:
                    continue
                stranger = _Stranger()
                out.append(stranger)
            stranger.add(mention)
        return out, [s for s in out if self._matters(s)]

    def may_be(self, stranger: _Stranger, entity: Entity) -> bool:
        """Whether somebody named further down can be the one brought in: a person, and no woman for a man."""
        genders = {stranger.gender, entity.gender} - {None}
        return entity.is_person and len(genders) < 2

    def _mentions(self) -> list[_Mention]:
        sheet = self.sheet
        out = []
        for i, word in enumerate(sheet.word):
            if self.inside[i] or i in self.taken:
                continue
            if sheet.tag[i] in ("NN", "NNP") and is_person_noun(word):
                if sheet.dep[i] in _MODIFIES or self._is_more(i):
                    continue
                first = self._article(i)
            elif word == "old" and sheet.word[max(0, i - 5) : i - 4] == ["the"] and sheet.word[i - 2] == "year":
                if not sheet.word[i - 4].isdigit() or sheet.tag[i + 1 : i + 2] in _GOES_ON:
                    continue
                first, word = i - 5, ""
            else:
                continue
            if first is not None:
                out.append(self._mention(i, first, word))
        return out

    def _is_more(self, noun: int) -> bool:
        """Whether the noun only goes with what follows ("a patient advocate"), or a name stands beside it."""
        sheet = self.sheet
        if sheet.tag[noun + 1 : noun + 2] in _GOES_ON or noun + 1 in self.taken:
            return True
        up = sheet.head[noun]
        if sheet.dep[noun] == "pobj" and sheet.word[up] in _PREDICATES:
            return True
        return any(sheet.dep[kid] == "appos" and sheet.tag[kid] == "NNP" for kid in sheet.kids[noun])

    def _article(self, noun: int) -> int | None:
        """The "the" or "a" that begins the noun phrase ending in `noun`."""
        sheet = self.sheet
        i = noun - 1
        while i >= 0 and noun - i < _LONGEST:
            if sheet.word[i] in ("the", "a", "an"):
                return i
            if sheet.tag[i] not in _IN_PHRASE:
                return None
            i -= 1
        return None

    def _mention(self, token: int, first: int, word: str) -> _Mention:
        sheet = self.sheet
        new = sheet.word[first] != "the"
        at = sheet.head[token] if sheet.dep[token] == "poss" else token
        leads = sheet.sent[token] in self.opening and (sheet.dep[at] in SUBJECT or sheet.dep[at] == "ROOT")
        opens = sheet.sent[token] == min(self.opening, default=0)
        match = _AGE.search(sheet.text[sheet.start[first] : sheet.end[token]])
        return _Mention(token, first, word, new, leads, opens, self._is_harmed(token), match[0] if match else None)

    def _is_harmed(self, noun: int) -> bool:
        sheet = self.sheet
        return sheet.dep[noun] in ("dobj", "nsubjpass") and sheet.word[sheet.head[noun]] in _HARMS

    def _meant(self, mention: _Mention, known: list[_Stranger]) -> _Stranger | None:
        """Whom a mention takes up; None for somebody new, or whom the text hasn't brought in."""
        word = mention.word
        if word in _DOERS:
            return next((s for s in reversed(known) if _DOERS & s.words.keys()), None)
        if word in _SUFFERERS or mention.harmed:
            hurt = (s for s in reversed(known) if _SUFFERERS & s.words.keys() or s.mentions[0].harmed)
            found = next((s for s in hurt if self._fits(s, mention)), None)
            if found is not None or word in _SUFFERERS or mention.new:
                return found
        if mention.new:
            return None
        latest = sorted(known, key=lambda s: -s.mentions[-1].token)
        for stranger in latest:
            if stranger.is_called(word) and self._fits(stranger, mention):
                return stranger
        if word and word not in _GENERAL | _TAKES_UP:
            return None
        for stranger in latest:
            if not self._fits(stranger, mention):
                continue
            if word in _TAKES_UP and (stranger.words.keys() - _GENERAL - _TAKES_UP or len(known) > 1):
                continue
            last = stranger.mentions[-1]
            return None if self._named_between(last.token, mention) else stranger
        return None

    def _fits(self, stranger: _Stranger, mention: _Mention) -> bool:
        gender = nouns().gender.get(mention.word)
        if gender and stranger.gender and gender != stranger.gender:
            return False
        return not (mention.age and stranger.age and mention.age.split("-")[0] != stranger.age.split("-")[0])

    def _named_between(self, low: int, mention: _Mention) -> bool:
        """Whether somebody with a name, who may be meant as well, stands between."""
        gender = nouns().gender.get(mention.word)
        first, last = bisect_right(self.starts, low), bisect_left(self.starts, mention.token)
        return any(not (gender and e.gender and e.gender != gender) for _, e in self.named[first:last])

    def _matters(self, stranger: _Stranger) -> bool:
        words = stranger.words.keys()
        if words & self.called or (self.aged and words & _LIKELY_NAMED):
            return False
        if not stranger.returns or len({self.sheet.sent[m.token] for m in stranger.mentions}) < 2:
            return False
        if words & _DOERS:
            return stranger.returns > 1 and len(stranger.mentions) >= _OFTEN
        if words & _SUFFERERS:
            return len(stranger.mentions) >= _OFTEN
        first = stranger.mentions[0]
        if self._is_named_below(stranger, first):
            return False
        if first.leads and (first.opens or first.age or stranger.returns > 1):
            return not words & nouns().titles
        return bool(words & _STRANGERS) and stranger.returns >= _OFTEN - bool(first.age)

    def _is_named_below(self, stranger: _Stranger, first: _Mention) -> bool:
        """Whether the next one named is who was brought in: "A man was jailed. ¶ Derek Hollis, of Leeds, had …"."""
        sheet = self.sheet
        here = sheet.sent[first.token]
        for start, entity in self.named[bisect_right(self.starts, first.token) :]:
            away = sheet.sent[start] - here
            if away > _BELOW:
                return False
            mention = next(m for m in entity.mentions if m.start == start)
            if entity.mentions[0] is not mention or len(mention.words) < 2:
                continue
            if entity.gender and stranger.gender and entity.gender != stranger.gender:
                continue
            if sheet.dep[mention.head] in SUBJECT and not entity.roles:
                return True
            if _TELLS_NAME & set(sheet.word[max(0, start - 3) : start]):
                return True
        return False

    def entity(self, stranger: _Stranger, index: int) -> Entity:
        """The actor that a stranger makes: "unnamed: the patient (a 43-year-old man)"."""
        words = stranger.words
        particular = [w for w in words if w in _DOERS | _SUFFERERS] or [
            w for w in words if w not in _GENERAL and (w not in _YOUNG or w == stranger.mentions[0].word)
        ]
        particular = particular or list(words)
        noun = max(particular, key=lambda w: (words[w], -list(words).index(w)))
        name = f"{UNNAMED}the {noun}"
        fuller = self._fuller(stranger, noun)
        name += f" ({fuller})" if fuller else ""
        entity = Entity(index=index, type=ActorType.PERSON, name=name, words=(noun,), nouns=set(words))
        if noun not in _GENERAL:
            entity.roles.append((1.0, noun))
        if stranger.gender in (MALE, FEMALE):
            entity.gender, entity.sure_gender = stranger.gender, True
        if stranger.age:
            entity.adjectives.add(stranger.age.replace(" ", "-"))
        for mention in stranger.mentions:
            entity.forms[self._text(mention)] += 1
        return entity

    def _fuller(self, stranger: _Stranger, noun: str) -> str | None:
        """What tells most of somebody: how old they are, else the words that bring them in."""
        general = next((w for w in stranger.words if w in _GENERAL), None)
        if stranger.age and (general or noun):
            article = "an" if stranger.age.startswith(("8", "11-", "18-")) else "a"
            return f"{article} {stranger.age} {general or noun}"
        first = stranger.mentions[0]
        if not first.new or noun in _SUFFERERS:
            return None
        text = re.sub(r"-(man|woman|boy|girl)$", r" \1", self._text(first))
        return text if text.split()[1:] != [noun] else None

    def _text(self, mention: _Mention) -> str:
        """The words of a mention, in small letters where a sentence or a headline's capitals made them large."""
        text = self.sheet.text[self.sheet.start[mention.first] : self.sheet.end[mention.token]]
        text = re.sub(r"-\s*(man|woman|boy|girl)$", r" \1", text[:1].lower() + text[1:])
        return text.lower() if text[1:].isupper() else text
