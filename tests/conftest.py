"""Fixtures that tests of several parts share."""

from __future__ import annotations

from tests.support.database import (  # noqa: F401 - fixtures are found by name
    _migrated_postgresql,
    database,
    database_url,
    empty_url,
    postgresql,
    postgresql_url,
    sqlite_template,
    sqlite_url,
)
