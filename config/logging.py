"""How processes log: one event a line, with a correlation code, and neither secrets nor article text.

Two guards stand here, so that no caller has to remember: whatever looks like a Slack token is struck out wherever it
stands, and the keys that would hold a newsroom's copy are dropped from an event before it is written.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_TOKEN = re.compile(
    r"\b(xox[a-z]|xapp|xoxe\.xox[a-z])-[\w-]+|\bBearer\s+\S+|([?&](?:token|code|secret)=|\bcode: )[^&\s]+",
    re.IGNORECASE,
)
_COPY = frozenset({"text", "body", "html", "title", "quote", "blocks", "payload", "content", "headline"})
_NOISY = (
    "urllib3",
    "slack_sdk",
    "slack_bolt",
    "apscheduler",
    "alembic",
    "trafilatura",
    "htmldate",
    "readability",
    "procrastinate",
)


def configure_logging(level: str = "INFO", form: str = "auto") -> None:
    """Sends all logs of this process, the libraries' too, to standard error.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
        form: json for machines, text for people, auto: text where standard error is a terminal.
    """
    as_text = form == "text" or (form == "auto" and sys.stderr.isatty())
    render: Any = structlog.dev.ConsoleRenderer() if as_text else structlog.processors.JSONRenderer()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        drop_copy,
        strike_tokens,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))


def drop_copy(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drops what would hold a newsroom's copy, and says how long it was instead."""
    for key in _COPY & event.keys():
        value = event.pop(key)
        event[f"{key}_length"] = len(value) if hasattr(value, "__len__") else None
    return event


def strike_tokens(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Strikes out whatever looks like a token, in every string of the event."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _TOKEN.sub(lambda m: f"{m.group(2) or ''}…struck out…", value)
    return event
