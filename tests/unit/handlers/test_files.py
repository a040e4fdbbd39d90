"""Files out of Slack: the token goes to Slack alone, and a login page is not a file."""

from __future__ import annotations

import pytest

from bot.errors import NotReadable, RetryLater
from bot.submission import FileRef
from config.settings import Settings
from handlers.clients import OneToken, SlackClients
from handlers.files import SlackFiles
from tests.support.recording_slack import Answer, RecordingSlack

TEXT = {"Content-Type": "text/plain"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def files(settings: Settings) -> SlackFiles:
    return SlackFiles(settings, SlackClients(settings, OneToken("xoxb-one")), max_bytes=1000)


def a_file(url: str | None, *, name: str = "story.txt", mimetype: str = "text/plain", size: int = 5) -> FileRef:
    return FileRef(id="F1", name=name, mimetype=mimetype, url_private=url, size=size)


def test_a_file_comes_with_its_bytes_and_name(files: SlackFiles, slack: RecordingSlack) -> None:
    slack.plan("/files/F1", Answer(body=b"\xff\x00words", headers=TEXT))
    assert files.fetch("T1", a_file(f"http://{slack.host}/files/F1")) == (b"\xff\x00words", "story.txt")
    assert slack.calls[-1].token == "xoxb-one"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/F1",  # somebody else's host
        "https://127.0.0.1.evil.example/F1",  # one that looks alike
        "http://127.0.0.1:1/F1",  # the same machine, another port
        "file:///etc/passwd",
        "",
    ],
)
def test_another_host_gets_no_request(files: SlackFiles, url: str) -> None:
    with pytest.raises(NotReadable):
        files.fetch("T1", a_file(url))


def test_a_redirect_to_another_host_is_not_followed(files: SlackFiles, slack: RecordingSlack) -> None:
    slack.plan("/files/F1", Answer(status=302, body=b"", headers={"Location": "https://evil.example/steal"}))
    with pytest.raises(NotReadable):
        files.fetch("T1", a_file(f"http://{slack.host}/files/F1"))


def test_a_redirect_within_slack_is_followed(files: SlackFiles, slack: RecordingSlack) -> None:
    slack.plan("/files/F1", Answer(status=302, body=b"", headers={"Location": "/files/real"}))
    slack.plan("/files/real", Answer(body=b"words", headers=TEXT))
    assert files.fetch("T1", a_file(f"http://{slack.host}/files/F1"))[0] == b"words"


def test_a_redirect_without_end_ends(files: SlackFiles, slack: RecordingSlack) -> None:
    slack.plan("/files/F1", *[Answer(status=302, body=b"", headers={"Location": "/files/F1"})] * 10)
    with pytest.raises(NotReadable):
        files.fetch("T1", a_file(f"http://{slack.host}/files/F1"))


def test_a_login_page_is_not_the_file(files: SlackFiles, slack: RecordingSlack) -> None:
    slack.plan("/files/F1", Answer(body=b"<title>Sign in | Slack</title>", headers=HTML))
    with pytest.raises(NotReadable, match="would not let me open"):
        files.fetch("T1", a_file(f"http://{slack.host}/files/F1"))


def test_a_saved_page_is_a_file(files: SlackFiles, slack: RecordingSlack) -> None:
    slack.plan("/files/F1", Answer(body=b"<title>Ferry to sail</title>", headers=HTML))
    file = a_file(f"http://{slack.host}/files/F1", name="ferry.html", mimetype="text/html")
    assert files.fetch("T1", file)[0] == b"<title>Ferry to sail</title>"


def test_a_login_page_instead_of_a_saved_page_is_told_apart(files: SlackFiles, slack: RecordingSlack) -> None:
    slack.plan("/files/F1", Answer(body=b"<title>Sign in | Slack</title>", headers=HTML))
    with pytest.raises(NotReadable):
        files.fetch("T1", a_file(f"http://{slack.host}/files/F1", name="ferry.html", mimetype="text/html"))


@pytest.mark.parametrize("size", [5, 2000])  # told the truth by Slack, and not
def test_too_large_a_file_is_refused(files: SlackFiles, slack: RecordingSlack, size: int) -> None:
    slack.plan("/files/F1", Answer(body=b"x" * 2000, headers=TEXT))
    with pytest.raises(NotReadable, match="larger than"):
        files.fetch("T1", a_file(f"http://{slack.host}/files/F1", size=size))


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_file_that_is_gone_is_said_to_be(files: SlackFiles, slack: RecordingSlack, status: int) -> None:
    slack.plan("/files/F1", Answer(status=status, body=b""))
    with pytest.raises(NotReadable, match="gone"):
        files.fetch("T1", a_file(f"http://{slack.host}/files/F1"))


@pytest.mark.parametrize("answer", [Answer(status=500, body=b""), Answer(status=429, body=b""), Answer(drop=True)])
def test_a_passing_fault_is_tried_again(files: SlackFiles, slack: RecordingSlack, answer: Answer) -> None:
    slack.plan("/files/F1", answer)
    with pytest.raises(RetryLater):
        files.fetch("T1", a_file(f"http://{slack.host}/files/F1"))


def test_a_slack_connect_file_is_asked_for_first(files: SlackFiles, slack: RecordingSlack) -> None:
    about = {"id": "F1", "name": "real.txt", "mimetype": "text/plain", "url_private": f"http://{slack.host}/files/F1"}
    slack.plan("files.info", Answer(body={"ok": True, "file": about}))
    slack.plan("/files/F1", Answer(body=b"words", headers=TEXT))
    assert files.fetch("T1", a_file(None, name="file")) == (b"words", "real.txt")


def test_a_slack_connect_file_that_is_not_ours_is_said_to_be_gone(files: SlackFiles, slack: RecordingSlack) -> None:
    slack.refuse("files.info", "file_not_found")
    with pytest.raises(NotReadable):
        files.fetch("T1", a_file(None))
