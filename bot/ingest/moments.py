"""Dates as they are written in copy: 2022-07-09, July 9, 2022, Sat 9 Jul 2022 14.05 BST.

A date without a year is not completed: which year it was would be a guess.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WRITTEN = (
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
_TIME = re.compile(
    r"\s*(?:[,|·•@T–—-]|\bat\b)*\s*(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>Z|[A-Z]{2,4}T?|[+-]\d{2}:?\d{2})?\b",
    re.IGNORECASE,
)
# Hours ahead of UTC. Left out are short forms of several zones: IST, CST, ET.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
    "msk": 3, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9, "kst": 9, "hkt": 8,
    "sgt": 8, "aest": 10, "aedt": 11,
}  # fmt: skip


def find_moment(text: str) -> tuple[datetime, bool, int, int] | None:
    """The first full date in a text.

    Returns:
        The moment (aware; midnight UTC where no time with a known zone is given), whether it has a time, and the start
        and end of the date in the text. None where there is none.
    """
    best: re.Match[str] | None = None
    for pattern in _WRITTEN:
        match = pattern.search(text)
        if match and (best is None or match.start() < best.start()):
            best = match
    if best is None:
        return None
    groups = best.groupdict()
    month = _MONTHS[groups["month"].lower()] if groups.get("month") else int(groups["number"])
    try:
        day = datetime(int(groups["year"]), month, int(groups["day"]), tzinfo=UTC)
    except ValueError:
        return None
    if not 1800 <= day.year <= 2200:
        return None
    time = _TIME.match(text, best.end())
    moment = _at(day, time) if time else None
    return (moment, True, best.start(), time.end()) if moment and time else (day, False, best.start(), best.end())


def _at(day: datetime, time: re.Match[str]) -> datetime | None:
    """The moment of a day, where the time names a zone that is known and means one thing."""
    offset = _offset(time["zone"])
    hour = int(time["hour"])
    if offset is None or hour > 23:
        return None
    half = (time["half"] or "").lower().replace(".", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return day.replace(hour=hour, minute=int(time["minute"]), tzinfo=timezone(offset))


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone[0] in "+-":
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "")
        return sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    hours = _ZONES.get(zone.lower())
    return None if hours is None else timedelta(hours=hours)
