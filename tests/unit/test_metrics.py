"""What Prometheus is told of the database."""

from __future__ import annotations

from datetime import timedelta

from bot import metrics
from bot.services.accepting import accept
from bot.services.desk import Desk
from bot.submission import NewSubmission, Via
from storage.database import Database
from tests.support.newsroom import Newsroom


def _lines(desk: Desk) -> list[str]:
    return metrics.exposition(metrics.StoreCollector(desk.database, desk.clock)).decode().splitlines()


def test_the_queue_is_told_by_priority_and_state_and_age(database: Database) -> None:
    newsroom = Newsroom()
    desk = Desk(database=database, clock=newsroom.clock)
    for team in ("T1", "T2"):
        accept(desk, [NewSubmission(team=team, event_key="Ev1:0", via=Via.MENTION, user="U1", text="Words")])
    newsroom.clock.advance(timedelta(seconds=90))
    lines = _lines(desk)
    assert 'pullquote_queue_depth{priority="interactive",state="accepted"} 2.0' in lines
    assert 'pullquote_queue_age_seconds{priority="interactive"} 90.0' in lines
    assert "pullquote_digests_late 0.0" in lines


def test_no_word_of_copy_and_no_team_is_told(database: Database) -> None:
    desk = Desk(database=database, clock=Newsroom().clock)
    accept(desk, [NewSubmission(team="T-SECRET", event_key="Ev1:0", via=Via.MENTION, user="U1", text="Embargoed")])
    told = "\n".join(_lines(desk))
    assert "T-SECRET" not in told
    assert "Embargoed" not in told
