"""Migrations: up, down and up again, and the models' own tables at the end."""

from __future__ import annotations

from storage import migrate


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
