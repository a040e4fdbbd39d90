"""What one person sees of a workspace, as JSON for the page. Nothing of other people's private matters is in it."""

from __future__ import annotations

from typing import Any

from bot.sandbox import objects
from bot.sandbox.core import Core
from bot.sandbox.problems import SandboxError
from bot.sandbox.state import Channel, Json, Message, Team, User

PAGE = 150  # messages at once


class Sight:
    """One person's eyes."""

    def __init__(self, core: Core, team: Team, user: User) -> None:
        self.core = core
        self.state = core.state
        self.team = team
        self.user = user

    def sees(self, channel: Channel) -> bool:
        """Whether the person can look into a channel."""
        return channel.kind == "public" or self.user.id in channel.members

    def channel(self, channel_id: str) -> Channel:
        """A channel they can look into."""
        channel = self.team.channels.get(channel_id)
        if channel is None or not self.sees(channel):
            raise SandboxError("No such channel")
        return channel

    def message_at(self, channel_id: str, ts: str) -> Message:
        """A message they can see, ephemeral ones of their own included."""
        channel = self.channel(channel_id)
        message = channel.messages.get(ts) or channel.ephemerals.get(ts)
        if message is None or message.ephemeral_to not in (None, self.user.id):
            raise SandboxError("No such message")
        return message

    def workspace(self) -> Json:
        """Workspaces, people, channels, the app, open modals, the Home tab."""
        installed = self.team.installation
        return {
            "teams": [{"id": t.id, "name": t.name} for t in self.state.teams.values()],
            "team": {"id": self.team.id, "name": self.team.name, "domain": self.team.domain},
            "me": self.user.id,
            "users": {u.id: self._user(u) for u in self.team.users.values()},
            "channels": [self.channel_json(c) for c in self.team.channels.values() if self.sees(c)],
            "app": self._app() if installed and installed.active else None,
            **self.views(),
        }

    def _user(self, user: User) -> Json:
        return {
            "id": user.id,
            "name": user.name,
            "real_name": user.real_name,
            "title": user.title,
            "color": user.color,
            "is_bot": user.is_bot,
        }

    def channel_json(self, channel: Channel) -> Json:
        """A channel for the sidebar."""
        return {
            "id": channel.id,
            "name": channel.name,
            "kind": channel.kind,
            "topic": channel.topic,
            "archived": channel.archived,
            "members": list(channel.members),
            "latest": next(reversed(channel.messages), None),
        }

    def _app(self) -> Json:
        manifest = self.state.app.manifest
        installed = self.team.installation
        assert installed is not None
        shortcuts = [
            {"name": s.name, "callback_id": s.callback_id, "description": s.description} for s in manifest.shortcuts
        ]
        return {
            "name": manifest.name,
            "description": manifest.description,
            "user": installed.bot_user,
            "home_tab": manifest.home_tab,
            "messages_tab": manifest.messages_tab,
            "read_only": manifest.messages_read_only,
            "connected": self.state.connections > 0 or not manifest.socket_mode,
            "commands": [
                {"name": c.name, "description": c.description, "hint": c.usage_hint} for c in manifest.commands
            ],
            "global_shortcuts": [s for s, m in zip(shortcuts, manifest.shortcuts, strict=True) if m.is_global],
            "message_shortcuts": [s for s, m in zip(shortcuts, manifest.shortcuts, strict=True) if not m.is_global],
        }

    def views(self) -> Json:
        """The person's modals, bottom first, and their Home tab."""
        home = self.team.views.get(self.team.homes.get(self.user.id, ""))
        return {
            "modals": [self._view(self.team.views[v]) for v in self.team.modals.get(self.user.id, ())],
            "home": self._view(home) if home else None,
        }

    def _view(self, view: Any) -> Json:
        return objects.view_json(view, self.team, self.state) | {"errors": view.errors}

    def message(self, message: Message) -> Json:
        """A message for the page."""
        return objects.message_json(message, self.team, self.state) | {
            "channel": message.channel,
            "ephemeral": message.ephemeral_to is not None,
            "values": message.values,
            "broadcast": message.broadcast,
        }

    def messages(self, channel: Channel, *, before: str | None = None) -> Json:
        """The newest messages of a channel, oldest first, with what only this person sees."""
        stamps = [ts for ts, m in channel.messages.items() if not m.is_reply or m.broadcast]
        if before is not None:
            stamps = [ts for ts in stamps if float(ts) < float(before)]
        shown = [self.message(channel.messages[ts]) for ts in stamps[-PAGE:]]
        own = [] if before else [m for m in channel.ephemerals.values() if m.ephemeral_to == self.user.id]
        shown += [self.message(m) for m in own if not m.is_reply]
        return {"messages": sorted(shown, key=lambda m: float(m["ts"])), "has_more": len(stamps) > PAGE}

    def thread(self, channel: Channel, ts: str) -> Json:
        """A thread, its root first."""
        root = channel.messages.get(ts)
        if root is None:
            raise SandboxError("No such message")
        own = [m for m in channel.ephemerals.values() if m.ephemeral_to == self.user.id and m.thread_ts == ts]
        rest = sorted([*channel.replies(ts), *own], key=lambda m: float(m.ts))
        return {"messages": [self.message(m) for m in (root, *rest)]}

    def log(self) -> Json:
        """The latest calls and deliveries of this workspace, newest first."""
        calls = [c for c in self.state.calls[-200:] if c.team in (None, self.team.id)]
        sent = [d for d in self.state.deliveries[-200:] if d.team == self.team.id]
        return {
            "calls": [
                {"method": c.method, "ok": c.ok, "error": c.answer.get("error"), "at": c.at} for c in reversed(calls)
            ],
            "deliveries": [
                {
                    "type": d.type,
                    "id": d.id,
                    "acked": d.acked,
                    "done": d.done,
                    "attempts": d.attempts,
                    "latency": d.latency,
                    "error": d.error,
                }
                for d in reversed(sent)
            ],
            "errors": list(reversed(self.state.errors[-50:])),
        }
