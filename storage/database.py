"""Sessions on SQLite and PostgreSQL, each of which sees one team's rows.

- A session cannot be made without a team. Only `across_teams` looks at all of them, and says so by its name.
- Every ORM select, get, update and delete is held to the team; a new row is stamped with it; a row of another team
  is refused. What the ORM cannot hold to the team (Core statements, `text()`, bulk inserts) is refused as well, apart
  from statements that `storage/search.py` and the queue mark as scoped by hand.
- On PostgreSQL row-level security holds the same line underneath: the setting `pullquote.team` is set for each
  transaction, and without it no row is visible.
- On SQLite a writing session begins with BEGIN IMMEDIATE, so that two writers queue instead of failing half way.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import (
    FromStatement,
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
    with_loader_criteria,
)
from sqlalchemy.pool import ConnectionPoolEntry

from storage.models import TeamRow, Workspace
from storage.storable import to_json, write_only_storable

BUSY_SECONDS = 30
"""How long a writer on SQLite waits for another."""
LOOK_AGAIN_SECONDS = 0.002
"""Between two looks whether SQLite's one writer is done."""

REST = 2.0
"""Seconds after which an unused connection to PostgreSQL is asked whether it still stands, before it is used."""

EVERY_TEAM = "*"
"""What `pullquote.team` is set to by a session that looks across teams."""

_WRITES = "pullquote_writes"
SCOPED_BY_HAND = "pullquote_scoped_by_hand"
"""Execution option of a statement whose author holds it to the team without the ORM's help."""


class CrossTeamAccess(Exception):
    """A session was asked for something that could reach another team's rows."""


class _ScopedSession(Session):
    """What both kinds of session share: the setting that row-level security goes by."""

    scope: str

    def __init__(self, bind: Engine, scope: str) -> None:
        super().__init__(bind, expire_on_commit=False, autoflush=True)
        self.scope = scope

    def bulk_save_objects(self, *args: object, **kwargs: object) -> None:
        raise CrossTeamAccess("bulk inserts are not held to a team; add objects instead")

    def bulk_insert_mappings(self, *args: object, **kwargs: object) -> None:
        raise CrossTeamAccess("bulk inserts are not held to a team; add objects instead")

    def bulk_update_mappings(self, *args: object, **kwargs: object) -> None:
        raise CrossTeamAccess("bulk updates are not held to a team; update by a statement instead")


class TeamSession(_ScopedSession):
    """A session that sees and writes the rows of `team` alone."""

    def __init__(self, bind: Engine, *, team: str) -> None:
        if not team or team == EVERY_TEAM:
            raise CrossTeamAccess("a session needs a team")
        super().__init__(bind, team)

    @property
    def team(self) -> str:
        """Slack's id of the team."""
        return self.scope


class AcrossTeamsSession(_ScopedSession):
    """For the worker's and the scheduler's own questions, such as which submissions are open, whoever's they are."""

    def __init__(self, bind: Engine) -> None:
        super().__init__(bind, EVERY_TEAM)


@event.listens_for(_ScopedSession, "after_begin", propagate=True)
def _tell_row_level_security(session: _ScopedSession, _: SessionTransaction, connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT set_config('pullquote.team', %s, true)", (session.scope,))


@event.listens_for(TeamSession, "do_orm_execute")
def _hold_to_team(state: ORMExecuteState) -> None:
    team = cast(TeamSession, state.session).team
    by_hand = bool(state.execution_options.get(SCOPED_BY_HAND))
    if not by_hand and (not state.is_orm_statement or isinstance(state.statement, FromStatement)):
        raise CrossTeamAccess("only the ORM's own statements are held to a team")
    if state.is_insert:
        raise CrossTeamAccess("bulk inserts are not held to a team; add objects instead")
    if by_hand or state.is_column_load or state.is_relationship_load:
        return
    for entity in (TeamRow, Workspace):
        state.statement = state.statement.options(
            with_loader_criteria(entity, lambda cls: cls.team_id == team, include_aliases=True)
        )


@event.listens_for(TeamSession, "before_flush")
def _stamp_with_team(session: TeamSession, _: UOWTransaction, __: object) -> None:
    for row in session.new:
        if isinstance(row, TeamRow) and row.__dict__.get("team_id") is None:
            row.team_id = session.team
    for row in (*session.new, *session.dirty, *session.deleted):
        _refuse_other_team(session, row)


@event.listens_for(TeamSession, "before_attach")
def _refuse_other_team(session: TeamSession, row: object) -> None:
    if isinstance(row, TeamRow | Workspace) and row.__dict__.get("team_id") not in (None, session.team):
        raise CrossTeamAccess(f"a {type(row).__name__} of another team")


class Database:
    """One database, and the sessions on it. Made once in a process; `close` when it stops."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self.writer = self.engine.execution_options(**{_WRITES: True})
        """The same connections; on SQLite, a transaction on it begins with BEGIN IMMEDIATE."""
        # SQLite has one writer at a time. Here a process's own writers queue before they take a connection: SQLite lets
        # them poll for the lock, and each that polls holds a connection which a reader waits for.
        self._turn: AbstractContextManager[object] = threading.RLock() if self.is_sqlite else nullcontext()
        self._reader = self.engine if self.is_sqlite else self.engine.execution_options(postgresql_readonly=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self, team: str) -> Generator[TeamSession]:
        """A transaction on a team's rows; committed at the end, rolled back by an exception."""
        with self._turn, TeamSession(self.writer, team=team) as session, session.begin():
            yield session

    @contextmanager
    def read(self, team: str) -> Generator[TeamSession]:
        """A transaction that only looks at a team's rows, and waits for no writer."""
        with TeamSession(self._reader, team=team) as session, session.begin():
            yield session

    @contextmanager
    def write_across_teams(self) -> Generator[AcrossTeamsSession]:
        """A transaction on the rows of every team; for the worker and the scheduler."""
        with self._turn, AcrossTeamsSession(self.writer) as session, session.begin():
            yield session

    @contextmanager
    def read_across_teams(self) -> Generator[AcrossTeamsSession]:
        """A transaction that only looks, at the rows of every team; for the worker and the scheduler."""
        with AcrossTeamsSession(self._reader) as session, session.begin():
            yield session

    def close(self) -> None:
        """Lets go of every connection."""
        self.engine.dispose()


def make_engine(url: str) -> Engine:
    """An engine with what this project needs of it; the folder of a SQLite file is made where it is missing.

    Errors hide the parameters of the statement, which may be the newsroom's copy.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            url, hide_parameters=True, json_serializer=to_json, connect_args={"timeout": BUSY_SECONDS}
        )
        write_only_storable(engine)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url,
        hide_parameters=True,
        json_serializer=to_json,
        pool_size=10,
        max_overflow=10,
        # Compiling a query takes longer than any of these run; the planner overrates questions to the index.
        connect_args={"options": "-c jit=off"},
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _ping_after_a_rest)
    write_only_storable(engine)
    return engine


def _note_use(_: object, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _ping_after_a_rest(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
    """Replaces a connection that was lost while it rested. One in steady use is not asked."""
    if time.monotonic() - record.info.get("used", time.monotonic()) < REST:
        return
    import psycopg

    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as lost:
        raise DisconnectionError from lost


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver must not begin transactions by itself: BEGIN IMMEDIATE is ours to say.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if not connection.get_execution_options().get(_WRITES, False):
        connection.exec_driver_sql("BEGIN")
        return
    _wait_for_the_lock(connection)


def _wait_for_the_lock(connection: Connection) -> None:
    """BEGIN IMMEDIATE as soon as the other process's writer is done.

    SQLite itself waits longer each time, up to a tenth of a second: a busy worker had the lock back several times
    before a listener, which Slack waits for, looked again.
    """
    raw = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    until = time.monotonic() + BUSY_SECONDS
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
                if code & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(LOOK_AGAIN_SECONDS)
            else:
                return
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
