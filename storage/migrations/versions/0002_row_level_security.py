"""On PostgreSQL, each team's sessions see that team's rows alone.

Revision: 0002, after 0001.
"""

from __future__ import annotations

from storage.migrations.protection import protect, unprotect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "workspaces",
    "submissions",
    "articles",
    "article_links",
    "article_versions",
    "article_shingles",
    "quote_changes",
    "people",
    "person_aliases",
    "person_words",
    "appearances",
    "quotes",
    "corrections",
    "lessons",
)


def upgrade() -> None:
    protect(*TABLES)


def downgrade() -> None:
    unprotect(*TABLES)
