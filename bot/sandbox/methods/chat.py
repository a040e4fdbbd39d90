"""chat.*: posting, updating, deleting, ephemeral messages, permalinks, unfurls."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox import limits, objects
from bot.sandbox.methods.base import Context, method
from bot.sandbox.problems import SlackError
from bot.sandbox.state import Channel, Json, Message


def _target(ctx: Context) -> Channel:
    """Where a message goes: a channel's id or name, or a user's id for the app's direct message with them."""
    wanted = ctx.args.need("channel", "channel_not_found")
    team = ctx.team
    if wanted in team.users:
        if team.users[wanted].is_bot:
            raise SlackError("cannot_dm_bot" if wanted != ctx.bot else "channel_not_found")
        return ctx.core.direct(team, ctx.bot, wanted)
    by_name = next((c for c in team.channels.values() if c.name and c.name == wanted.removeprefix("#")), None)
    channel = ctx.channel(by_name.id if by_name else wanted)
    if channel.archived:
        raise SlackError("is_archived")
    if ctx.bot not in channel.members and not (channel.kind == "public" and ctx.has("chat:write.public")):
        raise SlackError("not_in_channel")
    return channel


def _content(ctx: Context, *, max_bytes: int | None = None) -> Json:
    """Text, blocks, attachments and metadata of a call, checked."""
    args = ctx.args
    text, markdown = args.text("text"), args.text("markdown_text")
    blocks, attachments = limits.check_message(
        args.json("blocks", "invalid_blocks_format"), args.json("attachments", "invalid_attachments")
    )
    if markdown:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        if len(markdown) > limits.MAX_MARKDOWN:
            raise SlackError("msg_too_long")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    if not text.strip() and not blocks and not attachments:
        raise SlackError("no_text")
    if max_bytes is not None and len(text.encode()) > max_bytes:
        raise SlackError("msg_too_long")
    return {
        "text": text[: limits.MAX_TEXT],
        "blocks": blocks,
        "attachments": attachments,
        "metadata": _metadata(args.json("metadata", "invalid_metadata_format")),
    }


def _metadata(metadata: Any) -> Json | None:
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > limits.MAX_METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return metadata


def _thread(ctx: Context, channel: Channel) -> str | None:
    """The thread a message goes to: a reply's own ts stands for its thread."""
    ts = ctx.args.text("thread_ts")
    if not ts:
        return None
    root = channel.messages.get(ts)
    if root is None:
        raise SlackError("thread_not_found" if not _is_ts(ts) else "invalid_thread_ts")
    return root.thread_ts or root.ts


def _is_ts(ts: str) -> bool:
    seconds, _, micros = ts.partition(".")
    return seconds.isdigit() and micros.isdigit() and len(micros) == 6


@method("chat.postMessage", "chat:write", tier=0)
def post_message(ctx: Context) -> Json:
    """Posts a message. Rate: one a second a channel."""
    channel = _target(ctx)
    content = _content(ctx)
    thread = _thread(ctx, channel)
    customized = ctx.args.text("username") if ctx.has("chat:write.customize") else ""
    message = ctx.core.add_message(
        channel,
        user=ctx.bot,
        bot_id=ctx.installed.bot_id,
        app_id=ctx.app.id,
        username=customized or None,
        thread_ts=thread,
        broadcast=thread is not None and ctx.args.flag("reply_broadcast"),
        **content,
    )
    shown = objects.message_json(message, ctx.team, ctx.state, metadata=True)
    answer: Json = {"channel": channel.id, "ts": message.ts, "message": shown}
    if len(ctx.args.text("text")) > limits.MAX_TEXT:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


@method("chat.update", "chat:write", tier=3)
def update(ctx: Context) -> Json:
    """Changes a message of the bot's own."""
    channel = ctx.channel(ctx.args.need("channel", "channel_not_found"))
    if channel.archived:
        raise SlackError("is_archived")
    message = ctx.message(channel, ctx.args.need("ts"))
    if message.bot_id != ctx.installed.bot_id:
        raise SlackError("cant_update_message")
    content = _content(ctx, max_bytes=limits.MAX_UPDATE_BYTES)
    given = {k: v for k, v in content.items() if k in ("text", "blocks") or ctx.args.raw.get(k) is not None}
    only_text = ctx.args.raw.get("blocks") is None and not ctx.args.text("markdown_text")
    if only_text:
        given["blocks"] = []
    ctx.core.change_message(message, editor=ctx.bot if only_text else None, **given)
    shown = objects.message_json(message, ctx.team, ctx.state, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "chat:write", tier=3)
def delete(ctx: Context) -> Json:
    """Deletes a message of the bot's own."""
    channel = ctx.channel(ctx.args.need("channel", "channel_not_found"))
    message = ctx.message(channel, ctx.args.need("ts"))
    if message.bot_id != ctx.installed.bot_id:
        raise SlackError("cant_delete_message")
    ctx.core.delete_message(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", "chat:write", tier=4)
def post_ephemeral(ctx: Context) -> Json:
    """Shows a message to one member of a channel."""
    channel = _target(ctx)
    user = ctx.args.need("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel" if user in ctx.team.users else "user_not_found")
    content = _content(ctx)
    message = ctx.core.add_message(
        channel,
        user=ctx.bot,
        bot_id=ctx.installed.bot_id,
        app_id=ctx.app.id,
        ephemeral_to=user,
        thread_ts=_thread(ctx, channel),
        **content,
    )
    return {"message_ts": message.ts}


@method("chat.getPermalink", tier=5)
def get_permalink(ctx: Context) -> Json:
    """The address of a message."""
    channel = ctx.channel(ctx.args.need("channel", "channel_not_found"))
    message = ctx.message(channel, ctx.args.need("message_ts"))
    return {"channel": channel.id, "permalink": permalink(message, ctx.state.base_url)}


def permalink(message: Message, base_url: str) -> str:
    """The address of a message on this Slack's page."""
    thread = f"?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else ""
    return f"{base_url}/archives/{message.channel}/p{message.ts.replace('.', '')}{thread}"


@method("chat.unfurl", "links:write", tier=3)
def unfurl(ctx: Context) -> Json:
    """Attaches previews of the app's own links to a message."""
    channel = ctx.channel(ctx.args.need("channel", "channel_not_found"))
    message = ctx.message(channel, ctx.args.need("ts"), error="cannot_find_message")
    unfurls = ctx.args.json("unfurls", "invalid_unfurls_format")
    if not isinstance(unfurls, dict):
        raise SlackError("missing_unfurls")
    limits.check_message(None, list(unfurls.values()))
    made = [u | {"from_url": url, "is_app_unfurl": True} for url, u in unfurls.items()]
    ctx.core.change_message(message, editor=None, attachments=message.attachments + made)
    return {}
