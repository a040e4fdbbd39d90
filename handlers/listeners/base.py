"""What every listener gets, and how the workspace is told from a payload."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from slack_bolt import BoltContext

from bot.services.desk import Desk
from handlers.afterwards import Afterwards
from handlers.blocks.parts import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDesk:
    """What the listeners work with; made once for a process. `desk` is what every service needs."""

    desk: Desk
    later: Afterwards
    once: Once


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


def tell(front: FrontDesk, context: BoltContext, said: Message) -> None:
    """An answer to a press or shortcut, for the person alone, beside what stands there."""
    respond = context.respond
    if respond is not None:
        front.later(lambda: respond(**said.payload(), response_type="ephemeral", replace_original=False))
