"""What every service needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.clock import Clock, SystemClock
from storage.database import Database
from storage.queue import RowsQueue, WorkQueue


def no_page(team: str, article_id: int) -> str | None:
    """Where no public address is set, an article has no page."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where things are kept, who is told of new work, and what time it is."""

    database: Database
    queue: WorkQueue = field(default_factory=RowsQueue)
    clock: Clock = field(default_factory=SystemClock)
    page_url: Callable[[str, int], str | None] = no_page  # (team, article id) -> address of the annotated page
