"""Posting what nobody asked for: each fault says whether the message stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import CannotLook, OutcomeUnknown, Refused, RetryLater
from bot.ports import Outgoing, Posted
from config.settings import load_settings
from handlers.clients import OneToken, SlackClients
from handlers.noticeboard import MARK, SlackBoard
from tests.support.recording_slack import Answer, RecordingSlack

NOW = datetime(2026, 3, 30, 7, tzinfo=UTC)
MESSAGE = Outgoing(text="Monday morning", blocks=({"type": "section", "text": {"type": "mrkdwn", "text": "hello"}},))


@pytest.fixture
def slack() -> Iterator[RecordingSlack]:
    with RecordingSlack() as server:
        yield server


@pytest.fixture
def board(slack: RecordingSlack) -> SlackBoard:
    settings = load_settings(_env_file=None, slack_api_url=slack.api_url, slack_bot_token="xoxb-1")
    return SlackBoard(SlackClients(settings, OneToken("xoxb-1")))


def post(board: SlackBoard, **more: Any) -> Posted:
    args: dict[str, Any] = {"mark": "digest-1-x", "part": 0, "channel": "C1", "user": None, "thread_ts": None} | more
    return board.post("T1", MESSAGE, **args)


def test_a_post_carries_its_mark_and_unfurls_nothing(slack: RecordingSlack, board: SlackBoard) -> None:
    posted = post(board)
    (sent,) = slack.of("chat.postMessage")
    assert posted.channel == "C1"
    assert MARK in str(sent["metadata"])
    assert "digest-1-x" in str(sent["metadata"])
    assert str(sent["unfurl_links"]).lower() in ("false", "0")


FAULTS = [
    # what Slack does, what it means
    (Answer(status=429, body={"ok": False, "error": "ratelimited"}, headers={"Retry-After": "30"}), RetryLater),
    (Answer(body={"ok": False, "error": "service_unavailable"}), RetryLater),
    (Answer(status=500, body=b"<html>"), OutcomeUnknown),
    (Answer(status=503, body={"ok": False, "error": "x"}), OutcomeUnknown),
    (Answer(body={"ok": False, "error": "fatal_error"}), OutcomeUnknown),
    (Answer(drop=True), OutcomeUnknown),
    (Answer(body={"ok": False, "error": "is_archived"}), Refused),
    (Answer(body={"ok": False, "error": "token_revoked"}), Refused),
]


@pytest.mark.parametrize(("answer", "meaning"), FAULTS)
def test_each_fault_says_whether_the_message_stands(
    slack: RecordingSlack, board: SlackBoard, answer: Answer, meaning: type[Exception]
) -> None:
    slack.plan("chat.postMessage", answer)
    with pytest.raises(meaning):
        post(board)
    assert len(slack.of("chat.postMessage")) == 1  # never repeated behind the caller's back


def test_a_wait_that_slack_asks_for_is_handed_on(slack: RecordingSlack, board: SlackBoard) -> None:
    slack.plan("chat.postMessage", FAULTS[0][0])
    with pytest.raises(RetryLater) as caught:
        post(board)
    assert caught.value.after == 30


def test_nobody_there_to_take_it_is_surely_not_posted() -> None:
    settings = load_settings(_env_file=None, slack_api_url="http://127.0.0.1:9/api/", slack_bot_token="xoxb-1")
    with pytest.raises(RetryLater):
        post(SlackBoard(SlackClients(settings, OneToken("xoxb-1"))))


def test_a_picture_that_slack_does_not_take_is_left_out(slack: RecordingSlack, board: SlackBoard) -> None:
    slack.refuse("chat.postMessage", "invalid_blocks")
    post(board, picture="F1", alt="bars")
    first, second = slack.of("chat.postMessage")
    assert "F1" in str(first["blocks"])
    assert "F1" not in str(second["blocks"])


def test_blocks_that_slack_does_not_take_leave_the_words(slack: RecordingSlack, board: SlackBoard) -> None:
    slack.refuse("chat.postMessage", "invalid_blocks")
    post(board)
    assert slack.of("chat.postMessage")[1]["text"] == "Monday morning"


def find(board: SlackBoard, **more: Any) -> Posted | None:
    args: dict[str, Any] = {"channel": "C1", "user": None, "thread_ts": None, "part": 0} | more
    return board.find("T1", mark="digest-1-x", since=NOW, **args)


def marked(mark: str, part: int = 0) -> dict[str, Any]:
    return {"ts": "1.2", "metadata": {"event_type": MARK, "event_payload": {"mark": mark, "part": part}}}


def test_a_post_is_found_by_its_mark_and_part(slack: RecordingSlack, board: SlackBoard) -> None:
    others = [marked("digest-1-y"), marked("digest-1-x", 1), {"ts": "0.1"}]
    slack.plan("conversations.history", Answer(body={"ok": True, "messages": [*others, marked("digest-1-x")]}))
    assert find(board) == Posted(channel="C1", ts="1.2")


def test_a_post_that_is_not_there_is_surely_not_there(slack: RecordingSlack, board: SlackBoard) -> None:
    page = {"ok": True, "messages": [{"ts": "0.1"}], "response_metadata": {"next_cursor": "more"}}
    slack.plan("conversations.history", Answer(body=page))
    assert find(board) is None
    assert len(slack.of("conversations.history")) == 2


@pytest.mark.parametrize("reason", ["missing_scope", "not_in_channel", "channel_not_found"])
def test_where_it_may_not_read_it_says_so(slack: RecordingSlack, board: SlackBoard, reason: str) -> None:
    slack.refuse("conversations.history", reason)
    with pytest.raises(CannotLook):
        find(board)


def test_a_reply_is_looked_for_in_its_thread(slack: RecordingSlack, board: SlackBoard) -> None:
    slack.plan("conversations.replies", Answer(body={"ok": True, "messages": [marked("digest-1-x", 2)]}))
    assert find(board, thread_ts="1.0", part=2) is not None


def test_a_message_to_a_person_is_looked_for_in_the_dm(slack: RecordingSlack, board: SlackBoard) -> None:
    find(board, channel=None, user="U7")
    assert slack.of("conversations.history")[0]["channel"] == "DU7"


def test_the_zone_of_a_user_is_asked_of_slack(slack: RecordingSlack, board: SlackBoard) -> None:
    slack.plan("users.info", Answer(body={"ok": True, "user": {"tz": "Europe/Oslo"}}))
    assert board.zone("T1", "U7") == "Europe/Oslo"


def test_without_a_token_everything_is_refused(slack: RecordingSlack) -> None:
    class Gone:
        def bot_token(self, team: str) -> str | None:
            return None

    settings = load_settings(_env_file=None, slack_api_url=slack.api_url)
    with pytest.raises(Refused):
        SlackBoard(SlackClients(settings, Gone())).reachable("T1")
