"""The page's endpoints: what a person sees and does, live; and that no other site can act through them."""

from __future__ import annotations

import asyncio
import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox import LocalSlack
from bot.sandbox.page import STATIC

Json = dict[str, Any]


def ask(slack: LocalSlack, path: str, body: Json | None = None, **headers: str) -> tuple[int, Json]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{slack.url}/sandbox/{path}", data=data, headers={"Content-Type": "application/json", **headers}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        with refused:
            text = refused.read().decode()
            return refused.code, json.loads(text) if text.startswith("{") else {"error": text}


def test_a_person_sees_their_own_channels_alone(slack: LocalSlack) -> None:
    def seen(name: str) -> set[str]:
        channels = ask(slack, f"workspace?user={slack.user(name).id}")[1]["channels"]
        return {c["name"] for c in channels}

    assert seen("mia") - seen("kofi") == {"investigations"}
    secret = slack.channel("investigations").id
    assert ask(slack, f"channel/{secret}?user={slack.user('kofi').id}")[0] == 400


def test_what_is_posted_on_the_page_reaches_the_app(slack: LocalSlack) -> None:
    status, answer = ask(slack, "do/post", {"user": "mia", "channel": "#news-desk", "text": "@pullquote hi"})
    assert status == 200
    assert slack.deliveries("app_mention")[0].payload["event"]["ts"] == answer["ts"]


def test_an_ephemeral_message_is_seen_by_one(slack: LocalSlack) -> None:
    slack.post("mia", "#politics", "@pullquote hello")  # the bot is not there: Slackbot says so to mia

    def texts(name: str) -> list[bool]:
        path = f"channel/{slack.channel('politics').id}?user={slack.user(name).id}"
        return [m["ephemeral"] for m in ask(slack, path)[1]["messages"]]

    assert (texts("mia"), texts("sam")) == ([False, True], [False])


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ({"user": "mia", "channel": "#sport", "text": "x"}, {"Origin": "https://evil.example"}, 403),
        ({"user": "mia", "channel": "#sport", "text": "x"}, {"Host": "evil.example"}, 403),
        ({"user": "mia", "channel": "#sport", "text": "x"}, {"Content-Type": "text/plain"}, 400),
        ({"user": "nobody", "channel": "#sport", "text": "x"}, {}, 400),
        ({"user": "mia", "text": "x"}, {}, 400),
    ],
    ids=["another origin", "another host", "a form", "nobody", "no channel"],
)
def test_only_this_page_acts(slack: LocalSlack, body: Json, headers: dict[str, str], status: int) -> None:
    assert ask(slack, "do/post", body, **headers)[0] == status
    assert slack.messages("sport") == []


def test_changes_arrive_live_and_only_for_whom_they_are(slack: LocalSlack) -> None:
    async def look() -> list[Json]:
        seen: list[Json] = []
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{slack.url}/sandbox/live") as socket:
            await socket.send_json({"team": slack.team().id, "user": slack.user("kofi").id})
            # A message of one's own tells that the server has heard who is looking.
            while not seen:
                await asyncio.to_thread(slack.post, "kofi", "#sport", "ready?")
                try:
                    seen += await socket.receive_json(timeout=0.2)
                except TimeoutError:
                    continue
            await asyncio.to_thread(slack.post, "mia", "#investigations", "secret")
            await asyncio.to_thread(slack.post, "mia", "#sport", "goal")
            while not any(c["message"]["text"] == "goal" for c in seen if c["kind"] == "message"):
                seen += await socket.receive_json(timeout=10)
        return seen

    texts = {c["message"]["text"] for c in asyncio.run(look()) if c["kind"] == "message"}
    assert texts == {"ready?", "goal"}


def test_an_upload_is_posted_as_a_snippet(slack: LocalSlack) -> None:
    path = f"{slack.url}/sandbox/upload?user={slack.user('mia').id}&name=Untitled&snippet=1"
    request = urllib.request.Request(path, data=b"words", headers={"Content-Type": "application/octet-stream"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        file = json.loads(answer.read())["id"]
    ask(slack, "do/post", {"user": "mia", "channel": "#news-desk", "text": "", "files": [file]})
    assert slack.team().files[file].mode == "snippet"
    assert slack.messages("news-desk")[-1].files == [file]


def test_an_uploaded_page_cannot_run_here(slack: LocalSlack) -> None:
    file = slack.upload("mia", "evil.html", b"<script>alert(1)</script>")
    with urllib.request.urlopen(f"{slack.url}/sandbox/file/{file.team}/{file.id}", timeout=10) as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_the_page_needs_nothing_from_elsewhere() -> None:
    for path in sorted(STATIC.iterdir()):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(src|href)=["']https?:|@import|url\(https?:|from ["']https?:""", text), path.name


def test_no_message_can_become_markup() -> None:
    """The page builds elements and text nodes alone; nothing is ever parsed as HTML."""
    for path in sorted(STATIC.glob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|DOMParser", text), (
            path.name
        )


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/archives/C1/p1"])
def test_the_page_is_served_with_a_strict_policy(slack: LocalSlack, path: str) -> None:
    with urllib.request.urlopen(slack.url + path, timeout=10) as answer:
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_nothing_outside_the_folder_is_served(slack: LocalSlack) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{slack.url}/static/..%2f{Path(__file__).name}", timeout=10)
    refused.value.close()
    assert refused.value.code == 404
