"""The manifest and the listeners say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from slack_bolt import App

from bot.services.desk import Desk
from config.manifest import BOT_EVENTS, COMMAND, SHORTCUTS, as_json, manifest
from config.settings import Settings, Transport
from handlers.app import build_app


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch, settings: Settings, desk: Desk) -> dict[str, set[str]]:
    """What listeners are registered for, by the name of Bolt's method."""
    found: dict[str, set[str]] = {name: set() for name in ("event", "command", "shortcut", "action", "view", "options")}
    for name in found:
        original = getattr(App, name)

        def remember(self: App, what: Any, *args: Any, _name: str = name, _original: Any = original) -> Any:
            found[_name].add(what if isinstance(what, str) else what.pattern)
            return _original(self, what, *args)

        monkeypatch.setattr(App, name, remember)
    build_app(settings, desk)
    return found


def test_each_event_asked_for_has_a_listener_and_the_other_way_round(registered: dict[str, set[str]]) -> None:
    assert registered["event"] == {name.split(".")[0] for name in BOT_EVENTS}


def test_each_command_has_a_listener_and_the_other_way_round(registered: dict[str, set[str]]) -> None:
    assert registered["command"] == {COMMAND["command"]}


def test_each_shortcut_has_a_listener_and_the_other_way_round(registered: dict[str, set[str]]) -> None:
    assert registered["shortcut"] == {shortcut["callback_id"] for shortcut in SHORTCUTS}


def test_over_socket_mode_no_address_is_needed() -> None:
    made = manifest(Transport.SOCKET)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(made["settings"])


def test_over_http_slack_posts_to_one_address() -> None:
    made = manifest(Transport.HTTP, "https://quotes.example/")
    address = "https://quotes.example/slack/events"
    settings = made["settings"]
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"]["request_url"] == address
    assert settings["interactivity"]["message_menu_options_url"] == address
    assert made["features"]["slash_commands"][0]["url"] == address


def test_http_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="PULLQUOTE_PUBLIC_URL"):
        manifest(Transport.HTTP)


def test_several_workspaces_install_by_oauth() -> None:
    made = manifest(Transport.HTTP, "https://quotes.example", several_workspaces=True)
    assert made["oauth_config"]["redirect_urls"] == ["https://quotes.example/slack/oauth_redirect"]


def test_no_history_but_of_dms_is_asked_for() -> None:
    scopes = manifest(Transport.SOCKET)["oauth_config"]["scopes"]["bot"]
    assert [s for s in scopes if s.endswith(":history")] == ["im:history"]


def test_texts_keep_to_slacks_limits() -> None:
    made = manifest(Transport.SOCKET)
    info = made["display_information"]
    assert len(info["name"]) <= 35
    assert len(info["description"]) <= 140
    assert 174 < len(info["long_description"]) <= 4000
    assert all(len(s["name"]) <= 24 and len(s["description"]) <= 150 for s in made["features"]["shortcuts"])


def test_it_is_json_to_paste() -> None:
    assert json.loads(as_json(manifest(Transport.SOCKET))) == manifest(Transport.SOCKET)
