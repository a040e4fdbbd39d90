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
from bot.nlp.entities import Entity
from bot.nlp.sheet import Sheet
from bot.nlp.types import ActorType

WEIGHTS = {
    "mentions": (0.48, 0.54),
    "mentions against the most mentioned": (0.43, 1.08),
    "paragraphs": (0.28, 0.68),
    "in the headline or lead": (0.12, 0.88),
    "near the top": (0.00, 1.06),
    "subject": (1.44, 0.65),
    "acts": (0.86, 0.76),
    "quoted": (1.69, -0.01),
    "how often quoted": (0.53, 0.55),
    "person": (0.13, -0.04),
    "place": (-0.19, -0.31),
    "group": (0.14, 0.10),
    "only whose": (-0.24, -0.17),
    "only in quotations": (-0.73, 0.02),
    "has a role": (0.67, 0.35),
    "quoted word for word": (1.22, 0.10),
    "named once": (-0.87, -0.56),
    "acted on": (-0.35, -0.40),
    "described": (0.57, 0.33),
    "in the first paragraph": (0.47, 0.49),
    "how many paragraphs": (0.53, 1.10),
    "how early": (0.02, 1.36),
    "subject near the top": (0.40, 0.70),
    "how long a role": (0.36, 0.44),
    "only hears or reports": (-0.98, -0.34),
    "body of common nouns": (-0.37, 0.01),
}
"""Sign -> what it tells of mattering and of being central."""
SIGNS = tuple(WEIGHTS)
MATTERS = tuple(matters for matters, _ in WEIGHTS.values())
CENTRAL = tuple(central for _, central in WEIGHTS.values())
MATTERS_BIAS, CENTRAL_BIAS = -1.16, -5.55

KEY = 0.35
"""From this chance of mattering on, somebody is a key actor: where F1 is best, leaving each article out in turn."""


_MEDIA = frozenset({"told", "tells", "telling", "tell", "reported", "obtained", "seen", "spoke", "interview"})
"""What is done to those a story is told to, or by those it was found by."""
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
        sheet = self.sheet
        at = event.token
        for _ in range(2):  # "told" may stand above a preposition
            up = sheet.head[at]
            if sheet.word[up] in _MEDIA:
                return True
            if sheet.dep[at] not in ("pobj", "poss", "compound", "dative", "agent"):
                return False
            at = up
        return False

    def weigh(self, entity: Entity, quotes: int, verbatim: bool) -> Weight:
        """How central somebody is, and whether a reader must know of them; see `signs` for the arguments."""
        signs = self.signs(entity, quotes, verbatim)
        return Weight(
            salience=_logistic(CENTRAL_BIAS + sum(map(mul, CENTRAL, signs))),
            key=_logistic(MATTERS_BIAS + sum(map(mul, MATTERS, signs))) >= KEY,
        )


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
