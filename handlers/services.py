"""What the listeners need of the services. The entry points give the real ones; tests may give their own.

What always holds here: a method that stores something has committed it when it returns, so a listener may ack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.submission import NewSubmission


class Services(Protocol):
    """One object for all listeners, made once for a process; safe to call from several threads."""

    def accept(self, given: Sequence[NewSubmission]) -> Sequence[NewSubmission]:
        """Commits what was given; returns what is new, without what a redelivery gave again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, where."""

    team: str
    user: str
    channel: str | None = None
