"""Who can be meant by "he", "the senator" or "the 56-year-old": those named before, weighed.

A candidate is weighed by gender and number, by how many sentences back it was named, whether as a subject, how often,
and whether inside a quotation. The confidence of an answer grows with its lead over the next candidate.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from bot.nlp.entities import Entity
from bot.nlp.lexicon import FEMALE, MALE, Country, alike, gazetteer, is_demonym, is_person_noun, nouns, word_set
from bot.nlp.naming import ORG_WORDS, SAYS
from bot.nlp.sheet import SUBJECT, Sheet
from bot.nlp.types import ActorType

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
IT = frozenset({"it", "its", "itself"})
YOU = frozenset({"you", "your", "yours", "one", "yourself"})
I_WE = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
POSSESSIVE = frozenset({"his", "her", "their", "its", "hers", "theirs"})
PRONOUNS = HE | SHE | THEY | IT
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "his", "her", "their", "its", "said"})
PAIRS = word_set("pairs")

_ANY_BODY = word_set("any body")
_NAMED_SO = word_set("named so")
_AGE = re.compile(r"\d{1,3}-year-old")
_REACH = 8  # sentences back
_WALK = 40  # events back
_ARGUMENTS = 12  # of one verb; where the parser gives it hundreds, the text is no prose
_NEVER = -99.0
_FAR = 1.0  # of the one body whose name holds the word
_TOPIC = 0.9  # who a sentence of the same paragraph is about
_BESIDE = 1.8  # who is brought in as somebody's stands back behind whose they are
_FLOOR = 0.5  # who the sentence right before is about
_RECALLED = 1.5  # "The clerk recalled that he said …": another, or the clerk would recall saying it
RECALLS = frozenset({"recalled", "recalls", "recalling", "remembered", "remembers", "remembering", "heard"})
_AGAIN = 1.5  # "Lee took on Cole after the senator had said": a second clause says "he" of its first one's subject
_OPENING = frozenset({"“", '"', "‘", "'", "«"})
_CLOSING = frozenset({"”", '"', "’", "'", "»"})
_OFTEN = 6  # being named more often tells no more


@dataclass(slots=True)
class Event:
    """One place where somebody is named, described or meant."""

    token: int
    start: int
    end: int
    entity: int
    subject: bool
    inside: bool  # within quotation marks
    weak: bool = False  # a pronoun or a description
    says: bool = False  # the subject of a reporting verb
    inner: bool = False  # a modifier of another name or noun: "the Trump administration"
    acted_on: bool = False  # the object of a verb, or who a passive is by
    main: bool = False  # named as the subject of a main clause
    beside: bool = False  # brought in as somebody's: "Her sister Jo"


@dataclass(frozen=True, slots=True)
class Answer:
    """A candidate and how much speaks for it."""

    entity: int
    score: float


class Candidates:
    """The events of one text, and who of those named before is meant at a place."""

    def __init__(
        self, sheet: Sheet, entities: Sequence[Entity], inside: Sequence[bool], paragraph: Sequence[int]
    ) -> None:
        self.sheet = sheet
        self.entities = entities
        self.inside = inside
        self.paragraph = paragraph
        self.events: list[Event] = []
        self.at_token: dict[int, Event] = {}
        self.named_at: dict[int, int] = {}  # the head of each name -> its entity
        self.ahead: Mapping[int, int] = {}  # nouns whose bearer is named further down -> the bearer
        self._count = [0] * len(entities)
        self._told = [0] * len(entities)

    def pronoun(self, token: int, *, last_speaker: int | None = None) -> list[Answer]:
        """Who "he", "she", "they" or "it" can be, the likeliest first."""
        word = self.sheet.word[token]
        if word in HE or word in SHE:
            gender = MALE if word in HE else FEMALE
            return self._ranked(token, lambda e: _fits_person(e, gender), last_speaker)
        if word in THEY:
            return self._ranked(token, _fits_they, last_speaker)
        return self._ranked(token, _fits_it, last_speaker)

    def aged(self, start: int, age: str, *, last_speaker: int | None = None) -> list[Answer]:
        """Whom "the 56-year-old" can mean: who is that old, or whose age the article leaves out."""

        def fits(entity: Entity) -> float | None:
            if not entity.is_person:
                return None
            if age in entity.adjectives:
                return 3.0
            return None if any(a.endswith("-year-old") for a in entity.adjectives) else 0.6

        return self._ranked(start, fits, last_speaker)

    def description(
        self, start: int, noun: int, *, last_speaker: int | None = None, called_only: bool = False
    ) -> list[Answer]:
        """Whom "the Argentine coach" can mean: those the article calls so, or (not `called_only`) the word can fit."""
        sheet, table = self.sheet, nouns()
        word = sheet.word[noun]
        singular = table.plurals.get(word, word)
        modifiers = {sheet.word[i] for i in range(start, noun)}
        demonym = self.is_demonym(noun)
        person = demonym or is_person_noun(singular)
        either = person and singular in _ANY_BODY  # "the lender", "the maker"
        gender = table.gender.get(singular)
        if demonym:
            modifiers.add(singular)
        aged = self._age_in(start, noun)
        same = alike_words(singular)

        def fits(entity: Entity) -> float | None:
            called = not same.isdisjoint(entity.nouns)
            worth = 0.0
            if either and entity.is_person and not called:
                return None
            if person and not entity.is_person and not either:
                return None
            if not person and (entity.is_person or (entity.thing and singular not in entity.words)):
                return None
            if not entity.is_person and entity.type is ActorType.PLACE and singular not in table.countries:
                return None
            if gender and entity.gender and entity.gender != gender:
                return None
            if called_only and entity.is_person and not called:
                return None
            if called or (not entity.is_person and singular in entity.words):
                worth += 2.5
            elif singular in _NEARBY:
                return None  # "the moderator" is nobody who was only named
            elif demonym:
                worth += 0.3
            elif not entity.is_person and (singular not in _ANY_BODY or entity.type is ActorType.GROUP):
                return None  # "the show", "the movement": only what is called so
            elif singular in _NAMED_SO and (entity.type is not ActorType.ORGANIZATION or ORG_WORDS & set(entity.words)):
                return None  # "the ministry" is no league, and no drought
            elif entity.nouns and person:
                worth -= 1.6
            if aged is not None and entity.is_person:
                if aged in entity.adjectives:
                    worth += 3.0
                elif any(a.endswith("-year-old") for a in entity.adjectives):
                    return None
                elif not called:
                    worth += 1.4  # "the 33-year-old lock" is somebody named already
            for modifier in modifiers:
                country = country_of(modifier)
                if country is not None:
                    if demonym and entity.adjectives.isdisjoint(a.lower() for a in country.adjectives):
                        others = entity.adjectives & gazetteer().by_adjective.keys()
                        if others:
                            return None  # "the Swede" is no Dane
                        continue
                    own = entity.adjectives & {a.lower() for a in country.adjectives}
                    worth += 2.5 if demonym else 1.5 if own else (-1.0 if entity.adjectives else 0.0)
                elif modifier in entity.nouns:
                    worth += 0.7
            return worth

        answers = self._ranked(noun, fits, last_speaker, reach=40, before=start)
        if not person and (not answers or answers[0].score < _FAR):
            own = [e for e in self.entities if not e.is_person and singular in e.words and e.mentions]
            if len(own) == 1 and own[0].mentions[0].start < start:  # "the university", however far back its name
                return [Answer(own[0].index, _FAR)]
        return answers

    def _age_in(self, start: int, noun: int) -> str | None:
        """ "33-year-old" of "the 33-year-old lock"."""
        words = "".join(self.sheet.word[start + 1 : noun])
        match = _AGE.match(words)
        return match[0] if match else None

    def is_demonym(self, noun: int) -> bool:
        """Whether "the Swede", "the American" ends at `noun` and is one person: no noun follows."""
        sheet = self.sheet
        word = sheet.word[noun]
        if not sheet.text[sheet.start[noun]].isupper() or sheet.word[noun - 1 : noun] not in (["the"], ["old"]):
            return False
        if not (is_demonym(word) or word in gazetteer().by_adjective) or word.endswith(("ese", "ish", "ch")):
            return False
        return sheet.tag[noun + 1 : noun + 2] not in (["NN"], ["NNS"], ["NNP"], ["NNPS"], ["HYPH"], ["JJ"])

    def _ranked(
        self,
        token: int,
        fits: Callable[[Entity], float | None],
        last_speaker: int | None,
        *,
        reach: int = _REACH,
        before: int | None = None,
    ) -> list[Answer]:
        sheet = self.sheet
        limit = token if before is None else before
        here = sheet.sent[token]
        inside = self.inside[token]
        clause = self._clause(token)
        subject = sheet.dep[token] in SUBJECT
        reflexive = sheet.word[token].endswith(("self", "selves"))
        possessive = sheet.tag[token] == "PRP$"
        paragraph = self.paragraph[token]
        speaks = subject and sheet.word[sheet.head[token]] in SAYS
        complement_of = self._reported_by(token)
        recalled = speaks and sheet.word[sheet.head[sheet.head[token]]] in RECALLS
        floor = self._floor(token) if subject else -1
        beside = self._beside(token, clause) if not possessive and not reflexive else frozenset()
        best: dict[int, float] = {}
        rank: dict[int, int] = {}  # entities by how lately they were named
        fit_of: dict[int, float | None] = {}
        n = self.events_before(limit)
        steps = 0
        taken = False  # somebody else is who the sentence right before is about
        while n > 0 and steps < (_WALK if reach == _REACH else 3 * _WALK):
            n -= 1
            steps += 1
            event = self.events[n]
            away = here - sheet.sent[event.token]
            if away > reach:
                break
            number = event.entity
            if number not in fit_of:
                fit_of[number] = None if number in beside else fits(self.entities[number])
            fit = fit_of[number]
            if fit is None:
                continue
            score = fit - 0.55 * away - 0.25 * rank.setdefault(number, len(rank))
            if event.subject:
                score += 0.9
            if event.main and self.paragraph[event.token] == paragraph and not event.inside:
                score += _TOPIC
            if event.main and sheet.sent[event.token] == floor:
                score += _FLOOR
            if event.says:
                score += 0.6 if speaks else 0.2
            if event.inner:
                score -= 0.35
            if event.beside and not event.says:
                score -= _BESIDE
            if event.inside and not inside:
                score -= 1.5
            if (
                away == 0
                and not reflexive
                and not possessive
                and clause is not None
                and self._clause(event.token) == clause
                and not event.inner
            ):
                score -= 2.5  # "he praised him": two people
            if complement_of is not None and event.token == complement_of and recalled:
                score -= _RECALLED
            elif complement_of is not None and event.token == complement_of:
                score += 1.2 if before is None else -1.5  # "Lee said he …": Lee; "Lee said the defendant …": another
            if subject and event.subject and away <= 1:
                score += 0.2
            if before is not None and away == 0 and event.subject and self._leads_to(event.token, token):
                score -= _AGAIN
            if event.main and sheet.sent[event.token] == floor and number != last_speaker and fit > 0:
                taken = True
            if number == last_speaker:
                score += 0.2 if taken else 0.7  # "…,” Lee said. His manager, Cole, agreed. “…,” he said.": Cole
            if score > best.get(number, _NEVER):
                best[number] = score
        answers = [Answer(e, s + 0.25 * math.log1p(min(self._count[e], _OFTEN))) for e, s in best.items()]
        answers.sort(key=lambda a: -a.score)
        return answers

    def _leads_to(self, subject: int, token: int) -> bool:
        """Whether `token` is the subject of a clause that hangs on `subject`'s verb by "after", "because", "when"."""
        sheet = self.sheet
        verb = sheet.head[token]
        return sheet.dep[token] in SUBJECT and sheet.dep[verb] == "advcl" and sheet.head[verb] == sheet.head[subject]

    def _floor(self, token: int) -> int:
        """The sentence in the reporter's words right before the one a pronoun is in, quotations passed over; or -1."""
        sheet = self.sheet
        n = sheet.sent[token] - 1
        while n >= 0 and self.paragraph[sheet.sents[n]] == self.paragraph[token]:
            first = sheet.sents[n]
            while sheet.word[first] in _OPENING and first + 1 < token:
                first += 1
            if not self.inside[first]:
                return n
            last = sheet.sents[n + 1] - 1
            if not self.inside[last] and sheet.word[last] not in _CLOSING:
                return -1  # “…,” she said.
            n -= 1
        return -1

    def _beside(self, token: int, verb: int | None) -> frozenset[int]:
        """Those named as other arguments of the same verb: of "he urged Mr Lee", Lee isn't he."""
        if verb is None:
            return frozenset()
        sheet = self.sheet
        kids = sheet.kids[verb]
        first = bisect_right(kids, token)
        after = kids[first : first + _ARGUMENTS]
        return frozenset(
            self.named_at[kid]
            for kid in after
            if kid in self.named_at and sheet.dep[kid] in ("dobj", "dative", "nsubj", "nsubjpass")
        )

    def events_before(self, token: int) -> int:
        """How many events start before `token`."""
        return bisect_left(self.events, token, key=attrgetter("start"))

    def _clause(self, token: int) -> int | None:
        """The verb that `token` is an argument of."""
        sheet = self.sheet
        at = token
        for _ in range(6):
            dep, up = sheet.dep[at], sheet.head[at]
            if dep in ("nsubj", "nsubjpass", "dobj", "dative", "attr", "oprd"):
                return up
            if dep in ("pobj", "prep", "conj", "appos", "agent") and up != at:
                at = up
                continue
            return None
        return None

    def _reported_by(self, token: int) -> int | None:
        """The subject whose words `token` stands in: of "Cook said he …", or "Cook wrote, adding that he …", Cook."""
        sheet = self.sheet
        at = token
        reported = False
        for _ in range(12):
            up = sheet.head[at]
            if sheet.dep[at] in ("ccomp", "xcomp", "advcl") and sheet.word[up] in SAYS | _SAYING:
                reported = True
            if reported:
                for kid in sheet.kids[up]:
                    if sheet.dep[kid] in SUBJECT and kid != token:
                        return kid
            if up == at:
                return None
            at = up
        return None


_SAYING = word_set("saying")
_NEARBY = word_set("nearby people")


def _are_several(entity: Entity) -> bool:
    """Whether "prosecutors" or "police", without a capital, were taken for a person."""
    last = entity.words[-1] if entity.words else ""
    return entity.name[:1].islower() and (last in nouns().plurals or last in nouns().groups)


def _fits_person(entity: Entity, gender: str) -> float | None:
    if not entity.is_person or _are_several(entity):
        return None
    if entity.gender is None:
        return 0.4
    if entity.gender == gender:
        return 1.0 if entity.sure_gender else 0.9
    if entity.sure_gender:
        return None
    return -6.0 if entity.known_gender else -0.6


def _fits_they(entity: Entity) -> float | None:
    if entity.type is ActorType.GROUP or entity.plural:
        return 1.0
    if entity.type is ActorType.ORGANIZATION:
        return 0.2
    if entity.type is ActorType.PLACE:
        return -0.6
    return None if not entity.is_person else -2.0


def _fits_it(entity: Entity) -> float | None:
    if entity.type is ActorType.ORGANIZATION:
        return 0.6
    return 0.0 if entity.type is ActorType.PLACE else None


def country_of(word: str) -> Country | None:
    """The country of a folded adjective, or of what one of its people is called: "swedish", "swede", "frenchman"."""
    table = gazetteer()
    stem = word.removesuffix("man").removesuffix("wo") if word.endswith("man") else word
    return table.by_adjective.get(word) or table.by_people.get(f"{word}s") or table.by_adjective.get(stem)


def alike_words(noun: str) -> frozenset[str]:
    return alike().get(noun, frozenset()) | {noun}


def sure(answers: Sequence[Answer]) -> float:
    """How far the best answer may be trusted: its lead over the next, as a probability."""
    if not answers:
        return 0.0
    best = answers[0].score
    total = sum(math.exp(min(0.0, a.score - best) * 1.4) for a in answers)
    # Somebody never named may be meant; the weaker the best candidate, the likelier.
    total += math.exp(-1.4 * (best + 0.9))
    return 1.0 / total
