"""What every listener gets, and how the workspace is told from a payload."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot.errors import UserError
from bot.services import workspaces
from bot.services.desk import Desk
from handlers import hometab
from handlers.afterwards import Afterwards
from handlers.blocks.parts import Message, message, section
from handlers.spot import Spot
from handlers.text import mrkdwn


class DropTokens(Protocol):
    """Forgets the tokens of a workspace; of an enterprise where `team` is None."""

    def __call__(self, *, team: str | None, enterprise_id: str | None) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDesk:
    """What the listeners work with; made once for a process. `desk` is what every service needs."""

    desk: Desk
    later: Afterwards
    once: Once
    drop_tokens: DropTokens | None = None  # where the app is in several workspaces


class Once:
    """Remembers what was answered, so that a redelivered event is not answered twice.

    For answers that store nothing (help after a greeting); what is stored has a unique key instead. The last few
    thousand are enough: Slack sends again within minutes.
    """

    def __init__(self, size: int = 5000) -> None:
        self._size = size
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def first(self, key: str) -> bool:
        """Whether `key` comes for the first time."""
        with self._lock:
            if key in self._seen:
                return False
            self._seen[key] = None
            if len(self._seen) > self._size:
                self._seen.popitem(last=False)
            return True


def team_of(context: BoltContext) -> str:
    """The id that all of this workspace is kept under; the enterprise's, where the app is installed for all of it."""
    team = context.enterprise_id if context.is_enterprise_install else context.team_id
    return str(team or context.team_id or context.enterprise_id)


def local_now(desk: Desk, team: str) -> datetime:
    """The time, in the zone that the workspace means "yesterday" in."""
    return desk.clock.now().astimezone(ZoneInfo(workspaces.settings(desk, team).time_zone))


def telling(spot: Spot, call: Callable[[], object]) -> Callable[[], None]:
    """`call`, for doing afterwards; what it can't do for a reason that the person should know is said to them."""

    def run() -> None:
        try:
            call()
        except UserError as error:
            spot.answer(message(error.message, section(mrkdwn(error.message, 2500))))

    return run


def tell(front: FrontDesk, client: WebClient, team: str, body: Mapping[str, Any], said: Message) -> None:
    """Answers a press, to the person alone. On the Home tab the tab itself shows what came of it."""
    if hometab.is_on_it(body):
        front.later(partial(hometab.publish, front.desk, client, team, str(body["user"]["id"])))
    else:
        front.later(partial(Spot.of(body).answer, said))


def tell_by_message(front: FrontDesk, client: WebClient, body: Mapping[str, Any], said: Message) -> None:
    """The same, where the tab has no place for what is to be shown: a preview."""
    if hometab.is_on_it(body):
        front.later(partial(client.chat_postMessage, channel=str(body["user"]["id"]), **said.payload()))
    else:
        front.later(partial(Spot.of(body).answer, said))
