"""What a paste or a wire story says of itself is found in it, and the text stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.agencies import agencies_in
from bot.ingest.header import read_header

BODY = "The harbour will stay shut until Friday, the port’s manager said."


@pytest.mark.parametrize(
    ("start", "dateline", "agencies"),
    [
        ("BALI • ", "BALI", ()),
        ("GENEVA (Reuters) - ", "GENEVA", ("Reuters",)),
        ("LONDON, July 9 (Reuters) — ", "LONDON", ("Reuters",)),
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine", ("AP",)),
        ("WASHINGTON, D.C. — ", "WASHINGTON, D.C.", ()),
        ("ST. LOUIS – ", "ST. LOUIS", ()),
        ("SEOUL/TOKYO, Sept 3 (Reuters) -- ", "SEOUL/TOKYO", ("Reuters",)),
        ("NEW DELHI: ", "NEW DELHI", ()),
        ("Geneva (dpa) - ", "Geneva", ("dpa",)),
        ("Paris, France | AFP | ", "Paris, France", ("AFP",)),
        ("Feb 24 (Reuters) - ", None, ("Reuters",)),  # a day, and no place
        ("PORT ALDER, Nov 19 (Tidewater Courier) - ", "PORT ALDER", ()),
        ("HONOLULU, Hawaii (Tidewater Courier) - ", "HONOLULU, Hawaii", ()),
        # No datelines
        ("BREAKING: ", None, ()),
        ("EXCLUSIVE - ", None, ()),
        ("UPDATE 2 — ", None, ()),
        ("US — ", None, ()),
        ("", None, ()),
        ("Ada Moreno (58) - ", None, ()),
    ],
)
def test_the_dateline(start: str, dateline: str | None, agencies: tuple[str, ...]) -> None:
    header = read_header(start + BODY)
    assert header.dateline == dateline
    assert header.agencies == agencies


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("AGENCE FRANCE-PRESSE, XINHUA, REUTERS", ("AGENCE FRANCE-PRESSE", "XINHUA", "REUTERS")),
        ("— AFP", ("AFP",)),
        ("(AP)", ("AP",)),
        ("Source: Xinhua", ("Xinhua",)),
        ("AFP/dpa", ("AFP", "dpa")),
        ("With files from The Associated Press", ("The Associated Press",)),
        ("Additional reporting by Reuters", ("Reuters",)),
        ("He spoke to Reuters.", ()),
        ("The end.", ()),
        ("SPA", ("SPA",)),
        ("spa", ()),  # a bath
    ],
)
def test_the_credit_line(line: str, agencies: tuple[str, ...]) -> None:
    assert read_header(f"{BODY}\n\n{line}").agencies == agencies


@pytest.mark.parametrize(
    ("start", "published", "has_time"),
    [
        (" date 2022-07-09 BALI • ", "2022-07-09T00:00:00+00:00", False),
        ("2022-07-09 ", "2022-07-09T00:00:00+00:00", False),
        ("Published: July 9, 2022\n", "2022-07-09T00:00:00+00:00", False),
        ("Sat 9 Jul 2022 14.05 BST\n", "2022-07-09T14:05:00+01:00", True),
        ("9th July 2022\n", "2022-07-09T00:00:00+00:00", False),
        ("Updated July 9, 2022 at 3:15 p.m. EDT\n", "2022-07-09T15:15:00-04:00", True),
        ("July 9, 2022 3:15 pm\n", "2022-07-09T00:00:00+00:00", False),  # in what zone?
        ("TOKYO, Sept. 3, 2022 (Kyodo) -- ", "2022-09-03T00:00:00+00:00", False),
        ("LONDON, July 9 (Reuters) — ", None, False),  # of what year?
        ("2022-13-45 ", None, False),
        ("", None, False),
    ],
)
def test_the_date(start: str, published: str | None, has_time: bool) -> None:
    header = read_header(start + BODY)
    assert (header.published.isoformat() if header.published else None) == published
    assert header.published_has_time is has_time


def test_a_date_in_the_story_is_not_the_storys() -> None:
    assert read_header(f"{BODY} It shut on July 9, 2022, after a storm.").published is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ada Moreno", ("Ada Moreno",)),
        ("By Ada Moreno and Jan de Wit, Staff Writers", ("Ada Moreno", "Jan de Wit")),
        ("BY ADA MORENO", ("Ada Moreno",)),
        ("By Ada Moreno | 9 July 2022", ("Ada Moreno",)),
        ("Author: Ada Moreno", ("Ada Moreno",)),
        ("By Reuters", ()),
        ("By our staff", ()),
        ("By the river there was silence.", ()),
        ("By Ada Moreno (ada@tide.example)", ("Ada Moreno",)),
    ],
)
def test_the_byline(line: str, authors: tuple[str, ...]) -> None:
    assert read_header(f"Port shut until Friday\n\n{line}\n\n{BODY}").authors == authors


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Port shut until Friday\n\n{BODY}", "Port shut until Friday"),
        (f"Port shut until Friday\n{BODY}", "Port shut until Friday"),
        (f"Title: Port shut until Friday\n{BODY}", "Port shut until Friday"),
        (f"9 July 2022\nPort shut until Friday\n{BODY}", "Port shut until Friday"),
        (f"Will the port open?\n\n{BODY}", "Will the port open?"),
        (f"The Port Will Stay Shut Until Friday.\n\n{BODY}", "The Port Will Stay Shut Until Friday."),
        (f"The port stays shut.\n\nBALI (Reuters) - {BODY}", "The port stays shut."),
        (f"{BODY}\n\n{BODY}", None),
        (BODY, None),
        ("Port shut until Friday", None),  # nothing follows: it is the text
        (f"https://tide.example/a\n{BODY}", None),
    ],
)
def test_the_title(text: str, title: str | None) -> None:
    assert read_header(text).title == title


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"Port shut\nThe Harbour Herald | 9 July 2022\n{BODY}", "The Harbour Herald"),
        (f"Port shut\nSource: The Harbour Herald\n{BODY}", "The Harbour Herald"),
        (f"{BODY}\n\n© 2022 The Harbour Herald. All rights reserved", "The Harbour Herald"),
        (f"{BODY}\n\nSource: Xinhua", None),  # an agency is no outlet
        (BODY, None),
    ],
)
def test_the_outlet(text: str, outlet: str | None) -> None:
    assert read_header(text).outlet == outlet


@pytest.mark.parametrize(
    "before",
    ["", "BALI • ", "LONDON, July 9 (Reuters) — ", "(Reuters) - ", " date 2022-07-09 BALI • ", "By Ann Lee\n\nBALI • ",
     "Harbour stays shut\n\nBy Ann Lee\n9 July 2022\n\n"],
)  # fmt: skip
def test_the_story_opens_after_what_stands_before_it(before: str) -> None:
    assert read_header(f"{before}{BODY}\n\n{BODY}").opening == BODY


def test_the_sample_article_is_understood() -> None:
    sample = Path(__file__).parents[3] / "bot" / "samples" / "harbour-barrier.txt"
    header = read_header(sample.read_text("utf-8"))
    assert header.title == "Port Alder council backs flood barrier after night of protest"
    assert header.byline == "Nadia Ferreira, Tom Okafor"
    assert header.dateline == "PORT ALDER"


def test_agencies_are_named_alone_or_not_at_all() -> None:
    assert agencies_in("Reuters and Ada Moreno") == ()


@given(st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    read_header(text)
