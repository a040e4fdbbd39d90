"""Transcripts and interviews: words without marks, told by the labels before them."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor
from bot.nlp.marks import Paragraphs, find_quoted
from bot.nlp.turns import Voice, find_turns, with_turns

HEARING = """Senator Owen Pritchard met Ruth Abelard, who runs the port, on Monday.

SEN. OWEN PRITCHARD: When did you know?

RUTH ABELARD: On the Tuesday. I was told by a docker.

I did not believe him.

(LAUGHTER)

PRITCHARD: Do you believe him now?

ABELARD: I do. He said “the crane is gone” and it was.

Abelard left the room without a word."""


def turns(text: str) -> list[tuple[str, str]]:
    return [
        ("" if t.label is None else text[slice(*t.label)], text[t.start : t.end])
        for t in find_turns(text, Paragraphs(text))
    ]


def test_turns_are_told_by_their_labels_and_stage_directions_left_out() -> None:
    assert turns(HEARING) == [
        ("SEN. OWEN PRITCHARD", "When did you know?"),
        ("RUTH ABELARD", "On the Tuesday. I was told by a docker."),
        ("RUTH ABELARD", "I did not believe him."),
        ("PRITCHARD", "Do you believe him now?"),
        ("ABELARD", "I do. He said “the crane is gone” and it was."),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Iowa: Ann Lee, Bob Day", "Ohio: Cal Fox, Dee Roe", "Iowa: Eve Poe", "Ohio: Flo Kay"],  # lists
        ["Lee: 1,769.", "Fox: 1,501.", "Lee: 547.", "Fox: 46."],  # counts
        ["Lee: I won.", "Fox: I lost.", "Day: We tied.", "Roe: You ran."],  # each one once: a survey of answers
        ["Lee: “I won.”", "Fox: “I lost.”", "Lee: “You did.”", "Fox: “I know.”"],  # marks tell it already
        ["Price: $30.", "Pages: 200.", "Price: £25.", "Pages: 210."],
        ["Lee: Why me?", "Fox: Why not?"],  # too few
    ],
)
def test_lists_with_labels_are_no_transcripts(lines: list[str]) -> None:
    assert turns("\n\n".join(lines)) == []


def test_questions_of_the_outlet_are_nobodys_quotes() -> None:
    text = "The Ledger: Why ice?\n\nIda Voss: I like it.\n\nThe Ledger: Still?\n\nIda Voss: I do, yes."
    assert [t.voice for t in find_turns(text, Paragraphs(text))] == [Voice.ASK, Voice.NAME, Voice.ASK, Voice.NAME]


def test_marks_in_a_turn_stand_inside_it() -> None:
    paragraphs = Paragraphs(HEARING)
    quoted, which = with_turns(find_quoted(HEARING, paragraphs), find_turns(HEARING, paragraphs))
    inner = next(q for n, q in enumerate(quoted) if n not in which)
    assert inner.parent is not None
    assert which[inner.parent].label is not None
    assert inner.depth == 1


def test_turns_are_quotes_of_whom_the_label_names(extractor: Extractor) -> None:
    found = extractor.extract(HEARING).quotes
    assert [(q.text[:14], q.speaker, q.continues) for q in found if "crane" not in q.text[:14]] == [
        ("When did you k", "Owen Pritchard", None),
        ("On the Tuesday", "Ruth Abelard", None),
        ("I did not beli", "Ruth Abelard", 1),
        ("Do you believe", "Owen Pritchard", None),
        ("I do. He said ", "Ruth Abelard", None),
    ]


def test_answers_are_those_of_the_one_interviewed(extractor: Extractor) -> None:
    text = (
        "Nuria Campos has written a book about wind. Campos spoke to us by phone.\n\nQ: Why wind?\n\n"
        "A: Because I could hear it.\n\nQ: Do you still?\n\nA: I do. It says, “Close the door.”"
    )
    found = extractor.extract(text).quotes
    answers = [q for q in found if q.text.startswith(("Because", "I do"))]
    assert [q.speaker for q in answers] == ["Nuria Campos", "Nuria Campos"]
    assert not any("?" in q.text for q in found)
