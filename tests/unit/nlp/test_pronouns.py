"""Whom "he", "she" and short names mean where several people could be meant."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (  # who the paragraph is about, and no longer who spoke before it
            "Mayor Colin Pratt said the bridge was sound. “I would drive my mother across it,” he said.\n\n"
            "But Mr Grady drew another picture. “I would not walk my dog across it,” he said.\n\n"
            "Peter Grady was the town's engineer until May.",
            "I would not walk",
            "Peter Grady",
        ),
        (  # a sister is brought in beside the one the story follows
            "At the hospital, Maria Lopez, 23, sat on the floor in a blanket. Her sister Ana, 19, is missing.\n\n"
            "“I had her by the wrist,” she said.",
            "I had her",
            "Maria Lopez",
        ),
        (  # the surname alone stays with whoever had it first
            "Rovers manager Keith Marlow was lost for words. Marlow hugged everyone. The club's chair, Janet Marlow, "
            "sang.\n\nMarlow was asked who he wanted next. “Somebody rich,” he said.",
            "Somebody rich",
            "Keith Marlow",
        ),
        (  # two brothers who share the first of their names
            "Juan Carlos Reyes, 45, was among the dead. His brother Juan Pablo Reyes said nobody had come. "
            "“You could break it with your hand,” he said.",
            "You could break",
            "Juan Pablo Reyes",
        ),
        (  # a description that stands beside a name
            "Four voters sued, including Louise Hart, an 81-year-old retired nurse from Chester who said she could "
            "“no longer drive that far”.",
            "no longer drive",
            "Louise Hart",
        ),
        (  # weeks say nothing
            "Dale Archer, who is up for election, has spent weeks railing against what he calls a “blank check”.",
            "blank check",
            "Dale Archer",
        ),
        (  # what somebody says of a manager is not the manager's
            "Ben Carver left the race. A new manager, he said, could have “saved it in a week or two”.",
            "saved it",
            "Ben Carver",
        ),
        (  # somebody without a name takes the floor from who had it
            "Judge Mark Bennett sent Paul Hadley to prison.\n\nHadley's sister, who gave no name, said they will "
            "appeal.\n\n“They never showed it all,” she said.",
            "They never",
            "unnamed: Hadley's sister",
        ),
        (  # the network's name ends a sentence, where a middle name would not
            "“They are asleep,” Vera Lind posted on X. Paul Ode said that he was awake. “I always am,” he added.",
            "I always am",
            "Paul Ode",
        ),
    ],
)
def test_a_short_word_means_who_the_text_is_about(extractor: Extractor, text: str, words: str, speaker: str) -> None:
    quotes = extractor.extract(text).quotes
    assert next(q for q in quotes if q.text.startswith(words)).speaker == speaker


def test_a_line_of_words_in_marks_is_whose_they_are_below(extractor: Extractor) -> None:
    text = (
        "“He told me not to blush,” said Jay Orr, 18.\n\n“We let everyone down”\n\n"
        "Coach Anders Wik said sorry. “We let everyone down, and that is that,” he said."
    )
    heading = next(q for q in extractor.extract(text).quotes if q.text == "We let everyone down")
    assert heading.speaker == "Anders Wik"


def test_a_ministry_is_no_league(extractor: Extractor) -> None:
    text = (
        "The League of Dairy Farmers called the offer small. Its president, Nick Vasile, said so.\n\n"
        "The interior ministry said 13 people had been held."
    )
    report = next(q for q in extractor.extract(text).quotes if q.text.startswith("13 people"))
    assert report.speaker == "interior ministry"


def test_a_spokeswoman_for_a_countrys_ministry_does_not_speak_for_the_country(extractor: Extractor) -> None:
    text = "Oslo waited. A spokesperson for Germany's economy ministry said the bid was a matter for shareholders."
    report = next(q for q in extractor.extract(text).quotes if q.text.startswith("the bid"))
    assert report.speaker is not None
    assert report.speaker.endswith("economy ministry")


def test_nobody_says_what_they_were_asked_or_would_not_say(extractor: Extractor) -> None:
    text = (
        "Asked whether he would resign, Paul Ode paused. He declined to say who would follow him.\n\n"
        "Paul Ode said the vote had been fair."
    )
    assert [q.text for q in extractor.extract(text).quotes] == ["the vote had been fair"]


def test_a_dateline_names_nobody(extractor: Extractor) -> None:
    text = (
        "OSLO/FRANKFURT, March 11 (Newsline) - Norwegian fertiliser maker Nordnitra said on Wednesday it had "
        "rejected a takeover proposal, calling it “opportunistic in timing”."
    )
    assert {q.speaker for q in extractor.extract(text).quotes} == {"Nordnitra"}


def test_a_name_in_brought_in_somebodys_place_is_not_theirs(extractor: Extractor) -> None:
    text = (
        "“They take what they like,” said Espoir Obi, who owns two boats.\n\n"
        "Asked about the rules, a port agent in Goma shrugged.\n\n“A life jacket costs 15 dollars,” he said."
    )
    (quote,) = (q for q in extractor.extract(text).quotes if q.text.startswith("A life jacket"))
    assert quote.speaker == "unnamed: a port agent in Goma"


def test_whom_somebody_without_a_name_tells_does_not_take_the_floor(extractor: Extractor) -> None:
    text = (
        "District Attorney Mark Lund said the case “shows what neighbours can do.”\n\n"
        "The homeowner, who asked us not to use his name, told KWHT's Jenna Okpara he almost did not call.\n\n"
        "“I watched it ten times before I dialed,” he said."
    )
    (quote,) = (q for q in extractor.extract(text).quotes if q.text.startswith("I watched"))
    assert quote.speaker == "unnamed: the homeowner"


def test_a_ministry_keeps_the_commas_in_its_name(extractor: Extractor) -> None:
    text = (
        "A spokesperson for the Ministry of Housing, Communities and Local Government said no council would lose money "
        "and that support would go to those “most affected by the changes”."
    )
    assert {q.speaker for q in extractor.extract(text).quotes} == {
        "Ministry of Housing, Communities and Local Government"
    }
    text = "“We will see,” said the Department for Ports, Shipping and Coastal Towns."
    assert extractor.extract(text).quotes[0].speaker == "Department for Ports, Shipping and Coastal Towns"


def test_an_office_is_whoever_the_article_says_holds_it(extractor: Extractor) -> None:
    text = (
        "Police have detained three men in what the prime minister called “a rehearsal for something worse”.\n\n"
        "The men were arrested in a series of raids.\n\n"
        "Prime Minister Irina Cazacu said the group had been “trained, paid and given maps”."
    )
    assert {q.speaker for q in extractor.extract(text).quotes} == {"Irina Cazacu"}


@pytest.mark.parametrize(
    "mills",
    [
        "Tom Mills, Queen Elizabeth's cousin,",
        "Tom Mills, Princess Anne's driver,",
        "Queen guitarist Tom Mills",
        "Tom Mills, the actress's agent,",
        "Tom Mills, who runs his wife's bakery,",
    ],
)
def test_somebody_is_not_a_woman_for_whose_cousin_he_is(extractor: Extractor, mills: str) -> None:
    text = f"{mills} spent the day at home. A letter from Peter Cole's office had come.\n\n“I stayed in,” he said."
    (quote,) = extractor.extract(text).quotes
    assert quote.speaker == "Tom Mills"


def test_a_spokesman_may_be_a_woman_by_her_name(extractor: Extractor) -> None:
    text = (
        "Donald Harlow met voters on Monday. Harlow spokesman Hope Marsh confirmed that the group was apart from the "
        "campaign. “They are not with us,” she said, adding, “Mr. Harlow is grateful.”"
    )
    quotes = [quote.speaker for quote in extractor.extract(text).quotes if quote.kind.value != "indirect"]
    assert quotes == ["Hope Marsh", "Hope Marsh"]


def test_she_is_no_donald(extractor: Extractor) -> None:
    (quote,) = extractor.extract("Donald Harlow met voters. “They are not with us,” she said.").quotes
    assert quote.speaker is None


def test_who_says_a_name_is_hardly_the_one_who_bears_it(extractor: Extractor) -> None:
    told, said = (
        extractor.extract(f"Donald Harlow met voters on Monday. “{words} will stand,” he said.").quotes[0].confidence
        for words in ("Donald Harlow", "The Harlow Tower")
    )
    assert told < 0.5 < said
