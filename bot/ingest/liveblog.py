"""Live blogs: a running story of many updates, read as one text with the newest last.

Newest last, so that what was there at the last reading comes first, and reading again appends. A page is known for
a live blog by schema.org's `LiveBlogPosting`; what else looks like one may be a list of teasers, and stays an
article or a listing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.ingest.dates import parse_moment
from bot.ingest.jsonld import Node, paragraphs_of, text_of, types


def updates_of(nodes: Sequence[Node], now: datetime) -> list[list[str]]:
    """The updates of a page's live blog, oldest first, each as paragraphs with its headline first."""
    found: list[tuple[datetime | None, list[str]]] = []
    for node in nodes:
        if "liveblogposting" not in types(node):
            continue
        given = node.get("liveBlogUpdate")
        for update in given if isinstance(given, list) else [given]:
            if isinstance(update, dict):
                paragraphs = _paragraphs(update)
                if paragraphs:
                    stamp = text_of(update.get("datePublished")) or text_of(update.get("dateModified"))
                    moment = parse_moment(stamp, now) if stamp else None
                    found.append((moment[0] if moment else None, paragraphs))
    return [paragraphs for _, paragraphs in _oldest_first(found)]


def is_live(nodes: Sequence[Node]) -> bool:
    """Whether the page says that it is a live blog."""
    return any("liveblogposting" in types(node) for node in nodes)


def _paragraphs(update: dict[str, Any]) -> list[str]:
    body = paragraphs_of(update.get("articleBody") or update.get("text") or update.get("description"))
    headline = text_of(update.get("headline")) or (text_of(update.get("name")) if not body else None)
    if headline and (not body or not body[0].startswith(headline)):
        return [headline, *body]
    return body


def _oldest_first(updates: list[tuple[datetime | None, list[str]]]) -> list[tuple[datetime | None, list[str]]]:
    if all(moment for moment, _ in updates):
        return sorted(updates, key=lambda u: u[0] or datetime.min.replace(tzinfo=UTC))
    return list(reversed(updates))  # live blogs put the newest on top
