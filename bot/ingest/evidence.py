"""What is known of a page when its kind is told; see `judge`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from bot.ingest.blocks import Block, count_words
from bot.ingest.cards import Cards, cards_of
from bot.ingest.controls import buttons_of, is_interposed
from bot.ingest.head import Head
from bot.ingest.jsonld import ARTICLES, Node, types
from bot.ingest.markup import Element
from bot.ingest.notices import quotes, speaks

_PROSE = 12  # words; a shorter block is a line of a menu, a label, a credit


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
    asked: str | None = None  # the link as it was given, before redirects
    dated: bool = False  # whether a day of publication was found,
    signed: bool = False  # and an author

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
        total = sum(b.count for b in self.body_blocks)
        return sum(b.links * b.count for b in self.body_blocks) / total if total else 0.0

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
        return self.og_type in ("article", "news", "news.article", "blog") or bool(self.said_types & ARTICLES)

    @cached_property
    def said_types(self) -> frozenset[str]:
        """What the page says that it is about, in JSON-LD or microdata: types of schema.org, lower case."""
        marked = (
            e.get("itemtype", "").rstrip("/").rpartition("/")[2].lower()
            for e in self.tree.iter()
            if isinstance(e.tag, str) and e.get("itemtype") and not e.get("itemprop")
        )
        return frozenset().union(*(types(n) for n in self.nodes), marked)

    @cached_property
    def interposed(self) -> bool:
        """Whether the site led the link to a page of its own that keeps the link for later."""
        return is_interposed(self.asked, self.url)

    @cached_property
    def cards(self) -> Cards:
        """The page's teasers."""
        return cards_of(self.seen)

    @cached_property
    def own_words(self) -> int:
        """Words of what was found for an article that stand in no teaser."""
        return sum(b.count for b in self.body_blocks if not self.cards.hold(b.element))

    @cached_property
    def buttons(self) -> list[str]:
        return buttons_of(self.tree)

    @cached_property
    def told(self) -> list[Block]:
        """What the page tells: without its menus, its foot and lines that only lead elsewhere."""
        return [b for b in self.blocks if b.links < 0.6 and not _in_frame(b)]

    @cached_property
    def told_text(self) -> str:
        return "\n".join(b.text for b in self.told)

    @cached_property
    def story_signs(self) -> int:
        """How much speaks for a story, 0 to 6: what the page calls itself, a day, a name, prose, somebody's words."""
        prose = sum(b.count for b in self.body_blocks if b.count >= _PROSE and not speaks(b.text))
        return (
            self.says_article
            + self.dated
            + self.signed
            + (prose >= 50)
            + (prose >= 120)
            + any(quotes(p) for p in self.body)
        )


def _in_frame(block: Block) -> bool:
    return any(a.tag in ("nav", "footer", "aside") for a in (block.element, *block.element.iterancestors()))
