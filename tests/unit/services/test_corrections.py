"""The desk's corrections: kept, undone, counted, and what they teach."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.cards import ArticleCard
from bot.errors import UserError
from bot.services import cards, corrections
from bot.services.corrections import teaches
from bot.services.desk import Desk
from tests.support.articles import add_article
from tests.support.newsroom import ED, NOON, TEAM, Newsroom

TEXT = "“We will rebuild the pier,” said Ana Ortiz.\n\n“It cost too much,” said Bo Lind."


@pytest.fixture
def card(desk: Desk, newsroom: Newsroom) -> ArticleCard:
    return add_article(desk, newsroom, TEXT)


def quote_of(card: ArticleCard, speaker: str) -> int:
    return next(quote.quote_id for quote in card.quotes if quote.speaker == speaker)


def test_a_fixed_speaker_shows_with_who_fixed_it(desk: Desk, card: ArticleCard) -> None:
    quote = quote_of(card, "Ana Ortiz")
    corrections.fix_speaker(desk, TEAM, quote, by=ED, name="Cy Oh")
    shown = corrections.shown(desk, TEAM, quote)
    assert (shown.speaker, shown.corrected_by, shown.unsure) == ("Cy Oh", ED, False)


def test_an_undone_correction_leaves_what_stood_before(desk: Desk, card: ArticleCard) -> None:
    quote = quote_of(card, "Ana Ortiz")
    before = corrections.shown(desk, TEAM, quote)
    correction = corrections.fix_speaker(desk, TEAM, quote, by=ED, name="Cy Oh")
    for _ in range(2):  # a second click changes nothing
        corrections.undo(desk, TEAM, correction, by=ED)
    assert corrections.shown(desk, TEAM, quote) == before
    (line,) = corrections.of_quote(desk, TEAM, quote)
    assert (line.before, line.after, line.undone_by) == ("Ana Ortiz", "Cy Oh", ED)


def test_an_earlier_correction_is_not_undone_under_a_later_one(desk: Desk, card: ArticleCard) -> None:
    quote = quote_of(card, "Ana Ortiz")
    first = corrections.fix_speaker(desk, TEAM, quote, by=ED, name="Cy Oh")
    corrections.fix_speaker(desk, TEAM, quote, by=ED, name="Di Wu")
    with pytest.raises(UserError, match="later correction first"):
        corrections.undo(desk, TEAM, first, by=ED)


def test_not_a_quote_takes_it_off_the_card(desk: Desk, card: ArticleCard) -> None:
    correction = corrections.not_a_quote(desk, TEAM, quote_of(card, "Bo Lind"), by=ED)
    assert [quote.speaker for quote in cards.load(desk, TEAM, card.article_id).quotes] == ["Ana Ortiz"]
    corrections.undo(desk, TEAM, correction, by=ED)
    assert cards.load(desk, TEAM, card.article_id) == card


def test_a_speaker_who_is_not_to_be_known_is_unsure_or_described(desk: Desk, card: ArticleCard) -> None:
    quote = quote_of(card, "Ana Ortiz")
    corrections.fix_speaker(desk, TEAM, quote, by=ED)
    assert corrections.shown(desk, TEAM, quote).speaker is None
    corrections.fix_speaker(desk, TEAM, quote, by=ED, name="unnamed: a senior official")
    shown = corrections.shown(desk, TEAM, quote)
    assert (shown.speaker, shown.person_id) == ("unnamed: a senior official", None)


def test_the_menu_has_the_articles_people_first(desk: Desk, newsroom: Newsroom, card: ArticleCard) -> None:
    add_article(desk, newsroom, "“Elsewhere,” said Bo Andersen.")
    quote = quote_of(card, "Ana Ortiz")
    assert [person.name for person in corrections.choices(desk, TEAM, quote)] == ["Ana Ortiz", "Bo Lind"]
    assert [person.name for person in corrections.choices(desk, TEAM, quote, "Bo")] == ["Bo Lind", "Bo Andersen"]


def test_accuracy_counts_each_corrected_quote_once_and_no_undone_ones(desk: Desk, card: ArticleCard) -> None:
    ana, bo = quote_of(card, "Ana Ortiz"), quote_of(card, "Bo Lind")
    corrections.fix_speaker(desk, TEAM, ana, by=ED, name="Cy Oh")
    corrections.fix_speaker(desk, TEAM, ana, by=ED, name="Di Wu")
    corrections.undo(desk, TEAM, corrections.not_a_quote(desk, TEAM, bo, by=ED), by=ED)
    counted = corrections.accuracy(desk, TEAM, since=NOON - timedelta(days=1))
    assert (counted.quotes, counted.speakers_fixed, counted.not_quotes, counted.right) == (2, 1, 0, 0.5)


@pytest.mark.parametrize(
    ("evidence", "person", "taught"),
    [
        ("Lavrov", "Sergei Lavrov", True),  # a part of the name
        ("Sergey Lavrov", "Sergei Lavrov", True),  # another spelling
        ("the Russian foreign minister", "Sergei Lavrov", True),  # a role that says whose it is
        ("the minister", "Sergei Lavrov", False),  # whose?
        ("he", "Sergei Lavrov", False),
        ("Wang Yi", "Sergei Lavrov", False),  # another name: the machine was wrong about this quote only
        ("unnamed: a Russian official", "Sergei Lavrov", False),
        ("", "Sergei Lavrov", False),
    ],
)
def test_what_a_correction_teaches(evidence: str, person: str, taught: bool) -> None:
    assert teaches(evidence, person) is taught


def test_a_part_of_a_name_is_learnt_for_later_articles_and_unlearnt(desk: Desk, newsroom: Newsroom) -> None:
    card = add_article(desk, newsroom, "“We talk,” said Lavrov.")
    fix = corrections.fix_speaker(desk, TEAM, card.quotes[0].quote_id, by=ED, name="Sergei Lavrov")
    assert add_article(desk, newsroom, "“We act,” said Lavrov.").quotes[0].speaker == "Sergei Lavrov"
    corrections.undo(desk, TEAM, fix, by=ED)
    assert add_article(desk, newsroom, "“We rest,” said Lavrov.").quotes[0].speaker == "Lavrov"


def test_a_part_of_a_name_that_two_people_bear_is_not_guessed(desk: Desk, newsroom: Newsroom) -> None:
    card = add_article(desk, newsroom, "“We talk,” said Lavrov.")
    corrections.fix_speaker(desk, TEAM, card.quotes[0].quote_id, by=ED, name="Sergei Lavrov")
    add_article(desk, newsroom, "“Me too,” said Maria Lavrov.")
    assert add_article(desk, newsroom, "“We act,” said Lavrov.").quotes[0].speaker == "Lavrov"


def test_another_teams_quote_cannot_be_corrected(desk: Desk, card: ArticleCard) -> None:
    with pytest.raises(UserError, match="no longer kept"):
        corrections.not_a_quote(desk, "T0002", quote_of(card, "Bo Lind"), by="U0RIVAL")
