"""A desk on a SQLite file of its own, and stand-ins for the world outside."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from bot.services.desk import Desk
from storage import migrate
from storage.database import Database
from tests.support.newsroom import Newsroom


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables, to be copied."""
    path = tmp_path_factory.mktemp("template") / "pullquote.sqlite3"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def desk(migrated: Path, tmp_path: Path, newsroom: Newsroom) -> Generator[Desk]:
    path = tmp_path / "pullquote.sqlite3"
    path.write_bytes(migrated.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield Desk(database=database, clock=newsroom.clock)
    database.close()
