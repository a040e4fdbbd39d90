"""When an article was first published: what the page says in its head, held against what it prints by the headline.

The day of a link's path comes before a later posting, and htmldate is asked where nothing else is known. When the page
was changed counts only where it says nothing of when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from htmldate import find_date

from bot.ingest.around import Surroundings
from bot.ingest.blocks import BLOCKS, Block
from bot.ingest.head import Head
from bot.ingest.jsonld import Node, text_of
from bot.ingest.markup import Element
from bot.ingest.moments import find_moment
from bot.ingest.printed import CHANGED, as_printed, find_day, printed_near

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: at for at, name in enumerate(_MONTH_NAMES.split(), start=1)}
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](\d{1,2})(?!\d)"
    r"|(?<![\d.])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
)
_CLAIMED = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "published",
    "og:pubdate",
    "datecreated",
)
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}(?::\d{2})?)?)?", re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?", re.IGNORECASE)


def published_of(
    tree: Element,
    node: Node | None,
    head: Head,
    url: str | None,
    now: datetime,
    near: Surroundings,
    dated: Element | None = None,
) -> tuple[datetime | None, bool]:
    """When an article was published, and whether the time of day is known.

    Args:
        tree: the page, as it came.
        node: its article's JSON-LD.
        head: its meta elements.
        url: where it came from, after redirects.
        now: no article is from later than this, give or take a day for time zones.
        near: what stands around the headline.
        dated: a copy of the page that htmldate may change.

    Returns:
        The moment (aware; midnight UTC where only the day is known) and True where it is more than a day. None where
        the page gives no date.
    """
    printed = printed_near(near)
    in_url = _day_in_url(url, now)
    claims = [found for claim in _claims(node, head) if (found := parse_moment(claim, now))]
    # A link's day is the first day; two days' leave for time zones and for what is posted the evening before.
    claims = [found for found in claims if in_url is None or found[0] - in_url < timedelta(days=3)]
    if claims:
        return as_printed(claims, printed, in_url)
    if in_url is not None:
        return in_url, False
    stamps = [found for stamp in (*_stamps(near), *_in_microdata(tree)) if (found := parse_moment(stamp, now))]
    first = next((p.day for p in printed if not p.changed and p.day <= (now + timedelta(days=1)).date()), None)
    for found in stamps:
        if first is None or abs((found[0].date() - first).days) <= 1:
            return as_printed([found], printed, None)
    if first is not None:
        return datetime(first.year, first.month, first.day, tzinfo=UTC), False
    day = _by_htmldate(dated, url, now) if dated is not None else None
    if day:
        return day, False
    for claim in (text_of(node.get("dateModified")) if node else None, head.first("article:modified_time")):
        found = parse_moment(claim, now) if claim else None
        if found:
            return found
    return None, False


def _claims(node: Node | None, head: Head) -> Iterator[str]:
    if node:
        for key in ("datePublished", "dateCreated"):
            claim = text_of(node.get(key))
            if claim:
                yield claim
    yield from head.all(*_CLAIMED)


def _in_microdata(tree: Element) -> Iterator[str]:
    """What the page marks as its date of publication; comments have such dates as well, after the article."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "meta":
            continue
        if "datePublished" in (element.get("itemprop") or "").split() and not any(
            a.tag in ("aside", "footer", "nav") for a in element.iterancestors()
        ):
            yield element.get("datetime") or element.get("content") or element.text_content()
            return


def _stamps(near: Surroundings) -> Iterator[str]:
    """What the `time` elements by the headline say for machines, those below it first."""
    for block in (*near.below, *reversed(near.above)):
        for element in _times_of(block):
            stamp = element.get("datetime")
            said = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            if stamp and ("publish" in said.lower() or not CHANGED.search(said)):
                yield stamp


def _times_of(block: Block) -> list[Element]:
    for element in (block.element, *block.element.iterancestors()):
        if element.tag == "time":
            return [element]
        if element.tag in BLOCKS:
            return list(element.iter("time"))[:3] if element.tag not in ("body", "main", "article") else []
    return []


# ---- what is claimed


def parse_moment(text: str, now: datetime) -> tuple[datetime, bool] | None:
    """A date or time as pages give it to machines: ISO, RFC 2822, seconds since 1970, or written out.

    Returns:
        The moment (aware, UTC where no zone is given), and whether it has a time of day. None where it is none, or from
        the future, or from before 1990.
    """
    text = re.sub(r"(?<=\d)\s*([+-]\d{2})(\d{2})$", r"\1:\2", text.strip())
    text = re.sub(r"\b(?:GMT|UTC)(?=[+-]\d{4}\b)", "", text)
    text = re.sub(r"^(\d{4})/(\d{2})/(\d{2})", r"\1-\2-\3", text)
    found = _iso(text) or _compact(text) or _epoch(text) or _mailed(text) or _written(text)
    if not found:
        return None
    moment, has_time = found
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        in_range = moment <= now + timedelta(days=1) and moment.year >= 1990
    except OverflowError:
        return None
    return (moment, has_time) if in_range else None


def _iso(text: str) -> tuple[datetime, bool] | None:
    match = _ISO.match(text)
    if not match:
        return None
    stamp = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", match[0], flags=re.IGNORECASE).replace(",", ".")
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return moment, len(stamp) > 10 and stamp[11:19] != "00:00:00"


def _compact(text: str) -> tuple[datetime, bool] | None:
    match = _COMPACT.fullmatch(text)
    if not match:
        return None
    try:
        numbers = [int(part) for part in match.groups()[:6] if part]
        return datetime(*numbers, tzinfo=UTC), match[4] is not None  # type: ignore[arg-type, misc]
    except ValueError:
        return None


def _epoch(text: str) -> tuple[datetime, bool] | None:
    match = re.fullmatch(r"(\d{9,10})(\d{3})?(?:\.\d+)?", text)
    return (datetime.fromtimestamp(int(match[1]), tz=UTC), True) if match else None


def _mailed(text: str) -> tuple[datetime, bool] | None:
    if not re.match(r"[A-Za-z]{3},\s+\d", text):
        return None
    try:
        return parsedate_to_datetime(text), True
    except (ValueError, TypeError):
        return None


def _written(text: str) -> tuple[datetime, bool] | None:
    if len(text) > 60:
        return None
    found = find_moment(text)
    if found:
        return found[0], found[1]
    day = find_day(text)
    return (datetime(day[0].year, day[0].month, day[0].day, tzinfo=UTC), False) if day else None


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
