"""The guarded fetcher: gets a link that a stranger gave, and never reaches an internal address for it.

What always holds here:

- every hop (the link, each redirect, the meta refresh, robots.txt) goes through `addresses`: parsed strictly, resolved
  once, every address checked, and the connection made to the checked address itself;
- one deadline covers all of a fetch, look-ups and handshakes included. When it passes, the socket is shut: a
  server that sends a byte a second gains nothing;
- at most 5 hops, and a cap on the bytes that come over the wire and on what they unpack to;
- cookies live for one fetch; proxy variables are not read; certificates are always checked;
- nothing waits for a `Retry-After`: it is handed up, and the host is left alone until then.
"""

from __future__ import annotations

import http.client
import re
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar
from urllib.parse import urljoin
from urllib.request import Request

import urllib3
from lxml import etree
from lxml import html as lxml_html

from bot.clock import Clock, SystemClock
from bot.ingest.addresses import Allow, Target, parse, resolve
from bot.ingest.connection import Deadline, Plain, Route, Secure, tls_context
from bot.ingest.outcomes import NoArticle
from bot.ingest.robots import Robots
from bot.ingest.signs import is_consent_place
from bot.ingest.types import Kind

TOTAL_SECONDS = 10.0
MAX_HOPS = 5
MAX_PAGE_BYTES = 10_000_000
MAX_FILE_BYTES = 25_000_000
AGENT = "Pullquote/0.1"

_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WAITS = frozenset({429, 503})
# The longest pause a site can make us keep: a wrong Retry-After must not shut a site out for a year.
_LONGEST_PAUSE = 6 * 3600.0
_REFRESH = re.compile(rb"<meta[^>]{0,200}http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
_REFRESH_CONTENT = re.compile(r"\s*(\d+)(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL)
_BARE = 4096  # bytes; a page this small with a refresh is nothing but the refresh
_SOON = 10  # seconds; a meta refresh that waits longer reloads a page rather than leads to another
_FILE_STARTS = (b"%PDF-", b"PK\x03\x04", b"{\\rtf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back from the last hop, whatever its status. `headers` have lower-case names."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    hops: int = 0
    retry_after: float | None = None  # seconds

    @property
    def content_type(self) -> str:
        """The media type of the header, lower case, without parameters; empty where there is none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the Content-Type header names; it may lie."""
        found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", self.headers.get("content-type", ""), re.IGNORECASE)
        return found[1] if found else None


class Hosts:
    """Keeps us polite: how soon a host may be asked again. Shared by every fetch of a process; safe in threads."""

    def __init__(self, gap: float = 1.0) -> None:
        self._gap = gap
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._closed_until: dict[str, float] = {}

    def enter(self, host: str, deadline: Deadline) -> None:
        """Waits for the host's turn, a second at a time at most for each fetch before us.

        Raises:
            NoArticle: the host has asked for a pause that is not over, or the queue before it is too long.
        """
        with self._lock:
            now = time.monotonic()
            closed = self._closed_until.get(host, 0.0) - now
            if closed > 0:
                raise NoArticle(Kind.SERVER_ERROR, "busy", retry_after=closed)
            turn = max(now, self._next.get(host, 0.0))
            if turn - now > deadline.left / 2:
                raise NoArticle(Kind.SLOW, "queue", retry_after=turn - now + 30.0)
            self._next[host] = turn + self._gap
            if len(self._next) > 4096:
                self._next = {h: t for h, t in self._next.items() if t > now}
                self._closed_until = {h: t for h, t in self._closed_until.items() if t > now}
        if turn > now:
            threading.Event().wait(turn - now)

    def close(self, host: str, seconds: float) -> None:
        """Leaves the host alone for so long."""
        with self._lock:
            self._closed_until[host] = time.monotonic() + seconds


class Fetcher:
    """Gets links. Holds no state of a fetch but the manners towards hosts; safe in threads.

    Args:
        allow: (host, port) pairs that may be reached although private; they are not made to wait their turn either.
        contact: an address or page that goes into the User-Agent, so that a site can reach the newsroom.
        respect_robots: whether robots.txt is followed. A link is given by a person, so by default it is not asked.
        seconds: the limit for one fetch, all hops included.
        clock: tells the time of day, for a `Retry-After` that is a date.
    """

    def __init__(
        self,
        *,
        allow: Allow = frozenset(),
        contact: str | None = None,
        respect_robots: bool = False,
        seconds: float = TOTAL_SECONDS,
        clock: Clock | None = None,
    ) -> None:
        self._allow = allow
        self._seconds = seconds
        self._clock = clock or SystemClock()
        self._agent = f"{AGENT} (+{_header_safe(contact)})" if contact else AGENT
        self._robots = Robots(AGENT) if respect_robots else None
        self._hosts = Hosts()
        self._context = tls_context()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Follows a link to its end.

        Args:
            url: the link as it was given.
            etag: of the version we have; with `last_modified`, asks for the page only if it is newer (status 304).
            last_modified: likewise.

        Raises:
            NoArticle: `UNSAFE`, `SLOW`, `TOO_LARGE`, `REDIRECT_LOOP`, `BLOCKED` by robots.txt, `SERVER_ERROR` where
                the host has asked for a pause, `ERROR` where there is no connection. A status of 400 and up is no
                error here.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        with Deadline(self._seconds) as deadline:
            try:
                return self._follow(url, {k: v for k, v in conditions.items() if v}, deadline)
            except NoArticle as outcome:
                outcome.url = outcome.url or url
                raise

    def _follow(self, url: str, conditions: dict[str, str], deadline: Deadline) -> Fetched:
        cookies = CookieJar()
        seen: set[tuple[str, tuple[str, ...]]] = set()
        refreshed = False
        target = parse(url, self._allow)
        for hop in range(MAX_HOPS + 1):
            state = (target.url, tuple(sorted(f"{c.name}={c.value}" for c in cookies)))
            if state in seen:
                raise _round(url, target.url, seen)
            seen.add(state)
            self._check_robots(target, deadline)
            got = self._one(target, conditions, cookies, deadline, hop)
            if got.status in _REDIRECTS and got.headers.get("location"):
                target = parse(_join(target.url, got.headers["location"]), self._allow)
                continue
            onward = None if got.status != 200 else meta_refresh(got.body, got.url)
            if onward is None or (refreshed and len(got.body) > _BARE):
                return got
            if refreshed:  # one may lead from an old address to a new one; two lead round
                raise _round(url, got.url, seen)
            refreshed = True
            target = parse(onward, self._allow)
        raise _round(url, target.url, seen)

    def _check_robots(self, target: Target, deadline: Deadline) -> None:
        if self._robots is None or (target.host, target.port) in self._allow:
            return

        def read(origin: str) -> tuple[int, bytes]:
            got = self._one(parse(f"{origin}/robots.txt", self._allow), {}, CookieJar(), deadline, 0, polite=False)
            return got.status, got.body

        if not self._robots.allows(target.origin, target.url, read):
            raise NoArticle(Kind.BLOCKED, "robots", url=target.url)

    def _one(
        self,
        target: Target,
        conditions: dict[str, str],
        cookies: CookieJar,
        deadline: Deadline,
        hop: int,
        *,
        polite: bool = True,
    ) -> Fetched:
        if polite and hop == 0 and (target.host, target.port) not in self._allow:
            self._hosts.enter(target.host, deadline)
        route = Route(resolve(target, deadline.left, self._allow), deadline)
        connection = (
            Secure(target.host, target.port, route=route, context=self._context)
            if target.scheme == "https"
            else Plain(target.host, target.port, route=route)
        )
        asked = Request(target.url)  # noqa: S310 - carries cookies to and fro; nothing is opened with it
        cookies.add_cookie_header(asked)
        headers = {
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
            "Accept-Language": "en, *;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **conditions,
            **({"Cookie": cookie} if (cookie := asked.get_header("Cookie")) else {}),
        }
        try:
            connection.request("GET", target.path, headers=headers, preload_content=False)
            response = connection.getresponse()
            # CookieJar asks a response for nothing but its headers.
            cookies.extract_cookies(_Headers(response.headers), asked)  # type: ignore[arg-type]
            body = b"" if response.status in _REDIRECTS or response.status == 304 else _read(response, target, deadline)
        except ssl.SSLCertVerificationError:
            raise NoArticle(Kind.ERROR, "certificate", url=target.url) from None
        except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError) as failure:
            if deadline.passed or isinstance(failure, TimeoutError):
                raise NoArticle(Kind.SLOW, url=target.url, retry_after=120.0) from None
            raise NoArticle(Kind.ERROR, "connection", url=target.url, retry_after=120.0) from failure
        finally:
            connection.close()
        retry_after = self._retry_after(response.headers.get("Retry-After")) if response.status in _WAITS else None
        if retry_after is not None and (target.host, target.port) not in self._allow:
            self._hosts.close(target.host, retry_after)
        return Fetched(
            url=target.url,
            status=response.status,
            headers={name.lower(): value for name, value in response.headers.items()},
            body=body,
            hops=hop,
            retry_after=retry_after,
        )

    def _retry_after(self, given: str | None) -> float | None:
        """Seconds, out of a number or a date (RFC 9110, 10.2.3); None where the header is missing or makes no sense."""
        if not given:
            return None
        if given.strip().isdigit():
            seconds = float(given)
        else:
            try:
                seconds = (parsedate_to_datetime(given) - self._clock.now()).total_seconds()
            except (TypeError, ValueError):
                return None
        return min(max(seconds, 1.0), _LONGEST_PAUSE)


class _Headers:
    def __init__(self, headers: urllib3.HTTPHeaderDict) -> None:
        self._headers = headers

    def info(self) -> urllib3.HTTPHeaderDict:
        return self._headers


def _read(response: urllib3.BaseHTTPResponse, target: Target, deadline: Deadline) -> bytes:
    """The body, unpacked; stops as soon as it is too much.

    Raises:
        NoArticle: `TOO_LARGE`.
    """
    body = bytearray()
    cap = MAX_FILE_BYTES
    while chunk := response.read(_CHUNK, decode_content=True):
        body += chunk
        if len(body) == len(chunk) and not body.startswith(_FILE_STARTS):
            cap = MAX_PAGE_BYTES
        if len(body) > cap or response.tell() > cap:
            raise NoArticle(Kind.TOO_LARGE, url=target.url)
        if deadline.passed:
            raise TimeoutError("the time for this fetch is over")
    if deadline.passed:  # a shut socket looks like the end of a body that has no length
        raise TimeoutError("the time for this fetch is over")
    return bytes(body)


def meta_refresh(body: bytes, url: str) -> str | None:
    """Where a page's `<meta http-equiv="refresh">` leads at once, or None. One for browsers without scripts is left."""
    if not _REFRESH.search(body[:_CHUNK]):
        return None
    try:
        tree = lxml_html.fromstring(body[:_CHUNK])
    except (ValueError, TypeError, etree.LxmlError):
        return None
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        if any(parent.tag == "noscript" for parent in meta.iterancestors()):
            continue
        match = _REFRESH_CONTENT.fullmatch(meta.get("content") or "")
        if match is None or int(match[1]) > _SOON:
            continue
        onward = _join(url, match[2].strip().strip("\"'").strip()) if match[2].strip() else url
        if onward.partition("#")[0] != url:
            return onward
    return None


def _join(base: str, link: str) -> str:
    try:
        # A Location may hold raw UTF-8 or spaces; browsers take them, and the parser quotes them.
        raw = link.strip().replace(" ", "%20")
        return urljoin(base, raw)
    except ValueError:
        raise NoArticle(Kind.UNSAFE, "malformed", url=base) from None


def _header_safe(value: str) -> str:
    return "".join(c for c in value if " " <= c <= "~")


def _round(asked: str, url: str, seen: set[tuple[str, tuple[str, ...]]]) -> NoArticle:
    """What is told of a link that never arrives: that the site wants consent first, where it leads past such a page."""
    hops = (place for place, _ in seen if place.partition("?")[0] != asked.partition("?")[0])
    asks = any(is_consent_place(re.sub(r"cookies?(?!-?(?:wall|consent))", "", place)) for place in hops)
    return NoArticle(Kind.CONSENT if asks else Kind.REDIRECT_LOOP, url=url)
