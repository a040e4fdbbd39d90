"""Offices told by somebody else's: "his Russian counterpart X", "X replaces Y as manager", "X was named as chair"."""

from __future__ import annotations

from typing import Protocol

from bot.nlp.entities import Entity
from bot.nlp.lexicon import fold, gazetteer, nouns, word_set
from bot.nlp.sheet import Sheet

_TAKES_OFFICE = word_set("takes office") | word_set("appoints")
_APPOINTS = word_set("appoints")


class Reader(Protocol):
    """What keeps the roles that are found: `bot.nlp.roles.RoleReader`."""

    sheet: Sheet
    entities: list[Entity]

    def description(self, entity: Entity, at: int, worth: float) -> bool:
        """Takes the noun phrase from token `at` on as a role."""
        ...

    def note(self, entity: Entity, word: str) -> None:
        """Keeps a noun that somebody is called by."""
        ...


class Offices:
    """Reads such offices of one text, once the others are read."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.sheet = reader.sheet
        self.entities = reader.entities

    def read(self) -> None:
        """Adds the roles found to the entities."""
        self._counterparts()
        self._appointed()

    def _counterparts(self) -> None:
        """ "Foreign Minister Y … his Russian counterpart X": X is a Russian foreign minister."""
        for entity in self.entities:
            for worth, text in list(entity.roles):
                if not text.endswith(" counterpart") or len(text.split()) > 3:
                    continue
                at = entity.mentions[0].start
                office = self._office_before(at, entity)
                if office:
                    entity.roles.append((worth + 0.2, f"{text[: -len(' counterpart')]} {office}"))
                    self.reader.note(entity, office.split()[-1])

    def _office_before(self, at: int, other: Entity) -> str | None:
        """The office of the person named last before token `at`, without country and party."""
        before: list[tuple[int, str]] = []
        for entity in self.entities:
            if not entity.is_person or entity is other or not entity.roles:
                continue
            places = [m.start for m in entity.mentions if m.start < at]
            if places:
                before.append((max(places), max(entity.roles)[1]))
        for _, role in sorted(before, reverse=True)[:2]:
            words = role.split()
            while words and (fold(words[0]) in gazetteer().by_adjective or fold(words[0]) in gazetteer().by_name):
                words.pop(0)
            if words and fold(words[-1]) in nouns().title_ends and len(words) <= 4:
                return " ".join(words).lower()
        return None

    def _appointed(self) -> None:
        """ "X will replace Y as manager", "X was named as chair": X is, or becomes, that."""
        sheet = self.sheet
        at_head = {m.head: e for e in self.entities if e.is_person for m in e.mentions}
        for i, word in enumerate(sheet.word):
            if word not in _APPOINTS or sheet.tag[i] != "VBN" or i + 1 >= len(sheet):
                continue
            holder = next((k for k in sheet.kids[i] if sheet.dep[k] == "nsubjpass" and k in at_head), None)
            if holder is not None and sheet.word[i + 1] not in ("as", "by", "in", "on", "to", "and"):
                self.reader.description(at_head[holder], i + 1, 0.9)  # "X was appointed chief executive"
        for i, word in enumerate(sheet.word):
            if word != "as" or sheet.dep[i] != "prep":
                continue
            verb = sheet.head[i]
            for _ in range(2):  # "replace Y as manager": "as" may hang by Y
                if sheet.word[verb] in _TAKES_OFFICE or sheet.head[verb] == verb:
                    break
                verb = sheet.head[verb]
            if sheet.word[verb] not in _TAKES_OFFICE:
                continue
            entity = self._who_takes(verb, at_head)
            if entity is not None:
                self.reader.description(entity, i + 1, 0.9)

    def _who_takes(self, verb: int, at_head: dict[int, Entity]) -> Entity | None:
        """The person who comes into the office: the subject, or the object of "appointed X as …"."""
        sheet = self.sheet
        if sheet.word[verb] in _APPOINTS:
            for kid in sheet.kids[verb]:
                if sheet.dep[kid] in ("dobj", "nsubjpass") and kid in at_head:
                    return at_head[kid]
            return None
        at = verb
        for _ in range(5):
            for kid in sheet.kids[at]:
                if sheet.dep[kid] in ("nsubj", "nsubjpass"):
                    return at_head.get(kid)
            if sheet.head[at] == at:
                return None
            at = sheet.head[at]
        return None
