"""Commands for the people who run the bot: manifest, doctor, backup, restore, copy-to."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import ConfigurationError
from config.keys import KEY_FILE
from config.settings import SettingsError, Transport, load_settings


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(manifest)
    app.command()(doctor)
    app.command()(backup)
    app.command()(restore)
    app.command("copy-to")(copy_to)


def manifest(
    transport: Annotated[Transport | None, typer.Option(help="How Slack will reach the bot.")] = None,
    public_url: Annotated[str | None, typer.Option(help="Where Slack reaches it over HTTP, https://…")] = None,
) -> None:
    """Print the Slack app manifest, ready to paste at api.slack.com/apps (Create New App, From a manifest)."""
    from config.manifest import as_json, manifest_for

    settings = load_settings()
    changed = {"pullquote_transport": transport, "pullquote_public_url": public_url}
    try:
        made = manifest_for(settings.model_copy(update={k: v for k, v in changed.items() if v is not None}))
    except ValueError as error:
        raise SettingsError(str(error)) from None
    sys.stdout.write(as_json(made))


def doctor() -> None:
    """Check settings, database, migrations, model, Slack's token and scopes, and the clock; say what to do."""
    from rich.console import Console
    from rich.text import Text

    from bot.cli.doctor import examine

    console = Console(highlight=False)
    bad = 0
    with console.status("Looking…", spinner="dots"):
        for finding in examine():
            bad += not finding.good
            line = Text.assemble(("ok    " if finding.good else "fix   ", "green" if finding.good else "red"))
            console.print(line.append(f"{finding.what}: {finding.said}"), soft_wrap=True)
    if bad:
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it: one SQLite file, whatever the database.")],
) -> None:
    """Write a backup; the bot may go on working meanwhile. docs/hosting.md says what else to keep."""
    from storage import copying

    settings = load_settings()
    _refusing(lambda: copying.backup(settings.database, file))
    typer.echo(f"Backed up to {file}.")
    if settings.pullquote_secret_key is None:
        typer.echo(
            f"Keep {settings.pullquote_data_dir / KEY_FILE} too, in another place: it opens the Slack tokens in it."
        )


def restore(file: Annotated[Path, typer.Argument(help="A backup, of this version or an older one.")]) -> None:
    """Bring a backup back; stop the bot first. On SQLite, what stands there now is set aside, not lost."""
    from datetime import UTC, datetime

    from storage import copying
    from storage.database import Database
    from storage.rows_worker import AnotherWorker, sole_worker

    settings = load_settings()
    if not settings.is_sqlite:
        _refusing(lambda: copying.restore(file, settings.database))
        typer.echo("Restored.")
        return
    database = Database(settings.database)
    place = Path(str(database.engine.url.database))
    aside = place.with_name(f"{place.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    try:
        with sole_worker(database):
            database.close()
            _refusing(lambda: copying.restore(file, settings.database, aside=aside))
    except AnotherWorker:
        raise ConfigurationError("The bot is running. Stop it first.") from None
    typer.echo(f"Restored. What stood there is in {aside}." if aside.exists() else "Restored.")


def copy_to(
    database_url: Annotated[str, typer.Argument(metavar="DATABASE_URL", help="Address of an empty database.")],
) -> None:
    """Copy everything into another database, SQLite to PostgreSQL or back; stop the bot first."""
    from storage import copying

    settings = load_settings()
    target = load_settings(database_url=database_url)
    copied = 0

    def tell(table: str, rows: int) -> None:
        if rows:
            typer.echo(f"{table}: {rows:,}")

    def copy() -> None:
        nonlocal copied
        copied = copying.copy(settings.database, target.database, tell=tell)

    _refusing(copy)
    typer.echo(f"Copied {copied:,} rows. Set DATABASE_URL to the new address, with the same PULLQUOTE_SECRET_KEY.")


def _refusing(do: Callable[[], None]) -> None:
    from storage.copying import CopyRefused

    try:
        do()
    except CopyRefused as error:
        raise ConfigurationError(str(error)) from None
