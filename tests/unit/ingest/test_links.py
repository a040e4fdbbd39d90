"""Links are found in messages, and two links to one article are known for that; two stories are never merged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.links import find_links, link_key, normalise, same_site, site_of


@pytest.mark.parametrize(
    ("message", "links"),
    [
        ("see https://tide.example/a.", ["https://tide.example/a"]),
        ("<https://tide.example/a|the story> please", ["https://tide.example/a"]),
        ("<https://tide.example/a?b=1&amp;c=2>", ["https://tide.example/a?b=1&c=2"]),
        ("(https://tide.example/a_(disambiguation))", ["https://tide.example/a_(disambiguation)"]),
        (
            "“https://tide.example/a”, https://x.example/b; https://tide.example/a",
            ["https://tide.example/a", "https://x.example/b"],
        ),
        ("HTTPS://TIDE.EXAMPLE/A", ["HTTPS://TIDE.EXAMPLE/A"]),
        ("*https://tide.example/a*", ["https://tide.example/a"]),
        ("mail ada@tide.example or ftp://tide.example", []),
        ("no link at all", []),
    ],
)
def test_links_in_a_message(message: str, links: list[str]) -> None:
    assert find_links(message) == links


@pytest.mark.parametrize(
    ("link", "normal"),
    [
        ("HTTP://Tide.Example:80/A?utm_source=x&id=7#part", "http://tide.example/A?id=7"),
        ("https://tide.example/a?fbclid=1&gclid=2", "https://tide.example/a"),
        ("https://tide.example/a?ref=rss", "https://tide.example/a"),
        ("https://tide.example/a?ref=4711", "https://tide.example/a?ref=4711"),  # may name the story
        ("https://tide.example/story.php?id=7&page=2", "https://tide.example/story.php?id=7&page=2"),
        ("https://tide.example/a?unheard=of", "https://tide.example/a?unheard=of"),
        ("https://tide.example//a//b", "https://tide.example/a/b"),
        ("https://tide.example/stra%c3%9fe", "https://tide.example/stra%C3%9Fe"),
        ("https://tide.example/straße", "https://tide.example/stra%C3%9Fe"),
        ("https://tide.example/#!/story/7", "https://tide.example/#!/story/7"),
        ("https://tide.example", "https://tide.example/"),
        ("not a link", "not a link"),
    ],
)
def test_the_normal_form(link: str, normal: str) -> None:
    assert normalise(link) == normal


@given(st.text(alphabet="abc/?&=%#.:1é", max_size=40))
def test_the_normal_form_is_its_own(tail: str) -> None:
    once = normalise("https://tide.example/" + tail)
    assert normalise(once) == once


@pytest.mark.parametrize(
    "variant",
    [
        "http://tide.example/news/flood-1842",
        "https://www.tide.example/news/flood-1842/",
        "https://m.tide.example/news/flood-1842",
        "https://amp.tide.example/news/flood-1842",
        "https://tide.example/amp/news/flood-1842",
        "https://tide.example/news/flood-1842/amp",
        "https://tide.example/news/flood-1842?outputType=amp&utm_medium=social",
        "https://tide.example/news/flood-1842#comments",
    ],
)
def test_variants_of_a_link_have_one_key(variant: str) -> None:
    assert link_key(variant) == link_key("https://tide.example/news/flood-1842")


@pytest.mark.parametrize(
    "other",
    [
        "https://tide.example/news/flood-1843",
        "https://tide.example/news/flood-1842?page=2",
        "https://sport.tide.example/news/flood-1842",
        "https://tide.example/news/",
    ],
)
def test_other_stories_have_keys_of_their_own(other: str) -> None:
    assert link_key(other) != link_key("https://tide.example/news/flood-1842")


@pytest.mark.parametrize(
    ("link", "site"),
    [
        ("https://www.tide.example/a", "tide.example"),
        ("https://news.tide.co.uk/a", "tide.co.uk"),
        ("https://tide.com.au", "tide.com.au"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("http://intranet/a", "intranet"),
    ],
)
def test_the_site_of_a_link(link: str, site: str) -> None:
    assert site_of(link) == site


def test_sites_are_told_apart() -> None:
    assert same_site("https://m.tide.example/a", "https://www.tide.example/b")
    assert not same_site("https://tide.example/a", "https://gull.example/a")
    assert not same_site("https://one.co.uk/a", "https://two.co.uk/a")
