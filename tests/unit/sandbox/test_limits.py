"""Each of Slack's limits: what just fits is taken, one more is refused in Slack's words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import SlackError
from bot.sandbox.limits import check_blocks, check_message, check_view

Json = dict[str, Any]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def section(**rest: Any) -> Json:
    return {"type": "section", "text": mrkdwn(1)} | rest


def button(**rest: Any) -> Json:
    return {"type": "actions", "elements": [{"type": "button", "action_id": "a", "text": plain(1)} | rest]}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(text: int = 1, value: int = 1) -> Json:
    return {"text": plain(text), "value": "v" * value}


def select(**rest: Any) -> Json:
    return section(accessory={"type": "static_select", "action_id": "a", "options": [option()]} | rest)


def overflow(count: int) -> Json:
    return section(accessory={"type": "overflow", "action_id": "a", "options": [option()] * count})


def field_(**rest: Any) -> Json:
    return {"type": "input", "label": plain(1), "element": {"type": "plain_text_input", "action_id": "a"} | rest}


def confirm(**rest: Any) -> Json:
    asked = {"title": plain(1), "text": mrkdwn(1), "confirm": plain(1), "deny": plain(1)}
    return button(confirm=asked | rest)


def rich(*leaves: Json, kind: str = "rich_text_section", **rest: Any) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(leaves)} | rest]}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "c"}] * columns] * rows}


BUTTON = button()["elements"][0]
SCRIPT: Json = {"type": "link", "url": "javascript:1"}

FITS: list[tuple[str, list[Json]]] = [
    ("fifty blocks", [{"type": "divider"}] * 50),
    ("section text of 3,000", [section(text=mrkdwn(3000))]),
    ("ten fields of 1,200", [{"type": "section", "fields": [mrkdwn(1200)] * 10}]),
    ("one field of 2,000", [{"type": "section", "fields": [mrkdwn(2000)]}]),
    ("header of 150", [{"type": "header", "text": plain(150)}]),
    ("context of ten", [{"type": "context", "elements": [mrkdwn(1)] * 10}]),
    ("button with all at the limit", [button(text=plain(75), value="v" * 2000, action_id="a" * 255)]),
    ("url of 3,000", [button(url="https://e.org/" + "x" * 2986)]),
    (
        "twenty-five buttons",
        [{"type": "actions", "elements": [button(action_id=f"{i}")["elements"][0] for i in range(25)]}],
    ),
    ("hundred options", [select(options=[option(75, 150)] * 100)]),
    ("overflow of five", [overflow(5)]),
    ("rich text of every kind", [rich({"type": "text", "text": "a"}, {"type": "link", "url": "https://e.org"})]),
    ("a quote", [rich({"type": "text", "text": "a"}, kind="rich_text_quote")]),
    ("table of 100 rows", [table(100, 1)]),
    ("table of 20 columns", [table(1, 20)]),
    ("markdown of 12,000", [{"type": "markdown", "text": "x" * 12_000}]),
    ("confirm at the limit", [confirm(title=plain(100), text=mrkdwn(300), confirm=plain(30), deny=plain(30))]),
]

BREAKS: list[tuple[str, list[Json], str, str]] = [
    # what, blocks, the words, the pointer
    ("51 blocks", [{"type": "divider"}] * 51, "no more than 50 items allowed", "/blocks"),
    ("section text", [section(text=mrkdwn(3001))], "must be less than 3001 characters", "/blocks/0/text/text"),
    ("empty text", [section(text=mrkdwn(0))], "must be more than 0 characters", "/blocks/0/text/text"),
    ("section of nothing", [{"type": "section"}], "missing required field: text or fields", "/blocks/0"),
    ("field", [{"type": "section", "fields": [mrkdwn(2001)]}], "less than 2001", "/blocks/0/fields/0/text"),
    ("11 fields", [{"type": "section", "fields": [mrkdwn(1)] * 11}], "no more than 10 items", "/blocks/0/fields"),
    ("header", [{"type": "header", "text": plain(151)}], "must be less than 151", "/blocks/0/text/text"),
    ("mrkdwn header", [{"type": "header", "text": mrkdwn(1)}], "must be plain_text", "/blocks/0/text/type"),
    ("11 in context", [{"type": "context", "elements": [mrkdwn(1)] * 11}], "no more than 10", "/blocks/0/elements"),
    ("button text", [button(text=plain(76))], "less than 76", "/blocks/0/elements/0/text/text"),
    ("button value", [button(value="v" * 2001)], "less than 2001", "/blocks/0/elements/0/value"),
    ("button style", [button(style="loud")], "must be primary or danger", "/blocks/0/elements/0/style"),
    ("button url", [button(url="https://e.org/" + "x" * 3000)], "less than 3001", "/blocks/0/elements/0/url"),
    ("no url at all", [button(url="nowhere")], "must be a valid URL", "/blocks/0/elements/0/url"),
    ("action_id", [button(action_id="a" * 256)], "less than 256", "/blocks/0/elements/0/action_id"),
    ("block_id", [section(block_id="b" * 256)], "less than 256", "/blocks/0/block_id"),
    ("twice the block_id", [section(block_id="b")] * 2, "already exists", "/blocks/1/block_id"),
    ("twice the action_id", [actions(BUTTON, BUTTON)], "already exists", "/blocks/0/elements/1"),
    ("101 options", [select(options=[option()] * 101)], "no more than 100", "/blocks/0/accessory/options"),
    ("no options", [select(options=[])], "at least 1", "/blocks/0/accessory/options"),
    ("option text", [select(options=[option(text=76)])], "less than 76", "/blocks/0/accessory/options/0/text/text"),
    ("option value", [select(options=[option(value=151)])], "less than 151", "/blocks/0/accessory/options/0/value"),
    ("foreign initial", [select(initial_option=option(2))], "among the options", "/blocks/0/accessory/initial_option"),
    ("overflow of 6", [overflow(6)], "no more than 5", "/blocks/0/accessory/options"),
    ("confirm title", [confirm(title=plain(101))], "less than 101", "/blocks/0/elements/0/confirm/title/text"),
    ("input too long", [field_(max_length=3001)], "between 1 and 3000", "/blocks/0/element/max_length"),
    ("unknown block", [{"type": "carousel!"}], "unsupported block", "/blocks/0"),
    ("unknown key", [section(colour="red")], "no more properties allowed: colour", "/blocks/0/colour"),
    ("input in actions", [actions({"type": "plain_text_input"})], "unsupported element", "/blocks/0/elements/0"),
    ("empty rich text", [rich({"type": "text", "text": ""})], "more than 0", "/blocks/0/elements/0/elements/0/text"),
    ("script link", [rich(SCRIPT)], "valid URL", "/blocks/0/elements/0/elements/0/url"),
    ("list of text", [rich(SCRIPT, kind="rich_text_list", style="bullet")], "must be a rich_text_section", "/blocks/0"),
    ("101 rows", [table(101, 1)], "no more than 100", "/blocks/0/rows"),
    ("21 columns", [table(1, 21)], "no more than 20", "/blocks/0/rows/0"),
    ("two tables", [table(1, 1)] * 2, "only_one_table_allowed", "/blocks"),
    ("markdown", [{"type": "markdown", "text": "x" * 6001}] * 2, "less than 12001", "/blocks"),
]  # fmt: skip


@pytest.mark.parametrize("blocks", [b for _, b in FITS], ids=[n for n, _ in FITS])
def test_what_just_fits_is_taken(blocks: list[Json]) -> None:
    assert check_blocks(blocks, "message") == blocks


@pytest.mark.parametrize(("blocks", "words", "pointer"), [b[1:] for b in BREAKS], ids=[b[0] for b in BREAKS])
def test_one_more_is_refused_with_a_pointer(blocks: list[Json], words: str, pointer: str) -> None:
    with pytest.raises(SlackError) as refused:
        check_blocks(blocks, "message")
    body = refused.value.body()
    assert body["error"] == "invalid_blocks"
    assert any(words in m and f"[json-pointer:{pointer}" in m for m in body["response_metadata"]["messages"]), body


def test_all_blocks_together_have_a_limit() -> None:
    """Measured by users: 13,297 characters in two markdown blocks, 125 fewer with a divider. Sections count alike."""
    fits = [section(text=mrkdwn(2600))] * 4 + [section(text=mrkdwn(13_547 - 4 * 2600 - 5 * 125))]
    check_blocks(fits, "message")
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_blocks([*fits, {"type": "divider"}], "message")


def test_blocks_must_be_a_list_of_objects() -> None:
    for wrong in ("blocks", {"type": "divider"}, ["divider"]):
        with pytest.raises(SlackError, match="invalid_blocks_format"):
            check_message(wrong)


MODAL: Json = {"type": "modal", "title": plain(24), "blocks": []}
VIEW_BREAKS: list[tuple[str, Json, str, str]] = [
    # what, the view, what Slack says, of what
    ("no title", {"type": "modal", "blocks": []}, "missing required field", "/view/title"),
    ("title", MODAL | {"title": plain(25)}, "less than 25 characters", "/view/title/text"),
    ("submit", MODAL | {"submit": plain(25)}, "less than 25 characters", "/view/submit/text"),
    ("close", MODAL | {"close": plain(25)}, "less than 25 characters", "/view/close/text"),
    ("metadata", MODAL | {"private_metadata": "x" * 3001}, "less than 3001 characters", "/view/private_metadata"),
    ("callback_id", MODAL | {"callback_id": "x" * 256}, "less than 256 characters", "/view/callback_id"),
    ("input without submit", MODAL | {"blocks": [field_()]}, "missing required field: submit", "/view"),
    ("markdown", MODAL | {"blocks": [{"type": "markdown"}]}, "unsupported block: markdown", "/view/blocks/0"),
    ("101 blocks", MODAL | {"blocks": [{"type": "divider"}] * 101}, "no more than 100 items allowed", "/view/blocks"),
    ("home with a title", {"type": "home", "title": plain(1), "blocks": []}, "a home tab has no title", "/view/title"),
    ("unknown key", MODAL | {"size": "large"}, "no more properties allowed: size", "/view/size"),
]  # fmt: skip


@pytest.mark.parametrize(("view", "words", "pointer"), [v[1:] for v in VIEW_BREAKS], ids=[v[0] for v in VIEW_BREAKS])
def test_a_view_over_a_limit_is_refused(view: Json, words: str, pointer: str) -> None:
    with pytest.raises(SlackError) as refused:
        check_view(view)
    assert refused.value.error == "invalid_arguments"
    (message,) = refused.value.messages
    assert words in message
    assert message.endswith(f" [json-pointer:{pointer}]")


def test_a_view_has_at_most_250_kilobytes() -> None:
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(MODAL | {"blocks": [section(text=mrkdwn(2990))] * 90})


def test_a_hundred_blocks_fit_into_a_modal() -> None:
    check_view(MODAL | {"blocks": [{"type": "divider"}] * 100})
