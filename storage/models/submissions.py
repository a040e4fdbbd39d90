"""What was given to read, and whose turn it is to be answered."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Text, UniqueConstraint, bindparam, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Json, RowId
from storage.models.base import NEVER_REUSED, Base, TeamRow, within_team


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
