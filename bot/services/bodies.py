"""Bodies that articles name by their country in two ways: "Russia's foreign ministry", "the Russian Foreign Ministry".

An article's own words are its name for a body, so two articles may have two names for one. They are taken for the same
only where one says whose it is and the other is an adjective, with the same words behind: "America's Cup" and
"American Airlines" have nothing to be mixed up with.
"""

from __future__ import annotations

import re
from functools import cache

from bot.nlp.lexicon import Country, gazetteer
from bot.services.names import fold

_WHOSE = re.compile(r"^(?:the )?(?P<whose>.+?)['’](?:s )?\s*(?P<body>\w.*)$", re.IGNORECASE)
_MOST_WORDS = 3  # of a country's adjective: "South Korean", "Papua New Guinean"


def keys_of_same(name: str) -> set[str]:
    """The other keys (`fold`) under which the body of this name may be known; empty for most names."""
    owned = _WHOSE.match(name)
    if owned:
        country = _countries().get(fold(owned["whose"]))
        body = fold(owned["body"])
        return {f"{fold(adjective)} {body}" for adjective in country.adjectives} if country and body else set()
    words = fold(name).removeprefix("the ").split()
    for length in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        country = _adjectives().get(" ".join(words[:length]))
        if country is not None:
            body = " ".join(words[length:])
            return {f"{owner} {body}" for owner in _owners(country)}
    return set()


def _owners(country: Country) -> set[str]:
    """ "Russia's" as a key has it; of "United States'" the key would be that of "United States Steel" as well."""
    names = {fold(name) for name in (country.name, *country.others)}
    return {f"{name}s" for name in names if not name.startswith("the ") and not name.endswith("s")}


@cache
def _countries() -> dict[str, Country]:
    return {fold(name): country for country in _all() for name in (country.name, *country.others)}


@cache
def _adjectives() -> dict[str, Country]:
    return {fold(adjective): country for country in _all() for adjective in country.adjectives}


def _all() -> list[Country]:
    return list({id(country): country for country in gazetteer().by_name.values()}.values())
