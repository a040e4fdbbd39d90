"""Every kind of page is told for what it is, and no page that is none is stored as an article."""

from __future__ import annotations

import pytest

from bot.ingest.outcomes import SENTENCES, sentence
from bot.ingest.reader import Reader
from bot.ingest.types import ArticleText, Kind, NotAnArticle
from tests.unit.ingest.site import PAGES, Site

ARTICLES = [name for name, page in PAGES.items() if page.kind in (Kind.ARTICLE, Kind.LIVEBLOG)]
SLOW = [name for name, page in PAGES.items() if page.kind is Kind.SLOW]
OTHERS = [name for name in PAGES if name not in (*ARTICLES, *SLOW)]


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_read(name: str, site: Site, reader: Reader) -> None:
    page = PAGES[name]
    reading = reader.read_link(site.url(name))
    assert isinstance(reading, ArticleText), reading
    assert reading.kind is page.kind
    assert page.holds is None or page.holds in reading.text
    assert page.lacks is None or not any(p.strip().startswith(page.lacks) for p in reading.text.split("\n"))


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_article_is_named(name: str, site: Site, reader: Reader) -> None:
    page = PAGES[name]
    reading = reader.read_link(site.url(name))
    assert isinstance(reading, NotAnArticle), reading
    assert reading.kind is page.kind
    assert page.cause is None or reading.cause == page.cause


@pytest.mark.parametrize("name", SLOW)
def test_a_page_that_never_ends_is_given_up(name: str, site: Site, hasty_reader: Reader) -> None:
    reading = hasty_reader.read_link(site.url(name))
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is Kind.SLOW
    assert reading.retry_after is not None


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.ARTICLE, Kind.LIVEBLOG)])
def test_every_kind_has_its_sentence(kind: Kind) -> None:
    assert sentence(kind)
    assert sentence(kind, "a cause without a sentence of its own") == sentence(kind)


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_says_what_to_do(key: tuple[Kind, str | None]) -> None:
    """At least two sentences: what happened, and what now; save where there is nothing to be done."""
    if key[0] is not Kind.NOT_MODIFIED:
        assert SENTENCES[key].count(". ") + SENTENCES[key].count("; ") + SENTENCES[key].count(": ") >= 1


def test_the_servers_wish_to_be_asked_later_is_handed_on(site: Site, reader: Reader) -> None:
    reading = reader.read_link(site.url("status-429"))
    assert isinstance(reading, NotAnArticle)
    assert reading.retry_after == 120


def test_a_paywall_hands_out_the_lines_it_lets_through(site: Site, reader: Reader) -> None:
    reading = reader.read_link(site.url("paywall-by-words"))
    assert isinstance(reading, NotAnArticle)
    assert reading.excerpt is not None
    assert "tidal barrier" in reading.excerpt


def test_a_live_blog_reads_from_the_first_update_to_the_last(site: Site, reader: Reader) -> None:
    reading = reader.read_link(site.url("live-blog"))
    assert isinstance(reading, ArticleText)
    places = [reading.text.index(f"speaker number {i}") for i in range(1, 6)]
    assert places == sorted(places)
