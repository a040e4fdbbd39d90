"""Sends what is posted unasked: each post once, however often a worker is killed or Slack fails.

How that is kept: before each call `began_at` is committed. Who later finds a post with `began_at` set does not know
how the call went, waits until it can no longer be under way, and looks for the post's mark in the channel. Where the
bot may not read there, the post is left at that: rather one too few than one too many; the log and the Home tab say
so. What Slack refused, and what never reached it, is known not to stand and is tried again.

`next_attempt_at` is the lease: who takes a post moves it on, and only who still holds it may begin a call.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from bot.digest.types import Chart, Series
from bot.errors import CannotLook, OutcomeUnknown, Refused, RetryLater, new_code
from bot.ports import Noticeboard, Outgoing, Posted
from bot.services import outcomes, turns
from bot.services.desk import Desk
from bot.services.pace import Pace
from storage.database import TeamSession
from storage.schedules import OutboxPost, PostKind, PostState

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=2)
"""Longer than any call with its waits; after that another worker takes the post."""

SETTLED = timedelta(seconds=90)
"""After so long a call whose answer never came is over in Slack too, and looking says how it went."""

GIVE_UP = {
    PostKind.DIGEST: timedelta(hours=24),
    PostKind.ALERT: timedelta(hours=24),
    PostKind.NOTICE: timedelta(days=7),
}
"""How long after it was due a post is still tried. What a digest had to say goes into the next one."""

KEEP = timedelta(days=30)
"""How long the row of a finished post is kept."""

_ROUND = 400
_TEAM_ROUND = 32  # some of a team's posts may have to wait for their channel
_PICTURE_TRIES = 3


def add(
    session: Session,
    *,
    team: str,
    mark: str,
    kind: PostKind,
    messages: Sequence[Outgoing],
    due_at: datetime,
    now: datetime,
    channel: str | None = None,
    user: str | None = None,
    run_id: int | None = None,
    chart: Chart | None = None,
    used: Iterable[str] = (),
) -> OutboxPost:
    """Puts something into the outbox; committed with the caller's transaction. A mark is used once in a team."""
    post = OutboxPost(
        team_id=team,
        mark=mark,
        kind=kind,
        channel=channel,
        user=user,
        messages=[{"text": m.text, "blocks": list(m.blocks)} for m in messages],
        chart=_chart_to_json(chart) if chart else None,
        used=sorted(used) or None,
        due_at=due_at,
        next_attempt_at=now,
        run_id=run_id,
        code=new_code(),
    )
    session.add(post)
    return post


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A post that is ours until `until`."""

    id: int
    team: str
    mark: str
    kind: PostKind
    channel: str | None
    user: str | None
    part: int
    messages: tuple[Outgoing, ...]
    chart: Chart | None
    chart_file: str | None
    began_at: datetime | None
    until: datetime
    due_at: datetime
    posted_channel: str | None
    ts: str | None
    attempts: int
    code: str


def posts_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What makes a post due."""
    return (OutboxPost.state == PostState.WAITING, OutboxPost.next_attempt_at <= now)


class Sender:
    """Sends due posts, the longest overdue first, within Slack's rates; several teams at a time."""

    def __init__(
        self,
        desk: Desk,
        board: Noticeboard,
        *,
        draw: Callable[[Chart], bytes] | None = None,
        threads: int = 8,
        pace: Pace | None = None,
    ) -> None:
        self._desk = desk
        self._board = board
        self._draw = draw
        self._pace = pace or Pace()
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="sender") if threads > 1 else None

    def close(self) -> None:
        """Waits for calls under way."""
        if self._pool:
            self._pool.shutdown(wait=True)

    def send_due(self) -> int:
        """One round: each team's due posts as far as its rate allows. Returns how many messages were posted."""
        by_team = self._due()
        if not by_team:
            return 0
        if self._pool is None or len(by_team) == 1:
            return sum(self._send_team(team, ids) for team, ids in by_team.items())
        return sum(self._pool.map(lambda item: self._send_team(*item), by_team.items()))

    def _due(self) -> dict[str, list[int]]:
        """Ids by team: the teams by their longest overdue, each with a round's worth."""
        waiting = posts_due(self._desk.clock.now())
        with self._desk.database.read_across_teams() as session:
            place = func.row_number().over(partition_by=OutboxPost.team_id, order_by=(OutboxPost.due_at, OutboxPost.id))
            ranked = select(OutboxPost.id, OutboxPost.team_id, OutboxPost.due_at, place.label("place"))
            inner = ranked.where(*waiting).subquery()
            rows = session.execute(
                select(inner.c.id, inner.c.team_id)
                .where(inner.c.place <= _TEAM_ROUND)
                .order_by(inner.c.due_at, inner.c.id)
                .limit(_ROUND)
            ).all()
        by_team: dict[str, list[int]] = defaultdict(list)
        for post_id, team in rows:
            by_team[team].append(post_id)
        return by_team

    def _send_team(self, team: str, ids: Sequence[int]) -> int:
        posted = 0
        for post_id in ids:
            now = self._desk.clock.now()
            if not self._pace.team_free(team, now):
                break
            try:
                posted += self._visit(team, post_id)
            except Exception as error:  # one post's fault is not the next one's
                log.error("post failed", team=team, post=post_id, error=type(error).__name__, exc_info=True)
        return posted

    # --- one post

    def _visit(self, team: str, post_id: int) -> int:
        post = self._take(team, post_id)
        if post is None:
            return 0
        try:
            if post.began_at is not None and not self._settle(post):
                return 0
            if self._too_old(post):
                return 0
            return self._send(post)
        except RetryLater as later:
            self._put_off(post, later)
        except Refused as refused:
            self._end(post, PostState.REFUSED, refused.reason)
        return 0

    def _take(self, team: str, post_id: int) -> _Taken | None:
        now = self._desk.clock.now()
        with self._desk.database.write(team) as session:
            row = session.scalar(select(OutboxPost).where(OutboxPost.id == post_id).with_for_update(skip_locked=True))
            if row is None or row.state != PostState.WAITING or row.next_attempt_at > now or row.messages is None:
                return None
            where = row.channel or row.user or ""
            free = max(self._pace.channel_free_at(team, where, now), turns.free_at(session, where, now))
            if free > now:
                row.next_attempt_at = free
                return None
            turns.take(session, where, now)
            row.next_attempt_at = now + LEASE
            row.attempts += 1
            return _Taken(
                id=row.id, team=team, mark=row.mark, kind=PostKind(row.kind), channel=row.channel, user=row.user,
                part=row.part, messages=tuple(_outgoing(m) for m in row.messages),
                chart=_chart_from_json(row.chart) if row.chart else None, chart_file=row.chart_file,
                began_at=row.began_at, until=row.next_attempt_at, due_at=row.due_at,
                posted_channel=row.posted_channel, ts=row.ts, attempts=row.attempts, code=row.code,
            )  # fmt: skip

    def _settle(self, post: _Taken) -> bool:
        """Finds out how an earlier call went. Returns whether the message is to be sent now."""
        assert post.began_at is not None
        now = self._desk.clock.now()
        if now < post.began_at + SETTLED:
            self._update(post, next_attempt_at=post.began_at + SETTLED)
            return False
        try:
            found = self._board.find(
                post.team, mark=post.mark, part=post.part, channel=post.posted_channel or post.channel, user=post.user,
                thread_ts=post.ts if post.part else None, since=post.began_at,
            )  # fmt: skip
        except CannotLook:
            log.warning("outcome unknown, not repeated", kind=post.kind, part=post.part, code=post.code)
            if post.part == 0:
                self._end(post, PostState.UNKNOWN, "the bot may not read the channel")
            else:
                self._stands(post, None)
            return False
        if found is not None:
            log.info("found standing", kind=post.kind, part=post.part, code=post.code)
            self._stands(post, found)
            return False
        return self._update(post, began_at=None)

    def _too_old(self, post: _Taken) -> bool:
        if post.part or self._desk.clock.now() - post.due_at <= GIVE_UP[post.kind]:
            return False
        log.error("given up", kind=post.kind, attempts=post.attempts, code=post.code)
        self._end(post, PostState.FOLDED, "Slack could not be reached in time")
        return True

    def _send(self, post: _Taken) -> int:
        with self._desk.database.read(post.team) as session:
            wanted = post.part > 0 or outcomes.still_wanted(session, post.id)
        if not wanted:
            self._end(post, PostState.FOLDED, "no longer wanted")
            return 0
        if not self._pace.reached_lately(post.team, self._desk.clock.now()):
            self._board.reachable(post.team)
        picture = self._picture(post)
        if not self._update(post, began_at=self._desk.clock.now()):
            return 0  # taken back, or another worker's by now
        try:
            posted = self._board.post(
                post.team, post.messages[post.part], mark=post.mark, part=post.part,
                channel=post.posted_channel or post.channel, user=post.user, thread_ts=post.ts if post.part else None,
                picture=picture, alt=post.chart.alt if post.chart else "",
            )  # fmt: skip
        except OutcomeUnknown:
            log.warning("no answer to a post", kind=post.kind, part=post.part, code=post.code)
            self._pace.lost(post.team)
            self._update(post, next_attempt_at=self._desk.clock.now() + SETTLED)
            return 0
        except (RetryLater, Refused):
            self._update(post, began_at=None)
            raise
        self._pace.sent(post.team, post.channel or post.user or "", self._desk.clock.now())
        self._stands(post, posted)
        return 1

    def _picture(self, post: _Taken) -> str | None:
        """The id of the chart's file, uploaded when it is first needed. Without it the words do."""
        if post.part or post.chart is None or self._draw is None:
            return None
        if post.chart_file is not None:
            return post.chart_file
        try:
            file = self._board.upload(post.team, self._draw(post.chart), name="quotes-a-day.png", alt=post.chart.alt)
        except Refused as refused:
            log.info("no picture", reason=refused.reason, code=post.code)
            return None
        except RetryLater:
            if post.attempts < _PICTURE_TRIES:
                raise
            log.info("no picture", reason="put off too often", code=post.code)
            return None
        self._update(post, chart_file=file)
        return file

    # --- what is written down

    def _update(self, post: _Taken, **values: Any) -> bool:
        """Changes the row where it is still ours; whether it was."""
        with self._desk.database.write(post.team) as session:
            done = session.execute(
                update(OutboxPost)
                .where(
                    OutboxPost.id == post.id,
                    OutboxPost.state == PostState.WAITING,
                    OutboxPost.next_attempt_at == post.until,
                )
                .values(**values)
                .execution_options(synchronize_session=False)
            )
            return bool(done.rowcount)  # type: ignore[attr-defined]

    def _put_off(self, post: _Taken, later: RetryLater) -> None:
        now = self._desk.clock.now()
        # Slack's own wait is kept to; after repeated faults the tries grow apart, up to five minutes.
        after = max(later.after, min(300.0, 2.0 ** min(post.attempts, 8)) if later.after < 5 else later.after)
        self._pace.hold(post.team, now + timedelta(seconds=min(later.after, 60.0)))
        self._update(post, next_attempt_at=now + timedelta(seconds=after))
        log.info("post put off", kind=post.kind, cause=later.message, seconds=after, code=post.code)

    def _stands(self, post: _Taken, posted: Posted | None) -> None:
        """A message stands (None: it may, and its like is not repeated): on to the next, or done."""
        now = self._desk.clock.now()
        with self._desk.database.write(post.team) as session:
            row = self._own(session, post)
            if row is None:
                return
            if post.part == 0 and posted is not None:
                row.posted_channel, row.ts = posted.channel, posted.ts
                outcomes.first_stands(session, row, now)
            row.part, row.began_at, row.next_attempt_at = post.part + 1, None, now
            if row.part >= len(post.messages) or row.ts is None:
                self._close(session, row, PostState.SENT, None, now)

    def _end(self, post: _Taken, state: PostState, problem: str) -> None:
        now = self._desk.clock.now()
        with self._desk.database.write(post.team) as session:
            row = self._own(session, post)
            if row is None:
                return
            # A thread that can't be finished does not undo the message that stands.
            self._close(session, row, PostState.SENT if post.part else state, problem, now)

    def _own(self, session: TeamSession, post: _Taken) -> OutboxPost | None:
        row = session.scalar(select(OutboxPost).where(OutboxPost.id == post.id).with_for_update())
        if row is None or row.state != PostState.WAITING or row.next_attempt_at != post.until:
            return None
        return row

    def _close(
        self, session: TeamSession, row: OutboxPost, state: PostState, problem: str | None, now: datetime
    ) -> None:
        row.state, row.finished_at = state, now
        row.messages = row.chart = None
        row.began_at = None
        log.info("post over", kind=row.kind, state=state, problem=problem, code=row.code)
        outcomes.over(self._board, session, row, state, problem, now)


def _outgoing(raw: dict[str, Any]) -> Outgoing:
    return Outgoing(text=raw["text"], blocks=tuple(raw["blocks"]))


def _chart_to_json(chart: Chart) -> dict[str, Any]:
    return {
        "days": [d.isoformat() for d in chart.days],
        "series": [[s.name, list(s.counts)] for s in chart.series],
        "title": chart.title,
        "alt": chart.alt,
    }


def _chart_from_json(raw: dict[str, Any]) -> Chart:
    return Chart(
        days=tuple(date.fromisoformat(d) for d in raw["days"]),
        series=tuple(Series(name=name, counts=tuple(counts)) for name, counts in raw["series"]),
        title=raw["title"],
        alt=raw["alt"],
    )
