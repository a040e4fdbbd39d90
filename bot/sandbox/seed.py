"""A believable newsroom to start with, and an app's manifest for when none is given."""

from __future__ import annotations

from typing import Any

from bot.sandbox.core import Core
from bot.sandbox.state import Team

_EVENTS = (
    "app_home_opened", "app_mention", "app_uninstalled", "channel_archive", "file_shared", "member_joined_channel",
    "message.im", "tokens_revoked",
)  # fmt: skip
_SCOPES = (
    "app_mentions:read", "channels:read", "chat:write", "commands", "files:read", "files:write", "groups:read",
    "im:history", "reactions:write", "team:read", "users:read",
)  # fmt: skip

PEOPLE = (
    ("mia", "Mia Ortega", "Night editor", "Europe/London", "c3408a"),
    ("sam", "Sam Whitlock", "Political correspondent", "Europe/London", "2c7a5f"),
    ("ingrid", "Ingrid Solheim", "Head of fact-checking", "Europe/Oslo", "b5651d"),
    ("kofi", "Kofi Mensah", "Sport desk", "Africa/Accra", "3a62a8"),
)
CHANNELS = (
    ("general", "Everyone, everything"),
    ("news-desk", "What we are on today"),
    ("politics", "Government, parties, elections"),
    ("sport", "Results, transfers, everything with a ball"),
    ("fact-check", "Is that so?"),
)


def default_manifest(*, socket_mode: bool = True) -> dict[str, Any]:
    """A manifest with the scopes, events, a command and shortcuts a newsroom's bot would have."""
    return {
        "display_information": {"name": "Pullquote", "description": "Who said what, word for word"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Pullquote", "always_online": True},
            "slash_commands": [
                {
                    "command": "/quotes",
                    "description": "Find, search and watch quotes",
                    "usage_hint": '<link> | person | search "words" | help',
                    "should_escape": True,
                    **({} if socket_mode else {"url": "https://newsroom.example/slack/events"}),
                }
            ],
            "shortcuts": [
                {
                    "name": "Add an article",
                    "type": "global",
                    "callback_id": "add_article",
                    "description": "Link, file or text in; quotes out",
                },
                {
                    "name": "Find quotes in this",
                    "type": "message",
                    "callback_id": "find_quotes",
                    "description": "Reads the article in this message",
                },
            ],
        },
        "oauth_config": {"scopes": {"bot": list(_SCOPES)}},
        "settings": {
            "event_subscriptions": {
                "bot_events": list(_EVENTS),
                **({} if socket_mode else {"request_url": "https://newsroom.example/slack/events"}),
            },
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": socket_mode,
        },
    }


def newsroom(
    core: Core,
    name: str = "The Harbour Post",
    domain: str = "harbour-post",
    *,
    installed: bool = True,
    enterprise: str | None = None,
) -> Team:
    """A workspace with its people, its channels, a private one, and the app in #news-desk."""
    team = core.add_team(name, domain, enterprise=enterprise)
    people = [
        core.add_user(team, handle, real_name, title=title, tz=tz, color=color, is_admin=handle == "mia")
        for handle, real_name, title, tz, color in PEOPLE
    ]
    everyone = [p.id for p in people]
    for channel_name, topic in CHANNELS:
        core.add_channel(team, channel_name, everyone[0], everyone).topic = topic
    core.add_channel(team, "investigations", everyone[0], everyone[:2], kind="private").topic = "Need to know"
    if installed:
        bot = core.install(team, everyone[0]).bot_user
        for channel in team.channels.values():
            if channel.name == "news-desk":
                channel.members[bot] = None
    return team
