"""Which workspace a request comes from, and with which token it is answered.

What always holds here: a fault while finding that out is raised, so that Slack gets no ack and sends again. (Bolt's own
middleware answers 200 when `auth.test` fails, by which an event would be lost.) Nothing is asked of Slack twice.
"""

from __future__ import annotations

import threading
from typing import Any

from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import RetryLater


class OneWorkspace(Authorize):
    """The workspace that `SLACK_BOT_TOKEN` belongs to; asked of Slack once, when the first request comes."""

    def __init__(self, client: WebClient, token: str) -> None:
        self._client = client
        self._token = token
        self._known: dict[str, Any] | None = None
        self._lock = threading.Lock()

    def __call__(
        self,
        *,
        context: BoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult:
        known = self._identity()
        return AuthorizeResult(
            enterprise_id=enterprise_id or known.get("enterprise_id"),
            team_id=team_id or known.get("team_id"),
            bot_id=known.get("bot_id"),
            bot_user_id=known.get("user_id"),
            bot_token=self._token,
            user_id=user_id,
        )

    def _identity(self) -> dict[str, Any]:
        with self._lock:
            if self._known is None:
                try:
                    answer = self._client.auth_test(token=self._token)
                except SlackApiError as error:
                    raise RetryLater(f"auth.test failed: {error.response.get('error')}") from error
                self._known = answer.data if isinstance(answer.data, dict) else {}
            return self._known
