"""apps.*, oauth.v2.*, api.test: connections, installing, uninstalling, the manifest."""

from __future__ import annotations

from bot.sandbox.manifest import manifest_errors
from bot.sandbox.methods.base import Context, method
from bot.sandbox.problems import SlackError
from bot.sandbox.state import Installation, Json, Team


@method("api.test", tier=4, caller="none")
def api_test(ctx: Context) -> Json:
    """Answers with what it was given; an error where it was given one."""
    args = {k: v for k, v in ctx.args.raw.items() if k != "token"}
    if error := ctx.args.text("error"):
        raise SlackError(error, args=args)
    return {"args": args} if args else {}


@method("apps.connections.open", "connections:write", tier=1, caller="app")
def connections_open(ctx: Context) -> Json:
    """The address of a new Socket Mode connection; the server puts it in."""
    if not ctx.app.manifest.socket_mode:
        raise SlackError("socket_mode_not_enabled")
    return {"url": ""}


@method("apps.uninstall")
def uninstall(ctx: Context) -> Json:
    """Takes the app out of the token's workspace."""
    if (ctx.args.text("client_id"), ctx.args.text("client_secret")) != (ctx.app.client_id, ctx.app.client_secret):
        raise SlackError(
            "bad_client_secret" if ctx.args.text("client_id") == ctx.app.client_id else "invalid_client_id"
        )
    ctx.core.uninstall(ctx.team)
    return {}


@method("apps.manifest.validate", caller="any")
def manifest_validate(ctx: Context) -> Json:
    """Whether a manifest is good; each error with its pointer."""
    raw = ctx.args.json("manifest", "invalid_manifest")
    if errors := manifest_errors(raw):
        raise SlackError("invalid_manifest", errors=errors)
    return {"errors": []}


@method("oauth.v2.access", tier=4, caller="none")
def oauth_access(ctx: Context) -> Json:
    """Trades a code for a token: the app is installed."""
    app, args = ctx.app, ctx.args
    if args.text("client_id") != app.client_id:
        raise SlackError("invalid_client_id")
    if args.text("client_secret") != app.client_secret:
        raise SlackError("bad_client_secret")
    if args.text("grant_type") == "refresh_token":
        return _renew(ctx)
    found = ctx.state.oauth_codes.pop(args.need("code", "invalid_code"), None)
    if found is None:
        raise SlackError("invalid_code")
    team_id, user, scopes, redirect = found
    if args.text("redirect_uri", redirect) != redirect:
        raise SlackError("bad_redirect_uri")
    team = ctx.state.teams[team_id]
    return _granted(ctx, team, ctx.core.install(team, user, scopes=scopes))


def _renew(ctx: Context) -> Json:
    """A new token for a refresh_token, which is good once; the old token lives until its end."""
    given = ctx.args.need("refresh_token", "invalid_refresh_token")
    for team in ctx.state.teams.values():
        if (installed := team.installation) and installed.active and installed.refresh_token == given:
            ctx.core.new_token(installed, team)
            return _granted(ctx, team, installed)
    raise SlackError("invalid_refresh_token")


def _granted(ctx: Context, team: Team, installed: Installation) -> Json:
    rotating: Json = {}
    if installed.refresh_token:
        rotating = {"refresh_token": installed.refresh_token, "expires_in": int(ctx.state.timing.token)}
    return {
        "access_token": installed.token,
        "token_type": "bot",
        "scope": ",".join(installed.scopes),
        "bot_user_id": installed.bot_user,
        "app_id": ctx.app.id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": {"id": team.enterprise, "name": team.name} if team.enterprise else None,
        "is_enterprise_install": False,
        "authed_user": {"id": installed.installer},
        **rotating,
    }
