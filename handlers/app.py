"""The Bolt app, with every listener on it; for Socket Mode and for HTTP.

What always holds here: `process_before_response` is on, so a listener runs BEFORE Slack gets its ack, and an exception
gives a 500 (over Socket Mode: no ack), after which Slack sends again. Without it Bolt acks an event first, and work
that fails to be stored is lost. It also means that listeners run on the transport's own threads and not on Bolt's
pool of five. So nothing slow may happen in one: what can wait runs `Afterwards`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import cast

from flask import Flask, Response, request
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk import WebClient

from bot import metrics
from bot.services.desk import Desk
from config.settings import Settings
from handlers.afterwards import Afterwards
from handlers.authorize import OneWorkspace
from handlers.clients import listener_client
from handlers.errors import register_errors
from handlers.listeners import (
    commands,
    digests,
    forgetting,
    forms,
    giving,
    home,
    lifecycle,
    people,
    quotes,
    results,
    searching,
    watches,
)
from handlers.listeners import (
    settings as workspace,
)
from handlers.listeners.base import DropTokens, FrontDesk, Once

INTERACTIONS = frozenset(
    {"block_actions", "block_suggestion", "message_action", "shortcut", "view_closed", "view_submission"}
)


class TimedApp(App):
    """Bolt's app, with the time that each request takes told to Prometheus: it is the time to its ack."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Handles a request of either transport."""
        with metrics.ACK_SECONDS.labels(_kind(req.body)).time():
            return super().dispatch(req)


PARTS = (
    giving, forms, commands, searching, results, quotes, people, forgetting, digests, watches, workspace, home,
    lifecycle,
)  # fmt: skip
SOCKET_THREADS = 100
"""Requests at once over Socket Mode. Many, because mentions that come together wait for their turn to be written, and a
command that comes meanwhile must not wait with them."""


def build_app(
    settings: Settings,
    desk: Desk,
    *,
    authorize: Authorize | None = None,
    drop_tokens: DropTokens | None = None,
    later: Afterwards | None = None,
) -> App:
    """The app, for one workspace by `SLACK_BOT_TOKEN` or, with an `authorize`, for several.

    Args:
        authorize: tells several workspaces apart: `handlers.oauth.SeveralWorkspaces`.
        drop_tokens: forgets the tokens of a workspace that the app was removed from.
        later: runs what may wait until Slack has its ack; tests give their own.

    Raises:
        SettingsError: neither a token nor an `authorize` is there.
    """
    front = FrontDesk(desk=desk, later=later or Afterwards(), once=Once(), drop_tokens=drop_tokens)
    secret = settings.slack_signing_secret
    app = TimedApp(
        name="pullquote",
        logger=logging.getLogger("slack_bolt.app"),
        client=listener_client(settings, None),
        authorize=cast(Callable[..., AuthorizeResult], authorize or _one_workspace(settings)),
        signing_secret=secret.get_secret_value() if secret else "",
        request_verification_enabled=secret is not None,
        process_before_response=True,
    )
    register_errors(app, front)
    for part in PARTS:
        part.register(app, front)
    return app


def _kind(body: Mapping[str, object]) -> str:
    """What kind of request it is; one of a few, whatever a stranger sends."""
    if "command" in body:
        return "command"
    if "event" in body:
        return "event"
    kind = str(body.get("type"))
    return kind if kind in INTERACTIONS else "other"


def socket_mode(settings: Settings, app: App) -> SocketModeHandler:
    """Socket Mode on `app`: `connect()` and `close()` it.

    Raises:
        SettingsError: `SLACK_APP_TOKEN` is missing.
    """
    settings.require_slack()
    assert settings.slack_app_token is not None
    token = settings.slack_app_token.get_secret_value()
    client = WebClient(token=token, base_url=settings.slack_api_url)
    return SocketModeHandler(app, app_token=token, web_client=client, concurrency=SOCKET_THREADS)


def add_routes(flask: Flask, app: App) -> None:
    """Events, commands and interactions at /slack/events."""
    handler = SlackRequestHandler(app)

    @flask.post("/slack/events")
    def slack_events() -> Response:
        return handler.handle(request)


def _one_workspace(settings: Settings) -> OneWorkspace:
    settings.require_slack()
    assert settings.slack_bot_token is not None
    token = settings.slack_bot_token.get_secret_value()
    return OneWorkspace(listener_client(settings, token), token)
