"""`make chaos`: the real processes, killed with -9 again and again, on a Slack that misbehaves.

What must hold in the end: each message whose event the bot acknowledged has exactly one answer in its thread, the
result or a clear failure; and each result is of the article that was given there. Ends with one line:

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

from bot.sandbox import Channel, LocalSlack, Message, Timing
from bot.sandbox.state import Delivery
from config.manifest import manifest
from config.settings import Settings, Transport
from storage import migrate
from tests.chaos.postgres import Postgres, postgres
from tests.chaos.troubles import FullDisk, SlackFaults, Supervised, Troublemaker
from tests.support.database import Server, make_role

CHANNELS = 12
PATIENCE = 900.0
"""Seconds that the bot has, once the troubles are over, to answer what is still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One article that was given."""

    number: int
    message: Message
    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How the run ended."""

    submissions: int
    kills: int
    faults: int
    lost: int
    double: int
    wrong: int  # an answer that is no answer to what was asked
    direct: int  # answered by DM: whether the thread had its answer could not be found out, and it had none
    unacknowledged: int  # given up by Slack after its retries: not ours to answer
    seconds: float

    def line(self) -> str:
        """The one line."""
        return (
            f"submissions {self.submissions}, kills {self.kills}, faults {self.faults}, "
            f"lost {self.lost}, double {self.double}"
        )

    @property
    def good(self) -> bool:
        """Whether all that must hold holds."""
        return not (self.lost or self.double or self.wrong)


def article(number: int) -> str:
    """A short article that no other is like."""
    name = f"{_GIVEN[number % len(_GIVEN)]} {_FAMILY[number // len(_GIVEN) % len(_FAMILY)]}"
    return (
        f"Item {number}: harbour board meets again\n\n"
        f"The harbour board met on Tuesday to hear case number {number} of the year, and put its answer off.\n\n"
        f'"We will hear case {number} in full," said {name}, who chairs the board. "Nobody is sent home."\n\n'
        f"{name.split()[-1]} said that a decision on case {number} would be made before the spring.\n"
    )


def run(*, submissions: int, kills: int, database: str, transport: Transport, seed: int, every: float) -> Verdict:
    """One chaos run."""
    began = time.monotonic()
    chance = random.Random(seed)
    # Slack's retries a minute and five minutes later come after 12 seconds and a minute.
    timing = Timing(scale=0.2)
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
        _wait_until_listening(slack, transport, port)

        faults, disk = SlackFaults(slack, chance), FullDisk(processes, folder)
        others = [(0.9, faults.strike), (0.5, faults.strike)]
        if database == "sqlite":
            others.append((0.05, lambda: _for_a_moment(disk.fill, disk.empty)))
        elif store.server is not None:
            others.append((0.04, store.server.restart))
        trouble = Troublemaker(processes, kills=kills, every=every, others=others, chance=chance)
        trouble.start()
        asked = list(_ask(slack, submissions, trouble, seconds=kills * every, chance=chance))
        trouble.done.wait()
        slack.clear_faults()
        disk.empty()
        slack.wait_idle(timeout=PATIENCE)
        _wait_for_answers(slack, asked)
        kept = disk.times + store.restarts
        return _judge(slack, asked, trouble.killed, faults.planned + kept, time.monotonic() - began)


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


def _wait_for_answers(slack: LocalSlack, asked: list[Asked]) -> None:
    """Until each acknowledged one is answered, or patience ends; the verdict then says which are lost."""
    open_ones = [one for one in asked if one.delivery.acked]

    def all_answered(_: object) -> bool:
        open_ones[:] = [one for one in open_ones if not _finished(one)]
        return not open_ones

    with contextlib.suppress(TimeoutError):
        slack.wait_for(all_answered, timeout=PATIENCE)


def _finished(one: Asked) -> bool:
    return bool({"white_check_mark", "warning"} & set(one.message.reactions))


def _judge(slack: LocalSlack, asked: list[Asked], kills: int, faults: int, seconds: float) -> Verdict:
    lost = double = wrong = direct = 0
    by_dm = "\n".join(m.text for m in slack.messages(slack.dm("mia")) if m.bot_id)
    for one in asked:
        answers = [m for m in slack.thread(one.message) if m.bot_id]
        if not answers and f"Item {one.number}:" in by_dm:
            direct += 1
            continue
        if not answers or not _finished(one):
            lost += one.delivery.acked
            what = "lost" if one.delivery.acked else ""
        elif len(answers) > 1:
            double += 1
            what = "double"
        elif f"Item {one.number}:" not in answers[0].text and "Not read" not in answers[0].text:
            wrong += 1
            what = "wrong"
        else:
            continue
        if what:
            _tell(what, one, answers)
    return Verdict(
        submissions=len(asked),
        kills=kills,
        faults=faults,
        lost=lost,
        double=double,
        wrong=wrong,
        direct=direct,
        unacknowledged=sum(not one.delivery.acked for one in asked),
        seconds=round(seconds, 1),
    )


def _tell(what: str, one: Asked, answers: list[Message]) -> None:
    """What there is to find out why."""
    said = [(answer.ts, answer.text[:60]) for answer in answers]
    print(f"{what}: item {one.number}, asked at {one.message.ts}, reactions {list(one.message.reactions)}, {said}",  # noqa: T201
          file=sys.stderr)  # fmt: skip


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


def _wait_until_listening(slack: LocalSlack, transport: Transport, port: int) -> None:
    if transport is Transport.SOCKET:
        slack.wait_connected(timeout=PATIENCE)
        return
    deadline = time.monotonic() + PATIENCE
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
          f"wrong {verdict.wrong}, by DM {verdict.direct}, given up by Slack {verdict.unacknowledged}")  # fmt: skip
    print(verdict.line())  # noqa: T201
    return 0 if verdict.good else 1


if __name__ == "__main__":
    sys.exit(main())
