"""The Web API over HTTP: bodies, tokens, scopes, rates and faults around each method, and the log of calls."""

from __future__ import annotations

import asyncio
import base64
import copy
import json
import time
from typing import Any

from aiohttp import web

from bot.sandbox.core import Core
from bot.sandbox.faults import Fault, FaultKind, Faults
from bot.sandbox.methods import METHODS, Args, Context, Method
from bot.sandbox.methods.base import check_scopes
from bot.sandbox.problems import SlackError
from bot.sandbox.rates import Rates
from bot.sandbox.sockets import SocketTransport
from bot.sandbox.state import Call, Json, Token

_SECRET_ARGS = {"token", "client_secret", "code", "refresh_token"}


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(self, core: Core, faults: Faults, rates: Rates, sockets: SocketTransport) -> None:
        self.core = core
        self.faults = faults
        self.rates = rates
        self.sockets = sockets

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, with the fault it meets."""
        name = request.match_info["method"]
        raw = await _read_args(request) | _basic(request.headers.get("Authorization", ""))
        channel = raw.get("channel") or raw.get("channel_id")
        with self.core.state.lock:
            fault = self.faults.on_call(name, channel if isinstance(channel, str) else None)
        if fault is not None and fault.kind is not FaultKind.RESET_AFTER:
            early = await strike(fault, request)
            if early is not None:
                self._log(name, _logged(raw), {"ok": False, "error": f"fault:{fault.kind}"}, early.status)
                return early
        with self.core.state.lock:
            answer = self._answer(name, raw, request.headers.get("Authorization", ""))
        if fault is not None and fault.kind is FaultKind.RESET_AFTER:
            return await _reset(request)
        return answer

    def _answer(self, name: str, raw: Json, authorization: str) -> web.Response:
        headers: dict[str, str] = {}
        status = 200
        given = _logged(raw)  # before the method gives its blocks ids
        token: Token | None = None
        try:
            method = METHODS.get(name)
            if method is None:
                raise SlackError("unknown_method", req_method=name)
            token = self._token(method, raw, authorization)
            if token is not None:
                headers["x-oauth-scopes"] = ",".join(sorted(token.scopes))
                headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
            check_scopes(token, method.scopes)
            context = Context(core=self.core, token=token, args=Args(raw), enforce_history=self.rates.commercial)
            wait = self.rates.wait(method, context)
            if wait is not None:
                status, headers["Retry-After"] = 429, str(wait)
                raise SlackError("ratelimited")
            body = {"ok": True, **method.run(context)}
            if name == "apps.connections.open":
                body["url"] = self.sockets.ticket()
        except SlackError as error:
            body = error.body()
        self._log(name, given, body, status, token)
        return web.json_response(body, status=status, headers=headers)

    def _token(self, method: Method, raw: Json, authorization: str) -> Token | None:
        given = authorization.removeprefix("Bearer ").strip() or str(raw.get("token") or "")
        if method.caller == "none":
            return None
        if not given:
            raise SlackError("not_authed")
        token = self.core.state.tokens.get(given)
        if token is None:
            raise SlackError("invalid_auth")
        if token.expires is not None and token.expires <= self.core.state.timing.now():
            raise SlackError("token_expired")
        if method.caller not in ("any", token.kind):
            raise SlackError("not_allowed_token_type")
        return token

    def _log(self, name: str, args: Json, body: Json, status: int, token: Token | None = None) -> None:
        answer = {k: v for k, v in body.items() if k not in ("access_token", "refresh_token", "url")}
        call = Call(
            method=name, team=token.team if token else None, args=args, answer=copy.deepcopy(answer),
            status=status, at=time.time(),
        )  # fmt: skip
        with self.core.state.lock:
            self.core.state.remember_call(call)


def _logged(args: Json) -> Json:
    """Arguments as structures, however they came, without secrets: for tests to look into."""

    def parse(value: Any) -> Any:
        if isinstance(value, str) and value[:1] in ("[", "{"):
            try:
                return json.loads(value)
            except ValueError:
                return value
        return copy.deepcopy(value)

    return {k: parse(v) for k, v in args.items() if k not in _SECRET_ARGS}


async def _read_args(request: web.Request) -> Json:
    raw: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            body = {}
        raw |= body if isinstance(body, dict) else {}
    else:
        raw |= {k: v for k, v in (await request.post()).items() if isinstance(v, str)}
    return raw


def _basic(authorization: str) -> Json:
    """The client id and secret, where they come as HTTP Basic authentication."""
    kind, _, encoded = authorization.partition(" ")
    if kind != "Basic":
        return {}
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": name, "client_secret": secret}


async def strike(fault: Fault, request: web.Request) -> web.StreamResponse | None:
    """Does what a fault does to a call before its effect; None: the call goes on."""
    if fault.kind is FaultKind.RATE_LIMITED:
        headers = {"Retry-After": str(int(fault.seconds))}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    if fault.kind is FaultKind.SERVER_ERROR:
        return web.Response(status=500, text="<html><body>Server Error</body></html>", content_type="text/html")
    if fault.kind is FaultKind.API_ERROR:
        return web.json_response({"ok": False, "error": fault.error})
    if fault.kind is FaultKind.HANG:
        await asyncio.sleep(fault.seconds)
        return None
    return await _reset(request)


async def _reset(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
