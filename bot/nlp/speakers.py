"""From the words that name a speaker to the speaker's name, quote by quote, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlp.attribution import Attributor
from bot.nlp.cast import Cast
from bot.nlp.confidence import LEAST, of_quote
from bot.nlp.findings import Finding
from bot.nlp.labels import by_label, interviewee
from bot.nlp.subjects import Subject, mention_tokens

_FIRST_PERSON = frozenset({"i", "we", "me", "us"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whom the words beside a quote mean."""

    name: str | None
    index: int | None = None  # in the cast
    confidence: float = 0.0  # how sure the name is, 0..1
    candidates: tuple[tuple[str, float], ...] = ()


NOBODY = Speaker(name=None)

UNKNOWN = 0.15
"""How sure a quote without a speaker is: the words may stand, who said them is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What a quote says of its speaker and hearer."""

    speaker: str | None
    addressee: str | None
    confidence: float  # in words and speaker together, 0..1
    candidates: tuple[tuple[str, float], ...]  # for the speaker


class Speakers:
    """Names the speakers of one text's findings."""

    def __init__(self, cast: Cast, at: Attributor) -> None:
        self._cast = cast
        self._at = at

    def of(self, findings: list[Finding]) -> list[Credit]:
        """For each finding whom it is credited to."""
        out: list[Credit] = []
        by_number: dict[int, Speaker] = {}
        previous: list[int | None] = []
        for finding in findings:
            speaker = self._speaker(finding, by_number, previous)
            if finding.number is not None:
                by_number[finding.number] = speaker
            if speaker.index is not None and finding.carried is None:
                previous.append(speaker.index)
            confidence = of_quote(finding, speaker.confidence if speaker.name else UNKNOWN)
            out.append(
                Credit(
                    speaker=speaker.name if confidence >= LEAST else None,
                    addressee=self._addressee(finding, previous),
                    confidence=confidence,
                    candidates=speaker.candidates,
                )
            )
        return out

    def _speaker(self, finding: Finding, by_number: dict[int, Speaker], previous: list[int | None]) -> Speaker:
        if finding.carried is not None and finding.carried in by_number:
            return by_number[finding.carried]
        if finding.named is None:
            return NOBODY
        at = self._at
        if finding.rule == "answer":
            found = interviewee(self._cast, min(turn.start for turn in at.turns.values()))
            return NOBODY if found is None else Speaker(name=found[0], index=found[1], confidence=found[2])
        if finding.rule == "turn":
            name, index, sure = by_label(self._cast, finding.named)
            return Speaker(name=name, index=index, confidence=sure)
        text = at.sheet.text[slice(*finding.named)]
        if text.lower() in _FIRST_PERSON:  # "I said, ‘…’" inside somebody's own words
            around = at.covered[at.sheet.first_from(finding.named[0])]
            return by_number.get(around, NOBODY) if around >= 0 else NOBODY
        resolved = self._cast.resolve(finding.named, previous=previous, at=finding.start)
        candidates = tuple((c.name, c.confidence) for c in resolved.candidates)
        return Speaker(name=resolved.name, index=resolved.index, confidence=resolved.confidence, candidates=candidates)

    def _addressee(self, finding: Finding, previous: list[int | None]) -> str | None:
        if finding.addressee is None:
            return None
        at = self._at
        span = at.sheet.span(*mention_tokens(at.sheet, Subject(head=finding.addressee), at.covered))
        found = self._cast.resolve(span, previous=previous)
        return None if found.name is None or found.unnamed else found.name
