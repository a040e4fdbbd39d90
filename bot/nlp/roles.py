"""What the article says somebody is: "chair of the committee", "Wild coach", "former foreign minister".

A role is always the article's own words, taken from an apposition ("X, the chair of Y,"), from the words before the
name ("US Secretary of State X", "Labour MP X"), or from "X is a …". "His Russian counterpart X" after "Foreign Minister
Y" is a Russian foreign minister: the one case where words are put together.
"""

from __future__ import annotations

import re

from bot.nlp.lexicon import gazetteer, honorifics, nouns, spoken_titles, word_set
from bot.nlp.mentions import Name
from bot.nlp.merging import Entity
from bot.nlp.sheet import Sheet
from bot.nlp.types import ActorType

_STOPS = word_set("stops") | frozenset(',.;:—–()"“”') | {"--", "\n"}
_BEFORE = frozenset({"NN", "NNP", "NNPS", "JJ", "JJS", "HYPH", "POS", "NNS", "VBN", "CD", "FW", "IN", "CC", "VBG"})
_LEAD = frozenset({"the", "a", "an", "his", "her", "their", "its", "our", "my", "fellow", "then", "both"})
LONGEST = 16
"""Tokens; a longer description is cut at a comma, a relative clause or a preposition."""


class RoleReader:
    """Reads the roles of one text's entities from the words around their names."""

    def __init__(self, sheet: Sheet, entities: list[Entity]) -> None:
        self.sheet = sheet
        self.entities = entities

    def read(self) -> None:
        """Fills in `roles`, `nouns` and `adjectives` of every entity."""
        for entity in self.entities:
            if entity.type in (ActorType.PLACE, "other"):
                if entity.country:
                    entity.nouns.update(("country", "nation"))
                continue
            for name in entity.mentions[:30]:
                if entity.is_person:
                    self._before(entity, name)
                self._after(entity, name)
                self._predicate(entity, name)

    # -- words before the name

    def _before(self, entity: Entity, name: Name) -> None:
        sheet = self.sheet
        if name.title is not None:
            start, end = name.title
            start = self._reach_back(start)
            self._add(entity, self._text(start, end), 2.0, start, end)
            if name.honorific:
                self._note(entity, name.honorific)
            return
        if name.honorific:
            self._note(entity, name.honorific)
            if name.honorific in spoken_titles():
                written = sheet.text[sheet.start[name.start - 1] : sheet.end[name.start - 1]]
                start = self._reach_back(name.start - 1)
                self._add(
                    entity,
                    self._text(start, name.start - 1) + " " + written if start < name.start - 1 else written,
                    0.8,
                    start,
                    name.start,
                )
            return
        last = name.start - 1
        if last < 0 or (sheet.word[last] not in nouns().persons and sheet.word[last] not in nouns().plurals):
            return
        start = self._reach_back(last)
        self._add(entity, self._text(start, last + 1), 1.6, start, last + 1)

    def _reach_back(self, token: int) -> int:
        """The first token of the noun phrase that `token` is part of, articles and possessive pronouns left out."""
        sheet = self.sheet
        first = sheet.sentence(token)[0]
        i = token
        while i - 1 >= first and token - i < 9:
            tag, word = sheet.tag[i - 1], sheet.word[i - 1]
            if word in ("and", "&", "/"):
                if i - 2 >= first and sheet.word[i - 2] in nouns().persons:
                    i -= 1
                    continue
                break
            if tag in ("CC", "IN", "VBG") or tag not in _BEFORE or word in _LEAD:
                break
            if tag == "CD" and word.isdigit():
                break
            i -= 1
        while i < token and (sheet.word[i] in ("'s", "’s", "-", "’") or sheet.tag[i] == "POS"):
            i += 1
        return i

    # -- words after the name

    def _after(self, entity: Entity, name: Name) -> None:
        sheet = self.sheet
        at = name.end
        size = len(sheet)
        if at < size and sheet.word[at] == "(":
            close = next((i for i in range(at, min(at + 8, size)) if sheet.word[i] == ")"), None)
            if close:
                at = close + 1
        if at >= size or sheet.word[at] not in (",", "–", "—", "-", "--"):
            return
        at += 1
        if at + 1 < size and sheet.word[at].isdigit() and len(sheet.word[at]) < 4:
            entity.adjectives.add(f"{sheet.word[at]}-year-old")
            if sheet.word[at + 1] != ",":
                return
            at += 2
        if at + 2 < size and sheet.word[at] in ("who", "which") and sheet.word[at + 1] in ("is", "was", "'s"):
            at += 2
        self._description(entity, at, 1.8)

    def _description(self, entity: Entity, at: int, worth: float) -> None:
        """Takes the noun phrase from token `at` on as a role, where its head is what a person or a body can be."""
        sheet, size = self.sheet, len(self.sheet)
        if at >= size:
            return
        limit = min(sheet.sentence(at)[1], at + 30)
        first = at
        while first < limit and sheet.word[first] in _LEAD | {"also", "now", "one", "of"}:
            first += 1
        noun = None
        i = first
        while i < limit and sheet.word[i] not in _STOPS and sheet.tag[i] in _BEFORE and sheet.tag[i] != "IN":
            if self._is_role_noun(entity, sheet.word[i]):
                noun = i
            i += 1
        if noun is None:
            return
        end = noun + 1
        while end < limit and end - first < LONGEST:
            word = sheet.word[end]
            if word in _STOPS or sheet.tag[end] in ("VBD", "VBZ", "VBP", "WP", "WDT", "_SP", "MD"):
                break
            if word == "and" and end + 1 < limit and sheet.tag[end + 1] in ("PRP", "VBD", "VBZ", "RB"):
                break
            end += 1
        while end > noun + 1 and sheet.tag[end - 1] in ("IN", "CC", "DT", "TO", "RB", "PRP$"):
            end -= 1
        self._add(entity, self._text(first, end), worth, first, noun + 1)

    def _is_role_noun(self, entity: Entity, word: str) -> bool:
        table = nouns()
        if entity.is_person:
            return word in table.persons or word in ("head", "head of state")
        return word in table.organizations

    def _predicate(self, entity: Entity, name: Name) -> None:
        """ "X is a retired teacher", "X became chair"."""
        sheet = self.sheet
        at = name.end
        if at + 1 >= len(sheet) or sheet.dep[name.head] != "nsubj":
            return
        if sheet.word[at] in ("is", "was", "became") and sheet.word[at + 1] in ("a", "an", "the", "one"):
            self._description(entity, at + 1, 0.7)

    # -- keeping

    def _text(self, start: int, end: int) -> str:
        if end <= start:
            return ""
        text = self.sheet.text[self.sheet.start[start] : self.sheet.end[end - 1]]
        return re.sub(r"\s+", " ", text).strip(" ,;:\"“”‘’'-–—")

    def _add(self, entity: Entity, text: str, worth: float, start: int, end: int) -> None:
        text = re.sub(r"^(?:the|a|an|his|her|their|its)\s+", "", text, flags=re.IGNORECASE)
        if not text or len(text) > 140:
            return
        entity.roles.append((worth + min(len(text.split()), 8) * 0.05 - 0.001 * start / 100, text))
        for i in range(start, end):
            self._note(entity, self.sheet.word[i])

    def _note(self, entity: Entity, word: str) -> None:
        table = nouns()
        word = spoken_titles().get(word.strip("."), word)
        if not word or word in honorifics():
            return
        if word in gazetteer().by_adjective:
            entity.adjectives.add(word)
        elif word in table.persons or word in table.organizations:
            entity.nouns.add(word)
            gender = table.gender.get(word)
            if (
                gender
                and entity.is_person
                and not entity.sure_gender
                and word not in ("host", "star", "lord", "bishop", "priest", "monk", "baron")
            ):
                entity.gender, entity.sure_gender = gender, True
