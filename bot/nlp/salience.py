"""How much the story is about somebody.

A weighted sum of a few plain signs, through the logistic function: named in the headline or the lead, early, often, as
the subject of sentences, in how many paragraphs, quoted. A person talked about throughout outweighs one quoted once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from bot.nlp.coreference import Event
from bot.nlp.merging import Entity
from bot.nlp.sheet import Sheet
from bot.nlp.types import ActorType


class Weigher:
    """Weighs the entities of one text."""

    KEY = 0.5
    """From this salience on somebody is a key actor."""

    def __init__(
        self, sheet: Sheet, entities: Sequence[Entity], events: Sequence[Event], paragraph: Sequence[int]
    ) -> None:
        self.sheet = sheet
        self.paragraphs = (paragraph[-1] + 1) if paragraph else 1
        self.paragraph = paragraph
        self.by_entity: dict[int, list[Event]] = defaultdict(list)
        for event in events:
            self.by_entity[event.entity].append(event)
        self.most = max((len(v) for v in self.by_entity.values()), default=1)

    def signs(self, entity: Entity, quotes: int) -> list[float]:
        """The signs, each about 0 to 1."""
        events = self.by_entity[entity.index]
        if not events:
            return [0.0] * 9
        spread = len({self.paragraph[e.token] for e in events})
        first = self.paragraph[events[0].token]
        outer = [e for e in events if not e.inner]
        return [
            math.log1p(len(events)) / 3,
            len(events) / self.most,
            spread / max(4, self.paragraphs),
            1.0 if first <= 0 else 0.0,
            1.0 if first <= 2 else 0.0,
            min(1.0, math.log1p(sum(e.subject and not e.inside for e in outer)) / 2),
            min(1.0, math.log1p(quotes) / 1.5),
            1.0 if entity.is_person else 0.0,
            1.0 if entity.type is ActorType.PLACE else 0.0,
        ]

    WEIGHTS = (0.8, 0.8, 1.2, 0.8, 0.4, 1.6, 2.2, 0.5, -0.8)
    BIAS = -2.2

    def weigh(self, entity: Entity, quotes: int) -> float:
        """Salience, 0 to 1."""
        total = self.BIAS + sum(w * s for w, s in zip(self.WEIGHTS, self.signs(entity, quotes), strict=True))
        return 1 / (1 + math.exp(-total))
