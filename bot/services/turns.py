"""Whose turn it is to post: Slack's rates, kept by all workers together.

Slack allows one message a second in a channel, and for a whole workspace "several hundred a minute". Both budgets stand
in the database, so that any number of workers share them. An answer that finds its channel busy is promised a turn, in
order, and its worker goes on with other work until then; so nothing is dropped, nobody waits in a thread, and the
answers of a channel keep their order. Where nothing is under way, a turn costs no wait at all.

Digests and alerts (`outbox`) take their turns from the same rows.

Source of the rates: “Rate limits”, Slack's documentation.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage.database import TeamSession
from storage.models import Turns

CHANNEL_APART = timedelta(seconds=1.1)
"""Between two messages to one channel."""

TEAM_APART = timedelta(seconds=0.2)
TEAM_BURST = 15
"""So many messages of a team may go out at once, after a quiet while; then one every `TEAM_APART`."""

WAIT_HERE = timedelta(seconds=1.5)
"""A turn that comes so soon is waited for by who has the answer in hand; for a later one the work is put off."""

_TEAM = ""


def promise(session: TeamSession, channel: str, now: datetime) -> datetime:
    """Gives away the channel's next turn; the moment when it comes, `now` where the channel is free."""
    row = _row(session, channel, now)
    turn = max(now, row.promised_until, row.free_at)
    row.promised_until = turn + CHANNEL_APART
    return turn


def take(session: TeamSession, channel: str, now: datetime) -> datetime:
    """Counts a message that is about to be posted; the moment when it may be, `now` where both budgets allow it.

    Turns that were promised come up a little late now and then; this keeps their messages apart all the same.
    """
    team, row = _row(session, _TEAM, now), _row(session, channel, now)
    at = max(now, row.free_at, team.free_at - TEAM_APART * (TEAM_BURST - 1))
    row.free_at = at + CHANNEL_APART
    team.free_at = max(team.free_at, at) + TEAM_APART
    return at


def ready_at(session: TeamSession, channel: str, now: datetime) -> datetime:
    """When both budgets allow a message whose turn it is; takes nothing."""
    rows = _rows(session, channel)
    at = max(now, rows[channel].free_at) if channel in rows else now
    return max(at, rows[_TEAM].free_at - TEAM_APART * (TEAM_BURST - 1)) if _TEAM in rows else at


def free_at(session: TeamSession, channel: str, now: datetime) -> datetime:
    """When a message that nobody waits for may be posted, behind all that was promised; takes nothing."""
    rows = _rows(session, channel)
    at = ready_at(session, channel, now)
    return max(at, rows[channel].promised_until) if channel in rows else at


def hold(session: TeamSession, channel: str, until: datetime, now: datetime) -> None:
    """Slack asked to wait: nothing goes to the channel, nor anywhere else in the workspace, before that."""
    team, row = _row(session, _TEAM, now), _row(session, channel, now)
    row.free_at = max(row.free_at, until)
    team.free_at = max(team.free_at, until + TEAM_APART * (TEAM_BURST - 1))


def _rows(session: TeamSession, channel: str) -> dict[str, Turns]:
    found = session.scalars(
        select(Turns).where(Turns.channel.in_((_TEAM, channel))).execution_options(populate_existing=True)
    )
    return {row.channel: row for row in found}


def _row(session: TeamSession, channel: str, now: datetime) -> Turns:
    """The channel's row, locked until the end of the transaction; made where there is none."""
    key = (session.team, channel)
    row = session.get(Turns, key, with_for_update=True, populate_existing=True)
    if row is None:
        try:
            with session.begin_nested():
                session.add(row := Turns(channel=channel, promised_until=now, free_at=now))
        except IntegrityError:  # another worker made it at the same moment
            row = session.get_one(Turns, key, with_for_update=True, populate_existing=True)
    return row
