"""Every statement that the services send is served by an index: each is caught as it is sent, and its plan looked at.

A plan may go through all of one team's rows only where it stops early, in an index's own order; never through a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from bot.services import accepting, again, cards, copies, corrections, export, forget, people, workspaces
from bot.services import search as searching
from bot.services.desk import Desk
from bot.services.search import Asked
from storage.queue import due
from tests.support.articles import add_article
from tests.support.newsroom import ED, NOON, TEAM, Newsroom, given

TEXT = "“We will rebuild the pier,” said Ana Ortiz, the harbour master.\n\n“It cost too much,” said Bo Lind."

Sent = list[tuple[str, Any]]
Use = Callable[[Desk, Newsroom], object]


def quote_id(desk: Desk) -> int:
    return searching.search(desk, TEAM, Asked(words="rebuild")).hits[0].quote_id


def article_id(desk: Desk) -> int:
    return searching.recent_articles(desk, TEAM)[0].article_id


def person_id(desk: Desk, name: str) -> int:
    return people.find(desk, TEAM, name)[0].person_id


USES: dict[str, Use] = {
    "accept": lambda desk, room: accepting.accept(desk, [given(text=TEXT)]),
    "due": lambda desk, room: due(desk.database, NOON, limit=10),
    "process": lambda desk, room: add_article(desk, room, TEXT + " “More,” said Sergei Lavrov."),
    "same link": lambda desk, room: add_article(desk, room, TEXT, link="https://news.example/known"),
    "copy": lambda desk, room: add_article(desk, room, TEXT * 12 + " Ours."),
    "tidy copies": lambda desk, room: copies.tidy(desk),
    "card": lambda desk, room: cards.load(desk, TEAM, article_id(desk)),
    "words": lambda desk, room: searching.search(desk, TEAM, Asked(words="pier", outlet="Post", since=NOON)),
    "by person": lambda desk, room: searching.search(desk, TEAM, Asked(person="Ortiz", since=NOON)),
    "top": lambda desk, room: searching.top(desk, TEAM, since=NOON - timedelta(days=7)),
    "recent": lambda desk, room: searching.recent_articles(desk, TEAM),
    "misspelt": lambda desk, room: people.find(desk, TEAM, "Ortis"),
    "partial": lambda desk, room: people.find(desk, TEAM, "ana or"),
    "fix speaker": lambda desk, room: corrections.fix_speaker(desk, TEAM, quote_id(desk), by=ED, name="Bo Lind"),
    "not a quote": lambda desk, room: corrections.not_a_quote(desk, TEAM, quote_id(desk), by=ED),
    "undo": lambda desk, room: corrections.undo(
        desk, TEAM, corrections.not_a_quote(desk, TEAM, quote_id(desk), by=ED), by=ED
    ),
    "choices": lambda desk, room: corrections.choices(desk, TEAM, quote_id(desk), "lin"),
    "corrections": lambda desk, room: corrections.recent(desk, TEAM, since=NOON),
    "corrections of a quote": lambda desk, room: corrections.of_quote(desk, TEAM, quote_id(desk)),
    "accuracy": lambda desk, room: corrections.accuracy(desk, TEAM, since=NOON),
    "merge": lambda desk, room: people.merge(desk, TEAM, person_id(desk, "Ortiz"), person_id(desk, "Lind"), by=ED),
    "split": lambda desk, room: people.split(
        desk, TEAM, person_id(desk, "Ortiz"), [article_id(desk)], name="Ana O.", by=ED
    ),
    "rename": lambda desk, room: people.rename(desk, TEAM, person_id(desk, "Ortiz"), "Ana Ortiz Ruiz", by=ED),
    "alias": lambda desk, room: people.alias(desk, TEAM, person_id(desk, "Ortiz"), "The Captain", by=ED),
    "read again": lambda desk, room: again.read_again(desk, TEAM, article_id(desk), like=given()),
    "export article": lambda desk, room: export.article(desk, TEAM, article_id(desk)),
    "export": lambda desk, room: list(export.since(desk, TEAM, NOON)),
    "export person": lambda desk, room: list(export.since(desk, TEAM, NOON, person_id=person_id(desk, "Ortiz"))),
    "forget": lambda desk, room: forget.by_link(desk, TEAM, "https://news.example/known", by=ED),
    "settings": lambda desk, room: workspaces.settings(desk, TEAM),
    "uninstall": lambda desk, room: workspaces.uninstall(desk, TEAM),
}  # fmt: skip

WHOLE_TEAM = {
    # What goes through all of a team's open rows, of which there are few, or touches them all on purpose.
    "UPDATE submissions SET state=",
    # The daily upkeep asks which teams there are.
    "SELECT workspaces.team_id \nFROM workspaces ORDER BY",
    # Watches for words are looked at for every article, and a team has few.
    "SELECT watches.team_id, watches.id, watches.user, watches.place,",
    # People whom a digest follows are looked for when two are merged; a team has few digests, and it merges seldom.
    "SELECT digest_schedules.team_id, digest_schedules.id, digest_schedules.channel,",
}


@contextmanager
def caught(desk: Desk) -> Generator[Sent]:
    """The statements that are sent in the block."""
    sent: Sent = []

    def note(
        connection: Connection, cursor: object, statement: str, parameters: Any, context: object, many: bool
    ) -> None:
        if statement.lstrip().split(None, 1)[0].upper() in ("SELECT", "UPDATE", "DELETE", "WITH"):
            sent.append((statement, parameters[0] if many else parameters))  # one row's plan is every row's

    event.listen(desk.database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(desk.database.engine, "before_cursor_execute", note)


@pytest.fixture
def used(desk: Desk, newsroom: Newsroom) -> Desk:
    add_article(desk, newsroom, TEXT, link="https://news.example/known", outlet="Post", published=NOON)
    return desk


@pytest.mark.parametrize("use", USES)
def test_an_index_serves_every_statement(used: Desk, newsroom: Newsroom, use: str) -> None:
    with caught(used) as sent:
        USES[use](used, newsroom)
    assert sent
    scans = []
    for statement, parameters in {s: (s, p) for s, p in sent}.values():
        plan = sqlite_plan if used.database.is_sqlite else postgresql_plan
        bad = plan(used, statement, parameters)
        if bad and not any(statement.startswith(start) for start in WHOLE_TEAM):
            scans.append(f"{' '.join(statement.split())}\n    {bad}")
    assert not scans, "\n".join(scans)


def sqlite_plan(desk: Desk, statement: str, parameters: Any) -> str | None:
    """What is wrong with a statement's plan on SQLite; None where an index serves it."""
    with desk.database.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
    steps = [row[3] for row in rows]
    sorts = any("USE TEMP B-TREE FOR ORDER BY" in step for step in steps)
    for step in steps:
        if step.startswith("SCAN ") and not re.search(
            r"CONSTANT ROW|SCAN (anon_\d|\(|quote_terms VIRTUAL)|-SUBQUERY", step
        ):
            return " | ".join(steps)
        if step.endswith("(team_id=?)") and "workspaces" not in step and ("LIMIT" not in statement or sorts):
            return " | ".join(steps)
    return None


def postgresql_plan(desk: Desk, statement: str, parameters: Any) -> str | None:
    """What is wrong with a statement's plan on PostgreSQL, when it does all it can to use an index."""
    if "pg_" in statement or "set_config" in statement or "procrastinate" in statement:
        return None
    with desk.database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT set_config('pullquote.team', '*', true)")
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).fetchall()
    plan = "\n".join(row[0] for row in rows)
    return plan if "Seq Scan" in plan else None
