"""How much the story is about somebody.

A few plain signs, weighed by two logistic regressions: one for being central, which orders the actors, one for
mattering at all, which marks the key ones. A person talked about throughout outweighs one quoted once. The weights were
fitted on annotated articles, leaving each out in turn to choose the threshold (`training/salience.py`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from bot.nlp.coreference import Event
from bot.nlp.merging import Entity
from bot.nlp.sheet import Sheet
from bot.nlp.types import ActorType

SIGNS = (
    "mentions",
    "mentions against the most mentioned",
    "paragraphs",
    "in the headline or lead",
    "near the top",
    "subject",
    "acts",
    "quoted",
    "how often quoted",
    "person",
    "place",
    "group",
    "only whose",
    "only in quotations",
    "has a role",
)
MATTERS = (0.79, 0.73, 0.26, 0.53, -0.08, 2.00, 0.83, 1.73, 0.83, 0.05, 0.27, -0.36, -0.06, -0.16, 1.22)
MATTERS_BIAS = -1.90
CENTRAL = (0.96, 1.58, 0.87, 1.49, 1.18, 0.98, 1.11, -0.18, 0.28, -0.28, -0.21, 0.02, -0.22, 0.29, 0.66)
CENTRAL_BIAS = -4.70

KEY = 0.42
"""From this chance of mattering on, somebody is a key actor: where F1 is best, leaving each article out in turn."""


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
        self.most = max((len(v) for v in self.by_entity.values()), default=1)

    def signs(self, entity: Entity, quotes: int) -> list[float]:
        """The signs, each about 0 to 1, in the order of `SIGNS`."""
        events = self.by_entity[entity.index]
        if not events:
            return [0.0] * len(SIGNS)
        paragraph = self.paragraph
        first = self.order[paragraph[events[0].token]]
        spread = len({paragraph[e.token] for e in events})
        outer = [e for e in events if not e.inner]
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
        ]

    def weigh(self, entity: Entity, quotes: int) -> Weight:
        """How central somebody is, and whether a reader must know of them."""
        signs = self.signs(entity, quotes)
        return Weight(
            salience=_logistic(CENTRAL_BIAS + sum(map(mul, CENTRAL, signs))),
            key=_logistic(MATTERS_BIAS + sum(map(mul, MATTERS, signs))) >= KEY,
        )


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
