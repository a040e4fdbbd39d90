"""What can go wrong, in words fit for a journalist, each with a code fit for the log.

PullquoteError
├── UserError            the input is at fault; the message says what to do; never logged as an error
│   ├── NotReadable      no article could be made of what was given
│   └── NotAllowed       the person may not do that
├── RetryLater           a passing fault (Slack, a web server); the work is kept and tried again
├── NotTold              Slack refuses every way of answering; the work is kept, trying again is of no use
├── Refused              Slack refuses a post for good: no such channel, no token
├── OutcomeUnknown       Slack did not say whether a post was made
├── CannotLook           the bot may not read where it would have to look
└── ConfigurationError   a setting is missing or wrong; the process does not start
"""

from __future__ import annotations

import secrets


class PullquoteError(Exception):
    """Something went wrong that we know how to say."""

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or new_code()


class UserError(PullquoteError):
    """What was given can't be used."""


class NotReadable(UserError):
    """No article could be made of what was given."""


class NotAllowed(UserError):
    """The person may not do that."""


class RetryLater(PullquoteError):
    """A passing fault; `after` seconds from now a new try makes sense.

    `posted_nothing` is True where it is certain that Slack took no message: it refused (429, an error code), or was
    never reached. After a time-out it may have taken it, and the next try looks first. `too_fast` is True where Slack
    asked to wait (429): others in the same workspace had better wait as well.
    """

    def __init__(
        self,
        message: str,
        *,
        after: float = 60.0,
        code: str | None = None,
        posted_nothing: bool = False,
        too_fast: bool = False,
    ) -> None:
        super().__init__(message, code=code)
        self.after = after
        self.posted_nothing = posted_nothing
        self.too_fast = too_fast


class NotTold(PullquoteError):
    """Slack refuses every way of answering: the channel, the response address and the DM."""


class Refused(PullquoteError):
    """Slack refuses a post for good; `reason` is Slack's own name for why: "is_archived"."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Slack refuses it: {reason}")
        self.reason = reason


class OutcomeUnknown(PullquoteError):
    """No answer came to a post: it may stand or not, and must be looked for before it is made again."""


class CannotLook(PullquoteError):
    """The bot may not read where it would have to look."""


class ConfigurationError(PullquoteError):
    """A setting is missing or wrong."""


def new_code() -> str:
    """A short code that stands in a message and in the log, to find one by the other: `PQ-7F3A2C`."""
    return f"PQ-{secrets.token_hex(3).upper()}"
