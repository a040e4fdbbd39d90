"""files.*: the upload in three steps, a file's facts, deletion."""

from __future__ import annotations

import mimetypes
import time
from typing import Any

from bot.sandbox import limits, objects
from bot.sandbox.methods.base import Context, method
from bot.sandbox.problems import SlackError
from bot.sandbox.state import Channel, File, Json

MAX_BYTES = 1_000_000_000
SNIPPET_MAX_BYTES = 1_000_000


@method("files.getUploadURLExternal", "files:write", tier=4)
def get_upload_url(ctx: Context) -> Json:
    """Step one: where to post the bytes."""
    name = ctx.args.need("filename")
    length = ctx.args.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments", messages=["must be greater than 0: length"])
    snippet = ctx.args.text("snippet_type")
    if length > (SNIPPET_MAX_BYTES if snippet else MAX_BYTES):
        raise SlackError("snippet_too_large" if snippet else "file_upload_size_restricted")
    if len(ctx.args.text("alt_txt")) > 1000:
        raise SlackError("alt_txt_too_large")
    file = File(
        id=ctx.state.ids.object("F"),
        team=ctx.team.id,
        user=ctx.bot,
        name=name,
        title=name,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        content=b"",
        created=int(time.time()),
        mode="snippet" if snippet else "hosted",
    )
    ctx.state.uploads[file.id] = file
    secret = ctx.state.ids.secret(length=40)
    return {"upload_url": f"{ctx.state.base_url}/upload/v1/{file.id}/{secret}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write", tier=4)
def complete_upload(ctx: Context) -> Json:
    """Step three: shares what was posted."""
    given: Any = ctx.args.json("files")
    if not isinstance(given, list) or not given:
        raise SlackError("invalid_arguments", messages=["missing required field: files"])
    wanted = [ctx.args.text("channel_id"), *ctx.args.names("channels")]
    channels = [_shareable(ctx, c) for c in dict.fromkeys(w for w in wanted if w)]
    thread = ctx.args.text("thread_ts")
    if thread and (len(channels) != 1 or thread not in channels[0].messages):
        raise SlackError("invalid_thread_ts" if len(channels) == 1 else "invalid_arguments")
    blocks, _ = limits.check_message(ctx.args.json("blocks", "invalid_blocks_format"))
    files: list[File] = []
    for item in given:
        file = ctx.state.uploads.pop(str(item.get("id")), None)
        if file is None or not file.content or file.team != ctx.team.id:
            raise SlackError("file_not_found")
        file.title = item.get("title") or file.name
        ctx.team.files[file.id] = file
        files.append(file)
    for channel in channels:
        ctx.core.add_message(
            channel,
            user=ctx.bot,
            bot_id=ctx.installed.bot_id,
            app_id=ctx.app.id,
            text=ctx.args.text("initial_comment"),
            blocks=blocks,
            files=[f.id for f in files],
            thread_ts=(channel.messages[thread].thread_ts or thread) if thread else None,
        )
    return {"files": [objects.file_info_json(f, ctx.state, ctx.team) for f in files]}


def _shareable(ctx: Context, channel_id: str) -> Channel:
    if channel_id in ctx.team.users:
        raise SlackError("invalid_channel")
    channel = ctx.channel(channel_id)
    if channel.archived:
        raise SlackError("is_archived")
    if ctx.bot not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def visible_file(ctx: Context, file_id: str) -> File:
    """A file that the bot can see: its own, or one shared where the bot is a member.

    Raises:
        SlackError: file_not_found, file_deleted.
    """
    file = ctx.team.files.get(file_id)
    if file is None or not (file.user == ctx.bot or any(ctx.bot in ctx.team.channels[c].members for c in file.shares)):
        raise SlackError("file_not_found")
    if file.deleted:
        raise SlackError("file_deleted")
    return file


@method("files.info", "files:read", tier=4)
def info(ctx: Context) -> Json:
    """One file."""
    file = visible_file(ctx, ctx.args.need("file", "file_not_found"))
    made: Json = {"file": objects.file_info_json(file, ctx.state, ctx.team), "comments": []}
    if file.mode == "snippet":
        made["content"] = file.content.decode("utf-8", "replace")
    return made


@method("files.delete", "files:write")
def delete(ctx: Context) -> Json:
    """Deletes a file of the bot's own."""
    file = visible_file(ctx, ctx.args.need("file", "file_not_found"))
    if file.user != ctx.bot:
        raise SlackError("cant_delete_file")
    ctx.core.delete_file(ctx.team, file)
    return {}
