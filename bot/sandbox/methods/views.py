"""views.*: modals and the Home tab."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from bot.sandbox import limits, objects
from bot.sandbox.core import Core
from bot.sandbox.methods.base import Context, method
from bot.sandbox.problems import SlackError
from bot.sandbox.state import Json, Team, Trigger, View
from bot.sandbox.values import elements, initial_values

MAX_STACK = 3


def make_view(core: Core, team: Team, user: str, body: Json, *, previous: View | None = None) -> View:
    """A new view of a checked body, not yet shown."""
    view = View(
        id=core.state.ids.object("V"), team=team.id, user=user, type=body["type"], body=body, hash="", root="",
        previous=previous.id if previous else None,
    )  # fmt: skip
    view.root = previous.root if previous else view.id
    fill_view(core, team, view, body)
    team.views[view.id] = view
    return view


def fill_view(core: Core, team: Team, view: View, body: Json) -> None:
    """Gives a view a body; what a person put in stays where block and action ids are the same."""
    external = body.get("external_id")
    if external and any(v.external_id == external and v is not view for v in team.views.values()):
        raise SlackError("duplicate_external_id")
    core.give_ids(body["blocks"])
    view.body, view.external_id, view.errors = body, external or None, {}
    view.values = initial_values(body["blocks"], view.values)
    stamp = core.state.ids.ts()
    view.hash = (
        f"{stamp.partition('.')[0]}.{hashlib.sha256(json.dumps(body).encode() + stamp.encode()).hexdigest()[:8]}"
    )


def push_view(core: Core, team: Team, user: str, body: Json) -> View:
    """Puts a modal on top of a person's stack.

    Raises:
        SlackError: push_limit_reached beyond three.
    """
    stack = team.modals.setdefault(user, [])
    if len(stack) >= MAX_STACK:
        raise SlackError("push_limit_reached")
    view = make_view(core, team, user, body, previous=team.views[stack[-1]] if stack else None)
    stack.append(view.id)
    core.note("views", team, user=user)
    return view


def close_views(core: Core, team: Team, user: str, count: int | None = 1) -> list[View]:
    """Takes the top `count` modals off a person's stack (None: all); the ones taken, top first."""
    stack = team.modals.get(user, [])
    taken = [team.views.pop(stack.pop()) for _ in range(len(stack) if count is None else min(count, len(stack)))]
    core.note("views", team, user=user)
    return taken


def checked(raw: Any, kind: str) -> Json:
    """A view that is well-formed and of the right kind."""
    body = limits.check_view(raw)
    if body["type"] != kind:
        raise SlackError("invalid_arguments", messages=[f"must be {kind} [json-pointer:/view/type]"])
    return body


def _trigger(ctx: Context) -> Trigger:
    trigger = ctx.state.triggers.get(ctx.args.need("trigger_id"))
    if trigger is None or trigger.team != ctx.team.id:
        raise SlackError("invalid_trigger_id")
    if ctx.state.timing.now() - trigger.born > ctx.state.timing.trigger:
        raise SlackError("expired_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    return trigger


@method("views.open", tier=4)
def open_(ctx: Context) -> Json:
    """Opens a modal for whoever acted."""
    trigger = _trigger(ctx)
    body = checked(ctx.args.json("view"), "modal")
    if trigger.view is None:
        close_views(ctx.core, ctx.team, trigger.user, None)
    view = push_view(ctx.core, ctx.team, trigger.user, body)
    _choose_here(view, trigger.channel)
    trigger.used = True
    return {"view": objects.view_json(view, ctx.team, ctx.state)}


def _choose_here(view: View, channel: str | None) -> None:
    """Fills in the conversation that a modal was opened from, where a menu asks for it."""
    for block, element in elements(view.body["blocks"]):
        wanted = element.get("default_to_current_conversation") and not element.get("initial_conversation")
        if channel and wanted and element["type"] == "conversations_select":
            view.values[block["block_id"]][element["action_id"]]["selected_conversation"] = channel


@method("views.push", tier=4)
def push(ctx: Context) -> Json:
    """Puts a modal on top of the one that was acted in."""
    trigger = _trigger(ctx)
    body = checked(ctx.args.json("view"), "modal")
    if not ctx.team.modals.get(trigger.user):
        raise SlackError("invalid_trigger_id")
    view = push_view(ctx.core, ctx.team, trigger.user, body)
    trigger.used = True
    return {"view": objects.view_json(view, ctx.team, ctx.state)}


@method("views.update", tier=4)
def update(ctx: Context) -> Json:
    """Changes an open view."""
    body = checked(ctx.args.json("view"), (ctx.args.json("view") or {}).get("type", "modal"))
    by_id, external = ctx.args.text("view_id"), ctx.args.text("external_id")
    view = ctx.team.views.get(by_id) or next(
        (v for v in ctx.team.views.values() if external and v.external_id == external), None
    )
    if view is None or view.type != body["type"]:
        raise SlackError("not_found")
    if ctx.args.text("hash", view.hash) != view.hash:
        raise SlackError("hash_conflict")
    fill_view(ctx.core, ctx.team, view, body)
    ctx.core.note("home" if view.type == "home" else "views", ctx.team, user=view.user)
    return {"view": objects.view_json(view, ctx.team, ctx.state)}


@method("views.publish", tier=4)
def publish(ctx: Context) -> Json:
    """Sets a person's Home tab."""
    user = ctx.user(ctx.args.need("user_id"))
    if not ctx.app.manifest.home_tab:
        raise SlackError("not_enabled")
    body = checked(ctx.args.json("view"), "home")
    view = ctx.team.views.get(ctx.team.homes.get(user.id, ""))
    if view is not None and ctx.args.text("hash", view.hash) != view.hash:
        raise SlackError("hash_conflict")
    if view is None:
        view = make_view(ctx.core, ctx.team, user.id, body)
        ctx.team.homes[user.id] = view.id
    else:
        view.values = {}
        fill_view(ctx.core, ctx.team, view, body)
    ctx.core.note("home", ctx.team, user=user.id)
    return {"view": objects.view_json(view, ctx.team, ctx.state)}
