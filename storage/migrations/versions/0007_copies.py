"""Which articles are the same wire copy.

Revision: 0007, after 0006. A table more, which the former version does not look at.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import RowId
from storage.migrations.protection import protect, unprotect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_copies",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("article_id", RowId, nullable=False),
        sa.Column("other_id", RowId, nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "article_id"],
            ["articles.team_id", "articles.id"],
            name="fk_article_copies_team_id_article_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "other_id"],
            ["articles.team_id", "articles.id"],
            name="fk_article_copies_team_id_other_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["workspaces.team_id"], name="fk_article_copies_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "article_id", "other_id", name="pk_article_copies"),
    )
    op.create_index("ix_article_copies_other", "article_copies", ["team_id", "other_id"], unique=False)
    protect("article_copies")
    # With the shingle, it answers by itself which ones an article has; without, SQLite prefers the primary key.
    op.drop_index("ix_article_shingles_article", table_name="article_shingles")
    op.create_index(
        "ix_article_shingles_article", "article_shingles", ["team_id", "article_id", "shingle"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_article_shingles_article", table_name="article_shingles")
    op.create_index("ix_article_shingles_article", "article_shingles", ["team_id", "article_id"], unique=False)
    unprotect("article_copies")
    op.drop_index("ix_article_copies_other", table_name="article_copies")
    op.drop_table("article_copies")
