"""The ⋯ menu beside a quote: who said it, that it is none, copying it, more from the person; and undoing."""

from __future__ import annotations

from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.services import cards, corrections, people, standing
from handlers import actions, refresh
from handlers.blocks import corrections as blocks
from handlers.blocks import modals
from handlers.blocks.parts import Message
from handlers.listeners.base import FrontDesk, team_of
from handlers.listeners.searching import of_person
from handlers.listeners.watches import watch_person
from handlers.picked import Picked, Speaker
from handlers.spot import Spot


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.action(actions.QUOTE_MENU)
    def menu(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        picked, team, user = Picked.of(body), team_of(context), str(body["user"]["id"])
        match picked.verb:
            case "fix":
                open_fix(front, client, team, picked, str(body["trigger_id"]))
            case "not":
                take_out(front, client, team, user, picked)
            case "copy":
                copy(front, client, team, user, picked)
            case "watch":
                front.later(partial(picked.spot.answer, watch_person(front, team, user, picked.number)))
            case "more":
                front.later(partial(picked.spot.answer, of_person(front.desk, team, picked.number)))
        ack()

    @app.view(actions.FIX_SPEAKER)
    def speaker_given(
        ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        chosen = Speaker.of(view)
        if chosen is None:
            ack(response_action="errors", errors={modals.SPEAKER: "Choose somebody, or give a name."})
            return
        picked = Picked.load(view["private_metadata"])
        fix(front, client, team_of(context), str(body["user"]["id"]), picked, chosen)
        ack()

    @app.options(actions.KNOWN_PERSON)
    def names(ack: Ack, payload: dict[str, Any], context: BoltContext) -> None:
        found = people.find(front.desk, team_of(context), str(payload.get("value") or ""), limit=50)
        ack(options=modals.suggestions(found))

    @app.action(actions.UNDO)
    def undo(ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        team, (correction, _, where) = team_of(context), action["value"].partition(":")
        before = affected(front, team, where)
        corrections.undo(front.desk, team, int(correction), by=str(body["user"]["id"]))
        ack()
        front.later(partial(Spot.of(body).replace, blocks.undone()))
        both = (*before, *affected(front, team, where))
        front.later(partial(refresh.articles, front.desk, client, team, both))


def affected(front: FrontDesk, team: str, where: str) -> tuple[int, ...]:
    """The articles that an undone correction shows on: one, or those that a person is in at the moment."""
    if where.startswith(blocks.PERSON):
        return refresh.of_person(front.desk, team, int(where.removeprefix(blocks.PERSON)))
    return (int(where),)


def open_fix(front: FrontDesk, client: WebClient, team: str, picked: Picked, trigger_id: str) -> None:
    """Opens the form, with the article's people in it."""
    quote = corrections.shown(front.desk, team, picked.number)
    own = corrections.choices(front.desk, team, picked.number)
    view = modals.fix_speaker(quote, own, picked.dump())
    front.later(partial(client.views_open, trigger_id=trigger_id, view=view))


def fix(front: FrontDesk, client: WebClient, team: str, user: str, picked: Picked, chosen: Speaker) -> None:
    """Stores who spoke, where that is not what stands there, and shows it."""
    before = corrections.shown(front.desk, team, picked.number)
    if not chosen.differs(before):
        return
    correction = corrections.fix_speaker(
        front.desk, team, picked.number, by=user, person_id=chosen.person_id, name=chosen.name
    )
    after = corrections.shown(front.desk, team, picked.number)
    article = standing.article_of(front.desk, team, picked.number)
    said = blocks.speaker_fixed(before.speaker, after.speaker, correction, article)
    show(front, client, team, article, picked, said)


def take_out(front: FrontDesk, client: WebClient, team: str, user: str, picked: Picked) -> None:
    """Takes out what is no quote."""
    quote = corrections.shown(front.desk, team, picked.number)
    article = standing.article_of(front.desk, team, picked.number)
    correction = corrections.not_a_quote(front.desk, team, picked.number, by=user)
    show(front, client, team, article, picked, blocks.not_a_quote(quote.text, correction, article))


def show(front: FrontDesk, client: WebClient, team: str, article: int, picked: Picked, said: Message) -> None:
    """Says that it was done, with a way back, and brings up to date what shows the article."""
    front.later(partial(refresh.origin, front.desk, team, article, picked.spot, picked.origin))
    front.later(partial(picked.spot.answer, said))
    front.later(partial(refresh.article, front.desk, client, team, article))


def copy(front: FrontDesk, client: WebClient, team: str, user: str, picked: Picked) -> None:
    """Shows the quote in a box that copies well; one that no message holds comes as a file, by DM."""
    quote = corrections.shown(front.desk, team, picked.number)
    card = cards.load(front.desk, team, standing.article_of(front.desk, team, picked.number))
    words = blocks.as_text(quote, card)
    if len(words) <= blocks.COPY_LIMIT:
        front.later(partial(picked.spot.answer, blocks.copied(words, quote.kind)))
    else:
        front.later(partial(send_file, client, user, "quote.txt", words, "The quote as text"))


def send_file(client: WebClient, user: str, name: str, content: str, title: str) -> None:
    """Sends a file by DM."""
    channel = client.conversations_open(users=user)["channel"]["id"]
    client.files_upload_v2(channel=channel, filename=name, content=content, title=title)
