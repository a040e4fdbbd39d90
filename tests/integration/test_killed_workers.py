"""A worker that is killed with -9 between any two steps: its successor finishes the work, and answers once."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import SystemClock
from bot.services.accepting import accept
from bot.services.desk import Desk
from bot.services.processing import MAX_ATTEMPTS
from bot.worker import work_queue
from storage.database import Database
from storage.jobs import sweep
from storage.models import Submission, SubmissionState
from tests.support.newsroom import TEAM, given
from tests.support.waiting import eventually
from tests.support.worker_process import STEPS

ROOT = Path(__file__).resolve().parents[2]
TEXT = "“We will rebuild the pier,” said Ana Ortiz."

pytestmark = pytest.mark.timeout(300)  # several processes start one after the other

Start = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database=database, clock=SystemClock(), queue=work_queue(database))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "slack"
    path.mkdir()
    return path


@pytest.fixture
def start(database_url: str, folder: Path) -> Generator[Start]:
    """Starts a worker process; what is left of them is killed after the test."""
    processes: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.support.worker_process", database_url, str(folder)]
        processes.append(subprocess.Popen(command, cwd=ROOT))
        return processes[-1]

    yield begin
    for process in processes:
        process.kill()
        process.wait()


def state(desk: Desk, submission: int) -> str | None:
    with desk.database.read(TEAM) as session:
        return session.scalar(select(Submission.state).where(Submission.id == submission))


def lose_the_dead(desk: Desk) -> None:
    """On PostgreSQL a worker counts as dead after half a minute; here it is known at once."""
    if not desk.database.is_sqlite:
        sweep(desk.database, stalled_after=0.0)


def kill_at(step: str, desk: Desk, folder: Path, start: Start) -> None:
    """Lets a worker come as far as a step, and kills it there."""
    (folder / f"stop-{step}").touch()
    worker = start()
    eventually((folder / f"at-{step}").exists)
    worker.kill()
    worker.wait()
    (folder / f"stop-{step}").unlink()
    (folder / f"at-{step}").unlink()
    lose_the_dead(desk)


def test_work_whose_worker_is_killed_at_each_step_in_turn_is_finished_once(
    desk: Desk, folder: Path, start: Start
) -> None:
    (submission,) = accept(desk, [given(text=TEXT)])
    for step in STEPS:
        kill_at(step, desk, folder, start)
    start()
    eventually(lambda: state(desk, submission) == SubmissionState.DELIVERED)
    assert len(list(folder.glob(f"message-{submission}-*"))) == 1


def test_an_article_that_kills_its_worker_is_given_up_and_others_flow(desk: Desk, folder: Path, start: Start) -> None:
    (poison,) = accept(desk, [given(text=TEXT)])
    with desk.database.write(TEAM) as session:
        session.get_one(Submission, poison).attempts = MAX_ATTEMPTS - 1  # it was tried before
    kill_at("reading", desk, folder, start)
    (fine,) = accept(desk, [given(text=TEXT + " Twice.")])
    start()
    eventually(lambda: {state(desk, fine), state(desk, poison)} == {SubmissionState.DELIVERED, SubmissionState.FAILED})
    (message,) = folder.glob(f"message-{poison}-*")
    assert "reason" in message.read_text()


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(desk: Desk, folder: Path, start: Start) -> None:
    (folder / "stop-extracting").touch()
    worker = start()
    (submission,) = accept(desk, [given(text=TEXT)])
    eventually((folder / "at-extracting").exists)
    worker.send_signal(signal.SIGTERM)
    eventually((folder / "told-to-stop").exists)
    (later,) = accept(desk, [given(text=TEXT + " Twice.")])
    (folder / "stop-extracting").unlink()
    assert worker.wait(40) == 0
    assert state(desk, submission) == SubmissionState.DELIVERED
    assert state(desk, later) == SubmissionState.ACCEPTED
