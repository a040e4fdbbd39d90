"""Whom a pronoun or a description stands for: "he", "the senator", "his Russian counterpart", "the pair".

The text is swept once from its beginning. Each name is an event; each "he" or "the company" outside quotation marks is
resolved against the events before it (`bot.nlp.candidates`) and becomes an event itself, so that a chain of pronouns
holds together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.nlp.candidates import (
    HE,
    SHE,
    Answer,
    Candidates,
    Event,
    alike_words,
    sure,
)
from bot.nlp.lexicon import FEMALE, MALE, gazetteer, is_person_noun, nouns, word_set
from bot.nlp.naming import SAYS
from bot.nlp.sheet import SUBJECT
from bot.nlp.strangers import Places
from bot.nlp.types import ActorType

_TELLS_NOTHING = word_set("related") | word_set("tells nothing")
_ORDERING = frozenset({"only", "first", "next", "last", "other", "same", "most", "new", "latter", "second", "third"})
_WITH_MORE = frozenset({"candidate", "nominee", "star", "official", "player"})
"""They tell something with two words before them: "Democratic presidential candidate"."""
_PERFORMS = word_set("performs")
_LONGEST = 7  # tokens of a description: "the 34-year-old nurse"
_REACTS = word_set("reacts")
_PLAYS = frozenset({"side", "club", "team", "outfit"})
_MADE_TELLING = frozenset({"company", "firm", "organization", "organisation", "agency", "club", "side"})
"""They tell nothing alone, and something with the noun before them: "oil company"."""
_WHAT_BODIES_ARE = word_set("named before what it is") - {
    "group",
    "programme",
    "program",
    "network",
    "channel",
    "label",
}
_CLOSE = word_set("kin") | frozenset(
    {
        "friend",
        "partner",
        "girlfriend",
        "boyfriend",
        "fiance",
        "fiancee",
        "fiancée",
        "twin",
        "child",
        "baby",
        "boy",
        "girl",
    }
)
_LEFT_OPEN = frozenset({"was", "is", "did", "does", "were", "are"})
_BEING = frozenset({"is", "was", "were", "are", "been", "seemed", "seems", "sounded", "remained", "remains"})
_OBJECTS = frozenset({"dobj", "dative", "agent"})


class Tracker(Candidates):
    """Makes the events of one text, in its order."""

    def sweep(self, offices: Mapping[int, int] | None = None, strangers: Places | None = None) -> None:
        """Makes the events of the whole text, in order.

        Args:
            offices: tokens of descriptions whose holder is named further down, with the holder's index.
            strangers: where the text speaks of those without a name.
        """
        strangers = strangers or {}
        offices = self.ahead = offices or {}
        sheet = self.sheet
        names = sorted(
            ((m.start, m.end, m.head, e.index) for e in self.entities for m in e.mentions if not m.apart),
            key=lambda t: t[0],
        )
        word, tag = sheet.word, sheet.tag
        table = nouns()
        self.named_at = {head: entity for _, _, head, entity in names}
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
            if i in strangers:
                first, entity = strangers[i]
                self._record(self._event(i, first, i + 1, entity))
            elif i in offices:
                event = self._event(i, i, i + 1, offices[i])
                event.weak = True
                self._record(event)
            elif t in ("PRP", "PRP$"):
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
                    if answers and sure(answers) >= 0.55 and not self._is_another(answers[0].entity, i):
                        self._describe(answers[0].entity, opens, i)
                        event = self._event(i, opens, i + 1, answers[0].entity)
                        event.weak = True
                        self._record(event)

    def _is_another(self, entity: int, noun: int) -> bool:
        """Whether "the homeowner, who …" brings somebody in: the one taken for them is called nothing like it."""
        sheet = self.sheet
        brings_in = any(sheet.dep[kid] == "relcl" for kid in sheet.kids[noun])
        return (
            brings_in
            and self.entities[entity].is_person
            and alike_words(sheet.word[noun]).isdisjoint(self.entities[entity].nouns)
        )

    def _describe(self, entity: int, opens: int, noun: int) -> None:
        """Keeps "veteran winger" of "the veteran winger" as a role, for want of a better one."""
        sheet = self.sheet
        words = sheet.text[sheet.start[opens + 1] : sheet.end[noun]].split()
        aged = len(words) > 1 and words[0].endswith("-year-old")
        words = words[aged:]
        telling = sheet.word[noun] not in _TELLS_NOTHING and not _ORDERING & {w.lower() for w in words}
        if not self.entities[entity].is_person and not self._is_bodys(entity, opens, noun):
            return  # of bodies, "the Norwegian group" is one's own; "the airline" may be another's
        if sheet.word[noun] in _MADE_TELLING and len(words) > 1 and sheet.tag[noun - 1] in ("NN", "NNP", "CD"):
            telling = True  # "the news organization"
        telling = telling or (sheet.word[noun] in _WITH_MORE and len(words) > 2 and not _ORDERING & set(words))
        telling = telling and (len(words) > 1 or aged or sheet.word[noun] in _PERFORMS | _WHAT_BODIES_ARE)
        if telling and len(words) <= 5 and self.entities[entity].is_person == is_person_noun(sheet.word[noun]):
            self.entities[entity].roles.append((0.2 + 0.05 * len(words), " ".join(words)))

    def _is_bodys(self, entity: int, opens: int, noun: int) -> bool:
        """Whether "the airline" tells what a body is: it is the last one named, in this sentence or the one before."""
        sheet = self.sheet
        if any(sheet.word[i] in gazetteer().by_adjective for i in range(opens, noun)):
            return True
        if sheet.word[opens] != "the" or not (noun - opens > 1 or sheet.word[noun] in _WHAT_BODIES_ARE):
            return False
        plain = ("VBN",) if sheet.word[noun] in _PLAYS else ("NNP", "VBN", "CD")  # "the League Two side"
        if any(sheet.tag[i] in plain for i in range(opens, noun)):
            return False
        for event in reversed(self.events[-8:]):
            if sheet.sent[event.start] < sheet.sent[noun] - 1:
                return False
            other = self.entities[event.entity]
            if other.type is ActorType.ORGANIZATION and (event.subject or event.entity == entity):
                return event.entity == entity and not event.weak
        return False

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
        after = noun + 1
        if any(
            kid == after or sheet.head[after] == kid for kid in sheet.kids[noun] if kid > noun and kid in self.named_at
        ):
            return True  # "the late pianist Ann Lee"
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
            says=subject and (sheet.word[verb] in SAYS or self._reacts(verb)),
            inner=inner or sheet.dep[head] == "poss",
            acted_on=dep in _OBJECTS,
            beside=self._is_somebodys(head),
            main=subject and sheet.tag[head] != "PRP" and sheet.dep[verb] == "ROOT",
        )

    def _reacts(self, verb: int) -> bool:
        """Whether somebody laughs, disagrees or "was less sure": what they say about it mostly follows."""
        sheet = self.sheet
        if sheet.word[verb] in _REACTS:
            return True
        if sheet.word[verb] in _LEFT_OPEN and sheet.word[verb + 1 : verb + 3] in (["not", "."], ["n't", "."]):
            return True  # "His manager was not."
        return sheet.word[verb] in _BEING and any(
            sheet.dep[kid] == "acomp" and sheet.word[kid] in _REACTS for kid in sheet.kids[verb]
        )

    def _is_somebodys(self, head: int) -> bool:
        """Whether a name is brought in by whose it is: "Her sister Jo", "his agent, Jo Lee"."""
        sheet = self.sheet
        noun = sheet.head[head]
        if sheet.dep[head] not in ("appos", "compound", "nmod") or noun == head:
            return False
        if sheet.word[noun] not in _CLOSE:
            return False  # a lawyer, a manager is brought in to speak
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
        while i >= 0 and noun - i <= _LONGEST:
            if word[i] == "the" or word[i] in ("this", "that"):
                return i
            if tag[i] not in ("JJ", "NN", "NNP", "VBN", "HYPH", "CD", "JJS", "VBG", "NNPS") or (
                i in self.at_token and is_person_noun(word[i])
            ):
                return None
            i -= 1
        return None
