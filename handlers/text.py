"""Text from outside, made fit for Slack: escaped where Slack parses it, shortened where Slack limits it.

What always holds here: lengths are counted in UTF-16 units, as Slack's own clients count them, so an emoji counts twice
and a limit is never overrun; nothing is cut within a character; whatever is cut ends in an ellipsis. The words of a
quote go through `cut_quote` alone, which says whether anything was left off.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

ELLIPSIS = "…"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_BIDI_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")


def length(text: str) -> int:
    """How long Slack takes `text` to be, in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + sum(1 for c in text if c > "\uffff")


def escape(text: str) -> str:
    """`text` for an mrkdwn field: Slack's three control characters as entities, which defuses `<!channel>` too.

    Source: “Formatting text for app surfaces”, Slack's documentation. `*_~` and backticks have no escape; where they
    matter, rich_text is used, which parses nothing.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tidy(text: str) -> str:
    """One line without control or direction marks, blanks folded; for titles, names and roles."""
    text = _BIDI_CONTROLS.sub("", _SPACE.sub(" ", text))
    if text.isprintable():  # nearly always; what is not printable includes all that is taken out below
        return text.strip()
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")).strip()


def shorten(text: str, limit: int) -> str:
    """`text` within `limit` units; where something is cut it ends in an ellipsis, at a word's end if one is near."""
    if len(text) <= limit and length(text) <= limit:
        return text
    kept, used = [], length(ELLIPSIS)
    for character in text:
        used += length(character)
        if used > limit:
            break
        kept.append(character)
    cut = "".join(kept)
    head, blank, _ = cut.rpartition(" ")
    if blank and len(head) > 0.6 * len(cut):
        cut = head
    return cut.rstrip() + ELLIPSIS


def shorten_mrkdwn(text: str, limit: int) -> str:
    """Escaped text within `limit` units; no entity and no link is cut in two."""
    cut = shorten(text, limit)
    if cut == text:
        return text
    whole = re.sub(r"(&[a-z]{0,3}|<[^<>]*)$", "", cut.removesuffix(ELLIPSIS))
    return whole.rstrip() + ELLIPSIS


def line(text: str | None, limit: int, *, empty: str = "(no name)") -> str:
    """A title or name as it may stand in a plain_text or rich_text element: tidied, isolated, never empty."""
    tidied = tidy(text[: 4 * limit] if text else "")
    if not any(c.isprintable() and not c.isspace() for c in tidied):
        return empty
    return isolate(shorten(tidied, limit - 2))


def put_in(words: str | None) -> str:
    """The article's words in front of a quote, in brackets as editors put them: `[denied that she was] `."""
    return f"[{line(words, 120)}] " if words else ""


def mrkdwn(text: str | None, limit: int, *, empty: str = "(no name)") -> str:
    """`line`, escaped for an mrkdwn field; `limit` holds for the escaped form."""
    room = limit
    while length(escaped := escape(line(text, room, empty=empty))) > limit:
        room -= max(1, (length(escaped) - limit) // 5)
    return escaped


def isolate(text: str) -> str:
    """`text` kept from turning its neighbours around, where it holds right-to-left letters (Unicode's UAX 9)."""
    if not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def cut_quote(text: str, limit: int) -> tuple[str, int]:
    """The words of a quote as far as `limit` units go, and how many words were left off; 0 where it is whole.

    The words shown are the article's own, from the first on. An ellipsis is not added: it would stand inside the
    quotation. The caller says outside of it that there is more, and where.
    """
    if len(text) <= limit and length(text) <= limit:
        return text, 0
    cut = shorten(text, limit).removesuffix(ELLIPSIS).rstrip()
    return cut, len(text[len(cut) :].split()) or 1


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 quote`, `1,204 quotes`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def count_up_to(number: int, most: int, noun: str) -> str:
    """The same for what was counted up to `most` only: `2,000 quotes or more`."""
    return count(number, noun) + (" or more" if number >= most else "")


def day(moment: datetime) -> str:
    """`9 July 2022`."""
    return f"{moment.day} {moment:%B %Y}"


def slack_date(moment: datetime, form: str = "{date_short_pretty}") -> str:
    """A date that each reader sees in their own time zone, with a fallback for notifications. For mrkdwn fields."""
    return f"<!date^{int(moment.timestamp())}^{form}|{day(moment)}>"


def person(user: str) -> str:
    """A mention of a Slack user, for mrkdwn; an id of an unknown shape is shown escaped, never parsed."""
    return f"<@{user}>" if re.fullmatch(r"[UW][A-Z0-9]{1,20}", user) else escape(user)
