"""Words in marks that are the article's own, though somebody speaks in the sentence."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

TERMS = [
    "Mina Abdi said she had slept outside because she could not pay the “bridge fee” asked at the gate.",
    "The opposition has accused ministers of ignoring warnings over the so-called “night boats” of Lagos.",
    "Asked to define “soon”, the minister did not reply.",
    "She wrote “The Long Winter” with her brother, a novelist.",
    "Teenagers call it “ghost parking” and the city does not.",
    "Known as “the Vicar” in the lower leagues, Holt scored twice.",
    "The elders proposed a name that means “place of reeds”.",
    "Island states want rich nations to pay into a “storm and flood” fund.",
    "The report says that in 2019 police arrested students and “agitators”, and let most of them go.",
]

PIECES = [
    ("Holt called the plan “nonsense” on Monday.", "nonsense"),
    ("She calls the scooters “electric weeds”.", "electric weeds"),
    ("The colonel said his men had come under “heavy fire”.", "heavy fire"),
    ("The firm described the losses as “temporary”.", "temporary"),
    ("The mayor said the bridge was a “disgrace”.", "disgrace"),
]


@pytest.mark.parametrize("text", TERMS)
def test_a_term_is_nobodys_quote(extractor: Extractor, text: str) -> None:
    assert [q.text for q in extractor.extract(text).quotes if q.kind != "indirect"] == []


@pytest.mark.parametrize(("text", "words"), PIECES)
def test_a_piece_of_what_somebody_said_is_kept(extractor: Extractor, text: str, words: str) -> None:
    assert [q.text for q in extractor.extract(text).quotes if q.kind != "indirect"] == [words]
