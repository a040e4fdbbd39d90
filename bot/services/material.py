"""Reads what digests are composed from, for many at once.

Digests of one newsroom and one period share their material, so it is read once for each (team, period) of a batch; a
schedule's filters then choose from it. An article belongs to the period in which its quotes were stored, whenever it
was given: one that is still being read as a digest is due stands in the next. All queries are served by indexes that
begin with the team.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from bot.digest.types import Changed, Corrected, CorrectionKind, Material, Said, Series, Source, WeekCount
from bot.nlp.types import QuoteKind
from bot.services.copies import grouped
from storage.models import Appearance, Article, ArticleCopy, Correction, Person, Quote, QuoteChange, QuoteState

WEEK = timedelta(days=7)
CHART_DAYS = 14
CHARTED = 8
"""People whose days are counted; the digest shows the first few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What one digest covers, of which newsroom, and in which zone its days are counted."""

    team: str
    since: datetime  # inclusive
    until: datetime  # exclusive
    zone: str


def read(session: Session, periods: Collection[Period]) -> dict[Period, Material]:
    """The material of each period. The session looks across teams, or is of the one team that all periods are of."""
    if not periods:
        return {}
    batch = _Batch(
        session, sorted({p.team for p in periods}), min(p.since for p in periods), max(p.until for p in periods)
    )
    return {period: batch.material(period) for period in periods}


class _Batch:
    """Everything that the periods of some teams may need, by team."""

    def __init__(self, session: Session, teams: Sequence[str], since: datetime, until: datetime) -> None:
        self._session = session
        self._teams = teams
        self._articles = _by_team(
            session.scalars(
                select(Article).where(
                    Article.team_id.in_(teams), Article.extracted_at >= since, Article.extracted_at < until,
                ).order_by(Article.id)
            )
        )  # fmt: skip
        ids = [a.id for articles in self._articles.values() for a in articles]
        self._quotes: dict[int, list[Quote]] = defaultdict(list)
        self._appearances: dict[int, list[Appearance]] = defaultdict(list)
        for some in _chunks(ids):
            for quote in session.scalars(
                select(Quote)
                .where(Quote.team_id.in_(teams), Quote.article_id.in_(some), Quote.state == QuoteState.SHOWN)
                .order_by(Quote.article_id, Quote.position)
            ):
                self._quotes[quote.article_id].append(quote)
            for seen in session.scalars(
                select(Appearance).where(Appearance.team_id.in_(teams), Appearance.article_id.in_(some))
            ):
                self._appearances[seen.article_id].append(seen)
        self._changes = _by_team(
            session.scalars(
                select(QuoteChange)
                .where(QuoteChange.team_id.in_(teams), QuoteChange.found_at >= since, QuoteChange.found_at < until)
                .order_by(QuoteChange.id)
            )
        )
        self._corrections = _by_team(
            session.scalars(
                select(Correction)
                .where(Correction.team_id.in_(teams), Correction.at >= since, Correction.at < until,
                       Correction.undone_at.is_(None))
                .order_by(Correction.id)
            )
        )  # fmt: skip
        self._copies = self._read_copies(ids)
        self._fortnight = self._read_fortnight(until)
        self._names = self._read_names()
        self._told: dict[int, Article] = {a.id: a for articles in self._articles.values() for a in articles}
        self._read_told()

    def material(self, period: Period) -> Material:
        """What one period has."""
        articles = [
            a for a in self._articles.get(period.team, ()) if a.extracted_at and _within(a.extracted_at, period)
        ]
        said = [q for a in articles for q in self._said(a)]
        days, daily, week = self._counts(period)
        return Material(
            sources=tuple(self._source(a) for a in articles),
            said=tuple(said),
            week=week,
            first_heard=self._first_heard(period, {q.person_id for q in said if q.person_id is not None}),
            changes=tuple(self._change(c) for c in self._changes.get(period.team, ()) if _within(c.found_at, period)),
            corrections=tuple(
                made
                for c in self._corrections.get(period.team, ())
                if _within(c.at, period) and (made := self._correction(c)) is not None
            ),
            days=days,
            daily=daily,
        )

    # --- reading

    def _read_fortnight(self, until: datetime) -> dict[str, list[tuple[int, datetime]]]:
        """(person, when) of each quote of the two weeks before, by team. The same words in two articles count once."""
        rows = self._session.execute(
            select(Quote.team_id, Quote.person_id, Quote.added_at, Quote.text)
            .where(
                Quote.team_id.in_(self._teams), Quote.added_at >= until - 2 * WEEK, Quote.added_at < until,
                Quote.person_id.is_not(None), Quote.state == QuoteState.SHOWN,
            )
            .order_by(Quote.team_id, Quote.added_at, Quote.id)
        )  # fmt: skip
        found: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
        seen: set[tuple[str, int | None, int]] = set()
        for team, person, at, text in rows:
            key = (team, person, hash(text))
            if person is not None and key not in seen:
                seen.add(key)
                found[team].append((person, at))
        return found

    def _read_copies(self, ids: Sequence[int]) -> dict[int, int]:
        among = set(ids)
        pairs: list[tuple[int, int]] = []
        for some in _chunks(ids):
            rows = self._session.execute(
                select(ArticleCopy.article_id, ArticleCopy.other_id).where(
                    ArticleCopy.team_id.in_(self._teams), ArticleCopy.article_id.in_(some),
                    ArticleCopy.certain.is_(True),
                )
            )  # fmt: skip
            pairs += [(one, two) for one, two in rows if two in among]
        return grouped(pairs)

    def _read_names(self) -> dict[int, str]:
        wanted = {person for rows in self._fortnight.values() for person, _ in rows}
        names: dict[int, str] = {}
        for some in _chunks(sorted(wanted)):
            rows = self._session.execute(
                select(Person.id, Person.name).where(Person.team_id.in_(self._teams), Person.id.in_(some))
            )
            names.update(dict(rows.all()))
        return names

    def _read_told(self) -> None:
        """The articles that changes are of; they may be older than the period."""
        missing = {c.article_id for changes in self._changes.values() for c in changes} - self._told.keys()
        for some in _chunks(sorted(missing)):
            for article in self._session.scalars(
                select(Article).where(Article.team_id.in_(self._teams), Article.id.in_(some))
            ):
                self._told[article.id] = article
        self._fixed: dict[int, Quote] = {}
        quotes = {c.quote_id for cs in self._corrections.values() for c in cs if c.quote_id is not None}
        for some in _chunks(sorted(quotes)):
            for quote in self._session.scalars(select(Quote).where(Quote.team_id.in_(self._teams), Quote.id.in_(some))):
                self._fixed[quote.id] = quote

    def _first_heard(self, period: Period, people: set[int]) -> frozenset[int]:
        """Those of some people who were never quoted up to the period's start."""
        fresh: set[int] = set()
        for some in _chunks(sorted(people)):
            earlier = exists().where(
                and_(
                    Quote.team_id == period.team, Quote.person_id == Person.id, Quote.added_at < period.since,
                    Quote.state == QuoteState.SHOWN,
                )
            )  # fmt: skip
            fresh.update(
                self._session.scalars(
                    select(Person.id).where(Person.team_id == period.team, Person.id.in_(some), ~earlier)
                )
            )
        return frozenset(fresh)

    # --- values

    def _source(self, article: Article) -> Source:
        key = frozenset(a.person_id for a in self._appearances.get(article.id, ()) if a.key)
        return Source(
            article_id=article.id,
            title=article.title or _first_words(article.text),
            url=article.url or article.canonical_url,
            outlet=article.outlet,
            added_at=article.added_at,
            added_by=article.added_by,
            published=article.published if article.published_has_time else None,
            agencies=tuple(article.agencies),
            copy_group=self._copy_group(article),
            people=key,
        )

    def _copy_group(self, article: Article) -> int | None:
        """What the copies of one wire story have in common; those too short to tell by their words go by their quotes.

        Articles whose quotes are all the same words are the same copy: the least of their ids.
        """
        if article.id in self._copies:
            return self._copies[article.id]
        texts = self._wording(article)
        if len(texts) < 2:
            return None
        groups: dict[tuple[str, frozenset[str]], int] = self.__dict__.setdefault("_groups", {})
        return groups.setdefault((article.team_id, texts), article.id)

    def _wording(self, article: Article) -> frozenset[str]:
        return frozenset(q.text for q in self._quotes.get(article.id, ()))

    def _said(self, article: Article) -> Iterable[Said]:
        seen = {a.person_id: a for a in reversed(self._appearances.get(article.id, ()))}
        for quote in self._quotes.get(article.id, ()):
            speaker = seen.get(quote.person_id) if quote.person_id is not None else None
            yield Said(
                quote_id=quote.id,
                article_id=article.id,
                text=quote.text,
                kind=QuoteKind(quote.kind),
                speaker=quote.speaker,
                person_id=quote.person_id,
                confidence=1.0 if quote.corrected_by and quote.speaker else quote.confidence,
                salience=speaker.salience if speaker else 0.0,
                role=speaker.role if speaker else None,
                paragraph=quote.paragraph,
                denial=quote.denial,
                lead_in=quote.lead_in,
            )

    def _change(self, change: QuoteChange) -> Changed:
        article = self._told.get(change.article_id)
        return Changed(
            article_id=change.article_id,
            before=change.before,
            after=change.after,
            speaker=change.speaker,
            title=article.title or "" if article else "",
            outlet=article.outlet if article else None,
            url=(article.url or article.canonical_url) if article else None,
        )

    def _correction(self, row: Correction) -> Corrected | None:
        quote = self._fixed.get(row.quote_id) if row.quote_id is not None else None
        before, after = _name_in(row.before), _name_in(row.after)
        if quote is None:
            if not after or before == after:
                return None
            return Corrected(kind=CorrectionKind.PERSON, text=after, before=before, after=after, by=row.by)
        gone = quote.state == QuoteState.NOT_A_QUOTE
        kind = CorrectionKind.NOT_A_QUOTE if gone else CorrectionKind.SPEAKER
        return Corrected(kind=kind, text=quote.text, before=before, after=None if gone else quote.speaker, by=row.by)

    def _counts(self, period: Period) -> tuple[tuple[date, ...], tuple[Series, ...], tuple[WeekCount, ...]]:
        now: Counter[int] = Counter()
        before: Counter[int] = Counter()
        zone = ZoneInfo(period.zone)
        last = period.until.astimezone(zone).date()
        days = tuple(last - timedelta(days=CHART_DAYS - 1 - i) for i in range(CHART_DAYS))
        by_day: dict[int, Counter[date]] = defaultdict(Counter)
        start = period.until - WEEK
        rows = [r for r in self._fortnight.get(period.team, ()) if period.until - 2 * WEEK <= r[1] < period.until]
        for person, at in rows:
            (now if at >= start else before)[person] += 1
            by_day[person][at.astimezone(zone).date()] += 1
        ranked = sorted(now, key=lambda p: (-now[p], before[p], self._names.get(p, "")))
        week = tuple(
            WeekCount(person_id=p, name=self._names.get(p, ""), now=now[p], before=before[p])
            for p in ranked
            if p in self._names
        )
        daily = tuple(
            Series(name=self._names[p], counts=tuple(by_day[p][d] for d in days))
            for p in ranked[:CHARTED]
            if p in self._names
        )
        return days, daily, week


def _by_team(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.team_id].append(row)
    return found


def _within(moment: datetime, period: Period) -> bool:
    return period.since <= moment < period.until


def _chunks(ids: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (ids[i : i + size] for i in range(0, len(ids), size))


def _name_in(values: Mapping[str, Any]) -> str | None:
    """The name that a correction's before or after holds: a speaker's, or a person's own."""
    for key in ("speaker", "name"):
        if isinstance(values.get(key), str):
            return str(values[key])
    return None


def _first_words(text: str, count: int = 12) -> str:
    words = text.split(None, count)
    return " ".join(words[:count]) + ("…" if len(words) > count else "")
