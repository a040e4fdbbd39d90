"""Stores articles, and what was found in them. Called within a transaction; the text is kept exactly as read."""

from __future__ import annotations

import re
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
    row = Article(
        text=reading.text,
        content_hash=content_hash(reading.text),
        title=reading.title,
        authors=list(reading.authors),
        published=reading.published,
        published_has_time=reading.published_has_time,
        outlet=reading.outlet,
        dateline=reading.dateline,
        agencies=list(reading.agencies),
        url=reading.url or asked,
        canonical_url=reading.canonical_url,
        language=reading.language,
        kind=reading.kind,
        words=count_words(reading.text),
        etag=reading.etag,
        last_modified=reading.last_modified,
        notes=[],
        added_by=by,
        added_in=channel,
        added_at=now,
        read_at=now,
    )
    session.add(row)
    session.flush()
    add_links(session, row, *_addresses(reading), *([asked] if asked else []))
    return row


def add_links(session: TeamSession, article: Article, *urls: str) -> None:
    """Makes an article known by these addresses too; one that leads to another article already is left there."""
    for key, url in {link_key(url): url for url in urls}.items():
        if session.get(ArticleLink, (session.team, key)) is None:
            session.add(ArticleLink(link_key=key, url=url, article_id=article.id))
    session.flush()


def store_extraction(session: TeamSession, article: Article, extraction: Extraction, *, now: datetime) -> None:
    """Stores people, appearances and quotes of an article that has none yet."""
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
    for position, quote in enumerate(extraction.quotes):
        session.add(_quote_row(session, article, quote, position, people, now))
    article.language = extraction.language or article.language
    article.notes = list(extraction.notes)
    article.extracted_at = now
    session.flush()


def count_words(text: str) -> int:
    """Words as a reader counts them: "Pullquote's" and "follow-up" are one each."""
    return sum(1 for _ in _WORD.finditer(text))


def _quote_row(
    session: TeamSession, article: Article, quote: Quote, position: int, people: dict[str, Person], now: datetime
) -> QuoteRow:
    if article.text[quote.start : quote.end] != quote.text:
        raise ValueError(f"quote {position} is not the words at its place")
    mention, cue = _span(quote.speaker_mention), _span(quote.cue)
    person = people.get(quote.speaker) if quote.speaker else _taught(session, article, quote)
    return QuoteRow(
        article_id=article.id,
        position=position,
        text=quote.text,
        start=quote.start,
        end=quote.end,
        kind=quote.kind,
        paragraph=quote.paragraph,
        confidence=quote.confidence,
        speaker=person.name if person else quote.speaker,
        person_id=person.id if person else None,
        speaker_found=quote.speaker,
        mention_start=mention[0],
        mention_end=mention[1],
        cue_start=cue[0],
        cue_end=cue[1],
        addressee=quote.addressee,
        continues=quote.continues,
        outlet_key=search.outlet_key(article.outlet),
        published_at=article.published or article.added_at,
        added_at=now,
    )


def _taught(session: TeamSession, article: Article, quote: Quote) -> Person | None:
    """Whom an earlier correction says is meant by the words beside a quote, where the speaker is else unsure."""
    if quote.speaker_mention is None:
        return None
    return linking.taught(session, article.text[slice(*quote.speaker_mention)])


def _span(span: Span | None) -> tuple[int | None, int | None]:
    return span if span else (None, None)


def _addresses(reading: ArticleText) -> list[str]:
    return list(dict.fromkeys(url for url in (reading.canonical_url, reading.url) if url))
