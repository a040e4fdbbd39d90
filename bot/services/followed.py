"""Keeps watches and digests with the people they are about, when two people are made one."""

from __future__ import annotations

from sqlalchemy import select

from storage.database import TeamSession
from storage.schedules import DigestSchedule, Watch


def moved(session: TeamSession, person_id: int, to: int) -> None:
    """Whoever followed one person follows another from now on; called before the first is gone."""
    target = f"p{to}"
    for watch in session.scalars(select(Watch).where(Watch.person_id == person_id)).all():
        same = (Watch.user == watch.user, Watch.place == watch.place, Watch.target == target)
        if session.scalar(select(Watch.id).where(*same)) is not None:
            session.delete(watch)  # both were watched
        else:
            watch.person_id, watch.target = to, target
        session.flush()
    for schedule in session.scalars(select(DigestSchedule)).all():
        people = schedule.filters.get("people", [])
        if person_id in people:
            kept = [to if p == person_id else p for p in people]
            schedule.filters = {**schedule.filters, "people": list(dict.fromkeys(kept))}
    session.flush()
