"""Values for tests: cards of articles that nobody wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.cards import ArticleCard, PersonLine, QuoteLine
from bot.ingest.types import Kind
from bot.nlp.types import ActorType, QuoteKind

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)

ORTIZ = PersonLine(person_id=1, name="Elena Ortiz", type=ActorType.PERSON, role="harbour master", quotes=2, key=True)
QUOTE = QuoteLine(
    quote_id=11,
    text="The ferry will sail on Monday, whatever the weather",
    kind=QuoteKind.DIRECT,
    paragraph=3,
    speaker="Elena Ortiz",
    person_id=1,
    confidence=0.93,
)
CARD = ArticleCard(
    article_id=7,
    title="Ferry to sail again after storm",
    url="https://news.example/ferry",
    outlet="Harbour Gazette",
    byline="Jo Bell",
    published=NOON,
    dateline=None,
    agencies=(),
    words=640,
    language="en",
    kind=Kind.ARTICLE,
    added_by="U1",
    added_at=NOON,
    people=(ORTIZ,),
    quotes=(QUOTE,),
)


def a_card(**changes: Any) -> ArticleCard:
    return replace(CARD, **changes)


def a_quote(**changes: Any) -> QuoteLine:
    return replace(QUOTE, **changes)


def a_person(**changes: Any) -> PersonLine:
    return replace(ORTIZ, **changes)
