"""What became of an article's quotes when it was read again: which stand, which changed, which are gone.

A quote stands as long as its words stand in the new text, whether or not they are recognised for a quote there; so a
correction that the desk made outlives a new reading. A quote that changed is named with both wordings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

_ALIKE = 60.0  # rapidfuzz's ratio (0 to 100) from which two quotes are one in two wordings
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteChange:
    """A quote of the former version that stands no more. Numbers are indices into the sequences compared."""

    before: int
    after: int | None  # the same quote in other words; None: it is gone


def compare_quotes(before: Sequence[str], after: Sequence[str], text: str) -> list[QuoteChange]:
    """Which quotes of the former version changed or vanished, in the former's order.

    Args:
        before: the words of each quote in the former version.
        after: the words of each in the new one.
        text: the new version's whole text.
    """
    standing = [find_words(quote, text) is not None for quote in before]
    kept = {_plain(quote) for quote, stands in zip(before, standing, strict=True) if stands}
    free = {i for i, quote in enumerate(after) if _plain(quote) not in kept}
    gone = [i for i, stands in enumerate(standing) if not stands]
    pairs = sorted(
        ((fuzz.ratio(_plain(before[i]), _plain(after[j])), i, j) for i in gone for j in free),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    new: dict[int, int] = {}
    for likeness, i, j in pairs:
        if likeness >= _ALIKE and i not in new and j in free:
            new[i] = j
            free.discard(j)
    return [QuoteChange(before=i, after=new.get(i)) for i in gone]


def find_words(quote: str, text: str, near: int = 0) -> tuple[int, int] | None:
    """Where the words of a quote stand in a text, whatever the spaces and the style of marks between them.

    Args:
        quote: the words.
        text: where to look.
        near: of several places, the one that starts nearest to this offset.

    Returns:
        Start and end in `text`, or None.
    """
    words = _plain(quote).split()
    if not words:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)")
    # The plain form has as many characters as the text itself, so places in one are places in the other.
    places = [match.span() for match in pattern.finditer(text.translate(_MARKS))]
    return min(places, key=lambda span: abs(span[0] - near), default=None)


def _plain(text: str) -> str:
    return " ".join(text.translate(_MARKS).split())


def new_paragraphs(before: str, after: str) -> list[tuple[int, int]]:
    """Where the new version has paragraphs that the former had not: what reading a live blog again brings.

    Returns:
        Start and end of each in `after`, in order.
    """
    known = {_plain(line) for line in before.split("\n")}
    return [m.span() for m in re.finditer(r"[^\n]+", after) if m[0].strip() and _plain(m[0]) not in known]
