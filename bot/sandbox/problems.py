"""What goes wrong in the local Slack: an answer of Slack's (`SlackError`), or a test asking for nonsense."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """Slack's own refusal: `{"ok": false, "error": …}` with what else belongs to it."""

    def __init__(self, error: str, *, messages: list[str] | None = None, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in self.messages]}
            if self.error.startswith("invalid_blocks"):
                body["errors"] = self.messages
        return body


class SandboxError(Exception):
    """A person could not do that in Slack: no such channel, a required field left empty, nothing to click."""
