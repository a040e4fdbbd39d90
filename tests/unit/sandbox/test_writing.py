"""What people write, as the app gets it: mentions, links, escapes, snippets, files, edits."""

from __future__ import annotations

import urllib.request
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import LocalSlack, SandboxError, Team, User
from bot.sandbox.compose import compose, split_long, unescape
from bot.sandbox.state import Channel
from tests.unit.sandbox.conftest import web_client

MIA = User(id="U0MIA00001", team="T1", name="mia", real_name="Mia Ortega")
DESK = Channel(id="C0DESK0001", team="T1", name="news-desk", kind="public", creator=MIA.id, created=0)
TEAM = Team(id="T1", name="Post", domain="post", users={MIA.id: MIA}, channels={DESK.id: DESK})

TYPED = [
    # typed, sent
    ("plain", "plain"),
    ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
    ("hello @mia.", "hello <@U0MIA00001>."),
    ("<@U0MIA00001> hello", "<@U0MIA00001> hello"),
    ("@nobody and mail@mia.example", "@nobody and mail@mia.example"),
    ("see #news-desk, not #nowhere", "see <#C0DESK0001|news-desk>, not #nowhere"),
    ("read https://e.org/a?b=1&c=2.", "read <https://e.org/a?b=1&amp;c=2>."),
    ("(https://e.org/wiki/Quote_(words))", "(<https://e.org/wiki/Quote_(words)>)"),
    ("@here now", "<!here> now"),
    ("<!channel> <script>", "&lt;!channel&gt; &lt;script&gt;"),
    ("at 10:30:15 :eyes:", "at 10:30:15 :eyes:"),
]


@pytest.mark.parametrize(("typed", "sent"), TYPED)
def test_what_is_typed_is_sent_as_slack_sends_it(typed: str, sent: str) -> None:
    assert compose(typed, TEAM)[0] == sent


@given(st.text(alphabet=st.characters(exclude_characters="@#:")))
def test_nothing_typed_is_lost_or_means_anything(typed: str) -> None:
    text, blocks = compose(typed, TEAM)
    assert unescape(text.replace("<http", "http")).replace(">", "") == typed.replace(">", "") or "http" in typed
    leaves = blocks[0]["elements"][0]["elements"] if blocks else []
    assert "".join(leaf.get("text") or leaf["url"] for leaf in leaves) == typed
    if "http" not in typed:
        assert "<" not in text
        assert ">" not in text


def test_a_long_paste_becomes_a_snippet_beside_its_mention() -> None:
    assert split_long("@mia " + "x" * 3995) == ("@mia " + "x" * 3995, None)
    assert split_long("@mia\n" + "x" * 3996) == ("@mia", "x" * 3996)
    assert split_long("x" * 4001) == ("", "x" * 4001)


def test_the_event_of_a_long_paste_has_a_file_and_little_text(slack: LocalSlack) -> None:
    article = "Nobody said a word.\n" * 300
    message = slack.post("mia", "#news-desk", "@pullquote " + article)
    (event,) = [d.payload["event"] for d in slack.deliveries("app_mention")]
    (file,) = event["files"]
    assert event["text"] == f"<@{slack.bot().id}>"
    assert (file["mode"], file["mimetype"], file["lines"]) == ("snippet", "text/plain", 300)
    assert event["ts"] == message.ts
    assert "subtype" not in event


def get(url: str, token: str | None) -> tuple[int, str, bytes]:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.status, answer.headers.get_content_type(), answer.read()


def test_a_file_is_served_to_the_bot_that_can_see_it_and_a_login_page_to_all_others(slack: LocalSlack) -> None:
    other = slack.add_team("Other", "other")
    file = slack.upload("mia", "speech “final”.txt", "“Words.”".encode())
    slack.post("mia", "#news-desk", "@pullquote", files=[file])
    url = slack.deliveries("app_mention")[0].payload["event"]["files"][0]["url_private"]
    assert get(url, slack.bot_token) == (200, "text/plain", "“Words.”".encode())
    for token in (None, "xoxb-wrong", slack.bot_token_of(other)):
        status, kind, body = get(url, token)
        assert (status, kind) == (200, "text/html")
        assert b"Sign in" in body


def test_a_file_of_a_channel_without_the_bot_stays_hidden(slack: LocalSlack, client: WebClient) -> None:
    file = slack.upload("mia", "secret.txt", b"secret")
    slack.post("mia", "#investigations", "look", files=[file])
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_info(file=file.id)
    assert get(f"{slack.url}/files-pri/{file.team}-{file.id}/secret.txt", slack.bot_token)[1] == "text/html"


def test_a_slack_connect_file_comes_as_a_hint_to_ask(slack: LocalSlack, client: WebClient) -> None:
    file = slack.upload("mia", "shared.txt", b"shared")
    file.check_info = True
    slack.post("mia", "#news-desk", "@pullquote", files=[file])
    (seen,) = slack.deliveries("app_mention")[0].payload["event"]["files"]
    assert (seen["file_access"], seen.get("url_private")) == ("check_file_info", None)
    info: dict[str, Any] = client.files_info(file=file.id)["file"]
    assert info["url_private"].startswith(slack.url)


def test_the_bot_uploads_in_three_steps(slack: LocalSlack, client: WebClient) -> None:
    root = slack.post("mia", "#news-desk", "export please")
    client.files_upload_v2(
        channel=root.channel, thread_ts=root.ts, content="a,b\n", filename="quotes.csv", initial_comment="Here"
    )
    (reply,) = slack.thread(root)
    file = slack.team().files[reply.files[0]]
    assert (reply.text, file.name, file.content, file.mimetype) == ("Here", "quotes.csv", b"a,b\n", "text/csv")


def test_edits_and_deletions_are_told(slack: LocalSlack) -> None:
    dm = slack.dm("mia")
    message = slack.post("mia", dm, "one")
    slack.edit("mia", message, "two")
    slack.delete("mia", message)
    events = [d.payload["event"] for d in slack.deliveries("message")]
    assert [e.get("subtype") for e in events] == [None, "message_changed", "message_deleted"]
    assert (events[1]["message"]["text"], events[1]["previous_message"]["text"]) == ("two", "one")
    assert slack.messages(dm) == []


def test_the_root_of_a_thread_leaves_a_tombstone(slack: LocalSlack) -> None:
    root = slack.post("mia", "#news-desk", "one")
    slack.post("sam", "#news-desk", "two", thread_ts=root.ts)
    slack.delete("mia", root)
    assert root.subtype == "tombstone"
    assert [m.text for m in slack.thread(root)] == ["two"]


def test_people_change_only_what_is_theirs(slack: LocalSlack, client: WebClient) -> None:
    mine = slack.post("mia", "#news-desk", "mine")
    with pytest.raises(SandboxError):
        slack.edit("sam", mine, "not mine")
    with pytest.raises(SandboxError):
        slack.post("kofi", "#investigations", "let me in")
    assert mine.text == "mine"


def test_a_mention_where_the_bot_is_not_reaches_nobody_and_the_writer_is_told(slack: LocalSlack) -> None:
    slack.post("mia", "#politics", "@pullquote hello")
    assert slack.deliveries() == []
    assert "is not in this channel" in slack.ephemerals("mia")[0].text


def test_inviting_the_bot_is_told(slack: LocalSlack) -> None:
    slack.invite("mia", "#politics")
    (event,) = [d.payload["event"] for d in slack.deliveries("member_joined_channel")]
    assert (event["user"], event["inviter"]) == (slack.bot().id, slack.user("mia").id)
    slack.kick("#politics")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        web_client(slack).chat_postMessage(channel=slack.channel("politics").id, text="x")
