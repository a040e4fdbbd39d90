"""Every setting, read from the environment (or a `.env` file) once at the start of a process.

A missing or wrong setting stops the process with one line that names it; a secret is never printed.
`docs/settings.md` lists them all, and a test holds that page to this module.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK_API_URL = "https://slack.com/api/"


class Transport(StrEnum):
    """How Slack's events reach the bot."""

    SOCKET = "socket"  # the bot opens a web socket; no public address needed
    HTTP = "http"  # Slack posts to /slack/events


class SettingsError(Exception):
    """A setting is missing or wrong; the message names each one, a line apiece, and no secret."""


class Settings(BaseSettings):
    """The settings of one process. Environment names are the field names in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    slack_bot_token: SecretStr | None = Field(None, description="The bot's token, xoxb-…; for one workspace.")
    slack_app_token: SecretStr | None = Field(None, description="The app-level token, xapp-…; for Socket Mode.")
    slack_signing_secret: SecretStr | None = Field(
        None, description="Tells Slack's requests from forged ones; for HTTP."
    )
    slack_client_id: str | None = Field(
        None, description="The app's client id; for installing into several workspaces."
    )
    slack_client_secret: SecretStr | None = Field(None, description="The app's client secret; goes with the client id.")
    slack_api_url: str = Field(SLACK_API_URL, description="Where Slack's Web API is; every client follows it.")
    database_url: str | None = Field(
        None, description="postgresql://… for many machines; without it, a SQLite file in the data folder."
    )
    pullquote_transport: Transport = Field(Transport.SOCKET, description="socket or http: how Slack reaches the bot.")
    port: int = Field(3000, ge=0, le=65535, description="The port that HTTP is served on.")
    pullquote_metrics_port: int | None = Field(
        None,
        ge=0,
        le=65535,
        description="Where a worker of its own serves /metrics and /healthz; nowhere if unset.",
    )
    pullquote_public_url: str | None = Field(
        None, description="Where browsers reach the bot's pages, https://…; without it, cards have no page button."
    )
    pullquote_spacy_model: str = Field("en_core_web_md", description="The spaCy pipeline: a package or a folder.")
    pullquote_quote_model: str = Field(
        "builtin", description="The trained quote component: builtin, off (rules alone), or a folder."
    )
    pullquote_data_dir: Path = Field(Path("data"), description="The folder for the SQLite file and the locks.")
    pullquote_fetch_allow: str = Field(
        "", description="host:port pairs, by commas, that may be fetched although private: intranets and tests."
    )
    pullquote_contact: str | None = Field(
        None, description="An address or page for the User-Agent, so that sites can reach you."
    )
    pullquote_respect_robots: bool = Field(
        False, description="Whether robots.txt is followed for links that a person gives."
    )
    pullquote_secret_key: SecretStr | None = Field(
        None,
        description="Keys for tokens at rest and page links, newest first, by commas; else one is made.",
    )
    pullquote_digest_charts: bool = Field(True, description="Whether digests carry a picture.")
    pullquote_log_format: str = Field(
        "auto", pattern="^(auto|json|text)$", description="json, text, or auto: text in a terminal."
    )
    pullquote_log_level: str = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR."
    )

    @field_validator("slack_api_url")
    @classmethod
    def _slack_api_url_is_a_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must be an http(s) address")
        return value if value.endswith("/") else value + "/"

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if value.startswith(("postgres://", "postgresql://")):
            value = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", value)
        if not value.startswith(("postgresql+psycopg://", "sqlite:///")):
            raise ValueError("must start with postgresql:// or sqlite:///")
        return value

    @field_validator("pullquote_fetch_allow")
    @classmethod
    def _pairs_of_host_and_port(cls, value: str) -> str:
        for pair in filter(None, (p.strip() for p in value.split(","))):
            if not re.fullmatch(r"[^\s:,]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5}", pair):
                raise ValueError("must be host:port pairs, by commas")
        return value

    @cached_property
    def fetch_allow(self) -> frozenset[tuple[str, int]]:
        """The (host, port) pairs of `PULLQUOTE_FETCH_ALLOW`."""
        pairs = (p.strip().rpartition(":") for p in self.pullquote_fetch_allow.split(",") if p.strip())
        return frozenset((host.strip("[]").lower(), int(port)) for host, _, port in pairs)

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{self.pullquote_data_dir / 'pullquote.sqlite3'}"

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used: one machine, one worker."""
        return self.database.startswith("sqlite")

    @property
    def slack_hosts(self) -> frozenset[str]:
        """The only hosts (with port where one is given) that a bot token is ever sent to."""
        parts = urlsplit(self.slack_api_url)
        own = {parts.netloc.lower()}
        return frozenset(own if self.slack_api_url != SLACK_API_URL else own | {"slack.com", "files.slack.com"})

    @property
    def several_workspaces(self) -> bool:
        """Whether workspaces install the app by OAuth, each with a token of its own."""
        return self.slack_client_id is not None and self.slack_client_secret is not None

    def require_slack(self) -> None:
        """Checks that what the transport needs is there.

        Raises:
            SettingsError: names each missing setting and where in Slack it is found.
        """
        missing: list[str] = []
        if self.slack_bot_token is None and not self.several_workspaces:
            missing.append("SLACK_BOT_TOKEN (xoxb-…, from “OAuth & Permissions” of your Slack app)")
        if self.pullquote_transport is Transport.SOCKET and self.slack_app_token is None:
            missing.append("SLACK_APP_TOKEN (xapp-…, from “Basic Information”, with the scope connections:write)")
        if self.pullquote_transport is Transport.HTTP and self.slack_signing_secret is None:
            missing.append("SLACK_SIGNING_SECRET (from “Basic Information”)")
        if missing:
            raise SettingsError("Not set: " + "\nNot set: ".join(missing))


def load_settings(**overrides: object) -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: one line for each wrong setting; the value itself is not repeated, since it may be a secret.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = (f"{str(e['loc'][0]).upper()}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors())
        raise SettingsError("\n".join(lines)) from None
