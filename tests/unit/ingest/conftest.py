"""The made-up newspaper's site, served once for all tests of reading links."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.ingest.fetch import Fetcher
from bot.ingest.reader import Reader
from tests.unit.ingest.site import Site, serve


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture(scope="session")
def reader(site: Site) -> Reader:
    """A patient reader that may reach the site."""
    return Reader(languages=None, fetcher=Fetcher(allow=site.allow, seconds=60.0))


@pytest.fixture(scope="session")
def hasty_reader(site: Site) -> Reader:
    """One that gives up soon, for pages that never end."""
    return Reader(languages=None, fetcher=Fetcher(allow=site.allow, seconds=0.5))
