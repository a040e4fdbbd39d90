"""What an app answers with its ack takes effect as in Slack: the next modal, options, a message, or a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox import LocalSlack, View
from tests.unit.sandbox.conftest import bolt_app, over_http

Json = dict[str, Any]


def modal(title: str, **rest: Any) -> Json:
    name = {
        "type": "input",
        "block_id": "name",
        "label": {"type": "plain_text", "text": "Name"},
        "element": {"type": "plain_text_input", "action_id": "v"},
    }
    shown = {"type": "plain_text", "text": title}
    save = {"type": "plain_text", "text": "Save"}
    return {"type": "modal", "callback_id": "form", "title": shown, "submit": save, "blocks": [name], **rest}


class Scene:
    """A modal of mia's, and an app that answers its submission with `answer`."""

    def __init__(self, slack: LocalSlack, app: App) -> None:
        self.slack = slack
        self.answer: Json = {}

        @app.shortcut("add_article")
        def add(ack: Any, body: Json, client: WebClient) -> None:
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=modal("First"))

        @app.view("form")
        def submitted(ack: Any) -> None:
            ack(**self.answer)

        @app.options("who")
        def who(ack: Any, payload: Json) -> None:
            names = [n for n in ("Ortiz", "Brandt") if payload["value"].lower() in n.lower()]
            ack(options=[{"text": {"type": "plain_text", "text": n}, "value": n} for n in names])

        @app.action("who")
        def chosen(ack: Any, action: Json, respond: Any) -> None:
            ack()
            respond(text=f"chose {action['selected_option']['value']}")

        @app.command("/quotes")
        def quotes(ack: Any) -> None:
            ack(**self.answer)

    def submit(self, **answer: Any) -> None:
        self.answer = answer
        self.slack.submit_view("mia", values={"name": "Ortiz"})

    def stack(self) -> list[str]:
        """The titles of the open modals, the top one last."""
        team = self.slack.team()
        views: list[View] = [team.views[v] for v in team.modals.get(self.slack.user("mia").id, [])]
        return [v.body["title"]["text"] for v in views]


@pytest.fixture
def scene(slack: LocalSlack) -> Iterator[Scene]:
    app = bolt_app(slack)
    made = Scene(slack, app)
    with over_http(slack, app):
        slack.shortcut("mia", "add_article")
        yield made


def test_an_update_replaces_the_modal(scene: Scene) -> None:
    scene.submit(response_action="update", view=modal("Second"))
    assert scene.stack() == ["Second"]


def test_a_push_puts_one_on_top_and_its_end_shows_the_first_again(scene: Scene) -> None:
    scene.submit(response_action="push", view=modal("Second"))
    assert scene.stack() == ["First", "Second"]
    scene.submit()
    assert scene.stack() == ["First"]


def test_clear_closes_all(scene: Scene) -> None:
    scene.submit(response_action="push", view=modal("Second"))
    scene.submit(response_action="clear")
    assert scene.stack() == []


def test_an_answer_that_breaks_a_limit_leaves_the_modal_and_is_remembered(scene: Scene) -> None:
    scene.submit(response_action="update", view=modal("A title that is far too long"))
    assert scene.stack() == ["First"]
    assert any("must be less than 25 characters" in e for e in scene.slack.errors)


def test_errors_for_a_block_that_is_not_there_are_remembered(scene: Scene) -> None:
    scene.submit(response_action="errors", errors={"nowhere": "?"})
    assert any("must name input blocks" in e for e in scene.slack.errors)


def test_an_external_menu_offers_what_the_app_finds(scene: Scene, client: WebClient) -> None:
    menu = {"type": "external_select", "action_id": "who", "min_query_length": 1}
    channel = scene.slack.channel("news-desk")
    client.chat_postMessage(channel=channel.id, text="who?", blocks=[{"type": "actions", "elements": [menu]}])
    message = scene.slack.messages(channel)[-1]
    offered = scene.slack.suggest("mia", message, "who", "ort")
    assert [o["value"] for o in offered] == ["Ortiz"]
    scene.slack.choose("mia", message, "who", "Ortiz")
    assert scene.slack.ephemerals("mia")[-1].text == "chose Ortiz"


def test_a_command_answers_the_whole_channel_where_it_says_so(scene: Scene) -> None:
    scene.answer = {"text": "for all", "response_type": "in_channel"}
    scene.slack.slash("mia", "#politics", "/quotes")
    assert [m.text for m in scene.slack.messages("politics")] == ["for all"]


def test_a_command_answered_over_a_limit_shows_nothing_and_is_remembered(scene: Scene) -> None:
    scene.answer = {"text": "x", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]}
    scene.slack.slash("mia", "#politics", "/quotes")
    assert scene.slack.ephemerals("mia") == []
    assert any("invalid_blocks" in e for e in scene.slack.errors)
