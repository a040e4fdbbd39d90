"""The Home tab, made anew each time somebody opens it or presses something on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient

from bot.services import corrections, digests, search, watches, workspaces
from bot.services.desk import Desk
from handlers.actions import DIGEST_NEW
from handlers.admins import is_admin
from handlers.blocks import digest_form, home, watch
from handlers.blocks.home import Desktop
from handlers.blocks.parts import Block, View, actions, button, context, divider, section

MOST_WATCHES, MOST_DIGESTS = 10, 5


def is_on_it(body: Mapping[str, Any]) -> bool:
    """Whether something was pressed on a Home tab."""
    return (body.get("view") or {}).get("type") == "home"


def publish(desk: Desk, client: WebClient, team: str, user: str) -> None:
    """Shows the tab to one person."""
    client.views_publish(user_id=user, view=page_for(desk, team, user, admin=is_admin(client, user)))


def page_for(desk: Desk, team: str, user: str, *, admin: bool) -> View:
    """The tab as it stands now."""
    month_ago = desk.clock.now() - timedelta(days=30)
    return home.page(
        Desktop(
            articles=search.recent_articles(desk, team, limit=10),
            accuracy=corrections.accuracy(desk, team, since=month_ago),
            kept_for=workspaces.settings(desk, team).retention_days,
            admin=admin,
            more=[b for b in (*_watches(desk, team, user), *_digests(desk, team, user)) if b is not None],
        )
    )


def _watches(desk: Desk, team: str, user: str) -> list[Block | None]:
    """What this person watches."""
    now, mine = desk.clock.now(), watches.watches(desk, team, user)
    if not mine:
        hint = "Nobody yet. `/quotes watch Elena Ortiz`, or ⋯ → *Watch this person* beside a quote."
        return [divider(), section(f"*My watches*\n{hint}")]
    more = f"And {len(mine) - MOST_WATCHES:,} more: `/quotes watches`." if len(mine) > MOST_WATCHES else ""
    shown = [watch.entry(view, now) for view in mine[:MOST_WATCHES]]
    return [divider(), section("*My watches*"), *shown, context(more, watch.when(watches.place(desk, team, user)))]


def _digests(desk: Desk, team: str, user: str) -> list[Block | None]:
    """The digests that this person set up, and those of which nobody knows whether they stand."""
    now, mine = desk.clock.now(), digests.schedules(desk, team, owner=user)
    troubles = [digest_form.trouble(view, last) for view, last in digests.troubles(desk, team) if view.owner == user]
    entries = [block for view in mine[:MOST_DIGESTS] for block in digest_form.entry(view, now)]
    more = f"And {len(mine) - MOST_DIGESTS:,} more: `/quotes digest list`." if len(mine) > MOST_DIGESTS else ""
    return [
        divider(),
        section("*My digests*" if mine else "*My digests*\nNone yet: the day's quotes, in a channel, when you want."),
        *troubles,
        *entries,
        context(more),
        actions(button("New digest", DIGEST_NEW)),
    ]
