"""Getting envelopes to the app: over Socket Mode or signed HTTP, with acks, retries and the faults asked for.

An event that is not acked within 3 s is tried again (at once, after a minute, after five), with the same event_id. A
command or an interaction is tried once; without an ack the person is told `operation_timeout`.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.core import Core
from bot.sandbox.faults import Fault, FaultKind, Faults
from bot.sandbox.state import Delivery, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one try ended: acked with `answer`, or not, for `reason`."""

    acked: bool
    answer: Any = None
    reason: str = ""
    retry: bool = True


class Transport(Protocol):
    """One way to the app."""

    async def send(self, delivery: Delivery, retry: int, reason: str) -> Outcome: ...


class Dispatcher:
    """Sends deliveries, each in its own task, and writes down how they went."""

    def __init__(self, core: Core, faults: Faults, transport: Transport) -> None:
        self.core = core
        self.faults = faults
        self.transport = transport
        self.after: dict[str, Callable[[Delivery], None]] = {}  # delivery id -> what to do with its answer
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()

    def deliver(self, delivery: Delivery) -> None:
        """Takes a delivery on; returns at once; from any thread."""
        with self.core.state.lock:
            self.core.state.remember_delivery(delivery)
        self._loop.call_soon_threadsafe(lambda: self._start(self._run(delivery)))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Gives up on everything under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, delivery: Delivery) -> None:
        if fault := self._fault(FaultKind.DELAY, delivery):
            await asyncio.sleep(fault.seconds)
        attempt, reason = 0, ""
        while True:
            outcome = await self._try(delivery, attempt, reason)
            if outcome.acked:
                break
            attempt, reason = attempt + 1, outcome.reason
            wait = (
                self.core.state.timing.retry_after(attempt) if delivery.kind == "events_api" and outcome.retry else None
            )
            if wait is None:
                break
            await asyncio.sleep(wait)
        if fault := self._fault(FaultKind.REDELIVER, delivery):
            for again in range(fault.times):
                await self._try(delivery, attempt + again + 1, "timeout")
        self._finish(delivery, outcome)

    async def _try(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        delivery.attempts += 1
        began = time.monotonic()
        outcome = await self.transport.send(delivery, attempt, reason)
        if outcome.acked:
            delivery.latency = time.monotonic() - began
        return outcome

    def _finish(self, delivery: Delivery, outcome: Outcome) -> None:
        state = self.core.state
        with state.lock:
            delivery.acked, delivery.answer = outcome.acked, outcome.answer
            if not outcome.acked:
                delivery.error = outcome.reason
                state.errors.append(f"{delivery.type} {delivery.id} was not acked: {outcome.reason}")
            if then := self.after.pop(delivery.id, None):
                then(delivery)
            delivery.done = True
            state.under_way -= 1
            state.note({"kind": "delivery", "team": delivery.team, "id": delivery.id})

    def _fault(self, kind: FaultKind, delivery: Delivery) -> Fault | None:
        event = delivery.payload.get("event", delivery.payload)
        channel = event.get("channel") or event.get("channel_id")
        where = channel.get("id") if isinstance(channel, dict) else channel
        return self.faults.on_delivery(kind, delivery.type, where)


class HttpTransport:
    """Posts to the app's request URLs, signed with its signing secret (`v0`)."""

    def __init__(self, core: Core, faults: Faults, session: aiohttp.ClientSession) -> None:
        self.core = core
        self.faults = faults
        self.session = session
        self.url = ""

    async def verify(self, url: str) -> None:
        """The url_verification handshake.

        Raises:
            ValueError: the app did not answer with the challenge.
        """
        challenge = self.core.state.ids.secret(length=32)
        body: Json = {
            "token": self.core.state.app.verification_token,
            "challenge": challenge,
            "type": "url_verification",
        }
        raw = json.dumps(body).encode()
        async with self.session.post(url, data=raw, headers=self._headers(raw, "application/json")) as answer:
            text = await answer.text()
        if answer.status != 200 or challenge not in text:
            raise ValueError(f"{url} did not answer with the challenge: {answer.status}")

    async def send(self, delivery: Delivery, retry: int, reason: str) -> Outcome:
        """One try."""
        if delivery.kind == "events_api":
            raw, kind = json.dumps(delivery.payload).encode(), "application/json"
        elif delivery.kind == "slash_commands":
            raw, kind = urlencode(delivery.payload).encode(), "application/x-www-form-urlencoded"
        else:
            raw = urlencode({"payload": json.dumps(delivery.payload)}).encode()
            kind = "application/x-www-form-urlencoded"
        headers = self._headers(raw, kind)
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        limit = self.core.state.timing.ack
        try:
            async with asyncio.timeout(limit):
                async with self.session.post(self._url_of(delivery), data=raw, headers=headers) as answer:
                    body = await answer.text()
                if fault := self.faults.on_delivery(FaultKind.SLOW_ACK, delivery.type, None):
                    await asyncio.sleep(fault.seconds)
        except TimeoutError:
            return Outcome(acked=False, reason="http_timeout")
        except aiohttp.ClientError:
            return Outcome(acked=False, reason="connection_failed")
        if answer.status != 200:
            no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
            return Outcome(acked=False, reason="http_error", answer=answer.status, retry=not no_retry)
        return Outcome(acked=True, answer=_parse(body))

    def _url_of(self, delivery: Delivery) -> str:
        manifest = self.core.state.app.manifest
        if self.url:
            return self.url
        if delivery.kind == "slash_commands":
            command = manifest.command(delivery.type)
            return (command.url if command else None) or ""
        if delivery.type == "block_suggestion":
            return manifest.options_url or ""
        return (manifest.request_url if delivery.kind == "events_api" else manifest.interactivity_url) or ""

    def _headers(self, raw: bytes, content_type: str) -> dict[str, str]:
        stamp = str(int(time.time()))
        base = b"v0:" + stamp.encode() + b":" + raw
        secret = self.core.state.app.signing_secret.encode()
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": "v0=" + hmac.new(secret, base, hashlib.sha256).hexdigest(),
        }


def _parse(body: str) -> Any:
    """The body of an ack: JSON, or plain text, or nothing."""
    if not body.strip():
        return None
    try:
        return json.loads(body)
    except ValueError:
        return {"text": body}
