"""What services hand to the Slack side when the desk looks something up. Plain values, in the reader's order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.nlp.types import ActorType, QuoteKind, Span


class Match(StrEnum):
    """How a name that was typed fits somebody the workspace knows."""

    EXACT = "exact"  # their name, or an alias
    PARTIAL = "partial"  # a part of it
    SIMILAR = "similar"  # misspelt: the reader must be told


COUNTED = 2_000
"""Quotes that are counted for one person: a name quoted 50,000 times would else take long to find."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFound:
    """Somebody found by a name."""

    person_id: int
    name: str
    type: ActorType
    quotes: int  # in all articles, counted up to `COUNTED`
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteHit:
    """A quote that was found, with where it stands."""

    quote_id: int
    article_id: int
    text: str
    kind: QuoteKind
    speaker: str | None
    person_id: int | None
    confidence: float
    corrected_by: str | None
    paragraph: int
    title: str
    outlet: str | None
    url: str | None
    published: datetime | None
    added_at: datetime
    highlights: tuple[Span, ...] = ()  # in `text`
    denial: str | None = None  # the article's words that say it is not so: "denied"
    lead_in: str | None = None  # the article's words without which it can't be read: "urged"; shown in front as well


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One page of what was found."""

    hits: tuple[QuoteHit, ...]
    page: int  # from 0
    more: bool  # whether there is a next one
    people: tuple[PersonFound, ...] = ()  # whom the name that was typed was taken for, best first

    @property
    def guessed(self) -> bool:
        """Whether a name was misspelt, so that the reader must be told whom it was taken for."""
        return bool(self.people) and self.people[0].match is Match.SIMILAR


@dataclass(frozen=True, slots=True, kw_only=True)
class TopLine:
    """How often somebody was quoted in a period."""

    person_id: int
    name: str
    quotes: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine:
    """What the desk put right."""

    correction_id: int
    kind: str  # bot.services.corrections.CorrectionKind
    by: str  # Slack user id
    at: datetime
    before: str | None
    after: str | None
    quote: str | None  # the words, where it is about one quote
    article_id: int | None
    undone_by: str | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How often the desk had to correct the bot."""

    quotes: int
    speakers_fixed: int
    not_quotes: int

    @property
    def right(self) -> float | None:
        """The share of quotes that nobody corrected, 0..1; None where there are none."""
        return 1 - (self.speakers_fixed + self.not_quotes) / self.quotes if self.quotes else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """An article in a list."""

    article_id: int
    title: str
    url: str | None
    outlet: str | None
    published: datetime | None
    added_by: str | None
    added_at: datetime
    quotes: int
