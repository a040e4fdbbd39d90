"""Every statement of the tick, of digests and of watches is served by an index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.digest.types import Filters
from bot.services import digests, people, watches
from storage.schedules import DigestSchedule
from tests.integration.digests.conftest import TEAM, Office
from tests.integration.digests.test_runs import MONDAY
from tests.integration.test_plans import caught, postgresql_plan, sqlite_plan

SMALL = (
    # A workspace has a few dozen schedules, and a person a few dozen watches: these go through a team's own.
    "FROM digest_schedules",
    "FROM watches",
    # The day's upkeep goes through the workspaces one by one.
    "FROM workspaces",
)


def _tick(office: Office) -> None:
    office.clock.time = MONDAY + timedelta(seconds=5)
    office.settle(4)


def _find(office: Office) -> None:
    office.add("“We will keep the ferry running,” said Elena Ortiz.", title="More")
    office.clock.advance(timedelta(minutes=2))
    office.settle(2)


USES: dict[str, Callable[[Office], object]] = {
    "tick with a digest": _tick,
    "tick with an alert": _find,
    "idle tick": lambda office: office.ticker.tick(),
    "list": lambda office: digests.schedules(office.desk, TEAM),
    "list of a channel": lambda office: digests.schedules(office.desk, TEAM, channel="C0DESK"),
    "preview": lambda office: digests.preview(office.desk, TEAM, _schedule(office)),
    "troubles": lambda office: digests.troubles(office.desk, TEAM),
    "watches": lambda office: watches.watches(office.desk, TEAM, "UED"),
}


def _schedule(office: Office) -> int:
    with office.desk.database.read(TEAM) as session:
        return session.scalars(select(DigestSchedule.id)).one()


@pytest.mark.parametrize("use", USES)
def test_an_index_serves_every_statement(office: Office, use: str) -> None:
    office.add()
    (ortiz,) = people.find(office.desk, TEAM, "Elena Ortiz")
    office.schedule("08:00", filters=Filters(people=(ortiz.person_id,)))
    watches.watch(office.desk, TEAM, "UED", person_id=ortiz.person_id)
    office.ticker.tick()  # the sweep of the hour is over
    with caught(office.desk) as sent:
        USES[use](office)
    plan = sqlite_plan if office.desk.database.is_sqlite else postgresql_plan
    bad = {
        f"{' '.join(statement.split())}\n    {found}"
        for statement, parameters in {s: (s, p) for s, p in sent}.values()
        if (found := plan(office.desk, statement, parameters))
        and not any(few in statement.replace("\n", "") for few in SMALL)
    }
    assert not bad, "\n".join(bad)
