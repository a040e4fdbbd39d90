"""The form for the workspace's settings, and what it says when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import UserError
from bot.services.workspaces import WorkspaceSettings
from handlers import actions
from handlers.blocks.modals import field, field_block
from handlers.blocks.parts import Element, View, modal, option, plain, plain_input

DAYS, WHO, ZONE, CHANNELS, CHARTS = "days", "who", "zone", "channels", "charts"
"""Block ids."""

WHO_LABELS = {"adder": "Whoever added it, and admins", "admins": "Admins alone", "anyone": "Anyone"}
MOST_DAYS = 36_500


class FieldError(UserError):
    """A field can't be taken as it is."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def form(now: WorkspaceSettings) -> View:
    """The settings as they stand."""
    return modal(
        "Pullquote settings",
        actions.SETTINGS,
        field_block(
            DAYS,
            "Days that articles are kept",
            plain_input(DAYS, initial=str(now.retention_days) if now.retention_days else None, hint="For ever"),
            hint="After that they are removed with their quotes. Left empty: kept until somebody removes them.",
        ),
        field_block(WHO, "Who may remove an article", _who(now.who_may_forget), optional=False),
        field_block(
            ZONE,
            "Time zone",
            plain_input(ZONE, initial=now.time_zone),
            optional=False,
            hint="For digests and for “yesterday”: Europe/London, America/New_York, Asia/Tokyo.",
        ),
        field_block(
            CHANNELS,
            "Channels that I read in",
            _channels(now.channels or ()),
            hint="Where mentions are answered. Left empty: wherever I am invited. Messages to me are always read.",
        ),
        field_block(CHARTS, "Digests", _charts(now.charts)),
        submit="Save",
    )


def filled_in(view: Mapping[str, Any]) -> WorkspaceSettings:
    """What the form says.

    Raises:
        FieldError: a field can't be taken as it is.
    """
    days = str(field(view, DAYS, "value") or "").strip()
    if days and not (days.isdigit() and 1 <= int(days) <= MOST_DAYS):
        raise FieldError(DAYS, f"Give a number of days from 1 to {MOST_DAYS:,}, or nothing.")
    channels = field(view, CHANNELS, "selected_conversations") or ()
    return WorkspaceSettings(
        retention_days=int(days) if days else None,
        who_may_forget=str(field(view, WHO, "selected_option")["value"]),
        time_zone=str(field(view, ZONE, "value") or "").strip(),
        channels=tuple(channels) or None,
        charts=bool(field(view, CHARTS, "selected_options")),
    )


def _who(now: str) -> Element:
    options = {who: option(label, who) for who, label in WHO_LABELS.items()}
    return {
        "type": "static_select",
        "action_id": WHO,
        "options": list(options.values()),
        "initial_option": options[now],
    }


def _channels(now: tuple[str, ...]) -> Element:
    element: Element = {
        "type": "multi_conversations_select",
        "action_id": CHANNELS,
        "placeholder": plain("Everywhere", 150),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return element | ({"initial_conversations": list(now)} if now else {})


def _charts(now: bool) -> Element:
    with_picture = option("With a picture of who was quoted most", "yes")
    element: Element = {"type": "checkboxes", "action_id": CHARTS, "options": [with_picture]}
    return element | ({"initial_options": [with_picture]} if now else {})
