"""The values an extraction is made of.

Two rules hold for every value here. An offset is a Python `str` offset into the text that was given, end exclusive.
And for every quote `text[quote.start:quote.end] == quote.text`: words are located, never rewritten.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
"""Start and end offset of some words in the article's text, end exclusive."""


class ActorType(StrEnum):
    """What kind of actor a name stands for."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"  # a country or city that acts: "Washington urged…"
    GROUP = "group"  # people without an organisation: "protesters", "Republicans"


class QuoteKind(StrEnum):
    """How the words stand in the article."""

    DIRECT = "direct"  # a clause or more in quotation marks
    PARTIAL = "partial"  # a fragment in marks inside the reporter's own sentence
    INDIRECT = "indirect"  # reported speech without marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody the article is about, or who acts or speaks in it; all mentions of them merged."""

    name: str  # the fullest name the article gives, without honorifics
    type: ActorType
    role: str | None  # role or title as the article states it: "Russian foreign minister"
    aliases: tuple[str, ...]  # every other surface form, pronouns left out
    salience: float  # 0..1: how much the story is about them
    key: bool  # one of the people a reader must know to follow the story
    mentions: tuple[Span, ...]  # in text order; names and descriptions, pronouns included where resolved
    quotes: int  # how many quotes (of any kind) are theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's words as the article gives them."""

    text: str
    start: int
    end: int
    kind: QuoteKind
    speaker: str | None  # an actor's name; "unnamed: a senior official"; None where unsure
    speaker_mention: Span | None  # the words that name the speaker beside the quote: "he", "the ministry"
    cue: Span | None  # the reporting words: "said", "according to"
    addressee: str | None
    continues: int | None  # index, in the extraction's quotes, of the quote this one carries on
    paragraph: int  # counted from 1, as a reader counts them
    confidence: float  # 0..1, calibrated: of the quotes given 0.9, nine in ten have the right words and speaker
    denial: str | None = None  # the article's words that say it is not so: "denied that she was"; None where it is said
    lead_in: str | None = None  # the article's words without which it can't be read: "urged" before "them to leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one article says about who said what."""

    actors: tuple[Actor, ...] = ()  # most important first
    quotes: tuple[Quote, ...] = ()  # in text order
    language: str = "en"
    notes: tuple[str, ...] = field(default=())  # for the reader: "only the first 20,000 words were read"
