"""Faults on demand, the same ones for the same seed: what a real Slack does on its worse days.

A fault waits for a call of the Web API (`method`, `channel`) or a delivery (`method` is the event's type) that fits it,
and strikes `count` times, each with `probability`. Special methods: `files.download`, `files.upload`, `response_url`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from bot.sandbox.problems import SandboxError


class FaultKind(StrEnum):
    """What goes wrong."""

    RATE_LIMITED = "rate_limited"  # 429 with Retry-After; `seconds` of it
    SERVER_ERROR = "server_error"  # 500 with a page for a body
    API_ERROR = "api_error"  # {"ok": false, "error": `error`}
    HANG = "hang"  # no answer for `seconds`, then the call goes on as if nothing had been
    RESET_BEFORE = "reset_before"  # the connection breaks before anything happened
    RESET_AFTER = "reset_after"  # the connection breaks when all has happened: the outcome is unknown to the caller
    DROP_SOCKET = "drop_socket"  # the web socket breaks as the envelope goes out, unacked
    REDELIVER = "redeliver"  # the event comes `times` more, although acked
    SLOW_ACK = "slow_ack"  # the ack reaches Slack `seconds` late
    DELAY = "delay"  # the delivery goes out `seconds` late: events change their order


ON_CALLS = frozenset(
    {
        FaultKind.RATE_LIMITED,
        FaultKind.SERVER_ERROR,
        FaultKind.API_ERROR,
        FaultKind.HANG,
        FaultKind.RESET_BEFORE,
        FaultKind.RESET_AFTER,
    }
)


@dataclass(kw_only=True, eq=False)
class Fault:
    """One planned fault. `method` may hold `*`."""

    kind: FaultKind
    method: str = "*"
    channel: str | None = None
    count: int | None = 1  # None: until cleared
    probability: float = 1.0
    seconds: float = 1.0
    times: int = 1
    error: str = "fatal_error"
    struck: int = 0

    def to_json(self) -> dict[str, Any]:
        """The fault as the admin endpoint gives it."""
        return dict(self.__dict__)

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Fault:
        """A fault as the admin endpoint takes it.

        Raises:
            SandboxError: a key or a kind is unknown.
        """
        try:
            return cls(**{**raw, "kind": FaultKind(raw.get("kind", ""))})
        except (TypeError, ValueError) as error:
            raise SandboxError(f"No such fault: {error}") from None


class Faults:
    """The planned faults, in order; the first that fits strikes."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a simulation
        self.planned: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Plans a fault."""
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        """Takes every planned fault back."""
        self.planned.clear()

    def on_call(self, method: str, channel: str | None) -> Fault | None:
        """The fault that this call meets."""
        return self._strike(method, channel, ON_CALLS)

    def on_delivery(self, kind: FaultKind, type_: str, channel: str | None) -> Fault | None:
        """The fault of one kind that this delivery meets."""
        return self._strike(type_, channel, frozenset({kind}))

    def _strike(self, method: str, channel: str | None, kinds: frozenset[FaultKind]) -> Fault | None:
        for fault in self.planned:
            if (
                fault.kind in kinds
                and (fault.count is None or fault.struck < fault.count)
                and fnmatchcase(method, fault.method)
                and fault.channel in (None, channel)
                and self._random.random() < fault.probability
            ):
                fault.struck += 1
                return fault
        return None
