"""Quotation marks: which of them belong together, and what stands inside.

A paragraph is paired by itself, so a stray mark costs its own paragraph and no more. Marks of different houses may mix
(“…" is a pair), apostrophes and feet and inches are told apart by their neighbours, and a quotation that is open at a
paragraph's end is carried into the next one only where that one opens, or closes, with a mark of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.nlp.types import Span

_BREAK = re.compile(r"[ \t\u00a0\r]*\n\s*")
_MARK = re.compile(r"'{2,}|‘‘|’’+|``|,,(?=\w)|[\"“”„‟«»〝〞〟＂]|['‘’‚‹›`´]|&quot;|&[lr]dquo;")
_DOUBLE = {
    '"': "s", "＂": "s", "&quot;": "s", "“": "o", "‟": "o", "〝": "o", "&ldquo;": "o", "‘‘": "o", "``": "o",
    "„": "g", ",,": "g", "”": "c", "〞": "c", "〟": "c", "&rdquo;": "c", "«": "f", "»": "f",
}  # fmt: skip
"""Straight, opening, German opening, closing, or French: the last may open or close by the house's custom."""

_ELISION = re.compile(
    r"(?:em|tis|twas|til|till|cause|cos|cuz|n|bout|round|s|ll|re|ve|d|m|t|nuff|ere|neath|gainst|er|im|ello|ow|\d0s)\b",
    re.I,
)
_ENDS = frozenset(".,;:!?…)]—–-/\"”'’»“‹›«")
_STARTS = frozenset("([—–-/\"“'‘«„»‚‹`")
_STRONG = frozenset(",.?!…—–-")


_ASIDE = 80
"""Characters at most of a paragraph that may stand in the middle of a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words inside one pair of marks, in one paragraph."""

    start: int  # of the first character inside the marks, white space left out
    end: int
    outer: Span  # with the marks
    paragraph: int  # counted from 0
    depth: int  # 0, or how many other quotations it stands in
    parent: int | None  # index of the quotation around it
    single: bool  # '…' and not "…"
    closed: bool  # False where the paragraph ends first
    carries: int | None  # index of the quotation that runs on from the paragraph before


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    start: int  # of the mark
    inner: int  # where the words begin
    kind: str  # d, g, f, F (double ones by house) or 1 (single)
    straight: bool


class Paragraphs:
    """The paragraphs of a text, found by offset in logarithmic time."""

    def __init__(self, text: str) -> None:
        self.spans: list[Span] = list(_paragraphs(text))
        self._starts = [s for s, _ in self.spans]

    def at(self, offset: int) -> int:
        """Index of the paragraph that holds `offset`, or the one before it; 0 where there is none."""
        return max(0, bisect_right(self._starts, offset) - 1)


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def find_quoted(text: str, paragraphs: Paragraphs) -> list[Quoted]:
    """Every quotation in `text`, in text order, an outer one before those inside it."""
    found: list[Quoted] = []
    single_house = _single_house(text)
    carried: list[int] = []  # quotations open at the end of the paragraph before
    for number, (start, end) in enumerate(paragraphs.spans):
        pairs, left_open = _pair(text, start, end, carried=bool(carried), single_house=single_house)
        if left_open is not None:
            pairs.append(left_open)
        if carried and not pairs and end - start <= _ASIDE:
            continue  # a caption, a link or the name under a post between two paragraphs of one quotation
        pairs.sort(key=lambda p: (p[0], -p[1]))
        carried = _add(found, text, number, pairs, carried, (start, end))
    return _without_strays(found)


def _without_strays(found: list[Quoted]) -> list[Quoted]:
    """Leaves out a mark never closed before whole quotations, where no further paragraph carries it on."""
    carried = {q.carries for q in found}
    around = {q.parent for q in found if q.parent is not None and not q.single}
    stray = {n for n, q in enumerate(found) if not q.closed and n in around and n not in carried}
    if not stray:
        return found
    places = {old: new for new, old in enumerate(n for n in range(len(found)) if n not in stray)}
    kept: list[Quoted] = []
    for n, quoted in enumerate(found):
        if n in stray:
            continue
        inside = quoted.parent in stray
        parent = None if quoted.parent is None or inside else places[quoted.parent]
        carries = places.get(quoted.carries) if quoted.carries is not None else None
        kept.append(
            replace(quoted, parent=parent, carries=carries, depth=0 if parent is None else kept[parent].depth + 1)
        )
    return kept


_Pair = tuple[int, int, int, int, bool, bool]
"""Outer start, outer end, inner start, inner end, single, closed."""


def _add(
    found: list[Quoted], text: str, number: int, pairs: list[_Pair], carried: list[int], paragraph: Span
) -> list[int]:
    """Appends one paragraph's quotations to `found`, nested ones under theirs; those still open at its end."""
    stack: list[int] = []
    opened: list[int] = []
    for outer_start, outer_end, start, end, single, closed in pairs:
        if outer_start > 0 and text[outer_start - 1] == "=":
            continue  # what a tag's attribute holds: <a href="…">
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        while stack and found[stack[-1]].outer[1] < outer_end:
            stack.pop()
        carries = None
        if carried and not stack and not text[paragraph[0] : outer_start].strip():
            before = found[carried[-1]]
            if before.single == single or not single:
                carries = carried[-1]
        found.append(
            Quoted(
                start=start,
                end=end,
                outer=(outer_start, outer_end),
                paragraph=number,
                depth=len(stack),
                parent=stack[-1] if stack else None,
                single=single,
                closed=closed,
                carries=carries,
            )
        )
        stack.append(len(found) - 1)
        if not closed:
            opened.append(len(found) - 1)
    return opened


def _pair(text: str, start: int, end: int, *, carried: bool, single_house: bool) -> tuple[list[_Pair], _Pair | None]:
    """The pairs of one paragraph, and the quotation that is open at its end."""
    pairs: list[_Pair] = []
    stack: list[_Open] = []
    marks = [(m.start(), m.end()) for m in _MARK.finditer(text, start, end)]
    for n, (at, after) in enumerate(marks):
        mark = text[at:after]
        if mark[0] in "'’" and len(mark) > 2:
            for piece in _run(mark, at, opens=_before_is_open(text, at, start), stack=stack):
                _one(text, *piece, start, end, stack, pairs, marks, n)
            continue
        _one(text, at, after, mark, start, end, stack, pairs, marks, n)
    if (carried and not pairs and not stack) or (carried and _first_closes(text, marks, start, end, pairs)):
        _carry_without_opening(text, start, end, marks, pairs)
    return pairs, _left_open(text, start, end, stack, pairs, single_house)


def _run(mark: str, at: int, *, opens: bool, stack: list[_Open]) -> list[tuple[int, int, str]]:
    """`'''` as its marks: double then single where it opens, single then double where it closes."""
    if len(mark) == 3:
        single_first = not opens and bool(stack) and stack[-1].kind == "1"
        if single_first:
            return [(at, at + 1, mark[0]), (at + 1, at + 3, mark[1:])]
        return [(at, at + 2, mark[:2]), (at + 2, at + 3, mark[2])]
    return [(at + i, min(at + i + 2, at + len(mark)), mark[i : i + 2]) for i in range(0, len(mark), 2)]


def _before_is_open(text: str, at: int, start: int) -> bool:
    return at <= start or text[at - 1].isspace() or text[at - 1] in _STARTS


def _after_is_close(text: str, after: int, end: int) -> bool:
    return after >= end or text[after].isspace() or text[after] in _ENDS


def _one(
    text: str,
    at: int,
    after: int,
    mark: str,
    start: int,
    end: int,
    stack: list[_Open],
    pairs: list[_Pair],
    marks: list[Span],
    n: int,
) -> None:
    """Takes one mark: opens, closes, or lets it pass as an apostrophe, an inch, a stray."""
    kind = _DOUBLE.get(mark) or ("s" if mark in ("''", "’’") else None)
    if kind is None:
        _single(text, at, after, mark, start, end, stack, pairs, marks, n)
        return
    if kind == "s" or mark in ("''", "’’"):
        opens = _straight_opens(text, at, after, start, end, stack)
        if opens is None:
            return
        if opens:
            stack.append(_Open(at, after, "d", True))
        else:
            _close(at, after, "d", stack, pairs)
    elif kind == "o":
        german = _innermost(stack) == "g"
        typo = bool(stack) and not _before_is_open(text, at, start) and _after_is_close(text, after, end)
        if german or typo:
            _close(at, after, "g" if german else "d", stack, pairs)
        else:
            stack.append(_Open(at, after, "d", False))
    elif kind == "g":
        stack.append(_Open(at, after, "g", False))
    elif kind == "c":
        first = at == start and after < end
        opens = first or (_before_is_open(text, at, start) and not _after_is_close(text, after, end))
        if _innermost(stack) is None and opens:
            stack.append(_Open(at, after, "d", False))  # the Swedish custom, or a slip: ”…”
        else:
            _close(at, after, "dg", stack, pairs)
    else:  # «…», or »…« where the house turns them round
        mine, other = ("f", "F") if mark == "«" else ("F", "f")
        if _innermost(stack) == other:
            _close(at, after, other, stack, pairs)
        elif (after < end and not text[after].isspace()) or mark == "«":
            stack.append(_Open(at, after, mine, False))


def _innermost(stack: list[_Open]) -> str | None:
    """The kind of the innermost open double mark."""
    return next((o.kind for o in reversed(stack) if o.kind != "1"), None)


def _straight_opens(text: str, at: int, after: int, start: int, end: int, stack: list[_Open]) -> bool | None:
    """Whether a mark that looks the same on both sides opens; None where it is no quotation mark."""
    before, behind = _before_is_open(text, at, start), _after_is_close(text, after, end)
    is_open = any(o.kind in "dg" for o in stack)
    if at > start and text[at - 1].isdigit() and not before and not is_open:
        return None  # 5'11", 12"
    if at > start and is_open and re.search(r"\d['’]\s?\d{1,2}$", text[max(start, at - 6) : at]) and after < end:
        return None
    if before and not behind:
        return True
    if behind and not before:
        return False
    return not is_open


def _close(at: int, after: int, kinds: str, stack: list[_Open], pairs: list[_Pair]) -> None:
    """Pairs a closing mark with the innermost one it fits; what was open inside was never closed, and is dropped."""
    for level in range(len(stack) - 1, -1, -1):
        if stack[level].kind in kinds:
            opened = stack[level]
            del stack[level:]
            pairs.append((opened.start, after, opened.inner, at, opened.kind == "1", True))
            return


def _single(
    text: str,
    at: int,
    after: int,
    mark: str,
    start: int,
    end: int,
    stack: list[_Open],
    pairs: list[_Pair],
    marks: list[Span],
    n: int,
) -> None:
    """One of ' ‘ ’ ‚ ‹ › ` ´, most of which are apostrophes."""
    waits = bool(stack) and stack[-1].kind == "1"
    if mark in "‚‹" or (mark == "›" and not waits and _before_is_open(text, at, start)):
        if after < end and not text[after].isspace():
            stack.append(_Open(at, after, "1", False))
        return
    may_close = waits and mark in "'’´›‘" and stack[-1].inner < at and _after_is_close(text, after, end)
    if may_close and not text[at - 1].isspace() and _is_closing(text, at, after, end, marks, n):
        _close(at, after, "1", stack, pairs)
        return
    opens = (
        _before_is_open(text, at, start) and after < end and not text[after].isspace() and text[after] not in ".,;:!?)"
    )
    if mark in "'‘`" and opens and not waits and not _ELISION.match(text, after):
        stack.append(_Open(at, after, "1", mark == "'"))
    elif mark == "‘" and opens and not waits and not re.match(r"\d0s", text[after : after + 3]):
        stack.append(_Open(at, after, "1", False))


def _is_closing(text: str, at: int, after: int, end: int, marks: list[Span], n: int) -> bool:
    """Whether a single mark before a space or a stop closes, or is the apostrophe of "the workers' pay"."""
    if text[at - 1] in _STRONG or after >= end or text[after] in '.,;:!?)—–"”':
        return True
    if text[at - 1] not in "sSzx" and text[at - 2 : at].lower() != "in":
        return True
    # A plural's or a dropped g's apostrophe, unless no better one follows before the next mark that opens.
    for later_at, later_after in marks[n + 1 :]:
        later = text[later_at:later_after]
        if later in ("‘", "“", '"') or (
            later == "'" and _before_is_open(text, later_at, at) and not _after_is_close(text, later_after, end)
        ):
            break
        if later in ("'", "’") and _after_is_close(text, later_after, end):
            return False
    return True


def _first_closes(text: str, marks: list[Span], start: int, end: int, pairs: list[_Pair]) -> bool:
    """Whether the first mark of a paragraph closes a quotation that the paragraph did not open."""
    if not marks:
        return False
    at, after = marks[0]
    mark = text[at:after]
    closes = mark in ("”", "»") or (mark in ('"', "''") and at > start and not _before_is_open(text, at, start))
    return closes and _after_is_close(text, after, end) and not any(p[0] <= at < p[1] for p in pairs)


def _carry_without_opening(text: str, start: int, end: int, marks: list[Span], pairs: list[_Pair]) -> None:
    """A quotation that runs on into a paragraph that has no opening mark of its own, but the closing one."""
    if _first_closes(text, marks, start, end, pairs):
        at, after = marks[0]
        pairs.append((start, after, start, at, False, True))


def _left_open(
    text: str, start: int, end: int, stack: list[_Open], pairs: list[_Pair], single_house: bool
) -> _Pair | None:
    """The quotation that is open at the paragraph's end: the first one that was never closed, if it is one."""
    for opened in stack:
        if opened.kind == "1":
            at_start = not text[start : opened.start].strip()
            if not (at_start and single_house):
                continue  # an apostrophe
        inner = [p for p in pairs if p[0] > opened.start and p[4] == (opened.kind == "1")]
        if inner and text[start : opened.start].strip():
            continue  # a stray mark before quotations that are whole
        if end - opened.inner < 2:
            continue
        return opened.start, end, opened.inner, end, opened.kind == "1", False
    return None


def _single_house(text: str) -> bool:
    """Whether this outlet writes '…' for quotations: more of its speech ends in ,' than in ,"."""
    singles = len(re.findall(r"[a-z][,.?!]['’](?=\s)", text))
    doubles = len(re.findall(r"[,.?!](?:[\"”]|'')|[\"”][,.]", text))
    return singles > doubles
