"""Alerts, and the lists of watches and digests. What a watch found says what and where, and links the article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.digest.types import Source
from bot.digest.watching import Alert, AlertGroup, Find
from bot.services.watches import PlaceView, WatchView
from handlers import actions, text
from handlers.blocks.card import bold, marked
from handlers.blocks.digest import size_of
from handlers.blocks.parts import (
    Block,
    Element,
    Message,
    View,
    button,
    context,
    link,
    message,
    modal,
    plain,
    plain_input,
    rich,
    rich_line,
    rich_quote,
    section,
    words,
)
from handlers.blocks.parts import actions as row

QUOTE_LIMIT = 500
GROUPS = 6
MESSAGE_ROOM = 10_000  # units of text in a message
LINK_LIMIT = 600
SHOWN_IN_A_LIST = 20
MOST_CHOICES = 10

QUIET_FROM, QUIET_UNTIL, CAP = "quiet_from", "quiet_until", "cap"
"""Block ids of the form “When to tell me”."""


def alert(found: Alert) -> Message:
    """“Ortiz was just quoted”."""
    blocks: list[Block | None] = [section(f"*{bold(found.heading, 250)}*")]
    room = MESSAGE_ROOM
    for group in found.groups[:GROUPS]:
        made = _group(group, named=len(found.groups) > 1, room=room)
        room -= size_of(made)
        blocks += made
    notes = []
    if len(found.groups) > GROUPS:
        notes.append(f"{text.count(len(found.groups) - GROUPS, 'more watch', 'more watches')} found something too.")
    if found.held:
        notes.append("This waited for the end of your quiet hours or of the day’s limit.")
    if found.last_today:
        notes.append("That was the last message for today; what else is found comes tomorrow.")
    blocks.append(context(*notes))
    return message([text.mrkdwn(found.heading, 250), *_spoken(found)], *blocks)


def _group(group: AlertGroup, *, named: bool, room: int) -> list[Block | None]:
    label = bold(group.label, 150)
    parts: list[Element] = []
    shown = 0
    for one in group.finds:
        made = _find(one)
        if parts and size_of(parts) + size_of(made) > room - 600:
            break
        parts += made
        shown += 1
    if more := group.more + len(group.finds) - shown:
        parts.append(
            rich_line(words(f"and {text.count(more, 'more quote')}: see /quotes {text.line(group.label, 80)}"))
        )
    value = str(group.watch_id)
    return [
        section(f"*{label}*") if named else None,
        rich(*parts) if parts else None,
        row(
            button("Mute for a day", actions.WATCH_MUTE, value, says=f"Mute the watch on {group.label} for a day"),
            button("Unwatch", actions.WATCH_OFF, value, says=f"Stop watching {group.label}"),
        ),
    ]


def _find(find: Find) -> list[Element]:
    said, source = find.said, find.source
    shown, left_off = text.cut_quote(said.text, QUOTE_LIMIT)
    speaker = text.line(said.speaker.removeprefix("unnamed: "), 120) if said.speaker else "speaker unsure"
    doubt = " (speaker unsure)" if said.speaker and said.confidence < 0.5 else ""
    role = f", {text.line(said.role, 120)}" if said.role else ""
    more = f" · {text.count(left_off, 'more word')} there" if left_off else ""
    return [
        rich_quote(words(marked(said, shown, left_off))),
        rich_line(words(f"— {speaker}{role}{doubt} · "), _article(source), words(more + "\n")),
    ]


def _article(source: Source) -> Element:
    title = text.line(source.title, 150, empty="the article")
    label = f"{title}, {text.line(source.outlet, 60)}" if source.outlet else title
    return link(label, source.url) if source.url and text.length(source.url) <= LINK_LIMIT else words(label)


def _spoken(found: Alert) -> list[str]:
    lines = []
    for group in found.groups[:GROUPS]:
        for one in group.finds:
            shown, left_off = text.cut_quote(one.said.text, 300)
            quoted = text.escape(marked(one.said, shown, left_off))
            name = text.mrkdwn(one.said.speaker, 100) if one.said.speaker else "speaker unsure"
            lines.append(
                f"{quoted} — {name}, {text.mrkdwn(one.source.place, 80)}: {text.mrkdwn(one.source.title, 150)}"
            )
    return lines


def notice(said: str) -> Message:
    """A line of ours to one person."""
    return message(said, section(said))


# --- answers to commands


def watching(view: WatchView, *, new: bool) -> Message:
    """A watch is set."""
    where = "by a message to you" if view.by_dm else f"in <#{view.place}>"
    if new:
        said = f"Watching *{bold(view.label)}*. Each time {_happens(view)}, I tell {where}."
    else:
        said = f"You are watching *{bold(view.label)}* already; I tell {where}."
    return message(said, section(said), row(_off(view), _settings_button()))


def _happens(view: WatchView) -> str:
    return "they are quoted" if view.person_id is not None else "the words are said, or stand in a headline"


def unwatched(view: WatchView | None) -> Message:
    """A watch is off."""
    said = f"No longer watching *{bold(view.label)}*." if view else "That watch is off already."
    return message(said, section(said))


def muted(view: WatchView | None, now: datetime) -> Message:
    """A watch is quiet, or tells again."""
    if view is None:
        return unwatched(None)
    if view.muted_until is None or view.muted_until <= now:
        said = f"*{bold(view.label)}*: I tell you again."
        return message(said, section(said))
    said = f"*{bold(view.label)}* is muted until {text.slack_date(view.muted_until, '{date_short_pretty} {time}')}."
    return message(said, section(said), row(_unmute(view)))


def not_watched(asked: str) -> Message:
    """Nothing is watched by that name."""
    said = f"You don’t watch “{text.mrkdwn(asked, 100)}”. `/quotes watches` lists what you do."
    return message(said, section(said))


def whom(asked: str, choices: Sequence[tuple[int, str]]) -> Message:
    """Several people go by a name: asks which; or none does: offers the words."""
    if choices:
        said = f"Several people go by “{text.mrkdwn(asked, 100)}”. Whom do you mean?"
    else:
        said = (
            f"Nobody called “{text.mrkdwn(asked, 100)}” has been quoted yet. "
            f'To watch for the words themselves: `/quotes watch "{text.mrkdwn(asked, 80)}"`'
        )
    picks = [
        button(text.line(name, 70), f"{actions.WATCH_PICK}_{number}", str(person))
        for number, (person, name) in enumerate(choices[:MOST_CHOICES])
    ]
    return message(said, section(said), row(*picks))


def listed(views: Sequence[WatchView], place: PlaceView, now: datetime) -> Message:
    """`/quotes watches`."""
    if not views:
        said = 'You watch nobody yet. `/quotes watch Elena Ortiz`, or `/quotes watch "sea wall"` for words.'
        return message(said, section(said))
    blocks: list[Block | None] = [
        section(f"*You watch {text.count(len(views), 'person or phrase', 'people and phrases')}*")
    ]
    blocks += [entry(view, now) for view in views[:SHOWN_IN_A_LIST]]
    if more := len(views) - SHOWN_IN_A_LIST:
        blocks.append(context(f"and {more:,} more") if more > 0 else None)
    blocks += [context(when(place)), row(_settings_button())]
    told = [f"You watch {len(views)}", *(text.mrkdwn(v.label, 100) for v in views[:SHOWN_IN_A_LIST])]
    return message(told, *blocks)


def entry(view: WatchView, now: datetime) -> Block:
    """A watch in a list, with what can be done about it."""
    where = "" if view.by_dm else f" · in <#{view.place}>"
    quiet = view.muted_until is not None and view.muted_until > now
    state = " · muted" if quiet else ""
    said = f"*{bold(view.label)}* · {text.count(view.found, 'quote')} found{where}{state}"
    return section(said, accessory=_unmute(view) if quiet else _off(view))


def when(place: PlaceView) -> str:
    """When a place is told, in a line."""
    zone = f" ({place.zone})" if place.zone else ""
    quiet = f"quiet from {place.quiet_from} to {place.quiet_until}{zone}" if place.quiet_from else "at any hour"
    return f"At most {place.daily_cap} messages a day, {quiet}."


def place_form(place: PlaceView) -> View:
    """“When to tell me”."""
    return modal(
        "When to tell me",
        actions.WATCH_PLACE,
        section("What is found in quiet hours, or beyond the day’s limit, comes in one message afterwards."),
        _time(QUIET_FROM, "Quiet from", place.quiet_from, optional=True, hint="Leave it empty to be told at any hour."),
        _time(QUIET_UNTIL, "Until", place.quiet_until, optional=False, hint=f"By your clock: {place.zone or 'UTC'}"),
        {
            "type": "input",
            "block_id": CAP,
            "label": plain("Messages a day, at most", 2000),
            "element": plain_input(CAP, initial=str(place.daily_cap)),
        },
        submit="Save",
    )


def _time(block: str, label: str, value: str | None, *, optional: bool, hint: str) -> Block:
    element: Element = {"type": "timepicker", "action_id": block}
    if value:
        element["initial_time"] = value
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
        "hint": plain(hint, 2000),
    }


def _off(view: WatchView) -> Element:
    return button("Unwatch", actions.WATCH_OFF, str(view.id), says=f"Stop watching {view.label}")


def _unmute(view: WatchView) -> Element:
    return button("Unmute", actions.WATCH_UNMUTE, str(view.id), says=f"Hear of {view.label} again")


def _settings_button() -> Element:
    return button("When to tell me", actions.WATCH_WHEN)
