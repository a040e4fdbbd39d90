"""`make chaos`: the real processes, killed with -9 again and again, on a Slack that misbehaves.

What must hold in the end: each message whose event the bot acknowledged has exactly one answer, the result or a clear
failure, in its thread; each result is of the article that was given there; and the store says the same: each
submission finished, at the message that stands. An answer is told by the metadata it bears, wherever it was posted.
A "Reading…" above an answer, left by a post whose outcome nobody knew, is counted apart. Progress goes to standard
error. Ends with one line:

    submissions 2000, kills 200, faults 812, lost 0, double 0

and exit code 1 where something was lost, double or wrong. With `--report FILE` the figures are appended as JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from sqlalchemy import select

from bot.sandbox import Channel, LocalSlack, Timing
from config.manifest import manifest
from config.settings import Settings, Transport
from storage import migrate
from storage.database import Database
from storage.models import Submission, is_open
from tests.chaos.postgres import Postgres, postgres
from tests.chaos.troubles import FullDisk, SlackFaults, Supervised, Troublemaker
from tests.chaos.verdict import Asked, Verdict, judge, stored
from tests.support.database import Server, make_role

CHANNELS = 12
PATIENCE = 900.0
"""Seconds that the bot has, once the troubles are over, to answer what is still open."""
PROGRESS_EVERY = 20.0
RETRIES = (0.0, 12.0, 60.0)
"""Slack's own come at once, after a minute and after five; a run has not so much time."""


def article(number: int) -> str:
    """A short article that no other is like."""
    name = f"{_GIVEN[number % len(_GIVEN)]} {_FAMILY[number // len(_GIVEN) % len(_FAMILY)]}"
    return (
        f"Item {number}: harbour board meets again\n\n"
        f"The harbour board met on Tuesday to hear case number {number} of the year, and put its answer off.\n\n"
        f'"We will hear case {number} in full," said {name}, who chairs the board. "Nobody is sent home."\n\n'
        f"{name.split()[-1]} said that a decision on case {number} would be made before the spring.\n"
    )


def run(
    *,
    submissions: int,
    kills: int,
    database: str,
    transport: Transport = Transport.HTTP,
    seed: int = 1,
    every: float = 4.0,
    patience: float = PATIENCE,
    retries: tuple[float, ...] = RETRIES,
) -> Verdict:
    """One chaos run; see `main` for the arguments.

    Args:
        patience: seconds that the bot has for each step before the troubles and after them.
        retries: seconds before Slack's new tries of an event.
    """
    began = time.monotonic()
    chance = random.Random(seed)
    timing = Timing(retries=retries)
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="pq-chaos-", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        port = _free_port()
        slack = stack.enter_context(
            LocalSlack(manifest(transport, f"http://127.0.0.1:{port}"), timing=timing, seed=seed)
        )
        store = stack.enter_context(_store(database, folder))
        processes = _processes(slack, store, folder, port, transport, workers=2 if database == "postgresql" else 1)
        for process in processes:
            stack.callback(process.stop)
        _wait_until_listening(slack, transport, port, patience)

        faults, disk = SlackFaults(slack, chance), FullDisk(processes, folder)
        others = [(0.9, faults.strike), (0.5, faults.strike)]
        if database == "sqlite":
            others.append((0.05, lambda: _for_a_moment(disk.fill, disk.empty)))
        elif store.server is not None:
            others.append((0.04, store.server.restart))
        trouble = Troublemaker(processes, kills=kills, every=every, others=others, chance=chance)
        asked: list[Asked] = []
        stack.enter_context(_progress(asked, submissions, trouble))
        trouble.start()
        for one in _ask(slack, submissions, trouble, seconds=kills * every, chance=chance):
            asked.append(one)
        trouble.done.wait()
        slack.clear_faults()
        disk.empty()
        with contextlib.suppress(TimeoutError):
            slack.wait_idle(timeout=patience)
        _wait_until_settled(store.url, patience)
        kept = disk.times + store.restarts
        return judge(slack, asked, stored(store.url), trouble.killed, faults.planned + kept, time.monotonic() - began)


@contextlib.contextmanager
def _progress(asked: list[Asked], submissions: int, trouble: Troublemaker) -> Generator[None]:
    """Says on standard error, now and then, how far the run has come."""
    over = threading.Event()

    def tell() -> None:
        began = time.monotonic()
        while not over.wait(PROGRESS_EVERY):
            given = list(asked)
            print(  # noqa: T201
                f"{time.monotonic() - began:6.0f} s: {trouble.killed} kills, {len(given)} of {submissions} given, "
                f"{sum(one.delivery.acked for one in given)} acknowledged, "
                f"{sum(_finished(one) for one in given)} answered",
                file=sys.stderr,
                flush=True,
            )

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _ask(
    slack: LocalSlack, submissions: int, trouble: Troublemaker, *, seconds: float, chance: random.Random
) -> Iterator[Asked]:
    """Gives the articles, spread over the time of the troubles."""
    channels = [slack.add_channel(f"chaos-{n}", ["mia", "sam"]) for n in range(CHANNELS)]
    for channel in channels:
        slack.invite("mia", channel)
    pause = seconds / submissions
    wait = threading.Event()
    for number in range(submissions):
        channel = chance.choice(channels)
        yield _give(slack, channel, number)
        wait.wait(0.01 if trouble.done.is_set() else chance.expovariate(1 / pause))


def _give(slack: LocalSlack, channel: Channel, number: int) -> Asked:
    with slack.state.lock:
        message = slack.post("mia", channel, f"<@{slack.bot().id}> {article(number)}")
        delivery = next(
            d
            for d in reversed(slack.state.deliveries)
            if d.type == "app_mention" and d.payload["event"]["ts"] == message.ts
        )
    return Asked(number=number, message=message, delivery=delivery)


def _finished(one: Asked) -> bool:
    return bool({"white_check_mark", "warning"} & set(one.message.reactions))


def _wait_until_settled(url: str, patience: float) -> None:
    """Until the bot has nothing left to do, or patience ends; the verdict then says what is lost."""
    deadline = time.monotonic() + patience
    with contextlib.closing(Database(url)) as database:
        while time.monotonic() < deadline:
            with database.read_across_teams() as session:
                if session.scalar(select(Submission.id).where(is_open()).limit(1)) is None:
                    return
            threading.Event().wait(0.25)


# --- the bot and its store


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Where the bot keeps things during a run."""

    url: str
    server: Postgres | None = None

    @property
    def restarts(self) -> int:
        """How often the server was thrown over."""
        return self.server.restarts if self.server else 0


@contextlib.contextmanager
def _store(database: str, folder: Path) -> Generator[Store]:
    if database == "sqlite":
        url = f"sqlite:///{folder / 'pullquote.sqlite3'}"
        migrate.upgrade(url)
        yield Store(url=url)
        return
    with postgres() as server:
        with psycopg.connect(server.admin.render_as_string(hide_password=False), autocommit=True) as connection:
            make_role(connection)
        url = Server(admin=server.admin).create()
        migrate.upgrade(url)
        yield Store(url=url, server=server)


def _processes(
    slack: LocalSlack, store: Store, folder: Path, port: int, transport: Transport, *, workers: int
) -> list[Supervised]:
    known = {name.upper() for name in Settings.model_fields}
    environment = {k: v for k, v in os.environ.items() if k.upper() not in known}
    environment |= slack.environment() | {
        "DATABASE_URL": store.url,
        "PULLQUOTE_DATA_DIR": str(folder),
        "PULLQUOTE_TRANSPORT": transport.value,
        "PULLQUOTE_SECRET_KEY": "a key for chaos and nothing else",
        "PULLQUOTE_LOG_FORMAT": "json",
        "PORT": str(port),
        # Side by side on few cores, threads of the numeric libraries only get in each other's way.
        "OMP_NUM_THREADS": "1",
    }
    commands = [["web"], *[["worker"]] * workers]
    logs = Path(tempfile.gettempdir()) / f"pq-chaos-{os.getpid()}"
    logs.mkdir(exist_ok=True)
    return [Supervised(command, environment, logs / f"{command[0]}-{n}.log") for n, command in enumerate(commands)]


def _wait_until_listening(slack: LocalSlack, transport: Transport, port: int, patience: float) -> None:
    if transport is Transport.SOCKET:
        slack.wait_connected(timeout=patience)
        return
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        threading.Event().wait(0.2)
    slack.use_http(f"http://127.0.0.1:{port}/slack/events", verify=False)


def _for_a_moment(begin: Callable[[], None], end: Callable[[], None], seconds: float = 4.0) -> None:
    begin()
    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_GIVEN = ("Ada", "Bruno", "Celia", "Dmitri", "Esther", "Farid", "Greta", "Hugo", "Imani", "Jonas", "Katya", "Liam")
_FAMILY = ("Okoro", "Lindqvist", "Marsh", "Petrova", "Delgado", "Whitcombe", "Haddad", "Novak", "Tanaka", "Brandt")


def main() -> int:
    """The command line; the exit code says whether all that must hold holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.run", description=__doc__.partition("\n")[0])
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--transport", type=Transport, choices=list(Transport), default=Transport.HTTP)
    parser.add_argument("--seed", type=int, default=1, help="of all that is random")
    parser.add_argument("--every", type=float, default=4.0, help="seconds between two kills, on average")
    parser.add_argument("--report", type=Path, help="a file that the figures are appended to, as a JSON line")
    args = parser.parse_args()
    verdict = run(
        submissions=args.submissions,
        kills=args.kills,
        database=args.database,
        transport=args.transport,
        seed=args.seed,
        every=args.every,
    )
    if args.report:
        with args.report.open("a", encoding="utf-8") as report:
            report.write(json.dumps({"database": args.database, "transport": args.transport} | asdict(verdict)) + "\n")
    print(f"database {args.database}, transport {args.transport}, {verdict.seconds:.0f} s, "  # noqa: T201
          f"wrong {verdict.wrong}, by DM {verdict.direct}, “Reading…” left {verdict.orphans}, "
          f"not read {verdict.unread}, given up by Slack {verdict.unacknowledged}")  # fmt: skip
    print(verdict.line())  # noqa: T201
    return 0 if verdict.good else 1


if __name__ == "__main__":
    sys.exit(main())
