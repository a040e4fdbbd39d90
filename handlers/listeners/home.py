"""The Home tab is opened."""

from __future__ import annotations

from functools import partial
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from handlers import hometab
from handlers.listeners.base import FrontDesk, team_of


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        if event.get("tab", "home") == "home":
            front.later(partial(hometab.publish, front.desk, client, team_of(context), str(event["user"])))
