"""Says which known people an article's actors are. Two different people are never made one in silence.

An actor is a known person where the name is the same (case, accents and punctuation aside), where the desk has said so
(an alias, a lesson of a correction), where the spelling alone differs, as between Sergei and Sergey, or where a body is
told by its country in another way ("Russia's foreign ministry", "the Russian Foreign Ministry"). A part of a
name is not enough: "Lavrov" alone is somebody new until the desk says who. Two actors of one article are two people,
whatever their names resemble.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.nlp.types import Actor, ActorType
from bot.services.bodies import keys_of_same
from bot.services.names import fold, is_name, name_words, spelling_key
from storage.database import TeamSession
from storage.models import Lesson, Person, PersonAlias, PersonWord


def link(session: TeamSession, actors: Sequence[Actor], *, now: datetime) -> dict[str, Person]:
    """The known person for each actor's name; those not known yet are made.

    Asks the store a few questions for all of an article's actors, rather than a few for each: an article names dozens.
    """
    linked: dict[str, Person] = {}
    unclear: list[Actor] = []
    known = _Known(session, actors)
    for actor in actors:
        person = known.taught(actor) or known.by_name(actor)
        if person is None:
            unclear.append(actor)
        else:
            linked[actor.name] = person
    taken = set(linked.values())
    spelt = _by_spelling(session, unclear) | _by_country(session, unclear)
    new = []
    for actor in unclear:
        person = spelt.get(actor.name)
        if person is None or person in taken:
            new.append(person := _person(actor.name, actor.type, now))
        linked[actor.name] = person
        taken.add(person)
    session.add_all(new)
    session.flush()
    names = [(person, person.name) for person in new]
    names += _note_aliases(session, [(linked[a.name], alias) for a in actors for alias in (a.name, *a.aliases)])
    _index_words(session, names)
    return linked


def add(session: TeamSession, name: str, kind: str, *, now: datetime) -> Person:
    """Makes a new known person."""
    row = _person(name, kind, now)
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
    _index_words(session, [(session.get_one(Person, person_id), name)])


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


class _Known:
    """What the store knows of the names of an article's actors."""

    def __init__(self, session: TeamSession, actors: Sequence[Actor]) -> None:
        self._session = session
        evidence = {evidence_key(actor.name) for actor in actors}
        self._taught = set(
            session.scalars(select(Lesson.evidence_key).where(Lesson.evidence_key.in_(evidence)).distinct())
        )
        keys = {fold(actor.name) for actor in actors}
        self._named: dict[str, list[Person]] = {}
        for person in session.scalars(select(Person).where(Person.name_key.in_(keys))):
            self._named.setdefault(person.name_key, []).append(person)
        self._aliased: dict[str, list[Person]] = {}
        given = session.execute(
            select(PersonAlias.alias_key, Person)
            .join(Person, (PersonAlias.team_id == Person.team_id) & (PersonAlias.person_id == Person.id))
            .where(PersonAlias.alias_key.in_(keys), PersonAlias.given_by.is_not(None))
        )
        for key, person in given:
            self._aliased.setdefault(key, []).append(person)

    def taught(self, actor: Actor) -> Person | None:
        """Whom the desk's corrections say is meant."""
        return taught(self._session, actor.name) if evidence_key(actor.name) in self._taught else None

    def by_name(self, actor: Actor) -> Person | None:
        """Who has this name, or was given it by the desk."""
        key = fold(actor.name)
        named = self._named.get(key, [])
        if named:
            same = [person for person in named if person.type == actor.type]
            return same[0] if len(same) == 1 else None
        aliased = self._aliased.get(key, [])
        return aliased[0] if len(aliased) == 1 else None


def _by_spelling(session: TeamSession, actors: Sequence[Actor]) -> dict[str, Person]:
    """The one person whose full name differs in its spelling alone, by the actor's name."""
    keys = {
        actor.name: spelling_key(actor.name)
        for actor in actors
        if actor.type == ActorType.PERSON and len(name_words(actor.name)) > 1
    }
    found: dict[str, list[Person]] = {}
    asked = select(Person).where(Person.spelling_key.in_(set(keys.values())), Person.type == ActorType.PERSON)
    for person in session.scalars(asked) if keys else ():
        found.setdefault(person.spelling_key, []).append(person)
    return {name: found[key][0] for name, key in keys.items() if len(found.get(key, ())) == 1}


def _by_country(session: TeamSession, actors: Sequence[Actor]) -> dict[str, Person]:
    """The one body whose name tells its country in another way, by the actor's name."""
    keys = {a.name: keys for a in actors if a.type == ActorType.ORGANIZATION and (keys := keys_of_same(a.name))}
    wanted = set().union(*keys.values())
    asked = select(Person).where(Person.name_key.in_(wanted), Person.type == ActorType.ORGANIZATION)
    known = list(session.scalars(asked)) if wanted else []
    found = {name: [body for body in known if body.name_key in same] for name, same in keys.items()}
    return {name: bodies[0] for name, bodies in found.items() if len(bodies) == 1}


def _person(name: str, kind: str, now: datetime) -> Person:
    return Person(name=name, name_key=fold(name), spelling_key=spelling_key(name), type=kind, created_at=now)


def _note_aliases(session: TeamSession, called: Sequence[tuple[Person, str]]) -> list[tuple[Person, str]]:
    """Keeps the names by which an article calls people, for finding them; descriptions are left out.

    Returns:
        Those that were not known yet.
    """
    names: dict[tuple[int, str], tuple[Person, str]] = {}
    for person, alias in called:
        if (key := fold(alias)) and is_name(alias) and not set(name_words(alias)) <= set(name_words(person.name)):
            names.setdefault((person.id, key), (person, alias))
    if not names:
        return []
    known = session.execute(
        select(PersonAlias.person_id, PersonAlias.alias_key).where(
            PersonAlias.person_id.in_({person for person, _ in names}),
            PersonAlias.alias_key.in_({key for _, key in names}),
        )
    )
    for person_id, key in known:
        names.pop((person_id, key), None)
    session.add_all(
        PersonAlias(person_id=person.id, alias=alias, alias_key=key) for (_, key), (person, alias) in names.items()
    )
    return list(names.values())


def _index_words(session: TeamSession, names: Sequence[tuple[Person, str]]) -> None:
    wanted = {(word[:60], person.id) for person, name in names for word in name_words(name)}
    if wanted:
        known = session.execute(
            select(PersonWord.word, PersonWord.person_id).where(
                PersonWord.person_id.in_({person for _, person in wanted}),
                PersonWord.word.in_({word for word, _ in wanted}),
            )
        )
        wanted -= {(word, person) for word, person in known}
        session.add_all(PersonWord(word=word, person_id=person) for word, person in sorted(wanted))
    session.flush()


def _others_bear(session: TeamSession, word: str, person_id: int) -> bool:
    """Whether somebody else has this word in a longer name; who is known by the bare word alone tells nothing."""
    bearer = (
        select(PersonWord.person_id)
        .join(Person, (Person.team_id == PersonWord.team_id) & (Person.id == PersonWord.person_id))
        .where(PersonWord.word == word, PersonWord.person_id != person_id, Person.name_key != word)
        .limit(1)
    )
    return session.scalar(bearer) is not None
