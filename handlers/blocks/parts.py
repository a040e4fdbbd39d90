"""The parts that messages and views are put together from, each within its own limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from handlers.text import shorten, shorten_mrkdwn

Block = dict[str, Any]
Element = dict[str, Any]
Style = Literal["primary", "danger"]

TEXT_LIMIT = 3900  # of a message's top-level text; Slack asks to stay under 4,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message: what notifications and screen readers say, and what is seen."""

    text: str
    blocks: tuple[Block, ...] = ()

    def payload(self) -> dict[str, Any]:
        """As arguments of chat.postMessage and its like; nothing is unfurled."""
        blocks = {"blocks": list(self.blocks)} if self.blocks else {}
        return {"text": self.text, **blocks, "unfurl_links": False, "unfurl_media": False}


def message(text: str | Sequence[str], *blocks: Block | None) -> Message:
    """A message out of its text (lines are joined) and its blocks (None is left out)."""
    whole = text if isinstance(text, str) else "\n".join(line for line in text if line)
    return Message(text=shorten_mrkdwn(whole, TEXT_LIMIT), blocks=tuple(b for b in blocks if b is not None))


def plain(text: str, limit: int) -> Element:
    """A plain_text object; emoji names in it stay letters."""
    return {"type": "plain_text", "text": shorten(text, limit), "emoji": False}


def markdown(text: str, limit: int = 3000) -> Element:
    """An mrkdwn object. What comes from outside is escaped already."""
    return {"type": "mrkdwn", "text": shorten_mrkdwn(text, limit), "verbatim": True}


def section(text: str, *, accessory: Element | None = None, block_id: str | None = None) -> Block:
    """A section of mrkdwn."""
    block: Block = {"type": "section", "text": markdown(text)}
    return block | _optional(accessory=accessory, block_id=block_id)


def context(*texts: str) -> Block | None:
    """Small print, in mrkdwn; at most ten parts. None where there are none."""
    elements = [markdown(text, 2000) for text in texts if text][:10]
    return {"type": "context", "elements": elements} if elements else None


def header(text: str) -> Block:
    """A large heading."""
    return {"type": "header", "text": plain(text, 150)}


def divider() -> Block:
    """A rule."""
    return {"type": "divider"}


def actions(*elements: Element | None, block_id: str | None = None) -> Block | None:
    """A row of buttons and menus. None where there are none."""
    shown = [element for element in elements if element is not None]
    return {"type": "actions", "elements": shown} | _optional(block_id=block_id) if shown else None


def button(
    label: str,
    action: str,
    value: str | None = None,
    *,
    url: str | None = None,
    style: Style | None = None,
    confirm: Element | None = None,
    says: str | None = None,
) -> Element:
    """A button. `says` is what a screen reader says where the label alone does not."""
    element: Element = {"type": "button", "text": plain(label, 75), "action_id": action}
    named = shorten(says, 75) if says else None
    return element | _optional(value=value, url=url, style=style, confirm=confirm, accessibility_label=named)


def confirm(title: str, text: str, yes: str, no: str = "Cancel", *, style: Style | None = None) -> Element:
    """The question before something that others see, or that can't be taken back."""
    asked = {"title": plain(title, 100), "text": plain(text, 300), "confirm": plain(yes, 30), "deny": plain(no, 30)}
    return asked | _optional(style=style)


def option(label: str, value: str, description: str | None = None) -> Element:
    """One choice of a menu."""
    element: Element = {"text": plain(label, 75), "value": value}
    return element | ({"description": plain(description, 75)} if description else {})


def overflow(action: str, options: Sequence[Element], *, confirm: Element | None = None) -> Element:
    """The “⋯” menu, of one to five choices."""
    return {"type": "overflow", "action_id": action, "options": list(options[:5])} | _optional(confirm=confirm)


def rich(*elements: Element, block_id: str | None = None) -> Block:
    """A rich_text block."""
    return {"type": "rich_text", "elements": list(elements)} | _optional(block_id=block_id)


def rich_line(*elements: Element) -> Element:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def rich_quote(*elements: Element) -> Element:
    """A quotation with a bar beside it."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def rich_list(rows: Sequence[Element], *, ordered: bool = False, offset: int = 0) -> Element:
    """A list; each row is a `rich_line`."""
    element: Element = {
        "type": "rich_text_list",
        "style": "ordered" if ordered else "bullet",
        "elements": list(rows),
    }
    return element | ({"offset": offset} if offset else {})


def rich_code(text: str) -> Element:
    """Words in a box that copies well."""
    return {"type": "rich_text_preformatted", "elements": [words(text)]}


def words(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """Words of rich text, shown as they are. Slack refuses an empty one: a blank stands in."""
    return {"type": "text", "text": text or " "} | _style(bold=bold, italic=italic)


def link(text: str, url: str, *, bold: bool = False) -> Element:
    """Words that lead to an address, in rich text."""
    return {"type": "link", "url": url, "text": text} | _style(bold=bold)


def user(user_id: str) -> Element:
    """A mention that notifies nobody where the message is an answer of a bot's own thread."""
    return {"type": "user", "user_id": user_id}


def _style(*, bold: bool, italic: bool = False) -> Element:
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return {"style": style} if style else {}


def _optional(**fields: object) -> Element:
    return {name: value for name, value in fields.items() if value is not None}


View = dict[str, Any]


def modal(
    title: str,
    callback: str,
    *blocks: Block | None,
    submit: str | None = None,
    close: str = "Cancel",
    metadata: str = "",
) -> View:
    """A form or window. `metadata` (up to 3,000 units) comes back with it."""
    view: View = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": [b for b in blocks if b is not None][:100],
    }
    return view | _optional(submit=plain(submit, 24) if submit else None, private_metadata=metadata or None)


def home(*blocks: Block | None) -> View:
    """A home tab."""
    return {"type": "home", "blocks": [b for b in blocks if b is not None][:100]}


def plain_input(
    action: str, *, multiline: bool = False, initial: str | None = None, hint: str | None = None
) -> Element:
    """A field for text; Slack takes 3,000 units at most."""
    element: Element = {"type": "plain_text_input", "action_id": action, "multiline": multiline, "max_length": 3000}
    return element | _optional(initial_value=initial, placeholder=plain(hint, 150) if hint else None)
