"""What a watch finds, and when its owner is told.

A watch is on a person or on words. What it finds waits a moment, so that a burst of articles is one message; a person
gets at most so many messages a day, and none in their quiet hours. What waits is never dropped: it comes in the next
message that may go. The same words of the same speaker are told once, whichever outlet carries them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.digest import names
from bot.digest.slots import instant_of, join_words
from bot.digest.types import Said, Source
from bot.digest.words import contains, has_words, plain_words

GATHER = timedelta(seconds=90)
"""How long a find waits for others of the same burst."""

APART = timedelta(minutes=10)
"""The least time between two messages to one place; what comes in between goes with the next."""

DAILY_CAP = 20
"""Messages a day to one place, unless its owner set another number."""

SHOWN = 10
"""The most quotes of one watch that a message shows; the rest is counted, with links to the articles."""

QUIET_FROM, QUIET_UNTIL = time(22), time(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a person is not to be disturbed, by the wall clock of their zone; through midnight where needed."""

    zone: str
    quiet_from: time | None = QUIET_FROM  # None: never quiet
    quiet_until: time = QUIET_UNTIL

    def free(self, moment: datetime) -> datetime:
        """The first moment, at or after one, that is not quiet (aware)."""
        if self.quiet_from is None or self.quiet_from == self.quiet_until:
            return moment
        wall = moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        now, start, end = wall.time(), self.quiet_from, self.quiet_until
        quiet = start <= now < end if start < end else now >= start or now < end
        if not quiet:
            return moment
        day = wall.date() + timedelta(days=1 if now >= end else 0)
        return max(moment, instant_of(datetime.combine(day, end), self.zone))

    def next_day(self, moment: datetime) -> datetime:
        """The start of the next day in the zone (aware, UTC)."""
        day = moment.astimezone(ZoneInfo(self.zone)).date() + timedelta(days=1)
        return instant_of(datetime.combine(day, time(0)), self.zone)

    def day_start(self, moment: datetime) -> datetime:
        """The start of the day in the zone (aware, UTC)."""
        day = moment.astimezone(ZoneInfo(self.zone)).date()
        return instant_of(datetime.combine(day, time(0)), self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is watched: exactly one of the two."""

    person_id: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """A quote that a watch found."""

    watch_id: int
    said: Said
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertGroup:
    """What one watch found since the last message."""

    watch_id: int
    label: str  # "Elena Ortiz", or the words in marks: "“water company”"
    is_person: bool
    finds: tuple[Find, ...]  # at most SHOWN
    more: int = 0

    @property
    def places(self) -> tuple[str, ...]:
        """The outlets, each once."""
        return tuple(dict.fromkeys(f.source.place for f in self.finds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One message to one place."""

    heading: str
    groups: tuple[AlertGroup, ...]
    held: bool = False  # it waited for the end of quiet hours or of the day's cap
    last_today: bool = False  # the cap is reached with this one


def matches(target: Target, quote: Said, title: str = "") -> bool:
    """Whether a watch wants a quote. Words count in the quote and in the headline of its article."""
    if target.person_id is not None:
        return quote.person_id == target.person_id
    return target.words is not None and (has_words(quote.text, target.words) or has_words(title, target.words))


def is_old(quote: str, told: Iterable[str]) -> bool:
    """Whether a quote's words stand in one that was told before, or hold one whole: the same line, cut elsewhere."""
    words = plain_words(quote)
    for other in told:
        earlier = plain_words(other)
        if words == earlier:
            return True
        short, long = sorted((words, earlier), key=len)
        if len(short) >= 5 and contains(long, short):
            return True
    return False


def send_at(
    *, waiting_since: datetime, last_sent: datetime | None, sent_today: int, cap: int, hours: Hours, now: datetime
) -> datetime:
    """The first moment, from `now` on, at which what waits for one place may be sent; `now` itself means at once."""
    ready = waiting_since + GATHER
    if last_sent is not None:
        ready = max(ready, last_sent + APART)
    if sent_today >= cap:
        ready = max(ready, hours.next_day(now))
    return hours.free(max(ready, now))


def headline(groups: Sequence[AlertGroup]) -> str:
    """`Ortiz was just quoted`; `Ortiz and Marsh were just quoted`; `“water company” was just mentioned`."""
    people = names.surnames([g.label for g in groups if g.is_person])
    words = [g.label for g in groups if not g.is_person]
    parts = []
    if people:
        parts.append(f"{names.listed(people, 4)} {'was' if len(people) == 1 else 'were'} just quoted")
    if words:
        parts.append(f"{names.listed(words, 4)} {'was' if len(words) == 1 else 'were'} just mentioned")
    return join_words(parts)
