"""Fixtures that tests of several parts share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

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

# How long it takes to think of examples says more about what else the machine is doing than about the tests.
settings.register_profile("any machine", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("any machine")
