"""Alembic's entry. `storage.migrate` hands over an open connection; a migration is one transaction."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, text

from storage.migrate import belongs_to_models
from storage.tables import METADATA


def run(connection: Connection) -> None:
    """Runs what Alembic was asked for on `connection`."""
    if connection.dialect.name == "postgresql":
        # Row-level security holds for the owner of the tables as well; a migration looks across teams.
        connection.execute(text("SELECT set_config('pullquote.team', '*', false)"))
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        include_name=belongs_to_models,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
