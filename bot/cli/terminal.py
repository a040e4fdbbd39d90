"""The card in a terminal: an article's people and quotes, for reading, with colour where the terminal has it."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.ingest.types import ArticleText
from bot.nlp.types import Actor, Extraction, Quote, QuoteKind

UNSURE = 0.5
"""Below this confidence a speaker is shown as unsure, as on the card in Slack."""

_WORDS = {QuoteKind.DIRECT: "word for word", QuoteKind.PARTIAL: "word for word", QuoteKind.INDIRECT: "reported"}


def print_card(article: ArticleText, extraction: Extraction, console: Console | None = None) -> None:
    """Prints the card to standard output, or to `console`."""
    console = console or Console(highlight=False)
    console.print(Text(article.title or _first_words(article.text), style="bold"))
    console.print(Text(_context(article), style="dim"))
    for note in extraction.notes:
        console.print(Text(note, style="yellow"))
    if extraction.actors:
        console.print()
        console.print(_people(extraction.actors))
    console.print()
    if not extraction.quotes:
        console.print("Nobody is quoted in this article.")
    for number, quote in enumerate(extraction.quotes, start=1):
        console.print(_quote(number, quote))


def _people(actors: tuple[Actor, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for actor in actors:
        if actor.key or actor.quotes:
            quotes = f"{actor.quotes} quote{'' if actor.quotes == 1 else 's'}" if actor.quotes else ""
            table.add_row(
                Text(_name(actor.name), style="bold" if actor.key else ""),
                Text(actor.role or ""),
                Text(quotes, style="dim"),
            )
    return table


def _quote(number: int, quote: Quote) -> Padding:
    reported = quote.kind is QuoteKind.INDIRECT
    line = Text(f"{number:>3}  ", style="dim")
    if before := quote.denial or quote.lead_in:
        line.append(f"[{before}] ", style="yellow" if quote.denial else "dim")
    line.append(quote.text if reported else f"“{quote.text}”", style="italic" if reported else "cyan")
    line.append("\n     — ")
    if quote.speaker is None or quote.confidence < UNSURE:
        known = f" (perhaps {_name(quote.speaker)})" if quote.speaker else ""
        line.append(f"speaker unsure{known}", style="yellow")
    else:
        line.append(_name(quote.speaker), style="bold")
    line.append(f" · {_WORDS[quote.kind]} · paragraph {quote.paragraph}", style="dim")
    return Padding(line, (0, 0, 1, 0))


def _name(name: str) -> str:
    return name.removeprefix("unnamed: ")


def _context(article: ArticleText) -> str:
    parts = [
        article.outlet,
        article.byline,
        article.published.date().isoformat() if article.published else None,
        article.dateline,
        f"{len(article.text.split()):,} words",
    ]
    return " · ".join(part for part in parts if part)


def _first_words(text: str, limit: int = 90) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"
