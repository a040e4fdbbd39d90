"""Somebody in an article, with every place where it names them, and what is known of them in the end.

The name is the fullest that the article gives; of a country, the one that the press calls it by.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from bot.nlp.lexicon import Country, fold, gazetteer, gender_of_given, given_names, honorifics
from bot.nlp.naming import Name
from bot.nlp.types import ActorType

_KNOWN_SHORT = {"eu": "European Union", "un": "United Nations", "u.n.": "United Nations", "e.u.": "European Union"}
_PEERS = frozenset({"lord", "lady", "baroness", "viscount"})


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
    thing: bool = False  # what never acts: a law, an illness, a machine
    country: Country | None = None
    words: tuple[str, ...] = ()  # the folded words of the fullest name
    roles: list[tuple[float, str]] = field(default_factory=list)  # worth, the article's words
    nouns: set[str] = field(default_factory=set)  # what common nouns the article calls it by: "senator", "company"
    adjectives: set[str] = field(default_factory=set)  # "russian": what it may be told apart by

    @property
    def is_person(self) -> bool:
        return self.type is ActorType.PERSON


def gender_told(entity: Entity) -> str | None:
    """The gender that an honorific or the given name tells, before the entity is settled."""
    for name in entity.mentions:
        told = honorifics().get(name.honorific or "")
        if told:
            return told
    return gender_of_given(entity.words[0])[0] if len(entity.words) > 1 else None


def settle(entity: Entity) -> None:
    """Fills in name, words, gender and number of an entity whose mentions are all there."""
    entity.mentions.sort(key=lambda m: m.start)
    for name in entity.mentions:
        entity.forms[" ".join(name.words)] += 1
    if entity.country is not None:
        _name_country(entity)
        return
    if not entity.mentions or entity.name in gazetteer().houses.values():
        return
    entity.name = _fullest(entity)
    entity.words = tuple(fold(w).strip(".,") for w in entity.name.split())
    if entity.is_person:
        told = [g for m in entity.mentions if (g := honorifics().get(m.honorific or ""))]
        if told:
            entity.gender, entity.sure_gender = Counter(told).most_common(1)[0][0], True
        elif len(entity.words) > 1 or entity.words[0] in given_names():
            entity.gender, entity.known_gender = gender_of_given(entity.words[0])
    if entity.type is ActorType.GROUP:
        entity.plural = True


def _fullest(entity: Entity) -> str:
    """The fullest name the article gives; of two as full, the one used more, then the first."""
    forms: dict[str, tuple[int, float, int]] = {}
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
        length = _written_out(text)
        if entity.type is ActorType.ORGANIZATION and len(text) <= 6 and text.isupper():
            length = 0
        count = entity.forms[" ".join(name.words)]
        forms[text] = max(forms.get(text, (0, 0, 0)), (0 if shouted else 1, length, count))
    text = max(forms.items(), key=lambda kv: kv[1])[0]
    if entity.is_person and text.isupper() and len(text) > 3:  # of a transcript: nobody is called so
        longest = max(forms, key=lambda form: (len(form.split()), forms[form][2]))
        text = " ".join(_capitalised(word) for word in longest.split())
    return text


def _written_out(name: str) -> float:
    """How much of a name is written out: "Ben Nze" more than "B. U. Nze", "Ben U. Nze" more than both."""
    if name.startswith("@"):
        return 0
    words = name.replace("-", " ").split()
    initials = sum(1 for w in words if re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]", w))
    owned = any(w.endswith(("'s", "’s")) for w in words[:-1])  # "Fife Health Board" before "Fife's Health Board"
    return len(words) - 0.9 * initials - 0.1 * owned


def _capitalised(word: str) -> str:
    """ "OKONJO-REED" -> "Okonjo-Reed"; initials stay."""
    return word if "." in word else "-".join(part.capitalize() for part in word.split("-"))


def spelled_out(name: str) -> str:
    """What everybody knows "EU" and "UN" to be short for; other names as they are."""
    return _KNOWN_SHORT.get(name.lower(), name)


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


def _bare(text: str) -> str:
    """A name without marks around it or an unmatched bracket at its end."""
    if any(mark in text for mark in "\"“‘('"):
        text = re.sub(r"\s[\"“(‘'][^\"”)’']{1,25}[\"”)’'](?=\s)", "", text).strip(" ,;:\"“”‘'")
    if text.count("(") != text.count(")"):
        text = text.split("(")[0].strip()
    return text
