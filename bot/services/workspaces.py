"""A workspace's life: first heard of, installed, set up, uninstalled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from storage.database import TeamSession
from storage.models import Workspace


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
