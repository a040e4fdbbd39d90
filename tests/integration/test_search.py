"""Finding quotes, the same on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import UserError
from bot.findings import Match
from bot.services import corrections, forget
from bot.services.desk import Desk
from bot.services.search import Asked, search, top
from storage import search as index
from storage.models import Quote
from tests.support.articles import add_article
from tests.support.newsroom import ED, NOON, TEAM, Newsroom

PIER = "“We will rebuild the pier,” said Ana Ortiz, the harbour master.\n\n“It cost far too much,” said Bo Lind."
CAFE = "“The café on the pier was not very respectful,” said Zoë Müller."


def texts(desk: Desk, asked: Asked, *, team: str = TEAM, page: int = 0) -> list[str]:
    return [hit.text for hit in search(desk, team, asked, page=page).hits]


@pytest.fixture
def stored(desk: Desk, newsroom: Newsroom) -> Desk:
    add_article(desk, newsroom, PIER, outlet="The Harbour Post", published=NOON - timedelta(days=40))
    add_article(desk, newsroom, CAFE, outlet="Daily Tide", published=NOON - timedelta(days=3))
    return desk


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rebuild", {"We will rebuild the pier,"}),
        ("REBUILDING", {"We will rebuild the pier,"}),  # another form, other case
        ("pier", {"We will rebuild the pier,", "The café on the pier was not very respectful,"}),
        ("cafe", {"The café on the pier was not very respectful,"}),  # accents do not matter
        ("pier rebuild", {"We will rebuild the pier,"}),  # both words, any order
        ("“rebuild the pier”", {"We will rebuild the pier,"}),
        ('"pier rebuild"', set()),  # not side by side
        ('"not very respectful"', {"The café on the pier was not very respectful,"}),
        ('"very not respectful"', set()),  # no word is skipped as too common
        ("respect*", {"The café on the pier was not very respectful,"}),
        ("rebuild café", set()),
        ("zeppelin", set()),
    ],
)  # fmt: skip
def test_words_and_phrases(stored: Desk, words: str, found: set[str]) -> None:
    assert set(texts(stored, Asked(words=words))) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(words="pier", outlet="harbour post"), ["We will rebuild the pier,"]),
        (Asked(words="pier", person="Müller"), ["The café on the pier was not very respectful,"]),
        (Asked(words="pier", since=NOON - timedelta(days=7)), ["The café on the pier was not very respectful,"]),
        (Asked(words="pier", until=NOON - timedelta(days=7)), ["We will rebuild the pier,"]),
        (Asked(outlet="Daily Tide"), ["The café on the pier was not very respectful,"]),
        (Asked(person="Ortiz"), ["We will rebuild the pier,"]),
        (Asked(person="Ortiz", since=NOON - timedelta(days=7)), []),
    ],
)
def test_scope(stored: Desk, asked: Asked, found: list[str]) -> None:
    assert texts(stored, asked) == found


def test_a_misspelt_name_finds_somebody_and_says_so(stored: Desk) -> None:
    page = search(stored, TEAM, Asked(person="Ana Ortis"))
    assert [hit.text for hit in page.hits] == ["We will rebuild the pier,"]
    assert page.guessed
    assert (page.people[0].name, page.people[0].match) == ("Ana Ortiz", Match.SIMILAR)


def test_a_name_that_fits_nobody_says_so(stored: Desk) -> None:
    with pytest.raises(UserError, match="Nobody called “Xerxes”"):
        search(stored, TEAM, Asked(person="Xerxes"))


def test_another_teams_quotes_are_not_found(stored: Desk, newsroom: Newsroom) -> None:
    add_article(stored, newsroom, "“The pier is ours,” said Cy Rival.", team="T0002")
    assert texts(stored, Asked(words="ours")) == []
    assert texts(stored, Asked(words="rebuild"), team="T0002") == []
    assert texts(stored, Asked(words="ours"), team="T0002") == ["The pier is ours,"]


def test_what_the_desk_took_out_is_not_found_until_it_is_put_back(stored: Desk) -> None:
    (hit,) = search(stored, TEAM, Asked(words="rebuild")).hits
    correction = corrections.not_a_quote(stored, TEAM, hit.quote_id, by=ED)
    assert texts(stored, Asked(words="rebuild")) == []
    corrections.undo(stored, TEAM, correction, by=ED)
    assert texts(stored, Asked(words="rebuild")) == ["We will rebuild the pier,"]


def test_a_corrected_speaker_is_found_under_the_new_name(stored: Desk) -> None:
    (hit,) = search(stored, TEAM, Asked(words="rebuild")).hits
    corrections.fix_speaker(stored, TEAM, hit.quote_id, by=ED, name="Bo Lind")
    assert texts(stored, Asked(words="rebuild", person="Bo Lind")) == ["We will rebuild the pier,"]


def test_a_forgotten_article_is_not_found(stored: Desk) -> None:
    (hit,) = search(stored, TEAM, Asked(words="rebuild")).hits
    forget.article(stored, TEAM, hit.article_id, by=ED)
    assert texts(stored, Asked(words="rebuild")) == []
    assert texts(stored, Asked(words="pier")) == ["The café on the pier was not very respectful,"]


def test_words_side_by_side_come_first(desk: Desk, newsroom: Newsroom) -> None:
    add_article(desk, newsroom, "“A frenzied wave of criticism,” said Ana Ortiz.", published=NOON)
    add_article(desk, newsroom, "“It is frenzied criticism,” said Bo Lind.", published=NOON - timedelta(days=900))
    assert texts(desk, Asked(words="frenzied criticism"))[0] == "It is frenzied criticism,"


def test_pages_hold_each_match_once(desk: Desk, newsroom: Newsroom) -> None:
    said = " ".join(f"“The pier has plank {n},” said Ana Ortiz." for n in range(index.WINDOW + 15))
    add_article(desk, newsroom, said)
    seen: list[str] = []
    page = 0
    while True:
        found = search(desk, TEAM, Asked(words="plank"), page=page)
        seen += [hit.text for hit in found.hits]
        if not found.more:
            break
        page += 1
    assert len(seen) == len(set(seen)) == index.WINDOW + 15


def test_the_newest_come_first_however_far_back(
    desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "WINDOW", 3)  # each window has to reach further back than the one before
    ages = [0, 1, 33, 34, 40, 41, 100, 400, 401, 1900, 2500, 2999]
    for age in reversed(ages):
        add_article(
            desk, newsroom, f"“The pier is {age} days old,” said Ana Ortiz.", published=NOON - timedelta(days=age)
        )
    for since, until in [(None, None), (20, None), (400, 20), (2000, None), (None, 35), (None, 3000), (5, 5)]:
        wanted = [age for age in ages if (since is None or age <= since) and (until is None or age > until)]
        for typed in ("pier", '"the pier is"'):
            question = index.Question(
                phrases=index.parse(typed),
                since=None if since is None else NOON - timedelta(days=since),
                until=None if until is None else NOON - timedelta(days=until),
            )
            assert _ages(desk, question) == wanted, typed


def _ages(desk: Desk, question: index.Question) -> list[int]:
    """How many days old each match is, all windows one after the other."""
    found: list[int] = []
    with desk.database.read(TEAM) as session:
        while ids := index.matches(session, question, window=len(found) // 3):
            dates = dict(session.execute(select(Quote.id, Quote.published_at).where(Quote.id.in_(ids))).all())
            found += [(NOON - dates[number]).days for number in ids]
            if len(ids) < 3:
                break
    return found


def test_highlights_mark_every_form_of_the_words(stored: Desk) -> None:
    (hit,) = search(stored, TEAM, Asked(words="rebuilding piers")).hits
    assert [hit.text[start:end] for start, end in hit.highlights] == ["rebuild", "pier"]


def test_who_was_quoted_most(stored: Desk, newsroom: Newsroom) -> None:
    add_article(stored, newsroom, "“One,” said Bo Lind. “Two,” said Bo Lind.", published=NOON)
    lines = top(stored, TEAM, since=NOON - timedelta(days=7))
    assert [(line.name, line.quotes, line.articles) for line in lines] == [("Bo Lind", 2, 1), ("Zoë Müller", 1, 1)]


@given(typed=st.text(max_size=60) | st.text(alphabet="\"*():^+-{}'&|!<>\\ aAND NEAR OR", max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_is_an_error(stored: Desk, typed: str) -> None:
    if index.parse(typed):
        search(stored, TEAM, Asked(words=typed))
    else:
        with pytest.raises(UserError):
            search(stored, TEAM, Asked(words=typed))
