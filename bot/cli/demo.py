"""`python -m bot demo`: a local Slack with the real bot on it, and an article already answered.

The bot runs as its own processes, started with `run` and pointed at the local Slack by SLACK_API_URL alone: what is
seen here is what a newsroom gets.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import ConfigurationError
from bot.samples import sample
from bot.sandbox import LocalSlack, Message, SandboxError, State
from config.manifest import manifest
from config.settings import Settings, Transport

FOLDER = Path(".demo")
PATIENCE = 120.0
"""Seconds for the bot to load its model and answer the first article, on a slow machine."""


def run_demo(port: int, *, keep: bool) -> None:
    """Runs until Ctrl-C, or until the bot dies.

    Raises:
        ConfigurationError: the port is taken, or the bot could not start; its log says why.
    """
    if not keep:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(exist_ok=True)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with _local_slack(port) as slack, _bot(slack) as bot:
        threading.Thread(target=_stop_with, args=(bot, stop), daemon=True).start()
        _say(f"Starting the bot and reading a first article … (log: {FOLDER / 'bot.log'})")
        asked = slack.post("mia", "#news-desk", f"<@{slack.bot().id}>\n{sample()}")
        if not _answered(slack, asked, stop):
            if bot.poll() is not None:
                raise ConfigurationError(f"The bot could not start. See {FOLDER / 'bot.log'}.")
            return
        _say(f"\n  Pullquote is at work in a local Slack:  {slack.url}\n")
        _say("  In #news-desk an article is answered already. Paste another after @Pullquote, try /quotes help,")
        _say("  or open Pullquote’s Home. Ctrl-C ends all of it.\n")
        stop.wait()
    _say("Stopped.")


@contextmanager
def _local_slack(port: int) -> Generator[LocalSlack]:
    try:
        slack = LocalSlack(manifest(Transport.SOCKET), port=port).start()
    except (OSError, SandboxError):
        raise ConfigurationError(f"Port {port} is taken. Choose another: make demo ARGS='--port 0'") from None
    try:
        yield slack
    finally:
        slack.stop()


@contextmanager
def _bot(slack: LocalSlack) -> Generator[subprocess.Popen[bytes]]:
    page_port = _free_port()
    # The demo is the same whatever Slack or database the environment names.
    inherited = {k: v for k, v in os.environ.items() if k.upper() not in {n.upper() for n in Settings.model_fields}}
    environment = (
        inherited
        | slack.environment()
        | {
            "PULLQUOTE_DATA_DIR": str(FOLDER.resolve()),
            "PULLQUOTE_PUBLIC_URL": f"http://127.0.0.1:{page_port}",
            "PULLQUOTE_TRANSPORT": "socket",
            "DATABASE_URL": f"sqlite:///{FOLDER.resolve() / 'pullquote.sqlite3'}",
            "PORT": str(page_port),
        }
    )
    with (FOLDER / "bot.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is the demo's to answer: it stops the bot gracefully
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


def _answered(slack: LocalSlack, asked: Message, stop: threading.Event) -> bool:
    """Whether the article was answered; waits for it."""

    def answer(state: State) -> bool:
        reactions = state.teams[asked.team].channels[asked.channel].messages[asked.ts].reactions
        return stop.is_set() or "white_check_mark" in reactions or "warning" in reactions

    try:
        slack.wait_for(answer, timeout=PATIENCE, what="the first answer")
    except TimeoutError:
        raise ConfigurationError(f"The bot did not answer. See {FOLDER / 'bot.log'}.") from None
    return not stop.is_set()


def _stop_with(bot: subprocess.Popen[bytes], stop: threading.Event) -> None:
    bot.wait()
    stop.set()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
