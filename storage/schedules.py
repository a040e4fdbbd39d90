"""The tables of digests, watches, and of what is to be posted by itself.

- A schedule is due at `next_run_at`, which follows from its next slot, a local date and wall time. (schedule, slot) is
  UNIQUE: a slot has one run, whoever claims it.
- What is posted without being asked for goes through the outbox. A post carries a mark into Slack; before each call
  `began_at` is committed, and a post that is found with it set has an unknown outcome and is looked for, not repeated.
- `next_attempt_at` of a run or a post is also its lease: who takes it moves it on, so that a killed worker's work is
  due again by itself.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Json, RowId
from storage.models import NEVER_REUSED, Base, TeamRow, within_team


class ScheduleState(StrEnum):
    """Whether a schedule runs."""

    ACTIVE = "active"
    PAUSED = "paused"


class RunState(StrEnum):
    """How far a digest run has come."""

    CLAIMED = "claimed"  # the slot is taken; nothing is composed yet
    WAITING = "waiting"  # composed; its post is in the outbox
    POSTED = "posted"  # it stands in the channel
    EMPTY = "empty"  # nothing new, and no post wanted for that
    FOLDED = "folded"  # not posted in time; the next run covers it
    UNKNOWN = "unknown"  # it may stand in the channel; Slack would not say, and it is not repeated
    REFUSED = "refused"  # Slack refuses the channel; the schedule is paused


OPEN_RUNS = (RunState.CLAIMED, RunState.WAITING)


class PostState(StrEnum):
    """What became of a post of the outbox."""

    WAITING = "waiting"  # to be sent, or on its way
    SENT = "sent"
    FOLDED = "folded"  # taken back before it was begun
    UNKNOWN = "unknown"  # its first message may stand; not repeated
    REFUSED = "refused"


class PostKind(StrEnum):
    """What a post is; decides what follows from its end."""

    DIGEST = "digest"
    ALERT = "alert"
    NOTICE = "notice"  # one line to one person: a digest was paused


class DigestSchedule(TeamRow, Base):
    """A channel's digest: when, of what, set by whom."""

    __tablename__ = "digest_schedules"
    __table_args__ = (
        UniqueConstraint("team_id", "id"),
        Index(
            "ix_digest_schedules_due",
            "next_run_at",
            "id",
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        Index("ix_digest_schedules_channel", "team_id", "channel"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    channel: Mapped[str]
    owner: Mapped[str]  # Slack user id; told when it has to be paused
    weekdays: Mapped[str]  # names: "mon,tue"
    times: Mapped[str]  # wall times: "08:00,17:30"
    zone: Mapped[str]  # IANA name
    filters: Mapped[dict[str, Any]] = mapped_column(Json)  # bot.digest.types.Filters
    on_empty: Mapped[str]  # bot.digest.types.OnEmpty
    state: Mapped[str] = mapped_column(default=ScheduleState.ACTIVE)
    paused_by: Mapped[str | None]  # Slack user id; None with a reason: the bot paused it
    paused_reason: Mapped[str | None] = mapped_column(Text)  # as told to the owner
    pauses: Mapped[int] = mapped_column(default=0)  # how often the bot paused it; the owner is told once for each
    next_slot: Mapped[str]  # "2026-03-30T08:00"
    next_run_at: Mapped[datetime]  # when that is
    covered_until: Mapped[datetime]  # what was added up to here stood in a digest
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class DigestRun(TeamRow, Base):
    """One slot of a schedule, dealt with."""

    __tablename__ = "digest_runs"
    __table_args__ = (
        UniqueConstraint("team_id", "id"),
        UniqueConstraint("schedule_id", "slot"),
        within_team("schedule_id", "digest_schedules", cascade=True),
        Index("ix_digest_runs_schedule", "team_id", "schedule_id", "id"),
        Index(
            "ix_digest_runs_open",
            "next_attempt_at",
            "due_at",
            sqlite_where=text("state = 'claimed'"),
            postgresql_where=text("state = 'claimed'"),
        ),
        Index("ix_digest_runs_unknown", "team_id", "state", "due_at"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    schedule_id: Mapped[int] = mapped_column(RowId)
    slot: Mapped[str]  # "2026-03-30T08:00"; "now:…" where somebody asked for it
    due_at: Mapped[datetime]
    covers_from: Mapped[datetime]
    covers_until: Mapped[datetime]
    missed: Mapped[int] = mapped_column(default=0)
    late: Mapped[bool] = mapped_column(default=False)
    cut: Mapped[bool] = mapped_column(default=False)
    asked_by: Mapped[str | None]  # Slack user id, of `digest now`
    state: Mapped[str] = mapped_column(default=RunState.CLAIMED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    channel: Mapped[str | None]  # where it stands
    ts: Mapped[str | None]
    problem: Mapped[str | None] = mapped_column(Text)  # for the Home tab
    finished_at: Mapped[datetime | None]


class DigestLine(TeamRow, Base):
    """A quote that stood in a digest of a schedule, by its words, so that it does not stand first again."""

    __tablename__ = "digest_lines"
    __table_args__ = (
        within_team("schedule_id", "digest_schedules", cascade=True),
        Index("ix_digest_lines_at", "at"),
    )

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), primary_key=True)
    schedule_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class OutboxPost(TeamRow, Base):
    """Something to be posted unasked: messages in order, the first in the channel, the rest in its thread."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("team_id", "id"),
        UniqueConstraint("team_id", "mark"),
        within_team("run_id", "digest_runs", cascade=True),
        Index(
            "ix_outbox_waiting",
            "next_attempt_at",
            "team_id",
            "due_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_outbox_run", "team_id", "run_id"),
        Index("ix_outbox_finished", "finished_at"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    mark: Mapped[str]  # stands in the messages' metadata; what a post is found by
    kind: Mapped[str]
    channel: Mapped[str | None]  # a channel, or
    user: Mapped[str | None]  # somebody, by DM
    messages: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)  # text and blocks; None once it is over
    chart: Mapped[dict[str, Any] | None] = mapped_column(Json)  # bot.digest.types.Chart, drawn when it is sent
    chart_file: Mapped[str | None]  # Slack's id of the picture
    used: Mapped[list[str] | None] = mapped_column(Json)  # fingerprints, noted when the first message stands
    state: Mapped[str] = mapped_column(default=PostState.WAITING)
    part: Mapped[int] = mapped_column(default=0)  # the message to be sent next
    began_at: Mapped[datetime | None]  # the call for that message was begun; its outcome is unknown
    due_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    posted_channel: Mapped[str | None]
    ts: Mapped[str | None]  # of the first message
    run_id: Mapped[int | None] = mapped_column(RowId)
    code: Mapped[str]  # in the log
    finished_at: Mapped[datetime | None]


class Watch(TeamRow, Base):
    """Somebody wants to hear of a person, or of words; by DM or in a channel."""

    __tablename__ = "watches"
    __table_args__ = (
        UniqueConstraint("team_id", "id"),
        UniqueConstraint("team_id", "user", "place", "target"),
        within_team("person_id", "people", cascade=True),
        Index("ix_watches_person", "team_id", "person_id"),
        Index(
            "ix_watches_words",
            "team_id",
            sqlite_where=text("words IS NOT NULL"),
            postgresql_where=text("words IS NOT NULL"),
        ),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    user: Mapped[str]  # who set it
    place: Mapped[str]  # a channel's id, or the user's own for a DM
    target: Mapped[str]  # "p12" or "w:water company": what makes two watches the same
    person_id: Mapped[int | None] = mapped_column(RowId)
    words: Mapped[str | None] = mapped_column(Text)
    muted_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class WatchPlace(TeamRow, Base):
    """Where alerts go, and when they may: a person (by DM) or a channel."""

    __tablename__ = "watch_places"
    __table_args__ = (
        Index(
            "ix_watch_places_due",
            "next_send_at",
            sqlite_where=text("next_send_at IS NOT NULL"),
            postgresql_where=text("next_send_at IS NOT NULL"),
        ),
    )

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    zone: Mapped[str | None]  # of the user; None: not asked of Slack yet
    zone_asked_at: Mapped[datetime | None]
    quiet_from: Mapped[str | None]  # "22:00"; None: never quiet
    quiet_until: Mapped[str] = mapped_column(default="07:00")
    daily_cap: Mapped[int]
    next_send_at: Mapped[datetime | None]  # something waits, and may go then
    last_sent_at: Mapped[datetime | None]
    day: Mapped[str | None]  # the local date that `sent_today` counts
    sent_today: Mapped[int] = mapped_column(default=0)


class WatchAlert(TeamRow, Base):
    """A quote that a watch found. The same words are found once, whichever outlet carries them."""

    __tablename__ = "watch_alerts"
    __table_args__ = (
        UniqueConstraint("team_id", "watch_id", "fingerprint"),
        within_team("watch_id", "watches", cascade=True),
        within_team("article_id", "articles", cascade=True),
        Index(
            "ix_watch_alerts_waiting",
            "team_id",
            "place",
            "id",
            sqlite_where=text("post_id IS NULL"),
            postgresql_where=text("post_id IS NULL"),
        ),
        Index("ix_watch_alerts_found", "team_id", "watch_id", "found_at"),
        Index("ix_watch_alerts_old", "found_at"),
        Index("ix_watch_alerts_article", "team_id", "article_id"),
        Index("ix_watch_alerts_post", "team_id", "post_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    watch_id: Mapped[int] = mapped_column(RowId)
    place: Mapped[str]
    article_id: Mapped[int] = mapped_column(RowId)
    quote_id: Mapped[int] = mapped_column(RowId)  # without a constraint: read again, an article has new quotes
    fingerprint: Mapped[str]
    words: Mapped[str] = mapped_column(Text)  # as told, so that the same line cut elsewhere is known
    found_at: Mapped[datetime]
    post_id: Mapped[int | None] = mapped_column(RowId)  # of the outbox, without a constraint: posts go; None: it waits
