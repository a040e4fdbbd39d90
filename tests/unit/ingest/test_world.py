"""Stories, stubs and walls in languages that the word lists know little of: a page shows in its build what it is."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.ingest.outcomes import NoArticle
from bot.ingest.page import read_page
from bot.ingest.types import ArticleText, Kind
from tests.unit.ingest.world import ends, walls
from tests.unit.ingest.world import kinds as more
from tests.unit.ingest.world.frames import frame, gates, head, ld, promos, story
from tests.unit.ingest.world.texts import TONGUES

MAKES = ("wp", "divs", "css", "table")
CODES = list(TONGUES)
ANY = TONGUES["hu"]
# Not told yet: a list of Thai teasers below a Thai gate, and a Chinese text cut where its description goes on.
KNOWN = {("th", "related-below"), ("zh", "cut-desc")}


def reading(page: str, url: str | None = None) -> ArticleText | NoArticle:
    try:
        return read_page(page.encode(), url or walls.STORY, asked=walls.STORY)
    except NoArticle as outcome:
        return outcome


@pytest.mark.parametrize("gate", list(gates(ANY)))
@pytest.mark.parametrize("code", CODES)
def test_a_stub_is_told_by_how_its_gate_is_built(code: str, gate: str) -> None:
    tongue, at = TONGUES[code], CODES.index(code) + list(gates(ANY)).index(gate)
    after, inside, said = gates(tongue)[gate]
    main = story(tongue, tongue.story[:2], after, make=MAKES[at % 4], inside=inside)
    page = frame(code, f"{tongue.title} - Aaa", main, head(tongue, more=said) if at % 3 else said)
    found = reading(page)
    assert found.kind in (Kind.PAYWALL, Kind.FORBIDDEN), found
    assert gate == "login-form" or found.kind is Kind.PAYWALL


@pytest.mark.parametrize("promo", list(promos(ANY)))
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("count", [3, 5])
def test_a_whole_story_is_read_whatever_stands_below(code: str, promo: str, count: int) -> None:
    tongue, at = TONGUES[code], CODES.index(code) + list(promos(ANY)).index(promo)
    main = story(tongue, tongue.story[:count], promos(tongue)[promo], make=MAKES[at % 4])
    claims = (head(tongue) + ld(tongue)) if at % 2 else head(tongue)
    found = reading(frame(code, f"{tongue.title} - Aaa", main, claims))
    assert isinstance(found, ArticleText), found
    assert all(line in found.text for line in tongue.story[:count])
    assert found.title == tongue.title


@pytest.mark.parametrize(
    ("make", "kinds"),
    [
        (walls.consent, {Kind.CONSENT}),
        (walls.missing, {Kind.NOT_FOUND, Kind.GONE}),
        (walls.check, {Kind.BLOCKED}),
        (walls.login, {Kind.FORBIDDEN}),
    ],
)
@pytest.mark.parametrize("code", CODES)
def test_a_wall_is_told_by_its_build(make: Callable[..., walls.Walls], kinds: set[Kind], code: str) -> None:
    found = {name: reading(page, url).kind for name, page, url in make(TONGUES[code], code)}
    assert {name: kind for name, kind in found.items() if kind not in kinds} == {}


@pytest.mark.parametrize(
    ("make", "kinds"),
    [
        (more.listing, {Kind.LISTING}),
        (more.video, {Kind.VIDEO}),
        (more.shell, {Kind.JS_ONLY, Kind.EMPTY}),
        (more.gallery, {Kind.EMPTY, Kind.LISTING}),
        (ends.stubs, {Kind.PAYWALL}),
        (ends.wholes, {Kind.ARTICLE}),
    ],
)
@pytest.mark.parametrize("code", CODES)
def test_a_page_of_any_kind_is_told_by_its_build(make: Callable[..., more.Pages], kinds: set[Kind], code: str) -> None:
    found = {name: reading(page, url).kind for name, page, url in make(TONGUES[code], code)}
    wrong = {name: kind for name, kind in found.items() if kind not in kinds}
    assert {name: kind for name, kind in wrong.items() if (code, name) not in KNOWN} == {}


def test_a_count_of_words_that_fits_says_that_a_story_is_whole() -> None:
    top, pitch, press, _ = ANY.gate
    after = f"<div><h4>{top}</h4><p>{pitch}</p><a href='/subscribe'>{press}</a></div>"
    for count, kind in ((42, Kind.ARTICLE), (900, Kind.PAYWALL)):
        page = frame("hu", ANY.title, story(ANY, ANY.story[:3], after), head(ANY) + ld(ANY, wordCount=count))
        assert reading(page).kind is kind


@pytest.mark.parametrize("path", ["/privacy/?back=1", "/dsgvo", "/v2/collectConsent?sessionId=3", "/rgpd/mur", "/pur"])
def test_where_a_site_leads_by_itself_says_that_it_asks_for_consent(path: str) -> None:
    shell = frame("de", "Aaa", "<div id='app'></div><script src='/a.js'></script>", bare=True)
    assert reading(shell, f"https://tide.example{path}").kind is Kind.CONSENT


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("day", [True, False])
def test_a_bare_page_with_a_button_for_cookies_in_its_foot_is_a_story(code: str, day: bool) -> None:
    tongue = TONGUES[code]
    menu = "".join(f'<a href="/{i}">{word}</a>' for i, word in enumerate((*tongue.letter, *tongue.login)))
    foot = '<div><a href="/privacy">x</a><a href="/cookies">y</a> © 2026 214 <button>up</button><button class="cookie-settings">c</button></div>'
    when = f"<div>{tongue.day}</div>" if day else ""
    lines = "".join(f"<p>{line}</p>" for line in tongue.story)
    body = f"<div>{menu}</div><div><h1>{tongue.title}</h1>{when}<div>{lines}</div><div><button>f</button><button>t</button></div></div>{foot}"
    assert reading(frame(code, tongue.title, body, bare=True), "https://tide.example/n/x-1").kind is Kind.ARTICLE
