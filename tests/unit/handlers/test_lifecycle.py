"""First words: said once, and never to everybody."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import App

from bot.services import workspaces
from bot.services.desk import Desk
from config.settings import Settings
from handlers.app import build_app
from handlers.blocks import onboarding
from storage.models import Workspace, WorkspaceState
from tests.support.recording_slack import Answer, RecordingSlack
from tests.support.slack_limits import check_message
from tests.unit.handlers.payloads import event, over_socket

JOINED = event({"type": "member_joined_channel", "user": "U0BOT", "channel": "C1", "team": "T1"})


def test_the_first_words_stay_within_the_limits() -> None:
    check_message(onboarding.to_installer().payload())
    check_message(onboarding.to_channel().payload())


def test_a_channel_that_invites_the_bot_is_told_once_what_it_does(app: App, slack: RecordingSlack) -> None:
    for _ in range(2):
        assert over_socket(app, JOINED).status == 200
    assert [p["channel"] for p in slack.of("chat.postMessage")] == ["C1"]


def test_the_general_channel_is_left_in_peace(app: App, slack: RecordingSlack) -> None:
    slack.plan("conversations.info", Answer(body={"ok": True, "channel": {"id": "C1", "is_general": True}}))
    over_socket(app, JOINED)
    assert not slack.of("chat.postMessage")


def test_others_who_join_are_not_greeted(app: App, slack: RecordingSlack) -> None:
    over_socket(app, event({"type": "member_joined_channel", "user": "U5", "channel": "C1"}))
    assert not slack.of("chat.postMessage")


def test_the_home_tab_shows_the_first_steps(app: App, slack: RecordingSlack) -> None:
    over_socket(app, event({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"}))
    assert [p["user_id"] for p in slack.of("views.publish")] == ["U1"]


def test_the_messages_tab_publishes_nothing(app: App, slack: RecordingSlack) -> None:
    over_socket(app, event({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"}))
    assert not slack.of("views.publish")


@pytest.mark.parametrize(
    ("inner", "state"),
    [
        ({"type": "app_uninstalled"}, WorkspaceState.UNINSTALLED),
        ({"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}, WorkspaceState.UNINSTALLED),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}, WorkspaceState.ACTIVE),  # a person's own
    ],
)
def test_work_stops_where_the_app_was_removed(app: App, desk: Desk, inner: dict[str, Any], state: str) -> None:
    workspaces.install(desk, "T1", by="U1")
    assert over_socket(app, event(inner)).status == 200
    with desk.database.read("T1") as session:
        assert session.get_one(Workspace, "T1").state == state


def test_tokens_go_when_the_app_is_removed(settings: Settings, desk: Desk) -> None:
    gone: list[tuple[str | None, str | None]] = []

    def drop(*, team: str | None, enterprise_id: str | None) -> None:
        gone.append((team, enterprise_id))

    over_socket(build_app(settings, desk, drop_tokens=drop), event({"type": "app_uninstalled"}))
    assert gone == [("T1", None)]
