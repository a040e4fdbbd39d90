"""The bot's Slack side on a local Slack, in one process: listeners over Socket Mode or HTTP, and a worker by hand.

`Room.work` does what the worker process does, on the caller's thread, so a test says when. Every call that the bot
makes is held to Slack's limits when the room closes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.serving import make_server

from bot.sandbox.local import LocalSlack
from bot.sandbox.state import Message
from bot.services.desk import Desk
from bot.services.processing import Tools, process
from config.manifest import manifest
from config.settings import Settings, Transport
from handlers.afterwards import Afterwards
from handlers.app import add_routes, build_app, socket_mode
from handlers.clients import OneToken, SlackClients
from handlers.files import SlackFiles
from handlers.messenger import SlackMessenger
from storage.models import OPEN_STATES, Submission
from tests.support.newsroom import FakeExtractor, FakeReader
from tests.support.slack_limits import check_call, check_message, check_view

CHECKED = ("chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "views.push", "views.update",
           "views.publish", "response_url")  # fmt: skip


class Room:
    """A newsroom's Slack with the bot in it."""

    def __init__(self, slack: LocalSlack, desk: Desk, settings: Settings, later: Afterwards) -> None:
        self.slack = slack
        self.desk = desk
        self.later = later
        self.reader = FakeReader()
        self.extractor = FakeExtractor()
        clients = SlackClients(settings, OneToken(slack.bot_token))
        self.tools = Tools(
            messenger=SlackMessenger(clients),
            files=SlackFiles(settings, clients),
            reader=self.reader,
            extractor=self.extractor,
            reading_after=3600.0,
        )

    @property
    def mention(self) -> str:
        """How the bot is mentioned."""
        return f"@{self.slack.bot().name}"

    def work(self) -> int:
        """Takes what is open to its answer; how many there were."""
        self.slack.wait_idle()
        with self.desk.database.read_across_teams() as session:
            ids = session.scalars(select(Submission.id).where(Submission.state.in_(OPEN_STATES))).all()
        for submission in ids:
            process(self.desk, self.tools, submission)
        return len(ids)

    def answer_to(self, asked: Message) -> Message:
        """The bot's answer in a message's thread."""
        (answer,) = [m for m in self.slack.thread(asked) if m.bot_id]
        return answer

    def check(self) -> None:
        """Holds all that the bot sent to Slack's limits, and to what the local Slack noticed.

        Raises:
            AssertionError: names what was broken.
        """
        for method in CHECKED:
            for call in self.slack.calls(method):
                check_call(method, call.args)
        for delivery in self.slack.deliveries():
            check_answer(delivery.type, delivery.answer)
        assert self.slack.errors == []


def check_answer(kind: str, answer: dict[str, Any] | None) -> None:
    """What was answered with an ack: a message to a command, a view to a form."""
    if not answer:
        return
    if "command" in kind and "text" in answer:
        check_message(answer)
    if view := answer.get("view"):
        check_view(json.loads(view) if isinstance(view, str) else view)


def settings_for(slack: LocalSlack, transport: Transport, **more: Any) -> Settings:
    """The bot's settings on a local Slack."""
    return Settings(
        slack_api_url=slack.api_url,
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=slack.signing_secret,
        pullquote_transport=transport,
        **more,
    )


@contextmanager
def a_room(desk: Desk, transport: Transport = Transport.SOCKET) -> Iterator[Room]:
    """A local Slack with the bot connected, in #news-desk."""
    with ExitStack() as closing:
        base = "http://127.0.0.1:1" if transport is Transport.HTTP else None
        slack = closing.enter_context(LocalSlack(manifest(transport, base)))
        settings = settings_for(slack, transport)
        later = Afterwards()
        app = build_app(settings, desk, later=later)
        if transport is Transport.SOCKET:
            handler = socket_mode(settings, app)
            handler.connect()  # type: ignore[no-untyped-call]
            closing.callback(handler.close)
            slack.wait_connected()
        else:
            slack.use_http(closing.enter_context(_served(app)))
        slack.invite("mia", "#news-desk")
        room = Room(slack, desk, settings, later)
        closing.callback(later.close)
        yield room
        slack.wait_idle()
        room.check()


@contextmanager
def _served(app: Any) -> Iterator[str]:
    flask = Flask("bot")
    add_routes(flask, app)
    server = make_server("127.0.0.1", 0, flask, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
