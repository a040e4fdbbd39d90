"""What follows when a post of the outbox stands, or can't. Called within the transaction that says so.

A digest that can't be posted pauses its schedule, and its owner is told by DM, once. What it had to say is not lost:
the next digest covers it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.ports import Noticeboard
from storage.database import TeamSession
from storage.schedules import (
    DigestLine,
    DigestRun,
    DigestSchedule,
    OutboxPost,
    PostKind,
    PostState,
    RunState,
    ScheduleState,
    Watch,
    WatchAlert,
)

WHY_PAUSED = {
    "is_archived": "{channel} is archived",
    "channel_not_found": "Pullquote is no longer in {channel}, or it was deleted",
    "not_in_channel": "Pullquote is no longer in {channel}",
    "restricted_action": "this workspace does not let apps post in {channel}",
    "restricted_action_read_only_channel": "{channel} is read-only for apps",
    "restricted_action_thread_only_channel": "{channel} takes replies only",
    "restricted_action_non_threadable_channel": "{channel} does not take this kind of message",
}
WHAT_TO_DO = {
    "is_archived": "Choose another channel with “Change”, or unarchive it, and then resume the digest.",
    "channel_not_found": "Invite Pullquote to the channel again with /invite, and then resume the digest.",
    "not_in_channel": "Invite Pullquote to the channel again with /invite, and then resume the digest.",
}
TOKEN_GONE = frozenset(
    {"invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed", "org_login_required"}
)
"""Refusals that concern the whole workspace. Source: the error table of chat.postMessage."""


def still_wanted(session: TeamSession, post_id: int) -> bool:
    """Whether a post that has not been begun is still to be sent: its schedule runs, its watches stand."""
    post = session.get(OutboxPost, post_id)
    if post is None:
        return False
    if post.run_id is None:
        if post.kind != PostKind.ALERT:
            return True
        return session.scalar(select(WatchAlert.id).where(WatchAlert.post_id == post_id).limit(1)) is not None
    run = session.get(DigestRun, post.run_id)
    schedule = session.get(DigestSchedule, run.schedule_id) if run else None
    if run is None or schedule is None:
        return False
    return schedule.state == ScheduleState.ACTIVE or run.asked_by is not None


def first_stands(session: TeamSession, post: OutboxPost, now: datetime) -> None:
    """The message stands in the channel."""
    run = session.get(DigestRun, post.run_id) if post.run_id else None
    if run is None:
        return
    run.state, run.channel, run.ts, run.finished_at = RunState.POSTED, post.posted_channel, post.ts, now
    for fingerprint in post.used or ():
        key = (session.team, run.schedule_id, fingerprint)
        if session.get(DigestLine, key) is None:
            session.add(DigestLine(schedule_id=run.schedule_id, fingerprint=fingerprint, at=now))


def over(
    board: Noticeboard, session: TeamSession, post: OutboxPost, state: PostState, problem: str | None, now: datetime
) -> None:
    """The post has come to its end."""
    if state is PostState.REFUSED and post.kind == PostKind.ALERT:
        _rest_watches(session, post, now)
    run = session.get(DigestRun, post.run_id) if post.run_id else None
    if run is None or run.state not in (RunState.WAITING, RunState.CLAIMED):
        return
    run.finished_at = now
    schedule = session.get(DigestSchedule, run.schedule_id)
    if state is PostState.UNKNOWN:
        run.state = RunState.UNKNOWN
        run.problem = "Slack did not say whether it was posted, and Pullquote may not look. It was not repeated."
    elif state is PostState.REFUSED:
        run.state, run.problem = RunState.REFUSED, problem
        if schedule is not None:
            give_back(schedule, run)
            _pause(board, session, schedule, problem or "refused", now)
    else:
        run.state, run.problem = RunState.FOLDED, problem
        if schedule is not None:
            give_back(schedule, run)


def give_back(schedule: DigestSchedule, run: DigestRun) -> None:
    """What a run covered and did not say is for the next."""
    schedule.covered_until = min(schedule.covered_until, run.covers_from)


def _pause(board: Noticeboard, session: TeamSession, schedule: DigestSchedule, reason: str, now: datetime) -> None:
    if schedule.state == ScheduleState.PAUSED:
        return
    channel = f"<#{schedule.channel}>"
    if reason in TOKEN_GONE:
        why, then = "Pullquote's access to this workspace was taken away", "Resume it once the app is installed again."
    else:
        why = WHY_PAUSED.get(reason, "Slack refuses it in {channel} (" + reason + ")").format(channel=channel)
        then = WHAT_TO_DO.get(reason, "Choose another channel with “Change”, or resume it once that is settled.")
    schedule.state, schedule.paused_by, schedule.pauses = ScheduleState.PAUSED, None, schedule.pauses + 1
    schedule.paused_reason = why
    text = f"The digest for {channel} is paused: {why}. {then} Nothing is lost: the next one covers what was missed."
    message = board.notice(text)
    session.add(
        OutboxPost(
            mark=f"paused-{schedule.id}-{schedule.pauses}",
            kind=PostKind.NOTICE,
            user=schedule.owner,
            messages=[{"text": message.text, "blocks": list(message.blocks)}],
            due_at=now,
            next_attempt_at=now,
            code=f"{post_code(schedule)}",
        )
    )


def post_code(schedule: DigestSchedule) -> str:
    """The code of a schedule's notices in the log."""
    return f"PQ-D{schedule.id}"


def _rest_watches(session: TeamSession, post: OutboxPost, now: datetime) -> None:
    """Where alerts are refused, the watches rest; on the Home tab they show as muted."""
    place = post.channel or post.user
    session.execute(
        update(Watch)
        .where(Watch.place == place)
        .values(muted_until=now + timedelta(days=30))
        .execution_options(synchronize_session=False)
    )
