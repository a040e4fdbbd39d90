"""From mentions to the ones they stand for: one entity for "Mr Lavrov", "Lavrov" and "Sergei Lavrov".

What a name stands for is decided once for the whole article: the tagger's labels of all its mentions are one witness
among others (a title, a first name, "the" before it, an apposition, a company's last word). A surname alone joins the
fullest name that ends in it; where two people share it, the one of the right gender named last.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bot.nlp.lexicon import (
    Country,
    fold,
    gazetteer,
    gender_of_given,
    given_names,
    honorifics,
    nouns,
    pet_names,
    word_set,
)
from bot.nlp.mentions import ORG_WORDS, Name
from bot.nlp.names import skeleton
from bot.nlp.sheet import SUBJECT, Sheet
from bot.nlp.types import ActorType

OTHER = "other"
"""A work, a building, an event: something named that doesn't act."""

_MODIFIES = frozenset({"compound", "nmod", "amod", "poss", "npadvmod"})
_LOCATIVE = word_set("locative")
_STATES = word_set("states")
_TWO_WORD_STATES = word_set("two word states")
_KNOWN_SHORT = {"eu": "European Union", "un": "United Nations", "u.n.": "United Nations", "e.u.": "European Union"}


@dataclass(slots=True, eq=False)
class Entity:
    """One person, organisation, place or group, with every place where the article names it."""

    index: int
    type: ActorType | str
    name: str
    mentions: list[Name] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)  # surface form -> count
    gender: str | None = None
    sure_gender: bool = False
    plural: bool = False
    country: Country | None = None
    words: tuple[str, ...] = ()  # the folded words of the fullest name
    roles: list[tuple[float, str]] = field(default_factory=list)  # worth, the article's words
    nouns: set[str] = field(default_factory=set)  # what common nouns the article calls it by: "senator", "company"
    adjectives: set[str] = field(default_factory=set)  # "russian": what it may be told apart by

    @property
    def is_person(self) -> bool:
        return self.type is ActorType.PERSON


@dataclass(slots=True)
class _Form:
    """All mentions written with the same words."""

    key: tuple[str, ...]
    names: list[Name]
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        best = max(self.scores.items(), key=lambda kv: kv[1], default=(OTHER, 0.0))
        return best[0] if best[1] > 0 else OTHER

    @property
    def margin(self) -> float:
        ranked = sorted(self.scores.values(), reverse=True) or [0.0]
        return ranked[0] - (ranked[1] if len(ranked) > 1 else 0.0)


PERSON, ORG, PLACE, GROUP = "person", "organization", "place", "group"
_LABEL = {
    "PERSON": (PERSON, 2.0),
    "ORG": (ORG, 1.6),
    "GPE": (PLACE, 1.6),
    "NORP": (GROUP, 1.6),
    "FAC": (OTHER, 1.4),
    "LOC": (PLACE, 1.2),
    "WORK_OF_ART": (OTHER, 1.0),
    "EVENT": (OTHER, 1.6),
    "LAW": (OTHER, 1.6),
    "PRODUCT": (OTHER, 1.2),
}


class Merger:
    """Makes the entities of one text out of its names."""

    def __init__(self, sheet: Sheet, names: list[Name]) -> None:
        self.sheet = sheet
        self.names = names
        self.entities: list[Entity] = []
        self._last: dict[str, list[Entity]] = defaultdict(list)  # last word -> entities of several words
        self._first: dict[str, list[Entity]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], Entity] = {}
        self._initials: dict[str, Entity] = {}
        self._ambiguous: list[tuple[_Form, list[Entity]]] = []

    def merge(self) -> list[Entity]:
        """All entities, each of at least one mention; `Name.entity` is filled in."""
        forms = self._forms()
        for form in forms:
            form.scores = self._scores(form)
        for form in sorted(forms, key=lambda f: (-len(f.key), f.names[0].start)):
            self._place(form)
        for form, options in self._ambiguous:
            self._share_out(form, options)
        for entity in self.entities:
            self._settle(entity)
        return [e for e in self.entities if e.mentions]

    # -- what a form is

    def _forms(self) -> list[_Form]:
        by_key: dict[tuple[str, ...], _Form] = {}
        for name in self.names:
            key = tuple(w.strip(".,'\"“”()") or w for w in name.folded)
            found = by_key.get(key)
            if found is None:
                by_key[key] = _Form(key=key, names=[name])
            else:
                found.names.append(name)
        return list(by_key.values())

    def _scores(self, form: _Form) -> dict[str, float]:
        """The weight of what speaks for each kind: the labels' mean, and each sort of evidence once."""
        score: dict[str, float] = defaultdict(float)
        clear = [n for n in form.names if not n.apart and not n.shouted] or form.names
        for name in clear:
            kind, weight = _LABEL.get(name.label, (OTHER, 0.0))
            score[kind] += weight / len(clear)
        key = form.key
        last = key[-1]
        joined = " ".join(key)
        table = gazetteer()
        if joined in table.by_name or joined in _STATES or joined in _TWO_WORD_STATES:
            score[PLACE] += 5
        elif joined in table.by_capital:
            score[PLACE] += 2.5
        if joined in table.houses:
            score[ORG] += 6
        if joined in table.by_people or (joined in table.by_adjective and joined not in table.by_name):
            score[GROUP] += 5
        if len(key) > 1:
            if last in ORG_WORDS:
                score[ORG] += 4
            elif any(w in ORG_WORDS for w in key):
                score[ORG] += 2
            if any(w in ("of", "for", "and", "&", "the") for w in key[1:-1]) and score[PERSON]:
                score[PERSON] -= 2
            if key[0] in given_names() and last not in ORG_WORDS:
                score[PERSON] += 2.2
            elif re.fullmatch(r"[a-z]", key[0]) or "." in form.names[0].words[0][1:-1]:
                score[PERSON] += 0.8
        elif form.names[0].words[0].isupper() and 2 <= len(last) <= 6 and not form.names[0].shouted:
            score[ORG] += 2.5
        elif last in given_names() and score[PERSON]:
            score[PERSON] += 0.7
        if key[0].startswith("@"):
            score[OTHER] += 5
        for kind, weight in self._evidence(clear).items():
            score[kind] += weight
        return dict(score)

    def _evidence(self, names: list[Name]) -> dict[str, float]:
        """What the words around the mentions say, the strongest of each sort."""
        best: dict[tuple[str, str], float] = {}

        def say(kind: str, sort: str, weight: float) -> None:
            best[kind, sort] = max(best.get((kind, sort), 0.0), weight)

        sheet, table = self.sheet, nouns()
        the = 0
        for name in names[:40]:
            head, after, before = name.head, name.end, name.start - 1
            dep = sheet.dep[head]
            if name.honorific or name.title:
                say(PERSON, "title", 6)
            if name.the and before >= 0 and sheet.word[before] == "the" and dep not in ("compound", "nmod", "amod"):
                the += 1
            if after + 1 < len(sheet) and sheet.word[after] == ",":
                nxt = sheet.word[after + 1]
                if (
                    nxt.isdigit()
                    and 1 < len(nxt) < 3
                    and after + 2 < len(sheet)
                    and sheet.word[after + 2] in (",", ".")
                ):
                    say(PERSON, "age", 4)
                elif nxt in ("who", "whose"):
                    say(PERSON, "who", 2.5)
                elif nxt == "which":
                    say(ORG, "which", 1.5)
            elif after < len(sheet) and sheet.word[after] == "who":
                say(PERSON, "who", 1.5)
            if before >= 0 and sheet.tag[before] in ("NN", "NNP") and sheet.word[before] in table.persons:
                say(PERSON, "noun before", 3.5)
            for kid in sheet.kids[head]:
                if sheet.dep[kid] == "appos" and kid > head:
                    word = sheet.word[kid]
                    if word in table.persons:
                        say(PERSON, "apposition", 3)
                    elif word in table.organizations:
                        say(ORG, "apposition", 3)
            if dep == "appos" and sheet.head[head] < head:
                word = sheet.word[sheet.head[head]]
                if word in table.persons:
                    say(PERSON, "apposed to", 2.5)
                elif word in table.organizations:
                    say(ORG, "apposed to", 2.5)
            if dep in SUBJECT and sheet.word[sheet.head[head]] in SAYS:
                say(PERSON, "says", 0.8)
                say(ORG, "says", 0.4)
        if the:
            best[ORG, "the"] = 2.5
            best[PERSON, "the"] = -4.0
        out: dict[str, float] = defaultdict(float)
        for (kind, _), weight in best.items():
            out[kind] += weight
        return out

    # -- where a form belongs

    def _place(self, form: _Form) -> None:
        key = form.key
        country = self._country(form)
        if country is not None:
            self._join(self._country_entity(country), form.names)
            return
        joined = " ".join(key)
        if joined in gazetteer().houses:
            self._join(self._named_entity(gazetteer().houses[joined], ORG), form.names)
            return
        options = self._options(form)
        if len(options) == 1:
            self._join(options[0], form.names)
        elif options:
            self._ambiguous.append((form, options))
        else:
            self._new(form)

    def _country(self, form: _Form) -> Country | None:
        table = gazetteer()
        joined = " ".join(form.key)
        found = table.by_name.get(joined)
        if found is not None and (form.kind == PLACE or not form.scores.get(PERSON, 0) > 3):
            return found
        return None

    def _country_entity(self, country: Country) -> Entity:
        key = ("country", country.name)
        if key not in self._exact:
            entity = Entity(index=len(self.entities), type=ActorType.PLACE, name=country.name, country=country)
            self.entities.append(entity)
            self._exact[key] = entity
        return self._exact[key]

    def _named_entity(self, name: str, kind: str) -> Entity:
        key = ("house", name)
        if key not in self._exact:
            entity = Entity(index=len(self.entities), type=ActorType(kind), name=name, words=tuple(fold(name).split()))
            self.entities.append(entity)
            self._exact[key] = entity
        return self._exact[key]

    def _options(self, form: _Form) -> list[Entity]:
        """The entities that this form can be a shorter or other way to name."""
        key = form.key
        acronym = self._initials.get(key[0]) if len(key) == 1 and form.names[0].words[0].isupper() else None
        if acronym is not None:
            return [acronym]
        place_like = form.kind == PLACE and form.margin > 1.0
        out: list[Entity] = []
        for entity in self._last.get(key[-1], ()):
            if self._shortens_end(form, entity) and not place_like and entity not in out:
                out.append(entity)
        if out:
            return out
        for entity in self._first.get(key[0], ()):
            if self._shortens_start(form, entity, place_like) and entity not in out:
                out.append(entity)
        if out:
            return out
        return self._spelled_otherwise(form)

    def _shortens_end(self, form: _Form, entity: Entity) -> bool:
        """ "Lavrov" for "Sergei Lavrov", "Pat Carlineo" for "Patrick Carlineo Jr.", "Security Council" for the UN's."""
        key, words = form.key, _core(entity.words)
        core = _core(key)
        if entity.type is ActorType.PERSON:
            if form.kind in (ORG, PLACE) and len(key) > 1 and form.margin > 2:
                return False
            if len(core) == 1 or words[-len(core) :] == core:
                return True
            if core[-1] != words[-1]:
                return False
            return _same_given(core[:-1], words[:-1])
        if form.kind == PERSON and form.margin > 1.5:
            return False
        if len(core) == 1:
            return form.kind == ORG and entity.type is ActorType.ORGANIZATION and core[0] in ORG_WORDS
        return words[-len(core) :] == core and entity.type is ActorType.ORGANIZATION

    def _shortens_start(self, form: _Form, entity: Entity, place_like: bool) -> bool:
        """ "Steve" for "Steve Jobs", "Ceres Robotics" for "Ceres Robotics Inc", "Tottenham" for "Tottenham Hotspur"."""
        key, words = form.key, entity.words
        if entity.type is ActorType.PERSON:
            return len(key) == 1 and key[0] in given_names() and form.kind == PERSON
        if entity.type is not ActorType.ORGANIZATION or words[: len(key)] != key or place_like:
            return False
        rest = words[len(key) :]
        if form.kind == PERSON and form.margin > 1.5:
            return False
        if all(w in ORG_WORDS for w in rest):
            return True
        return form.kind == ORG and (len(key) > 1 or (len(rest) == 1 and key[0] not in gazetteer().by_adjective))

    def _spelled_otherwise(self, form: _Form) -> list[Entity]:
        """The person whose name is this one in another spelling: "Sergey Lavrov" for "Sergei Lavrov"."""
        if form.kind != PERSON or len(form.key[-1]) < 4:
            return []
        bones = skeleton(form.key[-1])
        for entity in self.entities:
            if not entity.is_person or len(entity.words) < 2 or skeleton(entity.words[-1]) != bones:
                continue
            if len(form.key) == 1 or _same_given(form.key[:-1], entity.words[:-1]):
                return [entity]
        return []

    def _new(self, form: _Form) -> None:
        kind = form.kind
        entity = Entity(
            index=len(self.entities),
            type=ActorType(kind) if kind != OTHER else OTHER,
            name=" ".join(form.names[0].words),
            words=form.key,
        )
        self.entities.append(entity)
        self._exact[form.key] = entity
        if len(form.key) > 1:
            core = _core(form.key)
            self._last[core[-1]].append(entity)
            self._first[form.key[0]].append(entity)
            if kind != PERSON:
                for initials in _acronyms(form.names[0].words):
                    self._initials.setdefault(initials, entity)
        self._join(entity, form.names)

    def _join(self, entity: Entity, names: list[Name]) -> None:
        for name in names:
            name.entity = entity.index
        entity.mentions.extend(names)

    def _share_out(self, form: _Form, options: list[Entity]) -> None:
        """Mentions of a surname that several people have, each to the one it fits, or the one named last."""
        for name in form.names:
            fit = options
            gender = honorifics().get(name.honorific or "") or None
            if gender:
                fit = [e for e in options if self._gender_of(e) in (gender, None)] or options
                surely = [e for e in fit if self._gender_of(e) == gender]
                fit = surely or fit
            before = [(max((m.start for m in e.mentions if m.start < name.start), default=-1), e) for e in fit]
            at, entity = max(before, key=lambda pair: pair[0])
            if at < 0:
                entity = min(fit, key=lambda e: e.mentions[0].start if e.mentions else 0)
            self._join(entity, [name])
            entity.mentions.sort(key=lambda m: m.start)

    @staticmethod
    def _gender_of(entity: Entity) -> str | None:
        for name in entity.mentions:
            told = honorifics().get(name.honorific or "")
            if told:
                return told
        return gender_of_given(entity.words[0]) if len(entity.words) > 1 else None

    # -- what is known of an entity in the end

    def _settle(self, entity: Entity) -> None:
        entity.mentions.sort(key=lambda m: m.start)
        for name in entity.mentions:
            entity.forms[" ".join(name.words)] += 1
        if entity.country is not None:
            self._name_country(entity)
            return
        if not entity.mentions or entity.name in gazetteer().houses.values():
            return
        entity.name = self._fullest(entity)
        entity.words = tuple(fold(w).strip(".,") for w in entity.name.split())
        if entity.is_person:
            told = [g for m in entity.mentions if (g := honorifics().get(m.honorific or ""))]
            if told:
                entity.gender, entity.sure_gender = Counter(told).most_common(1)[0][0], True
            elif len(entity.words) > 1 or entity.words[0] in given_names():
                entity.gender = gender_of_given(entity.words[0])
        if entity.type is ActorType.GROUP:
            entity.plural = True

    def _fullest(self, entity: Entity) -> str:
        """The fullest name the article gives; of two as full, the one used more, then the first."""
        forms: dict[str, tuple[int, int, int]] = {}
        for name in entity.mentions:
            text = _bare(" ".join(name.words))
            shouted = name.shouted or (name.apart and len(entity.mentions) > 1)
            length = len(text.split()) if not text.startswith("@") else 0
            if entity.type is ActorType.ORGANIZATION and len(text) <= 6 and text.isupper():
                length = 0
            count = entity.forms[" ".join(name.words)]
            forms.setdefault(text, (0 if shouted else 1, length, count))
        text = max(forms.items(), key=lambda kv: kv[1])[0]
        return _KNOWN_SHORT.get(text.lower(), text)

    @staticmethod
    def _name_country(entity: Entity) -> None:
        country = entity.country
        assert country is not None
        entity.type = ActorType.PLACE
        entity.name = country.name
        if country.name == "Britain":
            said = {fold(f) for f in entity.forms}
            if "britain" not in said and "great britain" not in said:
                entity.name = "United Kingdom"
        elif country.others and country.name not in entity.forms and country.name != "United States":
            full = [f for f in entity.forms if not f.isupper()]
            entity.name = max(full, key=len, default=country.name)


SAYS = word_set("says")


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words without "Jr." and the like."""
    while len(words) > 1 and words[-1].strip(".,") in ("jr", "sr", "ii", "iii", "iv"):
        words = words[:-1]
    return words


def _same_given(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two given names, in one article and before one surname, are one person's."""
    if not a or not b:
        return True
    x, y = a[0].strip("."), b[0].strip(".")
    if x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]):
        return True
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    families = pet_names()
    return bool(families.get(x, frozenset()) & families.get(y, frozenset())) or skeleton(x) == skeleton(y)


def _acronyms(words: tuple[str, ...]) -> set[str]:
    """What the initials of a name of several words spell, with its small words and without them."""
    parts = [p for w in words for p in w.replace("-", " ").split() if p[0].isalpha()]
    every = "".join(p[0].lower() for p in parts)
    great = "".join(p[0].lower() for p in parts if p[0].isupper())
    return {a for a in (every, great) if len(a) > 1}


def _bare(text: str) -> str:
    """A name without marks around it or an unmatched bracket at its end."""
    text = text.strip(" ,;:\"“”‘'")
    if text.count("(") != text.count(")"):
        text = text.split("(")[0].strip()
    return text
