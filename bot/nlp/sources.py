"""Speakers without a name who were brought in just before: "a resident …", then "the man said", or "he said".

The cast knows only those it has a name for, or who fill a whole story. Somebody brought in by "a", as the subject of a
sentence, is who the next "he", "she" or "the man" means, so long as nobody with a name has been named since; a report
or a letter that says something is who the next "it" means.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlp.candidates import HE, SHE
from bot.nlp.cast import Cast
from bot.nlp.cues import STATEMENT, cue_at
from bot.nlp.lexicon import FEMALE, MALE, is_person_noun, nouns, word_set
from bot.nlp.marks import Paragraphs
from bot.nlp.naming import SAYS
from bot.nlp.strangers import UNNAMED
from bot.nlp.subjects import Subject, mention_tokens, span_of, subject_of
from bot.nlp.types import Span

_BRINGS_IN = frozenset({"a", "an", "another", "one"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "ROOT"})  # the last where the parser missed the verb
_ANYBODY = frozenset(
    {"man", "woman", "person", "source", "official", "youth", "teenager", "boy", "girl", "insider", "caller", "speaker"}
)
"""Words that take up any other noun for a person: "a trader … the woman"."""
_GENDERED = {"man": MALE, "boy": MALE, "woman": FEMALE, "girl": FEMALE}
_PERSONAL = frozenset(
    {"letter", "statement", "post", "tweet", "email", "e-mail", "message", "memo", "note", "text", "op-ed"}
)
"""What somebody writes, and is meant by: a report or a complaint speaks for itself."""
_ONE = frozenset({"one", "another"})
_REACTS = word_set("reacts")
_WRITTEN_BEFORE = 150  # tokens
SURE = 0.62


@dataclass(frozen=True, slots=True)
class _Source:
    """One without a name, where the text brings them in or means them again."""

    token: int
    noun: str
    name: str  # "unnamed: a resident"
    gender: str | None
    person: bool
    subject: bool
    says: bool  # or laughs, nods, disagrees: their words mostly follow
    owner: str | None  # the "her" of "her lawyer"
    last: int  # token their phrase ends with
    opens: bool = True  # their phrase begins a sentence


class Sources:
    """Those without a name in one text."""

    def __init__(self, cast: Cast, paragraphs: Paragraphs, covered: list[int]) -> None:
        self._cast = cast
        self._paragraphs = paragraphs
        self._covered = covered
        self._known: list[_Source] | None = None

    def meant_by(self, mention: Span, *, loose: bool = False) -> str | None:
        """Whom "he", "the man" or "it" stands for, where that is somebody without a name; else None.

        `loose`: an object will do as well ("deputies arrested a man"), for want of anybody else.
        """
        sheet = self._cast.sheet
        first, last = sheet.tokens(*mention)
        if first >= last or self._covered[first] != -1:
            return None
        word = sheet.word[last - 1]
        pronoun = last - first == 1 and (word in HE or word in SHE or word in ("it", "they"))
        if not pronoun and not (sheet.word[first] == "the" and last - first == 2 and is_person_noun(word)):
            return None
        source = self._nearest(first, word, loose=loose)
        if source is None or self._named_between(source, first, word) or self._is_of_what_is_said(source, first):
            return None
        return source.name

    def author(self, mention: Span) -> Span | None:
        """Who wrote "the letter" that says something: the words that name them, where it was brought in."""
        sheet = self._cast.sheet
        first, last = sheet.tokens(*mention)
        word = sheet.word[last - 1]
        if last - first != 2 or sheet.word[first] != "the" or word not in _PERSONAL:
            return None
        for token in range(first - 1, max(0, first - _WRITTEN_BEFORE) - 1, -1):
            if sheet.word[token] == word and self._covered[token] == -1:
                by = self._writer(token)
                if by is not None:
                    return span_of(sheet, by, self._covered)
        return None

    def _writer(self, noun: int) -> Subject | None:
        """`Lee's letter`, `a letter from Lee`, `in a letter, Lee wrote`."""
        sheet = self._cast.sheet
        for kid in sheet.kids[noun]:
            if sheet.dep[kid] == "poss":
                return Subject(head=kid)
            if sheet.dep[kid] == "prep" and sheet.word[kid] in ("from", "by"):
                return next((Subject(head=k) for k in sheet.kids[kid] if sheet.dep[k] == "pobj"), None)
        if sheet.dep[noun] != "pobj" or sheet.word[sheet.head[noun]] != "in":
            return None
        verb = sheet.head[sheet.head[noun]]
        return subject_of(sheet, verb, self._covered) if cue_at(sheet, verb) is not None else None

    def _is_of_what_is_said(self, source: _Source, pronoun: int) -> bool:
        """Whether the source stands in what is said: "A new manager, he said, could …"; "Lee said a judge was …"."""
        sheet = self._cast.sheet
        verb = sheet.head[source.token]
        if verb > pronoun and sheet.dep[source.token] in _SUBJECT:
            return True
        for _ in range(6):
            if sheet.dep[verb] == "ccomp" and sheet.word[sheet.head[verb]] in SAYS:
                return self._somebody_says(sheet.head[verb])
            if sheet.head[verb] == verb:
                break
            verb = sheet.head[verb]
        return False

    def _somebody_says(self, verb: int) -> bool:
        """Whether somebody with a name, or meant before, is the subject of `verb` or of the clause around it."""
        cast = self._cast
        sheet, told = cast.sheet, cast.tracker.at_token
        kids = sheet.kids[verb] + (sheet.kids[sheet.head[sheet.head[verb]]] if sheet.dep[verb] == "relcl" else [])
        return any(sheet.dep[k] in _SUBJECT and k in told and cast.entities[told[k].entity].is_person for k in kids)

    def _nearest(self, token: int, word: str, *, loose: bool) -> _Source | None:
        sheet = self._cast.sheet
        here = self._paragraphs.at(sheet.start[token])
        for source in reversed(self._sources()):
            if source.token >= token or not (source.subject or loose):
                continue
            if word == "they" and not self._is_they(source, token):
                return None
            if not self._fits(source, word):
                continue
            return source if here - self._paragraphs.at(sheet.start[source.token]) <= 1 else None
        return None

    def _is_they(self, source: _Source, token: int) -> bool:
        """Whether "they" may be one whose sex the paper keeps back: who spoke just before, and no crowd since."""
        sheet = self._cast.sheet
        if not source.person or not source.says or sheet.dep[token] not in _SUBJECT:
            return False
        if self._paragraphs.at(sheet.start[token]) != self._paragraphs.at(sheet.start[source.token]):
            return False
        _, end = sheet.sentence(source.token)
        return not any(
            sheet.dep[i] in _SUBJECT and self._covered[i] == -1 and sheet.tag[i] != "WP" for i in range(end, token)
        )

    def _fits(self, source: _Source, word: str) -> bool:
        if word == "it":
            return not source.person
        if word == "they":
            return True
        gender = MALE if word in HE else FEMALE if word in SHE else _GENDERED.get(word)
        if not source.person or (gender and source.gender and gender != source.gender):
            return False
        own = HE if word in HE else SHE if word in SHE else frozenset[str]()
        if source.owner in own and not (source.says and source.opens):
            return False  # "Her sister died. … she said": whose sister it was
        return word in HE or word in SHE or word == source.noun or word in _ANYBODY

    def _named_between(self, source: _Source, token: int, word: str) -> bool:
        """Whether somebody with a name, who could be meant as well, is named after the source."""
        cast = self._cast
        gender = MALE if word in HE else FEMALE if word in SHE else _GENDERED.get(word)
        same = word == source.noun and word not in _ANYBODY
        n = cast.tracker.events_before(token)
        for event in reversed(cast.tracker.events[:n]):
            if event.start <= source.last:
                return False
            entity = cast.entities[event.entity]
            if same and word not in entity.nouns:
                continue  # "a neighbour … Jo Lee … the neighbour"
            if gender and entity.gender and entity.gender != gender and (entity.sure_gender or entity.known_gender):
                continue
            if event.inner and not event.subject:
                continue
            told = self._is_told(source.token, event.token)
            if (
                not event.weak
                and not event.inside
                and entity.mentions
                and entity.is_person == source.person
                and not told
            ):
                return True
        return False

    def _is_told(self, source: int, named: int) -> bool:
        """Whether somebody is named only as whom the source tells something: "the owner told KWHT's Jo Lee …"."""
        sheet = self._cast.sheet
        return sheet.dep[named] in ("dobj", "dative") and sheet.head[named] == sheet.head[source]

    def _sources(self) -> list[_Source]:
        """Those whom the text brings in without a name, in its order."""
        if self._known is None:
            self._known = [s for i in range(len(self._cast.sheet)) if (s := self._source(i)) is not None]
        return self._known

    def _source(self, token: int) -> _Source | None:
        sheet = self._cast.sheet
        if sheet.word[token] in _ONE and sheet.dep[token] == "nsubj" and self._covered[token] == -1:
            verb = sheet.head[token]
            if sheet.word[verb] in SAYS and token + 1 < len(sheet) and sheet.word[token + 1] != "of":
                among = self.among(token, token)
                return _Source(
                    token, sheet.word[token], among, None, person=True, subject=True, says=True, owner=None, last=token
                )
        if sheet.word[token] == "one" and sheet.dep[token] == "nsubj" and sheet.word[token + 1 : token + 2] == ["of"]:
            first, last = mention_tokens(sheet, Subject(head=token), self._covered)
            name = UNNAMED + sheet.text[slice(*sheet.span(token, last))].lower()
            if not self._of_people(token, last):
                return None
            if self._covered[token] != -1:
                return None
            says = sheet.word[sheet.head[token]] in SAYS
            return _Source(token, "one", name, None, person=True, subject=True, says=says, owner=None, last=last)
        opens = self._opens(token)
        subject = sheet.dep[token] in _SUBJECT or opens is not None or self._is_inverted(token)
        if sheet.tag[token] != "NN" or self._covered[token] != -1 or not (subject or sheet.dep[token] == "dobj"):
            return None
        word = sheet.word[token]
        person = is_person_noun(word)
        if not person and not (subject and word in STATEMENT and sheet.word[sheet.head[token]] in SAYS):
            return None
        first, last = mention_tokens(sheet, Subject(head=token), self._covered)
        if opens is not None and not first <= opens < token:
            first, last = opens, token
        if person and sheet.word[first] not in _BRINGS_IN and not self._speaks_unnamed(token, first, last):
            return None
        if token in self._cast.tracker.at_token or self._is_named(token, first, last):
            return None
        text = sheet.text[slice(*sheet.span(first, last))]
        proper = sheet.tag[first] in ("NNP", "NNPS")
        name = UNNAMED + (text if proper else text[:1].lower() + text[1:])
        begins = first == sheet.sentence(token)[0] or sheet.word[first - 1].isspace()
        owner = next((sheet.word[kid] for kid in sheet.kids[token] if sheet.tag[kid] == "PRP$"), None)
        does = sheet.word[sheet.head[token]]
        says = (sheet.dep[token] in _SUBJECT or self._is_inverted(token)) and (does in SAYS or does in _REACTS)
        return _Source(
            token,
            word,
            name,
            nouns().gender.get(word),
            person,
            subject,
            says=says,
            owner=owner,
            last=last,
            opens=begins,
        )

    def _is_inverted(self, token: int) -> bool:
        """Whether a noun follows its verb as who says it: `“…?” asked the woman`."""
        sheet = self._cast.sheet
        verb = sheet.head[token]
        return (
            sheet.dep[token] == "dobj"
            and sheet.word[verb] in SAYS
            and 0 < verb < token
            and sheet.text[sheet.end[verb - 1] - 1] in "\"'”’»"
        )

    def among(self, first: int, last: int) -> str:
        """Who "one" or "another" is: one of those whom the words before speak of, "unnamed: one of the nurses"."""
        sheet = self._cast.sheet
        words = sheet.text[slice(*sheet.span(first, last))].lower()
        here = self._paragraphs.at(sheet.start[first])
        for i in range(first - 1, max(0, first - _WRITTEN_BEFORE) - 1, -1):
            if here - self._paragraphs.at(sheet.start[i]) > 1:
                break
            if sheet.tag[i] == "NNS" and sheet.word[i] in nouns().plurals and self._covered[i] == -1:
                return f"{UNNAMED}{words} of the {sheet.word[i]}"
        return UNNAMED + words

    def _speaks_unnamed(self, noun: int, first: int, last: int) -> bool:
        """Whether "the homeowner", "Lee's sister" is who acts in a sentence, and nobody whom the article names."""
        sheet = self._cast.sheet
        verb = sheet.head[noun]
        whose = any(sheet.dep[kid] == "poss" for kid in sheet.kids[noun])
        does = sheet.word[verb] in SAYS or (whose and sheet.dep[verb] == "ROOT")  # "the candidate left": one named
        if not (sheet.dep[noun] == "nsubj" and does) and not self._is_inverted(noun):
            return False
        return (whose or sheet.word[first] == "the") and self._cast.resolve(sheet.span(first, last)).unnamed

    def _of_people(self, one: int, last: int) -> bool:
        """Whether "one of …" is one of people, and of nobody's kin: "one of them", "one of the nurses"."""
        sheet = self._cast.sheet
        noun = nouns().plurals.get(sheet.word[last], sheet.word[last])
        kin = any(sheet.tag[i] == "PRP$" for i in range(one, last))
        return sheet.tag[last] == "PRP" or (is_person_noun(noun) and not kin)

    def _opens(self, token: int) -> int | None:
        """The "a" that begins a sentence with a noun for a person, whatever the parser makes of the rest."""
        sheet = self._cast.sheet
        if sheet.tag[token] != "NN" or not is_person_noun(sheet.word[token]):
            return None
        if sheet.tag[token + 1 : token + 2] in (["NN"], ["NNP"], ["POS"], ["HYPH"]):
            return None
        first = token
        while (
            first > 0 and token - first < 5 and sheet.tag[first - 1] in ("JJ", "NN", "CD", "HYPH", "VBN", "NNP", "DT")
        ):
            first -= 1
            if sheet.word[first] in _BRINGS_IN:
                return first if first in (0, *sheet.sentence(first)[:1]) or sheet.word[first - 1].isspace() else None
        return None

    def _is_named(self, token: int, first: int, last: int) -> bool:
        """Whether a name stands beside the noun: "a nurse, Ann Lee"."""
        sheet = self._cast.sheet
        if any(sheet.dep[kid] == "appos" and sheet.tag[kid] == "NNP" for kid in sheet.kids[token]):
            return True
        return any(sheet.ent_type[i] == "PERSON" and not self._whose(token, i) for i in range(first, last + 1))

    def _whose(self, token: int, part: int) -> bool:
        """Whether a name within the phrase tells whose or where somebody is: "Lee's sister", "an agent in Goma"."""
        sheet = self._cast.sheet
        for _ in range(5):
            if part == token:
                return False
            if sheet.dep[part] in ("poss", "pobj"):
                return True
            part = sheet.head[part]
        return False
