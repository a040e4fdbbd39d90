"""A local Slack in a background thread: its life, its addresses, waiting for what happens in it and looking at it.

Nothing here sleeps: `wait_for` waits on a condition that each change notifies. What people do is in `local`.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self

from bot.sandbox.manifest import read_manifest
from bot.sandbox.problems import SandboxError
from bot.sandbox.seed import default_manifest, newsroom
from bot.sandbox.server import Server
from bot.sandbox.state import Call, Channel, Delivery, Json, Message, State, Team, User, View
from bot.sandbox.timing import Timing

PATIENCE = 20.0  # seconds that a wait may take before it fails; only a failing test ever takes them


class RunningSlack:
    """A local Slack with one newsroom, running between `with` and its end. Every method works from any thread."""

    def __init__(
        self,
        manifest: Json | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        timing: Timing | None = None,
        seed: int = 1,
        rate_limits: bool = False,
        commercial: bool = False,
        installed: bool = True,
    ) -> None:
        self.server = Server(
            read_manifest(manifest or default_manifest()),
            host=host,
            port=port,
            timing=timing,
            seed=seed,
            rate_limits=rate_limits,
            commercial=commercial,
        )
        self._installed = installed
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="local-slack", daemon=True)

    def start(self) -> Self:
        """Opens the port; the newsroom is there."""
        self._thread.start()
        try:
            self._run(self.server.start())
        except BaseException:
            self._halt()
            raise
        with self.state.lock:
            newsroom(self.server.core, installed=self._installed)
        return self

    def stop(self) -> None:
        """Closes everything and ends the thread."""
        self._run(self.server.stop())
        self._halt()

    def _halt(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run[T](self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    # Addresses and secrets

    @property
    def state(self) -> State:
        return self.server.state

    @property
    def url(self) -> str:
        """The page."""
        return self.state.base_url

    @property
    def api_url(self) -> str:
        """What goes into SLACK_API_URL."""
        return f"{self.state.base_url}/api/"

    @property
    def app_token(self) -> str:
        return self.state.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.state.app.signing_secret

    @property
    def client_id(self) -> str:
        return self.state.app.client_id

    @property
    def client_secret(self) -> str:
        return self.state.app.client_secret

    @property
    def bot_token(self) -> str:
        """The token of the first workspace."""
        return self.bot_token_of(None)

    def bot_token_of(self, team: str | Team | None) -> str:
        """The bot's token in a workspace."""
        return self.server.actions.installed(self.team(team)).token

    def environment(self) -> dict[str, str]:
        """What a bot needs to run against this Slack, as environment variables."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            **({"SLACK_BOT_TOKEN": self.bot_token} if self._installed else {}),
        }

    # Workspaces and what is in them

    def team(self, team: str | Team | None = None) -> Team:
        """A workspace by id, domain or name; the first by default."""
        return self.server.actions.team(team)

    def user(self, name: str, team: str | Team | None = None) -> User:
        """A person by handle, name or id."""
        return self.server.actions.user(self.team(team), name)

    def bot(self, team: str | Team | None = None) -> User:
        """The bot's user."""
        where = self.team(team)
        return where.users[self.server.actions.installed(where).bot_user]

    def channel(self, name: str, team: str | Team | None = None) -> Channel:
        """A channel by name or id, whoever may see it."""
        where = self.team(team)
        for channel in where.channels.values():
            if name == channel.id or (channel.name and channel.name == name.removeprefix("#")):
                return channel
        raise SandboxError(f"No channel {name}")

    def dm(self, user: str | User, team: str | Team | None = None) -> Channel:
        """The direct message between a person and the bot."""
        with self.state.lock:
            where = self.team(team)
            return self.server.core.direct(where, self.server.actions.user(where, user).id, self.bot(where).id)

    # Waiting and looking

    def wait_for[T](self, found: Callable[[State], T], *, timeout: float = PATIENCE, what: str = "") -> T:
        """The first true value of `found(state)`, asked again at each change.

        Raises:
            TimeoutError: it never came true.
        """
        result: list[T] = []

        def look() -> bool:
            value = found(self.state)
            if value:
                result[:] = [value]
            return bool(value)

        with self.state.changed:
            if not self.state.changed.wait_for(look, timeout):
                raise TimeoutError(f"Waited {timeout} s in vain {what}".strip())
        return result[0]

    def wait_connected(self, *, timeout: float = PATIENCE) -> None:
        """Waits until the app has a socket open."""
        self.wait_for(lambda state: state.connections, timeout=timeout, what="for a Socket Mode connection")

    def wait_idle(self, *, timeout: float = PATIENCE) -> None:
        """Waits until no delivery is under way."""
        self.wait_for(lambda state: state.under_way == 0, timeout=timeout, what="for acks")

    def wait_message(
        self,
        channel: str | Channel,
        fits: Callable[[Message], bool] = lambda message: True,
        *,
        thread_ts: str | None = None,
        timeout: float = PATIENCE,
        team: str | Team | None = None,
    ) -> Message:
        """The bot's first message in a channel (and thread) that fits."""
        place = channel if isinstance(channel, Channel) else self.channel(channel, team)

        def look(state: State) -> Message | None:
            mine = (m for m in place.messages.values() if m.bot_id and thread_ts in (None, m.thread_ts))
            return next((m for m in mine if fits(m)), None)

        found = self.wait_for(look, timeout=timeout, what=f"for a message in {place.name or place.id}")
        assert found is not None
        return found

    def messages(self, channel: str | Channel, *, team: str | Team | None = None) -> list[Message]:
        """A channel's messages, replies among them, oldest first."""
        with self.state.lock:
            place = channel if isinstance(channel, Channel) else self.channel(channel, team)
            return list(place.messages.values())

    def thread(self, root: Message) -> list[Message]:
        """A thread's replies, oldest first."""
        with self.state.lock:
            return self.team(root.team).channels[root.channel].replies(root.ts)

    def ephemerals(self, user: str | User, *, team: str | Team | None = None) -> list[Message]:
        """What only this person sees, oldest first."""
        with self.state.lock:
            where = self.team(team)
            person = self._person(user, where.id)
            return [m for c in where.channels.values() for m in c.ephemerals.values() if m.ephemeral_to == person.id]

    def modal(self, user: str | User, *, team: str | Team | None = None) -> View | None:
        """The modal on top, if one is open."""
        with self.state.lock:
            where = self.team(team)
            stack = where.modals.get(self._person(user, where.id).id, [])
            return where.views[stack[-1]] if stack else None

    def home(self, user: str | User, *, team: str | Team | None = None) -> View | None:
        """The Home tab, once published."""
        with self.state.lock:
            where = self.team(team)
            return where.views.get(where.homes.get(self._person(user, where.id).id, ""))

    def calls(self, method: str | None = None) -> list[Call]:
        """The calls of the Web API so far (of one method), without tokens."""
        with self.state.lock:
            return [c for c in self.state.calls if method in (None, c.method)]

    def deliveries(self, type_: str | None = None) -> list[Delivery]:
        """What was sent to the app so far (of one type), with acks and their latency."""
        with self.state.lock:
            return [d for d in self.state.deliveries if type_ in (None, d.type)]

    @property
    def errors(self) -> list[str]:
        """What the app got wrong, as far as Slack noticed: no ack, answers over a limit."""
        with self.state.lock:
            return list(self.state.errors)

    # Inside

    def _person(self, user: str | User, team: str) -> User:
        return self.server.actions.user(self.team(team), user)

    def _at(self, user: str | User, channel: str | Channel, team: str | Team | None) -> tuple[Team, User, Channel]:
        where = self.team(channel.team if isinstance(channel, Channel) else team)
        person = self.server.actions.user(where, user)
        return where, person, self.server.actions.channel(where, channel, person)

    def _done(self, delivery: Delivery, wait: bool) -> Delivery:
        if wait:
            self.wait_for(lambda state: delivery.done, what=f"for the answer to {delivery.type}")
        return delivery
