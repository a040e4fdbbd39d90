"""What a journalist gave: the value a listener parses out of Slack's payload, before anything is stored.

One submission is one thing to read. A message with three links is three submissions in one thread; they share the
event and differ in `event_key`, which is unique for a team, so that a redelivered event makes nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Via(StrEnum):
    """How an article was given."""

    MENTION = "mention"
    DM = "dm"
    MESSAGE_SHORTCUT = "message_shortcut"
    MODAL = "modal"
    COMMAND = "command"
    SAMPLE = "sample"
    READ_AGAIN = "read_again"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRef:
    """A file in Slack, before it is fetched."""

    id: str
    name: str
    mimetype: str
    url_private: str | None  # None where Slack wants files.info asked first (Slack Connect)
    size: int | None = None  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubmission:
    """One thing to read: exactly one of `link`, `text` and `file` is set."""

    team: str
    event_key: str  # unique in the team: "Ev0123:0"; stable across retries and redeliveries
    via: Via
    user: str | None
    link: str | None = None
    text: str | None = None
    file: FileRef | None = None
    channel: str | None = None  # where to answer; None: by DM to `user`
    message_ts: str | None = None  # the asking message, which gets the eyes
    thread_ts: str | None = None  # the thread to answer in; None: the asking message's own
    response_url: str | None = None  # of a slash command in a channel the bot is not in
