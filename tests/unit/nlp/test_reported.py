"""What counts as somebody's words, and whose they are, one construction at a time."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor
from bot.nlp.types import QuoteKind


@pytest.mark.parametrize(
    "text",
    [
        "The gates lie on the bed until a surge is forecast, is due to be finished in 2031.",
        "Rain is forecast for the weekend.",
        "Growth is forecast to slow to 1.2 per cent next year.",
        "The museum, which was described as the finest in the region, closed in June.",
        "He is accused of stealing a boat.",
    ],
)
def test_passive_without_anybody_who_speaks_reports_nothing(extractor: Extractor, text: str) -> None:
    assert extractor.extract(text).quotes == ()


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("Staff were told that the plant will close.", "the plant will close"),
        ("It is claimed that the firm knew of the leak.", "the firm knew of the leak"),
    ],
)
def test_clause_after_a_passive_is_reported_and_nothing_before_it(
    extractor: Extractor, text: str, reported: str
) -> None:
    assert [q.text for q in extractor.extract(text).quotes] == [reported]


@pytest.mark.parametrize(
    ("text", "quote", "mention"),
    [
        # a dash that is one token with the closing mark
        ("“We live by the sea. It takes and gives.”― Petra Lind \nMore tomorrow.", "We live by", "Petra Lind"),
        # "called" that the parser takes for a passive
        ("The plan, which the town's former leader, Rosa Alder, called “a bad joke,” is off.", "a bad", "Rosa Alder"),
        ("As Petra Lind put it in a letter, the town is “slowly giving up.”", "slowly", "Petra Lind"),
        ("As Petra Lind, a former mayor of the town, put it: “It is slowly giving up.”", "It is", "Petra Lind"),
        # who acts in the sentence, their own verb in marks
        ("After saying the town was “so very small and cold,” Petra Lind was “glad to go.”", "so very", "Petra Lind"),
        ("When Ms Alder noted that it was late, Petra Lind replied, “I am never late.”", "I am", "Petra Lind"),
        # words set around the cue, their verb inside the marks
        ("Petra Lind was proud. The women, she said, can “rock like giants” at last.", "rock like", "she"),
    ],
)
def test_speaker_of_words_in_marks(extractor: Extractor, text: str, quote: str, mention: str) -> None:
    found = next(q for q in extractor.extract(text).quotes if q.text.startswith(quote))
    assert found.speaker_mention is not None
    assert mention in text[slice(*found.speaker_mention)]


@pytest.mark.parametrize(
    "text",
    [
        "In her book, “The Long Tide,” Ms Lind said the coast was lost.",
        "“The coast is lost to us,” Ms Lind said on the channel’s “Morning Hour.” Then it rained.",
    ],
)
def test_title_before_or_after_the_cue_is_nobody_s_words(extractor: Extractor, text: str) -> None:
    marked = [q.text for q in extractor.extract(text).quotes if q.kind is not QuoteKind.INDIRECT]
    assert not {"The Long Tide,", "Morning Hour."} & set(marked)


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("The council condemned the closure of the two libraries.", []),  # a stance, and no words of anybody's
        ("The mayor announced the third bridge on Monday.", []),
        ("Ms Lind ordered a chest X-ray.", []),
        # the rest of a statement beside marks: too short, long, and the circumstances of speaking
        ("Ms Lind said he was “just trying to help everybody here.”", []),
        (
            "Ms Lind said the old bridge over the river had been closed since May and would be “a gift” to nobody.",
            ["the old bridge over the river had been closed since May"],
        ),
        ("“It is lovely here,” Ms Lind said as hundreds of people walked past her in the rain.", []),
    ],
)
def test_what_is_clear_enough_to_be_reported(extractor: Extractor, text: str, reported: list[str]) -> None:
    quotes = extractor.extract(text).quotes
    assert [q.text for q in quotes if q.kind is QuoteKind.INDIRECT] == reported
