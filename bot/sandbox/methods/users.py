"""users.*, team.info, bots.info, auth.*: who is who."""

from __future__ import annotations

from bot.sandbox import objects
from bot.sandbox.methods.base import Context, method
from bot.sandbox.problems import SlackError
from bot.sandbox.state import Json


@method("auth.test", tier=5)
def auth_test(ctx: Context) -> Json:
    """Whose token this is."""
    team = ctx.team
    return {
        "url": f"{ctx.state.base_url}/",
        "team": team.name,
        "user": team.users[ctx.bot].name,
        "team_id": team.id,
        "user_id": ctx.bot,
        "bot_id": ctx.installed.bot_id,
        "is_enterprise_install": False,
        **({"enterprise_id": team.enterprise} if team.enterprise else {}),
    }


@method("auth.revoke", tier=3)
def auth_revoke(ctx: Context) -> Json:
    """Ends the token's life; with its only token gone, so is the app."""
    if not ctx.args.flag("test"):
        ctx.core.uninstall(ctx.team)
        return {"revoked": True}
    return {"revoked": False}


@method("users.info", "users:read", tier=4)
def users_info(ctx: Context) -> Json:
    """One person."""
    user = ctx.user(ctx.args.need("user", "user_not_found"))
    return {"user": objects.user_json(user, ctx.team, email=ctx.has("users:read.email"))}


@method("users.list", "users:read", tier=2)
def users_list(ctx: Context) -> Json:
    """Every person and bot, by pages."""
    page, cursor = ctx.page(list(ctx.team.users.values()), default=1000, most=1000)
    members = [objects.user_json(u, ctx.team, email=ctx.has("users:read.email")) for u in page]
    return {"members": members, "cache_ts": 0, "response_metadata": {"next_cursor": cursor}}


@method("users.lookupByEmail", "users:read.email")
def lookup_by_email(ctx: Context) -> Json:
    """The person with an email address."""
    wanted = ctx.args.need("email", "users_not_found").lower()
    for user in ctx.team.people:
        if user.email == wanted:
            return {"user": objects.user_json(user, ctx.team, email=True)}
    raise SlackError("users_not_found")


@method("team.info", "team:read")
def team_info(ctx: Context) -> Json:
    """The token's workspace."""
    if ctx.args.text("team", ctx.team.id) != ctx.team.id:
        raise SlackError("team_not_found")
    return {"team": objects.team_json(ctx.team, ctx.state)}


@method("bots.info", "users:read")
def bots_info(ctx: Context) -> Json:
    """The bot."""
    if ctx.args.text("bot", ctx.installed.bot_id) != ctx.installed.bot_id:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": ctx.installed.bot_id,
            "deleted": False,
            "name": ctx.app.manifest.name,
            "updated": 0,
            "app_id": ctx.app.id,
            "user_id": ctx.bot,
            "icons": {},
        }
    }
