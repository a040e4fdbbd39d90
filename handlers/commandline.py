"""What stands after `/quotes`, as values.

The first word is a verb, or there is none: a link is read, and anything else is taken for a person's name. So a
misspelt verb is looked up as a name first; where nobody is called so, `nearest` says which verb it may have been.
Quotation marks are taken as people type them, curly ones and those of other languages too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from rapidfuzz import fuzz, process

from handlers.richtext import Written, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """`/quotes`, `/quotes help`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """`/quotes <url> …`"""

    links: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """`/quotes <person> [since 7d]`, `/quotes search "words" [by person] [since …] [from outlet]`"""

    words: str = ""  # with straight quotation marks around what stays together
    person: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    verb: bool = True  # False: a bare name, which may be a misspelt verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """`/quotes top [today|week|month|year]`"""

    period: str  # "the last 7 days"
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`/quotes person <name>`: who the desk knows by it, to put right."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """`/quotes forget <url>`"""

    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """`/quotes export [since …]`"""

    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """`/quotes digest [now|pause|resume|list|preview|delete]`"""

    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """`/quotes watch <person or "words"> [here]`, `/quotes unwatch …`, `/quotes watches`"""

    verb: str
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`/quotes settings`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A verb that lacks something; `says` is what."""

    verb: str
    says: str


Command = Help | Read | Search | Top | Person | Forget | Export | Digest | Watch | Settings | Wrong

EXAMPLES = {
    "help": "/quotes help",
    "search": '/quotes search "flood barrier" by Aldous since 30d',
    "top": "/quotes top week",
    "person": "/quotes person Margaret Aldous",
    "forget": "/quotes forget https://example.com/news/story",
    "export": "/quotes export since 30d",
    "digest": "/quotes digest",
    "watch": "/quotes watch Margaret Aldous",
    "unwatch": "/quotes unwatch Margaret Aldous",
    "watches": "/quotes watches",
    "settings": "/quotes settings",
}
"""Each verb, with an example of it."""

BARE_EXAMPLES = ("/quotes https://example.com/news/story", "/quotes Aldous since 7d")

PERIODS = {
    "today": ("today", timedelta(days=1)),
    "day": ("the last 24 hours", timedelta(days=1)),
    "week": ("the last 7 days", timedelta(days=7)),
    "month": ("the last 30 days", timedelta(days=30)),
    "year": ("the last 365 days", timedelta(days=365)),
}

NOT_A_TIME = "I don't know the time “{}”. Write 7d, 24h, 2w, yesterday, Monday or 2026-03-01."

_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "m": timedelta(days=30),
          "y": timedelta(days=365)}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_MARKS = str.maketrans(dict.fromkeys("“”„«»‟", '"'))
_TOKEN = re.compile(r'"[^"]*"?|\S+')


def parse(text: str, now: datetime) -> Command:
    """What was asked for.

    Args:
        text: what stands after the command.
        now: aware, in the time zone that "yesterday" is meant in.
    """
    written = read_text(text)
    words = written.text.split(maxsplit=1)
    verb = words[0].lower() if words else "help"
    rest = words[1] if len(words) > 1 else ""
    match verb:
        case "help" | "?":
            return Help()
        case "forget":
            return _forget(written)
        case _ if written.links:
            return Read(links=written.links)
        case "digest" | "digests":
            return Digest(rest="list" if verb == "digests" else rest)
        case "watch" | "unwatch" | "watches":
            return Watch(verb=verb, rest=rest)
        case "settings" if not rest:
            return Settings()
        case "top":
            return _top(rest, now)
        case "export":
            return _export(rest, now)
        case "search" | "find":
            return _search(rest, now)
        case "person" | "people":
            name = rest.strip('" ').translate(_MARKS)
            return Person(name=name) if name else Wrong(verb="person", says="Say whom.")
        case _:
            return _bare(written.text, now)


def nearest(text: str) -> str | None:
    """The verb that the first word is most like; None where it is like none."""
    first = text.split(maxsplit=1)[0].lower() if text.split() else ""
    near = process.extractOne(first, list(EXAMPLES), scorer=fuzz.ratio, score_cutoff=65)
    return near[0] if near else None


def examples(verb: str | None) -> tuple[str, ...]:
    """Three examples, the nearest verb's first."""
    first = [EXAMPLES[verb]] if verb in EXAMPLES else []
    return tuple(dict.fromkeys([*first, *BARE_EXAMPLES, EXAMPLES["search"]]))[:3]


def moment(text: str, now: datetime) -> datetime | None:
    """`7d`, `24 hours`, `yesterday`, `Monday`, `2026-03-01`, `1 March`, `March 2026`; None where it is no time."""
    text = " ".join(text.lower().replace(",", " ").split())
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if found := re.fullmatch(r"(?:the )?(?:last )?(\d{1,4}) ?(h|d|w|m|y)(?:ours?|ays?|eeks?|onths?|ears?|rs?)?", text):
        return now - int(found[1]) * _UNITS[found[2]]
    if found := re.fullmatch(r"(?:the )?(?:last )?(day|week|month|year)", text):
        return now - PERIODS[found[1]][1]
    if text in ("today", "yesterday"):
        return today - timedelta(days=text == "yesterday")
    if text in _WEEKDAYS or text in [day[:3] for day in _WEEKDAYS]:
        number = next(n for n, day in enumerate(_WEEKDAYS) if day.startswith(text[:3]))
        return today - timedelta(days=(today.weekday() - number) % 7)
    return _date(text, today, now.tzinfo)


def _date(text: str, today: datetime, zone: tzinfo | None) -> datetime | None:
    months = {name: n for n, month in enumerate(_MONTHS, start=1) for name in (month, month[:3])}
    year: int | None
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    elif found := re.fullmatch(r"(\d{4})", text):
        year, month, day = int(found[1]), 1, 1
    elif found := re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]+)(?: (\d{4}))?", text):
        year, month, day = int(found[3]) if found[3] else None, months.get(found[2], 0), int(found[1] or 1)
    elif found := re.fullmatch(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", text):
        year, month, day = int(found[3]) if found[3] else None, months.get(found[1], 0), int(found[2])
    else:
        return None
    try:
        date = datetime(year or today.year, month, day, tzinfo=zone)
        return date.replace(year=date.year - 1) if year is None and date > today else date
    except ValueError:  # the 31st of June, 29 February of the year before
        return None


def _forget(written: Written) -> Command:
    if len(written.links) != 1:
        return Wrong(verb="forget", says="Give the link of the one article to remove.")
    return Forget(link=written.links[0])


def _top(rest: str, now: datetime) -> Command:
    asked = rest.strip().lower().removeprefix("since ").removeprefix("this ") or "week"
    if asked in PERIODS:
        label, length = PERIODS[asked]
        since = now.replace(hour=0, minute=0, second=0, microsecond=0) if asked == "today" else now - length
        return Top(period=label, since=since)
    since_then = moment(asked, now)
    if since_then is None:
        return Wrong(verb="top", says=NOT_A_TIME.format(asked))
    return Top(period=f"since {since_then.day} {since_then:%B %Y}", since=since_then)


def _export(rest: str, now: datetime) -> Command:
    asked = rest.strip().lower().removeprefix("since ").removeprefix("all")
    since = moment(asked, now) if asked else None
    return Wrong(verb="export", says=NOT_A_TIME.format(asked)) if asked and since is None else Export(since=since)


def _search(rest: str, now: datetime) -> Command:
    parts = _clauses(rest.translate(_MARKS), ("by", "since", "from"))
    since = moment(parts["since"], now) if parts["since"] else None
    if parts["since"] and since is None:
        return Wrong(verb="search", says=NOT_A_TIME.format(parts["since"]))
    person, outlet = parts["by"].strip('"') or None, parts["from"].strip('"') or None
    if not (parts[""] or person or outlet):
        return Wrong(verb="search", says="Say what to look for.")
    return Search(words=parts[""], person=person, outlet=outlet, since=since)


def _bare(text: str, now: datetime) -> Command:
    parts = _clauses(text.translate(_MARKS), ("since",))
    since = moment(parts["since"], now) if parts["since"] else None
    if parts["since"] and since is None:
        return Wrong(verb="search", says=NOT_A_TIME.format(parts["since"]))
    if text.translate(_MARKS).startswith('"'):
        return Search(words=parts[""], since=since)
    return Search(person=parts[""].strip('"'), since=since, verb=False)


def _clauses(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """The text by its key words; what stands before the first is under "". In quotation marks nothing is a key word."""
    found: dict[str, list[str]] = {"": [], **{name: [] for name in names}}
    at = ""
    for token in _TOKEN.findall(text):
        if token.lower() in names:
            at = token.lower()
        else:
            found[at].append(token)
    return {name: " ".join(tokens) for name, tokens in found.items()}
