"""The page in the browser and the admin endpoints: what a person sees and does, as JSON, and live over a web socket."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aiohttp import web

from bot.sandbox.faults import Fault
from bot.sandbox.problems import SandboxError
from bot.sandbox.state import Json

if TYPE_CHECKING:
    from bot.sandbox.server import Server


class Page:
    """`/`, `/static`, `/sandbox/…`."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def routes(self, app: web.Application) -> None:
        """Adds the page's addresses."""
        route = app.router.add_route
        route("GET", "/sandbox/faults", self.list_faults)
        route("POST", "/sandbox/faults", self.add_fault)
        route("DELETE", "/sandbox/faults", self.clear_faults)

    async def close(self) -> None:
        """Closes the live connections."""

    async def list_faults(self, request: web.Request) -> web.StreamResponse:
        """The planned faults and how often each struck."""
        return web.json_response({"faults": [f.to_json() for f in self.server.faults.planned]})

    async def add_fault(self, request: web.Request) -> web.StreamResponse:
        """Plans a fault."""
        try:
            raw: Json = json.loads(await request.text())
            fault = self.server.faults.add(Fault.from_json(raw))
        except (ValueError, SandboxError) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True, "fault": fault.to_json()})

    async def clear_faults(self, request: web.Request) -> web.StreamResponse:
        """Takes all planned faults back."""
        self.server.faults.clear()
        return web.json_response({"ok": True})
