"""What the people who run the bot rely on: its log, its metrics, and that it stops when it is told to."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from bot.samples import sample
from bot.sandbox import LocalSlack, Message
from config.manifest import manifest
from config.settings import Transport
from storage.database import Database
from storage.models import OPEN_STATES, Submission
from tests.acceptance.conftest import free_port
from tests.acceptance.processes import PATIENCE, BotProcess

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("operations")]

AT_MOST = 30.0
"""Seconds that a platform gives a process between SIGTERM and SIGKILL."""


@dataclass(frozen=True, kw_only=True)
class Operated:
    """A Slack, the settings for a bot on it, and `python -m bot run` there."""

    slack: LocalSlack
    run: BotProcess
    settings: dict[str, str]
    folder: Path

    def ask(self, text: str) -> Message:
        """Mentions the bot."""
        return self.slack.post("mia", "#news-desk", f"<@{self.slack.bot().id}> {text}")


@pytest.fixture(scope="module")
def operated(tmp_path_factory: pytest.TempPathFactory) -> Generator[Operated]:
    """One for the tests that leave it running."""
    with _operated(tmp_path_factory.mktemp("operated")) as found:
        yield found


@pytest.fixture
def stoppable(tmp_path: Path) -> Generator[Operated]:
    """One for a test that stops it."""
    with _operated(tmp_path) as found:
        yield found


@contextmanager
def _operated(folder: Path) -> Generator[Operated]:
    with ExitStack() as stack:
        slack = stack.enter_context(LocalSlack(manifest(Transport.SOCKET, None)))
        settings = slack.environment() | {"PORT": str(free_port()), "PULLQUOTE_LOG_LEVEL": "DEBUG"}
        run = stack.enter_context(BotProcess(["run"], settings, folder))
        slack.wait_connected(timeout=PATIENCE)
        yield Operated(slack=slack, run=run, settings=settings, folder=folder)


@pytest.fixture(scope="module")
def answered(operated: Operated) -> Message:
    """An article that was given and answered."""
    asked = operated.ask(sample())
    operated.slack.wait_for(lambda _: "white_check_mark" in asked.reactions, timeout=PATIENCE)
    operated.run.wait_event("answered")
    return asked


def test_one_code_leads_from_the_event_to_the_post(operated: Operated, answered: Message) -> None:
    log = operated.run.log
    (accepted,) = (e for e in log if e.get("event") == "accepted" and answered.ts in e["event_key"])
    mine = [entry for entry in log if entry.get("code") == accepted["code"]]
    assert [e["event"] for e in mine if e["level"] == "info"] == ["accepted", "read", "extracted", "answered"]
    (card,) = (m for m in operated.slack.thread(answered) if m.bot_id)
    assert (mine[-1]["channel"], mine[-1]["ts"]) == (card.channel, card.ts)


def test_no_word_of_copy_no_name_and_no_token_is_in_the_log(operated: Operated, answered: Message) -> None:
    written = json.dumps(operated.run.log, ensure_ascii=False)
    for run_of_words in re.findall(r"(?:\w+ ){4}\w+", sample()):
        assert run_of_words not in written
    for name in ("Moyle", "Declan", "harbour barrier"):
        assert name not in written
    for secret in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        assert operated.settings[secret] not in written


def test_the_listeners_metrics_speak_for_the_worker_as_well(operated: Operated, answered: Message) -> None:
    told = requests.get(f"http://127.0.0.1:{operated.settings['PORT']}/metrics", timeout=30).text
    values = dict(line.rsplit(" ", 1) for line in told.splitlines() if not line.startswith("#"))
    assert float(values['pullquote_ack_seconds_count{kind="event"}']) >= 1  # the listener's own
    assert float(values["pullquote_extraction_seconds_count"]) >= 1  # the worker's
    assert float(values['pullquote_outcomes_total{outcome="delivered"}']) >= 1
    assert float(values["pullquote_answer_seconds_count"]) >= 1
    assert values["pullquote_digests_late"] == "0.0"  # looked up in the database
    assert values['pullquote_queue_age_seconds{priority="interactive"}'] == "0.0"


def test_told_to_stop_in_the_middle_of_work_it_goes_in_time_and_the_next_one_finishes(
    stoppable: Operated,
) -> None:
    operated = stoppable
    asked = [operated.ask(f"Item {n}\n\n{sample('cup-tie')}") for n in range(8)]
    operated.slack.wait_idle(timeout=PATIENCE)
    began = time.monotonic()
    operated.run.stop()
    assert time.monotonic() - began < AT_MOST
    with Database(f"sqlite:///{operated.folder / 'pullquote.sqlite3'}").read_across_teams() as session:
        in_hand = {row.attempts for row in session.query(Submission).where(Submission.state.in_(OPEN_STATES))}
    assert all(attempts <= 1 for attempts in in_hand)  # handed back, not given up
    with BotProcess(["run"], operated.settings, operated.folder):
        operated.slack.wait_for(
            lambda _: all(len([m for m in operated.slack.thread(one) if m.bot_id]) == 1 for one in asked),
            timeout=PATIENCE,
            what="for the answers of the next process",
        )
