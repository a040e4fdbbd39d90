"""How fast a team's Slack may be posted to.

Slack allows one message a second in a channel, and a limit for the whole workspace that it does not state. Here a
workspace has a few a second; where Slack asks to wait, everything of that team waits. One `Pace` serves a process; it
reads no clock of its own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

CHANNEL_APART = timedelta(seconds=1.1)
"""Between two messages to one channel. Source: “Rate limits”, Slack's documentation: one a second."""

TEAM_A_SECOND = 4.0
TEAM_BURST = 8.0

REACHED_FOR = timedelta(seconds=10)
"""For so long after an answer Slack is taken to be up."""

_REMEMBERED = 50_000


class Pace:
    """Remembers what was sent lately. Safe for several threads."""

    def __init__(self, a_second: float = TEAM_A_SECOND, burst: float = TEAM_BURST) -> None:
        self._a_second = a_second
        self._burst = burst
        self._lock = threading.Lock()
        self._held: dict[str, datetime] = {}
        self._tokens: dict[str, tuple[float, datetime]] = {}
        self._channels: OrderedDict[tuple[str, str], datetime] = OrderedDict()
        self._reached: dict[str, datetime] = {}

    def team_free(self, team: str, now: datetime) -> bool:
        """Whether a team may be posted to at all."""
        with self._lock:
            return self._held.get(team, now) <= now and self._budget(team, now) >= 1.0

    def channel_free_at(self, team: str, channel: str, now: datetime) -> datetime:
        """When a channel may be posted to; `now` or later."""
        with self._lock:
            last = self._channels.get((team, channel))
            return now if last is None or last > now else max(now, last + CHANNEL_APART)

    def sent(self, team: str, channel: str, now: datetime) -> None:
        """A message was posted."""
        with self._lock:
            self._tokens[team] = (self._budget(team, now) - 1.0, now)
            self._channels[team, channel] = now
            self._channels.move_to_end((team, channel))
            self._reached[team] = now
            while len(self._channels) > _REMEMBERED:
                self._channels.popitem(last=False)

    def hold(self, team: str, until: datetime) -> None:
        """Slack asked to wait, or has a fault."""
        with self._lock:
            self._held[team] = max(until, self._held.get(team, until))
            self._reached.pop(team, None)

    def lost(self, team: str) -> None:
        """Slack did not answer."""
        with self._lock:
            self._reached.pop(team, None)

    def reached_lately(self, team: str, now: datetime) -> bool:
        """Whether Slack answered a post of the team a moment ago."""
        with self._lock:
            last = self._reached.get(team)
            return last is not None and timedelta() <= now - last < REACHED_FOR

    def _budget(self, team: str, now: datetime) -> float:
        tokens, at = self._tokens.get(team, (self._burst, now))
        return min(self._burst, tokens + max(0.0, (now - at).total_seconds()) * self._a_second)
