"""`make bench`: the figures of acks, cards, throughput, search, digests and extraction in one run, as one table.

    .venv/bin/python -m benchmarks [--only load search digests speed] [--scale 1.0]

Takes about a quarter of an hour on 2 idle cores. What is measured, and how, stands in each of the modules that it
runs. The figures also go to benchmarks/latest.json, with the machine that they are of; a busy machine spoils them, so
the load before the run is written down as well.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import digest_bench, load_bench, search_bench
from benchmarks.load_bench import Figure, table

LATEST = Path(__file__).parent / "latest.json"


def load(scale: float) -> list[Figure]:
    """Acks, cards, throughput, and a long queue."""
    return load_bench.measure(scale=scale)


def search(scale: float) -> list[Figure]:
    """What a desk asks, on SQLite; `benchmarks.search_bench` has PostgreSQL and a million quotes."""
    quotes = max(1000, round(100_000 * scale))
    with tempfile.TemporaryDirectory(prefix="pq-bench-") as folder:
        figures = search_bench.run(f"sqlite:///{Path(folder) / 'search.sqlite3'}", quotes, 60)
    return [
        Figure(what=f"search p95, {quotes:,} quotes: {name}", value=figure.p95 / 1000, unit="s", target=0.1)
        for name, figure in figures.items()
    ]


def digests(scale: float) -> list[Figure]:
    """Digests due in one minute, on SQLite; `benchmarks.digest_bench` has PostgreSQL and 10,000."""
    schedules = max(100, round(2000 * scale))
    with tempfile.TemporaryDirectory(prefix="pq-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'digests.sqlite3'}"
        measured = digest_bench.measure(
            url, schedules=schedules, teams=max(10, schedules // 50), articles=20, workers=1
        )
    a_thousand = measured.claimed_and_composed_s / schedules * 1000
    return [
        Figure(what=f"1,000 digests due at once, of {schedules:,}", value=a_thousand, unit="s", target=6.0),
        Figure(
            what="a tick with nothing due, median", value=measured.idle_tick_median_ms / 1000, unit="s", target=0.005
        ),
    ]


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
