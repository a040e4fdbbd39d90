"""What stands around the text of a wire story or a paste: title, byline, date, dateline, credit line.

It is found IN the text; the text itself is never cut or changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a text says of itself; None and empty where it says nothing."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None  # aware; midnight UTC where only the day is known
    published_has_time: bool = False
    outlet: str | None = None
    dateline: str | None = None
    agencies: tuple[str, ...] = ()


_DATE = re.compile(r"^\s*(?:date[:\s]\s*)?(\d{4})-(\d{2})-(\d{2})\b", re.IGNORECASE)


def read_header(text: str) -> Header:
    """Finds the title, byline, date, outlet, dateline and agencies of a text."""
    match = _DATE.match(text)
    published = None
    if match:
        try:
            published = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
        except ValueError:
            published = None
    return Header(published=published)
