"""Socket Mode: the app's web sockets, their tickets, envelopes and acks."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.core import Core
from bot.sandbox.delivery import Outcome
from bot.sandbox.faults import FaultKind, Faults
from bot.sandbox.state import Delivery, Json

MAX_CONNECTIONS = 10


class SocketTransport:
    """Sends each envelope over one of the open sockets, in turn, and waits for its ack."""

    def __init__(self, core: Core, faults: Faults) -> None:
        self.core = core
        self.faults = faults
        self.sockets: list[web.WebSocketResponse] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._transports: dict[web.WebSocketResponse, asyncio.Transport | None] = {}
        self._turn = 0
        self._opened = asyncio.Event()

    def ticket(self) -> str:
        """The address of a new connection, good once."""
        made = secrets.token_hex(16)
        self._tickets.add(made)
        base = self.core.state.base_url.replace("http", "ws", 1)
        return f"{base}/link/?ticket={made}&app_id={self.core.state.app.id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPUnauthorized(text="invalid ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=10)
        await socket.prepare(request)
        if len(self.sockets) >= MAX_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await socket.close()
            return socket
        self._transports[socket] = request.transport
        self._set([*self.sockets, socket])
        try:
            with contextlib.suppress(ConnectionError):  # it broke: the finally says so
                await socket.send_json(
                    {
                        "type": "hello",
                        "num_connections": len(self.sockets),
                        "debug_info": {"host": "local-slack", "build_number": 1, "approximate_connection_time": 18060},
                        "connection_info": {"app_id": self.core.state.app.id},
                    }
                )
                async for received in socket:
                    if received.type is WSMsgType.TEXT:
                        self._receive(received.data)
        finally:
            self._transports.pop(socket, None)
            self._set([s for s in self.sockets if s is not socket])
        return socket

    def _set(self, sockets: list[web.WebSocketResponse]) -> None:
        self.sockets = sockets
        if sockets:
            self._opened.set()
        else:
            self._opened.clear()
        with self.core.state.lock:
            self.core.state.connections = len(sockets)
            self.core.state.note({"kind": "connections", "count": len(sockets)})

    def _receive(self, data: str) -> None:
        try:
            ack = json.loads(data)
        except ValueError:
            return
        waiting = self._waiting.get(ack.get("envelope_id", "")) if isinstance(ack, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(ack.get("payload"))

    async def send(self, delivery: Delivery, retry: int, reason: str) -> Outcome:
        """One try: an envelope out, and its ack within 3 s."""
        limit = self.core.state.timing.ack
        try:
            async with asyncio.timeout(limit):
                await self._opened.wait()
        except TimeoutError:
            return Outcome(acked=False, reason="connection_failed")
        self._turn += 1
        socket = self.sockets[self._turn % len(self.sockets)]
        envelope_id = self.core.state.ids.client_msg_id()
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": delivery.payload,
            "type": delivery.kind,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry and reason else ""}
        waiting = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(limit):
                if self.faults.on_delivery(FaultKind.DROP_SOCKET, delivery.type, None):
                    self._break(socket)
                    return Outcome(acked=False, reason="connection_failed")
                await socket.send_json(envelope)
                answer = await waiting
                if fault := self.faults.on_delivery(FaultKind.SLOW_ACK, delivery.type, None):
                    await asyncio.sleep(fault.seconds)
            return Outcome(acked=True, answer=answer)
        except TimeoutError:
            return Outcome(acked=False, reason="timeout")
        except ConnectionError:
            return Outcome(acked=False, reason="connection_failed")
        finally:
            self._waiting.pop(envelope_id, None)

    async def disconnect(self, reason: str) -> None:
        """Tells every connection to go (`warning` only says so; the others close)."""
        for socket in list(self.sockets):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "local-slack"}})
            if reason != "warning":
                await socket.close()

    def drop_all(self) -> None:
        """Breaks every connection without a word."""
        for socket in list(self.sockets):
            self._break(socket)

    def _break(self, socket: web.WebSocketResponse) -> None:
        transport = self._transports.get(socket)
        if transport is not None:
            transport.abort()

    async def close(self) -> None:
        """Closes every connection."""
        for socket in list(self.sockets):
            await socket.close()
