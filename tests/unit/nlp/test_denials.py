"""What somebody denies is told as denied, and what was not said is no report."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

LEAD = "Mayor Ann Lee met builders on Monday.\n\n"


def denials(extractor: Extractor, text: str) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.denial) for quote in extractor.extract(LEAD + text).quotes]


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("Ann Lee denied that she took money from the builder.", "denied that"),
        ("Ann Lee denied on Monday that she took money from the builder.", "denied on Monday that"),
        ("Ann Lee rejected claims that the contract was unfair.", "rejected claims that"),
        ("Ann Lee disputed that the bridge was unsafe.", "disputed that"),
        ("Ann Lee said that the bridge was unsafe.", None),
        ("Ann Lee not only said that the bridge was unsafe.", None),
        ("Ann Lee warned that the bridge was unsafe.", None),
    ],
)
def test_what_is_reported_as_denied_says_so(extractor: Extractor, text: str, denial: str | None) -> None:
    ((said, told),) = denials(extractor, text)
    assert told == denial
    assert not said.startswith("that ")


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("Ann Lee denied that she was “a liar and a crook”.", "denied that she was"),
        ("Ann Lee did not say that the plan was “a waste of public money”.", "did not say that the plan was"),
        ("Nobody at the meeting said the bridge was “safe as houses”.", "Nobody at the meeting said the bridge was"),
        ("“I never took a penny from the builder,” Ann Lee said.", None),
        ("Ann Lee denied it, saying: “I never took a penny from the builder.”", None),
        ("Ann Lee denied it: “I never took a penny from the builder.”", None),
        ("Ann Lee dismissed the report as “complete and utter nonsense”.", None),
        ("“I never took a penny from the builder,” Ann Lee denied.", None),
    ],
)
def test_words_in_marks_are_denied_only_where_they_are_the_ones_denied(
    extractor: Extractor, text: str, denial: str | None
) -> None:
    (told,) = (told for said, told in denials(extractor, text) if f"“{said}”" in text)
    assert told == denial


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee did not say that the mayor was honest.",
        "Ann Lee never said that the builder had paid her.",
        "No official said that the bridge was safe.",
        "Ann Lee refused to say whether the builder had paid her.",
        "Ann Lee would not say whether the builder had paid her.",
    ],
)
def test_what_was_not_said_is_no_report(extractor: Extractor, text: str) -> None:
    assert denials(extractor, text) == []
