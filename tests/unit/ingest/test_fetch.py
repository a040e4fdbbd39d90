"""How links are followed: politely, with limits, and with nothing carried from one fetch to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from bot.clock import FixedClock
from bot.ingest.addresses import Allow
from bot.ingest.connection import Deadline
from bot.ingest.fetch import Fetcher, Hosts, meta_refresh
from bot.ingest.outcomes import NoArticle
from bot.ingest.reader import Reader
from bot.ingest.robots import Robots
from bot.ingest.types import ArticleText, Kind, NotAnArticle
from tests.unit.ingest.site import Page, Site, article, send, serve

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def _if_changed(handler: BaseHTTPRequestHandler) -> None:
    if handler.headers.get("If-None-Match") == '"v1"':
        send(handler, 304, b"", {"ETag": '"v1"'})
    else:
        send(
            handler,
            200,
            article().encode(),
            {"Content-Type": "text/html", "ETag": '"v1"', "Last-Modified": "Thu, 19 Nov 2026 18:05:00 GMT"},
        )


def _sets_cookie(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 200, handler.headers.get("Cookie", "none").encode(), {"Set-Cookie": "a=b; Path=/"})


PAGES = {
    "changing": Page(kind=Kind.ARTICLE, handle=_if_changed),
    "cookie": Page(kind=Kind.ARTICLE, handle=_sets_cookie),
    "echo": Page(kind=Kind.ARTICLE, body=b"echo"),
    "busy": Page(kind=Kind.SERVER_ERROR, status=429, headers={"Retry-After": "Tue, 24 Nov 2026 12:30:00 GMT"}),
    "nonsense": Page(kind=Kind.SERVER_ERROR, status=503, headers={"Retry-After": "soon"}),
    "ages": Page(kind=Kind.SERVER_ERROR, status=503, headers={"Retry-After": "99999999"}),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serve(PAGES) as running:
        yield running


def _fetcher(site: Site, allow: Allow | None = None, **options: object) -> Fetcher:
    return Fetcher(allow=site.allow if allow is None else allow, seconds=60.0, **options)  # type: ignore[arg-type]


def _last_headers(site: Site) -> dict[str, str]:
    return site.asked[-1][1]


def test_we_say_who_we_are(site: Site) -> None:
    _fetcher(site, contact="desk@tide.example\r\nX-Evil: 1").get(site.url("echo"))
    assert _last_headers(site)["User-Agent"] == "Pullquote/0.1 (+desk@tide.exampleX-Evil: 1)"


def test_proxy_variables_are_not_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert _fetcher(site).get(site.url("echo")).body == b"echo"


def test_cookies_do_not_outlive_a_fetch(site: Site) -> None:
    fetcher = _fetcher(site)
    assert fetcher.get(site.url("cookie")).body == b"none"
    assert fetcher.get(site.url("cookie")).body == b"none"


def test_an_unchanged_page_says_so(site: Site) -> None:
    reader = Reader(fetcher=_fetcher(site))
    first = reader.read_link(site.url("changing"))
    assert isinstance(first, ArticleText)
    assert (first.etag, first.last_modified) == ('"v1"', "Thu, 19 Nov 2026 18:05:00 GMT")
    again = reader.read_link(site.url("changing"), etag=first.etag, last_modified=first.last_modified)
    assert isinstance(again, NotAnArticle)
    assert again.kind is Kind.NOT_MODIFIED
    assert _last_headers(site)["If-Modified-Since"] == "Thu, 19 Nov 2026 18:05:00 GMT"


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("busy", 1800.0),  # a date
        ("nonsense", None),
        ("ages", 6 * 3600.0),  # no site shuts us out for a year
    ],
)
def test_retry_after_is_understood(site: Site, name: str, seconds: float | None) -> None:
    got = _fetcher(site, clock=FixedClock(NOW)).get(site.url(name))
    assert got.retry_after == seconds


def test_a_private_address_is_refused_and_not_touched(site: Site) -> None:
    before = len(site.asked)
    with pytest.raises(NoArticle) as outcome:
        _fetcher(site, allow=frozenset()).get(site.url("echo"))
    assert outcome.value.kind is Kind.UNSAFE
    assert len(site.asked) == before


def test_a_host_that_asked_for_a_pause_is_left_alone() -> None:
    hosts = Hosts(gap=0.0)
    hosts.close("tide.example", 120.0)
    with Deadline(10.0) as deadline:
        hosts.enter("other.example", deadline)
        with pytest.raises(NoArticle) as outcome:
            hosts.enter("tide.example", deadline)
    assert outcome.value.kind is Kind.SERVER_ERROR
    assert outcome.value.retry_after == pytest.approx(120.0, abs=5.0)


def test_a_long_queue_for_one_host_is_put_off_rather_than_waited_for() -> None:
    hosts = Hosts(gap=30.0)
    with Deadline(10.0) as deadline:
        hosts.enter("tide.example", deadline)
        hosts.enter("other.example", deadline)  # has a queue of its own
        with pytest.raises(NoArticle) as outcome:
            hosts.enter("tide.example", deadline)
    assert outcome.value.kind is Kind.SLOW
    assert outcome.value.retry_after is not None


@pytest.mark.parametrize(
    ("body", "onward"),
    [
        (b'<meta http-equiv="refresh" content="0; url=/b">', "http://tide.example/b"),
        (b"<META HTTP-EQUIV=Refresh CONTENT='2;URL=\"http://x.example/\"'>", "http://x.example/"),
        (b'<meta http-equiv="refresh" content="0;/b">', "http://tide.example/b"),
        (b'<meta http-equiv="refresh" content="300; url=/b">', None),  # reloads a page that stands
        (b'<meta http-equiv="refresh" content="0">', None),
        (b'<meta http-equiv="refresh" content="0; url=/a">', None),  # itself
        (b'<meta http-equiv="refresh" content="0; url=#top">', None),
        (b'<noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript>', None),
        (b'<!-- <meta http-equiv="refresh" content="0; url=/b"> --><p>Hello</p>', None),
        (b"<p>Hello</p>", None),
        (b"", None),
    ],
)
def test_where_a_meta_refresh_leads(body: bytes, onward: str | None) -> None:
    assert meta_refresh(body, "http://tide.example/a") == onward


@pytest.mark.parametrize(
    ("status", "rules", "allowed"),
    [
        (200, b"User-agent: *\nDisallow: /private", True),
        (200, b"User-agent: *\nDisallow: /news", False),
        (200, b"User-agent: Pullquote\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        (200, b"User-agent: *\nDisallow: /*/story$", False),
        (404, b"User-agent: *\nDisallow: /", True),  # there is none
        (503, b"", False),  # not to be had: everything is off limits
    ],
)
def test_robots_txt_is_followed(status: int, rules: bytes, allowed: bool) -> None:
    robots = Robots("Pullquote/0.1")
    assert (
        robots.allows("https://tide.example", "https://tide.example/news/story", lambda _: (status, rules)) is allowed
    )


def test_robots_txt_is_asked_for_once_an_hour() -> None:
    asked: list[str] = []

    def read(origin: str) -> tuple[int, bytes]:
        asked.append(origin)
        return 200, b""

    robots = Robots("Pullquote/0.1")
    for _ in range(3):
        robots.allows("https://tide.example", "https://tide.example/a", read)
    assert asked == ["https://tide.example"]
