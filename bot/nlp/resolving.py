"""Whom some words of an article mean: a name, a description, a pronoun, two people at once.

Nothing is guessed in silence: what can't be told comes back as None, and every answer carries how far it may be
trusted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlp.candidates import DEFINITE, HE, I_WE, PAIRS, PRONOUNS, RELATIVE, SHE, YOU, Answer, country_of, sure
from bot.nlp.coreference import Tracker
from bot.nlp.entities import Entity
from bot.nlp.kinds import OTHER
from bot.nlp.lexicon import gazetteer, is_person_noun, nouns
from bot.nlp.naming import Name
from bot.nlp.offices import tied_office
from bot.nlp.sheet import SUBJECT, Sheet
from bot.nlp.strangers import UNNAMED
from bot.nlp.types import ActorType, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody some words may stand for, and the share of the evidence that speaks for it."""

    name: str
    index: int
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Whom some words stand for."""

    name: str | None  # the fullest name; "unnamed: a senior official"; None where it can't be told
    index: int | None  # of the one in this cast, for `previous`; None for somebody unnamed or several
    confidence: float  # 0..1
    candidates: tuple[Candidate, ...] = ()
    indexes: tuple[int, ...] = ()  # of all, where several speak together

    @property
    def unnamed(self) -> bool:
        return self.name is not None and self.name.startswith(UNNAMED)


NOBODY = Resolved(name=None, index=None, confidence=0.0)


class Resolver:
    """Answers from the entities and events of one text."""

    def __init__(
        self,
        sheet: Sheet,
        entities: Sequence[Entity],
        names: Sequence[Name],
        tracker: Tracker,
        inside: Sequence[bool],
        paragraph: Sequence[int],
    ) -> None:
        self.sheet = sheet
        self.entities = entities
        self.names = names
        self.tracker = tracker
        self.inside = inside
        self.paragraph = paragraph
        self.starts = [n.start for n in names]
        self.offices: dict[str, Span] = {}  # "Ann Lee's office", met as "her office"

    def resolve(self, mention: Span, *, previous: Sequence[int | None] = (), at: int | None = None) -> Resolved:
        """Whom the characters `mention` mean.

        Args:
            mention: a name, a description or a pronoun; a whole noun phrase is best ("the chair, Ann Lee").
            previous: indexes (`Resolved.index`) of those who spoke before, the last one last; None for an unknown one.
            at: the offset of the quote in question, where the mention stands elsewhere; unused for names.
        """
        first, last = self.sheet.tokens(*mention)
        if first >= last:
            return NOBODY
        last = self._whole(first, last)
        spoke = next((p for p in reversed(previous[-3:]) if p is not None), None) if previous else None
        joint = self._joint(first, last)
        if joint is not None:
            return joint
        named = self._named_in(first, last)
        if named is not None:
            return named
        head = self._head(first, last)
        word = self.sheet.word[head]
        if word in I_WE:  # only within somebody's words does "I" mean who speaks
            return self._one(spoke, 0.7) if spoke is not None and self.inside[head] else NOBODY
        if word in YOU:
            return NOBODY
        if word in PRONOUNS and (first == last - 1 or self.sheet.tag[head] == "PRP"):
            event = self.tracker.at_token.get(head)
            answers = self.tracker.pronoun(head, last_speaker=spoke)
            if not answers and event is not None:
                return self._one(event.entity, 0.5)
            if not answers:
                answers = self._ahead(head)
            return self._answered(answers)
        if word in RELATIVE and head > 0:
            return self._antecedent(head)
        return self._described(first, last, head, spoke)

    def _whole(self, first: int, last: int) -> int:
        """`last`, or the end of the name that it cuts: "the Ministry of Housing|, Communities and …"."""
        n = bisect_left(self.starts, last) - 1
        if n >= 0 and first < self.names[n].start and self.names[n].end > last:
            return self.names[n].end
        return last

    def _head(self, first: int, last: int) -> int:
        sheet = self.sheet
        for i in range(first, last):
            up = sheet.head[i]
            if (up < first or up >= last or up == i) and sheet.tag[i] not in (",", "``", "''", "_SP"):
                return i
        return last - 1

    def _named_in(self, first: int, last: int) -> Resolved | None:
        """The one named in tokens first..last, unless the name only tells whose office or spokesman it is."""
        sheet = self.sheet
        head = self._head(first, last)
        hits = [n for n in self._names_within(first, last) if self.entities[n.entity].type != OTHER or n.start == first]
        if not hits:
            return None
        last_one = hits[-1]
        if (  # "Pelican co-founder Dev Rao", "the charity's director Ann Lee"
            len(hits) > 1
            and last_one.end == last
            and self.entities[last_one.entity].is_person
            and not self.entities[hits[0].entity].is_person
            and is_person_noun(sheet.word[last_one.start - 1])
        ):
            return self._one(last_one.entity, 0.9)
        for name in hits:
            if name.start <= head < name.end:
                return self._one(name.entity, 0.85 if name.rivals else 0.97)
        of_office = last_one.end == last and head < last_one.start and self.entities[last_one.entity].is_person
        if of_office and tied_office(sheet, last_one.start) == head:  # "the group's head of research Ann Lee"
            return self._one(last_one.entity, 0.9)
        # An apposition: "the chair, Ann Lee"; "Ann Lee, the chair"; "spokesman Jim Bell"
        for name in hits:
            at = name.head
            for _ in range(4):
                if at == head:
                    break
                if sheet.dep[at] not in ("appos", "compound", "nmod", "conj") or not first <= sheet.head[at] < last:
                    break
                at = sheet.head[at]
            if at != head:
                continue
            apposed = sheet.dep[name.head] == "appos"
            if apposed:
                return self._one(name.entity, 0.88)
            if not self.entities[name.entity].is_person or sheet.tag[head] in ("NNS", "NNPS"):
                continue
            if name.start > head and is_person_noun(sheet.word[head]):  # and not "a Clinton aide"
                return self._one(name.entity, 0.85)
        for name in hits:  # "Its chair, Ann Lee – the founder's sister – said": to the parser, two subjects
            top = name.head
            while sheet.dep[top] == "appos" and first <= sheet.head[top] < last and sheet.head[top] != top:
                top = sheet.head[top]
            twice = top > head and sheet.head[top] == sheet.head[head] and sheet.dep[top] in SUBJECT
            comma = sheet.word[name.start - 1] == "," or (top != name.head and "," in sheet.word[head:top])
            if twice and comma and self.entities[name.entity].is_person:
                return self._one(name.entity, 0.85)
        return None

    def _names_within(self, first: int, last: int) -> list[Name]:
        starts = self.starts
        n = bisect_left(starts, first)
        if n and self.names[n - 1].end > first:
            n -= 1
        out = []
        while n < len(self.names) and self.names[n].start < last:
            if self.names[n].entity >= 0 and self.names[n].end <= last:
                out.append(self.names[n])
            n += 1
        return out

    def _joint(self, first: int, last: int) -> Resolved | None:
        """ "Mr Putin and Mr Xi", "the pair"."""
        sheet = self.sheet
        words = sheet.word[first:last]
        if "and" in words and last - first < 16:
            hits = self._names_within(first, last)
            split = first + words.index("and")
            left = [n for n in hits if n.end <= split and self.entities[n.entity].is_person]
            right = [n for n in hits if n.start > split and self.entities[n.entity].is_person]
            if left and right and left[0].entity != right[-1].entity and sheet.dep[right[-1].head] == "conj":
                return self._several((left[0].entity, right[-1].entity), 0.9)
        if words[-1] in PAIRS and (last - first <= 3) and (words[0] in ("the", "both") or words[-1] == "both"):
            pair = self._pair_before(first)
            if pair:
                return self._several(pair, 0.6)
        return None

    def _pair_before(self, token: int) -> tuple[int, int] | None:
        """The two people last named together."""
        sheet = self.sheet
        n = self.tracker.events_before(token)
        while n > 0:
            n -= 1
            event = self.tracker.events[n]
            if sheet.sent[token] - sheet.sent[event.token] > 3:
                return None
            if not self.entities[event.entity].is_person:
                continue
            for other in reversed(self.tracker.events[max(0, n - 4) : n]):
                if (
                    other.entity != event.entity
                    and self.entities[other.entity].is_person
                    and sheet.sent[other.token] == sheet.sent[event.token]
                ):
                    return other.entity, event.entity
        return None

    def _antecedent(self, token: int) -> Resolved:
        """Of "X, who said", X."""
        sheet = self.sheet
        at = token
        for _ in range(5):
            if sheet.dep[at] == "relcl":
                noun = sheet.head[at]
                event = self.tracker.at_token.get(noun)
                if event is not None:
                    return self._one(event.entity, 0.9)
                low = max(0, noun - 6)
                while low < noun and not (sheet.head[low] == noun and low < noun):
                    low += 1
                return self._described(low, noun + 1, noun, None)
            if sheet.head[at] == at:
                break
            at = sheet.head[at]
        n = self.tracker.events_before(token)
        before = self.tracker.events[max(0, n - 1) : n]
        if before and token - before[0].end <= 2:
            return self._one(before[0].entity, 0.7)
        return NOBODY

    def _described(self, first: int, last: int, head: int, spoke: int | None) -> Resolved:
        """ "the senator", "his office", "a spokesman for the ministry", "officials"."""
        sheet, table = self.sheet, nouns()
        word = sheet.word[head]
        phrase = self._phrase(first, last)
        if not phrase:
            return NOBODY
        opens = sheet.word[first]
        noun = table.plurals.get(word, word)
        many = word in table.plurals or sheet.tag[head] == "NNS"
        event = self.tracker.at_token.get(head)
        if event is not None and event.end >= head and event.start <= head:
            return self._one(event.entity, 0.8)
        apposed = self._apposed_to(head)
        if apposed is not None:
            return self._one(apposed, 0.85)
        spokes = noun in ("spokesman", "spokeswoman", "spokesperson", "representative", "rep")
        if spokes or noun in ("statement", "press release", "release"):
            behind = [
                n
                for n in self._names_within(first, last)
                if self.entities[n.entity].type is not OTHER
                and not self.entities[n.entity].is_person
                and not (sheet.dep[n.head] == "poss" and sheet.head[n.head] < last and sheet.head[n.head] != head)
            ]  # "a spokesman for Germany's ministry" speaks for no country
            if behind and noun != "representative":
                return self._one(behind[-1].entity, 0.75)
            whose = any(sheet.word[i] in ("for", "of", "at") for i in range(head + 1, last))
            if spokes and opens in ("a", "the") and not whose:  # "Apollo confirmed the cuts. “…,” a spokesman said."
                body = self._body_before(first)
                if body is not None:
                    return self._one(body, 0.55)
        age = self._age(first, head)
        if age is not None:
            found = self._answered(self.tracker.aged(first, age, last_speaker=spoke))
            if found.confidence >= 0.35:
                return found
        definite = opens in DEFINITE
        if definite and opens in ("his", "her", "their", "its") and not many:
            owner = self.tracker.pronoun(first, last_speaker=spoke)
            if owner and word == "office":
                name = f"{self.entities[owner[0].entity].name}{self._apostrophe()}s {word}"
                self.offices[name] = sheet.span(first, last - 1)
                return Resolved(name=name, index=None, confidence=0.8 * sure(owner))
        if definite and not many:
            if (
                is_person_noun(noun)
                or self.tracker.is_demonym(head)
                or noun in table.organizations
                or noun in table.countries
                or noun in gazetteer().by_adjective
            ):
                whose = any(sheet.dep[k] == "poss" and sheet.tag[k] in ("NN", "NNS") for k in sheet.kids[head])
                answers = self.tracker.description(first, head, last_speaker=spoke, called_only=whose)
                if opens in ("his", "her", "their"):
                    owner = self.tracker.pronoun(first)
                    own = owner[0].entity if owner else None
                    answers = [a for a in answers if a.entity != own]
                if answers and answers[0].score > 0.3:
                    found = self._answered(answers)
                    country = country_of(word) if found.index is not None and self.tracker.is_demonym(head) else None
                    if country is not None and found.index is not None:
                        self.entities[found.index].adjectives.add(country.adjectives[0].lower())
                    if found.confidence >= 0.35:
                        return found
        elif definite and many and is_person_noun(noun):
            pass
        return Resolved(name=UNNAMED + phrase, index=None, confidence=0.75 if not definite or many else 0.5)

    def _apposed_to(self, noun: int) -> int | None:
        """Of "Ann Lee, a retired nurse who said", Ann Lee."""
        sheet = self.sheet
        up = sheet.head[noun]
        if sheet.dep[noun] != "appos" or up >= noun or up not in self.tracker.named_at:
            return None
        entity = self.tracker.named_at[up]
        return entity if self.entities[entity].is_person and is_person_noun(sheet.word[noun]) else None

    def _age(self, first: int, head: int) -> str | None:
        """Of "the 56-year-old", "56-year-old", where no noun follows."""
        sheet = self.sheet
        if sheet.word[head] != "old" or head - first < 4 or sheet.word[first] != "the":
            return None
        words = "".join(sheet.word[head - 4 : head + 1])
        return words if sheet.word[head - 4].isdigit() and words.endswith("-year-old") else None

    def _body_before(self, token: int) -> int | None:
        """The body that was last the subject of a sentence in the same paragraph."""
        n = self.tracker.events_before(token)
        while n > 0:
            n -= 1
            event = self.tracker.events[n]
            if self.paragraph[event.token] != self.paragraph[token]:
                return None
            if event.subject and not event.inside:
                return event.entity if self.entities[event.entity].type is ActorType.ORGANIZATION else None
        return None

    def _phrase(self, first: int, last: int) -> str:
        text = self.sheet.text[self.sheet.start[first] : self.sheet.end[last - 1]]
        text = re.sub(r"\s+", " ", text).strip(' ,;:"“”')
        words = text.split()
        if len(words) > 2 and words[-1] in ("there", "here", "also", "then", "later"):  # "a judge there called it …"
            words.pop()
            text = " ".join(words)
        if len(words) > 14:
            text = " ".join(words[:14])
        return (
            text[:1].lower() + text[1:]
            if words and words[0].lower() in ("a", "an", "the", "one", "some", "both", "several", "many")
            else text
        )

    def _apostrophe(self) -> str:
        return "’" if "’" in self.sheet.text else "'"

    def _ahead(self, token: int) -> list[Answer]:
        """A pronoun before its name, in one sentence: "When he spoke, Lee said"."""
        sheet = self.sheet
        end = sheet.sentence(token)[1]
        word = sheet.word[token]
        n = self.tracker.events_before(token)
        while n < len(self.tracker.events) and self.tracker.events[n].start < end:
            event = self.tracker.events[n]
            entity = self.entities[event.entity]
            if word in HE | SHE and entity.is_person and event.subject:
                return [Answer(event.entity, 0.2)]
            n += 1
        return []

    def _answered(self, answers: Sequence[Answer]) -> Resolved:
        if not answers:
            return NOBODY
        confidence = sure(answers)
        candidates = tuple(
            Candidate(
                name=self.entities[a.entity].name,
                index=a.entity,
                confidence=round(sure([a, *[b for b in answers if b is not a]]), 3) if a is answers[0] else 0.0,
            )
            for a in answers[:4]
        )
        best = answers[0].entity
        name = self.entities[best].name if confidence >= 0.3 else None
        return Resolved(
            name=name,
            index=best if name else None,
            confidence=confidence,
            candidates=candidates,
            indexes=(best,) if name else (),
        )

    def _one(self, index: int, confidence: float) -> Resolved:
        name = self.entities[index].name
        return Resolved(
            name=name,
            index=index,
            confidence=confidence,
            candidates=(Candidate(name=name, index=index, confidence=confidence),),
            indexes=(index,),
        )

    def _several(self, indexes: tuple[int, ...], confidence: float) -> Resolved:
        names = [self.entities[i].name for i in indexes]
        return Resolved(name=" and ".join(names), index=None, confidence=confidence, indexes=indexes)
