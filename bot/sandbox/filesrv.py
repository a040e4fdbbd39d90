"""Uploads and downloads of files. Without a fit token a download is Slack's login page, with status 200."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox.core import Core
from bot.sandbox.faults import FaultKind, Faults
from bot.sandbox.state import File
from bot.sandbox.webapi import strike

_LOGIN_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Slack</title></head>
<body><h1>Sign in to your workspace</h1><form action="/signin" method="post"><input name="email"></form>
</body></html>"""


class FileServer:
    """Serves `/files-pri/…` and `/upload/v1/…`."""

    def __init__(self, core: Core, faults: Faults) -> None:
        self.core = core
        self.faults = faults

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes for a token with files:read whose bot can see it."""
        fault = self.faults.on_call("files.download", None)
        if fault is not None:
            early = await strike(fault, request)
            if early is not None:
                return early
        token = self.core.state.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer ").strip())
        with self.core.state.lock:
            file = self._file(request.match_info["key"])
            allowed = (
                file is not None
                and token is not None
                and token.team == file.team
                and "files:read" in token.scopes
                and self._visible(file)
            )
        if file is None or not allowed:
            return web.Response(text=_LOGIN_PAGE, content_type="text/html")
        if file.deleted:
            raise web.HTTPNotFound(text="File deleted")
        kind = file.mimetype if "/" in file.mimetype else "application/octet-stream"
        headers = {"Content-Type": kind, "Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.content, headers=headers)

    def _file(self, key: str) -> File | None:
        team_id, _, file_id = key.partition("-")
        team = self.core.state.teams.get(team_id)
        return team.files.get(file_id) if team else None

    def _visible(self, file: File) -> bool:
        team = self.core.state.teams[file.team]
        bot = team.installation.bot_user if team.installation else None
        return file.user == bot or any(bot in team.channels[c].members for c in file.shares)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Step two of an upload: the bytes, raw or as a multipart form."""
        fault = self.faults.on_call("files.upload", None)
        if fault is not None and fault.kind is not FaultKind.RESET_AFTER:
            early = await strike(fault, request)
            if early is not None:
                return early
        if request.content_type.startswith("multipart/"):
            parts = [p for p in (await request.post()).values() if isinstance(p, web.FileField)]
            content = parts[0].file.read() if parts else b""
        else:
            content = await request.read()
        with self.core.state.lock:
            file = self.core.state.uploads.get(request.match_info["file"])
            if file is None:
                raise web.HTTPNotFound(text="no such upload")
            file.content = content
        if fault is not None and request.transport is not None:
            request.transport.abort()
        return web.Response(text=f"OK - {len(content)}")
