"""Takes in what a journalist gives. What `accept` returned for is kept, whatever happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.errors import new_code
from bot.services import workspaces
from bot.services.desk import Desk
from bot.submission import NewSubmission
from storage.database import TeamSession
from storage.models import Priority, Submission

BATCH = 5
"""From so many things in one message on, the later ones let other people go first."""


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
        return tuple(
            _accept_one(desk, session, item, Priority.BULK if bulk or index >= BATCH else Priority.INTERACTIVE)
            for index, item in enumerate(items)
        )


def _accept_one(desk: Desk, session: TeamSession, item: NewSubmission, priority: Priority) -> int:
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
    return row.id


def _find(session: TeamSession, item: NewSubmission) -> int | None:
    return session.scalar(select(Submission.id).where(Submission.event_key == item.event_key))
