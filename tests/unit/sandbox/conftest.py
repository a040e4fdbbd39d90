"""A local Slack for each test, and small Bolt apps on it, over Socket Mode and over HTTP."""

from __future__ import annotations

import gc
import logging
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient

from bot.sandbox import LocalSlack, Timing

# Retries come at once; the ack keeps seconds to spare, since nothing here may depend on the machine's speed.
QUICK = Timing(ack=10.0, trigger=30.0, scale=0.0)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(timing=QUICK) as running:
        yield running


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return web_client(slack)


def web_client(slack: LocalSlack, team: str | None = None) -> WebClient:
    """A client as the bot of a workspace."""
    return WebClient(token=slack.bot_token_of(team), base_url=slack.api_url, timeout=10, retry_handlers=[])


def bolt_app(slack: LocalSlack) -> App:
    """A Bolt app without listeners yet."""
    return App(
        client=web_client(slack),
        signing_secret=slack.signing_secret,
        token_verification_enabled=False,
        process_before_response=True,
        logger=logging.getLogger("app under test"),
    )


@contextmanager
def over_socket(slack: LocalSlack, app: App) -> Iterator[None]:
    """The app, connected in Socket Mode."""
    caller = WebClient(base_url=slack.api_url, retry_handlers=[])
    handler = SocketModeHandler(app, slack.app_token, web_client=caller, ping_interval=0.5)
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        slack.wait_connected()
        yield
    finally:
        # The client would sit out its 3 s of reading before it closes; a broken connection wakes it.
        handler.client.auto_reconnect_enabled = False
        slack.drop_sockets()
        handler.close()  # type: ignore[no-untyped-call]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # slack_sdk leaves the socket of a broken session to the collector
            gc.collect()


@contextmanager
def over_http(slack: LocalSlack, app: App) -> Iterator[None]:
    """The app behind a request URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = app.dispatch(BoltRequest(body=body, headers=dict(self.headers.items())))
            self.send_response(answer.status)
            for name, values in answer.headers.items():
                for value in values:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        slack.use_http(f"http://127.0.0.1:{server.server_address[1]}/slack/events")
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


Connect = Callable[[LocalSlack, App], AbstractContextManager[None]]


@pytest.fixture(params=[over_socket, over_http], ids=["socket", "http"])
def connect(request: pytest.FixtureRequest) -> Connect:
    """Both ways to the app."""
    made: Connect = request.param
    return made
