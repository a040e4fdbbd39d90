"""`python -m bot doctor`: looks at all that has to be right before the bot can work, and says what to do.

Each check is tried even when another failed. Nothing is changed, and no secret is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from bot.errors import ConfigurationError
from config.manifest import BOT_SCOPES
from config.settings import Settings, SettingsError, Transport, load_settings

CLOCK_TOLERANCE = 60.0
"""Seconds. Slack refuses requests signed more than five minutes ago, by its own clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found."""

    what: str
    good: bool
    said: str  # what was found or, where it is not good, what to do


def examine() -> Iterator[Finding]:
    """Every check, in the order in which a newcomer meets them."""
    try:
        settings = load_settings()
        settings.require_slack()
    except SettingsError as error:
        for line in str(error).splitlines():
            yield Finding(what="settings", good=False, said=line)
        try:
            settings = load_settings()
        except SettingsError:
            return
    else:
        yield Finding(what="settings", good=True, said="all that is needed is set")
    for what, check in CHECKS:
        try:
            said = check(settings)
        except Exception as error:
            # Whatever a check runs into is what it found.
            message = str(error).strip().splitlines()
            yield Finding(what=what, good=False, said=message[0] if message else type(error).__name__)
        else:
            if said is not None:
                yield Finding(what=what, good=True, said=said)


def _data_folder(settings: Settings) -> str:
    folder = settings.pullquote_data_dir
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".doctor"
    probe.write_text("")
    probe.unlink()
    return f"{folder} can be written to"


def _keys(settings: Settings) -> str:
    from config.keys import load_keys

    keys = load_keys(settings)
    given = "PULLQUOTE_SECRET_KEY" if settings.pullquote_secret_key else "the data folder; back it up"
    return f"{len(keys)}, from {given}"


def _database(settings: Settings) -> str:
    from storage.migrate import current, latest

    at = current(settings.database)
    kind = "SQLite" if settings.is_sqlite else "PostgreSQL"
    if at == latest() or (settings.is_sqlite and at is None):
        return f"{kind}, at this version’s schema" if at else f"{kind}, to be made at the first start"
    raise ConfigurationError(
        f"{kind} is at schema {at or 'none'}, this version needs {latest()}: run `python -m bot migrate`"
    )


def _model(settings: Settings) -> str:
    from bot.wiring import build_extractor

    began = time.monotonic()
    extractor = build_extractor(settings)
    loaded = time.monotonic() - began
    found = extractor.extract("“It is done,” said Nadia Okafor, the harbour master.")
    if not found.quotes:
        raise ConfigurationError(
            f"{settings.pullquote_spacy_model} finds no quote in a plain sentence; it needs a parser and names"
        )
    return f"{settings.pullquote_spacy_model}, loaded in {loaded:.1f} s"


def _slack(settings: Settings) -> str | None:
    if settings.slack_bot_token is None:
        return None
    from slack_sdk.errors import SlackApiError

    from handlers.clients import listener_client

    client = listener_client(settings, settings.slack_bot_token.get_secret_value())
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        name = error.response.get("error")
        raise ConfigurationError(
            f"Slack refuses SLACK_BOT_TOKEN ({name}): copy it again from “OAuth & Permissions”"
        ) from None
    except OSError as error:
        raise ConfigurationError(f"{settings.slack_api_url} can’t be reached: {error}") from None
    _check_clock(answer.headers)
    _check_scopes(answer.headers)
    return f"{answer['team']}, as @{answer['user']}, with every scope"


def _check_scopes(headers: dict[str, object]) -> None:
    granted = {scope.strip() for scope in _header(headers, "x-oauth-scopes").split(",") if scope.strip()}
    missing = sorted(set(BOT_SCOPES) - granted)
    if granted and missing:
        raise ConfigurationError(
            f"The app lacks {', '.join(missing)}: paste the manifest again (`python -m bot manifest`) and reinstall"
        )


def _check_clock(headers: dict[str, object]) -> None:
    date = _header(headers, "date")
    if date:
        off = time.time() - parsedate_to_datetime(date).timestamp()
        if abs(off) > CLOCK_TOLERANCE:
            raise ConfigurationError(f"This machine’s clock is {off:+.0f} s off Slack’s: set it (NTP)")


def _header(headers: dict[str, object], name: str) -> str:
    for key, value in headers.items():
        if key.lower() == name:
            return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return ""


def _socket(settings: Settings) -> str | None:
    if settings.pullquote_transport is not Transport.SOCKET or settings.slack_app_token is None:
        return None
    from slack_sdk.errors import SlackApiError

    from handlers.clients import listener_client

    try:
        listener_client(settings, None).apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    except SlackApiError as error:
        name = error.response.get("error")
        raise ConfigurationError(
            f"Slack opens no Socket Mode connection ({name}): SLACK_APP_TOKEN needs the scope connections:write, "
            "and Socket Mode has to be on"
        ) from None
    return "Socket Mode can be opened"


def _port(settings: Settings) -> str:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", settings.port))
        except OSError:
            return f"{settings.port} is in use: by a bot that runs already, or set PORT to another"
    return f"{settings.port} is free"


CHECKS: tuple[tuple[str, Callable[[Settings], str | None]], ...] = (
    ("data folder", _data_folder),
    ("keys", _keys),
    ("database", _database),
    ("language model", _model),
    ("Slack", _slack),
    ("Socket Mode", _socket),
    ("port", _port),
)
