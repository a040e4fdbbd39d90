"""The workspace's settings, for its admins: `/quotes settings`, and the button on the Home tab."""

from __future__ import annotations

from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.errors import NotAllowed, UserError
from bot.services import workspaces
from bot.services.desk import Desk
from handlers import actions
from handlers.admins import is_admin
from handlers.blocks import settings as blocks
from handlers.listeners.base import FrontDesk, team_of, telling
from handlers.spot import Spot


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.action(actions.SETTINGS)
    def pressed(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        ack()
        user, spot = str(body["user"]["id"]), Spot.of(body)
        opening = partial(open_form, front.desk, client, team_of(context), user, str(body["trigger_id"]))
        front.later(telling(spot, opening))

    @app.view(actions.SETTINGS)
    def sent(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        try:  # only an admin has this form: see `open_form`
            workspaces.change_settings(front.desk, team_of(context), blocks.filled_in(view))
        except blocks.FieldError as error:
            ack(response_action="errors", errors={error.field: error.message})
        except UserError as error:
            ack(response_action="errors", errors={blocks.ZONE: error.message})
        else:
            ack()


def open_form(desk: Desk, client: WebClient, team: str, user: str, trigger_id: str) -> None:
    """Opens the form.

    Raises:
        NotAllowed: the person is no admin.
    """
    if not is_admin(client, user):
        raise NotAllowed(ADMINS_ONLY)
    client.views_open(trigger_id=trigger_id, view=blocks.form(workspaces.settings(desk, team)))


ADMINS_ONLY = "Only an admin of this Slack may see and change the settings."
