"""Rows of teasers, however they are built: siblings of one make, each with a link of several words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ingest.blocks import count_words
from bot.ingest.markup import Element

_LEAST = 4  # siblings; fewer are a pair of links in a text
_ANCHOR = 3  # words; a shorter link is a menu's
_LONGEST = 110  # words of one teaser; what is longer is a text
_FRAMES = frozenset(["nav", "footer", "aside", "header"])


@dataclass(frozen=True, slots=True)
class Cards:
    """The teasers of a page: where they stand, how many stories they lead to, and how many words they have."""

    elements: frozenset[Element]
    count: int
    words: int

    def hold(self, element: Element) -> bool:
        """Whether an element stands in one of them."""
        return any(step in self.elements for step in (element, *element.iterancestors()))


def cards_of(tree: Element) -> Cards:
    """The teasers of a page.

    Args:
        tree: the page, without what is not seen.
    """
    rows: dict[tuple[Element, str, str], dict[str, Element]] = {}
    for link in tree.iter("a"):
        href = (link.get("href") or "").partition("#")[0]
        if not href or count_words(link.text_content()) < _ANCHOR:
            continue
        chain = [link, *link.iterancestors()]
        if any(step.tag in _FRAMES for step in chain):
            continue
        for step in chain[:6]:
            parent = step.getparent()
            if parent is None or step.tag in ("body", "main", "html"):
                break
            row = (parent, str(step.tag), (step.get("class") or "").partition(" ")[0])
            rows.setdefault(row, {}).setdefault(href, step)
    found: dict[str, Element] = {}
    for members in rows.values():
        if len(members) < _LEAST or len(set(members.values())) < _LEAST:
            continue
        for href, element in members.items():
            held = found.get(href)
            if count_words(element.text_content()) > _LONGEST:
                continue
            if held is None or held in set(element.iterdescendants()):  # the widest of one make
                found[href] = element
    elements = frozenset(found.values())
    words = sum(count_words(e.text_content()) for e in elements if not any(a in elements for a in e.iterancestors()))
    return Cards(elements, len(found), words)
