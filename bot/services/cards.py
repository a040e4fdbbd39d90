"""An article's result, as it stands in the store now: corrections and merges included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from bot.cards import ArticleCard, ChangeLine, CopyLine, PersonLine, QuoteLine
from bot.errors import UserError
from bot.ingest.header import read_header
from bot.ingest.types import Kind
from bot.nlp.types import ActorType, QuoteKind
from bot.services import copies
from bot.services.desk import Desk
from storage.database import TeamSession
from storage.models import Appearance, Article, Person, Quote, QuoteChange, QuoteState

_KIND_WEIGHT = {QuoteKind.DIRECT: 1.0, QuoteKind.PARTIAL: 0.7, QuoteKind.INDIRECT: 0.5}


def load(desk: Desk, team: str, article_id: int, *, stored_before: bool = False) -> ArticleCard:
    """An article's card.

    Raises:
        UserError: there is no such article (any more).
    """
    with desk.database.read(team) as session:
        return build(desk, session, article_id, stored_before=stored_before)


def build(desk: Desk, session: TeamSession, article_id: int, *, stored_before: bool = False) -> ArticleCard:
    """The same, within a transaction."""
    article = session.get(Article, article_id)
    if article is None:
        raise UserError("That article is no longer kept. Add it again to see its quotes.")
    rows = session.execute(
        select(Appearance, Person)
        .join(Person, (Person.team_id == Appearance.team_id) & (Person.id == Appearance.person_id))
        .where(Appearance.article_id == article_id)
        .order_by(Appearance.key.desc(), Appearance.position)
    ).all()
    quotes = session.scalars(
        select(Quote).where(Quote.article_id == article_id, Quote.state == QuoteState.SHOWN).order_by(Quote.position)
    ).all()
    salience = {row.Appearance.person_id: row.Appearance.salience for row in rows}
    ids = {quote.position: quote.id for quote in quotes}
    ordered = _strongest_first(quotes, salience)
    return ArticleCard(
        article_id=article.id,
        title=title_of(article),
        url=article.url or article.canonical_url,
        outlet=article.outlet,
        byline=", ".join(article.authors) or None,
        published=article.published,
        dateline=article.dateline,
        agencies=tuple(article.agencies),
        words=article.words,
        language=article.language,
        kind=Kind(article.kind),
        added_by=article.added_by,
        added_at=article.added_at,
        people=_people([(row.Appearance, row.Person) for row in rows], quotes),
        quotes=tuple(quote_line(quote, ids) for quote in ordered),
        notes=tuple(article.notes),
        stored_before=stored_before,
        copies=_copies(session, article),
        changes=_changes(session, article),
        page_url=desk.page_url(session.team, article.id),
    )


def load_text(desk: Desk, team: str, article_id: int) -> str:
    """An article's text, as it was read.

    Raises:
        UserError: there is no such article (any more).
    """
    with desk.database.read(team) as session:
        article = session.get(Article, article_id)
        if article is None:
            raise UserError("That article is no longer kept. Add it again to see its quotes.")
        return article.text


def quote_line(quote: Quote, ids: dict[int, int]) -> QuoteLine:
    """A quote as it is shown; `ids` gives the id of the quote at a position, for the one it carries on."""
    return QuoteLine(
        quote_id=quote.id,
        text=quote.text,
        kind=QuoteKind(quote.kind),
        paragraph=quote.paragraph,
        speaker=quote.speaker,
        person_id=quote.person_id,
        confidence=quote.confidence,
        corrected_by=quote.corrected_by,
        span=(quote.start, quote.end),
        continues=None if quote.continues is None else ids.get(quote.continues),
        denial=quote.denial,
        lead_in=quote.lead_in,
    )


def strength(quote: Quote, salience: float) -> float:
    """How much a quote is worth showing first: their own words, a central speaker, a sure one, a full thought."""
    length = min(len(quote.text), 160) / 160
    sure = quote.confidence if quote.speaker and not quote.corrected_by else float(bool(quote.speaker))
    return _KIND_WEIGHT[QuoteKind(quote.kind)] * (0.4 + 0.6 * length) * (0.3 + 0.7 * sure) * (0.5 + 0.5 * salience)


def _strongest_first(quotes: Sequence[Quote], salience: Mapping[int, float]) -> list[Quote]:
    """Of each speaker's quotes every further one counts half, so that the few on the card show who is at odds."""
    by_strength = sorted(quotes, key=lambda q: (-strength(q, salience.get(q.person_id or 0, 0.0)), q.position))
    seen: Counter[tuple[int | None, str | None]] = Counter()
    ranked = []
    for quote in by_strength:
        who = (quote.person_id, quote.speaker)
        ranked.append(
            (-strength(quote, salience.get(quote.person_id or 0, 0.0)) / 2 ** seen[who], quote.position, quote)
        )
        seen[who] += 1
    return [quote for *_, quote in sorted(ranked, key=lambda each: each[:2])]


def _people(rows: Sequence[tuple[Appearance, Person]], quotes: Sequence[Quote]) -> tuple[PersonLine, ...]:
    """One line a person, although the article may name one twice (merged since)."""
    lines: dict[int, PersonLine] = {}
    for seen, person in rows:
        if person.id in lines:
            continue
        lines[person.id] = PersonLine(
            person_id=person.id,
            name=person.name,
            type=ActorType(person.type),
            role=seen.role,
            quotes=sum(quote.person_id == person.id for quote in quotes),
            key=seen.key,
        )
    return tuple(lines.values())


def _copies(session: TeamSession, article: Article) -> tuple[CopyLine, ...]:
    return tuple(
        CopyLine(
            article_id=other.id,
            title=title_of(other),
            outlet=other.outlet,
            url=other.url or other.canonical_url,
            certain=certain,
        )
        for other, certain in copies.of(session, article.id)
    )


def _changes(session: TeamSession, article: Article, limit: int = 20) -> tuple[ChangeLine, ...]:
    """What the last reading changed."""
    rows = session.scalars(
        select(QuoteChange)
        .where(QuoteChange.article_id == article.id, QuoteChange.found_at >= article.read_at)
        .order_by(QuoteChange.id)
        .limit(limit)
    )
    return tuple(ChangeLine(before=row.before, after=row.after, speaker=row.speaker) for row in rows)


_TOP = 2_000
"""Characters in which a story has begun."""


def title_of(article: Article) -> str:
    """An article's headline; a paste without one is known by its first words."""
    return article.title or _first_words(read_header(article.text[:_TOP]).opening or article.text)


def _first_words(text: str, count: int = 12) -> str:
    words = text.split(None, count)
    return " ".join(words[:count]) + ("…" if len(words) > count else "")
