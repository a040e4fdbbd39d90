"""What stands around a wire story or a paste: title, byline, date, outlet, dateline, credit line.

All of it is found IN the text; the text is never cut or changed, since every offset points into it. What is not written
there stays unknown: no year is added to "July 9", no outlet is made of an agency.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ingest.agencies import agencies_in, is_agency
from bot.ingest.moments import MONTH_NAMES, find_moment
from bot.ingest.people import names_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a text says of itself; None and empty where it says nothing."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None  # aware; midnight UTC where only the day is known
    published_has_time: bool = False
    outlet: str | None = None
    dateline: str | None = None
    agencies: tuple[str, ...] = ()  # of the dateline and the credit line, as written
    opening: str | None = None  # the first line of the story, without what stands before its first words

    @property
    def byline(self) -> str | None:
        """The authors as one line, None where none is named."""
        return ", ".join(self.authors) or None


_TOP_LINES = 14
_FIELD = re.compile(
    r"(?P<name>headline|title|subject|by-?line|authors?|written by|date|published(?: on)?|publication date|load-date"
    r"|posted|updated|last updated|source|outlet|publication|newspaper|publisher)"
    r"\s*(?::\s*|(?<=date)\s+(?=\d))(?P<value>\S.*)",
    re.IGNORECASE,
)
_FIELDS = {
    "title": frozenset({"headline", "title", "subject"}),
    "byline": frozenset({"byline", "by-line", "author", "authors", "written by"}),
    "date": frozenset({"date", "published", "published on", "publication date", "posted"}),
    "outlet": frozenset({"source", "outlet", "publication", "newspaper", "publisher"}),
}
_BY = re.compile(r"(?:(?:story|words|report|reporting|text|analysis|opinion) )?by[:\s]\s*(?=[^\W\d_])", re.IGNORECASE)
_DAY = rf"(?i:(?:{MONTH_NAMES})\.?\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:{MONTH_NAMES})\.?)(?:,?\s+\d{{4}})?"
_CAPITAL_PLACE = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’]+(?:[ /-][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’]*){0,4}"
_PLACE = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?: (?:of|de|del|la|le|al-)?\s?[A-ZÀ-ÖØ-Þ][\w.'’-]+){0,3}"
_AGENCY = r"\((?P<agency>[^()\n]{2,40})\)"
_DASH = r"(?:--+|[-–—―•·|:])"
_COUNTRY = rf"(?:, (?!(?i:{MONTH_NAMES})\b){_PLACE})?"
_DATELINES = (
    # LONDON, July 9 (Reuters) -   KYIV, Ukraine (AP) —   Feb 24 (Reuters) -   (Reuters) -
    re.compile(
        rf"(?:(?P<place>(?:{_CAPITAL_PLACE}|{_PLACE}){_COUNTRY})[,.]?\s*)?"
        rf"(?:(?P<day>{_DAY}),?\s*)?{_AGENCY}\s*(?P<dash>{_DASH})?\s"
    ),
    # BALI •   NEW DELHI:   TOKYO, Sept 3 —
    re.compile(
        rf"(?P<place>{_CAPITAL_PLACE}{_COUNTRY})(?:,?\s+(?P<day>{_DAY}))?\s*(?P<agency>(?!))?(?P<dash>{_DASH})\s"
    ),
    # Paris, France | AFP |
    re.compile(rf"(?P<place>{_PLACE}(?:, {_PLACE})?)\s*\|\s*(?P<agency>[A-Z][\w-]+)\s*(?P<dash>\|)\s"),
)
# What stands in capitals at the start of a story, and is no place.
_NO_PLACE_WORDS = """
a alert analysis breaking column comment corrected correction covid editor editorial eu exclusive explainer
factbox faq feature gallery important interview listen live nato news note ok opinion photos pictures pm
podcast q q&a read recap review spoiler sport sports tl;dr tldr uk un update updated urgent us video warning
watch
"""
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())
_TITLE_END = re.compile(r"[.;,:]$")
_CREDIT_LEAD = re.compile(
    r"^(?:sources?|credit|agencies|agency|from|with (?:files|reporting|inputs?) from|by"
    r"|additional reporting(?: by| from)?)"
    r"\s*[:—–-]?\s*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}\s*)?(?:by\s+)?(?P<who>[^\W\d_][^.,\n]{2,50})", re.IGNORECASE
)


def read_header(text: str) -> Header:
    """Finds what a text says of itself.

    Args:
        text: a story as it was pasted or as the wire gave it.
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    full = [(i, line) for i, line in enumerate(lines) if line]
    if not full:
        return Header()
    top = _Top([line for _, line in full[:_TOP_LINES]], single=len(full) == 1)
    agencies, outlet = _credit([line for _, line in full][-4:])
    agencies = tuple(dict.fromkeys((*top.agencies, *agencies)))
    return Header(
        title=top.title,
        authors=top.authors,
        published=top.published,
        published_has_time=top.has_time,
        outlet=top.outlet or outlet,
        dateline=top.dateline,
        agencies=_once(agencies),
        opening=top.opening,
    )


class _Top:
    """Reads the lines above the story, up to its first paragraph."""

    def __init__(self, lines: Sequence[str], *, single: bool) -> None:
        self.title: str | None = None
        self.authors: tuple[str, ...] = ()
        self.published: datetime | None = None
        self.has_time = False
        self.outlet: str | None = None
        self.dateline: str | None = None
        self.agencies: tuple[str, ...] = ()
        self.opening: str | None = None
        for at, line in enumerate(lines):
            following = lines[at + 1] if at + 1 < len(lines) else None
            if not self._is_apparatus(line, at, following, single):
                break

    def _is_apparatus(self, line: str, at: int, following: str | None, single: bool) -> bool:
        """Takes what a line tells; False where the story has begun."""
        if self._field(line) or self._byline(line):
            return True
        rest = self._leading_date(line)
        if rest is not None and not rest:
            return True
        story = rest if rest is not None else line
        self.opening = self._without_dateline(story)
        if self.opening != story:
            return False
        opening = at == 0 or (at <= 2 and self.published is not None)
        if opening and self.title is None and rest is None and not single and _is_title(line, following):
            self.title = line
            return True
        # A line or two may stand between the title and the story: a deck, "Politics", "5 min read".
        return (
            at <= 4
            and len(line) <= 160
            and following is not None
            and not _ends_sentence(line)
            and self.title is not None
        )

    def _field(self, line: str) -> bool:
        match = _FIELD.fullmatch(line)
        if not match:
            return False
        name, value = " ".join(match["name"].lower().split()), match["value"].strip()
        if name in _FIELDS["date"] and self._leading_date(value) not in (None, ""):
            return False  # " date 2022-07-09 BALI • Chinese …": the story goes on in the same line
        if name in _FIELDS["title"]:
            self.title = self.title or value
        elif name in _FIELDS["byline"]:
            self.authors = self.authors or names_in([value])
        elif name in _FIELDS["outlet"]:
            named = agencies_in(value)
            if named:
                self.agencies = named
            elif len(value) <= 60:
                self.outlet = self.outlet or value
        return True

    def _byline(self, line: str) -> bool:
        match = _BY.match(line)
        if not match or len(line) > 140 or (_ends_sentence(line) and len(line.split()) > 8):
            return False
        named = line[match.end() :]
        found = find_moment(named)
        if found:
            self._take(found)
            named = named[: found[2]]
        credited = agencies_in(named)
        if credited:
            self.agencies = credited
            return True
        names = names_in([named])
        if not names:
            return False
        self.authors = self.authors or names
        self.agencies = self.agencies or tuple(p for p in re.split(r"\s*[,|/]\s*", named) if is_agency(p))
        return True

    def _leading_date(self, line: str) -> str | None:
        """What follows a date at the start of a line; None where there is no date there."""
        found = find_moment(line[:120])
        if not found:
            return None
        lead = re.sub(
            r"^\W*(?:date|published|posted|updated|last updated|first published)?\s*(?:on|at)?\W*",
            "",
            line[: found[2]],
            flags=re.IGNORECASE,
        )
        lead = re.sub(
            r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\W*", "", lead, flags=re.IGNORECASE
        )
        if lead.strip():
            rest = line[found[3] :].strip(" |·•,-–—")
            # "The Harbour Herald | 9 July 2022": an outlet, or an author, before the date
            parted = re.fullmatch(r"([^|·•]{3,60}?)\s*[|·•]\s*", line[: found[2]])
            if parted and not rest:
                self._take(found)
                names = names_in([parted[1]])
                if _BY.match(parted[1]) and names:
                    self.authors = self.authors or names
                else:
                    self.outlet = self.outlet or parted[1]
                return ""
            return None
        self._take(found)
        return line[found[3] :].strip().lstrip("|·,").strip()

    def _take(self, found: tuple[datetime, bool, int, int]) -> None:
        if self.published is None:
            self.published, self.has_time = found[0], found[1]

    def _without_dateline(self, line: str) -> str:
        """Takes what the dateline tells, and gives what follows it: all of the line where there is none."""
        found = _match_dateline(line)
        if not found:
            return line
        match, place, agencies = found
        self.dateline = place or None
        self.agencies = self.agencies or agencies
        if match["agency"] and not agencies:  # PORT ALDER (The Tide) -
            self.outlet = self.outlet or match["agency"].strip()
        if match.groupdict().get("day"):
            moment = find_moment(match["day"])
            if moment:
                self._take(moment)
        return line[match.end() :].strip()


def _match_dateline(line: str) -> tuple[re.Match[str], str, tuple[str, ...]] | None:
    """The dateline that a line begins with: the match, the place ("" where there is none), the agencies."""
    for pattern in _DATELINES:
        match = pattern.match(line)
        if not match:
            continue
        agencies = agencies_in(match["agency"]) if match["agency"] else ()
        place = (match["place"] or "").strip(" ,")
        in_capitals = place.partition(",")[0].isupper()
        if match["agency"] and not agencies and not (in_capitals and match["dash"]):
            continue
        if not place and not agencies:
            continue
        if place and (place.split()[0].strip(".:").casefold() in _NO_PLACE or len(place) < 3 or is_agency(place)):
            continue
        if not match["dash"] and not (in_capitals and agencies):
            continue
        return match, place, agencies
    return None


def _is_title(line: str, following: str | None) -> bool:
    count = len(line.split())
    if not following or count < 2 or len(line) > 220 or count > 32:
        return False
    if _TITLE_END.search(line) and not (line.endswith(".") and (_in_title_case(line) or _match_dateline(following))):
        return False
    return not line.startswith(("http://", "https://", "<http", "-", "*")) and any(c.isalpha() for c in line)


def _in_title_case(line: str) -> bool:
    """Whether a line is written as headlines are, Each Long Word With a Capital."""
    long = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return len(long) >= 3 and len(line.split()) <= 18 and sum(word[0].isupper() for word in long) >= 0.9 * len(long)


def _ends_sentence(line: str) -> bool:
    return bool(re.search(r"[.!?…][\"”’')\]]*$", line))


def _credit(last: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """The agencies and the outlet that the last lines credit."""
    agencies: tuple[str, ...] = ()
    outlet: str | None = None
    for line in reversed(last):
        if len(line) > 160:
            break
        bare = _CREDIT_LEAD.sub("", line.strip(" ()[]—–-_*•")).strip(" ().")
        named = agencies_in(bare)
        if named:
            agencies = named
            break
        match = _COPYRIGHT.search(line)
        if match:
            who = match["who"].strip()
            if is_agency(who):
                agencies = agencies or (who,)
            elif not re.match(r"all rights", who, re.IGNORECASE):
                outlet = (
                    re.sub(r"\s*(?:all rights reserved|ltd|inc|llc)\.?$", "", who, flags=re.IGNORECASE).strip() or None
                )
            continue
        if len(line.split()) > 12 and not line.startswith("("):
            break
    return agencies, outlet


def _once(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name.casefold(), name)
    return tuple(seen.values())
