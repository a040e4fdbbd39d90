"""What a busy newsroom sees: acks, mention to card, articles a minute, and who waits for whom, with the real processes.

    .venv/bin/python -m benchmarks.load_bench                     all of it (about 8 minutes on 2 idle cores)
    .venv/bin/python -m benchmarks.load_bench --only acks card    some of it
    .venv/bin/python -m benchmarks.load_bench --scale 0.2         fewer articles

`python -m bot web` and `worker` run as a host runs them, against the local Slack in this process, which shares the
cores with them. Counts and times are bounded: what is not done by then counts as not done, and the figures say so.

- acks:    while the worker has more than it can do, ten mentions a second; then four times 50 mentions at once, and
           slash commands from that moment on; seconds from Slack's request to our ack, over HTTP and over Socket Mode
- card:    a mention with an article of about 700 words, to the card in its thread, one at a time
- rate:    articles of about 700 words a minute, with 1 and 2 workers on PostgreSQL; then the same with workers that run
           half of the time, by turns, so that the rest has the cores that it would have on a larger machine
- backlog: 10,000 bulk submissions of two teams, 9 in 10 of them one team's; how fast they drain, how the first ones
           divide between the teams, and how long a mention takes meanwhile
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import math
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy import func, select

from bot.samples import sample
from bot.sandbox import Channel, LocalSlack, Message
from bot.sandbox.state import Delivery
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
TEAMS = 8
SLACK_WAITS = 3.0
HALF = 0.03
PATIENCE = 600.0
"""Seconds after which what is not done counts as not done."""

TARGETS = {"ack p99": 0.1, "card median": 1.5, "two workers": 1.8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table."""

    what: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = True  # the target is a ceiling; else a floor

    @property
    def good(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target


# --- what is given


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


# --- the bot


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
        while not over.is_set():
            now = int(time.monotonic() / HALF) % 2
            for each in family(pid):
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


# --- what is measured


def acks(scale: float) -> list[Figure]:
    """See above."""
    figures = []
    for transport in (Transport.HTTP, Transport.SOCKET):
        with bot("sqlite", transport=transport) as running:
            _say(f"acks, {transport}")
            running.give([article(n) for n in range(_some(300, scale))], teams=_teams(2), bulk=True)
            one_by_one: list[Message] = []
            at_once: list[Message] = []
            commands: list[Delivery] = []
            for n in range(_some(100, scale)):
                one_by_one.append(running.mention(article(1_000_000 + n), n))
                time.sleep(0.1)
            for _ in range(4):
                at_once += [running.mention(article(2_000_000 + len(at_once) + n), n) for n in range(_some(50, scale))]
                commands += [
                    running.slack.slash("mia", running.channels[0], "/quotes", "help") for _ in range(_some(50, scale))
                ]
                running.slack.wait_idle(timeout=PATIENCE)
            saturated = running.open() > 0
            given = {d.payload["event"]["ts"]: d for d in running.slack.deliveries("app_mention")}
        if not saturated:
            _say("the worker was done before the commands were: these acks are not under load")
        target = TARGETS["ack p99"]
        figures += _latencies(f"mention, {transport}", [given[m.ts] for m in one_by_one], target)
        figures += _latencies(f"slash command beside 50 mentions, {transport}", commands, target)
        figures += _latencies(f"50 mentions at once, {transport}", [given[m.ts] for m in at_once], SLACK_WAITS)
    return figures


def _latencies(what: str, deliveries: Sequence[Delivery], target: float) -> list[Figure]:
    taken = [d.latency if d.acked and d.latency is not None else math.inf for d in deliveries]
    return [
        Figure(what=f"ack p50, {what}", value=_quantile(taken, 0.5), unit="s"),
        Figure(what=f"ack p99, {what}", value=_quantile(taken, 0.99), unit="s", target=target),
    ]


def card(scale: float) -> list[Figure]:
    """See above."""
    figures = []
    with bot("sqlite") as running:
        _say("mention to card")
        taken = []
        for number in range(_some(25, scale)):
            taken.append(running.wait_for_card(running.mention(article(number), number)))
            running.wait_until(lambda: running.open() == 0)
        figures.append(
            Figure(what=f"mention to card, median of {len(taken)}", value=statistics.median(taken), unit="s",
                   target=TARGETS["card median"])
        )  # fmt: skip
        figures.append(Figure(what="mention to card, p95", value=_quantile(taken, 0.95), unit="s"))
    return figures


def rate(scale: float) -> list[Figure]:
    """See above."""
    figures = []
    for half in (False, True):
        rates = {workers: _rate(workers, scale, half=half) for workers in (1, 2)}
        how = "half of the time" if half else "whole"
        figures += [
            Figure(what=f"articles a minute, {workers} worker(s), {how}", value=rates[workers], unit="/min")
            for workers in (1, 2)
        ]
        figures.append(
            Figure(
                what=f"2 workers to 1, {how}",
                value=rates[2] / rates[1],
                unit="x",
                target=TARGETS["two workers"] if half else None,
                at_most=False,
            )
        )
    return figures


def _rate(workers: int, scale: float, *, half: bool) -> float:
    with postgresql() as url, bot(url, workers=workers, half=half) as running:
        _say(f"articles a minute, {workers} worker(s){', half of the time' if half else ''}")
        count = _some(200, scale) * workers
        before = running.finished()
        began = time.monotonic()
        running.give([article(n) for n in range(count)], teams=_teams(TEAMS), bulk=True)
        running.wait_until(lambda: running.finished() - before >= count, seconds=150)
        return (running.finished() - before) / (time.monotonic() - began) * 60


def backlog(scale: float) -> list[Figure]:
    """See above."""
    with postgresql() as url, bot(url) as running:
        count = _some(10_000, scale)
        _say(f"a queue of {count:,}")
        large, small = _teams(2)
        running.give([short(n) for n in range(count * 9 // 10)], teams=[large], bulk=True)
        running.give([short(n) for n in range(count // 10)], teams=[small], bulk=True)
        before, began, since = running.finished(), time.monotonic(), running.desk.clock.now()
        waiting = running.open()
        taken = [running.wait_for_card(running.mention(article(n), n)) for n in range(_some(10, scale))]
        running.wait_until(lambda: running.open() == 0, seconds=60 * max(scale, 0.2))
        drained = running.finished() - before
        a_minute = drained / (time.monotonic() - began) * 60
        share = _share(running, small, since=since, first=min(200, count // 20))
    return [
        Figure(what=f"mention to card, {waiting:,} waiting, median", value=statistics.median(taken), unit="s"),
        Figure(what=f"mention to card, {waiting:,} waiting, slowest", value=max(taken), unit="s"),
        Figure(what="bulk articles a minute meanwhile", value=a_minute, unit="/min"),
        Figure(what="small team's share of the first answers", value=share, unit="", target=0.4, at_most=False),
    ]


def _share(running: Running, small: str, *, since: datetime, first: int) -> float:
    """The small team's share of the first bulk answers since both had work waiting; it has enough to give them all."""
    with running.desk.database.read_across_teams() as session:
        teams = session.scalars(
            select(Submission.team_id)
            .where(Submission.finished_at >= since, Submission.via == Via.TERMINAL)
            .order_by(Submission.finished_at)
            .limit(first)
        ).all()
    return teams.count(small) / len(teams) if teams else 0.0


# --- saying it


PARTS: dict[str, Callable[[float], list[Figure]]] = {"acks": acks, "card": card, "rate": rate, "backlog": backlog}


def measure(parts: Sequence[str] = tuple(PARTS), scale: float = 1.0) -> list[Figure]:
    """Measures some of it or all."""
    return [figure for part in parts for figure in PARTS[part](scale)]


def table(figures: Sequence[Figure]) -> str:
    """The figures, each with its target and how far from it."""
    lines = [f"{'':58} {'measured':>12} {'target':>10} {'ratio':>7}"]
    for figure in figures:
        told = f"{figure.what:58} {figure.value:>9.3f} {figure.unit:4}"
        if figure.target is not None:
            sign = "<=" if figure.at_most else ">="
            told += f" {sign}{figure.target:>7g} {figure.value / figure.target:>7.2f} {'' if figure.good else 'MISSED'}"
        lines.append(told.rstrip())
    return "\n".join(lines)


def _teams(count: int) -> list[str]:
    return [f"T0LOAD{n}" for n in range(count)]


def _some(count: int, scale: float) -> int:
    return max(4, round(count * scale))


def _quantile(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, math.ceil(part * len(values)) - 1)]


def _say(what: str) -> None:
    print(f"  … {what}", file=sys.stderr, flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), metavar="PART")
    parser.add_argument("--scale", type=float, default=1.0, help="of the counts; 1 takes about 8 minutes")
    asked = parser.parse_args()
    print(table(measure(asked.only, asked.scale)))


if __name__ == "__main__":
    main()
