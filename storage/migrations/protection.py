"""Row-level security on PostgreSQL, for migrations: a table's rows are seen by their own team's sessions alone.

A session says whose rows it may see by the setting `pullquote.team`, for each transaction; `*` looks across teams. A
session that says nothing sees nothing. FORCE makes it hold for the tables' owner, which is the bot's own role.
"""

from __future__ import annotations

from alembic import op

_MINE = "team_id = current_setting('pullquote.team', true) OR current_setting('pullquote.team', true) = '*'"


def on_postgresql() -> bool:
    """Whether the migration runs on PostgreSQL."""
    return op.get_bind().dialect.name == "postgresql"


def protect(*tables: str) -> None:
    """Puts tables, each with a `team_id`, under row-level security; does nothing on SQLite."""
    if not on_postgresql():
        return
    for table in tables:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY team ON {table} USING ({_MINE}) WITH CHECK ({_MINE})")


def unprotect(*tables: str) -> None:
    """Takes row-level security off again; does nothing on SQLite."""
    if not on_postgresql():
        return
    for table in tables:
        op.execute(f"DROP POLICY team ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
