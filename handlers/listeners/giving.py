"""Giving an article: a mention, a message to the bot, the message shortcut.

What always holds here: the submission is committed before Slack gets its ack; an exception leads to none, so Slack
sends again, and the unique key makes one of two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.errors import UserError
from bot.services import accepting, workspaces
from bot.submission import NewSubmission, Via
from handlers import actions, commandline
from handlers.blocks import help as answers
from handlers.blocks.parts import Message
from handlers.commandline import Help, Search, Top
from handlers.listeners import people, searching
from handlers.listeners.base import FrontDesk, local_now, team_of
from handlers.messenger import EYES
from handlers.parse import Given, Nothing, changed, from_event, from_shortcut
from handlers.question import Question
from handlers.spot import Spot

ANSWERS: Mapping[Nothing, Callable[[], Message]] = {
    Nothing.SMALL_TALK: answers.greeting,
    Nothing.IN_THREAD: answers.in_thread,
    Nothing.PICTURES: answers.pictures,
    Nothing.ELSEWHERE: answers.elsewhere,
}


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.event("app_mention")
    @app.event("message")
    def written(event: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        event_id = str(body.get("event_id", ""))
        given = from_event(event, team=team_of(context), event_id=event_id, bot_user=context.bot_user_id)
        given = held_to_channels(front, team_of(context), given)
        withdraw(front, client, team_of(context), event, given)
        accepting.accept(front.desk, given.submissions)
        show_eyes(front, client, given.submissions)
        said = in_words(front, team_of(context), event, given) or what_to_say(given)
        answer(front, client, event, said, event_id)

    @app.shortcut(actions.FIND_QUOTES)
    def find_quotes(ack: Ack, shortcut: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        given = from_shortcut(shortcut, team=team_of(context), bot_user=context.bot_user_id)
        accepting.accept(front.desk, given.submissions)
        ack()
        show_eyes(front, client, given.submissions)
        if (said := what_to_say(given)) is not None:
            front.later(partial(Spot.of(shortcut).answer, said))


def held_to_channels(front: FrontDesk, team: str, given: Given) -> Given:
    """Mentions count only where the workspace wants articles read; messages to the bot always do."""
    if not given.submissions or given.submissions[0].via is not Via.MENTION:
        return given
    taken = workspaces.takes_from(front.desk, team, given.submissions[0].channel)
    return given if taken else Given(nothing=Nothing.ELSEWHERE)


def withdraw(front: FrontDesk, client: WebClient, team: str, event: Mapping[str, Any], given: Given) -> None:
    """Gives up what an edit took out of a message, or all of one that was deleted; Slack tells so of DMs alone."""
    message = changed(event)
    if message is None:
        return
    still = [submission.event_key for submission in given.submissions]
    for channel, ts in accepting.withdraw(front.desk, team, *message, still=still):
        front.later(partial(client.chat_delete, channel=channel, ts=ts))


def show_eyes(front: FrontDesk, client: WebClient, given: Sequence[NewSubmission]) -> None:
    """Says at once that the message was seen; not again when it is delivered again, for it may be answered by then."""
    channel, ts = (given[0].channel, given[0].message_ts) if given else (None, None)
    if channel and ts and front.once.first(" ".join(s.event_key for s in given)):
        front.later(lambda: client.reactions_add(channel=channel, timestamp=ts, name=EYES))


def what_to_say(given: Given) -> Message | None:
    """What is said at once: why there is nothing to read, or what was left off; None where the result says all."""
    if given.nothing:
        return ANSWERS[given.nothing]() if given.nothing in ANSWERS else None
    return answers.left_off(given.left_off) if given.left_off else None


def in_words(front: FrontDesk, team: str, event: Mapping[str, Any], given: Given) -> Message | None:
    """In a message to the bot, what would be a command's words are taken for one; None where they are none."""
    if given.nothing not in (Nothing.SMALL_TALK, Nothing.REMARK) or event.get("channel_type") != "im":
        return None
    asked = commandline.parse(given.words, local_now(front.desk, team))
    try:
        match asked:
            case Help():
                return answers.help_page() if given.words else None
            case Top():
                return searching.top(front.desk, team, given.words.partition(" ")[2])
            case Search(verb=False, person=name) if not people.is_somebody(front.desk, team, name or ""):
                return None
            case Search():
                return searching.answer(front.desk, team, Question(text=given.words))
    except UserError:
        return None
    return None


def answer(front: FrontDesk, client: WebClient, event: Mapping[str, Any], said: Message | None, event_id: str) -> None:
    """Says it in the thread; a redelivery is not answered again."""
    if said is None or not front.once.first(event_id):
        return
    channel, thread = str(event.get("channel")), event.get("thread_ts") or event.get("ts")
    front.later(lambda: client.chat_postMessage(channel=channel, thread_ts=thread, **said.payload()))
