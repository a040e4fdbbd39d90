"""Reading an article again: what changed is named, what still stands keeps its corrections, nothing former is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.cards import ArticleCard, ChangeLine
from bot.errors import UserError
from bot.ingest.types import ArticleText, Kind, NotAnArticle
from bot.services import cards, corrections
from bot.services.accepting import accept
from bot.services.again import read_again
from bot.services.desk import Desk
from bot.services.processing import UNCHANGED, process
from storage.models import ArticleVersion
from tests.support.articles import add_article
from tests.support.newsroom import ED, TEAM, Newsroom, given

LINK = "https://news.example/pier"
BEFORE = "“We must rebuild the old pier,” said Ana Ortiz.\n\n“Never,” said Bo Lind.\n\n“It is a pity,” said Cy Oh."
AFTER = "Corrected.\n\n“We should rebuild the old pier,” said Ana Ortiz.\n\n“It is a pity,” said Cy Oh."


def again(desk: Desk, newsroom: Newsroom, article_id: int, text: str) -> ArticleCard:
    newsroom.reader.pages[LINK] = ArticleText(text=text, title="New title", url=LINK, canonical_url=LINK)
    submission = read_again(desk, TEAM, article_id, like=given())
    process(desk, newsroom.tools, submission)
    (card,) = newsroom.slack.answers(submission)
    assert isinstance(card, ArticleCard)
    return card


def quote_id(card: ArticleCard, words: str) -> int:
    return next(quote.quote_id for quote in card.quotes if words in quote.text)


def test_what_changed_and_what_vanished_is_named(desk: Desk, newsroom: Newsroom) -> None:
    first = add_article(desk, newsroom, BEFORE, link=LINK)
    card = again(desk, newsroom, first.article_id, AFTER)
    assert card.title == "New title"
    assert card.changes == (
        ChangeLine(
            before="We must rebuild the old pier,", after="We should rebuild the old pier,", speaker="Ana Ortiz"
        ),
        ChangeLine(before="Never,", after=None, speaker="Bo Lind"),
    )


def test_every_quote_stands_at_its_place_in_the_new_text(desk: Desk, newsroom: Newsroom) -> None:
    first = add_article(desk, newsroom, BEFORE, link=LINK)
    card = again(desk, newsroom, first.article_id, AFTER)
    assert [AFTER[slice(*quote.span)] for quote in card.quotes] == [quote.text for quote in card.quotes]


def test_a_correction_stays_where_the_words_still_stand(desk: Desk, newsroom: Newsroom) -> None:
    first = add_article(desk, newsroom, BEFORE, link=LINK)
    quote = quote_id(first, "pity")
    corrections.fix_speaker(desk, TEAM, quote, by=ED, name="Di Wu")
    card = again(desk, newsroom, first.article_id, AFTER)
    (same,) = [line for line in card.quotes if line.quote_id == quote]
    assert (same.speaker, same.corrected_by) == ("Di Wu", ED)


def test_the_former_text_and_its_quotes_are_kept(desk: Desk, newsroom: Newsroom) -> None:
    first = add_article(desk, newsroom, BEFORE, link=LINK)
    again(desk, newsroom, first.article_id, AFTER)
    with desk.database.read(TEAM) as session:
        (version,) = session.scalars(select(ArticleVersion)).all()
        assert (version.text, version.title) == (BEFORE, "A title")
        assert [quote["speaker"] for quote in version.quotes] == ["Ana Ortiz", "Bo Lind", "Cy Oh"]


def test_the_same_text_again_says_that_nothing_changed(desk: Desk, newsroom: Newsroom) -> None:
    first = add_article(desk, newsroom, BEFORE, link=LINK)
    card = again(desk, newsroom, first.article_id, BEFORE)
    assert card.notes == (UNCHANGED,)
    assert {quote.quote_id for quote in card.quotes} == {quote.quote_id for quote in first.quotes}


def test_a_page_that_says_it_is_unchanged_is_believed(desk: Desk, newsroom: Newsroom) -> None:
    first = add_article(desk, newsroom, BEFORE, link=LINK)
    newsroom.reader.pages[LINK] = NotAnArticle(kind=Kind.NOT_MODIFIED, reason="Nothing has changed.")
    submission = read_again(desk, TEAM, first.article_id, like=given())
    process(desk, newsroom.tools, submission)
    (card,) = newsroom.slack.answers(submission)
    assert isinstance(card, ArticleCard)
    assert card.notes == (UNCHANGED,)


def test_the_article_stands_as_it_was_until_the_new_reading_is_complete(desk: Desk, newsroom: Newsroom) -> None:
    first = add_article(desk, newsroom, BEFORE, link=LINK)
    newsroom.reader.pages[LINK] = ArticleText(text=AFTER, url=LINK, canonical_url=LINK)

    def broken(text: str) -> None:
        raise RuntimeError

    newsroom.extractor.before = broken
    submission = read_again(desk, TEAM, first.article_id, like=given())
    process(desk, newsroom.tools, submission)
    assert cards.load(desk, TEAM, first.article_id).quotes == first.quotes


def test_what_was_pasted_has_no_page_to_read_again(desk: Desk, newsroom: Newsroom) -> None:
    (submission,) = accept(desk, [given(text=BEFORE)])
    process(desk, newsroom.tools, submission)
    with pytest.raises(UserError, match="pasted or uploaded"):
        read_again(desk, TEAM, 1, like=given())
