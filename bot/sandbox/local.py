"""`LocalSlack`: a Slack for tests, and for whoever starts a bot against it, with all that people do in it.

Where `channel` is asked for it is `#name`, an id, or `@handle` for a direct message (the bot's too); `user` is a
handle, a name or an id. What the app must answer returns the `Delivery` once it is answered, or has failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.problems import SandboxError
from bot.sandbox.running import RunningSlack
from bot.sandbox.seed import newsroom
from bot.sandbox.state import Channel, Delivery, File, Json, Message, Team, User, View
from bot.sandbox.values import elements, value_of


class LocalSlack(RunningSlack):
    """A local Slack with one newsroom and its people: `mia`, `sam`, `ingrid`, `kofi`."""

    def add_team(self, name: str, domain: str, *, installed: bool = True, enterprise: str | None = None) -> Team:
        """A second newsroom, with the same people and channels; `enterprise` is the id of its Enterprise Grid."""
        with self.state.lock:
            return newsroom(self.server.core, name, domain, installed=installed, enterprise=enterprise)

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
