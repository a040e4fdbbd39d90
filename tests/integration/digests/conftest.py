"""A desk on either database, with a ticker that posts to a board in memory."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.clock import FixedClock
from bot.digest.slots import Timetable
from bot.ingest.types import ArticleText
from bot.scheduler import Ticker
from bot.services import alerts, articles, digests, workspaces
from bot.services.desk import Desk
from bot.services.digests import DigestForm, ScheduleView
from storage.database import Database
from tests.support.newsroom import extraction
from tests.support.noticeboard import FakeBoard

FRIDAY_NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)
TEAM = "T0001"
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")

_articles = count(1)


@dataclass(kw_only=True)
class Office:
    """A newsroom with a ticker."""

    desk: Desk
    clock: FixedClock
    board: FakeBoard = field(default_factory=FakeBoard)
    ticker: Ticker = field(init=False)

    def __post_init__(self) -> None:
        self.ticker = self.another_worker()
        with self.desk.database.write(TEAM) as session:
            workspaces.ensure(session, self.clock.now())

    def another_worker(self) -> Ticker:
        """A second worker on the same database and the same Slack."""
        return Ticker(desk=self.desk, board=self.board, threads=1)

    def schedule(
        self, *times: str, channel: str = "C0DESK", zone: str = "Europe/London", **more: object
    ) -> ScheduleView:
        """A digest on workdays."""
        form = DigestForm(
            channel=channel,
            timetable=Timetable.of(WORKDAYS, times or ("08:00",), zone),
            **more,  # type: ignore[arg-type]
        )
        return digests.create(self.desk, TEAM, "UED", form)

    def add(
        self, text: str = "“We will keep the ferry running all winter,” said Elena Ortiz.", *, team: str = TEAM,
        title: str = "Ferry to go on", outlet: str = "Bay Courier",
    ) -> int:  # fmt: skip
        """An article that was read just now; what the watches find in it is noted."""
        number, now = next(_articles), self.clock.now()
        reading = ArticleText(text=text, title=title, outlet=outlet, url=f"https://news.example/{number}")
        with self.desk.database.write(team) as session:
            workspaces.ensure(session, now)
            row = articles.add(session, reading, asked=None, by="UED", channel=None, now=now)
            articles.store_extraction(session, row, extraction(text), now=now)
            alerts.note(session, row, now)
            return row.id

    def until(self, moment: datetime, *, step: timedelta = timedelta(hours=2)) -> None:
        """Lets time go by, ticking."""
        while self.clock.time < moment:
            self.clock.time = min(moment, self.clock.time + step)
            self.ticker.tick()
        self.settle()

    def settle(self, seconds: int = 12) -> None:
        """A few ticks, a second and a half apart, so that threads are finished at Slack's pace."""
        for _ in range(seconds):
            self.clock.advance(timedelta(seconds=1.5))
            self.ticker.tick()

    def posts(self, where: str | None = None) -> list[str]:
        """The first messages that stand, by their text."""
        return [m.text for m in self.board.first_messages() if where in (None, m.where)]


@pytest.fixture
def office(database: Database) -> Generator[Office]:
    clock = FixedClock(FRIDAY_NOON)
    made = Office(desk=Desk(database=database, clock=clock), clock=clock)
    yield made
    made.ticker.close()
