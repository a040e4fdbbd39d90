"""Puts articles into a desk the way they come: accepted, read, extracted, answered."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from bot.cards import ArticleCard
from bot.ingest.types import ArticleText
from bot.services.accepting import accept
from bot.services.desk import Desk
from bot.services.processing import process
from tests.support.newsroom import ED, TEAM, Newsroom, given

_numbers = count(1)


def add_article(
    desk: Desk,
    newsroom: Newsroom,
    text: str,
    *,
    team: str = TEAM,
    link: str | None = None,
    title: str | None = "A title",
    outlet: str | None = None,
    published: datetime | None = None,
    by: str = ED,
) -> ArticleCard:
    """The card of an article with this text; quotes are those of `tests.support.newsroom.extraction`."""
    url = link or f"https://news.example/{next(_numbers)}"
    newsroom.reader.pages[url] = ArticleText(
        text=text, title=title, outlet=outlet, published=published, url=url, canonical_url=url
    )
    (submission,) = accept(desk, [given(team=team, link=url, user=by)])
    process(desk, newsroom.tools, submission)
    (card,) = newsroom.slack.answers(submission)
    assert isinstance(card, ArticleCard), card
    return card
