"""What is known of a page when its kind is told; see `judge`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from bot.ingest.blocks import Block, count_words
from bot.ingest.head import Head
from bot.ingest.jsonld import ARTICLES, Node, types
from bot.ingest.markup import Element


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What is known of a page when its kind is told. `body` is what was found for an article."""

    url: str | None
    tree: Element  # as it came
    seen: Element  # without the unseen
    blocks: Sequence[Block]  # of `seen`
    nodes: Sequence[Node]
    head: Head
    title: str | None
    body: Sequence[str]
    body_blocks: Sequence[Block]
    told_words: int  # words of an `articleBody` in JSON-LD
    consent_words: int  # words of consent layers that were taken out

    @cached_property
    def shown(self) -> str:
        """All that a reader sees, a block a line."""
        return "\n".join(b.text for b in self.blocks)

    @cached_property
    def shown_words(self) -> int:
        return count_words(self.shown)

    @cached_property
    def headings(self) -> list[str]:
        tops = (" ".join(e.text_content().split()) for e in self.seen.iter("h1", "h2"))
        named = [" ".join((e.text or "").split()) for e in self.tree.iter("title")]
        return [text for text in (*named[:1], *tops) if text][:4]

    @cached_property
    def words(self) -> int:
        """How long the article is that was found."""
        return sum(map(count_words, self.body))

    @cached_property
    def linked(self) -> float:
        """The share of the body's words that are links, 0 to 1; 0 where the body is not from the page's blocks."""
        total = sum(len(b.words) for b in self.body_blocks)
        return sum(b.links * len(b.words) for b in self.body_blocks) / total if total else 0.0

    @cached_property
    def og_type(self) -> str:
        return (self.head.first("og:type") or "").lower()

    @cached_property
    def path(self) -> str:
        try:
            parts = urlsplit(self.url or "")
        except ValueError:
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @cached_property
    def says_article(self) -> bool:
        """Whether the page calls itself an article."""
        return self.og_type in ("article", "news", "news.article", "blog") or any(
            types(n) & ARTICLES for n in self.nodes
        )
