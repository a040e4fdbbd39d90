"""Where somebody is said to deny something: "denied that she took the money".

The words alone, "that she took the money", would tell the reader the opposite of what was said. So a quote that stands
under a verb of denying carries that verb, and every place that shows the quote shows it in front.
"""

from __future__ import annotations

from bot.nlp.cues import forms
from bot.nlp.sheet import AUX, VERB, Sheet
from bot.nlp.types import QuoteKind, Span

_DENYING = frozenset(
    form
    for verb in (
        "contradict", "deny", "disavow", "disbelieve", "discount", "dismiss", "dispute", "disprove", "doubt", "rebut",
        "refute", "reject", "repudiate",
    )
    for form in forms(verb)
)  # fmt: skip
_ABOUT_WORDS = frozenset(form for verb in ("deny", "dispute", "doubt", "refute") for form in forms(verb))
"""Of these, what stands in marks is what is denied: "dismissed it as “nonsense”" is the speaker's own word."""
_NOT = frozenset({"not", "n't", "n’t", "never"})
_OWN_WORDS_FOLLOW = frozenset({":", ",", "as", "—", "–", "-", "--", ";", "(", "because", "saying", "and", "but"})

MOST_WORDS = 8


def denial(sheet: Sheet, cue: Span | None, statement: Span, kind: QuoteKind) -> Span | None:
    """What says that a statement is denied: "denied that she was" before “a crook”; None where it is not.

    Args:
        cue: characters of the reporting words.
        statement: characters of what they report.
        kind: how the article gives it.

    Returns:
        Characters from the verb, with "did not" before it, up to the statement, or to the verb's end where the
        statement stands before it or more than `MOST_WORDS` words away.
    """
    if cue is None:
        return None
    verb = next((i for i in range(*sheet.tokens(*cue)) if sheet.tag[i] in VERB), None)
    if verb is None:
        return None
    negated = is_negated(sheet, verb)
    in_marks = kind is not QuoteKind.INDIRECT
    if not negated and sheet.word[verb] not in (_ABOUT_WORDS if in_marks else _DENYING):
        return None
    first = _beginning(sheet, verb) if negated else verb
    begin = sheet.first_from(statement[0])
    between = range(verb + 1, begin)
    if in_marks and (
        begin <= verb
        or sheet.sent[begin - 1] != sheet.sent[verb]
        or _OWN_WORDS_FOLLOW & {*map(sheet.word.__getitem__, between)}
    ):
        return None
    last = verb
    if 0 < begin - first <= MOST_WORDS:
        last = begin - 1
        while last > verb and not sheet.word[last][0].isalnum():
            last -= 1
    return sheet.span(first, last)


def is_negated(sheet: Sheet, verb: int) -> bool:
    """Whether a verb has "not" or "never" with it: what was not said is no report of anything said."""
    return any(sheet.word[kid] in _NOT for kid in sheet.kids[verb] if abs(kid - verb) <= 3)


def _beginning(sheet: Sheet, verb: int) -> int:
    """The first of a verb's own words: "did" in "did not say"."""
    own = [kid for kid in sheet.kids[verb] if kid < verb and (sheet.dep[kid] in AUX or sheet.word[kid] in _NOT)]
    return min(own, default=verb)
