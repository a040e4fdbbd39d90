"""Commands that read articles: analyze, extract, explain."""

from __future__ import annotations

import json
import queue
import sys
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import UserError

if TYPE_CHECKING:
    from bot.contract import ExtractInput
    from bot.ingest.reader import Reader
    from bot.ingest.types import ArticleText

BATCH = 16
"""How many articles at most go through spaCy together: enough for its speed, few enough to keep memory flat."""

Source = Annotated[
    str, typer.Argument(metavar="FILE|URL|-", help="A text, PDF or Word file, a link, or - for standard input.")
]


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(analyze)
    app.command()(extract)
    app.command()(explain)


def analyze(
    source: Source,
    as_json: Annotated[bool, typer.Option("--json", help="Print the extraction as JSON.")] = False,
    keep: Annotated[bool, typer.Option("--keep/--no-keep", help="Keep the article in the database.")] = True,
) -> None:
    """Read one article and print who is in it and who said what.

    The article is kept, as if it had been given in Slack, in a workspace of its own called "terminal".
    """
    from rich.console import Console

    from bot.cli import terminal
    from bot.contract import to_json
    from bot.services.keeping import TERMINAL
    from bot.services.keeping import keep as keep_article
    from bot.wiring import build_desk, build_extractor, build_reader, open_database
    from config.settings import load_settings

    settings = load_settings()
    console = Console(stderr=True)
    with console.status("Reading…", spinner="dots"):
        article = read_source(build_reader(settings), source)
    with console.status("Finding people and quotes…", spinner="dots"):
        extraction = build_extractor(settings).extract(article.text)
    if keep:
        with open_database(settings) as database:
            keep_article(build_desk(settings, database), TERMINAL, article, extraction)
    if as_json:
        json.dump(to_json(source, article, extraction, with_text=True), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        terminal.print_card(article, extraction)


def extract() -> None:
    """Read articles as JSON lines from standard input and print their extractions as JSON lines.

    In: {"id", "text"} or {"id", "html", "url"}. Nothing is stored. docs/extract.md describes the output.
    """
    from bot.contract import BadLine, parse_line, to_json
    from bot.errors import NotReadable
    from bot.wiring import build_extractor, build_reader
    from config.settings import load_settings

    settings = load_settings()
    reader, extractor = build_reader(settings), build_extractor(settings)
    bad = 0

    def fail(id_: str | None, number: int, message: str) -> None:
        nonlocal bad
        bad += 1
        print(json.dumps({"id": id_, "error": message}, ensure_ascii=False))  # noqa: T201
        print(f"pullquote: line {number}: {message}", file=sys.stderr)  # noqa: T201

    for lines in _as_they_come(BATCH):
        batch: list[tuple[ExtractInput, ArticleText]] = []
        for number, line in lines:
            try:
                given = parse_line(line)
                batch.append((given, _to_article(reader, given)))
            except BadLine as error:
                fail(error.line_id, number, error.message)
            except NotReadable as error:
                fail(given.id, number, error.message)
        for (given, article), extraction in zip(batch, extractor.pipe(a.text for _, a in batch), strict=True):
            result = to_json(given.id, article, extraction, with_text=given.html is not None)
            print(json.dumps(result, ensure_ascii=False))  # noqa: T201
        sys.stdout.flush()
    if bad:
        raise typer.Exit(1)


def explain(
    source: Source,
    quote: Annotated[int, typer.Option(help="Which quote, counted from 1 as `analyze` prints them.")],
) -> None:
    """Tell why a quote was given its speaker: the cue, the rule, the candidates."""
    from bot.wiring import build_extractor, build_reader
    from config.settings import load_settings

    settings = load_settings()
    article = read_source(build_reader(settings), source)
    extractor = build_extractor(settings)
    count = len(extractor.extract(article.text).quotes)
    if not 1 <= quote <= count:
        raise UserError(f"There is no quote {quote}: the article has {count}.")
    typer.echo("\n".join(extractor.explain(article.text, quote - 1).lines()))


def read_source(reader: Reader, source: str) -> ArticleText:
    """The article at a path or a link, or on standard input (`-`).

    Raises:
        UserError: there is no such file, or it holds no article; says which and what to do.
    """
    from bot.ingest.types import ArticleText

    if source.startswith(("http://", "https://")):
        reading = reader.read_link(source)
    elif source == "-":
        reading = reader.read_file(sys.stdin.buffer.read(), "standard input")
    else:
        path = Path(source)
        try:
            reading = reader.read_file(path.read_bytes(), path.name)
        except FileNotFoundError:
            raise UserError(f"There is no file “{source}”.") from None
        except OSError as error:
            raise UserError(f"“{source}” can’t be read: {error.strerror}.") from None
    if not isinstance(reading, ArticleText):
        raise UserError(reading.reason)
    return reading


def _to_article(reader: Reader, given: ExtractInput) -> ArticleText:
    from bot.errors import NotReadable
    from bot.ingest.reader import describe
    from bot.ingest.types import ArticleText

    if given.text is not None:
        return describe(given.text)
    reading = reader.read_page((given.html or "").encode("utf-8", "surrogatepass"), given.url)
    if not isinstance(reading, ArticleText):
        raise NotReadable(reading.reason)
    return reading


def _as_they_come(most: int) -> Iterator[list[tuple[int, str]]]:
    """Lines of standard input with their numbers: all that have come, `most` at once, never waiting to fill a batch.

    So a file goes through in batches, and a program that sends one line and waits for its answer gets it.
    """
    waiting: queue.Queue[tuple[int, str] | None] = queue.Queue(maxsize=most * 4)

    def read() -> None:
        for number, line in enumerate(sys.stdin, start=1):
            if line.strip():
                waiting.put((number, line))
        waiting.put(None)

    threading.Thread(target=read, name="stdin", daemon=True).start()
    while (first := waiting.get()) is not None:
        batch = [first]
        for item in islice(iter(lambda: _at_once(waiting), None), most - 1):
            batch.append(item)
        yield batch


def _at_once(waiting: queue.Queue[tuple[int, str] | None]) -> tuple[int, str] | None:
    try:
        item = waiting.get_nowait()
    except queue.Empty:
        return None
    if item is None:
        waiting.put(None)  # the end stays for the outer loop to see
    return item
