"""Watches: on a person or on words, told by DM or in a channel.

A find is stored with its article, in the same transaction, so none is lost; (watch, words) is UNIQUE, so the same line
in another outlet tells nobody twice. What waits for one place goes out as one message, when that place may be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import structlog
from sqlalchemy import ColumnElement, func, or_, select, update

from bot.digest import watching
from bot.digest.slots import parse_time, zone_info
from bot.digest.strength import who
from bot.digest.types import Said, Source
from bot.digest.watching import Alert, AlertGroup, Find, Hours, Target
from bot.digest.words import fingerprint, tokens
from bot.errors import PullquoteError, UserError
from bot.nlp.types import QuoteKind
from bot.ports import Noticeboard
from bot.services import outbox, workspaces
from bot.services.desk import Desk
from storage.database import AcrossTeamsSession, TeamSession
from storage.models import Appearance, Article, Person, Quote, QuoteState, Workspace
from storage.schedules import PostKind, Watch, WatchAlert, WatchPlace

log = structlog.get_logger(__name__)

MOST = 100
"""Watches of one person."""

LONGEST_WORDS = 80
TOLD_BEFORE = timedelta(days=21)
"""How far back a line counts as told, where its words are not quite the same."""

ZONE_KEPT = timedelta(days=7)
"""How long a user's zone is taken as known; they travel."""

FOREVER = timedelta(days=36500)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchView:
    """A watch as it is listed."""

    id: int
    user: str
    place: str  # a channel, or the user for a DM
    person_id: int | None
    label: str  # the person's name, or the words in marks
    muted_until: datetime | None
    found: int  # how many quotes it has found

    @property
    def by_dm(self) -> bool:
        """Whether it tells its owner alone."""
        return self.place == self.user


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """When a place may be told."""

    zone: str | None
    quiet_from: str | None
    quiet_until: str
    daily_cap: int


def watch(
    desk: Desk,
    team: str,
    user: str,
    *,
    person_id: int | None = None,
    words: str | None = None,
    channel: str | None = None,
) -> tuple[WatchView, bool]:
    """Sets a watch: exactly one of a person and words; by DM, or in a channel. Returns it, and whether it is new.

    Raises:
        UserError: too many, no such person, or words that can't be found in a text.
    """
    place, now = channel or user, desk.clock.now()
    if words is not None:
        words = " ".join(words.strip().strip("“”\"'").split())
        if not tokens(words) or len(words) > LONGEST_WORDS:
            raise UserError(f"Give a word or a phrase of at most {LONGEST_WORDS} characters to watch for.")
    with desk.database.write(team) as session:
        workspaces.ensure(session, now)
        if person_id is not None and session.get(Person, person_id) is None:
            raise UserError("Pullquote does not know that person (any more).")
        target = f"p{person_id}" if person_id is not None else f"w:{' '.join(tokens(words or ''))}{_star(words)}"
        row = session.scalar(select(Watch).where(Watch.user == user, Watch.place == place, Watch.target == target))
        if row is not None:
            row.muted_until = None
            session.flush()
            return _view(session, row), False
        if (session.scalar(select(func.count(Watch.id)).where(Watch.user == user)) or 0) >= MOST:
            raise UserError(f"You have {MOST} watches, which is the most. Take one off first: /quotes watches.")
        row = Watch(user=user, place=place, target=target, person_id=person_id, words=words, created_at=now)
        session.add(row)
        _place(session, place, quiet=place == user)
        session.flush()
        return _view(session, row), True


def unwatch(desk: Desk, team: str, user: str, watch_id: int) -> WatchView | None:
    """Takes a watch off; None where it is off already. What waits to be told is not told.

    Raises:
        UserError: it is somebody else's own.
    """
    with desk.database.write(team) as session:
        row = _own(session, user, watch_id)
        if row is None:
            return None
        view = _view(session, row)
        session.delete(row)
        return view


def mute(desk: Desk, team: str, user: str, watch_id: int, *, hours: float | None = 24) -> WatchView | None:
    """Keeps a watch quiet for some hours (None: until it is unmuted); what it finds meanwhile is not told.

    Raises:
        UserError: it is somebody else's own.
    """
    until = desk.clock.now() + (FOREVER if hours is None else timedelta(hours=hours))
    return _set_muted(desk, team, user, watch_id, until)


def unmute(desk: Desk, team: str, user: str, watch_id: int) -> WatchView | None:
    """Lets a watch tell again."""
    return _set_muted(desk, team, user, watch_id, None)


def watches(desk: Desk, team: str, user: str, *, channel: str | None = None) -> tuple[WatchView, ...]:
    """A person's watches, or also those that tell in a channel; oldest first."""
    which = Watch.user == user if channel is None else or_(Watch.user == user, Watch.place == channel)
    with desk.database.read(team) as session:
        rows = session.scalars(select(Watch).where(which).order_by(Watch.id)).all()
        return tuple(_view(session, row) for row in rows)


def find(desk: Desk, team: str, user: str, label: str) -> tuple[WatchView, ...]:
    """A person's watches whose name or words are like what they wrote; for `unwatch`."""
    wanted = " ".join(tokens(label))
    mine = watches(desk, team, user)
    same = tuple(w for w in mine if " ".join(tokens(w.label)) == wanted)
    return same or tuple(w for w in mine if wanted and wanted in " ".join(tokens(w.label)))


def place(desk: Desk, team: str, where: str) -> PlaceView:
    """When a person or a channel may be told."""
    with desk.database.read(team) as session:
        row = session.get(WatchPlace, (team, where))
    if row is None:
        return PlaceView(zone=None, quiet_from="22:00", quiet_until="07:00", daily_cap=watching.DAILY_CAP)
    return PlaceView(zone=row.zone, quiet_from=row.quiet_from, quiet_until=row.quiet_until, daily_cap=row.daily_cap)


def set_place(desk: Desk, team: str, where: str, *, quiet_from: time | None, quiet_until: time, daily_cap: int) -> None:
    """Sets when a person or a channel may be told.

    Raises:
        UserError: the cap is not 1 to 100.
    """
    if not 1 <= daily_cap <= 100:
        raise UserError("Give a number from 1 to 100.")
    with desk.database.write(team) as session:
        workspaces.ensure(session, desk.clock.now())
        row = _place(session, where, quiet=True)
        row.quiet_from = f"{quiet_from:%H:%M}" if quiet_from else None
        row.quiet_until, row.daily_cap = f"{quiet_until:%H:%M}", daily_cap
        if row.next_send_at is not None:
            row.next_send_at = desk.clock.now()  # to be reckoned anew


# --- finding


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
        _wake(_place(session, row.place, quiet=row.place == row.user), now)
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
                    label=_label(session, row),
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


# --- rows and values


def _star(words: str | None) -> str:
    return "*" if words and words.endswith("*") else ""


def _place(session: TeamSession, where: str, *, quiet: bool) -> WatchPlace:
    row = session.get(WatchPlace, (session.team, where))
    if row is None:
        row = WatchPlace(
            place=where, quiet_from="22:00" if quiet else None, quiet_until="07:00", daily_cap=watching.DAILY_CAP,
            sent_today=0,
        )  # fmt: skip
        session.add(row)
        session.flush()
    return row


def _own(session: TeamSession, user: str, watch_id: int) -> Watch | None:
    """A watch that a person may change: their own, or one that tells in a channel."""
    row = session.get(Watch, watch_id)
    if row is not None and row.user != user and row.place == row.user:
        raise UserError("That watch is somebody else's.")
    return row


def _set_muted(desk: Desk, team: str, user: str, watch_id: int, until: datetime | None) -> WatchView | None:
    with desk.database.write(team) as session:
        row = _own(session, user, watch_id)
        if row is None:
            return None
        row.muted_until = until
        if until is not None:
            session.execute(
                update(WatchAlert)
                .where(WatchAlert.watch_id == row.id, WatchAlert.post_id.is_(None))
                .values(post_id=0)
                .execution_options(synchronize_session=False)
            )
        session.flush()
        return _view(session, row)


def _view(session: TeamSession, row: Watch) -> WatchView:
    return WatchView(
        id=row.id,
        user=row.user,
        place=row.place,
        person_id=row.person_id,
        label=_label(session, row),
        muted_until=row.muted_until,
        found=session.scalar(select(func.count(WatchAlert.id)).where(WatchAlert.watch_id == row.id)) or 0,
    )


def _label(session: TeamSession, row: Watch) -> str:
    if row.person_id is None:
        return f"“{row.words}”"
    person = session.get(Person, row.person_id)
    return person.name if person else "somebody no longer known"


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
