"""Help: how to give an article, and what `/quotes` does. Only what works is named."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import text
from handlers.blocks.parts import Message, context, header, message, section

WAYS = (
    "*Mention me* with a link, the copied text, or a file: `@pullquote https://…`",
    "*Message me* with any of these; no mention needed.",
    "*On any message*: ⋯ → *Find quotes in this*.",
)

COMMANDS = (
    ("/quotes https://…", "the people and quotes of an article, shown to you alone"),
    ("/quotes help", "this page"),
)


def help_page() -> Message:
    """All that can be done, as an ephemeral answer."""
    ways = "\n".join(f"• {way}" for way in WAYS)
    commands = "\n".join(f"`{command}`  {does}" for command, does in COMMANDS)
    return message(
        f"Pullquote finds who said what, word for word.\n{ways}\n{commands}",
        header("Who said what, word for word"),
        section(f"*Give me an article*\n{ways}"),
        section(f"*Commands*\n{commands}"),
        context("Quotes are the article's own words, never changed. Where a speaker is unsure, the card says so."),
    )


def greeting() -> Message:
    """The answer to small talk."""
    ways = "\n".join(f"• {way}" for way in WAYS)
    said = "Hello! Give me an article, and I'll find the people in it and what they said, word for word."
    return message(f"{said}\n{ways}", section(f"{said}\n{ways}"), context("`/quotes help` shows what else I do."))


def in_thread() -> Message:
    """The answer to a bare mention below an article: Slack did not show the bot what stands above."""
    said = (
        "I can only see the message that mentions me, not the ones above it. To read an article from this thread, "
        "open the ⋯ menu of its message and choose *Find quotes in this*, or paste the link here."
    )
    return message(said, section(said))


def pictures() -> Message:
    """The answer to files without text in them."""
    said = (
        "I read text, PDF, Word and other text files, but not pictures, sound or video. Paste the text, or send a link."
    )
    return message(said, section(said))


def unknown(given: str, nearest: str | None, examples: Sequence[str]) -> Message:
    """The answer to a command that is none."""
    asked = text.mrkdwn(given, 100, empty="that").replace("`", "'")
    said = f"I don't know “{asked}”." + (f" Did you mean `{nearest}`?" if nearest else "")
    shown = "\n".join(f"• `{example}`" for example in examples)
    return message(f"{said}\n{shown}", section(f"{said} For example:\n{shown}"), context("`/quotes help` lists all."))


def reading_link(links: Sequence[str], left: int) -> Message:
    """The answer to `/quotes <url>` until the result is there."""
    what = "it" if len(links) == 1 else f"these {len(links)} links"
    said = f"Reading {what}… the people and quotes will appear here in a moment." + left_off_note(left)
    return message(said, section(said))


def left_off(number: int) -> Message:
    """The answer to more things in one message than are read at once."""
    said = left_off_note(number).strip()
    return message(said, section(said))


def left_off_note(number: int) -> str:
    """What is said where a message held more than is read at once; empty where it did not."""
    return (
        f" I read ten at a time: {text.count(number, 'more was', 'more were')} left off. Please send the rest again."
        * bool(number)
    )
