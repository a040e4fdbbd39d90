"""Reads an article again: its former text and what was found in it are kept, and what changed is named.

A new reading is first kept beside the article, so that the article stands as it was until the new one is complete; then
the two change places in one transaction. A quote whose words still stand stays the same quote, with its corrections,
and moves to its new place; one that changed or vanished is named, and goes into the history.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import delete, select

from bot.errors import UserError
from bot.ingest.types import ArticleText, Kind
from bot.nlp.types import Extraction
from bot.services import accepting, articles
from bot.services.desk import Desk
from bot.services.names import content_hash
from bot.submission import NewSubmission, Via
from storage.database import TeamSession
from storage.models import Appearance, Article, ArticleVersion, Quote, QuoteChange

ALIKE = 60.0
"""How alike two quotes must be, of 100, for one to be the other with its words changed."""

_ASIDE = 1_000_000


def read_again(desk: Desk, team: str, article_id: int, *, like: NewSubmission) -> int:
    """Accepts that an article is to be read again, and returns the submission's id.

    Args:
        like: who asks, and where to answer; what is to be read is filled in here.

    Raises:
        UserError: it is gone, or has no address to read it at.
    """
    with desk.database.read(team) as session:
        article = session.get(Article, article_id)
        if article is None:
            raise UserError("That article is no longer kept.")
        url = article.url or article.canonical_url
    if url is None:
        raise UserError("That article was pasted or uploaded, so there is no page to read again. Give it anew.")
    asked = replace(like, team=team, via=Via.READ_AGAIN, link=url, text=None, file=None)
    (submission,) = accepting.accept(desk, [asked])
    return submission


def hold(session: TeamSession, article: Article, reading: ArticleText, *, now: datetime) -> bool:
    """Keeps a new reading beside its article until it is extracted; returns whether it differs from the one stored."""
    session.execute(delete(ArticleVersion).where(*_pending(article)), execution_options=_AT_ONCE)
    if content_hash(reading.text) == article.content_hash:
        article.etag, article.last_modified = reading.etag, reading.last_modified
        return False
    session.add(
        ArticleVersion(
            article_id=article.id,
            text=reading.text,
            content_hash=content_hash(reading.text),
            title=reading.title,
            quotes=[],
            pending=_as_json(reading),
            read_at=now,
            superseded_at=now,
        )
    )
    session.flush()
    return True


def held(session: TeamSession, article: Article) -> ArticleVersion | None:
    """The new reading that waits beside an article; None where there is none."""
    return session.scalar(select(ArticleVersion).where(*_pending(article)).limit(1))


def swap(session: TeamSession, article: Article, new: ArticleVersion, extraction: Extraction, *, now: datetime) -> None:
    """Puts the new reading in the article's place, and the former into its history, with what changed."""
    reading = _from_json(new.pending or {}, new.text)
    former = list(session.scalars(select(Quote).where(Quote.article_id == article.id).order_by(Quote.position)))
    new.quotes = [_archived(quote) for quote in former]
    new.text, new.content_hash, new.title = article.text, article.content_hash, article.title
    new.read_at, new.superseded_at, new.pending = article.read_at, now, None
    articles.take_over(article, reading, now=now)
    for number, quote in enumerate(former):  # out of the way: positions are unique
        quote.position = _ASIDE + number
    session.flush()
    session.execute(delete(Appearance).where(Appearance.article_id == article.id), execution_options=_AT_ONCE)
    fresh = articles.store_extraction(session, article, extraction, now=now, keeping=_same_words(former, extraction))
    kept = {quote.id for quote in fresh}
    gone = [quote for quote in former if quote.id not in kept]
    _name_changes(session, article, gone, [q for q in fresh if q.id not in {old.id for old in former}], now)
    for quote in gone:
        session.delete(quote)
    session.flush()


def _same_words(former: list[Quote], extraction: Extraction) -> dict[int, Quote]:
    """For the new quotes whose words stood before, by index, the former quote; each former one once, in text order."""
    by_words: dict[str, list[Quote]] = defaultdict(list)
    for quote in former:
        by_words[quote.text].append(quote)
    return {index: by_words[quote.text].pop(0) for index, quote in enumerate(extraction.quotes) if by_words[quote.text]}


def _name_changes(session: TeamSession, article: Article, gone: list[Quote], added: list[Quote], now: datetime) -> None:
    """Pairs each quote that is gone with the new one most like it; those without are named as vanished."""
    left = list(added)
    for quote in gone:
        if quote.state != "shown":
            continue
        best = max(left, key=lambda other: fuzz.ratio(quote.text, other.text), default=None)
        changed = best is not None and fuzz.ratio(quote.text, best.text) >= ALIKE
        if changed and best is not None:
            left.remove(best)
        session.add(
            QuoteChange(
                article_id=article.id,
                before=quote.text,
                after=best.text if changed and best is not None else None,
                speaker=quote.speaker,
                found_at=now,
            )
        )


def _archived(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind,
        "paragraph": quote.paragraph,
        "speaker": quote.speaker,
        "person_id": quote.person_id,
        "state": quote.state,
        "corrected_by": quote.corrected_by,
        "confidence": quote.confidence,
    }


def _as_json(reading: ArticleText) -> dict[str, Any]:
    values = asdict(reading) | {"text": None}
    return values | {"published": reading.published.isoformat() if reading.published else None}


def _from_json(values: dict[str, Any], text: str) -> ArticleText:
    published = values.get("published")
    return ArticleText(
        **values
        | {
            "text": text,
            "published": datetime.fromisoformat(published) if published else None,
            "kind": Kind(values["kind"]),
            "authors": tuple(values["authors"]),
            "agencies": tuple(values["agencies"]),
        }
    )


def _pending(article: Article) -> tuple[Any, ...]:
    return (ArticleVersion.article_id == article.id, ArticleVersion.pending.is_not(None))


_AT_ONCE = {"synchronize_session": False}
