"""The trained component: what it finds in plain reporting sentences, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from spacy.language import Language

from bot.nlp.learned.model import LearnedAttribution, QuoteModel, WrongPipeline
from bot.nlp.marks import Paragraphs, find_quoted


@pytest.fixture(scope="module")
def model(nlp: Language) -> QuoteModel:
    return QuoteModel.load(nlp)


@contextmanager
def _version(nlp: Language, version: str) -> Iterator[None]:
    before = nlp.meta["version"]
    nlp.meta["version"] = version
    try:
        yield
    finally:
        nlp.meta["version"] = before


def _read(model: QuoteModel, nlp: Language, text: str) -> list[LearnedAttribution]:
    return model.attributions(nlp(text), [(q.start, q.end) for q in find_quoted(text, Paragraphs(text))])


def _words(text: str, found: LearnedAttribution) -> tuple[str, str, tuple[str, ...]]:
    source = text[slice(*found.source)] if found.source else ""
    return text[slice(*found.cue)], source, tuple(text[slice(*part)] for part in found.content)


REPORTED = [
    # the plain order
    (
        "The mayor said the bridge would open in June.",
        ("said", "The mayor", ("the bridge would open in June",)),
    ),
    # the cue at the end
    (
        "The bridge will open in June, the mayor said.",
        ("said", "the mayor", ("The bridge will open in June",)),
    ),
    # no verb
    (
        "According to Ms Lindqvist, two of the pumps had failed.",
        ("According to", "Ms Lindqvist", ("two of the pumps had failed",)),
    ),
    # two parts with the cue between them
    (
        "“We were told nothing,” Ms Lindqvist said. “It was a disgrace.”",
        ("said", "Ms Lindqvist", ("“We were told nothing,”", "“It was a disgrace.”")),
    ),
]


@pytest.mark.parametrize(("text", "expected"), REPORTED)
def test_finds_cue_source_and_content(
    model: QuoteModel, nlp: Language, text: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    (found,) = _read(model, nlp, text)
    assert _words(text, found) == expected


def test_tells_speech_from_thought(model: QuoteModel, nlp: Language) -> None:
    (said,) = _read(model, nlp, "The mayor said the bridge would open in June.")
    (thought,) = _read(model, nlp, "The mayor believes the bridge will open in June.")
    assert (said.speech, thought.speech) == (True, False)


def test_finds_nothing_in_a_sentence_without_a_report(model: QuoteModel, nlp: Language) -> None:
    assert _read(model, nlp, "The bridge opened in June after two years of work.") == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "“", "said", "” said “ said"])
def test_takes_any_text(model: QuoteModel, nlp: Language, text: str) -> None:
    assert isinstance(_read(model, nlp, text), list)


def test_same_text_same_answer(model: QuoteModel, nlp: Language) -> None:
    text = "The mayor said the bridge would open in June. “It will,” her deputy added."
    assert _read(model, nlp, text) == _read(model, nlp, text)


def test_refuses_another_version_of_the_pipeline(nlp: Language) -> None:
    with _version(nlp, "0.0.1"), pytest.raises(WrongPipeline):
        QuoteModel.load(nlp)
