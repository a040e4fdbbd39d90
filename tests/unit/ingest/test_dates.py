"""The day of an article is the one its readers see; the moment is the one its page says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.ingest.dates import parse_moment
from bot.ingest.printed import find_day
from tests.unit.ingest.making import NOW, URL, ld, read
from tests.unit.ingest.site import TITLE, paragraphs


@pytest.mark.parametrize(
    ("head", "url", "published", "has_time"),
    [
        (ld(datePublished="2026-11-19T18:05:00+01:00"), URL, "2026-11-19T18:05:00+01:00", True),
        (ld(datePublished="2026-11-19"), URL, "2026-11-19T00:00:00+00:00", False),
        (ld(datePublished="2026-11-19T18:05:00+0100"), URL, "2026-11-19T18:05:00+01:00", True),
        (ld(datePublished="2026/11/19"), URL, "2026-11-19T00:00:00+00:00", False),
        (
            '<meta property="article:published_time" content="2026-11-19T18:05:00Z">',
            URL,
            "2026-11-19T18:05:00+00:00",
            True,
        ),
        ("", "https://tide.example/2026/11/19/flood", "2026-11-19T00:00:00+00:00", False),
        ("", "https://tide.example/2026/nov/19/flood", "2026-11-19T00:00:00+00:00", False),
        # An article that was posted anew keeps its first day
        (
            ld(datePublished="2026-11-23T08:00:00Z"),
            "https://tide.example/2026/11/19/flood",
            "2026-11-19T00:00:00+00:00",
            False,
        ),
        # From the future, or no date at all
        (ld(datePublished="2031-01-01T00:00:00Z"), URL, None, False),
        (ld(datePublished="yesterday"), URL, None, False),
    ],
)
def test_the_date(head: str, url: str, published: str | None, has_time: bool) -> None:
    found = read(head=head, url=url)
    assert (found.published.isoformat() if found.published else None) == published
    assert found.published_has_time is has_time


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("2026-11-19T18:05:00.123456789Z", "2026-11-19T18:05:00.123456+00:00"),
        ("2026-11-19T18:05:00+01", "2026-11-19T18:05:00+01:00"),
        ("2026-11-19 18:05:00 +0100", "2026-11-19T18:05:00+01:00"),
        ("2026-11-19T18:05Z", "2026-11-19T18:05:00+00:00"),
        ("20261119T180500Z", "2026-11-19T18:05:00+00:00"),
        ("20261119", "2026-11-19T00:00:00+00:00"),
        ("1795111500", "2026-11-19T18:05:00+00:00"),
        ("1795111500000", "2026-11-19T18:05:00+00:00"),
        ("Thu, 19 Nov 2026 18:05:00 GMT", "2026-11-19T18:05:00+00:00"),
        ("Thu Nov 19 2026 18:05:00 GMT+0000 (UTC)", "2026-11-19T18:05:00+00:00"),
        ("Thu Nov 19 2026 18:05:00 GMT+0530 (IST)", "2026-11-19T18:05:00+05:30"),
        ("November 19, 2026, 07:47 PM EST", "2026-11-19T19:47:00-05:00"),
        ("19.11.2026", "2026-11-19T00:00:00+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("20269999", None),
        ("Thu, 99 Nov 2026 18:05:00 GMT", None),
        ("9999999999999", None),
        ("soon", None),
    ],
)
def test_dates_as_machines_are_told_them(said: str, found: str | None) -> None:
    moment = parse_moment(said, NOW)
    assert (moment[0].isoformat() if moment else None) == found


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted: 19. November 2026", "2026-11-19"),
        ("19 de novembro de 2026", "2026-11-19"),
        ("le 1er août 2026 à 10h", "2026-08-01"),
        ("19.11.2026, 10:00 Uhr", "2026-11-19"),
        ("11 октября 2026", "2026-10-11"),
        ("Nov 19, 2026", "2026-11-19"),
        ("99 de novembro de 2026", None),
        ("12 gates of 2026", None),
    ],
)
def test_days_as_they_are_printed(line: str, day: str | None) -> None:
    found = find_day(line)
    assert (found[0].isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("said", "printed", "published"),
    [
        # In UTC it is the next day; readers see theirs
        ("2026-11-20T03:05:00Z", "November 19, 2026 at 10:05 p.m. EST", "2026-11-19T22:05:00-05:00"),
        ("2026-11-20T03:05:00Z", "10:30 pm EST, Thursday, November 19, 2026", "2026-11-19T22:05:00-05:00"),
        ("2026-11-20T03:05:00Z", "Nov. 19, 2026 10:05 pm", "2026-11-19T22:05:00-05:00"),
        ("2026-11-20T03:05:00Z", "November 19, 2026", "2026-11-19T23:05:00-04:00"),
        ("2026-11-18T23:05:00Z", "November 19, 2026 08:05 JST", "2026-11-19T08:05:00+09:00"),
        ("2026-11-18T22:30:00Z", "Nov 19, 2026 4:00 am IST", "2026-11-19T04:00:00+05:30"),
        # What says when it was changed says nothing of the place
        ("2026-11-18T12:05:00Z", "Updated November 19, 2026", "2026-11-18T12:05:00+00:00"),
        ("2026-11-18T12:05:00Z", "Updated November 19, 2026 9:05 am", "2026-11-18T12:05:00+00:00"),
        # The page knows its place
        ("2026-11-18T22:05:00-05:00", "Updated November 19, 2026", "2026-11-18T22:05:00-05:00"),
        # Days apart: another matter
        ("2026-11-20T03:05:00Z", "November 12, 2026", "2026-11-20T03:05:00+00:00"),
    ],
)
def test_a_moment_has_the_day_that_is_printed(said: str, printed: str, published: str) -> None:
    found = read(f"<h1>{TITLE}</h1><div>{printed}</div>{paragraphs()}", ld(datePublished=said)).published
    assert found is not None
    assert found.isoformat() == published
    assert found == (datetime.fromisoformat(said))


def test_the_day_of_the_link_tells_the_place_as_well() -> None:
    found = read(head=ld(datePublished="2026-11-20T03:05:00Z"), url="https://tide.example/2026/11/19/flood").published
    assert found is not None
    assert found.isoformat() == "2026-11-19T23:05:00-04:00"


def test_of_two_times_the_one_that_is_printed_counts() -> None:
    """A time in UTC that is given out for local time, and the same one as what it is."""
    head = ld(datePublished="2026-11-20T04:31:13-06:00")
    head += '<meta property="article:published_time" content="2026-11-20T04:31:13+00:00">'
    found = read(f"<h1>{TITLE}</h1><p>Ada Moreno - Nov 19, 2026, 10:31 pm CST</p>{paragraphs()}", head).published
    assert found == datetime(2026, 11, 20, 4, 31, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ("", '<time datetime="2026-11-19T10:00:00Z">5 days ago</time>', "2026-11-19"),
        ("", '<time class="entry-date published updated" datetime="2026-11-19">x</time>', "2026-11-19"),
        ("", '<span itemprop="datePublished" content="2026-11-19T10:00:00Z">Thursday</span>', "2026-11-19"),
        ("", "<div>Updated: Nov 20, 2026 8:31 PM</div><div>Published: Nov 18, 2026 6:45 PM</div>", "2026-11-18"),
        ("", "<div>Updated</div><div>Nov 20, 2026</div><div>Nov 18, 2026</div>", "2026-11-18"),
        ("", "<figure><figcaption>The quay on 4 May 2019</figcaption></figure><p>19 November 2026</p>", "2026-11-19"),
        # A comment has a date as well; the one by the headline counts
        ("", "<p>19 November 2026</p><b itemprop='datePublished' content='2026-11-23'>x</b>", "2026-11-19"),
        (ld(datePublished="2026-11-19T10:00:00Z", dateModified="2026-11-18T10:00:00Z"), "", "2026-11-19"),
        (ld(datePublished="0001-01-01T00:00:00Z"), "<p>Published 11:11 PM EST Nov 19, 2026</p>", "2026-11-19"),
        (ld(dateModified="2026-11-19T10:00:00Z"), "", "2026-11-19"),
        ("", "", None),
    ],
)
def test_where_a_date_stands(head: str, body: str, day: str | None) -> None:
    found = read(f"<h1>{TITLE}</h1>{body}{paragraphs()}", head, url=URL).published
    assert (found.date().isoformat() if found else None) == day
