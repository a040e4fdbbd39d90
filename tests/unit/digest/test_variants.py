"""Lines that outlets give differently."""

from __future__ import annotations

import pytest

from bot.digest import compose, variants
from bot.nlp.types import QuoteKind
from tests.unit.digest.build import said, source

SOURCES = {1: source(1, outlet="Reuters"), 2: source(2, outlet="The Post"), 3: source(3, outlet="Reuters")}

DIFFERENT = [
    # Reuters, The Post, what the digest says
    (
        "We must close the harbour before winter",
        "We should close the harbour before winter",
        "said “must” in Reuters, “should” in The Post",
    ),
    (
        "I have never met Anna Marsh in my life",
        "I have never met Ann Marsh in my life",
        "said “Anna” in Reuters, “Ann” in The Post",
    ),
    (
        "We will not close the harbour this year",
        "We will close the harbour this year",
        "said “not” in Reuters; The Post leaves it out",
    ),
    (
        "They had every chance to come to us and talk about it, and they never did so",
        "They had every chance to come over and speak about it with us, and they never did so",
        None,  # too much differs for a word or two to say it
    ),
]


@pytest.mark.parametrize(("one", "other", "says"), DIFFERENT)
def test_a_line_that_differs_is_named(one: str, other: str, says: str | None) -> None:
    (variant,) = variants.find([said(1, 1, one), said(2, 2, other)], SOURCES)
    assert compose.variant_words(variant) == says


SAME = [
    ("We must close the harbour before winter", "We must close the harbour before winter."),
    ("We must reorganise the harbour before winter", "We must reorganize the harbor before winter"),  # house style
    ("We must close the harbour before winter", "We must close the harbour before winter, and soon"),  # stopped sooner
    ("Look, we must close the harbour before winter", "We must close the harbour before winter, or else"),
    ("We must close the harbour before winter", "The library will stay open all through summer"),  # another line
    ("We must close", "We should close"),  # too short to be sure that it is one
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_no_difference_is_not_named(one: str, other: str) -> None:
    assert variants.find([said(1, 1, one), said(2, 2, other)], SOURCES) == ()


MUST, SHOULD = DIFFERENT[0][:2]


def test_two_speakers_with_like_words_are_not_compared() -> None:
    assert variants.find([said(1, 1, MUST), said(2, 2, SHOULD, "Tom Marsh", 2)], SOURCES) == ()


def test_one_outlet_with_both_wordings_is_not_named() -> None:
    assert variants.find([said(1, 1, MUST), said(2, 3, SHOULD)], SOURCES) == ()


def test_reported_speech_is_the_reporters_own_wording() -> None:
    assert variants.find([said(1, 1, MUST), said(2, 2, SHOULD, kind=QuoteKind.INDIRECT)], SOURCES) == ()


def test_twenty_carriers_of_one_wording_are_one_difference() -> None:
    sources = {i: source(i, outlet=f"Outlet {i}") for i in range(20)}
    quotes = [said(i, i, MUST if i % 2 else SHOULD) for i in range(20)]
    assert len(variants.find(quotes, sources)) == 1
