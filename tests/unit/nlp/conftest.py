"""What the tests of this package share."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor as the product runs it; loaded once a process, since the model takes seconds."""
    return Extractor.load()
