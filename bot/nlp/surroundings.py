"""What the words around a name say of the kind of actor it stands for: a title, an age, an apposition, "in" before it.

Each sort of evidence counts once, at its strongest (`kinds.py` adds it to what the name itself says).
"""

from __future__ import annotations

from collections.abc import Callable

from bot.nlp.lexicon import given_names, is_person_noun, nouns, word_set
from bot.nlp.naming import ORG_WORDS, SAYS, Name
from bot.nlp.sheet import SUBJECT, Sheet

PERSON, ORG, PLACE, GROUP, OTHER = "person", "organization", "place", "group", "other"
"""OTHER: a work, a building, an event: something named that doesn't act."""

type Say = Callable[[str, str, float], None]
"""Takes note of evidence: for which kind, of what sort, of what weight."""

_SETTLEMENTS = word_set("settlements")
_PLACING = word_set("locative")
_INSIDE = frozenset({"in", "near", "outside"})
_TRUSTS = word_set("trusts")
_KIN = word_set("kin")
_OF_BODIES = word_set("of bodies")
_HELD = frozenset(
    {"shares", "share", "stake", "stakes", "stock", "investor", "investors", "shareholder", "shareholders"}
)
_CLUBS = word_set("club words")
_LISTED = frozenset({"listed", "based", "owned", "backed", "headquartered"})
_VESSELS = word_set("vessels")
_SITS = {
    "for": frozenset({"mp", "mps", "msp", "mep", "mla", "senator", "congressman", "congresswoman"}),
    "of": frozenset({"mayor", "governor", "mayors", "governors", "bishop", "archbishop", "residents", "outskirts"}),
}
_HOUSES = frozenset(
    {"hotel", "motel", "restaurant", "supermarket", "pharmacy", "nightclub", "casino", "brewery", "winery"}
)
_HOUSED = frozenset({"", "ORG", "PRODUCT", "FAC"})
_LOCAL = frozenset({"provincial", "regional", "municipal"})
_PROVINCES = word_set("provinces")
MOST = 40
"""Mentions that are looked at; more tell nothing new."""


class Surroundings:
    """Reads what stands around the names of one text."""

    def __init__(self, sheet: Sheet, sport: bool) -> None:
        self.sheet = sheet
        self.sport = sport  # the text is about sport
        table = nouns()
        self.both = table.persons & table.organizations
        self.bodies = table.organizations - table.persons

    def _person(self, word: str) -> bool:
        return is_person_noun(word) and word not in self.both

    def evidence(self, names: list[Name]) -> dict[tuple[str, str], float]:
        """What the words around the mentions of a name say, the strongest of each sort: (kind, sort) -> weight."""
        best: dict[tuple[str, str], float] = {}

        def say(kind: str, sort: str, weight: float) -> None:
            best[kind, sort] = max(best.get((kind, sort), weight), weight)

        with_the = placed = 0
        looked = names[:MOST]
        for name in looked:
            self._title(name, say)
            self._neighbours(name, say)
            self._apposition(name, say)
            with_the += self._has_the(name)
            placed += self._is_placed(name)
        if with_the:
            best[ORG, "the"] = 2.5
            best[PERSON, "the"] = -4.0
        if any(self._is_within(n) for n in looked) and not any(n.title or n.honorific for n in looked):
            best[PLACE, "within"] = 3.0
        if placed == len(looked) and not any(n.title or n.honorific for n in looked):
            best[PLACE, "placed"] = 2.6
        return best

    def _title(self, name: Name, say: Say) -> None:
        if name.honorific:
            say(PERSON, "title", 6)
        elif name.title:
            word = self.sheet.word[name.title[1] - 1]
            if self._person(word) or word not in nouns().organizations:
                say(PERSON, "title", 6)

    def _neighbours(self, name: Name, say: Say) -> None:
        sheet = self.sheet
        head, after, before = name.head, name.end, name.start - 1
        size = len(sheet)
        nxt = sheet.word[after] if after < size else ""
        if before > 0 and sheet.word[before] in ("in", "of") and sheet.word[before - 1] in _HELD:
            say(ORG, "shares in", 4)
        if (
            before > 0
            and sheet.word[before] == "with"
            and sheet.word[before - 1] == "interview"
            and len(name.words) == 1
        ):
            say(ORG, "interview with", 0 if name.folded[0] in given_names() else 2.5)
        if self.sport and name.folded[-1] in _CLUBS:
            say(ORG, "club", 4)
        if nxt == "index" and sheet.head[head] == after:
            say(OTHER, "index", 4)
        if self._is_one_of(name):
            say(OTHER, "one of many", 2.5)
        if self._is_titled(name):
            say(OTHER, "title in marks", 5)
        if nxt == "," and after + 2 < size:
            second = sheet.word[after + 1]
            if second.isdigit() and 1 < len(second) < 3 and sheet.word[after + 2] in (",", "."):
                say(PERSON, "age", 4)
            elif second in ("who", "whose"):
                say(PERSON, "who", 2.5)
            elif second == "which":
                say(ORG, "which", 1.5)
        elif nxt in _OF_BODIES or (nxt in ("'s", "’s") and after + 1 < size and sheet.word[after + 1] in _OF_BODIES):
            say(ORG, "what bodies have", 1.0 if name.label == "GPE" else 2.5)  # "WeWork employees", "Norvik's shares"
        elif nxt in _HOUSES and name.label in _HOUSED and sheet.head[head] == after and len(name.words) > 1:
            say(ORG, "house", 6)  # "the Larkin Suites hotel"
        elif nxt == "who":
            say(PERSON, "who", 1.5)
        elif nxt in _PROVINCES and sheet.text[sheet.start[after]].islower():
            say(PLACE, "province", 5)  # "Zabul province"
        elif self._person(nxt) and after < size and sheet.tag[after] == "NN" and sheet.dep[head] != "poss":
            say(
                ORG, "whose trade", 2.2 if self.sport or name.label != "GPE" else 1.0
            )  # "Rovers goalkeeper", "Tesselink chairman"
            say(PERSON, "whose trade", -1.0)
        if sheet.dep[head] in SUBJECT and self._has_own(name):
            say(PERSON, "his own", 2.0)
        if self._is_town_of(name):
            say(PLACE, "town of", 4)
        if self._is_seat(name):
            say(PLACE, "seat", 5)
        if before < 0:
            return
        word = sheet.word[before]
        if self._person(word) and sheet.tag[before] in ("NN", "NNP"):
            say(PERSON, "noun before", 3.5)
        elif word in self.bodies and sheet.tag[before] == "NN":
            say(ORG, "noun before", 3.0)
        elif word in _VESSELS and sheet.tag[before] == "NN":
            say(OTHER, "noun before", 3.0)
        elif word == "of" and before and sheet.word[before - 1] in _SETTLEMENTS:
            say(PLACE, "town of", 7)
        elif word == "of" and before and sheet.word[before - 1] == "," and nxt == ",":
            say(PLACE, "somebody of", 5)
        dep = sheet.dep[head]
        if dep in SUBJECT and sheet.word[sheet.head[head]] in SAYS:
            say(PERSON, "says", 0.8)
            say(ORG, "says", 0.4)

    def _is_town_of(self, name: Name) -> bool:
        """Whether a place has what is named, and somebody is from or in it: "from Punjab's Moga"."""
        sheet, at = self.sheet, name.start - 1
        if at < 2 or len(name.words) > 1 or sheet.word[at] not in ("'s", "’s") or sheet.ent_type[at - 1] != "GPE":
            return False
        while at > 0 and sheet.ent_type[at - 1] == "GPE":
            at -= 1
        return sheet.word[at - 1] in _INSIDE | {"from"} and sheet.head[name.head] == at - 1

    def _is_seat(self, name: Name) -> bool:
        """Whether somebody is "MP for" or "mayor of" what is named, or it has a "provincial government"."""
        sheet, before, after = self.sheet, name.start - 1, name.end
        if ORG_WORDS & set(name.folded):
            return False
        if before > 0 and sheet.word[before] in ("for", "of") and sheet.word[before - 1] in _SITS[sheet.word[before]]:
            return True
        after += after < len(sheet) and sheet.word[after] in ("'s", "’s")
        return sheet.word[after : after + 1] != [] and sheet.word[after] in _LOCAL and sheet.tag[after] == "JJ"

    def _is_one_of(self, name: Name) -> bool:
        """Whether an article makes a name a thing's: "a silver Chevy Tahoe", "an Oscar"; not "a tearful Ann Lee"."""
        sheet = self.sheet
        if sheet.dep[name.head] in ("compound", "nmod", "amod", "poss") or name.label in ("NORP", "GROUP", "GPE"):
            return False
        if name.title or name.honorific or (name.label == "PERSON" and name.folded[0] in given_names()):
            return False
        if sheet.word[name.end : name.end + 1] == ["/"]:
            return False  # "a new USA TODAY/Tellus poll"
        at = name.start - 1
        if at > 0 and sheet.tag[at] == "JJ":
            at -= 1
        if at >= 0 and not name.label and sheet.word[at] in ("no", "every", "each", "any"):
            return True
        return at >= 0 and sheet.word[at] in ("a", "an")

    def _is_titled(self, name: Name) -> bool:
        """Whether marks stand right around a name of several words: a film's, a song's."""
        sheet = self.sheet
        if len(name.words) < 2 or not name.start or name.end >= len(sheet):
            return False
        after = name.end + (sheet.word[name.end] in (",", ".") and name.end + 1 < len(sheet))
        opening = name.start - 1 - (sheet.word[name.start - 1] == "the" and name.start > 1)
        return sheet.word[opening] in ('"', "“", "‘") and sheet.word[after] in ('"', "”", "’")

    def _has_own(self, name: Name) -> bool:
        """Whether what a name does is done to something of "his" or "hers": "Rhiannon Tudor lost her son"."""
        sheet = self.sheet
        verb = sheet.head[name.head]
        if verb < name.end:
            return False
        told = any(
            sheet.dep[k] in ("dobj", "dative") and (sheet.ent_type[k] == "PERSON" or self._person(sheet.word[k]))
            for k in sheet.kids[verb]
        )
        for kid in sheet.kids[verb]:
            own = (sheet.word[k] for k in sheet.kids[kid] if sheet.dep[k] in SUBJECT)
            if kid > verb and sheet.dep[kid] == "ccomp" and not told and any(w in ("he", "she") for w in own):
                return True  # "told the court she had asked"
            if kid > verb and sheet.dep[kid] in ("dobj", "prep", "attr"):
                things = [kid] if sheet.dep[kid] != "prep" else [k for k in sheet.kids[kid] if sheet.dep[k] == "pobj"]
                if any(sheet.word[k] in ("his", "her") for thing in things for k in sheet.kids[thing]):
                    return True
        return False

    def _apposition(self, name: Name, say: Say) -> None:
        sheet, head = self.sheet, name.head
        for kid in sheet.kids[head]:
            if sheet.dep[kid] == "appos" and kid > head:
                if any(sheet.word[k] in _LISTED and sheet.word[k - 1] == "-" for k in sheet.kids[kid]):
                    say(ORG, "apposition", 3.0)  # "the Oslo-listed salmon farmer"
                else:
                    self._apposed(self._joined(kid), say, 3.0)
        up = sheet.head[head]
        if sheet.dep[head] == "appos" and up < head:
            if sheet.word[up] in _KIN:
                say(PERSON, "kin", 6)  # "His wife, Georgia,"
            noun = sheet.head[sheet.head[up]]
            if sheet.dep[up] == "pobj" and sheet.word[sheet.head[up]] == "of" and self._person(sheet.word[noun]):
                self._apposed(sheet.word[noun], say, 2.5)  # "the chair of the panel, X"
            else:
                doubtful = sheet.dep[up] == "pobj" and name.label == "PERSON" and len(name.words) > 1
                self._apposed(sheet.word[up], say, 1.5 if doubtful else 2.5)  # "her nominee to the court, X"
        elif sheet.dep[head] == "nsubj" and sheet.word[up] in ("is", "was"):
            for kid in sheet.kids[up]:
                if sheet.dep[kid] == "attr" and sheet.tag[kid] == "NN":
                    self._apposed(self._joined(kid), say, 1.5)  # "X is a charity"

    def _joined(self, token: int) -> str:
        """A noun with what a hyphen ties to it: "start-up"."""
        word = self.sheet.word
        return f"{word[token - 2]}-{word[token]}" if token > 1 and word[token - 1] == "-" else word[token]

    def _apposed(self, word: str, say: Say, weight: float) -> None:
        if self._person(word):
            say(PERSON, "apposition", weight)
        elif word in self.bodies:
            say(ORG, "apposition", weight)
        elif word in _SETTLEMENTS:
            say(PLACE, "apposition", weight + 2)
        elif word in _VESSELS:
            say(OTHER, "apposition", weight + 3)

    def _has_the(self, name: Name) -> bool:
        """Whether "the" belongs to the name, and not to a noun that the name modifies."""
        sheet = self.sheet
        if not name.the or sheet.dep[name.head] in ("compound", "nmod", "amod"):
            return False
        return name.words[0] == "The" or (name.start > 0 and sheet.word[name.start - 1] == "the")

    def _is_within(self, name: Name) -> bool:
        """Whether something happens in what is named by one unknown word: "in Goma", and not "faith in Cook"."""
        sheet = self.sheet
        if len(name.words) > 1 or not name.start or name.start != name.head or name.words[0].isupper():
            return False
        at = name.start - 1
        if sheet.word[at] not in _INSIDE or sheet.head[name.head] != at:
            return False
        return sheet.word[sheet.head[at]] not in _TRUSTS and name.folded[0] not in ORG_WORDS

    def _is_placed(self, name: Name) -> bool:
        """Whether the name says where something is: "in X", "near X"."""
        sheet = self.sheet
        return name.label != "ORG" and name.start > 0 and sheet.word[name.start - 1] in _PLACING
