"""reactions.*: emoji on messages."""

from __future__ import annotations

from bot.sandbox import objects
from bot.sandbox.emoji import is_emoji
from bot.sandbox.methods.base import Context, method
from bot.sandbox.problems import SlackError
from bot.sandbox.state import Json, Message


def _item(ctx: Context) -> Message:
    channel_id, ts = ctx.args.text("channel"), ctx.args.text("timestamp")
    if not channel_id or not ts:
        raise SlackError("no_item_specified")
    channel = ctx.channel(channel_id)
    if ctx.bot not in channel.members:
        raise SlackError("not_in_channel")
    return ctx.message(channel, ts)


def _react(ctx: Context, *, add: bool) -> Json:
    name = ctx.args.need("name", "no_reaction" if not add else "invalid_name").strip(":")
    if not is_emoji(name):
        raise SlackError("invalid_name")
    message = _item(ctx)
    if add and ctx.team.channels[message.channel].archived:
        raise SlackError("is_archived")
    ctx.core.react(message, ctx.bot, name, add=add)
    return {}


@method("reactions.add", "reactions:write")
def add(ctx: Context) -> Json:
    """Adds the bot's reaction."""
    return _react(ctx, add=True)


@method("reactions.remove", "reactions:write", tier=2)
def remove(ctx: Context) -> Json:
    """Takes the bot's reaction back."""
    return _react(ctx, add=False)


@method("reactions.get", "reactions:read")
def get(ctx: Context) -> Json:
    """A message with its reactions."""
    message = _item(ctx)
    return {
        "type": "message",
        "channel": message.channel,
        "message": objects.message_json(message, ctx.team, ctx.state),
    }
