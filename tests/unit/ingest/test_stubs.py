"""The first lines of a paid article are told for what they are, however the site words its gate; a whole one is read."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

import pytest

from bot.ingest.reader import Reader
from bot.ingest.types import ArticleText, Kind, NotAnArticle
from tests.unit.ingest.making import URL, ld, page
from tests.unit.ingest.site import FOOTER, PARAGRAPHS, TITLE, paragraphs

SHORT = [
    "Three ferries out of Port Alder were cancelled on Monday after engineers found cracks in the ramp of the main berth.",
    "The port’s director, Ada Moreno, said passengers had never been in danger.",
    "“We found it because we look,” she said. “We look every week.”",
    "About 900 travellers were put on buses to Kelm, an hour down the coast.",
    "The port hopes to reopen the berth by Thursday, once a crane has lifted the ramp.",
]


def reading_of(after: str, items: list[str], head: str = "") -> ArticleText | NotAnArticle:
    body = f"<main><h1>{TITLE}</h1><div class='t'>{paragraphs(items)}</div>{after}</main>{FOOTER}"
    return Reader(languages=None).read_page(page(body, head), URL)


@pytest.mark.parametrize(
    "gate",
    [
        "<div><h3>Want to read on?</h3><p>This story is part of Tide+. Take out a trial for €1.</p></div>",
        "<div><p>You need a subscription to read this article in full.</p></div>",
        "<div><b>Keep reading for just €1</b><p>Full access to all stories. No commitment.</p></div>",
        "<div><p>The full text is available to subscribers.</p></div>",
        "<div><p>Create a free account to read this story.</p></div>",
        "<div><p>Already have a subscription? Sign in</p><p>Unlimited digital access, first month free</p></div>",
        "<div><h3>Support our journalism</h3><p>To continue, choose how to read.</p><ul><li>Digital €9</li></ul></div>",
        "<div><h2>Get the whole story</h2><p>Tide Digital: £1.50 a week, first four weeks free.</p></div>",
        "<div><p>You’re out of free articles.</p><p>Subscribe for £4 a month.</p></div>",
        "<div><p>Register now for three free stories a month.</p></div>",
        "<div><p>Join 20,000 readers. Access every story for £5 a month.</p></div>",
        "<div><p>This is for our members</p><p>Membership costs £5 a month.</p></div>",
        "<div><p>Dieser Artikel ist nur für Abonnentinnen und Abonnenten lesbar.</p></div>",
        "<div><p>Den vollständigen Artikel lesen Sie mit T+.</p><p>Jetzt 30 Tage kostenlos testen</p></div>",
        "<div><p>Pour lire la suite, abonnez-vous à partir de 1 €</p></div>",
        "<div><p>Suscríbete para seguir leyendo</p></div>",
    ],
)
def test_a_stub_is_a_stub_in_any_wording(gate: str) -> None:
    reading = reading_of(gate, PARAGRAPHS[:2])
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is Kind.PAYWALL
    assert reading.excerpt is not None


@pytest.mark.parametrize(
    "promo",
    [
        "",
        "<div><p>Sign up to our morning newsletter</p></div>",
        "<div><h3>Never miss a story</h3><p>Sign up for our daily letter and read the best every morning.</p></div>",
        "<div><h3>Support the Tide</h3><p>We are a small team. Chip in from £2 a month.</p></div>",
        "<div><p>Log in to comment</p><p>Be the first to comment on this story</p></div>",
        "<ul><li><a href=/1>Members of the yacht club plan to continue the race on Friday</a></li><li><a href=/2>Man on trial for theft of £500 from the church</a></li></ul>",
        "<p>The trial of the new berth will continue in May, and members of the public can read the plans.</p>",
        "<div><p>Read more: <a href=/x>Ferry fares to rise by £2</a></p></div>",
        "<footer><p>Subscribe to read on any device.</p></footer>",
    ],
)
def test_a_short_article_is_whole_whatever_is_offered_below(promo: str) -> None:
    reading = reading_of(promo, SHORT)
    assert isinstance(reading, ArticleText), reading
    assert "lifted the ramp" in reading.text


def test_a_club_that_raises_its_subscription_is_news() -> None:
    reading = reading_of(
        "",
        [
            "The club’s members can continue to read the accounts, which show a loss of £50,000, after a vote on Sunday.",
            "“You pay for what you get,” said the treasurer, Ada Moreno.",
            "The subscription goes up to £40 in May, and a trial membership will be on offer for the first time.",
            "Some 300 people belong to the club, which was founded in 1911 by dockers.",
        ],
    )
    assert isinstance(reading, ArticleText), reading


def test_a_long_text_stands_for_itself() -> None:
    gate = "<div><p>You need a subscription to read this article in full.</p></div>"
    assert isinstance(reading_of(gate, PARAGRAPHS), ArticleText)


def test_a_paid_article_that_breaks_off_needs_no_words() -> None:
    reading = reading_of("", [PARAGRAPHS[0], "The council had…"], ld(headline=TITLE, isAccessibleForFree=False))
    assert reading.kind is Kind.PAYWALL


@pytest.mark.parametrize(
    ("body", "title", "kind"),
    [
        ("<h1>Hmm</h1><p>We can’t find that one. Perhaps it was moved.</p>", "Error", Kind.NOT_FOUND),
        ("<h1>We’ve lost this page</h1><p>It isn’t here any more.</p>", "The Tide", Kind.NOT_FOUND),
        (
            "<h1>Page unavailable</h1><p>The link may be broken, or the page may have been removed.</p>",
            "x",
            Kind.NOT_FOUND,
        ),
        ("<h1>Sorry</h1><p>The story could not be located on our server.</p>", "Sorry", Kind.NOT_FOUND),
        ("<h1>Story unpublished</h1><p>The Tide has removed this story after a complaint.</p>", "x", Kind.GONE),
        ("<h1>Something’s broken on our side</h1><p>Please refresh in a few minutes.</p>", "Error", Kind.SERVER_ERROR),
        ("<h1>Scheduled downtime</h1><p>We expect to be back by 6 a.m.</p>", "Offline", Kind.SERVER_ERROR),
        ("<p>Access has been limited because your requests look automated.</p>", "Request blocked", Kind.BLOCKED),
        ("<h1>Sorry</h1><p>This site cannot be reached from your location.</p>", "Sorry", Kind.BLOCKED),
        (
            "<h1>Your data, your choice</h1><p>To pay for our journalism we and 211 partners want to store cookies on your device. You decide.</p><button>I agree</button>",
            "The Tide",
            Kind.CONSENT,
        ),
        (
            "<h1>Before we let you in</h1><p>Tide Media and 98 advertising partners use cookies to pick ads for you. Is that all right?</p>",
            "The Tide",
            Kind.CONSENT,
        ),
    ],
)
def test_notices_in_many_wordings(body: str, title: str, kind: Kind) -> None:
    reading = Reader(languages=None).read_page(page(body, title=title), URL)
    assert reading.kind is kind


def test_an_article_with_a_404_in_its_headline_is_read() -> None:
    headline = "City’s 404 page becomes a local joke"
    body = f"<h1>{headline}</h1>{paragraphs(PARAGRAPHS[2:7])}"
    assert isinstance(Reader(languages=None).read_page(page(body, title=headline), URL), ArticleText)


def test_teasers_below_a_notice_make_no_article() -> None:
    teasers = "".join(
        f"<h3><a href='/s/{i}'>A story that people read today, the {i}th</a></h3><p>{PARAGRAPHS[i]}</p>"
        for i in range(8)
    )
    body = f"<h1>We can’t find that page</h1><p>Here are today’s stories instead:</p>{teasers}"
    reading = Reader(languages=None).read_page(page(body, title="Page missing"), URL)
    assert reading.kind is Kind.NOT_FOUND


def test_results_of_a_search_are_a_listing_in_any_dress() -> None:
    results = "".join(
        f"<div><a href='/n/{i}'>{p[:60]}</a><p>{p[:120]}…</p></div>" for i, p in enumerate(PARAGRAPHS[:10])
    )
    body = f"<h1>Search</h1><p>Results 1 to 10 of 87</p>{results}"
    reading = Reader(languages=None).read_page(
        page(body, title="Search results"), "https://tide.example/search?query=quay"
    )
    assert reading.kind is Kind.LISTING
