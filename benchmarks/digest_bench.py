"""How long 10,000 digests take that are due in one minute, and how long a tick takes when nothing is.

    .venv/bin/python -m benchmarks.digest_bench                          SQLite
    .venv/bin/python -m benchmarks.digest_bench --url postgresql://…     PostgreSQL, `--workers 2` on two cores

Claimed, composed from the newsrooms' own articles and rendered into Slack's blocks, ready in the outbox; sending is
bound by Slack's rates and not measured here. Every schedule covers a day; some have filters.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import Any, cast

import structlog
from sqlalchemy import Connection, func, insert, select, text

from bot.clock import FixedClock
from bot.ports import Noticeboard
from bot.scheduler import Ticker
from bot.services.desk import Desk
from config.settings import load_settings
from handlers.noticeboard import SlackBoard
from storage import migrate
from storage.database import Database
from storage.models import Appearance, Article, Person, Quote, Workspace
from storage.schedules import DigestRun, DigestSchedule, OutboxPost
from tests.simulation.copy import PEOPLE, Writer

DUE = datetime(2026, 3, 30, 7, tzinfo=UTC)  # 08:00 in London
FORTNIGHT = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured; seconds, and milliseconds for a tick."""

    database: str
    schedules: int
    teams: int
    articles_a_day: int
    workers: int
    claimed_and_composed_s: float
    processor_s: float  # of all workers: what it took of the machine, however busy that was
    idle_tick_median_ms: float
    idle_tick_p95_ms: float
    idle_tick_processor_ms: float


def fill(database: Database, schedules: int, teams: int, articles: int) -> None:
    """Newsrooms with a fortnight of articles, and schedules that are all due at the same minute."""
    rng = random.Random(1)
    with database.engine.begin() as connection:
        _everything(connection)
        for team in range(teams):
            connection.execute(insert(Workspace).values(team_id=_team(team), installed_at=DUE))
    for number in range(teams):
        _newsroom(database, number, articles)
    per_team = -(-schedules // teams)
    rows = [_schedule(_team(i // per_team), i, rng) for i in range(schedules)]
    for lot in batched(rows, 2_000):
        with database.engine.begin() as connection:
            _everything(connection)
            connection.execute(insert(DigestSchedule), list(lot))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _newsroom(database: Database, number: int, articles: int) -> None:
    team, offset = _team(number), number * 100_000
    people = {name: offset + i + 1 for i, (name, _) in enumerate(PEOPLE)}
    written = Writer(number, ["UED", "UMIA"]).articles(articles * FORTNIGHT, DUE - timedelta(days=FORTNIGHT), DUE)
    lots: dict[type, list[dict[str, Any]]] = {Person: [], Article: [], Appearance: [], Quote: []}
    for name, person in people.items():
        lots[Person].append({"team_id": team, "id": person, "name": name, "name_key": name.lower(),
                             "spelling_key": name.lower(), "type": "person", "created_at": DUE})  # fmt: skip
    for i, article in enumerate(written):
        key = offset + i + 1
        lots[Article].append({
            "team_id": team, "id": key, "text": article.text, "content_hash": str(key), "title": article.title,
            "authors": [], "agencies": [], "published": article.at, "published_has_time": True,
            "outlet": article.outlet, "url": f"https://news.example/{key}", "language": "en", "kind": "article",
            "words": 200, "notes": [], "added_by": article.added_by, "added_at": article.at, "read_at": article.at,
            "extracted_at": article.at,
        })  # fmt: skip
        for place, (speaker, words) in enumerate(article.said):
            lots[Appearance].append({
                "team_id": team, "article_id": key, "person_id": people[speaker], "position": place, "name": speaker,
                "role": "speaker", "salience": 0.8, "key": True, "aliases": [], "mentions": [],
            })  # fmt: skip
            lots[Quote].append({
                "team_id": team, "article_id": key, "position": place, "text": words, "start": 0, "end": len(words),
                "kind": "direct", "paragraph": 1, "confidence": 0.9, "state": "shown", "speaker": speaker,
                "person_id": people[speaker], "speaker_found": speaker, "published_at": article.at,
                "added_at": article.at,
            })  # fmt: skip
    with database.engine.begin() as connection:
        _everything(connection)
        for table, rows in lots.items():
            connection.execute(insert(table), rows)


def _schedule(team: str, number: int, rng: random.Random) -> dict[str, Any]:
    filters: dict[str, list[Any]] = {"people": [], "words": [], "outlets": [], "added_by": []}
    if number % 5 == 1:
        filters["words"] = [rng.choice(["council", "harbour wall", "ferry", "library"])]
    elif number % 5 == 2:
        filters["outlets"] = ["Bay Courier", "Tideline"]
    return {
        "team_id": team, "channel": f"C{number:08}", "owner": "UED", "weekdays": "mon,tue,wed,thu,fri",
        "times": "08:00", "zone": "Europe/London", "filters": filters, "on_empty": "say", "state": "active",
        "pauses": 0, "next_slot": "2026-03-30T08:00", "next_run_at": DUE, "covered_until": DUE - timedelta(days=1),
        "created_at": DUE, "changed_at": DUE,
    }  # fmt: skip


def claim_and_compose(url: str, number: int) -> None:
    """What one worker process does until nothing is left."""
    _quiet()
    database = Database(url)
    ticker = _ticker(database, FixedClock(DUE + timedelta(seconds=5)))
    while ticker.prepare():
        pass
    ticker.close()
    database.close()


def idle_ticks(database: Database, count: int = 400) -> list[float]:
    """Milliseconds of each of so many ticks, with thousands of schedules of which none is due."""
    # After the sweep of the first hour, and before any slot or post is due.
    ticker = _ticker(database, FixedClock(DUE - timedelta(hours=1)))
    ticker.tick()
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        ticker.tick()
        taken.append((time.perf_counter() - began) * 1000)
    ticker.close()
    return taken


def measure(url: str, *, schedules: int, teams: int, articles: int, workers: int) -> Figures:
    """Fills the database at `url`, which has no tables yet, and measures."""
    migrate.upgrade(url)
    database = Database(url)
    fill(database, schedules, teams, articles)
    used = _processor_seconds()
    idle = sorted(idle_ticks(database))
    idle_processor = (_processor_seconds() - used) / len(idle) * 1000
    used, began = _processor_seconds(), time.perf_counter()
    if workers == 1:
        claim_and_compose(url, 0)
    else:
        context = multiprocessing.get_context("spawn")
        processes = [context.Process(target=claim_and_compose, args=(url, n)) for n in range(workers)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
    taken, used = time.perf_counter() - began, _processor_seconds() - used
    _check(database, schedules)
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    database.close()
    return Figures(
        database=kind,
        schedules=schedules,
        teams=teams,
        articles_a_day=articles,
        workers=workers,
        claimed_and_composed_s=round(taken, 1),
        processor_s=round(used, 1),
        idle_tick_median_ms=round(statistics.median(idle), 2),
        idle_tick_p95_ms=round(idle[int(len(idle) * 0.95)], 2),
        idle_tick_processor_ms=round(idle_processor, 2),
    )


def _processor_seconds() -> float:
    """Of this process and of those that it has waited for."""
    return sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))  # fmt: skip


def _check(database: Database, schedules: int) -> None:
    with database.read_across_teams() as session:
        runs = session.scalar(select(func.count(DigestRun.id)))
        posts = session.scalar(select(func.count(OutboxPost.id)))
    if (runs, posts) != (schedules, schedules):
        raise SystemExit(f"{schedules} schedules, but {runs} runs and {posts} posts")


def _ticker(database: Database, clock: FixedClock) -> Ticker:
    # Only renders: nothing is sent, so it needs no clients.
    board = cast(Noticeboard, SlackBoard(cast(Any, None)))
    return Ticker(desk=Desk(database=database, clock=clock), board=board, charts=True, threads=1)


def _team(number: int) -> str:
    return f"T{number:06}"


def _everything(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('pullquote.team', '*', true)"))


def _quiet() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))


def main() -> None:
    """Measures and prints a table, and with `--json` a line for other programs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--url", help="postgresql://… of an empty database; without it, a SQLite file of its own")
    parser.add_argument("--schedules", type=int, default=10_000)
    parser.add_argument("--teams", type=int, default=200)
    parser.add_argument("--articles", type=int, default=20, help="articles a day and team")
    parser.add_argument("--workers", type=int, help="processes; SQLite has one (default), PostgreSQL two")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    _quiet()
    with tempfile.TemporaryDirectory(prefix="pullquote-digests-") as folder:
        url = load_settings(database_url=given.url).database if given.url else f"sqlite:///{Path(folder) / 'd.sqlite3'}"
        workers = given.workers or (2 if given.url else 1)
        figures = measure(url, schedules=given.schedules, teams=given.teams, articles=given.articles, workers=workers)
    if given.json:
        print(json.dumps(asdict(figures)))
        return
    print(f"{figures.database}, {figures.workers} worker(s): {figures.schedules:,} schedules of {figures.teams} teams,")
    print(f"each team with {figures.articles_a_day} articles a day")
    taken, used = figures.claimed_and_composed_s, figures.processor_s
    print(f"  claimed and composed {taken:8.1f} s, goal 60 ({used} s of CPU)")
    print(
        f"  a tick, nothing due  {figures.idle_tick_median_ms:8.2f} ms, goal 5 "
        f"(p95 {figures.idle_tick_p95_ms}, {figures.idle_tick_processor_ms} ms of CPU)"
    )


if __name__ == "__main__":
    main()
