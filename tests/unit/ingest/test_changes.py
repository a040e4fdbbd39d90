"""What became of the quotes when an article is read again."""

from __future__ import annotations

from bot.ingest.changes import QuoteChange, compare_quotes, find_words, new_paragraphs

TEXT = "“We go on,” said the clerk. “The gates will close by spring,” he added. She called it “a very long  night”."


def test_quotes_that_stand_are_not_named() -> None:
    assert compare_quotes(["We go on", "a very long night"], ["We go on"], TEXT) == []


def test_a_quote_in_other_words_is_named_with_both() -> None:
    after = ["We go on", "The gates will close by spring"]
    assert compare_quotes(["The gates will close by autumn"], after, TEXT) == [QuoteChange(before=0, after=1)]


def test_a_quote_that_is_gone_is_named() -> None:
    assert compare_quotes(["Nobody asked the boats"], ["We go on"], TEXT) == [QuoteChange(before=0, after=None)]


def test_a_new_quote_is_taken_for_one_old_one_only() -> None:
    before = ["The gates will close by autumn", "The gates will close by winter"]
    changes = compare_quotes(before, ["The gates will close by spring"], TEXT)
    assert sorted(change.after is None for change in changes) == [False, True]


def test_a_quote_that_still_stands_is_no_others_new_wording() -> None:
    changes = compare_quotes(["We go on", "We go on then"], ["We go on"], TEXT)
    assert changes == [QuoteChange(before=1, after=None)]


def test_words_are_found_whatever_the_marks_and_spaces() -> None:
    assert find_words("a very long night", TEXT) == (TEXT.index("a very"), TEXT.index("night") + 5)
    assert find_words("It's late", "He said: “It’s\nlate”") == (10, 19)


def test_words_are_whole_words() -> None:
    assert find_words("go", "He is going") is None


def test_of_several_places_the_nearest_counts() -> None:
    text = "We go on. And then: we wait. We go on."
    assert find_words("We go on", text, near=30) == (29, 37)
    assert find_words("We go on", text) == (0, 8)


def test_no_words_are_nowhere() -> None:
    assert find_words("  ", TEXT) is None


def test_reading_a_live_blog_again_brings_what_is_new() -> None:
    before = "At ten the chamber sat.\n\nAt eleven it rose."
    after = "At ten the chamber sat.\n\nAt eleven  it rose.\n\nAt noon it sat again."
    assert [after[start:end] for start, end in new_paragraphs(before, after)] == ["At noon it sat again."]
