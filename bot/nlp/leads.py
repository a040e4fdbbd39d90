"""Roles told before the name: "A scout leader who stole … was jailed. ¶ Derek Hollis, 61, had …".

The first sentence of a story often tells what somebody is, and the next one who. Further down the same is done with
somebody who speaks: "The bloc's foreign policy chief said … “…,” Ada Berg said." Both are taken only where nobody else
can be meant: one person told of, and the very next one named, without a word on what they are.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.nlp.coreference import Tracker
from bot.nlp.entities import Entity
from bot.nlp.lexicon import is_person_noun, nouns, word_set
from bot.nlp.naming import SAYS, Name
from bot.nlp.phrases import Phrases
from bot.nlp.sheet import Sheet

_NOBODY = frozenset({"man", "woman", "person", "boy", "girl", "victim", "suspect", "gunman", "attacker", "source"})
_DONE_TO = word_set("done to the one told of")
_STOPS = frozenset({".", "?", "!", "”", '"', "’"})
_OWNS = frozenset({"POS", "PRP$"})
WORTH = 0.6


class Leads:
    """Reads such roles of one text; `skipped` are its headlines, datelines and credits, by token."""

    def __init__(self, sheet: Sheet, entities: list[Entity], tracker: Tracker, skipped: list[bool]) -> None:
        self.sheet = sheet
        self.entities = entities
        self.tracker = tracker
        self.skipped = skipped
        self.phrases = Phrases(sheet)
        names = ((m, e) for e in entities for m in e.mentions if not m.apart and not skipped[m.start])
        self.names: list[tuple[Name, Entity]] = sorted(names, key=lambda pair: pair[0].start)

    def read(self) -> None:
        """Adds the roles found to the entities."""
        lead = self._lead()
        people = [(m, e) for m, e in self.names if e.is_person]
        if lead is not None:
            inside = {e.index for m, e in people if self.sheet.sent[m.start] <= lead}
            after = [(m, e) for m, e in people if self.sheet.sent[m.start] > lead]
            if after and after[0][1].index not in inside:
                self._pair(after[0], lead)
        seen: set[int] = set()
        for name, entity in people:
            if entity.index not in seen and not entity.roles and self._speaks(name):
                self._spoken(name, entity)
            seen.add(entity.index)

    def _lead(self) -> int | None:
        """The sentence that opens the story."""
        sheet = self.sheet
        for n, first in enumerate(sheet.sents[:-1]):
            last = sheet.sents[n + 1] - 1
            while last > first and sheet.tag[last] == "_SP":
                last -= 1
            if not self.skipped[first] and sheet.word[last] in _STOPS:  # no headline
                return n
        return None

    def _pair(self, first: tuple[Name, Entity], lead: int) -> None:
        """The one whom the first sentence is about, and the first one named, at the head of the next sentence."""
        name, entity = first
        sheet = self.sheet
        if entity.roles or len(name.words) < 2 or sheet.sent[name.start] not in (lead + 1, lead + 2):
            return
        opens = (
            sheet.dep[name.head] in ("nsubj", "nsubjpass") and self._first_word(sheet.sent[name.start]) == name.start
        )
        if not opens and not self._speaks(name):
            return
        low, high = sheet.sents[lead], sheet.sents[lead + 1]
        told = list(self._told(range(low, high)))
        main = [i for i in told if self._leads(i)]
        if len(main) == 1 and self._fits(entity, main[0]):
            self._take(entity, main[0])

    def _spoken(self, name: Name, entity: Entity) -> None:
        """The one who spoke in the sentence before, and one who speaks now."""
        sheet = self.sheet
        here = sheet.sent[name.start]
        low = sheet.sents[max(0, here - 2)]
        for i in sorted(self._told(range(low, sheet.sents[here])), reverse=True):
            at = self.phrases.reach_back(i) - 1
            definite = at >= 0 and (sheet.word[at] == "the" or sheet.tag[at] in _OWNS or sheet.tag[at + 1] in _OWNS)
            speaks = sheet.dep[i] == "nsubj" and sheet.word[sheet.head[i]] in SAYS
            if not speaks or any(i < m.start < name.start and e.is_person for m, e in self.names):
                continue
            if (definite or self._owned(i)) and self._fits(entity, i):
                self._take(entity, i)
                return

    def _told(self, tokens: Iterable[int]) -> Iterable[int]:
        """Nouns there for one person who is neither named beside them nor known from before."""
        sheet = self.sheet
        for i in tokens:
            if sheet.tag[i] not in ("NN", "NNP") or not is_person_noun(sheet.word[i]) or sheet.word[i] in _NOBODY:
                continue
            known = i in self.tracker.at_token and i not in self.tracker.ahead
            if self.tracker.inside[i] or known or sheet.dep[i] in ("compound", "nmod", "attr"):
                continue
            if i + 1 < len(sheet) and sheet.tag[i + 1] in ("POS", "NN", "NNP", "HYPH"):
                continue
            if any(sheet.dep[k] == "appos" or sheet.ent_type[k] == "PERSON" for k in sheet.kids[i]):
                continue
            yield i

    def _leads(self, noun: int) -> bool:
        """Whether the opening sentence is about this noun: its subject, of whom it tells a deed or a sentence."""
        sheet = self.sheet
        verb = sheet.head[noun]
        if sheet.dep[verb] not in ("ROOT", "ccomp"):
            return False
        return sheet.dep[noun] == "nsubj" or (sheet.dep[noun] == "nsubjpass" and sheet.word[verb] in _DONE_TO)

    def _owned(self, noun: int) -> bool:
        return any(self.sheet.dep[k] == "poss" for k in self.sheet.kids[noun])

    def _speaks(self, name: Name) -> bool:
        sheet = self.sheet
        return not name.quoted and sheet.dep[name.head] == "nsubj" and sheet.word[sheet.head[name.head]] in SAYS

    def _first_word(self, sentence: int) -> int:
        sheet = self.sheet
        i = sheet.sents[sentence]
        while i + 1 < len(sheet) and not sheet.word[i][:1].isalnum():
            i += 1
        return i

    def _fits(self, entity: Entity, noun: int) -> bool:
        gender = nouns().gender.get(self.sheet.word[noun])
        return not gender or not entity.gender or gender == entity.gender

    def _take(self, entity: Entity, noun: int) -> None:
        sheet = self.sheet
        start = self.phrases.reach_back(noun)
        end = noun + 1
        if end < len(sheet) and sheet.word[end] == "of":
            end = self.phrases.cut(end, start, sheet.sentence(noun)[1])
        entity.roles.append((WORTH, self.phrases.text(start, end)))
        entity.nouns.add(sheet.word[noun])
