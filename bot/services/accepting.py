"""Takes in what a journalist gives, and lets them take it back.

What `accept` returned for is kept, whatever happens next, unless whoever gave it withdraws it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.errors import new_code
from bot.services import forget, workspaces
from bot.services.desk import Desk
from bot.submission import NewSubmission, Via
from storage.database import TeamSession
from storage.models import OPEN_STATES, Article, Priority, Submission, SubmissionState

log = structlog.get_logger(__name__)

BATCH = 5
"""From so many things in one message on, the later ones let other people go first."""

WITHDRAWN = "The message was deleted, or this was taken out of it, before it was answered."


def accept(desk: Desk, items: Sequence[NewSubmission], *, bulk: bool = False) -> tuple[int, ...]:
    """Stores what one message gave, and commits it, before it returns; so a listener can acknowledge.

    Args:
        items: the things to read, all of one team, in the message's order.
        bulk: whether nobody waits at the keyboard: an import, an archive.

    Returns:
        Each item's submission id, in order. An item whose (team, event_key) is known makes nothing new: its id is that
        of the first delivery.
    """
    if not items:
        return ()
    (team,) = {item.team for item in items}
    with desk.database.write(team) as session:
        workspaces.ensure(session, desk.clock.now())
        kept = tuple(
            _accept_one(desk, session, item, Priority.BULK if bulk or index >= BATCH else Priority.INTERACTIVE)
            for index, item in enumerate(items)
        )
    # From here on the code stands for the submission in the log: at each step, and at the post.
    for item, one in zip(items, kept, strict=True):
        what = "accepted" if one.new else "delivered again"
        log.info(what, code=one.code, submission=one.id, team=team, event_key=item.event_key, via=item.via)
    return tuple(one.id for one in kept)


def withdraw(
    desk: Desk, team: str, channel: str, message_ts: str, *, still: Collection[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Gives up what a message asked for that its writer has deleted, or taken out of it, before it was answered.

    No answer is posted for it any more, and nothing of it is kept. What was answered stays as it is.

    Args:
        still: the event keys of what the message asks for now; none where it is gone.

    Returns:
        (channel, ts) of each “Reading…” reply that stands for it, and that is to be removed.
    """
    readings = []
    with desk.database.write(team) as session:
        asked = session.scalars(
            select(Submission).where(Submission.channel == channel, Submission.message_ts == message_ts)
        ).all()
        for row in asked:
            # What somebody else asked for, by the message's menu, is theirs.
            if row.state not in OPEN_STATES or row.event_key in still or row.via not in (Via.MENTION, Via.DM):
                continue
            row.state, row.reason, row.finished_at = SubmissionState.FAILED, WITHDRAWN, desk.clock.now()
            row.text = row.link = row.file = None
            if row.result_channel and row.result_ts:
                readings.append((row.result_channel, row.result_ts))
            if row.article_id is not None:
                _forget_unread(session, row.article_id)
    return tuple(readings)


def _forget_unread(session: TeamSession, article_id: int) -> None:
    """Forgets an article that nobody else asked for and that was not read yet."""
    session.flush()
    article = session.get(Article, article_id)
    others = select(Submission.id).where(
        Submission.article_id == article_id, Submission.state != SubmissionState.FAILED
    )
    if article is not None and article.extracted_at is None and session.scalar(others.limit(1)) is None:
        forget.remove(session, [article_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A submission's row, and whether this delivery made it."""

    id: int
    code: str
    new: bool


def _accept_one(desk: Desk, session: TeamSession, item: NewSubmission, priority: Priority) -> _Kept:
    known = _find(session, item)
    if known is not None:
        return known
    now = desk.clock.now()
    row = Submission(
        event_key=item.event_key,
        via=item.via,
        user=item.user,
        link=item.link,
        text=item.text,
        file=asdict(item.file) if item.file else None,
        channel=item.channel,
        message_ts=item.message_ts,
        thread_ts=item.thread_ts,
        response_url=item.response_url,
        priority=priority,
        accepted_at=now,
        next_attempt_at=now,
        code=new_code(),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # the same event, delivered twice at the same moment
        first = _find(session, item)
        assert first is not None
        return first
    desk.queue.submitted(session, row.id)
    return _Kept(id=row.id, code=row.code, new=True)


def _find(session: TeamSession, item: NewSubmission) -> _Kept | None:
    found = session.execute(
        select(Submission.id, Submission.code).where(Submission.event_key == item.event_key)
    ).one_or_none()
    return _Kept(id=found.id, code=found.code, new=False) if found else None
