"""The tables of digests and watches, and the outbox of what is posted unasked.

Revision: 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, Moment, RowId
from storage.migrations.protection import protect, unprotect

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "digest_schedules",
    "watch_places",
    "digest_lines",
    "digest_runs",
    "watches",
    "outbox",
    "watch_alerts",
)


def upgrade() -> None:
    op.create_table(
        "digest_schedules",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("weekdays", sa.String(), nullable=False),
        sa.Column("times", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("filters", Json, nullable=False),
        sa.Column("on_empty", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("paused_by", sa.String(), nullable=True),
        sa.Column("paused_reason", sa.Text(), nullable=True),
        sa.Column("pauses", sa.Integer(), nullable=False),
        sa.Column("next_slot", sa.String(), nullable=False),
        sa.Column("next_run_at", Moment(), nullable=False),
        sa.Column("covered_until", Moment(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_digest_schedules_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_digest_schedules"),
        sa.UniqueConstraint("team_id", "id", name="uq_digest_schedules_team_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_digest_schedules_channel", "digest_schedules", ["team_id", "channel"], unique=False)
    op.create_index(
        "ix_digest_schedules_due",
        "digest_schedules",
        ["next_run_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "watch_places",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("zone_asked_at", Moment(), nullable=True),
        sa.Column("quiet_from", sa.String(), nullable=True),
        sa.Column("quiet_until", sa.String(), nullable=False),
        sa.Column("daily_cap", sa.Integer(), nullable=False),
        sa.Column("next_send_at", Moment(), nullable=True),
        sa.Column("last_sent_at", Moment(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("sent_today", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_watch_places_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "place", name="pk_watch_places"),
    )
    op.create_index(
        "ix_watch_places_due",
        "watch_places",
        ["next_send_at"],
        unique=False,
        sqlite_where=sa.text("next_send_at IS NOT NULL"),
        postgresql_where=sa.text("next_send_at IS NOT NULL"),
    )
    op.create_table(
        "digest_lines",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("schedule_id", RowId, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "schedule_id"],
            ["digest_schedules.team_id", "digest_schedules.id"],
            name="fk_digest_lines_team_id_schedule_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_digest_lines_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "schedule_id", "fingerprint", name="pk_digest_lines"),
    )
    op.create_index("ix_digest_lines_at", "digest_lines", ["at"], unique=False)
    op.create_table(
        "digest_runs",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("schedule_id", RowId, nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("covers_from", Moment(), nullable=False),
        sa.Column("covers_until", Moment(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("cut", sa.Boolean(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", Moment(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "schedule_id"],
            ["digest_schedules.team_id", "digest_schedules.id"],
            name="fk_digest_runs_team_id_schedule_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_digest_runs_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_digest_runs"),
        sa.UniqueConstraint("schedule_id", "slot", name="uq_digest_runs_schedule_id_slot"),
        sa.UniqueConstraint("team_id", "id", name="uq_digest_runs_team_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_digest_runs_open",
        "digest_runs",
        ["next_attempt_at", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.create_index("ix_digest_runs_schedule", "digest_runs", ["team_id", "schedule_id", "id"], unique=False)
    op.create_index("ix_digest_runs_unknown", "digest_runs", ["team_id", "state", "due_at"], unique=False)
    op.create_table(
        "watches",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("muted_until", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "person_id"],
            ["people.team_id", "people.id"],
            name="fk_watches_team_id_person_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_watches_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sa.UniqueConstraint("team_id", "id", name="uq_watches_team_id_id"),
        sa.UniqueConstraint("team_id", "user", "place", "target", name="uq_watches_team_id_user_place_target"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watches_person", "watches", ["team_id", "person_id"], unique=False)
    op.create_index(
        "ix_watches_words",
        "watches",
        ["team_id"],
        unique=False,
        sqlite_where=sa.text("words IS NOT NULL"),
        postgresql_where=sa.text("words IS NOT NULL"),
    )
    op.create_table(
        "outbox",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("user", sa.String(), nullable=True),
        sa.Column("messages", Json, nullable=True),
        sa.Column("chart", Json, nullable=True),
        sa.Column("chart_file", sa.String(), nullable=True),
        sa.Column("used", Json, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("began_at", Moment(), nullable=True),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("next_attempt_at", Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("posted_channel", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("run_id", RowId, nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "run_id"],
            ["digest_runs.team_id", "digest_runs.id"],
            name="fk_outbox_team_id_run_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_outbox_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("team_id", "id", name="uq_outbox_team_id_id"),
        sa.UniqueConstraint("team_id", "mark", name="uq_outbox_team_id_mark"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_finished", "outbox", ["finished_at"], unique=False)
    op.create_index("ix_outbox_run", "outbox", ["team_id", "run_id"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["next_attempt_at", "team_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "watch_alerts",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("watch_id", RowId, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("quote_id", RowId, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("found_at", Moment(), nullable=False),
        sa.Column("post_id", RowId, nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"],
            ["articles.team_id", "articles.id"],
            name="fk_watch_alerts_team_id_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "watch_id"],
            ["watches.team_id", "watches.id"],
            name="fk_watch_alerts_team_id_watch_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_watch_alerts_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_watch_alerts"),
        sa.UniqueConstraint("team_id", "watch_id", "fingerprint", name="uq_watch_alerts_team_id_watch_id_fingerprint"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watch_alerts_old", "watch_alerts", ["found_at"], unique=False)
    op.create_index("ix_watch_alerts_found", "watch_alerts", ["team_id", "watch_id", "found_at"], unique=False)
    op.create_index("ix_watch_alerts_post", "watch_alerts", ["team_id", "post_id"], unique=False)
    op.create_index("ix_watch_alerts_article", "watch_alerts", ["team_id", "article_id"], unique=False)
    op.create_index(
        "ix_watch_alerts_waiting",
        "watch_alerts",
        ["team_id", "place", "id"],
        unique=False,
        sqlite_where=sa.text("post_id IS NULL"),
        postgresql_where=sa.text("post_id IS NULL"),
    )
    op.create_index("ix_articles_extracted", "articles", ["team_id", "extracted_at"], unique=False)
    protect(*TABLES)


def downgrade() -> None:
    unprotect(*TABLES)
    op.drop_index("ix_articles_extracted", table_name="articles")
    op.drop_index(
        "ix_watch_alerts_waiting",
        table_name="watch_alerts",
        sqlite_where=sa.text("post_id IS NULL"),
        postgresql_where=sa.text("post_id IS NULL"),
    )
    op.drop_index("ix_watch_alerts_article", table_name="watch_alerts")
    op.drop_index("ix_watch_alerts_post", table_name="watch_alerts")
    op.drop_index("ix_watch_alerts_old", table_name="watch_alerts")
    op.drop_index("ix_watch_alerts_found", table_name="watch_alerts")
    op.drop_table("watch_alerts")
    op.drop_index(
        "ix_outbox_waiting",
        table_name="outbox",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index("ix_outbox_run", table_name="outbox")
    op.drop_index("ix_outbox_finished", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(
        "ix_watches_words",
        table_name="watches",
        sqlite_where=sa.text("words IS NOT NULL"),
        postgresql_where=sa.text("words IS NOT NULL"),
    )
    op.drop_index("ix_watches_person", table_name="watches")
    op.drop_table("watches")
    op.drop_index("ix_digest_runs_unknown", table_name="digest_runs")
    op.drop_index("ix_digest_runs_schedule", table_name="digest_runs")
    op.drop_index(
        "ix_digest_runs_open",
        table_name="digest_runs",
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.drop_table("digest_runs")
    op.drop_index("ix_digest_lines_at", table_name="digest_lines")
    op.drop_table("digest_lines")
    op.drop_index(
        "ix_watch_places_due",
        table_name="watch_places",
        sqlite_where=sa.text("next_send_at IS NOT NULL"),
        postgresql_where=sa.text("next_send_at IS NOT NULL"),
    )
    op.drop_table("watch_places")
    op.drop_index(
        "ix_digest_schedules_due",
        table_name="digest_schedules",
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.drop_index("ix_digest_schedules_channel", table_name="digest_schedules")
    op.drop_table("digest_schedules")
