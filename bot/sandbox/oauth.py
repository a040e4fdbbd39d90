"""Installing in the browser: the page that asks whether the app may come in, and the way back with a code."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode, urlsplit, urlunsplit

from aiohttp import web

from bot.sandbox.core import Core

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Install {app}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/slack.css"></head>
<body class="oauth"><main class="oauth-card">
<h1><span class="oauth-app">{app}</span> is requesting permission to access a workspace</h1>
<form method="post">
<label>Workspace <select name="team">{teams}</select></label>
<h2>What will {app} be able to do?</h2><ul>{scopes}</ul>
<div class="oauth-buttons"><button name="answer" value="cancel" class="button">Cancel</button>
<button name="answer" value="allow" class="button primary">Allow</button></div>
</form></main></body></html>"""


class OAuth:
    """`/oauth/v2/authorize`."""

    def __init__(self, core: Core) -> None:
        self.core = core

    def _check(self, request: web.Request) -> tuple[str, ...]:
        app, query = self.core.state.app, request.query
        if query.get("client_id") != app.client_id:
            raise web.HTTPBadRequest(text="Invalid client_id parameter")
        asked = tuple(s for s in query.get("scope", "").split(",") if s) or app.manifest.bot_scopes
        if unknown := set(asked) - set(app.manifest.bot_scopes):
            raise web.HTTPBadRequest(text=f"Invalid permissions requested: {', '.join(sorted(unknown))}")
        redirect = self._redirect(request)
        allowed = app.manifest.redirect_urls
        if not redirect or (allowed and not any(redirect.startswith(u) for u in allowed)):
            raise web.HTTPBadRequest(text="redirect_uri did not match any configured URIs")
        return asked

    def _redirect(self, request: web.Request) -> str:
        allowed = self.core.state.app.manifest.redirect_urls
        return request.query.get("redirect_uri") or (allowed[0] if allowed else "")

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        scopes = self._check(request)
        state = self.core.state
        teams = "".join(f'<option value="{t.id}">{escape(t.name)}</option>' for t in state.teams.values())
        page = _PAGE.format(
            app=escape(state.app.manifest.name),
            teams=teams,
            scopes="".join(f"<li><code>{escape(s)}</code></li>" for s in scopes),
        )
        return web.Response(text=page, content_type="text/html")

    async def allow(self, request: web.Request) -> web.StreamResponse:
        """The answer: back to the app, with a code or `access_denied`."""
        scopes = self._check(request)
        form, state = await request.post(), self.core.state
        redirect = self._redirect(request)
        query = {"state": request.query.get("state", "")}
        if form.get("answer") != "allow":
            query["error"] = "access_denied"
        else:
            team = state.teams.get(str(form.get("team", "")))
            if team is None or not team.people:
                raise web.HTTPBadRequest(text="No such workspace")
            with state.lock:
                code = f"{state.ids.number()}.{state.ids.number()}.{state.ids.secret(length=40)}"
                state.oauth_codes[code] = (team.id, team.people[0].id, scopes, redirect)
            query["code"] = code
        parts = urlsplit(redirect)
        target = urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, urlencode(query))))))
        raise web.HTTPFound(target)
