"""The tick's daily upkeep: what a workspace wants kept no longer is forgotten, and old shingles go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.services import copies, workspaces
from bot.services.desk import Desk
from bot.services.workspaces import WorkspaceSettings
from storage.models import Article, ArticleShingle
from tests.integration.digests.conftest import Office
from tests.support.newsroom import TEAM


def kept(office: Office, team: str = TEAM) -> set[int]:
    with office.desk.database.read(team) as session:
        return set(session.scalars(select(Article.id)))


def keep_for(office: Office, days: int) -> None:
    workspaces.change_settings(office.desk, TEAM, WorkspaceSettings(retention_days=days))


def test_what_is_older_than_the_workspace_keeps_it_is_forgotten_the_same_day(office: Office) -> None:
    keep_for(office, 30)
    old, theirs = office.add(), office.add(team="T0002")
    office.clock.advance(timedelta(days=20))
    new = office.add("“No,” said Bo Lind.")
    office.ticker.tick()
    assert kept(office) == {old, new}
    office.until(office.clock.now() + timedelta(days=11))
    assert kept(office) == {new}
    assert kept(office, "T0002") == {theirs}


def test_it_is_done_once_a_day(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Desk] = []

    def purge(desk: Desk) -> int:
        done.append(desk)
        return 0

    monkeypatch.setattr(workspaces, "purge", purge)
    office.until(office.clock.now() + timedelta(hours=47))
    assert len(done) == 2


def test_a_failure_is_tried_again_within_the_hour_and_costs_no_tick(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_for(office, 1)
    office.add()
    office.clock.advance(timedelta(days=2))
    with monkeypatch.context() as broken:
        broken.setattr(copies, "tidy", lambda desk: 1 / 0)
        broken.setattr(workspaces, "purge", lambda desk: 0)
        with pytest.raises(ZeroDivisionError):
            office.ticker.tick()
        office.ticker.tick()
    assert kept(office)
    office.until(office.clock.now() + timedelta(hours=2))
    assert not kept(office)


def test_old_shingles_go_with_it(office: Office) -> None:
    old = office.add()
    with office.desk.database.write(TEAM) as session:
        session.add(ArticleShingle(shingle=1, article_id=old))
    office.ticker.tick()
    office.clock.advance(copies.KEPT + timedelta(days=1))
    office.ticker.tick()
    with office.desk.database.read(TEAM) as session:
        assert session.scalar(select(ArticleShingle.shingle)) is None
