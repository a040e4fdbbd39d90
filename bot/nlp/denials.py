"""Where somebody is said to deny something: "denied that she took the money".

The words alone, "that she took the money", would tell the reader the opposite of what was said. So a quote that stands
under a verb of denying carries that verb, and every place that shows the quote shows it in front.
"""

from __future__ import annotations

from bot.nlp.cues import forms
from bot.nlp.sheet import AUX, SUBJECT, VERB, Sheet
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
_ONLY = frozenset({"only", "just", "merely", "simply"})
_NONE = frozenset({"nobody", "none", "no", "neither"})
_OWN_WORDS_FOLLOW = frozenset({":", ",", "as", "—", "–", "-", "--", ";", "(", "because", "saying", "and", "but"})

MOST_WORDS = 10


def denial(sheet: Sheet, cue: Span | None, statement: Span, kind: QuoteKind) -> Span | None:
    """What says that a statement is denied: "denied that she was" before “a crook”; None where it is not.

    Args:
        cue: characters of the reporting words.
        statement: characters of what they report.
        kind: how the article gives it.

    Returns:
        Characters from the verb, with "did not" before it, up to the statement ("denied that"), or to the verb's end
        where the statement stands before it or more than `MOST_WORDS` words away.
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
    """Whether a verb has "not" or "never" with it, or nobody does it; "not only said" has been said."""
    if _nobody(sheet, verb) is not None:
        return True
    nots = [kid for kid in sheet.kids[verb] if sheet.word[kid] in _NOT and abs(kid - verb) <= 3]
    return any(sheet.word[kid + 1] not in _ONLY for kid in nots if kid + 1 < len(sheet))


def _nobody(sheet: Sheet, verb: int) -> int | None:
    """The subject of "nobody said", "no official said"."""
    subject = sheet.child(verb, SUBJECT)
    if subject is None:
        return None
    words = {sheet.word[subject], *(sheet.word[kid] for kid in sheet.kids[subject] if kid < subject)}
    return subject if words & _NONE else None


def _beginning(sheet: Sheet, verb: int) -> int:
    """The first of a verb's own words: "did" in "did not say"."""
    own = [kid for kid in sheet.kids[verb] if kid < verb and (sheet.dep[kid] in AUX or sheet.word[kid] in _NOT)]
    nobody = _nobody(sheet, verb)
    if nobody is not None:
        own.append(sheet.edges(nobody)[0])
    return min(own, default=verb)
