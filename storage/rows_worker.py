"""Work on SQLite: one process takes the open rows, and looks again whenever the database has changed.

SQLite counts the commits of other connections (`PRAGMA data_version`); asking costs some microseconds, so a mention is
picked up within `LOOK_EVERY` of its commit, by whatever process made it, and no message between processes can be lost.
"""

from __future__ import annotations

import fcntl
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.engine import make_url

from storage.database import Database
from storage.queue import Holds, due

LOOK_EVERY = 0.025
"""Seconds between two looks at whether the database has changed."""

RECONCILE_EVERY = 1.0
"""Seconds after which the rows are looked at in any case: for those whose time has come."""


PAUSE_AFTER_ERROR = 1.0

log = structlog.get_logger(__name__)


class AnotherWorker(Exception):
    """Another worker is at work on this database already. SQLite has one worker; use PostgreSQL for more."""


@contextmanager
def sole_worker(database: Database) -> Generator[None]:
    """Makes this process the database's one worker until the end of the block.

    The lock goes with the process, however it ends.

    Raises:
        AnotherWorker: there is one already.
    """
    path = Path(f"{make_url(database.url).database}.worker")
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            who = lock.read().strip()
            raise AnotherWorker(
                f"Another worker{f' (process {who})' if who else ''} is at work on {make_url(database.url).database}. "
                "A SQLite database has one worker; for several, use PostgreSQL (DATABASE_URL)."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


class RowsWorker:
    """Hands open submissions to `handle`, a few at a time, until told to stop."""

    def __init__(self, database: Database, *, now: Callable[[], datetime], threads: int = 4) -> None:
        self._database = database
        self._now = now
        self._threads = threads
        self._holds = Holds(database)
        self._waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._taken: set[int] = set()
        self._guard = threading.Lock()
        self._one_done = threading.Event()

    def run(self, handle: Callable[[int], None], stop: threading.Event, *, grace: float = 25.0) -> None:
        """Works until `stop` is set; then takes nothing more, and waits `grace` seconds for what is in hand.

        What is not finished by then stays an open row, for the next worker.

        Args:
            handle: works on the submission with this id; if it raises, the submission is taken again.
        """
        with sole_worker(self._database):
            threads = [
                threading.Thread(target=self._serve, args=(handle,), name=f"work-{n}", daemon=True)
                for n in range(self._threads)
            ]
            for thread in threads:
                thread.start()
            try:
                self._feed(stop)
            finally:
                for _ in threads:
                    self._waiting.put(None)
                deadline = time.monotonic() + grace
                for thread in threads:
                    thread.join(max(0.0, deadline - time.monotonic()))

    def _feed(self, stop: threading.Event) -> None:
        path = str(make_url(self._database.url).database)
        with closing(sqlite3.connect(path, isolation_level=None)) as watch:
            while not stop.is_set():
                seen = _version(watch)
                self._one_done.clear()
                self._take()
                until = time.monotonic() + RECONCILE_EVERY
                while not stop.wait(LOOK_EVERY) and time.monotonic() < until:
                    if self._one_done.is_set() or _version(watch) != seen:
                        break

    def _take(self) -> None:
        with self._guard:
            free = self._threads - len(self._taken)
        if free <= 0:
            return
        for submission in due(self._database, self._now(), limit=self._threads + free):
            with self._guard:
                if submission in self._taken or len(self._taken) >= self._threads:
                    continue
                self._taken.add(submission)
            self._waiting.put(submission)

    def _serve(self, handle: Callable[[int], None]) -> None:
        while (submission := self._waiting.get()) is not None:
            try:
                with self._holds.hold(submission) as ours:
                    if ours:
                        handle(submission)
            except Exception as error:
                # Most likely the store itself failed, such as a full disk. The row is as it was, and is taken again.
                log.error("work failed", submission=submission, error=type(error).__name__)
                time.sleep(PAUSE_AFTER_ERROR)
            finally:
                with self._guard:
                    self._taken.discard(submission)
                self._one_done.set()


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
