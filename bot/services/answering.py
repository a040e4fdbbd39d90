"""Puts a submission's answer where it was asked for: once, whatever goes wrong on the way.

An answer is found again by the mark that it bears, but only where Slack lets the bot look: in a message to it. In a
channel it may not look. There a "Reading…" reply comes first, and the answer is put into it by an update, which can be
done twice without harm; the worst that a lost process or a time-out leaves is a "Reading…" above the answer. See
docs/decisions/0202.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select

from bot.cards import Outcome
from bot.errors import PullquoteError, RetryLater
from bot.ports import Destination, Messenger, Posted
from bot.services import turns
from bot.services.desk import Desk
from storage.database import TeamSession
from storage.models import OPEN_STATES, Submission, SubmissionState

log = structlog.get_logger(__name__)

READING_AFTER = 5.0
"""Seconds without a result after which somebody who wrote to the bot is told that the article is being read."""

UNKNOWN_FOR = timedelta(seconds=30)
"""So long after a post was begun nobody looks for it: it may be on its way still. Our own client waits 15 s."""


class Answering:
    """The answer to one submission, for one go at it.

    Args:
        desk: the store, the clock and the queue.
        messenger: tells the journalist.
        submission: its row, as it was found.
        reading_after: seconds without a result after which "Reading…" is said where it need not come first.
        paced: whether posts take their turns by Slack's rates.
    """

    def __init__(
        self, desk: Desk, messenger: Messenger, submission: Submission, *, reading_after: float, paced: bool
    ) -> None:
        self._desk = desk
        self._messenger = messenger
        self._team = submission.team_id
        self._id = submission.id
        self._paced = paced
        self._posting = threading.Lock()
        self._answered = False
        self._outcome_unknown = False  # whether an earlier try may have posted without our knowing
        self._reading_first = self._must_read_first(submission)
        # Where an earlier go was put off, a post may have been lost: no more of them than it takes.
        early = self._reading_first and submission.next_attempt_at <= submission.accepted_at
        self._reading_after = 0.0 if early else reading_after

    @contextmanager
    def telling_after_a_while(self) -> Generator[None]:
        """Says "Reading…" beside the work in this context, at once or where the result keeps people waiting."""
        timer = threading.Timer(self._reading_after, self._say_reading)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._posting:
                self._answered = True

    def give(self, outcome: Outcome) -> Posted | None:
        """Posts the answer, or updates what stands; None where the submission is no longer open.

        Raises:
            RetryLater: a passing fault, or its turn in the channel comes later, and is kept.
            NotTold: Slack refuses every way of answering.
        """
        with self._posting:
            self._answered = True
            to = self._begin(reading=self._reading_first)
            if to is None:
                return None
            try:
                if self._reading_first and to.result_ts is None and to.maybe_posted_at is None:
                    to = self._read_first(to)
                return self._messenger.deliver(to, outcome) if to is not None else None
            except RetryLater as later:
                self._hold_others(later)
                raise

    def put_off(self, row: Submission, later: RetryLater) -> None:
        """Notes in the submission's row what a put-off says of its post.

        What is not known of an earlier try stays unknown, however surely this one posted nothing.
        """
        known = later.posted_nothing and not self._outcome_unknown
        if row.post_began_at is not None and row.result_ts is None and known:
            row.post_began_at = None

    def _must_read_first(self, row: Submission) -> bool:
        posts = row.channel is not None and _in_channel(row)
        return posts and not self._messenger.finds_again(str(row.channel))

    def _read_first(self, to: Destination) -> Destination | None:
        posted = self._messenger.reading(to)
        if posted is None:  # refused there; the answer's other ways do not go through that channel
            return self._begin(reading=False, takes_turn=False)
        self._note(posted)
        return replace(to, result_channel=posted.channel, result_ts=posted.ts)

    def _say_reading(self) -> None:
        with self._posting:
            if self._answered:
                return
            try:
                to = self._begin(reading=True, only_if_free=True)
                if to is None or to.result_ts is not None or to.maybe_posted_at is not None:
                    return
                posted = self._messenger.reading(to)
                if posted is None:
                    self._note_nothing()
                else:
                    self._note(posted)
            except RetryLater as later:
                if later.posted_nothing:
                    self._note_nothing()
                self._hold_others(later)
                log.info("reading not said", submission=self._id, cause=later.message)
            except PullquoteError as error:
                log.info("reading not said", submission=self._id, cause=error.message)
            except Exception as error:
                log.error("reading not said", submission=self._id, error=type(error).__name__, where=where(error))

    def _begin(self, *, reading: bool, only_if_free: bool = False, takes_turn: bool = True) -> Destination | None:
        """Commits that a post is about to be made, so that after a crash nobody repeats it unlooked.

        Returns once it may be made by Slack's rates; None where none is to be made.

        Args:
            reading: a "Reading…" is about to be posted, not the answer.
            only_if_free: whether to do without where the channel is busy, rather than to wait for a turn.
            takes_turn: whether the post counts by Slack's rates.

        Raises:
            RetryLater: its turn in the channel comes later, and is kept; or a post may still be on its way.
        """
        now = self._desk.clock.now()
        with row_of(self._desk, self._team, self._id) as (session, row):
            if row is None or row.state not in OPEN_STATES:
                return None
            unknown = row.post_began_at if row.result_ts is None else None
            self._outcome_unknown = unknown is not None
            if unknown is not None and now < unknown + UNKNOWN_FOR:
                after = (unknown + UNKNOWN_FOR - now).total_seconds()
                raise RetryLater("A post of it may still be on its way", after=after)
            at = self._turn(session, row, now, only_if_free=only_if_free) if takes_turn else now
            if at is None:
                return None
            to = None
            if at <= now + turns.WAIT_HERE:
                to = self._destination(session, row, unknown)
                if row.result_ts is None and unknown is None and not (reading and self._reading_first):
                    row.post_began_at = now
        if to is None:
            raise RetryLater("It is not yet this answer’s turn in its channel", after=(at - now).total_seconds())
        if at > now:
            time.sleep((at - now).total_seconds())
        return to

    def _turn(self, session: TeamSession, row: Submission, now: datetime, *, only_if_free: bool) -> datetime | None:
        """When it may be posted; None where it is `only_if_free` and the channel is busy."""
        at = row.channel or row.user
        if not self._paced or at is None or not _in_channel(row) or row.result_ts is not None:
            return now
        if only_if_free:
            return turns.take(session, at, now) if turns.free_at(session, at, now) <= now else None
        turn = row.turn_at or turns.promise(session, at, now)
        ready = max(turn, turns.ready_at(session, at, now))
        if ready > now + turns.WAIT_HERE:
            row.turn_at = ready
            return ready
        row.turn_at = None
        return turns.take(session, at, max(turn, now))

    def _hold_others(self, later: RetryLater) -> None:
        """Where Slack asked to wait, the others of the workspace wait as well, and this one keeps its turn."""
        if not (self._paced and later.too_fast):
            return
        now = self._desk.clock.now()
        with row_of(self._desk, self._team, self._id) as (session, row):
            if row is not None:
                row.turn_at = now + timedelta(seconds=later.after)
                turns.hold(session, row.channel or row.user or "", row.turn_at, now)

    def _destination(self, session: TeamSession, row: Submission, unknown: datetime | None) -> Destination:
        return Destination(
            team=self._team,
            submission_id=row.id,
            code=row.code,
            user=row.user,
            channel=row.channel,
            message_ts=row.message_ts,
            thread_ts=row.thread_ts,
            response_url=row.response_url,
            result_channel=row.result_channel,
            result_ts=row.result_ts,
            maybe_posted_at=unknown,
            pending=_still_being_read(session, row),
        )

    def _note(self, posted: Posted) -> None:
        with row_of(self._desk, self._team, self._id) as (_, row):
            if row is not None:
                note_post(row, posted)

    def _note_nothing(self) -> None:
        with row_of(self._desk, self._team, self._id) as (_, row):
            if row is not None and row.result_ts is None and not self._outcome_unknown:
                row.post_began_at = None


@contextmanager
def row_of(desk: Desk, team: str, submission_id: int) -> Generator[tuple[TeamSession, Submission | None]]:
    """The submission's row, in a transaction of its own; None where it is gone."""
    with desk.database.write(team) as session:
        yield session, session.get(Submission, submission_id)


def note_post(row: Submission, posted: Posted) -> None:
    """Notes where the answer stands."""
    row.result_channel = posted.channel or row.result_channel
    row.result_ts = posted.ts or row.result_ts


def where(error: Exception) -> str:
    """Where an unexpected error was raised, for the log. Its message is left out: it may hold the newsroom's copy."""
    return "".join(traceback.format_tb(error.__traceback__)[-4:])


def _in_channel(row: Submission) -> bool:
    """Whether the answer goes to where it was asked for, and not to a command's own address."""
    return bool(row.thread_ts or row.message_ts) or row.response_url is None


def _still_being_read(session: TeamSession, row: Submission) -> int:
    """How many other submissions of the same message are not yet at their answer.

    One that is being answered at this moment does not count, so that of two that finish together one sees to the eyes.
    """
    if row.message_ts is None:
        return 0
    others = (
        select(func.count())
        .select_from(Submission)
        .where(
            Submission.channel == row.channel,
            Submission.message_ts == row.message_ts,
            Submission.id != row.id,
            Submission.state.in_((SubmissionState.ACCEPTED, SubmissionState.FETCHED)),
            Submission.reason.is_(None),
        )
    )
    return session.scalar(others) or 0
