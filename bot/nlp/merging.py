"""From mentions to the ones they stand for: one entity for "Mr Lavrov", "Lavrov" and "Sergei Lavrov".

What a name stands for is decided once for the whole article: the tagger's labels of all its mentions are one witness
among others (a title, a first name, "the" before it, an apposition, a company's last word). A surname alone joins the
fullest name that ends in it; where two people share it, the one of the right gender named last.
"""

from __future__ import annotations

import re
from collections import defaultdict

from bot.nlp.acting import Acting
from bot.nlp.bodies import BODIES
from bot.nlp.entities import Entity, gender_told, settle, spelled_out
from bot.nlp.kinds import COMPASS, ORG, OTHER, PERSON, PLACE, STORMS, Form, KindJudge, agree, is_place
from bot.nlp.lexicon import (
    Country,
    fold,
    gazetteer,
    given_names,
    honorifics,
    word_set,
)
from bot.nlp.names import skeleton
from bot.nlp.naming import ORG_WORDS, Name
from bot.nlp.sheet import SUBJECT, Sheet
from bot.nlp.shortening import introductions, known_long, short_for, team_of
from bot.nlp.spelling import abbreviates, acronyms_of, core_of, form_key, same_given, spells
from bot.nlp.types import ActorType


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
        self.acting = Acting(sheet)

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
        self._introduced = introductions(self.names, self.sheet.word)
        judge = KindJudge(self.sheet)
        for form in forms:
            form.scores = judge.judge(form)
        agree(forms)
        for form in sorted(forms, key=lambda f: (-len(f.key), f.names[0].start)):
            self._place(form)
        for form, options in self._ambiguous:
            self._share_out(form, options)
        for entity in self.entities:
            settle(entity)
        self._join_same_names()
        return [e for e in self.entities if e.mentions]

    def _join_same_names(self) -> None:
        """One entity of several that came to bear one name: "EU" and "Brussels"."""
        first: dict[str, Entity] = {}
        for entity in self.entities:
            if entity.mentions:
                first.setdefault(spelled_out(entity.name), entity)
        for entity in self.entities:
            if not entity.mentions:
                continue
            known = (first[name] for name in known_long(entity.name) if name in first)
            other = next(known, first[spelled_out(entity.name)])
            if other is not entity:
                self._join(other, entity.mentions)
                other.mentions.sort(key=lambda m: m.start)
                other.forms.update(entity.forms)
                entity.mentions = []

    # -- what a form is

    def _forms(self) -> list[Form]:
        by_key: dict[tuple[str, ...], Form] = {}
        for name in self.names:
            key = form_key(name)
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
        if len(options) == 1 and len(form.key) == 1 and options[0].is_person:
            form = self._told_apart(form, options[0])
        if len(options) == 1:
            if options[0].type == OTHER and form.kind == ORG and not options[0].thing:
                options[0].type = ActorType.ORGANIZATION
            self._join(options[0], form.names)
        elif options:
            self._ambiguous.append((form, options))
        else:
            self._new(form)

    def _told_apart(self, form: Form, entity: Entity) -> Form:
        """The mentions of a surname that may be this person's; those of the other gender are somebody else's."""
        gender = gender_told(entity)
        told = [honorifics().get(n.honorific or "") or "" for n in form.names]
        others = [n for n, told_so in zip(form.names, told, strict=True) if told_so and told_so != gender]
        if not gender or not others:
            return form
        if gender not in told and min(n.start for n in entity.mentions) < min(n.start for n in others):
            return form  # "Mr" alone says that the given name above is a man's here
        titled = [n for n in form.names if n.title or (n.honorific and not honorifics().get(n.honorific))]
        others += [n for n in titled if n not in others]
        self._new(Form(key=form.key, names=sorted(others, key=lambda n: n.start), scores=form.scores))
        return Form(key=form.key, names=[n for n in form.names if n not in others], scores=form.scores)

    def _speaking_places(self, form: Form) -> Form:
        """Hands mentions of a capital that acts, or of a house that speaks, to what they stand for; the rest stays."""
        table = gazetteer()
        joined = " ".join(form.key)
        house = table.houses.get(joined)
        if house is not None and not fold(house).endswith(f" {joined}"):  # "State Department" names itself
            acting = [n for n in form.names if self.acting.acts(n)]
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
        people = [e for e in self._last.get(joined, ()) if e.is_person and e.mentions]
        # What "Washington" says is Keri Washington's where she was named before.
        if acting and len(people) == 1 and min(m.start for m in people[0].mentions) < acting[0].start:
            self._join(people[0], acting)
        elif acting:
            self._join(self._country_entity(country), acting)
        return Form(key=form.key, names=[n for n in form.names if n not in acting], scores=form.scores)

    def _stands_for(self, name: Name, country: Country, word: str) -> bool:
        """Whether a capital, or "the Chinese", stands for its country here."""
        told = self._countries.get(country.name, set()) - {word}
        if word in gazetteer().by_capital:
            return self.acting.acts(name) and (bool(told) or self.acting.speaks(name))
        # "the Chinese", "the Americans": only beside their country, or nobody could tell people from state
        if not name.the or self.sheet.dep[name.head] in ("amod", "compound", "nmod", "poss"):
            return False
        several = word in gazetteer().by_people or word.endswith(("ese", "ish", "ch"))
        return several and bool(told) and self.acting.acts(name)

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
        if len(key) == 1 and not is_place(key[0]):
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
        short = short_for(form, self.entities)
        if short is None and self.acting.sport and (form.kind != PLACE or any(map(self.acting.does, form.names))):
            short = team_of(form, self.entities)
        return [short] if short is not None else self._spelled_otherwise(form)

    def _spelled_out(self, form: Form) -> Entity | None:
        """The body that an acronym is short for: by the text's own word, by its initials, or by most of them."""
        key = form.key
        if len(key) == 2 and key[0][:1] == "=":  # "the Chinese CDC"
            return next((e for e in self.entities if e.words[:1] == key[:1] and spells(key[1], e.mentions[0])), None)
        if len(key) != 1:
            return None
        told = self._introduced.get(key[0])
        written = form.names[0].words[0]
        acts = form.kind == ORG or not written.isupper()
        if told is not None and told.entity >= 0 and not self.entities[told.entity].is_person and acts:
            return self.entities[told.entity]
        if not _INITIALS.fullmatch(written):
            return None
        found = self._initials.get(key[0])
        if found is not None or len(key[0]) < _LEAST_LETTERS:
            return found
        near = [e for initials, e in self._initials.items() if abbreviates(key[0], initials)]
        return near[0] if near and all(e is near[0] for e in near) else None

    def _shortens_end(self, form: Form, entity: Entity) -> bool:
        """ "Lavrov" for "Sergei Lavrov", "Pat Carlineo" for "Patrick Carlineo Jr.", "Security Council" for the UN's."""
        key, words = form.key, core_of(entity.words)
        core = core_of(key)
        if entity.type is ActorType.PERSON:
            if form.kind in (ORG, PLACE) and len(key) > 1 and form.margin > 2:
                return False
            if len(core) == 1 or words[-len(core) :] == core:
                return True
            if core[-1] != words[-1]:
                return False
            return same_given(core[:-1], words[:-1])
        if entity.type == OTHER and words[0] in STORMS:
            return core == words[1:]  # "Lando" for "Typhoon Lando"
        if len(core) == 1 and words[0] in _CLUBS and entity.type is ActorType.ORGANIZATION:
            return self.acting.sport and not any(n.honorific or n.title for n in form.names)  # "Porto" for "FC Porto"
        if form.kind == PERSON and form.margin > 1.5:
            return False
        if (
            entity.type is ActorType.GROUP and len(core) == 1 and self.acting.sport
        ):  # "Pioneers" for "Portland Pioneers"
            return core[0][-1:] == "s" and all(n.words[-1][0].isupper() for n in (*form.names, entity.mentions[0]))
        if len(core) == 1:
            if core[0] == "house" and words[0] == "white":
                return False
            named = entity.type is ActorType.ORGANIZATION or (entity.type == OTHER and core[0] not in ORG_WORDS)
            return form.kind == ORG and named and core[0] not in BODIES
        return words[-len(core) :] == core and entity.type is ActorType.ORGANIZATION

    def _shortens_start(self, form: Form, entity: Entity, place_like: bool) -> bool:
        """ "Steve" for "Steve Jobs", "Ceres Robotics" for "Ceres Robotics Inc", "Tottenham" for "Tottenham Hotspur"."""
        key, words = form.key, entity.words
        if entity.type is ActorType.PERSON:
            if len(key) > 1:  # "Ram Sumer" for "Ram Sumer Yadav"
                return form.kind == PERSON and len(words) > len(key) and words[: len(key)] == key
            if form.kind in (ORG, OTHER) and form.margin < _UNSURE and not any(n.the for n in form.names):
                return key[0] == words[0] and key[0] not in ORG_WORDS  # "Gheorghe's daughter"
            if form.kind == PLACE and key[0] in given_names() and form.scores[PLACE] < _UNSURE:
                return key[0] == words[0]  # "Helena was told", which the tagger takes for a town
            if form.kind != PERSON:
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
        company = all(w in COMPANY_WORDS for w in rest)
        if form.kind == PERSON and form.margin > (_UNSURE if company and key[0] not in given_names() else 1.5):
            return False
        if company:
            return True
        if len(rest) > 1 and rest[-1] in _SCHOOLS and len(key) == 1 and form.kind != PERSON:
            return True  # "Birchfield" for "Birchfield Primary School"
        if rest[-1] in COMPANY_WORDS and len(rest) > 1 and form.kind == ORG and key[0] not in gazetteer().by_adjective:
            return len(key) > 1 or key[0] not in given_names()
        if (
            rest[0] in _PRODUCTS
            or (rest[0] in COMPASS and form.names[0].words[0].isupper())
            or self._is_product(form, entity)
        ):
            return False
        return form.kind == ORG and len(key) == 1 and len(rest) == 1 and rest[0] not in BODIES and key[0][0] != "="

    def _is_product(self, form: Form, entity: Entity) -> bool:
        """Whether a longer name comes later and only says what sort of thing is meant: "an Acme Alexa lamp"."""
        later = form.names[0].start < entity.mentions[0].start
        return later and all(self.sheet.dep[n.head] in ("compound", "nmod") for n in entity.mentions)

    def _spelled_otherwise(self, form: Form) -> list[Entity]:
        """The person whose name is this one in another spelling: "Sergey Lavrov" for "Sergei Lavrov"."""
        if form.kind != PERSON or len(form.key[-1]) < 4:
            return []
        for entity in self._bones.get(skeleton(form.key[-1]), ()):
            if len(form.key) == 1 or same_given(form.key[:-1], entity.words[:-1]):
                return [entity]
        return []

    def _new(self, form: Form) -> None:
        kind = form.kind
        entity = Entity(
            index=len(self.entities),
            type=ActorType(kind) if kind != OTHER else OTHER,
            name=" ".join(form.names[0].words),
            words=form.key,
            thing=form.thing,
        )
        self.entities.append(entity)
        self._exact[form.key] = entity
        if len(form.key) > 1:
            core = core_of(form.key)
            self._last[core[-1]].append(entity)
            self._first[form.key[0]].append(entity)
            if kind == PERSON and len(core[-1]) > 3:
                self._bones[skeleton(core[-1])].append(entity)
            if kind != PERSON:
                for words in {n.words for n in form.names}:
                    for initials in acronyms_of(words):
                        self._initials.setdefault(initials, entity)
        self._join(entity, form.names)

    def _join(self, entity: Entity, names: list[Name]) -> None:
        for name in names:
            name.entity = entity.index
        entity.mentions.extend(names)

    def _share_out(self, form: Form, options: list[Entity]) -> None:
        """Mentions of a surname that several people have, each to the one it fits, or the one named last.

        Of several in one sentence it is the subject: "Ann Lee came with her husband, Tom Lee."
        """
        for name in form.names:
            fit = options
            gender = honorifics().get(name.honorific or "") or None
            if gender:
                fit = [e for e in options if gender_told(e) in (gender, None)] or options
                surely = [e for e in fit if gender_told(e) == gender]
                fit = surely or fit
            fit = self._alone_before(name, fit)
            before = [
                (max((self._nearness(m) for m in e.mentions if m.start < name.start), default=_NOWHERE), e) for e in fit
            ]
            at, entity = max(before, key=lambda pair: pair[0])
            if at == _NOWHERE:
                entity = min(fit, key=lambda e: min((m.start for m in e.mentions), default=0))
            name.rivals = len(fit) - 1
            self._join(entity, [name])
            entity.mentions.sort(key=lambda m: m.start)

    def _nearness(self, name: Name) -> tuple[int, bool, int]:
        """By which the later of two mentions is told: its sentence, whether it is a subject there, its place."""
        return self.sheet.sent[name.start], self.sheet.dep[name.head] in SUBJECT, name.start

    def _alone_before(self, name: Name, options: list[Entity]) -> list[Entity]:
        """Of several with one surname, whoever had it alone before the others came; kin come with a first name."""
        firsts = [min((m.start for m in e.mentions if m.folded != name.folded), default=name.start) for e in options]
        alone = [
            [m.start for m in e.mentions if m.folded == name.folded and first < m.start < name.start]
            for e, first in zip(options, firsts, strict=True)
        ]
        if sum(map(bool, alone)) != 1 or name.honorific:
            return options
        one = next(k for k, places in enumerate(alone) if places)
        others = [first for k, first in enumerate(firsts) if k != one]
        return [options[one]] if all(first > min(alone[one]) for first in others) else options


COMPANY_WORDS = word_set("company words") | word_set("legal forms")
LEGAL_FORMS = word_set("legal forms")
_NOWHERE = (-1, False, -1)
_MOST_OPTIONS = 30  # people of one name in one text
_PRODUCTS = word_set("product words")
_CLUBS = frozenset({"fc", "afc", "ac", "as", "cd", "cf", "rc", "sc", "ssc", "sv", "vfl", "vfb"})
_SCHOOLS = frozenset({"school", "college", "hospital", "academy"})


_INITIALS = re.compile(r"[A-Z.&]+[A-Z&.0-9-]*|[A-Z][a-z][A-Z]{1,3}")
_LEAST_LETTERS = 3
_UNSURE = 2.0
