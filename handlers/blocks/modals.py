"""Forms. Each is a view; the ids of its fields stand beside it, so that the listener reads what the form asked."""

from __future__ import annotations

from handlers import actions
from handlers.blocks.parts import Block, Element, View, modal, plain, plain_input

FILE_TYPES = ("txt", "text", "md", "markdown", "pdf", "docx", "rtf", "html", "htm", "eml")
MAX_FILES = 5

LINK, TEXT, FILES, ANSWER_IN = "link", "text", "files", "answer_in"
"""Block ids of the form “Add an article”."""


def add_article(channel: str | None = None) -> View:
    """“Add an article”: a link, a file or a short text; the answer comes by DM unless a channel is chosen."""
    return modal(
        "Add an article",
        actions.ADD_ARTICLE,
        _field(LINK, "Link", {"type": "url_text_input", "action_id": LINK, "placeholder": plain("https://…", 150)}),
        _field(FILES, "Or a file", _file_input(), hint="Text, PDF, Word, RTF, e-mail or a saved page."),
        _field(
            TEXT,
            "Or a short text",
            plain_input(TEXT, multiline=True),
            hint="Up to 3,000 characters. A longer one: paste it into a message to me, Slack makes a file of it.",
        ),
        _field(
            ANSWER_IN,
            "Answer in",
            _conversations(channel),
            hint="Left empty, the answer comes to you alone, as a message. I have to be in the channel.",
        ),
        submit="Find quotes",
    )


def _field(name: str, label: str, element: Element, *, hint: str | None = None, optional: bool = True) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    return block | ({"hint": plain(hint, 2000)} if hint else {})


def _file_input() -> Element:
    return {"type": "file_input", "action_id": FILES, "filetypes": list(FILE_TYPES), "max_files": MAX_FILES}


def _conversations(channel: str | None) -> Element:
    element: Element = {
        "type": "conversations_select",
        "action_id": ANSWER_IN,
        "placeholder": plain("A message to me", 150),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return element | ({"initial_conversation": channel} if channel else {})
