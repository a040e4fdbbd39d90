"""The tables of articles, people, quotes and corrections.

Revision: 0001, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import ByteOrdered, Json, Moment, RowId

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workspaces",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("installed_by", sa.String(), nullable=True),
        sa.Column("installed_at", Moment(), nullable=False),
        sa.Column("uninstalled_at", Moment(), nullable=True),
        sa.Column("greeted_at", Moment(), nullable=True),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("who_may_forget", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("channels", Json, nullable=True),
        sa.Column("charts", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name="pk_workspaces"),
    )
    op.create_table(
        "articles",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("authors", Json, nullable=False),
        sa.Column("published", Moment(), nullable=True),
        sa.Column("published_has_time", sa.Boolean(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("dateline", sa.String(), nullable=True),
        sa.Column("agencies", Json, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("notes", Json, nullable=False),
        sa.Column("added_by", sa.String(), nullable=True),
        sa.Column("added_in", sa.String(), nullable=True),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("read_at", Moment(), nullable=False),
        sa.Column("extracted_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_articles_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("team_id", "id", name="uq_articles_team_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_content", "articles", ["team_id", "content_hash"], unique=False)
    op.create_index("ix_articles_outlet", "articles", ["team_id", "outlet"], unique=False)
    op.create_index("ix_articles_recent", "articles", ["team_id", "added_at", "id"], unique=False)
    op.create_table(
        "people",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", ByteOrdered, nullable=False),
        sa.Column("spelling_key", ByteOrdered, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_people_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("team_id", "id", name="uq_people_team_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_people_name", "people", ["team_id", "name_key"], unique=False)
    op.create_index("ix_people_spelling", "people", ["team_id", "spelling_key"], unique=False)
    op.create_table(
        "appearances",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("salience", sa.Double(), nullable=False),
        sa.Column("key", sa.Boolean(), nullable=False),
        sa.Column("aliases", Json, nullable=False),
        sa.Column("mentions", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"],
            ["articles.team_id", "articles.id"],
            name="fk_appearances_team_id_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person_id"], ["people.team_id", "people.id"], name="fk_appearances_team_id_person_id"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_appearances_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_appearances"),
        sa.UniqueConstraint("team_id", "article_id", "name", name="uq_appearances_team_id_article_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_appearances_article", "appearances", ["team_id", "article_id", "person_id"], unique=False)
    op.create_index("ix_appearances_person", "appearances", ["team_id", "person_id", "article_id"], unique=False)
    op.create_table(
        "article_links",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("link_key", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"],
            ["articles.team_id", "articles.id"],
            name="fk_article_links_team_id_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_article_links_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "link_key", name="pk_article_links"),
    )
    op.create_index("ix_article_links_article", "article_links", ["team_id", "article_id"], unique=False)
    op.create_table(
        "article_shingles",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("shingle", RowId, nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"],
            ["articles.team_id", "articles.id"],
            name="fk_article_shingles_team_id_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_article_shingles_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "shingle", "article_id", name="pk_article_shingles"),
    )
    op.create_index("ix_article_shingles_article", "article_shingles", ["team_id", "article_id"], unique=False)
    op.create_table(
        "article_versions",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("quotes", Json, nullable=False),
        sa.Column("pending", Json, nullable=True),
        sa.Column("read_at", Moment(), nullable=False),
        sa.Column("superseded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"],
            ["articles.team_id", "articles.id"],
            name="fk_article_versions_team_id_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_article_versions_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_article_versions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_article_versions_article", "article_versions", ["team_id", "article_id", "id"], unique=False)
    op.create_table(
        "person_aliases",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("alias_key", ByteOrdered, nullable=False),
        sa.Column("given_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "person_id"],
            ["people.team_id", "people.id"],
            name="fk_person_aliases_team_id_person_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_person_aliases_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person_aliases"),
        sa.UniqueConstraint("team_id", "person_id", "alias_key", name="uq_person_aliases_team_id_person_id_alias_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_person_aliases_key", "person_aliases", ["team_id", "alias_key"], unique=False)
    op.create_table(
        "person_words",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("word", ByteOrdered, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "person_id"],
            ["people.team_id", "people.id"],
            name="fk_person_words_team_id_person_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_person_words_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "word", "person_id", name="pk_person_words"),
    )
    op.create_index("ix_person_words_person", "person_words", ["team_id", "person_id"], unique=False)
    op.create_table(
        "quote_changes",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("found_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"],
            ["articles.team_id", "articles.id"],
            name="fk_quote_changes_team_id_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_quote_changes_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_quote_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quote_changes_article", "quote_changes", ["team_id", "article_id"], unique=False)
    op.create_index("ix_quote_changes_recent", "quote_changes", ["team_id", "found_at"], unique=False)
    op.create_table(
        "quotes",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("speaker_found", sa.String(), nullable=True),
        sa.Column("mention_start", sa.Integer(), nullable=True),
        sa.Column("mention_end", sa.Integer(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("addressee", sa.String(), nullable=True),
        sa.Column("continues", sa.Integer(), nullable=True),
        sa.Column("corrected_by", sa.String(), nullable=True),
        sa.Column("outlet_key", sa.String(), nullable=True),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"],
            ["articles.team_id", "articles.id"],
            name="fk_quotes_team_id_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person_id"], ["people.team_id", "people.id"], name="fk_quotes_team_id_person_id"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_quotes_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sa.UniqueConstraint("team_id", "article_id", "position", name="uq_quotes_team_id_article_id_position"),
        sa.UniqueConstraint("team_id", "id", name="uq_quotes_team_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quotes_added", "quotes", ["team_id", "added_at", "id"], unique=False)
    op.create_index("ix_quotes_person", "quotes", ["team_id", "person_id", "state", "published_at", "id"], unique=False)
    op.create_index("ix_quotes_recent", "quotes", ["team_id", "published_at", "state", "person_id"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("event_key", sa.String(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("file", Json, nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("message_ts", sa.String(), nullable=True),
        sa.Column("thread_ts", sa.String(), nullable=True),
        sa.Column("response_url", sa.Text(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", Moment(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("failed_kind", sa.String(), nullable=True),
        sa.Column("article_id", RowId, nullable=True),
        sa.Column("stored_before", sa.Boolean(), nullable=False),
        sa.Column("result_channel", sa.String(), nullable=True),
        sa.Column("result_ts", sa.String(), nullable=True),
        sa.Column("post_began_at", Moment(), nullable=True),
        sa.Column("accepted_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"], ["articles.team_id", "articles.id"], name="fk_submissions_team_id_article_id"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_submissions_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("team_id", "event_key", name="uq_submissions_team_id_event_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_submissions_article", "submissions", ["team_id", "article_id"], unique=False)
    op.create_index("ix_submissions_message", "submissions", ["team_id", "channel", "message_ts"], unique=False)
    op.create_index(
        "ix_submissions_open",
        "submissions",
        ["priority", "team_id", "next_attempt_at", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('accepted', 'fetched', 'extracted')"),
        postgresql_where=sa.text("state IN ('accepted', 'fetched', 'extracted')"),
    )
    op.create_index("ix_submissions_recent", "submissions", ["team_id", "accepted_at"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("article_id", RowId, nullable=True),
        sa.Column("quote_id", RowId, nullable=True),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"],
            ["articles.team_id", "articles.id"],
            name="fk_corrections_team_id_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "quote_id"],
            ["quotes.team_id", "quotes.id"],
            name="fk_corrections_team_id_quote_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_corrections_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.UniqueConstraint("team_id", "id", name="uq_corrections_team_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_article", "corrections", ["team_id", "article_id"], unique=False)
    op.create_index("ix_corrections_person", "corrections", ["team_id", "person_id"], unique=False)
    op.create_index("ix_corrections_quote", "corrections", ["team_id", "quote_id", "id"], unique=False)
    op.create_index("ix_corrections_recent", "corrections", ["team_id", "at"], unique=False)
    op.create_table(
        "lessons",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("evidence_key", ByteOrdered, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("correction_id", RowId, nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "correction_id"],
            ["corrections.team_id", "corrections.id"],
            name="fk_lessons_team_id_correction_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person_id"],
            ["people.team_id", "people.id"],
            name="fk_lessons_team_id_person_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_lessons_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_lessons"),
        sa.UniqueConstraint("team_id", "evidence_key", "person_id", name="uq_lessons_team_id_evidence_key_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lessons_correction", "lessons", ["team_id", "correction_id"], unique=False)
    op.create_index("ix_lessons_person", "lessons", ["team_id", "person_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_lessons_person", table_name="lessons")
    op.drop_index("ix_lessons_correction", table_name="lessons")
    op.drop_table("lessons")
    op.drop_index("ix_corrections_recent", table_name="corrections")
    op.drop_index("ix_corrections_quote", table_name="corrections")
    op.drop_index("ix_corrections_person", table_name="corrections")
    op.drop_index("ix_corrections_article", table_name="corrections")
    op.drop_table("corrections")
    op.drop_index("ix_submissions_recent", table_name="submissions")
    op.drop_index(
        "ix_submissions_open",
        table_name="submissions",
        sqlite_where=sa.text("state IN ('accepted', 'fetched', 'extracted')"),
        postgresql_where=sa.text("state IN ('accepted', 'fetched', 'extracted')"),
    )
    op.drop_index("ix_submissions_message", table_name="submissions")
    op.drop_index("ix_submissions_article", table_name="submissions")
    op.drop_table("submissions")
    op.drop_index("ix_quotes_recent", table_name="quotes")
    op.drop_index("ix_quotes_person", table_name="quotes")
    op.drop_index("ix_quotes_added", table_name="quotes")
    op.drop_table("quotes")
    op.drop_index("ix_quote_changes_recent", table_name="quote_changes")
    op.drop_index("ix_quote_changes_article", table_name="quote_changes")
    op.drop_table("quote_changes")
    op.drop_index("ix_person_words_person", table_name="person_words")
    op.drop_table("person_words")
    op.drop_index("ix_person_aliases_key", table_name="person_aliases")
    op.drop_table("person_aliases")
    op.drop_index("ix_article_versions_article", table_name="article_versions")
    op.drop_table("article_versions")
    op.drop_index("ix_article_shingles_article", table_name="article_shingles")
    op.drop_table("article_shingles")
    op.drop_index("ix_article_links_article", table_name="article_links")
    op.drop_table("article_links")
    op.drop_index("ix_appearances_person", table_name="appearances")
    op.drop_index("ix_appearances_article", table_name="appearances")
    op.drop_table("appearances")
    op.drop_index("ix_people_spelling", table_name="people")
    op.drop_index("ix_people_name", table_name="people")
    op.drop_table("people")
    op.drop_index("ix_articles_recent", table_name="articles")
    op.drop_index("ix_articles_outlet", table_name="articles")
    op.drop_index("ix_articles_content", table_name="articles")
    op.drop_table("articles")
    op.drop_table("workspaces")
