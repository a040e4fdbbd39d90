"""A channel to post to, for tests: keeps what stands, and fails when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.digest.types import Digest
from bot.digest.watching import Alert
from bot.errors import CannotLook
from bot.ports import Outgoing, Posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A message that stands."""

    where: str
    mark: str
    part: int
    text: str
    ts: str
    thread_ts: str | None
    picture: str | None


@dataclass
class FakeBoard:
    """A noticeboard in memory. `before` runs as a post comes in, `after` when it stands and nobody knows; may raise."""

    standing: list[Standing] = field(default_factory=list)
    may_look: bool = True
    before: Callable[[str], None] = lambda where: None
    after: Callable[[str], None] = lambda where: None
    down: Callable[[], None] = lambda: None  # asked whether Slack is there; may raise
    zones: dict[str, str] = field(default_factory=dict)
    digests: list[Digest] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def digest(self, digest: Digest, *, schedule_id: int) -> tuple[Outgoing, ...]:
        self.digests.append(digest)
        first = Outgoing(text=digest.heading)
        return (first, Outgoing(text="Story by story")) if digest.stories else (first,)

    def alert(self, alert: Alert) -> Outgoing:
        self.alerts.append(alert)
        return Outgoing(text=alert.heading)

    def notice(self, text: str) -> Outgoing:
        return Outgoing(text=text)

    def reachable(self, team: str) -> None:
        self.down()

    def post(
        self, team: str, message: Outgoing, *, mark: str, part: int, channel: str | None, user: str | None,
        thread_ts: str | None, picture: str | None = None, alt: str = "",
    ) -> Posted:  # fmt: skip
        where = channel or user or ""
        self.before(where)
        ts = f"3000.{next(self._numbers):06}"
        self.standing.append(
            Standing(where=where, mark=mark, part=part, text=message.text, ts=ts, thread_ts=thread_ts, picture=picture)
        )
        self.after(where)
        return Posted(channel=where, ts=ts)

    def find(
        self, team: str, *, mark: str, part: int, channel: str | None, user: str | None, thread_ts: str | None,
        since: datetime,
    ) -> Posted | None:  # fmt: skip
        if not self.may_look:
            raise CannotLook("missing_scope")
        for message in self.standing:
            if message.mark == mark and message.part == part:
                return Posted(channel=message.where, ts=message.ts)
        return None

    def upload(self, team: str, data: bytes, *, name: str, alt: str) -> str:
        self.uploads.append(alt)
        return f"F{len(self.uploads)}"

    def zone(self, team: str, user: str) -> str | None:
        return self.zones.get(user)

    def first_messages(self) -> list[Standing]:
        """What stands in channels and DMs, threads left out."""
        return [m for m in self.standing if m.part == 0]
