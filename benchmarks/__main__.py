"""`make bench`: the figures of acks, cards, throughput, search, digests and extraction in one run, as one table.

    .venv/bin/python -m benchmarks [--only load search digests speed] [--scale 1.0]

Takes about a quarter of an hour on 2 idle cores. What is measured, and how, stands in each of the modules that it
runs. The figures also go to benchmarks/latest.json, with the machine that they are of; a busy machine spoils them, so
the load before the run is written down as well.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import structlog

from benchmarks import digest_bench, load_bench, search_bench
from benchmarks.figures import Figure, table
from benchmarks.newsroom import postgresql

LATEST = Path(__file__).parent / "latest.json"


def load(scale: float) -> list[Figure]:
    """Acks, cards, throughput, and a long queue."""
    return load_bench.measure(scale=scale)


def search(scale: float) -> list[Figure]:
    """What a desk asks of a million quotes, on both databases."""
    quotes = max(1000, round(1_000_000 * scale))
    figures = []
    for database, store in _stores():
        with store as url:
            print(f"  … {quotes:,} quotes, {database}", file=sys.stderr, flush=True)
            for name, figure in search_bench.run(url, quotes, 60).items():
                what = f"search p95, {database}: {name}"
                figures.append(Figure(what=what, value=figure.p95 / 1000, unit="s", target=0.05))
    return figures


def digests(scale: float) -> list[Figure]:
    """Digests due in one minute, and a tick with nothing due, on both databases."""
    schedules = max(100, round(10_000 * scale))
    figures = []
    for database, store in _stores():
        with store as url:
            print(f"  … {schedules:,} digests, {database}", file=sys.stderr, flush=True)
            workers = 1 if database == "sqlite" else 2
            measured = digest_bench.measure(
                url, schedules=schedules, teams=max(10, schedules // 50), articles=20, workers=workers
            )
            figures += [
                Figure(what=f"{schedules:,} digests due at once, {database}", value=measured.claimed_and_composed_s,
                       unit="s", target=60.0),
                Figure(what=f"a tick with nothing due, median, {database}",
                       value=measured.idle_tick_median_ms / 1000, unit="s", target=0.005),
            ]  # fmt: skip
    return figures


def _stores() -> Iterator[tuple[str, AbstractContextManager[str]]]:
    """Each database's name, and an empty one of it to use and to drop."""
    yield "sqlite", _sqlite()
    yield "postgresql", postgresql()


@contextmanager
def _sqlite() -> Generator[str]:
    with tempfile.TemporaryDirectory(prefix="pq-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


def speed(scale: float) -> list[Figure]:
    """What finding quotes costs beside spaCy's own pass over the same texts; in a process with one thread."""
    rounds = max(1, round(5 * scale))
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", "--rounds", str(rounds)],
        env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    pass_, ours, ratio = (
        float(re.search(rf"^{name}:\s+([\d.]+)", told, re.MULTILINE)[1])  # type: ignore[index]
        for name in ("spaCy's own pass", "extract", "ratio")
    )
    return [
        Figure(what="spaCy's own pass, a token", value=pass_, unit="µs"),
        Figure(what="extract, a token", value=ours, unit="µs"),
        Figure(what="extract to spaCy's own pass", value=ratio, unit="x"),
    ]


PARTS: dict[str, Callable[[float], list[Figure]]] = {
    "load": load, "search": search, "digests": digests, "speed": speed,
}  # fmt: skip


def run(parts: Sequence[str], scale: float) -> list[Figure]:
    """Measures, one part after the other, and says which."""
    figures = []
    for part in parts:
        began = time.monotonic()
        print(f"{part} …", file=sys.stderr, flush=True)
        figures += PARTS[part](scale)
        print(f"{part}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), metavar="PART")
    parser.add_argument("--scale", type=float, default=1.0, help="of all counts")
    asked = parser.parse_args()
    busy = os.getloadavg()[0]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    began = datetime.now(UTC)
    figures = run(asked.only, asked.scale)
    print(
        f"{os.cpu_count()} cores, load before the run {busy:.1f}, Python {platform.python_version()}\n{table(figures)}"
    )
    LATEST.write_text(
        json.dumps(
            {
                "at": began.isoformat(timespec="seconds"),
                "seconds": round((datetime.now(UTC) - began).total_seconds()),
                "cores": os.cpu_count(),
                "load_before": round(busy, 2),
                "python": platform.python_version(),
                "scale": asked.scale,
                "figures": [asdict(figure) | {"good": figure.good} for figure in figures],
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n",
        encoding="utf-8",
    )
    print(f"Written to {LATEST}.", file=sys.stderr)


if __name__ == "__main__":
    main()
