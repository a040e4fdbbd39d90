"""Slack's rates, kept by all workers together, on either database."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.clock import FixedClock
from bot.services import turns, workspaces
from bot.services.desk import Desk
from storage.database import Database
from tests.support.newsroom import NOON, TEAM

SECOND = timedelta(seconds=1)


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.write(TEAM) as session:
        workspaces.ensure(session, NOON)
    return Desk(database=database, clock=FixedClock(NOON))


def ask(desk: Desk, what: Callable[..., datetime], channel: str = "C1", now: datetime = NOON) -> datetime:
    """Asks in a transaction of its own, as each worker does."""
    with desk.database.write(TEAM) as session:
        return what(session, channel, now)


def test_a_single_answer_waits_for_nothing(desk: Desk) -> None:
    assert ask(desk, turns.promise) == NOON
    assert ask(desk, turns.take) == NOON


def test_a_channels_turns_come_in_order_over_a_second_apart(desk: Desk) -> None:
    promised = [ask(desk, turns.promise) for _ in range(30)]
    assert all(after - before > SECOND for before, after in itertools.pairwise(promised))


def test_a_busy_channel_keeps_no_other_waiting(desk: Desk) -> None:
    for _ in range(30):
        ask(desk, turns.promise)
    assert ask(desk, turns.promise, "C2") == NOON


def test_turns_taken_late_are_kept_apart_all_the_same(desk: Desk) -> None:
    for _ in range(3):
        ask(desk, turns.promise)
    late = NOON + 5 * SECOND
    taken = [ask(desk, turns.take, now=late) for _ in range(3)]
    assert taken[0] == late
    assert all(after - before > SECOND for before, after in itertools.pairwise(taken))


def test_a_team_may_post_a_burst_to_many_channels_and_then_at_its_rate(desk: Desk) -> None:
    taken = [ask(desk, turns.take, f"C{number}") for number in range(turns.TEAM_BURST + 10)]
    assert taken[: turns.TEAM_BURST] == [NOON] * turns.TEAM_BURST
    assert taken[-1] == NOON + 10 * turns.TEAM_APART


def test_what_nobody_waits_for_comes_behind_what_was_promised(desk: Desk) -> None:
    for _ in range(5):
        ask(desk, turns.promise)
    assert ask(desk, turns.free_at) == NOON + 5 * turns.CHANNEL_APART
    assert ask(desk, turns.free_at, "C2") == NOON


def test_where_slack_asks_to_wait_the_whole_workspace_waits_and_another_does_not(desk: Desk) -> None:
    until = NOON + 30 * SECOND
    with desk.database.write(TEAM) as session:
        turns.hold(session, "C1", until, NOON)
    assert ask(desk, turns.ready_at) == until
    assert ask(desk, turns.ready_at, "C2") == until
    with desk.database.write("T0002") as session:
        workspaces.ensure(session, NOON)
        assert turns.ready_at(session, "C1", NOON) == NOON
