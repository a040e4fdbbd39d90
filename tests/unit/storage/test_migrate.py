"""Migrations: up, down and up again, and the models' own tables at the end."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy import select

from storage import migrate
from storage.database import Database
from storage.models import Article, Quote, Workspace

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_up_down_and_up_again_ends_in_the_models_tables(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    migrate.downgrade(empty_url)
    assert migrate.current(empty_url) is None
    migrate.upgrade(empty_url)
    assert migrate.is_current(empty_url)
    assert migrate.differences(empty_url) == []


def test_going_down_leaves_nothing_behind(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    migrate.downgrade(empty_url)
    assert migrate.tables(empty_url) <= {"alembic_version", "sqlite_sequence"}


def test_upgrading_twice_does_nothing(empty_url: str) -> None:
    for _ in range(2):
        migrate.upgrade(empty_url)
    assert migrate.current(empty_url) == migrate.latest()


def test_denials_kept_from_before_are_shown_as_such(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    text = "Ann Lee denied that she took it. Tom Marsh said that he did."
    with closing(Database(empty_url)) as database:
        with database.write_across_teams() as session:
            session.add(Workspace(team_id="T1", name="Post", installed_at=NOON))
        with database.write("T1") as session:
            article = Article(
                text=text, content_hash="0", authors=[], agencies=[], language="en", kind="article", words=13,
                added_at=NOON, read_at=NOON, extracted_at=NOON,
            )  # fmt: skip
            session.add(article)
            session.flush()
            for number, (cue, said) in enumerate([("denied", "that she took it"), ("said", "that he did")]):
                session.add(
                    Quote(
                        article_id=article.id, position=number, text=said, start=text.index(said),
                        end=text.index(said) + len(said), kind="indirect", paragraph=1, confidence=1.0,
                        cue_start=text.index(cue), cue_end=text.index(cue) + len(cue), published_at=NOON, added_at=NOON,
                    )
                )  # fmt: skip
        migrate.downgrade(empty_url, "0008")
        migrate.upgrade(empty_url)
        with database.read("T1") as session:
            assert session.scalars(select(Quote.denial).order_by(Quote.position)).all() == ["denied", None]
