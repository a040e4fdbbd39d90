"""Slack's payloads, as submissions: what was given, and where to answer.

What always holds here: nothing is fetched and nothing is stored, so a listener that calls this stays quick; a payload
of any shape yields a value and never an exception; and a submission's `event_key` is made of the message and the thing
in it, not of the delivery. So a redelivered event, an edit that changes nothing, and a file that Slack announces twice
all give the same key, and the store's unique key makes them one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from bot.submission import FileRef, NewSubmission, Via
from handlers.richtext import Written, read_message, read_text

Json = Mapping[str, Any]

MAX_THINGS = 10
"""How many links and files of one message are read; the rest is named in the answer."""

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]{2,}[”\"»“]")
_NOT_TEXT = re.compile(r"^(image|audio|video|font)/", re.I)


class Nothing(StrEnum):
    """Why a message gave nothing to read."""

    SMALL_TALK = "small_talk"  # a greeting or a question: help is the answer
    REMARK = "remark"  # words below an answer in a message to the bot: "thanks"; no answer
    IN_THREAD = "in_thread"  # a bare mention below a message that the bot was not shown
    PICTURES = "pictures"  # only files without text in them
    ELSEWHERE = "elsewhere"  # in a channel where the workspace wants nothing read
    IGNORED = "ignored"  # the bot's own, another bot's, a notice about a message: no answer at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a message gave. Where `submissions` is empty, `nothing` says why."""

    submissions: tuple[NewSubmission, ...] = ()
    nothing: Nothing | None = None
    left_off: int = 0  # links and files beyond MAX_THINGS
    words: str = ""  # what was written, for a command in a DM


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where things were given, and where to answer."""

    team: str
    via: Via
    user: str | None
    channel: str | None
    message_ts: str | None
    thread_ts: str | None
    response_url: str | None = None
    key: str  # first part of the event key


def from_event(event: Json, *, team: str, event_id: str, bot_user: str | None) -> Given:
    """What an `app_mention`, or a `message` in a DM, gave. Edits come as the message they lead to."""
    edited = event.get("subtype") == "message_changed"
    if edited:
        event = {**_dict(event.get("message")), "channel": event.get("channel"), "type": "message"}
    if _not_from_a_person(event):
        return Given(nothing=Nothing.IGNORED)
    ts, channel = _str(event.get("ts")), _str(event.get("channel"))
    place = _Place(
        team=team,
        via=Via.MENTION if event.get("type") == "app_mention" else Via.DM,
        user=_str(event.get("user")),
        channel=channel,
        message_ts=ts,
        thread_ts=_str(event.get("thread_ts")),
        key=f"{channel}:{ts}" if channel and ts else event_id,
    )
    given = _given(event, place, bot_user)
    return given if given.submissions or not edited else Given(nothing=Nothing.IGNORED)


def changed(event: Json) -> tuple[str, str] | None:
    """Which message was edited or deleted, by (channel, ts); None where the event tells of neither."""
    if event.get("subtype") == "message_changed":
        ts = _str(_dict(event.get("message")).get("ts"))
    elif event.get("subtype") == "message_deleted":
        ts = _str(event.get("deleted_ts")) or _str(_dict(event.get("previous_message")).get("ts"))
    else:
        return None
    channel = _str(event.get("channel"))
    return (channel, ts) if channel and ts else None


def from_shortcut(payload: Json, *, team: str, bot_user: str | None) -> Given:
    """What the message under a message shortcut holds. Any message may be read so, another bot's too."""
    message = _dict(payload.get("message"))
    channel = _str(_dict(payload.get("channel")).get("id"))
    ts = _str(payload.get("message_ts")) or _str(message.get("ts"))
    place = _Place(
        team=team,
        via=Via.MESSAGE_SHORTCUT,
        user=_str(_dict(payload.get("user")).get("id")),
        channel=channel,
        message_ts=ts,
        thread_ts=_str(message.get("thread_ts")),
        response_url=_str(payload.get("response_url")),
        key=_str(payload.get("trigger_id")) or f"{channel}:{ts}",
    )
    given = _given(message, place, bot_user)
    if given.nothing is Nothing.SMALL_TALK and len(_WORD.findall(given.words)) > 1:
        return Given(submissions=(_submission(place, text=given.words),))  # asked for by name: read however short
    return given


def from_command(payload: Json, links: Sequence[str], *, team: str) -> Given:
    """What `/quotes <url> …` gave."""
    place = _Place(
        team=team,
        via=Via.COMMAND,
        user=_str(payload.get("user_id")),
        channel=_str(payload.get("channel_id")),
        message_ts=None,
        thread_ts=None,
        response_url=_str(payload.get("response_url")),
        key=_str(payload.get("trigger_id")) or _digest(f"{payload.get('response_url')}"),
    )
    things = [_submission(place, link=link) for link in links]
    return Given(submissions=tuple(things[:MAX_THINGS]), left_off=max(0, len(things) - MAX_THINGS))


def from_modal(
    *,
    team: str,
    user: str,
    view_id: str,
    channel: str | None,
    link: str | None,
    text: str | None,
    files: Sequence[Json],
) -> Given:
    """What the “Add an article” form gave; a link or text that is blank counts as none."""
    place = _Place(
        team=team, via=Via.MODAL, user=user, channel=channel, message_ts=None, thread_ts=None, key=f"view:{view_id}"
    )
    things = [_submission(place, file=file) for file in _files(files)]
    things += [_submission(place, link=url) for url in read_text(link or "").links]
    if text and text.strip():
        things.append(_submission(place, text=text.strip()))
    return Given(submissions=tuple(things), nothing=None if things else Nothing.SMALL_TALK)


def is_article(prose: str) -> bool:
    """Whether what was written reads like pasted copy, as against small talk.

    Thirty words are copy; so are eight with a quotation in them, since a journalist may paste the one paragraph that
    matters. "Hi, can you show me what Lavrov said?" is neither.
    """
    words = len(_WORD.findall(prose[:5000]))
    return words >= 30 or (words >= 8 and _QUOTED.search(prose) is not None)


def _given(message: Json, place: _Place, bot_user: str | None) -> Given:
    written = read_message(message, bot_user=bot_user)
    raw = message.get("files")
    attached = [f for f in raw if isinstance(f, Mapping)] if isinstance(raw, list) else []
    things = [_submission(place, file=file) for file in _files(attached)] + _words(written, place)
    if things:
        return Given(
            submissions=tuple(things[:MAX_THINGS]), left_off=max(0, len(things) - MAX_THINGS), words=written.text
        )
    nothing = Nothing.SMALL_TALK
    in_thread = bool(place.thread_ts) and place.thread_ts != place.message_ts
    if place.via is Via.DM and in_thread and not attached:
        nothing = Nothing.REMARK
    elif attached:
        nothing = Nothing.PICTURES
    elif in_thread and not written.prose:
        nothing = Nothing.IN_THREAD
    return Given(nothing=nothing, words=written.text)


def _words(written: Written, place: _Place) -> list[NewSubmission]:
    """A link with words around it is a link; a long text with links in it is a text."""
    if len(_WORD.findall(written.prose)) >= 80 or (not written.links and is_article(written.prose)):
        return [_submission(place, text=written.text)]
    return [_submission(place, link=link) for link in written.links]


def _submission(
    place: _Place, *, link: str | None = None, text: str | None = None, file: FileRef | None = None
) -> NewSubmission:
    what = f"file-{file.id}" if file else f"link-{_digest(link)}" if link else f"text-{_digest(text or '')}"
    return NewSubmission(
        team=place.team,
        event_key=f"{place.key}:{what}",
        via=place.via,
        user=place.user,
        link=link,
        text=text,
        file=file,
        channel=place.channel,
        message_ts=place.message_ts,
        thread_ts=place.thread_ts,
        response_url=place.response_url,
    )


def _files(raw: Sequence[Json]) -> list[FileRef]:
    """The files that may hold words. A picture's name alone says nothing that could be quoted."""
    files = {}
    for file in raw:
        mimetype, name = str(file.get("mimetype") or ""), str(file.get("name") or file.get("title") or "file")
        if not file.get("id") or file.get("mode") in ("tombstone", "hidden_by_limit") or _NOT_TEXT.match(mimetype):
            continue
        ask_first = file.get("file_access") == "check_file_info"
        size = file.get("size")
        files[str(file["id"])] = FileRef(
            id=str(file["id"]),
            name=name,
            mimetype=mimetype,
            url_private=None if ask_first else _str(file.get("url_private")),
            size=size if isinstance(size, int) else None,
        )
    return list(files.values())


def _not_from_a_person(event: Json) -> bool:
    """Bots, and notices about messages. A file, a reply shown in the channel and `/me` are a person's words."""
    subtype = event.get("subtype")
    return bool(event.get("bot_id")) or subtype not in (None, "file_share", "thread_broadcast", "me_message")


def _digest(text: str | None) -> str:
    return sha256((text or "").encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _dict(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def _str(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
