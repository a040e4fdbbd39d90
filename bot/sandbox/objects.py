"""Slack's JSON for each thing the state holds, as the Web API and the events give it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from bot.sandbox.state import Channel, File, Json, Message, State, Team, User, View


def team_json(team: Team, state: State) -> Json:
    """As team.info gives it."""
    return {
        "id": team.id,
        "name": team.name,
        "url": f"{state.base_url}/",
        "domain": team.domain,
        "email_domain": "",
        "icon": {"image_default": True},
        "is_verified": False,
        **({"enterprise_id": team.enterprise, "enterprise_name": team.name} if team.enterprise else {}),
    }


def user_json(user: User, team: Team, *, email: bool = False) -> Json:
    """As users.info gives it."""
    profile: Json = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name if user.is_bot else user.real_name.partition(" ")[0],
        "title": user.title,
        "team": user.team,
        "status_text": "",
        "status_emoji": "",
    }
    if email:
        profile["email"] = user.email
    if user.is_bot and team.installation:
        profile["bot_id"] = team.installation.bot_id
    return {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "deleted": False,
        "color": user.color,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": 0,
        "profile": profile,
        "is_admin": user.is_admin,
        "is_owner": user.is_admin,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
    }


def channel_json(channel: Channel, *, me: str | None) -> Json:
    """As conversations.info gives it, seen by user `me`."""
    base: Json = {"id": channel.id, "created": channel.created, "is_archived": channel.archived, "is_org_shared": False}
    if channel.kind == "im":
        other = next((m for m in channel.members if m != me), me)
        return base | {"is_im": True, "user": other, "is_user_deleted": False, "priority": 0, "is_open": True}
    return base | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": me in channel.members,
        "creator": channel.creator,
        "context_team_id": channel.team,
        "topic": {"value": channel.topic, "creator": channel.creator if channel.topic else "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def file_json(file: File, state: State, *, in_event: bool = False) -> Json:
    """As files.info gives it; in an event of a Slack Connect channel, only a hint to ask."""
    if in_event and file.check_info:
        return {"id": file.id, "created": 0, "timestamp": 0, "mode": "file_access", "file_access": "check_file_info"}
    name = quote(file.name or "untitled", safe="")
    where = f"{state.base_url}/files-pri/{file.team}-{file.id}"
    mime, _, kind = file.mimetype.partition("/")
    made: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": "text" if mime == "text" and kind == "plain" else file.name.rpartition(".")[2].lower() or kind,
        "pretty_type": "Plain Text" if file.mode == "snippet" else kind.upper(),
        "user": file.user,
        "user_team": file.team,
        "editable": file.mode == "snippet",
        "size": len(file.content),
        "mode": file.mode,
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{where}/{name}",
        "url_private_download": f"{where}/download/{name}",
        "permalink": f"{state.base_url}/files/{file.user}/{file.id}/{name}",
        "has_rich_preview": False,
        "file_access": "visible",
    }
    if file.mode == "snippet":
        lines = file.content.decode("utf-8", "replace").splitlines()
        made |= {
            "preview": "\n".join(lines[:5])[:500],
            "edit_link": f"{made['permalink']}/edit",
            "lines": len(lines),
            "lines_more": max(0, len(lines) - 5),
            "preview_is_truncated": len(lines) > 5,
        }
    return made


def file_info_json(file: File, state: State, team: Team) -> Json:
    """A file with where it was shared."""
    shares: Json = {}
    for channel_id, stamps in file.shares.items():
        kind = "public" if team.channels[channel_id].kind == "public" else "private"
        shares.setdefault(kind, {})[channel_id] = [{"ts": ts} for ts in stamps]
    by_kind = {
        key: [c for c in file.shares if team.channels[c].kind in kinds]
        for key, kinds in (("channels", ("public",)), ("groups", ("private", "mpim")), ("ims", ("im",)))
    }
    return file_json(file, state) | by_kind | {"shares": shares, "comments_count": 0}


def message_json(message: Message, team: Team, state: State, *, metadata: bool = False, in_event: bool = False) -> Json:
    """As conversations.history and the message events give it."""
    made: Json = {"type": "message", "ts": message.ts, "text": message.text, "team": message.team}
    optional: dict[str, Any] = {
        "user": message.user,
        "subtype": message.subtype or ("file_share" if message.files and not message.bot_id else None),
        "client_msg_id": message.client_msg_id,
        "bot_id": message.bot_id,
        "app_id": message.app_id,
        "username": message.username,
        "thread_ts": message.thread_ts,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "edited": message.edited,
        "metadata": message.metadata if metadata else None,
    }
    made |= {k: v for k, v in optional.items() if v} | message.extra
    if message.files:
        made["files"] = [
            file_json(team.files[f], state, in_event=in_event)
            if f in team.files and not team.files[f].deleted
            else {"id": f, "mode": "tombstone"}
            for f in message.files
        ]
        made |= {"upload": False, "display_as_bot": False}
    if message.reactions:
        made["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in message.reactions.items()]
    if message.bot_id and team.installation:
        made["bot_profile"] = {
            "id": team.installation.bot_id,
            "app_id": state.app.id,
            "name": state.app.manifest.name,
            "deleted": False,
            "updated": 0,
            "team_id": team.id,
            "icons": {},
        }
    return made | _thread_json(message, team)


def _thread_json(message: Message, team: Team) -> Json:
    channel = team.channels[message.channel]
    if message.is_reply:
        root = channel.messages.get(message.thread_ts or "")
        return {"parent_user_id": root.user} if root and root.user else {}
    replies = channel.replies(message.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(r.user for r in replies if r.user))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users[:5],
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }


def view_json(view: View, team: Team, state: State) -> Json:
    """As views.open and the interaction payloads give it."""
    empty = {"type": "plain_text", "text": "", "emoji": True}
    body = view.body
    return {
        "id": view.id,
        "team_id": team.id,
        "type": view.type,
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "title": body.get("title", empty),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": state.app.id,
        "external_id": view.external_id or "",
        "app_installed_team_id": team.id,
        "bot_id": team.installation.bot_id if team.installation else "",
    }
