"""Which quotes stand first."""

from __future__ import annotations

import pytest

from bot.digest.strength import strength, strongest
from bot.digest.types import Line, Said
from bot.nlp.types import QuoteKind
from tests.unit.digest.build import said, source

LONG_ENOUGH = "We will keep the ferry running through the winter whatever it costs"


def line(quote: Said) -> Line:
    return Line(said=quote, fingerprint=f"f{quote.quote_id}", sources=(source(quote.article_id),))


BETTER = [
    # stronger, weaker
    ({}, {"kind": QuoteKind.INDIRECT}),
    ({}, {"kind": QuoteKind.PARTIAL}),
    ({}, {"salience": 0.1}),  # somebody the story is not about
    ({}, {"confidence": 0.6}),
    ({}, {"text": "Yes"}),
    ({}, {"text": LONG_ENOUGH * 12}),
    ({"confidence": 0.5}, {"speaker": None}),  # unsure
    ({"confidence": 0.5}, {"speaker": "unnamed: a senior official"}),
    ({"confidence": 0.5}, {"confidence": 0.49}),
]


@pytest.mark.parametrize(("better", "worse"), BETTER)
def test_a_stronger_quote_counts_more(better: dict[str, object], worse: dict[str, object]) -> None:
    first = said(1, 1, **{"text": LONG_ENOUGH} | better)  # type: ignore[arg-type]
    second = said(2, 1, **{"text": LONG_ENOUGH} | worse)  # type: ignore[arg-type]
    assert strength(first) > strength(second)


def test_carried_by_more_outlets_a_quote_is_stronger() -> None:
    quote = said(1, 1, LONG_ENOUGH)
    assert strength(quote, 4) > strength(quote, 1)


def test_the_first_three_have_three_speakers() -> None:
    story = [line(said(i, 1, f"{LONG_ENOUGH} {i}", speaker, i // 10)) for i, speaker in
             ((10, "A B"), (11, "A B"), (12, "A B"), (20, "C D"), (30, "E F"))]  # fmt: skip
    assert [x.said.speaker for x in strongest([story], ())] == ["A B", "C D", "E F"]


def test_the_first_three_are_of_three_stories_where_there_are_as_many() -> None:
    stories = [
        [line(said(10, 1, LONG_ENOUGH, "A B", 1)), line(said(11, 1, LONG_ENOUGH, "C D", 2))],
        [line(said(20, 2, LONG_ENOUGH, "E F", 3, salience=0.1))],
        [line(said(30, 3, LONG_ENOUGH, "G H", 4, salience=0.2))],
    ]
    assert {x.said.article_id for x in strongest(stories, ())} == {1, 2, 3}


def test_one_story_alone_still_gives_three() -> None:
    story = [line(said(i, 1, LONG_ENOUGH, f"Speaker {i}", i)) for i in range(5)]
    assert len(strongest([story], ())) == 3


def test_what_stood_in_a_digest_before_does_not_stand_first_again() -> None:
    story = [line(said(1, 1, LONG_ENOUGH, "A B", 1)), line(said(2, 1, LONG_ENOUGH, "C D", 2))]
    assert [x.said.quote_id for x in strongest([story], {"f1"})] == [2]


def test_unsure_and_unnamed_speakers_never_stand_first() -> None:
    story = [line(said(1, 1, LONG_ENOUGH, None, None)), line(said(2, 1, LONG_ENOUGH, "unnamed: an aide", None))]
    assert strongest([story], ()) == ()
