"""A real worker process for tests that kill it: `python -m tests.support.worker_process DATABASE FOLDER`.

Slack is a folder: a message is a file, so what was posted outlives the process. The work stops at a named step for as
long as a file of that name lies in the folder, and says so by another file; nobody has to guess how far it has come.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from bot.cards import ArticleCard, Outcome
from bot.clock import SystemClock
from bot.nlp.types import Extraction
from bot.ports import Destination, Posted
from bot.services.desk import Desk
from bot.services.processing import process
from bot.worker import stop_on_signals, work_queue
from storage.database import Database
from storage.jobs import JobsWorker
from storage.rows_worker import RowsWorker
from tests.support.newsroom import Newsroom, extraction

STEPS = ("reading", "extracting", "posting", "posted")
"""Where a worker can be stopped, in order: before it reads, extracts, posts, and before it knows that it posted."""


@dataclass(frozen=True)
class Gate:
    """Stops the work at a step while the folder says so."""

    folder: Path

    def pass_by(self, step: str) -> None:
        (self.folder / f"at-{step}").touch()
        while (self.folder / f"stop-{step}").exists():
            time.sleep(0.005)


@dataclass
class FolderSlack:
    """A messenger whose messages are files, found again by their submission's id."""

    gate: Gate

    def finds_again(self, channel: str) -> bool:
        return True

    def reading(self, to: Destination) -> Posted | None:
        return None

    def deliver(self, to: Destination, outcome: Outcome) -> Posted:
        self.gate.pass_by("posting")
        standing = sorted(self.gate.folder.glob(f"message-{to.submission_id}-*"))
        if to.maybe_posted_at is None or not standing:
            says = {"quotes": len(outcome.quotes)} if isinstance(outcome, ArticleCard) else {"reason": outcome.reason}
            path = self.gate.folder / f"message-{to.submission_id}-{time.time_ns()}"
            path.with_suffix(".new").write_text(json.dumps(says))
            path.with_suffix(".new").rename(path)
            standing = [path]
        self.gate.pass_by("posted")
        return Posted(channel="C1", ts=standing[0].name.rpartition("-")[2])


@dataclass
class GatedExtractor:
    """Finds quotes, after the gate."""

    gate: Gate

    def extract(self, text: str) -> Extraction:
        self.gate.pass_by("extracting")
        return extraction(text)


class Noticed(threading.Event):
    """A stop signal that says, by a file, when the worker has seen it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def is_set(self) -> bool:
        return self._seen(super().is_set())

    def wait(self, timeout: float | None = None) -> bool:
        return self._seen(super().wait(timeout))

    def _seen(self, told: bool) -> bool:
        if told:
            self._file.touch()
        return told


def main(url: str, folder: Path) -> None:
    gate = Gate(folder)
    newsroom = Newsroom()
    newsroom.reader.before = lambda: gate.pass_by("reading")
    tools = replace(newsroom.tools, messenger=FolderSlack(gate), extractor=GatedExtractor(gate))
    database = Database(url)
    desk = Desk(database=database, clock=SystemClock(), queue=work_queue(database))
    stop = Noticed(folder / "told-to-stop")
    stop_on_signals(stop)
    if database.is_sqlite:
        worker: RowsWorker | JobsWorker = RowsWorker(database, now=desk.clock.now, threads=1)
    else:
        worker = JobsWorker(database, threads=1)
    (folder / "started").touch()

    def handle(submission: int) -> None:
        process(desk, tools, submission)

    worker.run(handle, stop)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
