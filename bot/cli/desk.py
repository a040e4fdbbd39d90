"""Commands for the desk, outside Slack: search, export."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import UserError

if TYPE_CHECKING:
    from bot.services.desk import Desk

Team = Annotated[
    str | None,
    typer.Option(help="The workspace, by Slack's id, where there are several; “terminal”: what `analyze` kept."),
]
Since = Annotated[int | None, typer.Option(metavar="DAYS", help="Only what was added in the last DAYS days.")]


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(search)
    app.command()(export)


def search(
    words: Annotated[str, typer.Argument(help='Words; "those in quotation marks" stay together.')] = "",
    by: Annotated[str | None, typer.Option(help="Who said it; a part of a name will do.")] = None,
    outlet: Annotated[str | None, typer.Option("--from", help="In which outlet.")] = None,
    since: Since = None,
    team: Team = None,
) -> None:
    """Find quotes that are kept: by words, by speaker, by outlet."""
    from rich.console import Console
    from rich.text import Text

    from bot.services.search import Asked
    from bot.services.search import search as find

    console = Console(highlight=False)
    with _desk(team) as (desk, chosen):
        asked = Asked(words=words, person=by, outlet=outlet, since=_moment(desk, since))
        found = find(desk, chosen, asked)
    if found.guessed:
        console.print(Text(f"Nobody is called {by}; taken for {found.people[0].name}.", style="yellow"))
    for hit in found.hits:
        line = Text(f"“{hit.text}”\n", style="cyan").append(f"  — {hit.speaker or 'speaker unsure'}", style="bold")
        console.print(line.append(f" · {hit.title} · {hit.published or hit.added_at:%-d %b %Y}\n", style="dim"))
    if not found.hits:
        console.print("Nothing was found.")
    elif found.more:
        console.print("There is more; narrow it down, or use `export`.")


def export(since: Since = None, team: Team = None) -> None:
    """Print every quote that is kept as CSV, for a spreadsheet."""
    from bot.services import export as exporting

    with _desk(team) as (desk, chosen):
        for piece in exporting.since(desk, chosen, _moment(desk, since)):
            sys.stdout.write(piece)


@contextmanager
def _desk(team: str | None) -> Generator[tuple[Desk, str]]:
    from bot.services import workspaces
    from bot.wiring import build_desk, open_database
    from config.settings import load_settings

    settings = load_settings()
    with open_database(settings) as database:
        desk = build_desk(settings, database)
        known = workspaces.ids(desk)
        if not known:
            raise UserError("Nothing is kept yet. `python -m bot analyze FILE` keeps an article.")
        if team is None and len(known) > 1:
            raise UserError(f"Several workspaces are kept here. Choose one with --team: {', '.join(known)}.")
        chosen = team or known[0]
        if chosen not in known:
            raise UserError(f"There is no workspace {chosen}; there are {', '.join(known)}.")
        yield desk, chosen


def _moment(desk: Desk, days: int | None) -> datetime | None:
    return None if days is None else desk.clock.now() - timedelta(days=days)
