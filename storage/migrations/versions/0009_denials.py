"""Quotes of what somebody denies carry the words of denying, which are shown in front.

Revision: 0009, after 0008. The former version does not use the column, and runs on beside it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.protection import on_postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# What is kept already was read without; its cue tells the plain cases.
_FILL = """
UPDATE quotes SET denial = (
    SELECT substr(articles.text, quotes.cue_start + 1, quotes.cue_end - quotes.cue_start)
    FROM articles WHERE articles.team_id = quotes.team_id AND articles.id = quotes.article_id
)
WHERE quotes.kind = 'indirect' AND quotes.cue_start < quotes.start AND EXISTS (
    SELECT 1 FROM articles WHERE articles.team_id = quotes.team_id AND articles.id = quotes.article_id
    AND lower(substr(articles.text, quotes.cue_start + 1, quotes.cue_end - quotes.cue_start)) IN (
        'deny', 'denies', 'denied', 'denying', 'disputes', 'disputed', 'disputing', 'doubts', 'doubted', 'doubting',
        'rejects', 'rejected', 'rejecting', 'refutes', 'refuted', 'refuting', 'dismisses', 'dismissed', 'dismissing'
    )
)
"""


def upgrade() -> None:
    op.add_column("quotes", sa.Column("denial", sa.Text(), nullable=True))
    if on_postgresql():  # rows are seen by their own team's sessions alone
        op.execute("SELECT set_config('pullquote.team', '*', true)")
    op.execute(_FILL)


def downgrade() -> None:
    op.drop_column("quotes", "denial")
