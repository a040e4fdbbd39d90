"""The app's configuration: a Slack app manifest, as a value.

The manifest is the project's own file, so what the app may do here is what it may do in Slack: its scopes, commands,
shortcuts, event subscriptions. Keys that are no part of a manifest are refused, as Slack's validator refuses them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.problems import SandboxError

_KNOWN: dict[str, set[str]] = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings", "functions", "workflows"},
    "display_information": {"name", "description", "long_description", "background_color"},
    "features": {
        "app_home",
        "bot_user",
        "shortcuts",
        "slash_commands",
        "unfurl_domains",
        "assistant_view",
        "workflow_steps",
        "rich_previews",
    },
    "oauth_config": {"redirect_urls", "scopes", "token_management_enabled", "pkce_enabled"},
    "settings": {
        "allowed_ip_address_ranges",
        "event_subscriptions",
        "incoming_webhooks",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
        "hermes_app_type",
        "function_runtime",
        "is_hosted",
        "siws_links",
        "is_mcp_enabled",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command."""

    name: str  # with the slash
    description: str
    usage_hint: str
    should_escape: bool
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """A global shortcut or a message shortcut."""

    name: str
    callback_id: str
    description: str
    is_global: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an app is and may do."""

    name: str
    description: str
    bot_name: str
    color: str
    bot_scopes: tuple[str, ...]
    user_scopes: tuple[str, ...]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    bot_events: frozenset[str]
    request_url: str | None
    interactivity_url: str | None
    options_url: str | None
    redirect_urls: tuple[str, ...]
    unfurl_domains: tuple[str, ...]
    socket_mode: bool
    token_rotation: bool
    interactivity: bool
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool
    raw: dict[str, Any] = field(repr=False, compare=False)

    def command(self, name: str) -> Command | None:
        """The slash command of that name."""
        return next((c for c in self.commands if c.name == name), None)

    def shortcut(self, callback_id: str, *, is_global: bool) -> Shortcut | None:
        """The shortcut of that callback_id and kind."""
        return next((s for s in self.shortcuts if s.callback_id == callback_id and s.is_global is is_global), None)


def read_manifest(raw: dict[str, Any]) -> Manifest:
    """A manifest as Slack takes it, as a value.

    Raises:
        SandboxError: names each thing that Slack's validator would not take.
    """
    if errors := manifest_errors(raw):
        raise SandboxError("The manifest is not valid: " + "; ".join(e["message"] + " " + e["pointer"] for e in errors))
    info, features, settings = raw["display_information"], raw.get("features", {}), raw.get("settings", {})
    oauth, events = raw.get("oauth_config", {}), settings.get("event_subscriptions", {})
    interactivity, home = settings.get("interactivity", {}), features.get("app_home", {})
    scopes = oauth.get("scopes", {})
    return Manifest(
        name=info["name"],
        description=info.get("description", ""),
        bot_name=features.get("bot_user", {}).get("display_name", info["name"]),
        color=info.get("background_color", "#4a154b"),
        bot_scopes=tuple(scopes.get("bot", ())),
        user_scopes=tuple(scopes.get("user", ())),
        commands=tuple(
            Command(
                name=c["command"],
                description=c.get("description", ""),
                usage_hint=c.get("usage_hint", ""),
                should_escape=c.get("should_escape", False),
                url=c.get("url"),
            )
            for c in features.get("slash_commands", ())
        ),
        shortcuts=tuple(
            Shortcut(
                name=s["name"],
                callback_id=s["callback_id"],
                description=s.get("description", ""),
                is_global=s["type"] == "global",
            )
            for s in features.get("shortcuts", ())
        ),
        bot_events=frozenset(events.get("bot_events", ())),
        request_url=events.get("request_url"),
        interactivity_url=interactivity.get("request_url") or events.get("request_url"),
        options_url=interactivity.get("message_menu_options_url") or interactivity.get("request_url"),
        redirect_urls=tuple(oauth.get("redirect_urls", ())),
        unfurl_domains=tuple(features.get("unfurl_domains", ())),
        socket_mode=settings.get("socket_mode_enabled", False),
        token_rotation=settings.get("token_rotation_enabled", False),
        interactivity=interactivity.get("is_enabled", False),
        home_tab=home.get("home_tab_enabled", False),
        messages_tab=home.get("messages_tab_enabled", True),
        messages_read_only=home.get("messages_tab_read_only_enabled", False),
        raw=raw,
    )


def manifest_errors(raw: object) -> list[dict[str, str]]:
    """What Slack's validator finds in a manifest: `message` and `pointer` of each error; empty where it is good."""
    errors: list[dict[str, str]] = []

    def no(message: str, pointer: str) -> None:
        errors.append({"message": message, "pointer": pointer})

    if not isinstance(raw, dict):
        return [{"message": "Must be an object", "pointer": "/"}]
    for section, known in _KNOWN.items():
        part = raw if not section else raw.get(section, {})
        if not isinstance(part, dict):
            no("Must be an object", f"/{section}")
            continue
        for key in part.keys() - known:
            no("Additional property not allowed", f"/{section}/{key}".replace("//", "/"))
    if errors:
        return errors
    info, features, settings = raw.get("display_information", {}), raw.get("features", {}), raw.get("settings", {})
    _check_length(no, info.get("name"), "/display_information/name", 1, 35)
    _check_length(no, info.get("description", "x"), "/display_information/description", 1, 140)
    _check_length(no, info.get("long_description", "x" * 174), "/display_information/long_description", 174, 4000)
    _check_length(
        no,
        features.get("bot_user", {"display_name": "x"}).get("display_name"),
        "/features/bot_user/display_name",
        1,
        80,
    )
    for index, command in enumerate(features.get("slash_commands", ())):
        where = f"/features/slash_commands/{index}"
        _check_length(no, command.get("command"), f"{where}/command", 2, 32)
        _check_length(no, command.get("description"), f"{where}/description", 1, 2000)
        _check_length(no, command.get("usage_hint", "x"), f"{where}/usage_hint", 1, 1000)
        if not str(command.get("command", "")).startswith("/"):
            no("Must start with a /", f"{where}/command")
        if not settings.get("socket_mode_enabled") and not command.get("url"):
            no("Required: a URL, unless Socket Mode is on", f"{where}/url")
    if len(features.get("shortcuts", ())) > 10:
        no("Must have no more than 10 items", "/features/shortcuts")
    for index, shortcut in enumerate(features.get("shortcuts", ())):
        where = f"/features/shortcuts/{index}"
        _check_length(no, shortcut.get("name"), f"{where}/name", 1, 24)
        _check_length(no, shortcut.get("callback_id"), f"{where}/callback_id", 1, 255)
        _check_length(no, shortcut.get("description"), f"{where}/description", 1, 150)
        if shortcut.get("type") not in ("global", "message"):
            no("Must be global or message", f"{where}/type")
    if len(features.get("unfurl_domains", ())) > 5:
        no("Must have no more than 5 items", "/features/unfurl_domains")
    _check_events(no, raw, settings)
    return errors


def _check_length(no: Any, value: object, pointer: str, least: int, most: int) -> None:
    if not isinstance(value, str):
        no("Required: a string", pointer)
    elif not least <= len(value) <= most:
        no(f"Must have {least} to {most} characters", pointer)


def _check_events(no: Any, raw: dict[str, Any], settings: dict[str, Any]) -> None:
    events = settings.get("event_subscriptions", {})
    names = events.get("bot_events", ())
    scopes = set(raw.get("oauth_config", {}).get("scopes", {}).get("bot", ()))
    if names and not settings.get("socket_mode_enabled") and not events.get("request_url"):
        no("Required: a request_url, unless Socket Mode is on", "/settings/event_subscriptions/request_url")
    for name in names:
        needed = EVENT_SCOPES.get(name)
        if needed is None:
            no(f"Unknown event {name}", "/settings/event_subscriptions/bot_events")
        elif needed and not scopes & needed:
            no(f"{name} needs the scope {' or '.join(sorted(needed))}", "/oauth_config/scopes/bot")


# Event -> scopes of which one is needed (none: always delivered).
EVENT_SCOPES: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "channel_archive": frozenset({"channels:read"}),
    "channel_created": frozenset({"channels:read"}),
    "channel_deleted": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "file_change": frozenset({"files:read"}),
    "file_created": frozenset({"files:read"}),
    "file_deleted": frozenset({"files:read"}),
    "file_public": frozenset({"files:read"}),
    "file_shared": frozenset({"files:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "link_shared": frozenset({"links:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "team_join": frozenset({"users:read"}),
    "tokens_revoked": frozenset(),
    "user_change": frozenset({"users:read"}),
}
