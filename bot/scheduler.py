"""The tick: once a second it claims what is due, composes it, gathers alerts, and sends what waits.

APScheduler runs it, with its memory store and one job; what is due stands in our own tables, so any number of workers
may tick at once and none of them keeps a state that could be lost. A tick that is late or was missed is simply the
next one: `coalesce` and no misfire limit, since the default of one second would drop ticks on a busy machine.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import exists, select

from bot.digest.types import Chart
from bot.ports import Noticeboard
from bot.services import alerts, copies, digests, outbox, runs, workspaces
from bot.services.desk import Desk
from bot.services.outbox import Sender
from storage.schedules import DigestLine, OutboxPost, PostState

log = structlog.get_logger(__name__)

EVERY = 1.0
"""Seconds between two ticks."""

SWEEP = timedelta(hours=1)
UPKEEP = timedelta(days=1)
BUSY = timedelta(seconds=20)
"""How long one tick claims and composes before it sends; what is left is the next tick's."""


@dataclass(kw_only=True)
class Ticker:
    """One worker's ticks. `tick` may be called by itself, in tests and simulations."""

    desk: Desk
    board: Noticeboard
    charts: bool = False
    draw: Callable[[Chart], bytes] | None = None
    threads: int = 8
    _sender: Sender = field(init=False)
    _swept: datetime | None = None
    _kept_up: datetime | None = None

    def __post_init__(self) -> None:
        self._sender = Sender(self.desk, self.board, draw=self.draw if self.charts else None, threads=self.threads)

    def tick(self) -> int:
        """One tick. Returns how many things it did; 0 where nothing was due."""
        done = 0
        if any(due := self._due()):
            done = self.prepare() if any(due[:3]) else 0
            done += self._sender.send_due()
        self._sweep()
        self._keep_up()
        return done

    def _due(self) -> tuple[bool, ...]:
        """Whether schedules, runs, alerts and posts are due: one question, since mostly nothing is."""
        now = self.desk.clock.now()
        with self.desk.database.read_across_teams() as session:
            found = session.execute(
                select(
                    exists().where(*runs.slots_due(now)),
                    exists().where(*runs.runs_due(now)),
                    exists().where(*alerts.places_due(now)),
                    exists().where(*outbox.posts_due(now)),
                )
            ).one()
        return tuple(bool(one) for one in found)

    def prepare(self) -> int:
        """Claims and composes all that is due, and gathers alerts; sends nothing."""
        done, began = 0, self.desk.clock.now()
        while claimed := runs.claim_due(self.desk):
            done += claimed
            if self._long_since(began):
                break
        while composed := runs.compose_due(self.desk, self.board, charts=self.charts):
            done += composed
            if self._long_since(began):
                break
        return done + alerts.gather_due(self.desk, self.board)

    def close(self) -> None:
        """Waits for calls under way."""
        self._sender.close()

    def _long_since(self, began: datetime) -> bool:
        return self.desk.clock.now() - began > BUSY

    def _sweep(self) -> None:
        """Removes what nobody needs any more, once an hour and a little at a time."""
        now = self.desk.clock.now()
        if self._swept is not None and now - self._swept < SWEEP:
            return
        self._swept = now
        with self.desk.database.write_across_teams() as session:
            over = session.scalars(
                select(OutboxPost)
                .where(OutboxPost.finished_at < now - outbox.KEEP, OutboxPost.state != PostState.WAITING)
                .limit(2000)
            )
            for post in over:
                session.delete(post)
            for line in session.scalars(select(DigestLine).where(DigestLine.at < now - runs.LINES_KEPT).limit(2000)):
                session.delete(line)
            alerts.forget_old(session, now - runs.LINES_KEPT)

    def _keep_up(self) -> None:
        """Once a day, and when a worker starts: forgets what a workspace does not want kept any longer.

        Several workers may do so at once; each lot is a transaction of its own, and what is gone is gone.
        """
        now = self.desk.clock.now()
        if self._kept_up is not None and now - self._kept_up < UPKEEP:
            return
        self._kept_up = now
        try:
            forgotten, tidied = workspaces.purge(self.desk), copies.tidy(self.desk)
        except Exception:
            self._kept_up = now - UPKEEP + SWEEP  # promised to a newsroom, so tried again before tomorrow
            raise
        if forgotten or tidied:
            log.info("upkeep", forgotten=forgotten, tidied=tidied)


def run(ticker: Ticker, stop: threading.Event) -> None:
    """Ticks until `stop` is set, then finishes the tick under way."""
    digests.realign(ticker.desk)
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_job(
        _tick, "interval", args=[ticker], seconds=EVERY, id="tick", max_instances=1, coalesce=True,
        misfire_grace_time=None,
    )  # fmt: skip
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
        ticker.close()


def _tick(ticker: Ticker) -> None:
    """A tick that fails is logged, and the next one comes all the same."""
    try:
        ticker.tick()
    except Exception as error:
        log.error("tick failed", error=type(error).__name__, exc_info=True)
