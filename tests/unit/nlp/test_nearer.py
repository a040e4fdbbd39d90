"""Who speaks where the tree hangs the reporting verb on somebody else: own sentences, one construct each."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

NEARER = [
    # what somebody is, without the comma behind it
    ("“It is the wind,” Kiran Selva, an analyst at the Coast and Water think tank told CBS News.", "It is the",
     "Kiran Selva"),
    ("“We are done,” Ada Moss, head of policy at the charity said.", "We are", "Ada Moss"),
    ("“We are done,” Ada Moss, who runs the charity, said.", "We are", "Ada Moss"),
    # a second clause with its own subject
    ("The issue had come up after Mr. Moss, asked about the deaths, had said, “Others do it too.”", "Others", "Moss"),
    ("Jan Cole took on Ada Moss after the senator had said that he was “a weather vane”. Senator Moss was calm.",
     "a weather", "Ada Moss"),
    # the sender, not the letter
    ("Ada Moss had sent Ben Askew a string of texts, including one that read, “Pay me or go.”", "Pay me", "Ada Moss"),
    ("It ended over what a lawsuit filed by Ada Moss described as “systematic skimming” from the till.",
     "systematic", "Ada Moss"),
    ("Ben Askew, her aide, pointed to remarks Ada Moss made in May: that she was “tired of it all by now”.",
     "tired", "Ada Moss"),
    # where somebody is seen to say it
    ("There were groans from the benches, where Sir Ben Askew was seen mouthing the word “shame” at a colleague.",
     "shame", "Ben Askew"),
    # told within what others say
    ("Ada Moss came late. Police say that she told one officer, “I could not find my keys.”", "I could", "Ada Moss"),
    ("Ben Askew was jailed. The clerk recalled that he said, “I will be back.”", "I will", "Ben Askew"),
    # within somebody's words
    ("“I saw it,” Ben Askew said. “My wife goes, ‘Call the police.’ So I called.”", "Call the",
     "unnamed: Ben Askew’s wife"),
    ("Ada Moss said: “My mother was a nurse. She used to say, ‘They time the visit.’ I know.”",
     "They time", "unnamed: Ada Moss’s mother"),
    ("“My son Karl was there,” Ada Moss said. “He said, ‘It is late.’”", "It is late", "Karl"),
    ("“I got four emails calling it ‘homework’,” Ben Askew said.", "homework", "unnamed: four emails"),
    # a spokesman without a name goes on
    ("The minister’s official spokesman said that “patience” was needed.\n\nAsked about the date, he replied: “Soon.”",
     "Soon", "unnamed: the minister’s official spokesman"),
    ("Ben Askew said Ada Moss had told a clerk that the accounts were “with the auditor”.", "with the", "Ada Moss"),
    ("Ben Askew said that Ada Moss once described the deal as “the gold standard of deals”.", "the gold", "Ada Moss"),
    ("Ben Askew was pleased Ada Moss had said that because, he said, it showed how “intolerant they all were”.",
     "intolerant", "Ben Askew"),
    # a name behind what somebody is, with a comma between
    ("Odile Marsh’s teacher, the late Hungarian pianist Gabor Szell, told her she had “hands like shovels”.",
     "hands like", "Gabor Szell"),
    # a line that opens with who told it is no dateline
    ("Lucy Farrant said he was “a man in despair”.\n\nJudge Helen Strood told him: “You took it.” She called his "
     "remorse “late and thin”.", "late and", "Helen Strood"),
    # a "he" is no Ada
    ("Ada Moss runs the band, and her brother Bruno keeps the books. She is 61.\n\n“She bullies us all,” he says.",
     "She bullies", "Bruno"),
    # kin told of before the speaker's words, and within them
    ("Ada Moss said her father had told her so. “He was ill,” she said. “He’d say, ‘Not with that one.’”",
     "Not with", "unnamed: Ada Moss’s father"),
    ("“My grandmother called it ‘the old lady’,” says Ben Askew, who has guided here since 1988.",
     "the old", "unnamed: Ben Askew’s grandmother"),
    # who shakes her head speaks; who is brought in behind a speaker does, too
    ("Ben Askew suggested her memory was “coloured by grief”. Ada Moss shook her head. “It is all I have of him.”",
     "It is all", "Ada Moss"),
    ("“I hit the ball,” Jonas Hirsch insisted. His manager, Oskar Feld, backed him. “If that’s red, stop it,” he said.",
     "If that", "Oskar Feld"),
    # what had been is told by who spoke just before
    ("“He is no spy,” his lawyer Ben Askew told them. Mr Holt had gone there “for work, and only for work”.",
     "for work", "Ben Askew"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "begins", "speaker"), NEARER)
def test_the_nearer_one_speaks(extractor: Extractor, text: str, begins: str, speaker: str) -> None:
    quotes = [q for q in extractor.extract(text).quotes if q.text.startswith(begins)]
    assert [q.speaker for q in quotes] == [speaker]


ASIDE = [
    ("“It feels like, ‘We can wait,’” Ada Moss said.", "We can wait", None),
    ("Ada Moss hit out at an airline after she was told her son’s cello “was not a person”.", "was not", None),
    ("Ben Askew, who uses a wheelchair, said he had been told to “go round the back”.", "go round", None),
    ("Asked whether “new” covered old money, she said it did.", "new", None),
]


@pytest.mark.parametrize(("text", "begins", "speaker"), ASIDE)
def test_what_nobody_says_has_no_speaker_of_its_own(
    extractor: Extractor, text: str, begins: str, speaker: str | None
) -> None:
    quotes = [q for q in extractor.extract(text).quotes if q.text.startswith(begins)]
    assert all(q.speaker in (speaker, "Ada Moss") for q in quotes)


def test_who_speaks_next_is_not_who_spoke_before(extractor: Extractor) -> None:
    text = (
        "Most of them have spoken of dropping bombs. Cole said he'd make sand “glow in the dark,” for instance, and "
        "Marsh vowed to “bomb the hell” out of the militants.\n\nTom Marsh and Ann Cole are both standing."
    )
    glow, bomb = (quote for quote in extractor.extract(text).quotes if quote.kind.value != "indirect")
    assert (glow.text, glow.speaker) == ("glow in the dark,", "Ann Cole")
    assert (bomb.text, bomb.speaker) == ("bomb the hell", "Tom Marsh")
