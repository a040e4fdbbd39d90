"""What a page says of itself for search engines: schema.org objects in JSON-LD.

Sites write it by hand and by template, so it is read leniently: comments and CDATA around it, raw line breaks in
strings, commas too many, HTML entities in names. An object that can't be read is passed over."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.ingest.markup import Element

Node = dict[str, Any]

ARTICLES = frozenset(
    [
        "article",
        "newsarticle",
        "analysisnewsarticle",
        "askpublicnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "reportagenewsarticle",
        "reviewnewsarticle",
        "blogposting",
        "socialmediaposting",
        "liveblogposting",
        "techarticle",
        "scholarlyarticle",
        "report",
        "satiricalarticle",
        "advertisercontentarticle",
        "medicalscholarlyarticle",
    ]
)
LISTS = frozenset(["collectionpage", "searchresultspage", "itemlist"])
VIDEOS = frozenset({"videoobject"})

_WRAPPING = re.compile(
    r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|(?://\s*|/\*\s*)?\]\]>(?:\s*\*/)?)\s*;?\s*$"
)
_EXTRA_COMMA = re.compile(r",(\s*[}\]])")
_MOST = 400  # objects; more is a catalogue
_DEEPEST = 12


def nodes_of(tree: Element) -> list[Node]:
    """Every object of a page's JSON-LD, those within `@graph` and lists too, outermost first."""
    found: list[Node] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind == "application/ld+json" and script.text:
            for value in _values(script.text):
                found.extend(_nodes(value, 0))
    return found[:_MOST]


def _values(text: str) -> list[Any]:
    text = _WRAPPING.sub("", _WRAPPING.sub("", text.strip())).strip()
    for attempt in (text, _EXTRA_COMMA.sub(r"\1", text)):
        try:
            return [json.loads(attempt, strict=False)]
        except (ValueError, RecursionError):
            continue
    try:  # one object, and rubbish after it
        return [json.JSONDecoder(strict=False).raw_decode(text)[0]]
    except (ValueError, RecursionError):
        return []


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"):
            if isinstance(value.get(key), dict | list):
                yield from _nodes(value[key], depth + 1)


def types(node: Node) -> frozenset[str]:
    """The types of an object, lower case, without the address of schema.org."""
    given = node.get("@type")
    names = given if isinstance(given, list) else [given]
    return frozenset(str(name).rpartition("/")[2].lower() for name in names if isinstance(name, str))


def article_node(nodes: Sequence[Node], url: str | None, titles: Sequence[str] = ()) -> Node | None:
    """The object that describes this page's article; the one with most to say where there are several.

    Args:
        nodes: the page's objects.
        url: where it was found.
        titles: what the page is called in its head and on top.
    """
    listed = {id(item) for node in nodes for item in _items(node)}
    candidates = [n for n in nodes if types(n) & ARTICLES and id(n) not in listed]
    if not candidates:
        return None

    keys = [key for title in titles if len(key := _letters(title)) >= 8]

    def weight(node: Node) -> tuple[int, int, int]:
        own = _same_page(node, url)
        called = _letters(text_of(node.get("headline")) or text_of(node.get("name")) or "")
        fits = len(called) >= 8 and any(called in key or key in called for key in keys)
        return own, fits, sum(1 for key in ("headline", "author", "datePublished", "articleBody") if node.get(key))

    best = max(candidates, key=weight)
    # Of a section page's many teasers none is the article of the page.
    return best if len(candidates) <= 3 or any(weight(best)[:2]) else None


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


def _items(node: Node) -> Iterator[Any]:
    """What a list in JSON-LD holds: other articles than the page's own."""
    items = node.get("itemListElement")
    for item in items if isinstance(items, list) else [items]:
        yield item
        if isinstance(item, dict):
            yield item.get("item")


def _same_page(node: Node, url: str | None) -> int:
    if not url:
        return 0
    entity = node.get("mainEntityOfPage")
    named = entity.get("@id") if isinstance(entity, dict) else entity
    path = url.split("?")[0].split("#")[0].partition("://")[2].partition("/")[2].rstrip("/")
    return int(
        any(
            isinstance(v, str) and path and v.split("?")[0].rstrip("/").endswith(path)
            for v in (node.get("url"), named, node.get("@id"))
        )
    )


def text_of(value: Any) -> str | None:
    """A field as one line of plain text; None where there is none."""
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str)), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = " ".join(html.unescape(html.unescape(re.sub(r"<[^<>]{1,200}>", " ", str(value)))).split())
    return text or None


def paragraphs_of(value: Any) -> list[str]:
    """An `articleBody` as paragraphs; it may hold HTML or plain text with line breaks."""
    if isinstance(value, list):
        return [p for item in value for p in paragraphs_of(item)]
    if not isinstance(value, str):
        return []
    text = value
    if re.search(r"</?(?:p|br|div|h\d|li)\b", text, re.IGNORECASE):
        text = re.sub(
            r"<(?:br\s*/?|/?(?:p|div|h\d|li|ul|ol|blockquote)(?:\s[^<>]*)?)>", "\n", text, flags=re.IGNORECASE
        )
    text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,300}>", "", html.unescape(text)))
    return [p for line in re.split(r"[\r\n]+", text) if (p := " ".join(line.split()))]


def is_for_subscribers(nodes: Sequence[Node]) -> bool:
    """Whether the page says that its article is not free (`isAccessibleForFree`)."""
    return any(
        str(n.get("isAccessibleForFree")).rpartition("/")[2].strip().lower() in ("false", "no", "0")
        for n in nodes
        if "isAccessibleForFree" in n
        and (types(n) & ARTICLES or types(n) & {"webpageelement", "webpage", "creativework"})
    )
