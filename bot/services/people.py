"""The workspace's known people, across articles. Two different people are never merged in silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.nlp.types import Actor
from bot.services.names import fold, name_words
from storage.database import TeamSession
from storage.models import Person, PersonAlias, PersonWord


def link(session: TeamSession, actors: Sequence[Actor], *, now: datetime) -> dict[str, int]:
    """The known person for each actor's name, those not known yet being made."""
    return {actor.name: _known(session, actor) or add(session, actor.name, actor.type, now=now) for actor in actors}


def add(session: TeamSession, name: str, kind: str, *, now: datetime) -> int:
    """Makes a new known person, and returns the id."""
    row = Person(name=name, name_key=fold(name), type=kind, created_at=now)
    session.add(row)
    session.flush()
    for word in name_words(name):
        session.add(PersonWord(word=word[:60], person_id=row.id))
    session.flush()
    return row.id


def _known(session: TeamSession, actor: Actor) -> int | None:
    key = fold(actor.name)
    found = session.scalars(
        select(Person.id).where(Person.name_key == key, Person.type == actor.type).order_by(Person.id).limit(2)
    ).all()
    if not found:
        found = session.scalars(
            select(Person.id)
            .join(PersonAlias, (PersonAlias.team_id == Person.team_id) & (PersonAlias.person_id == Person.id))
            .where(PersonAlias.alias_key == key, PersonAlias.given_by.is_not(None), Person.type == actor.type)
            .limit(2)
        ).all()
    return found[0] if len(found) == 1 else None
