"""What a watch finds, and when its owner hears of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.digest.watching import (
    APART,
    GATHER,
    AlertGroup,
    Hours,
    Target,
    headline,
    is_old,
    matches,
    send_at,
)
from tests.unit.digest.build import said

NIGHT = Hours(zone="Europe/London")
NEVER_QUIET = Hours(zone="Europe/London", quiet_from=None)
NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)

MATCHES = [
    (Target(person_id=1), "", True),
    (Target(person_id=2), "", False),
    (Target(words="harbour"), "", True),
    (Target(words="harbour wall"), "", False),
    (Target(words="ferry"), "The last ferry", True),  # in the headline
    (Target(), "", False),
]


@pytest.mark.parametrize(("target", "title", "wanted"), MATCHES)
def test_what_a_watch_wants(target: Target, title: str, wanted: bool) -> None:
    assert matches(target, said(1, 1, "The harbour must close"), title) is wanted


OLD = [
    ("We must close the harbour now", ["We must close the harbour now."], True),
    ("We must close the harbour", ["We must close the harbour now, or never"], True),  # cut shorter
    ("We must close the harbour now, or never", ["We must close the harbour"], True),  # given at length
    ("We must close the harbour now", ["We should close the harbour now"], False),
    ("Yes", ["Yes, we must close the harbour"], False),  # too short to be sure
    ("We must close the harbour", [], False),
]


@pytest.mark.parametrize(("quote", "told", "old"), OLD)
def test_a_line_that_was_told_before(quote: str, told: list[str], old: bool) -> None:
    assert is_old(quote, told) is old


FREE = [
    # quiet from, until, moment (UTC; London is on UTC until 29 March 01:00), free again
    (time(22), time(7), "2026-03-27T12:00", "2026-03-27T12:00"),
    (time(22), time(7), "2026-03-27T23:00", "2026-03-28T07:00"),
    (time(22), time(7), "2026-03-28T03:00", "2026-03-28T07:00"),
    (time(22), time(7), "2026-03-28T23:00", "2026-03-29T06:00"),  # clocks go forward in the night
    (time(22), time(7), "2026-03-28T07:00", "2026-03-28T07:00"),
    (time(12), time(14), "2026-03-27T13:00", "2026-03-27T14:00"),  # not through midnight
    (time(12), time(14), "2026-03-27T15:00", "2026-03-27T15:00"),
    (time(8), time(8), "2026-03-27T08:00", "2026-03-27T08:00"),  # no hours at all
    (None, time(7), "2026-03-27T23:00", "2026-03-27T23:00"),
]


@pytest.mark.parametrize(("start", "end", "moment", "free"), FREE)
def test_quiet_hours(start: time | None, end: time, moment: str, free: str) -> None:
    hours = Hours(zone="Europe/London", quiet_from=start, quiet_until=end)
    at = hours.free(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert at == datetime.fromisoformat(free).replace(tzinfo=UTC)


def test_a_find_waits_for_the_rest_of_its_burst() -> None:
    at = send_at(waiting_since=NOON, last_sent=None, sent_today=0, cap=20, hours=NEVER_QUIET, now=NOON)
    assert at == NOON + GATHER


def test_messages_to_one_place_keep_apart() -> None:
    sent = NOON - timedelta(minutes=1)
    at = send_at(waiting_since=NOON, last_sent=sent, sent_today=1, cap=20, hours=NEVER_QUIET, now=NOON)
    assert at == sent + APART


def test_beyond_the_cap_the_rest_waits_for_the_next_day_and_its_morning() -> None:
    at = send_at(waiting_since=NOON, last_sent=None, sent_today=20, cap=20, hours=NIGHT, now=NOON)
    assert at == datetime(2026, 3, 28, 7, tzinfo=UTC)


def test_what_is_found_in_quiet_hours_waits_until_they_end() -> None:
    found = datetime(2026, 3, 27, 23, tzinfo=UTC)
    at = send_at(waiting_since=found, last_sent=None, sent_today=0, cap=20, hours=NIGHT, now=found)
    assert at == datetime(2026, 3, 28, 7, tzinfo=UTC)


def test_a_late_tick_still_keeps_quiet_hours() -> None:
    found, now = datetime(2026, 3, 27, 21, 50, tzinfo=UTC), datetime(2026, 3, 27, 23, tzinfo=UTC)
    at = send_at(waiting_since=found, last_sent=None, sent_today=0, cap=20, hours=NIGHT, now=now)
    assert at == datetime(2026, 3, 28, 7, tzinfo=UTC)


def group(label: str, person: bool = True) -> AlertGroup:
    return AlertGroup(watch_id=1, label=label, is_person=person, finds=())


HEADLINES = [
    ([group("Elena Ortiz")], "Ortiz was just quoted"),
    ([group("Elena Ortiz"), group("Tom Marsh")], "Ortiz and Marsh were just quoted"),
    ([group("“sea wall”", person=False)], "“sea wall” was just mentioned"),
    (
        [group("Elena Ortiz"), group("“sea wall”", person=False)],
        "Ortiz was just quoted and “sea wall” was just mentioned",
    ),
]


@pytest.mark.parametrize(("groups", "says"), HEADLINES)
def test_the_headline_says_who(groups: list[AlertGroup], says: str) -> None:
    assert headline(groups) == says
