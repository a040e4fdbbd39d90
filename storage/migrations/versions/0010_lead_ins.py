"""Reported speech that is no sentence by itself carries the words before it, which are shown in front.

Revision: 0010, after 0009. The former version does not use the column, and runs on beside it. What is kept already was
cut in another way and stays as it is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("quotes", sa.Column("lead_in", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("quotes", "lead_in")
