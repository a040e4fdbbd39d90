"""Who said what in an article, and what the desk put right about it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import ByteOrdered, Json, RowId
from storage.models.base import NEVER_REUSED, Base, TeamRow, within_team


class QuoteState(StrEnum):
    """Whether a quote is shown."""

    SHOWN = "shown"
    NOT_A_QUOTE = "not_a_quote"  # the desk said so


Spans = list[list[int]]
"""JSON form of mentions: [[start, end], …]."""


class Appearance(TeamRow, Base):
    """A person in an article: how it calls them, and how much the story is about them."""

    __tablename__ = "appearances"
    __table_args__ = (
        within_team("article_id", "articles", cascade=True),
        within_team("person_id", "people"),
        UniqueConstraint("team_id", "article_id", "name"),
        Index("ix_appearances_person", "team_id", "person_id", "article_id"),
        Index("ix_appearances_article", "team_id", "article_id", "person_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(RowId)
    person_id: Mapped[int] = mapped_column(RowId)
    position: Mapped[int]  # 0 is the most important
    name: Mapped[str]  # the fullest name the article gives
    role: Mapped[str | None] = mapped_column(Text)
    salience: Mapped[float]
    key: Mapped[bool]
    aliases: Mapped[list[str]] = mapped_column(Json)
    mentions: Mapped[Spans] = mapped_column(Json)


class Quote(TeamRow, Base):
    """Somebody's words: `article.text[start:end] == quote.text`, for ever."""

    __tablename__ = "quotes"
    __table_args__ = (
        UniqueConstraint("team_id", "id"),
        UniqueConstraint("team_id", "article_id", "position"),
        within_team("article_id", "articles", cascade=True),
        within_team("person_id", "people"),
        Index("ix_quotes_person", "team_id", "person_id", "state", "published_at", "id"),
        Index("ix_quotes_recent", "team_id", "published_at", "state", "person_id"),
        Index("ix_quotes_added", "team_id", "added_at", "id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(RowId)
    position: Mapped[int]  # in text order, from 0
    text: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str]  # bot.nlp.types.QuoteKind
    paragraph: Mapped[int]
    confidence: Mapped[float]
    state: Mapped[str] = mapped_column(default=QuoteState.SHOWN)
    speaker: Mapped[str | None]  # as shown: an actor's name, or "unnamed: a senior official"; None: unsure
    person_id: Mapped[int | None] = mapped_column(RowId)  # None: unnamed or unsure
    speaker_found: Mapped[str | None]  # what the machine said, whatever the desk said since
    mention_start: Mapped[int | None]
    mention_end: Mapped[int | None]
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    addressee: Mapped[str | None]
    denial: Mapped[str | None] = mapped_column(Text)  # "denied that she was": shown in front; None where it is said
    lead_in: Mapped[str | None] = mapped_column(Text)  # "urged": shown in front of what can't be read without
    continues: Mapped[int | None]  # position of the quote that this one carries on
    corrected_by: Mapped[str | None]  # Slack user id of whoever fixed the speaker
    outlet_key: Mapped[str | None]  # the article's outlet as it is compared; part of the search index
    published_at: Mapped[datetime]  # of the article; when it was added, where that is unknown
    added_at: Mapped[datetime]


class Correction(TeamRow, Base):
    """What the desk put right: who, when, what stood before and after. Undone, never erased."""

    __tablename__ = "corrections"
    __table_args__ = (
        within_team("article_id", "articles", cascade=True),
        within_team("quote_id", "quotes", cascade=True),
        UniqueConstraint("team_id", "id"),
        Index("ix_corrections_quote", "team_id", "quote_id", "id"),
        Index("ix_corrections_article", "team_id", "article_id"),
        Index("ix_corrections_person", "team_id", "person_id"),
        Index("ix_corrections_recent", "team_id", "at"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str]  # bot.services.corrections.CorrectionKind
    article_id: Mapped[int | None] = mapped_column(RowId)  # None: about a person everywhere
    quote_id: Mapped[int | None] = mapped_column(RowId)
    person_id: Mapped[int | None] = mapped_column(RowId)  # a reference without a constraint: merged people go
    by: Mapped[str]  # Slack user id
    at: Mapped[datetime]
    before: Mapped[dict[str, Any]] = mapped_column(Json)
    after: Mapped[dict[str, Any]] = mapped_column(Json)
    undone_by: Mapped[str | None]
    undone_at: Mapped[datetime | None]


class Lesson(TeamRow, Base):
    """What a correction taught: where an article names somebody this way, this person is meant."""

    __tablename__ = "lessons"
    __table_args__ = (
        within_team("person_id", "people", cascade=True),
        within_team("correction_id", "corrections", cascade=True),
        UniqueConstraint("team_id", "evidence_key", "person_id"),
        Index("ix_lessons_correction", "team_id", "correction_id"),
        Index("ix_lessons_person", "team_id", "person_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    evidence: Mapped[str]  # "the Russian foreign minister", "Sergei Lavrov"
    evidence_key: Mapped[str] = mapped_column(ByteOrdered)
    person_id: Mapped[int] = mapped_column(RowId)
    correction_id: Mapped[int | None] = mapped_column(RowId)
