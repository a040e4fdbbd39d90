"""Posts what nobody asked for just now: the `Noticeboard` of `bot.ports`, on Slack's Web API.

What always holds here: a post carries its mark and part as message metadata, so that it can be found again; nothing is
repeated behind the caller's back; and each fault says which of three it is: surely not posted (`RetryLater`,
`Refused`), or not known (`OutcomeUnknown`). Nothing is broadcast, nothing unfurls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http.client import HTTPException
from socket import gaierror
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.digest.types import Digest
from bot.digest.watching import Alert
from bot.errors import CannotLook, OutcomeUnknown, Refused, RetryLater
from bot.ports import Outgoing, Posted
from handlers.blocks import digest as digest_blocks
from handlers.blocks import watch as watch_blocks
from handlers.blocks.parts import Message
from handlers.clients import SlackClients, retry_after

log = structlog.get_logger(__name__)

MARK = "pullquote_post"
"""The type of message metadata by which a post is found again."""

NOT_TAKEN = frozenset({"ratelimited", "rate_limited", "service_unavailable", "request_timeout", "accesslimited"})
"""Errors that say: not now, and nothing was done."""

MAYBE_TAKEN = frozenset({"internal_error", "fatal_error"})
"""Errors of which Slack says that some of it may have succeeded. Source: the error table of chat.postMessage."""

NOT_TO_SLACKS_TASTE = ("invalid_blocks", "msg_blocks_too_long", "msg_too_long", "slack_file")
"""Beginnings of errors that are about the message and not about the channel."""

PAGES = 5
LOOK_BACK = timedelta(minutes=2)


class SlackBoard:
    """Made once for a process; safe for several threads."""

    def __init__(self, clients: SlackClients) -> None:
        self._clients = clients

    # --- how it looks

    def digest(self, digest: Digest, *, schedule_id: int) -> tuple[Outgoing, ...]:
        """The message for the channel, then those for its thread."""
        return tuple(_outgoing(m) for m in digest_blocks.messages(digest, schedule_id))

    def alert(self, alert: Alert) -> Outgoing:
        """A watch's find."""
        return _outgoing(watch_blocks.alert(alert))

    def notice(self, text: str) -> Outgoing:
        """One line to one person."""
        return _outgoing(watch_blocks.notice(text))

    # --- posting

    def reachable(self, team: str) -> None:
        """Returns where Slack answers and takes the team's token."""
        client = self._client(team)
        _asked(client.auth_test)

    def post(
        self, team: str, message: Outgoing, *, mark: str, part: int, channel: str | None, user: str | None,
        thread_ts: str | None, picture: str | None = None, alt: str = "",
    ) -> Posted:  # fmt: skip
        """Posts to a channel, or to a user by DM; with the picture where Slack takes it."""
        forms = [message]
        if picture is not None:
            forms.insert(
                0, Outgoing(text=message.text, blocks=digest_blocks.with_picture(message.blocks, picture, alt))
            )
        if message.blocks:
            forms.append(Outgoing(text=message.text))  # rather plain words than none
        client = self._client(team)
        for form in forms:
            args = {
                "channel": channel or user,
                **Message(text=form.text, blocks=form.blocks).payload(),
                "metadata": {"event_type": MARK, "event_payload": {"mark": mark, "part": part}},
            }
            if thread_ts is not None:
                args |= {"thread_ts": thread_ts, "reply_broadcast": False}
            try:
                sent = _posted(lambda args=args: client.chat_postMessage(**args))  # type: ignore[misc]
            except Refused as refused:
                if form is forms[-1] or not refused.reason.startswith(NOT_TO_SLACKS_TASTE):
                    raise
                log.error("slack refuses a message's form", reason=refused.reason, mark=mark, part=part)
                continue
            return Posted(channel=sent.get("channel") or channel or user, ts=sent.get("ts"))
        raise AssertionError("the last form is posted or raises")

    def find(
        self, team: str, *, mark: str, part: int, channel: str | None, user: str | None, thread_ts: str | None,
        since: datetime,
    ) -> Posted | None:  # fmt: skip
        """Looks through the channel, the DM or the thread for a mark."""
        client = self._client(team)
        try:
            where = channel or str(_asked(lambda: client.conversations_open(users=str(user)))["channel"]["id"])
            if thread_ts is not None and where[:1] in "UW":
                where = str(_asked(lambda: client.conversations_open(users=where))["channel"]["id"])
            return self._look(client, where, thread_ts, since, mark, part)
        except Refused as refused:
            raise CannotLook(refused.reason) from refused

    def _look(
        self, client: WebClient, where: str, thread_ts: str | None, since: datetime, mark: str, part: int
    ) -> Posted | None:
        oldest = f"{(since - LOOK_BACK).timestamp():.6f}"
        cursor = ""
        for _ in range(PAGES):
            args: dict[str, Any] = {"channel": where, "include_all_metadata": True, "limit": 100, "oldest": oldest}
            if cursor:
                args["cursor"] = cursor
            if thread_ts is None:
                page = _asked(lambda args=args: client.conversations_history(**args))  # type: ignore[misc]
            else:
                page = _asked(lambda args=args: client.conversations_replies(ts=thread_ts, **args))  # type: ignore[misc]
            for message in page.get("messages", []):
                if _has_mark(message, mark, part):
                    return Posted(channel=where, ts=str(message["ts"]))
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return None
        raise CannotLook("more messages than are looked through")

    def upload(self, team: str, data: bytes, *, name: str, alt: str) -> str:
        """Puts a picture into Slack, shared with nobody yet; its id."""
        client = self._client(team)
        done = _asked(
            lambda: client.files_upload_v2(file=data, filename=name, title="Quotes a day", alt_txt=alt[:1000])
        )
        return str(done["files"][0]["id"])

    def zone(self, team: str, user: str) -> str | None:
        """The IANA time zone of a user."""
        client = self._client(team)
        about = _asked(lambda: client.users_info(user=user)).get("user") or {}
        return str(about["tz"]) if about.get("tz") else None

    def _client(self, team: str) -> WebClient:
        if self._clients.token(team) is None:
            raise Refused("not_authed")
        return self._clients.once(team)


def _outgoing(message: Message) -> Outgoing:
    return Outgoing(text=message.text, blocks=message.blocks)


def _posted(call: Callable[[], Any]) -> Any:
    """What Slack answers to a post.

    Raises:
        RetryLater: surely not posted, and a new try makes sense.
        Refused: surely not posted, for good.
        OutcomeUnknown: posted or not.
    """
    try:
        return call()
    except SlackApiError as error:
        status, reason = error.response.status_code, _reason(error)
        if status == 429 or reason in NOT_TAKEN:
            raise RetryLater(f"Slack asks to wait: {reason}", after=_wait(error), posted_nothing=True) from error
        if status >= 500 or reason in MAYBE_TAKEN:
            raise OutcomeUnknown(f"Slack has a fault: {reason}") from error
        raise Refused(reason) from error
    except (OSError, HTTPException) as error:  # URLError and timeouts are OSErrors
        cause = getattr(error, "reason", None) or error
        if isinstance(cause, ConnectionRefusedError | gaierror):
            raise RetryLater("Slack could not be reached", after=15, posted_nothing=True) from error
        raise OutcomeUnknown(type(error).__name__) from error


def _asked(call: Callable[[], Any]) -> Any:
    """What Slack answers to a call that changes nothing, or may be made twice.

    Raises:
        RetryLater: a passing fault.
        Refused: for good.
    """
    try:
        return call()
    except SlackApiError as error:
        status, reason = error.response.status_code, _reason(error)
        if status == 429 or status >= 500 or reason in NOT_TAKEN | MAYBE_TAKEN:
            raise RetryLater(f"Slack has a fault: {reason}", after=_wait(error), posted_nothing=True) from error
        raise Refused(reason) from error
    except (OSError, HTTPException, SlackRequestError) as error:
        raise RetryLater("Slack could not be reached", after=15, posted_nothing=True) from error


def _reason(error: SlackApiError) -> str:
    data = error.response.data
    return str(data.get("error") or error.response.status_code) if isinstance(data, dict) else "unreadable"


def _wait(error: SlackApiError) -> float:
    return retry_after(error.response.headers) if error.response.status_code == 429 else 15.0


def _has_mark(message: Mapping[str, Any], mark: str, part: int) -> bool:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return bool(
        metadata.get("event_type") == MARK and payload.get("mark") == mark and str(payload.get("part")) == str(part)
    )
