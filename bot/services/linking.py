"""Says which known people an article's actors are. Two different people are never made one in silence.

An actor is a known person where the name is the same (case, accents and punctuation aside), where the desk has said so
(an alias, a lesson of a correction), or where the spelling alone differs, as between Sergei and Sergey. A part of a
name is not enough: "Lavrov" alone is somebody new until the desk says who. Two actors of one article are two people,
whatever their names resemble.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.nlp.types import Actor, ActorType
from bot.services.names import fold, is_name, name_words, spelling_key
from storage.database import TeamSession
from storage.models import Lesson, Person, PersonAlias, PersonWord


def link(session: TeamSession, actors: Sequence[Actor], *, now: datetime) -> dict[str, Person]:
    """The known person for each actor's name; those not known yet are made."""
    linked: dict[str, Person] = {}
    taken: set[int] = set()
    unclear: list[Actor] = []
    for actor in actors:
        person = taught(session, actor.name) or _by_name(session, actor)
        if person is None:
            unclear.append(actor)
            continue
        linked[actor.name] = person
        taken.add(person.id)
    for actor in unclear:
        person = _by_spelling(session, actor, taken) or add(session, actor.name, actor.type, now=now)
        linked[actor.name] = person
        taken.add(person.id)
    for actor in actors:
        for alias in (actor.name, *actor.aliases):
            _note_alias(session, linked[actor.name], alias)
    session.flush()
    return linked


def add(session: TeamSession, name: str, kind: str, *, now: datetime) -> Person:
    """Makes a new known person."""
    row = Person(name=name, name_key=fold(name), spelling_key=spelling_key(name), type=kind, created_at=now)
    session.add(row)
    session.flush()
    index_words(session, row.id, name)
    return row


def taught(session: TeamSession, evidence: str) -> Person | None:
    """Whom the desk's corrections say is meant by these words; None where they say nothing, or more than one."""
    ids = session.scalars(select(Lesson.person_id).where(Lesson.evidence_key == evidence_key(evidence)).limit(2)).all()
    if len(ids) != 1:
        return None
    person = session.get_one(Person, ids[0])
    words = name_words(evidence)
    if is_name(evidence) and len(words) == 1 and _others_bear(session, words[0], person.id):
        return None  # "Ortiz" was Ana Ortiz; by now the desk knows another one
    return person


def evidence_key(evidence: str) -> str:
    """How the words by which an article names somebody are compared; the article in front does not count."""
    return fold(evidence).removeprefix("the ")


def index_words(session: TeamSession, person_id: int, name: str) -> None:
    """Makes a person be found by each word of a name."""
    for word in name_words(name):
        word = word[:60]
        if session.get(PersonWord, (session.team, word, person_id)) is None:
            session.add(PersonWord(word=word, person_id=person_id))
    session.flush()


def rebuild_words(session: TeamSession, person: Person) -> None:
    """Makes a person be found by the words of the names they have now, and by no others."""
    names = [person.name, *session.scalars(select(PersonAlias.alias).where(PersonAlias.person_id == person.id))]
    for row in session.scalars(select(PersonWord).where(PersonWord.person_id == person.id)):
        session.delete(row)
    session.flush()
    for name in names:
        index_words(session, person.id, name)


def add_alias(session: TeamSession, person: Person, alias: str, *, by: str | None) -> None:
    """Makes a person known by another name; `by` is whoever of the desk says so, None where an article does."""
    key = fold(alias)
    if not key:
        return
    known = session.scalar(select(PersonAlias).where(PersonAlias.person_id == person.id, PersonAlias.alias_key == key))
    if known is None:
        session.add(PersonAlias(person_id=person.id, alias=alias, alias_key=key, given_by=by))
        index_words(session, person.id, alias)
    elif by is not None:
        known.given_by = by
    session.flush()


def _by_name(session: TeamSession, actor: Actor) -> Person | None:
    key = fold(actor.name)
    named = session.scalars(select(Person).where(Person.name_key == key).limit(20)).all()
    same = [person for person in named if person.type == actor.type]
    if len(same) == 1:
        return same[0]
    if named:
        return None
    aliased = session.scalars(
        select(Person)
        .join(PersonAlias, (PersonAlias.team_id == Person.team_id) & (PersonAlias.person_id == Person.id))
        .where(PersonAlias.alias_key == key, PersonAlias.given_by.is_not(None))
        .limit(2)
    ).all()
    return aliased[0] if len(aliased) == 1 else None


def _by_spelling(session: TeamSession, actor: Actor, taken: set[int]) -> Person | None:
    if actor.type != ActorType.PERSON or len(name_words(actor.name)) < 2:
        return None
    found = session.scalars(
        select(Person).where(Person.spelling_key == spelling_key(actor.name), Person.type == actor.type).limit(2)
    ).all()
    return found[0] if len(found) == 1 and found[0].id not in taken else None


def _note_alias(session: TeamSession, person: Person, alias: str) -> None:
    """Keeps a name by which an article calls somebody, for finding them; descriptions are left out."""
    if is_name(alias) and not set(name_words(alias)) <= set(name_words(person.name)):
        add_alias(session, person, alias, by=None)


def _others_bear(session: TeamSession, word: str, person_id: int) -> bool:
    """Whether somebody else has this word in a longer name; who is known by the bare word alone tells nothing."""
    bearer = (
        select(PersonWord.person_id)
        .join(Person, (Person.team_id == PersonWord.team_id) & (Person.id == PersonWord.person_id))
        .where(PersonWord.word == word, PersonWord.person_id != person_id, Person.name_key != word)
        .limit(1)
    )
    return session.scalar(bearer) is not None
