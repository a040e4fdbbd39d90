"""Help: how to give an article, and what `/quotes` does. Only what works is named."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import ArticleCard
from handlers import actions, text
from handlers.blocks.parts import Message, button, context, header, message, section
from handlers.blocks.parts import actions as row

WAYS = (
    "*Mention me* with a link, the copied text, or a file: `@pullquote https://…`",
    "*Message me* with any of these; no mention needed.",
    "*On any message*: ⋯ → *Find quotes in this*.",
)

COMMANDS = (
    ("/quotes https://…", "the people and quotes of an article, shown to you alone"),
    ("/quotes Aldous since 7d", "what somebody said; a part of the name will do"),
    ('/quotes search "flood barrier" by Aldous since 30d from Gazette', "quotes by their words"),
    ("/quotes top week", "who was quoted most: today, week, month, year"),
    ("/quotes person Aldous", "put people right: rename, add a name, merge, split off"),
    ("/quotes watch Aldous", 'a message each time somebody is quoted, or words are said: `watch "sea wall"`'),
    ("/quotes watches", "what you watch, and when you are told"),
    ("/quotes digest", "a digest for a channel; then `digest now`, `preview`, `pause`, `resume`, `list`, `delete`"),
    ("/quotes export since 30d", "your desk's quotes as CSV, sent to you"),
    ("/quotes forget https://…", "remove an article with all its quotes"),
    ("/quotes settings", "for admins: how long things are kept, who may remove them, where I read"),
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


def elsewhere() -> Message:
    """The answer in a channel where the workspace wants nothing read."""
    said = (
        "Your admins have set in which channels I read articles, and this is none of them. Send it to me in a message."
    )
    return message(said, section(said))


def wrong(says: str, example: str) -> Message:
    """The answer to a command that lacks something."""
    said = text.mrkdwn(says, 500)
    return message(f"{said}\nFor example: `{example}`", section(f"{said}\nFor example: `{example}`"))


def export_coming() -> Message:
    """The answer to `/quotes export` until the file is there."""
    said = "I'm writing the file; it will come to you as a message."
    return message(said, section(said))


def sure_to_forget(card: ArticleCard) -> Message:
    """Asks before an article is removed."""
    what = f"{text.mrkdwn(card.title, 200, empty='this article')} and its {text.count(len(card.quotes), 'quote')}"
    said = f"Remove {what}, with all corrections? This can't be undone."
    number = str(card.article_id)
    return message(
        said,
        section(said),
        row(button("Remove", actions.FORGET, number, style="danger"), button("Keep", actions.KEEP, number)),
    )


def kept() -> Message:
    """The answer to Keep."""
    said = "It is kept."
    return message(said, section(said))


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
