"""Slack's limits on blocks and views, each refused in Slack's words with a pointer to where.

`check_blocks` and `check_view` raise `SlackError` as the Web API answers: `invalid_blocks` for messages,
`invalid_arguments` for views, with one line a fault. The figures are those of Slack's Block Kit reference; the cap on
all blocks of a message together is what users measured (slackapi/bolt-js issues 2509 and 2867).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.elements import Elements
from bot.sandbox.problems import SlackError

Json = dict[str, Any]

MAX_BLOCKS = {"message": 50, "modal": 100, "home": 100}
# Measured: markdown alone may have 13,297 characters in two blocks, and each divider more takes 125 of them.
MAX_MESSAGE_CHARACTERS, CHARACTERS_A_BLOCK = 13_547, 125
MAX_MARKDOWN = 12_000
MAX_TEXT = 40_000  # a longer text is cut
MAX_UPDATE_BYTES = 4_000  # of chat.update's text; counted in bytes as sent
MAX_VIEW_BYTES = 250_000
MAX_METADATA_BYTES = 16_000
MAX_ATTACHMENTS = 100


def check_message(blocks: Any, attachments: Any = None) -> tuple[list[Json], list[Json]]:
    """The blocks and attachments of a message, checked.

    Raises:
        SlackError: invalid_blocks_format, invalid_blocks, msg_blocks_too_long, invalid_attachments,
            too_many_attachments.
    """
    if not isinstance(attachments or [], list):
        raise SlackError("invalid_attachments")
    if len(attachments or []) > MAX_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for attachment in attachments or []:
        check_blocks(attachment.get("blocks"), "message")
    return check_blocks(blocks, "message"), list(attachments or [])


def check_blocks(blocks: Any, surface: str) -> list[Json]:
    """The blocks of a surface (message, modal, home), checked; None is no blocks."""
    if blocks is None:
        return []
    if not isinstance(blocks, list) or not all(isinstance(b, dict) for b in blocks):
        raise SlackError("invalid_blocks_format" if surface == "message" else "invalid_arguments")
    checker = _Blocks(surface)
    checker.blocks(blocks, "/blocks" if surface == "message" else "/view/blocks")
    if checker.errors:
        raise SlackError("invalid_blocks" if surface == "message" else "invalid_arguments", messages=checker.errors)
    if surface == "message" and text_size(blocks) + CHARACTERS_A_BLOCK * len(blocks) > MAX_MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")
    return blocks


def check_view(view: Any) -> Json:
    """A modal or Home tab, checked.

    Raises:
        SlackError: invalid_arguments with one line a fault, or view_too_large.
    """
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", messages=["must provide an object [json-pointer:/view]"])
    if len(json.dumps(view, ensure_ascii=False).encode()) > MAX_VIEW_BYTES:
        raise SlackError("view_too_large")
    kind = view.get("type")
    if kind not in ("modal", "home"):
        raise SlackError("invalid_arguments", messages=[f'unsupported type: "{kind}" [json-pointer:/view/type]'])
    checker = _Blocks(kind)
    checker.view(view)
    if checker.errors:
        raise SlackError("invalid_arguments", messages=checker.errors)
    return view


def text_size(value: Any) -> int:
    """Characters of all text in a block tree: every `text`, `url`, `alt_text` and the like that is shown."""
    if isinstance(value, dict):
        return sum(
            len(v) if k in ("text", "url", "alt_text", "title") and isinstance(v, str) else text_size(v)
            for k, v in value.items()
        )
    return sum(text_size(v) for v in value) if isinstance(value, list) else 0


class _Blocks(Elements):
    """Walks the blocks of one surface and gathers what is wrong."""

    _VIEW_KEYS = frozenset(
        {
            "type", "title", "blocks", "close", "submit", "private_metadata", "callback_id", "clear_on_close",
            "notify_on_close", "external_id", "submit_disabled",
        }
    )  # fmt: skip

    def view(self, view: Json) -> None:
        """All of a view."""
        for key in view.keys() - self._VIEW_KEYS:
            self.no(f"no more properties allowed: {key}", f"/view/{key}")
        if self.surface == "modal":
            self.plain(view.get("title"), "/view/title", 24)
            for key in ("submit", "close"):
                if view.get(key) is not None:
                    self.plain(view[key], f"/view/{key}", 24)
        else:
            for key in ("title", "submit", "close"):
                if view.get(key) is not None:
                    self.no(f"a home tab has no {key}", f"/view/{key}")
        self.string(view.get("private_metadata", ""), "/view/private_metadata", 3000, least=0)
        for key in ("callback_id", "external_id"):
            self.string(view.get(key, ""), f"/view/{key}", 255, least=0)
        blocks = view.get("blocks")
        if not isinstance(blocks, list):
            self.no("must provide an array", "/view/blocks")
            return
        self.blocks(blocks, "/view/blocks")
        has_input = any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
        if self.surface == "modal" and has_input and not view.get("submit"):
            self.no("missing required field: submit, for a view with input blocks", "/view")

    def blocks(self, blocks: list[Any], where: str) -> None:
        """A list of blocks."""
        if len(blocks) > MAX_BLOCKS[self.surface]:
            self.no(f"no more than {MAX_BLOCKS[self.surface]} items allowed", where)
        seen: set[str] = set()
        for index, block in enumerate(blocks):
            here = f"{where}/{index}"
            if not isinstance(block, dict):
                self.no("must provide an object", here)
                continue
            self.id_(block, "block_id", here)
            if (block_id := block.get("block_id")) is not None:
                if block_id in seen:
                    self.no(f"`block_id` {block_id} already exists", f"{here}/block_id")
                seen.add(str(block_id))
            self.block(block, here)
        self._totals(blocks, where)

    def _totals(self, blocks: list[Any], where: str) -> None:
        kinds = [b.get("type") for b in blocks if isinstance(b, dict)]
        markdown = sum(
            len(str(b.get("text", ""))) for b in blocks if isinstance(b, dict) and b.get("type") == "markdown"
        )
        if markdown > MAX_MARKDOWN:
            self.no(f"must be less than {MAX_MARKDOWN + 1} characters in all markdown blocks", where)
        if kinds.count("table") > 1:
            self.no("only_one_table_allowed", where)

    def block(self, block: Json, here: str) -> None:
        """One block, by its type."""
        kind = block.get("type")
        check: Callable[[Json, str], None] | None = (
            getattr(self, f"block_{kind}", None) if isinstance(kind, str) and kind.isidentifier() else None
        )
        if check is None or kind in self._not_here():
            self.no(f"unsupported block: {kind}" if kind else "missing required field: type", here)
            return
        keys = self._KEYS[str(kind)] | {"type", "block_id"}
        for key in block.keys() - keys:
            self.no(f"no more properties allowed: {key}", f"{here}/{key}")
        check(block, here)

    def _not_here(self) -> frozenset[str]:
        return frozenset() if self.surface == "message" else frozenset({"markdown", "table", "file"})

    _KEYS = {  # noqa: RUF012 - a table
        "section": {"text", "fields", "accessory", "expand"},
        "header": {"text"},
        "divider": set(),
        "context": {"elements"},
        "actions": {"elements"},
        "image": {"image_url", "alt_text", "title", "slack_file", "fallback", "image_width", "image_height"},
        "input": {"label", "element", "dispatch_action", "hint", "optional"},
        "file": {"external_id", "source", "file_id", "file"},
        "video": {
            "alt_text", "author_name", "description", "provider_icon_url", "provider_name", "title", "title_url",
            "thumbnail_url", "video_url",
        },
        "rich_text": {"elements"},
        "markdown": {"text"},
        "table": {"rows", "column_settings"},
    }  # fmt: skip

    def block_section(self, block: Json, here: str) -> None:
        if block.get("text") is None and block.get("fields") is None:
            self.no("missing required field: text or fields", here)
        if block.get("text") is not None:
            self.text(block["text"], f"{here}/text", 3000)
        if block.get("fields") is not None and self.items(block["fields"], f"{here}/fields", 1, 10):
            for index, item in enumerate(block["fields"]):
                self.text(item, f"{here}/fields/{index}", 2000)
        if block.get("accessory") is not None:
            self.element(block["accessory"], f"{here}/accessory", "section")

    def block_header(self, block: Json, here: str) -> None:
        self.plain(block.get("text"), f"{here}/text", 150)

    def block_divider(self, block: Json, here: str) -> None:
        pass

    def block_context(self, block: Json, here: str) -> None:
        if self.items(block.get("elements"), f"{here}/elements", 1, 10):
            for index, item in enumerate(block["elements"]):
                if isinstance(item, dict) and item.get("type") == "image":
                    self.image(item, f"{here}/elements/{index}")
                else:
                    self.text(item, f"{here}/elements/{index}", 3000)

    def block_actions(self, block: Json, here: str) -> None:
        if self.items(block.get("elements"), f"{here}/elements", 1, 25):
            seen: set[str] = set()
            for index, item in enumerate(block["elements"]):
                self.element(item, f"{here}/elements/{index}", "actions")
                action_id = item.get("action_id") if isinstance(item, dict) else None
                if action_id in seen:
                    self.no(f"`action_id` {action_id} already exists for another element", f"{here}/elements/{index}")
                seen.add(str(action_id) if action_id else f"\0{index}")

    def block_image(self, block: Json, here: str) -> None:
        self.image(block, here)
        if block.get("title") is not None:
            self.plain(block["title"], f"{here}/title", 2000)

    def block_input(self, block: Json, here: str) -> None:
        self.plain(block.get("label"), f"{here}/label", 2000)
        if block.get("hint") is not None:
            self.plain(block["hint"], f"{here}/hint", 2000)
        self.element(block.get("element"), f"{here}/element", "input")

    def block_file(self, block: Json, here: str) -> None:
        if block.get("source") != "remote":
            self.no("must be remote", f"{here}/source")

    def block_video(self, block: Json, here: str) -> None:
        for key in ("title", "alt_text", "video_url", "thumbnail_url"):
            if block.get(key) is None:
                self.no(f"missing required field: {key}", here)

    def block_markdown(self, block: Json, here: str) -> None:
        self.string(block.get("text"), f"{here}/text", MAX_MARKDOWN)

    def block_rich_text(self, block: Json, here: str) -> None:
        if not isinstance(block.get("elements"), list):
            self.no("must provide an array", f"{here}/elements")
            return
        for index, part in enumerate(block["elements"]):
            self.rich_part(part, f"{here}/elements/{index}")

    def rich_part(self, part: Any, here: str) -> None:
        """A section, quote, list or preformatted part of rich text."""
        kind = part.get("type") if isinstance(part, dict) else None
        if kind not in ("rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted"):
            self.no(f"unsupported rich text element: {kind}", here)
            return
        elements = part.get("elements")
        if not isinstance(elements, list):
            self.no("must provide an array", f"{here}/elements")
            return
        if kind == "rich_text_list" and part.get("style") not in ("bullet", "ordered"):
            self.no("must be bullet or ordered", f"{here}/style")
        for index, element in enumerate(elements):
            if kind == "rich_text_list":
                if not isinstance(element, dict) or element.get("type") != "rich_text_section":
                    self.no("must be a rich_text_section", f"{here}/elements/{index}")
                else:
                    self.rich_part(element, f"{here}/elements/{index}")
            else:
                self.rich_leaf(element, f"{here}/elements/{index}", kind)

    _LEAF_NEEDS = {  # noqa: RUF012 - a table
        "text": "text", "link": "url", "emoji": "name", "user": "user_id", "channel": "channel_id",
        "usergroup": "usergroup_id", "team": "team_id", "broadcast": "range", "date": "timestamp", "color": "value",
    }  # fmt: skip

    def rich_leaf(self, leaf: Any, here: str, kind: str) -> None:
        """A run of text, a link, an emoji, a user."""
        name = leaf.get("type") if isinstance(leaf, dict) else None
        if name not in self._LEAF_NEEDS or (kind == "rich_text_preformatted" and name not in ("text", "link")):
            self.no(f"unsupported rich text element: {name}", here)
            return
        needed = self._LEAF_NEEDS[name]
        if needed == "timestamp":
            if not isinstance(leaf.get("timestamp"), int) or not isinstance(leaf.get("format"), str):
                self.no("missing required field: timestamp and format", here)
        elif not isinstance(leaf.get(needed), str) or not leaf[needed]:
            self.no("must be more than 0 characters", f"{here}/{needed}")
        if (
            name == "link"
            and isinstance(leaf.get("url"), str)
            and not re.match(r"(https?|mailto|tel|slack):", leaf["url"])
        ):
            self.no("must be a valid URL", f"{here}/url")
        if not isinstance(leaf.get("style", {}), dict):
            self.no("must provide an object", f"{here}/style")

    def block_table(self, block: Json, here: str) -> None:
        if self.items(block.get("column_settings", [{}]), f"{here}/column_settings", 0, 20) is False:
            return
        if not self.items(block.get("rows"), f"{here}/rows", 1, 100):
            return
        for index, row in enumerate(block["rows"]):
            if self.items(row, f"{here}/rows/{index}", 1, 20):
                for column, cell in enumerate(row):
                    self._cell(cell, f"{here}/rows/{index}/{column}")

    def _cell(self, cell: Any, here: str) -> None:
        kind = cell.get("type") if isinstance(cell, dict) else None
        if kind == "raw_text":
            self.string(cell.get("text"), f"{here}/text", 3000)
        elif kind == "rich_text":
            self.block_rich_text(cell, here)
        else:
            self.no("must be raw_text or rich_text", here)
