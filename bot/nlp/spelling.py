"""The words of a name, as far as they tell that two names are one: its key, its core, its initials."""

from __future__ import annotations

from functools import lru_cache

from bot.nlp.bodies import institution_key
from bot.nlp.lexicon import pet_names
from bot.nlp.names import skeleton
from bot.nlp.naming import Name

_TURNED = frozenset({"university", "department", "ministry", "dept"})


def form_key(name: Name) -> tuple[str, ...]:
    """What mentions of one form have in common."""
    folded = tuple(_plain(w) for w in name.folded)
    return institution_key(_turned(folded))


def _turned(folded: tuple[str, ...]) -> tuple[str, ...]:
    """ "Northmoor University" for "University of Northmoor", "Justice Department" for "Department of Justice"."""
    at = next((i for i, word in enumerate(folded[:3]) if word in _TURNED), -1)
    if at < 0 or len(folded) < at + 3 or folded[at + 1] not in ("of", "for") or len(folded) > at + 6:
        return folded
    return (*folded[:at], *(w for w in folded[at + 2 :] if w != "the"), folded[at])


def abbreviates(short: str, initials: str) -> bool:
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


def core_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words without "Jr." and the like."""
    while len(words) > 1 and words[-1].strip(".,") in ("jr", "sr", "ii", "iii", "iv"):
        words = words[:-1]
    return words


def same_given(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two given names, in one article and before one surname, are one person's."""
    if not a or not b:
        return True
    a, b = (tuple(part for word in given for part in word.split("-")) for given in (a, b))  # "Mary-Anne"
    x, y = a[0].strip("."), b[0].strip(".")
    if len(a) == len(b) > 1 and a[-1][0] != b[-1][0]:
        return False  # "Ram Sumer" and "Ram Naresh": two brothers
    if x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]):
        return not _told_apart(a[1:], b[1:])
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    families = pet_names()
    return bool(families.get(x, frozenset()) & families.get(y, frozenset())) or skeleton(x) == skeleton(y)


def _told_apart(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two people share a first name and not the next: "Ram Naresh" and "Ram Sumer"."""
    if not a or not b or set(a) <= set(b) or set(b) <= set(a):
        return False
    x, y = a[0].strip("."), b[0].strip(".")
    return min(len(x), len(y)) > 1 and skeleton(x) != skeleton(y)


def acronyms_of(words: tuple[str, ...]) -> set[str]:
    """What the initials of a name of several words spell, with its small words and without them."""
    parts = [p for w in words for p in w.replace("-", " ").split() if p[0].isalpha()]
    every = "".join(p[0].lower() for p in parts)
    great = "".join(p[0].lower() for p in parts if p[0].isupper())
    return {a for a in (every, great) if len(a) > 1}


def spells(short: str, name: Name) -> bool:
    """Whether an acronym stands for all of a name but its first word: "CDC" in "the Chinese CDC"."""
    return any(a == short or abbreviates(short, a) for a in acronyms_of(name.words[1:]) if len(short) > 1)
