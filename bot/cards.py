"""What services hand to the Slack side to be shown. Plain values, in the reader's order; no blocks, no rows.

Every string here comes from outside and is shown escaped, or in elements that parse nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.ingest.types import Kind
from bot.nlp.types import ActorType, QuoteKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """An actor as a card lists them."""

    person_id: int  # of the workspace's known people, across articles
    name: str
    type: ActorType
    role: str | None
    quotes: int  # in this article
    key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """A quote as a card shows it."""

    quote_id: int
    text: str
    kind: QuoteKind
    paragraph: int
    speaker: str | None  # None: "speaker unsure"
    person_id: int | None
    confidence: float
    corrected_by: str | None = None  # Slack user id, where the desk fixed the speaker
    span: Span = (0, 0)
    continues: int | None = None  # quote_id of the quote this one carries on
    denial: str | None = None  # the article's words that say it is not so: "denied"; shown in front of the quote
    lead_in: str | None = None  # the article's words without which it can't be read: "urged"; shown in front as well

    @property
    def unsure(self) -> bool:
        """Whether a reader must check the speaker before relying on it."""
        return self.speaker is None or (self.corrected_by is None and self.confidence < 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """The same wire copy, seen elsewhere."""

    article_id: int
    title: str
    outlet: str | None
    url: str | None
    certain: bool  # False: related, a person should look


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A quote that changed or vanished when an article was read again."""

    before: str
    after: str | None  # None: vanished
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """One article's result: what the thread is answered with."""

    article_id: int
    title: str
    url: str | None
    outlet: str | None
    byline: str | None
    published: datetime | None
    dateline: str | None
    agencies: tuple[str, ...]
    words: int
    language: str
    kind: Kind
    added_by: str | None  # Slack user id
    added_at: datetime
    people: tuple[PersonLine, ...]  # key actors first, all of them
    quotes: tuple[QuoteLine, ...]  # strongest first, those marked "not a quote" left out
    notes: tuple[str, ...] = ()  # for the reader: "Only the first 20,000 words were read."
    stored_before: bool = False  # the same link again: the stored result
    copies: tuple[CopyLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    page_url: str | None = None  # the annotated page, where a public address is set


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why there is no result, in words for the sender."""

    reason: str  # what happened and what to do next
    code: str  # stands in the log too
    kept: bool  # whether what was given is kept
    kind: Kind | None = None


Outcome = ArticleCard | Failure
