"""The Home tab, made anew each time somebody opens it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.services import corrections, search, workspaces
from bot.services.desk import Desk
from handlers.admins import is_admin
from handlers.blocks import home
from handlers.blocks.home import Desktop
from handlers.blocks.parts import View
from handlers.listeners.base import FrontDesk, team_of


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        if event.get("tab", "home") == "home":
            front.later(partial(publish, front.desk, client, team_of(context), str(event["user"])))


def publish(desk: Desk, client: WebClient, team: str, user: str) -> None:
    """Shows the tab to one person."""
    client.views_publish(user_id=user, view=page_for(desk, team, admin=is_admin(client, user)))


def page_for(desk: Desk, team: str, *, admin: bool) -> View:
    """The tab as it stands now."""
    month_ago = desk.clock.now() - timedelta(days=30)
    return home.page(
        Desktop(
            articles=search.recent_articles(desk, team, limit=10),
            accuracy=corrections.accuracy(desk, team, since=month_ago),
            kept_for=workspaces.settings(desk, team).retention_days,
            admin=admin,
        )
    )
