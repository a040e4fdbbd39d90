"""Slack holds the bot to its rates: everybody in a busy channel is answered, in order, and hardly a call is refused."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.sandbox import LocalSlack, Message
from config.manifest import manifest
from config.settings import Transport
from tests.acceptance.conftest import free_port
from tests.acceptance.processes import PATIENCE, BotProcess
from tests.chaos.run import article

pytestmark = [pytest.mark.timeout(400), pytest.mark.xdist_group("rates")]

MENTIONS = 30


@pytest.fixture
def slack(tmp_path: Path) -> Generator[LocalSlack]:
    """A Slack that keeps its rates, with the bot on it."""
    with ExitStack() as stack:
        slack = stack.enter_context(LocalSlack(manifest(Transport.SOCKET, None), rate_limits=True))
        settings = slack.environment() | {"PORT": str(free_port())}
        stack.enter_context(BotProcess(["run"], settings, tmp_path))
        slack.wait_connected(timeout=PATIENCE)
        yield slack


def answers(slack: LocalSlack, asked: Message) -> list[Message]:
    return [message for message in slack.thread(asked) if message.bot_id]


def test_thirty_who_ask_at_once_in_one_channel_are_all_answered_once_and_slack_is_not_pressed(
    slack: LocalSlack,
) -> None:
    asked = [slack.post("mia", "#news-desk", f"<@{slack.bot().id}> {article(n)}") for n in range(MENTIONS)]
    slack.wait_for(lambda _: all(answers(slack, one) for one in asked), timeout=PATIENCE, what="for all answers")
    assert [len(answers(slack, one)) for one in asked] == [1] * MENTIONS
    # On a busy machine a call may come a little early, is refused and waits its time; a storm would be hundreds.
    refused = [call for call in slack.calls("chat.postMessage") if call.status == 429]
    assert len(refused) < MENTIONS
