"""Events, commands and interactions reach a real Bolt app, over both transports, and its answers take effect."""

from __future__ import annotations

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox import FaultKind, LocalSlack, Timing
from tests.unit.sandbox.conftest import Connect, bolt_app, over_socket

TEXT_INPUT = {
    "type": "input",
    "block_id": "link",
    "label": {"type": "plain_text", "text": "Link"},
    "element": {"type": "plain_text_input", "action_id": "value"},
}
MODAL = {
    "type": "modal",
    "callback_id": "article",
    "title": {"type": "plain_text", "text": "Add an article"},
    "submit": {"type": "plain_text", "text": "Add"},
    "blocks": [TEXT_INPUT],
}
BUTTON = {
    "type": "actions",
    "block_id": "buttons",
    "elements": [
        {"type": "button", "action_id": "go", "value": "7", "text": {"type": "plain_text", "text": "Go"}},
        {
            "type": "overflow",
            "action_id": "more",
            "options": [{"text": {"type": "plain_text", "text": "Fix speaker"}, "value": "fix"}],
        },
    ],
}


def test_a_mention_is_answered_in_its_thread(slack: LocalSlack, connect: Connect) -> None:
    app = bolt_app(slack)

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], say: Any) -> None:
        say(text=f"read: {event['text']}", thread_ts=event["ts"])

    with connect(slack, app):
        asked = slack.post("mia", "#news-desk", "@pullquote https://example.org/a?b=1&c=2")
        answer = slack.wait_message("#news-desk", thread_ts=asked.ts)
        slack.wait_idle()
    assert answer.text == f"read: <@{slack.bot().id}> <https://example.org/a?b=1&amp;c=2>"
    assert slack.errors == []


def test_a_direct_message_needs_no_mention(slack: LocalSlack, connect: Connect) -> None:
    app = bolt_app(slack)
    seen: list[dict[str, Any]] = []

    @app.event("message")
    def message(event: dict[str, Any]) -> None:
        seen.append(event)

    with connect(slack, app):
        slack.post("sam", "@pullquote", "hello <there>")
        slack.wait_idle()
    assert [(e["channel_type"], e["text"]) for e in seen] == [("im", "hello &lt;there&gt;")]


def test_a_command_is_answered_to_its_user_alone(slack: LocalSlack, connect: Connect) -> None:
    app = bolt_app(slack)

    @app.command("/quotes")
    def quotes(ack: Any, command: dict[str, Any]) -> None:
        ack(text=f"you said {command['text']}")

    with connect(slack, app):
        done = slack.slash("mia", "#politics", "/quotes", "top week")
    assert done.acked
    assert [m.text for m in slack.ephemerals("mia")] == ["you said top week"]
    assert slack.ephemerals("sam") == []


def test_a_shortcut_opens_a_modal_that_is_corrected_and_submitted(slack: LocalSlack, connect: Connect) -> None:
    app = bolt_app(slack)

    @app.shortcut("add_article")
    def add(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("article")
    def submitted(ack: Any, view: dict[str, Any]) -> None:
        link = view["state"]["values"]["link"]["value"]["value"]
        if link == "wrong":
            ack(response_action="errors", errors={"link": "That is no link."})
        else:
            ack()

    with connect(slack, app):
        slack.shortcut("mia", "add_article")
        view = slack.modal("mia")
        assert view is not None
        slack.submit_view("mia", view, {"link": "wrong"})
        assert view.errors == {"link": "That is no link."}
        slack.submit_view("mia", view, {"link": "https://example.org"})
    assert slack.modal("mia") is None
    assert slack.errors == []


def test_buttons_and_menus_of_a_message_replace_it_through_its_response_url(
    slack: LocalSlack, connect: Connect, client: WebClient
) -> None:
    app = bolt_app(slack)
    chosen: list[str] = []

    @app.action("go")
    def go(ack: Any, action: dict[str, Any], respond: Any) -> None:
        ack()
        respond(text=f"went {action['value']}", replace_original=True)

    @app.action("more")
    def more(ack: Any, action: dict[str, Any]) -> None:
        ack()
        chosen.append(action["selected_option"]["value"])

    client.chat_postMessage(channel=slack.channel("news-desk").id, text="card", blocks=[BUTTON])
    card = slack.messages("news-desk")[-1]
    with connect(slack, app):
        slack.choose("mia", card, "more", "Fix speaker")
        slack.click("mia", card, "go")
    assert chosen == ["fix"]
    assert (card.text, card.blocks, card.edited) == ("went 7", [], None)


def test_the_home_tab_is_published_when_opened(slack: LocalSlack, connect: Connect) -> None:
    app = bolt_app(slack)

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [{"type": "divider"}]})

    with connect(slack, app):
        slack.open_home("ingrid")
        slack.wait_for(lambda state: slack.home("ingrid"))
    assert slack.home("mia") is None


def test_an_event_that_raises_comes_again_with_the_same_id(connect: Connect) -> None:
    # Socket Mode has no failing ack: there the silence must run out. HTTP says 500 at once.
    with LocalSlack(timing=Timing(ack=1.0, scale=0.0)) as slack:
        app, seen = bolt_app(slack), list[str]()

        @app.event("app_mention")
        def mentioned(body: dict[str, Any]) -> None:
            seen.append(body["event_id"])
            if len(seen) < 3:
                raise RuntimeError("not yet")

        with connect(slack, app):
            slack.post("mia", "#news-desk", "@pullquote hello")
            slack.wait_for(lambda state: len(seen) >= 3)
            slack.wait_idle()
        (delivery,) = slack.deliveries("app_mention")
    assert set(seen) == {delivery.id}
    assert delivery.attempts == len(seen) >= 3


def test_an_acked_event_can_be_redelivered(slack: LocalSlack, connect: Connect) -> None:
    app, seen = bolt_app(slack), list[str]()

    @app.event("app_mention")
    def mentioned(body: dict[str, Any]) -> None:
        seen.append(body["event_id"])

    slack.fault(FaultKind.REDELIVER, "app_mention", times=2)
    with connect(slack, app):
        slack.post("mia", "#news-desk", "@pullquote hello")
        slack.wait_idle()
    assert len(seen) == 3
    assert len(set(seen)) == 1


def test_without_an_app_a_command_fails_as_in_slack() -> None:
    with LocalSlack(timing=Timing(ack=0.05)) as slack:
        slack.slash("mia", "#politics", "/quotes", "help")
        (told,) = slack.ephemerals("mia")
    assert told.text == '/quotes failed with the error "dispatch_failed"'


def test_a_dropped_socket_loses_nothing(slack: LocalSlack) -> None:
    app, seen = bolt_app(slack), list[str]()

    @app.event("app_mention")
    def mentioned(body: dict[str, Any]) -> None:
        seen.append(body["event"]["text"])

    slack.fault(FaultKind.DROP_SOCKET, "app_mention")
    with over_socket(slack, app):
        slack.post("mia", "#news-desk", "@pullquote hello")
        slack.wait_for(lambda state: seen, timeout=40)
    assert len(seen) == 1


def test_a_refresh_is_followed_by_a_new_connection(slack: LocalSlack) -> None:
    app: App = bolt_app(slack)
    with over_socket(slack, app):
        slack.disconnect("refresh_requested")
        slack.wait_for(lambda state: len(state.calls_of("apps.connections.open")) >= 2)
        slack.wait_connected()
