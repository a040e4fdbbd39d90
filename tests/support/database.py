"""Databases for tests: a test that asks for `database_url` runs on SQLite and PostgreSQL, on a database of its own.

PostgreSQL is the server at `TEST_DATABASE_URL` (a role that may make roles and databases), or else a throw-away one
started from the system's binaries: one for each process of the test run, without fsync, in a temporary folder, gone
with the process even if that is killed. Without either, the tests are skipped and say why.

The bot's role is no superuser, since row-level security does not hold for one.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from storage import migrate
from storage.database import Database

ROLE = "pullquote_test"
_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A PostgreSQL server on which tests may make databases."""

    admin: URL  # a role that may do so

    def create(self) -> str:
        """Makes an empty database owned by the bot's role, and returns its address."""
        name = f"pq_{os.getpid()}_{next(_numbers)}_{uuid4().hex[:6]}"
        with psycopg.connect(_conninfo(self.admin), autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                    sql.Identifier(name), sql.Identifier(ROLE)
                )
            )
        return self.address(name)

    def address(self, name: str) -> str:
        """The address of a database for the bot's role."""
        url = self.admin.set(drivername="postgresql+psycopg", username=ROLE, password=ROLE, database=name)
        return url.render_as_string(hide_password=False)

    def empty(self, url: str) -> None:
        """Takes every row out of a database; far quicker than making a new one."""
        admin = self.admin.set(database=make_url(url).database)
        with psycopg.connect(_conninfo(admin)) as connection:
            connection.execute("SET session_replication_role = replica")  # no references and triggers to mind
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
            ).fetchall()
            for (table,) in tables:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))

    def drop(self, url: str) -> None:
        """Removes a database, whoever is still connected."""
        with psycopg.connect(_conninfo(self.admin), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(str(make_url(url).database)))
            )


@pytest.fixture(scope="session")
def postgresql() -> Generator[Server]:
    """A server; skips the test where none can be had."""
    with contextlib.ExitStack() as stack:
        given = os.environ.get("TEST_DATABASE_URL")
        admin = make_url(given) if given else stack.enter_context(_own_server())
        with psycopg.connect(_conninfo(admin), autocommit=True) as connection:
            make_role(connection)
        yield Server(admin=admin)


@pytest.fixture(scope="session")
def _migrated_postgresql(postgresql: Server) -> Generator[str]:
    url = postgresql.create()
    migrate.upgrade(url)
    yield url
    postgresql.drop(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables, to be copied."""
    path = tmp_path_factory.mktemp("template") / "pullquote.sqlite3"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite database with the tables."""
    path = tmp_path / "pullquote.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql: Server, _migrated_postgresql: str) -> Generator[str]:
    """A PostgreSQL database with the tables; one for the process, emptied after each test."""
    yield _migrated_postgresql
    postgresql.empty(_migrated_postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with the tables, of either kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """A database without any table, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture
def database(database_url: str) -> Generator[Database]:
    """An open database with the tables, of either kind."""
    opened = Database(database_url)
    yield opened
    opened.close()


def make_role(connection: psycopg.Connection) -> None:
    # Another process of the test run may make it at the same moment.
    with contextlib.suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD {}").format(
                sql.Identifier(ROLE), sql.Literal(ROLE)
            )
        )


def _conninfo(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextlib.contextmanager
def _own_server() -> Generator[URL]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL: neither TEST_DATABASE_URL nor initdb on this machine")
    folder = Path(tempfile.mkdtemp(prefix="pq-pg-", dir="/tmp"))  # short: a socket's path has at most 107 bytes
    as_user = become_user(folder)
    try:
        data = folder / "data"
        run_setup([*as_user, str(binaries / "initdb"), "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8",
              "--locale=C.UTF-8", "-D", str(data)], folder)  # fmt: skip
        # The shell outlives nothing: when this process goes, its end of the pipe closes, and the server is stopped.
        script = 'exec 3<&0; "$@" </dev/null & cat <&3 >/dev/null; kill -QUIT $!; wait $!'
        command = [str(binaries / "postgres"), "-D", str(data), "-k", str(folder), "-c", "listen_addresses=",
                   "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200",
                   "-c", "shared_buffers=64MB"]  # fmt: skip
        with (folder / "log").open("wb") as log, subprocess.Popen(
            [*as_user, "sh", "-c", script, "sh", *command], stdin=subprocess.PIPE, stdout=log, stderr=log, cwd="/"
        ) as process:  # fmt: skip
            try:
                url = URL.create("postgresql", username="postgres", database="postgres", query={"host": str(folder)})
                wait_until_up(url, folder)
                yield url
            finally:
                assert process.stdin is not None
                process.stdin.close()
                process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def become_user(folder: Path) -> list[str]:
    """How to run a command as somebody other than root, whom PostgreSQL refuses to serve; gives them the folder."""
    if os.geteuid() != 0:
        return []
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("no PostgreSQL: it does not run as root, and there is no user named postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    runuser = shutil.which("runuser")
    if runuser is None:
        pytest.skip("no PostgreSQL: it does not run as root, and there is no runuser")
    return [runuser, "-u", "postgres", "--"]


def find_binaries() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).parent
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def run_setup(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    if done.returncode:
        pytest.skip(f"no PostgreSQL: {command[-1]} could not be set up: {done.stderr.strip()[-300:]}")


def wait_until_up(url: URL, folder: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(_conninfo(url)).close()
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                said = (folder / "log").read_text(errors="replace")[-500:]
                pytest.skip(f"no PostgreSQL: the server did not come up: {error}; {said}")
            time.sleep(0.02)
