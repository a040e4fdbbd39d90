"""What a newspaper reader knows by heart: titles, trades, countries and their capitals, given names.

The tables are small text files in `data/`, made for this project; each says in its first lines what it holds. They are
read once, when first asked for, and hold general knowledge only: never a person, an outlet or an article.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"

MALE, FEMALE = "m", "f"


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """`word` in lower case, without diacritics and with a straight apostrophe: what tables are looked up by."""
    word = word.lower().replace("’", "'").replace("ʼ", "'")
    if word.isascii():
        return word
    return "".join(_PLAIN.get(c, c) for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


_PLAIN = {"ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """What common nouns say of the one they stand for. All words are folded; phrases are joined by one space."""

    titles: frozenset[str]  # may stand with a capital right before a name
    persons: frozenset[str]  # singular nouns for one person
    plurals: dict[str, str]  # plural -> singular, of persons
    gender: dict[str, str]
    groups: frozenset[str]
    organizations: frozenset[str]
    countries: frozenset[str]
    title_ends: frozenset[str]  # last words of titles


@cache
def nouns() -> Nouns:
    """The table of role nouns."""
    sections: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in _lines("roles.txt"):
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), set())
        else:
            words.update(fold(w.strip()) for w in line.split(";") if w.strip())
    titles = frozenset(sections["title"])
    persons = frozenset(sections["person"] | sections["m"] | sections["f"] | {t for t in titles if "." not in t})
    gender = dict.fromkeys(sections["m"], MALE) | dict.fromkeys(sections["f"], FEMALE)
    return Nouns(
        titles=titles,
        persons=persons,
        plurals={plural(p): p for p in persons},
        gender=gender,
        groups=frozenset(sections["group"]),
        organizations=frozenset(sections["organization"]),
        countries=frozenset(sections["country"]),
        title_ends=frozenset(t.rsplit(" ", 1)[-1] for t in titles),
    )


@lru_cache(maxsize=8192)
def is_person_noun(word: str) -> bool:
    """Whether a folded singular noun stands for a person: listed, or made like one ("neurobiologist")."""
    persons = nouns().persons
    if word in persons:
        return True
    if "-" in word and word.rsplit("-", 1)[-1] in persons:
        return True
    return len(word) > 7 and (word.endswith(_TRADES + _MAKERS) or (word.endswith("man") and word not in _NO_MEN))


_TRADES = ("ologist", "ographer", "ician", "iatrist", "physicist", "chemist", "economist", "surgeon", "scientist")
_MAKERS = ("worker", "writer", "player", "minister", "officer", "owner", "woman", "person", "master", "fighter")


_NO_MEN = frozenset({"talisman", "hetman", "burgerman"})


def plural(noun: str) -> str:
    """The plural of an English noun for a person: "spokeswomen", "secretaries", "brothers-in-law"."""
    if "-in-" in noun or "-of-" in noun:
        head, rest = noun.split("-", 1)
        return f"{plural(head)}-{rest}"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return noun + "es"
    return noun + "s"


_IRREGULAR = {"person": "people", "child": "children", "wife": "wives", "midwife": "midwives", "thief": "thieves"} | {
    "ex-wife": "ex-wives",
    "housewife": "housewives",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country as the press names it."""

    name: str
    others: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Countries by each of their words, folded."""

    by_name: dict[str, Country]
    by_adjective: dict[str, Country]
    by_people: dict[str, Country]
    by_capital: dict[str, Country]
    houses: dict[str, str]  # "no 10" -> "Downing Street": what speaks
    house_country: dict[str, str]


@cache
def gazetteer() -> Gazetteer:
    """The table of countries and of the houses that speak for governments."""
    by_name: dict[str, Country] = {}
    by_adjective: dict[str, Country] = {}
    by_people: dict[str, Country] = {}
    by_capital: dict[str, Country] = {}
    for line in _lines("countries.txt"):
        name, others, adjectives, people, capitals = (
            tuple(w.strip() for w in part.split(",") if w.strip()) for part in line.split("|")
        )
        country = Country(name=name[0], others=others, adjectives=adjectives, people=people, capitals=capitals)
        by_name.update((fold(w), country) for w in (*name, *others))
        by_adjective.update((fold(w), country) for w in adjectives)
        by_people.update((fold(w), country) for w in people)
        by_capital.update((fold(w), country) for w in capitals)
    houses, house_country = {}, {}
    for line in _lines("metonyms.txt"):
        house, speaks, of = (part.strip() for part in line.split("|"))
        houses[fold(house)] = speaks
        house_country[fold(house)] = of
    return Gazetteer(
        by_name=by_name,
        by_adjective=by_adjective,
        by_people=by_people,
        by_capital=by_capital,
        houses=houses,
        house_country=house_country,
    )


@lru_cache(maxsize=4096)
def is_demonym(word: str) -> bool:
    """Whether a folded word is what one person of a country is called: "swede", "frenchman"."""
    table = gazetteer()
    if word.endswith(("man", "woman")):
        return word.removesuffix("man").removesuffix("wo") in table.by_adjective
    return f"{word}s" in table.by_people and word not in table.by_name


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    sets: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in _lines("words.txt"):
        if line.startswith("["):
            words = sets.setdefault(line.strip("[]"), set())
        else:
            words.update(w.strip() for w in line.split(";") if w.strip())
    return {name: frozenset(found) for name, found in sets.items()}


def word_set(name: str) -> frozenset[str]:
    """The closed class of words called `name` in `words.txt`, in lower case."""
    return _word_sets()[name]


@cache
def given_names() -> dict[str, str]:
    """Given names, folded, with the gender they are mostly given to: m, f, u for either; m?, f? where rare."""
    table: dict[str, str] = {}
    gender = "u"
    for line in _lines("first_names.txt"):
        if line.startswith("["):
            gender = line.strip("[]")
        else:
            table.update(dict.fromkeys(line.split(), gender))
    return table


@cache
def honorifics() -> dict[str, str]:
    """Forms of address, folded, with the gender they tell, or an empty string."""
    return {word: "" if gender == "-" else gender for word, gender, _ in _address()}


@cache
def spoken_titles() -> dict[str, str]:
    """Short forms of titles that are also roles, without the full stop: "gov" -> "governor"."""
    return {word.strip("."): role for word, _, role in _address() if role != "-"}


def _address() -> list[tuple[str, str, str]]:
    """Each form of address with gender and role, "-" where it has none."""
    rows = []
    for line in _lines("honorifics.txt"):
        word, gender, role = line.split()
        rows.append((word, gender, role))
    return rows


@cache
def alike() -> dict[str, frozenset[str]]:
    """Noun -> the nouns that newspapers use by turns with it: "company", "firm", "carmaker"."""
    table: dict[str, set[str]] = {}
    for line in _lines("alike.txt"):
        family = {w.strip() for w in line.split(";")}
        for word in family:
            table.setdefault(word, set()).update(family)
    return {word: frozenset(family) for word, family in table.items()}


@cache
def pet_names() -> dict[str, frozenset[int]]:
    """Given name, folded -> numbers of the families of names it belongs to ("bill" and "william" share one)."""
    table: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("nicknames.txt")):
        for word in line.split():
            table.setdefault(fold(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


def gender_of_given(word: str) -> tuple[str | None, bool]:
    """The gender that a given name tells (m, f, None), and whether it is well known. "Jean-Luc" is told by "Jean"."""
    table = given_names()
    key = fold(word).strip(".")
    found = table.get(key) or (table.get(key.split("-", 1)[0]) if "-" in key else None) or "u"
    return (None if found == "u" else found[0]), not found.endswith("?")
