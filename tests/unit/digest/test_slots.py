"""Slots: each appointed post once, through every clock change."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest import slots
from bot.digest.slots import Slot, Timetable, TimetableError, Weekday

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
EVERY_DAY = tuple(Weekday)

# Two hemispheres, a half-hour change, a zone without changes, and one whose clocks change at midnight.
FIVE_ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago"]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_a_year_has_each_wall_time_once_in_order_through_every_clock_change(zone: str) -> None:
    times = ["00:00", "01:30", "02:00", "02:30", "03:00", "08:00", "23:45"]
    table = Timetable.of(EVERY_DAY, times, zone)
    now, end = utc("2026-01-01T12:00"), utc("2027-01-01T12:00")
    seen: list[Slot] = []
    slot = slots.next_slot(table, now)
    while slot.instant(zone) <= end:
        seen.append(slot)
        slot = next(slots.slots_after(table, slot))
    counted = Counter(s.key for s in seen)
    assert set(counted.values()) == {1}
    assert len(seen) == 365 * len(times)
    instants = [s.instant(zone) for s in seen]
    assert instants == sorted(instants)
    for s, moment in zip(seen, instants, strict=True):
        wall = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        # The wall shows the slot's time, or, where that time never came, the end of the gap.
        assert wall == datetime.combine(s.day, s.at) or slots_gap(s, zone) == wall


def slots_gap(slot: Slot, zone: str) -> datetime | None:
    """The wall time at which the gap that holds a slot ends; None where the slot is in no gap. By brute force."""
    wall = datetime.combine(slot.day, slot.at)
    shown = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if shown == wall:
        return None
    minute = wall
    while minute.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != (
        minute
    ):
        minute += timedelta(minutes=1)
    return minute


@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_walking_a_year_a_tick_at_a_time_owes_each_slot_once(zone: str) -> None:
    table = Timetable.of(WORKDAYS, ["01:30", "08:00", "17:30"], zone)
    now, end = utc("2026-01-01T12:00"), utc("2027-01-01T12:00")
    following, handled = slots.next_slot(table, now), []
    while now < end:
        if owed := slots.due(table, following, now):
            handled.append(owed.slot.key)
            assert not owed.late
            following = owed.following
        now += timedelta(minutes=30)
    first, last = date(2026, 1, 2).toordinal(), date(2027, 1, 1).toordinal()
    workdays = sum(date.fromordinal(day).weekday() < 5 for day in range(first, last))
    assert len(handled) == len(set(handled))
    assert workdays * 3 - 3 <= len(handled) <= workdays * 3 + 3


CHANGES = [
    # zone, wall time, due at (UTC): what is checked
    ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:30"),  # happens twice: the first
    ("Europe/London", "2026-03-29T01:30", "2026-03-29T01:00"),  # never happens: as the clocks jump
    ("Europe/London", "2026-03-29T02:00", "2026-03-29T01:00"),  # the first minute after the jump
    ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00"),  # never happens
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),  # happens twice
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),  # a gap of half an hour
    ("America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00"),  # midnight itself never happens
    ("Pacific/Apia", "2011-12-30T08:00", "2011-12-30T10:00"),  # a whole day that never happened
    ("Asia/Kolkata", "2026-03-29T02:30", "2026-03-28T21:00"),  # no change at all
]


@pytest.mark.parametrize(("zone", "wall", "instant"), CHANGES)
def test_a_wall_time_at_a_clock_change(zone: str, wall: str, instant: str) -> None:
    assert Slot.from_key(wall).instant(zone) == utc(instant)


def test_the_night_of_the_lost_hour_has_its_digest() -> None:
    table = Timetable.of(EVERY_DAY, ["01:30"], "Europe/London")
    slot = slots.next_slot(table, utc("2026-03-28T12:00"))
    assert (slot.key, slot.instant(table.zone)) == ("2026-03-29T01:30", utc("2026-03-29T01:00"))


def test_two_slots_that_fall_on_the_jump_are_one_digest() -> None:
    table = Timetable.of(EVERY_DAY, ["01:30", "02:00"], "Europe/London")
    owed = slots.due(table, Slot.from_key("2026-03-29T01:30"), utc("2026-03-29T01:00"))
    assert owed is not None
    assert (owed.slot.key, owed.missed, owed.following.key) == ("2026-03-29T02:00", 1, "2026-03-30T01:30")


def test_after_a_weekend_there_is_one_digest_for_all_that_was_missed() -> None:
    table = Timetable.of(WORKDAYS, ["08:00", "17:00"], "Europe/London")
    owed = slots.due(table, Slot.from_key("2026-03-27T17:00"), utc("2026-03-30T07:05"))
    assert owed is not None
    assert (owed.slot.key, owed.missed, owed.late) == ("2026-03-30T08:00", 1, True)
    assert owed.following.key == "2026-03-30T17:00"


def test_after_years_the_catch_up_counts_only_what_it_reaches() -> None:
    table = Timetable.of(EVERY_DAY, ["08:00"], "Europe/London")
    owed = slots.due(table, Slot.from_key("2019-01-01T08:00"), utc("2026-03-30T12:00"))
    assert owed is not None
    assert (owed.slot.key, owed.missed) == ("2026-03-30T08:00", 13)


def test_a_weekly_slot_is_made_up_for_however_long_the_stop() -> None:
    table = Timetable.of(["wed"], ["08:00"], "Europe/London")
    owed = slots.due(table, Slot.from_key("2026-01-07T08:00"), utc("2026-03-30T12:00"))
    assert owed is not None
    assert (owed.slot.key, owed.missed, owed.late) == ("2026-03-25T08:00", 1, True)


def test_nothing_is_owed_before_the_first_slot() -> None:
    table = Timetable.of(WORKDAYS, ["08:00"], "Europe/London")
    assert slots.due(table, Slot.from_key("2026-03-30T08:00"), utc("2026-03-30T06:59")) is None


@settings(max_examples=40, deadline=None)
@given(
    zone=st.sampled_from([*FIVE_ZONES, "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "Antarctica/Troll"]),
    days=st.sets(st.sampled_from(EVERY_DAY), min_size=1),
    times=st.sets(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=1, max_size=6),
    after=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_next_slot_is_later_on_a_chosen_day_and_nothing_lies_between(
    zone: str, days: set[Weekday], times: set[time], after: datetime
) -> None:
    table = Timetable.of(days, times, zone)
    slot = slots.next_slot(table, after)
    assert slot.instant(zone) > after
    assert Weekday.of(slot.day) in days
    assert slot.at in times
    earlier = slots.slots_from(table, datetime.combine(slot.day, slot.at) - timedelta(days=9))
    before = [s for s, _ in zip(earlier, range(60), strict=False) if s < slot]
    assert all(s.instant(zone) <= after for s in before)


@settings(max_examples=40, deadline=None)
@given(
    zone=st.sampled_from(FIVE_ZONES),
    stops=st.lists(st.integers(min_value=1, max_value=60 * 24 * 5), min_size=1, max_size=30),
)
def test_whenever_the_bot_runs_no_slot_is_owed_twice_and_none_is_forgotten(zone: str, stops: list[int]) -> None:
    table = Timetable.of(WORKDAYS, ["01:30", "02:30", "17:00"], zone)
    now = utc("2026-10-20T00:00")
    first = slots.next_slot(table, now)
    expected = slots.slots_from(table, datetime.combine(first.day, first.at))
    following = first
    for minutes in stops:
        now += timedelta(minutes=minutes)
        if owed := slots.due(table, following, now):
            covered = [next(expected) for _ in range(owed.missed + 1)]
            assert covered[-1] == owed.slot
            following = owed.following
            assert following.instant(zone) > now


@pytest.mark.parametrize(
    ("days", "at", "now", "since"),
    [
        (["fri"], "08:00", "2026-03-05T12:00", "2026-02-27T08:00"),  # set on a Thursday: the week since last Friday
        (EVERY_DAY, "08:00", "2026-03-05T12:00", "2026-03-04T12:00"),  # the slot before is four hours ago: a day
        (["fri"], "08:00", "2026-03-06T08:00", "2026-03-05T08:00"),  # at the very slot
    ],
)
def test_how_far_back_the_first_digest_reaches(days: list[str], at: str, now: str, since: str) -> None:
    table = Timetable.of(days, [at], "UTC")
    assert slots.reach_of_the_first(table, utc(now)) == utc(since)


def test_slots_are_in_order_of_their_instants() -> None:
    table = Timetable.of(EVERY_DAY, ["00:30", "01:00", "01:30", "02:00", "02:30", "03:00"], "Europe/London")
    for year in ("2026-03-28", "2026-10-24"):
        walk = slots.slots_from(table, datetime.fromisoformat(year))
        first = [next(walk) for _ in range(18)]
        assert all(a.instant(table.zone) <= b.instant(table.zone) for a, b in pairwise(first))


TIMES = [
    ("8", time(8)),
    ("8am", time(8)),
    ("08:05", time(8, 5)),
    ("8.05", time(8, 5)),
    ("805", time(8, 5)),
    ("1730", time(17, 30)),
    ("5:30 pm", time(17, 30)),
    ("5.30 p.m.", time(17, 30)),
    ("12am", time(0)),
    ("12 pm", time(12)),
    ("noon", time(12)),
    ("Midnight", time(0)),
    ("24:00", time(0)),
    ("17h30", time(17, 30)),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times_are_read_as_people_write_them(text: str, expected: time) -> None:
    assert slots.parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "25:00", "8:60", "13pm", "0am", "soon", "8:5", "-8", "８：００", "8:00:00", "٨"])
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(TimetableError, match="08:00"):
        slots.parse_time(text)


def test_several_times_in_one_field() -> None:
    assert slots.parse_times("5:30 pm, 8am and 12:15") == (time(8), time(12, 15), time(17, 30))


REFUSED = [
    ([], ["08:00"], "Europe/London", "at least one day"),
    (["mon"], [], "Europe/London", "at least one time"),
    (["mon"], ["08:00"], "Europe/Atlantis", "Europe/Atlantis"),
    (["mon"], ["08:00"], "../etc/passwd", "not a time zone"),
    (["monday"], ["08:00"], "Europe/London", "mon, tue"),
    (["mon"], [f"{h:02}:00" for h in range(13)], "Europe/London", "At most 12"),
]


@pytest.mark.parametrize(("days", "times", "zone", "says"), REFUSED)
def test_a_timetable_that_cannot_be_kept_is_refused(days: list[str], times: list[str], zone: str, says: str) -> None:
    with pytest.raises(TimetableError, match=says):
        Timetable.of(days, times, zone)


LABELS = [
    (WORKDAYS, ["08:00"], "Europe/London", "Mon–Fri 08:00 London"),
    (EVERY_DAY, ["17:30", "08:00"], "America/New_York", "Every day 08:00 and 17:30 New York"),
    (["sat", "sun"], ["09:00"], "UTC", "Sat and Sun 09:00 UTC"),
    (["mon", "wed", "fri"], ["09:00"], "Asia/Kolkata", "Mon, Wed and Fri 09:00 Kolkata"),
    (["thu", "tue", "wed"], ["09:00"], "Asia/Kolkata", "Tue–Thu 09:00 Kolkata"),
    (["fri"], ["09:00"], "America/Argentina/Buenos_Aires", "Fri 09:00 Buenos Aires"),
]


@pytest.mark.parametrize(("days", "times", "zone", "label"), LABELS)
def test_the_footer_says_when(days: list[str], times: list[str], zone: str, label: str) -> None:
    assert Timetable.of(days, times, zone).label() == label


def test_a_slot_is_found_again_by_its_key() -> None:
    slot = Slot(day=date(2026, 3, 30), at=time(8))
    assert Slot.from_key(slot.key) == slot
