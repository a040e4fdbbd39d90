"""The meta elements of a page, by name: what it says of itself to search engines and social networks."""

from __future__ import annotations

import html
import json

from bot.ingest.markup import Element

_BYLINE_LABELS = frozenset({"written by", "author", "by", "verfasst von", "escrito por", "écrit par"})


class Head:
    """The meta elements of a page, by lower-case name; entities that were escaped twice are read as meant."""

    def __init__(self, tree: Element) -> None:
        self._values: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
            content = " ".join(html.unescape(meta.get("content") or "").split())
            if name and content:
                self._values.setdefault(name, []).append(content)
        self._unfold()

    def first(self, *names: str) -> str | None:
        return next((self._values[name][0] for name in names if name in self._values), None)

    def all(self, *names: str) -> list[str]:
        return [value for name in names for value in self._values.get(name, [])]

    def _unfold(self) -> None:
        """Names what stands within others: Parse.ly's object, and the pairs of labels and data for shared links."""
        try:
            page = json.loads(self.first("parsely-page") or "{}")
        except ValueError:
            page = {}
        if isinstance(page, dict):
            authors = page.get("authors") or page.get("author")
            for author in authors if isinstance(authors, list) else [authors]:
                if isinstance(author, str):
                    self._values.setdefault("parsely-author", []).append(author)
            if isinstance(page.get("pub_date"), str):
                self._values.setdefault("parsely-pub-date", []).append(page["pub_date"])
        for number in "12":
            label = (self.first(f"twitter:label{number}") or "").strip(" :").lower()
            data = self.first(f"twitter:data{number}")
            if data and label in _BYLINE_LABELS:
                self._values.setdefault("twitter:written-by", []).append(data)
