"""Putting people right: `/quotes person <name>`, and the forms to rename, add a name, merge and split off."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.errors import UserError
from bot.findings import Match
from bot.services import people, search
from bot.services.desk import Desk
from handlers import actions, refresh
from handlers.blocks import corrections as said_after
from handlers.blocks import people as blocks
from handlers.blocks.card import bold
from handlers.blocks.modals import field
from handlers.blocks.parts import Message, View
from handlers.blocks.people import Known
from handlers.listeners.base import FrontDesk, team_of
from handlers.spot import Spot

FORMS = (actions.RENAME, actions.ALIAS, actions.MERGE, actions.SPLIT)
"""Buttons that open a form of the same name."""

FIRST_FIELD = {actions.MERGE: blocks.OTHER, actions.SPLIT: blocks.ARTICLE}


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""
    for form in FORMS:

        @app.action(form)
        def pressed(
            ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient
        ) -> None:
            view = form_for(front.desk, team_of(context), str(action["action_id"]), int(action["value"]), Spot.of(body))
            front.later(partial(client.views_open, trigger_id=body["trigger_id"], view=view))
            ack()

        @app.view(form)
        def sent(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            team, (person, spot) = team_of(context), unpacked(view)
            affected = refresh.of_person(front.desk, team, person, *others(view))
            try:
                correction, said = save(front.desk, team, str(body["user"]["id"]), person, view)
            except UserError as error:
                name = FIRST_FIELD.get(str(view["callback_id"]), blocks.NAME)
                ack(response_action="errors", errors={name: error.message})
                return
            ack()
            front.later(partial(spot.answer, said_after.person_changed(said, correction, person)))
            front.later(partial(refresh.articles, front.desk, client, team, affected))


def known_as(desk: Desk, team: str, name: str) -> Message:
    """Whom the desk knows by a name, with what can be put right."""
    found = people.find(desk, team, name, limit=20)
    return blocks.listed([Known(person=p, aliases=people.aliases(desk, team, p.person_id)) for p in found], name)


def is_somebody(desk: Desk, team: str, name: str) -> bool:
    """Whether somebody is known by a name or a part of it; a name that is only like it does not count."""
    found = people.find(desk, team, name, limit=1) if len(name.split()) <= 4 else ()
    return bool(found) and found[0].match is not Match.SIMILAR


def form_for(desk: Desk, team: str, form: str, person_id: int, spot: Spot) -> View:
    """The form that a button opens.

    Raises:
        UserError: nobody is known by that id any more.
    """
    person, metadata = people.get(desk, team, person_id), json.dumps([person_id, spot.dump()])
    match form:
        case actions.RENAME:
            return blocks.rename(person, metadata)
        case actions.ALIAS:
            return blocks.alias(person, metadata)
        case actions.MERGE:
            return blocks.merge(person, metadata)
        case _:
            return blocks.split(person, search.articles_of(desk, team, person_id), metadata)


def unpacked(view: Mapping[str, Any]) -> tuple[int, Spot]:
    """The person whom a form is about, and where it was opened."""
    person, spot = json.loads(str(view["private_metadata"]))
    return int(person), Spot.load(spot)


def others(view: Mapping[str, Any]) -> list[int]:
    """Who else a form changes."""
    chosen = field(view, blocks.OTHER, "selected_option")
    return [int(chosen["value"])] if chosen else []


def save(desk: Desk, team: str, user: str, person_id: int, view: Mapping[str, Any]) -> tuple[int, str]:
    """Does what a form asks; the correction's id, and what is said of it, as mrkdwn.

    Raises:
        UserError: it can't be done; the message says why.
    """
    before, name = people.get(desk, team, person_id), str(field(view, blocks.NAME, "value") or "").strip()
    was = f"*{bold(before.name)}*"
    match str(view["callback_id"]):
        case actions.RENAME:
            return people.rename(desk, team, person_id, name, by=user), f"{was} is now called *{bold(name)}*."
        case actions.ALIAS:
            done = people.alias(desk, team, person_id, name, by=user)
            return done, f"“{bold(name)}” means {was} from now on."
        case actions.MERGE:
            other = people.get(desk, team, int(field(view, blocks.OTHER, "selected_option")["value"]))
            done = people.merge(desk, team, person_id, other.person_id, by=user)
            return done, f"*{bold(other.name)}* and {was} are one now, called {was}."
        case _:
            article = int(field(view, blocks.ARTICLE, "selected_option")["value"])
            done = people.split(desk, team, person_id, [article], name=name, by=user)
            return done, f"In that article it is *{bold(name)}*, and not {was}."
