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
import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select

from benchmarks.figures import Figure, table
from benchmarks.newsroom import PATIENCE, Running, article, bot, postgresql, short
from bot.sandbox import Message
from bot.sandbox.state import Delivery
from bot.submission import Via
from config.settings import Transport
from storage.models import Submission

TEAMS = 8
SLACK_WAITS = 3.0

TARGETS = {"ack p99": 0.1, "card median": 1.5, "two workers": 1.8}


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


PARTS: dict[str, Callable[[float], list[Figure]]] = {"acks": acks, "card": card, "rate": rate, "backlog": backlog}


def measure(parts: Sequence[str] = tuple(PARTS), scale: float = 1.0) -> list[Figure]:
    """Measures some of it or all."""
    return [figure for part in parts for figure in PARTS[part](scale)]


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
