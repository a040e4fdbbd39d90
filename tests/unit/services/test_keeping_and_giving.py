"""Forgetting, exporting, and what a workspace sets."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.errors import NotAllowed, UserError
from bot.services import export, forget, search, workspaces
from bot.services.accepting import accept
from bot.services.desk import Desk
from bot.services.workspaces import WorkspaceSettings
from storage.models import OPEN_STATES, Base, Submission, Workspace
from tests.support.articles import add_article
from tests.support.newsroom import ED, TEAM, Newsroom, given

TEXT = "“We will rebuild the pier,” said Ana Ortiz.\n\n“It cost too much,” said Bo Lind."
LINK = "https://news.example/pier"


def test_nothing_of_a_forgotten_article_is_left(desk: Desk, newsroom: Newsroom) -> None:
    add_article(desk, newsroom, TEXT, link=LINK)
    forget.by_link(desk, TEAM, LINK, by=ED)
    with desk.database.read(TEAM) as session:
        left = {
            mapper.class_.__name__
            for mapper in Base.registry.mappers
            if session.scalar(select(func.count()).select_from(mapper.class_))
        }
        submission = session.scalars(select(Submission)).one()
    assert left == {"Workspace", "Submission"}
    assert (submission.text, submission.link, submission.article_id) == (None, None, None)


def test_people_of_other_articles_stay(desk: Desk, newsroom: Newsroom) -> None:
    add_article(desk, newsroom, TEXT, link=LINK)
    other = add_article(desk, newsroom, "“Again,” said Ana Ortiz.")
    forget.by_link(desk, TEAM, LINK, by=ED)
    assert [person.name for person in other.people] == ["Ana Ortiz"]
    assert [line.quotes for line in search.recent_articles(desk, TEAM)] == [1]


@pytest.mark.parametrize(
    ("who_may", "by", "admin", "allowed"),
    [
        ("adder", ED, False, True),
        ("adder", "U0OTHER", False, False),
        ("adder", "U0OTHER", True, True),
        ("admins", ED, False, False),
        ("admins", ED, True, True),
        ("anyone", "U0OTHER", False, True),
    ],
)
def test_who_may_forget(desk: Desk, newsroom: Newsroom, who_may: str, by: str, admin: bool, allowed: bool) -> None:
    workspaces.change_settings(desk, TEAM, WorkspaceSettings(who_may_forget=who_may))
    card = add_article(desk, newsroom, TEXT)
    if allowed:
        assert forget.article(desk, TEAM, card.article_id, by=by, is_admin=admin) == "A title"
    else:
        with pytest.raises(NotAllowed):
            forget.article(desk, TEAM, card.article_id, by=by, is_admin=admin)


def test_what_is_older_than_the_workspace_keeps_is_forgotten(desk: Desk, newsroom: Newsroom) -> None:
    add_article(desk, newsroom, TEXT)
    add_article(desk, newsroom, TEXT, team="T0KEEPS")
    newsroom.clock.advance(timedelta(days=31))
    fresh = add_article(desk, newsroom, "“New,” said Cy Oh.")
    workspaces.change_settings(desk, TEAM, WorkspaceSettings(retention_days=30))
    assert workspaces.purge(desk) == 1
    assert [line.article_id for line in search.recent_articles(desk, TEAM)] == [fresh.article_id]
    assert len(search.recent_articles(desk, "T0KEEPS")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        WorkspaceSettings(retention_days=0),
        WorkspaceSettings(who_may_forget="nobody"),
        WorkspaceSettings(time_zone="Mars/Olympus"),
    ],
)
def test_settings_that_cannot_be_are_refused(desk: Desk, wrong: WorkspaceSettings) -> None:
    with pytest.raises(UserError):
        workspaces.change_settings(desk, TEAM, wrong)


def test_an_uninstalled_workspace_has_no_open_work(desk: Desk) -> None:
    accept(desk, [given(text=TEXT)])
    workspaces.uninstall(desk, TEAM)
    with desk.database.read(TEAM) as session:
        assert session.scalars(select(Submission.id).where(Submission.state.in_(OPEN_STATES))).all() == []
        assert session.get_one(Workspace, TEAM).state == "uninstalled"


def test_the_installer_is_greeted_once(desk: Desk) -> None:
    assert [workspaces.install(desk, TEAM, by=ED) for _ in range(2)] == [True, False]


def test_an_articles_export_has_each_quote_in_text_order(desk: Desk, newsroom: Newsroom) -> None:
    card = add_article(desk, newsroom, TEXT, outlet="Harbour Post")
    rows = list(csv.DictReader(io.StringIO(export.article(desk, TEAM, card.article_id))))
    assert [(row["quote"], row["speaker"], row["outlet"]) for row in rows] == [
        ("We will rebuild the pier,", "Ana Ortiz", "Harbour Post"),
        ("It cost too much,", "Bo Lind", "Harbour Post"),
    ]


def test_an_export_of_everything_has_each_quote_once(
    desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_LOT", 2)
    for number in range(3):
        add_article(desk, newsroom, f"{TEXT} {number}")
    rows = list(csv.reader(io.StringIO("".join(export.since(desk, TEAM)))))
    assert len(rows) == 1 + 6


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("We = you", "We = you"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, safe: str) -> None:
    assert export.plain(cell) == safe
