"""Names, counts and times in headings."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from bot.digest import names

NAMES = [
    ("Elena Ortiz", "Ortiz"),
    ("Ursula von der Leyen", "von der Leyen"),
    ("Martin Hale Jr.", "Hale"),
    ("Ronaldinho", "Ronaldinho"),
    ("the Kremlin", "the Kremlin"),
    ("Bank of England Monetary Policy Committee", "Bank of England Monetary Policy Committee"),
    ("أحمد", "أحمد"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "short"), NAMES)
def test_the_name_in_a_headline(name: str, short: str) -> None:
    assert names.surname(name) == short


def test_two_people_with_one_surname_keep_their_full_names() -> None:
    assert names.surnames(["Ann Marsh", "Tom Marsh", "Elena Ortiz"]) == ("Ann Marsh", "Tom Marsh", "Ortiz")


NOW = datetime(2026, 3, 30, 7, tzinfo=UTC)  # Monday 08:00 in London, the day after its clocks went forward
MOMENTS = [
    (datetime(2026, 3, 30, 5, 30, tzinfo=UTC), "06:30"),
    (datetime(2026, 3, 29, 16, tzinfo=UTC), "yesterday 17:00"),
    (datetime(2026, 3, 27, 17, tzinfo=UTC), "Friday 17:00"),
    (datetime(2026, 3, 12, 17, tzinfo=UTC), "12 March 17:00"),
    (datetime(2025, 12, 31, 17, tzinfo=UTC), "31 December 2025 17:00"),
]


@pytest.mark.parametrize(("moment", "says"), MOMENTS)
def test_a_moment_is_said_as_the_reader_would(moment: datetime, says: str) -> None:
    assert names.when(moment, "Europe/London", NOW) == says


@pytest.mark.parametrize(
    ("at", "part"),
    [(time(0), "night"), (time(8), "morning"), (time(12), "midday"), (time(17), "afternoon"), (time(18), "evening")],
)
def test_the_part_of_the_day(at: time, part: str) -> None:
    assert names.part_of_day(at) == part


def test_lists_and_counts() -> None:
    assert names.listed(["a", "b", "c", "d"], 3) == "a, b and 2 more"
    assert names.listed(["a", "b", "c"], 3) == "a, b and c"
    assert (names.count(1, "story", "stories"), names.count(1200, "quote")) == ("1 story", "1,200 quotes")
