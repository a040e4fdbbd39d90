"""Whether robots.txt lets us read a page, where the newsroom has chosen to follow it (RFC 9309)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from protego import Protego

KEPT_SECONDS = 3600.0
MAX_BYTES = 500 * 1024  # what RFC 9309 asks a reader to take at least

Read = Callable[[str], tuple[int, bytes]]


class Robots:
    """The robots.txt of the sites asked lately; each is kept for an hour. Safe in threads."""

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, Protego]] = {}

    def allows(self, origin: str, url: str, read: Read) -> bool:
        """Whether we may read `url`.

        Args:
            origin: scheme, host and port of the site.
            url: the page.
            read: gets the robots.txt of an origin: its status and bytes. What it raises goes through.
        """
        with self._lock:
            kept = self._kept.get(origin)
        if kept is None or kept[0] < time.monotonic():
            kept = (time.monotonic() + KEPT_SECONDS, Protego.parse(_rules(*read(origin))))
            with self._lock:
                if len(self._kept) >= 1024:
                    self._kept.clear()
                self._kept[origin] = kept
        return kept[1].can_fetch(url, self._agent)


def _rules(status: int, body: bytes) -> str:
    if status >= 500:  # "unreachable": everything is off limits (RFC 9309, 2.3.1.4)
        return "User-agent: *\nDisallow: /"
    if status >= 300:  # "unavailable": nothing is
        return ""
    return body[:MAX_BYTES].decode("utf-8", "replace")
