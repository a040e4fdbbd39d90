"""What kind of actor a name stands for, decided once for the whole article.

The tagger's labels of all mentions are one witness among others: a title, a first name, "the" before it, an age, an
apposition, a company's last word, the trade of somebody "of" it. Each sort of evidence counts once, at its strongest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from bot.nlp.bodies import BARE, BODIES
from bot.nlp.lexicon import fold, gazetteer, gender_of_given, given_names, is_person_noun, nouns, word_set
from bot.nlp.naming import ORG_WORDS, Name
from bot.nlp.owned import CHAMBERS
from bot.nlp.products import Products
from bot.nlp.sheet import Sheet
from bot.nlp.surroundings import GROUP, MOST, ORG, OTHER, PERSON, PLACE, Surroundings
from bot.nlp.things import Things

__all__ = [
    "BUILDINGS",
    "COMPASS",
    "GROUP",
    "ORG",
    "OTHER",
    "PERSON",
    "PLACE",
    "STATES",
    "STORMS",
    "TWO_WORD_STATES",
    "Form",
    "KindJudge",
    "agree",
    "is_place",
]

STATES = word_set("states")
TWO_WORD_STATES = word_set("two word states")
BUILDINGS = word_set("buildings")
_STREETS = frozenset({"square", "street", "road", "avenue", "boulevard", "bridge", "lane", "drive", "highway"})
_SEATS = frozenset({"statehouse", "capitol"})  # where a parliament meets
_CONTESTS = word_set("contests")
_KNOWN = word_set("known bodies")
_NETWORKS = word_set("networks")
_PEOPLES = word_set("peoples")
_REGIONS = word_set("regions")
COMPASS = frozenset({"north", "south", "east", "west", "central"})
_SAINTS = frozenset({"san", "santa", "santo", "saint", "sao"})
_SMALL = word_set("particles")
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
_LAST_OF_AIR = frozenset(
    {"show", "force", "one", "base", "max", "pods", "command", "corps", "jordan", "bud", "tag", "guard"}
)
_WORKED = frozenset(
    {"flight", "space", "research", "medical", "health", "science", "sciences", "cancer", "law", "policy", "technology"}
    | {"legal", "studies", "crisis", "poverty", "forecast", "prediction", "hurricane", "tsunami", "weather", "warning"}
)
_TOWN_BODIES = frozenset({"police", "schools", "firefighters", "council", "sheriff", "residents", "mayor"})
_CAMEL = re.compile(r"^(?!Mc|Mac|De|Di|La|Le|Van|Fitz|O['’])[A-Z][a-z]+[A-Z]")
_MODEL = re.compile(r"[a-z]{1,3}-?\d+[a-z]?")
_PAPERS = frozenset({"star", "guard", "center", "observer", "guardian", "herald", "inquirer", "advocate", "private"})
_WATERS = word_set("waters")
STORMS = word_set("storms")
_STATES_OF_BEING = word_set("being")
_SPORT = word_set("sport")
_LEAST_SPORT = 5
_ACTORS = frozenset({"PERSON", "ORG", "GPE"})


def is_place(word: str) -> bool:
    """Whether a folded word is a country, a capital or a state."""
    table = gazetteer()
    return word in table.by_name or word in table.by_capital or word in STATES


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
        self.sport = len(_SPORT & set(sheet.word)) >= _LEAST_SPORT
        self.things = Things(sheet)
        self.products = Products(sheet, self.sport)
        self.surroundings = Surroundings(sheet, self.sport)

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
        for (kind, _), weight in self.surroundings.evidence(clear).items():
            score[kind] += weight
        if labels <= {"NORP", "", "ORG"} and "NORP" in labels and all(self._only_modifies(n) for n in clear):
            score[OTHER] += 8
        if labels == {""} and len(form.key) == 1 and all(self._unsure(n) for n in clear):
            score[OTHER] += 1
        if labels == {""} and len(form.key) > 1 and not self._is_likely(form):
            score[OTHER] += 2.6  # "the Popular Side": no tagger's label, and it does nothing
        form.thing = self.things.is_thing(form.key, clear) or self.products.is_product(form.key, clear)
        if form.thing:
            score[OTHER] = max(score.values()) + 3
        return dict(score)

    def _by_words(self, form: Form, score: dict[str, float], labels: set[str]) -> None:
        """What the words of the name say."""
        key, written = form.key, form.names[0].words
        last, joined = key[-1], " ".join(key)
        table = gazetteer()
        if last in _SEATS:
            score[OTHER] += 12
        if joined in _NETWORKS or joined in _KNOWN:
            score[ORG] += 5
        if joined in table.by_name or joined in STATES or joined in TWO_WORD_STATES:
            score[PLACE] += 5
        elif joined in table.by_capital:
            score[PLACE] += 2.5
        if joined in table.houses:
            score[ORG] += 6
        if joined in table.by_people or (joined in table.by_adjective and joined not in table.by_name):
            score[GROUP] += 5
        if joined in _PEOPLES:
            score[GROUP] += 5
        if len(key) == 1 and last in BARE:
            score[ORG] += 6
        if len(key) == 1 and last.endswith("ites") and not labels & {"GPE", "ORG"}:
            score[GROUP] += 4  # "Muscovites"
        if last in CHAMBERS and len(key) > 2 and key[-2] == "of":
            score[ORG] += 9  # "House of Representatives"
        if (
            last in nouns().plurals
            and last not in given_names()
            and len(key) > 1
            and not {"WORK_OF_ART", "for"} & (labels | set(key))
        ):
            score[GROUP] += 4
        if last in BUILDINGS and "FAC" in labels and not (last in ORG_WORDS and self._does(form)):
            score[OTHER] += 5
        if last in _WATERS and "PERSON" not in labels:
            score[PLACE] += 4
        if len(key) > 1 and last in _REGIONS and labels & {"GPE", "LOC"} and not (last == "city" and self.sport):
            score[PLACE] += 5  # "Kansas City", "San Francisco Bay Area"
        if len(key) > 1 and last in COMPASS and key[0] not in given_names():
            if written[0].isupper() and len(key[0]) > 1:
                score[ORG] += 5  # "AFC West"
            elif not labels & {"ORG", "NORP"}:
                score[PLACE] += 4  # "Harbourne North", a seat
        if last in _CONTESTS:
            score[OTHER] += 4
        if last in _STREETS and len(key) > 1 and "PERSON" not in labels and not self._does(form):
            score[OTHER] += 5  # "Martyrs' Square"
        if key[0] in STORMS and len(key) > 1:
            score[OTHER] += 8  # "Hurricane Dorian"
        if key[0] == "air" and len(key) == 2 and last not in _LAST_OF_AIR and "PERSON" not in labels:
            score[ORG] += 5  # "Air Astana"
        if last in ("center", "centre") and len(key) > 2 and key[-2] in _WORKED:
            score[ORG] += 6  # "Goddard Space Flight Center", where people work
        if _MODEL.fullmatch(last) and "PERSON" not in labels:
            score[OTHER] += 4  # "RAV4", "A350"
        if self._is_office(key, labels) and written[0] != "The":
            score[OTHER] += 5
        if len(key) == 1 and (last in ORG_WORDS or last in BODIES) and not labels & {"ORG"}:
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
            sure = (
                "PERSON" in labels
                or labels == {""}
                or (len(key) == 2 and gender_of_given(key[0])[1] and key[0] not in _SMALL | _SAINTS)
            )
            score[PERSON] += 2.2 if sure else 1.3
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
        for name in form.names[:MOST]:
            if sheet.dep[name.head] == "nsubj" and sheet.word[sheet.head[name.head]] not in _STATES_OF_BEING:
                return True
        return False

    def _is_likely(self, form: Form) -> bool:
        """Whether a name without the tagger's label may well be somebody's, by its words, its deeds or its company."""
        first, last = form.key[0], form.key[-1]
        if "for" in form.key[1:] and form.key[form.key.index("for") - 1] in ORG_WORDS:
            return True  # "National Society for the Prevention of Harm"
        if first in given_names() or is_place(first) or last in ORG_WORDS or last in BODIES or self._does(form):
            return True
        sheet = self.sheet
        rows = [(n.head, sheet.head[n.head]) for n in form.names[:MOST] if sheet.dep[n.head] == "conj"]
        behind = (n.end for n in form.names[:MOST] if n.end < len(sheet) and sheet.head[n.head] == n.end)
        if any(sheet.word[i] in nouns().organizations for i in behind):
            return True  # "the Green Lanes movement"
        rows += [(k, n.head) for n in form.names[:MOST] for k in sheet.kids[n.head] if sheet.dep[k] == "conj"]
        return any(sheet.ent_type[a] in _ACTORS or sheet.ent_type[b] in _ACTORS for a, b in rows)

    @staticmethod
    def _is_office(key: tuple[str, ...], labels: set[str]) -> bool:
        """Whether the words are an office without its holder: "House Speaker", "Head"."""
        last = key[-1]
        if len(key) == 2 and gender_of_given(key[0])[1] and not is_place(key[0]) and last not in nouns().title_ends:
            return False  # "Chelsea Handler"
        tie = next((i for i, w in enumerate(key) if w in ("of", "for")), 0)
        if tie and "ORG" not in labels:  # "U.S. Attorney for the Western District"
            return key[tie - 1] in nouns().title_ends and key[tie - 1] not in nouns().organizations
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

    def _only_modifies(self, name: Name) -> bool:
        return self.sheet.dep[name.head] in ("amod", "compound", "nmod") or self.sheet.tag[name.head] == "JJ"

    def _unsure(self, name: Name) -> bool:
        """Whether a capital proves nothing here: at a sentence's beginning, or where all is in capitals."""
        sheet = self.sheet
        first = name.start == 0 or sheet.sent[name.start] != sheet.sent[name.start - 1]
        opened = name.start > 0 and not sheet.word[name.start - 1].isalpha() and sheet.word[name.start - 1] not in ",-/"
        return first or opened or name.words[0].isupper()


def agree(forms: list[Form]) -> None:
    """Names taken for bodies are people's where their last word alone is a person: "Petrov said"."""
    last = {f.key[-1] for f in forms if f.kind == PERSON}
    for form in forms:
        family = form.key[0].removesuffix("s")
        alike = {family, family.removesuffix("e")} & last and form.key[0] not in last | {family}
        if alike and len(form.key) == 1 and all(n.the for n in form.names):
            form.scores[GROUP] = form.scores.get(GROUP, 0.0) + 10  # "the Clintons"
    alone = {f.key[0] for f in forms if len(f.key) == 1 and f.kind == PERSON and f.margin > 1}
    alone -= {f.key[-1] for f in forms if len(f.key) > 1 and f.kind == PERSON}
    lasts = {f.key[-1] for f in forms}
    owners = {f.key[:-1] for f in forms if len(f.key) > 2 and f.key[-1] in _TOWN_BODIES}
    for form in forms:
        if form.key in owners and form.kind == PERSON and not any(n.title or n.honorific for n in form.names):
            form.scores[PLACE] = max(form.scores.values()) + 1  # "Forest Hill", beside "Forest Hill police"
        halves = form.key[0].split("-")
        if (
            form.kind != GROUP
            and len(form.key) == 1
            and len(halves) == 2
            and all(h in lasts or is_place(h) for h in halves)
        ):
            form.thing, form.scores[OTHER] = (
                True,
                max(form.scores.values(), default=0) + 3,
            )  # "the Clinton-Trump race"
        if form.key[-1] not in alone or len(form.key) != 2 or form.kind not in (ORG, OTHER):
            continue
        if any(n.the for n in form.names) or all(n.quoted for n in form.names):
            continue
        if not (ORG_WORDS | STORMS) & set(form.key) and form.key[0] not in gazetteer().by_adjective:
            form.scores[PERSON] = form.scores.get(PERSON, 0.0) + max(form.scores.values()) + 1
