"""Watches: on a person or on words, told by DM or in a channel. What they find is `bot.services.alerts`'s business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import structlog
from sqlalchemy import func, or_, select, update

from bot.digest import watching
from bot.digest.words import tokens
from bot.errors import UserError
from bot.services import workspaces
from bot.services.desk import Desk
from storage.database import TeamSession
from storage.models import Person
from storage.schedules import Watch, WatchAlert, WatchPlace

log = structlog.get_logger(__name__)

MOST = 100
"""Watches of one person."""

LONGEST_WORDS = 80
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
        place_row(session, place, quiet=place == user)
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
        row = place_row(session, where, quiet=True)
        row.quiet_from = f"{quiet_from:%H:%M}" if quiet_from else None
        row.quiet_until, row.daily_cap = f"{quiet_until:%H:%M}", daily_cap
        if row.next_send_at is not None:
            row.next_send_at = desk.clock.now()  # to be reckoned anew


def _star(words: str | None) -> str:
    return "*" if words and words.endswith("*") else ""


def place_row(session: TeamSession, where: str, *, quiet: bool) -> WatchPlace:
    """The row of a place that is told, made with the usual hours where there is none."""
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
        label=label_of(session, row),
        muted_until=row.muted_until,
        found=session.scalar(select(func.count(WatchAlert.id)).where(WatchAlert.watch_id == row.id)) or 0,
    )


def label_of(session: TeamSession, row: Watch) -> str:
    """What is watched, as people read it."""
    if row.person_id is None:
        return f"“{row.words}”"
    person = session.get(Person, row.person_id)
    return person.name if person else "somebody no longer known"
