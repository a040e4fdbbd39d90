"""Quotation marks of many houses, paired a paragraph at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlp.marks import Paragraphs, Quoted, find_quoted


def quoted(text: str) -> list[Quoted]:
    return find_quoted(text, Paragraphs(text))


def words(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quoted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # straight and curly marks mixed, and NYT's pairs of apostrophes
        ("“A b,\" he said. ''C d.''", ["A b,", "C d."]),
        # British marks with apostrophes inside, a plural's genitive before the end, and a decade
        (
            "'I think it's the workers' fault,' he said, calling it 'a workers' paradise' in the '90s.",
            ["I think it's the workers' fault,", "a workers' paradise"],
        ),
        ("‘We can’t,’ she said, of the ‘new’ players’ union.", ["We can’t,", "new"]),
        # feet and inches are no marks
        ('He is 5\'11" and said: "I am 5\'11"." A 12" plank.', ["I am 5'11\"."]),
        # German and French, in both directions, and Swedish
        ("„Das ist gut“, sagte er. «Oui», dit-il. »Ja«, sagte er. ”Hej”, sa han.", ["Das ist gut", "Oui", "Ja", "Hej"]),
        # nested, with the same marks and with others
        ('"What a "great" day," he said.', ['What a "great" day,', "great"]),
        ("“the ‘new’ era’s ‘end’” he said", ["the ‘new’ era’s ‘end’", "new", "end"]),
        ("''We the people,''' he said; '''I want,' he said''", ["We the people,", "'I want,' he said", "I want,"]),
        # never closed, before one that is whole
        ('"Never closed, he said. "Closed," she said.', ["Closed,"]),
        # elisions
        ("rock 'n' roll, get 'em, 'tis the '80s", []),
        # marks beside brackets, dashes, stops
        ('"[W]e" and "...so", ("paren") —"dash"—', ["[W]e", "...so", "paren", "dash"]),
        # nothing inside
        ('He said "" and “ ”.', []),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_quotation_over_paragraphs_is_carried_until_it_closes() -> None:
    text = "“One.\n\n“Two ‘inner’ here.\n\n“Three,” he said."
    carries = [(text[q.start : q.end], q.carries) for q in quoted(text) if q.depth == 0]
    assert carries == [("One.", None), ("Two ‘inner’ here.", 0), ("Three,", 1)]


def test_paragraph_without_opening_mark_may_carry_on() -> None:
    text = '"One.\n\nTwo," he said.'
    assert [(text[q.start : q.end], q.carries) for q in quoted(text)] == [("One.", None), ("Two,", 0)]


def test_stray_mark_costs_its_own_paragraph_alone() -> None:
    text = "Text “stray at the end.\n\nNew “fine” one.\n\nAnd “another” one."
    assert words(text)[1:] == ["fine", "another"]


def test_inner_quotation_knows_the_outer_one() -> None:
    inner = quoted("“And I said, ‘More.’ They said, ‘No.’”")[1:]
    assert [(q.parent, q.depth, q.single) for q in inner] == [(0, 1, True), (0, 1, True)]


@given(st.text(alphabet="ab .,\n\"“”'‘’«»„`5", max_size=120))
def test_every_span_lies_inside_its_marks_and_its_parent(text: str) -> None:
    found = quoted(text)
    for q in found:
        assert 0 <= q.outer[0] <= q.start < q.end <= q.outer[1] <= len(text)
        if q.parent is not None:
            around = found[q.parent]
            assert around.outer[0] <= q.outer[0]
            assert q.outer[1] <= around.outer[1]
