"""The log: correlation codes yes, tokens and copy no."""

from __future__ import annotations

import json
import logging

import pytest
import structlog

from config.logging import configure_logging


@pytest.fixture(autouse=True)
def _restore_logging() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123-456-abcDEF",  # a bot token
        "xapp-1-A1-99-ffff",  # an app-level token
        "xoxe.xoxb-1-abc",  # a rotating one
        "Bearer abc.def",  # a header
        "https://x.test/cb?code=4242&state=1",  # an OAuth code
    ],
)
def test_what_looks_like_a_token_is_struck_out_of_library_logs_too(
    secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("INFO", "json")
    logging.getLogger("some.library").warning("failed with %s", secret)
    try:
        raise RuntimeError(secret)
    except RuntimeError:
        structlog.get_logger().exception("went wrong", header=secret)
    written = capsys.readouterr().err
    assert secret not in written
    assert "4242" not in written
    assert written.count("struck out") >= 3


def test_copy_is_left_out_and_its_length_stands_instead(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", "json")
    structlog.get_logger().info("article read", text="Embargoed until midnight", code="PQ-1")
    event = json.loads(capsys.readouterr().err)
    assert event["text_length"] == 24
    assert event["code"] == "PQ-1"
    assert "Embargoed" not in json.dumps(event)
