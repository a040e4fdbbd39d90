"""What the bot serves over HTTP: Slack's requests, the annotated pages, and whether it is well.

Always holds: a page is shown only to who has its signed address, is never cached or indexed, and may load nothing.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

import structlog
from flask import Flask, Response, make_response
from waitress import create_server

from bot import metrics
from bot.errors import UserError
from bot.pages.annotated import render_annotated
from bot.pages.links import PageLinks
from bot.services import cards
from bot.services.desk import Desk

log = structlog.get_logger(__name__)

THREADS = 64
"""Requests at once; see `handlers.app.SOCKET_THREADS` for why many."""

MAX_BODY = 1_000_000
"""Bytes of a request; Slack's are far below."""


def build_flask(desk: Desk, links: PageLinks, *, ready: Callable[[], str | None]) -> Flask:
    """The routes that need no Slack app. `ready` says what is missing, None where all is well."""
    flask = build_health(desk, ready=ready)
    flask.config["MAX_CONTENT_LENGTH"] = MAX_BODY

    @flask.get("/a/<token>")
    def annotated(token: str) -> Response:
        try:
            team, article_id = links.read(token)
            card = cards.load(desk, team, article_id)
            text = cards.load_text(desk, team, article_id)
        except UserError as error:
            return _plain(error.message, 404)
        nonce = secrets.token_urlsafe(16)
        response = make_response(render_annotated(card, text, nonce=nonce))
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return _private(response)

    return flask


def build_health(desk: Desk, *, ready: Callable[[], str | None]) -> Flask:
    """/healthz, /readyz and /metrics: all that a worker serves."""
    flask = Flask("pullquote")

    @flask.get("/healthz")
    def healthz() -> Response:
        return _plain("ok", 200)

    @flask.get("/readyz")
    def readyz() -> Response:
        missing = ready()
        return _plain(missing or "ready", 503 if missing else 200)

    @flask.get("/metrics")
    def prometheus() -> Response:
        response = make_response(metrics.exposition(metrics.StoreCollector(desk.database, desk.clock)))
        response.mimetype = "text/plain"
        return _private(response)

    return flask


def _plain(said: str, status: int) -> Response:
    response = make_response(said + "\n", status)
    response.mimetype = "text/plain"
    return _private(response)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


class WebServer:
    """Serves a Flask app on threads of its own."""

    def __init__(self, flask: Flask, *, host: str, port: int) -> None:
        """Binds the port at once.

        Raises:
            OSError: it is taken.
        """
        self._server = create_server(flask, host=host, port=port, threads=THREADS, ident=None)
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)

    @property
    def port(self) -> int:
        """The port that is served; the one the system chose where 0 was asked for."""
        return int(self._server.effective_port)

    def start(self) -> None:
        """Begins to serve."""
        self._thread.start()

    def close(self) -> None:
        """Takes no more requests."""
        self._server.close()

    def _run(self) -> None:
        try:
            self._server.run()
        except OSError as error:  # closed while it waited
            log.debug("web server closed", error=type(error).__name__)
