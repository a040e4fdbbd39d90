"""Short ways to write down articles and quotes of a made-up newsroom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.digest.slots import Slot, Timetable
from bot.digest.types import Edition, Said, Source
from bot.nlp.types import QuoteKind

START = datetime(2026, 3, 27, 17, tzinfo=UTC)
LONDON = Timetable.of(["mon", "tue", "wed", "thu", "fri"], ["08:00"], "Europe/London")


def source(number: int, title: str = "", outlet: str | None = None, **more: Any) -> Source:
    """An article, an hour after the one before."""
    values: dict[str, Any] = {
        "article_id": number,
        "title": title or f"Article {number}",
        "url": f"https://news.example/{number}",
        "outlet": outlet,
        "added_at": START + timedelta(hours=number),
    }
    return Source(**values | more)


def said(
    number: int, article: int, text: str, speaker: str | None = "Elena Ortiz", person: int | None = 1, **more: Any
) -> Said:
    """A quote, direct and sure unless told otherwise."""
    values: dict[str, Any] = {
        "quote_id": number,
        "article_id": article,
        "text": text,
        "kind": QuoteKind.DIRECT,
        "speaker": speaker,
        "person_id": person,
        "confidence": 0.95,
        "salience": 0.8,
    }
    return Said(**values | more)


def edition(**more: Any) -> Edition:
    """The Monday morning digest of a London desk, for the weekend."""
    values: dict[str, Any] = {
        "timetable": LONDON,
        "slot": Slot.from_key("2026-03-30T08:00"),
        "covers_from": START,
        "covers_until": datetime(2026, 3, 30, 7, tzinfo=UTC),
        "set_by": "UED",
    }
    return Edition(**values | more)
