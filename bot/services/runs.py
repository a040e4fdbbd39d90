"""From a slot that has come to a post in the outbox: claim, compose.

A claim and the schedule's next slot are one transaction, and (schedule, slot) is UNIQUE, so two workers cannot both
have a slot. A run that has not been begun when the next is due is folded into that one: after a long fault a channel
gets one digest and not a row of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.digest import compose, slots
from bot.digest.slots import CATCH_UP_LIMIT, Slot, Timetable
from bot.digest.types import Digest, Edition, Filters, Material, OnEmpty
from bot.ports import Noticeboard
from bot.services import material, outbox, outcomes
from bot.services.desk import Desk
from bot.services.material import Period
from storage.database import AcrossTeamsSession
from storage.models import Person, Workspace
from storage.schedules import (
    OPEN_RUNS,
    DigestLine,
    DigestRun,
    DigestSchedule,
    OutboxPost,
    PostKind,
    PostState,
    RunState,
    ScheduleState,
)

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)
SETTLE = timedelta(seconds=3)
"""How long after its moment a slot is claimed: what was being stored at that moment is there by then."""

MAX_ATTEMPTS = 5
LINES_KEPT = timedelta(days=60)
NOW = "now:"
"""How the slot of a run begins that somebody asked for."""


def slots_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What makes a schedule due."""
    return (DigestSchedule.state == ScheduleState.ACTIVE, DigestSchedule.next_run_at <= now - SETTLE)


def runs_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What makes a run due to be composed."""
    return (DigestRun.state == RunState.CLAIMED, DigestRun.next_attempt_at <= now)


def claim_due(desk: Desk, *, limit: int = 500) -> int:
    """Gives each due schedule its run and its next slot. Returns how many runs were made; 0 when there are no more."""
    now = desk.clock.now()
    with desk.database.write_across_teams() as session:
        rows = session.scalars(
            select(DigestSchedule)
            .where(*slots_due(now))
            .order_by(DigestSchedule.next_run_at, DigestSchedule.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        if not rows:
            return 0
        late = _fold_open_runs(session, [row.id for row in rows], now)
        known = _known_slots(session, rows)
        for row in rows:
            _claim(session, row, late.get(row.id, 0), known, now)
        return len(rows)


def _claim(
    session: AcrossTeamsSession, row: DigestSchedule, folded: int, known: set[tuple[int, str]], now: datetime
) -> None:
    timetable = timetable_of(row)
    owed = slots.due(timetable, Slot.from_key(row.next_slot), now)
    if owed is None:  # the zone's rules have changed since `next_run_at` was reckoned
        row.next_run_at = Slot.from_key(row.next_slot).instant(row.zone)
        return
    due_at = owed.slot.instant(row.zone)
    until = now if owed.late else due_at
    since = max(row.covered_until, until - CATCH_UP_LIMIT)
    if (row.id, owed.slot.key) not in known:
        session.add(
            DigestRun(
                team_id=row.team_id,
                schedule_id=row.id,
                slot=owed.slot.key,
                due_at=due_at,
                covers_from=since,
                covers_until=max(until, since),
                missed=owed.missed + folded,
                late=owed.late or folded > 0,
                cut=since > row.covered_until,
                next_attempt_at=now,
            )
        )
        row.covered_until = max(until, since)
    row.next_slot = owed.following.key
    row.next_run_at = owed.following.instant(row.zone)


def _known_slots(session: AcrossTeamsSession, rows: Sequence[DigestSchedule]) -> set[tuple[int, str]]:
    """Slots of these schedules that have their run already, as after a clock that was set back."""
    found = session.execute(
        select(DigestRun.schedule_id, DigestRun.slot).where(
            DigestRun.team_id.in_({r.team_id for r in rows}), DigestRun.schedule_id.in_([r.id for r in rows]),
            DigestRun.slot >= min((r.next_slot for r in rows), default=""),
            DigestRun.slot < NOW,
        )
    )  # fmt: skip
    return {(schedule, slot) for schedule, slot in found}


def _fold_open_runs(session: AcrossTeamsSession, schedules: Sequence[int], now: datetime) -> dict[int, int]:
    """Takes back what was not begun yet, of schedules whose next slot is due. Returns how many slots each gives up."""
    runs = session.scalars(
        select(DigestRun).where(
            DigestRun.schedule_id.in_(schedules), DigestRun.state.in_(OPEN_RUNS), DigestRun.asked_by.is_(None)
        )
    ).all()
    given_up: dict[int, int] = defaultdict(int)
    for run in runs:
        if run.state == RunState.WAITING:
            taken_back = session.execute(
                update(OutboxPost)
                .where(
                    OutboxPost.team_id == run.team_id, OutboxPost.run_id == run.id,
                    OutboxPost.state == PostState.WAITING, OutboxPost.part == 0, OutboxPost.began_at.is_(None),
                )
                .values(state=PostState.FOLDED, messages=None, chart=None, finished_at=now)
                .execution_options(synchronize_session=False)
            )  # fmt: skip
            if not taken_back.rowcount:  # type: ignore[attr-defined]
                continue
        run.state, run.finished_at = RunState.FOLDED, now
        schedule = session.get(DigestSchedule, run.schedule_id)
        if schedule is not None:
            outcomes.give_back(schedule, run)
        given_up[run.schedule_id] += 1 + run.missed
    return given_up


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A run to be composed, with what its schedule says."""

    run_id: int
    team: str
    schedule_id: int
    channel: str
    edition: Edition
    filters: Filters
    on_empty: OnEmpty
    charts: bool
    due_at: datetime

    @property
    def period(self) -> Period:
        return Period(
            team=self.team,
            since=self.edition.covers_from,
            until=self.edition.covers_until,
            zone=self.edition.timetable.zone,
        )


def compose_due(desk: Desk, board: Noticeboard, *, charts: bool = False, limit: int = 250) -> int:
    """Composes claimed runs, the longest overdue first, and puts them into the outbox. Returns how many."""
    jobs = _take(desk, charts=charts, limit=limit)
    if not jobs:
        return 0
    with desk.database.read_across_teams() as session:
        found = material.read(session, {job.period for job in jobs})
        used = _used(session, jobs)
    composed = _composed(jobs, found, used)
    now = desk.clock.now()
    with desk.database.write_across_teams() as session:
        runs = _still_claimed(session, [job.run_id for job in jobs])
        for job, digest in composed:
            run = runs.get(job.run_id)
            if run is not None:
                _file(session, board, run, job, digest, now)
    return len(jobs)


def _composed(
    jobs: Sequence[_Job], found: Mapping[Period, Material], used: Mapping[int, frozenset[str]]
) -> list[tuple[_Job, Digest]]:
    """Each job's digest. What the channels of a newsroom share is worked out once."""
    shared: dict[tuple[Period, Filters], tuple[Material, compose.Groundwork]] = {}
    made = []
    for job in jobs:
        key = (job.period, job.filters)
        if key not in shared:
            chosen = compose.select(found[job.period], job.filters)
            shared[key] = (chosen, compose.groundwork(chosen))
        chosen, ground = shared[key]
        own = replace(chosen, used=used[job.schedule_id])
        made.append((job, compose.compose(job.edition, own, charts=job.charts, ground=ground)))
    return made


def make(edition: Edition, filters: Filters, whole: Material, used: frozenset[str], charts: bool) -> Digest:
    """One schedule's digest from its newsroom's material."""
    return compose.compose(edition, replace(compose.select(whole, filters), used=used), charts=charts)


def _take(desk: Desk, *, charts: bool, limit: int) -> list[_Job]:
    """Takes claimed runs: their lease is moved on, and the attempt counted, before the work."""
    now = desk.clock.now()
    with desk.database.write_across_teams() as session:
        runs = session.scalars(
            select(DigestRun)
            .where(*runs_due(now))
            .order_by(DigestRun.due_at, DigestRun.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        if not runs:
            return []
        schedules = {
            row.id: row
            for row in session.scalars(
                select(DigestSchedule).where(DigestSchedule.id.in_({r.schedule_id for r in runs}))
            )
        }
        teams = {r.team_id for r in runs}
        pictures = dict(
            session.execute(select(Workspace.team_id, Workspace.charts).where(Workspace.team_id.in_(teams))).all()
        )
        names = _people_named(session, schedules.values())
        jobs = []
        for run in runs:
            schedule = schedules[run.schedule_id]
            run.attempts += 1
            run.next_attempt_at = now + LEASE
            if run.attempts > MAX_ATTEMPTS:
                log.error("digest given up", run=run.id, slot=run.slot)
                run.state, run.finished_at, run.problem = RunState.FOLDED, now, "It could not be composed."
                outcomes.give_back(schedule, run)
                continue
            jobs.append(_job(run, schedule, charts and pictures.get(run.team_id, True), names))
        return jobs


def _job(run: DigestRun, schedule: DigestSchedule, charts: bool, names: dict[int, str]) -> _Job:
    filters = filters_of(schedule)
    timetable = timetable_of(schedule)
    asked = run.slot.startswith(NOW)
    local = run.due_at.astimezone(slots.zone_info(schedule.zone))
    edition = Edition(
        timetable=timetable,
        slot=Slot(day=local.date(), at=local.time().replace(second=0, microsecond=0))
        if asked
        else Slot.from_key(run.slot),
        covers_from=run.covers_from,
        covers_until=run.covers_until,
        set_by=schedule.owner,
        missed=run.missed,
        late=run.late,
        cut=run.cut,
        filters_label=label_of(filters, names),
        added_by=filters.added_by,
        asked_for_by=run.asked_by,
    )
    return _Job(
        run_id=run.id,
        team=run.team_id,
        schedule_id=schedule.id,
        channel=schedule.channel,
        edition=edition,
        filters=filters,
        on_empty=OnEmpty.SAY if run.asked_by else OnEmpty(schedule.on_empty),
        charts=charts,
        due_at=run.due_at,
    )


def _still_claimed(session: AcrossTeamsSession, ids: Sequence[int]) -> dict[int, DigestRun]:
    rows = session.scalars(
        select(DigestRun).where(DigestRun.id.in_(ids), DigestRun.state == RunState.CLAIMED).with_for_update()
    )
    return {row.id: row for row in rows}


def _file(
    session: AcrossTeamsSession, board: Noticeboard, run: DigestRun, job: _Job, digest: Digest, now: datetime
) -> None:
    """Puts a composed digest into the outbox, or notes that there is nothing to say."""
    if digest.empty and job.on_empty is OnEmpty.SKIP:
        run.state, run.finished_at = RunState.EMPTY, now
        return
    run.state = RunState.WAITING
    outbox.add(
        session,
        team=job.team,
        mark=f"digest-{job.schedule_id}-{run.slot}",
        kind=PostKind.DIGEST,
        messages=board.digest(digest, schedule_id=job.schedule_id),
        due_at=job.due_at,
        now=now,
        channel=job.channel,
        run_id=run.id,
        chart=digest.chart,
        used=digest.used,
    )


def _used(session: Session, jobs: Sequence[_Job]) -> dict[int, frozenset[str]]:
    """Fingerprints of what stood in each schedule's digests lately."""
    found: dict[int, set[str]] = {job.schedule_id: set() for job in jobs}
    rows = session.execute(
        select(DigestLine.schedule_id, DigestLine.fingerprint).where(
            DigestLine.team_id.in_({job.team for job in jobs}), DigestLine.schedule_id.in_(found.keys())
        )
    )
    for schedule_id, fingerprint in rows:
        found[schedule_id].add(fingerprint)
    return {schedule_id: frozenset(prints) for schedule_id, prints in found.items()}


# --- what a schedule's row says


def timetable_of(row: DigestSchedule) -> Timetable:
    """The days and times of a schedule."""
    return _timetable(row.weekdays, row.times, row.zone)


def _timetable(weekdays: str, times: str, zone: str) -> Timetable:
    return Timetable.of(weekdays.split(","), times.split(","), zone)


def filters_of(row: DigestSchedule) -> Filters:
    """What a schedule is limited to."""
    raw: dict[str, Any] = row.filters
    return Filters(**{name: tuple(raw.get(name, ())) for name in ("people", "words", "outlets", "added_by")})


def label_of(filters: Filters, names: dict[int, str]) -> str:
    """What a schedule is limited to, in words; who added it is left to where users are shown."""
    people = [names.get(p, "somebody no longer known") for p in filters.people]
    return compose.limits_label(people, filters.words, filters.outlets)


def _people_named(session: Session, schedules: Any) -> dict[int, str]:
    wanted = {p for row in schedules for p in row.filters.get("people", ())}
    if not wanted:
        return {}
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all())
