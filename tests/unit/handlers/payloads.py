"""What Slack sends, as tests need it, and the two ways it comes."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

TEAM, USER, CHANNEL = "T1", "U1", "C1"


def over_socket(app: App, body: dict[str, Any]) -> BoltResponse:
    """As Socket Mode delivers it."""
    return app.dispatch(BoltRequest(mode="socket_mode", body=body))


def over_http(app: App, body: dict[str, Any]) -> BoltResponse:
    """As a signed request: events as JSON, commands as a form, interactions as a form with a payload."""
    if body.get("type") == "event_callback":
        raw, kind = json.dumps(body), "application/json"
    elif "command" in body:
        raw, kind = urlencode(body), "application/x-www-form-urlencoded"
    else:
        raw, kind = urlencode({"payload": json.dumps(body)}), "application/x-www-form-urlencoded"
    stamp = str(int(time.time()))
    signature = str(SignatureVerifier("secret").generate_signature(timestamp=stamp, body=raw))
    headers: dict[str, str | Sequence[str]] = {
        "content-type": kind,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature,
    }
    return app.dispatch(BoltRequest(body=raw, headers=headers))


def event(inner: dict[str, Any], event_id: str = "Ev1") -> dict[str, Any]:
    """An event; without a type, a mention."""
    base = {"type": "app_mention", "user": USER, "channel": CHANNEL, "ts": "10.1"}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event_id": event_id,
        "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True}],
        "event": base | inner,
    }


def command(text: str, **fields: Any) -> dict[str, Any]:
    """`/quotes <text>`"""
    return {
        "command": "/quotes",
        "text": text,
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "user_id": USER,
        "trigger_id": "1.2.3",
        "response_url": "https://hooks.slack.com/commands/1",
    } | fields


def interaction(kind: str, **fields: Any) -> dict[str, Any]:
    """A shortcut, a press of a button, a form sent."""
    return {
        "type": kind,
        "team": {"id": TEAM},
        "user": {"id": USER},
        "channel": {"id": CHANNEL},
        "trigger_id": "1.2.3",
        "api_app_id": "A1",
    } | fields


def pressed(action: str, value: str = "", **fields: Any) -> dict[str, Any]:
    """A button."""
    return interaction(
        "block_actions", actions=[{"type": "button", "action_id": action, "block_id": "b", "value": value}], **fields
    )


def chosen(action: str, value: str, **fields: Any) -> dict[str, Any]:
    """A choice of an overflow menu."""
    option = {"text": {"type": "plain_text", "text": "x"}, "value": value}
    pick = {"type": "overflow", "action_id": action, "block_id": "b", "selected_option": option}
    return interaction("block_actions", actions=[pick], **fields)


def form(callback: str, values: dict[str, dict[str, Any]], **view: Any) -> dict[str, Any]:
    """A form sent; `values` by block id, each the state of its only element."""
    state = {"values": {block: {block: value} for block, value in values.items()}}
    return interaction(
        "view_submission", view={"id": "V1", "type": "modal", "callback_id": callback, "state": state} | view
    )


def said(response: BoltResponse) -> dict[str, Any]:
    """The body of an answer."""
    found: dict[str, Any] = json.loads(response.body or "{}")
    return found
