"""Somebody's words without quotation marks: the turns of a transcript or an interview.

`SMITH: I never said that.`, `Q: … A: …` and `Lena Brandt: …` are turns; they are believed only together, where a few
labels take turns and the words are said to somebody, since `Arsenal: Raya, White, …` and `Price: $30` look the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.nlp.marks import Paragraphs, Quoted
from bot.nlp.types import Span

_LABEL = re.compile(
    r"(?P<ask>Q|QUESTION|Question|Interviewer|INTERVIEWER|REPORTER|Reporter|UNIDENTIFIED [A-Z]+)(?: \d{1,2})?[:.]\s+"
    r"|(?P<answer>A|ANSWER|Answer)[:.]\s+"
    r"|(?P<name>(?:[A-ZÀ-Þ][\w.'’-]*|de|del|della|van|von|der|den|bin|al|of|the|and)"
    r"(?:\s(?:[A-ZÀ-Þ][\w.'’-]*|de|del|della|van|von|der|den|bin|al|of|the|and)){0,5})"
    r"(?:,\s[A-Z][A-Z .,'’&-]{2,60}|\s\([^)\n]{1,40}\))?:\s+"
)
_SAID_TO_SOMEBODY = re.compile(r"\b(?:I|I['’]\w+|[Ww]e|[Yy]ou|[Mm]e|[Mm]y|[Uu]s|[Oo]ur|[Yy]our|[Yy]es|[Nn]o)\b|\?")
_ENDS = ".?!…\"”’'—–-)"
_OPENING_MARKS = "\"“„«»'‘"
_FEWEST = 4
"""Turns of a transcript, at the least."""
_REPEATED = 2
"""How many turns there are beyond one for each label: A, B, A, B."""
_GAP = 6
"""Paragraphs without a label between two turns that may still belong to the first of them."""


class Voice(StrEnum):
    """How the one who has a turn is told."""

    NAME = "name"  # by the label
    ANSWER = "answer"  # "A:" is the one who is interviewed
    ASK = "ask"  # "Q:" is the interviewer: nobody's quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One paragraph of somebody's words without marks."""

    start: int
    end: int
    paragraph: int  # counted from 0
    voice: Voice
    label: Span | None  # the characters that name who speaks
    carries: int | None  # paragraph of the turn that goes on in this one


def find_turns(text: str, paragraphs: Paragraphs) -> list[Turn]:
    """The turns of a text, in text order."""
    labelled: dict[int, tuple[Voice, Span, Span]] = {}
    for n, (start, end) in enumerate(paragraphs.spans):
        match = _LABEL.match(text, start, end)
        if match is None or match.end() >= end or text[match.end()] in _OPENING_MARKS:
            continue
        kind = match.lastgroup or "name"
        if kind == "name" and match.group().rstrip()[-1] != ":":
            continue
        labelled[n] = (Voice(kind), match.span(kind), (match.end(), end))
    if not _take_turns(text, labelled):
        return []
    names = {n: _key(text[slice(*label)]) for n, (_, label, _) in labelled.items()}
    often = {name for name in names.values() if sum(other == name for other in names.values()) > 1}
    first = min(n for n in labelled if names[n] in often)
    last = max(n for n in labelled if names[n] in often)
    if first == 0 and 1 not in labelled:  # a headline: "Minister: rents will fall"
        first = min(n for n in labelled if n)
    while first - 1 in labelled:
        first -= 1
    while last + 1 in labelled:
        last += 1
    hosts = _hosts(text, labelled, names)
    out: list[Turn] = []
    speaking: Turn | None = None
    for n in range(first, last + 1):
        start, end = paragraphs.spans[n]
        if n in labelled:
            voice, label, (start, end) = labelled[n]
            voice = Voice.ASK if names[n] in hosts else voice
            speaking = Turn(start=start, end=end, paragraph=n, voice=voice, label=label, carries=None)
            out.append(speaking)
        elif speaking is not None and _goes_on(text, start, end) and _soon(n, labelled):
            out.append(replace(speaking, start=start, end=end, paragraph=n, carries=out[-1].paragraph))
        else:
            speaking = None
    return out


def with_turns(quoted: list[Quoted], turns: list[Turn]) -> tuple[list[Quoted], dict[int, Turn]]:
    """The quotations of a text with its turns among them, and for those that are turns which one."""
    if not turns:
        return quoted, {}
    by_paragraph = {t.paragraph: t for t in turns}
    order: list[tuple[int, int, int | None, Turn | None]] = [(t.start, 0, None, t) for t in turns]
    order += [(q.outer[0], 1, n, None) for n, q in enumerate(quoted)]
    order.sort(key=lambda row: (row[0], row[1]))
    places = {old: new for new, (_, _, old, _) in enumerate(order) if old is not None}
    at_paragraph = {turn.paragraph: new for new, (_, _, _, turn) in enumerate(order) if turn is not None}
    out: list[Quoted] = []
    which: dict[int, Turn] = {}
    for new, (_, _, old, turn) in enumerate(order):
        if turn is not None:
            which[new] = turn
            out.append(_as_quoted(turn, at_paragraph))
            continue
        assert old is not None
        mine = quoted[old]
        around = by_paragraph.get(mine.paragraph)
        inside = around is not None and around.start <= mine.outer[0] and mine.outer[1] <= around.end
        parent = places[mine.parent] if mine.parent is not None else None
        if around is not None and inside and parent is None:
            parent = at_paragraph[around.paragraph]
        out.append(
            replace(
                mine,
                parent=parent,
                depth=0 if parent is None else out[parent].depth + 1,
                carries=places[mine.carries] if mine.carries is not None and not inside else None,
            )
        )
    return out, which


def _as_quoted(turn: Turn, places: dict[int, int]) -> Quoted:
    return Quoted(
        start=turn.start,
        end=turn.end,
        outer=(turn.start, turn.end),
        paragraph=turn.paragraph,
        depth=0,
        parent=None,
        single=False,
        closed=True,
        carries=None if turn.carries is None else places.get(turn.carries),
    )


def _soon(paragraph: int, labelled: dict[int, tuple[Voice, Span, Span]]) -> bool:
    """Whether the next turn is near: a transcript goes on."""
    return any(paragraph < n <= paragraph + _GAP for n in labelled)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a paragraph without a label may be the turn's next one: prose, and no stage direction."""
    return text[start] not in "([*•" + _OPENING_MARKS and text[end - 1] in _ENDS and end - start > 20


def _take_turns(text: str, labelled: dict[int, tuple[Voice, Span, Span]]) -> bool:
    """Whether lines with labels are a conversation, and no list."""
    if len(labelled) < _FEWEST:
        return False
    names = [_key(text[slice(*label)]) for _, label, _ in labelled.values()]
    if len(names) - len(set(names)) < _REPEATED or len(set(names)) < 2:
        return False
    words = [text[slice(*body)].rstrip() for _, _, body in labelled.values()]
    ended = sum(w[-1] in _ENDS for w in words)
    spoken = sum(_SAID_TO_SOMEBODY.search(w) is not None for w in words)
    return 4 * ended >= 3 * len(words) and 2 * spoken >= len(words)


def _hosts(text: str, labelled: dict[int, tuple[Voice, Span, Span]], names: dict[int, str]) -> set[str]:
    """Labels of the outlet that asks: they open the conversation, ask nearly always, and are no person's."""
    if not labelled:
        return set()
    first = names[min(labelled)]
    label = text[slice(*labelled[min(labelled)][1])]
    bodies = [text[slice(*body)].rstrip() for n, (_, _, body) in labelled.items() if names[n] == first]
    asks = sum("?" in body for body in bodies)
    outlet = label.lower().startswith("the ") or (label.isupper() and " " not in label)
    if outlet and label.isupper():  # "SPIEGEL" is one; "TAPPER" is one where the text names no Jake Tapper
        outlet = re.search(rf"[A-Z][\w.’'-]+ (?i:{re.escape(label)})\b", text) is None
    return {first} if outlet and 2 * asks >= len(bodies) else set()


def _key(label: str) -> str:
    """The last word of a label: "REP. MARGUERITE TANSLEY" is "TANSLEY" later on."""
    return label.split()[-1].casefold()
