"""First words: to whoever installed the bot, and to a channel that it is invited to. Each is said once."""

from __future__ import annotations

from handlers import actions
from handlers.blocks.help import WAYS
from handlers.blocks.parts import Block, Element, Message, button, context, header, message, section
from handlers.blocks.parts import actions as row

STEPS = (
    "*Give me an article.* Mention me with a link, send me the text or a file here, or open the ⋯ menu of any message "
    "and choose *Find quotes in this*.",
    "*Read the answer* in the thread: the key people, and what they said, word for word. Where I'm not sure who spoke, "
    "I say so, and the ⋯ menu beside the quote puts it right.",
    "*Invite me* to the channels where your desk shares articles: `/invite @pullquote`.",
)


def sample_element(*, primary: bool = True) -> Element:
    """“Try with a sample article”."""
    return button("Try with a sample article", actions.TRY_SAMPLE, style="primary" if primary else None)


def steps() -> list[Block]:
    """The three first steps."""
    return [section(f"{number}. {step}") for number, step in enumerate(STEPS, start=1)]


def to_installer() -> Message:
    """The one message to whoever installed the bot."""
    said = "Pullquote is installed. I find who said what in an article, word for word."
    listed = [f"{number}. {step.replace('*', '')}" for number, step in enumerate(STEPS, start=1)]
    small = "Your copy stays on your own machine. `/quotes help` lists all I do."
    return message(
        [said, *listed, small],
        header("Who said what, word for word"),
        section(said),
        *steps(),
        row(sample_element()),
        context(small),
    )


def to_channel() -> Message:
    """The one message to a channel that the bot was invited to."""
    said = "Thanks for having me. I find the people and the quotes in an article, word for word."
    ways = "\n".join(f"• {way}" for way in WAYS)
    small = "I read what you hand me and nothing else: not the channel's other messages."
    return message([said, ways, small], section(f"{said}\n{ways}"), context(small))
