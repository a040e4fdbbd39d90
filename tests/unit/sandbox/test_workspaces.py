"""Several workspaces, installing and leaving, the ways of Socket Mode, and a Slack on its own."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import LocalSlack, SandboxError, Timing
from bot.sandbox.__main__ import main
from bot.sandbox.manifest import read_manifest
from bot.sandbox.seed import default_manifest
from tests.unit.sandbox.conftest import web_client


def test_nothing_of_one_workspace_is_seen_from_another(slack: LocalSlack) -> None:
    other = slack.add_team("Northern Echo", "echo")
    theirs = web_client(slack, "echo")
    ours = slack.channel("news-desk")
    attempts: list[Callable[[], object]] = [
        lambda: theirs.chat_postMessage(channel=ours.id, text="x"),
        lambda: theirs.users_info(user=slack.user("mia").id),
        lambda: theirs.conversations_info(channel=ours.id),
    ]
    for refused in attempts:
        with pytest.raises(SlackApiError, match="not_found"):
            refused()
    assert theirs.team_info()["team"]["name"] == "Northern Echo"
    slack.post("mia", "#news-desk", "@pullquote hello", team=other)
    assert [d.team for d in slack.deliveries()] == [other.id]


def test_an_uninstalled_app_is_told_and_then_hears_nothing(slack: LocalSlack) -> None:
    slack.uninstall()
    assert [d.type for d in slack.deliveries()] == ["tokens_revoked", "app_uninstalled"]
    slack.post("mia", "#news-desk", "anyone there?")
    assert len(slack.deliveries()) == 2
    with pytest.raises(SandboxError):
        slack.slash("mia", "#news-desk", "/quotes")


def walk_authorize(slack: LocalSlack, answer: str) -> dict[str, list[str]]:
    """Opens the page, presses a button, and gives what the app's redirect address gets."""
    query = urllib.parse.urlencode(
        {
            "client_id": slack.client_id,
            "scope": "chat:write,commands",
            "state": "s1",
            "redirect_uri": "http://app.example/back",
        }
    )
    address = f"{slack.url}/oauth/v2/authorize?{query}"
    with urllib.request.urlopen(address, timeout=10) as page:
        assert "The Harbour Post" in page.read().decode()
    form = urllib.parse.urlencode({"team": slack.team().id, "answer": answer}).encode()
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(slack.url).netloc, timeout=10)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", address.removeprefix(slack.url), form, headers)
    location = connection.getresponse().getheader("Location") or ""
    connection.close()
    return urllib.parse.parse_qs(urllib.parse.urlsplit(location).query)


def test_the_app_is_installed_from_the_browser() -> None:
    with LocalSlack(installed=False) as slack:
        back = walk_authorize(slack, "allow")
        assert back["state"] == ["s1"]
        client = WebClient(base_url=slack.api_url, retry_handlers=[])
        given = {"client_id": slack.client_id, "client_secret": slack.client_secret, "code": back["code"][0]}
        answer = client.oauth_v2_access(**given)
        assert (answer["scope"], answer["team"]["name"]) == ("chat:write,commands", "The Harbour Post")
        assert WebClient(token=answer["access_token"], base_url=slack.api_url).auth_test()["ok"]
        with pytest.raises(SlackApiError, match="invalid_code"):
            client.oauth_v2_access(**given)


def test_a_refusal_goes_back_too() -> None:
    with LocalSlack(installed=False) as slack:
        assert walk_authorize(slack, "cancel")["error"] == ["access_denied"]


def test_rotating_tokens_end_and_are_renewed_once() -> None:
    now = [1_000_000.0]
    manifest = default_manifest()
    manifest["settings"]["token_rotation_enabled"] = True
    with LocalSlack(manifest, timing=Timing(now=lambda: now[0])) as slack:
        old = slack.bot_token
        client = WebClient(base_url=slack.api_url, retry_handlers=[])
        now[0] += 12 * 3600
        with pytest.raises(SlackApiError, match="token_expired"):
            client.auth_test(token=old)
        installed = slack.team().installation
        assert installed is not None
        given = {
            "client_id": slack.client_id,
            "client_secret": slack.client_secret,
            "grant_type": "refresh_token",
            "refresh_token": installed.refresh_token or "",
        }
        renewed = client.oauth_v2_access(**given)
        assert renewed["expires_in"] == 12 * 3600
        assert client.auth_test(token=renewed["access_token"])["ok"]
        with pytest.raises(SlackApiError, match="invalid_refresh_token"):
            client.oauth_v2_access(**given)


def test_an_enterprise_is_named_in_events(slack: LocalSlack) -> None:
    team = slack.add_team("Grid Post", "grid", enterprise="E0GRID0001")
    slack.post("mia", "#news-desk", "@pullquote hello", team=team)
    payload = slack.deliveries("app_mention")[0].payload
    assert (payload["enterprise_id"], payload["authorizations"][0]["enterprise_id"]) == ("E0GRID0001", "E0GRID0001")


def test_a_ticket_opens_one_connection(slack: LocalSlack) -> None:
    client = WebClient(base_url=slack.api_url, retry_handlers=[])
    url = str(client.apps_connections_open(app_token=slack.app_token)["url"])
    wrong = url.replace("ws://", "http://").replace("ticket=", "ticket=0")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(wrong, timeout=10)
    refused.value.close()
    assert refused.value.code == 401


MANIFESTS = [
    # what is wrong, and a change that makes it so
    ("Additional property", {"colour": "red"}),
    ("Required: a string /display_information/name", {"display_information": {}}),
    ("1 to 35", {"display_information": {"name": "x" * 36}}),
    ("needs the scope", {"oauth_config": {"scopes": {"bot": []}}}),
    ("unless Socket Mode is on", {"settings": {"event_subscriptions": {"bot_events": ["app_mention"]}}}),
    ("Unknown event", {"settings": {"socket_mode_enabled": True, "event_subscriptions": {"bot_events": ["rain"]}}}),
]


@pytest.mark.parametrize(("wrong", "change"), MANIFESTS)
def test_a_manifest_is_validated(wrong: str, change: dict[str, object]) -> None:
    with pytest.raises(SandboxError, match=wrong):
        read_manifest(default_manifest() | change)


def test_it_says_why_it_does_not_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"display_information": {"name": ""}}))
    assert main(["--port", "0", "--manifest", str(manifest)]) == 2
    assert "/display_information/name" in capsys.readouterr().err


def test_a_taken_port_is_said(slack: LocalSlack, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", str(slack.server.port)]) == 2
    assert "could not start" in capsys.readouterr().err


def test_it_runs_alone_and_ends_when_told(tmp_path: Path) -> None:
    environment = tmp_path / "slack.env"
    command = [sys.executable, "-m", "bot.sandbox", "--port", "0", "--write-env", str(environment)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.terminate()
        process.stdout.read()
    assert first.startswith("The local Slack is at http://127.0.0.1:")
    assert process.returncode == 0
    assert "SLACK_BOT_TOKEN=xoxb-" in environment.read_text()
