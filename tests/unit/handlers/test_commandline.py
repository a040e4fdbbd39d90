"""What stands after /quotes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.commandline import (
    Command,
    Export,
    Forget,
    Help,
    Person,
    Read,
    Search,
    Settings,
    Top,
    Wrong,
    examples,
    moment,
    nearest,
    parse,
)

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)  # a Wednesday
MIDNIGHT = NOW.replace(hour=0, minute=0)
WEEK_AGO = NOW - timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", Help()),
        ("help", Help()),
        ("https://x.example/a", Read(links=("https://x.example/a",))),
        ("<https://x.example/a|x.example/a>", Read(links=("https://x.example/a",))),  # as `should_escape` sends it
        ("read https://x.example/a please", Read(links=("https://x.example/a",))),
        ("Elena Ortiz", Search(person="Elena Ortiz", verb=False)),
        ("Elena Ortiz since 7d", Search(person="Elena Ortiz", since=WEEK_AGO, verb=False)),
        ('"on Monday"', Search(words='"on Monday"')),  # words in marks are words, not a name
        ("search ferry", Search(words="ferry")),
        ('search "the ferry" sail', Search(words='"the ferry" sail')),
        ("search “the ferry”", Search(words='"the ferry"')),  # as a phone types it
        ("search «the ferry»", Search(words='"the ferry"')),
        (
            'search "the ferry" by Elena Ortiz since 7d from Harbour Gazette',
            Search(words='"the ferry"', person="Elena Ortiz", since=WEEK_AGO, outlet="Harbour Gazette"),
        ),
        ("search since 7d by Ortiz", Search(person="Ortiz", since=WEEK_AGO)),  # in any order
        ('search "by the way"', Search(words='"by the way"')),  # a key word in marks is none
        ("search from Gazette", Search(outlet="Gazette")),
        ("search", Wrong(verb="search", says="Say what to look for.")),
        ("top", Top(period="the last 7 days", since=WEEK_AGO)),
        ("top today", Top(period="today", since=MIDNIGHT)),
        ("top this month", Top(period="the last 30 days", since=NOW - timedelta(days=30))),
        ("top since 2026-03-01", Top(period="since 1 March 2026", since=datetime(2026, 3, 1, tzinfo=UTC))),
        ("person Ortiz", Person(name="Ortiz")),
        ("person", Wrong(verb="person", says="Say whom.")),
        ("forget <https://x.example/a>", Forget(link="https://x.example/a")),
        ("export", Export(since=None)),
        ("export since 7d", Export(since=WEEK_AGO)),
        ("SETTINGS", Settings()),
        ("settings please", Search(person="settings please", verb=False)),
    ],
)  # fmt: skip
def test_commands(text: str, command: Command) -> None:
    assert parse(text, NOW) == command


@pytest.mark.parametrize("text", ["forget", "forget that", "top yore", "export since never", "search x since soon"])
def test_what_a_verb_lacks_is_said(text: str) -> None:
    assert isinstance(parse(text, NOW), Wrong)


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("7d", WEEK_AGO),
        ("7 days", WEEK_AGO),
        ("last 24 hours", NOW - timedelta(days=1)),
        ("2w", NOW - timedelta(weeks=2)),
        ("last month", NOW - timedelta(days=30)),
        ("today", MIDNIGHT),
        ("yesterday", MIDNIGHT - timedelta(days=1)),
        ("Monday", MIDNIGHT - timedelta(days=2)),
        ("wed", MIDNIGHT),  # today is one
        ("2026-02-28", datetime(2026, 2, 28, tzinfo=UTC)),
        ("2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("1 March", datetime(2026, 3, 1, tzinfo=UTC)),
        ("March 1st, 2024", datetime(2024, 3, 1, tzinfo=UTC)),
        ("December", datetime(2025, 12, 1, tzinfo=UTC)),  # the last one
        ("31 June", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times(text: str, then: datetime | None) -> None:
    assert moment(text, NOW) == then


@pytest.mark.parametrize(
    ("text", "verb"), [("serch climate", "search"), ("hepl", "help"), ("Lavrov", None), ("", None)]
)
def test_the_nearest_verb(text: str, verb: str | None) -> None:
    assert nearest(text) == verb


@pytest.mark.parametrize("verb", ["search", "top", None])
def test_three_examples_are_given(verb: str | None) -> None:
    assert len(set(examples(verb))) == 3


@given(st.text(max_size=60))
def test_any_text_is_a_command(text: str) -> None:
    parse(text, NOW)
    parse(f"search {text} since {text}", NOW)
