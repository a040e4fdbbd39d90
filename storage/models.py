"""The tables. Every row has its team; a reference between two rows includes the team, so the database itself refuses
a row that points into another newsroom.

There are no relationships: what is read is asked for, by a query that an index serves. States and kinds are stored as
the plain strings of the enums in `bot` (and of those below), since storage knows nothing of the parts above it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
    bindparam,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from storage.columns import ByteOrdered, Json, Moment, RowId

NEVER_REUSED = {"sqlite_autoincrement": True}
"""The id of a row that is gone is not given again: buttons in old messages still carry it."""

Spans = list[list[int]]
"""JSON form of mentions: [[start, end], …]."""


class WorkspaceState(StrEnum):
    """Whether the bot is in a workspace."""

    ACTIVE = "active"
    UNINSTALLED = "uninstalled"


class SubmissionState(StrEnum):
    """How far a submission has come. Each step is committed before the next begins."""

    ACCEPTED = "accepted"  # stored, and Slack told so
    FETCHED = "fetched"  # its article's text is stored
    EXTRACTED = "extracted"  # people and quotes are stored
    DELIVERED = "delivered"  # the answer stands in Slack
    FAILED = "failed"  # a reason was told to the sender


OPEN_STATES = (SubmissionState.ACCEPTED, SubmissionState.FETCHED, SubmissionState.EXTRACTED)


class Priority(StrEnum):
    """Who waits: somebody at the keyboard goes before a batch. The order of the strings is the order of service."""

    INTERACTIVE = "a"
    BULK = "b"


class QuoteState(StrEnum):
    """Whether a quote is shown."""

    SHOWN = "shown"
    NOT_A_QUOTE = "not_a_quote"  # the desk said so


class Base(DeclarativeBase):
    """All tables, with names for every constraint, as migrations need them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}  # noqa: RUF012 - SQLAlchemy reads a plain dict here


class Workspace(Base):
    """A newsroom's Slack workspace. `team_id` is Slack's, or the enterprise's where all of it has the bot."""

    __tablename__ = "workspaces"

    team_id: Mapped[str] = mapped_column(primary_key=True)
    enterprise_id: Mapped[str | None]
    name: Mapped[str | None]
    state: Mapped[str] = mapped_column(default=WorkspaceState.ACTIVE)
    installed_by: Mapped[str | None]  # Slack user id
    installed_at: Mapped[datetime]
    uninstalled_at: Mapped[datetime | None]
    greeted_at: Mapped[datetime | None]  # when the one DM to the installer was sent
    retention_days: Mapped[int | None]  # None: kept until somebody forgets it
    who_may_forget: Mapped[str] = mapped_column(default="adder")  # adder | admins | anyone
    time_zone: Mapped[str] = mapped_column(default="UTC")  # IANA name
    channels: Mapped[list[str] | None] = mapped_column(Json)  # where articles are taken; None: everywhere
    charts: Mapped[bool] = mapped_column(default=True)


class TeamRow:
    """What every table but `workspaces` has: the team, which sessions fill in and hold queries to."""

    @declared_attr
    def team_id(cls) -> Mapped[str]:  # noqa: N805 - SQLAlchemy hands over the class
        return mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), nullable=False, sort_order=-10)


def within_team(column: str, target: str, *, cascade: bool = False) -> ForeignKeyConstraint:
    """A reference to a row of the same team."""
    return ForeignKeyConstraint(
        ["team_id", column],
        [f"{target}.team_id", f"{target}.id"],
        ondelete="CASCADE" if cascade else None,
    )


class Submission(TeamRow, Base):
    """One thing to read, from the moment it was given until its answer stands in Slack."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("team_id", "event_key"),
        within_team("article_id", "articles"),
        Index(
            "ix_submissions_open",
            "priority",
            "team_id",
            "next_attempt_at",
            "id",
            sqlite_where=text("state IN ('accepted', 'fetched', 'extracted')"),
            postgresql_where=text("state IN ('accepted', 'fetched', 'extracted')"),
        ),
        Index("ix_submissions_article", "team_id", "article_id"),
        Index("ix_submissions_message", "team_id", "channel", "message_ts"),
        Index("ix_submissions_recent", "team_id", "accepted_at"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    event_key: Mapped[str]
    via: Mapped[str]
    user: Mapped[str | None]
    link: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    file: Mapped[dict[str, Any] | None] = mapped_column(Json)  # bot.submission.FileRef
    channel: Mapped[str | None]
    message_ts: Mapped[str | None]
    thread_ts: Mapped[str | None]
    response_url: Mapped[str | None] = mapped_column(Text)

    state: Mapped[str] = mapped_column(default=SubmissionState.ACCEPTED)
    priority: Mapped[str] = mapped_column(default=Priority.INTERACTIVE)
    attempts: Mapped[int] = mapped_column(default=0)  # at the present step, counted before the work
    next_attempt_at: Mapped[datetime]
    code: Mapped[str]  # in the log from event to post
    reason: Mapped[str | None] = mapped_column(Text)  # why it failed, as told to the sender
    failed_kind: Mapped[str | None]  # bot.ingest.types.Kind
    article_id: Mapped[int | None] = mapped_column(RowId)
    stored_before: Mapped[bool] = mapped_column(default=False)  # the article was known already
    result_channel: Mapped[str | None]
    result_ts: Mapped[str | None]
    post_began_at: Mapped[datetime | None]  # a post was begun; without result_ts, its outcome is unknown
    turn_at: Mapped[datetime | None]  # the turn in its channel that it was promised (bot.services.turns)
    accepted_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Turns(TeamRow, Base):
    """When a channel may next be posted to, for all workers alike. The row without a channel speaks for the team."""

    __tablename__ = "turns"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)  # Slack's id of a channel or, for DMs, of a user; or ""
    promised_until: Mapped[datetime]  # the turns before this moment are given away
    free_at: Mapped[datetime]  # by what was posted in fact


def is_open() -> ColumnElement[bool]:
    """That a submission is open, in the very words of the partial index, so that both databases see that it serves."""
    return Submission.state.in_(bindparam("open", OPEN_STATES, expanding=True, literal_execute=True))


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


class Person(TeamRow, Base):
    """Somebody the workspace knows across articles: a person, an organisation, a place or a group that acts."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("team_id", "id"),
        Index("ix_people_name", "team_id", "name_key"),
        Index("ix_people_spelling", "team_id", "spelling_key"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str]  # as the desk wants it shown
    name_key: Mapped[str] = mapped_column(ByteOrdered)  # folded, for comparing
    spelling_key: Mapped[str] = mapped_column(ByteOrdered)  # the same for Sergei and Sergey
    type: Mapped[str]  # bot.nlp.types.ActorType
    created_at: Mapped[datetime]


class PersonAlias(TeamRow, Base):
    """Another name of a person: seen in an article, or given by the desk."""

    __tablename__ = "person_aliases"
    __table_args__ = (
        within_team("person_id", "people", cascade=True),
        UniqueConstraint("team_id", "person_id", "alias_key"),
        Index("ix_person_aliases_key", "team_id", "alias_key"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(RowId)
    alias: Mapped[str]
    alias_key: Mapped[str] = mapped_column(ByteOrdered)
    given_by: Mapped[str | None]  # Slack user id; None: seen in an article


class PersonWord(TeamRow, Base):
    """One word of a person's names, folded, so that a part of a name finds them."""

    __tablename__ = "person_words"
    __table_args__ = (
        within_team("person_id", "people", cascade=True),
        Index("ix_person_words_person", "team_id", "person_id"),
    )

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(ByteOrdered, primary_key=True)
    person_id: Mapped[int] = mapped_column(RowId, primary_key=True)


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
