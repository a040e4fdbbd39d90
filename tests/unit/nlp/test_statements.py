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
        (
            "In a filing, Acme said the cause of the fire was still open and that it “does not comment on talk”.",
            ["the cause of the fire was still open"],
        ),
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
        ("Ms Lind read from a letter that her father wrote to the family in 1998."),
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
        ("Ms Lind was yesterday asked whether she regretted the deal with the bank."),
        ("Ms Lind, asked whether she would back her cousin, left the hall by the back door."),
        ("Friends of the mill cite concerns that the town is short of money for it."),
        ("Ms Lind's office pointed to a rule that will make the owners decide by May."),
        ("The firm disputes that figure."),
        ("Ms Lind said little, and left by the back door of the hall."),
        ("The court agreed to hear the case of the two boats in May."),
        ("Shrinking stocks promise to raise the price of cod in the spring."),
        ("We are told that the mill was never worth the money."),
        ("Ms Lind faced questions about what had gone wrong with the old mill."),
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


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # what the reporter adds about a noun at the end
        ("Ms Lind said the mill gave money to a club, which paid for her campaign.", "the mill gave money to a club"),
        ("She joked that she is not Ada Moe, the singer who opened the fair last week.", "she is not Ada Moe"),
        ("He says his plan has cut the debt — and in some cases, he is right.", "his plan has cut the debt"),
        (
            "When Ms Lind's advisers suggested that the town buy the old mill, the mayor was not happy.",
            "the town buy the old mill",
        ),
        (
            "The clerk who first revealed that the safe was open to anybody was sent to prison.",
            "the safe was open to anybody",
        ),
        # and what belongs to it
        ("Ms Lind said she fought with the man, who took the keys.", "she fought with the man, who took the keys"),
        (
            "Ms Lind said the state pays farmers for better tools, helping them to burn less.",
            "the state pays farmers for better tools, helping them to burn less",
        ),
        (
            "Ms Lind said the roads — the old ones and the new — were closed to all cars.",
            "the roads — the old ones and the new — were closed to all cars",
        ),
    ],
)
def test_where_a_statement_ends(extractor: Extractor, text: str, kept: str) -> None:
    assert reported(extractor, text) == [kept]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ms Lind urged Norway and its neighbours to push back.", ["Norway and its neighbours to push back"]),
        ("Ms Lind has warned people to stay away from the old harbour.", ["people to stay away from the old harbour"]),
        ("Ms Lind called on the mayor to open the books.", ["the mayor to open the books"]),
        ("Ms Lind accused the mayor of hiding the books.", ["the mayor of hiding the books"]),
        ("The mayor is accused of hiding the books of the town.", []),
        ("Ms Lind called a meeting to discuss the books.", []),
    ],
)
def test_what_somebody_is_urged_to_do_or_accused_of(extractor: Extractor, text: str, kept: list[str]) -> None:
    assert reported(extractor, text) == kept


@pytest.mark.parametrize(
    ("text", "speaker", "kept"),
    [
        ("As Petra Lind reports for the Tribune, the first cases came to light last week.", "Petra Lind", "the first"),
        ("The beetle, per the WHO, is often found in small mammals and in birds.", "WHO", "The beetle, per"),
        ("Petra Lind told the Tribune she had heard shouting before the boat sank.", "Petra Lind", "she had heard"),
        ("Petra Lind claimed at the time that they were being treated well.", "Petra Lind", "they were being"),
        ("Petra Lind continues to insist her way will be worth it.", "Petra Lind", "her way will be"),
        ("Petra Lind made clear that her trip was not about the vote.", "Petra Lind", "her trip was"),
        ("The row began with Petra Lind's claim that the mill had been sold.", "Petra Lind", "the mill had been"),
        ("The boat, according to Petra Lind of the Tribune, had been lost for weeks.", "Petra Lind", "The boat, acc"),
        ("He had, according to Petra Lind of the Daily Tribune, eaten a rabbit.", "Petra Lind", "He had, according"),
        ("Petra Lind tells the paper that she fought with the thief, who took her keys.", "Petra Lind", "she fought"),
        (
            "The mill will open, Petra Lind said on Monday, three weeks after a fire closed it.",
            "Petra Lind",
            "The mill will",
        ),
        ("Petra Lind said that, in addition to the mill, she would sell the bridge.", "Petra Lind", "in addition to"),
        ("The bank, Petra Lind said, would make its owners face some truths.", "Petra Lind", "The bank, Petra"),
        # who made a paper
        ("The mill has been sold, according to a new survey from Acme Research.", "Acme Research", "The mill has"),
        (
            "Sales fell. They fell by half in May. That's according to a survey from Acme Research.",
            "Acme Research",
            "They",
        ),
        ("The Tribune's report claims that the mill has been sold for good.", "Tribune", "the mill has"),
        ("Petra Lind said on Friday that social life in the old town had died.", "Petra Lind", "social life in"),
        # the inner one of two, the outer one where it comes first
        ("Petra Lind said the ministry requested that the mill be closed at once.", "Petra Lind", "the ministry req"),
        ("The Bank of Norway said it had sold the mill, according to the Tribune.", "Bank of Norway", "it had sold"),
    ],
)
def test_who_states_what(extractor: Extractor, text: str, speaker: str, kept: str) -> None:
    found = [q for q in extractor.extract(text).quotes if q.kind is QuoteKind.INDIRECT]
    assert [(q.speaker, q.text[: len(kept)]) for q in found] == [(speaker, kept)]
