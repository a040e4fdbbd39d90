"""What the article says somebody is: "chair of the committee", "Wild coach", "former foreign minister".

A role is always the article's own words, taken from an apposition ("X, the chair of Y,"), from the words before the
name ("US Secretary of State X", "Labour MP X"), or from "X is a …". "His Russian counterpart X" after "Foreign Minister
Y" is a Russian foreign minister: the one case where words are put together.
"""

from __future__ import annotations

import re

from bot.nlp.entities import Entity
from bot.nlp.lexicon import fold, gazetteer, honorifics, is_person_noun, nouns, spoken_titles, word_set
from bot.nlp.naming import OFFICES, Name
from bot.nlp.sheet import Sheet
from bot.nlp.types import ActorType

_STOPS = word_set("stops") | frozenset(',.;:—–()"“”') | {"--", "\n"}
_BEFORE = frozenset(
    {"NN", "NNP", "NNPS", "JJ", "JJS", "JJR", "HYPH", "POS", "NNS", "VBN", "CD", "FW", "IN", "CC", "VBG"}
)
_RELATED = word_set("related")
_KIN = word_set("kin")
_SLIGHT = frozenset({"republican", "democrat", "independent", "conservative", "liberal", "socialist", "billionaire"})
_TAKES_OFFICE = word_set("takes office") | word_set("appoints")
_APPOINTS = word_set("appoints")
_LEAD = frozenset({"the", "a", "an", "his", "her", "their", "its", "our", "my", "fellow", "then", "both"})
_OUTSIDE = frozenset({"pobj", "dobj", "nsubj", "ROOT", "attr"})
LONGEST = 16
"""Tokens; a longer description is cut at a comma, a relative clause or a preposition."""


class RoleReader:
    """Reads the roles of one text's entities from the words around their names."""

    def __init__(self, sheet: Sheet, entities: list[Entity]) -> None:
        self.sheet = sheet
        self.entities = entities

    def read(self) -> None:
        """Fills in `roles`, `nouns` and `adjectives` of every entity."""
        for entity in self.entities:
            if entity.type is ActorType.PLACE:
                if entity.country:
                    entity.nouns.update(("country", "nation"))
                continue
            for name in entity.mentions[:30]:
                if entity.is_person:
                    self._before(entity, name)
                elif name.start and self.sheet.word[name.start - 1] in nouns().organizations:
                    start = self._reach_back(name.start - 1)
                    hangs = self.sheet.head[name.start - 1] in range(name.start, name.end)
                    if hangs or self.sheet.head[name.head] == name.start - 1 or entity.type == "other":
                        self._add(entity, self._text(start, name.start), 1.0, start, name.start)
                elif self._called(name):
                    noun = name.start - (3 if name.the and self.sheet.word[name.start - 1] == "the" else 2)
                    start = self._reach_back(noun)
                    self._add(entity, self._text(start, noun + 1), 1.0, start, noun + 1)
                self._after(entity, name)
                self._predicate(entity, name)
        self._counterparts()
        self._appointed()

    def _called(self, name: Name) -> bool:
        """Whether a body stands in apposition to what it is: "the brewer's union, X, said"."""
        sheet = self.sheet
        noun = name.start - (3 if name.the and sheet.word[name.start - 1] == "the" else 2)
        if noun < 0 or sheet.word[noun + 1] != "," or sheet.word[noun] not in nouns().organizations:
            return False
        return sheet.dep[name.head] == "appos" and sheet.head[name.head] == noun

    # -- words before the name

    def _before(self, entity: Entity, name: Name) -> None:
        sheet = self.sheet
        if name.title is not None:
            start, end = name.title
            start = self._reach_back(start)
            if name.honorific in spoken_titles():  # "Republican Gov. X"
                end = name.start
            self._add(entity, self._text(start, end), 2.0, start, end)
            if name.honorific:
                self._note(entity, name.honorific)
            return
        if name.honorific:
            self._note(entity, name.honorific)
            if name.honorific in spoken_titles():
                at = name.start - 1
                start = self._reach_back(at)
                self._add(entity, self._text(start, name.start), 0.8, start, name.start)
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
        word = sheet.word[last]
        up = sheet.head[name.head]
        for _ in range(3):  # the name may hang by the last noun of the phrase
            if is_person_noun(sheet.word[up]) or sheet.dep[up] not in ("pobj", "prep") or sheet.head[up] >= up:
                break
            up = sheet.head[up]
        if comma and sheet.dep[name.head] == "appos" and up < last and is_person_noun(sheet.word[up]):
            start = self._reach_back(up)  # "its ambassador to Austria, X"
            self._add(entity, self._text(start, last + 1), 1.5, start, up + 1)
        elif is_person_noun(word) and sheet.tag[last] != "_SP":
            start = self._reach_back(last)
            if comma and not self._apposed(last, name, start):
                return
            self._add(entity, self._text(start, last + 1), 1.6 if not comma else 1.4, start, last + 1)
        elif word in nouns().plurals and not comma:
            self._shared(last, name)

    def _apposed(self, noun: int, name: Name, start: int) -> bool:
        """Whether the noun before a comma is what the name after it is called: "his deputy, X, said"."""
        sheet = self.sheet
        if sheet.head[name.head] == noun and sheet.dep[name.head] == "appos":
            return True
        after = name.end
        closes = after < len(sheet) and sheet.word[after] in (",", ".", ";", ")")
        return closes and start > 0 and sheet.word[start - 1] in _LEAD | {"'s", "’s"} and sheet.dep[name.head] != "conj"

    def _shared(self, noun: int, name: Name) -> None:
        """ "Judges X, Y and Z": each of them is a judge."""
        sheet, table = self.sheet, nouns()
        start = self._reach_back(noun)
        one = table.plurals[sheet.word[noun]]
        text = f"{self._text(start, noun)} {one}".strip()
        by_start = {m.start: e for e in self.entities if e.is_person for m in e.mentions}
        at, steps = name.start, 0
        while steps < 8 and at < len(sheet):
            entity = by_start.get(at)
            if entity is None:
                break
            self._add(entity, text, 1.3, start, noun + 1)
            self._note(entity, one)
            at = next(m.end for m in entity.mentions if m.start == at)
            while at < len(sheet) and sheet.word[at] in (",", "and"):
                at += 1
            steps += 1

    def _reach_back(self, token: int) -> int:
        """The first token of the noun phrase that `token` is part of, articles and possessive pronouns left out."""
        sheet = self.sheet
        first = sheet.sentence(token)[0]
        i = token
        while i - 1 >= first and token - i < 9:
            tag, word = sheet.tag[i - 1], sheet.word[i - 1]
            if word in ("and", "&", "/") and i - 2 >= first and is_person_noun(sheet.word[i - 2]):
                i -= 2
                continue
            if tag not in _BEFORE or tag in ("CC", "IN", "VBG") or word in _LEAD or (tag == "CD" and word.isdigit()):
                break
            if word in ("-", "–") and sheet.start[i] > sheet.end[i - 1]:
                break  # a dash between clauses
            if sheet.head[i - 1] < i - 1 and sheet.dep[i - 1] in _OUTSIDE and tag in ("NN", "NNS"):
                break
            if sheet.head[i - 1] < first or (sheet.head[i - 1] < i - 3 and word not in ("'s", "’s", "-")):
                break
            i -= 1
        while i < token and (sheet.word[i] in ("'s", "’s", "-", "’") or sheet.tag[i] == "POS"):
            i += 1
        return i

    # -- words after the name

    def _after(self, entity: Entity, name: Name) -> None:
        sheet = self.sheet
        at = name.end
        size = len(sheet)
        if at < size and sheet.word[at] == "(":
            close = next((i for i in range(at, min(at + 8, size)) if sheet.word[i] == ")"), None)
            if close:
                at = close + 1
        if at >= size or sheet.word[at] not in (",", "–", "—", "-", "--"):
            return
        at += 1
        if at + 1 < size and sheet.word[at].isdigit() and len(sheet.word[at]) < 4:
            entity.adjectives.add(f"{sheet.word[at]}-year-old")
            if sheet.word[at + 1] != ",":
                return
            at += 2
        if at + 2 < size and sheet.word[at] in ("who", "which") and sheet.word[at + 1] in ("is", "was", "'s"):
            at += 2
        if not self._description(entity, at, 1.8):
            self._both(entity, name, at)

    def _both(self, entity: Entity, name: Name, at: int) -> None:
        """ "X and Y, both professors at Z": each is a professor at Z."""
        sheet, table = self.sheet, nouns()
        first = at
        while first < len(sheet) and sheet.word[first] in ("both", "all", "the", "two", "three"):
            first += 1
        if first == at or not entity.is_person:
            return
        noun = next((i for i in range(first, min(first + 4, len(sheet))) if sheet.word[i] in table.plurals), None)
        if noun is None:
            return
        end = self._cut(noun + 1, first, sheet.sentence(noun)[1])
        text = f"{self._text(first, noun)} {table.plurals[sheet.word[noun]]} {self._text(noun + 1, end)}".strip()
        sharing = [entity]
        low, high = sheet.sentence(name.start)
        for other in self.entities:
            if other.is_person and other is not entity and any(low <= m.start < name.start for m in other.mentions):
                sharing.append(other)
        del high
        for one in sharing:
            self._add(one, text, 1.5, first, noun + 1)
            self._note(one, table.plurals[sheet.word[noun]])

    def _description(self, entity: Entity, at: int, worth: float) -> bool:
        """Takes the noun phrase from token `at` on as a role, where its head is what a person or a body can be."""
        sheet, size = self.sheet, len(self.sheet)
        if at >= size:
            return False
        limit = min(sheet.sentence(at)[1], at + 30)
        first = at
        while first < limit and sheet.word[first] in _LEAD | {"also", "now", "one", "of"}:
            first += 1
        noun = None
        i = first
        while i < limit and sheet.word[i] not in _STOPS and sheet.tag[i] in _BEFORE and sheet.tag[i] != "IN":
            if self._is_role_noun(entity, sheet.word[i]) and not (i + 1 < size and sheet.tag[i + 1] == "POS"):
                noun = i
            i += 1
        if noun is None:
            return False
        if noun + 1 < limit and sheet.tag[noun + 1] in ("NNP", "NNPS"):
            return False  # "X, Fox host Y": another person follows
        end = self._cut(noun + 1, first, limit)
        self._add(entity, self._text(first, end), worth, first, noun + 1)
        return True

    def _cut(self, end: int, first: int, limit: int) -> int:
        """Where a description ends that may go on with "of …" or "at …"."""
        sheet = self.sheet
        noun = end - 1
        while end < limit and end - first < LONGEST:
            word = sheet.word[end]
            if word in _STOPS or sheet.tag[end] in ("VBD", "VBZ", "VBP", "WP", "WDT", "_SP", "MD"):
                break
            if word == "and" and end + 1 < limit and sheet.tag[end + 1] in ("PRP", "VBD", "VBZ", "RB", "DT"):
                break
            end += 1
        while end > noun + 1 and sheet.tag[end - 1] in ("IN", "CC", "DT", "TO", "RB", "PRP$"):
            end -= 1
        return end

    def _is_role_noun(self, entity: Entity, word: str) -> bool:
        table = nouns()
        if entity.is_person:
            return is_person_noun(word) or word in ("head", "head of state")
        return word in table.organizations

    def _predicate(self, entity: Entity, name: Name) -> None:
        """ "X is a retired teacher", "X became chair"."""
        sheet = self.sheet
        at = name.end
        if at + 1 >= len(sheet) or sheet.dep[name.head] != "nsubj":
            return
        if sheet.word[at] in ("is", "was", "became") and sheet.word[at + 1] in ("a", "an", "the", "one"):
            self._description(entity, at + 1, 0.7)

    def _counterparts(self) -> None:
        """ "Foreign Minister Y … his Russian counterpart X": X is a Russian foreign minister."""
        for entity in self.entities:
            for worth, text in list(entity.roles):
                if not text.endswith(" counterpart") or len(text.split()) > 3:
                    continue
                at = entity.mentions[0].start
                office = self._office_before(at, entity)
                if office:
                    entity.roles.append((worth + 0.2, f"{text[: -len(' counterpart')]} {office}"))
                    self._note(entity, office.split()[-1])

    def _office_before(self, at: int, other: Entity) -> str | None:
        """The office of the person named last before token `at`, without country and party."""
        before: list[tuple[int, str]] = []
        for entity in self.entities:
            if not entity.is_person or entity is other or not entity.roles:
                continue
            places = [m.start for m in entity.mentions if m.start < at]
            if places:
                before.append((max(places), max(entity.roles)[1]))
        for _, role in sorted(before, reverse=True)[:2]:
            words = role.split()
            while words and (fold(words[0]) in gazetteer().by_adjective or fold(words[0]) in gazetteer().by_name):
                words.pop(0)
            if words and fold(words[-1]) in nouns().title_ends and len(words) <= 4:
                return " ".join(words).lower()
        return None

    def _appointed(self) -> None:
        """ "X will replace Y as manager", "X was named as chair": X is, or becomes, that."""
        sheet = self.sheet
        at_head = {m.head: e for e in self.entities if e.is_person for m in e.mentions}
        for i, word in enumerate(sheet.word):
            if word != "as" or sheet.dep[i] != "prep":
                continue
            verb = sheet.head[i]
            for _ in range(2):  # "replace Y as manager": "as" may hang by Y
                if sheet.word[verb] in _TAKES_OFFICE or sheet.head[verb] == verb:
                    break
                verb = sheet.head[verb]
            if sheet.word[verb] not in _TAKES_OFFICE:
                continue
            entity = self._who_takes(verb, at_head)
            if entity is not None:
                self._description(entity, i + 1, 0.9)

    def _who_takes(self, verb: int, at_head: dict[int, Entity]) -> Entity | None:
        """The person who comes into the office: the subject, or the object of "appointed X as …"."""
        sheet = self.sheet
        if sheet.word[verb] in _APPOINTS:
            for kid in sheet.kids[verb]:
                if sheet.dep[kid] in ("dobj", "nsubjpass") and kid in at_head:
                    return at_head[kid]
            return None
        at = verb
        for _ in range(5):
            for kid in sheet.kids[at]:
                if sheet.dep[kid] in ("nsubj", "nsubjpass"):
                    return at_head.get(kid)
            if sheet.head[at] == at:
                return None
            at = sheet.head[at]
        return None

    # -- keeping

    def _text(self, start: int, end: int) -> str:
        if end <= start:
            return ""
        text = self.sheet.text[self.sheet.start[start] : self.sheet.end[end - 1]]
        return re.sub(r"\s+", " ", text).strip(" ,;:\"“”‘’'-–—")

    def _add(self, entity: Entity, text: str, worth: float, start: int, end: int) -> None:
        text = re.sub(r"^(?:the|a|an|his|her|their|its)\s+", "", text, flags=re.IGNORECASE)
        if not text or len(text) > 140 or text.lower().startswith(("and ", "or ", "of ")):
            return
        if not any(self._names_a_role(entity, self.sheet.word[i]) for i in range(start, end)):
            return
        if " " not in text and text.lower() in _RELATED:
            worth -= 0.7  # "her colleague X": tells less than what X does
        elif text.rsplit(" ", 1)[-1].lower() in _KIN:
            worth -= 0.8  # "prime minister X, the minister's elder cousin"
        if text.lower() in _SLIGHT:
            worth -= 1.2  # "Gov. X, a Republican": governor
        if text.lower().startswith(("former", "ex-", "one-time", "retired")):
            worth -= 0.5
        entity.roles.append((worth + min(len(text.split()), 6) * 0.04 - 0.0005 * start, text))
        for i in range(start, end):
            self._note(entity, self.sheet.word[i])

    @staticmethod
    def _names_a_role(entity: Entity, word: str) -> bool:
        table = nouns()
        if not entity.is_person:
            return word in table.organizations or is_person_noun(word)
        return (
            is_person_noun(word)
            or word in table.plurals
            or word in table.title_ends
            or word in OFFICES
            or word.strip(".") in spoken_titles()
        )

    def _note(self, entity: Entity, word: str) -> None:
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
                and word not in ("host", "star", "lord", "bishop", "priest", "monk", "baron")
            ):
                entity.gender, entity.sure_gender = gender, True
