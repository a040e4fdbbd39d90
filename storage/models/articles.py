"""The articles: their texts, addresses, former readings and copies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Json, RowId
from storage.models.base import NEVER_REUSED, Base, TeamRow, within_team


class Article(TeamRow, Base):
    """An article as read. `text` is never edited: every offset points into it. A later reading archives the former."""

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("team_id", "id"),
        Index("ix_articles_content", "team_id", "content_hash"),
        Index("ix_articles_recent", "team_id", "added_at", "id"),
        Index("ix_articles_extracted", "team_id", "extracted_at"),
        Index("ix_articles_outlet", "team_id", "outlet"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str]  # SHA-256 of the text, in hex
    title: Mapped[str | None] = mapped_column(Text)
    authors: Mapped[list[str]] = mapped_column(Json)
    published: Mapped[datetime | None]
    published_has_time: Mapped[bool] = mapped_column(default=False)
    outlet: Mapped[str | None]
    dateline: Mapped[str | None]
    agencies: Mapped[list[str]] = mapped_column(Json)
    url: Mapped[str | None] = mapped_column(Text)
    canonical_url: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str]
    kind: Mapped[str]
    words: Mapped[int]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    notes: Mapped[list[str]] = mapped_column(Json, default=list)
    added_by: Mapped[str | None]  # Slack user id
    added_in: Mapped[str | None]  # Slack channel id
    added_at: Mapped[datetime]
    read_at: Mapped[datetime]  # when this text was read
    extracted_at: Mapped[datetime | None]  # None until its quotes are stored


class ArticleLink(TeamRow, Base):
    """An address an article is known by: as asked for, after redirects, canonical."""

    __tablename__ = "article_links"
    __table_args__ = (
        within_team("article_id", "articles", cascade=True),
        Index("ix_article_links_article", "team_id", "article_id"),
    )

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), primary_key=True)
    link_key: Mapped[str] = mapped_column(primary_key=True)  # SHA-256 of the normalised address, in hex
    url: Mapped[str] = mapped_column(Text)
    article_id: Mapped[int] = mapped_column(RowId)


class ArticleVersion(TeamRow, Base):
    """A former text of an article, with what was found in it, from when it was read again."""

    __tablename__ = "article_versions"
    __table_args__ = (
        within_team("article_id", "articles", cascade=True),
        Index("ix_article_versions_article", "team_id", "article_id", "id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(RowId)
    text: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str]
    title: Mapped[str | None] = mapped_column(Text)
    quotes: Mapped[list[dict[str, Any]]] = mapped_column(Json)  # text, span, kind, speaker, state as they stood
    pending: Mapped[dict[str, Any] | None] = mapped_column(Json)  # set: a new reading that waits to be extracted
    read_at: Mapped[datetime]
    superseded_at: Mapped[datetime]


class QuoteChange(TeamRow, Base):
    """A quote that changed, or vanished, between two readings of its article."""

    __tablename__ = "quote_changes"
    __table_args__ = (
        within_team("article_id", "articles", cascade=True),
        Index("ix_quote_changes_article", "team_id", "article_id"),
        Index("ix_quote_changes_recent", "team_id", "found_at"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(RowId)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)  # None: vanished
    speaker: Mapped[str | None]
    found_at: Mapped[datetime]


class ArticleShingle(TeamRow, Base):
    """A fingerprint of five words of an article (one in four is kept), by which wire copies find each other."""

    __tablename__ = "article_shingles"
    __table_args__ = (
        within_team("article_id", "articles", cascade=True),
        Index("ix_article_shingles_article", "team_id", "article_id", "shingle"),
    )

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), primary_key=True)
    shingle: Mapped[int] = mapped_column(RowId, primary_key=True)  # signed 64 bits
    article_id: Mapped[int] = mapped_column(RowId, primary_key=True)


class ArticleCopy(TeamRow, Base):
    """Two articles that are the same wire copy, or share much of one; a row for each way round."""

    __tablename__ = "article_copies"
    __table_args__ = (
        within_team("article_id", "articles", cascade=True),
        within_team("other_id", "articles", cascade=True),
        Index("ix_article_copies_other", "team_id", "other_id"),
    )

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    other_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    share: Mapped[float]  # 0 to 1, of the shorter one's rare shingles
    certain: Mapped[bool]  # False: related, a person should look
