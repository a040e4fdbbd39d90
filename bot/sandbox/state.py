"""What a Slack holds: workspaces, people, channels, messages, files, views, tokens, and a log of all that went on.

Plain values and look-ups, no rule of Slack's. Everything changes on the server's event loop with `State.lock` held, and
each change goes through `State.note`: waiting tests wake, and the page hears of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.ids import Ids
from bot.sandbox.manifest import Manifest
from bot.sandbox.timing import Timing

Json = dict[str, Any]
LOG_KEEPS = 50_000  # calls and deliveries; beyond twice that the older half goes


@dataclass(kw_only=True, eq=False)
class User:
    """A person, or the bot's own user."""

    id: str
    team: str
    name: str  # the handle
    real_name: str
    title: str = ""
    tz: str = "Europe/London"
    is_bot: bool = False
    is_admin: bool = False
    color: str = "4a154b"

    @property
    def email(self) -> str:
        return f"{self.name}@newsroom.example"


@dataclass(kw_only=True, eq=False)
class File:
    """A file, or a snippet (`mode`)."""

    id: str
    team: str
    user: str
    name: str
    title: str
    mimetype: str
    content: bytes
    created: int
    mode: str = "hosted"  # hosted | snippet
    shares: dict[str, list[str]] = field(default_factory=dict)  # channel -> message ts
    deleted: bool = False
    check_info: bool = False  # seen as in Slack Connect: events carry `file_access: check_file_info` alone


@dataclass(kw_only=True, eq=False)
class Message:
    """A message, or an ephemeral one (`ephemeral_to`)."""

    ts: str
    channel: str
    team: str
    user: str | None
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    files: list[str] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: Json | None = None
    ephemeral_to: str | None = None
    client_msg_id: str | None = None
    broadcast: bool = False
    extra: Json = field(default_factory=dict)  # of join messages: inviter and the like
    values: Json = field(default_factory=dict)  # block_id -> action_id -> value: the message's inputs

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(kw_only=True, eq=False)
class Channel:
    """A channel, private channel or direct message."""

    id: str
    team: str
    name: str
    kind: str  # public | private | im | mpim
    creator: str
    created: int
    members: dict[str, None] = field(default_factory=dict)  # in the order they came
    topic: str = ""
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)  # by ts, in order
    threads: dict[str, list[str]] = field(default_factory=dict)  # root ts -> ts of replies
    ephemerals: dict[str, Message] = field(default_factory=dict)

    def replies(self, root: str) -> list[Message]:
        """The replies of a thread, oldest first, without its root."""
        return [self.messages[ts] for ts in self.threads.get(root, ())]


@dataclass(kw_only=True, eq=False)
class View:
    """A modal or a Home tab."""

    id: str
    team: str
    user: str
    type: str  # modal | home
    body: Json  # as the app gave it
    hash: str
    root: str
    previous: str | None = None
    external_id: str | None = None
    values: Json = field(default_factory=dict)  # block_id -> action_id -> value
    errors: dict[str, str] = field(default_factory=dict)  # block_id -> what is wrong


@dataclass(kw_only=True, eq=False)
class Installation:
    """The app in one workspace."""

    bot_user: str
    bot_id: str
    token: str
    scopes: tuple[str, ...]
    installer: str
    active: bool = True
    refresh_token: str | None = None  # where tokens rotate


@dataclass(kw_only=True, eq=False)
class Team:
    """A workspace."""

    id: str
    name: str
    domain: str
    enterprise: str | None = None
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)  # user -> view id
    modals: dict[str, list[str]] = field(default_factory=dict)  # user -> view ids, the top one last
    notices: dict[str, list[str]] = field(default_factory=dict)  # user -> what Slack told them went wrong
    installation: Installation | None = None

    @property
    def people(self) -> list[User]:
        return [u for u in self.users.values() if not u.is_bot]


@dataclass(kw_only=True, eq=False)
class App:
    """The one app of this Slack."""

    id: str
    manifest: Manifest
    client_id: str
    client_secret: str
    signing_secret: str
    app_token: str
    verification_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a token stands for."""

    team: str | None  # None: the app-level token
    scopes: frozenset[str]
    kind: str  # bot | app
    expires: float | None = None  # by `Timing.now`; None: never


@dataclass(slots=True, kw_only=True)
class Trigger:
    """A trigger_id and what it is good for."""

    team: str
    user: str
    born: float
    view: str | None = None  # the modal that the action was in
    channel: str | None = None  # the conversation it came from
    used: bool = False


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """A response_url and what is left of it."""

    team: str
    channel: str
    user: str
    born: float
    uses: int
    message: str | None = None  # ts of the message acted on
    ephemeral: bool = False
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the Web API, without its token."""

    method: str
    team: str | None
    args: Json
    answer: Json
    status: int
    at: float

    @property
    def ok(self) -> bool:
        return bool(self.answer.get("ok"))


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One thing sent to the app, over all its tries."""

    id: str  # of the event, or made up for a command or interaction
    kind: str  # events_api | slash_commands | interactive
    type: str  # the event's, or block_actions and the like
    team: str
    payload: Json
    user: str | None
    attempts: int = 0
    acked: bool = False
    latency: float | None = None  # seconds from the last try to its ack
    answer: Any = None
    error: str | None = None
    done: bool = False


class State:
    """All of it. `lock` guards it; `changed` is notified on each change."""

    def __init__(self, *, manifest: Manifest, timing: Timing, seed: int) -> None:
        self.ids = Ids(seed)
        self.timing = timing
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.listeners: list[Callable[[Json], None]] = []
        self.base_url = ""
        self.teams: dict[str, Team] = {}
        self.tokens: dict[str, Token] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.uploads: dict[str, File] = {}  # by file id: begun, not completed
        self.oauth_codes: dict[str, tuple[str, str, tuple[str, ...], str]] = {}  # code -> team, user, scopes, redirect
        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self.errors: list[str] = []  # what the app got wrong, in words
        self.connections = 0  # open web sockets of the app
        self.under_way = 0  # deliveries not yet done
        self.app = App(
            id=self.ids.object("A"),
            manifest=manifest,
            client_id=f"{self.ids.number()}.{self.ids.number()}",
            client_secret=self.ids.secret(length=32).lower(),
            signing_secret=self.ids.secret(length=32).lower(),
            app_token=self.ids.secret(f"xapp-1-{self.ids.object('A')}-", 40).lower(),
            verification_token=self.ids.secret(),
        )
        self.tokens[self.app.app_token] = Token(team=None, scopes=frozenset({"connections:write"}), kind="app")

    def note(self, change: Json) -> None:
        """Says that something changed: wakes whoever waits, and tells the page."""
        with self.lock:
            for listener in self.listeners:
                listener(change)
            self.changed.notify_all()

    def remember_call(self, call: Call) -> None:
        """Adds to the log of calls."""
        self._trim(self.calls)
        self.calls.append(call)
        self.note({"kind": "call", "method": call.method})

    def remember_delivery(self, delivery: Delivery) -> None:
        """Adds to the log of deliveries."""
        self._trim(self.deliveries)
        self.deliveries.append(delivery)
        self.under_way += 1

    def _trim(self, log: list[Any]) -> None:
        if len(log) >= LOG_KEEPS * 2:
            del log[:LOG_KEEPS]

    def messages(self, channel: str | None = None) -> Iterator[Message]:
        """Every message (no ephemeral ones), oldest first within a channel."""
        for team in self.teams.values():
            for place in team.channels.values():
                if channel is None or place.id == channel:
                    yield from place.messages.values()

    def ephemerals(self) -> Iterator[Message]:
        """Every ephemeral message."""
        for team in self.teams.values():
            for place in team.channels.values():
                yield from place.ephemerals.values()

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method, in order."""
        return [c for c in self.calls if c.method == method]
