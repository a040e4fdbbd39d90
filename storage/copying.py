"""Moves everything from one database to another: SQLite to PostgreSQL when a newsroom grows, or back; and backups.

A copy is whole or not there: it is read from one snapshot and written in one transaction. It keeps every id, and the
numbers that ids are given from, so that buttons in old messages never meet another row. The search index and the jobs
of the work queue are not copied: triggers and the worker's sweep make them anew. Tokens are copied as they are,
encrypted, so the target needs the same `PULLQUOTE_SECRET_KEY`.

Statements here go past the ORM on purpose: every team's rows are meant.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, event, func, insert, inspect, select, text
from sqlalchemy.engine import make_url

from storage import migrate
from storage.database import EVERY_TEAM
from storage.installations import plain_tables
from storage.models import Workspace
from storage.tables import METADATA

BATCH = 500
"""Rows that are in hand at once."""


class CopyRefused(Exception):
    """The copy was not begun; the message says why, for the person at the keyboard."""


def copy(source: str, target: str, *, tell: Callable[[str, int], None] = lambda table, rows: None) -> int:
    """Copies every row of every table of the project.

    Args:
        source: address of a database at this version's schema.
        target: address of an empty one; its tables are made.
        tell: called with a table's name and its number of rows once it is copied.

    Returns:
        How many rows were copied.

    Raises:
        CopyRefused: the source is another version's, or the target holds something already.
    """
    if not migrate.is_current(source):
        raise CopyRefused("The source is not at this version’s schema. Run `python -m bot migrate` on it first.")
    migrate.upgrade(target)
    copied = 0
    with _held(source) as reading, _held(target) as writing:
        if writing.scalar(select(func.count()).select_from(Workspace)):
            raise CopyRefused("The target holds a newsroom already. Copying needs an empty database.")
        for table in _tables():
            rows = 0
            for batch in _batches(reading, table):
                writing.execute(insert(table), batch)
                rows += len(batch)
            _carry_numbers(reading, writing, table)
            tell(table.name, rows)
            copied += rows
    return copied


def backup(source: str, file: Path) -> None:
    """Writes a backup, a SQLite file, whatever the source is; the bot may go on working meanwhile.

    Raises:
        CopyRefused: the file exists, or the copy is not sound.
    """
    if file.exists():
        raise CopyRefused(f"{file} exists already. Choose another name.")
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.touch(mode=0o600)  # for its owner alone: it holds a newsroom's copy
        if make_url(source).get_backend_name() == "sqlite":
            with (
                closing(sqlite3.connect(str(make_url(source).database))) as live,
                closing(sqlite3.connect(unfinished)) as kept,
            ):
                live.backup(kept)
        else:
            copy(source, f"sqlite:///{unfinished}")
        with closing(sqlite3.connect(unfinished)) as kept:
            kept.execute("PRAGMA journal_mode = DELETE")  # one file, that reading it does not put others beside
        check_sound(unfinished)
        unfinished.rename(file)
    finally:
        for left in unfinished.parent.glob(f"{unfinished.name}*"):
            left.unlink()


def restore(file: Path, target: str, *, aside: Path | None = None) -> None:
    """Brings a backup back.

    Args:
        file: as `backup` wrote it; of this version or an older one.
        target: address of the database; on PostgreSQL an empty one.
        aside: on SQLite, where the file that stands there now is moved to.

    Raises:
        CopyRefused: the backup is not sound, or the target holds something that would be lost.
    """
    check_sound(file)
    if make_url(target).get_backend_name() != "sqlite":
        # Migrated in a copy, so that the backup stays as it is.
        step = file.with_name(f".{file.name}.restoring")
        step.touch(mode=0o600)
        step.write_bytes(file.read_bytes())
        try:
            migrate.upgrade(f"sqlite:///{step}")
            copy(f"sqlite:///{step}", target)
        finally:
            for left in step.parent.glob(f"{step.name}*"):
                left.unlink()
        return
    place = Path(str(make_url(target).database))
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        if aside is None:
            raise CopyRefused(f"{place} holds something already.")
        # What its write-ahead log still holds goes into the file first.
        with closing(sqlite3.connect(place)) as former:
            former.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        place.rename(aside)
        for left in (Path(f"{place}-wal"), Path(f"{place}-shm")):
            left.unlink(missing_ok=True)
    place.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as kept, closing(sqlite3.connect(place)) as live:
        kept.backup(live)
    migrate.upgrade(target)


def check_sound(file: Path) -> None:
    """Whether a file is a whole backup.

    Raises:
        CopyRefused: it is not; says what is wrong.
    """
    if not file.is_file():
        raise CopyRefused(f"There is no file {file}.")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as kept:
        try:
            (state,) = kept.execute("PRAGMA integrity_check").fetchone()
            kept.execute("SELECT count(*) FROM workspaces").fetchone()
        except sqlite3.DatabaseError as error:
            raise CopyRefused(f"{file} is no backup of Pullquote’s: {error}.") from None
    if state != "ok":
        raise CopyRefused(f"{file} is damaged: {state}.")


def _tables() -> list[Table]:
    """Every table, those that others refer to first."""
    return [*METADATA.sorted_tables, *plain_tables()]


def _batches(reading: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    result = reading.execution_options(stream_results=True).execute(select(table).order_by(*table.primary_key))
    for rows in result.mappings().partitions(BATCH):
        yield [dict(row) for row in rows]


def _carry_numbers(reading: Connection, writing: Connection, table: Table) -> None:
    """The next id is what it would have been at the source, even where the rows with the last ones are gone."""
    keys = list(table.primary_key)
    if len(keys) != 1 or keys[0].type.python_type is not int:
        return
    last = _last_number(reading, table, keys[0].name)
    if not last:
        return
    if writing.dialect.name == "postgresql":
        sequence = select(func.setval(func.pg_get_serial_sequence(table.name, keys[0].name), last))
        writing.execute(sequence)
        return
    # A table that keeps no such count has none to carry.
    if inspect(writing).has_table("sqlite_sequence"):
        writing.execute(
            text("UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :table"),
            {"last": last, "table": table.name},
        )
        writing.execute(
            text(
                "INSERT INTO sqlite_sequence (name, seq) SELECT :table, :last "
                "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :table)"
            ),
            {"last": last, "table": table.name},
        )


def _last_number(reading: Connection, table: Table, key: str) -> int:
    highest = int(reading.scalar(select(func.max(table.c[key]))) or 0)
    if reading.dialect.name == "postgresql":
        name = reading.scalar(select(func.pg_get_serial_sequence(table.name, key)))
        if name is None:
            return 0
        # The name comes quoted from the server itself.
        given = reading.scalar(text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}"))  # noqa: S608
        return max(highest, int(given or 0))
    if inspect(reading).has_table("sqlite_sequence"):
        given = reading.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table.name})
        return max(highest, int(given or 0))
    return highest


@contextmanager
def _held(url: str) -> Generator[Connection]:
    """One transaction, on one snapshot, that sees every team's rows; an exception rolls it back."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        # The driver's own way would begin a transaction only with the first change.
        event.listen(engine, "connect", _begin_by_hand)
        event.listen(engine, "begin", _begin_now)
    else:
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT set_config('pullquote.team', :all, true)"), {"all": EVERY_TEAM})
            yield connection
    finally:
        engine.dispose()


def _begin_by_hand(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None


def _begin_now(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
