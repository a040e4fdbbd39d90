"""A desk on a SQLite file of its own, and stand-ins for the world outside."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from bot.services.desk import Desk
from storage.database import Database
from tests.support.newsroom import Newsroom


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def desk(sqlite_url: str, newsroom: Newsroom) -> Generator[Desk]:
    database = Database(sqlite_url)
    yield Desk(database=database, clock=newsroom.clock)
    database.close()
