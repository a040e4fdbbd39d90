"""Keeps an article that was read already, outside Slack: from the terminal, or an import."""

from __future__ import annotations

from bot.ingest.types import ArticleText
from bot.nlp.types import Extraction
from bot.services import articles, workspaces
from bot.services.desk import Desk

TERMINAL = "terminal"
"""The team that articles from the command line belong to; no Slack workspace has this id."""


def keep(desk: Desk, team: str, reading: ArticleText, extraction: Extraction) -> int:
    """Stores an article with its people and quotes; one that is known already is left as it is.

    Returns:
        The article's id.
    """
    with desk.database.write(team) as session:
        now = desk.clock.now()
        workspaces.ensure(session, now)
        article = articles.find_same(session, reading)
        if article is None:
            article = articles.add(session, reading, asked=reading.url, by=None, channel=None, now=now)
        if article.extracted_at is None:
            articles.store_extraction(session, article, extraction, now=now)
        return article.id
