"""What the worker and the services need from outside, as protocols. The entry points give the real ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.cards import Outcome
from bot.digest.types import Digest
from bot.digest.watching import Alert
from bot.ingest.types import Reading
from bot.nlp.types import Extraction
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
    # A post was begun then, and the process was lost before it knew how that went. Before posting, look for the message
    # whose metadata carry `submission_id`, and update it where it is found.
    maybe_posted_at: datetime | None = None
    pending: int = 0  # other submissions of the same message that are still being read: the eyes stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where an answer was put. `ts` is None where Slack gives none (a response_url)."""

    channel: str | None
    ts: str | None


class Messenger(Protocol):
    """Tells the journalist. `deliver` may raise `RetryLater` or `NotTold`; it never posts twice for one destination."""

    def finds_again(self, channel: str) -> bool:
        """Whether Slack lets the bot look there for an answer of which it is not known whether it stands."""

    def reading(self, to: Destination) -> Posted | None:
        """A "Reading…" reply, which becomes the result; None where there is none, or Slack refuses it.

        Raises:
            RetryLater: a passing fault.
        """

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


class Reader(Protocol):
    """Makes an article of what was given. Says why not by a value, and never raises for what it reads."""

    def read_link(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Reading:
        """Fetches and reads a link; `NOT_MODIFIED` where the page is still the one of `etag` and `last_modified`."""

    def read_text(self, text: str) -> Reading:
        """Reads pasted text."""

    def read_file(self, data: bytes, name: str) -> Reading:
        """Reads a file's bytes; `name` tells its kind where the bytes do not."""


class Extractor(Protocol):
    """Finds the people and the quotes."""

    def extract(self, text: str) -> Extraction:
        """The people and quotes of an article's text; every offset points into `text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message ready for Slack: what screen readers say, and what is seen."""

    text: str
    blocks: tuple[dict[str, Any], ...] = ()


class Noticeboard(Protocol):
    """What is posted unasked: digests, alerts, a line to an owner. Renders, posts, and looks for what it posted.

    Every call for Slack may raise `RetryLater` (a passing fault; nothing was posted) and `Refused` (for good).
    """

    def digest(self, digest: Digest, *, schedule_id: int) -> tuple[Outgoing, ...]:
        """The message for the channel, then those for its thread."""

    def alert(self, alert: Alert) -> Outgoing:
        """A watch's find."""

    def notice(self, text: str) -> Outgoing:
        """One line to one person; `text` is ours."""

    def reachable(self, team: str) -> None:
        """Returns where Slack answers and takes the team's token; so that a post is not tried into an outage."""

    def post(
        self,
        team: str,
        message: Outgoing,
        *,
        mark: str,
        part: int,
        channel: str | None,
        user: str | None,
        thread_ts: str | None,
        picture: str | None = None,
        alt: str = "",
    ) -> Posted:
        """Posts to a channel, or to a user by DM. `picture` is a file's id, shown where the message has room for it.

        Raises:
            OutcomeUnknown: no answer came; it may stand or not.
        """

    def find(
        self,
        team: str,
        *,
        mark: str,
        part: int,
        channel: str | None,
        user: str | None,
        thread_ts: str | None,
        since: datetime,
    ) -> Posted | None:
        """The message with this mark and part, posted at or after `since`; None where it is surely not there.

        Raises:
            CannotLook: the bot may not read there.
        """

    def upload(self, team: str, data: bytes, *, name: str, alt: str) -> str:
        """Puts a picture into Slack, shared with nobody yet, and returns its id. Twice does no harm."""

    def zone(self, team: str, user: str) -> str | None:
        """The IANA time zone of a user; None where Slack does not say."""
