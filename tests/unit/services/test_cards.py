"""The card of an article: which quotes come first."""

from __future__ import annotations

from bot.cards import ArticleCard
from bot.services import cards
from bot.services.accepting import accept
from bot.services.desk import Desk
from bot.services.processing import process
from tests.support.newsroom import TEAM, Newsroom, given

TEXT = """“We will rebuild the pier, and the town will have its summer back before the year is out,” said Ana Ortiz.

“It was always going to cost what it costs, and I would sign the same paper again tomorrow,” said Ana Ortiz.

“Nobody has told me of a better plan than this one, in nine years of asking everybody I met,” said Ana Ortiz.

“It cost too much,” said Bo Lind."""


def card_of(desk: Desk, newsroom: Newsroom, text: str) -> ArticleCard:
    (submission,) = accept(desk, [given(text=text)])
    process(desk, newsroom.tools, submission)
    (answer,) = newsroom.slack.answers(submission)
    assert isinstance(answer, ArticleCard)
    return answer


def test_a_speakers_further_quotes_make_room_for_others(desk: Desk, newsroom: Newsroom) -> None:
    card = card_of(desk, newsroom, TEXT)
    assert {quote.speaker for quote in card.quotes[:2]} == {"Ana Ortiz", "Bo Lind"}
    assert len(card.quotes) == 4


def test_the_same_card_comes_of_the_store_each_time(desk: Desk, newsroom: Newsroom) -> None:
    card = card_of(desk, newsroom, TEXT)
    assert cards.load(desk, TEAM, card.article_id).quotes == card.quotes
