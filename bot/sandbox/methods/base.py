"""What every method has: its arguments, its caller, its scopes, its rate tier, and the refusals they share."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.core import Core
from bot.sandbox.problems import SlackError
from bot.sandbox.state import App, Channel, Installation, Json, Message, State, Team, Token, User

READ_SCOPES = {"public": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}
HISTORY_SCOPES = {
    "public": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}


class Args:
    """The arguments of a call, whether they came as a form or as JSON."""

    def __init__(self, raw: Json) -> None:
        self.raw = raw

    def text(self, key: str, default: str = "") -> str:
        """A string; numbers are taken as they are written."""
        value = self.raw.get(key)
        return default if value is None else str(value)

    def need(self, key: str, error: str | None = None) -> str:
        """A string that must be there."""
        if value := self.text(key):
            return value
        if error:
            raise SlackError(error)
        raise SlackError("invalid_arguments", messages=[f"missing required field: {key}"])

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A flag: true, "true", 1, "1"."""
        value = self.raw.get(key)
        return default if value is None else str(value).lower() in ("true", "1")

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        value = self.text(key)
        if not value:
            return default
        if not value.lstrip("-").isdigit():
            raise SlackError("invalid_arguments", messages=[f"must be a number: {key}"])
        return int(value)

    def json(self, key: str, error: str = "invalid_arguments") -> Any:
        """A structure: given as such in a JSON body, as a JSON string in a form."""
        value = self.raw.get(key)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None

    def names(self, key: str) -> list[str]:
        """Names by commas, or an array."""
        value = self.raw.get(key)
        if isinstance(value, list):
            return [str(v) for v in value]
        return [part.strip() for part in str(value or "").split(",") if part.strip()]


@dataclass(kw_only=True)
class Context:
    """One call, by one token."""

    core: Core
    token: Token | None
    args: Args
    enforce_history: bool = False  # a commercially distributed app outside the Marketplace

    @property
    def state(self) -> State:
        return self.core.state

    @property
    def app(self) -> App:
        return self.core.state.app

    @property
    def team(self) -> Team:
        """The token's workspace."""
        if self.token is None or self.token.team is None:
            raise SlackError("not_allowed_token_type")
        return self.state.teams[self.token.team]

    @property
    def installed(self) -> Installation:
        """The app in the token's workspace."""
        installed = self.team.installation
        assert installed is not None
        return installed

    @property
    def bot(self) -> str:
        """The id of the bot's user."""
        return self.installed.bot_user

    def scope(self, *any_of: str) -> None:
        """Refuses a token that has none of these scopes."""
        check_scopes(self.token, any_of)

    def has(self, scope: str) -> bool:
        """Whether the token has a scope."""
        return self.token is not None and scope in self.token.scopes

    def user(self, user_id: str) -> User:
        """A user of the workspace."""
        user = self.team.users.get(user_id)
        if user is None:
            raise SlackError("user_not_found")
        return user

    def channel(self, channel_id: str, *, error: str = "channel_not_found") -> Channel:
        """A channel that the bot can see: private ones and direct messages only from the inside."""
        channel = self.team.channels.get(channel_id)
        if channel is None or (channel.kind != "public" and self.bot not in channel.members):
            raise SlackError(error)
        return channel

    def message(self, channel: Channel, ts: str, *, error: str = "message_not_found") -> Message:
        """A message of a channel."""
        message = channel.messages.get(ts)
        if message is None or message.subtype == "tombstone":
            raise SlackError(error)
        return message

    def page[T](self, items: Sequence[T], *, default: int, most: int) -> tuple[list[T], str]:
        """One page of a list by `limit` and `cursor`, and the next cursor."""
        limit = self.args.number("limit", default)
        if not 1 <= limit <= most:
            limit = most if limit > most else default
        start = 0
        if cursor := self.args.text("cursor"):
            try:
                start = int(base64.b64decode(cursor.encode(), validate=True).decode().removeprefix("next:"))
            except ValueError:
                raise SlackError("invalid_cursor") from None
        more = start + limit < len(items)
        following = base64.b64encode(f"next:{start + limit}".encode()).decode() if more else ""
        return list(items[start : start + limit]), following


def check_scopes(token: Token | None, any_of: tuple[str, ...]) -> None:
    """Raises missing_scope with `needed` and `provided`, as Slack does."""
    if any_of and (token is None or not token.scopes & set(any_of)):
        provided = ",".join(sorted(token.scopes)) if token else ""
        raise SlackError("missing_scope", needed=",".join(any_of), provided=provided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method of the Web API."""

    name: str
    run: Callable[[Context], Json]
    scopes: tuple[str, ...]
    tier: int  # 1 to 4; 0: its own rule; 5: none
    caller: str  # whose token it takes: bot | app | none | any


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, tier: int = 3, caller: str = "bot"
) -> Callable[[Callable[[Context], Json]], Callable[[Context], Json]]:
    """Registers a method, with the scopes of which a token needs one."""

    def register(run: Callable[[Context], Json]) -> Callable[[Context], Json]:
        METHODS[name] = Method(name=name, run=run, scopes=scopes, tier=tier, caller=caller)
        return run

    return register
