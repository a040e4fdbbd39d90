"""From the words that name a speaker to the speaker's name, quote by quote, in the order of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.nlp.attribution import Attributor
from bot.nlp.candidates import HE, RECALLS, SHE, sure
from bot.nlp.cast import Cast
from bot.nlp.confidence import LEAST, of_quote
from bot.nlp.finding import Finding
from bot.nlp.labels import by_label, by_role, interviewee, named_below
from bot.nlp.lexicon import FEMALE, MALE, is_person_noun, nouns, word_set
from bot.nlp.naming import SAYS
from bot.nlp.sources import SURE, Sources
from bot.nlp.strangers import UNNAMED
from bot.nlp.subjects import Subject, span_of
from bot.nlp.types import Span

_COUPLE = re.compile(
    r"(?P<first>[A-ZÀ-Þ][\w-]+) and (?P<second>[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)? (?P<surname>[A-ZÀ-Þ][\w'’-]+))"
)
_KIN = word_set("kin")
_GOES_ON = frozenset({"added", "adds", "continued", "continues", "went", "concluded", "concludes"})
_FIRST_PERSON = frozenset({"i", "we", "me", "us"})
_OF_HIMSELF = 0.5
"""Few speak of themselves by name: of 12 such pronouns in PolNeAR's training texts, 5 were told rightly."""


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
        self._sources = Sources(cast, at.paragraphs, at.covered)

    def of(self, findings: list[Finding]) -> list[Credit]:
        """For each finding whom it is credited to."""
        speakers: list[Speaker] = []
        addressees: list[str | None] = []
        by_number: dict[int, Speaker] = {}
        named = {finding.number: finding.named for finding in findings if finding.number is not None}
        previous: list[int | None] = []
        for finding in findings:
            carrier = finding.carried if finding.rule == "same cue" else None
            if carrier is not None and named.get(carrier, finding.named) != finding.named:
                finding = replace(finding, carried=None)  # the one before has turned out to be another's
            speaker = NOBODY if finding.echoes is not None else self._speaker(finding, by_number, previous)
            speakers.append(speaker)
            if finding.number is not None:
                by_number[finding.number] = speaker
            if speaker.index is not None and finding.carried is None:
                previous.append(speaker.index)
            addressees.append(self._addressee(finding, previous))
        for n, finding in enumerate(findings):  # a headline's speaker is told below it
            if finding.echoes is not None:
                speakers[n] = by_number.get(finding.echoes, NOBODY)
        return [
            _credit(finding, speaker, addressee)
            for finding, speaker, addressee in zip(findings, speakers, addressees, strict=True)
        ]

    def _speaker(self, finding: Finding, by_number: dict[int, Speaker], previous: list[int | None]) -> Speaker:
        if finding.carried is not None and finding.carried in by_number:
            return by_number[finding.carried]
        if finding.named is None:
            return NOBODY
        at, cast = self._at, self._cast
        if finding.rule == "answer":
            found = interviewee(cast, min(turn.start for turn in at.turns.values()))
            return NOBODY if found is None else Speaker(name=found[0], index=found[1], confidence=found[2])
        if finding.rule == "turn":
            name, index, chance = by_label(cast, finding.named)
            return Speaker(name=name, index=index, confidence=chance)
        text = at.sheet.text[slice(*finding.named)]
        if text.lower() in _FIRST_PERSON:  # "I said, ‘…’" inside somebody's own words
            around = at.covered[at.sheet.first_from(finding.named[0])]
            return by_number.get(around, NOBODY) if around >= 0 else NOBODY
        kin = self._kin_within(finding.named, by_number)
        if kin is not None:
            return kin
        source = self._sources.meant_by(finding.named) or self._one_of_them(finding.named)
        if source is not None and not self._is_recalled(finding.named):
            return Speaker(name=source, confidence=SURE)
        pair = self._sharing_a_surname(finding.named)
        if pair is not None:
            return pair
        resolved = cast.resolve(finding.named, previous=previous, at=finding.start)
        if len(resolved.candidates) > 1 and self._carries_on(finding, text):  # "X said Y had been …. He added: “…”"
            last = next((s for p in reversed(previous[-1:]) if (s := self._goes_on(text, p)) is not None), None)
            if last is not None:
                return last
        other = self._not_outer(finding.named, text, resolved.index, by_number)
        if other is not None:
            return other
        if resolved.unnamed:
            index = by_role(cast, text) if finding.rule == "label" else named_below(cast, finding.named)
            if index is not None:
                return Speaker(name=cast.entities[index].name, index=index, confidence=0.7)
            by = self._sources.author(finding.named)
            if by is not None:
                author = cast.resolve(by, previous=previous)
                if author.index is not None:
                    return Speaker(name=author.name, index=author.index, confidence=0.8 * author.confidence)
        if resolved.name is None and at.covered[at.sheet.first_from(finding.named[0])] == -1:
            source = self._sources.meant_by(finding.named, loose=True)
            if source is not None:
                return Speaker(name=source, confidence=0.5)
            if (office := self._office_before(finding, text, by_number)) is not None:
                return office
            last = next((s for p in reversed(previous[-3:]) if (s := self._goes_on(text, p)) is not None), None)
            if last is not None and (not resolved.candidates or resolved.candidates[0].index == last.index):
                return last  # where somebody else may as well be meant, nobody is named
        candidates = tuple((c.name, c.confidence) for c in resolved.candidates)
        chance = resolved.confidence
        if text.lower() in HE | SHE and self._names_himself(finding, resolved.index):
            chance *= _OF_HIMSELF
        return Speaker(name=resolved.name, index=resolved.index, confidence=chance, candidates=candidates)

    def _names_himself(self, finding: Finding, index: int | None) -> bool:
        """Whether words in marks name the one to whom a pronoun credits them: `“Ann Lee is great,” she said`."""
        if finding.number is None or index is None:
            return False
        sheet = self._at.sheet
        first, end = self._at.inner[finding.number]
        return any(
            first <= name.start and name.end <= end and sheet.dep[name.head] not in ("compound", "nmod", "poss", "attr")
            for name in self._cast.entities[index].mentions
        )

    def _is_recalled(self, named: Span) -> bool:
        """Whether "he" is whom another recalls saying something: "The clerk recalled that he said …"."""
        sheet = self._at.sheet
        verb = sheet.head[sheet.first_from(named[0])]
        return sheet.word[verb] in SAYS and sheet.word[sheet.head[verb]] in RECALLS

    def _kin_within(self, named: Span, by_number: dict[int, Speaker]) -> Speaker | None:
        """Within somebody's words "my mother", and a "she" right behind her: whose mother she is."""
        at, sheet = self._at, self._at.sheet
        token = sheet.first_from(named[0])
        around = at.covered[token]
        outer = by_number.get(around) if around >= 0 else None
        if outer is None or outer.name is None:
            return None
        noun: int | None = None
        if sheet.word[token] == "my":
            noun = sheet.tokens(*named)[1] - 1
        elif sheet.word[token] in HE | SHE:
            low = max(at.inner[around][0], sheet.sents[max(0, sheet.sent[token] - 2)])
            owned = [i for i in range(low, token) if sheet.word[i] == "my" and sheet.tag[sheet.head[i]] == "NN"]
            people = [sheet.head[i] for i in owned if is_person_noun(sheet.word[sheet.head[i]])]
            gender = MALE if sheet.word[token] in HE else FEMALE
            noun = people[-1] if people and nouns().gender.get(sheet.word[people[-1]], gender) == gender else None
            if not people:
                noun = self._kin_before(around, outer, gender)
        if noun is None or not is_person_noun(sheet.word[noun]) or at.covered[noun] not in (around, -1):
            return None
        if any(e.mentions and sheet.head[e.mentions[0].head] == noun for e in self._cast.entities):
            return None  # "my wife Ann"
        mark = "’s" if "’" in sheet.text else "'s"
        whose = outer.name.removeprefix(UNNAMED)
        return Speaker(name=f"{UNNAMED}{whose}{mark} {sheet.word[noun]}", confidence=0.7)

    def _kin_before(self, around: int, outer: Speaker, gender: str) -> int | None:
        """`Her father locked it. “He said, ‘…,’” she recalls`: the speaker's kin, told of in the same paragraph."""
        at, sheet = self._at, self._at.sheet
        for i in range(at.outer[around][0] - 1, at.bounds[at.quoted[around].paragraph][0] - 1, -1):
            word, event = sheet.word[i], self._cast.tracker.at_token.get(i)
            if word not in _KIN or nouns().gender.get(word) != gender or at.covered[i] != -1 or event is not None:
                continue
            whose = next((k for k in sheet.kids[i] if sheet.tag[k] == "PRP$" and sheet.word[k] in HE | SHE), None)
            owner = self._cast.tracker.at_token.get(whose) if whose is not None else None
            return i if owner is not None and owner.entity == outer.index else None
        return None

    def _office_before(self, finding: Finding, text: str, by_number: dict[int, Speaker]) -> Speaker | None:
        """Of a "he" who is nobody named before: whoever spoke last, where that was a spokesman without a name."""
        sheet, n = self._at.sheet, finding.number
        if n is None or text.lower() not in HE | SHE or not (spoke := [m for m in by_number if m < n]):
            return None
        found, last = self._at.result[max(spoke)], by_number[max(spoke)]
        if found is None or found.subject is None or last.name is None:
            return None
        word = sheet.word[found.subject.head]
        gender = MALE if text.lower() in HE else FEMALE
        speaks = is_person_noun(word) and nouns().gender.get(word, gender) == gender
        named = last.index is not None and self._cast.entities[last.index].is_person
        return replace(last, confidence=0.5) if speaks and not named else None

    def _one_of_them(self, named: Span) -> str | None:
        """Of "one said", "another added": one of those spoken of; "one, a mother of four" is called what follows."""
        sheet = self._at.sheet
        first, last = sheet.tokens(*named)
        if last - first != 1 or sheet.word[first] not in ("one", "another"):
            return None
        apposed = sheet.child(first, {"appos"})
        if apposed is not None and sheet.word[first + 1] == ",":
            span = span_of(sheet, Subject(head=apposed), self._at.covered)
            return UNNAMED + sheet.text[slice(*span)]
        return self._sources.among(first, first)

    def _carries_on(self, finding: Finding, text: str) -> bool:
        """Whether "she added", "he went on" names by a pronoun who goes on speaking."""
        sheet = self._at.sheet
        if finding.cue is None or finding.named is None or text.lower() not in HE | SHE:
            return False
        verb = sheet.tokens(*finding.cue)[0]
        if sheet.word[verb] not in _GOES_ON or sheet.dep[verb] not in ("ROOT", "parataxis"):
            return False
        pronoun = sheet.first_from(finding.named[0])
        low = sheet.sents[max(0, sheet.sent[pronoun] - 1)]
        tracker = self._cast.tracker
        since = {
            e.entity
            for e in tracker.events[tracker.events_before(low) : tracker.events_before(pronoun)]
            if e.main and not e.says
        }
        return not since

    def _goes_on(self, text: str, last: int | None) -> Speaker | None:
        """Of a "she" that the names before leave open, the one who spoke last, if she may be meant."""
        word = text.lower()
        if last is None or (word not in HE and word not in SHE):
            return None
        entity = self._cast.entities[last]
        gender = MALE if word in HE else FEMALE
        if not entity.is_person or entity.gender not in (None, gender):
            return None
        return Speaker(name=entity.name, index=last, confidence=0.6)

    def _sharing_a_surname(self, named: Span) -> Speaker | None:
        """ "Ann and Bob Lee" are two people."""
        match = _COUPLE.fullmatch(self._at.sheet.text[slice(*named)])
        if match is None:
            return None
        start = named[0] + match.start("second")
        second = self._cast.resolve((start, named[1]))
        if second.index is None or not self._cast.entities[second.index].is_person:
            return None
        return Speaker(name=f"{match['first']} {match['surname']} and {second.name}", confidence=0.85)

    def _not_outer(self, named: Span, text: str, index: int | None, by_number: dict[int, Speaker]) -> Speaker | None:
        """Of "he" within somebody's own words, somebody else: who speaks of himself says "I"."""
        at, word = self._at, text.lower()
        token = at.sheet.first_from(named[0])
        around = at.covered[token]
        if index is None or around < 0 or (word not in HE and word not in SHE):
            return None
        outer = by_number.get(around)
        if outer is None or outer.index != index:
            return None
        answers = [a for a in self._cast.tracker.pronoun(token) if a.entity != index]
        if not answers or sure(answers) < LEAST:
            return NOBODY
        best = answers[0].entity
        return Speaker(name=self._cast.entities[best].name, index=best, confidence=0.8 * sure(answers))

    def _addressee(self, finding: Finding, previous: list[int | None]) -> str | None:
        if finding.addressee is None:
            return None
        at = self._at
        span = span_of(at.sheet, Subject(head=finding.addressee), at.covered)
        found = self._cast.resolve(span, previous=previous)
        return None if found.name is None or found.unnamed else found.name


def _credit(finding: Finding, speaker: Speaker, addressee: str | None) -> Credit:
    confidence = of_quote(finding, speaker.confidence if speaker.name else UNKNOWN)
    return Credit(
        speaker=speaker.name if confidence >= LEAST else None,
        addressee=addressee,
        confidence=confidence,
        candidates=speaker.candidates,
    )
