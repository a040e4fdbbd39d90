"""What is reported without marks: which words are a statement of somebody's, and where it begins and ends."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor
from bot.nlp.types import QuoteKind


def reported(extractor: Extractor, text: str) -> list[str]:
    """The statements without marks in `text`."""
    return [q.text for q in extractor.extract(text).quotes if q.kind is QuoteKind.INDIRECT]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # what leads up to the marks, as far as it stands without them
        (
            "Ms Lind said the harbour had been closed for most of the winter and would be “a pit” until May.",
            ["the harbour had been closed for most of the winter"],
        ),
        (
            "The ministry said no council would lose more than two per cent and that aid would go to the “hit worst”.",
            ["no council would lose more than two per cent"],
        ),
        ("Ms Lind told friends that the evening on the old pier was a “great success”.", []),
        ("Ms Lind said that nine boats and their crews had been lost through the so-called “winter rule”.", []),
        # what follows them, where it begins anew
        (
            "The bank said it was “watching closely” and that no further loan was planned before the spring.",
            ["no further loan was planned before the spring"],
        ),
        ("The bank said Oslo was “in close contact” with the town hall and the owners of the mill.", []),
        ("Ms Lind said that “patience” was needed to get the stalled sites in the north moving.", []),
        ("The council was “a disgrace to the whole of the north”, a claim that sits badly with its own figures.", []),
        ("“It is lovely here,” Ms Lind said as hundreds of people walked past her in the rain.", []),
        # a statement and a whole quotation behind it
        (
            "Ms Lind said that people should be able to use the door they prefer. “It is their life,” she said.",
            ["people should be able to use the door they prefer"],
        ),
    ],
)
def test_the_rest_of_a_statement_in_marks(extractor: Extractor, text: str, kept: list[str]) -> None:
    assert reported(extractor, text) == kept


@pytest.mark.parametrize(
    "text",
    [
        # objects with a clause of their own
        ("Ms Lind thanked the baker who had turned over the tape of the night."),
        ("The paper reported details of the tour that stops at the harbour on 22 July."),
        ("The mayor lamented hosting the growing number of boats that come in summer."),
        # questions, and what somebody was told or asked first
        ("Asked whether she had spoken to the mayor since the vote, Ms Lind paused."),
        ("Told that high tides are forecast for that month, the minister checked his phone."),
        # what is found, or shown by a thing
        ("The inquiry found that the gates had been left open for most of the night."),
        ("Blood tests revealed that the man had been in touch with pigeons for years."),
        # clauses that tell which one
        ("She named a group of burglars who officials say is tied to a bank in Malta."),
        ("That is smaller than what Ms Lind said, but her number is a fair guess."),
        ("It stayed below the 262 crowns a share that two people close to the talks said the buyer had offered."),
        # a share of those asked, and a reputation
        ("On the economy, 42% say they are liberal, and most of them are under thirty."),
        ("The late duke was said to have been against the plan from the start."),
    ],
)
def test_what_is_no_statement(extractor: Extractor, text: str) -> None:
    assert reported(extractor, text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It came on the day when Ms Lind said the bridge would close for good.", "the bridge would close for good"),
        ("She noted that a majority of those sailing owned fewer than five boats.", "a majority of those sailing"),
        ("Ms Lind demanded that the maps be shown to the town council.", "the maps be shown to the town council"),
        ("A lawmaker close to Ms Lind, who spoke of a rift, said threats had weighed on her.", "threats had weighed"),
        ("The road was open, but the air was bad, Ms Lind noted, that summer and the next.", "The road was open, but"),
        ("Analysis by the Bank of Norway suggests that the town would lose £14m over three years.", "the town would"),
    ],
)
def test_what_is_a_statement_all_the_same(extractor: Extractor, text: str, kept: str) -> None:
    assert [words[: len(kept)] for words in reported(extractor, text)] == [kept]
