"""One newsroom's rows cannot be reached from another's session, by any way somebody might think of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, exists, func, insert, select, text, true, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, aliased

from storage.database import CrossTeamAccess, Database, TeamSession
from storage.models import Person, PersonAlias, Workspace
from storage.tables import METADATA
from tests.support.newsroom import NOON

MINE, THEIRS = "T0MINE", "T0THEIRS"


@pytest.fixture
def newsrooms(database: Database) -> dict[str, int]:
    """Two newsrooms with a person each; the ids by team."""
    people = {}
    for team in (MINE, THEIRS):
        with database.write(team) as session:
            session.add(Workspace(team_id=team, installed_at=NOON))
            session.flush()
            person = Person(name=f"of {team}", name_key="same", spelling_key="same", type="person", created_at=NOON)
            session.add(person)
            session.flush()
            session.add(PersonAlias(person_id=person.id, alias="x", alias_key="x"))
            people[team] = person.id
    return people


PEOPLE = METADATA.tables["people"]
_everybody = select(Person).cte("everybody")

Attempt = Callable[[TeamSession, int], object]

READS: dict[str, Attempt] = {
    "select": lambda s, theirs: s.scalars(select(Person.team_id)).all(),
    "select by id": lambda s, theirs: s.scalars(select(Person.team_id).where(Person.id == theirs)).all(),
    "get": lambda s, theirs: [getattr(s.get(Person, theirs), "team_id", MINE)],
    "workspaces": lambda s, theirs: s.scalars(select(Workspace.team_id)).all(),
    "join": lambda s, theirs: s.scalars(
        select(PersonAlias.team_id).join(Person, Person.id == PersonAlias.person_id)
    ).all(),
    "cross join": lambda s, theirs: [
        team
        for row in s.execute(select(Person.team_id, PersonAlias.team_id).join(PersonAlias, true()))
        for team in row
    ],
    "alias": lambda s, theirs: s.scalars(select(aliased(Person).team_id)).all(),
    "subquery": lambda s, theirs: s.scalars(
        select(Person.team_id).where(Person.id.in_(select(PersonAlias.person_id)))
    ).all(),
    "scalar subquery of theirs": lambda s, theirs: s.scalars(
        select(select(Person.team_id).where(Person.id == theirs).scalar_subquery()).select_from(Person)
    ).all(),
    "exists": lambda s, theirs: [
        THEIRS if found else MINE
        for found in s.scalars(select(exists().where(PersonAlias.person_id == theirs)).select_from(Person))
    ],
    "union": lambda s, theirs: [
        row.team_id
        for row in s.scalars(select(aliased(Person, select(Person).union_all(select(Person)).subquery())))
    ],
    "cte": lambda s, theirs: s.scalars(select(_everybody.c.team_id).select_from(Person).join(_everybody, true())).all(),
    "or": lambda s, theirs: s.scalars(select(Person.team_id).where((Person.team_id == MINE) | true())).all(),
    "count": lambda s, theirs: [MINE] * (s.scalar(select(func.count()).select_from(Person)) or 0),
    "legacy query": lambda s, theirs: [row.team_id for row in s.query(Person).all()],
    "update returning": lambda s, theirs: s.scalars(
        update(Person).values(name="mine now").returning(Person.team_id)
    ).all(),
    "delete returning": lambda s, theirs: s.scalars(
        delete(PersonAlias).returning(PersonAlias.team_id)
    ).all(),
}  # fmt: skip


@pytest.mark.parametrize("way", READS)
def test_no_statement_sees_another_team(database: Database, newsrooms: dict[str, int], way: str) -> None:
    with database.write(MINE) as session:
        try:
            seen = READS[way](session, newsrooms[THEIRS])
        except CrossTeamAccess:
            return
    assert isinstance(seen, list)
    assert {team for team in seen if team is not None} <= {MINE}
    assert way != "count" or len(seen) == 1


REFUSED: dict[str, Attempt] = {
    "core select": lambda s, theirs: s.execute(select(PEOPLE)),
    "text": lambda s, theirs: s.execute(text("SELECT * FROM people")),
    "text as entities": lambda s, theirs: s.execute(select(Person).from_statement(text("SELECT * FROM people"))),
    "core update": lambda s, theirs: s.execute(update(PEOPLE).values(name="x")),
    "core delete": lambda s, theirs: s.execute(delete(PEOPLE)),
    "insert": lambda s, theirs: s.execute(insert(Person), [{"team_id": THEIRS, "name": "x"}]),
    "bulk save": lambda s, theirs: s.bulk_save_objects([]),
    "bulk insert": lambda s, theirs: s.bulk_insert_mappings(Person, []),
    "bulk update": lambda s, theirs: s.bulk_update_mappings(Person, []),
    "add": lambda s, theirs: s.add(Person(team_id=THEIRS, name="x")),
    "merge": lambda s, theirs: s.merge(Person(team_id=THEIRS, id=theirs, name="x")),
}


def try_to(database: Database, attempt: Attempt, theirs: int) -> None:
    with database.write(MINE) as session:
        attempt(session, theirs)


@pytest.mark.parametrize("way", REFUSED)
def test_what_cannot_be_held_to_the_team_is_refused(database: Database, newsrooms: dict[str, int], way: str) -> None:
    with pytest.raises((CrossTeamAccess, DBAPIError)):
        try_to(database, REFUSED[way], newsrooms[THEIRS])
    with database.read(THEIRS) as session:
        assert session.scalars(select(Person.name)).all() == [f"of {THEIRS}"]


def test_updates_and_deletes_leave_others_alone(database: Database, newsrooms: dict[str, int]) -> None:
    with database.write(MINE) as session:
        session.execute(update(Person).values(name="taken"))
        session.execute(delete(PersonAlias))
        session.execute(update(Person).where(Person.id == newsrooms[THEIRS]).values(name="taken"))
    with database.read(THEIRS) as session:
        assert session.scalars(select(Person.name)).all() == [f"of {THEIRS}"]
        assert session.scalar(select(func.count()).select_from(PersonAlias)) == 1


def test_a_row_cannot_be_handed_to_another_team(database: Database, newsrooms: dict[str, int]) -> None:
    with pytest.raises(CrossTeamAccess), database.write(MINE) as session:
        session.get_one(Person, newsrooms[MINE]).team_id = THEIRS


def test_a_row_of_another_teams_session_is_refused(database: Database, newsrooms: dict[str, int]) -> None:
    with database.read(THEIRS) as session:
        theirs = session.get_one(Person, newsrooms[THEIRS])
    with pytest.raises(CrossTeamAccess), database.write(MINE) as session:
        session.add(theirs)


def test_a_row_cannot_point_into_another_team(database: Database, newsrooms: dict[str, int]) -> None:
    with pytest.raises(DBAPIError), database.write(MINE) as session:
        session.add(PersonAlias(person_id=newsrooms[THEIRS], alias="y", alias_key="y"))


def test_a_new_row_gets_the_sessions_team(database: Database, newsrooms: dict[str, int]) -> None:
    with database.write(MINE) as session:
        person = Person(name="new", name_key="new", spelling_key="new", type="person", created_at=NOON)
        session.add(person)
        session.flush()
        assert person.team_id == MINE


@pytest.mark.parametrize("team", ["", "*"])
def test_a_session_without_a_team_cannot_be_made(database: Database, team: str) -> None:
    with pytest.raises(CrossTeamAccess):
        TeamSession(database.engine, team=team)


def test_a_session_across_teams_sees_them_all(database: Database, newsrooms: dict[str, int]) -> None:
    with database.read_across_teams() as session:
        assert set(session.scalars(select(Person.team_id))) == {MINE, THEIRS}


def test_every_table_has_its_team_or_says_why_not() -> None:
    assert {table.name for table in METADATA.tables.values() if "team_id" not in table.c} == set()


class TestRowLevelSecurity:
    """PostgreSQL holds the line where the ORM would not."""

    @pytest.fixture
    def database_url(self, postgresql_url: str) -> str:
        return postgresql_url

    def test_a_connection_that_names_no_team_sees_nothing(self, database: Database, newsrooms: dict[str, int]) -> None:
        with database.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM people").scalar() == 0

    def test_a_plain_session_sees_only_the_team_that_was_set(
        self, database: Database, newsrooms: dict[str, int]
    ) -> None:
        with Session(database.engine) as session:
            session.execute(text("SELECT set_config('pullquote.team', :team, true)"), {"team": MINE})
            assert session.scalars(text("SELECT team_id FROM people")).all() == [MINE]
            session.commit()
            assert session.scalar(text("SELECT count(*) FROM people")) == 0  # the setting went with the transaction

    def test_a_row_for_another_team_is_refused(self, database: Database, newsrooms: dict[str, int]) -> None:
        with database.engine.connect() as connection:
            connection.execute(text("SELECT set_config('pullquote.team', :team, true)"), {"team": MINE})
            with pytest.raises(DBAPIError, match="row-level security"):
                connection.exec_driver_sql("UPDATE people SET team_id = 'T0THEIRS'")

    def test_every_table_with_a_team_is_protected(self, database: Database) -> None:
        with database.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
            )
            assert {row[0] for row in rows} == {table.name for table in METADATA.tables.values()}

    def test_the_bots_role_is_held_to_it(self, database: Database) -> None:
        with database.engine.connect() as connection:
            row = connection.exec_driver_sql(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            ).scalar()
        assert row is False
