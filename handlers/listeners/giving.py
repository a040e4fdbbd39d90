"""Giving an article: a mention, a message to the bot, the message shortcut.

What always holds here: the submission is committed before Slack gets its ack; an exception leads to none, so Slack
sends again, and the unique key makes one of two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from handlers import actions
from handlers.blocks import help as answers
from handlers.blocks.parts import Message
from handlers.listeners.base import Desk, team_of, tell
from handlers.messenger import EYES
from handlers.parse import Given, Nothing, from_event, from_shortcut

ANSWERS: Mapping[Nothing, Callable[[], Message]] = {
    Nothing.SMALL_TALK: answers.greeting,
    Nothing.IN_THREAD: answers.in_thread,
    Nothing.PICTURES: answers.pictures,
}


def register(app: App, desk: Desk) -> None:
    """Registers the listeners of this module."""

    @app.event("app_mention")
    @app.event("message")
    def written(event: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        event_id = str(body.get("event_id", ""))
        given = from_event(event, team=team_of(context), event_id=event_id, bot_user=context.bot_user_id)
        new = desk.services.accept(given.submissions) if given.submissions else ()
        if new:
            show_eyes(desk, client, new[0].channel, new[0].message_ts)
        if given.nothing or (new and given.left_off):
            answer(desk, client, event, given, event_id)

    @app.shortcut(actions.READ_MESSAGE)
    def read_message(ack: Ack, shortcut: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        given = from_shortcut(shortcut, team=team_of(context), bot_user=context.bot_user_id)
        new = desk.services.accept(given.submissions) if given.submissions else ()
        ack()
        if new:
            show_eyes(desk, client, new[0].channel, new[0].message_ts)
        elif given.nothing:
            tell(desk, context, ANSWERS[given.nothing]())


def show_eyes(desk: Desk, client: WebClient, channel: str | None, ts: str | None) -> None:
    """Says at once that the message was seen."""
    if channel and ts:
        desk.later(lambda: client.reactions_add(channel=channel, timestamp=ts, name=EYES))


def answer(desk: Desk, client: WebClient, event: Mapping[str, Any], given: Given, event_id: str) -> None:
    """Answers what holds no article, in the thread; a redelivery is not answered again."""
    said = ANSWERS.get(given.nothing or Nothing.IGNORED, lambda: None)()
    if said is None or not desk.answered.first(event_id):
        return
    channel, thread = str(event.get("channel")), event.get("thread_ts") or event.get("ts")
    desk.later(lambda: client.chat_postMessage(channel=channel, thread_ts=thread, **said.payload()))
