"""Pasted text: kept as it is, or refused with a reason."""

from __future__ import annotations

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
