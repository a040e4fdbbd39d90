"""A newsroom for tests: a clock that stands still, and stand-ins for Slack, the web and the language model.

The fakes keep what they were told, and fail when they are told to; they are as simple as what they stand for allows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from bot.cards import Outcome
from bot.clock import FixedClock
from bot.ingest.types import ArticleText, Kind, NotAnArticle, Reading
from bot.nlp.types import Actor, ActorType, Extraction, Quote, QuoteKind
from bot.ports import Destination, Posted
from bot.services.processing import Tools
from bot.submission import FileRef, NewSubmission, Via

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TEAM = "T0001"
ED = "U0ED"

_events = count(1)


def given(
    *,
    team: str = TEAM,
    event_key: str | None = None,
    link: str | None = None,
    text: str | None = None,
    file: FileRef | None = None,
    via: Via = Via.MENTION,
    user: str | None = ED,
    channel: str | None = "C0DESK",
    message_ts: str | None = "1000.0001",
) -> NewSubmission:
    """Something a journalist gave; each call is an event of its own unless `event_key` says otherwise."""
    return NewSubmission(
        team=team,
        event_key=event_key or f"Ev{next(_events):06}",
        via=via,
        user=user,
        link=link,
        text=text,
        file=file,
        channel=channel,
        message_ts=message_ts,
    )


@dataclass
class FakeSlack:
    """A messenger: remembers each message by its ts, and whether it was posted or updated.

    If not told otherwise, it may look through the places of these tests, where "Reading…" then need not come first.
    """

    looked_through: set[str] = field(default_factory=lambda: {"C0DESK", "D1"})
    refuses_reading: bool = False
    messages: dict[str, tuple[int, Outcome | str]] = field(default_factory=dict)  # ts -> (submission, what it says)
    posts: list[int] = field(default_factory=list)  # submission ids, one for each message that was new
    destinations: list[Destination] = field(default_factory=list)
    before: Callable[[], None] = lambda: None  # runs before a message is taken; may raise
    after: Callable[[], None] = lambda: None  # runs when it was taken, before the bot knows; may raise

    def finds_again(self, channel: str) -> bool:
        return channel in self.looked_through

    def reading(self, to: Destination) -> Posted | None:
        return None if self.refuses_reading else self._put(to, "Reading…")

    def deliver(self, to: Destination, outcome: Outcome) -> Posted:
        return self._put(to, outcome)

    def _put(self, to: Destination, says: Outcome | str) -> Posted:
        self.destinations.append(to)
        self.before()
        ts = to.result_ts
        if ts is None and to.maybe_posted_at is not None:
            ts = next((ts for ts, (submission, _) in self.messages.items() if submission == to.submission_id), None)
        if ts is None:
            ts = f"2000.{len(self.messages):04}"
            self.posts.append(to.submission_id)
        self.messages[ts] = (to.submission_id, says)
        self.after()
        return Posted(channel=to.channel, ts=ts)

    def answers(self, submission_id: int) -> list[Outcome | str]:
        """What stands in Slack for a submission."""
        return [says for submission, says in self.messages.values() if submission == submission_id]


@dataclass
class FakeFiles:
    """Files in Slack, by id."""

    files: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, team: str, file: FileRef) -> tuple[bytes, str]:
        return self.files[file.id], file.name


@dataclass
class FakeReader:
    """A web of pages, by address; pasted text is read as it is."""

    pages: dict[str, Reading] = field(default_factory=dict)
    before: Callable[[], None] = lambda: None
    reads: list[str] = field(default_factory=list)

    def read_link(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Reading:
        self.reads.append(url)
        self.before()
        return self.pages.get(url) or NotAnArticle(kind=Kind.NOT_FOUND, reason="There is no such page.", url=url)

    def read_text(self, text: str) -> Reading:
        self.reads.append(text)
        self.before()
        return ArticleText(text=text)

    def read_file(self, data: bytes, name: str) -> Reading:
        return self.read_text(data.decode())


@dataclass
class FakeExtractor:
    """Finds `“words,” said Some Name` and nothing else; the name's role is what stands before it after a comma."""

    before: Callable[[str], None] = lambda text: None
    extracted: list[str] = field(default_factory=list)

    def extract(self, text: str) -> Extraction:
        self.extracted.append(text)
        self.before(text)
        return extraction(text)


_SAID = re.compile(r"“([^”]+)”(?: said ((?:[A-Z][\w'-]+ ?)+)(?:, the ([\w ]+))?)?")


def extraction(text: str) -> Extraction:
    """What `FakeExtractor` finds in a text."""
    quotes: list[Quote] = []
    mentions: dict[str, list[tuple[int, int]]] = {}
    roles: dict[str, str | None] = {}
    for match in _SAID.finditer(text):
        name = match[2].strip() if match[2] else None
        if name:
            mentions.setdefault(name, []).append((match.start(2), match.start(2) + len(name)))
            roles[name] = match[3] or roles.get(name)
        quotes.append(
            Quote(
                text=match[1],
                start=match.start(1),
                end=match.end(1),
                kind=QuoteKind.DIRECT,
                speaker=name,
                speaker_mention=mentions[name][-1] if name else None,
                cue=None,
                addressee=None,
                continues=None,
                paragraph=text.count("\n\n", 0, match.start()) + 1,
                confidence=0.9 if name else 0.3,
            )
        )
    return Extraction(actors=tuple(_actors(mentions, roles, quotes)), quotes=tuple(quotes))


def _actors(
    mentions: dict[str, list[tuple[int, int]]], roles: dict[str, str | None], quotes: list[Quote]
) -> Iterable[Actor]:
    for name, spans in mentions.items():
        yield Actor(
            name=name,
            type=ActorType.PERSON,
            role=roles[name],
            aliases=(),
            salience=0.8,
            key=True,
            mentions=tuple(spans),
            quotes=sum(quote.speaker == name for quote in quotes),
        )


@dataclass(kw_only=True)
class Newsroom:
    """The stand-ins, together."""

    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    slack: FakeSlack = field(default_factory=FakeSlack)
    files: FakeFiles = field(default_factory=FakeFiles)
    reader: FakeReader = field(default_factory=FakeReader)
    extractor: FakeExtractor = field(default_factory=FakeExtractor)

    @property
    def tools(self) -> Tools:
        """What `process` needs, with the “Reading…” reply out of the way."""
        return Tools(
            messenger=self.slack,
            files=self.files,
            reader=self.reader,
            extractor=self.extractor,
            reading_after=3600.0,
        )
