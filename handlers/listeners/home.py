"""The Home tab."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from handlers.blocks import home
from handlers.listeners.base import FrontDesk


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        if event.get("tab", "home") == "home":
            front.later(lambda: client.views_publish(user_id=str(event["user"]), view=home.first_steps()))
