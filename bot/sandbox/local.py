"""`LocalSlack`: a Slack in a background thread, for tests and for whoever starts a bot against it.

Every method may be called from any thread. Nothing sleeps: `wait_for` waits on a condition that each change notifies.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.manifest import read_manifest
from bot.sandbox.problems import SandboxError
from bot.sandbox.seed import default_manifest, newsroom
from bot.sandbox.server import Server
from bot.sandbox.state import Call, Channel, Delivery, File, Json, Message, State, Team, User, View
from bot.sandbox.timing import Timing
from bot.sandbox.values import elements, value_of

PATIENCE = 20.0  # seconds that a wait may take before it fails; only a failing test ever takes them


class LocalSlack:
    """A local Slack with one newsroom, running between `with` and its end."""

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

    def add_team(self, name: str, domain: str, *, installed: bool = True, enterprise: str | None = None) -> Team:
        """A second newsroom, with the same people and channels; `enterprise` is the id of its Enterprise Grid."""
        with self.state.lock:
            return newsroom(self.server.core, name, domain, installed=installed, enterprise=enterprise)

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

    def add_channel(
        self, name: str, members: Iterable[str], *, kind: str = "public", team: str | Team | None = None
    ) -> Channel:
        """A new channel (`public` or `private`) with these people, the first as its creator."""
        with self.state.lock:
            where = self.team(team)
            ids = [self.user(m, where).id for m in members]
            return self.server.core.add_channel(where, name, ids[0], ids, kind=kind)

    # What people do

    def post(
        self,
        user: str | User,
        channel: str | Channel,
        text: str,
        *,
        thread_ts: str | None = None,
        files: Sequence[File] = (),
        broadcast: bool = False,
        team: str | Team | None = None,
    ) -> Message:
        """Writes a message. `channel` is `#name`, an id, or `@handle` (the bot's too). See `compose.compose`."""
        with self.state.lock:
            where, person, place = self._at(user, channel, team)
            return self.server.actions.post(
                where, person, place, text, thread_ts=thread_ts, files=files, broadcast=broadcast
            )

    def upload(
        self,
        user: str | User,
        name: str,
        content: bytes | Path,
        *,
        mimetype: str | None = None,
        team: str | Team | None = None,
    ) -> File:
        """A file, to be given to `post` as one of `files`."""
        content = content.read_bytes() if isinstance(content, Path) else content
        with self.state.lock:
            where = self.team(team)
            return self.server.actions.file(where, self.server.actions.user(where, user), name, content, mimetype)

    def edit(self, user: str | User, message: Message, text: str) -> None:
        """Changes one's own message."""
        with self.state.lock:
            self.server.actions.edit(self._person(user, message.team), message, text)

    def delete(self, user: str | User, message: Message) -> None:
        """Takes one's own message away."""
        with self.state.lock:
            self.server.actions.delete(self._person(user, message.team), message)

    def react(self, user: str | User, message: Message, name: str) -> None:
        """Adds a reaction, or takes it back."""
        with self.state.lock:
            self.server.actions.react(self._person(user, message.team), message, name)

    def slash(
        self,
        user: str | User,
        channel: str | Channel,
        command: str,
        text: str = "",
        *,
        wait: bool = True,
        team: str | Team | None = None,
    ) -> Delivery:
        """Runs a slash command; waits until it is acked or has failed."""
        with self.state.lock:
            where, person, place = self._at(user, channel, team)
            delivery = self.server.interactions.slash(where, person, place, command, text)
        return self._done(delivery, wait)

    def shortcut(
        self, user: str | User, callback_id: str, *, wait: bool = True, team: str | Team | None = None
    ) -> Delivery:
        """Runs a global shortcut."""
        with self.state.lock:
            where = self.team(team)
            delivery = self.server.interactions.shortcut(where, self._person(user, where.id), callback_id)
        return self._done(delivery, wait)

    def message_shortcut(self, user: str | User, callback_id: str, message: Message, *, wait: bool = True) -> Delivery:
        """Runs a message shortcut."""
        with self.state.lock:
            where = self.team(message.team)
            person = self._person(user, where.id)
            delivery = self.server.interactions.message_shortcut(where, person, callback_id, message)
        return self._done(delivery, wait)

    def click(
        self, user: str | User, where: Message | View, action_id: str, *, block_id: str | None = None, wait: bool = True
    ) -> Delivery:
        """Clicks a button of a message or view."""
        made = self.choose(user, where, action_id, None, block_id=block_id, wait=wait)
        assert made is not None
        return made

    def choose(
        self,
        user: str | User,
        where: Message | View,
        action_id: str,
        value: Any,
        *,
        block_id: str | None = None,
        wait: bool = True,
    ) -> Delivery | None:
        """Chooses in a menu (an option's value or its text; a list; an id; a date), or types into an input.

        None where nothing is sent: an input that does not dispatch.
        """
        with self.state.lock:
            team = self.team(where.team)
            person = self._person(user, where.team)
            delivery = self.server.interactions.act(team, person, where, action_id, value, block_id)
        return self._done(delivery, wait) if delivery else None

    def suggest(self, user: str | User, where: Message | View, action_id: str, typed: str) -> list[Json]:
        """Types into an external select; the options it offers."""
        with self.state.lock:
            person = self._person(user, where.team)
            delivery = self.server.interactions.suggest(self.team(where.team), person, where, action_id, typed)
        answer = self._done(delivery, wait=True).answer or {}
        groups = answer.get("option_groups")
        return [o for g in groups for o in g["options"]] if groups else list(answer.get("options", []))

    def submit_view(
        self,
        user: str | User,
        view: View | None = None,
        values: Json | None = None,
        *,
        wait: bool = True,
        team: str | Team | None = None,
    ) -> Delivery:
        """Fills in and submits a modal (the top one by default). `values` maps action_id or block_id to what is given.

        Raises:
            SandboxError: Slack itself objects: a required field is empty, a text too long.
        """
        with self.state.lock:
            where = self.team(view.team if view else team)
            person = self._person(user, where.id)
            view = view or self.modal(person, team=where)
            if view is None:
                raise SandboxError(f"{person.name} has no modal open")
            for key, given in (values or {}).items():
                self._fill(view, key, given)
            delivery = self.server.interactions.submit(where, person, view)
            if delivery is None:
                raise SandboxError(f"Slack objects: {view.errors}")
        return self._done(delivery, wait)

    def _fill(self, view: View, key: str, given: Any) -> None:
        for block, element in elements(view.body["blocks"]):
            if key in (element.get("action_id"), block["block_id"]):
                view.values[block["block_id"]][element["action_id"]] = value_of(element, given)
                return
        raise SandboxError(f"No input {key} in the modal")

    def close_view(
        self, user: str | User, *, everything: bool = False, team: str | Team | None = None
    ) -> Delivery | None:
        """Closes the top modal, or all of them."""
        with self.state.lock:
            where = self.team(team)
            delivery = self.server.interactions.close(where, self._person(user, where.id), everything=everything)
        return self._done(delivery, wait=True) if delivery else None

    def open_home(self, user: str | User, tab: str = "home", *, team: str | Team | None = None) -> Channel:
        """Opens the app's Home tab (or `messages`)."""
        with self.state.lock:
            where = self.team(team)
            return self.server.actions.open_home(where, self._person(user, where.id), tab)

    def invite(
        self,
        user: str | User,
        channel: str | Channel,
        whom: str | User | None = None,
        *,
        team: str | Team | None = None,
    ) -> None:
        """Brings someone (the bot by default) into a channel."""
        with self.state.lock:
            where, person, place = self._at(user, channel, team)
            guest = self.server.actions.user(where, whom) if whom else self.bot(where)
            self.server.actions.invite(where, person, place, guest.id)

    def kick(self, channel: str | Channel, whom: str | User | None = None, *, team: str | Team | None = None) -> None:
        """Takes someone (the bot by default) out of a channel."""
        with self.state.lock:
            where = self.team(team)
            guest = self.server.actions.user(where, whom) if whom else self.bot(where)
            self.server.core.leave(channel if isinstance(channel, Channel) else self.channel(channel, where), guest.id)

    def archive(self, channel: str | Channel, *, archived: bool = True, team: str | Team | None = None) -> None:
        """Archives a channel, or takes that back."""
        with self.state.lock:
            where = self.team(team)
            place = channel if isinstance(channel, Channel) else self.channel(channel, where)
            self.server.core.archive(place, where.people[0].id, archived=archived)

    def install(self, user: str = "mia", *, scopes: Iterable[str] | None = None, team: str | Team | None = None) -> str:
        """Installs the app into a workspace; its token."""
        with self.state.lock:
            where = self.team(team)
            return self.server.core.install(where, self._person(user, where.id).id, scopes=scopes).token

    def uninstall(self, *, team: str | Team | None = None) -> None:
        """Takes the app out of a workspace."""
        with self.state.lock:
            self.server.core.uninstall(self.team(team))

    # Faults and connections

    def fault(self, kind: FaultKind | str, method: str = "*", **rest: Any) -> Fault:
        """Plans a fault; see `faults.Fault`."""
        with self.state.lock:
            return self.server.faults.add(Fault(kind=FaultKind(kind), method=method, **rest))

    def clear_faults(self) -> None:
        """Takes all planned faults back."""
        with self.state.lock:
            self.server.faults.clear()

    def use_http(self, url: str, *, verify: bool = True) -> None:
        """Delivers to `url` over signed HTTP from now on."""
        self._run(self.server.use_http(url, verify=verify))

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tells the app's sockets to reconnect, as Slack does every few hours."""
        self._run(self.server.sockets.disconnect(reason))

    def drop_sockets(self) -> None:
        """Breaks the app's sockets without a word."""
        self._loop.call_soon_threadsafe(self.server.sockets.drop_all)

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
