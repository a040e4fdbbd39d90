"""Whom a pronoun or a description stands for: "he", "the senator", "his Russian counterpart", "the pair".

The text is swept once from its beginning. Each name is an event; each "he" or "the company" outside quotation marks is
resolved against the events before it and becomes an event itself, so that a chain of pronouns holds together. A
candidate is weighed by gender and number, by how many sentences back it was named, whether as a subject, how often, and
whether inside a quotation. The confidence of an answer grows with its lead over the next candidate.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.nlp.entities import Entity
from bot.nlp.lexicon import FEMALE, MALE, alike, gazetteer, is_person_noun, nouns, word_set
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

_TELLS_NOTHING = word_set("related") | word_set("tells nothing")
_ANY_BODY = word_set("any body")
_NAMED_SO = word_set("named so")
_ORDERING = frozenset({"only", "first", "next", "last", "other", "same", "most", "new", "latter", "second", "third"})
_PERFORMS = word_set("performs")
_OBJECTS = frozenset({"dobj", "dative", "agent"})
_REACH = 8  # sentences back
_WALK = 40  # events back
_ARGUMENTS = 12  # of one verb; where the parser gives it hundreds, the text is no prose
_NEVER = -99.0
_FAR = 1.0  # of the one body whose name holds the word
_TOPIC = 0.9  # who a sentence of the same paragraph is about
_BESIDE = 1.3  # who is brought in as somebody's stands back behind whose they are
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
    others: tuple[int, ...] = ()  # entities joined to it by "and"


@dataclass(frozen=True, slots=True)
class Answer:
    """A candidate and how much speaks for it."""

    entity: int
    score: float


class Tracker:
    """Keeps the events of one text, and answers from them."""

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
        self._count = [0] * len(entities)
        self._told = [0] * len(entities)

    # -- the sweep

    def sweep(self) -> None:
        """Makes the events of the whole text, in order."""
        sheet = self.sheet
        names = sorted(
            ((m.start, m.end, m.head, e.index) for e in self.entities for m in e.mentions if not m.apart),
            key=lambda t: t[0],
        )
        word, tag = sheet.word, sheet.tag
        table = nouns()
        self.named_at = {head: entity for _, _, head, entity in names}
        strangers = {noun: e.index for e in self.entities if not e.mentions for noun in e.nouns}
        following = 0
        size = len(sheet)
        covered = 0
        for i in range(size):
            while following < len(names) and names[following][0] == i:
                start, end, head, entity = names[following]
                following += 1
                covered = max(covered, end)
                self._record(self._event(head, start, end, entity))
            if i < covered:
                continue
            t = tag[i]
            if t in ("PRP", "PRP$"):
                w = word[i]
                if (w in HE or w in SHE) and not self.inside[i]:
                    answers = self.pronoun(i)
                    if answers and sure(answers) > 0.4:
                        self._learn(answers, MALE if w in HE else FEMALE)
                        event = self._event(i, i, i + 1, answers[0].entity)
                        event.weak = True
                        self._record(event)
            elif t == "NN" and not self.inside[i] and i and (is_person_noun(word[i]) or word[i] in table.organizations):
                opens = self._description(i)
                if word[i] in strangers and (opens is not None or self._brings_in(i)):
                    self._record(self._event(i, i - 1 if opens is None else opens, i + 1, strangers[word[i]]))
                    continue
                if opens is None:
                    continue
                named = self._named_beside(i)
                if named is not None:
                    self.entities[named].nouns.add(word[i])
                    event = self._event(i, opens, i + 1, named)
                    event.weak = True
                    self._record(event)
                elif not self._introduces(i):
                    answers = self.description(opens, i)
                    if answers and sure(answers) >= 0.55:
                        self._describe(answers[0].entity, opens, i)
                        event = self._event(i, opens, i + 1, answers[0].entity)
                        event.weak = True
                        self._record(event)

    def _describe(self, entity: int, opens: int, noun: int) -> None:
        """Keeps "veteran winger" of "the veteran winger" as a role, for want of a better one."""
        sheet = self.sheet
        words = sheet.text[sheet.start[opens + 1] : sheet.end[noun]].split()
        telling = sheet.word[noun] not in _TELLS_NOTHING and not _ORDERING & {w.lower() for w in words}
        countries = gazetteer().by_adjective
        if not self.entities[entity].is_person and not any(w.lower() in countries for w in words):
            return  # of bodies, "the Norwegian group" is one's own; "the airline" may be another's
        telling = telling and (len(words) > 1 or sheet.word[noun] in _PERFORMS)
        if telling and len(words) <= 5 and self.entities[entity].is_person == is_person_noun(sheet.word[noun]):
            self.entities[entity].roles.append((0.2 + 0.05 * len(words), " ".join(words)))

    def _brings_in(self, noun: int) -> bool:
        """Whether "a" opens the noun phrase: "a 43-year-old man"."""
        word = self.sheet.word
        return any(word[i] in ("a", "an") for i in range(max(0, noun - 7), noun))

    def _named_beside(self, noun: int) -> int | None:
        """The body that stands in apposition: "the group, Friends of Leeds"."""
        sheet = self.sheet
        for kid in sheet.kids[noun]:
            if kid > noun and sheet.dep[kid] == "appos" and kid in self.named_at and sheet.word[noun + 1] == ",":
                entity = self.named_at[kid]
                return entity if self.entities[entity].is_person == is_person_noun(sheet.word[noun]) else None
        return None

    def _introduces(self, noun: int) -> bool:
        """Whether a description says what somebody named beside it is, or tells which one by "of …"."""
        sheet = self.sheet
        if sheet.dep[noun] in ("appos", "attr", "compound", "nmod", "oprd"):
            return True
        return noun + 1 < len(sheet) and sheet.word[noun + 1] in ("of", "who", "that")

    def _learn(self, answers: Sequence[Answer], gender: str) -> None:
        """Somebody whose name tells no gender gets that of the pronouns that are surely theirs."""
        entity = self.entities[answers[0].entity]
        if entity.sure_gender or (entity.known_gender and entity.gender) or sure(answers) < 0.7:
            return
        entity.gender = gender
        self._told[entity.index] += 1
        entity.known_gender = self._told[entity.index] > 1

    def _event(self, head: int, start: int, end: int, entity: int) -> Event:
        sheet = self.sheet
        at = head
        dep = sheet.dep[at]
        # Of "A and B said", both are subjects; of "X, the chair, said", too.
        hops = 0
        while dep in ("conj", "appos") and sheet.head[at] != at and hops < 4:
            at = sheet.head[at]
            dep = sheet.dep[at]
            hops += 1
        inner = sheet.dep[head] in ("compound", "nmod", "amod")
        subject = dep in SUBJECT and not inner
        verb = sheet.head[at]
        return Event(
            token=head,
            start=start,
            end=end,
            entity=entity,
            subject=subject,
            inside=self.inside[start],
            says=subject and sheet.word[verb] in SAYS,
            inner=inner or sheet.dep[head] == "poss",
            acted_on=dep in _OBJECTS,
            beside=self._is_somebodys(head),
            main=subject and sheet.tag[head] != "PRP" and sheet.dep[verb] == "ROOT",
        )

    def _is_somebodys(self, head: int) -> bool:
        """Whether a name is brought in by whose it is: "Her sister Jo", "his agent, Jo Lee"."""
        sheet = self.sheet
        noun = sheet.head[head]
        if sheet.dep[head] not in ("appos", "compound", "nmod") or noun == head:
            return False
        return any(sheet.dep[k] == "poss" and sheet.tag[k] == "PRP$" for k in sheet.kids[noun])

    def _record(self, event: Event) -> None:
        self.events.append(event)
        for i in range(event.start, event.end):
            self.at_token[i] = event
        self._count[event.entity] += 1

    def _description(self, noun: int) -> int | None:
        """The first token of the definite description that ends in `noun`, or None."""
        word, tag = self.sheet.word, self.sheet.tag
        i = noun - 1
        while i >= 0 and noun - i <= 5:
            if word[i] == "the" or word[i] in ("this", "that"):
                return i
            if tag[i] not in ("JJ", "NN", "NNP", "VBN", "HYPH", "CD", "JJS", "VBG", "NNPS") or (
                i in self.at_token and is_person_noun(word[i])
            ):
                return None
            i -= 1
        return None

    # -- answers

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

    def description(self, start: int, noun: int, *, last_speaker: int | None = None) -> list[Answer]:
        """Whom "the Argentine coach" can mean: those the article calls so, or that the word can fit."""
        sheet, table = self.sheet, nouns()
        word = sheet.word[noun]
        singular = table.plurals.get(word, word)
        modifiers = {sheet.word[i] for i in range(start, noun)}
        person = is_person_noun(singular)
        gender = table.gender.get(singular)
        same = _alike(singular)

        def fits(entity: Entity) -> float | None:
            called = not same.isdisjoint(entity.nouns)
            worth = 0.0
            if person and not entity.is_person:
                return None
            if not person and entity.is_person:
                return None
            if not person and entity.type is ActorType.PLACE and singular not in table.countries:
                return None
            if gender and entity.gender and entity.gender != gender:
                return None
            if called or (not person and singular in entity.words):
                worth += 2.5
            elif not person and (singular not in _ANY_BODY or entity.type is ActorType.GROUP):
                return None  # "the show", "the movement": only what is called so
            elif singular in _NAMED_SO and (entity.type is not ActorType.ORGANIZATION or ORG_WORDS & set(entity.words)):
                return None  # "the ministry" is no league, and no drought
            elif entity.nouns and person:
                worth -= 0.8
            for modifier in modifiers:
                country = gazetteer().by_adjective.get(modifier)
                if country is not None:
                    own = entity.adjectives & {a.lower() for a in country.adjectives}
                    worth += 1.5 if own else (-1.0 if entity.adjectives else 0.0)
                elif modifier in entity.nouns:
                    worth += 0.7
            return worth

        answers = self._ranked(noun, fits, last_speaker, reach=40, before=start)
        if not person and (not answers or answers[0].score < _FAR):
            own = [e for e in self.entities if not e.is_person and singular in e.words and e.mentions]
            if len(own) == 1 and own[0].mentions[0].start < start:  # "the university", however far back its name
                return [Answer(own[0].index, _FAR)]
        return answers

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
        beside = self._beside(token, clause) if not possessive and not reflexive else frozenset()
        best: dict[int, float] = {}
        rank: dict[int, int] = {}  # entities by how lately they were named
        fit_of: dict[int, float | None] = {}
        n = self._before(limit)
        steps = 0
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
            if complement_of is not None and event.token == complement_of:
                score += 1.2 if before is None else -1.5  # "Lee said he …": Lee; "Lee said the defendant …": another
            if subject and event.subject and away <= 1:
                score += 0.2
            if number == last_speaker:
                score += 0.7
            if score > best.get(number, _NEVER):
                best[number] = score
        answers = [Answer(e, s + 0.25 * math.log1p(min(self._count[e], _OFTEN))) for e, s in best.items()]
        answers.sort(key=lambda a: -a.score)
        return answers

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

    def _before(self, token: int) -> int:
        """How many events start before `token`."""
        low, high = 0, len(self.events)
        while low < high:
            mid = (low + high) // 2
            if self.events[mid].start < token:
                low = mid + 1
            else:
                high = mid
        return low

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


def _fits_person(entity: Entity, gender: str) -> float | None:
    if not entity.is_person:
        return None
    if entity.gender is None:
        return 0.4
    if entity.gender == gender:
        return 1.0 if entity.sure_gender else 0.9
    if entity.sure_gender:
        return None
    return -2.2 if entity.known_gender else -0.6


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


def _alike(noun: str) -> frozenset[str]:
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
