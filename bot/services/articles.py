"""Stores articles, and what was found in them. Called within a transaction; the text is kept exactly as read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from bot.ingest.types import ArticleText
from bot.nlp.types import Extraction, Quote, Span
from bot.services import linking
from bot.services.names import content_hash, link_key
from storage import search
from storage.database import TeamSession
from storage.models import Appearance, Article, ArticleLink, Person
from storage.models import Quote as QuoteRow

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def find_by_link(session: TeamSession, url: str) -> Article | None:
    """The article known by an address."""
    return session.scalar(
        select(Article)
        .join(ArticleLink, (ArticleLink.team_id == Article.team_id) & (ArticleLink.article_id == Article.id))
        .where(ArticleLink.link_key == link_key(url))
    )


def find_pasted(session: TeamSession, text: str) -> Article | None:
    """The article with exactly this text that came without an address."""
    return session.scalar(
        select(Article)
        .where(Article.content_hash == content_hash(text), Article.url.is_(None), Article.text == text)
        .order_by(Article.id)
        .limit(1)
    )


def find_same(session: TeamSession, reading: ArticleText) -> Article | None:
    """The article that `reading` is another reading of: by any of its addresses, or for a paste by its very text."""
    for url in _addresses(reading):
        found = find_by_link(session, url)
        if found is not None:
            return found
    return None if _addresses(reading) else find_pasted(session, reading.text)


def add(
    session: TeamSession, reading: ArticleText, *, asked: str | None, by: str | None, channel: str | None, now: datetime
) -> Article:
    """Stores a new article and every address it is known by; `asked` is the link as the journalist gave it."""
    row = Article(added_by=by, added_in=channel, added_at=now)
    take_over(row, reading, now=now)
    row.url = row.url or asked
    session.add(row)
    session.flush()
    add_links(session, row, *_addresses(reading), *([asked] if asked else []))
    return row


def take_over(row: Article, reading: ArticleText, *, now: datetime) -> None:
    """Makes an article what `reading` says; its people and quotes are still to be stored."""
    row.text, row.content_hash, row.words = reading.text, content_hash(reading.text), count_words(reading.text)
    row.title, row.authors, row.agencies = reading.title, list(reading.authors), list(reading.agencies)
    row.published, row.published_has_time = reading.published, reading.published_has_time
    row.outlet, row.dateline = reading.outlet, reading.dateline
    row.url, row.canonical_url = reading.url, reading.canonical_url
    row.language, row.kind, row.notes = reading.language, reading.kind, []
    row.etag, row.last_modified, row.read_at = reading.etag, reading.last_modified, now


def add_links(session: TeamSession, article: Article, *urls: str) -> None:
    """Makes an article known by these addresses too; one that leads to another article already is left there."""
    for key, url in {link_key(url): url for url in urls}.items():
        if session.get(ArticleLink, (session.team, key)) is None:
            session.add(ArticleLink(link_key=key, url=url, article_id=article.id))
    session.flush()


def store_extraction(
    session: TeamSession,
    article: Article,
    extraction: Extraction,
    *,
    now: datetime,
    keeping: Mapping[int, QuoteRow] | None = None,
) -> list[QuoteRow]:
    """Stores people, appearances and quotes of an article that has none yet, and returns the quotes.

    Args:
        keeping: by the index of a quote, the row of an earlier reading that is the same quote. It moves to its new
            place, and what the desk said of it stands.
    """
    people = linking.link(session, extraction.actors, now=now)
    for position, actor in enumerate(extraction.actors):
        session.add(
            Appearance(
                article_id=article.id,
                person_id=people[actor.name].id,
                position=position,
                name=actor.name,
                role=actor.role,
                salience=actor.salience,
                key=actor.key,
                aliases=list(actor.aliases),
                mentions=[list(span) for span in actor.mentions],
            )
        )
    rows: list[QuoteRow] = []
    for position, quote in enumerate(extraction.quotes):
        row = (keeping or {}).get(position) or QuoteRow(article_id=article.id, added_at=now)
        _fill(session, row, article, quote, position, people)
        session.add(row)
        rows.append(row)
    article.language = extraction.language or article.language
    article.notes = list(extraction.notes)
    article.extracted_at = now
    session.flush()
    return rows


def count_words(text: str) -> int:
    """Words as a reader counts them: "Pullquote's" and "follow-up" are one each."""
    return sum(1 for _ in _WORD.finditer(text))


def _fill(
    session: TeamSession, row: QuoteRow, article: Article, quote: Quote, position: int, people: dict[str, Person]
) -> None:
    if article.text[quote.start : quote.end] != quote.text:
        raise ValueError(f"quote {position} is not the words at its place")
    person = people.get(quote.speaker) if quote.speaker else _taught(session, article, quote)
    row.position, row.text, row.start, row.end = position, quote.text, quote.start, quote.end
    row.kind, row.paragraph, row.confidence = quote.kind, quote.paragraph, quote.confidence
    if row.corrected_by is None:
        row.speaker = person.name if person else quote.speaker
        row.person_id = person.id if person else None
    row.speaker_found = quote.speaker
    row.mention_start, row.mention_end = _span(quote.speaker_mention)
    row.cue_start, row.cue_end = _span(quote.cue)
    row.addressee, row.continues = quote.addressee, quote.continues
    row.denial, row.lead_in = quote.denial, quote.lead_in
    row.outlet_key = search.outlet_key(article.outlet)
    row.published_at = article.published or article.added_at


def _taught(session: TeamSession, article: Article, quote: Quote) -> Person | None:
    """Whom an earlier correction says is meant by the words beside a quote, where the speaker is else unsure."""
    if quote.speaker_mention is None:
        return None
    return linking.taught(session, article.text[slice(*quote.speaker_mention)])


def _span(span: Span | None) -> tuple[int | None, int | None]:
    return span if span else (None, None)


def _addresses(reading: ArticleText) -> list[str]:
    return list(dict.fromkeys(url for url in (reading.canonical_url, reading.url) if url))
