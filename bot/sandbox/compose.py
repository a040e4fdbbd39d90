"""What a person types, as Slack's client sends it: mentions, links and escapes, and the rich text beside them."""

from __future__ import annotations

import html
import re

from bot.sandbox.state import Json, Team

SNIPPET_FROM = 4000  # characters: a longer text becomes a snippet

_TOKEN = re.compile(
    r"<@(?P<uid>[UW][A-Z0-9]+)>|<#(?P<cid>[CG][A-Z0-9]+)(?:\|[^>]*)?>"
    r"|(?<![\w@])@(?P<name>[a-z0-9][\w.-]*)|(?<![\w#&])#(?P<channel>[a-z0-9][\w-]*)"
    r"|(?P<url>https?://[^\s<>|]+)|:(?P<emoji>[a-z+][a-z0-9_+'-]*):",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}'\"”’"
_BROADCASTS = ("here", "channel", "everyone")


def escape(text: str) -> str:
    """The three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The reverse of `escape`."""
    return html.unescape(text)


def compose(typed: str, team: Team) -> tuple[str, list[Json]]:
    """The `text` and the rich_text blocks of what a person typed.

    `@handle` and `<@U…>` of people who are here become mentions, `#channel` a channel, addresses links; all else is
    text and escaped, also a typed `<!channel>` or `<script>`.
    """
    text: list[str] = []
    leaves: list[Json] = []

    def plain(part: str) -> None:
        if part:
            text.append(escape(part))
            if leaves and leaves[-1]["type"] == "text":
                leaves[-1]["text"] += part
            else:
                leaves.append({"type": "text", "text": part})

    position = 0
    for match in _TOKEN.finditer(typed):
        found = _token(match, team)
        if found is None:
            continue
        encoded, leaf, length = found
        plain(typed[position : match.start()])
        text.append(encoded)
        leaves.append(leaf)
        position = match.start() + length
    plain(typed[position:])
    return "".join(text), _rich(leaves)


def _rich(leaves: list[Json]) -> list[Json]:
    if not leaves:
        return []
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": leaves}]}]


def _token(match: re.Match[str], team: Team) -> tuple[str, Json, int] | None:
    """A token's text as sent, its rich text leaf, and how much was typed of it; None: no token after all."""
    whole = match.group()
    name = (match["name"] or "").lower().rstrip(".-")
    user = match["uid"] or next((u.id for u in team.users.values() if u.name == name), None)
    if user in team.users:
        return f"<@{user}>", {"type": "user", "user_id": user}, len(whole) if match["uid"] else len(name) + 1
    if name in _BROADCASTS:
        return f"<!{name}>", {"type": "broadcast", "range": name}, len(name) + 1
    if match["cid"] or match["channel"]:
        wanted = match["cid"] or match["channel"].lower()
        for channel in team.channels.values():
            if wanted in (channel.id, channel.name) and channel.kind in ("public", "private"):
                return f"<#{channel.id}|{channel.name}>", {"type": "channel", "channel_id": channel.id}, len(whole)
        return None
    if match["url"]:
        url = match["url"].rstrip(_TRAILING)
        if match["url"].startswith(url + ")") and url.count("(") > url.count(")"):
            url += ")"
        return f"<{escape(url)}>", {"type": "link", "url": url}, len(url)
    if match["emoji"]:
        return whole, {"type": "emoji", "name": match["emoji"]}, len(whole)
    return None


def split_long(typed: str) -> tuple[str, str | None]:
    """What stays text and what becomes a snippet, of what a person pasted: mentions at the start stay."""
    if len(typed) <= SNIPPET_FROM:
        return typed, None
    head = re.match(r"(?:\s*(?:<@[UW][A-Z0-9]+>|@[\w.-]+))*", typed)
    cut = head.end() if head else 0
    return typed[:cut].strip(), typed[cut:].lstrip()
