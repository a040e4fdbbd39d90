"""The furniture around a story: headline, dateline, byline, credits. Who is named there need not act in it."""

from __future__ import annotations

import re

from bot.nlp.sheet import Sheet
from bot.nlp.types import Span

_DATELINE = re.compile(
    r"\s*(?:date \d{4}-\d\d-\d\d\s+)?"
    r"[A-ZÀ-Þ][\w.'’ /-]{1,40}(?: ?\([\w.'’ -]{2,30}\))?(?:, [\w.'’ /-]{2,30}){0,4}\s*"
    r"(?:(?:\([^)\n]{2,40}\)\s*)?(?:[—–•:]|--| - | -)(?:\s(?![a-z])|$)|--\([A-Z][\w ]{2,30}\)--)"
)
_CLAUSE = re.compile(r"(?<![.\w])(?:is|was|are|were|has|had|said|says)(?!\w)")
_SENTENCE = re.compile(
    r"\b(?:said|says|will|has|have|is|was|are|were|the|an?|of|his|her|told|tells|wrote|writes|adds|asks|put|puts|read|reads"
    r"|goes|went|[a-z]{2,}ed)\b"
)
_CREDIT = re.compile(
    r"\(?(?:By\s[A-Z]|BYLINE:|(?:Additional )?[Rr]eporting by|Editing by|Written by|Compiled by|Additional reporting|"
    r"Originally published|This (?:article|story)|(?:Photo|Image|Picture|Video)s?(?: by|:| credit)|Pictured|Sources?:|"
    r"©|Copyright)"
    r"|(?:[A-Z][A-Z' .&-]{2,40}, ?)+[A-Z][A-Z' .&-]{2,40}$"
    r"|[\w .'’&-]{2,40} ?(?:/|via) ?(?:Getty Images?|REUTERS|Reuters|AFP|AP|EPA|Shutterstock|Alamy)\b[^\n]{0,20}$"
    r"|[A-Z]{1,5} [A-Z][A-Z0-9 .,&'’/-]{2,50} -?[\d,]+\.\d+(?: [+-]?[\d,.]+%?){1,6}$"  # a share's prices in a table
    r"|(?:Facebook|Instagram|Twitter|LinkedIn) ?/ ?[^\n]{2,40}$"
    r"|[\w .'-]{3,60} contributed to this (?:report|story|article)"
)
_PROMO = re.compile(
    r"(?i:click here|read (?:more|also|the full story)|see also|related(?: articles| stories|:)|"
    r"sign up (?:for|to)|subscribe (?:to|now)|download (?:the|our)|"
    r"follow (?:us|@|[\w .]{3,40} on (?:twitter|facebook|instagram)))\b"
    r"|(?:WATCH|Watch|LISTEN|Listen|MORE|More)(?: NOW)?:|"
    r"(?:Image|Media|Video) (?:copyright|caption|playback)|FILE(?: PHOTO)?\b"
    r"|.{3,60} top (?:\w+ ){0,4}headlines"
)
"""A link to another story, an invitation, or what stands over a picture."""
_INLINE = re.compile(
    r"\((?:AP |File )?(?:Photo|Picture|Image)\b[^)\n]{0,90}\)"
    r"|\b(?:REUTERS|AFP|AP Photo|EPA|Getty Images|Shutterstock) ?/ ?[A-Z][\w.'’/ -]{2,40}"
    r"|\b(?:Photograph|Picture|Photo): [^\n]{3,90}$"
    r"|(?<=[.!?”\"] )(?:PTI|ANI|IANS|UNI|AFP|AP|Reuters|Xinhua|TASS|dpa|ANSA|EFE|AAP|CNA|KUNA)\.?\s*$"
    r"|^[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,2} \([A-Z][\w.]+(?: [A-Z]\w+)?\) ?(?=[A-ZÀ-Þ“\"‘])"
)
"""A photographer's credit inside a line."""
_OPENING = 6
"""Lines from the top in which a dateline can stand."""
_LONGEST_CREDIT = 300


def furniture(sheet: Sheet) -> list[bool]:
    """For each token, whether it stands in a dateline, byline or credit."""
    flags = [False] * len(sheet)
    for start, end in _spans(sheet.text):
        first, last = sheet.tokens(start, end)
        flags[first:last] = [True] * (last - first)
    return flags


def headlines(sheet: Sheet) -> list[bool]:
    """For each token, whether its line has the capitals of a headline, or heads a section, and so tells no names."""
    flags = [False] * len(sheet)
    offset = seen = 0
    lines = sheet.text.split("\n")
    sections = sum(len(line) > _LEAST_STORY for line in lines) >= _LEAST_PARAGRAPHS
    for line in lines:
        if line.strip():
            seen += 1
            heads = _has_capitals(line, seen) or (sections and seen > 1 and _is_crosshead(line.strip()))
            if len(line) < _LONGEST_HEADLINE and not line.lstrip().startswith(_SIGNS) and heads:
                first, last = sheet.tokens(offset, offset + len(line))
                flags[first:last] = [True] * (last - first)
        offset += len(line) + 1
    return flags


def _has_capitals(line: str, number: int) -> bool:
    dateline = _DATELINE.match(line) if number <= _OPENING else None
    if _CREDIT.match(line.strip()) or (dateline and not _SENTENCE.search(dateline.group())):
        return False
    if line.rstrip().endswith((".", "”", '"')) and _CLAUSE.search(line):
        return False  # "Mr. Lee is Director of the Program on Water at Harwick University."
    if number > _OPENING and _ROW.match(line):
        return False
    words = [w for w in _WORD.findall(line) if len(w) > 3]
    share = _SENTENCE_CAPITALS if line.rstrip().endswith((".", "”", '"')) else _MOST_CAPITALS
    return len(words) >= _LEAST and sum(w[0].isupper() for w in words) >= share * len(words)


def _is_crosshead(line: str) -> bool:
    """Whether a line is a few words without a stop, between paragraphs: "State stake", "Quick guide"."""
    words = line.split()
    return len(words) <= _CROSSHEAD and line[-1].isalpha() and line[0].isalpha() and not any(c in line for c in ":@,()")


_ROW = re.compile(r"[^:,\n]{1,30}:(?:[^,\n]{2,40},){2}|[^():\n]{3,40} \([^()\n]{1,20}\): ")
"""A row of a list: "Path A: Norway, Serbia, Israel", "Poland (Group G): Fourth appearance"."""
_CROSSHEAD = 4
"""Words of a line that heads a section."""
_LEAST_STORY = 80
_LEAST_PARAGRAPHS = 3
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LONGEST_HEADLINE = 180
_SIGNS = ("—", "–", "--", "@", "“", '"', "‘")
"""With these begin signatures and quotations, which are no headlines."""
_LEAST = 5
"""Words of more than three letters; of fewer, a line may be a name and nothing else."""
_SENTENCE_CAPITALS = 0.85  # where a full stop speaks for a sentence, names may crowd it
_MOST_CAPITALS = 0.7


def _spans(text: str) -> list[Span]:
    spans: list[Span] = []
    offset = seen = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            seen += 1
            match = _DATELINE.match(line) if seen <= _OPENING else None
            if len(bare) < _LONGEST_CREDIT and _PROMO.match(bare):
                spans.append((offset, offset + len(line)))
            elif match and not _SENTENCE.search(match.group()):
                spans.append((offset, offset + match.end()))
            elif len(bare) < _LONGEST_CREDIT and _CREDIT.match(bare):
                spans.append((offset, offset + len(line)))
            else:
                spans.extend((offset + m.start(), offset + m.end()) for m in _INLINE.finditer(line))
        offset += len(line) + 1
    return spans
