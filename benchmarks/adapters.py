"""The product's own fetcher and reader, in the shapes that outside benches ask for.

`PULLQUOTE_FETCH_ALLOW` (host:port pairs, by commas) lets both reach a local test server. As a command it reads many:

    python -m benchmarks.adapters urls.json out.json 127.0.0.1:8000

urls.json holds {id: link}; out.json gets {id: what `ingest` gives}. The third word is added to the allowed pairs.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from pathlib import Path

from bot.ingest.fetch import Fetcher
from bot.ingest.reader import Reader
from bot.ingest.types import ArticleText
from config.settings import load_settings


@cache
def _fetcher() -> Fetcher:
    return Fetcher(allow=load_settings().fetch_allow)


@cache
def _reader() -> Reader:
    return Reader(fetch_allow=load_settings().fetch_allow, languages=None)


def fetch(url: str) -> tuple[int, bytes]:
    """The status and the body of a link, through the guarded fetcher.

    Raises:
        NoArticle: where the guard refuses, or a limit is reached.
    """
    got = _fetcher().get(url)
    return got.status, got.body


def ingest(url: str) -> dict[str, object]:
    """What reading a link yields: `kind`, `title`, `text`, `authors`, `published` (ISO date) and `url`."""
    reading = _reader().read_link(url)
    if not isinstance(reading, ArticleText):
        return {
            "kind": reading.kind.value,
            "title": None,
            "text": reading.excerpt or "",
            "authors": [],
            "published": None,
            "url": reading.url or url,
        }
    return {
        "kind": reading.kind.value,
        "title": reading.title,
        "text": reading.text,
        "authors": list(reading.authors),
        "published": reading.published.isoformat() if reading.published else None,
        "url": reading.canonical_url or reading.url or url,
    }


def main() -> None:
    """Reads every link of a file."""
    given, wanted, *allow = sys.argv[1:]
    if allow:
        os.environ["PULLQUOTE_FETCH_ALLOW"] = ",".join(filter(None, (os.environ.get("PULLQUOTE_FETCH_ALLOW"), *allow)))
    links = json.loads(Path(given).read_text("utf-8"))
    Path(wanted).write_text(json.dumps({name: ingest(link) for name, link in links.items()}), "utf-8")


if __name__ == "__main__":
    main()
