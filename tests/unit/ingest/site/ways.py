"""Redirects, cookies, and servers that send too much or too slowly."""

from __future__ import annotations

import zlib
from http.server import BaseHTTPRequestHandler

from bot.ingest.types import Kind
from tests.unit.ingest.site.newspaper import (
    LAST_WORDS,
    TITLE,
    A,
    article,
    document,
    page,
    paragraphs,
    send,
)

page("redirect", A, status=301, headers={"Location": "/plain"}, holds=LAST_WORDS)
page("redirect-relative-to-query", A, status=302, headers={"Location": "plain?from=short#top"}, holds=LAST_WORDS)
page("redirect-loop", Kind.REDIRECT_LOOP, status=302, headers={"Location": "/redirect-loop"})
page("redirect-pair", Kind.REDIRECT_LOOP, status=302, headers={"Location": "/redirect-pair-b"})
page("redirect-pair-b", Kind.REDIRECT_LOOP, status=307, headers={"Location": "/redirect-pair"})
page(
    "refresh",
    A,
    '<html><head><meta http-equiv="refresh" content="0; url=/plain"></head><body>One moment</body></html>',
    holds=LAST_WORDS,
)
page(
    "refresh-quoted",
    A,
    "<html><head><META HTTP-EQUIV='Refresh' CONTENT=\"1;URL='/plain'\"></head><body></body></html>",
    holds=LAST_WORDS,
)
page("refresh-to-itself", A, article(head='<meta http-equiv="refresh" content="300">'), holds=LAST_WORDS)
page(
    "refresh-inside",
    Kind.UNSAFE,
    '<html><head><meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/"></head></html>',
)
page("redirect-inside", Kind.UNSAFE, status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
page("redirect-to-a-file", Kind.UNSAFE, status=302, headers={"Location": "file:///etc/passwd"})


def _cookie_wall(handler: BaseHTTPRequestHandler) -> None:
    """Sends round until the cookie comes back, as many sites do on a first visit."""
    if "seen=1" in handler.headers.get("Cookie", ""):
        send(handler, 200, article().encode(), {"Content-Type": "text/html"})
    else:
        send(handler, 302, b"", {"Location": handler.path, "Set-Cookie": "seen=1; Path=/"})


def _cookie_loop(handler: BaseHTTPRequestHandler) -> None:
    """Sends round for ever, with another cookie each time."""
    count = handler.headers.get("Cookie", "").count("x") + 1
    send(handler, 302, b"", {"Location": handler.path, "Set-Cookie": f"n={'x' * count}; Path=/"})


def _hops(handler: BaseHTTPRequestHandler) -> None:
    """Five redirects, then the article: as far as is followed."""
    left = int(handler.path.rpartition("=")[2]) if "=" in handler.path else 5
    if left:
        send(handler, 302, b"", {"Location": f"/five-hops?left={left - 1}"})
    else:
        send(handler, 200, article().encode(), {"Content-Type": "text/html"})


def _endless_hops(handler: BaseHTTPRequestHandler) -> None:
    number = int(handler.path.rpartition("=")[2]) if "=" in handler.path else 0
    send(handler, 302, b"", {"Location": f"/endless-hops?n={number + 1}"})


page("cookie-wall", A, handle=_cookie_wall, holds=LAST_WORDS)
page("cookie-loop", Kind.REDIRECT_LOOP, handle=_cookie_loop)
page("five-hops", A, handle=_hops, holds=LAST_WORDS)
page("endless-hops", Kind.REDIRECT_LOOP, handle=_endless_hops)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then: never done, never idle for long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    stop = handler.server.stopping  # type: ignore[attr-defined]
    while not stop.wait(0.05):
        handler.wfile.write(b"x")


def _drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    stop = handler.server.stopping  # type: ignore[attr-defined]
    while not stop.wait(0.05):
        handler.wfile.write(b"x")


def _silence(handler: BaseHTTPRequestHandler) -> None:
    handler.server.stopping.wait()  # type: ignore[attr-defined]


def _bomb(handler: BaseHTTPRequestHandler) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(b"\0" * (1 << 20)) for _ in range(30)) + packer.flush()
    send(handler, 200, body, {"Content-Type": "text/html", "Content-Encoding": "gzip"})


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while not handler.server.stopping.is_set():  # type: ignore[attr-defined]
        handler.wfile.write(b"<p>again and again</p>" * 3000)


def _broken_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "500000")
    handler.end_headers()
    handler.wfile.write(article().encode()[:900])


def _rubbish(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")


page("slow-body", Kind.SLOW, handle=_drip)
page("slow-headers", Kind.SLOW, handle=_drip_headers)
page("silence", Kind.SLOW, handle=_silence)
page(
    "twelve-megabytes",
    Kind.TOO_LARGE,
    document(f"<h1>{TITLE}</h1>" + paragraphs() * (12_000_000 // len(paragraphs().encode()) + 1)),
)
page("bomb", Kind.TOO_LARGE, handle=_bomb)
page("endless", Kind.TOO_LARGE, handle=_endless)
page("broken-off", Kind.ERROR, handle=_broken_off, cause="connection")
page("no-http", Kind.ERROR, handle=_rubbish, cause="connection")
