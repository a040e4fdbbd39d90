"""Whose somebody is, for want of an office: "JPMorgan's X", "X of the Watchdog think tank in Lund"."""

from __future__ import annotations

import re

from bot.nlp.entities import Entity
from bot.nlp.lexicon import nouns
from bot.nlp.naming import Name
from bot.nlp.phrases import STOPS, Phrases
from bot.nlp.sheet import Sheet

_GOES_ON = 1  # spaCy's mark of an entity's further tokens


class Affiliations:
    """Reads such roles, each worth less than any office."""

    def __init__(self, sheet: Sheet, phrases: Phrases) -> None:
        self.sheet = sheet
        self.phrases = phrases

    def owner(self, entity: Entity, name: Name) -> None:
        """ "JPMorgan's X": whose X is tells something, for want of an office."""
        sheet = self.sheet
        mark = name.start - 1
        if sheet.tag[mark] != "POS" or sheet.ent_type[mark - 1] != "ORG":
            return
        start = mark - 1
        while start > 0 and sheet.ent_type[start - 1] == "ORG" and sheet.ent_iob[start] == _GOES_ON:
            start -= 1
        entity.roles.append((0.2, re.sub(r"^[Tt]he ", "", self.phrases.text(start, mark))))

    def behind(self, entity: Entity, at: int, *, apart: bool = False) -> None:
        """ "X of the Watchdog think tank in Lund": where somebody is from, for want of an office."""
        sheet = self.sheet
        ties = ("of", "from", "at", "with") if apart else ("of", "from", "at")
        if not entity.is_person or at + 1 >= len(sheet) or sheet.word[at] not in ties:
            return
        if not apart and sheet.head[at] != at - 1 and (sheet.word[at] != "of" or sheet.head[at] != sheet.head[at - 1]):
            return  # "to block X from the nomination"
        if sheet.ent_type[at + 1] == "GPE":
            return
        limit = min(sheet.sentence(at)[1], at + 9)
        for i in range(at + 1, limit):
            if sheet.word[i : i + 2] == ["think", "tank"]:
                continue
            if sheet.word[i] in STOPS or sheet.tag[i][:2] == "VB" or sheet.tag[i] in ("IN", "CC"):
                return
            if sheet.ent_type[i] == "ORG" or (sheet.tag[i] == "NN" and sheet.word[i] in nouns().organizations):
                while i + 1 < limit and sheet.ent_type[i] == "ORG" and sheet.ent_iob[i + 1] == _GOES_ON:
                    i += 1
                end = self.phrases.cut(
                    i + 1, at, self._first_of(i + 1, ("on", "to", "and", "at", "with", "about", "by"))
                )
                entity.roles.append((0.25, self.phrases.text(at, end)))
                return

    def _first_of(self, token: int, words: tuple[str, ...]) -> int:
        """The first place of any of these words in the rest of the sentence, or its end."""
        end = self.sheet.sentence(token - 1)[1]
        return next((i for i in range(token, end) if self.sheet.word[i] in words), end)
