"""The form “Add an article”, and the sample."""

from __future__ import annotations

import json
from typing import Any

import pytest
from slack_bolt import App

from bot.services.desk import Desk
from bot.submission import Via
from handlers.blocks import modals
from tests.support.recording_slack import RecordingSlack
from tests.support.slack_limits import check_view
from tests.unit.handlers.conftest import kept
from tests.unit.handlers.payloads import form, interaction, over_http, over_socket, pressed, said

A_FILE = {"id": "F1", "name": "a.pdf", "mimetype": "application/pdf", "url_private": "https://files.slack.com/F1"}


def test_the_form_stays_within_the_limits() -> None:
    check_view(modals.add_article())
    check_view(modals.add_article("C1"))


def test_the_shortcut_opens_the_form(app: App, slack: RecordingSlack) -> None:
    assert over_socket(app, interaction("shortcut", callback_id="add_article")).status == 200
    (opened,) = slack.of("views.open")
    view = opened["view"] if isinstance(opened["view"], dict) else json.loads(opened["view"])
    assert view["callback_id"] == "add_article"
    assert opened["trigger_id"] == "1.2.3"


@pytest.mark.parametrize("deliver", [over_socket, over_http])
@pytest.mark.parametrize(
    ("values", "gave"),
    [
        ({"link": {"value": "https://x.example/a"}}, ("https://x.example/a", None, None)),
        ({"text": {"value": "Ortiz said so."}}, (None, "Ortiz said so.", None)),  # however short: it was meant
        ({"files": {"files": [A_FILE]}}, (None, None, "F1")),
    ],
)
def test_what_was_filled_in_is_kept(
    app: App, desk: Desk, deliver: Any, values: dict[str, Any], gave: tuple[str | None, ...]
) -> None:
    assert not said(deliver(app, form("add_article", values)))
    (row,) = kept(desk)
    assert (row.link, row.text, row.file and row.file["id"]) == gave


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({}, "link", "Give a link, a file or some text"),
        ({"link": {"value": "not a link"}}, "link", "https://"),
        ({"link": {"value": "nope"}, "text": {"value": "Some text"}}, "link", "https://"),  # the text alone won't do
        ({"files": {"files": [A_FILE | {"mimetype": "image/png"}]}}, "files", "no text in that file"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    app: App, desk: Desk, values: dict[str, Any], field: str, says: str
) -> None:
    answer = said(over_socket(app, form("add_article", values)))
    assert answer["response_action"] == "errors"
    assert says in answer["errors"][field]
    assert not kept(desk)


def test_the_answer_goes_to_the_channel_that_was_chosen(app: App, desk: Desk) -> None:
    values = {"text": {"value": "Ortiz said so."}, "answer_in": {"selected_conversation": "C7"}}
    over_socket(app, form("add_article", values))
    assert [row.channel for row in kept(desk)] == ["C7"]


def test_a_form_sent_twice_is_kept_once(app: App, desk: Desk) -> None:
    for _ in range(2):
        over_socket(app, form("add_article", {"text": {"value": "Ortiz said so."}}))
    assert len(kept(desk)) == 1


def test_the_sample_is_answered_by_dm(app: App, desk: Desk) -> None:
    assert over_socket(app, pressed("try_sample")).status == 200
    (row,) = kept(desk)
    assert (row.via, row.user, row.channel) == (Via.SAMPLE, "U1", None)
    assert row.text
