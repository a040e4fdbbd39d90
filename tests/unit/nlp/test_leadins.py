"""Reported speech that is no sentence by itself has the article's words before it."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

LEAD = "Mayor Ann Lee met builders on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "said", "lead_in"),
    [
        ("Ann Lee urged Oslo and its neighbours to step back.", "Oslo and its neighbours to step back", "urged"),
        ("Ann Lee accused the builders of hiding the cracks.", "the builders of hiding the cracks", "accused"),
        ("Ann Lee promised to repair the bridge by spring.", "to repair the bridge by spring", "promised"),
        ("Ann Lee warned drivers not to use the bridge.", "drivers not to use the bridge", "warned"),
        ("Ann Lee warned that the bridge was unsafe.", "the bridge was unsafe", None),
        ("Ann Lee warned the bridge was unsafe.", "the bridge was unsafe", None),
        ("The bridge was unsafe, Ann Lee warned.", "The bridge was unsafe", None),
        ("Ann Lee said on Monday that the bridge was unsafe.", "the bridge was unsafe", None),
        ("According to Ann Lee, the bridge was unsafe.", "the bridge was unsafe", None),
        ("Ann Lee added that everybody who came would be heard.", "everybody who came would be heard", None),
    ],
)
def test_what_is_no_sentence_has_its_verb_before_it(
    extractor: Extractor, text: str, said: str, lead_in: str | None
) -> None:
    (quote,) = extractor.extract(LEAD + text).quotes
    assert (quote.text, quote.lead_in) == (said, lead_in)


def test_what_is_denied_needs_no_second_lead_in(extractor: Extractor) -> None:
    (quote,) = extractor.extract(LEAD + "Ann Lee denied that she took money from the builder.").quotes
    assert (quote.denial, quote.lead_in) == ("denied that", None)
