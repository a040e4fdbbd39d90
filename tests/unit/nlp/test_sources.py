"""Speakers told elsewhere than beside their words: brought in without a name, held back, or named in a headline."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (  # "the man" is the resident, and no longer the colonel
            "Colonel Ivo Rand said the town was calm.\n\nA resident reached by phone disagreed.\n\n"
            "“They are shooting as we speak,” the man said.",
            "They are",
            "unnamed: a resident",
        ),
        (
            "A rescue worker told reporters two girls were alive. “We heard a song,” he said.",
            "We heard",
            "unnamed: a rescue worker",
        ),
        (  # somebody named since is nearer
            "A resident waved. Then Anton Weil came out. “I am the landlord,” he said.",
            "I am",
            "Anton Weil",
        ),
        (
            "The report names nobody. The report says the dam was weak. It calls the owners “tenants of luck”.",
            "tenants of luck",
            "unnamed: the report",
        ),
        (  # an opening that holds the name back
            "A plumber who faked his own death sent his wife a card saying “Wish you were here”.\n\n"
            "Neil Trask, 44, left his boots on a beach in Wales.",
            "Wish you",
            "Neil Trask",
        ),
        (
            "Housing minister: “Not now” to rent cap\n\nHousing minister Una Lind ruled out a cap on Monday.",
            "Not now",
            "Una Lind",
        ),
        (
            "Families were “treated as a nuisance”\n\nNora Pell has waited eight years.\n\n"
            "“We were treated as a nuisance and sent home,” Nora Pell said.",
            "treated as a nuisance",
            "Nora Pell",
        ),
        (
            "Rovers drew again.\n\nRovers head coach Maribel Santos: “A point is a point, and we were asleep.”",
            "A point",
            "Maribel Santos",
        ),
        (
            "Rita and Gordon Pell said in a joint statement: “We have waited eight years for this.”",
            "We have",
            "Rita Pell and Gordon Pell",
        ),
        (
            "Cole Haver, an actor, was there. “I wish her well,” the “Harbor Nights” star told a reporter.",
            "I wish",
            "Cole Haver",
        ),
        (
            "Zora Maddock left the band. “i am in pieces” — @moonfan",
            "i am",
            "unnamed: @moonfan",
        ),
        (  # he who is spoken of is not the one who speaks
            "Jim Dill lost to Sam Acker twice. “I had notes,” Dill said. “He had a pear, and he said, ‘Eat it, Jim.’”",
            "Eat it",
            "Sam Acker",
        ),
        (
            "Deputies arrested a man at the gate. He told them he “lost heart,” the affidavit says.",
            "lost heart",
            "unnamed: a man",
        ),
        (
            "Tom Rhys backed the ban. Several landscapers spoke. One of them, who gave no name, was cross.\n\n"
            "“They can blow over there,” he said.",
            "They can",
            "unnamed: one of them",
        ),
        (  # a letter is its writer's
            "In a letter to staff, Gunnar Thoren wrote that the cuts were his. Nobody replied.\n\n"
            "“That was cold, and I am sorry,” the letter said.",
            "That was",
            "Gunnar Thoren",
        ),
        (  # an office has one holder
            "The prime minister has said he is “deeply sorry” for the floods.\n\n"
            "Laura Wahlberg told parliament on Monday that the alarm failed.",
            "deeply sorry",
            "Laura Wahlberg",
        ),
        (
            "Birds remember, the University of Aberlour has found. Nobody minded. Masks were worn.\n\n"
            "Crofters grumbled. Rain fell. “No crow was harmed by it,” the university said.",
            "No crow",
            "University of Aberlour",
        ),
    ],
)
def test_speaker_is_found_away_from_the_words(extractor: Extractor, text: str, words: str, speaker: str) -> None:
    found = next(q for q in extractor.extract(text).quotes if q.text.startswith(words))
    assert found.speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "He was sorry that they had learned of it through an invitation titled “Changes.”",
        "The last menu of Odile March at Le Sel is on the wall: it is called “Thank You, Good Night”.",
        "The rules left out “near misses”, a category that families had wanted to see examined.",
    ],
)
def test_titles_and_terms_are_no_quotes(extractor: Extractor, text: str) -> None:
    assert [q.text for q in extractor.extract(text).quotes if q.kind.value != "indirect"] == []
