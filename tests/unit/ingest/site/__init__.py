"""A made-up newspaper's web site, with a page of every kind that a link may lead to.

Each `Page` says what it is meant to be; `serve` puts them all on a local server. The copy is the project's own sample
article. Nothing here is a rule of the reader's: pages are written as sites of each kind write them.
"""

from __future__ import annotations

from tests.unit.ingest.site import absent, articles, listings, lookalikes, others, walls, ways  # noqa: F401 - fill PAGES
from tests.unit.ingest.site.newspaper import FOOTER, PAGES, PARAGRAPHS, STORY, TITLE, Page, article, paragraphs, send
from tests.unit.ingest.site.server import Site, serve

__all__ = [
    "FOOTER",
    "PAGES",
    "PARAGRAPHS",
    "STORY",
    "TITLE",
    "Page",
    "Site",
    "article",
    "paragraphs",
    "send",
    "serve",
]
