"""What happens when a listener fails: the person is told, with a code; the log has the same code.

What always holds here: an event whose work was not committed gets a 500, so that Slack sends it again. A person who
waits for an answer gets one. The log says where it failed and not with what words: they may be the newsroom's.
"""

from __future__ import annotations

from functools import partial
from traceback import format_tb

import structlog
from slack_bolt import App, BoltContext, BoltRequest, BoltResponse

from bot.errors import PullquoteError, UserError, new_code
from handlers.blocks import parts
from handlers.blocks.parts import Message, message, section
from handlers.listeners.base import FrontDesk
from handlers.spot import Spot
from handlers.text import mrkdwn

log = structlog.get_logger(__name__)


def register_errors(app: App, front: FrontDesk) -> None:
    """Registers the answer to errors of any listener."""

    @app.error
    def failed(error: Exception, request: BoltRequest, context: BoltContext) -> BoltResponse:
        said = told(error)
        if "event" in request.body:
            return BoltResponse(status=500, body="")
        if "command" in request.body:
            return BoltResponse(status=200, body={"response_type": "ephemeral", **said.payload()})
        if request.body.get("type") == "view_submission":
            return BoltResponse(status=200, body=_in_form(request, said))
        front.later(partial(Spot.of(request.body).answer, said))
        return BoltResponse(status=200, body="")


def told(error: Exception) -> Message:
    """The error as the person is told it; an unexpected one is logged."""
    if isinstance(error, UserError):
        return message(error.message, section(mrkdwn(error.message, 2500)))
    code = error.code if isinstance(error, PullquoteError) else new_code()
    log.error(
        "listener failed", code=code, error=type(error).__name__, where="".join(format_tb(error.__traceback__)[-4:])
    )
    said = "Something went wrong on my side, and I wrote it down. Please try again in a minute."
    return message(
        f"{said} ({code})", section(f":warning: {said}"), parts.context(f"If it stays, tell your admin: {code}")
    )


def _in_form(request: BoltRequest, said: Message) -> dict[str, object]:
    """The error at the form's first field: a form can show errors nowhere else."""
    blocks = request.body.get("view", {}).get("blocks", [])
    first = next((b["block_id"] for b in blocks if b.get("type") == "input"), None)
    return {"response_action": "errors", "errors": {first: said.text}} if first else {}
