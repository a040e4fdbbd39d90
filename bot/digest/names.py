"""Names, counts and times as a sub-editor writes them in a heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.digest.slots import join_words

_PARTICLE_WORDS = "al ap bin da de del della den der di do dos du el la le ten ter van von zu"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def surname(name: str) -> str:
    """The name a headline uses: `Ortiz`, `von der Leyen`. A name of one word, or of more than four, stays whole."""
    words = name.split()
    while len(words) > 1 and words[-1].casefold() in _SUFFIXES:
        words.pop()
    particles = next((i for i, w in enumerate(words) if i and w.casefold() in _PARTICLES), len(words) - 1)
    whole = len(words) < 2 or len(words) > 5 or "the" in {w.casefold() for w in words[:1]}
    return name if whole else " ".join(words[particles:])


def surnames(names: Sequence[str]) -> tuple[str, ...]:
    """The headline names of several people; those who would be taken for each other stay whole."""
    short = [surname(n) for n in names]
    return tuple(s if short.count(s) == 1 else n for s, n in zip(short, names, strict=True))


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 article`, `12 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_words(number: int) -> str:
    """A small number as a word, as in a heading."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def part_of_day(at: time) -> str:
    """What a desk calls the digest of an hour."""
    for until, name in ((5, "night"), (11, "morning"), (14, "midday"), (18, "afternoon"), (23, "evening")):
        if at.hour < until:
            return name
    return "night"


def when(moment: datetime, zone: str, now: datetime) -> str:
    """A moment as a reader in a zone says it beside `now`: `08:00`, `Friday 17:00`, `12 March 17:00`."""
    here, today = moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    clock = f"{here:%H:%M}"
    if here.date() == today.date():
        return clock
    if here.date() == today.date() - timedelta(days=1):
        return f"yesterday {clock}"
    if timedelta() <= today.date() - here.date() < timedelta(days=7):
        return f"{here:%A} {clock}"
    year = "" if here.year == today.year else f" {here.year}"
    return f"{here.day} {here:%B}{year} {clock}"


def listed(items: Iterable[str], most: int) -> str:
    """`a, b and c`, or `a, b and 4 more` where there are too many to name."""
    all_items = list(items)
    if len(all_items) <= most:
        return join_words(all_items)
    return join_words([*all_items[: most - 1], f"{len(all_items) - most + 1} more"])
