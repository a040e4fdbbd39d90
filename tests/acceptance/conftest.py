"""The bot as a newsroom runs it, against the local Slack: each way Slack can reach it, on each database.

The model takes seconds to load, so one bot serves all tests of its kind; each test posts its own messages.
"""

from __future__ import annotations

import socket
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from bot.sandbox import LocalSlack, Message, Timing
from config.manifest import manifest
from config.settings import Transport
from storage import migrate
from tests.acceptance.processes import PATIENCE, BotProcess
from tests.support.database import Server
from tests.support.slack_limits import check_call

SETUPS = [
    pytest.param(("socket", "sqlite"), marks=pytest.mark.xdist_group("socket-sqlite")),  # one machine: `run`
    pytest.param(("http", "postgresql"), marks=pytest.mark.xdist_group("http-postgresql")),  # many: web and worker
]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


SITE = ("127.0.0.1", free_port())
"""Where a test may serve the newsroom's own web site: the bot was told that it may fetch from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A Slack with the bot on it."""

    slack: LocalSlack
    processes: tuple[BotProcess, ...]
    database: str  # its address

    def ask(self, text: str, *, user: str = "mia", channel: str = "#news-desk") -> Message:
        """Mentions the bot with `text`."""
        return self.slack.post(user, channel, f"<@{self.slack.bot().id}> {text}")

    def answer(self, asked: Message) -> Message:
        """The bot's finished answer in the thread of `asked`: the reaction says when it is."""

        def finished(_: object) -> bool:
            return bool({"white_check_mark", "warning"} & set(asked.reactions))

        self.slack.wait_for(finished, timeout=PATIENCE, what="for an answer")
        (message,) = (m for m in self.slack.thread(asked) if m.bot_id)
        return message


@pytest.fixture(scope="session", params=SETUPS)
def setup(request: pytest.FixtureRequest) -> tuple[str, str]:
    """How Slack reaches the bot, and where it keeps things."""
    transport, database = request.param
    return str(transport), str(database)


@pytest.fixture(scope="session")
def bot(
    setup: tuple[str, str], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Running]:
    """The bot, ready to answer; every payload it sent is held to Slack's limits when the tests are done."""
    transport, database = setup
    folder = tmp_path_factory.mktemp("bot")
    port = free_port()
    with ExitStack() as stack:
        # Patient with a busy machine: how quick the acks are is measured by a benchmark, and fails no test.
        patient = Timing(ack=60.0, trigger=60.0)
        made = manifest(Transport(transport), f"http://127.0.0.1:{port}")
        slack = stack.enter_context(LocalSlack(made, timing=patient))
        settings = slack.environment() | {
            "PULLQUOTE_TRANSPORT": transport,
            "PORT": str(port),
            "PULLQUOTE_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "PULLQUOTE_SECRET_KEY": "a key for tests, which is no secret".replace(",", ""),
            "PULLQUOTE_FETCH_ALLOW": f"{SITE[0]}:{SITE[1]}",
            "DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite3'}",
        }
        commands = [["run"]]
        if database == "postgresql":
            server: Server = request.getfixturevalue("postgresql")
            settings["DATABASE_URL"] = server.create()
            migrate.upgrade(settings["DATABASE_URL"])
            commands = [["web"], ["worker"]]
        processes = tuple(stack.enter_context(BotProcess(command, settings, folder)) for command in commands)
        processes[0].wait_event("listening")
        if transport == "http":
            slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        else:
            slack.wait_connected()
        yield Running(slack=slack, processes=processes, database=settings["DATABASE_URL"])
        for call in slack.calls():
            check_call(call.method, call.args)
        assert slack.errors == []
