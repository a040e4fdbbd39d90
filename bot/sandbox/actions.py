"""What people do: write, edit, upload, run commands and shortcuts, click, choose, submit.

Each is what Slack's client would do, and sends the app the payload that Slack would send. People see only their own
channels; what they can't do raises `SandboxError`.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence

from bot.sandbox import objects
from bot.sandbox.compose import compose, escape, split_long
from bot.sandbox.core import EDITABLE_SUBTYPES, SLACKBOT, Core
from bot.sandbox.problems import SandboxError
from bot.sandbox.state import Channel, File, Installation, Json, Message, Team, User


class Actions:
    """The things people do outside of interactive elements (those are in `interactions`)."""

    def __init__(self, core: Core) -> None:
        self.core = core

    # Finding things by what people call them

    def team(self, wanted: str | Team | None) -> Team:
        """A workspace by id, domain or name; None: the first."""
        if isinstance(wanted, Team):
            return wanted
        for team in self.core.state.teams.values():
            if wanted is None or wanted in (team.id, team.domain, team.name):
                return team
        raise SandboxError(f"No workspace {wanted}")

    def user(self, team: Team, wanted: str | User) -> User:
        """A person by id, handle or name."""
        if isinstance(wanted, User):
            return wanted
        for user in team.users.values():
            if wanted in (user.id, user.name, user.real_name, f"@{user.name}"):
                return user
        raise SandboxError(f"No user {wanted} in {team.name}")

    def channel(self, team: Team, wanted: str | Channel, user: User) -> Channel:
        """A channel by id or name, or `@handle` for the direct message with them; as `user` sees it."""
        if isinstance(wanted, Channel):
            return wanted
        if wanted.startswith("@"):
            return self.core.direct(team, user.id, self.user(team, wanted[1:]).id)
        for channel in team.channels.values():
            if wanted == channel.id or (channel.name and wanted.removeprefix("#") == channel.name):
                if channel.kind != "public" and user.id not in channel.members:
                    break
                return channel
        raise SandboxError(f"{user.name} sees no channel {wanted}")

    def installed(self, team: Team) -> Installation:
        """The app in a workspace."""
        if team.installation is None or not team.installation.active:
            raise SandboxError(f"The app is not installed in {team.name}")
        return team.installation

    # Messages and files

    def post(
        self,
        team: Team,
        user: User,
        channel: Channel,
        text: str,
        *,
        thread_ts: str | None = None,
        files: Sequence[File] = (),
        broadcast: bool = False,
    ) -> Message:
        """Writes a message; a text of more than 4,000 characters becomes a snippet."""
        if channel.archived:
            raise SandboxError(f"#{channel.name} is archived")
        if user.id not in channel.members:
            if channel.kind != "public":
                raise SandboxError(f"{user.name} is not in {channel.name or channel.id}")
            self.core.join(channel, user.id)
        if thread_ts is not None:
            root = channel.messages.get(thread_ts)
            if root is None:
                raise SandboxError(f"No message {thread_ts} in {channel.name or channel.id}")
            thread_ts = root.thread_ts or root.ts
        shared = list(files)
        text, snippet = split_long(text)
        if snippet is not None:
            shared.append(
                self.core.add_file(team, user.id, "Untitled", snippet.encode(), mimetype="text/plain", mode="snippet")
            )
        encoded, blocks = compose(text, team)
        message = self.core.add_message(
            channel,
            user=user.id,
            text=encoded,
            blocks=blocks,
            files=[f.id for f in shared],
            thread_ts=thread_ts,
            broadcast=broadcast and thread_ts is not None,
            client_msg_id=self.core.state.ids.client_msg_id(),
        )
        self._offer_invite(team, user, channel, message)
        return message

    def _offer_invite(self, team: Team, user: User, channel: Channel, message: Message) -> None:
        installed = team.installation
        if installed is None or not installed.active or f"<@{installed.bot_user}>" not in message.text:
            return
        if channel.kind != "im" and installed.bot_user not in channel.members:
            text = f"<@{installed.bot_user}> is not in this channel. Invite it with /invite, and mention it again."
            self.core.add_message(channel, user=SLACKBOT, text=text, ephemeral_to=user.id, thread_ts=message.thread_ts)

    def file(self, team: Team, user: User, name: str, content: bytes, mimetype: str | None = None) -> File:
        """A file, ready to be posted."""
        guessed = mimetype or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self.core.add_file(team, user.id, name, content, mimetype=guessed)

    def edit(self, user: User, message: Message, text: str) -> None:
        """Changes one's own message."""
        self._own(user, message)
        encoded, blocks = compose(text, self.core.state.teams[message.team])
        self.core.change_message(message, editor=user.id, text=encoded, blocks=blocks)

    def delete(self, user: User, message: Message) -> None:
        """Takes one's own message away (anyone may dismiss an ephemeral one shown to them)."""
        if message.ephemeral_to != user.id:
            self._own(user, message)
        self.core.delete_message(message)

    def _own(self, user: User, message: Message) -> None:
        if message.user != user.id or message.subtype not in EDITABLE_SUBTYPES:
            raise SandboxError(f"That is not {user.name}'s own message")

    def react(self, user: User, message: Message, name: str) -> None:
        """Adds a reaction, or takes it back where it is there already."""
        self.core.react(message, user.id, name, add=user.id not in message.reactions.get(name, ()))

    # Channels and the app in them

    def invite(self, team: Team, user: User, channel: Channel, whom: str) -> bool:
        """Brings a user (or the bot) into a channel."""
        return self.core.join(channel, whom, inviter=user.id)

    def kick(self, channel: Channel, whom: str) -> None:
        """Takes a user (or the bot) out of a channel."""
        self.core.leave(channel, whom)

    def open_home(self, team: Team, user: User, tab: str = "home") -> Channel:
        """Opens the app's Home or Messages tab."""
        installed = self.installed(team)
        channel = self.core.direct(team, user.id, installed.bot_user)
        event: Json = {"type": "app_home_opened", "user": user.id, "channel": channel.id, "tab": tab}
        view = team.views.get(team.homes.get(user.id, ""))
        if view is not None and tab == "home":
            event["view"] = objects.view_json(view, team, self.core.state)
        self.core.emit(team, "app_home_opened", event)
        return channel


def slash_payload(core: Core, team: Team, user: User, channel: Channel, command: str, text: str) -> Json:
    """The payload of a slash command.

    Raises:
        SandboxError: the app has no such command.
    """
    known = core.state.app.manifest.command(command)
    if known is None:
        raise SandboxError(f"{command} is not a valid command")
    if known.should_escape:
        text = compose(text, team)[0]
        for person in team.users.values():
            text = text.replace(f"<@{person.id}>", f"<@{person.id}|{person.name}>")
    else:
        text = escape(text)
    names = {"im": "directmessage", "private": "privategroup"}
    return {
        "token": core.state.app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        **({"enterprise_id": team.enterprise, "enterprise_name": team.name} if team.enterprise else {}),
        "channel_id": channel.id,
        "channel_name": names.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text.strip(),
        "api_app_id": core.state.app.id,
        "is_enterprise_install": "false",
        "trigger_id": core.trigger(team, user.id, channel=channel.id),
    }
