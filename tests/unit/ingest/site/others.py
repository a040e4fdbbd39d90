"""Other things than pages."""

# ruff: noqa: E501 - pages are data, and HTML has long lines

from __future__ import annotations

import json

from bot.ingest.types import Kind
from tests.unit.ingest.site.newspaper import (
    STORY,
    TITLE,
    document,
    page,
)

page("picture", Kind.NOT_HTML, b"\x89PNG\r\n\x1a\n" + bytes(200), content_type="image/png", cause="picture")
page("picture-called-html", Kind.NOT_HTML, b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), cause="picture")
page(
    "json", Kind.NOT_HTML, json.dumps({"headline": TITLE, "body": STORY}), content_type="application/json", cause="data"
)
page(
    "feed",
    Kind.NOT_HTML,
    f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tide</title><item><title>{TITLE}</title><description>x</description></item></channel></rss>',
    content_type="application/rss+xml",
    cause="data",
)
page(
    "style-sheet",
    Kind.NOT_HTML,
    ".masthead {\n  color: navy;\n  margin: 0 auto;\n}\n\n.article-body p {\n  line-height: 1.5;\n  max-width: 40em;\n}\n"
    * 6,
    content_type="text/css",
    cause="data",
)
page(
    "table-of-values",
    Kind.NOT_HTML,
    "ward,votes for,votes against,turnout\n" + "".join(f"Ward {i},{i * 31},{i * 26},{i}.5\n" for i in range(40)),
    content_type="text/csv",
    cause="data",
)
page("text-of-two-words", Kind.EMPTY, "All fine.", content_type="text/plain")
page("zip", Kind.NOT_HTML, b"PK\x05\x06" + bytes(18), content_type="application/zip")
page("mp4", Kind.NOT_HTML, b"\x00\x00\x00\x18ftypmp42" + bytes(64), content_type="video/mp4", cause="media")
page("binary", Kind.NOT_HTML, bytes(range(256)) * 8, content_type="application/octet-stream")
page("pdf-damaged", Kind.PDF, b"%PDF-1.7\nthis is not a PDF after all", content_type="text/html")
page("empty", Kind.EMPTY, b"")
page("empty-page", Kind.EMPTY, "<html><head><title></title></head><body></body></html>", path="/news/empty-page")
page(
    "one-line",
    Kind.EMPTY,
    "<html><head><title>Test</title></head><body><p>Hello, world.</p></body></html>",
    path="/news/one-line",
)
page("no-content", Kind.EMPTY, b"", status=204)
page(
    "video-og",
    Kind.VIDEO,
    document(
        "<h1>Watch: the vote in ninety seconds</h1><video controls src='/v.mp4'></video><p>How the council voted on the flood barrier, and what was said in the gallery, in a minute and a half.</p>",
        title="Watch: the vote in ninety seconds",
        og="video.other",
    ),
    path="/video/1842",
)
page(
    "video-json-ld",
    Kind.VIDEO,
    document(
        "<h1>The vote in ninety seconds</h1><iframe src='https://player.example/embed/1'></iframe><p>Our reporter was in the chamber.</p>",
        title="The vote in ninety seconds",
        og="website",
        head='<script type="application/ld+json">{"@context":"https://schema.org","@type":"VideoObject","name":"The vote","description":"The vote in ninety seconds","uploadDate":"2026-11-19"}</script>',
    ),
)
