"""Names of what is made and sold or flown: laptops, phones, aircraft types, rockets.

The tagger takes them for firms. Grammar tells them apart: a size stands before them ("the 16-inch Larkbook"), somebody
has a new one, they are powered or priced, they come in the plural; and they never say or decide anything, as firms do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.nlp.bodies import BARE, BODIES
from bot.nlp.lexicon import gazetteer, nouns, word_set
from bot.nlp.naming import ORG_WORDS, SAYS, Name
from bot.nlp.sheet import SUBJECT, Sheet

_MACHINES = word_set("machines")
_SIZES = word_set("sizes")
_VERSIONS = word_set("versions")
_DONE_TO = word_set("done to machines")
_DO = word_set("machines do")
_DECIDES = word_set("decides")
_HAD = frozenset({"a", "an", "its", "their", "his", "her", "my", "our", "your", "another", "any", "every", "each"})
_OWNERS = frozenset({"its", "their", "'s", "’s"})
_VEHICLES = frozenset(
    {"spacecraft", "rocket", "rockets", "vehicle", "capsule", "lander", "booster", "keyboard", "keyboards"}
)
_NEVER = frozenset({"GPE", "NORP", "LOC", "GROUP"})
_MODEL = re.compile(r"[a-z]{1,3}-?\d{3,4}[a-z]{0,3}|[a-fh-z]{1,2}-\d{1,3}[a-z]?")  # "A350", "F-16"; not "G-20"
_SYSTEM = frozenset(
    {"launch", "landing", "operating", "positioning", "propulsion", "guidance", "navigation", "missile"}
)
_KNOWN = word_set("known bodies") | word_set("networks") | set(gazetteer().houses)
_MOST = 40
_SHARE = 4


class Products:
    """Tells of the names of one text which are products'."""

    def __init__(self, sheet: Sheet, sport: bool) -> None:
        self.sheet = sheet
        self.sport = sport

    def is_product(self, key: tuple[str, ...], names: Sequence[Name]) -> bool:
        """Whether a name, whose mentions are given, is a product's or a machine's, and no maker's."""
        if any(n.label in _NEVER or n.title or n.honorific for n in names[:_MOST]) or " ".join(key) in _KNOWN:
            return False
        owned = any(self._is_sort(n) and self.sheet.word[n.start - 1] in _OWNERS for n in names)
        if any(n.label == "PERSON" for n in names) and not (owned or any(n.the for n in names)):
            return False
        last = key[-1]
        if len(key) > 1 and self._is_machine(key, names[0]):
            return not self._decides(names)
        if last in ORG_WORDS | BARE or last in BODIES or last in nouns().organizations:
            return False
        if _MODEL.fullmatch(last) or self._is_plural(key, names):
            return not self._decides(names)
        told = sum(self._is_had(n) or self._is_handled(n) for n in names)
        sorts = [n for n in names if self._is_sort(n)]
        if sum(n.label == "PRODUCT" for n in names) * 3 >= len(names):
            told += len(sorts) and len(names)
        told += sum(self.sheet.word[n.start - 1] in _OWNERS for n in sorts if self.sheet.word[n.end] in _VEHICLES)
        return told > 0 and told * _SHARE >= len(names) and not self._decides(names)

    def _is_machine(self, key: tuple[str, ...], name: Name) -> bool:
        """Whether the last word says what it is: "Larkbook keyboards", "Deep Launch System"."""
        if key[-1] == "system":
            return key[-2] in _SYSTEM
        written = name.words[-1]
        return key[-1] in _MACHINES and (written.islower() or not written.lower().endswith("s"))

    def _is_plural(self, key: tuple[str, ...], names: Sequence[Name]) -> bool:
        """Whether a name is the plural of one that the text has too: "Larkbooks" beside "Larkbook Pro"."""
        sheet = self.sheet
        one = key[-1][:-1]
        if self.sport or key[-1][-1:] != "s" or len(one) < _LEAST or key[-1][-2:] == "ss":
            return False
        if any(n.the and len(key) == 1 for n in names):
            return False
        told = self._is_odd(names[0]) or key[-1] in _MACHINES or any(self._comes_new(n) for n in names)
        return told and any(w == one and sheet.text[s].isupper() for w, s in zip(sheet.word, sheet.start, strict=True))

    @staticmethod
    def _is_odd(name: Name) -> bool:
        """Whether a capital stands inside the word, as in many products' names."""
        return any(re.search(r"[a-z][A-Z]", word) for word in name.words)

    def _comes_new(self, name: Name) -> bool:
        return name.start > 0 and self.sheet.word[name.start - 1] in _VERSIONS

    def _is_had(self, name: Name) -> bool:
        """Whether a size stands before a name, or somebody has a new one: "a 12-inch Larkbook", "its latest Tern"."""
        sheet, at = self.sheet, name.start - 1
        if at < 1:
            return False
        if sheet.word[name.end : name.end + 1] == ["/"]:
            return False  # "a new USA TODAY/Tellus poll"
        if sheet.word[at] in _SIZES and sheet.word[at - 1] == "-":
            return True
        if sheet.dep[name.head] in ("compound", "nmod", "amod", "poss"):
            return False
        return sheet.word[at] in _VERSIONS and sheet.word[at - 1] in _HAD

    def _is_handled(self, name: Name) -> bool:
        """Whether what happens to it happens to machines alone: "the Tern is powered by", "shipped the Tern"."""
        sheet, dep = self.sheet, self.sheet.dep[name.head]
        verb = sheet.word[sheet.head[name.head]]
        if dep == "nsubj":
            return verb in _DO
        return dep in ("nsubjpass", "dobj") and verb in _DONE_TO

    def _is_sort(self, name: Name) -> bool:
        """Whether a name says which machine is meant: "the Heron spacecraft"."""
        sheet = self.sheet
        behind = name.end < len(sheet) and sheet.word[name.end] in _MACHINES
        return behind and sheet.dep[name.head] in ("compound", "nmod", "amod")

    def _decides(self, names: Sequence[Name]) -> bool:
        """Whether the one named says or decides something anywhere, or it has a leader."""
        sheet = self.sheet
        for name in names:
            up = sheet.head[name.head]
            if sheet.dep[name.head] in SUBJECT and (sheet.word[up] in SAYS or sheet.word[up] in _DECIDES):
                return True
            if sheet.dep[name.head] in ("poss", "compound") and sheet.word[up] in nouns().persons:
                return True
        return False


_LEAST = 3
