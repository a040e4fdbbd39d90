"""Slack's clocks, in one value, so that a test can turn minutes into milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds throughout. The defaults are Slack's own."""

    ack: float = 3.0  # how long a delivery may stay unanswered
    trigger: float = 3.0  # how long a trigger_id lives
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)  # before each new try of an event
    response_url: float = 1800.0  # how long a response_url lives
    response_url_uses: int = 5
    token: float = 43_200.0  # how long a rotating token lives
    scale: float = 1.0  # the waits before retries are multiplied by this
    now: Callable[[], float] = time.time  # for ages: triggers, response_urls, rate limits

    def retry_after(self, attempt: int) -> float | None:
        """Seconds to wait before try number `attempt` (1 is the first retry); None: no more."""
        return self.retries[attempt - 1] * self.scale if attempt <= len(self.retries) else None
