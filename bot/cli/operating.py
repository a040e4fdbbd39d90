"""Commands for the people who run the bot: manifest."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from config.settings import SettingsError, Transport, load_settings


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(manifest)


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
