"""What Prometheus is told: counts and durations, never a word of copy, never a name.

Listener and worker are separate processes. Under `run` they share a folder (PROMETHEUS_MULTIPROC_DIR, which has to be
set before this module is imported) and the listener's /metrics speaks for both; a worker alone has /metrics of its own
at `PULLQUOTE_METRICS_PORT`. What stands in the database (the queue, late digests) is looked up when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from storage.database import Database
from storage.monitoring import depths, late_digests

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"

ACK_SECONDS = Histogram(
    "pullquote_ack_seconds",
    "From Slack's request to our ack, by the kind of request",
    ["kind"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3),
)
READING_SECONDS = Histogram(
    "pullquote_reading_seconds",
    "Fetching and reading what was given, by how it was given",
    ["given"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20),
)
EXTRACTION_SECONDS = Histogram(
    "pullquote_extraction_seconds",
    "Finding people and quotes in one article",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
ANSWER_SECONDS = Histogram(
    "pullquote_answer_seconds",
    "From a submission's acceptance to its answer in Slack",
    buckets=(0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200),
)
OUTCOMES = Counter("pullquote_outcomes_total", "Submissions answered, by what came of them", ["outcome"])
SLACK_ERRORS = Counter("pullquote_slack_errors_total", "Calls that Slack refused or failed, by its error", ["error"])


class StoreCollector(Collector):
    """Looks up, when asked, what stands in the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges; none where the database is away, which /readyz tells."""
        try:
            now = self._clock.now()
            waiting, late = depths(self._database, now), late_digests(self._database, now)
        except SQLAlchemyError:
            return
        count = GaugeMetricFamily("pullquote_queue_depth", "Open submissions", labels=["priority", "state"])
        age = GaugeMetricFamily("pullquote_queue_age_seconds", "Age of the oldest open submission", labels=["priority"])
        oldest: dict[str, float] = {"interactive": 0.0, "bulk": 0.0}
        for depth in waiting:
            count.add_metric([depth.priority, depth.state], depth.count)
            oldest[depth.priority] = max(oldest[depth.priority], depth.oldest_seconds)
        for priority, seconds in oldest.items():
            age.add_metric([priority], seconds)
        yield count
        yield age
        yield GaugeMetricFamily("pullquote_digests_late", "Digests due for over a minute and not begun", value=late)


def exposition(store: StoreCollector | None) -> bytes:
    """All of it in Prometheus' text format."""
    registry = CollectorRegistry()
    if FOLDER_VARIABLE in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        numbers = generate_latest(registry)
    else:
        numbers = generate_latest(REGISTRY)
    if store is None:
        return numbers
    looked_up = CollectorRegistry()
    looked_up.register(store)
    return numbers + generate_latest(looked_up)
