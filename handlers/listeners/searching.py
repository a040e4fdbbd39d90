"""Looking up quotes: by a person, by words; turning the pages; sharing what was found; who was quoted most."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.errors import UserError
from bot.services import search
from bot.services.desk import Desk
from bot.services.search import Asked
from handlers import actions, commandline
from handlers.blocks import found as blocks
from handlers.blocks.parts import Message
from handlers.commandline import Search, Top
from handlers.listeners.base import FrontDesk, local_now, team_of
from handlers.question import Question
from handlers.spot import Spot

FOUND_PERSON = re.compile(rf"{actions.FOUND_PERSON}_\d")


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.action(actions.FOUND_PREVIOUS)
    @app.action(actions.FOUND_NEXT)
    def turned(ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
        said = answer(front.desk, team_of(context), Question.load(action["value"]))
        ack()
        front.later(partial(Spot.of(body).replace, said))

    @app.action(FOUND_PERSON)
    def other(ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
        said = answer(front.desk, team_of(context), Question.load(action["value"]))
        ack()
        front.later(partial(Spot.of(body).answer, said))

    @app.action(actions.FOUND_SHARE)
    def shared(ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
        question, user = Question.load(action["value"]), str(body["user"]["id"])
        said = answer(front.desk, team_of(context), question, shared_by=user)
        ack()
        if front.once.first(str(body["trigger_id"])):
            front.later(partial(Spot.of(body).tell_all, said))

    @app.action(actions.TOP_SHARE)
    def top_shared(ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
        said = top(front.desk, team_of(context), str(action["value"]), shared_by=str(body["user"]["id"]))
        ack()
        if front.once.first(str(body["trigger_id"])):
            front.later(partial(Spot.of(body).tell_all, said))


def answer(desk: Desk, team: str, question: Question, *, shared_by: str | None = None) -> Message:
    """A page of what was looked for. Who looks for a name that nobody has is told what it may have meant."""
    command = commandline.parse(question.text, local_now(desk, team))
    asked = command if isinstance(command, Search) else Search(verb=True)
    wanted = Asked(
        words=asked.words, person=asked.person, person_id=question.person_id, outlet=asked.outlet, since=asked.since
    )
    try:
        found = search.search(desk, team, wanted, page=question.page)
    except UserError:
        if asked.verb or asked.person is None:
            raise
        verb = commandline.nearest(question.text)
        return blocks.nobody(asked.person, verb, commandline.examples(verb))
    return blocks.results(found, question, shared_by=shared_by)


def of_person(desk: Desk, team: str, person_id: int) -> Message:
    """The first page of somebody's quotes."""
    return answer(desk, team, Question(text="", person_id=person_id))


def top(desk: Desk, team: str, period: str, *, shared_by: str | None = None) -> Message:
    """Who was quoted most in a period, as it was typed."""
    command = commandline.parse(f"top {period}", local_now(desk, team))
    asked = command if isinstance(command, Top) else Top(period=period, since=desk.clock.now())
    lines = search.top(desk, team, since=asked.since)
    return blocks.top(lines, asked.period, again=period, shared_by=shared_by)
