"""What a digest says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.digest.compose import compose, limits_label, place_of, select, story_detail, trend
from bot.digest.types import (
    Changed,
    Corrected,
    CorrectionKind,
    Digest,
    Filters,
    Material,
    Series,
    WeekCount,
)
from bot.nlp.types import QuoteKind
from tests.unit.digest.build import edition, said, source

HARBOUR = "We must close the harbour before the winter storms take the wall"
FERRY = "The ferry has carried this town for ninety years and it will not stop on my watch"
LIBRARY = "A library that opens two days a week is a locked door with a sign on it"


def weekend() -> Material:
    """Three stories from four outlets; one wire text in two of them."""
    return Material(
        sources=(
            source(1, "Council to close harbour", "Reuters", copy_group=1, agencies=("REUTERS",)),
            source(2, "Harbour will close, says mayor", "The Post", copy_group=1, agencies=("REUTERS",)),
            source(3, "Ferry line vows to go on", "Bay Courier", added_by="UED"),
            source(4, "Library hours cut again", "Eastport Echo"),
        ),
        said=(
            said(1, 1, HARBOUR),
            said(2, 2, HARBOUR.replace("must", "should")),
            said(3, 3, FERRY, "Tom Marsh", 2),
            said(4, 4, LIBRARY, "Priya Nair", 3, role="librarian"),
            said(5, 4, "no more money", None, None, kind=QuoteKind.PARTIAL),
            said(6, 1, "The wall was last mended in the year of my birth"),
            said(7, 2, "The wall was last mended in the year of my birth."),
        ),
        week=(
            WeekCount(person_id=2, name="Tom Marsh", now=6, before=9),
            WeekCount(person_id=1, name="Elena Ortiz", now=14, before=3),
            WeekCount(person_id=3, name="Priya Nair", now=1, before=0),
        ),
        first_heard=frozenset({3}),
    )


def monday() -> Digest:
    return compose(edition(), weekend())


def test_the_heading_names_those_who_speak() -> None:
    assert monday().heading == "Monday morning: Ortiz, Marsh and Nair, word for word"


def test_the_counts_take_a_copied_quote_once() -> None:
    digest = monday()
    assert (digest.articles, digest.quotes, digest.speakers) == (4, 6, 3)
    assert (
        digest.lede
        == "4 articles from 4 outlets make 3 stories. 6 quotes by 3 speakers; Elena Ortiz was heard most, 3 times."
    )


def test_three_lines_come_first_and_the_rest_is_counted() -> None:
    digest = monday()
    assert digest.strongest_heading == "Three lines to read first"
    assert [line.said.text for line in digest.strongest][1:] == [FERRY, LIBRARY]
    assert digest.rest == 3


def test_who_was_quoted_most_stands_against_the_week_before() -> None:
    told = [(w.name, w.now, trend(w)) for w in monday().most_quoted]
    assert told == [
        ("Elena Ortiz", 14, "up from 3"),
        ("Tom Marsh", 6, "down from 9"),
        ("Priya Nair", 1, "none the week before"),
    ]


def test_the_desks_first_week_is_held_against_nothing() -> None:
    week = [WeekCount(person_id=i, name=f"P {i}", now=3, before=0) for i in range(2)]
    assert trend(week[0], week) == ""
    assert trend(week[0], [*week, WeekCount(person_id=9, name="P", now=1, before=1)]) == "none the week before"


def test_one_quote_each_makes_no_ranking() -> None:
    week = tuple(WeekCount(person_id=i, name=f"P {i}", now=1, before=0) for i in range(4))
    assert compose(edition(), Material(sources=(source(1),), week=week)).most_quoted == ()


def test_new_voices_come_with_their_role_and_line() -> None:
    (voice,) = monday().voices
    assert (voice.name, voice.role, voice.line.said.text) == ("Priya Nair", "librarian", LIBRARY)


def test_a_line_told_differently_is_named() -> None:
    (variant,) = monday().variants
    assert variant.words == ("must", "should")


def test_stories_hold_copies_together() -> None:
    stories = monday().stories
    assert [s.title for s in stories] == [
        "Council to close harbour",
        "Library hours cut again",
        "Ferry line vows to go on",
    ]
    assert story_detail(stories[0]) == "Reuters and The Post · REUTERS copy in 2 places · 3 quotes"


def test_a_change_of_marks_alone_is_no_change() -> None:
    def changed(before: str, after: str | None) -> Changed:
        return Changed(article_id=1, before=before, after=after, speaker=None, title="T", outlet=None, url=None)

    changes = (changed("“We go.”", "We go"), changed("We go", "We stay"), changed("We go", None))
    assert compose(edition(), Material(changes=changes)).changes == changes[1:]


def test_corrections_alone_make_a_digest() -> None:
    fix = Corrected(kind=CorrectionKind.SPEAKER, text="We go", before="A B", after="C D", by="UED")
    digest = compose(edition(), Material(corrections=(fix,)))
    assert not digest.empty
    assert digest.corrections == (fix,)


def test_nothing_new_says_so_and_since_when() -> None:
    digest = compose(edition(filters_label="Elena Ortiz"), Material())
    assert digest.empty
    assert digest.lede == "No article for Elena Ortiz has been added since Friday 17:00."


def test_the_same_material_gives_the_same_digest() -> None:
    assert monday() == monday()


def test_what_stood_in_a_digest_before_is_not_first_again() -> None:
    material = weekend()
    again = compose(edition(), Material(sources=material.sources, said=material.said, used=monday().used))
    assert not {x.fingerprint for x in again.strongest} & monday().used


NOTES = [
    ({}, None),
    ({"missed": 1}, "Pullquote was away, and 1 digest did not go out. This one covers everything since Friday 17:00."),
    ({"late": True}, "This was due at 08:00 and is late. It covers everything since Friday 17:00."),
    ({"cut": True}, "Pullquote was away for long. This covers everything since Friday 17:00; "
                    "what came before is left to search."),
    ({"preview": True}, "A preview: what the channel would get now, of all since Friday 17:00. Only you see it."),
]  # fmt: skip


@pytest.mark.parametrize(("how", "note"), NOTES)
def test_the_digest_says_what_it_covers_where_that_is_not_plain(how: dict[str, object], note: str | None) -> None:
    assert compose(edition(**how), weekend()).note == note


SELECTIONS = [
    # filters, articles left, quotes left
    (Filters(), {1, 2, 3, 4}, {1, 2, 3, 4, 5, 6, 7}),
    (Filters(people=(2,)), {3}, {3}),
    (Filters(words=("harbour",)), {1, 2}, {1, 2, 6, 7}),  # in a quote or in the headline
    (Filters(people=(2,), words=("library",)), {3, 4}, {3, 4, 5}),  # people and words widen each other
    (Filters(outlets=("the post",)), {2}, {2, 7}),
    (Filters(added_by=("UED",)), {3}, {3}),
    (Filters(outlets=("Reuters",), people=(2,)), set(), set()),
]


@pytest.mark.parametrize(("filters", "articles", "quotes"), SELECTIONS)
def test_filters_let_through_what_they_name(filters: Filters, articles: set[int], quotes: set[int]) -> None:
    chosen = select(weekend(), filters)
    assert {s.article_id for s in chosen.sources} == articles
    assert {q.quote_id for q in chosen.said} == quotes


def test_a_filtered_digest_ranks_only_those_it_is_about() -> None:
    assert [w.name for w in select(weekend(), Filters(people=(2,))).week] == ["Tom Marsh"]


def test_the_label_of_filters() -> None:
    assert limits_label(["Elena Ortiz"], ["water"], ["Reuters"]) == "Elena Ortiz or “water”, from Reuters"


def test_a_line_says_where_it_stands() -> None:
    line = next(x for x in monday().stories[0].lines if len(x.sources) == 2)
    assert place_of(line) == "Reuters and The Post"


def a_fortnight(counts: tuple[int, ...], other: tuple[int, ...]) -> Material:
    days = tuple(date(2026, 3, 17) + timedelta(days=i) for i in range(len(counts)))
    return Material(
        sources=(source(1),),
        days=days,
        daily=(Series(name="Elena Ortiz", counts=counts), Series(name="Tom Marsh", counts=other)),
    )


def test_the_picture_is_told_in_words_too() -> None:
    chart = compose(edition(), a_fortnight((1, 4, 9, 2), (2, 0, 1, 3)), charts=True).chart
    assert chart is not None
    assert chart.alt == (
        "Bars for each day. Quotes a day, 17 March to 20 March. "
        "Elena Ortiz 16, most on Thursday (9); Tom Marsh 6, most on Friday (3)."
    )


NO_PICTURE = [
    ((1, 1, 1, 1), (1, 0, 0, 0), True),  # too few quotes
    ((20, 0, 0, 0), (0, 0, 0, 9), True),  # two busy days are two numbers
    ((9, 9, 9, 9), (0, 0, 0, 0), True),  # one person is a sentence
    ((1, 4, 9, 2), (2, 0, 1, 3), False),  # turned off
]


@pytest.mark.parametrize(("counts", "other", "on"), NO_PICTURE)
def test_no_picture_where_words_say_as_much(counts: tuple[int, ...], other: tuple[int, ...], on: bool) -> None:
    assert compose(edition(), a_fortnight(counts, other), charts=on).chart is None


def test_a_thousand_articles_are_composed_quickly_enough_to_be_a_test() -> None:
    sources = tuple(source(i, f"Story {i % 90} of the town of {i % 45}", f"Outlet {i % 12}", people=frozenset({i % 60}))
                    for i in range(1000))  # fmt: skip
    quotes = tuple(
        said(i, i % 1000, f"{HARBOUR} and that is point {i} of {i % 7}", f"Speaker {i % 60}", i % 60)
        for i in range(4000)
    )
    digest = compose(edition(), Material(sources=sources, said=quotes))
    assert sum(len(s.sources) for s in digest.stories) == 1000
