"""A week of a newsroom against the local Slack, with faults: is each slot posted once, and each find told once?

Seven channels in three time zones, over the night in which London's clocks go forward; two workers on one database,
killed between their steps; Slack refusing, failing and hanging up, once for an hour; a weekend's stop; a channel
archived. Time is a `FixedClock` that jumps from one thing due to the next, so a week takes a minute or two.

What is counted is read off what stands in the local Slack, against slots reckoned apart from the bot's own tables.
The last line says it all: `slots N, posted once N, missed 0, double 0, alerts N, double alerts 0`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import func, select

from bot.clock import FixedClock
from bot.digest import slots
from bot.digest.slots import Slot, Timetable
from bot.ingest.types import ArticleText
from bot.pages.charts import draw_chart
from bot.sandbox import FaultKind, LocalSlack, Message, Timing
from bot.scheduler import Ticker
from bot.services import alerts, articles, digests, people, watches, workspaces
from bot.services.desk import Desk
from bot.services.digests import DigestForm
from config.manifest import BOT_SCOPES, manifest
from config.settings import Transport
from handlers.clients import OneToken, SlackClients
from handlers.noticeboard import MARK, SlackBoard
from storage import migrate
from storage.database import AcrossTeamsSession, Database, TeamSession
from storage.schedules import (
    DigestRun,
    DigestSchedule,
    OutboxPost,
    PostState,
    RunState,
    ScheduleState,
    WatchPlace,
)
from tests.simulation.copy import Article, Writer
from tests.simulation.plan import ARCHIVED, CHANNELS, OUTAGE, START, STOP, WATCHED, Result
from tests.support.newsroom import extraction
from tests.support.slack_room import settings_for


class Killed(BaseException):
    """A worker is gone, with -9."""


class Mortal(Database):
    """A database whose user is killed now and then: before a transaction is committed, or right after."""

    def __init__(self, url: str, chance: random.Random) -> None:
        super().__init__(url)
        self.chance = chance
        self.deadly = 0.0

    @contextmanager
    def write(self, team: str) -> Generator[TeamSession]:
        with super().write(team) as session:
            yield session
            self._maybe_die()
        self._maybe_die()

    @contextmanager
    def write_across_teams(self) -> Generator[AcrossTeamsSession]:
        with super().write_across_teams() as session:
            yield session
            self._maybe_die()
        self._maybe_die()

    def _maybe_die(self) -> None:
        if self.chance.random() < self.deadly:
            raise Killed


class Week:
    """One run. `faults` is how often each call of Slack's and each transaction meets one."""

    def __init__(
        self, slack: LocalSlack, database: Mortal, clock: FixedClock, *, seed: int, faults: float, charts: bool
    ) -> None:
        self.slack = slack
        self.clock = clock
        self.desk = Desk(database=database, clock=clock)
        self.database = database
        self.faults = faults
        self.team = slack.team().id
        self.result = Result()
        self._seed = seed
        settings = settings_for(slack, Transport.SOCKET)
        self._board = SlackBoard(SlackClients(settings, OneToken(slack.bot_token)))
        self._charts = charts
        self._workers = [self._worker(), self._worker()]
        self._turn = 0
        self._did = True
        self._told: dict[tuple[str, str], datetime] = {}  # watcher and target -> set when

    def _worker(self) -> Ticker:
        return Ticker(desk=self.desk, board=self._board, charts=self._charts, draw=draw_chart, threads=1)

    # --- the week

    def run(self, count: int, start: datetime, end: datetime) -> Result:
        """Lets the week go by, and counts."""
        self._set_up()
        self.clock.time = start
        written = Writer(self._seed, [u.id for u in (self.slack.user(n) for n in ("mia", "sam", "kofi"))]).articles(
            count, start, end - timedelta(hours=6)
        )
        self.result.articles = len(written)
        waiting = list(written)
        self._plan_faults()
        while self.clock.time < end:
            self._occasions()
            while waiting and waiting[0].at <= self.clock.time:
                self._give(waiting.pop(0))
            if not self._stopped():
                self._tick()
            self.clock.time = min(end, self._next(waiting[0].at if waiting else end))
        self._come_to_rest(end)
        self._count_slots(start, end)
        self._count_alerts(written)
        self.result.faults = sum(f.struck for f in self.slack.server.faults.planned)
        return self.result

    def _set_up(self) -> None:
        with self.database.write(self.team) as session:
            workspaces.ensure(session, self.clock.now())
        known = {c.name for c in self.slack.team().channels.values()}
        for name, form in CHANNELS.items():
            if name not in known:
                self.slack.add_channel(name, ["mia", "sam"])
            self.slack.invite("mia", f"#{name}")
            channel = self.slack.channel(f"#{name}").id
            made = DigestForm(channel=channel, timetable=form.timetable, filters=form.filters, on_empty=form.on_empty)
            digests.create(self.desk, self.team, self.slack.user("mia").id, made)

    def _plan_faults(self) -> None:
        self.database.deadly = self.faults / 10
        for kind in (FaultKind.RATE_LIMITED, FaultKind.SERVER_ERROR, FaultKind.RESET_BEFORE, FaultKind.RESET_AFTER):
            self.slack.fault(kind, "chat.postMessage", count=None, probability=self.faults, seconds=7)
        self.slack.fault(FaultKind.SERVER_ERROR, "conversations.history", count=None, probability=self.faults)
        self.slack.fault(FaultKind.API_ERROR, "files.*", count=None, probability=self.faults, error="internal_error")

    def _occasions(self) -> None:
        """What happens to the newsroom at its hour."""
        now, down = self.clock.time, "slack is down"
        is_down = OUTAGE[0] <= now < OUTAGE[1]
        planned = [f for f in self.slack.server.faults.planned if f.error == down]
        if is_down and not planned:
            fault = self.slack.fault(FaultKind.SERVER_ERROR, "*", count=None, error=down)
            self.slack.server.faults.planned.insert(0, self.slack.server.faults.planned.pop())
            self.result.notes.append(f"{now:%a %H:%M} {fault.error}")
        elif planned and not is_down:
            for fault in planned:
                fault.count = fault.struck  # spent
                fault.error = "slack was down"
        business = self.slack.channel("#business")
        archived = ARCHIVED[0] <= now < ARCHIVED[1]
        if archived != business.archived:
            self.slack.archive("#business", archived=archived)
            if not archived:
                (view,) = digests.schedules(self.desk, self.team, channel=business.id)
                digests.resume(self.desk, self.team, view.id)

    def _stopped(self) -> bool:
        return STOP[0] <= self.clock.time < STOP[1]

    def _give(self, article: Article) -> None:
        """What the worker does once an article is read: stores it, and notes what the watches find."""
        now = self.clock.now()
        number = self.result.articles, len(article.text), article.at.timestamp()
        reading = ArticleText(
            text=article.text, title=article.title, outlet=article.outlet,
            url=f"https://news.example/{abs(hash((number, article.title, article.outlet)))}",
        )  # fmt: skip
        deadly, self.database.deadly = self.database.deadly, 0.0
        with self.database.write(self.team) as session:
            row = articles.add(session, reading, asked=None, by=article.added_by, channel=None, now=now)
            articles.store_extraction(session, row, extraction(article.text), now=now)
            alerts.note(session, row, now)
        self._set_watches()
        self.database.deadly = deadly

    def _set_watches(self) -> None:
        """Each watch is set as soon as its person is known."""
        for who, target in WATCHED:
            if (who, target) in self._told:
                continue
            user = self.slack.user(who).id
            if target.startswith("“"):
                watches.watch(self.desk, self.team, user, words=target)
            else:
                found = people.find(self.desk, self.team, target, limit=1)
                if not found:
                    continue
                watches.watch(self.desk, self.team, user, person_id=found[0].person_id)
            self._told[who, target] = self.clock.now()

    def _tick(self) -> None:
        """The workers take turns; one that is killed is followed by a new one."""
        self._turn += 1
        place = self._turn % len(self._workers)
        try:
            self._did = self._workers[place].tick() > 0
        except Killed:
            self.result.kills += 1
            self._workers[place] = self._worker()

    def _next(self, article: datetime) -> datetime:
        """When something is due again; at least a second from now."""
        now = self.clock.time
        edges = [m for m in (*OUTAGE, *STOP, *ARCHIVED) if m > now]
        if self._stopped():
            return min([article, *edges])
        smallest = (
            select(func.min(DigestSchedule.next_run_at)).where(DigestSchedule.state == ScheduleState.ACTIVE),
            select(func.min(DigestRun.next_attempt_at)).where(DigestRun.state == RunState.CLAIMED),
            select(func.min(OutboxPost.next_attempt_at)).where(OutboxPost.state == PostState.WAITING),
            select(func.min(WatchPlace.next_send_at)),
        )
        with self.database.read_across_teams() as session:
            moments = [session.scalar(query) for query in smallest]
        soonest = min([article, *edges, *(m + timedelta(seconds=3) for m in moments if m is not None)])
        # What is due and was not done waits for Slack: a worker looks again each second, here it is fewer times.
        return max(soonest, now + timedelta(seconds=1.3 if self._did else 20))

    def _come_to_rest(self, end: datetime) -> None:
        """Slack is well again, and nobody dies; what is held for quiet hours has the next day to go out."""
        self.database.deadly = 0.0
        self.slack.server.faults.planned[:] = [f for f in self.slack.server.faults.planned if f.struck]
        for fault in self.slack.server.faults.planned:
            fault.count = fault.struck
        with self.database.write_across_teams() as session:
            for row in session.scalars(select(DigestSchedule)):
                row.state = ScheduleState.PAUSED if row.next_run_at > end else row.state
        while self.clock.time < end + timedelta(hours=30):
            self._tick()
            self.clock.time = min(self._next(end + timedelta(hours=30)), end + timedelta(hours=30))

    # --- the count

    def _posted(self) -> Iterable[tuple[Message, str, int]]:
        """Every message of ours, with its mark and part."""
        for channel in self.slack.team().channels.values():
            for message in channel.messages.values():
                metadata = message.metadata or {}
                if metadata.get("event_type") == MARK:
                    payload = metadata["event_payload"]
                    yield message, str(payload["mark"]), int(payload["part"])

    def _count_slots(self, start: datetime, end: datetime) -> None:
        times = Counter((mark, part) for _, mark, part in self._posted())
        self.result.double += sum(n - 1 for n in times.values() if n > 1)
        self.result.notices = sum(1 for (mark, _) in times if mark.startswith("paused-"))
        with self.database.read(self.team) as session:
            rows = session.scalars(select(DigestSchedule)).all()
            runs = {r.id: session.scalars(select(DigestRun).where(DigestRun.schedule_id == r.id)).all() for r in rows}
        for row in rows:
            by_slot = {run.slot: run for run in runs[row.id]}
            covered_by_next = 0
            for slot in reversed(self._expected(row, start, end)):
                run = by_slot.get(slot.key)
                stands = times[f"digest-{row.id}-{slot.key}", 0] > 0
                if run is not None and run.state == RunState.EMPTY:
                    covered_by_next = 0
                    continue  # nothing to say, and no post wanted for that
                if run is not None and run.state == RunState.REFUSED:
                    continue  # the channel was archived; its owner was told
                self.result.slots += 1
                if stands and run is not None:
                    self.result.once += 1
                    covered_by_next = run.missed
                elif not stands and covered_by_next > 0:
                    self.result.once += 1
                    covered_by_next -= 1
                else:
                    self.result.missed += 1
                    self.result.notes.append(f"missed: #{row.channel} {slot.key} {run.state if run else 'no run'}")

    def _expected(self, row: DigestSchedule, start: datetime, end: datetime) -> list[Slot]:
        """The slots of a schedule in the week, reckoned from its days and times alone."""
        timetable = Timetable.of(row.weekdays.split(","), row.times.split(","), row.zone)
        found: list[Slot] = []
        for slot in slots.slots_from(timetable, (start - timedelta(days=2)).replace(tzinfo=None)):
            at = slot.instant(row.zone)
            if at > end - timedelta(minutes=5):
                return found
            paused = ARCHIVED[0] <= at < ARCHIVED[1] and row.channel == self.slack.channel("#business").id
            if at > start and not paused:
                found.append(slot)
        return found

    def _count_alerts(self, written: Iterable[Article]) -> None:
        """Against what was written: each line that somebody watches stands once in what they were sent."""
        said = list(written)
        for (who, target), since in self._told.items():
            dm = self.slack.dm(who).id
            channel = self.slack.team().channels[dm]
            text = "\n".join(json.dumps(m.blocks, ensure_ascii=False) for m in channel.messages.values() if m.bot_id)
            for words in self._watched_lines(said, target, since):
                count = text.count(words)
                both = sum(w == who and words in self._watched_lines(said, t, s) for (w, t), s in self._told.items())
                self.result.alerts += 1
                self.result.missed_alerts += count == 0
                self.result.double_alerts += count > both
                if count != 1 and not (count and count <= both):
                    self.result.notes.append(f"alert {who} {target}: {count} times “{words[:60]}”")

    def _watched_lines(self, said: Iterable[Article], target: str, since: datetime) -> list[str]:
        """Each line once, whichever outlets carry it: those that a watch should find from when it was set."""
        lines: dict[str, None] = {}
        for article in said:
            for name, words in article.said:
                wanted = name == target or (
                    target.startswith("“") and target.strip("“”") in f"{words} {article.title}".lower()
                )
                if not wanted:
                    continue
                if article.at > since:
                    lines[words] = None
        return list(lines)


def run(
    *,
    database: str | None = None,
    seed: int = 1,
    faults: float = 0.05,
    count: int = 200,
    days: float = 7,
    charts: bool = True,
) -> Result:
    """One simulated week (or its first `days`)."""
    clock = FixedClock(START)
    # In memory where there is such a folder: the kills here are of processes, and not of the machine.
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="pullquote-week-", dir=memory if memory.is_dir() else None) as folder:
        url = database or f"sqlite:///{Path(folder) / 'week.sqlite3'}"
        migrate.upgrade(url)
        mortal = Mortal(url, random.Random(seed))
        timing = Timing(now=lambda: clock.time.timestamp())
        with LocalSlack(manifest(Transport.SOCKET), seed=seed, rate_limits=True, timing=timing) as slack:
            slack.install("mia", scopes=[*BOT_SCOPES, "channels:history", "groups:history"])
            try:
                week = Week(slack, mortal, clock, seed=seed, faults=faults, charts=charts)
                return week.run(count, START, START + timedelta(days=days))
            finally:
                mortal.close()


def main() -> int:
    """`make week`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--database", help="postgresql://…; without it, a SQLite file of its own")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.05, help="how often a call of Slack's meets each fault")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--days", type=float, default=7)
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    url = given.database.replace("postgresql://", "postgresql+psycopg://") if given.database else None
    result = run(database=url, seed=given.seed, faults=given.faults, count=given.articles, days=given.days)
    for note in result.notes:
        sys.stdout.write(f"{note}\n")
    sys.stdout.write(
        f"articles {result.articles}, kills {result.kills}, faults {result.faults}, "
        f"owners told of a pause {result.notices}, alerts missed {result.missed_alerts}\n{result.line()}\n"
    )
    return 0 if result.good else 1


if __name__ == "__main__":
    sys.exit(main())
