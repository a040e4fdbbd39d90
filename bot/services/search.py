"""Looks up quotes: by words, by person, by outlet, in a period; and who was quoted most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.errors import UserError
from bot.findings import ArticleLine, PersonFound, QuoteHit, SearchPage, TopLine
from bot.nlp.types import QuoteKind, Span
from bot.services import people
from bot.services.cards import title_of
from bot.services.desk import Desk
from storage import search as index
from storage.database import TeamSession
from storage.models import Appearance, Article, Person, Quote, QuoteState

PAGE = 10

_KIND_BONUS = {QuoteKind.DIRECT: 1.0, QuoteKind.PARTIAL: 0.5, QuoteKind.INDIRECT: 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody looks for. At least one of words, person and outlet is set."""

    words: str = ""  # "words in quotation marks" stay together; a last * leaves a word open
    person: str | None = None  # a name as typed
    person_id: int | None = None  # somebody chosen; goes before `person`
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def search(desk: Desk, team: str, asked: Asked, *, page: int = 0, size: int = PAGE) -> SearchPage:
    """One page of the quotes that match; the best of the newest first.

    Raises:
        UserError: nothing was asked for, or nobody is known by that name.
    """
    with desk.database.read(team) as session:
        found = _people(session, asked)
        chosen = _meant(found, asked)
        phrases = index.parse(asked.words)
        if not phrases and not asked.outlet:
            if not chosen:
                raise UserError("Say what to look for: words, or somebody's name.")
            return _by_person(session, chosen, found, asked, page, size)
        question = index.Question(
            phrases=phrases, person_ids=chosen, outlet=asked.outlet, since=asked.since, until=asked.until
        )
        rows, more = _ranked_page(session, question, page, size)
        return SearchPage(hits=_hits(session, rows, phrases), page=page, more=more, people=found)


def top(desk: Desk, team: str, *, since: datetime, until: datetime | None = None, limit: int = 10) -> list[TopLine]:
    """Who was quoted most in a period, by the articles' dates; the person with most quotes first."""
    with desk.database.read(team) as session:
        # Grouped by an expression: by the column itself, SQLite goes through all of a team's quotes in the order of an
        # index on it, to save the sorting of a week's.
        person = Quote.person_id + 0
        counted = (
            select(
                person,
                func.count().label("quotes"),
                func.count(Quote.article_id.distinct()).label("articles"),
            )
            .where(Quote.published_at >= since, Quote.state == QuoteState.SHOWN, Quote.person_id.is_not(None))
            .group_by(person)
            .order_by(func.count().desc(), person)
            .limit(limit)
        )
        if until is not None:
            counted = counted.where(Quote.published_at < until)
        rows = session.execute(counted).all()
        if not rows:
            return []
        names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_([r[0] for r in rows]))).all())
        return [
            TopLine(person_id=number, name=names[number], quotes=quotes, articles=articles)
            for number, quotes, articles in rows
            if number is not None
        ]


def recent_articles(desk: Desk, team: str, *, limit: int = 10) -> list[ArticleLine]:
    """The articles that were added last, newest first."""
    with desk.database.read(team) as session:
        rows = session.scalars(
            select(Article)
            .where(Article.extracted_at.is_not(None))
            .order_by(Article.added_at.desc(), Article.id.desc())
            .limit(limit)
        ).all()
        if not rows:
            return []
        counts = dict(
            session.execute(
                select(Quote.article_id, func.count())
                .where(Quote.article_id.in_([row.id for row in rows]), Quote.state == QuoteState.SHOWN)
                .group_by(Quote.article_id)
            ).all()
        )
        return [article_line(row, counts.get(row.id, 0)) for row in rows]


def articles_of(desk: Desk, team: str, person_id: int, *, limit: int = 100) -> tuple[ArticleLine, ...]:
    """The articles that somebody is in, the latest first; `quotes` counts theirs."""
    with desk.database.read(team) as session:
        rows = session.scalars(
            select(Article)
            .where(Article.id.in_(select(Appearance.article_id).where(Appearance.person_id == person_id)))
            .order_by(Article.added_at.desc(), Article.id.desc())
            .limit(limit)
        ).all()
        counts: dict[int, int] = dict(
            session.execute(
                select(Quote.article_id, func.count())
                .where(Quote.person_id == person_id, Quote.article_id.in_([row.id for row in rows]))
                .group_by(Quote.article_id)
            ).all()
        )
        return tuple(article_line(row, counts.get(row.id, 0)) for row in rows)


def article_line(article: Article, quotes: int) -> ArticleLine:
    """An article as a list shows it."""
    return ArticleLine(
        article_id=article.id,
        title=title_of(article),
        url=article.url,
        outlet=article.outlet,
        published=article.published,
        added_by=article.added_by,
        added_at=article.added_at,
        quotes=quotes,
    )


def highlights(text: str, phrases: Sequence[index.Phrase]) -> tuple[Span, ...]:
    """Where a quote has the words that were looked for, other forms of them included."""
    asked = {word for phrase in phrases for word in phrase.words}
    open_ended = {phrase.words[-1] for phrase in phrases if phrase.open_end}
    return tuple(
        span
        for word, span in index.words_at(text)
        if any(_same_word(word, other) for other in asked) or any(word.startswith(other) for other in open_ended)
    )


def _people(session: TeamSession, asked: Asked) -> tuple[PersonFound, ...]:
    if asked.person_id is not None:
        return tuple(people.described(session, [asked.person_id]))
    if not asked.person:
        return ()
    found = people.find_in(session, asked.person)
    if not found:
        raise UserError(f"Nobody called “{asked.person}” has been quoted here yet.")
    return found


def _meant(found: Sequence[PersonFound], asked: Asked) -> tuple[int, ...]:
    """Of those found, whose quotes are shown: the best; a choice is offered where there are more."""
    return (found[0].person_id,) if found else ()


def _by_person(
    session: TeamSession, chosen: tuple[int, ...], found: tuple[PersonFound, ...], asked: Asked, page: int, size: int
) -> SearchPage:
    query = select(Quote).where(Quote.person_id == chosen[0], Quote.state == QuoteState.SHOWN)
    if asked.since is not None:
        query = query.where(Quote.published_at >= asked.since)
    if asked.until is not None:
        query = query.where(Quote.published_at < asked.until)
    query = query.order_by(Quote.published_at.desc(), Quote.id.desc()).offset(page * size).limit(size + 1)
    rows = session.scalars(query).all()
    return SearchPage(hits=_hits(session, rows[:size], ()), page=page, more=len(rows) > size, people=found)


def _ranked_page(session: TeamSession, question: index.Question, page: int, size: int) -> tuple[list[Quote], bool]:
    """A page out of the windows of matches, each ranked within itself."""
    per_window = -(-index.WINDOW // size)
    number, place = divmod(page, per_window)
    ids = index.matches(session, question, window=number)
    if not ids:
        return [], False
    found = session.execute(select(Quote.id, Quote.text, Quote.kind, Quote.published_at).where(Quote.id.in_(ids))).all()
    kept = [row for row in found if question.since is None or row.published_at >= question.since]
    ranked = sorted(
        kept, key=lambda row: (-_rank(row.text, row.kind, question), -row.published_at.timestamp(), -row.id)
    )
    shown = [row.id for row in ranked[place * size : (place + 1) * size]]
    more = len(ranked) > (place + 1) * size or len(ids) == index.WINDOW
    rows = {row.id: row for row in session.scalars(select(Quote).where(Quote.id.in_(shown)))} if shown else {}
    return [rows[number] for number in shown], more


def _rank(words: str, kind: str, question: index.Question) -> float:
    """How well a match fits: the words side by side before here and there; their own words before a report."""
    typed = tuple(word for phrase in question.phrases for word in phrase.words)
    together = len(typed) > 1 and " ".join(typed) in " ".join(index.words(words))
    return 2.0 * together + _KIND_BONUS[QuoteKind(kind)]


def _hits(session: TeamSession, rows: Sequence[Quote], phrases: Sequence[index.Phrase]) -> tuple[QuoteHit, ...]:
    if not rows:
        return ()
    ids = {row.article_id for row in rows}
    articles = {row.id: row for row in session.scalars(select(Article).where(Article.id.in_(ids)))}
    return tuple(_hit(row, articles[row.article_id], phrases) for row in rows)


def _hit(quote: Quote, article: Article, phrases: Sequence[index.Phrase]) -> QuoteHit:
    return QuoteHit(
        quote_id=quote.id,
        article_id=quote.article_id,
        text=quote.text,
        kind=QuoteKind(quote.kind),
        speaker=quote.speaker,
        person_id=quote.person_id,
        confidence=quote.confidence,
        corrected_by=quote.corrected_by,
        paragraph=quote.paragraph,
        title=title_of(article),
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        added_at=article.added_at,
        highlights=highlights(quote.text, phrases),
        denial=quote.denial,
        lead_in=quote.lead_in,
    )


_ENDINGS = frozenset(("", "s", "es", "d", "ed", "ing", "ly", "y", "ies", "ied", "e", "er", "ers", "ion", "ions", "al"))


def _same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one, as the stemmer of the index sees it, near enough for marking them."""
    if one == other:
        return True
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 3 and one[shared:] in _ENDINGS and other[shared:] in _ENDINGS
