"""The short form of `make chaos`: processes killed with -9 while Slack misbehaves; nothing lost, nothing twice."""

from __future__ import annotations

import pytest

from config.settings import Transport
from tests.chaos.run import run
from tests.support.database import find_binaries

CASES = [
    # one machine
    pytest.param("sqlite", Transport.SOCKET, marks=pytest.mark.xdist_group("chaos-sqlite")),
    # several: two workers, and the server itself is thrown over
    pytest.param(
        "postgresql",
        Transport.HTTP,
        marks=[
            pytest.mark.xdist_group("chaos-postgresql"),
            pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine to throw over"),
        ],
    ),
]


@pytest.mark.timeout(900)  # loading the model takes its time, and it is loaded once more after each kill
@pytest.mark.parametrize(("database", "transport"), CASES)
def test_each_acknowledged_article_is_answered_exactly_once(database: str, transport: Transport) -> None:
    # Slack tries more often than it does in earnest, so that a slow machine is given every event in the end.
    patiently = (0.0, *[5.0] * 60)
    verdict = run(
        submissions=12, kills=3, database=database, transport=transport, every=3.0, patience=400, retries=patiently
    )
    assert (verdict.submissions, verdict.kills, verdict.unacknowledged) == (12, 3, 0)
    assert (verdict.lost, verdict.double, verdict.wrong) == (0, 0, 0), verdict
