"""The JSON of `python -m bot extract`: one object a line in, one a line out.

In: `{"id", "text"}`, or `{"id", "html", "url"}`. Out: `{"id", "language", "article", "actors", "quotes"}`, all offsets
into the text that was given or, for html, into `article.text`. A line that can't be used gives `{"id", "error"}`, and
the lines after it are read all the same. `docs/extract.md` has the fields one by one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.errors import UserError
from bot.ingest.types import ArticleText
from bot.nlp.types import Actor, Extraction, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractInput:
    """One line of input; exactly one of `text` and `html` is set."""

    id: str
    text: str | None = None
    html: str | None = None
    url: str | None = None


class BadLine(UserError):
    """A line of input is not what `extract` reads. `line_id` is the line's own id where it has one."""

    def __init__(self, message: str, *, line_id: str | None = None) -> None:
        super().__init__(message)
        self.line_id = line_id


def parse_line(line: str) -> ExtractInput:
    """One line of input.

    Raises:
        BadLine: it is not a JSON object with an id and either text or html.
    """
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from None
    if not isinstance(given, dict):
        raise BadLine("not a JSON object")
    id_ = given.get("id")
    if not isinstance(id_, str | int):
        raise BadLine("no “id”")
    text, html, url = given.get("text"), given.get("html"), given.get("url")
    if isinstance(text, str) == isinstance(html, str):
        raise BadLine("needs either “text” or “html”, as a string", line_id=str(id_))
    return ExtractInput(id=str(id_), text=text, html=html, url=url if isinstance(url, str) else None)


def to_json(id_: str, article: ArticleText, extraction: Extraction, *, with_text: bool) -> dict[str, Any]:
    """The object that stands for one article's extraction."""
    return {
        "id": id_,
        "language": article.language,
        "article": {
            "title": article.title,
            "byline": article.byline,
            "published": _published(article),
            "dateline": article.dateline,
            "outlet": article.outlet,
            "agencies": list(article.agencies),
            "text": article.text if with_text else None,
        },
        "actors": [_actor(actor) for actor in extraction.actors],
        "quotes": [_quote(quote) for quote in extraction.quotes],
        **({"notes": list(extraction.notes)} if extraction.notes else {}),
    }


def _published(article: ArticleText) -> str | None:
    if article.published is None:
        return None
    return article.published.isoformat() if article.published_has_time else article.published.date().isoformat()


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "type": actor.type.value,
        "role": actor.role,
        "aliases": list(actor.aliases),
        "salience": round(actor.salience, 3),
        "key": actor.key,
        "mentions": [list(span) for span in actor.mentions],
        "quotes": actor.quotes,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind.value,
        "speaker": quote.speaker,
        "speaker_mention": list(quote.speaker_mention) if quote.speaker_mention else None,
        "cue": list(quote.cue) if quote.cue else None,
        "denial": quote.denial,
        "lead_in": quote.lead_in,
        "addressee": quote.addressee,
        "continues": quote.continues,
        "paragraph": quote.paragraph,
        "confidence": round(quote.confidence, 3),
    }
