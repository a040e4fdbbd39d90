"""What the page (or another process) can do as a person: `POST /sandbox/do/<name>`, each a small function.

All take `{"team", "user", …}`; `user` is an id or a handle, a message is named by `channel` and `ts`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.sandbox.problems import SandboxError
from bot.sandbox.sight import Sight
from bot.sandbox.state import Channel, Delivery, Json, Message, View
from bot.sandbox.values import elements, value_of

if TYPE_CHECKING:
    from bot.sandbox.server import Server

Doing = Callable[["Server", Sight, Json], Json]
DOINGS: dict[str, Doing] = {}


def _doing(run: Doing) -> Doing:
    DOINGS[run.__name__.strip("_")] = run
    return run


def _channel(server: Server, sight: Sight, raw: Json) -> Channel:
    return server.actions.channel(sight.team, str(raw["channel"]), sight.user)


def _message(sight: Sight, raw: Json) -> Message:
    return sight.message_at(str(raw["channel"]), str(raw["ts"]))


def _holder(sight: Sight, raw: Json) -> Message | View:
    if "view" not in raw:
        return _message(sight, raw)
    view = sight.team.views.get(str(raw["view"]))
    if view is None or view.user != sight.user.id:
        raise SandboxError("That window is closed")
    return view


def _sent(delivery: Delivery | None) -> Json:
    return {"delivery": delivery.id if delivery else None}


@_doing
def post(server: Server, sight: Sight, raw: Json) -> Json:
    """Writes a message: `channel`, `text`, `thread_ts`, `files` (ids of uploads), `broadcast`."""
    files = [sight.team.files[f] for f in raw.get("files", ()) if f in sight.team.files]
    if not str(raw.get("text") or "").strip() and not files:
        raise SandboxError("Nothing to send")
    message = server.actions.post(
        sight.team,
        sight.user,
        _channel(server, sight, raw),
        str(raw.get("text") or ""),
        thread_ts=raw.get("thread_ts"),
        files=files,
        broadcast=bool(raw.get("broadcast")),
    )
    return {"channel": message.channel, "ts": message.ts}


@_doing
def edit(server: Server, sight: Sight, raw: Json) -> Json:
    """Changes one's own message: `channel`, `ts`, `text`."""
    server.actions.edit(sight.user, _message(sight, raw), str(raw["text"]))
    return {}


@_doing
def delete(server: Server, sight: Sight, raw: Json) -> Json:
    """Takes one's own message away, or dismisses an ephemeral one: `channel`, `ts`."""
    server.actions.delete(sight.user, _message(sight, raw))
    return {}


@_doing
def react(server: Server, sight: Sight, raw: Json) -> Json:
    """Adds a reaction or takes it back: `channel`, `ts`, `name`."""
    server.actions.react(sight.user, _message(sight, raw), str(raw["name"]))
    return {}


@_doing
def slash(server: Server, sight: Sight, raw: Json) -> Json:
    """Runs a slash command: `channel`, `command`, `text`."""
    channel = _channel(server, sight, raw)
    text = str(raw.get("text", ""))
    return _sent(server.interactions.slash(sight.team, sight.user, channel, str(raw["command"]), text))


@_doing
def shortcut(server: Server, sight: Sight, raw: Json) -> Json:
    """Runs a global shortcut: `callback_id`."""
    return _sent(server.interactions.shortcut(sight.team, sight.user, str(raw["callback_id"])))


@_doing
def message_shortcut(server: Server, sight: Sight, raw: Json) -> Json:
    """Runs a message shortcut: `callback_id`, `channel`, `ts`."""
    message = _message(sight, raw)
    return _sent(server.interactions.message_shortcut(sight.team, sight.user, str(raw["callback_id"]), message))


@_doing
def act(server: Server, sight: Sight, raw: Json) -> Json:
    """Clicks or chooses: `view`, or `channel` and `ts`; `action_id`, `block_id`, `value`."""
    holder = _holder(sight, raw)
    delivery = server.interactions.act(
        sight.team, sight.user, holder, str(raw["action_id"]), raw.get("value"), raw.get("block_id")
    )
    return _sent(delivery)


@_doing
def suggest(server: Server, sight: Sight, raw: Json) -> Json:
    """Types into an external select: as `act`, with `value`; the options come by `offered`."""
    holder = _holder(sight, raw)
    typed = str(raw.get("value", ""))
    return _sent(server.interactions.suggest(sight.team, sight.user, holder, str(raw["action_id"]), typed))


@_doing
def offered(server: Server, sight: Sight, raw: Json) -> Json:
    """What an external select offers, once its `delivery` is done."""
    for delivery in reversed(server.state.deliveries):
        if delivery.id == raw["delivery"] and delivery.user == sight.user.id:
            return {"done": delivery.done, "answer": delivery.answer if delivery.done else None}
    raise SandboxError("No such delivery")


@_doing
def submit(server: Server, sight: Sight, raw: Json) -> Json:
    """Submits a modal: `view`, and `values` by block_id and action_id."""
    view = _holder(sight, raw)
    assert isinstance(view, View)
    values = raw.get("values") or {}
    for block, element in elements(view.body["blocks"]):
        block_id, action_id = block["block_id"], element.get("action_id")
        if block["type"] == "input" and action_id in values.get(block_id, {}):
            view.values[block_id][action_id] = value_of(element, values[block_id][action_id])
    return _sent(server.interactions.submit(sight.team, sight.user, view))


@_doing
def close(server: Server, sight: Sight, raw: Json) -> Json:
    """Closes the top modal, or all with `everything`."""
    return _sent(server.interactions.close(sight.team, sight.user, everything=bool(raw.get("everything"))))


@_doing
def open_home(server: Server, sight: Sight, raw: Json) -> Json:
    """Opens the app's `tab`: home or messages."""
    return {"channel": server.actions.open_home(sight.team, sight.user, str(raw.get("tab", "home"))).id}


@_doing
def direct(server: Server, sight: Sight, raw: Json) -> Json:
    """Opens the direct message with `whom`."""
    other = server.actions.user(sight.team, str(raw["whom"]))
    return {"channel": server.core.direct(sight.team, sight.user.id, other.id).id}


@_doing
def invite(server: Server, sight: Sight, raw: Json) -> Json:
    """Brings `whom` into a channel."""
    whom = server.actions.user(sight.team, str(raw["whom"]))
    return {"joined": server.actions.invite(sight.team, sight.user, _channel(server, sight, raw), whom.id)}


@_doing
def kick(server: Server, sight: Sight, raw: Json) -> Json:
    """Takes `whom` out of a channel."""
    server.actions.kick(_channel(server, sight, raw), server.actions.user(sight.team, str(raw["whom"])).id)
    return {}


@_doing
def archive(server: Server, sight: Sight, raw: Json) -> Json:
    """Archives a channel (`archived` false: takes that back)."""
    archived = bool(raw.get("archived", True))
    server.core.archive(_channel(server, sight, raw), sight.user.id, archived=archived)
    return {}


@_doing
def create_channel(server: Server, sight: Sight, raw: Json) -> Json:
    """A new channel: `name`, `private`."""
    name = str(raw["name"]).strip().lstrip("#").lower().replace(" ", "-")[:80]
    if not name or any(c.name == name for c in sight.team.channels.values()):
        raise SandboxError("That name is taken, or empty")
    kind = "private" if raw.get("private") else "public"
    return {"channel": server.core.add_channel(sight.team, name, sight.user.id, [sight.user.id], kind=kind).id}


@_doing
def install(server: Server, sight: Sight, raw: Json) -> Json:
    """Installs the app into the workspace."""
    server.core.install(sight.team, sight.user.id)
    return {}


@_doing
def uninstall(server: Server, sight: Sight, raw: Json) -> Json:
    """Takes the app out of the workspace."""
    server.core.uninstall(sight.team)
    return {}
