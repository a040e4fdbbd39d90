"""Inputs: what an element holds at first, what a person put in, and what Slack says where a required one is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.problems import SandboxError
from bot.sandbox.state import Json

# Element type -> the key its value stands under in `state.values`.
VALUE_KEYS = {
    "plain_text_input": "value", "email_text_input": "value", "url_text_input": "value", "number_input": "value",
    "rich_text_input": "rich_text_value", "file_input": "files", "datepicker": "selected_date",
    "timepicker": "selected_time", "datetimepicker": "selected_date_time", "checkboxes": "selected_options",
    "radio_buttons": "selected_option", "static_select": "selected_option", "external_select": "selected_option",
    "users_select": "selected_user", "conversations_select": "selected_conversation",
    "channels_select": "selected_channel", "multi_static_select": "selected_options",
    "multi_external_select": "selected_options", "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations", "multi_channels_select": "selected_channels",
}  # fmt: skip
_INITIAL_KEYS = {
    "plain_text_input": "initial_value", "email_text_input": "initial_value", "url_text_input": "initial_value",
    "number_input": "initial_value", "rich_text_input": "initial_value", "datepicker": "initial_date",
    "timepicker": "initial_time", "datetimepicker": "initial_date_time", "checkboxes": "initial_options",
    "radio_buttons": "initial_option", "static_select": "initial_option", "external_select": "initial_option",
    "users_select": "initial_user", "conversations_select": "initial_conversation",
    "channels_select": "initial_channel", "multi_static_select": "initial_options",
    "multi_external_select": "initial_options", "multi_users_select": "initial_users",
    "multi_conversations_select": "initial_conversations", "multi_channels_select": "initial_channels",
}  # fmt: skip
_EMPTY_LISTS = {"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with its block."""
    for block in blocks:
        if block.get("type") == "section" and isinstance(block.get("accessory"), dict):
            yield block, block["accessory"]
        elif block.get("type") == "actions":
            yield from ((block, e) for e in block.get("elements", ()))
        elif block.get("type") == "input":
            yield block, block["element"]


def initial_values(blocks: list[Json], kept: Json | None = None) -> Json:
    """`state.values` of blocks as they open; what a person put in before (`kept`) stays where the ids are the same."""
    values: Json = {}
    for block, element in elements(blocks):
        key = VALUE_KEYS.get(element["type"])
        if key is None:
            continue
        before = (kept or {}).get(block["block_id"], {}).get(element["action_id"])
        if before is None or before["type"] != element["type"]:
            initial = element.get(_INITIAL_KEYS.get(element["type"], ""))
            before = {"type": element["type"], key: initial if initial is not None else empty_of(key)}
        values.setdefault(block["block_id"], {})[element["action_id"]] = before
    return values


def empty_of(key: str) -> Any:
    """What stands under a key of a value where nothing was put in."""
    return [] if key in _EMPTY_LISTS else None


def value_of(element: Json, given: Any, offered: list[Json] | None = None) -> Json:
    """A value for `state.values` from what a person gives: text, an option's value (or a list), a date, an id.

    `offered` are the options of an external select.

    Raises:
        SandboxError: nothing in the element is called that.
    """
    kind = element["type"]
    key = VALUE_KEYS.get(kind)
    if key is None:
        raise SandboxError(f"A {kind} holds no value")
    if given is None:
        return {"type": kind, key: empty_of(key)}
    if key == "selected_option":
        return {"type": kind, key: _option(element, given, offered)}
    if key == "selected_options":
        return {"type": kind, key: [_option(element, g, offered) for g in given]}
    if key == "value":
        given = str(given)
    return {"type": kind, key: given}


def options_of(element: Json) -> list[Json]:
    """Every option an element offers, its groups opened."""
    groups = element.get("option_groups") or []
    return list(element.get("options") or []) + [o for g in groups for o in g["options"]]


def _option(element: Json, given: Any, offered: list[Json] | None) -> Json:
    if isinstance(given, dict):
        return given
    for option in offered if offered is not None else options_of(element):
        if given in (option["value"], option["text"]["text"]):
            return option
    raise SandboxError(f"No option {given!r} in {element.get('action_id')}")


def missing_inputs(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack itself says to a submission, by block_id: empty required inputs, lengths, addresses."""
    wrong: dict[str, str] = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        element = block["element"]
        key = VALUE_KEYS[element["type"]]
        value = values.get(block["block_id"], {}).get(element["action_id"], {}).get(key)
        if value in (None, "", []):
            if not block.get("optional"):
                wrong[block["block_id"]] = "Please complete this required field."
        elif complaint := _complaint(element, value):
            wrong[block["block_id"]] = complaint
    return wrong


def _complaint(element: Json, value: Any) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        if len(value) < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
        if len(value) > element.get("max_length", 3000):
            return f"Please enter no more than {element.get('max_length', 3000)} characters."
    if kind == "url_text_input" and not re.match(r"https?://[^\s/]+\.?\S*$", value):
        return "Please enter a valid URL."
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        return "Please enter a valid email address."
    if kind == "number_input" and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return "Please enter a number."
    return None
