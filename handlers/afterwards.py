"""What may wait until Slack has its ack: reactions, short answers, forms to open.

What always holds here: nothing that may not be lost is done here; an article is committed before the ack. A call that
fails is logged with the error's name, never with what was said.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from traceback import format_tb

import structlog
from slack_sdk.errors import SlackApiError

log = structlog.get_logger(__name__)

_HARMLESS = frozenset({"already_reacted", "message_not_found", "no_reaction", "not_in_channel", "channel_not_found"})


class Afterwards:
    """Runs calls once the listener has returned. Threads are its own, so a slow Slack holds up no ack."""

    def __init__(self, executor: Executor | None = None) -> None:
        self._executor = executor or ThreadPoolExecutor(max_workers=8, thread_name_prefix="afterwards")

    def __call__(self, call: Callable[[], object]) -> None:
        """Plans `call`, which takes no arguments and whose result nobody needs."""
        self._executor.submit(self._run, call)

    def close(self) -> None:
        """Waits for what is under way."""
        self._executor.shutdown(wait=True)

    @staticmethod
    def _run(call: Callable[[], object]) -> None:
        try:
            call()
        except SlackApiError as error:
            name = error.response.get("error", "unknown") if error.response else "unknown"
            if name not in _HARMLESS:
                log.warning("answer refused", reason=name)
        except Exception as error:
            log.error("answer failed", error=type(error).__name__, where="".join(format_tb(error.__traceback__)[-4:]))
