"""A workspace's life: first heard of, installed, set up, uninstalled; and how long it keeps things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from bot.errors import UserError
from bot.services import forget
from bot.services.desk import Desk
from storage.database import TeamSession
from storage.models import OPEN_STATES, Article, Submission, SubmissionState, Workspace, WorkspaceState, is_open

WHO_MAY_FORGET = ("adder", "admins", "anyone")
UNINSTALLED = "The app was removed from this workspace."
_LOT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceSettings:
    """What an admin sets."""

    retention_days: int | None = None  # None: kept until somebody removes it
    who_may_forget: str = "adder"
    time_zone: str = "UTC"  # IANA
    channels: tuple[str, ...] | None = None  # where articles are taken; None: everywhere
    charts: bool = True


def install(
    desk: Desk, team: str, *, by: str | None, name: str | None = None, enterprise_id: str | None = None
) -> bool:
    """Notes that the bot is installed.

    Returns:
        Whether its installer is still to be greeted; from now on counted as done.
    """
    now = desk.clock.now()
    with desk.database.write(team) as session:
        row = ensure(session, now)
        row.state, row.uninstalled_at = WorkspaceState.ACTIVE, None
        row.installed_by, row.name = by or row.installed_by, name or row.name
        row.enterprise_id = enterprise_id or row.enterprise_id
        greet = row.greeted_at is None
        row.greeted_at = row.greeted_at or now
        return greet


def uninstall(desk: Desk, team: str) -> None:
    """Stops all work for a workspace: nothing can be answered any more. What it stored is kept for a new installation.

    The caller drops the tokens.
    """
    now = desk.clock.now()
    with desk.database.write(team) as session:
        row = session.get(Workspace, team)
        if row is None:
            return
        row.state, row.uninstalled_at = WorkspaceState.UNINSTALLED, now
        session.execute(
            update(Submission)
            .where(is_open())
            .values(state=SubmissionState.FAILED, reason=UNINSTALLED, finished_at=now),
            execution_options={"synchronize_session": False},
        )


def ids(desk: Desk) -> list[str]:
    """Every workspace there is, by Slack's id."""
    with desk.database.read_across_teams() as session:
        return list(session.scalars(select(Workspace.team_id).order_by(Workspace.team_id)))


def settings(desk: Desk, team: str) -> WorkspaceSettings:
    """A workspace's settings; the defaults for one not heard of yet."""
    with desk.database.read(team) as session:
        row = session.get(Workspace, team)
        if row is None:
            return WorkspaceSettings()
        return WorkspaceSettings(
            retention_days=row.retention_days,
            who_may_forget=row.who_may_forget,
            time_zone=row.time_zone,
            channels=None if row.channels is None else tuple(row.channels),
            charts=row.charts,
        )


def change_settings(desk: Desk, team: str, new: WorkspaceSettings) -> None:
    """Sets them.

    Raises:
        UserError: a value that cannot be; the message says which.
    """
    if new.retention_days is not None and not 1 <= new.retention_days <= 36_500:
        raise UserError("Articles can be kept for 1 to 36,500 days, or for ever.")
    if new.who_may_forget not in WHO_MAY_FORGET:
        raise UserError("Choose who may remove articles.")
    if new.time_zone not in available_timezones():
        raise UserError("Choose a time zone, such as Europe/London.")
    with desk.database.write(team) as session:
        row = ensure(session, desk.clock.now())
        row.retention_days, row.who_may_forget, row.time_zone = new.retention_days, new.who_may_forget, new.time_zone
        row.channels = None if new.channels is None else list(new.channels)
        row.charts = new.charts


def takes_from(desk: Desk, team: str, channel: str | None) -> bool:
    """Whether articles are taken in a channel; always in a DM, which has none of the channels listed."""
    allowed = settings(desk, team).channels
    return allowed is None or channel is None or channel.startswith("D") or channel in allowed


def purge(desk: Desk) -> int:
    """Forgets, for every workspace, the articles that are older than it keeps them. Returns how many."""
    with desk.database.read_across_teams() as across:
        limits = across.execute(
            select(Workspace.team_id, Workspace.retention_days).where(Workspace.retention_days.is_not(None))
        ).all()
    forgotten = 0
    for team, days in limits:
        assert days is not None
        forgotten += _purge_team(desk, team, desk.clock.now() - timedelta(days=days))
    return forgotten


def ensure(session: TeamSession, now: datetime) -> Workspace:
    """The session's workspace, made if it is new. Two that make it at once get the same one."""
    found = session.get(Workspace, session.team)
    if found is not None:
        return found
    try:
        with session.begin_nested():
            made = Workspace(team_id=session.team, installed_at=now)
            session.add(made)
        return made
    except IntegrityError:
        return session.get_one(Workspace, session.team)


def _purge_team(desk: Desk, team: str, before: datetime) -> int:
    forgotten = 0
    with desk.database.write(team) as session:
        # What was pasted and led to no article is kept no longer either.
        session.execute(
            delete(Submission).where(Submission.accepted_at < before, Submission.state.not_in(OPEN_STATES)),
            execution_options={"synchronize_session": False},
        )
    while True:
        with desk.database.write(team) as session:
            ids = session.scalars(
                select(Article.id).where(Article.added_at < before).order_by(Article.added_at, Article.id).limit(_LOT)
            ).all()
            if not ids:
                return forgotten
            forget.remove(session, ids)
        forgotten += len(ids)
