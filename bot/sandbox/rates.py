"""Slack's rate limits, where they are asked for: tiers a method a workspace, and one message a second a channel."""

from __future__ import annotations

import math

from bot.sandbox.methods.base import Context, Method
from bot.sandbox.timing import Timing

_A_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
# Commercially distributed apps outside the Marketplace.
_HISTORY_A_MINUTE = {"conversations.history": 1, "conversations.replies": 1}


class Rates:
    """Counts calls in windows; says how many seconds a refused caller must wait."""

    def __init__(self, timing: Timing, *, enforced: bool, commercial: bool) -> None:
        self.timing = timing
        self.enforced = enforced
        self.commercial = commercial
        self._calls: dict[tuple[str, str], list[float]] = {}

    def wait(self, method: Method, ctx: Context) -> int | None:
        """The Retry-After of this call, in whole seconds; None: go ahead, and the call is counted."""
        if not self.enforced or ctx.token is None:
            return None
        team = ctx.token.team or ""
        if method.name in ("chat.postMessage", "chat.postEphemeral"):
            return self._take(("chat", f"{team}:{ctx.args.text('channel')}"), most=1, seconds=1.0)
        if method.name in _HISTORY_A_MINUTE:
            most = _HISTORY_A_MINUTE[method.name] if self.commercial else _A_MINUTE[3]
        elif method.tier in _A_MINUTE:
            most = _A_MINUTE[method.tier]
        else:
            return None
        return self._take((method.name, team), most=most, seconds=60.0)

    def _take(self, key: tuple[str, str], *, most: int, seconds: float) -> int | None:
        now = self.timing.now()
        recent = [at for at in self._calls.get(key, ()) if now - at < seconds]
        self._calls[key] = recent
        if len(recent) >= most:
            return max(1, math.ceil(recent[0] + seconds - now))
        recent.append(now)
        return None
