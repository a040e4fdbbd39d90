"""Whether a place does something in a story, and isn't only where it is done: "Texas sued", "a trip to Everton"."""

from __future__ import annotations

from bot.nlp.lexicon import word_set
from bot.nlp.naming import SAYS, Name
from bot.nlp.sheet import SUBJECT, Sheet

_PLACING = word_set("locative") | {"from", "to", "of"}
_TOWARDS = word_set("towards")
_GOES = word_set("goes")
_CONTENDS = word_set("contends")
_LIES_IN = frozenset({"in", "across", "near", "outside", "inside", "throughout", "within", "from", "of", "around"})
_PLAYS = word_set("plays")
_TOWNS = frozenset({"city", "town", "state", "county", "village", "province"})
_FIXTURES = word_set("fixtures")
_SPORT = word_set("sport")
_LEAST_SPORT = 5  # different words of sport in a text that is about it
_STATES_OF_BEING = word_set("being")


class Acting:
    """Tells of the places of one text which act."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.sport = len(_SPORT & set(sheet.word)) >= _LEAST_SPORT

    def acts(self, name: Name) -> bool:
        """Whether a place does something here, and isn't where it is done."""
        sheet = self.sheet
        before = sheet.word[name.start - 1] if name.start else ""
        if before in _PLACING or name.apart:
            return False
        dep, at = self._relation(name)
        if dep in ("nsubj", "nsubjpass", "agent", "poss", "dative"):
            return True
        if dep == "dobj":
            return sheet.word[sheet.head[at]] not in _GOES
        if dep == "pobj":
            return sheet.word[sheet.head[at]] in _TOWARDS
        return False

    def _relation(self, name: Name) -> tuple[str, int]:
        """How a name hangs in its sentence, and by which token: that of the first in its row of names."""
        sheet = self.sheet
        at = name.start - 2 if self._is_city_of(name) else name.head
        dep = sheet.dep[at]
        hops = 0
        while dep in ("conj", "appos") and hops < 4:
            at = sheet.head[at]
            dep = sheet.dep[at]
            hops += 1
        return dep, at

    def _is_city_of(self, name: Name) -> bool:
        """Whether the name is the town's in "the city of Dayton"."""
        word = self.sheet.word
        return name.start > 2 and word[name.start - 1] == "of" and word[name.start - 2] in _TOWNS

    def does(self, name: Name) -> bool:
        """Whether a town or a state itself does something here: "Texas sued", "Chicago lost to Dallas"."""
        sheet = self.sheet
        before = sheet.word[name.start - 1] if name.start else ""
        if self.plays(name):
            return True
        if (before in _PLACING and not self._is_city_of(name)) or name.apart:
            return False
        dep, at = self._relation(name)
        up = sheet.head[at]
        verb = sheet.word[up]
        if dep == "nsubj":
            return verb not in _STATES_OF_BEING
        if dep == "agent" or (dep == "dobj" and (verb in _CONTENDS or (self.sport and verb not in _GOES))):
            return True
        return dep == "pobj" and verb in ("against", "by", "over")

    def plays(self, name: Name) -> bool:
        """Whether a town is a club, in a text about sport: "a trip to Everton", "away to West Ham", "FC Porto"."""
        sheet = self.sheet
        if not self.sport or name.apart:
            return False
        dep, at = self._relation(name)
        if dep != "pobj":
            return False
        up = sheet.head[at]
        return sheet.word[up] in ("to", "at", "from", "for", "with") and sheet.word[sheet.head[up]] in _FIXTURES

    def contends(self, name: Name) -> bool:
        """Whether what is named plays, wins or loses here."""
        sheet = self.sheet
        verb = sheet.word[sheet.head[name.head]]
        return sheet.dep[name.head] in SUBJECT and (verb in _CONTENDS or verb in _SPORT or verb in _PLAYS)

    def takes_part(self, name: Name) -> bool:
        """Whether a country is named as a team may be: not as where something is, nor as where somebody is from."""
        sheet = self.sheet
        before = sheet.word[name.start - 1] if name.start else ""
        return before not in _LIES_IN and sheet.dep[name.head] not in ("compound", "nmod", "amod") and not name.apart

    def speaks(self, name: Name) -> bool:
        """Whether a place is who says something here."""
        sheet = self.sheet
        return sheet.dep[name.head] == "nsubj" and sheet.word[sheet.head[name.head]] in SAYS
