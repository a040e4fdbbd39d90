"""PDF to text: lines into paragraphs, words parted at line ends into one, running heads and page numbers out.

A PDF knows no paragraphs, only runs of letters with a place. Their order in the file is kept: it is that of reading
in what newsrooms are sent, one column or two. Paragraphs are told by gaps, indents, type size and short last lines.
"""

from __future__ import annotations

import io
import logging
import math
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader

from bot.ingest.documents import Document
from bot.ingest.outcomes import NoArticle
from bot.ingest.types import Kind

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of each oddity of a damaged file

MAX_PAGES = 200
MAX_CHARACTERS = 1_000_000
_LEAST_WORDS_A_PAGE = 3  # a scan may carry a stamp or a page number as text

_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.?|seite|s\.)?\s*\d{1,4}\s*(?:(?:of|/|von|de)\s*\d{1,4})?\W*", re.IGNORECASE)
# What browsers print around a page: the date and title above, the address and the page's number below.
_BROWSER_EDGE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}.*|(?:https?|file)://\S+(?:\s+\d+/\d+)?")
# Two or three letters in one sign; words have to be found by their letters.
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_SIGNS = str.maketrans(_LIGATURES)
_SENTENCE_END = re.compile(r"[.!?…:][\"”’')\]»]*$")
# Before these a hyphen at a line's end is part of the word more often than not.
_COMPOUND = re.compile(
    r"\b(?:self|ex|non|anti|pro|co|post|pre|mid|semi|well|ill|so|much|long|short|high|low|half|full|part|all|first|second"
    r"|third|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|vice"
    r"|cross|left|right|state|year|month|week|day|old|new|far|near|hard|soft|early|late|so|by|in|on|off|up|down|\w*\d\w*)-$",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True)
class _Line:
    """A line of type: where it begins (points from the page's lower left corner) and how large it is."""

    text: str
    x: float
    y: float
    size: float
    page: int


def read_pdf(data: bytes) -> Document:
    """A PDF's text.

    Raises:
        NoArticle: `LOCKED`, `SCAN`, `TOO_LARGE`, `EMPTY`, or `PDF` where it can't be read.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NoArticle(Kind.LOCKED)
        pages = reader.pages
        if len(pages) > MAX_PAGES:
            raise NoArticle(Kind.TOO_LARGE)
        lines: list[list[_Line]] = []
        for number, page in enumerate(pages):
            lines.append(_lines(page, number))
            if sum(len(line.text) for found in lines for line in found) > MAX_CHARACTERS:
                raise NoArticle(Kind.TOO_LARGE)
        words = sum(len(line.text.split()) for found in lines for line in found)
        if words <= _LEAST_WORDS_A_PAGE * len(pages):
            raise NoArticle(Kind.SCAN if any(_has_picture(page) for page in pages) else Kind.EMPTY)
    except NoArticle:
        raise
    except Exception as error:  # pypdf lets whatever it stumbles over in a damaged file through
        raise NoArticle(Kind.PDF) from error
    return Document(text="\n\n".join(_paragraphs(_without_heads(lines))))


def _lines(page: PageObject, number: int) -> list[_Line]:
    """The lines of a page, in the file's order."""
    lines: list[_Line] = []
    current: _Line | None = None

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        nonlocal current
        for at, part in enumerate(text.split("\n")):
            if at and current is not None:
                lines.append(current)
                current = None
            if not part.strip() and current is None:
                continue
            if current is None:
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
                current = _Line(text="", x=x, y=y, size=abs(size * scale) or 10.0, page=number)
            current.text += part

    page.extract_text(visitor_text=visit)
    if current is not None:
        lines.append(current)
    for line in lines:
        line.text = " ".join(line.text.replace("\x00", "").translate(_SIGNS).split())
    return [line for line in lines if line.text]


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    return objects is not None and any(
        entry.get_object().get("/Subtype") == "/Image" for entry in objects.get_object().values()
    )


def _without_heads(pages: Sequence[list[_Line]]) -> list[_Line]:
    """All lines without running heads, running feet and page numbers."""
    edges = [_edge(lines) for lines in pages]
    seen = Counter(key for edge in edges for key in {_key(line) for line in edge})
    least = max(2, len(pages) // 2)
    kept: list[_Line] = []
    for lines, edge in zip(pages, edges, strict=True):
        dropped = {
            id(line)
            for line in edge
            if _PAGE_NUMBER.fullmatch(line.text)
            or _BROWSER_EDGE.fullmatch(line.text)
            or (seen[_key(line)] >= least and len(line.text) < 120)
        }
        kept += [line for line in lines if id(line) not in dropped]
    return kept


def _edge(lines: Sequence[_Line]) -> list[_Line]:
    """The two uppermost and the two lowest lines of a page."""
    ordered = sorted(lines, key=lambda line: -line.y)
    return ordered[:2] + ordered[2:][-2:]


def _key(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _paragraphs(lines: Sequence[_Line]) -> list[str]:
    if not lines:
        return []
    leading = _leading(lines)
    width = statistics.quantiles([len(line.text) for line in lines], n=4)[2] if len(lines) > 3 else 60.0
    left = _left_edges(lines)
    paragraphs: list[list[str]] = [[lines[0].text]]
    for before, line in pairwise(lines):
        if _begins(before, line, leading, width, left):
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    known = Counter(word for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text.casefold()))
    return [_joined(parts, known) for parts in paragraphs]


def _leading(lines: Sequence[_Line]) -> float:
    """The usual distance between lines of one paragraph: a low one, since many paragraphs have a line or two alone."""
    steps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 4 * a.size]
    return sorted(steps)[len(steps) // 5] if steps else lines[0].size * 1.2


def _left_edges(lines: Sequence[_Line]) -> list[float]:
    """Where columns begin: the places at which many lines start."""
    starts = Counter(round(line.x) for line in lines)
    most = max(starts.values())
    return [float(x) for x, count in starts.items() if count >= max(0.15 * most, 2)] or [min(line.x for line in lines)]


def _begins(before: _Line, line: _Line, leading: float, width: float, left: Sequence[float]) -> bool:
    """Whether a line begins a paragraph."""
    if abs(line.size - before.size) > 0.15 * before.size:
        return True
    column = max((x for x in left if x <= line.x + 1), default=line.x)
    nearest = [x for x in left if 0 < line.x - x < 4 * line.size]
    indented = 0.5 * line.size < line.x - column < 4 * line.size or bool(
        nearest and min(nearest) < line.x - 0.5 * line.size
    )
    step = before.y - line.y
    same_column = before.page == line.page and step > -0.5 * line.size
    if same_column and step > 1.35 * max(leading, 1.1 * line.size):
        return True
    ended = bool(_SENTENCE_END.search(before.text))
    if indented and abs(before.x - line.x) > 0.3 * line.size:
        return True
    if indented and ended:
        return True
    return ended and len(before.text) < 0.7 * width


def _joined(parts: Sequence[str], known: Counter[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        if text.endswith("\u00ad"):
            text = text[:-1] + part
        elif re.search(r"[^\W\d_][-‐]$", text) and re.match(r"[^\W\d_]", part):
            text = text[:-1] + part if _was_parted(text, part, known) else text + part
        elif text.endswith(("-", "–", "—", "/")) and not text.endswith((" -", " –", " —")):
            text += part
        else:
            text += " " + part
    return text.replace("\u00ad", "")


def _was_parted(text: str, part: str, known: Counter[str]) -> bool:
    """Whether a hyphen at a line's end only parted a word. What the rest of the text writes decides first."""
    head = re.findall(r"[\w-]+$", text[:-1])
    tail = re.match(r"\w+", part)
    if not head or not tail or part[0].isupper():
        return False
    one, two = f"{head[0]}{tail[0]}".casefold(), f"{head[0]}-{tail[0]}".casefold()
    if known[two] != known[one]:
        return known[one] > known[two]
    return not _COMPOUND.search(text.replace("‐", "-"))
