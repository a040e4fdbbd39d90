"""The paper itself: the sample article, what stands around it, and how a page of it is made."""

# ruff: noqa: E501 - pages are data, and HTML has long lines

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from bot.ingest.types import Kind

SAMPLES = Path(__file__).parents[4] / "bot" / "samples"
TITLE, _, _rest = (SAMPLES / "harbour-barrier.txt").read_text("utf-8").partition("\n")
STORY = _rest.strip().split("\n", 1)[1].strip()
PARAGRAPHS = [p.strip() for p in STORY.split("\n\n") if p.strip()]
FIRST_WORDS = "Council leader Margaret Aldous called the decision"
LAST_WORDS = " ".join(PARAGRAPHS[-2].split()[:6])

NAV = """<header class="masthead"><a href="/">The Port Alder Tide</a><nav><ul><li><a href="/news/">News</a></li>
<li><a href="/sport/">Sport</a></li><li><a href="/business/">Business</a></li><li><a href="/opinion/">Opinion</a></li>
<li><a href="/weather/">Weather</a></li><li><a href="/login">Log in</a></li><li><a href="/subscribe">Subscribe</a></li></ul></nav></header>"""
FOOTER = """<footer><p>© 2026 The Port Alder Tide. All rights reserved.</p><ul><li><a href="/terms">Terms of use</a></li>
<li><a href="/privacy">Privacy policy</a></li><li><a href="/cookies">Cookies</a></li><li><a href="/contact">Contact us</a></li></ul></footer>"""
ASIDE = """<aside class="most-read"><h2>Most read</h2><ol><li><a href="/n/1">Ferry crews call off the Friday strike</a></li>
<li><a href="/n/2">School roof to be mended before the winter term</a></li><li><a href="/n/3">Lost seal pup found in a car park</a></li>
<li><a href="/n/4">Market traders win a year’s delay on the rent</a></li></ol></aside>"""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: what it is to be read as, and what the server sends."""

    kind: Kind
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str | None = "text/html; charset=utf-8"
    handle: Callable[[BaseHTTPRequestHandler], None] | None = None
    cause: str | None = None
    holds: str | None = None  # words that the article's text must have
    lacks: str | None = None  # words that it must not have
    path: str | None = None  # where it is served, if not by its name


PAGES: dict[str, Page] = {}


def page(name: str, kind: Kind, body: str | bytes = b"", **options: object) -> None:
    """Adds a page to the site."""
    data = body.encode() if isinstance(body, str) else body
    PAGES[name] = Page(kind=kind, body=data, **options)  # type: ignore[arg-type]


def paragraphs(items: list[str] | None = None, tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{html.escape(p, quote=False)}</{tag}>" for p in (PARAGRAPHS if items is None else items))


def document(
    main: str,
    *,
    title: str = TITLE,
    head: str = "",
    og: str = "article",
    nav: bool = True,
    aside: bool = True,
    body: str = "",
) -> str:
    """A page of the newspaper around `main`."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Port Alder Tide</title>
<meta property="og:type" content="{og}"><meta property="og:title" content="{title}">
<meta property="og:site_name" content="The Port Alder Tide">{head}<script>window.dataLayer=[];</script></head>
<body{body}>{NAV if nav else ""}<main>{main}</main>{ASIDE if aside else ""}{FOOTER if nav else ""}</body></html>"""


def article(items: list[str] | None = None, *, before: str = "", after: str = "", **options: str) -> str:
    """The sample article as a page."""
    return document(
        f"""<article><h1>{TITLE}</h1><p class="byline">By <a rel="author" href="/a">Nadia Ferreira</a> and
<a rel="author" href="/b">Tom Okafor</a></p><time datetime="2026-11-19T18:05:00Z">19 November 2026</time>{before}
<div class="article-body">{paragraphs(items)}</div>{after}</article>""",
        **options,  # type: ignore[arg-type]
    )


def ld(**fields: object) -> str:
    """JSON-LD of a news article."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


A = Kind.ARTICLE
STUB = PARAGRAPHS[:2]


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    if status not in (204, 304):
        handler.wfile.write(body)
