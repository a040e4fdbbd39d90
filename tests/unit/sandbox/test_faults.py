"""Faults on demand: what a caller and a listener see of them, and that the effect is there or not."""

from __future__ import annotations

import http.client
import json
import urllib.request
from typing import Any
from urllib.error import HTTPError, URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Fault, FaultKind, LocalSlack, SandboxError, Timing
from bot.sandbox.faults import Faults
from tests.unit.sandbox.conftest import bolt_app, over_http, over_socket, web_client

BROKEN = (URLError, http.client.RemoteDisconnected, ConnectionResetError)


def post(slack: LocalSlack, client: WebClient) -> Any:
    return client.chat_postMessage(channel=slack.channel("news-desk").id, text="hello")


def posted(slack: LocalSlack) -> int:
    return len([m for m in slack.messages("news-desk") if m.bot_id])


def test_429_says_when_to_come_back(slack: LocalSlack, client: WebClient) -> None:
    slack.fault(FaultKind.RATE_LIMITED, "chat.*", seconds=7)
    with pytest.raises(SlackApiError) as refused:
        post(slack, client)
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")
    assert post(slack, client)["ok"]


def test_a_500_is_no_json(slack: LocalSlack, client: WebClient) -> None:
    slack.fault(FaultKind.SERVER_ERROR, "chat.postMessage")
    with pytest.raises(SlackApiError) as refused:
        post(slack, client)
    assert refused.value.response.status_code == 500
    assert posted(slack) == 0


def test_a_reset_before_the_effect_leaves_nothing(slack: LocalSlack, client: WebClient) -> None:
    slack.fault(FaultKind.RESET_BEFORE, "chat.postMessage")
    with pytest.raises(BROKEN):
        post(slack, client)
    assert posted(slack) == 0


def test_a_reset_after_the_effect_leaves_the_message(slack: LocalSlack, client: WebClient) -> None:
    slack.fault(FaultKind.RESET_AFTER, "chat.postMessage")
    with pytest.raises(BROKEN):
        post(slack, client)
    assert posted(slack) == 1


def test_a_hang_outlasts_an_impatient_caller(slack: LocalSlack) -> None:
    slack.fault(FaultKind.HANG, "chat.postMessage", seconds=30)
    impatient = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=[])
    with pytest.raises((TimeoutError, URLError)):
        post(slack, impatient)


def test_a_fault_of_one_channel_spares_the_others(slack: LocalSlack, client: WebClient) -> None:
    slack.fault(FaultKind.API_ERROR, "chat.postMessage", channel=slack.channel("sport").id, error="restricted_action")
    assert post(slack, client)["ok"]
    with pytest.raises(SlackApiError, match="restricted_action"):
        client.chat_postMessage(channel=slack.channel("sport").id, text="hello")


def test_downloads_and_response_urls_have_faults_too(slack: LocalSlack) -> None:
    slack.fault(FaultKind.SERVER_ERROR, "files.download")
    slack.post("mia", "#news-desk", "", files=[file := slack.upload("mia", "a.txt", b"words")])
    request = urllib.request.Request(
        f"{slack.url}/files-pri/{file.team}-{file.id}/a.txt", headers={"Authorization": f"Bearer {slack.bot_token}"}
    )
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    refused.value.close()
    assert refused.value.code == 500
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.read() == b"words"


def test_the_same_seed_gives_the_same_faults() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add(Fault(kind=FaultKind.SERVER_ERROR, count=None, probability=0.5))
        return [faults.on_call("chat.postMessage", None) is not None for _ in range(50)]

    assert struck(3) == struck(3) != struck(4)
    assert 5 < sum(struck(3)) < 45


def test_a_late_ack_counts_as_none(slack: LocalSlack) -> None:
    with LocalSlack(timing=Timing(ack=1.0, scale=0.0)) as strict:
        app, seen = bolt_app(strict), list[str]()

        @app.event("app_mention")
        def mentioned(body: dict[str, Any]) -> None:
            seen.append(body["event_id"])

        strict.fault(FaultKind.SLOW_ACK, "app_mention", seconds=5)
        with over_socket(strict, app):
            strict.post("mia", "#news-desk", "@pullquote hello")
            strict.wait_for(lambda state: len(seen) >= 2)
    assert len(set(seen)) == 1


def test_a_delay_changes_the_order_of_events(slack: LocalSlack) -> None:
    app, seen = bolt_app(slack), list[str]()

    @app.event("app_mention")
    def mentioned(event: dict[str, Any]) -> None:
        seen.append(event["text"].rpartition(" ")[2])

    slack.fault(FaultKind.DELAY, "app_mention", seconds=1.0)
    with over_http(slack, app):
        slack.post("mia", "#news-desk", "@pullquote one")
        slack.post("mia", "#news-desk", "@pullquote two")
        slack.wait_idle()
    assert seen == ["two", "one"]


def test_other_processes_plan_faults_over_http(slack: LocalSlack, client: WebClient) -> None:
    def ask(method: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        data = json.dumps(body).encode() if body else None
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{slack.url}/sandbox/faults", data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            said: dict[str, Any] = json.loads(answer.read())
        return said

    ask("POST", {"kind": "api_error", "method": "chat.postMessage", "error": "fatal_error", "count": None})
    with pytest.raises(SlackApiError, match="fatal_error"):
        post(slack, client)
    assert [f["struck"] for f in ask("GET")["faults"]] == [1]
    ask("DELETE")
    assert post(slack, client)["ok"]


def test_a_fault_nobody_knows_is_refused() -> None:
    for wrong in ({"kind": "earthquake"}, {"kind": "hang", "colour": "red"}, {}):
        with pytest.raises(SandboxError):
            Fault.from_json(wrong)


def test_one_message_a_second_a_channel_where_rates_are_enforced() -> None:
    now = [1000.0]
    with LocalSlack(rate_limits=True, timing=Timing(now=lambda: now[0])) as slack:
        client = web_client(slack)
        post(slack, client)
        with pytest.raises(SlackApiError) as refused:
            post(slack, client)
        assert refused.value.response.headers["Retry-After"] == "1"
        client.chat_postMessage(channel=slack.user("mia").id, text="another channel")
        now[0] += 1.0
        assert post(slack, client)["ok"]


def test_a_method_has_its_tier_where_rates_are_enforced() -> None:
    now = [1000.0]
    with LocalSlack(rate_limits=True, timing=Timing(now=lambda: now[0])) as slack:
        client = web_client(slack)
        for _ in range(20):
            client.users_list()
        with pytest.raises(SlackApiError, match="ratelimited"):
            client.users_list()
        now[0] += 60.0
        assert client.users_list()["ok"]
