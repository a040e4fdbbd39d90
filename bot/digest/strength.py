"""Which quotes to show first.

A strong quote is direct, by somebody the story is about, surely theirs, long enough to say something and short enough
to be read; carried by several outlets it is stronger. The first few have different speakers and different stories.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.digest.types import Line, Said
from bot.digest.words import tokens
from bot.nlp.types import QuoteKind

_KIND = {QuoteKind.DIRECT: 1.0, QuoteKind.PARTIAL: 0.45, QuoteKind.INDIRECT: 0.15}
_BEST_WORDS = range(8, 46)


def strength(said: Said, outlets: int = 1) -> float:
    """How strong a quote is, from 0 up; about 1 for a good one. Without a named speaker it is 0."""
    if not said.named:
        return 0.0
    words = len(tokens(said.text))
    if words in _BEST_WORDS:
        length = 1.0
    elif words < _BEST_WORDS.start:
        length = words / _BEST_WORDS.start * 0.9
    else:
        length = max(0.3, _BEST_WORDS.stop / words)
    return _KIND[said.kind] * said.confidence * (0.5 + 0.5 * said.salience) * length * (1 + 0.1 * min(outlets - 1, 4))


def line_strength(line: Line) -> float:
    """How strong a quote is with all the outlets that carry it."""
    return strength(line.said, len(line.outlets))


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Strongest first; equals in the order they were stored, so that one material gives one digest."""
    return sorted(lines, key=lambda line: (-line_strength(line), line.said.quote_id))


def strongest(stories: Sequence[Collection[Line]], used: Collection[str], count: int = 3) -> tuple[Line, ...]:
    """The few to show first, from the lines of each story; none of `used` (fingerprints of earlier digests).

    Each has a speaker of its own. Each is of a story of its own as far as there are stories enough.
    """
    ranked = in_order(line for story in stories for line in story if line.fingerprint not in used)
    story_of = {line.said.quote_id: i for i, story in enumerate(stories) for line in story}
    chosen: list[Line] = []
    for apart in (True, False):
        for line in ranked:
            if len(chosen) == count or line_strength(line) <= 0:
                break
            speakers = {speaker_key(c.said) for c in chosen}
            told = {story_of[c.said.quote_id] for c in chosen}
            if speaker_key(line.said) in speakers or (apart and story_of[line.said.quote_id] in told):
                continue
            chosen.append(line)
    return tuple(in_order(chosen))


def speaker_key(said: Said) -> str:
    """One key for a speaker, across spellings where the workspace knows the person."""
    return who(said.person_id, said.speaker)


def who(person_id: int | None, speaker: str | None) -> str:
    """The same, from its parts."""
    return f"#{person_id}" if person_id is not None else (speaker or "").casefold()
