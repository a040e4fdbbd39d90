"""Where something was pressed, so that the answer goes back there; and asking again there after a form.

What always holds here: a `Spot` fits into a form's private_metadata, whatever was pressed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from slack_sdk.http_retry import RetryHandler
from slack_sdk.webhook import WebhookClient

from handlers.blocks.parts import Message
from handlers.clients import LISTENER_TIMEOUT, ShortRateLimitRetryHandler

Json = Mapping[str, Any]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A message with something to press in it. `response_url` lives for 30 minutes and 5 answers."""

    response_url: str | None = None
    channel: str | None = None
    thread_ts: str | None = None
    ephemeral: bool = False  # only the person who pressed sees that message

    def answer(self, said: Message) -> None:
        """Says something to the person alone, beside the message."""
        self._send({**said.payload(), "response_type": "ephemeral", "replace_original": False, **self._thread()})

    def replace(self, said: Message) -> None:
        """Puts something in the message's place."""
        self._send({**said.payload(), "replace_original": True, **self._thread()})

    def tell_all(self, said: Message) -> None:
        """Says something to everybody in the channel; this needs no membership in it."""
        self._send({**said.payload(), "response_type": "in_channel", "replace_original": False, **self._thread()})

    def _thread(self) -> dict[str, str]:
        return {"thread_ts": self.thread_ts} if self.thread_ts else {}

    def _send(self, payload: dict[str, Any]) -> None:
        if self.response_url is None:
            return
        retry: list[RetryHandler] = [ShortRateLimitRetryHandler(max_retry_count=1)]
        sent = WebhookClient(self.response_url, timeout=LISTENER_TIMEOUT, retry_handlers=retry).send_dict(payload)
        if sent.status_code in (403, 404, 410):
            log.info("the address for answers has run out", status=sent.status_code)
        elif sent.status_code != 200:
            raise OSError(f"a response address answered {sent.status_code}")

    def dump(self) -> str:
        """As text for private_metadata."""
        return json.dumps({key: value for key, value in asdict(self).items() if value})

    @staticmethod
    def load(text: str) -> Spot:
        """Back from private_metadata; empty where it is none of ours."""
        found = json.loads(text) if text else {}
        return Spot(**found) if isinstance(found, dict) else Spot()

    @staticmethod
    def of(body: Json) -> Spot:
        """Where a button was pressed or a command was run."""
        container = body.get("container") or {}
        message = body.get("message") or {}
        channel = (body.get("channel") or {}).get("id") or body.get("channel_id") or container.get("channel_id")
        return Spot(
            response_url=body.get("response_url"),
            channel=channel,
            thread_ts=container.get("thread_ts") or message.get("thread_ts"),
            ephemeral=bool(container.get("is_ephemeral")),
        )
