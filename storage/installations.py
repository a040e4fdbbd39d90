"""Where the bot is installed, and with which tokens: slack_sdk's own installation store, with tokens encrypted at rest.

Tokens stand in the database as Fernet tokens only; the first key encrypts, every key decrypts, so keys can be changed.
Workspaces with rotating tokens (12 hours) get a fresh one from `BotTokens.bot_token`, whoever asks: a listener, or a
digest that no event precedes. One process at a time rotates, since a refresh token is good for one use.

Statements here are slack_sdk's, each held to its client, enterprise and team; they touch the `slack_` tables alone.
"""

from __future__ import annotations

import base64
import fcntl
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.token_rotation import TokenRotator
from sqlalchemy import Dialect, MetaData, Table, Text, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.types import TypeDecorator

from storage.database import Database
from storage.models import Workspace

log = structlog.get_logger(__name__)

BOTS, INSTALLATIONS = "slack_bots", "slack_installations"
TOKENS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token")
SECRETS = (*TOKENS, "incoming_webhook_url")
"""Columns that are encrypted: who has a webhook's address can post."""

_FRESH_FOR = 60 * 60
"""Seconds a token must still be good for."""

_LOCK = 7_855_638_665


class KeyLost(Exception):
    """A token cannot be decrypted: the key it was encrypted with is not among `PULLQUOTE_SECRET_KEY`."""


class Encrypted(TypeDecorator[str]):
    """Text that is encrypted before it is stored and decrypted after it is read."""

    impl = Text
    cache_ok = False  # it carries keys, which belong into no cache

    def __init__(self, keys: Sequence[bytes]) -> None:
        super().__init__()
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else self._fernet.encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        try:
            return self._fernet.decrypt(value).decode()
        except InvalidToken:
            raise KeyLost(
                "A stored Slack token cannot be decrypted. Put the former key back into PULLQUOTE_SECRET_KEY, "
                "or install the app anew."
            ) from None


class EncryptedInstallationStore(SQLAlchemyInstallationStore):
    """slack_sdk's store, usable by Bolt as it stands. Its tables are made by our migrations.

    Args:
        keys: 32 bytes each, newest first (`config.keys.load_keys`).
    """

    def __init__(self, *, client_id: str, database: Database, keys: Sequence[bytes]) -> None:
        super().__init__(client_id, database.engine, logger=log)
        # slack_sdk's writes look before they write. On SQLite, a transaction that begins as a reader and finds another
        # writer is refused at once, however long it may wait; so they run on the engine whose transactions begin as
        # writers, and what only looks stays on the one that waits for nobody.
        self._writing = SQLAlchemyInstallationStore(client_id, database.writer, logger=log)
        for store in (self, self._writing):
            for table in (store.bots, store.installations):
                encrypt_columns(table, keys)

    def save(self, installation: Installation) -> None:
        """Keeps an installation, and its bot."""
        self._writing.save(installation)

    def save_bot(self, bot: Bot) -> None:
        """Keeps a bot: a fresh token of it."""
        self._writing.save_bot(bot)

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Drops the bot of a workspace or of an enterprise."""
        self._writing.delete_bot(enterprise_id=enterprise_id, team_id=team_id)

    def delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Drops what a workspace, an enterprise, or one user of it installed."""
        self._writing.delete_installation(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)

    def installed_for(self, team: str, enterprise_id: str | None = None) -> Bot | None:
        """The bot of a workspace: its own installation, or that of its enterprise; None where there is neither."""
        c = self.bots.c
        query = (
            self.bots.select()
            .where(c.client_id == self.client_id, c.bot_token.is_not(None))
            .order_by(c.installed_at.desc(), c.id.desc())
            .limit(1)
        )
        places = [query.where(c.team_id == team)]
        if enterprise_id is not None:
            places.append(query.where(c.enterprise_id == enterprise_id, c.team_id.is_(None)))
        with self.engine.connect() as connection:
            for place in places:
                row = connection.execute(place).mappings().first()
                if row is not None:
                    return self.build_bot_entity(row)
        return None

    def remove(self, *, team: str | None, enterprise_id: str | None) -> None:
        """Drops every token of a workspace, or of an enterprise where `team` is None."""
        with self._writing.engine.begin() as connection:
            for table in (self.bots, self.installations):
                c = table.c
                place = (
                    c.team_id == team if team is not None else (c.enterprise_id == enterprise_id) & c.team_id.is_(None)
                )
                connection.execute(table.delete().where(c.client_id == self.client_id, place))


def encrypt_columns(table: Table, keys: Sequence[bytes]) -> None:
    """Makes a table's secret columns encrypted ones."""
    for name in SECRETS:
        if name in table.c:
            table.c[name].type = Encrypted(keys)


def plain_tables() -> tuple[Table, Table]:
    """slack_sdk's tables, their secret columns widened: what the migration makes."""
    metadata = MetaData()
    tables = (
        SQLAlchemyInstallationStore.build_bots_table(metadata, BOTS),
        SQLAlchemyInstallationStore.build_installations_table(metadata, INSTALLATIONS),
    )
    for table in tables:
        for name in SECRETS:
            if name in table.c:
                table.c[name].type = Text()
    return tables


class BotTokens:
    """Fresh bot tokens of every workspace: `handlers.clients.TokenSource`, for an app with several of them.

    Args:
        rotator: makes slack_sdk's rotator; called only where a token is about to expire.
    """

    def __init__(
        self,
        database: Database,
        store: EncryptedInstallationStore,
        *,
        rotator: Callable[[], TokenRotator],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._store = store
        self._rotator = rotator
        self._now = now
        self._turn = threading.Lock()

    def bot_token(self, team: str) -> str | None:
        """The token, good for an hour at least; None where the app is not installed (any more)."""
        bot = self.bot(team)
        return bot.bot_token if bot else None

    def bot(self, team: str) -> Bot | None:
        """The workspace's bot with a fresh token; an enterprise's id is taken for the whole enterprise."""
        enterprise = self._enterprise(team)
        bot = self._store.installed_for(team, enterprise)
        if bot is None or not self._is_stale(bot):
            return bot
        with self._turn, self._one_at_a_time():
            bot = self._store.installed_for(team, enterprise)  # another process may just have done it
            return self._rotated(bot) if bot is not None and self._is_stale(bot) else bot

    def installation(self, *, enterprise_id: str | None, team_id: str | None) -> Installation | None:
        """The whole record of an installation: who installed it, with which scopes."""
        return self._store.find_installation(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=team_id is None
        )

    def _enterprise(self, team: str) -> str | None:
        with self._database.read(team) as session:
            known = session.scalar(select(Workspace.enterprise_id).where(Workspace.team_id == team))
        return known or (team if team.startswith("E") else None)

    def _is_stale(self, bot: Bot) -> bool:
        expires = bot.bot_token_expires_at
        return expires is not None and expires < self._now().timestamp() + _FRESH_FOR

    def _rotated(self, bot: Bot) -> Bot:
        try:
            # 24 hours: rotate now, whatever slack_sdk thinks of the clock.
            fresh = self._rotator().perform_bot_token_rotation(bot=bot, minutes_before_expiration=24 * 60)
        except SlackTokenRotationError as error:
            log.warning("token not rotated", team=bot.team_id, cause=type(error).__name__)
            return bot
        if fresh is None:
            return bot
        self._store.save_bot(fresh)
        return fresh

    @contextmanager
    def _one_at_a_time(self) -> Generator[None]:
        if self._database.is_sqlite:
            path = Path(f"{make_url(self._database.url).database}.rotation")
            with path.open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
            return
        engine = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
