"""What stands after `/quotes`, as values. No verb means what it says only in one case: a link or a name."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers.richtext import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """`/quotes`, `/quotes help`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """`/quotes <url> …`"""

    links: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Something else; `nearest` is the verb it is most like, None where it is like none."""

    given: str
    nearest: str | None


Command = Help | Read | Unknown

VERBS = ("help",)
EXAMPLES = ("/quotes https://example.com/news/story", "/quotes help")


def parse(text: str) -> Command:
    """What was asked for. Never raises."""
    written = read_text(text)
    if written.links:
        return Read(links=written.links)
    first = written.text.split(maxsplit=1)[0].lower() if written.text else "help"
    if first in ("help", "?", "hello", "hi"):
        return Help()
    near = process.extractOne(first, VERBS, scorer=fuzz.ratio, score_cutoff=60)
    return Unknown(given=written.text, nearest=f"/quotes {near[0]}" if near else None)
