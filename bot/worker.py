"""The worker: takes open submissions to their answers until it is told to stop.

An article that fails, hangs or fills the memory costs only itself: reading and extraction run in children with limits.
SIGTERM and SIGINT stop it gracefully: it takes nothing more, finishes what it can within `GRACE` seconds, and leaves
the rest as open rows, for the next worker.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from bot import child, scheduler
from bot.errors import ConfigurationError
from bot.ports import FileFetcher, Messenger
from bot.scheduler import Ticker
from bot.services.answering import READING_AFTER
from bot.services.desk import Desk
from bot.services.processing import Tools, process
from storage.database import Database
from storage.jobs import JobQueue, JobsWorker
from storage.queue import RowsQueue, WorkQueue
from storage.rows_worker import AnotherWorker, RowsWorker

GRACE = 25.0
"""Seconds for finishing what is in hand; platforms kill a process 30 s after SIGTERM."""

READERS = 2
"""Children that fetch and read."""


def work_queue(database: Database) -> WorkQueue:
    """What tells workers of work, for the kind of database."""
    return RowsQueue() if database.is_sqlite else JobQueue(database.url)


@dataclass(kw_only=True)
class Worker:
    """One worker process's work.

    Args:
        make_reader: makes the `Reader` in a child; a function at the top of a module, or a `partial` of one.
        make_extractor: likewise the `Extractor`.
        threads: submissions in hand at once. Extraction goes one by one; the others fetch and post meanwhile.
    """

    desk: Desk
    messenger: Messenger
    files: FileFetcher
    make_reader: Callable[[], object]
    make_extractor: Callable[[], object]
    threads: int = 4
    ticker: Ticker | None = None  # digests and alerts; None: without them
    limits: child.Limits = field(default_factory=child.Limits)
    reading_after: float = READING_AFTER

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set.

        Raises:
            ConfigurationError: SQLite, and another worker is at work already.
        """
        extractor = child.Child(self.make_extractor, name="extractor", limits=self.limits)
        readers = tuple(child.Child(self.make_reader, name=f"reader-{n}", limits=self.limits) for n in range(READERS))
        tools = Tools(
            messenger=self.messenger,
            files=self.files,
            reader=child.ChildReader(readers),
            extractor=child.ChildExtractor(extractor),
            reading_after=self.reading_after,
            paced=True,
        )
        ticking = self._start_ticking(stop)
        try:
            for one in (extractor, *readers):
                one.start()
            self._loop().run(partial(self._work, tools), stop, grace=GRACE)
        except AnotherWorker as error:
            raise ConfigurationError(str(error)) from None
        finally:
            stop.set()
            for one in (extractor, *readers):
                one.close()
            if ticking is not None:
                ticking.join(GRACE)

    def _start_ticking(self, stop: threading.Event) -> threading.Thread | None:
        if self.ticker is None:
            return None
        thread = threading.Thread(target=scheduler.run, args=(self.ticker, stop), name="ticker", daemon=True)
        thread.start()
        return thread

    def _loop(self) -> RowsWorker | JobsWorker:
        database = self.desk.database
        if database.is_sqlite:
            return RowsWorker(database, now=self.desk.clock.now, threads=self.threads)
        return JobsWorker(database, threads=self.threads)

    def _work(self, tools: Tools, submission_id: int) -> None:
        process(self.desk, tools, submission_id)


def stop_on_signals(stop: threading.Event, *, at_the_latest: float = GRACE + 3.0) -> None:
    """Sets `stop` on SIGTERM and SIGINT; ends the process if it is still there `at_the_latest` seconds after."""

    def handle(number: int, _frame: object) -> None:
        if not stop.is_set():
            stop.set()
            timer = threading.Timer(at_the_latest, os._exit, (128 + number,))
            timer.daemon = True
            timer.start()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)
