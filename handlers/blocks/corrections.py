"""What is said after a correction, and a quote as text to copy."""

from __future__ import annotations

from bot.cards import ArticleCard, QuoteLine
from bot.nlp.types import QuoteKind
from handlers import actions, text
from handlers.blocks.card import bold, host, marked
from handlers.blocks.parts import Message, button, context, message, rich, rich_code, section

PERSON = "p"
"""Before the number of a person, in an Undo's value: `12:p7`; a number alone is an article's: `12:3`."""

COPY_LIMIT = 9000  # units of a quote that fit into one message; a longer one comes as a file


def speaker_fixed(before: str | None, after: str | None, correction_id: int, article_id: int) -> Message:
    """The speaker was put right."""
    now = f"*{bold(after, 150)}*" if after else "*speaker unsure*"
    was = text.mrkdwn(before, 150) if before else "unsure"
    return _done(f"Speaker fixed: {now} (was: {was}). Thank you; I'll remember it.", f"{correction_id}:{article_id}")


def not_a_quote(words: str, correction_id: int, article_id: int) -> Message:
    """A quote was taken out."""
    return _done(f"Taken out, it is no quote: “{text.mrkdwn(words, 150)}”", f"{correction_id}:{article_id}")


def person_changed(said: str, correction_id: int, person_id: int) -> Message:
    """A person was put right; `said` is mrkdwn."""
    return _done(said, f"{correction_id}:{PERSON}{person_id}")


def undone() -> Message:
    """A correction was taken back."""
    said = "Undone: what stood there before stands again."
    return message(said, section(said))


def copied(copy: str, kind: QuoteKind) -> Message:
    """A quote in a box that copies well."""
    reported = kind is QuoteKind.INDIRECT
    return message(
        "The quote as text:\n" + text.escape(text.shorten(copy, 3000)),
        rich(rich_code(copy)),
        context("The article's words for what was said." if reported else "Word for word, as the article has it."),
    )


def as_text(quote: QuoteLine, card: ArticleCard) -> str:
    """`“…” — Elena Ortiz, harbour master (Harbour Gazette, 4 March 2026) https://…`"""
    words = marked(quote, quote.text)
    role = next((p.role for p in card.people if p.person_id == quote.person_id and p.role), None)
    name = quote.speaker.removeprefix("unnamed: ") if quote.speaker else "speaker unsure"
    who = f"{name}, {role}" if role else name
    source = ", ".join(
        p for p in (card.outlet or host(card.url), text.day(card.published) if card.published else "") if p
    )
    said = f"{words} — {who}" + (" (reported)" if quote.kind is QuoteKind.INDIRECT else "")
    return said + (f" ({source})" if source else "") + (f" {card.url}" if card.url else "")


def _done(said: str, value: str) -> Message:
    undo = button("Undo", actions.UNDO, value, says="Undo this correction")
    return message(said.replace("*", ""), section(said, accessory=undo))
