"""The Slack app's manifest: what Slack has to know of the bot, ready to paste at api.slack.com/apps.

What always holds here: it asks for no right that is not used. No `*:history` scope but that of DMs to the bot: what is
read is what people hand over. A test holds it to the listeners that are registered.

Source of the fields: “App manifest reference”, Slack's documentation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from config.settings import Settings, Transport

BOT_SCOPES: Mapping[str, str] = {
    "app_mentions:read": "@pullquote with a link, text or file",
    "channels:read": "the channel that a digest goes to",
    "chat:write": "results, digests, alerts",
    "commands": "/quotes and the shortcuts",
    "files:read": "articles given as files and snippets",
    "files:write": "exports",
    "groups:read": "the private channel that a digest goes to",
    "im:history": "articles given in a message to the bot; finding an answer again after a fault",
    "im:write": "alerts, and answers where the bot is not in the channel",
    "reactions:write": "eyes, check mark and warning sign on the asking message",
    "team:read": "the workspace's name",
    "users:read": "who is an admin, and time zones",
}
"""Each right, and what it is for."""

BOT_EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "message.im",
    "tokens_revoked",
)

COMMAND = {
    "command": "/quotes",
    "description": "Who said what, word for word",
    "usage_hint": '<link> | <person> | search "words" | top | help',
    "should_escape": True,
}

SHORTCUTS = (
    {
        "name": "Find quotes in this",
        "type": "message",
        "callback_id": "find_quotes",
        "description": "The people and the quotes of this message's article",
    },
    {
        "name": "Add an article",
        "type": "global",
        "callback_id": "add_article",
        "description": "From a link, a file or a short text",
    },
)

LONG_DESCRIPTION = (
    "Pullquote keeps a newsroom's record of who said what. Give it an article (a link, the pasted text or a file, in a "
    "channel, in a message to it or from any message's menu) and it answers in the thread with the key people and "
    "every quote, word for word, with its speaker. What it finds is kept: search it, correct it, export it, watch "
    "people, and get a digest in the morning. Where it is not sure who spoke, it says so. It runs on your own machine, "
    "and sends your copy to nobody."
)


def manifest(
    transport: Transport, public_url: str | None = None, *, several_workspaces: bool = False
) -> dict[str, Any]:
    """The manifest for a transport.

    Args:
        transport: over Socket Mode, no address is needed; over HTTP, Slack posts to `public_url`/slack/events.
        public_url: where the bot is reached, https://…
        several_workspaces: whether people install it by OAuth, which needs `public_url`.

    Raises:
        ValueError: `public_url` is needed and missing.
    """
    http = transport is Transport.HTTP
    if (http or several_workspaces) and not public_url:
        raise ValueError("PULLQUOTE_PUBLIC_URL is needed: where Slack reaches the bot, https://…")
    base = (public_url or "").rstrip("/")
    events_url = f"{base}/slack/events"
    at = {"request_url": events_url} if http else {}
    oauth: dict[str, Any] = {"scopes": {"bot": list(BOT_SCOPES)}}
    if several_workspaces:
        oauth["redirect_urls"] = [f"{base}/slack/oauth_redirect"]
    return {
        "display_information": {
            "name": "Pullquote",
            "description": "Who said what, word for word",
            "long_description": LONG_DESCRIPTION,
            "background_color": "#1f2d3d",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "pullquote", "always_online": True},
            "shortcuts": [dict(shortcut) for shortcut in SHORTCUTS],
            "slash_commands": [COMMAND | ({"url": events_url} if http else {})],
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**at, "bot_events": list(BOT_EVENTS)},
            "interactivity": {
                "is_enabled": True,
                **at,
                **({"message_menu_options_url": events_url} if http else {}),
            },
            "org_deploy_enabled": several_workspaces,
            "socket_mode_enabled": not http,
            "token_rotation_enabled": several_workspaces,
        },
    }


def manifest_for(settings: Settings) -> dict[str, Any]:
    """The manifest that these settings need.

    Raises:
        ValueError: a setting that it needs is missing.
    """
    return manifest(
        settings.pullquote_transport, settings.pullquote_public_url, several_workspaces=settings.several_workspaces
    )


def as_json(value: Mapping[str, Any]) -> str:
    """The manifest as text to paste."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
