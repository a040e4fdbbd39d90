"""The bot on a local Slack: what a journalist does, and what then stands there.

Over HTTP, which starts and stops at once; each kind of delivery (event, command, press, form) over Socket Mode too.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.ingest.types import ArticleText
from bot.services.desk import Desk
from config.settings import Transport
from tests.support.slack_room import Room, a_room

STORY = (
    "“The ferry will sail on Monday, whatever the weather,” said Elena Ortiz, the harbour master.\n\n"
    "“Nobody asked the boats about it at all,” said Declan Moyle, the fishermen's chairman.\n\n"
) + "It was a grey morning in the harbour, and few boats were out. " * 5
LINK = "https://news.example/ferry"


@pytest.fixture
def room(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Room]:
    with a_room(desk, getattr(request, "param", Transport.HTTP)) as found:
        found.reader.pages[LINK] = ArticleText(text=STORY, title="Ferry to sail", url=LINK, outlet="Gazette")
        yield found


over_both = pytest.mark.parametrize("room", list(Transport), indirect=True)


@over_both
def test_a_mention_is_answered_in_its_thread(room: Room) -> None:
    asked = room.slack.post("mia", "#news-desk", f"{room.mention} {LINK}")
    assert room.work() == 1
    answer = room.answer_to(asked)
    assert "“The ferry will sail on Monday, whatever the weather,”" in answer.text
    assert list(asked.reactions) == ["white_check_mark"]


def test_a_long_paste_is_read_as_the_snippet_slack_makes_of_it(room: Room) -> None:
    asked = room.slack.post("mia", "#news-desk", f"{room.mention} {STORY * 12}")
    room.work()
    assert "Elena Ortiz" in room.answer_to(asked).text


def test_a_dm_needs_no_mention(room: Room) -> None:
    asked = room.slack.post("sam", f"@{room.slack.bot().name}", LINK)
    room.work()
    assert "Ferry to sail" in room.answer_to(asked).text


def test_a_file_is_read(room: Room) -> None:
    file = room.slack.upload("mia", "story.txt", STORY.encode())
    asked = room.slack.post("mia", "#news-desk", room.mention, files=[file])
    room.work()
    assert "Elena Ortiz" in room.answer_to(asked).text


@over_both
def test_the_message_shortcut_answers_below_the_message(room: Room) -> None:
    message = room.slack.post("sam", "#news-desk", f"Have you seen {LINK}")
    room.slack.message_shortcut("mia", "find_quotes", message)
    room.work()
    assert "Ferry to sail" in room.answer_to(message).text


def test_the_message_shortcut_where_the_bot_is_not_answers_who_asked_alone(room: Room) -> None:
    message = room.slack.post("sam", "#politics", f"Have you seen {LINK}")
    room.slack.message_shortcut("sam", "find_quotes", message)
    room.work()
    assert any("Ferry to sail" in m.text for m in room.slack.ephemerals("sam"))


@over_both
def test_a_link_on_the_command_is_answered_to_who_asked_alone(room: Room) -> None:
    room.slack.slash("mia", "#politics", "/quotes", LINK)
    room.work()
    said = [m.text for m in room.slack.ephemerals("mia")]
    assert "Reading" in said[0]
    assert "Ferry to sail" in said[1]


def test_what_cannot_be_read_is_said_with_a_warning_sign(room: Room) -> None:
    asked = room.slack.post("mia", "#news-desk", f"{room.mention} https://news.example/gone")
    room.work()
    assert "There is no such page" in room.answer_to(asked).text
    assert list(asked.reactions) == ["warning"]


@over_both
def test_the_form_is_answered_by_dm(room: Room) -> None:
    room.slack.shortcut("sam", "add_article")
    room.slack.wait_for(lambda _: room.slack.modal("sam"))
    room.slack.submit_view("sam", values={"link": LINK})
    room.work()
    assert any("Ferry to sail" in m.text for m in room.slack.messages(room.slack.dm("sam")))


def test_a_channel_that_invites_the_bot_hears_of_it_once(room: Room) -> None:
    room.slack.invite("mia", "#fact-check")
    said = room.slack.wait_message("#fact-check")
    assert "Thanks for having me" in said.text


def test_an_answer_to_a_message_that_was_deleted_meanwhile_is_not_lost(room: Room) -> None:
    asked = room.slack.post("mia", "#news-desk", f"{room.mention} {LINK}")
    room.slack.delete("mia", asked)
    room.work()
    everywhere = [*room.slack.messages("#news-desk"), *room.slack.messages(room.slack.dm("mia"))]
    assert [m.bot_id is not None for m in everywhere if "Ferry to sail" in m.text] == [True]


def test_a_link_added_by_an_edit_is_read_too(room: Room) -> None:
    other = "https://news.example/other"
    room.reader.pages[other] = ArticleText(text=STORY.replace("ferry", "bridge"), title="Bridge opens", url=other)
    asked = room.slack.post("mia", f"@{room.slack.bot().name}", LINK)
    room.work()
    room.slack.edit("mia", asked, f"{LINK} {other}")
    assert room.work() == 1
    assert ["Ferry" in m.text or "Bridge" in m.text for m in room.slack.thread(asked) if m.bot_id] == [True, True]


def test_several_links_are_answered_one_by_one_and_the_eyes_stay_until_the_last(room: Room) -> None:
    other = "https://news.example/other"
    room.reader.pages[other] = ArticleText(text=STORY.replace("ferry", "bridge"), title="Bridge opens", url=other)
    asked = room.slack.post("mia", "#news-desk", f"{room.mention} {LINK} {other}")
    room.work()
    assert len([m for m in room.slack.thread(asked) if m.bot_id]) == 2
    changes = [(c.method, c.args["name"]) for c in room.slack.calls() if c.method.startswith("reactions.")]
    assert changes == [("reactions.add", "eyes"), ("reactions.add", "white_check_mark"), ("reactions.remove", "eyes")]
