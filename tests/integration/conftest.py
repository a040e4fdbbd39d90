"""A desk on either database."""

from __future__ import annotations

import pytest

from bot.services.desk import Desk
from bot.worker import work_queue
from storage.database import Database
from tests.support.newsroom import Newsroom


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def desk(database: Database, newsroom: Newsroom) -> Desk:
    """A desk whose clock stands still, with the work queue of its kind of database."""
    return Desk(database=database, clock=newsroom.clock, queue=work_queue(database))
