"""What leads in to reported speech that is no sentence by itself: "urged" before "Oslo to step back".

"Oslo of using force" can't be read below a name, and "to cut taxes" may be a promise, a threat or an order. So such a
statement carries the article's own words before it, from the reporting verb on, and every place shows them in front.
"""

from __future__ import annotations

from bot.nlp.cues import forms
from bot.nlp.sheet import VERB, Sheet
from bot.nlp.types import QuoteKind, Span

MOST_WORDS = 4
"""Between the verb and the statement: "called on", "warned again that"."""

_NEUTRAL = frozenset(forms("say"))


def lead_in(sheet: Sheet, cue: Span | None, statement: Span, kind: QuoteKind) -> Span | None:
    """The words from the reporting verb to the statement, where the statement can't be read without; else None.

    Args:
        cue: characters of the reporting words.
        statement: characters of what they report.
        kind: how the article gives it.
    """
    if cue is None or kind is not QuoteKind.INDIRECT:
        return None
    first, end = sheet.tokens(*statement)
    verb = next((i for i in range(*sheet.tokens(*cue)) if sheet.tag[i] in VERB), None)
    if verb is None or not 0 < first - verb <= MOST_WORDS or sheet.sent[verb] != sheet.sent[first]:
        return None
    if sheet.word[verb] in _NEUTRAL or sheet.word[first - 1] == "that" or _is_sentence(sheet, first, end):
        return None
    last = first - 1
    while last > verb and not sheet.word[last][0].isalnum():
        last -= 1
    return sheet.span(verb, last)


def _is_sentence(sheet: Sheet, first: int, end: int) -> bool:
    """Whether a statement begins with a part of its own finite verb, and not with an object of the reporting verb."""
    top = first
    while first <= sheet.head[top] < end and sheet.head[top] != top:
        top = sheet.head[top]
    return sheet.tag[top] in VERB and not (
        sheet.tag[top] == "VB" and any(sheet.word[k] == "to" for k in sheet.kids[top])
    )
