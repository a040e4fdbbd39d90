"""Modals and the Home tab: triggers, stacks, what people put in, what Slack itself objects to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import LocalSlack, SandboxError, Timing
from tests.unit.sandbox.conftest import web_client

NOW = [1_000_000.0]
Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def input_(block_id: str, element: Json, **rest: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id),
        "element": element | {"action_id": "v"},
    } | rest


def modal(*blocks: Json, **rest: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Save"), "blocks": list(blocks)} | rest


OPTIONS = [{"text": plain(name), "value": name.lower()} for name in ("Monday", "Friday")]
LINK = input_("link", {"type": "url_text_input"})
DAYS = input_("days", {"type": "multi_static_select", "options": OPTIONS})
TIME = input_("time", {"type": "timepicker", "initial_time": "08:00"})
NOTE = input_("note", {"type": "plain_text_input", "max_length": 5}, optional=True)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(timing=Timing(ack=0.01, retries=(), now=lambda: NOW[0])) as running:
        yield running


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return web_client(slack)


def trigger(slack: LocalSlack) -> str:
    return str(slack.shortcut("mia", "add_article").payload["trigger_id"])


def test_a_trigger_lives_three_seconds(slack: LocalSlack, client: WebClient) -> None:
    late = trigger(slack)
    NOW[0] += 3.1
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=late, view=modal())


def test_a_trigger_is_good_once(slack: LocalSlack, client: WebClient) -> None:
    made = trigger(slack)
    client.views_open(trigger_id=made, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=made, view=modal())


def test_three_modals_stand_on_each_other_and_no_fourth(slack: LocalSlack, client: WebClient) -> None:
    first = client.views_open(trigger_id=trigger(slack), view=modal())["view"]
    second = client.views_push(trigger_id=trigger(slack), view=modal())["view"]
    client.views_push(trigger_id=trigger(slack), view=modal())
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=trigger(slack), view=modal())


def test_slack_itself_objects_to_what_is_missing_or_wrong(slack: LocalSlack, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(slack), view=modal(LINK, DAYS, TIME, NOTE))
    view = slack.modal("mia")
    assert view is not None
    with pytest.raises(SandboxError, match="Slack objects"):
        slack.submit_view("mia", view, {"link": "no link", "note": "too long"})
    assert set(view.errors) == {"link", "days", "note"}
    assert slack.deliveries("view_submission") == []


def test_values_come_as_slack_gives_them(slack: LocalSlack, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(slack), view=modal(LINK, DAYS, TIME, NOTE, private_metadata="kept"))
    slack.submit_view("mia", values={"link": "https://e.org", "days": ["friday"]})
    sent = slack.deliveries("view_submission")[0].payload["view"]
    assert sent["private_metadata"] == "kept"
    assert sent["state"]["values"] == {
        "link": {"v": {"type": "url_text_input", "value": "https://e.org"}},
        "days": {"v": {"type": "multi_static_select", "selected_options": [OPTIONS[1]]}},
        "time": {"v": {"type": "timepicker", "selected_time": "08:00"}},
        "note": {"v": {"type": "plain_text_input", "value": None}},
    }


def test_an_unanswered_submission_keeps_the_modal_open_and_says_so(slack: LocalSlack, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(slack), view=modal(NOTE))
    slack.submit_view("mia", values={"note": "short"})
    view = slack.modal("mia")
    assert view is not None
    assert "trouble connecting" in view.errors[""]


def test_closing_is_told_where_asked_for(slack: LocalSlack, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(slack), view=modal(notify_on_close=True))
    slack.close_view("mia")
    (told,) = slack.deliveries("view_closed")
    assert told.payload["is_cleared"] is False
    assert slack.modal("mia") is None


def test_an_update_keeps_what_was_put_in_and_minds_the_hash(slack: LocalSlack, client: WebClient) -> None:
    opened = client.views_open(trigger_id=trigger(slack), view=modal(NOTE))["view"]
    view = slack.modal("mia")
    assert view is not None
    slack.choose("mia", view, "v", "typed")
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(NOTE, LINK))
    assert view.values["note"]["v"]["value"] == "typed"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal())


def test_an_external_id_is_used_once(slack: LocalSlack, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(slack), view=modal(external_id="one"))
    client.views_update(external_id="one", view=modal(NOTE, external_id="one"))
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        client.views_push(trigger_id=trigger(slack), view=modal(external_id="one"))


def test_each_person_has_their_own_home(slack: LocalSlack, client: WebClient) -> None:
    client.views_publish(user_id=slack.user("mia").id, view={"type": "home", "blocks": [{"type": "divider"}]})
    home = slack.home("mia")
    assert home is not None
    assert slack.home("sam") is None
    client.views_publish(user_id=slack.user("mia").id, view={"type": "home", "blocks": []})
    assert slack.home("mia") is home
    assert home.body["blocks"] == []


def test_opening_the_home_tab_tells_the_app_which_tab(slack: LocalSlack) -> None:
    slack.open_home("mia")
    slack.open_home("mia", "messages")
    assert [d.payload["event"]["tab"] for d in slack.deliveries("app_home_opened")] == ["home", "messages"]


def test_a_menu_of_conversations_starts_where_the_command_was_given(slack: LocalSlack, client: WebClient) -> None:
    here = {"type": "conversations_select", "default_to_current_conversation": True}
    made = slack.slash("mia", "#politics", "/quotes", "digest").payload["trigger_id"]
    client.views_open(trigger_id=made, view=modal(input_("where", here)))
    view = slack.modal("mia")
    assert view is not None
    assert view.values["where"]["v"]["selected_conversation"] == slack.channel("politics").id
