"""Holds messages, forms and home tabs to Slack's limits, strictly, and says where each one is broken.

Written from Slack's documentation (“Block Kit reference”, chat.postMessage, views.open) apart from the local Slack's
own checks: each tells on the other. `problems_*` return a line for each fault; `check_*` raise. Lengths are counted in
UTF-16 units, the stricter of the ways Slack's clients count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

MESSAGE_TEXT = 4_000
MESSAGE_CHARACTERS = 13_200  # of all blocks together; observed
VIEW_BYTES = 250_000
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100

IN_MESSAGE = {"section", "header", "context", "actions", "divider", "image", "rich_text", "file", "video", "markdown",
              "table", "input", "context_actions"}  # fmt: skip
IN_VIEW = {"section", "header", "context", "actions", "divider", "image", "rich_text", "input", "video"}
ACCESSORIES = {"button", "overflow", "image", "datepicker", "timepicker", "checkboxes", "radio_buttons",
               "static_select", "external_select", "users_select", "conversations_select", "channels_select",
               "multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
               "multi_channels_select", "workflow_button"}  # fmt: skip
IN_ACTIONS = (ACCESSORIES - {"image"}) | {"datetimepicker"}
IN_INPUT = (ACCESSORIES - {"button", "overflow", "image", "workflow_button"}) | {
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "datetimepicker", "rich_text_input",
    "file_input",
}  # fmt: skip


class LimitBroken(AssertionError):
    """Slack would refuse this, cut it off, or show it wrongly."""


def check_message(payload: Json) -> None:
    """A message as chat.postMessage, chat.update, chat.postEphemeral and response_urls take it."""
    _raise(problems_of_message(payload), payload)


def check_view(view: Json) -> None:
    """A modal or home tab."""
    _raise(problems_of_view(view), view)


def check_call(method: str, params: Json) -> None:
    """A call of the Web API, or an answer to a response_url (method `response_url`), as a server received it."""
    if method in ("chat.postMessage", "chat.update", "chat.postEphemeral", "chat.scheduleMessage", "response_url"):
        parsed = {**params, "blocks": _parsed(params.get("blocks")), "attachments": _parsed(params.get("attachments"))}
        if parsed.get("delete_original") in (True, "true"):
            return
        check_message({k: v for k, v in parsed.items() if v is not None})
    elif method in ("views.open", "views.push", "views.update", "views.publish"):
        check_view(_parsed(params.get("view")) or {})


def problems_of_message(payload: Json) -> list[str]:
    """What is wrong with a message."""
    found = []
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        found.append("text: missing; notifications and screen readers read it")
    elif _length(text) > MESSAGE_TEXT:
        found.append(f"text: {_length(text)} of {MESSAGE_TEXT}")
    else:
        found += _parsed_by_slack(text, "text")
    if payload.get("reply_broadcast") in (True, "true"):
        found.append("reply_broadcast: an answer is never broadcast")
    if payload.get("attachments"):
        found.append("attachments: are legacy")
    blocks = payload.get("blocks") or []
    found += _blocks(blocks, IN_MESSAGE, MESSAGE_BLOCKS)
    if (size := sum(_length(t) for t in _strings(blocks))) > MESSAGE_CHARACTERS:
        found.append(f"blocks: {size} of {MESSAGE_CHARACTERS} characters")
    return found


def problems_of_view(view: Json) -> list[str]:
    """What is wrong with a modal or home tab."""
    found: list[str] = []
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return [f"type: {kind}"]
    if kind == "modal":
        found += _plain(view.get("title"), "title", 24)
        found += [p for name in ("submit", "close") if name in view for p in _plain(view[name], name, 24)]
        if "submit" not in view and any(b.get("type") == "input" for b in view.get("blocks", [])):
            found.append("submit: needed where there is an input")
    elif {"title", "submit", "close"} & set(view):
        found.append("home: has a title or buttons of a modal")
    found += _short(view, "private_metadata", 3000, "view") + _short(view, "callback_id", 255, "view")
    found += _blocks(view.get("blocks") or [], IN_VIEW, VIEW_BLOCKS)
    if (size := len(json.dumps(view, ensure_ascii=False).encode())) > VIEW_BYTES:
        found.append(f"view: {size} of {VIEW_BYTES} bytes")
    return found


def _blocks(blocks: object, allowed: set[str], most: int) -> list[str]:
    if not isinstance(blocks, Sequence) or isinstance(blocks, str):
        return ["blocks: not a list"]
    found = [f"blocks: {len(blocks)} of {most}"] if len(blocks) > most else []
    ids = [b["block_id"] for b in blocks if "block_id" in b]
    found += ["blocks: a block_id twice"] * (len(ids) != len(set(ids)))
    tables = sum(b.get("type") == "table" for b in blocks)
    found += ["blocks: more than one table"] * (tables > 1)
    markdown = sum(_length(str(b.get("text"))) for b in blocks if b.get("type") == "markdown")
    found += ["blocks: more than 12,000 characters of markdown"] * (markdown > 12_000)
    for number, block in enumerate(blocks):
        where = f"blocks[{number}]"
        kind = str(block.get("type"))
        if kind not in allowed:
            found.append(f"{where}: {kind} is not allowed here")
            continue
        found += _short(block, "block_id", 255, where)
        found += _KINDS.get(kind, _nothing_more)(block, f"{where}.{kind}")
    return found


def _section(block: Json, where: str) -> list[str]:
    found = _text(block["text"], f"{where}.text", 3000) if "text" in block else []
    fields = block.get("fields", [])
    if "text" not in block and not fields:
        found.append(f"{where}: neither text nor fields")
    if len(fields) > 10:
        found.append(f"{where}.fields: {len(fields)} of 10")
    found += [p for n, field in enumerate(fields) for p in _text(field, f"{where}.fields[{n}]", 2000)]
    if "accessory" in block:
        found += _element(block["accessory"], f"{where}.accessory", ACCESSORIES)
    return found


def _header(block: Json, where: str) -> list[str]:
    return _plain(block.get("text"), f"{where}.text", 150)


def _context(block: Json, where: str) -> list[str]:
    elements = block.get("elements", [])
    found = [] if 1 <= len(elements) <= 10 else [f"{where}.elements: {len(elements)}, from 1 to 10 are allowed"]
    for number, element in enumerate(elements):
        at = f"{where}.elements[{number}]"
        found += _image(element, at) if element.get("type") == "image" else _text(element, at, 2000)
    return found


def _actions(block: Json, where: str) -> list[str]:
    elements = block.get("elements", [])
    found = [] if 1 <= len(elements) <= 25 else [f"{where}.elements: {len(elements)}, from 1 to 25 are allowed"]
    ids = [e.get("action_id") for e in elements]
    found += [f"{where}: an action_id twice"] * (len(ids) != len(set(ids)))
    return found + [p for n, e in enumerate(elements) for p in _element(e, f"{where}.elements[{n}]", IN_ACTIONS)]


def _input(block: Json, where: str) -> list[str]:
    found = _plain(block.get("label"), f"{where}.label", 2000)
    if "hint" in block:
        found += _plain(block["hint"], f"{where}.hint", 2000)
    return found + _element(block.get("element", {}), f"{where}.element", IN_INPUT)


def _image(block: Json, where: str) -> list[str]:
    found = _needed(block, "alt_text", 2000, where)
    if "slack_file" not in block:
        found += _needed(block, "image_url", 3000, where)
    return found


def _table(block: Json, where: str) -> list[str]:
    rows = block.get("rows", [])
    found = [f"{where}: {len(rows)} of 100 rows"] if len(rows) > 100 else []
    return found + [f"{where}: {len(r)} of 20 columns" for r in rows if len(r) > 20]


def _markdown(block: Json, where: str) -> list[str]:
    return _needed(block, "text", 12_000, where)


RICH_BLOCKS = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
RICH_FIELDS = {"text": "text", "link": "url", "user": "user_id", "channel": "channel_id", "emoji": "name",
               "usergroup": "usergroup_id", "broadcast": "range", "date": "timestamp", "color": "value"}  # fmt: skip


def _rich_text(block: Json, where: str) -> list[str]:
    elements = block.get("elements", [])
    found = [] if elements else [f"{where}: empty"]
    for number, element in enumerate(elements):
        at = f"{where}.elements[{number}]"
        kind = element.get("type")
        if kind not in RICH_BLOCKS:
            found.append(f"{at}: {kind} is not allowed here")
        elif kind == "rich_text_list":
            found += [] if element.get("style") in ("bullet", "ordered") else [f"{at}.style: {element.get('style')}"]
            rows = element.get("elements", [])
            found += [] if rows else [f"{at}: empty"]
            found += [f"{at}: a row is not a section" for r in rows if r.get("type") != "rich_text_section"]
            found += [p for r in rows for p in _rich_words(r, at)]
        else:
            found += _rich_words(element, at)
    return found


def _rich_words(element: Json, where: str) -> list[str]:
    found = [] if element.get("elements") else [f"{where}: empty"]
    for number, part in enumerate(element.get("elements", [])):
        at = f"{where}[{number}]"
        needed = RICH_FIELDS.get(str(part.get("type")))
        if needed is None:
            found.append(f"{at}: {part.get('type')} is not allowed here")
        elif part.get(needed) in (None, ""):
            found.append(f"{at}.{needed}: missing")
        if part.get("type") == "broadcast":
            found.append(f"{at}: calls the whole channel")
        if part.get("type") == "link":
            found += _url(part, "url", at)
        if set(part.get("style", {})) - {"bold", "italic", "strike", "code", "underline", "highlight"}:
            found.append(f"{at}.style: {part['style']}")
    return found


def _element(element: Json, where: str, allowed: set[str]) -> list[str]:
    kind = str(element.get("type"))
    if kind not in allowed:
        return [f"{where}: {kind} is not allowed here"]
    if kind == "image":
        return _image(element, where)
    found = _needed(element, "action_id", 255, where)
    if "confirm" in element:
        found += _confirm(element["confirm"], f"{where}.confirm")
    if "placeholder" in element:
        found += _plain(element["placeholder"], f"{where}.placeholder", 150)
    return found + _ELEMENTS.get(kind, _nothing_more)(element, f"{where}({kind})")


def _button(element: Json, where: str) -> list[str]:
    found = _plain(element.get("text"), f"{where}.text", 75) + _short(element, "value", 2000, where)
    found += _short(element, "accessibility_label", 75, where)
    found += _url(element, "url", where) if "url" in element else []
    style = element.get("style", "primary")
    return found if style in ("primary", "danger") else [*found, f"{where}.style: {style}"]


def _overflow(element: Json, where: str) -> list[str]:
    return _options(element.get("options", []), where, 5)


def _select(element: Json, where: str) -> list[str]:
    found = []
    if "option_groups" in element:
        groups = element["option_groups"]
        found += [f"{where}: {len(groups)} groups"] * (not 1 <= len(groups) <= 100)
        for group in groups:
            found += _plain(group.get("label"), f"{where}.label", 75) + _options(group.get("options", []), where, 100)
    else:
        found += _options(element.get("options", []), where, 100)
    return found + _initial(element, where)


def _boxes(element: Json, where: str) -> list[str]:
    return _options(element.get("options", []), where, 10) + _initial(element, where)


def _initial(element: Json, where: str) -> list[str]:
    offered = list(element.get("options", []))
    offered += [o for group in element.get("option_groups", []) for o in group.get("options", [])]
    chosen = list(element.get("initial_options", []))
    chosen += [element["initial_option"]] if "initial_option" in element else []
    if "initial_options" in element and not chosen:
        return [f"{where}.initial_options: empty"]
    return [f"{where}: an initial option that is not offered" for option in chosen if option not in offered]


def _external(element: Json, where: str) -> list[str]:
    length = element.get("min_query_length", 3)
    found = [] if isinstance(length, int) and length >= 0 else [f"{where}.min_query_length: {length}"]
    return found + (_options([element["initial_option"]], where, 1) if "initial_option" in element else [])


def _text_input(element: Json, where: str) -> list[str]:
    found = _short(element, "initial_value", 3000, where)
    low, high = element.get("min_length", 0), element.get("max_length", 3000)
    return found if 0 <= low <= high <= 3000 and high >= 1 else [*found, f"{where}: from {low} to {high} characters"]


def _file_input(element: Json, where: str) -> list[str]:
    return [] if 1 <= element.get("max_files", 10) <= 10 else [f"{where}.max_files: {element['max_files']}"]


def _options(options: Sequence[Json], where: str, most: int) -> list[str]:
    found = [] if 1 <= len(options) <= most else [f"{where}.options: {len(options)}, from 1 to {most} are allowed"]
    values = [o.get("value") for o in options]
    found += [f"{where}.options: a value twice"] * (len(values) != len(set(values)))
    for number, option in enumerate(options):
        at = f"{where}.options[{number}]"
        found += _text(option.get("text"), f"{at}.text", 75) + _needed(option, "value", 150, at)
        found += _text(option["description"], f"{at}.description", 75) if "description" in option else []
    return found


def _confirm(confirm: Json, where: str) -> list[str]:
    return (
        _plain(confirm.get("title"), f"{where}.title", 100)
        + _text(confirm.get("text"), f"{where}.text", 300)
        + _plain(confirm.get("confirm"), f"{where}.confirm", 30)
        + _plain(confirm.get("deny"), f"{where}.deny", 30)
    )


def _plain(text: object, where: str, most: int) -> list[str]:
    if not isinstance(text, Mapping) or text.get("type") != "plain_text":
        return [f"{where}: must be plain_text"]
    return _text(text, where, most)


def _text(text: object, where: str, most: int) -> list[str]:
    if not isinstance(text, Mapping) or text.get("type") not in ("plain_text", "mrkdwn"):
        return [f"{where}: not a text object"]
    words = text.get("text")
    if not isinstance(words, str) or not words.strip():
        return [f"{where}: empty"]
    found = [f"{where}: {_length(words)} of {most}"] if _length(words) > most else []
    if text["type"] == "mrkdwn":
        found += [f"{where}: emoji is for plain_text"] * ("emoji" in text)
        found += _parsed_by_slack(words, where)
    else:
        found += [f"{where}: verbatim is for mrkdwn"] * ("verbatim" in text)
    return found


def _parsed_by_slack(text: str, where: str) -> list[str]:
    """What stands in angle brackets without being a link, a mention or a date, and ampersands that are no entity."""
    found = [f"{where}: calls the whole channel"] if re.search(r"<!(channel|here|everyone)", text) else []
    rest = re.sub(
        r"<(https?://[^<>]+|mailto:[^<>]+|[@#][A-Z0-9]+(\|[^<>]*)?|!date\^[^<>]+|!(channel|here|everyone))>", "", text
    )
    found += [f"{where}: not escaped: {part}" for part in re.findall(r"<[^>]{0,20}|>", rest)[:1]]
    return found + [f"{where}: not escaped: &"] * bool(re.search(r"&(?!(amp|lt|gt);)", rest))


def _needed(value: Json, key: str, most: int, where: str) -> list[str]:
    found = value.get(key)
    return [f"{where}.{key}: missing"] if not isinstance(found, str) or not found else _short(value, key, most, where)


def _short(value: Json, key: str, most: int, where: str) -> list[str]:
    found = value.get(key)
    if found is None:
        return []
    if not isinstance(found, str):
        return [f"{where}.{key}: must be a string"]
    return [f"{where}.{key}: {_length(found)} of {most}"] if _length(found) > most else []


def _url(value: Json, key: str, where: str) -> list[str]:
    found = _needed(value, key, 3000, where)
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", str(value.get(key)), re.I)
    return found if found or scheme else [f"{where}.{key}: not an address"]


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _strings(value: object) -> Iterator[str]:
    """Every string that is shown."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in ("text", "alt_text", "fallback") and isinstance(inner, str):
                yield inner
            else:
                yield from _strings(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _strings(inner)


def _parsed(value: object) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value or None


def _nothing_more(_value: Json, _where: str) -> list[str]:
    return []


def _raise(problems: Sequence[str], what: Json) -> None:
    if problems:
        raise LimitBroken("\n".join(problems) + "\n" + json.dumps(what, ensure_ascii=False)[:1500])


_KINDS: dict[str, Callable[[Json, str], list[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "rich_text": _rich_text,
    "table": _table,
    "markdown": _markdown,
}
_ELEMENTS: dict[str, Callable[[Json, str], list[str]]] = {
    "button": _button,
    "overflow": _overflow,
    "static_select": _select,
    "multi_static_select": _select,
    "external_select": _external,
    "multi_external_select": _external,
    "radio_buttons": _boxes,
    "checkboxes": _boxes,
    "plain_text_input": _text_input,
    "file_input": _file_input,
}
