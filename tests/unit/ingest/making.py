"""Pages made for one test: the sample article with a head, a title and lines by its headline."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from bot.ingest.page import read_page
from bot.ingest.types import ArticleText
from tests.unit.ingest.site import TITLE, paragraphs

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
URL = "https://www.tide.example/news/flood-1842"


def page(body: str = "", head: str = "", title: str = f"{TITLE} - The Port Alder Tide") -> bytes:
    html = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    return html.encode()


def read(body: str | None = None, head: str = "", url: str = URL, **options: str) -> ArticleText:
    return read_page(page(f"<h1>{TITLE}</h1>{paragraphs()}" if body is None else body, head, **options), url, now=NOW)


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'
