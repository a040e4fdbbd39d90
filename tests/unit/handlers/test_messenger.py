"""How the journalist is told: one answer a submission, whatever Slack does."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.cards import Failure
from bot.errors import NotTold, RetryLater
from bot.ports import Destination
from config.settings import Settings
from handlers.clients import OneToken, SlackClients
from handlers.messenger import MARK, SlackMessenger
from tests.support.recording_slack import Answer, RecordingSlack
from tests.unit.handlers.samples import NOON, a_card

IN_CHANNEL = Destination(
    team="T1",
    submission_id=5,
    code="PQ-1",
    user="U1",
    channel="C1",
    message_ts="1.1",
    thread_ts=None,
    response_url=None,
)
FAILED = Failure(reason="That page needs a subscription.", code="PQ-1", kept=True)


@pytest.fixture
def messenger(settings: Settings) -> SlackMessenger:
    return SlackMessenger(SlackClients(settings, OneToken("xoxb-one")))


def test_the_result_is_one_reply_in_the_thread(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    posted = messenger.deliver(IN_CHANNEL, a_card())
    (sent,) = slack.of("chat.postMessage")
    assert (posted.channel, posted.ts is not None) == ("C1", True)
    assert (sent["channel"], sent["thread_ts"]) == ("C1", "1.1")
    assert not sent.get("reply_broadcast") or sent["reply_broadcast"] in (False, "false", "0")
    assert not sent["unfurl_links"] or sent["unfurl_links"] in ("false", "0")


def test_the_reply_bears_the_submissions_mark(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    messenger.deliver(IN_CHANNEL, a_card())
    sent = slack.of("chat.postMessage")[0]["metadata"]
    mark = json.loads(sent) if isinstance(sent, str) else sent
    assert mark == {"event_type": MARK, "event_payload": {"submission_id": 5}}


@pytest.mark.parametrize(("outcome", "sign"), [(a_card(), "white_check_mark"), (FAILED, "warning")])
def test_the_eyes_become_a_sign(messenger: SlackMessenger, slack: RecordingSlack, outcome: Failure, sign: str) -> None:
    messenger.deliver(IN_CHANNEL, outcome)
    assert [p["name"] for p in slack.of("reactions.add")] == [sign]
    assert [p["name"] for p in slack.of("reactions.remove")] == ["eyes"]


def test_the_eyes_stay_while_other_links_of_the_message_are_read(
    messenger: SlackMessenger, slack: RecordingSlack
) -> None:
    messenger.deliver(replace(IN_CHANNEL, pending=1), a_card())
    assert not slack.of("reactions.remove")


@pytest.mark.parametrize("error", ["already_reacted", "message_not_found", "too_many_reactions"])
def test_a_reaction_that_fails_fails_nothing(messenger: SlackMessenger, slack: RecordingSlack, error: str) -> None:
    slack.refuse("reactions.add", error)
    assert messenger.deliver(IN_CHANNEL, a_card()).ts


def test_an_answer_that_stands_is_updated(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    messenger.deliver(replace(IN_CHANNEL, result_channel="C1", result_ts="2.2"), a_card())
    assert [p["ts"] for p in slack.of("chat.update")] == ["2.2"]
    assert not slack.of("chat.postMessage")


def test_an_answer_that_somebody_deleted_is_given_anew(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    slack.refuse("chat.update", "message_not_found")
    messenger.deliver(replace(IN_CHANNEL, result_channel="C1", result_ts="2.2"), a_card())
    assert len(slack.of("chat.postMessage")) == 1


def test_a_long_wait_asked_for_by_slack_is_handed_on(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    slack.plan("chat.postMessage", Answer(status=429, headers={"Retry-After": "30"}, body={"ok": False}))
    with pytest.raises(RetryLater) as raised:
        messenger.deliver(IN_CHANNEL, a_card())
    assert raised.value.after == 30


def test_a_short_wait_is_waited_out(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    slack.plan("chat.postMessage", Answer(status=429, headers={"Retry-After": "0"}, body={"ok": False}))
    assert messenger.deliver(IN_CHANNEL, a_card()).ts


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=500, body=b"oops"),  # a fault in front of Slack
        Answer(status=503, body={"ok": False, "error": "service_unavailable"}),
        Answer(body={"ok": False, "error": "internal_error"}),
        Answer(body={"ok": False, "error": "ratelimited"}),
    ],
)
def test_a_fault_of_slacks_is_tried_again_later(
    messenger: SlackMessenger, slack: RecordingSlack, answer: Answer
) -> None:
    slack.plan("chat.postMessage", answer)
    with pytest.raises(RetryLater):
        messenger.deliver(IN_CHANNEL, a_card())
    assert messenger.deliver(IN_CHANNEL, a_card()).ts
    assert len(slack.of("chat.postMessage")) == 2


def test_a_post_whose_outcome_is_unknown_is_found_again_and_updated(
    messenger: SlackMessenger, slack: RecordingSlack
) -> None:
    slack.plan("chat.postMessage", Answer(drop=True))
    with pytest.raises(RetryLater):
        messenger.deliver(IN_CHANNEL, a_card())
    mark = {"event_type": MARK, "event_payload": {"submission_id": 5}}
    standing = {"messages": [{"ts": "1.1"}, {"ts": "3.3", "metadata": mark}], "ok": True}
    slack.plan("conversations.replies", Answer(body=standing))
    assert messenger.deliver(IN_CHANNEL, a_card()).ts == "3.3"
    assert len(slack.of("chat.postMessage")) == 1


def test_a_post_whose_outcome_is_unknown_and_that_is_not_there_is_made(
    messenger: SlackMessenger, slack: RecordingSlack
) -> None:
    slack.plan("chat.postMessage", Answer(drop=True))
    with pytest.raises(RetryLater):
        messenger.deliver(IN_CHANNEL, a_card())
    messenger.deliver(IN_CHANNEL, a_card())
    assert [p["channel"] for p in slack.of("chat.postMessage")] == ["C1", "C1"]


def test_where_slack_wont_let_us_look_the_answer_goes_by_dm(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    slack.refuse("conversations.replies", "missing_scope")
    messenger.deliver(replace(IN_CHANNEL, maybe_posted_at=NOON), a_card())
    assert [p["channel"] for p in slack.of("chat.postMessage")] == ["DU1"]


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found", "is_archived", "restricted_action"])
def test_where_the_bot_may_not_write_the_asker_is_told_by_dm(
    messenger: SlackMessenger, slack: RecordingSlack, error: str
) -> None:
    slack.refuse("chat.postMessage", error)
    assert messenger.deliver(IN_CHANNEL, a_card()).channel == "DU1"


def test_a_shortcut_where_the_bot_is_no_member_is_answered_by_its_address(
    messenger: SlackMessenger, slack: RecordingSlack
) -> None:
    slack.refuse("chat.postMessage", "not_in_channel")
    messenger.deliver(replace(IN_CHANNEL, response_url=f"http://{slack.host}/response/1"), a_card())
    (sent,) = slack.of("/response/1")
    assert sent["response_type"] == "ephemeral"


def test_an_address_that_has_run_out_leads_to_a_dm(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    slack.plan("/response/1", Answer(status=404, body=b"used_url"))
    to = replace(IN_CHANNEL, message_ts=None, response_url=f"http://{slack.host}/response/1")
    assert messenger.deliver(to, a_card()).channel == "DU1"


def test_without_any_way_left_it_says_so(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    slack.refuse("chat.postMessage", "account_inactive")
    with pytest.raises(NotTold):
        messenger.deliver(replace(IN_CHANNEL, user=None), a_card())


def test_reading_is_said_in_the_thread(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    posted = messenger.reading(IN_CHANNEL)
    assert posted is not None
    assert "Reading" in slack.of("chat.postMessage")[0]["text"]


def test_reading_is_said_in_a_channel_that_was_named_in_a_form(
    messenger: SlackMessenger, slack: RecordingSlack
) -> None:
    assert messenger.reading(replace(IN_CHANNEL, message_ts=None, thread_ts=None))
    assert "thread_ts" not in slack.of("chat.postMessage")[0]


def test_reading_that_a_fault_of_slacks_stopped_was_not_said(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    slack.plan("chat.postMessage", Answer(status=500, body=b""))
    with pytest.raises(RetryLater) as caught:
        messenger.reading(IN_CHANNEL)
    assert caught.value.posted_nothing


def test_reading_that_slack_refuses_is_not_said(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    slack.refuse("chat.postMessage", "not_in_channel")
    assert messenger.reading(IN_CHANNEL) is None


@pytest.mark.parametrize(("channel", "finds"), [("D1", True), ("C1", False), ("G1", False)])
def test_an_answer_can_be_found_again_in_messages_to_the_bot_alone(
    messenger: SlackMessenger, channel: str, finds: bool
) -> None:
    assert messenger.finds_again(channel) is finds


def test_reading_that_may_have_been_said_is_not_taken_for_unsaid(
    messenger: SlackMessenger, slack: RecordingSlack
) -> None:
    slack.plan("chat.postMessage", Answer(drop=True))
    with pytest.raises(RetryLater) as caught:
        messenger.reading(IN_CHANNEL)
    assert not caught.value.posted_nothing


def test_without_the_right_to_open_a_dm_the_users_id_will_do(messenger: SlackMessenger, slack: RecordingSlack) -> None:
    slack.refuse("chat.postMessage", "not_in_channel")
    slack.refuse("conversations.open", "missing_scope")
    messenger.deliver(IN_CHANNEL, a_card())
    assert slack.of("chat.postMessage")[-1]["channel"] == "U1"
