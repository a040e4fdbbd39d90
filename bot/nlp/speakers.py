"""From the words that name a speaker to the speaker's name, quote by quote, in the order of the text."""

from __future__ import annotations

from bot.nlp.attribution import Attributor
from bot.nlp.cast import Cast
from bot.nlp.confidence import LEAST, of_quote
from bot.nlp.findings import Finding
from bot.nlp.subjects import Subject, mention_tokens

_FIRST_PERSON = frozenset({"i", "we", "me", "us"})

Speaker = tuple[str | None, int | None, float]
"""Name, index in the cast, and how sure the name is, 0..1."""

NOBODY: Speaker = (None, None, 0.0)

UNKNOWN = 0.15
"""How sure a quote without a speaker is: the words may stand, who said them is open."""


class Speakers:
    """Names the speakers of one text's findings."""

    def __init__(self, cast: Cast, at: Attributor) -> None:
        self._cast = cast
        self._at = at

    def of(self, findings: list[Finding]) -> list[tuple[str | None, str | None, float]]:
        """For each finding the speaker's name, the addressee's, and the confidence in words and speaker, 0..1."""
        out: list[tuple[str | None, str | None, float]] = []
        by_number: dict[int, Speaker] = {}
        previous: list[int | None] = []
        for finding in findings:
            speaker = self._speaker(finding, by_number, previous)
            if finding.number is not None:
                by_number[finding.number] = speaker
            if speaker[1] is not None and finding.carried is None:
                previous.append(speaker[1])
            confidence = of_quote(finding, speaker[2] if speaker[0] else UNKNOWN)
            name = speaker[0] if confidence >= LEAST else None
            out.append((name, self._addressee(finding, previous), confidence))
        return out

    def _speaker(self, finding: Finding, by_number: dict[int, Speaker], previous: list[int | None]) -> Speaker:
        if finding.carried is not None and finding.carried in by_number:
            return by_number[finding.carried]
        if finding.named is None:
            return NOBODY
        at = self._at
        text = at.sheet.text[slice(*finding.named)]
        if text.lower() in _FIRST_PERSON:  # "I said, ‘…’" inside somebody's own words
            around = at.covered[at.sheet.first_from(finding.named[0])]
            return by_number.get(around, NOBODY) if around >= 0 else NOBODY
        found = self._cast.resolve(finding.named, previous=previous, at=finding.start)
        return found.name, found.index, found.confidence

    def _addressee(self, finding: Finding, previous: list[int | None]) -> str | None:
        if finding.addressee is None:
            return None
        at = self._at
        span = at.sheet.span(*mention_tokens(at.sheet, Subject(head=finding.addressee), at.covered))
        found = self._cast.resolve(span, previous=previous)
        return None if found.name is None or found.unnamed else found.name
