"""conversations.*: looking at channels, their members and, where the scope allows, their history."""

from __future__ import annotations

from bot.sandbox import objects
from bot.sandbox.methods.base import HISTORY_SCOPES, READ_SCOPES, Context, method
from bot.sandbox.problems import SlackError
from bot.sandbox.state import Channel, Json, Message

_TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


@method("conversations.info", *READ_SCOPES.values())
def info(ctx: Context) -> Json:
    """One channel."""
    channel = ctx.channel(ctx.args.need("channel", "channel_not_found"))
    ctx.scope(READ_SCOPES[channel.kind])
    made = objects.channel_json(channel, me=ctx.bot)
    if not ctx.args.flag("include_num_members"):
        made.pop("num_members", None)
    return {"channel": made}


@method("conversations.list", *READ_SCOPES.values(), tier=2)
def list_(ctx: Context) -> Json:
    """Every channel the bot can see, by pages."""
    wanted = ctx.args.names("types") or ["public_channel"]
    if not set(wanted) <= set(_TYPES):
        raise SlackError("invalid_types")
    kinds = {_TYPES[t] for t in wanted}
    for kind in sorted(kinds):
        ctx.scope(READ_SCOPES[kind])
    seen = [
        c
        for c in ctx.team.channels.values()
        if c.kind in kinds
        and (c.kind == "public" or ctx.bot in c.members)
        and not (c.archived and ctx.args.flag("exclude_archived"))
    ]
    page, cursor = ctx.page(seen, default=100, most=999)
    channels = [objects.channel_json(c, me=ctx.bot) for c in page]
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


@method("users.conversations", *READ_SCOPES.values())
def users_conversations(ctx: Context) -> Json:
    """The channels that a user (the bot itself by default) is a member of."""
    user = ctx.user(ctx.args.text("user", ctx.bot))
    wanted = ctx.args.names("types") or ["public_channel"]
    kinds = {_TYPES[t] for t in wanted if t in _TYPES}
    for kind in sorted(kinds):
        ctx.scope(READ_SCOPES[kind])
    seen = [
        c
        for c in ctx.team.channels.values()
        if c.kind in kinds and user.id in c.members and (c.kind == "public" or ctx.bot in c.members)
    ]
    page, cursor = ctx.page(seen, default=100, most=999)
    channels = [objects.channel_json(c, me=ctx.bot) for c in page]
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


@method("conversations.members", *READ_SCOPES.values(), tier=4)
def members(ctx: Context) -> Json:
    """The ids of a channel's members, by pages."""
    channel = ctx.channel(ctx.args.need("channel", "channel_not_found"))
    ctx.scope(READ_SCOPES[channel.kind])
    page, cursor = ctx.page(list(channel.members), default=100, most=999)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.open", "im:write", "mpim:write")
def open_(ctx: Context) -> Json:
    """Opens the direct message with a user."""
    users = ctx.args.names("users")
    if not users and not ctx.args.text("channel"):
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("not_enough_users" if len(set(users)) < 2 else "method_not_supported_for_channel_type")
    known = len(ctx.team.channels)
    if users:
        channel = ctx.core.direct(ctx.team, ctx.bot, ctx.user(users[0]).id)
    else:
        channel = ctx.channel(ctx.args.text("channel"))
    shown = objects.channel_json(channel, me=ctx.bot) if ctx.args.flag("return_im") else {"id": channel.id}
    return {"no_op": known == len(ctx.team.channels), "already_open": False, "channel": shown}


@method("conversations.join", "channels:join")
def join(ctx: Context) -> Json:
    """The bot joins a public channel."""
    channel = ctx.channel(ctx.args.need("channel", "channel_not_found"))
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    joined = ctx.core.join(channel, ctx.bot)
    answer: Json = {"channel": objects.channel_json(channel, me=ctx.bot)}
    if not joined:
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return answer


@method("conversations.leave", "channels:manage", "groups:write", "channels:write")
def leave(ctx: Context) -> Json:
    """The bot leaves a channel."""
    channel = ctx.channel(ctx.args.need("channel", "channel_not_found"))
    if ctx.bot not in channel.members:
        return {"not_in_channel": True}
    ctx.core.leave(channel, ctx.bot)
    return {}


@method("conversations.history", *HISTORY_SCOPES.values(), tier=0)
def history(ctx: Context) -> Json:
    """A channel's messages, newest first, without replies but for broadcast ones."""
    channel = _readable(ctx)
    messages = [m for m in channel.messages.values() if not m.is_reply or m.broadcast]
    return _listing(ctx, channel, list(reversed(messages)))


@method("conversations.replies", *HISTORY_SCOPES.values(), tier=0)
def replies(ctx: Context) -> Json:
    """A thread, its root first."""
    channel = _readable(ctx)
    asked = channel.messages.get(ctx.args.need("ts"))
    if asked is None:
        raise SlackError("thread_not_found")
    root = asked.thread_ts if asked.is_reply and asked.thread_ts else asked.ts
    first = [channel.messages[root]] if root in channel.messages else []
    return _listing(ctx, channel, first + channel.replies(root))


def _readable(ctx: Context) -> Channel:
    channel = ctx.channel(ctx.args.need("channel", "channel_not_found"))
    ctx.scope(HISTORY_SCOPES[channel.kind])
    if ctx.bot not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _listing(ctx: Context, channel: Channel, messages: list[Message]) -> Json:
    oldest, latest = ctx.args.text("oldest", "0"), ctx.args.text("latest", "9" * 12)
    inclusive = ctx.args.flag("inclusive")

    def within(message: Message) -> bool:
        ts = float(message.ts)
        if inclusive:
            return float(oldest) <= ts <= float(latest)
        return float(oldest) < ts < float(latest)

    most = 15 if ctx.enforce_history else 999
    page, cursor = ctx.page([m for m in messages if within(m)], default=min(100, most), most=most)
    shown = [objects.message_json(m, ctx.team, ctx.state, metadata=ctx.args.flag("include_all_metadata")) for m in page]
    answer: Json = {"messages": shown, "has_more": bool(cursor), "pin_count": 0}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})
