"""Workers on both databases: everything accepted is answered, once, whoever works and whatever breaks."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from bot.clock import SystemClock
from bot.services.accepting import accept
from bot.services.desk import Desk
from bot.services.processing import process
from bot.services.workspaces import ensure
from bot.worker import work_queue
from storage.database import Database
from storage.jobs import JobsWorker, sweep
from storage.models import OPEN_STATES, Submission
from storage.queue import Holds
from storage.rows_worker import AnotherWorker, RowsWorker, sole_worker
from tests.support.newsroom import Newsroom, given
from tests.support.waiting import eventually

TEXT = "“We will rebuild the pier,” said Ana Ortiz, the harbour master."


@pytest.fixture
def desk(database: Database) -> Desk:
    """A desk by the machine's clock, which procrastinate goes by as well."""
    return Desk(database=database, clock=SystemClock(), queue=work_queue(database))


@contextmanager
def working(desk: Desk, handle: Callable[[int], None], *, workers: int = 1) -> Generator[None]:
    """Workers at work in threads, until the end of the block."""
    stop = threading.Event()
    loops = [
        RowsWorker(desk.database, now=desk.clock.now) if desk.database.is_sqlite else JobsWorker(desk.database)
        for _ in range(workers)
    ]
    threads = [threading.Thread(target=loop.run, args=(handle, stop)) for loop in loops]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)
    assert not any(thread.is_alive() for thread in threads)


def open_submissions(desk: Desk) -> int:
    with desk.database.read_across_teams() as session:
        return session.scalar(select(func.count()).where(Submission.state.in_(OPEN_STATES))) or 0


def handler(desk: Desk, newsroom: Newsroom) -> Callable[[int], None]:
    def handle(submission: int) -> None:
        process(desk, newsroom.tools, submission)

    return handle


def test_what_was_accepted_before_the_worker_came_is_answered(desk: Desk, newsroom: Newsroom) -> None:
    ids = accept(desk, [given(text=f"{TEXT} {n}") for n in range(5)])
    with working(desk, handler(desk, newsroom)):
        eventually(lambda: open_submissions(desk) == 0)
    assert sorted(newsroom.slack.posts) == sorted(ids)


def test_what_is_accepted_while_it_works_is_answered(desk: Desk, newsroom: Newsroom) -> None:
    with working(desk, handler(desk, newsroom)):
        for n in range(5):
            accept(desk, [given(text=f"{TEXT} {n}")])
        eventually(lambda: len(newsroom.slack.posts) == 5 and open_submissions(desk) == 0)


def test_one_that_breaks_keeps_no_other_waiting(desk: Desk, newsroom: Newsroom) -> None:
    def poison(text: str) -> None:
        if "poison" in text:
            raise RuntimeError

    newsroom.extractor.before = poison
    accept(desk, [given(text=f"{TEXT} poison"), *(given(text=f"{TEXT} {n}") for n in range(3))])
    with working(desk, handler(desk, newsroom)):
        eventually(lambda: len(newsroom.slack.posts) == 3)


def test_a_handler_that_raises_does_not_stop_the_worker(desk: Desk, newsroom: Newsroom) -> None:
    (broken,) = accept(desk, [given(text=TEXT)])
    work = handler(desk, newsroom)

    def handle(submission: int) -> None:
        if submission == broken:
            raise RuntimeError
        work(submission)

    with working(desk, handle):
        (fine,) = accept(desk, [given(text=f"{TEXT} 2")])
        eventually(lambda: fine in newsroom.slack.posts)


def test_a_submission_in_hand_is_not_taken_by_another(desk: Desk) -> None:
    (submission,) = accept(desk, [given(text=TEXT)])
    mine, other = Holds(desk.database), Holds(desk.database)
    with mine.hold(submission) as first, mine.hold(submission) as again:
        assert (first, again) == (True, False)
        if not desk.database.is_sqlite:
            with other.hold(submission) as elsewhere:
                assert not elsewhere
    with other.hold(submission) as later:
        assert later


def test_a_second_worker_on_sqlite_is_refused_with_a_sentence(sqlite_url: str) -> None:
    first, second = Database(sqlite_url), Database(sqlite_url)
    with sole_worker(first), pytest.raises(AnotherWorker, match="one worker; for several, use PostgreSQL"):
        sole_worker(second).__enter__()
    with sole_worker(second):
        pass
    first.close()
    second.close()


class TestOnPostgresql:
    """What only several workers can do wrong."""

    @pytest.fixture
    def database(self, postgresql_url: str) -> Generator[Database]:
        opened = Database(postgresql_url)
        yield opened
        opened.close()

    def test_two_workers_answer_each_once(self, desk: Desk, newsroom: Newsroom) -> None:
        with working(desk, handler(desk, newsroom), workers=2):
            ids = [accept(desk, [given(team=f"T{n % 3}", text=f"{TEXT} {n}")])[0] for n in range(30)]
            eventually(lambda: open_submissions(desk) == 0)
        assert sorted(newsroom.slack.posts) == sorted(ids)

    def test_an_open_submission_without_a_job_gets_one(self, desk: Desk, newsroom: Newsroom) -> None:
        rows_only = Desk(database=desk.database, clock=desk.clock)
        accept(rows_only, [given(text=TEXT)])
        assert (sweep(desk.database), sweep(desk.database)) == (1, 0)

    def test_a_job_is_stored_with_its_submission_or_not_at_all(self, desk: Desk) -> None:
        class Lost(Exception):
            pass

        now = desk.clock.now()
        row = Submission(event_key="Ev", via="mention", accepted_at=now, next_attempt_at=now, code="x")
        with contextlib.suppress(Lost), desk.database.write("T1") as session:
            ensure(session, now)
            session.add(row)
            session.flush()
            desk.queue.submitted(session, row.id)
            raise Lost
        with desk.database.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM procrastinate_jobs").scalar() == 0
