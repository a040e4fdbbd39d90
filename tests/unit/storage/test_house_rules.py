"""Statements that the ORM does not hold to a team stand only where somebody does it by hand, and says so."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

BY_HAND = {
    "storage/database.py": "says whose rows a session sees",
    "storage/search.py": "asks the search index by the team's own token",
    "storage/queue.py": "takes advisory locks, reads no rows",
    "storage/jobs.py": "procrastinate's own tables, and the worker's sweep across teams",
    "storage/migrate.py": "migrations",
    "storage/models/submissions.py": "conditions of partial indexes",
    "storage/schedules.py": "conditions of partial indexes",
    "storage/copying.py": "moves every team's rows to another database",
    "storage/installations.py": "slack_sdk's tables, each statement held to its team",
}  # fmt: skip
"""Modules that may, and why."""

RAW = {"text", "exec_driver_sql", "__table__", "tables", "SCOPED_BY_HAND", "connection", "driver_connection", "connect"}
"""Names by which a statement gets past the ORM."""


def modules() -> list[str]:
    folders = ("bot", "handlers", "storage")
    return sorted(
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "storage/migrations" not in str(path) and "bot/sandbox" not in str(path)
    )


def raw_uses(source: str) -> set[str]:
    """Names of `RAW` that are imported from SQLAlchemy, or called on something that is a session or an engine."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("sqlalchemy", "storage"):
            found |= {alias.name for alias in node.names} & RAW
        if isinstance(node, ast.Attribute) and node.attr in RAW - {"text", "tables"}:
            owner = ast.unparse(node.value).lower()
            if any(word in owner for word in ("session", "engine", "database")) or node.attr == "__table__":
                found.add(node.attr)
    return found


@pytest.mark.parametrize("module", modules())
def test_only_named_modules_go_past_the_orm(module: str) -> None:
    used = raw_uses((ROOT / module).read_text(encoding="utf-8"))
    assert not used or module in BY_HAND, f"{module} uses {sorted(used)}"


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("from sqlalchemy import text", {"text"}),
        ("session.connection().execute(x)", {"connection"}),
        ("database.engine.connect()", {"connect"}),
        ("select(Person.__table__)", {"__table__"}),
        ("article.text", set()),  # a column by that name
        ("from storage.database import SCOPED_BY_HAND", {"SCOPED_BY_HAND"}),
    ],
)
def test_the_rule_sees_what_it_is_meant_to_see(source: str, uses: set[str]) -> None:
    assert raw_uses(source) == uses
