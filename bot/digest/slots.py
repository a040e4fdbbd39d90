"""When a digest is due.

A slot is a LOCAL date and a wall time: "Monday 30 March, 08:00, in London". It is what a run is known by, and a
schedule has each slot once. Three things always hold, in every IANA zone:

- A wall time that happens twice, when clocks go back, is ONE slot: its first occurrence.
- A wall time that never happens, when clocks go forward, is still a slot: it is due as the clocks jump, so a desk
  that asked for 02:30 has its digest at 03:00 that night, and not none.
- Slots in the order of their wall times are in the order of their instants (two may share one).

The wall times come from APScheduler's `CronTrigger`, run in UTC as if UTC were the wall: left to itself in a zone with
clock changes it fires 01:30 twice, and gives 02:30 of the missing hour as a time that no clock shows. Weekdays go to
it by NAME, since `CronTrigger.from_crontab` counts them from Monday = 0 where cron counts from Sunday.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

CATCH_UP_LIMIT = timedelta(days=14)
"""How far back a digest reaches after a stop. What is older is left to search, and the digest says so."""

ON_TIME = timedelta(minutes=15)
"""A digest posted within this of its slot is on time, and says nothing about it."""

MOST_TIMES = 12
"""The most slots a schedule has in one day."""


class Weekday(StrEnum):
    """A day of the week, by name; never by number."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def short(self) -> str:
        """`Mon`."""
        return self.value.capitalize()

    @classmethod
    def of(cls, day: date) -> Weekday:
        """The weekday of a date."""
        return _WEEK[day.weekday()]


_WEEK = tuple(Weekday)


class TimetableError(ValueError):
    """A timetable that can't be kept; the message is for the person who made it."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Slot:
    """One appointed post of a schedule, as the wall clock of its zone shows it."""

    day: date
    at: time  # naive, to the minute

    @property
    def key(self) -> str:
        """`2026-03-30T08:00`: unique in a schedule, and in order when sorted as text."""
        return f"{self.day.isoformat()}T{self.at:%H:%M}"

    @classmethod
    def from_key(cls, key: str) -> Slot:
        """The slot of a key.

        Raises:
            ValueError: it is no slot's key.
        """
        wall = datetime.strptime(key, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - a wall time, and meant to be
        return cls(day=wall.date(), at=wall.time())

    def instant(self, zone: str) -> datetime:
        """The moment, in UTC, at which the slot is due in a zone."""
        return instant_of(datetime.combine(self.day, self.at), zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The weekdays, the wall times and the zone of a schedule; in order and without repeats."""

    weekdays: tuple[Weekday, ...]
    times: tuple[time, ...]
    zone: str  # IANA: "Europe/London"

    @classmethod
    def of(cls, weekdays: Iterable[Weekday | str], times: Iterable[time | str], zone: str) -> Timetable:
        """A timetable from what a person chose, checked.

        Raises:
            TimetableError: no day, no time, too many times, or not a time or a zone; says which.
        """
        try:
            days = {Weekday(day) for day in weekdays}
        except ValueError:
            raise TimetableError("Weekdays are mon, tue, wed, thu, fri, sat and sun.") from None
        walls = sorted({parse_time(t) if isinstance(t, str) else t.replace(second=0, microsecond=0) for t in times})
        if not days:
            raise TimetableError("Choose at least one day.")
        if not walls:
            raise TimetableError("Give at least one time, such as 08:00.")
        if len(walls) > MOST_TIMES:
            raise TimetableError(f"At most {MOST_TIMES} times a day.")
        if not is_zone(zone):
            raise TimetableError(f"“{zone[:40]}” is not a time zone. Give one such as Europe/London.")
        return cls(weekdays=tuple(d for d in Weekday if d in days), times=tuple(walls), zone=zone)

    def label(self) -> str:
        """As the footer says it: `Mon–Fri 08:00 and 17:30 London`."""
        return f"{days_label(self.weekdays)} {times_label(self.times)} {zone_label(self.zone)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a schedule owes now: one digest, for the newest slot that has come, and for those missed before it."""

    slot: Slot
    missed: int  # slots before it, within the limit, that were never posted and are folded into this one
    late: bool  # posted after a stop: the digest says what it covers
    following: Slot  # the slot after, not yet due


def next_slot(timetable: Timetable, after: datetime) -> Slot:
    """The first slot whose instant is later than `after` (aware)."""
    zone = ZoneInfo(timetable.zone)
    # A wall clock may stand before `after`'s own reading where clocks went back; begin a day early and step on.
    start = after.astimezone(zone).replace(tzinfo=None) - timedelta(days=1)
    for slot in slots_from(timetable, start):
        if slot.instant(timetable.zone) > after:
            return slot
    raise TimetableError("This timetable has no further slot.")  # only past the year 9999


def slots_from(timetable: Timetable, wall: datetime) -> Iterator[Slot]:
    """The slots at and after a wall time (naive), in order, without end."""
    trigger = _trigger(timetable.weekdays, timetable.times)
    now = wall.replace(tzinfo=UTC)
    while (fire := trigger.get_next_fire_time(None, now)) is not None:
        yield Slot(day=fire.date(), at=fire.time())
        now = fire + timedelta(minutes=1)


def slots_after(timetable: Timetable, slot: Slot) -> Iterator[Slot]:
    """The slots that follow one, in order, without end."""
    return slots_from(timetable, datetime.combine(slot.day, slot.at) + timedelta(minutes=1))


def due(timetable: Timetable, first: Slot, now: datetime) -> Due | None:
    """What is owed at `now`, where `first` is the oldest slot not yet dealt with. None: it has not come yet.

    All slots that have come are dealt with by one digest, named for the newest of them.
    """
    if first.instant(timetable.zone) > now:
        return None
    newest, missed = first, 0
    if first.instant(timetable.zone) < now - CATCH_UP_LIMIT:
        # Every timetable has a slot a week, so there is one in two. Those before it are beyond what a digest reaches.
        newest = next_slot(timetable, now - CATCH_UP_LIMIT)
    for following in slots_after(timetable, newest):
        if following.instant(timetable.zone) > now:
            late = missed > 0 or now - newest.instant(timetable.zone) > ON_TIME
            return Due(slot=newest, missed=missed, late=late, following=following)
        newest, missed = following, missed + 1
    raise TimetableError("This timetable has no further slot.")


def reach_of_the_first(timetable: Timetable, now: datetime) -> datetime:
    """How far back the first digest of a timetable set up `now` reaches: to the slot before, and a day at the least.

    So the first of a weekly digest has the week, and one that is asked for at once has something to show.
    """
    last = due(timetable, next_slot(timetable, now - timedelta(days=8)), now)
    return min(now - timedelta(days=1), last.slot.instant(timetable.zone) if last else now)


@functools.lru_cache(maxsize=65_536)
def instant_of(wall: datetime, zone: str) -> datetime:
    """The first moment, in UTC, at which a zone's clocks show a wall time (naive) or have jumped past it."""
    tz = ZoneInfo(zone)
    first = wall.replace(tzinfo=tz, fold=0).astimezone(UTC)
    if first.astimezone(tz).replace(tzinfo=None) == wall:
        return first
    # The wall time is in a gap. Fold 0 reads it by the offset before the jump and so lies after the jump; fold 1 lies
    # before it. In between, the offset changes once: that second is the jump.
    before = wall.replace(tzinfo=tz, fold=1).astimezone(UTC)
    low, high = int(before.timestamp()), int(first.timestamp())
    old = datetime.fromtimestamp(low, tz).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, tz).utcoffset() == old:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


@functools.lru_cache(maxsize=4_096)
def _trigger(weekdays: tuple[Weekday, ...], times: tuple[time, ...]) -> CronTrigger | OrTrigger:
    # A CronTrigger is hours x minutes; 08:00 and 17:30 need one each.
    days = ",".join(weekdays)
    triggers = [CronTrigger(day_of_week=days, hour=t.hour, minute=t.minute, timezone=UTC) for t in times]
    return triggers[0] if len(triggers) == 1 else OrTrigger(triggers)


_TIME = re.compile(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0), "24:00": time(0)}


def parse_time(text: str) -> time:
    """A wall time as people write it: `8`, `8:05`, `08.05`, `8am`, `5:30 pm`, `noon`, `midnight`, `1730`.

    Raises:
        TimetableError: it is none.
    """
    given = text.strip().lower()
    if given in _NAMED_TIMES:
        return _NAMED_TIMES[given]
    if match := _TIME.fullmatch(given):
        hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif half:
            hour = 99  # 13 pm
        if hour <= 23 and minute <= 59:
            return time(hour, minute)
    raise TimetableError(f"“{text.strip()[:20]}” is not a time. Write it as 08:00 or 17:30.")


def parse_times(text: str) -> tuple[time, ...]:
    """Several times in one field, apart by commas, spaces or "and": `08:00, 17:30`.

    Raises:
        TimetableError: one of them is none.
    """
    plain = text.lower().replace(" am", "am").replace(" pm", "pm").replace(" and ", ",").replace(";", ",")
    return tuple(sorted({parse_time(part) for part in plain.replace(" ", ",").split(",") if part}))


@functools.lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    """Whether a name is an IANA time zone that this machine knows."""
    return name in _zones()


@functools.lru_cache(maxsize=1_024)
def zone_info(name: str) -> ZoneInfo:
    """The rules of a zone.

    Raises:
        TimetableError: there is no such zone.
    """
    if not is_zone(name):
        raise TimetableError(f"“{name[:40]}” is not a time zone. Give one such as Europe/London.")
    return ZoneInfo(name)


def days_label(weekdays: Iterable[Weekday]) -> str:
    """`Mon–Fri`, `Every day`, `Sat and Sun`, `Mon, Wed and Fri`."""
    chosen = set(weekdays)
    if len(chosen) == 7:
        return "Every day"
    places = [i for i, day in enumerate(_WEEK) if day in chosen]
    if len(places) >= 3 and places[-1] - places[0] == len(places) - 1:
        return f"{_WEEK[places[0]].short}–{_WEEK[places[-1]].short}"
    return join_words([_WEEK[i].short for i in places])


def times_label(times: Iterable[time]) -> str:
    """`08:00 and 17:30`."""
    return join_words([f"{t:%H:%M}" for t in times])


def zone_label(zone: str) -> str:
    """The city of a zone, as people say it: `New York` for America/New_York; `UTC` for its many names."""
    city = zone.rpartition("/")[2].replace("_", " ")
    return "UTC" if city in ("UTC", "UCT", "Zulu", "Universal", "Greenwich", "GMT") else city


def zone_offset_label(zone: str, now: datetime) -> str:
    """The zone with what its clocks show now, for a form: `Europe/London, 08:12 now`."""
    return f"{zone}, {now.astimezone(ZoneInfo(zone)):%H:%M} now"


def join_words(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
