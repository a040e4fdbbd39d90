"""Live blogs: a running story of many updates, read as one text with the newest last.

Newest last, so that what was there at the last reading comes first, and reading again appends. A page is known for
a live blog by schema.org's `LiveBlogPosting`, or by a row of posts that each begin with a time, where the page says as
well that it runs live; what else looks like one may be a list of teasers, and stays an article or a listing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from bot.ingest.blocks import blocks_of
from bot.ingest.dates import parse_moment
from bot.ingest.jsonld import Node, paragraphs_of, text_of, types
from bot.ingest.markup import Element

_LEAST_POSTS = 4
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s?[:.hH]\s?([0-5]\d)(?!\d)")
# How pages say that they run live, in their addresses, titles and classes.
_LIVE = re.compile(
    r"(?:^|[\W_])(?:live(?:-?blog|-?ticker|text|updates?)?|ticker|en-?direct|direct|en-?vivo|ao-?vivo|in-?diretta"
    r"|diretta|minute[- ]by[- ]minute"
    r"|minute par minute|minuto a minuto|minuut tot minuut|as it happened|direkte|liverapport)(?:$|[\W_])",
    re.IGNORECASE,
)


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


def marked_updates(seen: Element, now: datetime) -> list[list[str]]:
    """The updates of a live blog that says so in its markup (microdata, RDFa), oldest first.

    Args:
        seen: the page, without what is not seen.
        now: no update is from later than this.
    """
    found: list[tuple[datetime | None, list[str]]] = []
    for blog in seen.iter():
        if not isinstance(blog.tag, str) or not _type_of(blog).endswith("liveblogposting"):
            continue
        for post in blog.iterdescendants():
            if isinstance(post.tag, str) and "liveBlogUpdate" in (post.get("itemprop") or post.get("property") or ""):
                paragraphs = _lines(post)
                stamps = [e for e in post.iter("time", "meta", "span") if "datePublished" in _property_of(e)]
                stamps = stamps or list(post.iter("time"))
                given = next((e.get("datetime") or e.get("content") for e in stamps), None)
                moment = parse_moment(given, now) if given else None
                if paragraphs:
                    found.append((moment[0] if moment else None, paragraphs))
    return [paragraphs for _, paragraphs in _oldest_first(found)]


def _type_of(element: Element) -> str:
    return (element.get("itemtype") or element.get("typeof") or "").rstrip("/").lower()


def _property_of(element: Element) -> str:
    return element.get("itemprop") or element.get("property") or ""


def is_live(nodes: Sequence[Node], tree: Element | None = None) -> bool:
    """Whether the page says that it is a live blog."""
    marked = tree is not None and any(
        isinstance(e.tag, str) and _type_of(e).endswith("liveblogposting") for e in tree.iter()
    )
    return marked or any("liveblogposting" in types(node) for node in nodes)


def posts_in(seen: Element, url: str | None, title: str | None) -> list[list[str]]:
    """The posts of a live blog that is one by its markup alone, oldest first; none where the page does not say so.

    Args:
        seen: the page, without what is not seen.
        url: where it is.
        title: what it is called.
    """
    said = bool(_LIVE.search((url or "").partition("://")[2].partition("/")[2]) or _LIVE.search(title or ""))
    rows: dict[tuple[Element, str, str], list[tuple[int, Element]]] = {}
    for post in seen.iter("div", "article", "section", "li"):
        parent, name = post.getparent(), (post.get("class") or "").partition(" ")[0]
        stamp = _stamp(post)
        if parent is not None and stamp is not None:
            rows.setdefault((parent, str(post.tag), name), []).append((stamp, post))
    if not rows:
        return []
    (holder, _, _), posts = max(rows.items(), key=lambda row: len(row[1]))
    named = any(_LIVE.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in (holder, *holder.iterancestors()))
    linked = sum(1 for _, post in posts if any(len(a.text_content().split()) >= 5 for a in post.iter("a")))
    if len(posts) < _LEAST_POSTS or not (said or named) or linked > 0.5 * len(posts):
        return []
    stamps = [stamp for stamp, _ in posts]
    falling = sum(a > b for a, b in pairwise(stamps)) > len(stamps) / 2
    ordered = [post for _, post in (reversed(posts) if falling else posts)]
    return [lines for post in ordered if (lines := _lines(post))]


def _stamp(post: Element) -> int | None:
    """When a post was written, as a number to put posts in order by; None where it does not begin with a time."""
    for step in (post, *post.iter("time")):
        given = step.get("data-ts") or step.get("data-timestamp") or step.get("data-time") or ""
        if given.isdigit():
            return int(given)
    shown = " ".join(post.text_content().split())
    clock = _CLOCK.search(shown[:40])
    if clock is None or len(shown.split()) < 6 or len(shown) > 6000:
        return None
    return int(clock[1]) * 60 + int(clock[2])


def _lines(post: Element) -> list[str]:
    """What a post says, without the line of its time."""
    texts = (block.text for block in blocks_of(post))
    return [t for t in texts if len(t.split()) > 6 or not (_CLOCK.search(t) and _is_stamp(t))]


def _is_stamp(line: str) -> bool:
    """Whether a short line is a time of day, with a day and a word or two at the most."""
    rest = _CLOCK.sub("", line)
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 2


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
