"""The annotated article: the text as it stands, each quote marked in its place and coloured by its speaker.

Always holds: the article's text appears whole and unchanged, in order (`tests/unit/pages` takes the markup off again
and compares); everything from outside is escaped by Jinja; the page loads nothing from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.cards import ArticleCard, QuoteLine

HUES = 8
"""Speakers that get a colour of their own; the others share one."""

_environment = Environment(
    loader=PackageLoader("bot.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of the text: one quote's words, or the reporter's own."""

    text: str
    quote: QuoteLine | None = None
    first: bool = False  # the quote begins here: it gets the anchor and the number


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `number` counts from 1, as the cards do."""

    number: int
    pieces: tuple[Piece, ...]
    after: str  # the white space up to the next one, kept so that the page's text is the article's


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker as the page's margin lists them."""

    name: str
    role: str | None
    count: int
    hue: int  # 1..HUES, or 0 for the shared colour


def render_annotated(card: ArticleCard, text: str, *, nonce: str) -> str:
    """The page, as HTML. `nonce` goes with the Content-Security-Policy that the page is served under."""
    quotes = sorted(card.quotes, key=lambda q: q.span)
    voices = _voices(card, quotes)
    return _environment.get_template("annotated.html").render(
        card=card,
        paragraphs=list(_paragraphs(text, quotes)),
        voices=voices,
        hue={voice.name: voice.hue for voice in voices},
        numbers={quote.quote_id: number for number, quote in enumerate(quotes, start=1)},
        unsure=sum(q.unsure for q in quotes),
        nonce=nonce,
    )


def _voices(card: ArticleCard, quotes: Sequence[QuoteLine]) -> list[Voice]:
    counts: dict[str, int] = {}
    for quote in quotes:
        if quote.speaker is not None:
            counts[quote.speaker] = counts.get(quote.speaker, 0) + 1
    roles = {person.name: person.role for person in card.people}
    ranked = sorted(counts, key=lambda name: -counts[name])
    return [
        Voice(name=name, role=roles.get(name), count=counts[name], hue=rank if rank <= HUES else 0)
        for rank, name in enumerate(ranked, start=1)
    ]


def _paragraphs(text: str, quotes: Sequence[QuoteLine]) -> Iterator[Paragraph]:
    # Paragraphs end at a line's end, as the extraction counts them: a blank line or a single one.
    for number, match in enumerate(re.finditer(r"(\S[^\n]*)(\n\s*|\s*\Z)", text), start=1):
        start, end = match.span(1)
        yield Paragraph(number=number, pieces=tuple(_pieces(text, start, end, quotes)), after=match.group(2))


def _pieces(text: str, start: int, end: int, quotes: Sequence[QuoteLine]) -> Iterator[Piece]:
    inside = [q for q in quotes if q.span[0] < end and q.span[1] > start]
    edges = sorted({start, end, *(min(max(edge, start), end) for q in inside for edge in q.span)})
    for a, b in pairwise(edges):
        over = [q for q in inside if q.span[0] <= a and q.span[1] >= b]
        # Where one quote stands inside another, the inner one's speaker uttered the words.
        quote = min(over, key=lambda q: q.span[1] - q.span[0], default=None)
        yield Piece(text=text[a:b], quote=quote, first=quote is not None and quote.span[0] == a)
