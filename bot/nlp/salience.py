"""How much the story is about somebody.

A few plain signs, weighed by two logistic regressions: one for being central, which orders the actors, one for
mattering at all, which marks the key ones. A person talked about throughout outweighs one quoted once. The weights were
fitted on annotated articles; each article, and each set of them, was left out in turn to choose the threshold
(`training/salience.py`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from bot.nlp.candidates import Event
from bot.nlp.entities import Entity
from bot.nlp.lexicon import word_set
from bot.nlp.sheet import Sheet
from bot.nlp.types import ActorType

WEIGHTS = {
    "mentions": (0.51, 0.59),
    "mentions against the most mentioned": (0.37, 1.12),
    "paragraphs": (0.29, 0.70),
    "in the headline or lead": (0.13, 0.83),
    "near the top": (-0.02, 0.94),
    "subject": (1.49, 0.58),
    "acts": (0.86, 0.77),
    "quoted": (1.66, -0.05),
    "how often quoted": (0.52, 0.47),
    "person": (0.24, 0.02),
    "place": (-0.18, -0.31),
    "group": (0.14, 0.11),
    "only whose": (-0.30, -0.11),
    "only in quotations": (-0.62, 0.18),
    "has a role": (0.68, 0.30),
    "quoted word for word": (1.17, 0.15),
    "named once": (-0.93, -0.57),
    "acted on": (-0.42, -0.40),
    "described": (0.62, 0.34),
    "in the first paragraph": (0.49, 0.42),
    "how many paragraphs": (0.52, 1.19),
    "how early": (-0.00, 1.37),
    "subject near the top": (0.43, 0.77),
    "how long a role": (0.36, 0.38),
    "only hears or reports": (-0.83, -0.41),
    "body of common nouns": (-0.42, 0.01),
}
"""Sign -> what it tells of mattering and of being central."""
SIGNS = tuple(WEIGHTS)
MATTERS = tuple(matters for matters, _ in WEIGHTS.values())
CENTRAL = tuple(central for _, central in WEIGHTS.values())
MATTERS_BIAS, CENTRAL_BIAS = -1.14, -5.49

KEY = 0.35
"""From this chance of mattering on, somebody is a key actor: where F1 is about best, leaving each set out in turn."""


_TELLS = frozenset({"told", "tells", "telling", "tell"})
_SPOKE = frozenset({"spoke", "speaking", "interview", "seen", "obtained", "reviewed", "said"})
_REPORTERS = frozenset(
    {"reporter", "reporters", "journalist", "journalists", "correspondent", "photographer", "interview"}
)
_CREDITED = 0.5
"""From this share of mentions on, a body is only told things or credited: a paper, a court that somebody spoke in."""
_IN_PASSING = 0.3
"""What is left of the salience of a paper or a reporter whose reports a story only passes on, or of where it is set."""
_OUTLETS = word_set("outlets")
_REPORTS = word_set("reports as a paper")
_SET_IN = 2 / 3
"""From this share of mentions on, a place is only where things are, or whose they are: "in Hull", "Hull streets"."""
_PLACING = word_set("where things are")
_TOPIC = 4  # mentions
_JOINTS = (["-"], ["–"], ["/"])
_FOR_PAPER = frozenset({"of", "for", "in", "at", "from", "with"})
_DESCRIBES = frozenset({"relcl", "acl", "appos"})


@dataclass(frozen=True, slots=True)
class Weight:
    """What somebody weighs in a story."""

    salience: float  # 0..1: the chance that a reader would name them in one sentence about the story
    key: bool


class Weigher:
    """Weighs the entities of one text."""

    def __init__(
        self, sheet: Sheet, entities: Sequence[Entity], events: Sequence[Event], paragraph: Sequence[int]
    ) -> None:
        self.sheet = sheet
        self.paragraph = paragraph
        # Blank paragraphs don't count
        self.order = {p: n for n, p in enumerate(sorted(set(paragraph)))}
        self.paragraphs = len(self.order) or 1
        self.by_entity: dict[int, list[Event]] = defaultdict(list)
        for event in events:
            self.by_entity[event.entity].append(event)
        outlets = {e.index for e in entities if _is_outlet(e)}
        self.outlets = outlets
        self.of_outlets = {i for e in events if e.entity in outlets for i in range(e.start, e.end)}
        self.most = max((len(v) for v in self.by_entity.values()), default=1)

    def signs(self, entity: Entity, quotes: int, verbatim: bool) -> list[float]:
        """The signs, each about 0 to 1, in the order of `SIGNS`.

        Args:
            entity: whom they are of.
            quotes: how many utterances, of any kind, are theirs.
            verbatim: whether any of these stands in quotation marks.
        """
        events = self.by_entity[entity.index]
        if not events:
            return [0.0] * len(SIGNS)
        paragraph = self.paragraph
        first = self.order[paragraph[events[0].token]]
        spread = len({paragraph[e.token] for e in events})
        outer = [e for e in events if not e.inner]
        near = [e for e in outer if e.subject and self.order[paragraph[e.token]] <= 1]
        subjects = sum(e.subject and not e.inside for e in outer)
        acts = sum(e.subject and not e.inside and not e.says for e in outer)
        return [
            math.log1p(len(events)) / 3,
            len(events) / self.most,
            min(1.0, spread / max(5, self.paragraphs)),
            1.0 if first <= 1 else 0.0,
            1.0 if first <= 3 else 0.0,
            min(1.0, math.log1p(subjects) / 2),
            min(1.0, math.log1p(acts) / 2),
            1.0 if quotes else 0.0,
            min(1.0, math.log1p(quotes) / 2),
            1.0 if entity.is_person else 0.0,
            1.0 if entity.type is ActorType.PLACE else 0.0,
            1.0 if entity.type is ActorType.GROUP else 0.0,
            1.0 - len(outer) / len(events),
            sum(e.inside for e in events) / len(events),
            1.0 if entity.roles else 0.0,
            1.0 if verbatim else 0.0,
            1.0 if len(events) == 1 else 0.0,
            1.0 if any(e.acted_on for e in events) else 0.0,
            1.0 if any(self._described(e) for e in events) else 0.0,
            1.0 if first == 0 else 0.0,
            min(1.0, spread / 6),
            1.0 - first / self.paragraphs,
            1.0 if near else 0.0,
            min(1.0, max((len(text.split()) for _, text in entity.roles), default=0) / 6),
            0.0 if entity.is_person else sum(self._hears(e) for e in events) / len(events),
            1.0 if entity.name.split()[-1].islower() else 0.0,
        ]

    def _described(self, event: Event) -> bool:
        """Whether an apposition or a clause tells more of somebody here: "X, who leads Y,"."""
        dep = self.sheet.dep
        return any(dep[kid] in _DESCRIBES for kid in self.sheet.kids[event.token])

    def _hears(self, event: Event) -> bool:
        """Whether somebody is told something here, or credited with a report: "told the Post", "seen by the Post"."""
        sheet, at = self.sheet, event.token
        up, dep = sheet.head[at], sheet.dep[at]
        if dep in ("dobj", "dative", "iobj"):
            return sheet.word[up] in _TELLS
        if dep in ("compound", "nmod", "poss"):
            return sheet.word[up] in _REPORTERS
        return dep == "pobj" and sheet.word[up] in ("by", "to", "with") and sheet.word[sheet.head[up]] in _SPOKE

    def _is_passed_on(self, entity: Entity) -> bool:
        """Whether somebody is there for what they reported: "CNBC reported", "according to Jo Lee of the Times"."""
        if not entity.is_person and entity.index not in self.outlets:
            return False
        events = [e for e in self.by_entity[entity.index] if not e.inner]
        credited = [e for e in events if self._is_credit(e, entity.is_person)]
        if 2 * len(credited) < len(events) or not credited:
            return False
        return not entity.is_person or any(self._is_for_paper(e) for e in credited)

    def _is_set_in(self, entity: Entity) -> bool:
        """Whether a place is only where things are, or tells whose they are: "in Mozambique", "Hull's streets".

        The one that a story speaks of most is what it is about, all the same: the smog of a city.
        """
        events = self.by_entity[entity.index]
        if len(events) == self.most >= _TOPIC:
            return False
        placed = sum((e.inner and not self._is_paired(e)) or self._is_placing(e) for e in events)
        return placed >= _SET_IN * len(events)

    def _is_placing(self, event: Event) -> bool:
        sheet, at = self.sheet, event.token
        return sheet.dep[at] == "pobj" and sheet.word[sheet.head[at]] in _PLACING

    def _is_paired(self, event: Event) -> bool:
        """Whether a country is one of two in a word: "US-China talks"."""
        word = self.sheet.word
        return word[event.end : event.end + 1] in _JOINTS or word[max(0, event.start - 1) : event.start] in _JOINTS

    def _is_credit(self, event: Event, person: bool) -> bool:
        sheet, at = self.sheet, event.token
        up = sheet.head[at]
        if event.subject:
            return sheet.word[up] in _REPORTS
        if sheet.dep[at] != "pobj":
            return False
        according = sheet.word[up] == "to" and sheet.word[sheet.head[up]] == "according"
        return according or sheet.word[up] == "per" or (not person and sheet.word[sheet.head[up]] in _REPORTS)

    def _is_for_paper(self, event: Event) -> bool:
        """Whether a paper stands beside somebody: "Jo Lee of the Times", "Jo Lee reports for NPR"."""
        sheet, at = self.sheet, event.token
        kids = sheet.kids[at] + (sheet.kids[sheet.head[at]] if event.subject else [])
        return any(
            sheet.dep[k] == "pobj" and k in self.of_outlets
            for kid in kids
            if sheet.dep[kid] == "prep" and sheet.word[kid] in _FOR_PAPER
            for k in sheet.kids[kid]
        )

    def weigh(self, entity: Entity, quotes: int, verbatim: bool) -> Weight:
        """How central somebody is, and whether a reader must know of them; see `signs` for the arguments."""
        signs = self.signs(entity, quotes, verbatim)
        passed_on = self._is_passed_on(entity)
        set_in = not quotes and entity.type is ActorType.PLACE and self._is_set_in(entity)
        credited = signs[_HEARS] >= _CREDITED and not quotes
        return Weight(
            salience=_logistic(CENTRAL_BIAS + sum(map(mul, CENTRAL, signs)))
            * (0.1 if credited else _IN_PASSING if passed_on or set_in else 1),
            key=not (credited or set_in) and _logistic(MATTERS_BIAS + sum(map(mul, MATTERS, signs))) >= KEY,
        )


def _is_outlet(entity: Entity) -> bool:
    """Whether a body is a paper, a broadcaster or an agency, by its name."""
    words = entity.words
    return not entity.is_person and bool(words) and (words[-1] in _OUTLETS or words[0] in _OUTLETS)


_HEARS = SIGNS.index("only hears or reports")


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
