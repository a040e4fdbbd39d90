"""Work on PostgreSQL: any number of workers, told of it by procrastinate.

The rows are still the truth. A job says only that a submission is to be worked on; it is deleted when it has run,
whatever came of it. `sweep`, which every worker runs now and then, makes a job for each open submission that has none,
because its worker was killed, its job failed, or it came from another database.

Fair between teams: a job's priority is lower the more of its team's submissions are waiting, so that one team's
thousandth lets another's first go ahead; interactive ones go before bulk in any case.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import procrastinate
import psycopg
import structlog
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.schema import SchemaManager
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from storage.database import Database, TeamSession
from storage.models import Priority, Submission, is_open
from storage.queue import Holds

log = structlog.get_logger(__name__)

TASK = "submission"
QUEUE = "submissions"
SWEEP_EVERY = 10.0
"""Seconds between two sweeps of one worker."""
HEARTBEAT = 5.0
STALLED_AFTER = 30.0
"""Seconds without a sign of life after which a worker's jobs are taken for lost."""

_INTERACTIVE = 1_000_000
_RECONNECT_AFTER = 1.0


def schema() -> str:
    """The statements that make procrastinate's tables, for the migration."""
    return SchemaManager.get_schema()


class JobQueue:
    """Makes a job in the very transaction that stores the submission."""

    def __init__(self, url: str) -> None:
        self._task = _app(procrastinate.SyncPsycopgConnector(conninfo=conninfo(url))).tasks[TASK]

    def submitted(self, session: TeamSession, submission_id: int, *, at: datetime | None = None) -> None:
        """See `storage.queue.WorkQueue`."""
        session.flush()
        row = session.get_one(Submission, submission_id)
        waiting = session.scalar(
            select(func.count()).select_from(Submission).where(Submission.priority == row.priority, is_open())
        )
        # A savepoint, since a job that is waiting already is reported by a failing statement.
        with contextlib.suppress(AlreadyEnqueued), session.begin_nested():
            self._task.configure(
                connection=session.connection().connection.driver_connection,
                queueing_lock=_lock(submission_id),
                priority=priority(row.priority, waiting or 0),
                schedule_at=at,
            ).defer(submission_id=submission_id)


def priority(kind: str, waiting: int) -> int:
    """A job's priority, higher first; `waiting` is how many of the team's submissions of this kind are open."""
    base = _INTERACTIVE if kind == Priority.INTERACTIVE else 0
    return base - min(waiting, _INTERACTIVE - 1)


class JobsWorker:
    """Hands submissions to `handle` as their jobs come up, until told to stop."""

    def __init__(self, database: Database, *, threads: int = 4) -> None:
        self._database = database
        self._threads = threads
        self._holds = Holds(database)

    def run(self, handle: Callable[[int], None], stop: threading.Event, *, grace: float = 25.0) -> None:
        """Works until `stop` is set; then takes nothing more, and waits `grace` seconds for what is in hand.

        A database that is away is waited for.

        Args:
            handle: works on the submission with this id; if it raises, the submission is taken again.
        """
        while not stop.is_set():
            try:
                asyncio.run(self._work(handle, stop, grace))
            except (ConnectorException, psycopg.Error, OSError) as error:
                log.warning("database away", error=type(error).__name__)
                stop.wait(_RECONNECT_AFTER)

    async def _work(self, handle: Callable[[int], None], stop: threading.Event, grace: float) -> None:
        def serve(submission_id: int) -> None:
            with self._holds.hold(submission_id) as ours:
                if not ours:
                    return
                try:
                    handle(submission_id)
                except Exception as error:
                    # Most likely the database is away. The row is as it was; the next sweep makes a job for it.
                    log.error("work failed", submission=submission_id, error=type(error).__name__)

        app = _app(procrastinate.PsycopgConnector(conninfo=conninfo(self._database.url)), serve)
        async with app.open_async():
            worker = asyncio.create_task(
                app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=self._threads,
                    fetch_job_polling_interval=1.0,
                    shutdown_graceful_timeout=grace,
                    delete_jobs="always",
                    install_signal_handlers=False,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=STALLED_AFTER,
                )
            )
            sweeper = asyncio.create_task(self._sweep_now_and_then())
            stopped = asyncio.create_task(_until(stop))
            try:
                await asyncio.wait({worker, sweeper, stopped}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                sweeper.cancel()
                worker.cancel()
                stopped.cancel()
                results = await asyncio.gather(worker, sweeper, return_exceptions=True)
            for result in results:
                if isinstance(result, Exception):
                    raise result

    async def _sweep_now_and_then(self) -> None:
        while True:
            await asyncio.to_thread(sweep, self._database)
            await asyncio.sleep(SWEEP_EVERY)


def sweep(database: Database, *, stalled_after: float = STALLED_AFTER) -> int:
    """Makes a job for each open submission that has none, and forgets jobs of workers that are gone.

    Returns:
        How many jobs were made. 0 as well where another worker is sweeping.
    """
    with database.write_across_teams() as session:
        connection = session.connection()
        if not connection.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _SWEEP_LOCK}):
            return 0
        connection.execute(text(_FORGET_LOST), {"seconds": stalled_after})
        return connection.execute(text(_MAKE_MISSING), {"queue": QUEUE, "task": TASK, "base": _INTERACTIVE}).rowcount


_SWEEP_LOCK = 7_855_638_664

# Jobs that a worker took which has given no sign of life since.
_FORGET_LOST = """
DELETE FROM procrastinate_jobs AS job
WHERE job.status = 'doing' AND NOT EXISTS (
    SELECT 1 FROM procrastinate_workers AS worker
    WHERE worker.id = job.worker_id AND worker.last_heartbeat > now() - make_interval(secs => :seconds)
)
"""

# Open submissions without a job, waiting or running. Each team's are numbered, so that the teams take turns.
_MAKE_MISSING = """
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args, scheduled_at)
SELECT :queue, :task,
       CASE WHEN open.priority = 'a' THEN :base ELSE 0 END - LEAST(open.turn, :base - 1)::int,
       'submission:' || open.id, jsonb_build_object('submission_id', open.id), open.next_attempt_at
FROM (
    SELECT id, priority, next_attempt_at,
           row_number() OVER (PARTITION BY team_id, priority ORDER BY next_attempt_at, id) AS turn
    FROM submissions WHERE state IN ('accepted', 'fetched', 'extracted')
) AS open
WHERE NOT EXISTS (
    SELECT 1 FROM procrastinate_jobs AS job
    WHERE job.queueing_lock = 'submission:' || open.id AND job.status IN ('todo', 'doing')
)
"""


async def _until(stop: threading.Event) -> None:
    # A thread that waits for the event would keep the loop from closing when the database is lost.
    while not stop.is_set():
        await asyncio.sleep(0.1)


def conninfo(url: str) -> str:
    """The address of a database as psycopg takes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _lock(submission_id: int) -> str:
    return f"submission:{submission_id}"


def _app(connector: Any, serve: Callable[[int], None] | None = None) -> procrastinate.App:
    app = procrastinate.App(connector=connector)

    @app.task(name=TASK, queue=QUEUE)
    def submission(submission_id: int) -> None:
        if serve is not None:
            serve(submission_id)

    return app
