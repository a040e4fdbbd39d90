"""Who is meant where a speaker is told by an office, a country, an age, or not by name at all."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

LAST = [
    pytest.param(
        "Poland's interior minister said the gate would “stay shut until spring”.\n\n"
        "“Nobody will be left in the snow,” Hanna Wolska told reporters in Lublin.",
        "stay shut until spring",
        "Hanna Wolska",
        id="an office whose holder is named below",
    ),
    pytest.param(
        "The driver, identified as Todd Marsh, 31, told officers he “saw nothing”, the report says.",
        "saw nothing",
        "Todd Marsh",
        id="named by a clause",
    ),
    pytest.param(
        "A neighbor, who gave only her first name, Wanda, said it was “like thunder.”",
        "like thunder.",
        "Wanda",
        id="a first name only",
    ),
    pytest.param(
        "Marit Dahl, who came third, was gracious. “She was faster,” said the Norwegian.",
        "She was faster,",
        "Marit Dahl",
        id="a countrywoman",
    ),
    pytest.param(
        "Captain Ioan Bratu has never won there. The 34-year-old prop, in his last season, smiled. "
        "“I have one more try,” he said.",
        "I have one more try,",
        "Ioan Bratu",
        id="an age",
    ),
    pytest.param(
        "Norbank will shut 40 branches, the lender said, citing what it called “changed habits”.",
        "changed habits",
        "Norbank",
        id="a body that lends",
    ),
    pytest.param(
        "Nell Pryor, 70, said she would “walk instead”. Her friend Dora Fitch was less sure. “Two miles is two miles,” "
        "she said.",
        "Two miles is two miles,",
        "Dora Fitch",
        id="who reacts speaks",
    ),
    pytest.param(
        "Rhona Tudor lost her brother in 2017. “He would be forty,” she said.",
        "He would be forty,",
        "Rhona Tudor",
        id="who has her own is a person",
    ),
    pytest.param(
        "Ray Stubbs, 31, forgot the rings. His new wife, Georgia, forgave him. “I have the other ones,” she laughed.",
        "I have the other ones,",
        "Georgia",
        id="a wife is no country",
    ),
    pytest.param(
        "“We build gates,” wrote Gatewell co-founder Amir Sethi in a post.",
        "We build gates,",
        "Amir Sethi",
        id="a body's founder",
    ),
    pytest.param(
        "Her agent confirmed the split of Lia Moreau. “They remain friends,” the agent said.",
        "They remain friends,",
        "unnamed: her agent",
        id="hers, without a name",
    ),
    pytest.param(
        "Petr Novak called and something knocked. The girl's father, who was abroad, wept on the telephone. "
        "“They gave her back,” he said.",
        "They gave her back,",
        "unnamed: the girl's father",
        id="somebody's father",
    ),
    pytest.param(
        "Nurses were tired. One said there had been “no bread for days”.",
        "no bread for days",
        "unnamed: one of the nurses",
        id="one of them",
    ),
    pytest.param(
        "Women sat on the floor. “I am not allowed to be tired,” said one, a mother of four.",
        "I am not allowed to be tired,",
        "unnamed: a mother of four",
        id="one, with what she is",
    ),
    pytest.param(
        "Another minister, speaking privately, conceded that the whips had been “asleep”. "
        "“They counted badly,” they said.",
        "They counted badly,",
        "unnamed: another minister",
        id="they, of one",
    ),
    pytest.param(
        "The Rivers Agency said the water was falling. A spokeswoman for the council said halls would “stay open”.",
        "stay open",
        "unnamed: a spokeswoman for the council",
        id="a council's spokeswoman is no agency",
    ),
    pytest.param(
        "Mina Abdi, 23, sat on the floor. Her sister Zuri, 19, is among the missing.\n\n“I had her hand,” she said.",
        "I had her hand,",
        "Mina Abdi",
        id="whose sister it is",
    ),
    pytest.param(
        "The warden told her the path was “quite safe”, Ada Quill said.",
        "quite safe",
        "unnamed: the warden",
        id="what one was told",
    ),
]


@pytest.mark.parametrize(("text", "words", "speaker"), LAST)
def test_who_is_meant(extractor: Extractor, text: str, words: str, speaker: str) -> None:
    quote = next(q for q in extractor.extract(text).quotes if q.text == words)
    assert quote.speaker == speaker


def test_who_a_country_tells_apart(extractor: Extractor) -> None:
    text = (
        "Danish rider Nils Holm beat Lars Berg by a second. Berg was furious. “I am done with him,” the Swede said. "
        "“He is slow,” said the Dane."
    )
    assert [q.speaker for q in extractor.extract(text).quotes] == ["Lars Berg", "Nils Holm"]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Luis Prado scored twice. “I slipped a bit,” Prado said. His manager, Jan Holt, was not amused. "
            "“He is 19 and he is mocking grown men,” he said.",
            "He is 19 and he is mocking grown men,",
            "Jan Holt",
        ),
        (
            "Judge Fergal Hanlon sat late. Garda Eimear Tuohy told the court she had asked what the gun was for. "
            "“He said it was for the bar,” she said.",
            "He said it was for the bar,",
            "Eimear Tuohy",
        ),
        (
            "The group's head of research Paul Tan said prices would fall.",
            "prices would fall",
            "Paul Tan",
        ),
        (
            "A surgeon told a colleague that a patient's scan was “nothing much”, the court heard.\n\n"
            "Sorcha Devane (38), a mother of two, died in March.",
            "nothing much",
            "unnamed: a surgeon",
        ),
    ],
)
def test_who_is_brought_in_to_speak_speaks(extractor: Extractor, text: str, words: str, speaker: str) -> None:
    assert next(q for q in extractor.extract(text).quotes if q.text == words).speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is big,” a Harlow aide said.", "unnamed: a Harlow aide"),
        ("“It is big,” said one Harlow confidant.", "unnamed: one Harlow confidant"),
        ("“It is big,” said a former Harlow adviser.", "unnamed: a former Harlow adviser"),
        ("“It is big,” the moderator said.", "unnamed: the moderator"),
        ("“It is big,” the Tribune employee wrote.", "unnamed: the Tribune employee"),
    ],
)
def test_somebodys_aide_is_not_that_somebody(extractor: Extractor, text: str, speaker: str) -> None:
    (quote,) = extractor.extract("Donald Harlow met voters at a debate in Leeds on Monday.\n\n" + text).quotes
    assert quote.speaker == speaker
