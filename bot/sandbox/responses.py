"""response_urls: five uses in thirty minutes, to answer, replace or delete."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import limits
from bot.sandbox.core import Core
from bot.sandbox.faults import FaultKind, Faults
from bot.sandbox.interactions import say
from bot.sandbox.problems import SlackError
from bot.sandbox.state import Call, Json, ResponseUrl
from bot.sandbox.webapi import strike


class Responses:
    """Answers the posts to response_urls."""

    def __init__(self, core: Core, faults: Faults) -> None:
        self.core = core
        self.faults = faults

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One use."""
        try:
            body = await request.json()
        except ValueError:
            body = None
        fault = self.faults.on_call("response_url", None)
        if fault is not None and fault.kind is not FaultKind.RESET_AFTER:
            early = await strike(fault, request)
            if early is not None:
                return early
        with self.core.state.lock:
            status, answer = self._use(request.path, body)
            state = self.core.state
            call = Call(
                method="response_url", team=None, args=body or {}, answer=answer, status=status, at=state.timing.now()
            )
            state.remember_call(call)
        if fault is not None and request.transport is not None:
            request.transport.abort()
        return web.json_response(answer, status=status)

    def _use(self, path: str, body: object) -> tuple[int, Json]:
        state = self.core.state
        url = state.response_urls.get(path)
        if url is None:
            return 404, {"ok": False, "error": "invalid_url"}
        if state.timing.now() - url.born > state.timing.response_url:
            return 404, {"ok": False, "error": "expired_url"}
        if url.uses <= 0:
            return 404, {"ok": False, "error": "used_url"}
        if not isinstance(body, dict):
            return 400, {"ok": False, "error": "invalid_payload"}
        url.uses -= 1
        try:
            self._answer(url, body)
        except SlackError as error:
            state.errors.append(f"response_url: {error.error}: {'; '.join(error.messages)}")
            return 400, error.body()
        return 200, {"ok": True}

    def _answer(self, url: ResponseUrl, body: Json) -> None:
        team = self.core.state.teams[url.team]
        channel = team.channels[url.channel]
        here = channel.ephemerals if url.ephemeral else channel.messages
        message = here.get(url.message or "")
        if body.get("delete_original"):
            if message is not None:
                self.core.delete_message(message)
            return
        if body.get("replace_original") and message is not None and message.bot_id:
            blocks, attachments = limits.check_message(body.get("blocks"), body.get("attachments"))
            if not body.get("text") and not blocks and not attachments:
                raise SlackError("no_text")
            self.core.change_message(
                message, editor=None, text=str(body.get("text") or ""), blocks=blocks, attachments=attachments
            )
            return
        thread = body.get("thread_ts") or (url.thread_ts if url.ephemeral else None)
        say(self.core, team, channel, url.user, body, thread_ts=thread)
