"""The dates that a page prints by its headline, in several languages, and the offset from UTC that they give away.

Times in a page's head are often in UTC, and the day there is another than the one its readers see: 10 p.m. in Denver is
the next morning in UTC. The moment stays as it was said; it is handed out with the offset at which the page's own place
stands, so that its day is the printed one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from bot.ingest.around import Surroundings
from bot.ingest.blocks import Block
from bot.ingest.moments import find_moment
from bot.ingest.months import month_of
from bot.ingest.wording import CAPTION

_NAME = r"[^\W\d_][^\s\d,.]{1,14}"
_YEAR = r"(?:(?:19|20)\d\d|25[5-9]\d)"  # the latter is Buddhist, as Thailand counts
_ABROAD = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})(?:\.|er|º)?\s+(?:de\s+)?(?P<name>{_NAME})\.?,?\s+(?:de\s+|del\s+)?(?P<year>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<year2>{_YEAR})(?:\.|\sm\.)?\s+(?P<name2>{_NAME})\.?\s+(?P<day2>\d{{1,2}})(?!\d)"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)\s?[年년]\s?(?P<m3>\d{1,2})\s?[月월]\s?(?P<d3>\d{1,2})\s?[日일]"
    r"|(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d/])(?P<d4>1[3-9]|2\d|3[01])/(?P<m4>0?[1-9]|1[0-2])/(?P<y4>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
CHANGED = re.compile(r"updat|modif|edited|correct|revised|aktualis|actualiz|mis à jour|обновл", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)
# Hours from UTC by short form; of one that several places use, all of them.
_ZONES: dict[str, tuple[float, ...]] = {
    "utc": (0,), "gmt": (0,), "wet": (0,), "bst": (1, 6), "ist": (5.5, 2, 1), "cet": (1,), "cest": (2,), "eet": (2,),
    "eest": (3,), "msk": (3,), "est": (-5,), "edt": (-4,), "et": (-5, -4), "cst": (-6, 8), "cdt": (-5,),
    "ct": (-6, -5), "mst": (-7,), "mdt": (-6,), "mt": (-7, -6), "pst": (-8,), "pdt": (-7,), "pt": (-8, -7),
    "akst": (-9,), "akdt": (-8,), "hst": (-10,), "ast": (-4, 3), "nst": (-3.5,), "brt": (-3,), "art": (-3,),
    "jst": (9,), "kst": (9,), "hkt": (8,), "sgt": (8,), "pht": (8,), "wib": (7,), "ict": (7,), "awst": (8,),
    "aest": (10,), "aedt": (11,), "nzst": (12,), "nzdt": (13,), "sast": (2,), "wat": (1,), "cat": (2,), "eat": (3,),
    "pkt": (5,), "gst": (4,),
}  # fmt: skip
_LINE = 25  # words; what is longer is text, with dates of its own
_WEST, _EAST = timedelta(hours=-11), timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A date by the headline: the day, the time of day in minutes, the offsets that its zone may mean."""

    day: date
    minutes: int | None
    offsets: tuple[timedelta, ...]
    changed: bool  # it says when the article was last changed


def printed_near(near: Surroundings) -> list[Printed]:
    """The dates by the headline: those below it, and where there is none, those above it."""
    return list(_dates_in(near.below)) or list(_dates_in(near.above))


def _dates_in(blocks: Sequence[Block]) -> Iterator[Printed]:
    label = ""
    for block in blocks:
        if len(block.words) > _LINE or is_caption(block):
            label = ""
            continue
        text = block.text
        while found := find_day(text):
            day, start, end = found
            following = find_day(text[end:])
            after = text[start : end + following[1]] if following else text[start:]
            before = text[:start][-60:]
            clock = _CLOCK.search(after[:70]) or _CLOCK.search(before)
            yield Printed(
                day=day,
                minutes=_minutes(clock) if clock else None,
                offsets=_offsets(clock["zone"]) if clock else (),
                changed=bool(CHANGED.search(before if before.strip() else label)),
            )
            text = text[end:]
        label = block.text if len(block.words) <= 4 else ""


def without_day(line: str) -> str | None:
    """A line without its day and time; None where it has no day."""
    found = find_day(line)
    if found is None:
        return None
    rest = re.sub(
        r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,5}\b)?",
        " ",
        line[: found[1]] + " | " + line[found[2] :],
    )
    return " ".join(re.sub(r"[|·•,–—-]+\s*$|^\s*[|·•,–—-]+", " ", " ".join(rest.split())).split()).strip(" |·•,–—-")


def is_dateline(line: str) -> bool:
    """Whether a line is a day, with a name or a place at the most: what stands between a headline and its text."""
    rest = without_day(line) if len(line) <= 120 else None
    return rest is not None and len(rest) <= 60 and len(rest.split()) <= 7 and not re.search(r"\w[.!?]$", rest)


def is_caption(block: Block) -> bool:
    """Whether a block stands under a picture."""
    return any(
        e.tag in ("figure", "figcaption") or CAPTION.search(f"{e.get('class') or ''} {e.get('id') or ''}")
        for e in (block.element, *block.element.iterancestors())
        if e.tag not in ("body", "html", "article", "main")
    )


def find_day(text: str) -> tuple[date, int, int] | None:
    """The first full date of a line, with its place there."""
    english = find_moment(text)
    abroad = next(filter(None, map(_abroad, _ABROAD.finditer(text))), None)
    if english and (abroad is None or english[2] <= abroad[1]):
        return english[0].date(), english[2], english[3]
    return abroad


def _abroad(match: re.Match[str]) -> tuple[date, int, int] | None:
    """A date such as 19. November 2026, 19 de novembro de 2026, 2026年11月19日, 19.11.2026 or 19/11/2026."""
    name = match["name"] or match["name2"]
    month = month_of(name) if name else int(match["m"] or match["m3"] or match["m4"])
    year = int(match["year"] or match["year2"] or match["y"] or match["y3"] or match["y4"])
    day = int(match["day"] or match["day2"] or match["d"] or match["d3"] or match["d4"])
    try:
        return date(year - 543 if year > 2500 else year, month, day), match.start(), match.end()
    except ValueError:
        return None


def _minutes(clock: re.Match[str]) -> int:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + int(clock["minute"])


def _offsets(zone: str | None) -> tuple[timedelta, ...]:
    return tuple(timedelta(hours=hours) for hours in _ZONES.get((zone or "").lower(), ()))


def as_printed(
    claims: Sequence[tuple[datetime, bool]], printed: Sequence[Printed], in_url: datetime | None
) -> tuple[datetime, bool]:
    """The first claim; where its day is not the one that the page prints, with the offset that makes it so."""
    days = {p.day for p in printed}
    for moment, has_time in claims:
        if moment.date() in days:
            return moment, has_time
    for moment, has_time in claims:
        if has_time:
            offset = _offset(moment, printed)
            if offset is None and in_url is not None and not days and not moment.utcoffset():
                offset = _least(moment, in_url.date())
            if offset is not None:
                return moment.astimezone(timezone(offset)), True
    return claims[0]


def _offset(moment: datetime, printed: Sequence[Printed]) -> timedelta | None:
    """The offset of the place where a moment in UTC is a printed day; None where none of them can be the moment's."""
    if moment.utcoffset():
        return None  # the page knows its place
    utc = moment.astimezone(UTC)
    for p in printed:
        if abs((p.day - utc.date()).days) > 1:
            continue
        for offset in p.offsets:
            if (utc + offset).date() == p.day:
                return offset
        if p.minutes is not None and not p.changed and not p.offsets:
            told = datetime(p.day.year, p.day.month, p.day.day, tzinfo=UTC) + timedelta(minutes=p.minutes)
            offset = round((told - utc) / timedelta(minutes=15)) * timedelta(minutes=15)
            if _WEST <= offset <= _EAST and abs(told - utc - offset) <= timedelta(minutes=1):
                return offset
    # A day alone: an earlier one than in UTC can only be a place to the west. A later one may be that of a change.
    first = next((p for p in printed if not p.changed), None)
    return _least(moment, first.day) if first else None


def _least(moment: datetime, day: date) -> timedelta | None:
    """The least offset, in whole hours, by which a moment in UTC falls on the day before."""
    utc = moment.astimezone(UTC)
    if utc.date() - day != timedelta(days=1):
        return None
    offset = -timedelta(hours=utc.hour + 1)
    return offset if offset >= _WEST else None
