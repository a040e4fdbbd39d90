"""Why a quote came out as it did, in words."""

from __future__ import annotations

import pytest

from bot.nlp.confidence import _REPORTS, _RULES
from bot.nlp.explanation import OPINIONS, RULES
from bot.nlp.extractor import Extractor
from bot.nlp.finding import Opinion

TEXT = "Amara Okafor, the harbour master, was blunt. “The wall will not hold,” Okafor told Piet Janssen on Monday."


def test_explanation_names_cue_rule_and_candidates(extractor: Extractor) -> None:
    explanation = extractor.explain(TEXT, 0)
    assert explanation.rule == "cue after"
    assert explanation.cue == "told"
    assert explanation.mention == "Okafor"
    assert explanation.candidates[0][0] == "Amara Okafor"
    assert any("Amara Okafor" in line for line in explanation.lines())


def test_explanation_is_of_the_quote_that_extract_gives(extractor: Extractor) -> None:
    assert extractor.explain(TEXT, 0).quote == extractor.extract(TEXT).quotes[0]


def test_quote_that_is_not_there_is_an_index_error(extractor: Extractor) -> None:
    with pytest.raises(IndexError):
        extractor.explain(TEXT, 99)


def test_every_rule_has_words_and_a_measured_chance() -> None:
    assert set(_RULES) | {rule.rpartition(" and ")[2] for rule in _REPORTS} == set(RULES)


def test_every_opinion_has_words() -> None:
    assert set(OPINIONS) == {opinion.value for opinion in Opinion}
