"""The form “Add an article”, behind the global shortcut."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.services import accepting
from handlers import actions
from handlers.blocks import modals
from handlers.listeners.base import FrontDesk, team_of
from handlers.parse import Given, from_modal

NOTHING_GIVEN = "Give a link, a file or some text."
NOT_A_LINK = "That is not a web address. It should begin with https://"
NOT_A_TEXT = "There is no text in that file. Give text, PDF, Word, RTF, e-mail or a saved page."


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.shortcut(actions.ADD_ARTICLE)
    @app.action(actions.ADD_ARTICLE)
    def add_article(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        front.later(partial(client.views_open, trigger_id=body["trigger_id"], view=modals.add_article()))

    @app.view(actions.ADD_ARTICLE)
    def article_given(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        given = filled_in(view, team=team_of(context), user=str(body["user"]["id"]))
        if problem := wrong_with(view, given):
            ack(response_action="errors", errors=problem)
            return
        accepting.accept(front.desk, given.submissions)
        ack()


def filled_in(view: Mapping[str, Any], *, team: str, user: str) -> Given:
    """What the form gave."""
    return from_modal(
        team=team,
        user=user,
        view_id=str(view.get("id")),
        channel=modals.field(view, modals.ANSWER_IN, "selected_conversation"),
        link=modals.field(view, modals.LINK, "value"),
        text=modals.field(view, modals.TEXT, "value"),
        files=modals.field(view, modals.FILES, "files") or (),
    )


def wrong_with(view: Mapping[str, Any], given: Given) -> dict[str, str]:
    """What to put right, by the field it stands at."""
    if modals.field(view, modals.LINK, "value") and not any(s.link for s in given.submissions):
        return {modals.LINK: NOT_A_LINK}
    if modals.field(view, modals.FILES, "files") and not any(s.file for s in given.submissions):
        return {modals.FILES: NOT_A_TEXT}
    return {modals.LINK: NOTHING_GIVEN} if given.nothing else {}
