"""A digest as messages: one for the channel, the stories for its thread.

What always holds here: within Slack's limits whatever the material; words from outside stand in elements that parse
nothing; a quote is the outlet's own words from the first on, and where it is cut the line below it says so. The
channel's message shows the few things an editor would; everything else is in the thread.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.digest import compose
from bot.digest.slots import join_words
from bot.digest.types import Changed, Corrected, CorrectionKind, Digest, Line, Source, Story, Variant, Voice, WeekCount
from bot.nlp.types import QuoteKind
from handlers import actions, text
from handlers.blocks.card import in_marks, marked
from handlers.blocks.parts import (
    Block,
    Element,
    Message,
    button,
    confirm,
    context,
    header,
    link,
    message,
    rich,
    rich_line,
    rich_list,
    rich_quote,
    section,
    user,
    words,
)
from handlers.blocks.parts import actions as row

QUOTE_LIMIT = 600  # units of a quote in the channel's message
THREAD_QUOTE_LIMIT = 420
MESSAGE_ROOM = 10_500  # units of text in a message; Slack was seen to refuse more than 13,200
ENTRIES_IN_A_MESSAGE = 14
THREAD_MESSAGES = 4
LINES_OF_A_STORY = 6
LINK_LIMIT = 600  # units of an address; a longer one is left out, since it would take the room of quotes
_PICTURE = 2_000
MOST_CHANGES = 5
MOST_CORRECTIONS = 6


def messages(digest: Digest, schedule_id: int) -> tuple[Message, ...]:
    """The channel's message, then the thread's. What has no room in the channel stands first in the thread."""
    foot = [block for block in _foot(digest, schedule_id) if block is not None]
    room = MESSAGE_ROOM - size_of(foot) - text.length(digest.heading) - text.length(digest.lede) - _PICTURE
    here: list[list[Element]] = []
    there: list[list[Element]] = []
    for part in _parts(digest):
        (here if (size := size_of(part)) <= room else there).append(part)
        room -= size if size <= room else 0
    head: list[Block | None] = [
        header(text.line(digest.heading, 148)),
        context(text.mrkdwn(digest.note, 500)) if digest.note else None,
        section(text.mrkdwn(digest.lede, 1000)),
    ]
    first = message(spoken(digest), *head, *(rich(*part) for part in here), *foot)
    return (first, *_thread(digest, there))


def _parts(digest: Digest) -> list[list[Element]]:
    """What an editor would put into the channel, in the reader's order; what is empty left out."""
    parts = [
        _strongest(digest),
        _most_quoted(digest.most_quoted),
        _voices(digest.voices),
        _variants(digest.variants),
        _changes(digest.changes),
        _corrections(digest.corrections),
    ]
    return [part for part in parts if part]


def with_picture(blocks: Sequence[Block], file_id: str, alt: str) -> tuple[Block, ...]:
    """The channel's message with the chart, below what is to be read first."""
    picture: Block = {"type": "image", "slack_file": {"id": file_id}, "alt_text": text.shorten(alt, 1900)}
    at = next((i + 1 for i, b in enumerate(blocks) if b["type"] == "rich_text"), len(blocks))
    return (*blocks[:at], picture, *blocks[at:])


def _thread(digest: Digest, left_over: Sequence[list[Element]]) -> tuple[Message, ...]:
    """What had no room, then the stories with their quotes; in as few messages as hold them, up to a limit."""
    entries = [_Entry(parts=part, told=str(part[0]["elements"][0]["text"]), size=size_of(part)) for part in left_over]
    entries += [_entry(story) for story in digest.stories]
    pages: list[list[_Entry]] = []
    room = 0
    for entry in entries:
        if not pages or entry.size > room or len(pages[-1]) == ENTRIES_IN_A_MESSAGE:
            pages.append([])
            room = MESSAGE_ROOM
        pages[-1].append(entry)
        room -= entry.size
    left = sum(entry.story for page in pages[THREAD_MESSAGES:] for entry in page)
    shown = pages[:THREAD_MESSAGES]
    return tuple(_page(page, i, len(shown), left if i == len(shown) else 0) for i, page in enumerate(shown, start=1))


def spoken(digest: Digest) -> list[str]:
    """The digest as text, for notifications and screen readers."""
    lines = [text.mrkdwn(digest.heading, 200), text.mrkdwn(digest.note, 400) if digest.note else ""]
    lines.append(text.mrkdwn(digest.lede, 600))
    lines += [_spoken(line) for line in digest.strongest]
    if digest.most_quoted:
        told = [f"{text.mrkdwn(w.name, 80)} {_week(w, digest.most_quoted)}" for w in digest.most_quoted]
        lines.append("Most quoted in seven days: " + "; ".join(told))
    if digest.voices:
        lines.append("Heard for the first time: " + "; ".join(text.mrkdwn(v.name, 80) for v in digest.voices))
    for variant in digest.variants[:3]:
        lines.append(text.mrkdwn(f"{variant.speaker} {_differs(variant)}", 400))
    if digest.changes:
        lines.append(text.count(len(digest.changes), "quote") + " changed after publication")
    if digest.corrections:
        lines.append(text.count(len(digest.corrections), "correction") + " by the desk")
    return lines


# --- the parts of the channel's message


def _strongest(digest: Digest) -> list[Element]:
    if not digest.strongest:
        return []
    parts = [rich_line(words(digest.strongest_heading, bold=True))]
    for line in digest.strongest:
        parts += _quoted(line, QUOTE_LIMIT)
    return parts


def _quoted(line: Line, limit: int) -> list[Element]:
    shown, left_off = text.cut_quote(line.said.text, limit)
    role = f", {text.line(line.said.role, 120)}" if line.said.role else ""
    more = f" · {text.count(left_off, 'more word')} in the article" if left_off else ""
    return [
        rich_quote(words(marked(line.said, shown, left_off))),
        rich_line(words("— "), *_speaker(line), words(f"{role} · "), _place(line), words(more + "\n")),
    ]


def _speaker(line: Line) -> list[Element]:
    said = line.said
    if said.speaker is None:
        return [words("speaker unsure", italic=True)]
    name = words(text.line(said.speaker.removeprefix("unnamed: "), 120), bold=said.named)
    return [name] if said.confidence >= 0.5 else [name, words(" (speaker unsure)", italic=True)]


def _place(line: Line) -> Element:
    return _linked(text.line(compose.place_of(line), 160), line.sources[0])


def _linked(label: str, source: Source) -> Element:
    return link(label, source.url) if source.url and text.length(source.url) <= LINK_LIMIT else words(label)


def _most_quoted(week: Sequence[WeekCount]) -> list[Element]:
    if not week:
        return []
    rows = [rich_line(words(text.line(w.name, 120), bold=True), words(f" {_week(w, week)}")) for w in week]
    return [rich_line(words("Quoted most in seven days", bold=True)), rich_list(rows)]


def _week(count: WeekCount, week: Sequence[WeekCount]) -> str:
    """`14 quotes, up from 3`."""
    trend = compose.trend(count, week)
    return text.count(count.now, "quote") + (f", {trend}" if trend else "")


def _voices(voices: Sequence[Voice]) -> list[Element]:
    if not voices:
        return []
    heading = "A voice not heard here before" if len(voices) == 1 else "Voices not heard here before"
    return [rich_line(words(heading, bold=True)), rich_list([_voice(v) for v in voices])]


def _voice(voice: Voice) -> Element:
    shown, left_off = text.cut_quote(voice.line.said.text, 200)
    role = f", {text.line(voice.role, 120)}" if voice.role else ""
    said = marked(voice.line.said, shown, left_off)
    return rich_line(words(text.line(voice.name, 120), bold=True), words(f"{role}: {said} · "), _place(voice.line))


def _variants(variants: Sequence[Variant]) -> list[Element]:
    if not variants:
        return []
    heading = "One line, told two ways" if len(variants) == 1 else "Lines told two ways"
    parts = [rich_line(words(heading, bold=True))]
    for variant in variants[:3]:
        parts.append(
            rich_line(words(text.line(variant.speaker, 120), bold=True), words(f" {text.tidy(_differs(variant))}"))
        )
        for said, source in ((variant.first, variant.first_source), (variant.second, variant.second_source)):
            shown, left_off = text.cut_quote(said.text, 320)
            parts.append(
                rich_quote(words(marked(said, shown, left_off) + " — "), _linked(text.line(source.place, 80), source))
            )
    return parts


def _differs(variant: Variant) -> str:
    few = compose.variant_words(variant)
    if few is not None:
        return text.shorten(few, 300)
    return f"is given differently in {variant.first_source.place} and {variant.second_source.place}"


def _changes(changes: Sequence[Changed]) -> list[Element]:
    if not changes:
        return []
    rows = [_change(c) for c in changes[:MOST_CHANGES]]
    if more := len(changes) - len(rows):
        rows.append(rich_line(words(f"and {text.count(more, 'more quote')}")))
    return [rich_line(words("Changed after it was published", bold=True)), rich_list(rows)]


def _change(change: Changed) -> Element:
    before, cut = text.cut_quote(change.before, 240)
    who = f"{text.line(change.speaker, 100)}: " if change.speaker else ""
    where = text.line(change.outlet or change.title, 100)
    place = link(where, change.url) if change.url and text.length(change.url) <= LINK_LIMIT else words(where)
    if change.after is None:
        return rich_line(words(f"{who}{in_marks(QuoteKind.DIRECT, before, cut)} is gone from "), place)
    after, cut_after = text.cut_quote(change.after, 240)
    told = (
        f"{who}{in_marks(QuoteKind.DIRECT, before, cut)} now reads {in_marks(QuoteKind.DIRECT, after, cut_after)} in "
    )
    return rich_line(words(told), place)


def _corrections(corrections: Sequence[Corrected]) -> list[Element]:
    if not corrections:
        return []
    rows = [_correction(c) for c in corrections[:MOST_CORRECTIONS]]
    if more := len(corrections) - len(rows):
        rows.append(rich_line(words(f"and {more:,} more")))
    return [rich_line(words("Put right by the desk", bold=True)), rich_list(rows)]


def _correction(fix: Corrected) -> Element:
    by = [words(" ("), user(fix.by), words(")")] if text.person(fix.by).startswith("<@") else []
    before, after = (text.line(name, 100) if name else None for name in (fix.before, fix.after))
    if fix.kind is CorrectionKind.PERSON:
        return rich_line(words(f"{before} is {after}" if before else f"{after}"), *by)
    shown, cut = text.cut_quote(fix.text, 160)
    said = in_marks(QuoteKind.DIRECT, shown, cut)
    if fix.kind is CorrectionKind.NOT_A_QUOTE:
        return rich_line(words(f"{said} is no quote"), *by)
    was = f", not {before}" if before and before != after else ""
    return rich_line(words(f"{said} was said by {after or 'somebody unknown'}{was}"), *by)


def _foot(digest: Digest, schedule_id: int) -> Iterable[Block | None]:
    edition = digest.edition
    if digest.rest > 0:
        yield context(f"{text.count(digest.rest, 'more quote')}, story by story, in the thread.")
    parts = [text.mrkdwn(digest.footer, 400)]
    if edition.added_by:
        parts.append("added by " + join_words([text.person(u) for u in edition.added_by[:5]], "or"))
    if edition.asked_for_by:
        parts.append(f"asked for by {text.person(edition.asked_for_by)}")
    if edition.set_by:
        parts.append(f"set by {text.person(edition.set_by)}")
    yield context(" · ".join(parts))
    if not edition.preview:
        yield row(*buttons(schedule_id))


def buttons(schedule_id: int, *, active: bool = True) -> tuple[Element, ...]:
    """What can be done about a schedule from a message."""
    value = str(schedule_id)
    change = button("Change", actions.DIGEST_CHANGE, value, says="Change this digest")
    if not active:
        return change, button("Resume", actions.DIGEST_RESUME, value, says="Resume this digest")
    asked = confirm("Pause this digest?", "Nobody gets it until somebody resumes it. Nothing is lost.", "Pause")
    return change, button("Pause", actions.DIGEST_PAUSE, value, confirm=asked, says="Pause this digest")


# --- the thread


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A part of the thread: what is seen, and what is said of it in the message's text."""

    parts: Sequence[Element]
    told: str
    size: int
    story: bool = False


@functools.lru_cache(maxsize=512)
def _entry(story: Story) -> _Entry:
    """A story's entry; many channels of a newsroom get the same stories at the same minute."""
    parts = tuple(_story(story))
    return _Entry(parts=parts, told=_spoken_story(story), size=size_of(parts), story=True)


def _page(entries: Sequence[_Entry], number: int, of: int, left: int) -> Message:
    heading = "Story by story" if of == 1 else f"Story by story, {number} of {of}"
    blocks: list[Block | None] = [rich(rich_line(words(heading, bold=True)))]
    blocks += [rich(*entry.parts) for entry in entries]
    if left:
        blocks.append(context(f"{text.count(left, 'more story', 'more stories')} of less weight: `/quotes search`"))
    return message([heading, *(entry.told for entry in entries)], *blocks)


def _story(story: Story) -> list[Element]:
    title = text.line(story.title, 200, empty="Untitled article")
    head = (
        link(title, story.url, bold=True)
        if story.url and text.length(story.url) <= LINK_LIMIT
        else words(title, bold=True)
    )
    parts = [rich_line(head, words(f"\n{text.line(compose.story_detail(story), 300)}"))]
    rows = [_row(line) for line in story.lines[:LINES_OF_A_STORY]]
    if more := len(story.lines) - len(rows):
        rows.append(rich_line(words(f"and {text.count(more, 'more quote')}")))
    if rows:
        parts.append(rich_list(rows))
    return parts


def _row(line: Line) -> Element:
    shown, left_off = text.cut_quote(line.said.text, THREAD_QUOTE_LIMIT)
    more = f" ({text.count(left_off, 'more word')})" if left_off else ""
    return rich_line(*_speaker(line), words(f": {marked(line.said, shown, left_off)}{more}"))


def _spoken_story(story: Story) -> str:
    title = text.mrkdwn(story.title, 200, empty="Untitled article")
    return f"{title} ({text.mrkdwn(compose.story_detail(story), 200)})"


def _spoken(line: Line) -> str:
    shown, left_off = text.cut_quote(line.said.text, 450)
    name = text.mrkdwn(line.said.speaker, 120) if line.said.speaker else "speaker unsure"
    return f"{text.escape(marked(line.said, shown, left_off))} — {name}, {text.mrkdwn(compose.place_of(line), 120)}"


def size_of(value: object) -> int:
    """Units of every string in blocks or elements, the most that Slack can count."""
    if isinstance(value, str):
        return text.length(value)
    if isinstance(value, Mapping):
        return sum(size_of(v) for v in value.values())
    return sum(size_of(v) for v in value) if isinstance(value, Sequence) else 0
