"""Listeners that take articles: committed before the ack, and never twice."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from typing import Any

import pytest
from slack_bolt import App, BoltRequest

from bot.services import accepting
from bot.services.desk import Desk
from storage.models import Submission, SubmissionState
from tests.support.recording_slack import Answer, RecordingSlack
from tests.unit.handlers.conftest import kept
from tests.unit.handlers.payloads import command, event, interaction, over_http, over_socket, said


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be kept."""

    def refuse(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(accepting, "accept", refuse)


MENTION = event({"text": "<@U0BOT> <https://x.example/a>"})
GREETING = event({"text": "<@U0BOT> hello"})


@pytest.mark.parametrize("deliver", [over_socket, over_http])
def test_a_mention_is_kept_and_acked(app: App, desk: Desk, deliver: Any) -> None:
    assert deliver(app, MENTION).status == 200
    assert [s.link for s in kept(desk)] == ["https://x.example/a"]


@pytest.mark.parametrize("deliver", [over_socket, over_http])
@pytest.mark.usefixtures("broken")
def test_what_could_not_be_kept_is_not_acked(app: App, deliver: Any) -> None:
    assert deliver(app, MENTION).status == 500


def test_a_slack_that_does_not_say_who_we_are_yet_gets_no_ack(app: App, slack: RecordingSlack, desk: Desk) -> None:
    slack.plan("auth.test", Answer(status=503, body={"ok": False, "error": "service_unavailable"}))
    assert over_socket(app, MENTION).status == 500
    assert over_socket(app, MENTION).status == 200
    assert len(kept(desk)) == 1


def test_a_forged_request_is_refused(app: App, desk: Desk) -> None:
    headers: dict[str, str | Sequence[str]] = {
        "content-type": "application/json",
        "x-slack-request-timestamp": "1",
        "x-slack-signature": "v0=00",
    }
    assert app.dispatch(BoltRequest(body=json.dumps(MENTION), headers=headers)).status == 401
    assert not kept(desk)


def test_the_asking_message_gets_eyes(app: App, slack: RecordingSlack) -> None:
    over_socket(app, MENTION)
    (eyes,) = slack.of("reactions.add")
    assert (eyes["channel"], eyes["timestamp"], eyes["name"]) == ("C1", "10.1", "eyes")


def test_a_redelivered_mention_does_nothing_twice(app: App, slack: RecordingSlack, desk: Desk) -> None:
    for _ in range(3):
        over_socket(app, MENTION)
    assert len(kept(desk)) == 1
    assert len(slack.of("reactions.add")) == 1


def test_a_redelivered_greeting_is_answered_once(app: App, slack: RecordingSlack) -> None:
    for _ in range(3):
        assert over_socket(app, GREETING).status == 200
    (said,) = slack.of("chat.postMessage")
    assert said["thread_ts"] == "10.1"


def test_a_bare_mention_in_a_thread_is_told_what_to_do(app: App, slack: RecordingSlack) -> None:
    over_socket(app, event({"text": "<@U0BOT>", "thread_ts": "9.9"}))
    assert "Find quotes in this" in slack.of("chat.postMessage")[0]["text"]


def test_a_file_in_a_dm_is_kept(app: App, desk: Desk) -> None:
    file = {"id": "F1", "name": "a.txt", "mimetype": "text/plain", "url_private": "https://files.slack.com/F1"}
    inner = {"type": "message", "channel_type": "im", "channel": "D1", "subtype": "file_share", "text": "",
             "files": [file]}  # fmt: skip
    assert over_socket(app, event(inner)).status == 200
    assert [s.file["id"] for s in kept(desk) if s.file] == ["F1"]


@pytest.mark.parametrize("subtype", ["message_deleted", "message_changed", "channel_join", "bot_message"])
def test_every_kind_of_message_event_is_acked(app: App, slack: RecordingSlack, subtype: str) -> None:
    inner = {"type": "message", "channel_type": "im", "channel": "D1", "subtype": subtype, "message": {"text": "hi"}}
    assert over_socket(app, event(inner)).status == 200
    assert not slack.of("chat.postMessage")


def test_the_bots_own_messages_are_ignored(app: App, slack: RecordingSlack) -> None:
    body = event({"type": "message", "channel_type": "im", "channel": "D1", "user": "U0BOT", "bot_id": "B0BOT"})
    assert over_socket(app, body).status == 200
    assert not slack.of("chat.postMessage")


def shortcut(slack: RecordingSlack, text: str) -> dict[str, Any]:
    return interaction(
        "message_action",
        callback_id="find_quotes",
        response_url=f"http://{slack.host}/response/1",
        user={"id": "U2"},
        message_ts="10.1",
        message={"ts": "10.1", "user": "U1", "text": text},
    )


def test_the_message_shortcut_keeps_and_shows_eyes(app: App, slack: RecordingSlack, desk: Desk) -> None:
    assert over_socket(app, shortcut(slack, "<https://x.example/a>")).status == 200
    assert [s.user for s in kept(desk)] == ["U2"]
    assert len(slack.of("reactions.add")) == 1


def test_the_message_shortcut_on_nothing_says_so_to_the_person_alone(app: App, slack: RecordingSlack) -> None:
    over_socket(app, shortcut(slack, ""))
    assert slack.of("/response/1")[0]["response_type"] == "ephemeral"


@pytest.mark.parametrize("text", ["help", "", "HELP"])
def test_help_is_for_the_asker_alone(app: App, text: str) -> None:
    answer = said(over_socket(app, command(text)))
    assert answer["response_type"] == "ephemeral"
    assert "/quotes https://" in answer["text"]


def test_a_link_on_the_command_is_kept(app: App, desk: Desk) -> None:
    answer = said(over_socket(app, command("https://x.example/a")))
    assert "Reading" in answer["text"]
    assert [s.link for s in kept(desk)] == ["https://x.example/a"]


def test_an_unknown_verb_gets_the_nearest(app: App) -> None:
    assert "Did you mean `/quotes help`" in said(over_socket(app, command("hepl")))["text"]


@pytest.mark.usefixtures("broken")
def test_a_command_that_fails_says_so_with_a_code(app: App, capsys: pytest.CaptureFixture[str]) -> None:
    answer = said(over_socket(app, command("https://x.example/a")))
    code = answer["text"].rpartition("(")[2].rstrip(")")
    assert code.startswith("PQ-")
    assert code in capsys.readouterr().out


def test_a_command_is_answered_while_fifty_mentions_wait_to_be_kept(app: App, desk: Desk) -> None:
    bodies = [event({"text": f"<@U0BOT> <https://x.example/{n}>", "ts": f"{n}.1"}, f"Ev{n}") for n in range(50)]
    acks: list[int] = []
    waiting = [threading.Thread(target=lambda body=body: acks.append(over_socket(app, body).status)) for body in bodies]
    with desk.database.write("T1"):  # nobody else can write meanwhile
        for thread in waiting:
            thread.start()
        assert "/quotes https://" in said(over_socket(app, command("help")))["text"]
        assert acks == []
    for thread in waiting:
        thread.join(60)
    assert acks == [200] * 50
    assert len(kept(desk)) == 50


def dm_event(**fields: Any) -> dict[str, Any]:
    return {"type": "message", "channel_type": "im", "channel": "D1"} | fields


def test_a_deleted_message_is_given_up(app: App, desk: Desk) -> None:
    said = {"user": "U1", "ts": "10.1", "text": "<https://x.example/a>"}
    over_socket(app, event(dm_event(**said)))
    over_socket(app, event(dm_event(subtype="message_deleted", deleted_ts="10.1", ts="11.1", previous_message=said)))
    assert [s.state for s in kept(desk)] == [SubmissionState.FAILED]


def test_a_link_that_an_edit_took_out_is_given_up(app: App, desk: Desk) -> None:
    said = {"user": "U1", "ts": "10.1", "text": "<https://x.example/a> <https://x.example/b>"}
    edited = said | {"text": "<https://x.example/b> <https://x.example/c>"}
    over_socket(app, event(dm_event(**said)))
    over_socket(app, event(dm_event(subtype="message_changed", ts="11.1", message=edited, previous_message=said)))
    assert {s.state for s in kept(desk)} == {SubmissionState.FAILED, SubmissionState.ACCEPTED}
    assert sorted(s.link for s in kept(desk) if s.state == SubmissionState.ACCEPTED and s.link) == [
        "https://x.example/b",
        "https://x.example/c",
    ]


def test_a_reading_reply_to_a_deleted_message_is_taken_away(app: App, desk: Desk, slack: RecordingSlack) -> None:
    said = {"user": "U1", "ts": "10.1", "text": "<https://x.example/a>"}
    over_socket(app, event(dm_event(**said)))
    (submission,) = kept(desk)
    with desk.database.write(submission.team_id) as session:
        row = session.get_one(Submission, submission.id)
        row.result_channel, row.result_ts = "D1", "10.2"
    over_socket(app, event(dm_event(subtype="message_deleted", deleted_ts="10.1", ts="11.1")))
    assert [call.get("ts") for call in slack.of("chat.delete")] == ["10.2"]
