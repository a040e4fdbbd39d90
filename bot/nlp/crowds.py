"""Several people together whom a story is about and nobody names: "nearly 150 Indians … the deportees", "three men".

They are brought in by their number, as a couple or as a team ("a team of geologists"), and the article comes back to
them: "these 150 Indians", "the men", "the pair". Who is told of only once, or is named one by one right below, makes
no actor.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.nlp.entities import Entity
from bot.nlp.lexicon import FEMALE, MALE, gazetteer, nouns, word_set
from bot.nlp.naming import Name
from bot.nlp.sheet import SUBJECT, Sheet
from bot.nlp.strangers import Places, opening
from bot.nlp.types import ActorType

_SIZES = {w: n for n, w in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)}
_COUPLES = {"couple": 2, "pair": 2, "duo": 2, "trio": 3}
_GENERAL = {"men": MALE, "women": FEMALE, "boys": MALE, "girls": FEMALE, "brothers": MALE, "sisters": FEMALE}
_TEAM = "team"
_TEAMED = frozenset({"of", "led", "headed", "from", "at"})
"""What tells who makes up a team that is no club."""
_PLAYS = frozenset({"players", "girls", "boys"})
_IN_TEAMS = frozenset({"researcher", "scientist"})
_ABOUT = frozenset({"nearly", "almost", "about", "around", "some", "over", "roughly", "least", "than", "another"})
_DEFINITE = frozenset({"the", "these", "those", "both"})
_ANYBODY = frozenset({"people", "others", "members", "officials", "experts", "sources", "persons", "children"})
"""Plurals that come with a number all the time, of ever other people."""
_IN_PHRASE = frozenset({"JJ", "NN", "NNP", "CD", "HYPH", "VBN", "VBG", "NNPS", "JJR"})
_MODIFIES = frozenset({"compound", "nmod", "amod", "appos", "attr"})
_PARTS = word_set("doers") | {"suspect", "defendant", "victim", "survivor", "patient", "detainee", "captive", "hostage"}
_STRIKES = word_set("harms") | word_set("takes hold of")
_OPENING = 3  # sentences
_NEXT = 2  # sentences in which "the patients" may be those just brought in
_LONGEST = 8  # tokens


@dataclass(frozen=True, slots=True)
class _Mention:
    token: int
    first: int
    word: str
    new: bool
    size: str | None  # "150", "two"


@dataclass(slots=True)
class _Crowd:
    mentions: list[_Mention] = field(default_factory=list)

    @property
    def words(self) -> set[str]:
        """What the text calls them."""
        return {m.word for m in self.mentions}

    @property
    def size(self) -> int | None:
        size = self.mentions[0].size
        return _COUPLES.get(self.mentions[0].word) or _SIZES.get(size or "") or _count(size)


def find_crowds(
    sheet: Sheet, inside: Sequence[bool], apart: Sequence[bool], names: Sequence[Name]
) -> tuple[list[Entity], Places]:
    """The groups without a name that come with their number, and where the text speaks of them.

    Args:
        sheet: the text.
        inside: for each token, whether it stands in quotation marks.
        apart: for each token, whether it is furniture or part of a headline.
        names: the names found in it.

    The entities have no index yet; those of the places count from 0.
    """
    first = {n.folded: n.start for n in reversed(names) if n.label == "PERSON" and _is_ones_own(n)}
    finder = _Finder(sheet, inside, apart, sorted(first.values()))
    found: list[Entity] = []
    places: Places = {}
    for crowd in finder.crowds():
        entity = finder.entity(crowd)
        places.update({m.token: (m.first, len(found)) for m in crowd.mentions})
        found.append(entity)
    return found, places


class _Finder:
    def __init__(self, sheet: Sheet, inside: Sequence[bool], apart: Sequence[bool], people: Sequence[int]) -> None:
        self.sheet = sheet
        self.inside = inside
        self.apart = apart
        self.people = people
        self.opening = opening(sheet, apart, _OPENING)

    def crowds(self) -> list[_Crowd]:
        """Those that matter, in the text's order."""
        out: list[_Crowd] = []
        seen: set[str] = set()
        for mention in self._mentions():
            if mention.new:
                out.append(_Crowd([mention]))
            else:
                crowd = self._meant(mention, out, seen)
                if crowd is not None:
                    crowd.mentions.append(mention)
            seen.add(mention.word)
        return [c for c in out if self._matters(c)]

    def _mentions(self) -> list[_Mention]:
        sheet, by_people = self.sheet, gazetteer().by_people
        out = []
        for i, word in enumerate(sheet.word):
            plural = sheet.tag[i] in ("NNS", "NNPS") and (word in nouns().plurals or word in by_people)
            if not plural and word not in _COUPLES and word != _TEAM:
                continue
            if self.inside[i] or self.apart[i] or sheet.dep[i] in _MODIFIES or word in _ANYBODY:
                continue
            found = self._mention(i)
            if found is not None:
                out.append(found)
        return out

    def _mention(self, noun: int) -> _Mention | None:
        sheet, word = self.sheet, self.sheet.word
        i, size = noun - 1, None
        while i >= 0 and noun - i < _LONGEST and sheet.tag[i] in _IN_PHRASE and size is None:
            size = word[i] if sheet.tag[i] == "CD" else None
            i -= 1
        if i < 0:
            return None if size is None else _Mention(noun, 0, word[noun], new=True, size=size)
        if word[i] in _DEFINITE:
            return _Mention(noun, i, word[noun], new=False, size=size)
        if word[noun] == _TEAM:
            new = word[i] in ("a", "an") and word[noun + 1 : noun + 2] != [] and word[noun + 1] in _TEAMED
            return _Mention(noun, i, _TEAM, new=True, size=None) if new and self._of_people(noun) else None
        if word[noun] in _COUPLES and word[i] in ("a", "an") and word[noun + 1 : noun + 2] in (["from"], ["who"]):
            return _Mention(noun, i, word[noun], new=True, size=None)
        if size is None or not (size in _SIZES or _count(size)) or sheet.tag[i + 1] != "CD":
            return None
        odd = "CD" in (sheet.tag[i], sheet.tag[i + 2]) or sheet.tag[i + 2] == "HYPH" or "%" in word[i + 1 : noun]
        if odd or (word[i] == "in" and word[i - 1] in _SIZES):
            return None  # "200 million", "50% women", "six in 10"
        first = i + 1
        while first > 0 and word[first - 1] in _ABOUT | {"at", "more"}:
            first -= 1
        if word[first - 1] in _DEFINITE or sheet.tag[first - 1] in ("PRP$", "POS"):
            return None
        return _Mention(noun, first, word[noun], new=True, size=size)

    def _of_people(self, team: int) -> bool:
        """Whether those who make up a team, or lead it, are told right behind: "a team of doctors"."""
        sheet = self.sheet
        words = sheet.word[team + 1 : min(team + 1 + _LONGEST, sheet.sentence(team)[1])]
        return any(w in nouns().plurals and w not in _PLAYS for w in words)

    def _meant(self, mention: _Mention, known: list[_Crowd], seen: set[str]) -> _Crowd | None:
        """Which of the crowds brought in before a definite plural takes up."""
        sheet, word = self.sheet, mention.word
        team = next((c for c in reversed(known) if c.mentions[0].word == _TEAM), None)
        if word == _TEAM or (team is not None and self._is_in(word, team)):
            return team if team is not None and self._is_team(mention, team) else None
        for crowd in reversed(known):
            if word in crowd.words and self._tells_nothing_else(mention, crowd):
                return crowd if mention.size in (None, crowd.mentions[0].size) else None
        if not known:
            return None
        last = known[-1]
        if word in _COUPLES:
            return next((c for c in reversed(known) if c.size == _COUPLES[word]), None)
        singular = nouns().plurals.get(word, word)
        gender = next((_GENERAL[w] for w in last.words if w in _GENERAL), None)
        if not self._tells_nothing_else(mention, last):
            return None
        since = bisect_left(self.people, mention.token) - bisect_right(self.people, last.mentions[-1].token)
        if word in _GENERAL:
            return last if not since and word not in seen and gender in (None, _GENERAL[word]) else None
        near = sheet.sent[mention.token] - sheet.sent[last.mentions[-1].token] <= _NEXT
        if word in seen or mention.size is not None or any(sheet.dep[k] == "relcl" for k in sheet.kids[mention.token]):
            return None
        return last if singular in _PARTS and near else None

    def _is_in(self, word: str, team: _Crowd) -> bool:
        """Whether a plural is of those who make up a team: "the doctors" of a team of doctors, "the researchers"."""
        at = team.mentions[0].token
        return nouns().plurals.get(word) in _IN_TEAMS or word in self.sheet.word[at + 2 : at + 4]

    def _is_team(self, mention: _Mention, team: _Crowd) -> bool:
        """Whether "the team", "the NASA team" or "the scientists" has no word that its first sentence had not."""
        first, last = self.sheet.sentence(team.mentions[0].token)
        told = self.sheet.word[first:last]
        return mention.size is None and set(self.sheet.word[mention.first + 1 : mention.token]) <= set(told)

    def _tells_nothing_else(self, mention: _Mention, crowd: _Crowd) -> bool:
        """Whether a definite plural has no word that would tell others apart: "the remaining delegates"."""
        sheet = self.sheet
        first = crowd.mentions[0]
        if sheet.word[mention.first] == "both" and crowd.size != 2:
            return False
        return set(sheet.word[mention.first + 1 : mention.token]) <= set(sheet.word[first.first : first.token])

    def _matters(self, crowd: _Crowd) -> bool:
        sheet = self.sheet
        first = crowd.mentions[0]
        if len({sheet.sent[m.token] for m in crowd.mentions}) < 2:
            return False
        here = sheet.sent[first.token]
        named = [p for p in self.people[bisect_right(self.people, first.token) :] if sheet.sent[p] - here <= _OPENING]
        if crowd.size is not None and len(named) >= crowd.size:
            return False  # named one by one: "Two men were jailed. Lee Carr, 20, and Tom Bray, 21, …"
        at = first.token
        while sheet.dep[at] in ("pobj", "conj", "prep") and sheet.head[at] != at:
            at = sheet.head[at]
        struck = sheet.dep[at] == "dobj" and sheet.word[sheet.head[at]] in _STRIKES
        return here in self.opening and (struck or sheet.dep[at] in SUBJECT)

    def entity(self, crowd: _Crowd) -> Entity:
        """The actor that a crowd makes, called by the words that bring it in: "nearly 150 Indians"."""
        first = crowd.mentions[0]
        name = self._text(first)
        if first.word == _TEAM:
            name = self._team(crowd)
        words = {nouns().plurals.get(w, w) for w in crowd.words}
        entity = Entity(index=-1, type=ActorType.GROUP, name=name, words=(first.word,), nouns=words, plural=True)
        for mention in crowd.mentions:
            entity.forms[self._text(mention)] += 1
        return entity

    def _team(self, crowd: _Crowd) -> str:
        """ "NASA team", where the text calls it so, else "team of doctors", with whom it is made up of."""
        sheet, first = self.sheet, crowd.mentions[0]
        called = [m for m in crowd.mentions[1:] if m.word == _TEAM and m.token - m.first > 1]
        if called:
            return sheet.text[sheet.start[called[0].first + 1] : sheet.end[called[0].token]]
        last = next(i for i in range(first.token + 1, len(sheet)) if sheet.word[i] in nouns().plurals)
        return sheet.text[sheet.start[first.first + 1] : sheet.end[last]]

    def _text(self, mention: _Mention) -> str:
        text = self.sheet.text[self.sheet.start[mention.first] : self.sheet.end[mention.token]]
        text = text.removeprefix("a ").removeprefix("A ") if mention.word in _COUPLES else text
        return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _is_ones_own(name: Name) -> bool:
    return name.folded[-1] not in gazetteer().by_people


def _count(size: str | None) -> int | None:
    """What a number in figures comes to; None for a year and for what is no number."""
    figures = (size or "").replace(",", "")
    return int(figures) if figures.isdigit() and not 1900 <= int(figures) <= 2100 else None
