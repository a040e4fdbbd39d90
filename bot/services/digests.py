"""What the desk does with digests: make, change, pause, resume, delete, list, preview, send now.

Anybody in the workspace may change a channel's digest, as anybody may read it; its owner stays who set it. A schedule
that is paused or changed loses nothing: its next digest covers all since the one before.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from bot.digest import slots
from bot.digest.slots import CATCH_UP_LIMIT, Slot, Timetable
from bot.digest.types import Digest, Edition, Filters, OnEmpty
from bot.errors import UserError
from bot.services import material, runs, workspaces
from bot.services.desk import Desk
from bot.services.material import Period
from storage.database import TeamSession
from storage.models import Article, Person, Workspace
from storage.schedules import OPEN_RUNS, DigestLine, DigestRun, DigestSchedule, RunState, ScheduleState

MOST_IN_A_CHANNEL = 10
GONE = "That digest is no longer there."


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestForm:
    """What a person fills in."""

    channel: str
    timetable: Timetable
    filters: Filters = field(default_factory=Filters)
    on_empty: OnEmpty = OnEmpty.SKIP


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleView:
    """A schedule as it is listed, and as the form is filled from."""

    id: int
    channel: str
    owner: str
    timetable: Timetable
    filters: Filters
    people: tuple[tuple[int, str], ...]  # id and name of those it is limited to
    filters_label: str
    on_empty: OnEmpty
    active: bool
    paused_by: str | None
    paused_reason: str | None
    next_run_at: datetime
    last: LastRun | None

    @property
    def form(self) -> DigestForm:
        """What the form shows."""
        return DigestForm(channel=self.channel, timetable=self.timetable, filters=self.filters, on_empty=self.on_empty)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """How a schedule's latest slot went."""

    due_at: datetime
    state: RunState
    problem: str | None
    channel: str | None
    ts: str | None


class NowResult(StrEnum):
    """What `digest now` did."""

    COMING = "coming"  # it is on its way
    UNDER_WAY = "under_way"  # one is being sent already


def create(desk: Desk, team: str, user: str, form: DigestForm) -> ScheduleView:
    """Makes a schedule. The same one again (a form sent twice) is the one that is there.

    Raises:
        UserError: the channel has too many.
    """
    now = desk.clock.now()
    with desk.database.write(team) as session:
        workspaces.ensure(session, now)
        there = session.scalars(select(DigestSchedule).where(DigestSchedule.channel == form.channel)).all()
        for row in there:
            if _form_of(row) == form:
                return _view(session, row)
        if len(there) >= MOST_IN_A_CHANNEL:
            raise UserError(f"A channel has at most {MOST_IN_A_CHANNEL} digests. Change or delete one first.")
        row = DigestSchedule(
            channel=form.channel, owner=user, covered_until=slots.reach_of_the_first(form.timetable, now),
            created_at=now, changed_at=now, pauses=0,
            weekdays="", times="", zone="", filters={}, on_empty=form.on_empty, next_slot="", next_run_at=now,
        )  # fmt: skip
        _fill(row, form, now)
        session.add(row)
        session.flush()
        return _view(session, row)


def change(desk: Desk, team: str, schedule_id: int, form: DigestForm) -> ScheduleView:
    """Changes a schedule; from now on, and what was covered stays covered. One that the bot paused runs again.

    Raises:
        UserError: it is gone.
    """
    now = desk.clock.now()
    with desk.database.write(team) as session:
        row = _get(session, schedule_id)
        moved = row.channel != form.channel
        _fill(row, form, now)
        if moved and row.state == ScheduleState.PAUSED and row.paused_by is None:
            _run_again(row)
        session.flush()
        return _view(session, row)


def pause(desk: Desk, team: str, user: str, schedule_id: int) -> ScheduleView:
    """Pauses a schedule; a digest that is not yet posted is not posted."""
    with desk.database.write(team) as session:
        row = _get(session, schedule_id)
        if row.state == ScheduleState.ACTIVE:
            row.state, row.paused_by, row.paused_reason = ScheduleState.PAUSED, user, None
            row.changed_at = desk.clock.now()
        session.flush()
        return _view(session, row)


def resume(desk: Desk, team: str, schedule_id: int) -> ScheduleView:
    """Lets a schedule run again, from its next slot on; that digest covers the pause."""
    now = desk.clock.now()
    with desk.database.write(team) as session:
        row = _get(session, schedule_id)
        if row.state == ScheduleState.PAUSED:
            _run_again(row)
            _plan(row, now)
        session.flush()
        return _view(session, row)


def delete(desk: Desk, team: str, schedule_id: int) -> ScheduleView:
    """Deletes a schedule with its runs, and says what it was."""
    with desk.database.write(team) as session:
        row = _get(session, schedule_id)
        view = _view(session, row)
        session.delete(row)
        return view


def get(desk: Desk, team: str, schedule_id: int) -> ScheduleView:
    """One schedule.

    Raises:
        UserError: it is gone.
    """
    with desk.database.read(team) as session:
        return _view(session, _get(session, schedule_id))


def schedules(
    desk: Desk, team: str, *, channel: str | None = None, owner: str | None = None
) -> tuple[ScheduleView, ...]:
    """The schedules of a workspace, a channel or a person; those that run next first."""
    query = select(DigestSchedule).order_by(DigestSchedule.state, DigestSchedule.next_run_at, DigestSchedule.id)
    if channel is not None:
        query = query.where(DigestSchedule.channel == channel)
    if owner is not None:
        query = query.where(DigestSchedule.owner == owner)
    with desk.database.read(team) as session:
        return tuple(_view(session, row) for row in session.scalars(query.limit(200)))


def preview(desk: Desk, team: str, schedule_id: int, *, charts: bool = False) -> Digest:
    """What a schedule's channel would get now.

    Raises:
        UserError: it is gone.
    """
    now = desk.clock.now()
    with desk.database.read(team) as session:
        row = _get(session, schedule_id)
        filters = runs.filters_of(row)
        local = now.astimezone(slots.zone_info(row.zone))
        since = max(row.covered_until, now - CATCH_UP_LIMIT)
        edition = Edition(
            timetable=runs.timetable_of(row),
            slot=Slot(day=local.date(), at=local.time().replace(second=0, microsecond=0)),
            covers_from=since,
            covers_until=now,
            set_by=row.owner,
            filters_label=runs.label_of(filters, _names(session, filters)),
            added_by=filters.added_by,
            preview=True,
        )
        period = Period(team=team, since=since, until=now, zone=row.zone)
        whole = material.read(session, [period])[period]
        used = frozenset(session.scalars(select(DigestLine.fingerprint).where(DigestLine.schedule_id == row.id)))
    return runs.make(edition, filters, whole, used, charts)


def now(desk: Desk, team: str, user: str, schedule_id: int, *, key: str) -> NowResult:
    """Sends a digest of all since the last one, beside the schedule. `key` is the request's own, so that a request
    that comes twice sends one.

    Raises:
        UserError: it is gone.
    """
    moment = desk.clock.now()
    with desk.database.write(team) as session:
        row = _get(session, schedule_id)
        open_run = session.scalar(
            select(DigestRun.id).where(DigestRun.schedule_id == row.id, DigestRun.state.in_(OPEN_RUNS)).limit(1)
        )
        if open_run is not None:
            return NowResult.UNDER_WAY
        slot = f"{runs.NOW}{key}"
        if session.scalar(select(DigestRun.id).where(DigestRun.schedule_id == row.id, DigestRun.slot == slot)):
            return NowResult.UNDER_WAY
        since = max(row.covered_until, moment - CATCH_UP_LIMIT)
        session.add(
            DigestRun(
                schedule_id=row.id, slot=slot, due_at=moment, covers_from=since, covers_until=max(moment, since),
                cut=since > row.covered_until, asked_by=user, next_attempt_at=moment + runs.SETTLE,
            )
        )  # fmt: skip
        row.covered_until = max(moment, since)
    return NowResult.COMING


def troubles(desk: Desk, team: str, *, most: int = 5) -> tuple[tuple[ScheduleView, LastRun], ...]:
    """Runs of the last two weeks of which nobody knows whether they stand; for the Home tab."""
    since = desk.clock.now() - CATCH_UP_LIMIT
    with desk.database.read(team) as session:
        found = session.scalars(
            select(DigestRun)
            .where(DigestRun.state == RunState.UNKNOWN, DigestRun.due_at > since)
            .order_by(DigestRun.due_at.desc())
            .limit(most)
        ).all()
        return tuple((_view(session, _get(session, run.schedule_id)), _last(run)) for run in found)


def outlets(desk: Desk, team: str, *, like: str = "", most: int = 100) -> tuple[str, ...]:
    """The outlets that the workspace has articles of, by name; for choosing from."""
    query = select(Article.outlet).where(Article.outlet.is_not(None)).distinct().order_by(Article.outlet)
    with desk.database.read(team) as session:
        names = [name for name in session.scalars(query) if name and like.casefold() in name.casefold()]
    return tuple(names[:most])


def default_zone(desk: Desk, team: str) -> str:
    """The zone that a new digest of a workspace begins with."""
    with desk.database.read(team) as session:
        workspace = session.get(Workspace, team)
        return workspace.time_zone if workspace else "UTC"


def realign(desk: Desk) -> int:
    """Reckons `next_run_at` anew from each schedule's slot, as the zones' rules may have changed since it was stored.

    Returns how many have moved. Called as a scheduler starts.
    """
    moved = 0
    with desk.database.write_across_teams() as session:
        for row in session.scalars(select(DigestSchedule).where(DigestSchedule.state == ScheduleState.ACTIVE)):
            at = Slot.from_key(row.next_slot).instant(row.zone)
            if at != row.next_run_at:
                row.next_run_at, moved = at, moved + 1
    return moved


def _get(session: TeamSession, schedule_id: int) -> DigestSchedule:
    row = session.get(DigestSchedule, schedule_id)
    if row is None:
        raise UserError(GONE)
    return row


def _fill(row: DigestSchedule, form: DigestForm, now: datetime) -> None:
    row.channel = form.channel
    row.weekdays = ",".join(form.timetable.weekdays)
    row.times = ",".join(f"{t:%H:%M}" for t in form.timetable.times)
    row.zone = form.timetable.zone
    row.filters = {name: list(values) for name, values in asdict(form.filters).items()}
    row.on_empty = form.on_empty
    row.changed_at = now
    _plan(row, now)


def _plan(row: DigestSchedule, now: datetime) -> None:
    slot = slots.next_slot(runs.timetable_of(row), now)
    row.next_slot, row.next_run_at = slot.key, slot.instant(row.zone)


def _run_again(row: DigestSchedule) -> None:
    row.state, row.paused_by, row.paused_reason = ScheduleState.ACTIVE, None, None


def _form_of(row: DigestSchedule) -> DigestForm:
    return DigestForm(
        channel=row.channel,
        timetable=runs.timetable_of(row),
        filters=runs.filters_of(row),
        on_empty=OnEmpty(row.on_empty),
    )


def _view(session: TeamSession, row: DigestSchedule) -> ScheduleView:
    filters = runs.filters_of(row)
    names = _names(session, filters)
    run = session.scalar(
        select(DigestRun).where(DigestRun.schedule_id == row.id).order_by(DigestRun.id.desc()).limit(1)
    )
    return ScheduleView(
        id=row.id,
        channel=row.channel,
        owner=row.owner,
        timetable=runs.timetable_of(row),
        filters=filters,
        people=tuple((p, names[p]) for p in filters.people if p in names),
        filters_label=runs.label_of(filters, names),
        on_empty=OnEmpty(row.on_empty),
        active=row.state == ScheduleState.ACTIVE,
        paused_by=row.paused_by,
        paused_reason=row.paused_reason,
        next_run_at=row.next_run_at,
        last=_last(run) if run else None,
    )


def _last(run: DigestRun) -> LastRun:
    return LastRun(due_at=run.due_at, state=RunState(run.state), problem=run.problem, channel=run.channel, ts=run.ts)


def _names(session: TeamSession, filters: Filters) -> dict[int, str]:
    if not filters.people:
        return {}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(filters.people)))
    return dict(rows.all())
