"""What an article is called, who wrote it, when, for whom, and by which link it is known.

JSON-LD and OpenGraph first, then what the page shows. Sites put their own name into titles, and anyone into the
author's field; each field is checked against what else the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from htmldate import find_date

from bot.ingest.blocks import line_of
from bot.ingest.jsonld import Node, article_node, text_of, types
from bot.ingest.links import same_site, site_of
from bot.ingest.markup import Element
from bot.ingest.people import names_in

_SEPARATOR = re.compile(r"\s+[|–—•·»«›:/-]\s+|\s*[|»›]\s*|:\s+(?=[A-Z][\w. ]{1,20}$)")
_BYLINE_ELEMENTS = (
    "a",
    "span",
    "div",
    "p",
    "address",
    "li",
    "small",
    "strong",
    "em",
    "cite",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
)
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: at for at, name in enumerate(_MONTH_NAMES.split(), start=1)}
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](\d{1,2})(?!\d)"
    r"|(?<![\d.])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
)
_SLOGAN = re.compile(r"\s+[|–—-]\s+|\s*\|\s*")
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line\w*|authors?(?:-?name)?|writer|autor(?:en)?|auteur|post-author|entry-author)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:bios?|about|avatar|image|photo|comments?|comment-author\w*|related|widget|more|social|cards?|footer|sidebar"
    r"|archive|teaser|desc(?:ription)?|info-?box|list|twitter|count)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BY_LINE = re.compile(r"^(?:by|von|par|por|di)\s+[^\W\d_][^\n]{3,80}$", re.IGNORECASE)


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


class Head:
    """The meta elements of a page, by lower-case name."""

    def __init__(self, tree: Element) -> None:
        self._values: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
            content = " ".join((meta.get("content") or "").split())
            if name and content:
                self._values.setdefault(name, []).append(content)

    def first(self, *names: str) -> str | None:
        return next((self._values[name][0] for name in names if name in self._values), None)

    def all(self, *names: str) -> list[str]:
        return [value for name in names for value in self._values.get(name, [])]


def read_metadata(
    tree: Element, nodes: Sequence[Node], head: Head, url: str | None, now: datetime, dated: Element | None = None
) -> Metadata:
    """The metadata of a page.

    Args:
        tree: the page, as it came.
        nodes: its JSON-LD.
        head: its meta elements.
        url: where it came from, after redirects.
        now: no article is from later than this, give or take a day for time zones.
        dated: a copy of the page that htmldate may change.
    """
    node = article_node(nodes, url)
    outlet = _outlet(node, head, nodes, url, next((line_of(e) for e in tree.iter("title")), None))
    titles = _titles(tree, node, head, outlet)
    published, has_time = _published(node, head, url, now, dated)
    return Metadata(
        title=titles[0] if titles else None,
        titles=titles,
        authors=_authors(tree, node, nodes, head, outlet),
        published=published,
        published_has_time=has_time,
        outlet=outlet,
        canonical_url=_canonical(tree, head, url),
    )


# ---- title


def _titles(tree: Element, node: Node | None, head: Head, outlet: str | None) -> tuple[str, ...]:
    headline = text_of(node.get("headline")) if node else None
    shown = [line_of(h1) for h1 in tree.iter("h1")]
    element = next((line_of(e) for e in tree.iter("title")), None)
    shared = head.first("og:title", "twitter:title", "dc.title", "title", "parsely-title", "sailthru.title")
    claims = [c for c in (headline, shared, element) if c]
    best = _shown_headline(tree, [s for s in shown if s], claims, outlet)
    if best is None:
        stripped = [_without_outlet(c, outlet, claims) for c in claims]
        best = stripped[0] if stripped else None
        if best is None:
            best = next((s for s in shown if s), None)
    everything = [best, headline, shared, element, *(_without_outlet(c, outlet, claims) for c in claims)]
    everything += [s for s in shown if s and best and _key(s) == _key(best)]
    return tuple(dict.fromkeys(t for t in everything if t))


def _shown_headline(tree: Element, shown: list[str], claims: list[str], outlet: str | None) -> str | None:
    """The h1 that the page's own claims bear out; readers know an article by what they see on top of it."""
    keys = [_key(c) for c in claims]
    whole = {_key(_without_outlet(c, outlet, claims)) for c in claims}
    shown = [s for s in shown if _key(s) != _key(outlet or "")]
    fitting = [s for s in shown if _key(s) in whole or any(_fits(_key(s), k) for k in keys)]
    if fitting:
        return max(fitting, key=lambda s: (sum(_key(s) == k for k in keys), -abs(len(s) - len(claims[0]))))
    words = [set(re.findall(r"\w+", c.casefold())) for c in claims]

    def likeness(text: str) -> float:
        own = set(re.findall(r"\w+", text.casefold()))
        return max((len(own & w) / max(len(own | w), 1) for w in words), default=0.0)

    likely = [s for s in shown if likeness(s) >= 0.5 and _key(s) != _key(outlet or "")]
    if likely:
        return max(likely, key=likeness)
    alone = [s for s in shown if len(s.split()) >= 4]
    return alone[0] if len(shown) == 1 and alone and not claims else None


def _fits(shown: str, claimed: str) -> bool:
    """Whether two titles are one, but for an outlet's name or a kicker around it."""
    shorter, longer = sorted((shown, claimed), key=len)
    return len(shorter) >= 8 and len(shorter) >= 0.4 * len(longer) and shorter in longer


def _without_outlet(title: str, outlet: str | None, claims: Sequence[str]) -> str:
    """A title without the outlet's name at its end or start."""
    parts = [p for p in _SEPARATOR.split(title) if p and p.strip()]
    if len(parts) < 2:
        return title
    for other in claims:
        if (
            other != title
            and len(_key(other)) >= 10
            and _key(other) != _key(title)
            and _key(title).startswith(_key(other))
        ):
            return other
    names = {_key(outlet or "")} - {""}
    while len(parts) > 1:
        if _key(parts[-1]) in names or (
            len(parts[-1].split()) <= 4 and len(parts[-1]) * 2 < len(title) - len(parts[-1])
        ):
            title = title[: title.rindex(parts[-1])].rstrip(" |–—•·»«›:/-")
            parts.pop()
        elif _key(parts[0]) in names:
            title = title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |–—•·»«›:/-")
            parts.pop(0)
        else:
            break
    return title


def _key(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


# ---- authors


def _authors(
    tree: Element, node: Node | None, nodes: Sequence[Node], head: Head, outlet: str | None
) -> tuple[str, ...]:
    for bylines, single in _bylines(tree, node, nodes, head):
        names = names_in(bylines, outlet=outlet, single=single)
        if names:
            return names
    return ()


def _bylines(tree: Element, node: Node | None, nodes: Sequence[Node], head: Head) -> Iterator[tuple[list[str], bool]]:
    """Where a byline may stand, most trusted first, each with whether a single word may be a name there."""
    if node:
        yield list(_people(node.get("author"), nodes)), True
        yield list(_people(node.get("creator"), nodes)), True
    yield head.all("parsely-author", "sailthru.author", "byl", "cxenseparse:author", "dcsext.author"), False
    yield (
        head.all(
            "author",
            "article:author",
            "og:article:author",
            "dc.creator",
            "dcterms.creator",
            "citation_author",
            "dc.contributor",
        ),
        True,
    )
    yield (
        [line_of(e) for e in tree.iter() if isinstance(e.tag, str) and "author" in (e.get("itemprop") or "").split()][
            :6
        ],
        True,
    )
    yield (
        [line_of(a) for a in tree.iter("a") if "author" in (a.get("rel") or "").split() and not _in_aside(a)][:4],
        True,
    )
    for group in _marked_bylines(tree):
        yield group, True
    yield _spoken_bylines(tree), False


def _marked_bylines(tree: Element) -> list[list[str]]:
    """The texts of elements whose class says byline or author, near the top first; those of one class together.

    Of elements within one another the innermost counts: around it stand roles, dates and handles.
    """
    found = [
        e
        for e in tree.iter(*_BYLINE_ELEMENTS)
        if _BYLINE_CLASS.search(e.get("class") or "")
        and not _NOT_BYLINE.search(e.get("class") or "")
        and not _in_aside(e)
    ][:30]
    around = {ancestor for e in found for ancestor in e.iterancestors()}
    groups: dict[str, list[str]] = {}
    for element in found:
        text = line_of(element)
        if element not in around and 2 < len(text) <= 150:
            groups.setdefault(element.get("class") or "", []).append(text)
    return [texts for texts in groups.values() if len(texts) <= 6][:4]


def _people(value: Any, nodes: Sequence[Node]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            if not item.get("name") and item.get("@id"):
                item = next((n for n in nodes if n.get("@id") == item["@id"] and n.get("name")), item)
            if "person" in types(item) or not types(item) & {"organization", "newsmediaorganization", "corporation"}:
                names = item.get("name")
                for name in names if isinstance(names, list) else [names]:
                    text = text_of(name)
                    if text:
                        yield text


def _spoken_bylines(tree: Element) -> list[str]:
    """Short lines that begin with "By", near the top."""
    found: list[str] = []
    for e in tree.iter("p", "div", "span", "h2", "h3", "h4", "h5", "h6", "em", "strong", "small", "address"):
        if len(e) <= 4:
            text = line_of(e)
            if len(text) <= 90 and _BY_LINE.match(text) and not _in_aside(e):
                found.append(text)
                break
    return found


def _in_aside(element: Element) -> bool:
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("aside", "footer", "nav"):
            return True
        if re.search(
            r"(?:^|[\s_-])(?:comments?|sidebar|related|widget|footer|teaser|most-read|commentlist)(?:$|[\s_-])",
            f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}",
        ) and ancestor.tag not in ("body", "html"):
            return True
    return False


# ---- date


def _published(
    node: Node | None, head: Head, url: str | None, now: datetime, dated: Element | None
) -> tuple[datetime | None, bool]:
    claims: list[str | None] = []
    if node:
        claims += [text_of(node.get("datePublished")), text_of(node.get("dateCreated"))]
    claims += head.all(
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date"
    )
    claims += head.all(
        "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "pubdate", "publishdate"
    )
    found = filter(None, (parse_moment(claim, now) for claim in claims if claim))
    in_url = _day_in_url(url, now)
    for moment, has_time in found:
        # A link's day is the first day; two days' leave for time zones and for what is posted the evening before.
        if in_url is None or moment - in_url < timedelta(days=3):
            return moment, has_time
    if in_url is not None:
        return in_url, False
    day = _by_htmldate(dated, url, now) if dated is not None else None
    return day, False


def _day_in_url(url: str | None, now: datetime) -> datetime | None:
    """The day that a link's path names: /2026/11/19/, /2026/nov/19/, 2026-11-19, 20261119."""
    match = _URL_DAY.search((url or "").partition("://")[2].partition("?")[0].lower())
    if not match:
        return None
    year, month, day = match[1] or match[4], match[2] or match[5], match[3] or match[6]
    try:
        found = datetime(int(year), _MONTHS.get(month) or int(month), int(day), tzinfo=UTC)
    except ValueError:
        return None
    return found if datetime(1995, 1, 1, tzinfo=UTC) <= found <= now + timedelta(days=1) else None


def _by_htmldate(tree: Element, url: str | None, now: datetime) -> datetime | None:
    """What htmldate finds. Its extensive search may end at the year in some sentence; a bare year is no date."""
    latest = (now + timedelta(days=1)).strftime("%Y-%m-%d")
    try:
        for extensive in (False, True):
            day = find_date(tree, extensive, original_date=True, url=url, outputformat="%Y-%m-%d", max_date=latest)
            if day and not (extensive and day.endswith("-01-01")):
                return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):  # of a page it can't bear
        return None
    return None


def parse_moment(text: str, now: datetime) -> tuple[datetime, bool] | None:
    """An ISO date or time, aware, with whether it has a time of day; None where it is none, or from the future."""
    text = re.sub(r"(?<=\d)([+-]\d{2})(\d{2})$", r"\1:\2", text.strip()).replace("/", "-")
    match = re.match(
        r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:\d{2})?)?",
        text,
        re.IGNORECASE,
    )
    if not match:
        return None
    stamp = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", match[0], flags=re.IGNORECASE).replace(",", ".")
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    has_time = len(stamp) > 10 and stamp[11:19] != "00:00:00"
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment > now + timedelta(days=1) or moment.year < 1990:
        return None
    return moment, has_time


# ---- outlet, link


def _outlet(node: Node | None, head: Head, nodes: Sequence[Node], url: str | None, title: str | None) -> str | None:
    publisher = node.get("publisher") if node else None
    if isinstance(publisher, dict) and not publisher.get("name") and publisher.get("@id"):
        publisher = next((n for n in nodes if n.get("@id") == publisher["@id"] and n.get("name")), publisher)
    given = [head.first("og:site_name"), text_of(publisher), head.first("application-name", "al:ios:app_name")]
    names = [_SLOGAN.split(name)[0].strip() for name in given if name and "://" not in name and name[0] != "@"]
    fitting = [name for name in names if 2 <= len(name) <= 60]
    shown = _key(title or "")
    # The name that the page puts into its title is the one its readers know.
    best = next((name for name in fitting if len(_key(name)) >= 3 and shown.endswith(_key(name))), None)
    best = best or next((name for name in fitting if len(name) >= 5), None) or next(iter(fitting), None)
    return best or (site_of(url) if url else None)


def _canonical(tree: Element, head: Head, url: str | None) -> str | None:
    """The link by which the page wants to be known; believed only on the same site, never for a front page."""
    from bot.ingest.links import join, normalise

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
