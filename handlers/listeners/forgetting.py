"""Removing an article with all its quotes: asked first, then done by who may."""

from __future__ import annotations

from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.errors import UserError
from bot.services import articles, cards, forget, standing
from bot.services.desk import Desk
from handlers import actions, refresh
from handlers.admins import is_admin
from handlers.blocks import card as card_blocks
from handlers.blocks import help as answers
from handlers.blocks.parts import Message
from handlers.listeners.base import FrontDesk, team_of, telling
from handlers.spot import Spot


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.action(actions.FORGET)
    def confirmed(
        ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        spot, team, user = Spot.of(body), team_of(context), str(body["user"]["id"])
        ack()
        front.later(telling(spot, partial(remove, front.desk, client, team, user, int(action["value"]), spot)))

    @app.action(actions.KEEP)
    def kept(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        front.later(partial(Spot.of(body).replace, answers.kept()))


def ask(desk: Desk, team: str, link: str) -> Message:
    """Asks whether the article known by an address is to go.

    Raises:
        UserError: there is none.
    """
    with desk.database.read(team) as session:
        found = articles.find_by_link(session, link)
    if found is None:
        raise UserError("No article is kept for that link.")
    return answers.sure_to_forget(cards.load(desk, team, found.id))


def remove(desk: Desk, client: WebClient, team: str, user: str, article_id: int, spot: Spot) -> None:
    """Removes an article, if the person may, and says so wherever its card stands.

    Raises:
        UserError: it is gone already, or the workspace lets only others do that.
    """
    places = standing.of_article(desk, team, article_id)
    title = forget.article(desk, team, article_id, by=user, is_admin=is_admin(client, user))
    said = card_blocks.forgotten(title, user)
    spot.replace(said)
    refresh.everywhere(client, places, said)
