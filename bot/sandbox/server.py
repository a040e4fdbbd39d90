"""One local Slack, served: puts the parts together on an event loop and gives each its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import web

from bot.sandbox.actions import Actions
from bot.sandbox.core import Core
from bot.sandbox.delivery import Dispatcher, HttpTransport, Outcome
from bot.sandbox.faults import Faults
from bot.sandbox.filesrv import FileServer
from bot.sandbox.interactions import Interactions
from bot.sandbox.manifest import Manifest
from bot.sandbox.oauth import OAuth
from bot.sandbox.page import Page
from bot.sandbox.rates import Rates
from bot.sandbox.responses import Responses
from bot.sandbox.sockets import SocketTransport
from bot.sandbox.state import Delivery, State
from bot.sandbox.timing import Timing
from bot.sandbox.webapi import WebApi

MAX_BODY = 64 * 1024 * 1024


class _Either:
    """Socket Mode or HTTP, as the app is set just now."""

    def __init__(self, socket: SocketTransport, http: HttpTransport) -> None:
        self.socket = socket
        self.http = http
        self.over_http = False

    async def send(self, delivery: Delivery, retry: int, reason: str) -> Outcome:
        chosen = self.http if self.over_http else self.socket
        return await chosen.send(delivery, retry, reason)


class Server:
    """A Slack on `host:port`; all of it runs on the loop that calls `start`."""

    def __init__(
        self,
        manifest: Manifest,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        timing: Timing | None = None,
        seed: int = 1,
        rate_limits: bool = False,
        commercial: bool = False,
    ) -> None:
        self.host, self.port = host, port
        self.timing = timing or Timing()
        self.state = State(manifest=manifest, timing=self.timing, seed=seed)
        self.core = Core(self.state)
        self.faults = Faults(seed)
        self.rates = Rates(self.timing, enforced=rate_limits, commercial=commercial)
        self.actions = Actions(self.core)
        self.interactions = Interactions(self.core, self.actions, self._send)
        self.sockets = SocketTransport(self.core, self.faults)
        self._cleanup: list[Any] = []

    async def start(self) -> None:
        """Opens the port and fills in `state.base_url`.

        Raises:
            OSError: the port is taken, or not allowed.
        """
        session = aiohttp.ClientSession()
        self.http = HttpTransport(self.core, self.faults, session)
        self.transport = _Either(self.sockets, self.http)
        self.transport.over_http = not self.state.app.manifest.socket_mode
        self.dispatcher = Dispatcher(self.core, self.faults, self.transport)
        self.core.deliver = self.dispatcher.deliver
        self.page = Page(self)
        app = web.Application(client_max_size=MAX_BODY)
        self._routes(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        self._cleanup = [self.dispatcher.close, self.page.close, self.sockets.close, session.close, runner.cleanup]
        try:
            await runner.setup()
            await web.TCPSite(runner, self.host, self.port).start()
        except OSError:
            await self.stop()
            raise
        self.port = runner.addresses[0][1]
        self.state.base_url = f"http://{self.host}:{self.port}"

    def _routes(self, app: web.Application) -> None:
        api = WebApi(self.core, self.faults, self.rates, self.sockets)
        files, responses, oauth = (
            FileServer(self.core, self.faults),
            Responses(self.core, self.faults),
            OAuth(self.core),
        )
        route = app.router.add_route
        route("GET", "/api/{method}", api.handle)
        route("POST", "/api/{method}", api.handle)
        route("GET", "/link/", self.sockets.handle)
        route("GET", "/files-pri/{key}/{name}", files.download)
        route("GET", "/files-pri/{key}/download/{name}", files.download)
        route("POST", "/upload/v1/{file}/{secret}", files.upload)
        for kind in ("commands", "actions", "app"):
            route("POST", f"/{kind}/{{team}}/{{number}}/{{secret}}", responses.handle)
        route("GET", "/oauth/v2/authorize", oauth.show)
        route("POST", "/oauth/v2/authorize", oauth.allow)
        self.page.routes(app)

    def _send(self, delivery: Delivery, then: Callable[[Delivery], None] | None) -> None:
        if then is not None:
            self.dispatcher.after[delivery.id] = then
        self.core.deliver(delivery)

    async def stop(self) -> None:
        """Closes everything."""
        for clean in self._cleanup:
            await clean()
        self._cleanup = []

    async def use_http(self, url: str, *, verify: bool = True) -> None:
        """From now on posts events, commands and interactions to `url`, once it has answered the challenge.

        Raises:
            ValueError: it did not.
        """
        if verify:
            await self.http.verify(url)
        self.http.url = url
        self.transport.over_http = True
