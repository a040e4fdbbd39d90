"""Pasted text: kept as it is, or refused with a reason."""

from __future__ import annotations

import errno

import pytest

from bot.errors import RetryLater
from bot.ingest.reader import Reader
from bot.ingest.types import ArticleText, Kind, NotAnArticle

STORY = "The harbour will stay shut until Friday, the port’s manager said. “Nobody sails,” Ada Moreno told reporters."


def test_a_paste_is_kept_to_the_character() -> None:
    given = f" {STORY}\r\n\r\n{STORY} \n"
    reading = Reader().read_text(given)
    assert isinstance(reading, ArticleText)
    assert reading.text == given


def test_an_empty_paste_says_so() -> None:
    reading = Reader().read_text(" \n ")
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is Kind.EMPTY


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Reader:
    def fail(text: str) -> str:
        raise error

    monkeypatch.setattr("bot.ingest.reader.language", fail)
    return Reader()


def test_a_full_disk_says_nothing_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = failing(monkeypatch, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(RetryLater):
        reader.read_text(STORY)


def test_any_other_fault_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = failing(monkeypatch, OSError(errno.EINVAL, "Invalid argument")).read_text(STORY)
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is Kind.ERROR


def test_a_want_of_memory_is_left_to_whoever_limits_it(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = failing(monkeypatch, MemoryError())
    with pytest.raises(MemoryError):
        reader.read_text(STORY)
