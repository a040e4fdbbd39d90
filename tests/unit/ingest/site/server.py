"""The server that all pages are on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.unit.ingest.site.newspaper import (
    PAGES,
    Page,
    send,
)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append((self.path, dict(self.headers.items())))
        found = site.find(self.path)
        self.close_connection = True
        try:
            if found is None:
                send(self, 404, b"", {})
            elif found.handle:
                found.handle(self)
            else:
                kind = {"Content-Type": found.content_type} if found.content_type else {}
                send(self, found.status, found.body, {**kind, **found.headers})
        except OSError:  # the reader has had enough
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
        """Silence."""


class Site:
    """The running server: where its pages are, and what was asked of it."""

    def __init__(self, pages: dict[str, Page], port: int) -> None:
        self.pages = pages
        self.port = port
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._by_path = {(p.path or f"/{name}").partition("?")[0]: p for name, p in pages.items()}

    def find(self, path: str) -> Page | None:
        return self._by_path.get(path.partition("?")[0])

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}{self.pages[name].path or '/' + name}"

    @property
    def allow(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.port)})


@contextmanager
def serve(pages: dict[str, Page] | None = None) -> Iterator[Site]:
    """The site on a free local port, until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.stopping = threading.Event()  # type: ignore[attr-defined]
    server.site = site = Site(PAGES if pages is None else pages, server.server_address[1])  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.stopping.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
