"""The buttons of the card: all quotes, sharing, the export, reading the article again."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.services import again, cards, export
from bot.submission import NewSubmission, Via
from handlers import actions
from handlers.blocks import card as card_blocks
from handlers.blocks import listing, modals
from handlers.blocks.parts import Message, message, section
from handlers.listeners.base import FrontDesk, team_of
from handlers.spot import Spot
from handlers.text import person


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.action(actions.ALL_QUOTES)
    def all_quotes(
        ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        card = cards.load(front.desk, team_of(context), int(action["value"]))
        ack()
        if "view" in body:  # the Home tab has no place for an answer
            front.later(partial(client.views_open, trigger_id=body["trigger_id"], view=listing.window(card, 0)))
        else:
            front.later(partial(Spot.of(body).answer, listing.all_quotes(card, 0)))

    @app.action(actions.PREVIOUS_QUOTES)
    @app.action(actions.NEXT_QUOTES)
    def turned(ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        article, _, page = action["value"].partition(":")
        card = cards.load(front.desk, team_of(context), int(article))
        ack()
        if view := body.get("view"):
            front.later(partial(client.views_update, view_id=view["id"], view=listing.window(card, int(page))))
        else:
            front.later(partial(Spot.of(body).replace, listing.all_quotes(card, int(page))))

    @app.action(actions.OPEN_PAGE)
    def page_opened(ack: Ack) -> None:
        ack()  # the browser has opened it; Slack only wants to know that we know

    @app.action(actions.READ_AGAIN)
    def read_again(ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
        team = team_of(context)
        again.read_again(front.desk, team, int(action["value"]), like=asked_again(team, body))
        ack()

    @app.action(actions.EXPORT)
    def exported(
        ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        team, user = team_of(context), str(body["user"]["id"])
        ack()
        front.later(partial(send_csv, front, client, team, user, int(action["value"]), Spot.of(body)))

    @app.action(actions.SHARE)
    def share(ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        spot = Spot.of(body)
        ack()
        view = modals.share(spot.channel, f"{action['value']}:{spot.dump()}")
        front.later(partial(client.views_open, trigger_id=body["trigger_id"], view=view))

    @app.view(actions.SHARE)
    def share_to(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        article, _, spot = view["private_metadata"].partition(":")
        card = cards.load(front.desk, team_of(context), int(article))
        said = card_blocks.shared(card, str(body["user"]["id"]))
        channel = str(modals.field(view, modals.SHARE_IN, "selected_conversation"))
        ack()
        if front.once.first(str(view["id"])):
            front.later(partial(post_shared, client, channel, said, Spot.load(spot)))


def asked_again(team: str, body: dict[str, Any]) -> NewSubmission:
    """Who asks for an article to be read again, answered where its card stands."""
    spot = Spot.of(body)
    card_ts = str((body.get("container") or {}).get("message_ts"))
    return NewSubmission(
        team=team,
        event_key=f"{body['trigger_id']}:again",
        via=Via.READ_AGAIN,
        user=str(body["user"]["id"]),
        channel=spot.channel,
        thread_ts=None if spot.ephemeral else spot.thread_ts or card_ts,
        response_url=spot.response_url if spot.ephemeral else None,
    )


def send_csv(front: FrontDesk, client: WebClient, team: str, user: str, article_id: int, spot: Spot) -> None:
    """Uploads an article's quotes below its card; where that can't be, by DM."""
    card = cards.load(front.desk, team, article_id)
    content = export.article(front.desk, team, article_id)
    name, comment = csv_name(card.title), f"Exported by {person(user)}"
    if spot.channel and not spot.ephemeral:
        try:
            client.files_upload_v2(
                channel=spot.channel, thread_ts=spot.thread_ts, filename=name, content=content, initial_comment=comment
            )
            return
        except SlackApiError as error:
            if error.response.get("error") not in CANT_WRITE_THERE:
                raise
    channel = client.conversations_open(users=user)["channel"]["id"]
    client.files_upload_v2(channel=channel, filename=name, content=content, initial_comment=comment)


def csv_name(title: str) -> str:
    """`ferry-to-sail-again.csv`"""
    words = re.findall(r"\w+", title.lower())[:8]
    return ("-".join(words)[:60] or "quotes") + ".csv"


def post_shared(client: WebClient, channel: str, said: Message, spot: Spot) -> None:
    """Posts the card in a channel; where the bot may not write there, says so to who asked."""
    try:
        client.chat_postMessage(channel=channel, **said.payload())
    except SlackApiError as error:
        if error.response.get("error") not in CANT_WRITE_THERE:
            raise
        told = "I can't write in that channel. Invite me there first (`/invite @pullquote`), then share again."
        spot.answer(message(told, section(told)))


CANT_WRITE_THERE = frozenset(
    {"not_in_channel", "channel_not_found", "is_archived", "restricted_action", "restricted_action_read_only_channel"}
)
