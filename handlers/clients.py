"""Clients of Slack's Web API, one a workspace, all at `SLACK_API_URL`.

What always holds here: a call that would post is never sent again behind our back. slack_sdk repeats any call by itself
after a lost connection, by which a message may be posted twice; so `posting` clients repeat only after a 429, which
Slack sends before it does anything, and then only if the wait is short. Reading calls may be repeated freely.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from typing import Protocol

from slack_sdk import WebClient
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryHandler, RetryState
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, ServerErrorRetryHandler

from config.settings import Settings

TIMEOUT = 15  # seconds, for one call of the worker's
LISTENER_TIMEOUT = 5  # seconds, for a call that somebody waits for


class ShortRateLimitRetryHandler(RetryHandler):
    """Waits out a 429 whose `Retry-After` is at most `longest` seconds; a longer one is the caller's to plan for."""

    def __init__(self, max_retry_count: int = 2, longest: float = 5.0) -> None:
        super().__init__(max_retry_count)
        self.longest = longest

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and response.status_code == 429 and retry_after(response.headers) <= self.longest

    def prepare_for_next_attempt(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        state.next_attempt_requested = True
        time.sleep(retry_after(response.headers if response else {}) + random.uniform(0, 0.3))  # noqa: S311
        state.increment_current_attempt()


def retry_after(headers: Mapping[str, object]) -> float:
    """Seconds that Slack asks to wait; 1 where it does not say, or says it unreadably."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return max(0.0, float(str(value[0] if isinstance(value, list) else value)))
            except ValueError:
                break
    return 1.0


class TokenSource(Protocol):
    """Where a workspace's bot token comes from."""

    def bot_token(self, team: str) -> str | None:
        """The token, fresh; None where the app is not installed (any more)."""


class OneToken:
    """The token of `SLACK_BOT_TOKEN`, for whatever workspace it is."""

    def __init__(self, token: str) -> None:
        self._token = token

    def bot_token(self, team: str) -> str | None:
        return self._token


class SlackClients:
    """Gives a client for a workspace."""

    def __init__(self, settings: Settings, tokens: TokenSource) -> None:
        self._base_url = settings.slack_api_url
        self._tokens = tokens

    def token(self, team: str) -> str | None:
        """The workspace's bot token; None where the app is not installed."""
        return self._tokens.bot_token(team)

    def posting(self, team: str) -> WebClient:
        """For calls that must not happen twice."""
        return WebClient(
            token=self.token(team),
            base_url=self._base_url,
            timeout=TIMEOUT,
            retry_handlers=[ShortRateLimitRetryHandler()],
        )

    def once(self, team: str) -> WebClient:
        """For calls whose every fault the caller plans for: nothing is waited for, nothing repeated."""
        return WebClient(token=self.token(team), base_url=self._base_url, timeout=TIMEOUT, retry_handlers=[])

    def reading(self, team: str) -> WebClient:
        """For calls that may be repeated: reads, reactions, updates."""
        return WebClient(
            token=self.token(team),
            base_url=self._base_url,
            timeout=TIMEOUT,
            retry_handlers=[
                ShortRateLimitRetryHandler(),
                ConnectionErrorRetryHandler(max_retry_count=1),
                ServerErrorRetryHandler(max_retry_count=1),
            ],
        )


def listener_client(settings: Settings, token: str | None) -> WebClient:
    """The client that Bolt hands to listeners: quick to give up, since a person waits."""
    return WebClient(
        token=token,
        base_url=settings.slack_api_url,
        timeout=LISTENER_TIMEOUT,
        retry_handlers=[ShortRateLimitRetryHandler(max_retry_count=1, longest=2.0)],
    )
