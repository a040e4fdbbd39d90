"""What always holds of an extraction, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.nlp.extractor import Extractor
from bot.nlp.model import DEFAULT_MODEL, load_model
from bot.nlp.parse import CUT_NOTE

PIECES = st.sampled_from(
    ["“", "”", '"', "'", "’", "''", "\n\n", " ", ". ", ", ", "he said", "Ms Ndiaye", "said", "according to ", "that ",
     "it rains", "Q: ", "\ud800", "\x00", "\u200b", "🙂", "(D-Y)", "Rep. ", "called it ", "é", "\r\n"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_span_is_the_text_word_for_word(extractor: Extractor, text: str) -> None:
    extraction = extractor.extract(text)
    for number, quote in enumerate(extraction.quotes):
        assert text[quote.start : quote.end] == quote.text
        assert quote.text.strip() == quote.text != ""
        assert 0 <= quote.confidence <= 1
        assert quote.continues is None or quote.continues < number
        for span in (quote.speaker_mention, quote.cue):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "\ud83d", "x" * 5000, "“" * 300, "\u202e\u200f", "漢字「引用」"]
)
def test_odd_text_gives_an_extraction(extractor: Extractor, text: str) -> None:
    assert extractor.extract(text).language == "en"


def test_very_long_text_is_read_up_to_a_limit_and_says_so(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.nlp.parse.MAX_CHARS", 2000)
    text = "“It rains,” Ms Ndiaye said.\n\n" * 200
    extraction = extractor.extract(text)
    assert extraction.notes == (CUT_NOTE,)
    assert 0 < max(q.end for q in extraction.quotes) <= 2000
    assert all(text[q.start : q.end] == q.text for q in extraction.quotes)


def test_texts_come_back_in_their_order(extractor: Extractor) -> None:
    texts = [f"“It rains in town {n},” Ms Ndiaye said." for n in range(5)]
    assert [e.quotes[0].text for e in extractor.pipe(texts)] == [f"It rains in town {n}," for n in range(5)]


def test_the_pipeline_is_loaded_once_however_it_is_asked_for() -> None:
    assert load_model() is load_model(DEFAULT_MODEL)
