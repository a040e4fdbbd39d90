"""From mentions to the ones they stand for: one entity for "Mr Lavrov", "Lavrov" and "Sergei Lavrov".

What a name stands for is decided once for the whole article: the tagger's labels of all its mentions are one witness
among others (a title, a first name, "the" before it, an apposition, a company's last word). A surname alone joins the
fullest name that ends in it; where two people share it, the one of the right gender named last.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from bot.nlp.bodies import BODIES, institution_key
from bot.nlp.kinds import ORG, OTHER, PERSON, PLACE, STATES, STORMS, Form, KindJudge
from bot.nlp.lexicon import (
    Country,
    fold,
    gazetteer,
    gender_of_given,
    given_names,
    honorifics,
    pet_names,
    word_set,
)
from bot.nlp.mentions import ORG_WORDS, SAYS, Name
from bot.nlp.names import skeleton
from bot.nlp.sheet import Sheet
from bot.nlp.types import ActorType

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
    sure_gender: bool = False  # an honorific or a noun tells it
    known_gender: bool = False  # the given name is a common one
    plural: bool = False
    country: Country | None = None
    words: tuple[str, ...] = ()  # the folded words of the fullest name
    roles: list[tuple[float, str]] = field(default_factory=list)  # worth, the article's words
    nouns: set[str] = field(default_factory=set)  # what common nouns the article calls it by: "senator", "company"
    adjectives: set[str] = field(default_factory=set)  # "russian": what it may be told apart by

    @property
    def is_person(self) -> bool:
        return self.type is ActorType.PERSON


class Merger:
    """Makes the entities of one text out of its names."""

    def __init__(self, sheet: Sheet, names: list[Name]) -> None:
        self.sheet = sheet
        self.names = names
        self.entities: list[Entity] = []
        self._last: dict[str, list[Entity]] = defaultdict(list)  # last word -> entities of several words
        self._first: dict[str, list[Entity]] = defaultdict(list)
        self._bones: dict[str, list[Entity]] = defaultdict(list)  # people by the skeleton of their surname
        self._exact: dict[tuple[str, ...], Entity] = {}
        self._initials: dict[str, Entity] = {}
        self._introduced: dict[str, Name] = {}  # an acronym, folded -> what it is short for
        self._ambiguous: list[tuple[Form, list[Entity]]] = []
        self._countries: dict[str, set[str]] = {}
        self.sport = len(_SPORT & set(sheet.word)) >= _LEAST_SPORT

    def merge(self) -> list[Entity]:
        """All entities, each of at least one mention; `Name.entity` is filled in."""
        forms = self._forms()
        table = gazetteer()
        for form in forms:  # a country is in the story by its name, by its adjective, or by a body of its own
            joined = " ".join(form.key)
            country = table.by_name.get(joined) or table.by_adjective.get(joined)
            if form.key[0][:1] == "=":
                country = table.by_name.get(form.key[0][1:].lower())
            if country is not None:
                self._countries.setdefault(country.name, set()).add(joined)
        self._introduced = self._introductions()
        judge = KindJudge(self.sheet)
        for form in forms:
            form.scores = judge.judge(form)
        self._take_for_people(forms)
        for form in sorted(forms, key=lambda f: (-len(f.key), f.names[0].start)):
            self._place(form)
        for form, options in self._ambiguous:
            self._share_out(form, options)
        for entity in self.entities:
            self._settle(entity)
        self._join_same_names()
        return [e for e in self.entities if e.mentions]

    @staticmethod
    def _take_for_people(forms: list[Form]) -> None:
        """Names taken for bodies are people's where their last word alone is a person: "Petrov said"."""
        alone = {f.key[0] for f in forms if len(f.key) == 1 and f.kind == PERSON and f.margin > 1}
        alone -= {f.key[-1] for f in forms if len(f.key) > 1 and f.kind == PERSON}
        for form in forms:
            if form.key[-1] not in alone or len(form.key) != 2 or form.kind not in (ORG, OTHER):
                continue
            if any(n.the for n in form.names) or all(n.quoted for n in form.names):
                continue
            if not (ORG_WORDS | STORMS) & set(form.key) and form.key[0] not in gazetteer().by_adjective:
                form.scores[PERSON] = form.scores.get(PERSON, 0.0) + max(form.scores.values()) + 1

    def _join_same_names(self) -> None:
        """One entity of several that came to bear one name: "EU" and "Brussels"."""
        first: dict[str, Entity] = {}
        for entity in self.entities:
            if not entity.mentions:
                continue
            other = first.setdefault(entity.name, entity)
            if other is not entity:
                self._join(other, entity.mentions)
                other.mentions.sort(key=lambda m: m.start)
                other.forms.update(entity.forms)
                entity.mentions = []

    def _introductions(self) -> dict[str, Name]:
        """Short forms that the text explains: "the Federal Criminal Police (BKA)", "Ashford Town (@WanderersLive)"."""
        word = self.sheet.word
        out: dict[str, Name] = {}
        for long, short in pairwise(self.names):
            between = tuple(word[long.end : short.start])
            if between not in _INTRODUCES or len(short.words) != 1 or len(long.words) < 2:
                continue
            if long.label == "PERSON" or short.end >= len(word) or word[short.end] != _INTRODUCES[between]:
                continue
            if _ACRONYM.fullmatch(short.words[0]):
                out.setdefault(short.folded[0], long)
            elif short.words[0].startswith("@"):
                for part in _HANDLE.findall(short.words[0]):
                    out.setdefault(part.lower(), long)
        return out

    # -- what a form is

    def _forms(self) -> list[Form]:
        by_key: dict[tuple[str, ...], Form] = {}
        for name in self.names:
            key = _key(name)
            found = by_key.get(key)
            if found is None:
                by_key[key] = Form(key=key, names=[name])
            else:
                found.names.append(name)
        return list(by_key.values())

    # -- where a form belongs

    def _place(self, form: Form) -> None:
        country = self._country(form)
        if country is not None:
            self._join(self._country_entity(country), form.names)
            return
        form = self._speaking_places(form)
        if not form.names:
            return
        options = self._options(form)
        if len(options) == 1:
            if options[0].type == OTHER and form.kind == ORG:
                options[0].type = ActorType.ORGANIZATION
            self._join(options[0], form.names)
        elif options:
            self._ambiguous.append((form, options))
        else:
            self._new(form)

    def _speaking_places(self, form: Form) -> Form:
        """Hands mentions of a capital that acts, or of a house that speaks, to what they stand for; the rest stays."""
        table = gazetteer()
        joined = " ".join(form.key)
        house = table.houses.get(joined)
        if house is not None:
            acting = [n for n in form.names if self.acts(n)]
            if acting or form.names[0].label == "ORG":
                self._join(self._named_entity(house, ORG), acting or form.names)
                return Form(
                    key=form.key, names=[n for n in form.names if acting and n not in acting], scores=form.scores
                )
            return form
        country = table.by_capital.get(joined) or table.by_people.get(joined) or table.by_adjective.get(joined)
        if country is None or form.scores.get(PERSON, 0) > 4:
            return form
        acting = [n for n in form.names if self._stands_for(n, country, joined)]
        if acting:
            self._join(self._country_entity(country), acting)
        return Form(key=form.key, names=[n for n in form.names if n not in acting], scores=form.scores)

    def _stands_for(self, name: Name, country: Country, word: str) -> bool:
        """Whether a capital, or "the Chinese", stands for its country here."""
        told = self._countries.get(country.name, set()) - {word}
        if word in gazetteer().by_capital:
            return self.acts(name) and (bool(told) or self._speaks(name))
        # "the Chinese", "the Americans": only beside their country, or nobody could tell people from state
        if not name.the or self.sheet.dep[name.head] in ("amod", "compound", "nmod", "poss"):
            return False
        several = word in gazetteer().by_people or word.endswith(("ese", "ish", "ch"))
        return several and bool(told) and self.acts(name)

    def acts(self, name: Name) -> bool:
        """Whether a place does something here, and isn't where it is done."""
        sheet = self.sheet
        before = sheet.word[name.start - 1] if name.start else ""
        if before in _PLACING or name.apart:
            return False
        dep, at = self._relation(name)
        if dep in ("nsubj", "nsubjpass", "agent", "poss", "dative"):
            return True
        if dep == "dobj":
            return sheet.word[sheet.head[at]] not in _GOES
        if dep == "pobj":
            return sheet.word[sheet.head[at]] in _TOWARDS
        return False

    def _relation(self, name: Name) -> tuple[str, int]:
        """How a name hangs in its sentence, and by which token: that of the first in its row of names."""
        sheet = self.sheet
        at = name.start - 2 if self._is_city_of(name) else name.head
        dep = sheet.dep[at]
        hops = 0
        while dep in ("conj", "appos") and hops < 4:
            at = sheet.head[at]
            dep = sheet.dep[at]
            hops += 1
        return dep, at

    def _is_city_of(self, name: Name) -> bool:
        """Whether the name is the town's in "the city of Dayton"."""
        word = self.sheet.word
        return name.start > 2 and word[name.start - 1] == "of" and word[name.start - 2] in _TOWNS

    def does(self, name: Name) -> bool:
        """Whether a town or a state itself does something here: "Texas sued", "Chicago lost to Dallas"."""
        sheet = self.sheet
        before = sheet.word[name.start - 1] if name.start else ""
        if self.plays(name):
            return True
        if (before in _PLACING and not self._is_city_of(name)) or name.apart:
            return False
        dep, at = self._relation(name)
        up = sheet.head[at]
        verb = sheet.word[up]
        if dep == "nsubj":
            return verb not in _STATES_OF_BEING
        if dep == "agent" or (dep == "dobj" and (verb in _CONTENDS or (self.sport and verb not in _GOES))):
            return True
        return dep == "pobj" and verb in ("against", "by", "over")

    def plays(self, name: Name) -> bool:
        """Whether a town is a club, in a text about sport: "a trip to Everton", "away to West Ham", "FC Porto"."""
        sheet = self.sheet
        if not self.sport or name.apart:
            return False
        dep, at = self._relation(name)
        if dep != "pobj":
            return False
        up = sheet.head[at]
        return sheet.word[up] in ("to", "at", "from", "for", "with") and sheet.word[sheet.head[up]] in _FIXTURES

    def _speaks(self, name: Name) -> bool:
        sheet = self.sheet
        return sheet.dep[name.head] == "nsubj" and sheet.word[sheet.head[name.head]] in SAYS

    def _country(self, form: Form) -> Country | None:
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

    def _options(self, form: Form) -> list[Entity]:
        """The entities that this form can be a shorter or other way to name."""
        key = form.key
        acronym = self._spelled_out(form)
        if acronym is not None:
            return [acronym]
        family = self._exact.get((key[0].removesuffix("s"), "family")) if len(key) == 1 else None
        if family is not None and key[0][-1:] == "s" and all(n.the for n in form.names):
            return [family]  # "the Mendozas"
        place_like = form.kind == PLACE and (form.scores[PLACE] > 2.4 or any(n.label == "GPE" for n in form.names[2:]))
        if len(key) == 1 and not self._gazetted(key[0]):
            place_like = False
        out: list[Entity] = []
        for entity in self._last.get(key[-1], ())[:_MOST_OPTIONS]:
            club = entity.words[0] in _CLUBS
            if self._shortens_end(form, entity) and (club or not place_like) and entity not in out:
                out.append(entity)
        if out:
            return out
        for entity in self._first.get(key[0], ())[:_MOST_OPTIONS]:
            if self._shortens_start(form, entity, place_like) and entity not in out:
                out.append(entity)
        if out:
            return out
        return self._spelled_otherwise(form)

    def _spelled_out(self, form: Form) -> Entity | None:
        """The body that an acronym is short for: by the text's own word, by its initials, or by most of them."""
        key = form.key
        if len(key) != 1:
            return None
        told = self._introduced.get(key[0])
        if told is not None and told.entity >= 0 and not self.entities[told.entity].is_person and form.kind == ORG:
            return self.entities[told.entity]
        if not form.names[0].words[0].isupper():
            return None
        found = self._initials.get(key[0])
        if found is not None or len(key[0]) < _LEAST_LETTERS:
            return found
        near = [e for initials, e in self._initials.items() if _abbreviates(key[0], initials)]
        return near[0] if near and all(e is near[0] for e in near) else None

    @staticmethod
    def _gazetted(word: str) -> bool:
        table = gazetteer()
        return word in table.by_name or word in table.by_capital or word in STATES

    def _shortens_end(self, form: Form, entity: Entity) -> bool:
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
        if entity.type == OTHER and words[0] in STORMS:
            return core == words[1:]  # "Lando" for "Typhoon Lando"
        if len(core) == 1 and words[0] in _CLUBS and entity.type is ActorType.ORGANIZATION:
            return self.sport and not any(n.honorific or n.title for n in form.names)  # "Porto" for "FC Porto"
        if form.kind == PERSON and form.margin > 1.5:
            return False
        if entity.type is ActorType.GROUP and len(core) == 1 and self.sport:  # "Pioneers" for "Portland Pioneers"
            return core[0][-1:] == "s" and all(n.words[-1][0].isupper() for n in (*form.names, entity.mentions[0]))
        if len(core) == 1:
            named = entity.type is ActorType.ORGANIZATION or (entity.type == OTHER and core[0] not in ORG_WORDS)
            return form.kind == ORG and named and core[0] not in BODIES
        return words[-len(core) :] == core and entity.type is ActorType.ORGANIZATION

    def _shortens_start(self, form: Form, entity: Entity, place_like: bool) -> bool:
        """ "Steve" for "Steve Jobs", "Ceres Robotics" for "Ceres Robotics Inc", "Tottenham" for "Tottenham Hotspur"."""
        key, words = form.key, entity.words
        if entity.type is ActorType.PERSON:
            if len(key) != 1 or form.kind != PERSON:
                return False
            if any(n.honorific for n in form.names):  # "Mr Xi" for "Xi Jinping", "Mr Halim" for "Halim Yusof"
                return True
            # "Steve" for "Steve Jobs"; "Xi" for "Xi Jinping", whose parts are no given names that we know
            return key[0] in given_names() or words[1] in given_names() or words[0] not in given_names()
        if entity.type is not ActorType.ORGANIZATION or words[: len(key)] != key or place_like:
            return False
        rest = words[len(key) :]
        if all(w in LEGAL_FORMS for w in rest) and not any(n.honorific or n.title for n in form.names):
            return True  # "Van Houten" for "Van Houten NV"
        if form.kind == PERSON and form.margin > 1.5:
            return False
        if all(w in COMPANY_WORDS for w in rest):
            return True
        if len(rest) > 1 and rest[-1] in _SCHOOLS and len(key) == 1 and form.kind != PERSON:
            return True  # "Birchfield" for "Birchfield Primary School"
        if rest[-1] in COMPANY_WORDS and len(rest) > 1 and form.kind == ORG and key[0] not in gazetteer().by_adjective:
            return len(key) > 1 or key[0] not in given_names()
        if rest[0] in _PRODUCTS:
            return False
        return form.kind == ORG and len(key) == 1 and len(rest) == 1 and rest[0] not in BODIES and key[0][0] != "="

    def _spelled_otherwise(self, form: Form) -> list[Entity]:
        """The person whose name is this one in another spelling: "Sergey Lavrov" for "Sergei Lavrov"."""
        if form.kind != PERSON or len(form.key[-1]) < 4:
            return []
        for entity in self._bones.get(skeleton(form.key[-1]), ()):
            if len(form.key) == 1 or _same_given(form.key[:-1], entity.words[:-1]):
                return [entity]
        return []

    def _new(self, form: Form) -> None:
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
            if kind == PERSON and len(core[-1]) > 3:
                self._bones[skeleton(core[-1])].append(entity)
            if kind != PERSON:
                for initials in _acronyms(form.names[0].words):
                    self._initials.setdefault(initials, entity)
        self._join(entity, form.names)

    def _join(self, entity: Entity, names: list[Name]) -> None:
        for name in names:
            name.entity = entity.index
        entity.mentions.extend(names)

    def _share_out(self, form: Form, options: list[Entity]) -> None:
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
        return gender_of_given(entity.words[0])[0] if len(entity.words) > 1 else None

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
                entity.gender, entity.known_gender = gender_of_given(entity.words[0])
        if entity.type is ActorType.GROUP:
            entity.plural = True

    def _fullest(self, entity: Entity) -> str:
        """The fullest name the article gives; of two as full, the one used more, then the first."""
        forms: dict[str, tuple[int, int, int]] = {}
        seen: set[tuple[object, ...]] = set()
        for name in entity.mentions:
            sort = (name.words, name.shouted, name.apart, name.honorific)
            if sort in seen:
                continue
            seen.add(sort)
            text = _bare(" ".join(name.words))
            if name.honorific in _PEERS and len(name.words) == 1 and entity.is_person:
                text = f"{name.honorific.title()} {text}"
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
            full = [f for f in entity.forms if not f.isupper() and fold(f) in gazetteer().by_name]
            entity.name = max(full, key=len, default=country.name)


COMPANY_WORDS = word_set("company words") | word_set("legal forms")
LEGAL_FORMS = word_set("legal forms")
_MOST_OPTIONS = 30  # people of one name in one text
_PRODUCTS = word_set("product words")
_PLACING = word_set("locative") | {"from", "to", "of"}
_TOWARDS = word_set("towards")
_GOES = word_set("goes")
_CONTENDS = word_set("contends")
_CLUBS = frozenset({"fc", "afc", "ac", "as", "cd", "cf", "rc", "sc", "ssc", "sv", "vfl", "vfb"})
_SCHOOLS = frozenset({"school", "college", "hospital", "academy"})
_TOWNS = frozenset({"city", "town", "state", "county", "village", "province"})
_FIXTURES = word_set("fixtures")
_SPORT = word_set("sport")
_LEAST_SPORT = 5  # different words of sport in a text that is about it
_STATES_OF_BEING = word_set("being")
_PEERS = frozenset({"lord", "lady", "baroness", "viscount"})


_INTRODUCES = {("(",): ")", (",", "or"): ",", (",", "or", "the"): ",", (",", "known", "as"): ","}
"""What stands between a name and its acronym -> what stands after that."""
_HANDLE = re.compile(r"[A-Z][a-z]{3,}")  # the words of "@WanderersLive"
_ACRONYM = re.compile(r"[A-Z][A-Za-z&-]{0,6}[A-Z]")
_LEAST_LETTERS = 3


def _key(name: Name) -> tuple[str, ...]:
    """What mentions of one form have in common."""
    return institution_key(tuple(_plain(w) for w in name.folded))


def _abbreviates(short: str, initials: str) -> bool:
    """Whether an acronym leaves out one or two of a name's initials: "CDC", "ATF"."""
    if not 0 < len(initials) - len(short) <= 2:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in short)


@lru_cache(maxsize=16384)
def _plain(word: str) -> str:
    """A folded word without marks around it; "u.s." keeps its full stops, "inc." doesn't."""
    bare = word.strip(",'\"“”()")
    return bare.rstrip(".") or word if bare.count(".") == 1 else bare or word


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
    if any(mark in text for mark in "\"“‘('"):
        text = re.sub(r"\s[\"“(‘'][^\"”)’']{1,25}[\"”)’'](?=\s)", "", text).strip(" ,;:\"“”‘'")
    if text.count("(") != text.count(")"):
        text = text.split("(")[0].strip()
    return text
