"""The form of a digest, and the list of a workspace's digests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digest import names
from bot.digest.slots import Weekday, zone_offset_label
from bot.digest.types import OnEmpty
from bot.services.digests import LastRun, NowResult, ScheduleView
from handlers import actions, text
from handlers.blocks.digest import buttons
from handlers.blocks.parts import (
    Block,
    Element,
    Message,
    View,
    button,
    confirm,
    context,
    message,
    modal,
    option,
    overflow,
    plain,
    plain_input,
    section,
)
from handlers.blocks.parts import actions as row
from storage.schedules import RunState

CHANNEL, DAYS, TIMES, ZONE, PEOPLE, WORDS, OUTLETS, ADDED_BY, EMPTY = (
    "channel", "days", "times", "zone", "people", "words", "outlets", "added_by", "empty",
)  # fmt: skip
"""Block ids of the form."""

_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ON_EMPTY = {OnEmpty.SKIP: "Post nothing", OnEmpty.SAY: "Post one line that says so"}
SHOWN = 15


def form(
    view: ScheduleView | None, *, channel: str | None, zone: str, now: datetime, seen_from: str | None = None
) -> View:
    """A new digest, or the change of one.

    Args:
        view: what is to be changed; None for a new one, which begins with `channel` and `zone`.
        seen_from: the channel that the form was opened in, where it is answered.
    """
    timetable = view.timetable if view else None
    filters = view.filters if view else None
    chosen = timetable.zone if timetable else zone
    days = timetable.weekdays if timetable else tuple(Weekday)[:5]
    times = ", ".join(f"{t:%H:%M}" for t in timetable.times) if timetable else "08:00"
    people = [option(text.line(name, 70), str(number)) for number, name in (view.people if view else ())]
    outlets = [option(text.line(name, 70), name[:150]) for name in (filters.outlets if filters else ())]
    metadata = json.dumps({"id": view.id if view else None, "from": seen_from})
    return modal(
        "Change the digest" if view else "New digest",
        actions.DIGEST_FORM,
        _input(
            CHANNEL, "Channel", _channels(view.channel if view else channel),
            hint="I have to be in it: /invite @pullquote",
        ),
        _input(DAYS, "Days", _days(days)),
        _input(
            TIMES, "At", plain_input(TIMES, initial=times, hint="08:00, 17:30"),
            hint="One time or several, apart by commas.",
        ),
        _input(
            ZONE, "Time zone", plain_input(ZONE, initial=chosen, hint="Europe/London"),
            hint=f"{zone_offset_label(chosen, now)}. Clock changes are kept to.",
        ),
        _input(PEOPLE, "Only these people", _several(actions.DIGEST_PEOPLE, people, "Everybody"), optional=True),
        _input(
            WORDS, "Or these words", plain_input(WORDS, initial="; ".join(filters.words) if filters else None,
                                                 hint="sea wall; ferry"),
            hint="Words or phrases, apart by semicolons; in quotes or headlines. With people: either will do.",
            optional=True,
        ),
        _input(
            OUTLETS, "Only from these outlets", _several(actions.DIGEST_OUTLETS, outlets, "All outlets"),
            optional=True,
        ),
        _input(ADDED_BY, "Only what these colleagues add", _users(filters.added_by if filters else ()), optional=True),
        _input(EMPTY, "When there is nothing new", _on_empty(view.on_empty if view else OnEmpty.SKIP)),
        submit="Save",
        metadata=metadata,
    )  # fmt: skip


def saved(view: ScheduleView, now: datetime, *, new: bool) -> Message:
    """What the form did, with what can be done next."""
    what = "The digest is set" if new else "The digest is changed"
    said = f"{what}: {describe(view)}. The next one comes {_next(view, now)}."
    return message(said, section(said), row(*_row_buttons(view)))


def paused(view: ScheduleView) -> Message:
    """A digest rests."""
    said = f"The digest of <#{view.channel}> is paused. When it is resumed, the next one covers what was missed."
    return message(said, section(said), row(*buttons(view.id, active=False)))


def resumed(view: ScheduleView, now: datetime) -> Message:
    """A digest runs again."""
    said = f"The digest of <#{view.channel}> runs again. The next one comes {_next(view, now)}."
    return message(said, section(said))


def deleted(view: ScheduleView) -> Message:
    """A digest is gone."""
    said = f"The digest of <#{view.channel}> is deleted: {describe(view)}."
    return message(said, section(said))


def coming(view: ScheduleView, result: NowResult) -> Message:
    """Whether `now` sends one."""
    if result is NowResult.COMING:
        said = f"A digest of all since the last one is on its way to <#{view.channel}>."
    else:
        said = f"A digest is on its way to <#{view.channel}> already."
    return message(said, section(said))


def which(views: Sequence[ScheduleView], verb: str, action: str) -> Message:
    """Several digests could be meant: asks which."""
    said = f"Which digest shall I {verb}?"
    blocks: list[Block | None] = [section(said)]
    blocks += [
        section(describe(v), accessory=button(verb.capitalize(), action, str(v.id), confirm=_sure(v, action)))
        for v in views[:SHOWN]
    ]
    return message([said, *(describe(v) for v in views[:SHOWN])], *blocks)


def none_here() -> Message:
    """There is no digest to act on."""
    said = "There is no digest in this channel yet. `/quotes digest` makes one."
    return message(said, section(said), row(button("New digest", actions.DIGEST_NEW)))


def listed(views: Sequence[ScheduleView], now: datetime) -> Message:
    """`/quotes digest list`."""
    if not views:
        said = "No digest is set up yet. `/quotes digest` makes one."
        return message(said, section(said), row(button("New digest", actions.DIGEST_NEW)))
    blocks: list[Block | None] = []
    for view in views[:SHOWN]:
        blocks += entry(view, now)
    if len(views) > SHOWN:
        blocks.append(context(f"and {text.count(len(views) - SHOWN, 'more digest')}"))
    blocks.append(row(button("New digest", actions.DIGEST_NEW)))
    told = [f"{text.count(len(views), 'digest')}", *(f"{describe(v)}; {_state(v, now)}" for v in views[:SHOWN])]
    return message(told, *blocks)


def entry(view: ScheduleView, now: datetime) -> list[Block | None]:
    """A digest in a list: what it is, how it stands, what can be done."""
    menu = overflow(
        actions.DIGEST_CHANGE,
        [
            option("Change", f"change:{view.id}"),
            option("Pause", f"pause:{view.id}") if view.active else option("Resume", f"resume:{view.id}"),
            option("Preview", f"preview:{view.id}"),
            option("Send now", f"now:{view.id}"),
            option("Delete", f"delete:{view.id}"),
        ],
    )
    return [section(f"*{describe(view)}*", accessory=menu), context(_state(view, now), _trouble(view.last))]


def trouble(view: ScheduleView, last: LastRun) -> Block:
    """A digest of which nobody knows whether it stands; for the Home tab."""
    due = text.slack_date(last.due_at, "{date_short_pretty} {time}")
    said = (
        f":warning: *Please look:* the digest of {due} in <#{view.channel}> may be missing. Slack did not say whether "
        "it was posted, and I may not read the channel, so I did not post it again."
    )
    return section(said, accessory=button("Send now", actions.DIGEST_NOW, str(view.id)))


def describe(view: ScheduleView) -> str:
    """`<#C1> · Mon–Fri 08:00 London · only Elena Ortiz`, as mrkdwn."""
    parts = [f"<#{view.channel}>", text.mrkdwn(view.timetable.label(), 200)]
    if view.filters_label:
        parts.append("only " + text.mrkdwn(view.filters_label, 200))
    if view.filters.added_by:
        parts.append("added by " + ", ".join(text.person(u) for u in view.filters.added_by[:5]))
    parts.append(f"set by {text.person(view.owner)}")
    return " · ".join(parts)


def _state(view: ScheduleView, now: datetime) -> str:
    if view.active:
        return f"next {_next(view, now)}"
    if view.paused_by:
        return f"paused by {text.person(view.paused_by)}"
    return f"paused: {view.paused_reason}" if view.paused_reason else "paused"


def _next(view: ScheduleView, now: datetime) -> str:
    at = view.next_run_at.astimezone(ZoneInfo(view.timetable.zone))
    today = now.astimezone(ZoneInfo(view.timetable.zone)).date()
    day = {0: "today", 1: "tomorrow"}.get((at.date() - today).days, f"on {at:%A}")
    if (at.date() - today).days > 6:
        day = f"on {at:%A} {at.day} {at:%B}"
    return f"{day} at {at:%H:%M} ({text.mrkdwn(names_of_zone(view.timetable.zone), 60)} time)"


def names_of_zone(zone: str) -> str:
    """The city of a zone."""
    return zone.rpartition("/")[2].replace("_", " ")


def _trouble(last: LastRun | None) -> str:
    if last is None or last.state not in (RunState.UNKNOWN, RunState.REFUSED):
        return ""
    return f"the last one ({text.slack_date(last.due_at)}): {text.mrkdwn(last.problem or 'not posted', 200)}"


def _row_buttons(view: ScheduleView) -> tuple[Element, ...]:
    value = str(view.id)
    return (
        button("Preview", actions.DIGEST_PREVIEW, value),
        button("Send now", actions.DIGEST_NOW, value),
        *buttons(view.id, active=view.active),
    )


def _sure(view: ScheduleView, action: str) -> Element | None:
    if action != actions.DIGEST_DELETE:
        return None
    label = names.listed([view.timetable.label()], 1)
    return confirm("Delete this digest?", f"{label}. It can't be brought back.", "Delete", style="danger")


# --- fields


def _input(name: str, label: str, element: Element, *, hint: str | None = None, optional: bool = False) -> Block:
    block: Block = {
        "type": "input", "block_id": name, "label": plain(label, 2000), "element": element, "optional": optional,
    }  # fmt: skip
    return block | ({"hint": plain(hint, 2000)} if hint else {})


def _channels(channel: str | None) -> Element:
    element: Element = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "placeholder": plain("Choose a channel", 150),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return element | ({"initial_conversation": channel} if channel else {})


def _days(days: Sequence[Weekday]) -> Element:
    options = {day: option(name, day.value) for day, name in zip(Weekday, _LONG, strict=True)}
    return {
        "type": "checkboxes",
        "action_id": DAYS,
        "options": list(options.values()),
        "initial_options": [options[d] for d in days],
    }


def _several(action: str, chosen: Sequence[Element], placeholder: str) -> Element:
    element: Element = {
        "type": "multi_external_select",
        "action_id": action,
        "min_query_length": 1,
        "placeholder": plain(placeholder, 150),
        "max_selected_items": 20,
    }
    return element | ({"initial_options": list(chosen[:20])} if chosen else {})


def _users(chosen: Sequence[str]) -> Element:
    element: Element = {
        "type": "multi_users_select",
        "action_id": ADDED_BY,
        "placeholder": plain("Anybody", 150),
        "max_selected_items": 20,
    }
    return element | ({"initial_users": list(chosen)} if chosen else {})


def _on_empty(chosen: OnEmpty) -> Element:
    options = {which: option(label, which.value) for which, label in _ON_EMPTY.items()}
    return {
        "type": "radio_buttons",
        "action_id": EMPTY,
        "options": list(options.values()),
        "initial_option": options[chosen],
    }
