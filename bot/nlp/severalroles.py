"""Roles of one among several: "Judges X and Y", "both professors at Z", "one of the family's lawyers, X".

The noun is a plural; each of those it counts is one of them, and the role says so in the singular.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.nlp.bodyroles import Add
from bot.nlp.entities import Entity
from bot.nlp.lexicon import nouns, word_set
from bot.nlp.naming import Name
from bot.nlp.phrases import LEAD, Phrases
from bot.nlp.sheet import Sheet

type Note = Callable[[Entity, str], None]
"""Keeps a noun that somebody is called by."""

_RELATED = word_set("related")
_TELLS_LITTLE = _RELATED | word_set("tells nothing")
_ANYBODY = word_set("anybody") | {"people", "others", "members", "men", "women", "children", "boys", "girls", "victims"}
_TITLES = frozenset({"sens", "reps", "govs", "profs"})
_SHARING = {"both": 2, "two": 2, "three": 3}
"""How many of those named share what comes behind."""


def _once(entities: Sequence[Entity]) -> list[Entity]:
    return list({id(e): e for e in entities}.values())


class SeveralRoles:
    """Reads such roles of one text. All numbers are tokens."""

    def __init__(self, sheet: Sheet, entities: Sequence[Entity], phrases: Phrases, add: Add, note: Note) -> None:
        self.sheet = sheet
        self.entities = entities
        self.phrases = phrases
        self.add = add
        self.note = note

    def one_before(self, entity: Entity, noun: int) -> bool:
        """ "One of the family's lawyers, X, said": family's lawyer."""
        sheet = self.sheet
        start = first = self.phrases.reach_back(noun)
        while first and sheet.word[first - 1] in LEAD | {"'s", "’s"}:
            first -= 1
        if sheet.word[max(0, first - 2) : first] != ["one", "of"]:
            return False
        text = f"{self.phrases.text(start, noun)} {nouns().plurals[sheet.word[noun]]}".strip()
        self.add(entity, text, 1.4, start, noun + 1)
        self.note(entity, nouns().plurals[sheet.word[noun]])
        return True

    def counted(self, noun: int, name: Name) -> bool:
        """Whether names behind a comma are those that a plural counts: "two nurses, X and Y, were"."""
        sheet = self.sheet
        start = self.phrases.reach_back(noun)
        counted = sheet.tag[start] == "CD" or (
            start > 0 and (sheet.tag[start - 1] == "CD" or sheet.word[start - 1] == "the")
        )
        return counted and sheet.dep[name.head] == "appos" and sheet.head[name.head] == noun

    def examples(self, entity: Entity, name: Name) -> bool:
        """ "Economists such as X and Y", "economists, including X": economist."""
        sheet = self.sheet
        at = name.start - 1
        if sheet.word[max(0, at - 1) : at + 1] == ["such", "as"]:
            noun = at - 2
        elif at > 0 and sheet.word[at] == "including":
            noun = at - 1
        else:
            return False
        noun -= noun > 0 and sheet.word[noun] == ","
        if noun < 0 or sheet.word[noun] not in nouns().plurals or sheet.word[noun] in _ANYBODY:
            return False
        if nouns().plurals[sheet.word[noun]] in _TELLS_LITTLE:
            return False
        self.shared(noun, name, worth=0.5)
        return True

    def titled(self, name: Name) -> None:
        """ "Sens. X and Y": each is a senator, and "Sen." the word for it."""
        at = name.start - 1
        written = self.sheet.text[self.sheet.start[at] : self.sheet.end[at]]
        if written.lower().strip(".") in _TITLES:
            for entity in self._row(name):
                entity.roles.append((0.8, written.strip(".")[:-1] + "."))

    def clause_of(self, noun: int, name: Name) -> bool:
        """Whether a name only begins a clause on the noun before it: "the man X hired"."""
        sheet = self.sheet
        verb = sheet.head[name.head]
        return sheet.dep[name.head] == "nsubj" and sheet.dep[verb] == "relcl" and sheet.head[verb] == noun

    def shared(self, noun: int, name: Name, worth: float = 1.3) -> None:
        """ "Judges X, Y and Z": each of them is a judge."""
        sheet, table = self.sheet, nouns()
        if sheet.dep[noun] in ("dobj", "dative") and sheet.dep[name.head] in ("nsubj", "nsubjpass"):
            return  # "he told jurors X had …"
        if self.clause_of(noun, name):
            return
        start = self.phrases.reach_back(noun)
        while start < noun and sheet.tag[start] == "CD":
            start += 1
        one = table.plurals[sheet.word[noun]]
        text = f"{self.phrases.text(start, noun)} {one}".strip()
        for entity in self._row(name):
            self.add(entity, text, worth, start, noun + 1)
            self.note(entity, one)

    def _row(self, name: Name) -> list[Entity]:
        """All in the row of people that a name begins."""
        sheet = self.sheet
        by_start = {m.start: e for e in self.entities if e.is_person for m in e.mentions}
        row: list[Entity] = []
        at = name.start
        while len(row) < 8 and at < len(sheet):
            entity = by_start.get(at)
            if entity is None:
                break
            row.append(entity)
            at = next(m.end for m in entity.mentions if m.start == at)
            while at < len(sheet) and sheet.word[at] in (",", "and"):
                at += 1
        return row

    def both(self, entity: Entity, name: Name, at: int) -> bool:
        """ "X and Y, both professors at Z": each is a professor at Z."""
        sheet, table = self.sheet, nouns()
        first = at
        while first < len(sheet) and sheet.word[first] in ("both", "all", "the", "two", "three"):
            first += 1
        if first == at or not entity.is_person:
            return False
        noun = next((i for i in range(first, min(first + 4, len(sheet))) if sheet.word[i] in table.plurals), None)
        if noun is None:
            return False
        end = self.phrases.cut(noun + 1, first, sheet.sentence(noun)[1])
        before, after = self.phrases.text(first, noun), self.phrases.text(noun + 1, end)
        text = f"{before} {table.plurals[sheet.word[noun]]} {after}".strip()
        low = sheet.sentence(name.start)[0]
        before_it = [
            (m.start, e) for e in self.entities if e.is_person for m in e.mentions if low <= m.start < name.start
        ]
        nearest = [e for _, e in sorted(before_it, key=lambda pair: -pair[0]) if e is not entity]
        sharing = [entity, *_once(nearest)][: _SHARING.get(sheet.word[at], 9)]
        for one in sharing:
            self.add(one, text, 1.5, first, noun + 1)
            self.note(one, table.plurals[sheet.word[noun]])
        return True

    def one_of(self, entity: Entity, first: int, limit: int, worth: float) -> bool:
        """ "X, one of the founders of the club": founder of the club."""
        sheet, plurals = self.sheet, nouns().plurals
        before = sheet.word[max(0, first - 4) : first]
        if not entity.is_person or "one" not in before or before[before.index("one") + 1 :][:1] != ["of"]:
            return False
        for i in range(first, min(limit, first + 5)):
            if sheet.word[i] in plurals:
                after = self.phrases.text(i + 1, self.phrases.cut(i + 1, first, limit))
                text = f"{self.phrases.text(first, i)} {plurals[sheet.word[i]]} {after}".strip()
                related = plurals[sheet.word[i]] in _RELATED
                entity.roles.append((worth - 1.2 if related else worth, text))
                self.note(entity, plurals[sheet.word[i]])
                return True
        return False
