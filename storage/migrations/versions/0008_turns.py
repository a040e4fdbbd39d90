"""Turns to post: when a channel may next be posted to, shared by all workers, and a submission's promised turn.

Revision: 0008, after 0007. The former version does not use them, and runs on beside it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment
from storage.migrations.protection import protect, unprotect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turns",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("promised_until", Moment(), nullable=False),
        sa.Column("free_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["workspaces.team_id"], name="fk_turns_team_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("team_id", "channel", name="pk_turns"),
    )
    op.add_column("submissions", sa.Column("turn_at", Moment(), nullable=True))
    protect("turns")


def downgrade() -> None:
    unprotect("turns")
    op.drop_column("submissions", "turn_at")
    op.drop_table("turns")
