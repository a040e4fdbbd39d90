"""Digests: `/quotes digest …`, the form, the footer's buttons and the menus of lists."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.digest.slots import Timetable, TimetableError, is_zone, parse_times
from bot.digest.types import Filters, OnEmpty
from bot.errors import UserError
from bot.services import digests, people
from bot.services.desk import Desk
from bot.services.digests import DigestForm, ScheduleView
from handlers import actions, text
from handlers.blocks import digest as shown
from handlers.blocks import digest_form as forms
from handlers.blocks.parts import Message, message, option, section
from handlers.listeners.base import FrontDesk, team_of, tell, tell_by_message

log = structlog.get_logger(__name__)

VERBS = ("now", "pause", "resume", "list", "preview", "delete")
BUTTONS = {
    actions.DIGEST_PAUSE: "pause",
    actions.DIGEST_RESUME: "resume",
    actions.DIGEST_NOW: "now",
    actions.DIGEST_PREVIEW: "preview",
    actions.DIGEST_DELETE: "delete",
}
ACTIONS = {verb: action for action, verb in BUTTONS.items()}
ONLY_PAUSED, ONLY_ACTIVE = ("resume",), ("pause",)


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""
    for action_id in (*BUTTONS, actions.DIGEST_CHANGE, actions.DIGEST_NEW):

        @app.action(action_id)
        def pressed(
            ack: Ack, action: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient
        ) -> None:
            verb, number = what_was_pressed(action)
            said = act(front, client, team_of(context), body, verb, number)
            ack()
            if said is not None and verb in ("preview", "now"):
                tell_by_message(front, client, body, said)
            elif said is not None:
                tell(front, client, team_of(context), body, said)

    @app.view(actions.DIGEST_FORM)
    def sent(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        try:
            said = save(front, team_of(context), str(body["user"]["id"]), view)
        except Wrong as wrong:
            ack(response_action="errors", errors=wrong.fields)
            return
        ack()
        front.later(partial(answer_form, client, body, view, said))

    @app.options(actions.DIGEST_PEOPLE)
    def names(ack: Ack, options: dict[str, Any], context: BoltContext) -> None:
        found = people.find(front.desk, team_of(context), str(options.get("value") or ""), limit=50)
        ack(options=[option(text.line(p.name, 70), str(p.person_id), text.count(p.quotes, "quote")) for p in found])

    @app.options(actions.DIGEST_OUTLETS)
    def outlets(ack: Ack, options: dict[str, Any], context: BoltContext) -> None:
        found = digests.outlets(front.desk, team_of(context), like=str(options.get("value") or ""))
        ack(options=[option(text.line(name, 70), name[:150]) for name in found])


def command(front: FrontDesk, client: WebClient, payload: Mapping[str, Any], team: str, rest: str) -> Message:
    """`/quotes digest [now|pause|resume|list|preview|delete]`: without a word, the form."""
    verb = rest.split()[0].lower() if rest.split() else ""
    channel = str(payload.get("channel_id") or "")
    here = channel if channel[:1] in "CG" else None
    if verb == "list":
        return forms.listed(digests.schedules(front.desk, team), front.desk.clock.now())
    if verb not in VERBS:
        open_form(front, client, team, str(payload["trigger_id"]), None, here)
        said = (
            "The form for a digest opens." if not verb else f"“{text.mrkdwn(verb, 30)}”? The form for a digest opens."
        )
        return message(said, section(said + " Also: `/quotes digest " + "|".join(VERBS) + "`"))
    user = str(payload["user_id"])
    meant = digests.schedules(front.desk, team, channel=here, owner=None if here else user)
    meant = tuple(
        v for v in meant if not (verb in ONLY_PAUSED and v.active) and not (verb in ONLY_ACTIVE and not v.active)
    )
    if not meant:
        return forms.none_here()
    if len(meant) > 1 or verb == "delete":
        return forms.which(meant, verb, ACTIONS[verb])
    return do(front, team, user, verb, meant[0].id, key=str(payload["trigger_id"]))


def act(
    front: FrontDesk, client: WebClient, team: str, body: Mapping[str, Any], verb: str, number: int
) -> Message | None:
    """Does what a button or a menu says; None where a form opens instead."""
    if verb in ("change", "new"):
        channel = (body.get("channel") or {}).get("id")
        try:
            open_form(front, client, team, str(body["trigger_id"]), number if verb == "change" else None, channel)
        except UserError as error:
            return message(error.message, section(error.message))
        return None
    try:
        return do(front, team, str(body["user"]["id"]), verb, number, key=str(body["trigger_id"]))
    except UserError as error:
        return message(error.message, section(error.message))


def do(front: FrontDesk, team: str, user: str, verb: str, number: int, *, key: str) -> Message:
    """One thing with one digest, and what is said of it.

    Raises:
        UserError: it is gone.
    """
    desk, now = front.desk, front.desk.clock.now()
    match verb:
        case "pause":
            return forms.paused(digests.pause(desk, team, user, number))
        case "resume":
            return forms.resumed(digests.resume(desk, team, number), now)
        case "now":
            result = digests.now(desk, team, user, number, key=key)
            return forms.coming(digests.get(desk, team, number), result)
        case "preview":
            return shown.messages(digests.preview(desk, team, number), number)[0]
        case _:
            return forms.deleted(digests.delete(desk, team, number))


def what_was_pressed(action: Mapping[str, Any]) -> tuple[str, int]:
    """The verb, and the schedule's number: of a button, or of a list's menu (`pause:12`)."""
    chosen = str((action.get("selected_option") or {}).get("value") or "")
    if chosen:
        verb, _, number = chosen.partition(":")
    else:
        default = "new" if action["action_id"] == actions.DIGEST_NEW else "change"
        verb, number = BUTTONS.get(str(action["action_id"]), default), str(action.get("value") or "")
    return verb, int(number) if number.isdecimal() else 0


def open_form(
    front: FrontDesk, client: WebClient, team: str, trigger: str, number: int | None, channel: str | None
) -> None:
    """Opens the form, for a new digest or a change.

    Raises:
        UserError: the digest is gone.
    """
    view = digests.get(front.desk, team, number) if number is not None else None
    zone = digests.default_zone(front.desk, team)
    made = forms.form(view, channel=channel, zone=zone, now=front.desk.clock.now(), seen_from=channel)
    front.later(partial(client.views_open, trigger_id=trigger, view=made))


class Wrong(Exception):
    """A form can't be taken; `fields` says what is wrong where."""

    def __init__(self, **fields: str) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields


def save(front: FrontDesk, team: str, user: str, view: Mapping[str, Any]) -> tuple[ScheduleView, Message]:
    """Makes or changes what the form says.

    Raises:
        Wrong: names each field that is wrong.
    """
    number = json.loads(str(view.get("private_metadata") or "{}")).get("id")
    form = read(front.desk, team, view)
    now = front.desk.clock.now()
    try:
        if number is None:
            made = digests.create(front.desk, team, user, form)
        else:
            made = digests.change(front.desk, team, int(number), form)
    except UserError as error:
        raise Wrong(**{forms.CHANNEL: error.message}) from error
    return made, forms.saved(made, now, new=number is None)


def read(desk: Desk, team: str, view: Mapping[str, Any]) -> DigestForm:
    """What the form says, checked.

    Raises:
        Wrong: names each field that is wrong.
    """
    wrong: dict[str, str] = {}
    channel = _field(view, forms.CHANNEL, "selected_conversation")
    if not channel or str(channel)[:1] not in "CG":
        wrong[forms.CHANNEL] = "Choose a channel."
    zone = str(_field(view, forms.ZONE, "value") or "").strip().replace(" ", "_")
    if not is_zone(zone):
        wrong[forms.ZONE] = "Give a time zone such as Europe/London or America/New_York."
    days = _values(_field(view, forms.DAYS, "selected_options"))
    if not days:
        wrong[forms.DAYS] = "Choose at least one day."
    try:
        times = parse_times(str(_field(view, forms.TIMES, "value") or ""))
        if not wrong.keys() & {forms.ZONE, forms.DAYS}:
            timetable = Timetable.of(days, times, zone)
    except TimetableError as error:
        wrong[forms.TIMES] = str(error)
    phrases = tuple(
        w for part in str(_field(view, forms.WORDS, "value") or "").split(";") if (w := part.strip(' “”"\n'))
    )
    if len(phrases) > 20 or any(len(w) > 80 for w in phrases):
        wrong[forms.WORDS] = "At most 20 words or phrases, each of at most 80 characters."
    if wrong:
        raise Wrong(**wrong)
    filters = Filters(
        people=tuple(int(v) for v in _values(_field(view, forms.PEOPLE, "selected_options"))),
        words=phrases,
        outlets=_whole_outlets(desk, team, _values(_field(view, forms.OUTLETS, "selected_options"))),
        added_by=tuple(str(u) for u in _field(view, forms.ADDED_BY, "selected_users") or ()),
    )
    chosen = (_field(view, forms.EMPTY, "selected_option") or {}).get("value", OnEmpty.SKIP)
    return DigestForm(channel=str(channel), timetable=timetable, filters=filters, on_empty=OnEmpty(chosen))


def answer_form(
    client: WebClient, body: Mapping[str, Any], view: Mapping[str, Any], saved: tuple[ScheduleView, Message]
) -> None:
    """Says what was set to whoever sent the form, and whether the bot still has to be invited."""
    made, said = saved
    user = str(body["user"]["id"])
    seen_from = json.loads(str(view.get("private_metadata") or "{}")).get("from")
    _say(client, seen_from, user, said)
    try:
        about = client.conversations_info(channel=made.channel).get("channel") or {}
        there = bool(about.get("is_member"))
    except SlackApiError:
        there = False
    if not there:
        warning = (
            f"I am not in <#{made.channel}> yet. Invite me there with `/invite @pullquote`, or the digest can’t come."
        )
        _say(client, seen_from, user, message(warning, section(warning)))


def _say(client: WebClient, channel: str | None, user: str, said: Message) -> None:
    """To one person: beside the channel's messages, or by DM where the bot can't."""
    if channel and channel[:1] in "CG":
        try:
            client.chat_postEphemeral(channel=channel, user=user, **said.payload())
            return
        except SlackApiError as error:
            log.debug("by message instead", reason=str(error.response.get("error")))
    client.chat_postMessage(channel=user, **said.payload())


def _field(view: Mapping[str, Any], block: str, key: str) -> Any:
    elements = view.get("state", {}).get("values", {}).get(block, {})
    return next((element.get(key) for element in elements.values()), None)


def _values(options: Sequence[Mapping[str, Any]] | None) -> list[str]:
    return [str(o["value"]) for o in options or ()]


def _whole_outlets(desk: Desk, team: str, chosen: Sequence[str]) -> tuple[str, ...]:
    """An option's value holds 150 characters of an outlet's name; here is the whole of it."""
    known = {name[:150]: name for name in digests.outlets(desk, team)} if chosen else {}
    return tuple(known.get(name, name) for name in chosen)
