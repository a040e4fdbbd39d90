"""From Slack's payloads to submissions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.submission import Via
from handlers.parse import MAX_THINGS, Given, Nothing, from_command, from_event, from_modal, from_shortcut

PARAGRAPH = "The harbour was quiet on Tuesday. " * 12


def mention(text: str = "", **fields: Any) -> dict[str, Any]:
    event = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "10.1", "text": f"<@U0BOT> {text}"}
    return event | fields


def rich(*parts: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}]


def parse(event: dict[str, Any], event_id: str = "Ev1") -> Given:
    return from_event(event, team="T1", event_id=event_id, bot_user="U0BOT")


def a_file(**fields: Any) -> dict[str, Any]:
    file = {"id": "F1", "name": "story.txt", "mimetype": "text/plain", "url_private": "https://files.slack.com/F1"}
    return file | fields


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("<https://x.example/a>", ["https://x.example/a"]),  # as Slack sends a link
        ("<https://x.example/a|x.example/a>", ["https://x.example/a"]),  # with the label it adds
        ("see <https://x.example/a?b=1&amp;c=2>", ["https://x.example/a?b=1&c=2"]),  # entities are undone
        ("https://x.example/a.", ["https://x.example/a"]),  # bare, with the sentence's full stop
        ("(https://x.example/a)", ["https://x.example/a"]),  # in brackets
        ("https://x.example/a_(b)", ["https://x.example/a_(b)"]),  # brackets of its own
        ("<https://x.example/a> <https://x.example/b>", ["https://x.example/a", "https://x.example/b"]),
        ("<https://x.example/a> <https://x.example/a>", ["https://x.example/a"]),  # twice the same
        ("<mailto:a@x.example|a@x.example> <https://x.example/a>", ["https://x.example/a"]),  # an address to write to
    ],
)
def test_links_of_a_mention(text: str, links: list[str]) -> None:
    assert [s.link for s in parse(mention(text)).submissions] == links


def test_a_pasted_text_loses_nothing_but_the_mention() -> None:
    words = "“We *will* sail,” said Ortiz & co. <on Monday>. " + PARAGRAPH
    blocks = rich({"type": "user", "user_id": "U0BOT"}, {"type": "text", "text": " " + words})
    (submission,) = parse(mention("", blocks=blocks)).submissions
    assert submission.text == words.strip()


def test_formatting_marks_are_not_taken_for_the_articles_words() -> None:
    blocks = rich(
        {"type": "text", "text": "“We will "},
        {"type": "text", "text": "never", "style": {"bold": True}},
        {"type": "text", "text": " give in,” said Ortiz. " + PARAGRAPH},
    )
    (submission,) = parse(mention("“We will *never* give in,”", blocks=blocks)).submissions
    assert submission.text is not None
    assert submission.text.startswith("“We will never give in,” said Ortiz.")


def test_a_text_with_links_in_it_is_a_text() -> None:
    blocks = rich(
        {"type": "text", "text": PARAGRAPH * 2},
        {"type": "link", "url": "https://x.example", "text": "the report"},
        {"type": "text", "text": " says."},
    )
    (submission,) = parse(mention("", blocks=blocks)).submissions
    assert submission.link is None
    assert submission.text is not None
    assert submission.text.endswith("the report says.")


@pytest.mark.parametrize(
    ("text", "is_given"),
    [
        ("hello there!", False),
        ("Hi, can you show me what Lavrov said about the ferry yesterday please?", False),
        ("thanks :tada:", False),
        ("“We will sail on Monday,” said Elena Ortiz, the harbour master.", True),  # the one paragraph that matters
        ('"We will sail on Monday," said Elena Ortiz, the harbour master.', True),  # with typewriter marks
        (PARAGRAPH, True),  # long enough to be copy
    ],
)
def test_small_talk_is_told_from_copy(text: str, is_given: bool) -> None:
    assert bool(parse(mention(text)).submissions) is is_given


def test_a_bare_mention_below_a_message_is_told_apart() -> None:
    assert parse(mention("", thread_ts="9.9")).nothing is Nothing.IN_THREAD


@pytest.mark.parametrize(("thread_ts", "nothing"), [("9.9", Nothing.REMARK), (None, Nothing.SMALL_TALK)])
def test_thanks_below_an_answer_in_a_dm_need_no_answer(thread_ts: str | None, nothing: Nothing) -> None:
    event = {"type": "message", "channel": "D1", "ts": "10.1", "user": "U1", "text": "thanks!", "thread_ts": thread_ts}
    assert parse(event).nothing is nothing


def test_an_answer_to_a_reply_goes_into_its_thread() -> None:
    (submission,) = parse(mention("<https://x.example/a>", thread_ts="9.9")).submissions
    assert (submission.message_ts, submission.thread_ts) == ("10.1", "9.9")


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        (a_file(), True),
        (a_file(mimetype="application/pdf"), True),
        (a_file(mode="snippet", filetype="text"), True),  # what Slack makes of a long paste
        (a_file(mimetype="image/png"), False),
        (a_file(mode="tombstone"), False),  # deleted meanwhile
        ({"id": "F2", "file_access": "check_file_info"}, True),  # Slack Connect: nothing else is known
    ],
)
def test_files_of_a_message(file: dict[str, Any], kept: bool) -> None:
    given = parse(mention("", files=[file]))
    assert bool(given.submissions) is kept


def test_a_slack_connect_file_is_to_be_asked_for() -> None:
    (submission,) = parse(mention("", files=[{"id": "F2", "file_access": "check_file_info"}])).submissions
    assert submission.file is not None
    assert submission.file.url_private is None


def test_only_pictures_is_said() -> None:
    assert parse(mention("", files=[a_file(mimetype="image/png")])).nothing is Nothing.PICTURES


def test_several_things_of_one_message_differ_in_their_keys() -> None:
    given = parse(mention("<https://x.example/a> <https://x.example/b>", files=[a_file()]))
    assert len({s.event_key for s in given.submissions}) == 3


def test_more_links_than_are_read_at_once_are_counted() -> None:
    given = parse(mention(" ".join(f"<https://x.example/{n}>" for n in range(MAX_THINGS + 3))))
    assert (len(given.submissions), given.left_off) == (MAX_THINGS, 3)


def test_a_redelivery_or_an_edit_that_adds_nothing_gives_the_same_keys() -> None:
    first = parse(mention("<https://x.example/a>"))
    edited = parse(mention("Look: <https://x.example/a>", edited={"ts": "11.0"}), event_id="Ev2")
    assert [s.event_key for s in first.submissions] == [s.event_key for s in edited.submissions]


def test_a_link_added_by_an_edit_of_a_dm_is_new() -> None:
    before = {"type": "message", "channel": "D1", "ts": "10.1", "user": "U1", "text": "<https://x.example/a>"}
    after = before | {"text": "<https://x.example/a> <https://x.example/b>"}
    changed = {"type": "message", "subtype": "message_changed", "channel": "D1", "ts": "12.0", "message": after}
    old = {s.event_key for s in parse(before).submissions}
    new = [s for s in parse(changed).submissions if s.event_key not in old]
    assert [(s.link, s.channel, s.message_ts) for s in new] == [("https://x.example/b", "D1", "10.1")]


@pytest.mark.parametrize(
    "event",
    [
        mention("<https://x.example/a>", bot_id="B1"),  # a bot's words
        {"type": "message", "subtype": "message_deleted", "channel": "D1", "deleted_ts": "10.1"},
        {"type": "message", "subtype": "channel_join", "channel": "D1", "user": "U1", "text": "<@U1> has joined"},
        {"type": "message", "subtype": "message_changed", "channel": "D1", "message": {"bot_id": "B0", "text": "x"}},
    ],
)
def test_what_no_person_wrote_is_ignored(event: dict[str, Any]) -> None:
    assert parse(event).nothing is Nothing.IGNORED


def shortcut(message: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "message_action",
        "trigger_id": "1.2.3",
        "response_url": "https://hooks.slack.com/actions/1",
        "channel": {"id": "C1"},
        "user": {"id": "U2"},
        "message_ts": "10.1",
        "message": {"ts": "10.1", "user": "U1"} | message,
    }


def test_the_shortcut_answers_below_its_message_for_who_asked() -> None:
    payload = shortcut({"text": "<https://x.example/a>", "thread_ts": "9.9"})
    (submission,) = from_shortcut(payload, team="T1", bot_user="U0BOT").submissions
    assert (submission.via, submission.user) == (Via.MESSAGE_SHORTCUT, "U2")
    assert (submission.channel, submission.message_ts, submission.thread_ts) == ("C1", "10.1", "9.9")
    assert submission.response_url == "https://hooks.slack.com/actions/1"


@pytest.mark.parametrize(
    "message",
    [
        {"bot_id": "B9", "text": "", "attachments": [{"title": "Story", "title_link": "https://x.example/a"}]},
        {"bot_id": "B9", "text": "", "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": "<https://x.example/a|Story>"}}]},
        {"bot_id": "B9", "text": "New: <https://x.example/a|Story>"},
    ],
)  # fmt: skip
def test_the_shortcut_reads_what_a_feed_posted(message: dict[str, Any]) -> None:
    given = from_shortcut(shortcut(message), team="T1", bot_user="U0BOT")
    assert [s.link for s in given.submissions] == ["https://x.example/a"]


def test_the_shortcut_reads_even_a_short_text() -> None:
    given = from_shortcut(shortcut({"text": "Ortiz said it will sail."}), team="T1", bot_user=None)
    assert [s.text for s in given.submissions] == ["Ortiz said it will sail."]


def test_a_command_is_answered_by_its_address() -> None:
    payload = {"user_id": "U1", "channel_id": "C1", "trigger_id": "1.2", "response_url": "https://hooks.slack.com/1"}
    (submission,) = from_command(payload, ["https://x.example/a"], team="T1").submissions
    assert (submission.response_url, submission.message_ts) == ("https://hooks.slack.com/1", None)


def test_a_form_gives_all_that_was_filled_in() -> None:
    given = from_modal(
        team="T1", user="U1", view_id="V1", channel=None, link="https://x.example/a", text=" words ", files=[a_file()]
    )
    assert [(s.link, s.text, s.file is not None) for s in given.submissions] == [
        (None, None, True),
        ("https://x.example/a", None, False),
        (None, "words", False),
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["type", "text", "blocks", "elements", "files", "id", "message", "channel", "ts", "url",
                         "user", "attachments", "message_blocks", "unicode", "mimetype", "size"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["blocks", "text", "files", "attachments", "message", "subtype"]), json_values))
@settings(max_examples=150, deadline=None)
def test_a_payload_of_any_shape_raises_nothing(fields: dict[str, Any]) -> None:
    parse(mention() | fields)
    from_shortcut({"message": fields, "trigger_id": "1"}, team="T1", bot_user=None)
