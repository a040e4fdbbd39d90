"""Where time comes from. Nothing else in the project asks the system for the time of day, so tests can set it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time; aware, in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock for tests and simulations: it stands until it is moved."""

    time: datetime

    def now(self) -> datetime:
        return self.time

    def advance(self, by: timedelta) -> None:
        """Moves the clock on by `by`."""
        self.time += by
