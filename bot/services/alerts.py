"""Alerts: what the watches find in an article, and when and where it is told.

A find is stored with its article, in the same transaction, so none is lost; (watch, words) is UNIQUE, so the same line
in another outlet tells nobody twice. What waits for one place goes out as one message, when that place may be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, or_, select

from bot.digest import watching
from bot.digest.slots import parse_time, zone_info
from bot.digest.strength import who
from bot.digest.types import Said, Source
from bot.digest.watching import Alert, AlertGroup, Find, Hours, Target
from bot.digest.words import fingerprint
from bot.errors import PullquoteError
from bot.nlp.types import QuoteKind
from bot.ports import Noticeboard
from bot.services import outbox
from bot.services.desk import Desk
from bot.services.watches import label_of, place_row
from storage.database import AcrossTeamsSession, TeamSession
from storage.models import Appearance, Article, Quote, QuoteState, Workspace
from storage.schedules import PostKind, Watch, WatchAlert, WatchPlace

log = structlog.get_logger(__name__)

TOLD_BEFORE = timedelta(days=21)
"""How far back a line counts as told, where its words are not quite the same."""

ZONE_KEPT = timedelta(days=7)
"""How long a user's zone is taken as known; they travel."""


def note(session: TeamSession, article: Article, now: datetime) -> int:
    """Stores what the watches find in an article that has just been read. Returns how many finds are new."""
    quotes = session.scalars(
        select(Quote).where(Quote.article_id == article.id, Quote.state == QuoteState.SHOWN).order_by(Quote.position)
    ).all()
    people = {q.person_id for q in quotes if q.person_id is not None}
    wanted = Watch.words.is_not(None)
    rows = session.scalars(select(Watch).where(or_(wanted, Watch.person_id.in_(people)) if people else wanted)).all()
    found = 0
    for row in rows:
        if row.muted_until is None or row.muted_until <= now:
            found += _note_for(session, row, article, quotes, now)
    return found


def _note_for(session: TeamSession, row: Watch, article: Article, quotes: Sequence[Quote], now: datetime) -> int:
    target = Target(person_id=row.person_id, words=row.words)
    matching = [q for q in quotes if watching.matches(target, _said(q), article.title or "")]
    if not matching:
        return 0
    told = list(
        session.scalars(
            select(WatchAlert.words).where(WatchAlert.watch_id == row.id, WatchAlert.found_at > now - TOLD_BEFORE)
        )
    )
    fresh: dict[str, Quote] = {}
    for quote in matching:
        key = fingerprint(quote.text, who(quote.person_id, quote.speaker), str(article.id))
        if key not in fresh and not watching.is_old(quote.text, told):
            fresh[key] = quote
            told.append(quote.text)
    if not fresh:
        return 0
    known = set(
        session.scalars(
            select(WatchAlert.fingerprint).where(WatchAlert.watch_id == row.id, WatchAlert.fingerprint.in_(fresh))
        )
    )
    for key, quote in fresh.items():
        if key not in known:
            session.add(
                WatchAlert(
                    watch_id=row.id, place=row.place, article_id=article.id, quote_id=quote.id, fingerprint=key,
                    words=quote.text, found_at=now,
                )
            )  # fmt: skip
    if new := len(fresh.keys() - known):
        _wake(place_row(session, row.place, quiet=row.place == row.user), now)
        return new
    return 0


def _wake(row: WatchPlace, now: datetime) -> None:
    """Something waits: plans when to look at it. Quiet hours and the cap are weighed then, when the zone is known."""
    soon = now + watching.GATHER
    if row.next_send_at is None or row.next_send_at > soon:
        row.next_send_at = soon


# --- telling


def places_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What makes a place due to be told."""
    return (WatchPlace.next_send_at.is_not(None), WatchPlace.next_send_at <= now)


def gather_due(desk: Desk, board: Noticeboard, *, limit: int = 200) -> int:
    """Puts what waits for each place that may be told now into the outbox. Returns how many messages were made."""
    now = desk.clock.now()
    with desk.database.read_across_teams() as session:
        rows = session.execute(
            select(WatchPlace.team_id, WatchPlace.place)
            .where(*places_due(now))
            .order_by(WatchPlace.next_send_at)
            .limit(limit)
        ).all()
    made = 0
    for team, where in rows:
        zone = _zone(desk, board, team, where)
        with desk.database.write(team) as session:
            row = session.scalar(select(WatchPlace).where(WatchPlace.place == where).with_for_update(skip_locked=True))
            if row is not None and row.next_send_at is not None and row.next_send_at <= now:
                made += _tell(session, board, row, zone, now)
    return made


def _zone(desk: Desk, board: Noticeboard, team: str, where: str) -> str:
    """A place's zone; a user's is asked of Slack, and kept for a week."""
    now = desk.clock.now()
    with desk.database.read(team) as session:
        row = session.get(WatchPlace, (team, where))
        workspace = session.get(Workspace, team)
        fallback = workspace.time_zone if workspace else "UTC"
        if row is None or where[:1] not in "UW":
            return (row.zone if row else None) or fallback
        if row.zone_asked_at is not None and now - row.zone_asked_at < ZONE_KEPT:
            return row.zone or fallback
    zone = None
    try:
        zone = board.zone(team, where)
    except PullquoteError as fault:
        log.info("zone not known", team=team, cause=fault.message)
    with desk.database.write(team) as session:
        row = session.get(WatchPlace, (team, where))
        if row is not None and zone is not None:
            row.zone, row.zone_asked_at = zone, now
        return (row.zone if row else None) or fallback


def _tell(session: TeamSession, board: Noticeboard, row: WatchPlace, zone: str, now: datetime) -> int:
    hours = Hours(
        zone=zone,
        quiet_from=parse_time(row.quiet_from) if row.quiet_from else None,
        quiet_until=parse_time(row.quiet_until),
    )
    today = now.astimezone(zone_info(zone)).date().isoformat()
    waiting = session.scalars(
        select(WatchAlert).where(WatchAlert.place == row.place, WatchAlert.post_id.is_(None)).order_by(WatchAlert.id)
    ).all()
    if not waiting:
        row.next_send_at = None
        return 0
    sent = row.sent_today if row.day == today else 0
    at = watching.send_at(
        waiting_since=waiting[0].found_at, last_sent=row.last_sent_at, sent_today=sent, cap=row.daily_cap,
        hours=hours, now=now,
    )  # fmt: skip
    if at > now:
        row.next_send_at = at
        return 0
    groups = _groups(session, waiting)
    row.next_send_at = None
    if not groups:
        return 0
    held = now - waiting[0].found_at > watching.APART + watching.GATHER
    alert = Alert(heading=watching.headline(groups), groups=groups, held=held, last_today=sent + 1 >= row.daily_cap)
    by_dm = row.place[:1] in "UW"
    post = outbox.add(
        session, team=session.team, mark=f"alert-{waiting[0].id}", kind=PostKind.ALERT, messages=[board.alert(alert)],
        due_at=now, now=now, channel=None if by_dm else row.place, user=row.place if by_dm else None,
    )  # fmt: skip
    session.flush()
    for alerted in waiting:
        alerted.post_id = post.id
    row.last_sent_at, row.day, row.sent_today = now, today, sent + 1
    return 1


def _groups(session: TeamSession, waiting: Sequence[WatchAlert]) -> tuple[AlertGroup, ...]:
    """The finds by watch, as they stand now: corrected since, or gone with their article. A line is shown once."""
    by_watch: dict[int, list[Find]] = defaultdict(list)
    shown: set[int] = set()
    for found in waiting:
        quote = session.get(Quote, found.quote_id)
        article = session.get(Article, quote.article_id) if quote else None
        if quote is None or article is None or quote.state != QuoteState.SHOWN or quote.id in shown:
            continue
        shown.add(quote.id)
        by_watch[found.watch_id].append(
            Find(watch_id=found.watch_id, said=_said(quote, session), source=_source(article))
        )
    groups = []
    for watch_id, finds in by_watch.items():
        row = session.get(Watch, watch_id)
        if row is not None:
            groups.append(
                AlertGroup(
                    watch_id=watch_id,
                    label=label_of(session, row),
                    is_person=row.person_id is not None,
                    finds=tuple(finds[: watching.SHOWN]),
                    more=max(0, len(finds) - watching.SHOWN),
                )
            )
    return tuple(groups)


def forget_old(session: AcrossTeamsSession, before: datetime, *, most: int = 2000) -> int:
    """Removes finds told before a moment; what waits stays."""
    ids = session.scalars(
        select(WatchAlert.id).where(WatchAlert.found_at < before, WatchAlert.post_id.is_not(None)).limit(most)
    ).all()
    for row in session.scalars(select(WatchAlert).where(WatchAlert.id.in_(ids))) if ids else ():
        session.delete(row)
    return len(ids)


def _said(quote: Quote, session: TeamSession | None = None) -> Said:
    role = None
    if session is not None and quote.person_id is not None:
        role = session.scalar(
            select(Appearance.role)
            .where(Appearance.article_id == quote.article_id, Appearance.person_id == quote.person_id)
            .limit(1)
        )
    return Said(
        quote_id=quote.id,
        article_id=quote.article_id,
        text=quote.text,
        kind=QuoteKind(quote.kind),
        speaker=quote.speaker,
        person_id=quote.person_id,
        confidence=1.0 if quote.corrected_by and quote.speaker else quote.confidence,
        role=role,
        paragraph=quote.paragraph,
        denial=quote.denial,
        lead_in=quote.lead_in,
    )


def _source(article: Article) -> Source:
    return Source(
        article_id=article.id,
        title=article.title or "(no headline)",
        url=article.url or article.canonical_url,
        outlet=article.outlet,
        added_at=article.added_at,
        added_by=article.added_by,
        published=article.published,
        agencies=tuple(article.agencies),
    )
