"""The values a digest is made of (`Material`), and the digest itself (`Digest`): what is said, not how it looks.

All strings but headings come from outside and are shown escaped, or in elements that parse nothing. Quotes are word
for word; where a line has been shortened to fit, the Slack side says so, never this package.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.digest.slots import Slot, Timetable
from bot.nlp.types import QuoteKind


class OnEmpty(StrEnum):
    """What a schedule does when there is nothing new."""

    SKIP = "skip"  # no post
    SAY = "say"  # one line that says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a digest is limited to. Empty: everything. `people` and `words` widen each other; the rest narrows."""

    people: tuple[int, ...] = ()  # ids of the workspace's known people
    words: tuple[str, ...] = ()  # each a word or a phrase; in a quote or in its article's headline
    outlets: tuple[str, ...] = ()
    added_by: tuple[str, ...] = ()  # Slack user ids

    def __bool__(self) -> bool:
        return bool(self.people or self.words or self.outlets or self.added_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article as a digest sees it."""

    article_id: int
    title: str
    url: str | None
    outlet: str | None
    added_at: datetime
    added_by: str | None = None
    published: datetime | None = None
    agencies: tuple[str, ...] = ()
    copy_group: int | None = None  # articles with the same number are the same wire copy
    people: frozenset[int] = frozenset()  # ids of its key actors

    @property
    def place(self) -> str:
        """Where a reader would say they read it."""
        return self.outlet or (self.agencies[0] if self.agencies else "an unnamed outlet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quote as a digest sees it."""

    quote_id: int
    article_id: int
    text: str
    kind: QuoteKind
    speaker: str | None
    person_id: int | None
    confidence: float  # 0..1; 1 where the desk set the speaker
    salience: float = 0.0  # 0..1: how much the article is about its speaker
    role: str | None = None
    paragraph: int = 1
    denial: str | None = None  # the article's words that say it is not so: "denied"
    lead_in: str | None = None  # the article's words without which it can't be read: "urged"; shown in front as well

    @property
    def named(self) -> bool:
        """Whether it has a speaker with a name, and a reader may rely on that."""
        return self.speaker is not None and not self.speaker.startswith("unnamed") and self.confidence >= 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCount:
    """How often a person was quoted in the seven days to the digest, and in the seven before."""

    person_id: int
    name: str
    now: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A quote whose words changed, or that vanished, after its article was published."""

    article_id: int
    before: str
    after: str | None  # None: vanished
    speaker: str | None
    title: str
    outlet: str | None
    url: str | None


class CorrectionKind(StrEnum):
    """What the desk put right."""

    SPEAKER = "speaker"  # the words are somebody else's
    NOT_A_QUOTE = "not_a_quote"
    PERSON = "person"  # two names made one, a name mended, one split in two


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What a member of the desk put right."""

    kind: CorrectionKind
    text: str  # the quote's words; for PERSON the name as it is now
    before: str | None
    after: str | None
    by: str  # Slack user id


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Quotes a day of one person."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The picture: quotes a day for those most quoted, and the words for who can't see it."""

    days: tuple[date, ...]
    series: tuple[Series, ...]
    title: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which digest this is: whose, for when, and what it covers."""

    timetable: Timetable
    slot: Slot
    covers_from: datetime
    covers_until: datetime
    set_by: str | None  # Slack user id
    missed: int = 0
    late: bool = False
    cut: bool = False  # what it covers was cut at the limit
    filters_label: str = ""  # "Elena Ortiz or “water”, from Reuters"
    added_by: tuple[str, ...] = ()  # Slack user ids, where it is limited to what some people add
    preview: bool = False
    asked_for_by: str | None = None  # Slack user id of who said `digest now`


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a digest is composed from; nothing else is asked for."""

    sources: tuple[Source, ...] = ()
    said: tuple[Said, ...] = ()
    week: tuple[WeekCount, ...] = ()
    first_heard: frozenset[int] = frozenset()  # people never quoted in the workspace before this period
    used: frozenset[str] = frozenset()  # fingerprints of quotes that stood in this schedule's digests before
    changes: tuple[Changed, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    days: tuple[date, ...] = ()  # of the chart, oldest first
    daily: tuple[Series, ...] = ()  # most quoted first


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A quote, in whichever outlets carry it with the same words."""

    said: Said
    fingerprint: str
    sources: tuple[Source, ...]  # the one it is taken from first

    @property
    def outlets(self) -> tuple[str, ...]:
        """Where it stands, each outlet once."""
        return tuple(dict.fromkeys(s.place for s in self.sources))


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One line that two outlets give differently."""

    speaker: str
    first: Said
    first_source: Source
    second: Said
    second_source: Source
    words: tuple[str, str] | None  # the words that differ, where it is a few: ("must", "should"); one may be empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one thing: copies of one wire text, and follow-ups."""

    title: str
    url: str | None
    sources: tuple[Source, ...]  # the lead article first
    lines: tuple[Line, ...]  # strongest first
    copies: int  # how many of the sources are copies of another

    @property
    def outlets(self) -> tuple[str, ...]:
        """Each outlet once, in the order of the articles."""
        return tuple(dict.fromkeys(s.place for s in self.sources))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody heard for the first time."""

    name: str
    role: str | None
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its lines of plain text, for what needs no more structure."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One digest, in the reader's order."""

    edition: Edition
    heading: str
    lede: str
    note: str | None  # what it covers, where that needs saying
    empty: bool
    articles: int = 0
    quotes: int = 0
    speakers: int = 0
    strongest_heading: str = ""
    strongest: tuple[Line, ...] = ()
    most_quoted: tuple[WeekCount, ...] = ()
    voices: tuple[Voice, ...] = ()
    variants: tuple[Variant, ...] = ()
    changes: tuple[Changed, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    stories: tuple[Story, ...] = ()
    footer: str = ""
    chart: Chart | None = None
    rest: int = 0  # lines that stand only in the thread
    used: frozenset[str] = field(default=frozenset())  # fingerprints of what it shows in the channel
