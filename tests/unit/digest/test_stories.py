"""Which articles are one story."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.stories import group
from bot.digest.types import Source
from tests.unit.digest.build import START, said, source


def as_sets(*sources: Source) -> set[frozenset[int]]:
    return {frozenset(s.article_id for s in story.sources) for story in group(sources, ())}


def test_copies_of_a_wire_text_are_one_story_whatever_their_headlines() -> None:
    a = source(1, "Harbour closed after storm", "Reuters", copy_group=7)
    b = source(2, "Chaos on the quay", "The Post", copy_group=7)
    assert as_sets(a, b, source(3, "Team wins cup")) == {frozenset({1, 2}), frozenset({3})}


def test_articles_with_the_same_long_quote_are_one_story() -> None:
    line = "We will not reopen the harbour before the sea wall is safe"
    quotes = [said(1, 1, line), said(2, 2, line + ".")]
    (story,) = group([source(1, "Storm shuts port", "Reuters"), source(2, "Fishermen wait", "The Post")], quotes)
    assert [x.outlets for x in story.lines] == [("Reuters", "The Post")]


def test_a_short_quote_in_two_articles_makes_no_story() -> None:
    quotes = [said(1, 1, "No comment"), said(2, 2, "No comment")]
    assert len(group([source(1, "Storm shuts port"), source(2, "Cup final moved")], quotes)) == 2


FOLLOW_UPS = [
    # earlier headline, later headline, shared key people, days later, one story?
    ("Council votes to close Eastport harbour", "Eastport harbour closure: council faces revolt", {1}, 1, True),
    ("Council votes to close Eastport harbour", "Eastport harbour closure: council faces revolt", {1}, 9, False),
    ("Council votes to close Eastport harbour", "Mayor opens new library in Eastport", {1}, 1, False),
    ("Council votes to close Eastport harbour", "Harbour closure vote: what Ortiz and Marsh said", {1, 2}, 2, True),
    ("Minister resigns", "Minister resigns", set(), 1, False),  # too little to go by
    (
        "Wildfire near Alder Creek forces thousands out",
        "Wildfire near Alder Creek: thousands forced out",
        set(),
        1,
        True,
    ),
]


@pytest.mark.parametrize(("first", "later", "people", "days", "one"), FOLLOW_UPS)
def test_follow_ups(first: str, later: str, people: set[int], days: int, one: bool) -> None:
    a = source(1, first, people=frozenset(people))
    b = source(2, later, people=frozenset(people), added_at=START + timedelta(days=days))
    assert (len(group([a, b], ())) == 1) is one


def test_a_story_does_not_creep_from_subject_to_subject() -> None:
    titles = [
        "Ortiz attacks harbour closure plan",
        "Ortiz attacks harbour closure, library cuts",
        "Ortiz attacks library cuts, school meals",
        "Ortiz attacks school meals, bus fares",
    ]
    told = as_sets(*(source(i, t, people=frozenset({1})) for i, t in enumerate(titles)))
    assert len(told) > 1


def test_the_lead_article_is_the_one_with_most_quotes() -> None:
    sources = [source(1, "Brief", copy_group=1), source(2, "Full", copy_group=1)]
    quotes = [said(1, 2, "One thing is clear to all of us here"), said(2, 2, "The other thing is not clear at all")]
    (story,) = group(sources, quotes)
    assert (story.title, story.copies) == ("Full", 1)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Harbour closed", "Harbour reopened by council", "Cup final moved to Sunday", ""]),
            st.none() | st.integers(1, 3),
            st.frozensets(st.integers(1, 4), max_size=3),
        ),
        max_size=12,
    )
)
def test_each_article_is_in_exactly_one_story(given_articles: list[tuple[str, int | None, frozenset[int]]]) -> None:
    sources = [source(i, t or " ", copy_group=c, people=p) for i, (t, c, p) in enumerate(given_articles)]
    ids = [s.article_id for story in group(sources, ()) for s in story.sources]
    assert sorted(ids) == list(range(len(sources)))
