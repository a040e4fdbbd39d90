"""Answers go back to where something was pressed."""

from __future__ import annotations

import pytest

from handlers.blocks.parts import message
from handlers.spot import Spot
from tests.support.recording_slack import Answer, RecordingSlack

SAID = message("Done.")


@pytest.fixture
def spot(slack: RecordingSlack) -> Spot:
    return Spot(response_url=f"http://{slack.host}/response/1", channel="C1", thread_ts="1.1")


def test_an_answer_is_for_the_person_alone_in_the_same_thread(spot: Spot, slack: RecordingSlack) -> None:
    spot.answer(SAID)
    (sent,) = slack.of("/response/1")
    assert (sent["response_type"], sent["replace_original"], sent["thread_ts"]) == ("ephemeral", False, "1.1")


def test_what_is_shared_is_for_all(spot: Spot, slack: RecordingSlack) -> None:
    spot.tell_all(SAID)
    assert slack.of("/response/1")[0]["response_type"] == "in_channel"


def test_a_page_is_turned_in_its_place(spot: Spot, slack: RecordingSlack) -> None:
    spot.replace(SAID)
    assert slack.of("/response/1")[0]["replace_original"] is True


@pytest.mark.parametrize("status", [404, 410])
def test_an_address_that_has_run_out_is_no_error(spot: Spot, slack: RecordingSlack, status: int) -> None:
    slack.plan("/response/1", Answer(status=status, body=b"used_url"))
    spot.answer(SAID)


def test_a_refusal_is_an_error(spot: Spot, slack: RecordingSlack) -> None:
    slack.plan("/response/1", Answer(status=400, body=b"invalid_blocks"))
    with pytest.raises(OSError, match="400"):
        spot.answer(SAID)


def test_where_there_is_no_address_nothing_is_sent(slack: RecordingSlack) -> None:
    Spot().answer(SAID)
    assert not slack.calls
