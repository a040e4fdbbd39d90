"""A busy newsroom for the load benchmark: the local Slack with the bot's processes on it, and articles to give them."""

from __future__ import annotations

import contextlib
import itertools
import json
import math
import os
import random
import re
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy import func, select

from bot.samples import sample
from bot.sandbox import Channel, LocalSlack, Message
from bot.services.accepting import accept
from bot.services.desk import Desk
from bot.submission import NewSubmission, Via
from bot.worker import work_queue
from config.manifest import manifest
from config.settings import Transport
from storage import migrate
from storage.database import Database
from storage.models import OPEN_STATES, Submission, SubmissionState
from tests.acceptance.conftest import free_port
from tests.acceptance.processes import BotProcess
from tests.chaos.postgres import postgres
from tests.chaos.troubles import family
from tests.support.database import Server, make_role

WORDS = 700
CHANNELS = 40
HALF = 0.03
LOOK_EVERY = 2.0
"""Seconds between two looks for a worker's children: a look takes 5 to 20 ms, which the workers would pay for."""
PATIENCE = 600.0
"""Seconds after which what is not done counts as not done."""


@cache
def _paragraphs() -> tuple[str, ...]:
    folder = Path(__file__).parent.parent / "tests" / "data" / "articles"
    others = [json.loads(path.read_text(encoding="utf-8"))["article"] for path in sorted(folder.glob("*.json"))]
    texts = [sample("harbour-barrier"), sample("cup-tie"), *others]
    return tuple(p.strip() for text in texts for p in text.split("\n\n")[1:] if len(p.split()) > 8)


@cache
def _nouns() -> tuple[str, ...]:
    return tuple(sorted({word for paragraph in _paragraphs() for word in re.findall(r"\b[a-z]{7,}\b", paragraph)}))


def article(number: int, words: int = WORDS) -> str:
    """An article of about `words` words that no other number has, and that is no copy of another's."""
    chance = random.Random(number)
    paragraphs = _paragraphs()
    first = chance.randrange(len(paragraphs))
    parts = [f"Item {number}: the council meets again"]
    count = 0
    for paragraph in itertools.islice(itertools.cycle(paragraphs), first, None):
        if count >= words:
            break
        parts.append(
            re.sub(r"\b[a-z]{4,}\b", lambda m: chance.choice(_nouns()) if chance.random() < 0.35 else m[0], paragraph)
        )
        count += len(paragraph.split())
    return "\n\n".join(parts)


def short(number: int) -> str:
    """A short one, for a long queue."""
    return (
        f"Item {number}: harbour board meets again\n\n"
        f"The harbour board met on Tuesday to hear case number {number}.\n\n"
        f'"We will hear case {number} in full," said Ada Okoro, who chairs the board. "Nobody is sent home."\n'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A Slack with the bot on it."""

    slack: LocalSlack
    desk: Desk
    channels: tuple[Channel, ...]

    def mention(self, text: str, number: int = 0) -> Message:
        """Mentions the bot, in one of the channels by turns."""
        channel = self.channels[number % len(self.channels)]
        return self.slack.post("mia", channel, f"<@{self.slack.bot().id}> {text}")

    def wait_for_card(self, asked: Message) -> float:
        """Seconds until the thread has its answer; infinite if it has none in time."""
        began = time.perf_counter()

        def answered(_: object) -> bool:
            mine = [m for m in self.slack.thread(asked) if m.bot_id]
            return any(not m.text.startswith("Reading") for m in mine)

        try:
            self.slack.wait_for(answered, timeout=PATIENCE)
        except TimeoutError:
            return math.inf
        return time.perf_counter() - began

    def give(self, texts: Sequence[str], *, teams: Sequence[str], bulk: bool) -> None:
        """Puts submissions straight into the queue, each with a thread of its own to be answered in."""
        roots = [self.slack.post("mia", channel, "For the archive").ts for channel in self.channels]
        for lot in itertools.batched(enumerate(texts), 100):
            by_team: dict[str, list[NewSubmission]] = {}
            for number, text in lot:
                place = number % len(self.channels)
                team = teams[number % len(teams)]
                by_team.setdefault(team, []).append(
                    NewSubmission(
                        team=team,
                        event_key=f"bench:{time.time_ns()}:{number}",
                        via=Via.TERMINAL,
                        user=None,
                        text=text,
                        channel=self.channels[place].id,
                        thread_ts=roots[place],
                    )
                )
            for items in by_team.values():
                for few in itertools.batched(items, 1 if not bulk else len(items)):
                    accept(self.desk, few, bulk=bulk)

    def finished(self) -> int:
        """How many submissions have their answer."""
        with self.desk.database.read_across_teams() as session:
            return (
                session.scalar(
                    select(func.count())
                    .select_from(Submission)
                    .where(Submission.state.in_((SubmissionState.DELIVERED, SubmissionState.FAILED)))
                )
                or 0
            )

    def open(self) -> int:
        """How many are waiting or in hand."""
        with self.desk.database.read_across_teams() as session:
            return (
                session.scalar(select(func.count()).select_from(Submission).where(Submission.state.in_(OPEN_STATES)))
                or 0
            )

    def wait_until(self, holds: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        """Looks every tenth of a second; whether it came true in time."""
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True


@contextlib.contextmanager
def bot(url: str, *, transport: Transport = Transport.HTTP, workers: int = 1, half: bool = False) -> Generator[Running]:
    """The listener and its workers, with the model loaded and one article answered.

    Args:
        half: whether each worker runs half of the time.
    """
    port = free_port()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pq-load-")))
        slack = stack.enter_context(LocalSlack(manifest(transport, f"http://127.0.0.1:{port}")))
        if url == "sqlite":
            url = f"sqlite:///{folder / 'pullquote.sqlite3'}"
        settings = slack.environment() | {
            "DATABASE_URL": url,
            "PULLQUOTE_TRANSPORT": transport.value,
            "PULLQUOTE_SECRET_KEY": "a key for measuring and nothing else",
            "PORT": str(port),
            "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"),
        }
        migrate.upgrade(url)
        web = stack.enter_context(BotProcess(["web"], settings, folder))
        for number in range(workers):
            worker = stack.enter_context(BotProcess(["worker"], settings, folder))
            worker.wait_event("worker started")
            if half:
                stack.enter_context(_half_of_the_time(worker.process.pid, turn=number % 2))
        web.wait_event("listening")
        if transport is Transport.HTTP:
            slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        else:
            slack.wait_connected(timeout=PATIENCE)
        channels = tuple(slack.add_channel(f"load-{n}", ["mia", "sam"]) for n in range(CHANNELS))
        for channel in channels:
            slack.invite("mia", channel)
        database = Database(url)
        stack.callback(database.close)
        running = Running(slack=slack, desk=Desk(database=database, queue=work_queue(database)), channels=channels)
        # Every worker loads its model on its own; a few articles each make sure that all have.
        first = [running.mention(article(9_000_000 + n), n) for n in range(4 * workers)]
        for asked in first:
            running.wait_for_card(asked)
        yield running


@contextlib.contextmanager
def _half_of_the_time(pid: int, *, turn: int) -> Generator[None]:
    """Stops a process and its children every other `HALF` seconds; those of another `turn` run meanwhile."""
    over = threading.Event()

    def alternate() -> None:
        members, looked = family(pid), time.monotonic()
        while not over.is_set():
            if time.monotonic() - looked > LOOK_EVERY:
                members, looked = family(pid), time.monotonic()
            now = int(time.monotonic() / HALF) % 2
            for each in members:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(each, signal.SIGCONT if now == turn else signal.SIGSTOP)
            over.wait(HALF - time.monotonic() % HALF)
        for each in family(pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGCONT)

    thread = threading.Thread(target=alternate, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextlib.contextmanager
def postgresql() -> Generator[str]:
    """The address of an empty database on a server of its own, durable as one in earnest is."""
    with postgres() as server:
        with psycopg.connect(server.admin.render_as_string(hide_password=False), autocommit=True) as connection:
            make_role(connection)
        yield Server(admin=server.admin).create()
