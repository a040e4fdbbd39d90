"""What the tests of this package share."""

from __future__ import annotations

import pytest
from spacy.language import Language

from bot.nlp.extractor import Extractor
from bot.nlp.model import load_model


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor as the product runs it; loaded once a process, since the model takes seconds."""
    return Extractor.load()


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The spaCy pipeline; the extractor's own."""
    return load_model()
