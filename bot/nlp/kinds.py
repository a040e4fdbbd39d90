"""What kind of actor a name stands for, decided once for the whole article.

The tagger's labels of all mentions are one witness among others: a title, a first name, "the" before it, an age, an
apposition, a company's last word, the trade of somebody "of" it. Each sort of evidence counts once, at its strongest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.nlp.bodies import BODIES
from bot.nlp.lexicon import fold, gazetteer, given_names, is_person_noun, nouns, word_set
from bot.nlp.naming import ORG_WORDS, SAYS, Name
from bot.nlp.sheet import SUBJECT, Sheet
from bot.nlp.things import Things

PERSON, ORG, PLACE, GROUP, OTHER = "person", "organization", "place", "group", "other"
"""OTHER: a work, a building, an event: something named that doesn't act."""

type Say = Callable[[str, str, float], None]
"""Takes note of evidence: for which kind, of what sort, of what weight."""

STATES = word_set("states")
TWO_WORD_STATES = word_set("two word states")
BUILDINGS = word_set("buildings")
_STREETS = frozenset({"square", "street", "road", "avenue", "boulevard", "bridge", "lane", "drive", "highway"})
_SEATS = frozenset({"statehouse", "capitol"})  # where a parliament meets
_CONTESTS = word_set("contests")
_NO_ACTORS = word_set("no actors")
_SETTLEMENTS = word_set("settlements")
_PLACING = word_set("locative")
_INSIDE = frozenset({"in", "near", "outside"})
_TRUSTS = word_set("trusts")
_KIN = word_set("kin")
_SMALL = word_set("particles")
_OF_BODIES = word_set("of bodies")
_LABEL = {
    "PERSON": (PERSON, 2.0),
    "ORG": (ORG, 1.6),
    "GPE": (PLACE, 1.6),
    "NORP": (GROUP, 1.6),
    "GROUP": (GROUP, 9.0),
    "FAC": (OTHER, 1.4),
    "LOC": (PLACE, 1.2),
    "WORK_OF_ART": (OTHER, 1.4),
    "EVENT": (OTHER, 1.6),
    "LAW": (OTHER, 1.6),
    "PRODUCT": (OTHER, 1.2),
    "": (PERSON, 0.25),
}
_CAMEL = re.compile(r"^(?!Mc|Mac|De|Di|La|Le|Van|Fitz|O['’])[A-Z][a-z]+[A-Z]")
_MODEL = re.compile(r"[a-z]{1,3}-?\d+[a-z]?")
_PAPERS = frozenset({"star", "guard", "center", "observer", "guardian", "herald", "inquirer", "advocate", "private"})
_WATERS = word_set("waters")
STORMS = word_set("storms")
_STATES_OF_BEING = word_set("being")
_HELD = frozenset(
    {"shares", "share", "stake", "stakes", "stock", "investor", "investors", "shareholder", "shareholders"}
)
_CLUBS = word_set("club words")
_SPORT = word_set("sport")
_LEAST_SPORT = 5
_LISTED = frozenset({"listed", "based", "owned", "backed", "headquartered"})
_VESSELS = word_set("vessels")
_PROVINCES = word_set("provinces")
_MOST = 40
"""Mentions that are looked at; more tell nothing new."""


@dataclass(slots=True)
class Form:
    """All mentions written with the same words."""

    key: tuple[str, ...]
    names: list[Name]
    scores: dict[str, float] = field(default_factory=dict)
    thing: bool = False  # a law, an illness, a machine: what never acts

    @property
    def kind(self) -> str:
        best = max(self.scores.items(), key=lambda kv: kv[1], default=(OTHER, 0.0))
        return best[0] if best[1] > 0 else OTHER

    @property
    def margin(self) -> float:
        """How far the best kind leads."""
        ranked = sorted(self.scores.values(), reverse=True) or [0.0]
        return ranked[0] - (ranked[1] if len(ranked) > 1 else 0.0)


class KindJudge:
    """Weighs the evidence for each kind."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        table = nouns()
        self.both = table.persons & table.organizations
        self.bodies = table.organizations - table.persons
        self.sport = len(_SPORT & set(sheet.word)) >= _LEAST_SPORT
        self.things = Things(sheet)

    def _person(self, word: str) -> bool:
        return is_person_noun(word) and word not in self.both

    def judge(self, form: Form) -> dict[str, float]:
        """Kind -> weight; the greatest wins."""
        clear = [n for n in form.names if not n.apart and not n.shouted] or form.names
        score: dict[str, float] = defaultdict(float)
        labels = set()
        for name in clear:
            kind, weight = _LABEL.get(name.label, (OTHER, 0.0))
            score[kind] += weight / len(clear)
            labels.add(name.label)
        self._by_words(form, score, labels)
        for (kind, _), weight in self._by_context(clear).items():
            score[kind] += weight
        if labels <= {"NORP", "", "ORG"} and "NORP" in labels and all(self._only_modifies(n) for n in clear):
            score[OTHER] += 8
        if labels == {""} and len(form.key) == 1 and all(self._unsure(n) for n in clear):
            score[OTHER] += 1
        form.thing = self.things.is_thing(form.key, clear)
        if form.thing:
            score[OTHER] = max(score.values()) + 3
        return dict(score)

    def _by_words(self, form: Form, score: dict[str, float], labels: set[str]) -> None:
        """What the words of the name say."""
        key, written = form.key, form.names[0].words
        last, joined = key[-1], " ".join(key)
        table = gazetteer()
        if joined in _NO_ACTORS or last in _SEATS:
            score[OTHER] += 12
        if joined in table.by_name or joined in STATES or joined in TWO_WORD_STATES:
            score[PLACE] += 5
        elif joined in table.by_capital:
            score[PLACE] += 2.5
        if joined in table.houses:
            score[ORG] += 6
        if joined in table.by_people or (joined in table.by_adjective and joined not in table.by_name):
            score[GROUP] += 5
        if last in nouns().plurals and last not in given_names() and len(key) > 1 and "WORK_OF_ART" not in labels:
            score[GROUP] += 4
        if last in BUILDINGS and "FAC" in labels and not (last in ORG_WORDS and self._does(form)):
            score[OTHER] += 5
        if last in _WATERS and "PERSON" not in labels:
            score[PLACE] += 4
        if last in _CONTESTS:
            score[OTHER] += 4
        if last in _STREETS and len(key) > 1 and "PERSON" not in labels and not self._does(form):
            score[OTHER] += 5  # "Martyrs' Square"
        if key[0] in STORMS and len(key) > 1:
            score[OTHER] += 8  # "Hurricane Dorian"
        if _MODEL.fullmatch(last) and "PERSON" not in labels:
            score[OTHER] += 4  # "RAV4", "A350"
        if self._is_office(key, labels):
            score[OTHER] += 5
        if len(key) == 1 and (last in ORG_WORDS or last in BODIES) and not labels & {"ORG", "PERSON"}:
            score[OTHER] += 4  # "Group", "State": half a name
        if len(key) == 1:
            self._by_one_word(last, written[-1], form, score)
            return
        if last in BODIES or last in ORG_WORDS:
            score[ORG] += 4 if last in ORG_WORDS else 3
        elif any(w in ORG_WORDS for w in key):
            score[ORG] += 2
        if any(w in ("of", "for", "and", "&", "the") for w in key[1:-1]) and score[PERSON]:
            score[PERSON] -= 2
        proper = len(written) <= 5 and all(w[0].isupper() or fold(w) in _SMALL for w in written)
        if key[0] in given_names() and last not in ORG_WORDS and proper and labels & {"PERSON", "", "ORG"}:
            score[PERSON] += 2.2 if "PERSON" in labels or labels == {""} else 1.3
        elif re.fullmatch(r"[a-z]", key[0]) and "PERSON" in labels:
            score[PERSON] += 0.8
        elif (
            re.fullmatch(r"(?:[a-z]\.){2,3}", key[0])
            and len(key) == 2
            and last not in ORG_WORDS
            and labels <= {"ORG", ""}
        ):
            score[PERSON] += 2  # "J.P. Crawley"

    def _does(self, form: Form) -> bool:
        """Whether a house acts, and so is a body: "the Space Center has lent", "the centre, which keeps"."""
        sheet = self.sheet
        for name in form.names[:_MOST]:
            if sheet.dep[name.head] == "nsubj" and sheet.word[sheet.head[name.head]] not in _STATES_OF_BEING:
                return True
        return False

    @staticmethod
    def _is_office(key: tuple[str, ...], labels: set[str]) -> bool:
        """Whether the words are an office without its holder: "House Speaker", "Head"."""
        last = key[-1]
        if "PERSON" in labels or last in ORG_WORDS or last in given_names() or "of" in key:
            return False
        return is_person_noun(last) and last not in nouns().organizations and last not in _PAPERS

    def _by_one_word(self, word: str, written: str, form: Form, score: dict[str, float]) -> None:
        if word.startswith("@"):
            score[OTHER] += 5
        elif written.isupper() and 2 <= len(word) <= 6 and not form.names[0].shouted:
            score[ORG] += 2.5
        elif _CAMEL.search(written):
            score[ORG] += 3
        elif word in given_names() and score[PERSON] > 1:
            score[PERSON] += 0.7

    def _by_context(self, names: list[Name]) -> dict[tuple[str, str], float]:
        """What the words around the mentions say, the strongest of each sort."""
        best: dict[tuple[str, str], float] = {}

        def say(kind: str, sort: str, weight: float) -> None:
            best[kind, sort] = max(best.get((kind, sort), weight), weight)

        with_the = placed = 0
        looked = names[:_MOST]
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

    def _only_modifies(self, name: Name) -> bool:
        return self.sheet.dep[name.head] in ("amod", "compound", "nmod") or self.sheet.tag[name.head] == "JJ"

    def _unsure(self, name: Name) -> bool:
        """Whether a capital proves nothing here: at a sentence's beginning, or where all is in capitals."""
        sheet = self.sheet
        first = name.start == 0 or sheet.sent[name.start] != sheet.sent[name.start - 1]
        opened = name.start > 0 and not sheet.word[name.start - 1].isalpha() and sheet.word[name.start - 1] not in ",-"
        return first or opened or name.words[0].isupper()

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
            say(ORG, "what bodies have", 2.5)  # "WeWork employees", "Norvik's shares"
        elif nxt == "who":
            say(PERSON, "who", 1.5)
        elif nxt in _PROVINCES and sheet.text[sheet.start[after]].islower():
            say(PLACE, "province", 5)  # "Zabul province"
        elif self._person(nxt) and after < size and sheet.tag[after] == "NN" and sheet.dep[head] != "poss":
            say(ORG, "whose trade", 2.2)  # "Rovers goalkeeper", "Tesselink chairman"
            say(PERSON, "whose trade", -1.0)
        if sheet.dep[head] in SUBJECT and self._has_own(name):
            say(PERSON, "his own", 2.0)
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

    def _is_one_of(self, name: Name) -> bool:
        """Whether an article makes a name a thing's: "a silver Chevy Tahoe", "an Oscar"; not "a tearful Ann Lee"."""
        sheet = self.sheet
        if sheet.dep[name.head] in ("compound", "nmod", "amod", "poss") or name.label in ("NORP", "GROUP", "GPE"):
            return False
        if name.title or name.honorific or (name.label == "PERSON" and name.folded[0] in given_names()):
            return False
        at = name.start - 1
        if at > 0 and sheet.tag[at] == "JJ":
            at -= 1
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
                self._apposed(sheet.word[up], say, 2.5)
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
