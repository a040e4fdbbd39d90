"""Watches: `/quotes watch|unwatch|watches`, the buttons of alerts and lists, and when somebody may be told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.digest.slots import parse_time
from bot.errors import UserError
from bot.findings import Match
from bot.services import people, watches
from handlers import actions
from handlers.blocks import watch as blocks
from handlers.blocks.parts import Message, message, section
from handlers.listeners.base import FrontDesk, team_of, tell

_QUOTED = re.compile(r"[\"“”„«»](.+?)[\"“”«»]")
_HERE = re.compile(r"\s+(?:in\s+this\s+channel|here)$", re.IGNORECASE)


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    picks = (f"{actions.WATCH_PICK}_{number}" for number in range(blocks.MOST_CHOICES))
    for action_id in (actions.WATCH_MUTE, actions.WATCH_UNMUTE, actions.WATCH_OFF, *picks):

        @app.action(action_id)
        def pressed(
            ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient
        ) -> None:
            said = act(front, team_of(context), str(body["user"]["id"]), str(action["action_id"]), str(action["value"]))
            ack()
            tell(front, client, team_of(context), body, said)

    @app.action(actions.WATCH_WHEN)
    def when(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        view = blocks.place_form(watches.place(front.desk, team_of(context), str(body["user"]["id"])))
        ack()
        front.later(partial(client.views_open, trigger_id=str(body["trigger_id"]), view=view))

    @app.view(actions.WATCH_PLACE)
    def sent(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        wrong = save_place(front, team_of(context), str(body["user"]["id"]), view)
        ack(response_action="errors", errors=wrong) if wrong else ack()


def command(front: FrontDesk, payload: Mapping[str, Any], team: str, verb: str, rest: str) -> Message:
    """`/quotes watch <person or "words"> [here]`, `/quotes unwatch …`, `/quotes watches`."""
    desk, user = front.desk, str(payload["user_id"])
    if verb == "watches" or not rest.strip():
        return blocks.listed(watches.watches(desk, team, user), watches.place(desk, team, user), desk.clock.now())
    if verb == "unwatch":
        return unwatch(front, team, user, rest)
    channel = str(payload.get("channel_id") or "")
    here = _HERE.search(rest)
    return watch(front, team, user, _HERE.sub("", rest), channel if here and channel[:1] in "CG" else None)


def watch(front: FrontDesk, team: str, user: str, asked: str, channel: str | None) -> Message:
    """Sets a watch on words in quotation marks, or on whoever goes by a name."""
    try:
        if quoted := _QUOTED.fullmatch(asked.strip()):
            view, new = watches.watch(front.desk, team, user, words=quoted[1], channel=channel)
            return blocks.watching(view, new=new)
        found = people.find(front.desk, team, asked, limit=10)
        sure = [p for p in found if p.match is Match.EXACT]
        chosen = sure if len(sure) == 1 else found
        if len(chosen) == 1 and chosen[0].match is not Match.SIMILAR:
            view, new = watches.watch(front.desk, team, user, person_id=chosen[0].person_id, channel=channel)
            return blocks.watching(view, new=new)
        return blocks.whom(asked.strip(), [(p.person_id, p.name) for p in found])
    except UserError as error:
        return message(error.message, section(error.message))


def watch_person(front: FrontDesk, team: str, user: str, person_id: int) -> Message:
    """“Watch this person”, from a card."""
    try:
        view, new = watches.watch(front.desk, team, user, person_id=person_id)
    except UserError as error:
        return message(error.message, section(error.message))
    return blocks.watching(view, new=new)


def unwatch(front: FrontDesk, team: str, user: str, asked: str) -> Message:
    """Takes off the watch that a name or words mean."""
    found = watches.find(front.desk, team, user, asked)
    if not found:
        return blocks.not_watched(asked.strip())
    if len(found) > 1:
        return blocks.listed(found, watches.place(front.desk, team, user), front.desk.clock.now())
    return blocks.unwatched(watches.unwatch(front.desk, team, user, found[0].id))


def act(front: FrontDesk, team: str, user: str, action: str, value: str) -> Message:
    """Does what a button says."""
    desk, number = front.desk, int(value)
    try:
        if action == actions.WATCH_MUTE:
            return blocks.muted(watches.mute(desk, team, user, number), desk.clock.now())
        if action == actions.WATCH_UNMUTE:
            return blocks.muted(watches.unmute(desk, team, user, number), desk.clock.now())
        if action == actions.WATCH_OFF:
            return blocks.unwatched(watches.unwatch(desk, team, user, number))
    except UserError as error:
        return message(error.message, section(error.message))
    return watch_person(front, team, user, number)


def save_place(front: FrontDesk, team: str, user: str, view: Mapping[str, Any]) -> dict[str, str]:
    """Saves when somebody may be told; returns what is wrong, by field."""
    values = view.get("state", {}).get("values", {})
    start = values[blocks.QUIET_FROM][blocks.QUIET_FROM].get("selected_time")
    end = values[blocks.QUIET_UNTIL][blocks.QUIET_UNTIL].get("selected_time")
    cap = str(values[blocks.CAP][blocks.CAP].get("value") or "").strip()
    try:
        if not cap.isdecimal():
            raise UserError("Give a number from 1 to 100.")
        watches.set_place(
            front.desk,
            team,
            user,
            quiet_from=parse_time(start) if start else None,
            quiet_until=parse_time(end or "07:00"),
            daily_cap=int(cap),
        )
    except UserError as error:
        return {blocks.CAP: error.message}
    return {}
