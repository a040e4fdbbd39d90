"""The page's web socket: each change of the state, as the person at it sees it, gathered over a few hundredths."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.core import Core
from bot.sandbox.problems import SandboxError
from bot.sandbox.sight import Sight
from bot.sandbox.state import Json

GATHER = 0.03  # seconds: a burst of changes goes out as one
_QUIET = {"call"}  # changes that the page does not show


class Live:
    """All open pages."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self._loop = asyncio.get_running_loop()
        self._pages: list[_Page] = []
        core.state.listeners.append(self._heard)

    def _heard(self, change: Json) -> None:
        if change["kind"] not in _QUIET and self._pages:
            self._loop.call_soon_threadsafe(self._pass_on, change)

    def _pass_on(self, change: Json) -> None:
        for page in self._pages:
            page.add(change)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One page's connection. It says `{"team", "user"}` to look as someone else."""
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        page = _Page(self.core, socket)
        self._pages.append(page)
        try:
            async for received in socket:
                if received.type is WSMsgType.TEXT:
                    page.look_as(received.json())
        finally:
            self._pages.remove(page)
            page.stop()
        return socket

    async def close(self) -> None:
        """Closes them all."""
        for page in list(self._pages):
            await page.socket.close()


class _Page:
    """One open page and whose eyes it has."""

    def __init__(self, core: Core, socket: web.WebSocketResponse) -> None:
        self.core = core
        self.socket = socket
        self.sight: Sight | None = None
        self._changes: dict[tuple[Any, ...], Json] = {}
        self._sending: asyncio.Task[None] | None = None

    def look_as(self, who: Json) -> None:
        team = self.core.state.teams.get(str(who.get("team")))
        user = team.users.get(str(who.get("user"))) if team else None
        self.sight = Sight(self.core, team, user) if team and user else None

    def add(self, change: Json) -> None:
        if self.sight is None or change.get("team", self.sight.team.id) != self.sight.team.id:
            return
        if change.get("user", self.sight.user.id) != self.sight.user.id and change["kind"] != "delivery":
            return
        key = (change["kind"], change.get("channel"), change.get("ts"), change.get("text"))
        self._changes.pop(key, None)
        self._changes[key] = change
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send())

    def stop(self) -> None:
        if self._sending is not None:
            self._sending.cancel()

    async def _send(self) -> None:
        while self._changes and not self.socket.closed:
            await asyncio.sleep(GATHER)
            changes, self._changes = list(self._changes.values()), {}
            with self.core.state.lock:
                shown = [s for s in map(self._show, changes) if s is not None]
            if shown:
                try:
                    await self.socket.send_json(shown)
                except ConnectionError:
                    return

    def _show(self, change: Json) -> Json | None:
        sight, kind = self.sight, change["kind"]
        if sight is None:
            return None
        try:
            if kind in ("message", "ephemeral"):
                message = sight.message_at(change["channel"], change["ts"])
                return {"kind": "message", "message": sight.message(message)}
            if kind in ("message_gone", "ephemeral_gone"):
                sight.channel(change["channel"])
                return {"kind": "message_gone", "channel": change["channel"], "ts": change["ts"]}
        except SandboxError:
            return None  # not for these eyes, or gone meanwhile
        if kind in ("views", "home"):
            return {"kind": "views", **sight.views()}
        if kind == "notice":
            return {"kind": "notice", "text": change["text"]}
        if kind in ("teams", "channel", "connections"):
            return {"kind": "workspace"}
        return {"kind": "delivery"} if kind == "delivery" else None
