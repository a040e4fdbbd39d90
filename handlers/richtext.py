"""What people wrote in Slack, as plain words: out of rich_text blocks where there are some, else out of the text field.

What always holds here: the words come out as they were written. A message's `text` has its formatting marks, its links
and its entities mixed in (`*bold*`, `<https://…|label>`, `&amp;`), and a mark cannot be told from a star that somebody
typed; the blocks have them apart. So the blocks win, and the text is for messages without any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

_ANGLES = re.compile(r"<([^<>]*)>")
_WEB = re.compile(r"https?://", re.I)
_BARE = re.compile(r"(https?://[^\s<>]+)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message's words and links. `prose` is the text with neither links nor mentions in it."""

    text: str
    links: tuple[str, ...]
    prose: str


class _Pen:
    """Collects text, prose and links while a message is gone through."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.prose: list[str] = []
        self.links: list[str] = []

    def words(self, text: str) -> None:
        self.text.append(text)
        self.prose.append(text)

    def link(self, url: str, label: str | None) -> None:
        if _WEB.match(url):
            self.links.append(url)
            bare = label is None or label == url or url.removeprefix("https://").removeprefix("http://") == label
            self.text.append(url if bare else label or url)
            self.prose.append(" " if bare else label or " ")
        else:  # mailto:, tel:
            self.words(label or url.partition(":")[2])

    def mention(self, shown: str) -> None:
        self.text.append(shown)
        self.prose.append(" ")

    def written(self) -> Written:
        return Written(
            text="".join(self.text).strip(),
            links=tuple(dict.fromkeys(self.links)),
            prose=re.sub(r"[ \t]+", " ", "".join(self.prose)).strip(),
        )


def read_message(message: Json, *, bot_user: str | None = None) -> Written:
    """The words and links of a message, event or forwarded message; the bot's own mention is left out.

    Links that stand only in blocks or attachments of another app (a feed's, say) count where the text has none.
    """
    pen = _Pen()
    blocks = [b for b in _list(message, "blocks") if b.get("type") == "rich_text"]
    if blocks:
        for block in blocks:
            _elements(_list(block, "elements"), pen, bot_user)
    else:
        _mrkdwn(str(message.get("text") or ""), pen, bot_user)
    if not pen.links:
        _other_apps(message, pen, bot_user)
    return pen.written()


def read_text(text: str, *, bot_user: str | None = None) -> Written:
    """The words and links of a slash command's text, or any other mrkdwn string."""
    pen = _Pen()
    _mrkdwn(text, pen, bot_user)
    return pen.written()


def unescape(text: str) -> str:
    """Slack's three entities as the characters they stand for."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _list(value: Json, key: str) -> Sequence[Json]:
    found = value.get(key)
    return [v for v in found if isinstance(v, Mapping)] if isinstance(found, list) else []


def _elements(elements: Sequence[Json], pen: _Pen, bot_user: str | None) -> None:
    for number, element in enumerate(elements):
        if number and element.get("type", "").startswith("rich_text_"):
            pen.words("\n")
        _element(element, pen, bot_user)


def _element(element: Json, pen: _Pen, bot_user: str | None) -> None:
    match element.get("type"):
        case "text":
            pen.words(str(element.get("text", "")))
        case "link":
            label = element.get("text")
            pen.link(str(element.get("url", "")), str(label) if label else None)
        case "user":
            user = str(element.get("user_id", ""))
            pen.mention("" if user == bot_user else f"@{user}")
        case "channel" | "usergroup" | "broadcast":
            pen.mention("")
        case "emoji":
            pen.words(_emoji(element))
        case "date":
            pen.words(str(element.get("fallback", "")))
        case _:
            _elements(_list(element, "elements"), pen, bot_user)


def _emoji(element: Json) -> str:
    code = str(element.get("unicode") or "")
    try:
        return "".join(chr(int(part, 16)) for part in code.split("-")) if code else f":{element.get('name', '')}:"
    except ValueError:
        return f":{element.get('name', '')}:"


def _mrkdwn(text: str, pen: _Pen, bot_user: str | None) -> None:
    at = 0
    for found in _ANGLES.finditer(text):
        _plain(unescape(text[at : found.start()]), pen)
        _angle(found.group(1), pen, bot_user)
        at = found.end()
    _plain(unescape(text[at:]), pen)


def _plain(text: str, pen: _Pen) -> None:
    """Words in which an address may stand bare, as in a slash command; a full stop after it is not part of it."""
    for part in _BARE.split(text):
        if not _WEB.match(part):
            pen.words(part)
            continue
        url = part.rstrip(".,;:!?\"'”’")
        if url.endswith(")") and "(" not in url:
            url = url.rstrip(")")
        pen.link(url, None)
        pen.words(part[len(url) :])


def _angle(inside: str, pen: _Pen, bot_user: str | None) -> None:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        pen.mention("" if target[1:] == bot_user else f"@{unescape(label or target[1:])}")
    elif target.startswith("!date"):
        pen.words(unescape(label))
    elif target.startswith(("#", "!")):
        pen.mention("")
    else:
        pen.link(unescape(target), unescape(label) if label else None)


def _other_apps(message: Json, pen: _Pen, bot_user: str | None) -> None:
    """Forwarded messages, and what feeds and other apps post as blocks or attachments."""
    for attachment in _list(message, "attachments"):
        if attachment.get("is_share") or attachment.get("is_msg_unfurl") or not pen.text:
            pen.words("\n\n")
            for inner in _list(attachment, "message_blocks"):
                blocks = inner.get("message", {})
                _elements(_list(blocks, "blocks") if isinstance(blocks, Mapping) else [], pen, bot_user)
            if not _list(attachment, "message_blocks"):
                _mrkdwn(str(attachment.get("text") or ""), pen, bot_user)
        if not pen.links and attachment.get("title_link"):
            pen.link(str(attachment["title_link"]), None)
    if not pen.links:
        for text in _section_texts(_list(message, "blocks")):
            pen.links.extend(link for link in read_text(text).links if link not in pen.links)


def _section_texts(blocks: Sequence[Json]) -> Iterator[str]:
    for block in blocks:
        texts = [block.get("text"), *_list(block, "fields"), *_list(block, "elements")]
        yield from (str(t["text"]) for t in texts if isinstance(t, Mapping) and t.get("type") == "mrkdwn")
