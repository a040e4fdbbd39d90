"""Each message that a test of the Slack side makes is held to Slack's limits."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.clock import FixedClock
from bot.services.desk import Desk
from config.settings import Settings
from handlers.afterwards import Afterwards
from handlers.app import build_app
from handlers.blocks.parts import Message
from storage import migrate
from storage.database import Database
from storage.models import Submission
from tests.support.newsroom import NOON
from tests.support.recording_slack import RecordingSlack
from tests.support.slack_limits import check_message


@pytest.fixture(autouse=True)
def _within_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Message.payload

    def payload(self: Message) -> dict[str, Any]:
        check_message(found := made(self))
        return found

    monkeypatch.setattr(Message, "payload", payload)


@pytest.fixture
def slack() -> Iterator[RecordingSlack]:
    with RecordingSlack() as server:
        yield server


@pytest.fixture
def settings(slack: RecordingSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(
        slack_api_url=slack.api_url,
        slack_bot_token="xoxb-one",
        slack_app_token="xapp-one",
        slack_signing_secret="secret",
        pullquote_data_dir=tmp_path,
    )


class AtOnce(Executor):
    """Runs what is planned for later at once, so that a test needs no waiting."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables, to be copied."""
    path = tmp_path_factory.mktemp("template") / "pullquote.sqlite3"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def desk(migrated: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a SQLite file of its own, at noon."""
    path = tmp_path / "pullquote.sqlite3"
    path.write_bytes(migrated.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield Desk(database=database, clock=FixedClock(NOON))
    database.close()


@pytest.fixture
def app(settings: Settings, desk: Desk) -> App:
    """The bot's app, on a desk of its own; what it does afterwards it does at once."""
    return build_app(settings, desk, later=Afterwards(AtOnce()))


def kept(desk: Desk, team: str = "T1") -> list[Submission]:
    """What was given, in order."""
    with desk.database.read(team) as session:
        return list(session.scalars(select(Submission).order_by(Submission.id)))
