"""What the worker and the services need from outside, as protocols. The entry points give the real ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.cards import Outcome
from bot.submission import FileRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a submission's answer goes."""

    team: str
    submission_id: int
    code: str  # the correlation code, in the log from event to post
    user: str | None
    channel: str | None
    message_ts: str | None
    thread_ts: str | None
    response_url: str | None
    result_channel: str | None = None  # where an answer stands already
    result_ts: str | None = None  # the answer that stands already; a repeat updates it


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where an answer was put. `ts` is None where Slack gives none (a response_url)."""

    channel: str | None
    ts: str | None


class Messenger(Protocol):
    """Tells the journalist. Each method may raise `RetryLater`; none posts twice for one destination."""

    def reading(self, to: Destination) -> Posted | None:
        """More than 5 seconds have gone by: a "Reading…" reply, which becomes the result."""

    def deliver(self, to: Destination, outcome: Outcome) -> Posted:
        """Posts the result, or updates the answer that stands already, and sets the reaction."""


class FileFetcher(Protocol):
    """Gets a file out of Slack, with the bot's token, from Slack's own hosts alone."""

    def fetch(self, team: str, file: FileRef) -> tuple[bytes, str]:
        """The file's bytes and its name.

        Raises:
            NotReadable: the file is gone, too large, or not to be had.
            RetryLater: a passing fault.
        """
