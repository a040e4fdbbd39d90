"""The page in the browser and the endpoints behind it: what a person sees as JSON, live, and what they do.

`POST /sandbox/do/<action>` does as a person what `doings` lists; `/sandbox/faults` plans faults; both also serve
other processes, such as chaos tests. All of it answers only to this machine's own names for it, and takes JSON alone,
so that no other site open in the same browser can act here.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.doings import DOINGS
from bot.sandbox.faults import Fault
from bot.sandbox.live import Live
from bot.sandbox.problems import SandboxError, SlackError
from bot.sandbox.sight import Sight
from bot.sandbox.state import Json

if TYPE_CHECKING:
    from bot.sandbox.server import Server

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
STATIC = Path(__file__).parent / "static"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src * data:; style-src 'self'; script-src 'self'; object-src 'none';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_SHOWN_IN_PLACE = ("image/png", "image/jpeg", "image/gif", "image/webp", "text/plain")


class Page:
    """`/`, `/static`, `/sandbox/…`."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.live = Live(server.core)

    def routes(self, app: web.Application) -> None:
        """Adds the page's addresses."""
        app.middlewares.append(self._guard)
        route = app.router.add_route
        for path in ("/", "/archives/{rest:.*}", "/files/{rest:.*}"):
            route("GET", path, self.index)
        route("GET", "/static/{name}", self.static)
        route("GET", "/sandbox/workspace", self.workspace)
        route("GET", "/sandbox/channel/{channel}", self.channel)
        route("GET", "/sandbox/thread/{channel}/{ts}", self.thread)
        route("GET", "/sandbox/file/{team}/{file}", self.file)
        route("GET", "/sandbox/log", self.log)
        route("GET", "/sandbox/live", self.live.handle)
        route("POST", "/sandbox/do/{action}", self.do)
        route("POST", "/sandbox/upload", self.upload)
        route("GET", "/sandbox/faults", self.list_faults)
        route("POST", "/sandbox/faults", self.add_fault)
        route("DELETE", "/sandbox/faults", self.clear_faults)

    async def close(self) -> None:
        """Closes the live connections."""
        await self.live.close()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(("/sandbox/", "/oauth/")):
            name = request.host.rpartition(":")[0] or request.host
            if self.server.host in ("127.0.0.1", "localhost") and name not in ("127.0.0.1", "localhost"):
                raise web.HTTPForbidden(text="unknown host")
            origin = request.headers.get("Origin")
            if origin is not None and origin.partition("://")[2] != request.host:
                raise web.HTTPForbidden(text="another site's page")
        try:
            answer = await handler(request)
        except SandboxError as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        except SlackError as error:
            return web.json_response(error.body(), status=400)
        return answer

    async def index(self, request: web.Request) -> web.StreamResponse:
        """The page itself; its script reads the address."""
        return web.Response(text=(STATIC / "index.html").read_text("utf-8"), content_type="text/html", headers=_HEADERS)

    async def static(self, request: web.Request) -> web.StreamResponse:
        """The page's own files."""
        path = STATIC / Path(request.match_info["name"]).name
        if not path.is_file():
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return web.Response(text=path.read_text("utf-8"), content_type=kind, headers=_HEADERS)

    def _sight(self, request: web.Request) -> Sight:
        team = self.server.actions.team(request.query.get("team") or None)
        wanted = request.query.get("user")
        user = team.users.get(wanted) if wanted else None
        return Sight(self.server.core, team, user or team.people[0])

    async def workspace(self, request: web.Request) -> web.StreamResponse:
        """Everything but messages."""
        with self.server.state.lock:
            return web.json_response(self._sight(request).workspace())

    async def channel(self, request: web.Request) -> web.StreamResponse:
        """The newest messages of a channel (before `before`)."""
        with self.server.state.lock:
            sight = self._sight(request)
            channel = sight.channel(request.match_info["channel"])
            return web.json_response(sight.messages(channel, before=request.query.get("before")))

    async def thread(self, request: web.Request) -> web.StreamResponse:
        """A thread, its root first."""
        with self.server.state.lock:
            sight = self._sight(request)
            return web.json_response(
                sight.thread(sight.channel(request.match_info["channel"]), request.match_info["ts"])
            )

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file as a person sees it."""
        team = self.server.actions.team(request.match_info["team"])
        file = team.files.get(request.match_info["file"])
        if file is None or file.deleted:
            raise web.HTTPNotFound
        shown = file.mimetype in _SHOWN_IN_PLACE
        headers = {
            "Content-Type": file.mimetype + ("; charset=utf-8" if file.mimetype.startswith("text/") else ""),
            "Content-Disposition": "inline" if shown else "attachment",
            "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=file.content, headers=headers)

    async def log(self, request: web.Request) -> web.StreamResponse:
        """The latest calls and deliveries, newest first."""
        with self.server.state.lock:
            return web.json_response(self._sight(request).log())

    async def do(self, request: web.Request) -> web.StreamResponse:
        """Does something as a person."""
        doing = DOINGS.get(request.match_info["action"])
        if doing is None:
            raise SandboxError(f"No action {request.match_info['action']}; there are: {', '.join(sorted(DOINGS))}")
        raw = await _json(request)
        with self.server.state.lock:
            team = self.server.actions.team(raw.get("team"))
            user = self.server.actions.user(team, str(raw.get("user", "")))
            try:
                answer = doing(self.server, Sight(self.server.core, team, user), raw)
            except KeyError as error:
                raise SandboxError(f"Missing: {error}") from None
        return web.json_response({"ok": True, **answer})

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Takes a file's bytes, to be posted afterwards; its name is in `name`."""
        if request.content_type != "application/octet-stream":
            raise SandboxError("Send the bytes as application/octet-stream")
        content = await request.read()
        with self.server.state.lock:
            sight = self._sight(request)
            snippet = request.query.get("snippet") == "1"
            name = request.query.get("name") or "Untitled"
            file = self.server.actions.file(sight.team, sight.user, name, content, "text/plain" if snippet else None)
            file.mode = "snippet" if snippet else "hosted"
        return web.json_response({"ok": True, "id": file.id})

    async def list_faults(self, request: web.Request) -> web.StreamResponse:
        """The planned faults and how often each struck."""
        return web.json_response({"faults": [f.to_json() for f in self.server.faults.planned]})

    async def add_fault(self, request: web.Request) -> web.StreamResponse:
        """Plans a fault."""
        fault = self.server.faults.add(Fault.from_json(await _json(request)))
        return web.json_response({"ok": True, "fault": fault.to_json()})

    async def clear_faults(self, request: web.Request) -> web.StreamResponse:
        """Takes all planned faults back."""
        self.server.faults.clear()
        return web.json_response({"ok": True})


async def _json(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise SandboxError("Send JSON")
    try:
        raw = json.loads(await request.text())
    except ValueError:
        raw = None
    if not isinstance(raw, dict):
        raise SandboxError("Send a JSON object")
    return raw
