"""Event envelopes: who hears of what, and the `event_callback` around it."""

from __future__ import annotations

import base64
import json
import re
import time
from urllib.parse import urlsplit

from bot.sandbox.manifest import EVENT_SCOPES
from bot.sandbox.state import Channel, Delivery, Json, Message, State, Team

# Events that go to the app wherever it is installed, a member of the channel or not.
_EVERYWHERE = {"channel_created", "channel_archive", "channel_unarchive", "channel_rename", "channel_deleted"}


def channel_type(channel: Channel) -> str:
    """The `channel_type` of message events."""
    return {"public": "channel", "private": "group"}.get(channel.kind, channel.kind)


def message_event(channel: Channel) -> str:
    """The subscription that a message in this channel falls under."""
    return {"public": "message.channels", "private": "message.groups"}.get(channel.kind, f"message.{channel.kind}")


def is_wanted(state: State, team: Team, name: str, channel: Channel | None) -> bool:
    """Whether the app gets this event."""
    installed = team.installation
    if installed is None or not installed.active or name not in state.app.manifest.bot_events:
        return False
    needed = EVENT_SCOPES.get(name, frozenset())
    if needed and not needed & set(installed.scopes):
        return False
    return channel is None or name in _EVERYWHERE or installed.bot_user in channel.members


def event_delivery(state: State, team: Team, event: Json) -> Delivery:
    """An event, ready to go out."""
    assert team.installation is not None
    event_id = state.ids.object("Ev")
    body = {"event_ts": state.ids.ts()} | event
    context = json.dumps({"et": event["type"], "tid": team.id, "aid": state.app.id, "cid": event.get("channel")})
    payload = {
        "token": state.app.verification_token,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": team.enterprise,
        **({"enterprise_id": team.enterprise} if team.enterprise else {}),
        "api_app_id": state.app.id,
        "event": body,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": team.enterprise,
                "team_id": team.id,
                "user_id": team.installation.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-" + base64.urlsafe_b64encode(context.encode()).decode().rstrip("="),
    }
    return Delivery(
        id=event_id, kind="events_api", type=event["type"], team=team.id, payload=payload, user=event.get("user")
    )


def links_of(message: Message, domains: tuple[str, ...]) -> list[Json]:
    """The links of a message to the app's own domains."""
    if not domains or message.bot_id:
        return []
    found: list[Json] = []
    for url in re.findall(r"<(https?://[^|>]+)", message.text):
        host = (urlsplit(url).hostname or "").lower()
        found += [{"domain": d, "url": url} for d in domains if host == d or host.endswith("." + d)]
    return found
