"""Whether two quotes are the same words."""

from __future__ import annotations

import pytest

from bot.digest.words import contains, fingerprint, has_words, plain_words

SAME = [
    ("We won't go back.", "We won’t go back,"),  # marks
    ("WE MUST ORGANISE", "we must organize"),  # case, and the outlet's spelling
    ("a 5 per cent rise in our colour budget", "a 5 percent rise in our color budget"),
    ("the defence centre cancelled travelling", "the defense center canceled traveling"),
    ("three of four", "3 of 4"),  # numbers written out
    ("Naïve — but clear…", "Naïve, but clear"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_house_style_is_no_difference(a: str, b: str) -> None:
    assert plain_words(a) == plain_words(b)


OTHER = [
    ("we must close it", "we should close it"),
    ("our hour", "or hor"),
    ("four tours", "for tors"),
    ("we will not", "we will"),
]


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_another_word_is_a_difference(a: str, b: str) -> None:
    assert plain_words(a) != plain_words(b)


def test_a_short_line_is_the_same_only_in_one_story() -> None:
    assert fingerprint("No comment.", "#1", "a") != fingerprint("No comment.", "#1", "b")
    assert fingerprint("No comment.", "#1", "a") == fingerprint("no comment", "#1", "a")


def test_a_long_line_is_the_same_in_every_story_but_not_by_another_speaker() -> None:
    line = "We will not sell the water of this valley"
    assert fingerprint(line, "#1", "a") == fingerprint(line + ".", "#1", "b")
    assert fingerprint(line, "#1") != fingerprint(line, "#2")


HAS = [
    ("The water company failed.", "water company", True),
    ("The waters rose.", "water", False),  # whole words
    ("The waters rose.", "water*", True),
    ("He said: “Water!”", "WATER", True),
    ("Nothing here", "", False),
    ("a.b", "...", False),  # no word in it at all
    ("It’s the people's choice", "people’s choice", True),
]


@pytest.mark.parametrize(("text", "wanted", "found"), HAS)
def test_a_phrase_is_found_as_whole_words(text: str, wanted: str, found: bool) -> None:
    assert has_words(text, wanted) is found


def test_words_stand_in_a_longer_quote_in_one_piece() -> None:
    assert contains(plain_words("We will not sell it, ever"), plain_words("not sell it"))
    assert not contains(plain_words("We will not sell it"), plain_words("will sell it"))
