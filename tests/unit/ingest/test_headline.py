"""An article is called what its readers see on top of it, without the names that sites put into titles."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

import pytest

from tests.unit.ingest.making import ld, read
from tests.unit.ingest.site import TITLE, paragraphs

LONG = "Harbour board votes to close the east quay"


@pytest.mark.parametrize(
    ("h1", "title", "head", "found"),
    [
        ("Port shut until Friday", "Port shut until Friday - The Tide", "", "Port shut until Friday"),
        ("Port shut until Friday", "The Tide: Port shut until Friday", "", "Port shut until Friday"),
        (
            "Port shut until Friday",
            "Storm closes the harbour | The Tide",
            "",
            "Storm closes the harbour",
        ),  # h1 of another text
        (
            "The Tide",
            "Port shut until Friday | The Tide",
            '<meta property="og:site_name" content="The Tide">',
            "Port shut until Friday",
        ),
        ("", "Port shut until Friday – The Tide", "", "Port shut until Friday"),
        ("", "x", ld(headline="Port shut until Friday"), "Port shut until Friday"),
        (
            "",
            "x",
            '<meta property="og:title" content="Port shut until Friday | The Tide"><meta property="og:site_name" content="The Tide">',
            "Port shut until Friday",
        ),
        ("Port shut<br>until Friday", "Port shut until Friday", "", "Port shut until Friday"),
        ("Storm – and no end", "Storm – and no end", "", "Storm – and no end"),
    ],
)
def test_the_title(h1: str, title: str, head: str, found: str) -> None:
    body = (f"<h1>{h1}</h1>" if h1 else "") + paragraphs()
    assert read(body, head, title=title).title == found


@pytest.mark.parametrize("separator", [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", "|"])
@pytest.mark.parametrize("end", ["The Gull Post", "Local News{0}The Gull Post", "gullpost.example"])
def test_names_that_a_site_puts_after_the_headline_are_taken_off(separator: str, end: str) -> None:
    title = f"{LONG}{separator}{end.format(separator)}"
    assert read(paragraphs(), title=title, url="https://www.gullpost.example/n/1").title == LONG


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Gull Post: " + LONG, LONG),  # the site's name, as its address has it
        ("Opinion | " + LONG + " - The Gull Post", LONG),
        ("Adrift - The Gull Post", "Adrift"),
        ("Storm - and no end | The Gull Post", "Storm - and no end"),
        ("The east quay closes – at last", "The east quay closes – at last"),  # no name begins with a small letter
        ("Board chair: ‘We had no choice’", "Board chair: ‘We had no choice’"),
        ("Quay vote: what happens now? | The Gull Post", "Quay vote: what happens now?"),
        ("Board &amp; crews: &#8220;No deal&#8221; &ndash; The Gull Post", "Board & crews: “No deal”"),
    ],
)
def test_a_title_without_a_heading(title: str, found: str) -> None:
    assert read(paragraphs(), title=title, url="https://www.gullpost.example/n/1").title == found


@pytest.mark.parametrize(
    ("body", "head", "title", "found"),
    [
        # A label or kicker in an element of its own is no part of the headline
        (f"<h1><small>Exclusive</small>{LONG}</h1>", "", f"{LONG} - The Gull Post", LONG),
        (f"<h1><span>Harbour</span> {LONG}</h1>", "", f"{LONG} - The Gull Post", LONG),
        # Search engines are told another title than readers are
        (
            f"<h1>{LONG} after a stormy meeting</h1>",
            "",
            "East quay: harbour board vote, date, maps - Gull Post",
            f"{LONG} after a stormy meeting",
        ),
        (
            "<article><h1>Board votes to shut the quay for good</h1></article>",
            '<meta property="og:title" content="End of an era on the waterfront">',
            "End of an era on the waterfront | Gull Post",
            "Board votes to shut the quay for good",
        ),
        # A short heading, and more after it than there is of it
        ("<h1>On bugs</h1>", "", "On bugs – Vortex Gull Entertainment", "On bugs"),
        # The name of the site is the heading
        (f"<h1><a href='/'>News of the sea</a></h1><h2>{LONG}</h2>", "", f"{LONG} | News of the sea", LONG),
        (f"<h1>The Gull Post</h1><h2 class='entry-title'>{LONG}</h2>", "", "The Gull Post", LONG),
        (f"<div itemprop='headline'>{LONG}</div>", "", "The Gull Post", LONG),
        (f"<h1>Independent news since 1887</h1><h2 class='headline'>{LONG}</h2>", "", f"{LONG} | Gull Post", LONG),
        # A long name of the site, which its address begins
        ("", "", f"{LONG} - The Gull Post and Valley Advertiser of Record", LONG),
        # Cut off for a search engine
        ("", ld(headline=LONG[:30]), f"{LONG} - Gull Post", LONG),
        (
            "",
            '<meta property="og:title" content="Board &amp;amp; crews reject the quay deal">',
            "x",
            "Board & crews reject the quay deal",
        ),
    ],
)
def test_what_readers_see_comes_first(body: str, head: str, title: str, found: str) -> None:
    assert read(body + paragraphs(), head, title=title, url="https://www.gullpost.example/n/1").title == found


def test_the_samples_own_title_stands() -> None:
    assert read().title == TITLE
