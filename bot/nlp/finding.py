"""One piece of speech in its place, as the rules and the trained component have found it together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.nlp.setting import Setting
from bot.nlp.subjects import Subject, mention_tokens
from bot.nlp.types import QuoteKind, Span


class Opinion(StrEnum):
    """What the trained component says of a quotation's speaker."""

    UNASKED = "unasked"  # it is off, or the words stand inside other words in marks
    AGREES = "agrees"
    DIFFERS = "differs"
    CHOSEN = "chosen"  # it differs, and was taken
    NOBODY = "nobody"  # it sees speech and no speaker
    SILENT = "silent"  # it sees no speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One piece of speech in its place, with the words that name its speaker."""

    start: int
    end: int
    kind: QuoteKind
    rule: str
    score: float
    cue: Span | None
    mention: Span | None  # the words that name the speaker, "who" included
    named: Span | None  # the same without the "who": what is resolved
    number: int | None = None  # of the quotation; None without marks
    carried: int | None = None  # number of the quotation whose speaker goes on
    goes_on: int | None = None  # number of the quotation that this one carries on
    echoes: int | None = None  # number of another quotation of the same speaker
    continues: int | None = None  # index of that among the findings
    addressee: int | None = None  # token
    opinion: Opinion = Opinion.UNASKED


def mention_of(at: Setting, subject: Subject | None) -> tuple[Span | None, Span | None]:
    """The words that name a speaker, with the "who" that stands for them, and without it."""
    if subject is None:
        return None, None
    first, last = mention_tokens(at.sheet, subject, at.covered)
    whole = at.sheet.span(first, last)
    if subject.relative is None or subject.relative > last:
        return whole, whole
    plain = mention_tokens(at.sheet, replace(subject, relative=None), at.covered)
    return whole, at.sheet.span(*plain)
