"""`/quotes …`: each answer is for the asker alone, and goes back with the ack."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.services import accepting
from handlers import actions, commandline
from handlers.blocks import help as answers
from handlers.blocks.parts import Message
from handlers.commandline import Command, Help, Read, Unknown
from handlers.listeners.base import FrontDesk, team_of
from handlers.parse import from_command


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.command(actions.COMMAND)
    def quotes(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        asked = commandline.parse(str(command.get("text") or ""))
        said = answer(front, asked, command, team_of(context))
        ack(response_type="ephemeral", **said.payload())


def answer(front: FrontDesk, asked: Command, payload: dict[str, Any], team: str) -> Message:
    """Does what was asked, and says so."""
    match asked:
        case Help():
            return answers.help_page()
        case Read(links=links):
            given = from_command(payload, links, team=team)
            accepting.accept(front.desk, given.submissions)
            return answers.reading_link([s.link or "" for s in given.submissions], given.left_off)
        case Unknown(given=words, nearest=nearest):
            return answers.unknown(words, nearest, commandline.EXAMPLES)
