"""Brings a database to a version of the tables, and says which one it has.

Two processes that start at once do not both migrate: PostgreSQL's advisory lock, or SQLite's BEGIN IMMEDIATE, lets one
go first, and the other then finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.engine import make_url

from storage.database import BUSY_SECONDS
from storage.tables import METADATA

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 7_855_638_663  # any number, as long as nothing else on the database uses it


def upgrade(url: str, revision: str = "head") -> None:
    """Brings the database at `url` up to `revision`."""
    with _connection(url) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(url: str, revision: str = "base") -> None:
    """Takes the database at `url` down to `revision`; what newer tables hold is lost."""
    with _connection(url) as connection:
        command.downgrade(_config(connection), revision)


def current(url: str) -> str | None:
    """The revision of the database at `url`; None where it has no tables yet."""
    with _connection(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def latest() -> str:
    """The newest revision this program knows."""
    head = ScriptDirectory(str(_SCRIPTS)).get_current_head()
    assert head is not None
    return head


def is_current(url: str) -> bool:
    """Whether the database at `url` needs no migration."""
    return current(url) == latest()


def differences(url: str) -> list[object]:
    """How the tables at `url` differ from the models; empty where they match."""
    with _connection(url) as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": belongs_to_models, "compare_type": True, "compare_server_default": False}
        )
        return list(compare_metadata(context, METADATA))


def tables(url: str) -> set[str]:
    """The names of all tables at `url`."""
    with _connection(url) as connection:
        return set(inspect(connection).get_table_names())


def belongs_to_models(name: str | None, kind: str, _: object) -> bool:
    """Whether a table is described by the models. Search indexes and the queue's tables are made by hand."""
    if kind != "table" or name is None:
        return True
    return not name.startswith(("quote_terms", "procrastinate_", "slack_", "sqlite_"))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connection(url: str) -> Generator[Connection]:
    parsed = make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    if sqlite and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS} if sqlite else {})
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            if not sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection
    finally:
        engine.dispose()


def _prepare(connection: object, _: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]
    connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]
    # A migration rebuilds tables, which must not set off their references.
    connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
