"""How long the desk waits for an answer: fills a database with quotes and asks what a desk asks.

    .venv/bin/python -m benchmarks.search_bench --quotes 1000000 --url sqlite:////tmp/bench.sqlite3

The words follow Zipf's law over a made-up vocabulary, with 5 % of all quotes in other teams, so that some words are
everywhere and most are rare. Prints a table with median, p95
and p99 in milliseconds for each kind of question, and the processor time that it took.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, text

from bot.findings import SearchPage
from bot.services import people, search
from bot.services.desk import Desk
from bot.services.names import fold, spelling_key
from bot.services.search import Asked
from storage import migrate
from storage import search as index
from storage.database import Database
from storage.models import Article, Person, PersonWord, Quote, Workspace

TEAM = "T0BENCH"
OTHERS = ("T0OTHER1", "T0OTHER2")
END = datetime(2026, 1, 1, tzinfo=UTC)
YEARS = 5
PER_ARTICLE = 8
WORDS = 30_000
PEOPLE = 20_000
OUTLETS = ("Reuters", "The Harbour Post", "Daily Tide", "AP", "AFP", "The Gazette")
LOT = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Milliseconds."""

    median: float
    p95: float
    p99: float
    cpu_p95: float  # of this process alone: what the wait would be on a machine that does nothing else (SQLite)


def vocabulary(rng: random.Random) -> list[str]:
    """Made-up words, the most common first."""
    syllables = [a + b for a in "bdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
    made: dict[str, None] = {}
    while len(made) < WORDS:
        made["".join(rng.choices(syllables, k=rng.choice((1, 2, 2, 3, 3, 4))))] = None
    return sorted(made, key=len)


def fill(database: Database, quotes: int, rng: random.Random) -> list[str]:
    """Puts `quotes` quotes into the database, and returns the vocabulary."""
    words = vocabulary(rng)
    weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    with database.engine.begin() as connection:
        _everything(connection)
        for team in (TEAM, *OTHERS):
            connection.execute(insert(Workspace).values(team_id=team, installed_at=END))
    names = _people(database, words, rng)
    started = time.perf_counter()
    for lot in _lots(quotes, words, weights, names, rng):
        with database.engine.begin() as connection:
            _everything(connection)
            for table, rows in lot:
                connection.execute(insert(table), rows)
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
        if database.is_sqlite:
            connection.execute(text("INSERT INTO quote_terms (quote_terms) VALUES ('optimize')"))
    print(f"filled with {quotes:,} quotes in {time.perf_counter() - started:.0f} s")
    return words


def _everything(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('pullquote.team', '*', true)"))


def _people(database: Database, words: list[str], rng: random.Random) -> dict[str, list[tuple[int, str]]]:
    names: dict[str, list[tuple[int, str]]] = {}
    number = itertools.count(1)
    for team in (TEAM, *OTHERS):
        names[team] = [
            (next(number), " ".join(w.capitalize() for w in rng.sample(words[2000:], 2))) for _ in range(PEOPLE)
        ]
        with database.engine.begin() as connection:
            _everything(connection)
            for lot in itertools.batched(names[team], LOT):
                rows: list[dict[str, Any]] = [
                    {"team_id": team, "id": i, "name": n, "name_key": fold(n), "spelling_key": spelling_key(n),
                     "type": "person", "created_at": END} for i, n in lot
                ]  # fmt: skip
                connection.execute(insert(Person), rows)
                found = [{"team_id": team, "word": w, "person_id": i} for i, n in lot for w in set(fold(n).split())]
                connection.execute(insert(PersonWord), found)
    return names


def _lots(
    quotes: int, words: list[str], weights: list[float], names: dict[str, list[tuple[int, str]]], rng: random.Random
) -> Iterator[list[tuple[type, list[dict[str, Any]]]]]:
    span = timedelta(days=365 * YEARS) / max(quotes, 1)
    keys = {outlet: index.outlet_key(outlet) for outlet in OUTLETS}
    article = 0
    for start in range(0, quotes, LOT):
        articles: list[dict[str, Any]] = []
        rows: list[dict[str, Any]] = []
        for number in range(start, min(start + LOT, quotes)):
            if number % PER_ARTICLE == 0:
                article += 1
                team = TEAM if rng.random() > 0.05 else rng.choice(OTHERS)
                outlet, at = rng.choice(OUTLETS), END - timedelta(days=365 * YEARS) + number * span
                articles.append(_article(team, article, outlet, at))
            person = names[team][min(int(rng.paretovariate(0.6)) - 1, PEOPLE - 1)]
            said = " ".join(rng.choices(words, cum_weights=weights, k=rng.randint(5, 40)))
            rows.append(_quote(team, article, number % PER_ARTICLE, said, person, keys[outlet], at))
        yield [(Article, articles), (Quote, rows)]


def _article(team: str, number: int, outlet: str, at: datetime) -> dict[str, Any]:
    return {
        "team_id": team, "id": number, "text": "", "content_hash": str(number), "title": f"Article {number}",
        "authors": [], "agencies": [], "published": at, "published_has_time": True, "outlet": outlet,
        "url": f"https://news.example/{number}", "language": "en", "kind": "article", "words": 700, "notes": [],
        "added_at": at, "read_at": at, "extracted_at": at,
    }  # fmt: skip


def _quote(
    team: str, article: int, position: int, said: str, person: tuple[int, str], outlet: str | None, at: datetime
) -> dict[str, Any]:
    return {
        "team_id": team, "article_id": article, "position": position, "text": said, "start": 0, "end": len(said),
        "kind": "direct", "paragraph": 1, "confidence": 0.9, "state": "shown", "speaker": person[1],
        "person_id": person[0], "speaker_found": person[1], "outlet_key": outlet, "published_at": at, "added_at": at,
    }  # fmt: skip


def questions(words: list[str], names: list[str], rng: random.Random) -> dict[str, Callable[[Desk], object]]:
    """What a desk asks; each call asks something new."""

    def word(low: int, high: int) -> str:
        return words[rng.randrange(low, high)]

    def ask(make: Callable[[], Asked], page: int = 0) -> Callable[[Desk], SearchPage]:
        return lambda desk: search.search(desk, TEAM, make(), page=page)

    recent = END - timedelta(days=7)
    return {
        "a common word": ask(lambda: Asked(words=word(0, 20))),
        "a word": ask(lambda: Asked(words=word(20, 2_000))),
        "a rare word": ask(lambda: Asked(words=word(5_000, WORDS))),
        "two words": ask(lambda: Asked(words=f"{word(0, 200)} {word(0, 200)}")),
        "a phrase": ask(lambda: Asked(words='"' + " ".join(rng.sample(words[:50], 2)) + '"')),
        "a beginning": ask(lambda: Asked(words=word(2_000, WORDS)[:4] + "*")),
        "a common word, this week": ask(lambda: Asked(words=word(0, 20), since=recent)),
        "a common word, an outlet": ask(lambda: Asked(words=word(0, 20), outlet="Daily Tide")),
        "a common word, by somebody": ask(lambda: Asked(words=word(0, 20), person=rng.choice(names[:200]))),
        "a word, by somebody rare": ask(lambda: Asked(words=word(0, 200), person=rng.choice(names[5_000:]))),
        "somebody": ask(lambda: Asked(person=rng.choice(names[:2_000]))),
        "somebody much quoted, page 5": ask(lambda: Asked(person=names[0]), page=4),
        "a common word, page 15": ask(lambda: Asked(words=word(0, 20)), page=14),
        "a misspelt name": lambda desk: people.find(desk, TEAM, _misspelt(rng.choice(names), rng)),
        "top of the week": lambda desk: search.top(desk, TEAM, since=recent),
        "top of the month": lambda desk: search.top(desk, TEAM, since=END - timedelta(days=31)),
    }


def _misspelt(name: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(name) - 1)
    return name[:place] + rng.choice("aeiou") + name[place + 1 :]


def measure(ask: Callable[[Desk], object], desk: Desk, times: int) -> Figures:
    """Milliseconds of `times` calls, after a few to warm up."""
    took, worked = [], []
    for number in range(times + 5):
        started, worked_before = time.perf_counter(), time.process_time()
        try:
            ask(desk)
        except Exception as error:
            if type(error).__name__ != "UserError":  # nobody by that name: an answer as well
                raise
        if number >= 5:
            took.append(1000 * (time.perf_counter() - started))
            worked.append(1000 * (time.process_time() - worked_before))
    cuts = statistics.quantiles(took, n=100)
    cpu = statistics.quantiles(worked, n=100)
    return Figures(median=cuts[49], p95=cuts[94], p99=cuts[98], cpu_p95=cpu[94])


def run(url: str, quotes: int, times: int) -> dict[str, Figures]:
    """Fills the database at `url` where it is empty, asks, and returns the figures by kind of question."""
    rng = random.Random(7)
    migrate.upgrade(url)
    database = Database(url)
    with database.read_across_teams() as session:
        filled = session.scalar(select(Quote.id).limit(1)) is not None
    words = vocabulary(random.Random(7)) if filled else fill(database, quotes, rng)
    with database.read(TEAM) as session:
        names = list(session.scalars(select(Person.name).order_by(Person.id).limit(PEOPLE)))
    desk = Desk(database=database)
    figures = {name: measure(ask, desk, times) for name, ask in questions(words, names, random.Random(11)).items()}
    database.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=100, help="questions of each kind")
    parser.add_argument("--url", required=True, help="the database; filled if it is empty")
    asked = parser.parse_args()
    figures = run(asked.url, asked.quotes, asked.times)
    print(f"{'question':32} {'median':>8} {'p95':>8} {'p99':>8} {'cpu p95':>8}  ms")
    for name, figure in figures.items():
        print(f"{name:32} {figure.median:8.1f} {figure.p95:8.1f} {figure.p99:8.1f} {figure.cpu_p95:8.1f}")


if __name__ == "__main__":
    main()
