"""response_urls: five uses in thirty minutes; to answer, to replace, to delete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import LocalSlack, Message, Timing
from tests.unit.sandbox.conftest import web_client

BUTTON = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
}
NOW = [1_000_000.0]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Without an app: what goes out is read from the log of deliveries."""
    with LocalSlack(timing=Timing(ack=0.01, retries=(), now=lambda: NOW[0])) as running:
        yield running


def command(slack: LocalSlack) -> WebhookClient:
    """The response_url of a slash command."""
    return WebhookClient(slack.slash("mia", "#politics", "/quotes", "top").payload["response_url"])


def clicked(slack: LocalSlack, *, ephemeral: bool = False) -> tuple[Message, WebhookClient]:
    """A bot's message with a button, and the response_url of a click on it."""
    client: WebClient = web_client(slack)
    channel = slack.channel("news-desk").id
    if ephemeral:
        client.chat_postEphemeral(channel=channel, user=slack.user("mia").id, text="card", blocks=[BUTTON])
        (card,) = slack.ephemerals("mia")
    else:
        client.chat_postMessage(channel=channel, text="card", blocks=[BUTTON])
        card = slack.messages(channel)[-1]
    delivery = slack.click("mia", card, "go")
    return card, WebhookClient(delivery.payload["response_url"])


def test_an_answer_is_for_one_person_unless_it_says_otherwise(slack: LocalSlack) -> None:
    respond = command(slack)
    respond.send(text="for you")
    respond.send(text="for all", response_type="in_channel")
    assert [m.text for m in slack.ephemerals("mia")][1:] == ["for you"]  # the first says that no app is there
    assert [m.text for m in slack.messages("politics")] == ["for all"]


def test_the_sixth_use_is_refused(slack: LocalSlack) -> None:
    respond = command(slack)
    assert [respond.send(text=f"{n}").status_code for n in range(5)] == [200] * 5
    sixth = respond.send(text="6")
    assert sixth.status_code == 404
    assert "used_url" in sixth.body


def test_after_thirty_minutes_it_is_over(slack: LocalSlack) -> None:
    respond = command(slack)
    NOW[0] += 1801
    answer = respond.send(text="late")
    assert answer.status_code == 404
    assert "expired_url" in answer.body


@pytest.mark.parametrize("ephemeral", [False, True])
def test_the_message_that_was_clicked_is_replaced(slack: LocalSlack, ephemeral: bool) -> None:
    card, respond = clicked(slack, ephemeral=ephemeral)
    respond.send(text="done", replace_original=True)
    assert (card.text, card.blocks) == ("done", [])


@pytest.mark.parametrize("ephemeral", [False, True])
def test_the_message_that_was_clicked_is_deleted(slack: LocalSlack, ephemeral: bool) -> None:
    card, respond = clicked(slack, ephemeral=ephemeral)
    respond.send(delete_original=True)
    assert card not in slack.messages("news-desk")
    assert card not in slack.ephemerals("mia")


def test_an_ephemeral_message_is_not_part_of_its_click(slack: LocalSlack) -> None:
    clicked(slack, ephemeral=True)
    payload: dict[str, Any] = slack.deliveries("block_actions")[0].payload
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_an_answer_over_a_limit_is_refused_and_remembered(slack: LocalSlack) -> None:
    respond = command(slack)
    answer = respond.send(text="x", blocks=[{"type": "header"}])
    assert answer.status_code == 400
    assert "invalid_blocks" in answer.body
    assert any("response_url: invalid_blocks" in e for e in slack.errors)
