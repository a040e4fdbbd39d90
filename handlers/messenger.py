"""Tells the journalist: the `Messenger` of `bot.ports`, on Slack's Web API.

What always holds here: one answer a submission. An answer that stands already is updated; where an earlier try may have
posted without our knowing, the thread is looked through for the submission's mark first. Where Slack won't let us look,
the answer goes to the asker by DM rather than twice into the thread; `bot.services.answering` sees to it that it hardly
ever comes to that. Nothing is broadcast, nothing unfurls. A passing fault is a `RetryLater`; a refusal that will not
pass leads to the next way of answering.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPException
from socket import gaierror
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot import metrics
from bot.cards import ArticleCard, Outcome
from bot.errors import NotTold, PullquoteError, RetryLater
from bot.ports import Destination, Posted
from handlers.blocks import card
from handlers.blocks.parts import Message
from handlers.clients import ShortRateLimitRetryHandler, SlackClients, retry_after

log = structlog.get_logger(__name__)

MARK = "pullquote_submission"
"""The type of message metadata by which an answer is found again."""

EYES, DONE, FAILED = "eyes", "white_check_mark", "warning"

PASSING = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout",
     "team_added_to_org", "message_limit_exceeded", "accesslimited"}
)  # fmt: skip
"""Errors after which a new try makes sense. Source: the error tables of chat.postMessage and chat.update."""

NO_MESSAGE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


class NoSuchWay(PullquoteError):
    """Slack refuses this way of answering for good; `reason` is Slack's name for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Slack refuses it: {reason}")
        self.reason = reason


class SlackFault(RetryLater):
    """An error of Slack's own. Hardly ever was the message posted, so a new try may be made where we can't look."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Slack has a fault: {reason}", after=15, posted_nothing=True)


class SlackMessenger:
    """Posts, updates and finds again; made once for a process, used by the worker's threads."""

    def __init__(self, clients: SlackClients) -> None:
        self._clients = clients
        self._unsure: dict[tuple[str, int], bool] = {}  # whose last post may have been made; True: as likely as not
        self._lock = threading.Lock()

    def finds_again(self, channel: str) -> bool:
        """In direct messages alone: no other history has the bot the right to read (`im:history`).

        Source: “Conversations API”, Slack's documentation: their ids begin with D.
        """
        return channel.startswith("D")

    def reading(self, to: Destination) -> Posted | None:
        """A "Reading…" where the answer will stand: in the thread, or the channel.

        Where there is neither (a slash command, a form), the asker was told at once already.

        Raises:
            RetryLater: a passing fault; unless it `posted_nothing`, whether it was said is not known.
        """
        if to.result_ts or to.maybe_posted_at:
            return None
        try:
            return self._in_thread(to, card.reading()) or self._in_channel(to, card.reading())
        except NoSuchWay as refused:
            log.info("reading not said", code=to.code, cause=str(refused))
            return None

    def deliver(self, to: Destination, outcome: Outcome) -> Posted:
        """Posts the result, or updates the answer that stands already, and sets the reaction.

        Raises:
            RetryLater: a passing fault; nothing was posted, or it will be found again.
            NotTold: Slack refuses every way of telling.
        """
        message = card.result(outcome) if isinstance(outcome, ArticleCard) else card.failure(outcome)
        posted = self._update(to, message) or self._found(to, message) or self._post(to, message)
        with self._lock:
            self._unsure.pop((to.team, to.submission_id), None)
        self._react(to, DONE if isinstance(outcome, ArticleCard) else FAILED)
        return posted

    def _update(self, to: Destination, message: Message) -> Posted | None:
        if not (to.result_channel and to.result_ts):
            return None
        client = self._clients.reading(to.team)
        try:
            _call(
                lambda: client.chat_update(channel=str(to.result_channel), ts=str(to.result_ts), **_args(to, message))
            )
        except NoSuchWay as refused:
            if refused.reason not in NO_MESSAGE:
                raise
            log.info("answer was deleted, given anew", code=to.code)
            return None
        return Posted(channel=to.result_channel, ts=to.result_ts)

    def _found(self, to: Destination, message: Message) -> Posted | None:
        """An answer of an earlier try whose outcome is unknown, updated to this one."""
        thread = to.thread_ts or to.message_ts
        if not (self._is_unsure(to) and to.channel and thread):
            return None
        client = self._clients.reading(to.team)
        try:
            replies = _call(
                lambda: client.conversations_replies(
                    channel=str(to.channel), ts=thread, include_all_metadata=True, limit=200
                )
            )
        except NoSuchWay as refused:
            if not self._likely_posted(to):
                return None
            log.warning("not told whether the answer stands: by DM", code=to.code, reason=refused.reason)
            return self._by_dm(to, message)
        standing = _marked(replies, to, str(to.channel))
        return self._update(standing, message) if standing else None

    def _is_unsure(self, to: Destination) -> bool:
        with self._lock:
            return to.maybe_posted_at is not None or (to.team, to.submission_id) in self._unsure

    def _likely_posted(self, to: Destination) -> bool:
        """A time-out leaves it open; an error of Slack's own hardly ever comes after the post was made."""
        with self._lock:
            return to.maybe_posted_at is not None or self._unsure.get((to.team, to.submission_id), False)

    def _may_have_posted(self, to: Destination, *, likely: bool) -> None:
        with self._lock:
            self._unsure[(to.team, to.submission_id)] = likely

    def _post(self, to: Destination, message: Message) -> Posted:
        for way in (self._in_thread, self._by_response_url, self._in_channel, self._by_dm):
            try:
                posted = way(to, message)
            except NoSuchWay as refused:
                log.info("not told", code=to.code, way=way.__name__.strip("_"), reason=refused.reason)
                continue
            if posted:
                return posted
        raise NotTold("Slack refuses every way of answering", code=to.code)

    def _in_thread(self, to: Destination, message: Message) -> Posted | None:
        thread = to.thread_ts or to.message_ts
        return self._send(to, message, to.channel, thread_ts=thread) if to.channel and thread else None

    def _in_channel(self, to: Destination, message: Message) -> Posted | None:
        if to.channel is None or to.thread_ts or to.message_ts or to.response_url:
            return None
        return self._send(to, message, to.channel)

    def _by_dm(self, to: Destination, message: Message) -> Posted | None:
        if to.user is None:
            return None
        client = self._clients.reading(to.team)
        channel = str(to.user)  # which Slack takes for the DM's id, except in looking through it
        try:
            opened = _call(lambda: client.conversations_open(users=str(to.user)))
            channel = str((opened.get("channel") or {}).get("id") or channel)
        except NoSuchWay as refused:
            if refused.reason != "missing_scope":
                raise
        if self._is_unsure(to) and channel != to.user:
            latest = _call(lambda: client.conversations_history(channel=channel, include_all_metadata=True, limit=50))
            if standing := _marked(latest, to, channel):
                return self._update(standing, message)
        return self._send(to, message, channel)

    def _by_response_url(self, to: Destination, message: Message) -> Posted | None:
        """An answer for the asker alone; the address lives for 30 minutes and 5 answers."""
        if to.response_url is None or to.maybe_posted_at:
            return None
        webhook = WebhookClient(to.response_url, timeout=15, retry_handlers=[ShortRateLimitRetryHandler()])
        try:
            answer = webhook.send_dict({**message.payload(), "response_type": "ephemeral", "replace_original": False})
        except (OSError, HTTPException) as error:
            raise RetryLater("Slack could not be reached", after=15) from error
        if answer.status_code == 429:
            raise RetryLater("Slack asks to wait", after=retry_after(answer.headers), posted_nothing=True)
        if answer.status_code >= 500:
            raise RetryLater("Slack has a fault", after=15, posted_nothing=True)
        if answer.status_code != 200:
            raise NoSuchWay(f"response_url {answer.status_code}")
        return Posted(channel=to.channel, ts=None)

    def _send(self, to: Destination, message: Message, channel: str, thread_ts: str | None = None) -> Posted:
        client = self._clients.posting(to.team)
        args = _args(to, message) | ({"thread_ts": thread_ts, "reply_broadcast": False} if thread_ts else {})
        try:
            sent = _call(lambda: client.chat_postMessage(channel=channel, **args), posts=True)
        except _OutcomeUnknown as unknown:
            self._may_have_posted(to, likely=True)
            raise RetryLater("Slack did not say whether it was posted", after=5) from unknown
        except SlackFault:
            self._may_have_posted(to, likely=False)
            raise
        return Posted(channel=sent.get("channel") or channel, ts=sent.get("ts"))

    def _react(self, to: Destination, name: str) -> None:
        """Eyes away, a check mark or warning sign instead. It only goes with words, so its failure fails nothing."""
        if not (to.channel and to.message_ts) or to.pending:
            return
        client = self._clients.reading(to.team)
        _try(lambda: client.reactions_add(channel=str(to.channel), timestamp=str(to.message_ts), name=name), to.code)
        _try(lambda: client.reactions_remove(channel=to.channel, timestamp=to.message_ts, name=EYES), to.code)


class _OutcomeUnknown(Exception):
    """The call may or may not have been carried out."""


def _call(call: Callable[[], Any], *, posts: bool = False) -> Any:
    """What Slack answers.

    Raises:
        RetryLater: 429, a fault of Slack's, no connection.
        NoSuchWay: refused for good.
        _OutcomeUnknown: no answer came to a call that `posts`.
    """
    try:
        return call()
    except SlackApiError as error:
        response = error.response
        metrics.SLACK_ERRORS.labels(_name_of(error)).inc()
        if response.status_code == 429:
            after = retry_after(response.headers)
            raise RetryLater("Slack asks to wait", after=after, posted_nothing=True, too_fast=True) from error
        reason = str(response.get("error") or response.status_code) if isinstance(response.data, dict) else "unreadable"
        if response.status_code >= 500 or reason in PASSING:
            raise SlackFault(reason) from error
        raise NoSuchWay(reason) from error
    except (OSError, HTTPException) as error:  # URLError and timeouts are OSErrors
        cause = getattr(error, "reason", None) or error
        if not posts or isinstance(cause, ConnectionRefusedError | gaierror):
            raise RetryLater("Slack could not be reached", after=15, posted_nothing=True) from error
        raise _OutcomeUnknown(type(error).__name__) from error


def _try(call: Callable[[], Any], code: str) -> None:
    try:
        _call(call)
    except NoSuchWay as refused:
        log.debug("no reaction", code=code, reason=refused.reason)
    except RetryLater as fault:
        log.info("no reaction", code=code, cause=str(fault))


def _args(to: Destination, message: Message) -> dict[str, Any]:
    mark = {"event_type": MARK, "event_payload": {"submission_id": to.submission_id}}
    return {**message.payload(), "metadata": mark}


def _marked(found: Any, to: Destination, channel: str) -> Destination | None:
    """`to` with the answer that bears its mark, among the messages that Slack found; None where none does."""
    for message in found.get("messages", []):
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        if metadata.get("event_type") == MARK and str(payload.get("submission_id")) == str(to.submission_id):
            return replace(to, result_channel=channel, result_ts=str(message["ts"]))
    return None


def _name_of(error: SlackApiError) -> str:
    """Slack's name for an error, for counting."""
    data = error.response.data
    return str(data.get("error") or error.response.status_code) if isinstance(data, dict) else "unreadable"
