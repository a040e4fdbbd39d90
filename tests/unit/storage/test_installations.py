"""Installations: tokens encrypted at rest, rotated once, found for teams and enterprises."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.token_rotation import TokenRotator
from sqlalchemy import event, insert

from storage.database import Database
from storage.installations import BotTokens, EncryptedInstallationStore, KeyLost, plain_tables
from storage.models import Workspace

KEY, NEWER = b"k" * 32, b"n" * 32
TOKEN = "xoxb-very-secret"


def installed(**fields: Any) -> Installation:
    values: dict[str, Any] = {
        "user_id": "U1",
        "team_id": "T1",
        "bot_token": TOKEN,
        "bot_id": "B1",
        "bot_user_id": "UB",
        "app_id": "A1",
    }
    return Installation(**values | fields)


def store(database: Database, *keys: bytes) -> EncryptedInstallationStore:
    return EncryptedInstallationStore(client_id="1.2", database=database, keys=keys or (KEY,))


@dataclass
class Rotator(TokenRotator):
    """Counts its rotations; asks no Slack."""

    rotated: list[Bot] = field(default_factory=list)

    def perform_bot_token_rotation(self, *, bot: Bot, minutes_before_expiration: int = 120) -> Bot:
        self.rotated.append(bot)
        fresh = Bot(**bot.to_dict_for_copying())
        fresh.bot_token, fresh.bot_token_expires_at = f"{TOKEN}-{len(self.rotated)}", int(time.time()) + 43_200
        return fresh


@pytest.fixture
def rotator() -> Rotator:
    return Rotator()


@pytest.fixture
def tokens(database: Database, rotator: Rotator) -> Callable[[], BotTokens]:
    return lambda: BotTokens(database, store(database), rotator=lambda: rotator, now=lambda: datetime.now(UTC))


def test_a_token_is_never_stored_as_it_is(database: Database) -> None:
    store(database).save(installed(user_token="xoxp-secret", incoming_webhook_url="https://hooks.example/secret"))
    with database.engine.connect() as connection:
        rows = [
            str(row)
            for table in ("slack_bots", "slack_installations")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert rows
    assert not any("secret" in row for row in rows)


def test_a_token_is_read_with_any_of_the_keys_and_with_no_other(database: Database) -> None:
    store(database, KEY).save(installed())
    bot = store(database, NEWER, KEY).installed_for("T1")
    assert bot is not None
    assert bot.bot_token == TOKEN
    with pytest.raises(KeyLost, match="PULLQUOTE_SECRET_KEY"):
        store(database, NEWER).installed_for("T1")


def test_bolts_own_way_of_asking_finds_it(database: Database) -> None:
    store(database).save(installed(enterprise_id="E1"))
    bot = store(database).find_bot(enterprise_id="E1", team_id="T1")
    assert bot is not None
    assert bot.bot_token == TOKEN


def test_an_enterprises_installation_serves_its_workspaces(database: Database, tokens: Callable[[], BotTokens]) -> None:
    store(database).save(installed(team_id=None, enterprise_id="E1", is_enterprise_install=True))
    with database.write("T7") as session:
        session.add(Workspace(team_id="T7", enterprise_id="E1", installed_at=datetime.now(UTC)))
    assert tokens().bot_token("T7") == TOKEN
    assert tokens().bot_token("E1") == TOKEN
    assert tokens().bot_token("T8") is None


def test_a_token_that_is_about_to_expire_is_rotated_once(
    database: Database, tokens: Callable[[], BotTokens], rotator: Rotator
) -> None:
    store(database).save(installed(bot_refresh_token="xoxe-1", bot_token_expires_at=int(time.time()) + 60))
    assert [tokens().bot_token("T1") for _ in range(3)] == [f"{TOKEN}-1"] * 3
    assert len(rotator.rotated) == 1


def test_a_token_that_does_not_expire_is_left_alone(
    database: Database, tokens: Callable[[], BotTokens], rotator: Rotator
) -> None:
    store(database).save(installed())
    assert tokens().bot_token("T1") == TOKEN
    assert rotator.rotated == []


def test_a_removed_installation_has_no_token(database: Database, tokens: Callable[[], BotTokens]) -> None:
    kept = store(database)
    kept.save(installed())
    kept.remove(team="T1", enterprise_id=None)
    assert tokens().bot_token("T1") is None
    assert kept.find_installation(enterprise_id=None, team_id="T1") is None


def test_the_migration_makes_the_columns_that_slack_sdk_asks_for(database: Database) -> None:
    for table in plain_tables():
        with database.engine.connect() as connection:
            made = set(connection.exec_driver_sql(f"SELECT * FROM {table.name}").keys())
        assert made == set(table.c.keys())


def test_two_that_install_at_once_queue(sqlite_url: str) -> None:
    """slack_sdk looks before it writes, and SQLite refuses a reader that turns into a writer while another writes."""
    database = Database(sqlite_url)
    kept = store(database)
    looked, errors = threading.Event(), []

    def install() -> None:
        try:
            kept.save(installed(team_id="T2"))
        except Exception as error:
            errors.append(error)

    def note(statement: str) -> None:
        if "slack_installations" in statement or statement == "BEGIN IMMEDIATE":
            looked.set()

    other = threading.Thread(target=install)
    with database.writer.begin() as first:
        event.listen(database.engine, "before_cursor_execute", lambda _, __, statement, *___: note(statement))
        other.start()
        assert looked.wait(30)
        first.execute(insert(Workspace).values(team_id="T1", installed_at=datetime.now(UTC)))
    other.join(30)
    assert not errors
    assert kept.installed_for("T2") is not None
    database.close()


def test_everything_that_writes_begins_as_a_writer(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    kept = store(database)
    begun: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith("BEGIN"):
            begun.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    kept.save(installed())
    kept.save_bot(installed().to_bot())
    kept.delete_bot(enterprise_id=None, team_id="T1")
    kept.delete_installation(enterprise_id=None, team_id="T1", user_id="U1")
    kept.delete_all(enterprise_id=None, team_id="T1")
    kept.remove(team="T1", enterprise_id=None)
    assert set(begun) == {"BEGIN IMMEDIATE"}
    begun.clear()
    kept.installed_for("T1")
    kept.find_bot(enterprise_id=None, team_id="T1")
    assert set(begun) == {"BEGIN"}
    database.close()
