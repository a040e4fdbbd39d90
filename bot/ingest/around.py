"""The lines around a headline, as a reader sees them: kicker, deck, byline, dateline.

A page has many names and dates. Those that belong to its article stand by its headline, before the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ingest.blocks import Block

_BEFORE = 4  # lines above a headline that may belong to it
_AFTER = 25
_LONG = 30  # words; the second paragraph of that length is the story's


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands above the headline and what below it, each in the page's order; empty where no headline is seen."""

    above: Sequence[Block] = ()
    below: Sequence[Block] = ()


def around(blocks: Sequence[Block], title: str | None) -> Surroundings:
    """The lines around the headline.

    Args:
        blocks: the page's, without the unseen.
        title: the headline, as it is printed.
    """
    wanted = key_of(title or "")
    at = _place(blocks, wanted) if wanted else None
    if at is None:
        return Surroundings()
    below: list[Block] = []
    long = 0
    for block in blocks[at + 1 : at + 1 + _AFTER]:
        long += len(block.words) >= _LONG
        if long == 2:
            break
        below.append(block)
    return Surroundings(above=blocks[max(at - _BEFORE, 0) : at], below=below)


def _place(blocks: Sequence[Block], wanted: str) -> int | None:
    alike = [i for i, block in enumerate(blocks) if key_of(block.text) == wanted]
    headings = [i for i in alike if any(e.tag == "h1" for e in (blocks[i].element, *blocks[i].element.iterancestors()))]
    if headings or alike:
        return (headings or alike)[0]
    if len(wanted) < 15:
        return None
    within = next((i for i, b in enumerate(blocks) if wanted in key_of(b.text) and len(b.words) < 60), None)
    if within is not None:
        return within
    # The title in the head may say more than the headline: "Print: …".
    keys = ((i, key_of(b.text)) for i, b in enumerate(blocks) if b.tag in ("h1", "h2", "h3"))
    return next((i for i, key in keys if key in wanted and len(key) >= 0.6 * len(wanted)), None)


def key_of(text: str) -> str:
    """A text's letters and digits alone, for telling whether two are the same."""
    return "".join(re.findall(r"\w+", text.casefold()))
