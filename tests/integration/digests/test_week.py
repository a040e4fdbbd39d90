"""The simulated week, in a short form: the day and the night in which London's clocks go forward."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.simulation import week


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 3, day, hour, minute, tzinfo=UTC)


def test_each_slot_is_posted_once_and_each_find_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(week, "START", moment(30, 10))
    monkeypatch.setattr(week, "OUTAGE", (moment(30, 11, 55), moment(30, 12, 40)))
    monkeypatch.setattr(week, "ARCHIVED", (moment(30, 14, 30), moment(30, 15, 30)))
    monkeypatch.setattr(week, "STOP", (moment(30, 23), moment(31, 5)))
    result = week.run(count=12, days=0.9, faults=0.08, seed=4, charts=False)
    assert result.good, (result.line(), result.notes)
    assert result.slots >= 5
    assert result.alerts >= 3
    assert (result.notices, result.faults > 3) == (1, True)
