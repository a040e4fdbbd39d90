"""`/quotes …`: each answer is for the asker alone, and goes back with the ack."""

from __future__ import annotations

from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.services import accepting
from handlers import actions, commandline
from handlers.blocks import help as answers
from handlers.blocks.parts import Message
from handlers.commandline import (
    Command,
    Digest,
    Export,
    Forget,
    Help,
    Person,
    Read,
    Search,
    Settings,
    Top,
    Watch,
    Wrong,
)
from handlers.listeners import digests, exporting, forgetting, people, searching, settings, watches
from handlers.listeners.base import FrontDesk, local_now, team_of, telling
from handlers.parse import from_command
from handlers.question import Question
from handlers.spot import Spot


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.command(actions.COMMAND)
    def quotes(ack: Ack, command: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        asked = commandline.parse(str(command.get("text") or ""), local_now(front.desk, team_of(context)))
        said = answer(front, client, asked, command, team_of(context))
        ack(response_type="ephemeral", **said.payload()) if said else ack()


def answer(front: FrontDesk, client: WebClient, asked: Command, payload: dict[str, Any], team: str) -> Message | None:
    """Does what was asked, and says so; None where a form opens instead."""
    match asked:
        case Help():
            return answers.help_page()
        case Read(links=links):
            given = from_command(payload, links, team=team)
            accepting.accept(front.desk, given.submissions)
            return answers.reading_link([s.link or "" for s in given.submissions], given.left_off)
        case Search():
            return searching.answer(front.desk, team, Question(text=str(payload.get("text") or "")))
        case Top():
            return searching.top(front.desk, team, str(payload.get("text") or "").partition(" ")[2])
        case Person(name=name):
            return people.known_as(front.desk, team, name)
        case Forget(link=link):
            return forgetting.ask(front.desk, team, link)
        case Digest(rest=rest):
            return digests.command(front, client, payload, team, rest)
        case Watch(verb=verb, rest=rest):
            return watches.command(front, payload, team, verb, rest)
        case Export(since=since):
            front.later(partial(exporting.send_all, front.desk, client, team, str(payload["user_id"]), since))
            return answers.export_coming()
        case Settings():
            user, trigger = str(payload["user_id"]), str(payload["trigger_id"])
            opening = partial(settings.open_form, front.desk, client, team, user, trigger)
            front.later(telling(Spot.of(payload), opening))
            return None
        case Wrong(verb=verb, says=says):
            return answers.wrong(says, commandline.EXAMPLES[verb])
