"""“Add to Slack”, walked as an installer's browser does; then the workspace is at work, until the app is removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bot.sandbox import LocalSlack, Timing
from config.manifest import manifest
from config.settings import Transport
from storage.database import Database
from storage.models import Submission
from tests.acceptance.conftest import free_port
from tests.acceptance.processes import BotProcess

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("install")]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def slack(port: int) -> Iterator[LocalSlack]:
    made = manifest(Transport.HTTP, f"http://127.0.0.1:{port}", several_workspaces=True)
    with LocalSlack(made, installed=False, timing=Timing(ack=60.0)) as slack:
        slack.add_team("The Evening Gull", "evening-gull", installed=False)
        yield slack


@pytest.fixture
def web(slack: LocalSlack, port: int, tmp_path: Path) -> Iterator[BotProcess]:
    settings = slack.environment() | {
        "SLACK_CLIENT_ID": slack.client_id,
        "SLACK_CLIENT_SECRET": slack.client_secret,
        "PULLQUOTE_TRANSPORT": "http",
        "PULLQUOTE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
    }
    with BotProcess(["web"], settings, tmp_path) as process:
        process.wait_event("listening")
        slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        yield process


def _install(port: int, team: str) -> requests.Response:
    """What the installer's browser does, from “Add to Slack” to the page at the end."""
    offer = requests.get(f"http://127.0.0.1:{port}/slack/install", timeout=60)
    (address,) = re.findall(r'href="([^"]+authorize[^"]+)"', offer.text)
    allowed = requests.post(
        address.replace("&amp;", "&"), data={"answer": "allow", "team": team}, timeout=60, allow_redirects=False
    )
    # The cookie is for https alone, and browsers make an exception for this machine; requests does not.
    cookie = offer.headers["Set-Cookie"].partition(";")[0]
    return requests.get(allowed.headers["Location"], headers={"Cookie": cookie}, timeout=60)


def test_two_newsrooms_install_it_and_neither_sees_the_others_things(
    slack: LocalSlack, web: BotProcess, port: int, tmp_path: Path
) -> None:
    harbour, gull = slack.team("harbour-post"), slack.team("evening-gull")
    for team in (harbour, gull):
        assert _install(port, team.id).status_code == 200
        slack.invite("mia", "#news-desk", team=team)
        slack.post("mia", "#news-desk", f"<@{slack.bot(team).id}> https://{team.domain}.test/story", team=team)
    slack.wait_for(lambda state: [d for d in state.deliveries if d.type == "app_mention" and d.done].__len__() == 2)
    database = Database(f"sqlite:///{tmp_path / 'pullquote.sqlite3'}")
    for team in (harbour, gull):
        with database.read(team.id) as session:
            (row,) = session.query(Submission).all()
            assert row.link == f"https://{team.domain}.test/story"
    database.close()


def test_the_installer_is_greeted_once_by_dm(slack: LocalSlack, web: BotProcess, port: int) -> None:
    team = slack.team("harbour-post")
    _install(port, team.id)
    slack.wait_message(slack.dm(team.people[0].id, team))
    _install(port, team.id)
    slack.slash(team.people[0].id, "#general", "/quotes", "help", team=team)  # a greeting would have come before
    assert len([m for m in slack.messages(slack.dm(team.people[0].id, team)) if m.bot_id]) == 1


def test_a_state_that_is_not_ours_installs_nothing(slack: LocalSlack, web: BotProcess, port: int) -> None:
    answer = requests.get(
        f"http://127.0.0.1:{port}/slack/oauth_redirect", params={"code": "1.2.3", "state": "forged"}, timeout=60
    )
    assert answer.status_code == 400
    assert slack.calls("oauth.v2.access") == []
