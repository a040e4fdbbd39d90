"""What the article says somebody is: "chair of the committee", "Wild coach", "former foreign minister".

A role is always the article's own words, taken from an apposition ("X, the chair of Y,"), from the words before the
name ("US Secretary of State X", "Labour MP X"), or from "X is a …". "His Russian counterpart X" after "Foreign Minister
Y" is a Russian foreign minister; but for that and for whose kin somebody is (`lateroles.py`) no words are joined.
"""

from __future__ import annotations

import re

from bot.nlp.affiliations import Affiliations
from bot.nlp.bodyroles import BodyRoles
from bot.nlp.cues import TELLING
from bot.nlp.entities import Entity
from bot.nlp.lexicon import gazetteer, honorifics, is_person_noun, nouns, spoken_titles, word_set
from bot.nlp.naming import OFFICES, Name
from bot.nlp.offices import any_office, tied_office
from bot.nlp.phrases import BEFORE, LEAD, STOPS, Phrases
from bot.nlp.severalroles import SeveralRoles
from bot.nlp.sheet import FINITE, Sheet
from bot.nlp.successions import Offices
from bot.nlp.trades import TradeReader
from bot.nlp.types import ActorType

_RELATED = word_set("related")
_KIN = word_set("kin")
_SLIGHT = frozenset({"republican", "democrat", "independent", "conservative", "liberal", "socialist", "billionaire"})
_CALLED = word_set("called")
_ALSO_ADJECTIVES = frozenset(
    {"private", "general", "major", "local", "independent", "liberal", "conservative", "marine"}
)
_IS = frozenset({"is", "was", "'s", "’s", "became", "becomes"})
_TURNS = frozenset({"herself", "himself", "formerly", "previously", "currently", "once", "long", "also", "now", "then"})

_SHORT = 0.2
"""What a role counts less beside a short form of a name: it is at the full name that somebody is introduced."""
_AGE = re.compile(r"^(?:(?:nearly|almost|then) )?(?:\d{1,3}-)?(?:year|month)-old\s+(?=\w)")
_SITES = frozenset({"site", "website", "app", "platform", "marketplace", "magazine", "subsidiary"})
"""What a body may be said to be behind its name, and what stands for no body elsewhere."""
FOLLOWING = frozenset({"successor", "predecessor", "replacement"})
"""They have the office of whoever they are said to follow, or did."""


class RoleReader:
    """Reads the roles of one text's entities from the words around their names."""

    def __init__(self, sheet: Sheet, entities: list[Entity]) -> None:
        self.sheet = sheet
        self.entities = entities
        self._less = 0.0
        self.owned: list[tuple[Entity, float, str, int]] = []
        """Kin and offices told by "his" or "its": whose role, its worth, its words, the token of the pronoun."""
        self.phrases = Phrases(sheet)
        self.affiliations = Affiliations(sheet, self.phrases)
        self.trades = TradeReader(sheet, self.phrases, self._told)
        self.bodies = BodyRoles(sheet, self.phrases, self._add)
        self.several = SeveralRoles(sheet, entities, self.phrases, self._add, self.note)

    def read(self) -> None:
        """Fills in `roles`, `nouns` and `adjectives` of every entity."""
        for entity in self.entities:
            if entity.type is ActorType.PLACE:
                if entity.country:
                    entity.nouns.update(("country", "nation"))
                continue
            if entity.type is ActorType.GROUP and entity.words[-1:] == tuple(entity.name.split()[-1:]):
                continue  # "hostages": what they are is all that they are called
            if entity.is_person and entity.words[:1] and entity.words[0] in _CALLED and len(entity.words) > 1:
                entity.roles.append((0.2, entity.name.split()[0]))  # "Pope Francis"
            for name in entity.mentions[:30]:
                self._less = _SHORT if entity.is_person and len(name.words) < len(entity.words) else 0.0
                if entity.is_person:
                    self._before(entity, name)
                else:
                    self.bodies.read(entity, name)
                self._after(entity, name)
                self._predicate(entity, name)
                if not self.trades.opening(entity, name) and not name.quoted:
                    self.trades.main(entity, name.head)
        Offices(self).read()

    # -- words before the name

    def _before(self, entity: Entity, name: Name) -> None:
        sheet = self.sheet
        if name.title is not None:
            start, end = name.title
            opening = any_office(sheet, end)
            start = self.phrases.reach_back(start if opening is None else min(opening, start))
            if name.honorific in spoken_titles():  # "Republican Gov. X"
                end = name.start
            while start < end - 1 and self._is_told(start, name):
                start += 1
            text, noun = self.phrases.text(start, end), sheet.word[end - 1]
            if end - start == 1 and noun not in nouns().persons and noun in nouns().plurals:  # "Justices X and Y"
                text = nouns().plurals[noun].title()
            called = end - start == 1 and noun in _CALLED
            self._add(entity, text, 0.3 if called else 2.0, start, end)
            if name.honorific:
                self.note(entity, name.honorific)
            return
        if name.honorific:
            self.note(entity, name.honorific)
            self.several.titled(name)
            if name.honorific in spoken_titles():
                at = name.start - 1
                start = self.phrases.reach_back(at)
                self._add(entity, self.phrases.text(start, name.start), 0.8, start, name.start)
                if start < at:
                    return
        last = name.start - 1
        if name.honorific and last >= 0 and sheet.word[last].strip(".") == name.honorific:
            last -= 1
        comma = last > 0 and sheet.word[last] == ","
        if comma:  # "North Korea's leader, X"
            last -= 1
        if last < 0:
            return
        word = self._noun_at(last)
        up = sheet.head[name.head]
        for _ in range(3):  # the name may hang by the last noun of the phrase
            if is_person_noun(sheet.word[up]) or sheet.dep[up] not in ("pobj", "prep") or sheet.head[up] >= up:
                break
            up = sheet.head[up]
        if comma and sheet.dep[name.head] == "appos" and up < last and is_person_noun(sheet.word[up]):
            start = self.phrases.reach_back(up)  # "its ambassador to Austria, X"
            self._add(entity, self.phrases.text(start, last + 1), 1.5, start, up + 1)
        elif is_person_noun(word) and sheet.tag[last] not in ("_SP", "VBD"):
            if word in _ALSO_ADJECTIVES and sheet.tag[last] == "JJ":
                return  # "private Ann Lee"
            if not comma and self.several.clause_of(last, name):
                return
            start = self.phrases.reach_back(last - 4 if "-of-" in word else last)
            if comma and not self._apposed(last, name, start):
                return
            while start < last and self._is_told(start, name):
                start += 1
            self._add(entity, self.phrases.text(start, last + 1), 1.6 if not comma else 1.4, start, last + 1)
        elif comma and word in nouns().plurals and self.several.one_before(entity, last):
            return
        elif word in nouns().plurals and (not comma or self.several.counted(last, name)):
            self.several.shared(last, name)
        elif comma and self.phrases.closes(name.end):
            head = self.phrases.head_before(last + 1, is_person_noun)
            if head is not None:  # "the head of the service, X, said"
                start = self.phrases.reach_back(head)
                self._add(entity, self.phrases.text(start, last + 1), 1.4, start, head + 1)
        elif not comma and (office := any_office(sheet, last + 1)) is not None:
            start = self.phrases.reach_back(office)
            self._add(entity, self.phrases.text(start, last + 1), 1.6, start, office + 1)
        elif not comma and (head := tied_office(sheet, name.start)) is not None:
            start = self.phrases.reach_back(head)
            self._add(entity, self.phrases.text(start, name.start), 1.5, start, head + 1)
        elif not self.several.examples(entity, name):
            self.affiliations.owner(entity, name)

    def _is_told(self, start: int, name: Name) -> bool:
        """Whether what stands before a title is a body that was told: "told CNN President X would sign"."""
        sheet = self.sheet
        if sheet.ent_type[start] != "ORG" or not start or sheet.word[start - 1] not in TELLING:
            return False
        return name.end < len(sheet) and sheet.tag[name.end] in (*FINITE, "MD")

    def _noun_at(self, token: int) -> str:
        """The word of a token, with what a hyphen ties to it: "left-back"."""
        word = self.sheet.word
        if token > 1 and word[token - 1] == "-" and self.sheet.end[token - 1] == self.sheet.start[token]:
            if token > 3 and word[token - 2] == "of" and word[token - 3] == "-":
                return f"{word[token - 4]}-of-{word[token]}"
            return f"{word[token - 2]}-{word[token]}"
        return word[token]

    def _apposed(self, noun: int, name: Name, start: int) -> bool:
        """Whether the noun before a comma is what the name after it is called: "his deputy, X, said"."""
        sheet = self.sheet
        if sheet.head[name.head] == noun and sheet.dep[name.head] == "appos":
            return True
        after = name.end
        closes = after < len(sheet) and self.phrases.closes(after)
        return (
            closes
            and start > 0
            and sheet.word[start - 1] in LEAD | {"'s", "’s", "whose", "and"}
            and sheet.dep[name.head] != "conj"
        )

    # -- words after the name

    def _after(self, entity: Entity, name: Name) -> None:
        at = self._behind(entity, name)
        if at is None:
            self.affiliations.behind(entity, name.end)
            return
        sheet, size = self.sheet, len(self.sheet)
        worth = 1.8
        if at + 2 < size and sheet.word[at] in ("who", "which") and sheet.word[at + 1] in _IS:
            at, worth = at + 2, 1.2
        elif self.trades.after(entity, at):
            return
        if not self.description(entity, at, worth) and not self.several.both(entity, name, at):
            self.affiliations.behind(entity, at, apart=True)

    def _behind(self, entity: Entity, name: Name) -> int | None:
        """The token where a description of a name begins: after its comma or dash, an age, a place or a bracket."""
        sheet, size = self.sheet, len(self.sheet)
        word = sheet.word
        at = name.end
        if at < size and word[at] in ("kc", "qc", "sc", "mp", "obe", "cbe", "mbe", "phd"):
            at += 1
        for _ in range(2):
            if at + 1 < size and word[at] == "(":
                close = next((i for i in range(at, min(at + 8, size)) if word[i] == ")"), None)
                if close is None:
                    return None
                if word[at + 1].isdigit():
                    entity.adjectives.add(f"{word[at + 1]}-year-old")
                elif sheet.text[sheet.start[at + 1]].islower():
                    self.description(entity, at + 1, 1.6)
                at = close + 1
            elif at + 1 < size and word[at] in ("of", "from") and sheet.tag[at + 1] in ("NNP", "NNPS"):
                at += 1
                while at < size and sheet.tag[at] in ("NNP", "NNPS"):
                    at += 1
        if at >= size or word[at] not in (",", "–", "—", "-", "--"):
            return None
        at += 1
        if at < size and word[at] == "aged":
            at += 1
        if at + 1 < size and word[at].isdigit() and len(word[at]) < 4:
            entity.adjectives.add(f"{word[at]}-year-old")
            if word[at + 1] != ",":
                return None
            at += 2
        while at < size and word[at] in _TURNS:
            at += 1
        return at

    def description(self, entity: Entity, at: int, worth: float) -> bool:
        """Takes the noun phrase from token `at` on as a role, where its head is what a person or a body can be."""
        sheet, size = self.sheet, len(self.sheet)
        if at >= size:
            return False
        limit = min(sheet.sentence(at)[1], at + 30)
        first = at
        while first + 1 < limit and sheet.word[first] in LEAD | {
            "also",
            "now",
            "one",
            "of",
            "another",
            "several",
            "many",
        }:
            if sheet.word[first] == "fellow" and sheet.tag[first + 1] == "IN":
                break  # "X, a fellow at the institute"
            first += 1
        noun = None
        i = first
        while i < limit and sheet.word[i] not in STOPS and self._goes_on(i):
            if (self._is_role_noun(entity, sheet.word[i]) or self._is_role_noun(entity, self._noun_at(i))) and not (
                i + 1 < size and sheet.tag[i + 1] == "POS"
            ):
                noun = i
            i += 1
        if noun is None:
            return self.several.one_of(entity, first, limit, worth)
        if noun + 1 < limit and sheet.tag[noun + 1] in ("NNP", "NNPS"):
            return False  # "X, Fox host Y": another person follows
        end = self.phrases.cut(noun + 1, first, limit)
        self._add(entity, self.phrases.text(first, end), worth, first, noun + 1)
        return True

    def _goes_on(self, token: int) -> bool:
        """Whether a token may stand before the noun of a description: "second" of "second-largest"."""
        tag = self.sheet.tag
        if tag[token] in ("RB", "RBS") and token + 1 < len(tag):
            return tag[token + 1] in ("JJ", "HYPH", "VBN", "JJS", "CD")
        return tag[token] in BEFORE and tag[token] != "IN"

    def _is_role_noun(self, entity: Entity, word: str) -> bool:
        table = nouns()
        if entity.is_person:
            return is_person_noun(word) or word in ("head", "head of state")
        return word in table.organizations or word in _SITES

    def _predicate(self, entity: Entity, name: Name) -> None:
        """ "X is a retired teacher", "X became chair"."""
        sheet = self.sheet
        at = name.end
        verb = sheet.head[name.head]
        if sheet.dep[name.head] == "attr" and sheet.word[verb] in ("is", "was") and entity.is_person:
            for noun in sheet.kids[verb]:  # "the candidate who won was X"
                if sheet.dep[noun] == "nsubj" and sheet.tag[noun] == "NN" and is_person_noun(sheet.word[noun]):
                    start = self.phrases.reach_back(noun)
                    self._add(entity, self.phrases.text(start, noun + 1), 0.6, start, noun + 1)
        if at + 1 >= len(sheet) or sheet.dep[name.head] != "nsubj":
            return
        if sheet.word[at] in ("is", "was", "became") and sheet.word[at + 1] in ("a", "an", "the", "one"):
            self.description(entity, at + 1, 0.7)

    # -- keeping

    def _told(self, entity: Entity, start: int, end: int, worth: float) -> None:
        """Keeps the words of a verb, or behind "as", whatever they are."""
        entity.roles.append((worth - 0.0005 * start, self.phrases.text(start, end)))
        for i in range(start, end):
            if self.sheet.tag[i] == "NN" and not self._of_another(i, start, end):
                self.note(entity, self.sheet.word[i])
                break

    def _add(self, entity: Entity, text: str, worth: float, start: int, end: int) -> None:
        text = re.sub(r"^(?:the|a|an|his|her|their|its)\s+", "", text, flags=re.IGNORECASE)
        text = _AGE.sub("", text)
        if not text or len(text) > 140 or text.lower().startswith(("and ", "or ", "of ")):
            return
        words = (w for i in range(start, end) for w in (self.sheet.word[i], self._noun_at(i)))
        if not any(self._names_a_role(entity, word) for word in words):
            return
        if " " not in text and text.lower() in _RELATED:
            worth -= 0.7  # "her colleague X": tells less than what X does
        elif text.rsplit(" ", 1)[-1].lower() in _KIN or self.sheet.word[end - 1] in _KIN:
            worth -= 1.2  # "prime minister X, the minister's elder cousin"
        if text.lower() in _SLIGHT:
            worth -= 1.2  # "Gov. X, a Republican": governor
        if text.lower().startswith(("former", "ex-", "one-time", "retired")):
            worth -= 0.5
        worth -= self._less
        worth += min(len(text.split()), 6) * 0.04 - 0.0005 * start
        entity.roles.append((worth, text))
        before = self.sheet.word[start - 1] if start else ""
        if before in ("its", "whose") or (before in ("his", "her") and self.sheet.word[end - 1] in _KIN | FOLLOWING):
            self.owned.append((entity, worth, text, start - 1))
        for i in range(start, end):
            if i == end - 1 or not self._of_another(i, start, end):
                self.note(entity, self.sheet.word[i])

    def _of_another(self, token: int, start: int, end: int) -> bool:
        """Whether a noun within a role is not what they are: "Queen Anna's driver", "the Queen guitarist"."""
        sheet = self.sheet
        while start <= token < end:
            if sheet.dep[token] in ("poss", "compound", "nmod") and start <= sheet.head[token] < end:
                return True
            if sheet.head[token] == token or sheet.dep[token] in ("conj", "appos"):
                return False
            token = sheet.head[token]
        return False

    @staticmethod
    def _names_a_role(entity: Entity, word: str) -> bool:
        table = nouns()
        if not entity.is_person:
            return word in table.organizations or word in _SITES or is_person_noun(word)
        return (
            is_person_noun(word)
            or word in table.plurals
            or word in table.title_ends
            or word in OFFICES
            or word.strip(".") in spoken_titles()
        )

    def note(self, entity: Entity, word: str) -> None:
        """Keeps a noun or an adjective that somebody is called by, and the gender it tells."""
        table = nouns()
        word = spoken_titles().get(word.strip("."), word)
        if not word or word in honorifics():
            return
        if word in gazetteer().by_adjective:
            entity.adjectives.add(word)
        elif is_person_noun(word) or word in table.organizations:
            entity.nouns.add(word)
            gender = table.gender.get(word)
            if (
                gender
                and entity.is_person
                and not entity.sure_gender
                and not (
                    entity.known_gender and gender != entity.gender and word.endswith("man")
                )  # "spokesman Ann Lee"
                and word not in ("host", "star", "chairman", "actor", "lord", "bishop", "priest", "monk", "baron")
            ):
                entity.gender, entity.sure_gender = gender, True
