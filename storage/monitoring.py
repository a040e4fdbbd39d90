"""What the people who run the bot want to know of the database: how much waits, for how long, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from storage.database import Database
from storage.models import Priority, Submission, is_open
from storage.schedules import DigestSchedule, ScheduleState

LATE_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """Open submissions of one priority in one state."""

    priority: str  # interactive | bulk
    state: str
    count: int
    oldest_seconds: float  # since the oldest of them was accepted


def depths(database: Database, now: datetime) -> list[Depth]:
    """How many submissions are open, over all teams, and how old they are."""
    with database.read_across_teams() as session:
        rows = session.execute(
            select(Submission.priority, Submission.state, func.count(), func.min(Submission.accepted_at))
            .where(is_open())
            .group_by(Submission.priority, Submission.state)
        ).all()
    return [
        Depth(
            priority=Priority(priority).name.lower(),
            state=state,
            count=count,
            oldest_seconds=max(0.0, (now - oldest).total_seconds()),
        )
        for priority, state, count, oldest in rows
    ]


def late_digests(database: Database, now: datetime) -> int:
    """How many digests have been due for over a minute without anybody having begun with them."""
    with database.read_across_teams() as session:
        return (
            session.scalar(
                select(func.count())
                .select_from(DigestSchedule)
                .where(DigestSchedule.state == ScheduleState.ACTIVE, DigestSchedule.next_run_at < now - LATE_AFTER)
            )
            or 0
        )
