"""How a worker learns of open submissions, and how it makes sure that it alone works on one.

The rows are the truth: a queue only says that there is something to do. On SQLite it says nothing: the one worker
looks at the rows, whenever the database has changed. On PostgreSQL it is procrastinate, whose job joins the
transaction that stores the submission, so the two are committed together or not at all.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from sqlalchemy import select, text

from storage.database import Database, TeamSession
from storage.models import Submission, is_open


class WorkQueue(Protocol):
    """Tells workers of work."""

    def submitted(self, session: TeamSession, submission_id: int, *, at: datetime | None = None) -> None:
        """In the transaction that stores the submission, or puts it off: it is to be worked on once that is committed.

        Args:
            at: not before this moment; None: at once.
        """


class RowsQueue:
    """For SQLite, and for tests: the rows themselves are the queue."""

    def submitted(self, session: TeamSession, submission_id: int, *, at: datetime | None = None) -> None:
        """Nothing to do: the worker sees the row."""


class Holds:
    """Makes sure that one submission is worked on in one place at a time.

    Within a process by a set; among processes on PostgreSQL by an advisory lock, which the server lets go of the moment
    the process is gone. On SQLite there is one worker process, which a lock file sees to.
    """

    _LOCK_SPACE = 1_886_744_945  # "puq1": the first of the two numbers of the advisory lock

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: set[int] = set()
        self._guard = threading.Lock()

    @contextmanager
    def hold(self, submission_id: int) -> Generator[bool]:
        """Yields whether the submission is ours until the end of the block."""
        with self._guard:
            free = submission_id not in self._held
            if free:
                self._held.add(submission_id)
        if not free:
            yield False
            return
        try:
            if self._database.is_sqlite:
                yield True
            else:
                with self._advisory(submission_id) as ours:
                    yield ours
        finally:
            with self._guard:
                self._held.discard(submission_id)

    @contextmanager
    def _advisory(self, submission_id: int) -> Generator[bool]:
        keys = {"space": self._LOCK_SPACE, "id": submission_id % 2**31}
        engine = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            ours = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:space, :id)"), keys))
            try:
                yield ours
            finally:
                if ours and not connection.invalidated:
                    connection.execute(text("SELECT pg_advisory_unlock(:space, :id)"), keys)


def due(database: Database, now: datetime, *, limit: int) -> list[int]:
    """Ids of open submissions whose time has come, in the order of service.

    Interactive ones before bulk; within each, the teams take turns, so that one team's thousand does not keep
    another's first one waiting. At most `limit`.
    """
    ids: list[int] = []
    with database.read_across_teams() as session:
        open_and_due = (is_open(), Submission.next_attempt_at <= now)
        for priority in ("a", "b"):
            teams = session.scalars(
                select(Submission.team_id)
                .where(Submission.priority == priority, *open_and_due)
                .group_by(Submission.team_id)
                .order_by(Submission.team_id)
            ).all()
            by_team = [
                list(
                    session.scalars(
                        select(Submission.id)
                        .where(Submission.priority == priority, Submission.team_id == team, *open_and_due)
                        .order_by(Submission.next_attempt_at, Submission.id)
                        .limit(limit)
                    )
                )
                for team in teams[:limit]
            ]
            while len(ids) < limit and any(by_team):
                ids += [queue.pop(0) for queue in by_team if queue]
            if len(ids) >= limit:
                return ids[:limit]
    return ids
