"""Shows a correction on the cards that stand in Slack."""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.services import cards, search, standing
from bot.services.desk import Desk
from bot.services.standing import Standing
from handlers.blocks import card, listing
from handlers.blocks.parts import Message
from handlers.spot import Spot

log = structlog.get_logger(__name__)

REFRESHED = 10
"""How many articles a change of a person is shown on at once; the others have it when they are next looked at."""


def article(desk: Desk, client: WebClient, team: str, article_id: int) -> None:
    """Brings every answer that shows the article up to date."""
    places = standing.of_article(desk, team, article_id)
    if places:
        everywhere(client, places, card.result(cards.load(desk, team, article_id)))


def of_person(desk: Desk, team: str, *people: int) -> tuple[int, ...]:
    """The latest articles that these people are in: whose cards a change of them shows on."""
    found = [line.article_id for person in people for line in search.articles_of(desk, team, person, limit=REFRESHED)]
    return tuple(dict.fromkeys(found))


def articles(desk: Desk, client: WebClient, team: str, ids: Iterable[int]) -> None:
    """Brings the cards of these articles up to date."""
    for article_id in dict.fromkeys(ids):
        article(desk, client, team, article_id)


def everywhere(client: WebClient, places: tuple[Standing, ...], said: Message) -> None:
    """Puts a message in the place of each answer; one that is gone stops none of the others."""
    for place in places:
        try:
            client.chat_update(channel=place.channel, ts=place.ts, **said.payload())
        except SlackApiError as error:
            log.info("card not brought up to date", submission=place.submission_id, reason=error.response.get("error"))


def origin(desk: Desk, team: str, article_id: int, spot: Spot, shown_as: str) -> None:
    """Shows the message anew in which something was pressed, where only one person sees it."""
    if not spot.ephemeral:
        return
    if shown_as.startswith("a"):
        spot.replace(listing.all_quotes(cards.load(desk, team, article_id), int(shown_as[1:])))
    elif shown_as == card.ON_CARD:
        spot.replace(card.result(cards.load(desk, team, article_id)))
