"""Forms. Each is a view; the ids of its fields stand beside it, so that the listener reads what the form asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.cards import QuoteLine
from bot.findings import PersonFound
from bot.nlp.types import ActorType
from handlers import actions, text
from handlers.blocks.card import marked, speaker
from handlers.blocks.parts import (
    Block,
    Element,
    View,
    context,
    modal,
    option,
    plain,
    plain_input,
    rich,
    rich_quote,
    section,
    words,
)

FILE_TYPES = ("txt", "text", "md", "markdown", "pdf", "docx", "rtf", "html", "htm", "eml")
MAX_FILES = 5

LINK, TEXT, FILES, ANSWER_IN = "link", "text", "files", "answer_in"
"""Block ids of the form “Add an article”."""


def add_article(channel: str | None = None) -> View:
    """“Add an article”: a link, a file or a short text; the answer comes by DM unless a channel is chosen."""
    return modal(
        "Add an article",
        actions.ADD_ARTICLE,
        field_block(
            LINK, "Link", {"type": "url_text_input", "action_id": LINK, "placeholder": plain("https://…", 150)}
        ),
        field_block(FILES, "Or a file", _file_input(), hint="Text, PDF, Word, RTF, e-mail or a saved page."),
        field_block(
            TEXT,
            "Or a short text",
            plain_input(TEXT, multiline=True),
            hint="Up to 3,000 characters. A longer one: paste it into a message to me, Slack makes a file of it.",
        ),
        field_block(
            ANSWER_IN,
            "Answer in",
            _conversations(channel),
            hint="Left empty, the answer comes to you alone, as a message. I have to be in the channel.",
        ),
        submit="Find quotes",
    )


def field(view: Mapping[str, Any], block: str, key: str) -> Any:
    """What a field of a form that was sent holds: its only element's `key`; None where it is empty or missing."""
    elements = view.get("state", {}).get("values", {}).get(block, {})
    return next((element.get(key) for element in elements.values()), None)


def field_block(name: str, label: str, element: Element, *, hint: str | None = None, optional: bool = True) -> Block:
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
        "placeholder": plain("A message to you", 150),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return element | ({"initial_conversation": channel} if channel else {})


SPEAKER, KNOWN, NEW_NAME = "speaker", "known", "new_name"
"""Block ids of the form “Fix speaker”."""

NOT_KNOWN = "none"
"""The choice “nobody can say”."""

MOST_SPEAKERS = 9  # Slack takes ten radio buttons


def fix_speaker(quote: QuoteLine, people: Sequence[PersonFound], metadata: str) -> View:
    """“Fix speaker”: the article's people first, then anybody the desk knows, then a new name."""
    shown, left_off = text.cut_quote(quote.text, 1500)
    likely = sorted(people, key=lambda p: (str(p.person_id) != str(quote.person_id), p.type is ActorType.PLACE))
    choices = [option(text.line(p.name, 73), str(p.person_id)) for p in likely[:MOST_SPEAKERS]]
    choices.append(option("Nobody can say", NOT_KNOWN, "The card says “speaker unsure”."))
    return modal(
        "Fix speaker",
        actions.FIX_SPEAKER,
        rich(rich_quote(words(marked(quote, shown, left_off)))),
        context(f"Now: {speaker(quote)}"),
        field_block(SPEAKER, "Who said it?", _choice(choices, quote)),
        field_block(KNOWN, "Or somebody else the desk knows", known_person()),
        field_block(
            NEW_NAME,
            "Or a new name",
            plain_input(NEW_NAME, hint="Elena Ortiz"),
            hint="It goes before the others. For a source without a name write “unnamed: a senior official”.",
        ),
        submit="Save",
        metadata=metadata,
    )


def known_person(placeholder: str = "Type a name") -> Element:
    """A field that asks us for names as one types."""
    return {
        "type": "external_select",
        "action_id": actions.KNOWN_PERSON,
        "min_query_length": 1,
        "placeholder": plain(placeholder, 150),
    }


def suggestions(people: Sequence[PersonFound]) -> list[Element]:
    """The names for such a field."""
    return [option(text.line(p.name, 73), str(p.person_id), text.count(p.quotes, "quote")) for p in people[:100]]


def share(channel: str | None, metadata: str) -> View:
    """“Share to channel”: asks where, and that is the asking first."""
    element: Element = {
        "type": "conversations_select",
        "action_id": SHARE_IN,
        "placeholder": plain("Choose a channel", 150),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if channel:
        element["initial_conversation"] = channel
    return modal(
        "Share quotes",
        actions.SHARE,
        section("The card goes to the channel, for everybody there to see."),
        field_block(SHARE_IN, "Channel", element, hint="I have to be in it: /invite @pullquote", optional=False),
        submit="Share",
        metadata=metadata,
    )


SHARE_IN = "share_in"
"""Block id of the form “Share quotes”."""


def _choice(choices: list[Element], quote: QuoteLine) -> Element:
    now = str(quote.person_id) if quote.person_id is not None else NOT_KNOWN
    chosen = next((choice for choice in choices if choice["value"] == now), None)
    element: Element = {"type": "radio_buttons", "action_id": SPEAKER, "options": choices}
    return element | ({"initial_option": chosen} if chosen else {})
