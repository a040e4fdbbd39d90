"""What happens in a Slack: posting, editing, joining, uploading, each with the events that follow from it.

Both sides come here: the Web API (what the app does) and the actions (what people do). Every function is quick, holds
`State.lock`, and hands what is to be delivered to `deliver`, which returns at once.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any

from bot.sandbox import events, objects
from bot.sandbox.problems import SlackError
from bot.sandbox.state import Channel, Delivery, File, Installation, Json, Message, State, Team, Token, Trigger, User
from bot.sandbox.values import elements, initial_values

SLACKBOT = "USLACKBOT"
EDITABLE_SUBTYPES = frozenset({None, "thread_broadcast", "file_share", "bot_message"})


class Core:
    """The operations on a state. `deliver` is set by the server."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.deliver: Callable[[Delivery], None] = lambda delivery: None

    # Workspaces, people, channels

    def add_team(self, name: str, domain: str, *, enterprise: str | None = None) -> Team:
        """A new workspace, with a Slackbot and #general."""
        ids = self.state.ids
        team = Team(id=ids.object("T"), name=name, domain=domain, enterprise=enterprise)
        self.state.teams[team.id] = team
        team.users[SLACKBOT] = User(id=SLACKBOT, team=team.id, name="slackbot", real_name="Slackbot", is_bot=True)
        self.note("teams", team)
        return team

    def add_user(self, team: Team, name: str, real_name: str, **rest: Any) -> User:
        """A new person."""
        user = User(id=self.state.ids.object("U"), team=team.id, name=name, real_name=real_name, **rest)
        team.users[user.id] = user
        self.note("teams", team)
        return user

    def add_channel(
        self, team: Team, name: str, creator: str, members: Iterable[str], *, kind: str = "public"
    ) -> Channel:
        """A new channel, private channel or direct message."""
        channel = Channel(
            id=self.state.ids.object("D" if kind == "im" else "C"),
            team=team.id,
            name=name,
            kind=kind,
            creator=creator,
            created=int(time.time()),
            members=dict.fromkeys(members),
        )
        team.channels[channel.id] = channel
        self.note("channel", team, channel=channel.id)
        if kind == "public":
            self.emit(
                team, "channel_created", {"type": "channel_created", "channel": objects.channel_json(channel, me=None)}
            )
        return channel

    def direct(self, team: Team, one: str, other: str) -> Channel:
        """The direct message of two users, opened where there is none yet."""
        for channel in team.channels.values():
            if channel.kind == "im" and channel.members.keys() == {one, other}:
                return channel
        return self.add_channel(team, "", one, (one, other), kind="im")

    def install(self, team: Team, installer: str, *, scopes: Iterable[str] | None = None) -> Installation:
        """Puts the app into a workspace; again, with the same bot user and a new token."""
        old, app = team.installation, self.state.app
        granted = tuple(scopes if scopes is not None else app.manifest.bot_scopes)
        bot = team.users.get(old.bot_user) if old else None
        if bot is None:
            handle = app.manifest.bot_name.lower().replace(" ", "_")
            color = app.manifest.color.removeprefix("#")
            bot = self.add_user(team, handle, app.manifest.bot_name, is_bot=True, color=color)
        team.installation = Installation(
            bot_user=bot.id,
            bot_id=old.bot_id if old else self.state.ids.object("B"),
            token="",
            scopes=granted,
            installer=installer,
        )
        self.new_token(team.installation, team)
        self.note("teams", team)
        return team.installation

    def new_token(self, installed: Installation, team: Team) -> None:
        """Gives an installation a new token; where tokens rotate, one that ends, with another to renew it by."""
        ids, state = self.state.ids, self.state
        token = f"xoxb-{ids.number()}-{ids.number()}-{ids.secret(length=24)}"
        expires = None
        if state.app.manifest.token_rotation:
            token, expires = f"xoxe.{token}", state.timing.now() + state.timing.token
            installed.refresh_token = ids.secret("xoxe-1-", 40)
        installed.token = token
        state.tokens[token] = Token(team=team.id, scopes=frozenset(installed.scopes), kind="bot", expires=expires)

    def uninstall(self, team: Team) -> None:
        """Takes the app out of a workspace: its token dies, and it is told so."""
        if (installed := team.installation) is None or not installed.active:
            return
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installed.bot_user]}}
        self.emit(team, "tokens_revoked", revoked)
        self.emit(team, "app_uninstalled", {"type": "app_uninstalled"})
        for token in [t for t, of in self.state.tokens.items() if of.team == team.id]:
            del self.state.tokens[token]
        installed.active = False
        self.note("teams", team)

    def join(self, channel: Channel, user: str, *, inviter: str | None = None) -> bool:
        """Adds a member; whether it was none before."""
        if user in channel.members:
            return False
        team = self.state.teams[channel.team]
        channel.members[user] = None
        subtype = "group_join" if channel.kind == "private" else "channel_join"
        extra: Json = {"inviter": inviter} if inviter else {}
        self.add_message(channel, user=user, text=f"<@{user}> has joined the channel", subtype=subtype, extra=extra)
        event: Json = {
            "type": "member_joined_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "G" if channel.kind == "private" else "C",
            "team": team.id,
        }
        self.emit(team, "member_joined_channel", event | extra, channel)
        self.note("channel", team, channel=channel.id)
        return True

    def leave(self, channel: Channel, user: str) -> None:
        """Takes a member out."""
        if user not in channel.members:
            return
        team = self.state.teams[channel.team]
        letter = "G" if channel.kind == "private" else "C"
        event = {
            "type": "member_left_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": letter,
            "team": team.id,
        }
        if team.installation and user == team.installation.bot_user:
            name = "group_left" if channel.kind == "private" else "channel_left"
            self.emit(team, name, {"type": name, "channel": channel.id, "actor_id": channel.creator}, channel)
        else:
            self.emit(team, "member_left_channel", event, channel)
        del channel.members[user]
        self.note("channel", team, channel=channel.id)

    def archive(self, channel: Channel, user: str, *, archived: bool = True) -> None:
        """Archives a channel, or takes that back."""
        team = self.state.teams[channel.team]
        channel.archived = archived
        name = ("group_" if channel.kind == "private" else "channel_") + ("archive" if archived else "unarchive")
        self.emit(team, name, {"type": name, "channel": channel.id, "user": user, "is_moved": 0}, channel)
        self.note("channel", team, channel=channel.id)

    # Messages

    def add_message(self, channel: Channel, *, silent: bool = False, **fields: Any) -> Message:
        """Stores a message, in its thread where it has one, and tells the app of it."""
        team = self.state.teams[channel.team]
        message = Message(ts=self.state.ids.ts(), channel=channel.id, team=team.id, **fields)
        self.give_ids(message.blocks)
        message.values = initial_values(message.blocks)
        if message.ephemeral_to is not None:
            channel.ephemerals[message.ts] = message
            self.note("ephemeral", team, channel=channel.id, ts=message.ts)
            return message
        channel.messages[message.ts] = message
        if message.is_reply:
            channel.threads.setdefault(message.thread_ts or "", []).append(message.ts)
            self.note("message", team, channel=channel.id, ts=message.thread_ts)
        for file_id in message.files:
            team.files[file_id].shares.setdefault(channel.id, []).append(message.ts)
        self.note("message", team, channel=channel.id, ts=message.ts)
        if not silent:
            self._tell_of(team, channel, message)
        return message

    def _tell_of(self, team: Team, channel: Channel, message: Message) -> None:
        event = objects.message_json(message, team, self.state, metadata=True, in_event=True)
        event |= {"channel": channel.id, "event_ts": message.ts}
        self.emit(team, events.message_event(channel), event | {"channel_type": events.channel_type(channel)}, channel)
        bot = team.installation.bot_user if team.installation else None
        if message.subtype is None and bot and f"<@{bot}>" in message.text and channel.kind != "im":
            mention = {k: v for k, v in event.items() if k != "subtype"} | {"type": "app_mention"}
            self.emit(team, "app_mention", mention, channel)
        for file_id in message.files:
            shared = {
                "type": "file_shared",
                "channel_id": channel.id,
                "file_id": file_id,
                "user_id": message.user,
                "file": {"id": file_id},
            }
            self.emit(team, "file_shared", shared, channel)
        if links := events.links_of(message, self.state.app.manifest.unfurl_domains):
            unfurl: Json = {
                "type": "link_shared",
                "user": message.user,
                "channel": channel.id,
                "message_ts": message.ts,
                "links": links,
                "source": "conversations_history",
            }
            if message.thread_ts:
                unfurl["thread_ts"] = message.thread_ts
            self.emit(team, "link_shared", unfurl, channel)

    def change_message(self, message: Message, *, editor: str | None, **fields: Any) -> None:
        """Changes a message in place; `editor` None leaves no "(edited)"."""
        team = self.state.teams[message.team]
        channel = team.channels[message.channel]
        before = objects.message_json(message, team, self.state, metadata=True, in_event=True)
        for key, value in fields.items():
            setattr(message, key, value)
        self.give_ids(message.blocks)
        message.values = initial_values(message.blocks, message.values)
        if message.ephemeral_to is not None:
            self.note("ephemeral", team, channel=channel.id, ts=message.ts)
            return
        if editor is not None:
            message.edited = {"user": editor, "ts": self.state.ids.ts()}
        event = {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "channel": channel.id,
            "ts": self.state.ids.ts(),
            "channel_type": events.channel_type(channel),
            "message": objects.message_json(message, team, self.state, metadata=True, in_event=True),
            "previous_message": before,
        }
        self.emit(team, events.message_event(channel), event, channel)
        self.note("message", team, channel=channel.id, ts=message.ts)

    def delete_message(self, message: Message) -> None:
        """Takes a message away; the root of a thread leaves a tombstone."""
        team = self.state.teams[message.team]
        channel = team.channels[message.channel]
        if message.ephemeral_to is not None:
            channel.ephemerals.pop(message.ts, None)
            self.note("ephemeral_gone", team, channel=channel.id, ts=message.ts, user=message.ephemeral_to)
            return
        event = {
            "type": "message",
            "subtype": "message_deleted",
            "hidden": True,
            "channel": channel.id,
            "ts": self.state.ids.ts(),
            "deleted_ts": message.ts,
            "channel_type": events.channel_type(channel),
            "previous_message": objects.message_json(message, team, self.state, metadata=True, in_event=True),
        }
        if channel.threads.get(message.ts):
            message.text, message.blocks, message.files = "This message was deleted.", [], []
            message.subtype, message.reactions, message.edited = "tombstone", {}, None
            message.user = SLACKBOT
            message.bot_id = message.app_id = None
            self.note("message", team, channel=channel.id, ts=message.ts)
        else:
            del channel.messages[message.ts]
            if message.is_reply:
                channel.threads[message.thread_ts or ""].remove(message.ts)
                self.note("message", team, channel=channel.id, ts=message.thread_ts)
            self.note("message_gone", team, channel=channel.id, ts=message.ts)
        self.emit(team, events.message_event(channel), event, channel)

    def give_ids(self, blocks: list[Json]) -> None:
        """Gives each block and element without an id one, as Slack does."""
        for block in blocks:
            if not block.get("block_id"):
                block["block_id"] = self.state.ids.secret(length=5)
        for _, element in elements(blocks):
            if element["type"] != "image" and not element.get("action_id"):
                element["action_id"] = self.state.ids.secret(length=5)

    def react(self, message: Message, user: str, name: str, *, add: bool) -> None:
        """Adds a reaction or takes it back.

        Raises:
            SlackError: already_reacted, no_reaction, too_many_emoji.
        """
        team = self.state.teams[message.team]
        users = message.reactions.get(name, [])
        if add and user in users:
            raise SlackError("already_reacted")
        if not add and user not in users:
            raise SlackError("no_reaction")
        if add:
            if name not in message.reactions and len(message.reactions) >= 23:
                raise SlackError("too_many_emoji")
            message.reactions.setdefault(name, []).append(user)
        else:
            users.remove(user)
            if not users:
                del message.reactions[name]
        kind = "reaction_added" if add else "reaction_removed"
        event = {
            "type": kind,
            "user": user,
            "reaction": name,
            "item_user": message.user,
            "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        }
        self.emit(team, kind, event, team.channels[message.channel])
        self.note("message", team, channel=message.channel, ts=message.ts)

    # Files

    def add_file(self, team: Team, user: str, name: str, content: bytes, **fields: Any) -> File:
        """Stores a file, not yet shared anywhere."""
        file = File(
            id=self.state.ids.object("F"),
            team=team.id,
            user=user,
            name=name,
            title=fields.pop("title", None) or name or "Untitled",
            mimetype=fields.pop("mimetype", "application/octet-stream"),
            content=content,
            created=int(time.time()),
            **fields,
        )
        team.files[file.id] = file
        return file

    def delete_file(self, team: Team, file: File) -> None:
        """Deletes a file; messages keep a tombstone."""
        file.deleted, file.content = True, b""
        self.emit(team, "file_deleted", {"type": "file_deleted", "file_id": file.id})
        for channel_id, stamps in file.shares.items():
            for ts in stamps:
                self.note("message", team, channel=channel_id, ts=ts)

    # Telling

    def trigger(self, team: Team, user: str, *, view: str | None = None, channel: str | None = None) -> str:
        """A fresh trigger_id. One that has ended is forgotten in the end, so that a long run does not grow."""
        if len(self.state.triggers) > 10_000:
            self.state.triggers = dict(list(self.state.triggers.items())[5_000:])
        made = f"{self.state.ids.number(13)}.{self.state.ids.number(13)}.{secrets.token_hex(16)}"
        born = self.state.timing.now()
        self.state.triggers[made] = Trigger(team=team.id, user=user, born=born, view=view, channel=channel)
        return made

    def emit(self, team: Team, name: str, event: Json, channel: Channel | None = None) -> None:
        """Sends an event to the app where it is installed, subscribed, allowed, and a member of the channel."""
        if events.is_wanted(self.state, team, name, channel):
            self.deliver(events.event_delivery(self.state, team, event))

    def notice(self, team: Team, user: str, text: str) -> None:
        """What Slack itself tells a person, such as that the app did not answer."""
        team.notices.setdefault(user, []).append(text)
        self.note("notice", team, user=user, text=text)

    def note(self, kind: str, team: Team, **rest: Any) -> None:
        """Says what changed."""
        self.state.note({"kind": kind, "team": team.id, **rest})
