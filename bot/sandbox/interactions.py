"""Commands, shortcuts, clicks, choices and submissions: the payloads that wait for the app's answer.

Each method starts a delivery and returns it at once; what the app answers (a message, errors in a form, the next modal)
takes effect as Slack would have it, before `Delivery.done` is set.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox import limits, objects
from bot.sandbox.actions import Actions, slash_payload
from bot.sandbox.core import SLACKBOT, Core
from bot.sandbox.elements import Elements
from bot.sandbox.methods.views import checked, close_views, fill_view, push_view
from bot.sandbox.problems import SandboxError, SlackError
from bot.sandbox.state import Channel, Delivery, Json, Message, ResponseUrl, Team, User, View
from bot.sandbox.values import VALUE_KEYS, elements, missing_inputs, value_of

Then = Callable[[Delivery], None]


class Interactions:
    """What people do that the app answers. `send` starts a delivery and, when it ends, calls what is to follow."""

    def __init__(self, core: Core, actions: Actions, send: Callable[[Delivery, Then | None], None]) -> None:
        self.core = core
        self.actions = actions
        self.send = send
        self._offered: dict[tuple[str, str], list[Json]] = {}  # what external selects last offered, by user and action

    # Commands and shortcuts

    def slash(self, team: Team, user: User, channel: Channel, command: str, text: str) -> Delivery:
        """Runs a slash command; its answer shows in the channel."""
        self.actions.installed(team)
        payload = slash_payload(self.core, team, user, channel, command, text)
        url = self._response_url(team, channel, user, "commands")
        payload["response_url"] = url

        def then(delivery: Delivery) -> None:
            if not delivery.acked:
                text = f'{command} failed with the error "{_failure(delivery)}"'
                self.core.add_message(channel, user=SLACKBOT, text=text, ephemeral_to=user.id)
            elif isinstance(delivery.answer, dict) and (delivery.answer.get("text") or delivery.answer.get("blocks")):
                self._say(delivery, team, channel, user, delivery.answer)

        return self._go(team, user, "slash_commands", command, payload, then)

    def shortcut(self, team: Team, user: User, callback_id: str) -> Delivery:
        """Runs a global shortcut."""
        self.actions.installed(team)
        if self.core.state.app.manifest.shortcut(callback_id, is_global=True) is None:
            raise SandboxError(f"The app has no global shortcut {callback_id}")
        payload = {
            "type": "shortcut",
            **self._base(team, user),
            "action_ts": self.core.state.ids.ts(),
            "callback_id": callback_id,
            "trigger_id": self.core.trigger(team, user.id),
        }
        return self._go(team, user, "interactive", "shortcut", payload, self._complain(team, user))

    def message_shortcut(self, team: Team, user: User, callback_id: str, message: Message) -> Delivery:
        """Runs a shortcut on a message; it works in channels that the bot is not in, too."""
        self.actions.installed(team)
        if self.core.state.app.manifest.shortcut(callback_id, is_global=False) is None:
            raise SandboxError(f"The app has no message shortcut {callback_id}")
        channel = team.channels[message.channel]
        payload = {
            "type": "message_action",
            **self._base(team, user),
            "action_ts": self.core.state.ids.ts(),
            "channel": self._channel(channel),
            "callback_id": callback_id,
            "trigger_id": self.core.trigger(team, user.id, channel=channel.id),
            "response_url": self._response_url(team, channel, user, "app", message=message),
            "message_ts": message.ts,
            "message": objects.message_json(message, team, self.core.state, in_event=True),
        }
        return self._go(team, user, "interactive", "message_action", payload, self._complain(team, user))

    # Elements in messages and views

    def act(
        self, team: Team, user: User, holder: Message | View, action_id: str, given: Any, block_id: str | None = None
    ) -> Delivery | None:
        """Clicks a button (`given` None) or puts a value into an element.

        Inputs inside input blocks only send something where they dispatch; then None is returned.
        """
        body = holder.blocks if isinstance(holder, Message) else holder.body["blocks"]
        block, element = _find(body, action_id, block_id)
        action: Json = {"action_id": action_id, "block_id": block["block_id"], "type": element["type"]}
        if element["type"] == "button":
            action |= {k: element[k] for k in ("text", "value", "style") if k in element}
        elif element["type"] == "overflow":
            action["selected_option"] = value_of({**element, "type": "static_select"}, given)["selected_option"]
        else:
            offered = self._offered.get((user.id, action_id))
            value = value_of(element, given, offered)
            holder.values.setdefault(block["block_id"], {})[action_id] = value
            action |= {k: v for k, v in value.items() if k != "type"}
            if isinstance(holder, View):
                holder.errors.pop(block["block_id"], None)
            if block["type"] == "input" and not block.get("dispatch_action"):
                return None
        action["action_ts"] = self.core.state.ids.ts()
        payload = self._block_actions(team, user, holder) | {"actions": [action]}
        return self._go(team, user, "interactive", "block_actions", payload, self._complain(team, user))

    def _block_actions(self, team: Team, user: User, holder: Message | View) -> Json:
        base: Json = {"type": "block_actions", **self._base(team, user)}
        if isinstance(holder, View):
            return base | {
                "container": {"type": "view", "view_id": holder.id},
                "trigger_id": self.core.trigger(team, user.id, view=holder.id if holder.type == "modal" else None),
                "view": objects.view_json(holder, team, self.core.state),
            }
        channel = team.channels[holder.channel]
        ephemeral = holder.ephemeral_to is not None
        container: Json = {
            "type": "message",
            "message_ts": holder.ts,
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        }
        if holder.thread_ts:
            container["thread_ts"] = holder.thread_ts
        base |= {
            "container": container,
            "trigger_id": self.core.trigger(team, user.id, channel=channel.id),
            "channel": self._channel(channel),
            "state": {"values": holder.values},
            "response_url": self._response_url(team, channel, user, "actions", message=holder),
        }
        return base if ephemeral else base | {"message": objects.message_json(holder, team, self.core.state)}

    def suggest(self, team: Team, user: User, holder: Message | View, action_id: str, typed: str) -> Delivery:
        """Types into an external select; the options offered are the delivery's `answer`."""
        body = holder.blocks if isinstance(holder, Message) else holder.body["blocks"]
        block, element = _find(body, action_id, None)
        acted = self._block_actions(team, user, holder)
        payload = {k: v for k, v in acted.items() if k not in ("trigger_id", "response_url", "actions")} | {
            "type": "block_suggestion",
            "action_id": action_id,
            "block_id": block["block_id"],
            "value": typed,
        }

        def then(delivery: Delivery) -> None:
            answer = delivery.answer if isinstance(delivery.answer, dict) else {}
            checker = Elements(element["type"])
            if "option_groups" in answer:
                checker.option_groups(answer["option_groups"], "/option_groups")
                offered = [o for g in answer["option_groups"] for o in g.get("options", ())]
            else:
                offered = answer.get("options") or []
                if offered:
                    checker.options(offered, "/options", 100, kinds=("plain_text",))
            self._wrong(delivery, team, user, checker.errors)
            self._offered[user.id, action_id] = offered

        return self._go(team, user, "interactive", "block_suggestion", payload, then)

    # Views

    def submit(self, team: Team, user: User, view: View) -> Delivery | None:
        """Submits the top modal; None where Slack itself objects (the view's `errors` say to what)."""
        if team.modals.get(user.id, [])[-1:] != [view.id]:
            raise SandboxError("Only the modal on top can be submitted")
        view.errors = missing_inputs(view.body["blocks"], view.values)
        self.core.note("views", team, user=user.id)
        if view.errors:
            return None
        payload = {
            "type": "view_submission",
            **self._base(team, user),
            "trigger_id": self.core.trigger(team, user.id, view=view.id),
            "view": objects.view_json(view, team, self.core.state),
            "response_urls": self._view_urls(team, user, view),
        }
        return self._go(
            team, user, "interactive", "view_submission", payload, lambda d: self._submitted(d, team, user, view)
        )

    def _submitted(self, delivery: Delivery, team: Team, user: User, view: View) -> None:
        if not delivery.acked:
            view.errors = {"": "We had some trouble connecting. Try again?"}
            self.core.note("views", team, user=user.id)
            return
        answer = delivery.answer if isinstance(delivery.answer, dict) else {}
        action = answer.get("response_action")
        try:
            if action == "errors":
                self._show_errors(delivery, team, user, view, answer.get("errors"))
            elif action == "update":
                fill_view(self.core, team, view, checked(answer.get("view"), "modal"))
                self.core.note("views", team, user=user.id)
            elif action == "push":
                push_view(self.core, team, user.id, checked(answer.get("view"), "modal"))
            elif action == "clear" or view.body.get("clear_on_close"):
                close_views(self.core, team, user.id, None)
            elif view.id in team.views:
                close_views(self.core, team, user.id)
        except SlackError as error:
            self._wrong(delivery, team, user, [error.error, *error.messages])
            view.errors = {"": "We had some trouble connecting. Try again?"}
            self.core.note("views", team, user=user.id)

    def _show_errors(self, delivery: Delivery, team: Team, user: User, view: View, errors: Any) -> None:
        inputs = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
            self._wrong(delivery, team, user, [f"response_action errors must name input blocks: {errors}"])
        view.errors = dict(errors) if isinstance(errors, dict) else {}
        self.core.note("views", team, user=user.id)

    def close(self, team: Team, user: User, *, everything: bool = False) -> Delivery | None:
        """Closes the top modal (or all); the app hears of it where it asked to."""
        taken = close_views(self.core, team, user.id, None if everything else 1)
        if taken and taken[0].body.get("clear_on_close"):
            taken += close_views(self.core, team, user.id, None)
        told: Delivery | None = None
        for view in taken:
            if view.body.get("notify_on_close"):
                payload = {
                    "type": "view_closed",
                    **self._base(team, user),
                    "view": objects.view_json(view, team, self.core.state),
                    "is_cleared": everything,
                }
                told = self._go(team, user, "interactive", "view_closed", payload, None)
        return told

    def _view_urls(self, team: Team, user: User, view: View) -> list[Json]:
        urls: list[Json] = []
        for block, element in elements(view.body["blocks"]):
            if element.get("response_url_enabled"):
                value = view.values[block["block_id"]][element["action_id"]]
                chosen = value.get(VALUE_KEYS[element["type"]])
                if chosen in team.channels:
                    url = self._response_url(team, team.channels[chosen], user, "app")
                    urls.append({
                        "block_id": block["block_id"], "action_id": element["action_id"], "channel_id": chosen,
                        "response_url": url,
                    })  # fmt: skip
        return urls

    # What all of them share

    def _base(self, team: Team, user: User) -> Json:
        state = self.core.state
        return {
            "token": state.app.verification_token,
            "team": {"id": team.id, "domain": team.domain}
            | ({"enterprise_id": team.enterprise, "enterprise_name": team.name} if team.enterprise else {}),
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": team.id},
            "api_app_id": state.app.id,
            "enterprise": {"id": team.enterprise, "name": team.name} if team.enterprise else None,
            "is_enterprise_install": False,
        }

    def _channel(self, channel: Channel) -> Json:
        names = {"im": "directmessage", "private": "privategroup"}
        return {"id": channel.id, "name": names.get(channel.kind, channel.name)}

    def _response_url(
        self, team: Team, channel: Channel, user: User, kind: str, *, message: Message | None = None
    ) -> str:
        state = self.core.state
        path = f"/{kind}/{team.id}/{state.ids.number(13)}/{state.ids.secret(length=24)}"
        state.response_urls[path] = ResponseUrl(
            team=team.id, channel=channel.id, user=user.id, born=state.timing.now(),
            uses=state.timing.response_url_uses,
            message=message.ts if message else None, ephemeral=message is not None and message.ephemeral_to is not None,
            thread_ts=message.thread_ts if message else None,
        )  # fmt: skip
        return state.base_url + path

    def _go(self, team: Team, user: User, kind: str, type_: str, payload: Json, then: Then | None) -> Delivery:
        delivery = Delivery(
            id=self.core.state.ids.object("Ix"), kind=kind, type=type_, team=team.id, payload=payload, user=user.id
        )
        self.send(delivery, then)
        return delivery

    def _complain(self, team: Team, user: User) -> Then:
        def then(delivery: Delivery) -> None:
            if not delivery.acked:
                name = self.core.state.app.manifest.name
                self.core.notice(team, user.id, f"{name} did not answer in time ({_failure(delivery)}).")

        return then

    def _say(self, delivery: Delivery, team: Team, channel: Channel, user: User, answer: Json) -> None:
        try:
            say(self.core, team, channel, user.id, answer)
        except SlackError as error:
            self._wrong(delivery, team, user, [error.error, *error.messages])

    def _wrong(self, delivery: Delivery, team: Team, user: User, faults: list[str]) -> None:
        if faults:
            delivery.error = "; ".join(faults)
            self.core.state.errors.append(f"Answer to {delivery.type}: {delivery.error}")
            self.core.notice(team, user.id, f"Slack could not show the answer: {delivery.error}")


def say(core: Core, team: Team, channel: Channel, user: str, answer: Json, *, thread_ts: str | None = None) -> Message:
    """Shows an answer of the app: ephemeral, or for all (`response_type: in_channel`).

    Raises:
        SlackError: the answer breaks a limit, or is empty.
    """
    blocks, attachments = limits.check_message(answer.get("blocks"), answer.get("attachments"))
    text = str(answer.get("text") or "")
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    installed = team.installation
    assert installed is not None
    return core.add_message(
        channel,
        user=installed.bot_user,
        bot_id=installed.bot_id,
        app_id=core.state.app.id,
        text=text[: limits.MAX_TEXT],
        blocks=blocks,
        attachments=attachments,
        thread_ts=thread_ts,
        ephemeral_to=None if answer.get("response_type") == "in_channel" else user,
    )


def _find(blocks: list[Json], action_id: str, block_id: str | None) -> tuple[Json, Json]:
    for block, element in elements(blocks):
        if element.get("action_id") == action_id and block_id in (None, block["block_id"]):
            return block, element
    raise SandboxError(f"Nothing there with the action_id {action_id}")


def _failure(delivery: Delivery) -> str:
    if delivery.error in ("timeout", "http_timeout"):
        return "operation_timeout"
    return "dispatch_failed" if delivery.error == "connection_failed" else "dispatch_unknown_error"
