"""Composing a digest: frozen values in, a `Digest` out; the same material always gives the same digest.

A quote that five outlets carry counts once. Nothing is said of a speaker that the desk could not check: unsure and
unnamed speakers stand in the story's own list, never among the strongest. Headings say what is there, and a section
with nothing in it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.digest import names, stories, variants
from bot.digest.slots import join_words
from bot.digest.strength import in_order, speaker_key, strongest
from bot.digest.types import (
    Changed,
    Chart,
    Digest,
    Edition,
    Filters,
    Line,
    Material,
    Said,
    Series,
    Story,
    Variant,
    Voice,
    WeekCount,
)
from bot.digest.words import has_words, plain_words

STRONGEST = 3
MOST_QUOTED = 5
VOICES = 5
CHART_PEOPLE = 5
CHART_FEWEST_QUOTES = 12
"""Below this a picture says no more than the words do."""
CHART_FEWEST_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Groundwork:
    """What is the same for every digest of one material, and takes the most work."""

    stories: tuple[Story, ...]
    variants: tuple[Variant, ...]


def groundwork(material: Material) -> Groundwork:
    """The stories of a material, and its lines that outlets give differently."""
    return Groundwork(
        stories=stories.group(material.sources, material.said),
        variants=variants.find(material.said, {s.article_id: s for s in material.sources}),
    )


def compose(edition: Edition, material: Material, *, charts: bool = False, ground: Groundwork | None = None) -> Digest:
    """One digest.

    Args:
        charts: whether to add a picture, where there is enough for one.
        ground: the material's groundwork, where it is done already.
    """
    if not material.said and not material.changes and not material.corrections and not material.sources:
        return _empty(edition)
    ground = ground or groundwork(material)
    told = ground.stories
    lines = [line for story in told for line in story.lines]
    top = strongest([story.lines for story in told], material.used, STRONGEST)
    voices = _new_voices(lines, material.first_heard, {speaker_key(line.said) for line in top})
    shown = {line.fingerprint for line in top} | {v.line.fingerprint for v in voices}
    return Digest(
        edition=edition,
        heading=_heading(edition, top),
        lede=_lede(material, told, lines),
        note=_note(edition),
        empty=False,
        articles=len(material.sources),
        quotes=len(lines),
        speakers=len({speaker_key(line.said) for line in lines if line.said.named}),
        strongest_heading=_strongest_heading(len(top)),
        strongest=top,
        most_quoted=_most_quoted(material.week),
        voices=voices,
        variants=ground.variants,
        changes=_real_changes(material.changes),
        corrections=material.corrections,
        stories=told,
        footer=footer(edition),
        chart=_chart(material) if charts else None,
        rest=len(lines) - len(top),
        used=frozenset(shown),
    )


def footer(edition: Edition) -> str:
    """`Mon–Fri 08:00 London`, with what it is limited to; who set it is added where users are shown."""
    label = edition.timetable.label()
    return f"{label} · only {edition.filters_label}" if edition.filters_label else label


def select(material: Material, filters: Filters) -> Material:
    """The part of a newsroom's material that one schedule's filters let through."""
    if not filters:
        return material
    outlets = {o.casefold() for o in filters.outlets}
    kept = [
        s
        for s in material.sources
        if (not outlets or (s.outlet or "").casefold() in outlets)
        and (not filters.added_by or s.added_by in filters.added_by)
    ]
    by_id = {s.article_id: s for s in kept}
    said = [q for q in material.said if q.article_id in by_id and _wanted(q, by_id[q.article_id].title, filters)]
    if filters.people or filters.words:
        quoted = {q.article_id for q in said}
        kept = [s for s in kept if s.article_id in quoted]
    ids = {s.article_id for s in kept}
    spoken = {q.speaker for q in said}
    people = {q.person_id for q in said} if filters.people or filters.words else None
    week = [w for w in material.week if people is None or w.person_id in people or w.person_id in filters.people]
    return replace(
        material,
        sources=tuple(kept),
        said=tuple(said),
        week=tuple(week),
        changes=tuple(c for c in material.changes if c.article_id in ids),
        corrections=tuple(c for c in material.corrections if c.after in spoken or c.before in spoken),
        daily=tuple(s for s in material.daily if s.name in {w.name for w in week}),
    )


def _wanted(quote: Said, title: str, filters: Filters) -> bool:
    if not filters.people and not filters.words:
        return True
    if quote.person_id in filters.people:
        return True
    return any(has_words(quote.text, w) or has_words(title, w) for w in filters.words)


def _empty(edition: Edition) -> Digest:
    zone = edition.timetable.zone
    since = names.when(edition.covers_from, zone, edition.covers_until)
    scope = f" for {edition.filters_label}" if edition.filters_label else ""
    return Digest(
        edition=edition,
        heading=f"{_day_and_part(edition)}: nothing new",
        lede=f"No article{scope} has been added since {since}.",
        note=_note(edition),
        empty=True,
        footer=footer(edition),
    )


def _day_and_part(edition: Edition) -> str:
    return f"{edition.slot.day:%A} {names.part_of_day(edition.slot.at)}"


def _heading(edition: Edition, top: Sequence[Line]) -> str:
    """`Monday morning: Ortiz, Marsh and Okafor in their own words`."""
    when = _day_and_part(edition)
    speakers = names.surnames([line.said.speaker or "" for line in top])
    if not speakers:
        return f"{when}: what was said"
    if len(speakers) == 1:
        return f"{when}: {speakers[0]}, word for word"
    return f"{when}: {join_words(speakers)}, word for word"


def _strongest_heading(number: int) -> str:
    return {0: "", 1: "The line to read first"}.get(
        number, f"{names.in_words(number).capitalize()} lines to read first"
    )


def _lede(material: Material, told: Sequence[Story], lines: Sequence[Line]) -> str:
    """`12 articles from 7 outlets make 5 stories. 48 quotes by 19 people; Elena Ortiz was heard most, 7 times.`"""
    outlets = len({s.outlet for s in material.sources if s.outlet})
    first = names.count(len(material.sources), "article")
    if outlets > 1:
        first += f" from {names.count(outlets, 'outlet')}"
    if len(told) < len(material.sources):
        first += f" {'makes' if len(material.sources) == 1 else 'make'} {names.count(len(told), 'story', 'stories')}"
    spoken: dict[str, list[Line]] = {}
    for line in lines:
        if line.said.named:
            spoken.setdefault(speaker_key(line.said), []).append(line)
    if not lines:
        return f"{first}. Nobody is quoted."
    second = names.count(len(lines), "quote")
    if spoken:
        second += f" by {names.count(len(spoken), 'speaker')}"
        most = sorted(spoken.values(), key=lambda ls: -len(ls))
        if len(most) > 1 and len(most[0]) >= 3 and len(most[0]) > len(most[1]):
            second += f"; {most[0][0].said.speaker} was heard most, {len(most[0])} times"
    return f"{first}. {second}."


def _note(edition: Edition) -> str | None:
    """What the digest covers, where it is not simply the time since the one before."""
    zone = edition.timetable.zone
    start = names.when(edition.covers_from, zone, edition.covers_until)
    if edition.preview:
        return f"A preview: what the channel would get now, of all since {start}. Only you see it."
    if edition.cut:
        return f"Pullquote was away for long. This covers everything since {start}; what came before is left to search."
    if edition.missed:
        digests = names.count(edition.missed, "digest")
        return f"Pullquote was away, and {digests} did not go out. This one covers everything since {start}."
    if edition.late:
        due_at = names.when(edition.slot.instant(zone), zone, edition.covers_until)
        return f"This was due at {due_at} and is late. It covers everything since {start}."
    return None


def _most_quoted(week: Sequence[WeekCount]) -> tuple[WeekCount, ...]:
    ranked = sorted((w for w in week if w.now), key=lambda w: (-w.now, w.before, w.name))
    # One quote each is no ranking.
    return tuple(ranked[:MOST_QUOTED]) if ranked and ranked[0].now > 1 else ()


def trend(count: WeekCount, week: Sequence[WeekCount] = ()) -> str:
    """A person's week against the week before, in words: `up from 3`, `none the week before`.

    Empty where nobody of `week` was quoted before: the desk's first week says nothing about anybody.
    """
    if week and not any(w.before for w in week):
        return ""
    if count.before == 0:
        return "none the week before"
    if count.now == count.before:
        return "as many as the week before"
    return f"{'up' if count.now > count.before else 'down'} from {count.before:,}"


def _new_voices(lines: Iterable[Line], first_heard: frozenset[int], shown: set[str]) -> tuple[Voice, ...]:
    heard: dict[int, list[Line]] = {}
    for line in lines:
        if line.said.named and line.said.person_id in first_heard:
            heard.setdefault(line.said.person_id, []).append(line)
    # Those whose words stand at the top already need their line least.
    best = [in_order(ls)[0] for ls in heard.values()]
    best.sort(key=lambda line: (speaker_key(line.said) in shown, -line.said.salience, line.said.quote_id))
    return tuple(Voice(name=x.said.speaker or "", role=x.said.role, line=x) for x in best[:VOICES])


def _real_changes(changes: Iterable[Changed]) -> tuple[Changed, ...]:
    """A quote whose marks alone were changed has not changed."""
    return tuple(c for c in changes if c.after is None or plain_words(c.before) != plain_words(c.after))


def variant_words(variant: Variant) -> str | None:
    """`said “must” in Reuters, “should” in The Post`; None where the two must be read whole."""
    if variant.words is None:
        return None
    one, other = variant.words
    first, second = variant.first_source.place, variant.second_source.place
    if one and other:
        return f"said “{one}” in {first}, “{other}” in {second}"
    word, here, there = (one, first, second) if one else (other, second, first)
    return f"said “{word}” in {here}; {there} leaves it out"


def place_of(line: Line) -> str:
    """Where a line was read: `Reuters`, `Reuters and The Post`, `Reuters, The Post and 3 more`."""
    return names.listed(line.outlets, 3)


def story_detail(story: Story) -> str:
    """What stands under a story's headline: `Reuters, The Post and 2 more · one wire copy · 7 quotes`."""
    parts = [names.listed(story.outlets, 3)]
    if story.copies:
        agencies = sorted({a for s in story.sources for a in s.agencies})
        wire = f"{agencies[0]} copy" if len(agencies) == 1 else "the same copy"
        parts.append(f"{wire} in {names.count(story.copies + 1, 'place')}")
    follow_ups = len(story.sources) - story.copies - 1
    if follow_ups > 0:
        parts.append(names.count(follow_ups, "follow-up"))
    parts.append(names.count(len(story.lines), "quote"))
    return " · ".join(parts)


def _chart(material: Material) -> Chart | None:
    series = tuple(s for s in material.daily if sum(s.counts))[:CHART_PEOPLE]
    total = sum(sum(s.counts) for s in series)
    busy = [i for i in range(len(material.days)) if any(s.counts[i] for s in series)]
    if len(series) < 2 or total < CHART_FEWEST_QUOTES or len(busy) < 3:
        return None
    begin = min(busy[0], max(0, len(material.days) - CHART_FEWEST_DAYS))  # empty days before the first say nothing
    days = material.days[begin:]
    series = tuple(Series(name=s.name, counts=s.counts[begin:]) for s in series)
    first, last = days[0], days[-1]
    span = f"{first.day} {first:%B} to {last.day} {last:%B}"
    told = [f"{s.name} {sum(s.counts)}, most on {days[_peak(s.counts)]:%A} ({max(s.counts)})" for s in series]
    title = f"Quotes a day, {span}"
    return Chart(days=days, series=series, title=title, alt=f"Bars for each day. {title}. {'; '.join(told)}.")


def _peak(counts: Sequence[int]) -> int:
    return max(range(len(counts)), key=lambda i: counts[i])


def limits_label(people: Sequence[str], words: Sequence[str], outlets: Sequence[str]) -> str:
    """What a schedule is limited to, in words: `Elena Ortiz or “water”, from Reuters`."""
    parts = []
    if about := [*people, *(f"“{w}”" for w in words)]:
        parts.append(join_words(about, "or"))
    if outlets:
        parts.append("from " + join_words(outlets, "or"))
    return ", ".join(parts)
