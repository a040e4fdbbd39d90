"""Finds the people a workspace knows, and lets the desk put them right: merge, split, rename, alias.

Each change is a correction with what stood before, so it can be undone (`bot.services.corrections.undo`).
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process
from sqlalchemy import func, select, update

from bot.errors import UserError
from bot.findings import COUNTED, Match, PersonFound
from bot.nlp.types import ActorType
from bot.services import followed, linking
from bot.services.desk import Desk
from bot.services.kinds import CorrectionKind
from bot.services.names import fold, name_words, spelling_key
from storage.database import TeamSession
from storage.models import Appearance, Correction, Person, PersonAlias, PersonWord, Quote, QuoteState

_LAST = "\U0010ffff"
_MOST = 200
_SIMILAR = 82.0
"""How alike two words must be, of 100, for one to be a misspelling of the other."""


def find(desk: Desk, team: str, typed: str, *, limit: int = 10) -> tuple[PersonFound, ...]:
    """People by a name, a part of one, or a misspelt one; best first, and those quoted more before others."""
    with desk.database.read(team) as session:
        return find_in(session, typed, limit=limit)


def find_in(session: TeamSession, typed: str, *, limit: int = 10) -> tuple[PersonFound, ...]:
    """The same, within a transaction."""
    asked = name_words(typed)
    if not asked:
        return ()
    for match, look in ((Match.EXACT, _exact), (Match.PARTIAL, _partial), (Match.SIMILAR, _similar)):
        ids = look(session, typed, asked)
        if ids:
            found = _described(session, ids, match)
            if match is Match.EXACT and len(asked) == 1:
                # "Lavrov" may be an alias of one, and a part of another's name.
                others = [person for person in _partial(session, typed, asked) if person not in ids]
                found += _described(session, others, Match.PARTIAL)
            return tuple(found[:limit])
    return ()


def get(desk: Desk, team: str, person_id: int) -> PersonFound:
    """One person.

    Raises:
        UserError: nobody by that id (any more).
    """
    with desk.database.read(team) as session:
        _get(session, person_id)
        return _described(session, [person_id], Match.EXACT)[0]


def merge(desk: Desk, team: str, keep_id: int, other_id: int, *, by: str) -> int:
    """Makes two one: the other's quotes and names become those of the one kept. Returns the correction's id.

    Raises:
        UserError: one of them is gone, or they are the same.
    """
    if keep_id == other_id:
        raise UserError("Choose two different people to merge.")
    with desk.database.write(team) as session:
        keep, other = _get(session, keep_id), _get(session, other_id)
        quotes = session.scalars(select(Quote.id).where(Quote.person_id == other.id)).all()
        seen = session.scalars(select(Appearance.id).where(Appearance.person_id == other.id)).all()
        aliases = session.scalars(select(PersonAlias).where(PersonAlias.person_id == other.id)).all()
        correction = Correction(
            kind=CorrectionKind.MERGE,
            person_id=keep.id,
            by=by,
            at=desk.clock.now(),
            before={
                "person_id": other.id,
                "name": other.name,
                "type": other.type,
                "created_at": other.created_at.isoformat(),
                "quotes": list(quotes),
                "appearances": list(seen),
                "aliases": [[alias.alias, alias.given_by] for alias in aliases],
            },
            after={"person_id": keep.id, "name": keep.name},
        )
        session.add(correction)
        move(session, keep, quotes=quotes, appearances=seen)
        followed.moved(session, other.id, keep.id)
        names = [other.name, *(alias.alias for alias in aliases if alias.given_by)]
        session.delete(other)  # its aliases, words and lessons go with it
        session.flush()
        for name in names:
            linking.add_alias(session, keep, name, by=by)
        return correction.id


def split(desk: Desk, team: str, person_id: int, article_ids: Sequence[int], *, name: str, by: str) -> int:
    """In these articles it is somebody else, called `name`: always somebody new. Returns the correction's id."""
    if not fold(name):
        raise UserError("Give the other person's name.")
    with desk.database.write(team) as session:
        person = _get(session, person_id)
        mine = (Quote.person_id == person.id, Quote.article_id.in_(article_ids))
        quotes = session.scalars(select(Quote.id).where(*mine)).all()
        seen = session.scalars(
            select(Appearance.id).where(Appearance.person_id == person.id, Appearance.article_id.in_(article_ids))
        ).all()
        if not quotes and not seen:
            raise UserError(f"{person.name} is not in that article.")
        new = linking.add(session, name.strip(), person.type, now=desk.clock.now())
        move(session, new, quotes=quotes, appearances=seen)
        correction = Correction(
            kind=CorrectionKind.SPLIT,
            person_id=new.id,
            by=by,
            at=desk.clock.now(),
            before={"person_id": person.id, "name": person.name},
            after={"person_id": new.id, "name": new.name, "quotes": list(quotes), "appearances": list(seen)},
        )
        session.add(correction)
        session.flush()
        return correction.id


def rename(desk: Desk, team: str, person_id: int, name: str, *, by: str) -> int:
    """Gives a person the name the desk wants shown; the former one stays an alias. Returns the correction's id."""
    name = " ".join(name.split())
    if not fold(name):
        raise UserError("Give a name.")
    with desk.database.write(team) as session:
        person = _get(session, person_id)
        correction = Correction(
            kind=CorrectionKind.RENAME,
            person_id=person.id,
            by=by,
            at=desk.clock.now(),
            before={"person_id": person.id, "name": person.name},
            after={"person_id": person.id, "name": name},
        )
        session.add(correction)
        linking.add_alias(session, person, person.name, by=by)
        set_name(session, person, name)
        return correction.id


def alias(desk: Desk, team: str, person_id: int, name: str, *, by: str) -> int:
    """Says that `name` means this person, in articles to come too. Returns the correction's id."""
    name = " ".join(name.split())
    if not fold(name):
        raise UserError("Give the other name.")
    with desk.database.write(team) as session:
        person = _get(session, person_id)
        correction = Correction(
            kind=CorrectionKind.ALIAS,
            person_id=person.id,
            by=by,
            at=desk.clock.now(),
            before={"person_id": person.id},
            after={"person_id": person.id, "name": name},
        )
        session.add(correction)
        linking.add_alias(session, person, name, by=by)
        return correction.id


def aliases(desk: Desk, team: str, person_id: int) -> tuple[str, ...]:
    """A person's other names, those the desk gave first."""
    with desk.database.read(team) as session:
        rows = session.scalars(select(PersonAlias).where(PersonAlias.person_id == person_id)).all()
        return tuple(row.alias for row in sorted(rows, key=lambda row: (row.given_by is None, row.alias)))


def move(session: TeamSession, to: Person, *, quotes: Sequence[int], appearances: Sequence[int]) -> None:
    """Makes these quotes and appearances a person's."""
    for some in _in_lots(quotes):
        session.execute(
            update(Quote).where(Quote.id.in_(some)).values(person_id=to.id, speaker=to.name),
            execution_options={"synchronize_session": False},
        )
    for some in _in_lots(appearances):
        session.execute(
            update(Appearance).where(Appearance.id.in_(some)).values(person_id=to.id),
            execution_options={"synchronize_session": False},
        )


def set_name(session: TeamSession, person: Person, name: str) -> None:
    """Changes a person's name, on their quotes as well."""
    person.name, person.name_key, person.spelling_key = name, fold(name), spelling_key(name)
    linking.index_words(session, person.id, name)
    session.execute(
        update(Quote).where(Quote.person_id == person.id).values(speaker=name),
        execution_options={"synchronize_session": False},
    )


def described(session: TeamSession, ids: Sequence[int]) -> list[PersonFound]:
    """These people, in the order given."""
    found = {person.person_id: person for person in _described(session, ids, Match.EXACT)}
    return [found[number] for number in ids if number in found]


def _get(session: TeamSession, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise UserError("Nobody by that entry is known any more; they may have been merged with somebody.")
    return person


def _exact(session: TeamSession, typed: str, asked: tuple[str, ...]) -> list[int]:
    key = fold(typed)
    named = session.scalars(select(Person.id).where(Person.name_key == key).limit(_MOST)).all()
    known_as = session.scalars(select(PersonAlias.person_id).where(PersonAlias.alias_key == key).limit(_MOST)).all()
    return list(dict.fromkeys([*named, *known_as]))


def _partial(session: TeamSession, typed: str, asked: tuple[str, ...]) -> list[int]:
    """Who has, for each word, a name that begins with it."""
    found: set[int] | None = None
    for word in sorted(asked, key=len, reverse=True):
        query = select(PersonWord.person_id).where(PersonWord.word >= word, PersonWord.word < word + _LAST)
        if found is not None:
            query = query.where(PersonWord.person_id.in_(found))
        found = set(session.scalars(query.limit(_MOST)))
        if not found:
            return []
    return sorted(found or ())


def _similar(session: TeamSession, typed: str, asked: tuple[str, ...]) -> list[int]:
    """Who has, for each word, a name that resembles it and begins with the same letter."""
    found: set[int] | None = None
    for word in asked:
        if len(word) < 3:
            continue
        near = session.scalars(
            select(PersonWord.word).where(PersonWord.word >= word[0], PersonWord.word < word[0] + _LAST).distinct()
        ).all()
        alike = process.extract(word, near, scorer=fuzz.ratio, score_cutoff=_SIMILAR - 6 * (len(word) < 6), limit=20)
        if not alike:
            return []
        ids = set(
            session.scalars(
                select(PersonWord.person_id).where(PersonWord.word.in_([match[0] for match in alike])).limit(_MOST)
            )
        )
        found = ids if found is None else found & ids
    if not found:
        return []
    names = dict(session.execute(select(Person.id, Person.name_key).where(Person.id.in_(found))).all())
    key = fold(typed)
    return sorted(names, key=lambda person: (-fuzz.WRatio(key, names[person]), person))


def _described(session: TeamSession, ids: Sequence[int], match: Match) -> list[PersonFound]:
    if not ids:
        return []
    some = (
        select(Quote.id)
        .where(Quote.person_id == Person.id, Quote.state == QuoteState.SHOWN)
        .limit(COUNTED)
        .correlate(Person)
        .subquery()
    )
    counted = select(func.count()).select_from(some).scalar_subquery()
    rows = session.execute(select(Person, counted).where(Person.id.in_(ids))).all()
    people = {person.id: person for person, _ in rows}
    quoted = {person.id: count for person, count in rows}
    found = [
        PersonFound(
            person_id=person.id,
            name=person.name,
            type=ActorType(person.type),
            quotes=quoted.get(person.id, 0),
            match=match,
        )
        for person in (people[number] for number in ids if number in people)
    ]
    return found if match is Match.SIMILAR else sorted(found, key=lambda person: (-person.quotes, person.name))


def _in_lots(ids: Sequence[int], size: int = 500) -> list[Sequence[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
