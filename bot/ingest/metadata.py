"""What an article is called, who wrote it, when, for whom, and by which link it is known.

Each field is asked of what the page says of itself in its head and held against what it shows: `headline`, `bylines`
and `dates` hold the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ingest.around import around, key_of
from bot.ingest.blocks import Block, line_of
from bot.ingest.bylines import authors_of
from bot.ingest.dates import published_of
from bot.ingest.head import Head
from bot.ingest.headline import titles_of
from bot.ingest.jsonld import Node, article_node, text_of
from bot.ingest.links import join, normalise, same_site, site_of
from bot.ingest.markup import Element

_SLOGAN = re.compile(r"\s+[|–—-]\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of its article. `titles` are all that it is called, the headline first."""

    title: str | None
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    published: datetime | None
    published_has_time: bool
    outlet: str | None
    canonical_url: str | None


def read_metadata(
    tree: Element,
    nodes: Sequence[Node],
    head: Head,
    url: str | None,
    now: datetime,
    blocks: Sequence[Block],
    dated: Element | None = None,
) -> Metadata:
    """The metadata of a page.

    Args:
        tree: the page, as it came.
        nodes: its JSON-LD.
        head: its meta elements.
        url: where it came from, after redirects.
        now: no article is from later than this, give or take a day for time zones.
        blocks: what a reader sees of the page.
        dated: a copy of the page that htmldate may change.
    """
    called = [line_of(e) for e in (*tree.iter("title"), *tree.iter("h1"))][:4]
    node = article_node(nodes, url, [*called, *head.all("og:title")])
    outlet = _outlet(node, head, nodes, url, next((line_of(e) for e in tree.iter("title")), None))
    titles = titles_of(tree, node, head, outlet, site_of(url) if url else None)
    near = around(blocks, titles[0] if titles else None)
    published, has_time = published_of(tree, node, head, url, now, near, dated)
    return Metadata(
        title=titles[0] if titles else None,
        titles=titles,
        authors=authors_of(tree, node, nodes, head, outlet, near),
        published=published,
        published_has_time=has_time,
        outlet=outlet,
        canonical_url=_canonical(tree, head, url),
    )


def _outlet(node: Node | None, head: Head, nodes: Sequence[Node], url: str | None, title: str | None) -> str | None:
    publisher = node.get("publisher") if node else None
    if isinstance(publisher, dict) and not publisher.get("name") and publisher.get("@id"):
        publisher = next((n for n in nodes if n.get("@id") == publisher["@id"] and n.get("name")), publisher)
    given = [head.first("og:site_name"), text_of(publisher), head.first("application-name", "al:ios:app_name")]
    names = [_SLOGAN.split(name)[0].strip() for name in given if name and "://" not in name and name[0] != "@"]
    fitting = [name for name in names if 2 <= len(name) <= 60]
    shown = key_of(title or "")
    # The name that the page puts into its title is the one its readers know.
    best = next((name for name in fitting if len(key_of(name)) >= 3 and shown.endswith(key_of(name))), None)
    best = best or next((name for name in fitting if len(name) >= 5), None) or next(iter(fitting), None)
    return best or (site_of(url) if url else None)


def _canonical(tree: Element, head: Head, url: str | None) -> str | None:
    """The link by which the page wants to be known; believed only on the same site, never for a front page."""
    links = [e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    for link in (*links, head.first("og:url")):
        if not link or not url:
            continue
        full = join(url, link)
        if full and same_site(full, url) and (_path(full) or not _path(url)):
            return normalise(full)
    return normalise(url) if url else None


def _path(url: str) -> str:
    return url.partition("://")[2].partition("/")[2].strip("/")
