"""Waits for what another thread or process does, with a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable

DEADLINE = 60.0


def eventually(holds: Callable[[], bool], *, within: float = DEADLINE, what: str = "so") -> None:
    """Returns as soon as `holds` does; fails after `within` seconds."""
    until = time.monotonic() + within
    while not holds():
        if time.monotonic() > until:
            raise AssertionError(f"still not {what} after {within} s")
        time.sleep(0.01)
