"""Who is in the article: everybody it names, each once, and whom its pronouns and descriptions stand for.

`Cast.of` reads a parsed text once; `resolve` tells whom some words mean; `actors` ranks who matters. Nothing is guessed
in silence: what can't be told comes back as None, and every answer carries how far it may be trusted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc

from bot.nlp.bodies import BodyFinder
from bot.nlp.coreference import Tracker
from bot.nlp.crowds import find_crowds
from bot.nlp.entities import Entity
from bot.nlp.forward import nouns_told_names, offices_before_names
from bot.nlp.furniture import furniture, headlines
from bot.nlp.kinds import BUILDINGS, OTHER, STATES, STORMS, TWO_WORD_STATES
from bot.nlp.lateroles import read_late
from bot.nlp.lexicon import nouns, word_set
from bot.nlp.mentions import NameFinder
from bot.nlp.merging import Merger
from bot.nlp.naming import ORG_WORDS, SAYS, Name
from bot.nlp.pairs import parted
from bot.nlp.resolving import Resolved, Resolver
from bot.nlp.roles import RoleReader
from bot.nlp.salience import Weigher
from bot.nlp.sheet import Sheet
from bot.nlp.strangers import find_strangers
from bot.nlp.types import Actor, ActorType, Quote, QuoteKind, Span

_NETWORKS = word_set("networks")
_OFTEN = 3  # mentions
_TEAMS_OF_LANDS = word_set("teams of lands")
"""Lands that are no countries here and have a national team."""
_LEAST_NATIONS = 3
_TERMS = frozenset({"administration", "presidency", "family", "campaign"})


class Cast:
    """Everybody in one article. Made by `Cast.of`."""

    def __init__(self, sheet: Sheet, quoted: Sequence[Span]) -> None:
        self.sheet = sheet
        self.quoted = quoted
        inside = _flags(sheet, quoted)
        self.paragraph = _paragraphs(sheet)
        apart = furniture(sheet)
        titles = headlines(sheet)
        skipped = [a or b for a, b in zip(apart, titles, strict=True)]
        names = parted(sheet, NameFinder(sheet, inside, apart, titles).find())
        crowds, together = find_crowds(sheet, inside, skipped, names)
        names = [n for n in names if n.head not in together or len(n.words) > 1]
        bodies = BodyFinder(sheet, names, inside, apart, SAYS).find()
        bodies = _apart_from(crowds, [n for n in bodies if n.head not in together])
        self.names = sorted(names + bodies, key=lambda n: (n.start, -n.end))
        merger = Merger(sheet, self.names)
        self.acting = merger.acting
        self.entities = merger.merge()
        for number, entity in enumerate(self.entities):
            entity.index = number
            for name in entity.mentions:
                name.entity = number
        roles = RoleReader(sheet, self.entities)
        roles.read()
        offices = offices_before_names(sheet, self.entities, inside, self.paragraph)
        offices |= nouns_told_names(sheet, self.entities, inside)
        for noun, number in offices.items():
            self.entities[number].nouns.add(sheet.word[noun])
            gender = nouns().gender.get(sheet.word[noun])
            if gender and not self.entities[number].sure_gender:
                self.entities[number].gender, self.entities[number].sure_gender = gender, True
        unnamed, strangers = find_strangers(sheet, self.entities, inside, skipped, offices)
        self.entities.extend(unnamed)
        first = len(self.entities)
        for number, crowd in enumerate(crowds, first):
            crowd.index = number
        self.entities.extend(crowds)
        strangers |= {token: (start, first + number) for token, (start, number) in together.items()}
        self.tracker = Tracker(sheet, self.entities, inside, self.paragraph)
        self.tracker.sweep(offices, strangers)
        read_late(roles, self.tracker, skipped)
        self.resolver = Resolver(sheet, self.entities, self.names, self.tracker, inside, self.paragraph)

    @classmethod
    def of(cls, doc: Doc, quoted: Sequence[Span] = (), *, sheet: Sheet | None = None) -> Cast:
        """The cast of `doc`; `quoted` are the characters inside quotation marks, in text order."""
        return cls(sheet or Sheet(doc), quoted)

    def resolve(self, mention: Span, *, previous: Sequence[int | None] = (), at: int | None = None) -> Resolved:
        """Whom the characters `mention` mean.

        Args:
            mention: a name, a description or a pronoun; a whole noun phrase is best ("the chair, Ann Lee").
            previous: indexes (`Resolved.index`) of those who spoke before, the last one last; None for an unknown one.
            at: the offset of the quote in question, where the mention stands elsewhere; unused for names.
        """
        return self.resolver.resolve(mention, previous=previous, at=at)

    def actors(self, quotes: Sequence[Quote] = ()) -> tuple[Actor, ...]:
        """Everybody who acts, speaks or is talked about, the most important first."""
        spoken = Counter(q.speaker for q in quotes if q.speaker)
        first_words = Counter(q.speaker for q in quotes if q.speaker and q.continues is None)
        verbatim = {q.speaker for q in quotes if q.speaker and q.kind is not QuoteKind.INDIRECT}
        weigher = Weigher(self.sheet, self.entities, self.tracker.events, self.paragraph)
        rows = []
        for entity in self.entities:
            if not self._acts(entity, spoken):
                continue
            rows.append((weigher.weigh(entity, first_words.get(entity.name, 0), entity.name in verbatim), entity))
        rows.sort(key=lambda row: (-row[0].salience, row[1].index))
        events = defaultdict(list)
        for event in self.tracker.events:
            events[event.entity].append((self.sheet.start[event.start], self.sheet.end[event.end - 1]))
        offices = tuple(
            self._office(name, span, n) for name, span in self.resolver.offices.items() if (n := spoken.get(name))
        )
        return (
            tuple(
                Actor(
                    name=e.name,
                    type=ActorType(e.type) if e.type != OTHER else ActorType.ORGANIZATION,
                    role=max(e.roles)[1] if e.roles else None,
                    aliases=tuple(f for f, _ in e.forms.most_common() if f != e.name),
                    salience=round(weight.salience, 3),
                    key=weight.key,
                    mentions=tuple(sorted(set(events[e.index]))),
                    quotes=spoken.get(e.name, 0),
                )
                for weight, e in rows
            )
            + offices
        )

    @staticmethod
    def _office(name: str, span: Span, quotes: int) -> Actor:
        return Actor(
            name=name,
            type=ActorType.ORGANIZATION,
            role=None,
            aliases=(),
            salience=0.01,
            key=False,
            mentions=(span,),
            quotes=quotes,
        )

    @cached_property
    def _of_nations(self) -> bool:
        """Whether countries play against each other here: then each that the text names is a team."""
        countries = (e for e in self.entities if e.country is not None) if self.acting.sport else ()
        return sum(any(self.acting.contends(n) for n in e.mentions) for e in countries) >= _LEAST_NATIONS

    def _is_owner(self, name: Name) -> bool:
        """Whether a name here only tells whose term or family it is: the first word of "Trump administration"."""
        n = bisect_left(self.resolver.starts, name.start)
        return any(
            body.start == name.start and body.end > name.end and self.sheet.word[body.end - 1] in _TERMS
            for body in self.names[n : n + 2]
        )

    def _owns_or_does(self, name: Name) -> bool:
        return self.sheet.dep[name.head] in ("nsubj", "nsubjpass", "poss", "agent", "dobj")

    def _in_marks(self, name: Name) -> bool:
        """Whether an opening mark stands right before a name."""
        at = name.start - 1
        return at >= 0 and self.sheet.word[at - (self.sheet.word[at] == "the" and at > 0)] in ('"', "“", "‘")

    def _modifies(self, name: Name) -> bool:
        """Whether a name only tells what sort of thing or people another word means."""
        return self.sheet.dep[name.head] in ("compound", "nmod", "amod")

    def _acts(self, entity: Entity, spoken: Counter[str]) -> bool:
        if entity.name in spoken:
            return True
        if not entity.mentions:
            return True  # without a name
        if all(n.apart for n in entity.mentions):
            return False
        if len(entity.words) == 1 and all(self._is_owner(n) for n in entity.mentions):
            return False
        if entity.name.lower() in _NETWORKS and not any(self._owns_or_does(n) for n in entity.mentions):
            return False  # where somebody posted
        if entity.type == OTHER and (entity.thing or any(self._in_marks(n) for n in entity.mentions)):
            return False  # a film, a song
        if entity.type == OTHER:  # a show, a journal the story is about
            if entity.words and (entity.words[-1] in BUILDINGS or entity.words[0] in STORMS):
                return False
            return len(entity.mentions) > 2 and any(n.label in ("WORK_OF_ART", "ORG") for n in entity.mentions)
        if len(entity.words) == 1 and entity.words[0] in ORG_WORDS and all(self._modifies(n) for n in entity.mentions):
            return False  # "House conservatives", "state Senate seats"
        if entity.type is ActorType.PLACE and entity.name.endswith(".") and entity.country is None:
            return False  # "Ill.", after a lawmaker's name
        if entity.type is ActorType.PLACE:
            if entity.country is None and " ".join(entity.words) not in STATES | TWO_WORD_STATES:
                if " ".join(entity.words) in _TEAMS_OF_LANDS and self._of_nations:
                    return any(self.acting.takes_part(n) for n in entity.mentions)
                return any(self.acting.does(n) for n in entity.mentions)
            if entity.country is None:
                acting = any(self.acting.acts(n) for n in entity.mentions) and len(entity.mentions) > 1
                return acting or any(self.acting.does(n) for n in entity.mentions)
            named = len(entity.mentions) > 1 or any(self.acting.acts(n) for n in entity.mentions)
            return named or (self._of_nations and any(self.acting.takes_part(n) for n in entity.mentions))
        if entity.type is ActorType.GROUP and entity.mentions:
            return any(n.words[-1].endswith(("s", "family")) for n in entity.mentions)
        return True


def _apart_from(crowds: Sequence[Entity], bodies: Sequence[Name]) -> list[Name]:
    """The bodies without groups that a crowd leaves next to nothing of: "researchers" beside their team."""
    taken = {noun for crowd in crowds for noun in crowd.nouns}
    left: Counter[tuple[str, ...]] = Counter(
        n.folded for n in bodies if len(n.folded) == 1 and nouns().plurals.get(n.folded[0]) in taken
    )
    return [n for n in bodies if n.label != "GROUP" or not 0 < left[n.folded] < _OFTEN]


def _flags(sheet: Sheet, spans: Sequence[Span]) -> list[bool]:
    """For each token, whether it starts inside one of the spans."""
    flags = [False] * len(sheet)
    for start, end in spans:
        first, last = sheet.tokens(start, end)
        flags[first:last] = [True] * (last - first)
    return flags


def _paragraphs(sheet: Sheet) -> list[int]:
    """For each token the number of its paragraph, from 0."""
    out: list[int] = []
    offset = 0
    for number, line in enumerate(sheet.text.split("\n")):
        offset += len(line) + 1
        end = sheet.first_from(offset)
        out.extend([number] * (end - len(out)))
    return out
