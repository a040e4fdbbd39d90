"""The desk's record as CSV, for a spreadsheet.

A cell that a spreadsheet would take for a formula is made plain text by an apostrophe in front, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection): what an article says must not run on somebody's machine.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import select

from bot.services.cards import title_of
from bot.services.desk import Desk
from storage.models import Article, Quote, QuoteState

COLUMNS = (
    "quote",
    "speaker",
    "word_for_word",
    "kind",
    "denial",
    "lead_in",
    "paragraph",
    "confidence",
    "corrected_by",
    "title",
    "outlet",
    "authors",
    "published",
    "url",
    "added_by",
    "added_at",
)

_LOT = 500


def article(desk: Desk, team: str, article_id: int) -> str:
    """An article's quotes in text order, as CSV with a line of headings."""
    with desk.database.read(team) as session:
        row = session.get(Article, article_id)
        quotes = session.scalars(
            select(Quote)
            .where(Quote.article_id == article_id, Quote.state == QuoteState.SHOWN)
            .order_by(Quote.position)
        ).all()
        return _csv(_cells(quote, row) for quote in quotes) if row else _csv(())


def since(desk: Desk, team: str, moment: datetime | None = None, *, person_id: int | None = None) -> Iterator[str]:
    """Every quote added since a moment, or all, in pieces of CSV; oldest first. Nothing is held in memory for long."""
    yield _csv(())
    last_added, last_id = moment or datetime.min.replace(tzinfo=desk.clock.now().tzinfo), 0
    while True:
        with desk.database.read(team) as session:
            query = select(Quote).where(
                (Quote.added_at > last_added) | ((Quote.added_at == last_added) & (Quote.id > last_id)),
                Quote.state == QuoteState.SHOWN,
            )
            if person_id is not None:
                query = query.where(Quote.person_id == person_id)
            rows = session.scalars(query.order_by(Quote.added_at, Quote.id).limit(_LOT)).all()
            if not rows:
                return
            ids = {row.article_id for row in rows}
            articles = {row.id: row for row in session.scalars(select(Article).where(Article.id.in_(ids)))}
            piece = _csv((_cells(row, articles[row.article_id]) for row in rows), headings=False)
        yield piece
        last_added, last_id = rows[-1].added_at, rows[-1].id


def plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return (
        f"'{cell}" if cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠") else cell
    )


def _cells(quote: Quote, article: Article) -> tuple[str, ...]:
    return (
        quote.text,
        quote.speaker or "",
        "no" if quote.kind == "indirect" else "yes",
        quote.kind,
        quote.denial or "",
        quote.lead_in or "",
        str(quote.paragraph),
        f"{quote.confidence:.2f}",
        quote.corrected_by or "",
        title_of(article),
        article.outlet or "",
        ", ".join(article.authors),
        article.published.isoformat() if article.published else "",
        article.url or "",
        article.added_by or "",
        article.added_at.isoformat(),
    )


def _csv(rows: Iterable[tuple[str, ...]], *, headings: bool = True) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    if headings:
        writer.writerow(COLUMNS)
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return out.getvalue()
