"""The Web API, through slack_sdk: what it does, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import LocalSlack, Message
from tests.unit.sandbox.conftest import web_client

Do = Callable[[LocalSlack, WebClient], Any]


def desk(slack: LocalSlack) -> str:
    return slack.channel("news-desk").id


def said(slack: LocalSlack) -> Message:
    return slack.post("mia", "#news-desk", "hello")


def posted(slack: LocalSlack, client: WebClient, text: str = "mine") -> str:
    return str(client.chat_postMessage(channel=desk(slack), text=text)["ts"])


REFUSED: list[tuple[str, Do]] = [
    # the error, and what brings it about
    ("channel_not_found", lambda s, c: c.chat_postMessage(channel="C0", text="x")),
    ("channel_not_found", lambda s, c: c.chat_postMessage(channel=s.channel("investigations").id, text="x")),
    ("channel_not_found", lambda s, c: c.conversations_info(channel=s.channel("investigations").id)),
    ("not_in_channel", lambda s, c: c.chat_postMessage(channel=s.channel("sport").id, text="x")),
    ("no_text", lambda s, c: c.api_call("chat.postMessage", params={"channel": desk(s), "text": " "})),
    ("invalid_blocks", lambda s, c: c.chat_postMessage(channel=desk(s), text="x", blocks=[{"type": "header"}])),
    ("invalid_thread_ts", lambda s, c: c.chat_postMessage(channel=desk(s), text="x", thread_ts="1700000000.000001")),
    ("thread_not_found", lambda s, c: c.chat_postMessage(channel=desk(s), text="x", thread_ts="yesterday")),
    ("invalid_metadata_format", lambda s, c: c.chat_postMessage(channel=desk(s), text="x", metadata={"event_type": 7})),
    ("message_not_found", lambda s, c: c.chat_update(channel=desk(s), ts="1.000001", text="x")),
    ("cant_update_message", lambda s, c: c.chat_update(channel=desk(s), ts=said(s).ts, text="x")),
    ("msg_too_long", lambda s, c: c.chat_update(channel=desk(s), ts=posted(s, c), text="é" * 2001)),
    ("cant_delete_message", lambda s, c: c.chat_delete(channel=desk(s), ts=said(s).ts)),
    ("user_not_in_channel", lambda s, c: c.chat_postEphemeral(channel=desk(s), text="x", user="USLACKBOT")),
    ("user_not_found", lambda s, c: c.chat_postEphemeral(channel=desk(s), text="x", user="U0")),
    ("user_not_found", lambda s, c: c.users_info(user="U0")),
    ("invalid_name", lambda s, c: c.reactions_add(channel=desk(s), timestamp=said(s).ts, name="no_such_emoji")),
    ("no_reaction", lambda s, c: c.reactions_remove(channel=desk(s), timestamp=said(s).ts, name="eyes")),
    ("message_not_found", lambda s, c: c.reactions_add(channel=desk(s), timestamp="1.000001", name="eyes")),
    ("file_not_found", lambda s, c: c.files_delete(file="F0")),
    ("invalid_trigger_id", lambda s, c: c.views_open(trigger_id="1.2.3", view={"type": "modal"})),
    ("missing_scope", lambda s, c: c.conversations_history(channel=desk(s))),
    ("missing_scope", lambda s, c: c.conversations_join(channel=s.channel("sport").id)),
    ("missing_scope", lambda s, c: c.users_lookupByEmail(email="mia@newsroom.example")),
    ("unknown_method", lambda s, c: c.api_call("quotes.find")),
    ("invalid_cursor", lambda s, c: c.conversations_list(cursor="?")),
    ("invalid_types", lambda s, c: c.conversations_list(types="telepathy")),
    ("invalid_manifest", lambda s, c: c.api_call("apps.manifest.validate", params={"manifest": '{"colour": 1}'})),
    ("not_allowed_token_type", lambda s, c: c.apps_connections_open(app_token=s.bot_token)),
    ("bad_client_secret", lambda s, c: c.apps_uninstall(client_id=s.client_id, client_secret="x")),
]


@pytest.mark.parametrize(("error", "do"), REFUSED, ids=[f"{e}-{i}" for i, (e, _) in enumerate(REFUSED)])
def test_slack_refuses(slack: LocalSlack, client: WebClient, error: str, do: Do) -> None:
    with pytest.raises(SlackApiError) as refused:
        do(slack, client)
    assert refused.value.response["error"] == error


def test_a_missing_scope_names_what_is_needed_and_provided(slack: LocalSlack) -> None:
    slack.install(scopes=["chat:write"])
    with pytest.raises(SlackApiError) as refused:
        web_client(slack).users_info(user="U0")
    answer = refused.value.response
    assert (answer["needed"], answer["provided"]) == ("users:read", "chat:write")


@pytest.mark.parametrize("token", ["xoxb-wrong", ""])
def test_a_wrong_token_is_no_token(slack: LocalSlack, token: str) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth" if token else "not_authed"):
        WebClient(token=token, base_url=slack.api_url, retry_handlers=[]).auth_test()


def test_who_one_is(slack: LocalSlack, client: WebClient) -> None:
    me = client.auth_test()
    assert (me["user_id"], me["team"], me["team_id"]) == (slack.bot().id, "The Harbour Post", slack.team().id)
    assert "chat:write" in me.headers["x-oauth-scopes"]


def test_a_message_keeps_its_metadata_and_shows_it_only_when_asked(slack: LocalSlack) -> None:
    slack.install(scopes=["chat:write", "im:history"])
    client = web_client(slack)
    metadata = {"event_type": "quotes", "event_payload": {"run": 7}}
    sent = client.chat_postMessage(channel=slack.user("mia").id, text="hello", metadata=metadata)
    (without,) = client.conversations_history(channel=sent["channel"])["messages"]
    (with_it,) = client.conversations_history(channel=sent["channel"], include_all_metadata=True)["messages"]
    assert "metadata" not in without
    assert with_it["metadata"] == metadata


def test_a_text_over_40000_is_cut(slack: LocalSlack, client: WebClient) -> None:
    answer = client.chat_postMessage(channel=desk(slack), text="x" * 40_001)
    assert answer["warning"] == "message_truncated"
    assert len(slack.messages("news-desk")[-1].text) == 40_000


def test_an_update_without_blocks_takes_them_away_and_marks_the_message_edited(
    slack: LocalSlack, client: WebClient
) -> None:
    sent = client.chat_postMessage(channel=desk(slack), text="a", blocks=[{"type": "divider"}])
    client.chat_update(channel=desk(slack), ts=sent["ts"], text="b")
    message = slack.messages("news-desk")[-1]
    assert (message.text, message.blocks) == ("b", [])
    assert message.edited is not None


def test_a_reply_to_a_reply_joins_its_thread(slack: LocalSlack, client: WebClient) -> None:
    root = said(slack)
    first = client.chat_postMessage(channel=desk(slack), text="one", thread_ts=root.ts)
    client.chat_postMessage(channel=desk(slack), text="two", thread_ts=first["ts"])
    assert [m.text for m in slack.thread(root)] == ["one", "two"]


def test_a_reaction_is_given_once(slack: LocalSlack, client: WebClient) -> None:
    message = said(slack)
    client.reactions_add(channel=desk(slack), timestamp=message.ts, name="eyes")
    with pytest.raises(SlackApiError, match="already_reacted"):
        client.reactions_add(channel=desk(slack), timestamp=message.ts, name="eyes")
    assert message.reactions == {"eyes": [slack.bot().id]}


def test_lists_come_by_pages(slack: LocalSlack, client: WebClient) -> None:
    seen: list[str] = []
    for page in client.conversations_list(limit=2):
        assert len(page["channels"]) <= 2
        seen += [c["name"] for c in page["channels"]]
    assert seen == ["general", "news-desk", "politics", "sport", "fact-check"]


def test_an_archived_channel_takes_no_message(slack: LocalSlack, client: WebClient) -> None:
    slack.archive("#news-desk")
    with pytest.raises(SlackApiError, match="is_archived"):
        client.chat_postMessage(channel=desk(slack), text="x")


def test_the_log_of_calls_holds_no_token(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(channel=desk(slack), text="hello", blocks=[{"type": "divider"}])
    WebClient(base_url=slack.api_url).api_call("auth.test", params={"token": slack.bot_token})
    first, second = slack.calls()
    assert first.args["blocks"] == [{"type": "divider"}]
    assert slack.bot_token not in repr((first, second))


def test_a_token_of_an_uninstalled_app_is_dead(slack: LocalSlack, client: WebClient) -> None:
    client.apps_uninstall(client_id=slack.client_id, client_secret=slack.client_secret)
    with pytest.raises(SlackApiError, match="invalid_auth"):
        client.auth_test()


def test_commercial_apps_read_history_by_fifteen(slack: LocalSlack) -> None:
    with LocalSlack(commercial=True) as commercial:
        commercial.install(scopes=["chat:write", "im:history"])
        dm = commercial.dm("mia")
        for number in range(20):
            commercial.post("mia", dm, f"{number}")
        page = web_client(commercial).conversations_history(channel=dm.id, limit=100)
    assert (len(page["messages"]), page["has_more"]) == (15, True)
