"""Short ways to name a body or a person that share neither first nor last word with the full name.

"The College" for "Royal College of Midwives", "Transport" for "Transport for Leeds", "Bobby" for "Robert Kane", "GOP"
for the Republicans.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.nlp.entities import Entity
from bot.nlp.kinds import COMPASS, ORG, PERSON, Form, is_place
from bot.nlp.lexicon import fold, nouns, pet_names, word_set
from bot.nlp.naming import ORG_WORDS, Name
from bot.nlp.types import ActorType

type Way = Callable[[Form, Entity], bool]
"""Whether a form may name an entity in one way."""

KNOWN = {
    "gop": ("Republican Party", "Republicans"),
    "isis": ("Islamic State",),
    "isil": ("Islamic State",),
    "daesh": ("Islamic State",),
    "islamic state group": ("Islamic State",),
    "tories": ("Conservative Party", "Conservatives"),
    "lib dems": ("Liberal Democrats",),
    "dems": ("Democratic Party", "Democrats"),
    "nypd": ("New York Police Department",),
    "met": ("Metropolitan Police",),
    "scotland yard": ("Metropolitan Police",),
    "fed": ("Federal Reserve",),
    "u.s. federal reserve": ("Federal Reserve",),
    "scotus": ("Supreme Court", "U.S. Supreme Court", "US Supreme Court"),
}
"""What everybody knows some names to be short for: joined where the text has one of these, too."""
_PARTICLES = word_set("particles")
_NO_TEAMS = (
    word_set("bodies")
    | COMPASS
    | {"university", "college", "school", "hospital", "airport", "police", "office", "bank"}
)
_TIES = frozenset({"of", "for", "in"})


def known_long(name: str) -> tuple[str, ...]:
    """The full names that a name may be short for, the likeliest first."""
    return KNOWN.get(fold(name), ())


def short_for(form: Form, entities: Sequence[Entity]) -> Entity | None:
    """The one entity that a form is a less usual short way to name; None where there is none, or are several."""
    ways: tuple[Way, ...]
    if form.kind == PERSON:
        ways = (_by_pet_name, _by_part, _by_initials)
    else:
        ways = (_by_head, _by_opening, _by_party, _by_initials, _by_article)
    for way in ways:
        found = [e for e in entities if way(form, e)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _by_head(form: Form, entity: Entity) -> bool:
    """ "The College" for a body whose name goes on with "of" or "for" behind this word."""
    word = form.key[0]
    if len(form.key) != 1 or entity.type is not ActorType.ORGANIZATION or _head(entity.words) != word:
        return False
    if word not in ORG_WORDS and word not in nouns().organizations and word != "transport":
        return False
    return entity.words[0] == word or all(n.the for n in form.names)


def _head(words: tuple[str, ...]) -> str:
    at = next((i for i, word in enumerate(words) if word in _TIES), 0)
    return words[at - 1] if at else ""


def _by_opening(form: Form, entity: Entity) -> bool:
    """ "Supreme Court" for "Supreme Court of Kenya"; "Moody's" for "Moody's Investors Service"."""
    size = len(form.key)
    if entity.type is not ActorType.ORGANIZATION or len(entity.words) <= size:
        return False
    if size == 1:
        bare = form.key[0].removesuffix("'s")
        return entity.words[0] == f"{bare}'s" and len(bare) > 3
    return entity.words[:size] == form.key and entity.words[size] in _TIES


def _by_party(form: Form, entity: Entity) -> bool:
    """ "The Greens" for "Green Party"."""
    words = entity.words
    return len(words) == 2 and words[1] == "party" and len(form.key) == 1 and form.key[0] == f"{words[0]}s"


def _by_pet_name(form: Form, entity: Entity) -> bool:
    """A pet name alone: by common knowledge, or as the text gives it in marks."""
    if len(form.key) != 1 or entity.type is not ActorType.PERSON or len(entity.words) < 2:
        return False
    word = form.key[0]
    if pet_names().get(word, frozenset()) & pet_names().get(entity.words[0], frozenset()):
        return True
    return any(word in _nicknames(n.words) for n in entity.mentions[:1])


def _nicknames(words: tuple[str, ...]) -> set[str]:
    """What stands in marks within a name: "chino" of 'Luis "Chino" Ybarra'."""
    return {fold(w).strip("\"“”‘’'()") for w in words if w[:1] in "\"“‘'("}


def _by_part(form: Form, entity: Entity) -> bool:
    """ "Lula" for "Luiz Inácio Lula da Silva", "Sisi" for "Abdel Fattah al-Sisi", "Bell Jones" for "Bell-Jones"."""
    if entity.type is not ActorType.PERSON or len(entity.words) < 2:
        return False
    ours, theirs = _parts(form.key), _parts(entity.words)
    if len(ours) > 1:
        return ours == theirs[-len(ours) :]
    if ours[0] in _PARTICLES or len(ours[0]) < 4:
        return False
    return ours[0] == theirs[-1] or (len(theirs) > 3 and ours[0] in theirs[1:])


def _parts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for word in words for part in word.split("-") if part not in ("al", "el"))


def _by_article(form: Form, entity: Entity) -> bool:
    """ "Sisi" for "Abdel Fattah al-Sisi", also where the tagger sees no person."""
    last = entity.words[-1] if entity.type is ActorType.PERSON and len(entity.words) > 1 else ""
    return len(form.key) == 1 and last in (f"al-{form.key[0]}", f"el-{form.key[0]}")


def _by_initials(form: Form, entity: Entity) -> bool:
    """ "RFK Jr." for "Robert F. Kennedy Jr.", "AOC"."""
    word = form.names[0].words[0]
    if entity.type is not ActorType.PERSON or not word.isupper() or not 2 < len(word) < 5:
        return False
    if len(form.key) > 1 and form.key[1:] != entity.words[-1:]:
        return False
    parts = [p for w in entity.words for p in w.split("-") if p.strip(".") not in ("jr", "sr")]
    return "".join(p[:1] for p in parts) == form.key[0]


def team_of(form: Form, entities: Sequence[Entity]) -> Entity | None:
    """In a text about sport, the one team whose name goes on behind these words: "Seattle" for "Seattle Mariners"."""
    if any(n.honorific or n.title for n in form.names):
        return None
    size = len(form.key)
    teams: tuple[ActorType, ...] = (ActorType.ORGANIZATION, ActorType.GROUP)
    if form.kind == ORG:
        teams = (*teams, ActorType.PLACE)  # "Bayern Munich", which the tagger takes for a town
    found = [e for e in entities if e.type in teams and len(e.words) == size + 1 and e.words[:size] == form.key]
    return found[0] if len(found) == 1 and found[0].words[-1] not in _NO_TEAMS else None


def introductions(names: Sequence[Name], word: Sequence[str]) -> dict[str, Name]:
    """Short forms that the text explains: "the Federal Criminal Police (BKA)", "Ashford Town (@WanderersLive)"."""
    out: dict[str, Name] = {}
    for long, short in pairwise(names):
        between = tuple(word[long.end : short.start])
        if between not in _INTRODUCES or len(short.words) != 1 or len(long.words) < 2:
            continue
        if long.label == "PERSON" or short.end >= len(word) or word[short.end] != _INTRODUCES[between]:
            continue
        if _ACRONYM.fullmatch(short.words[0]):
            out.setdefault(short.folded[0], long)
        elif long.label == "ORG" and len(long.words) > 2 and _SHORT_NAME.fullmatch(short.words[0]):
            if not is_place(short.folded[0]):
                out.setdefault(short.folded[0], long)
        elif short.words[0].startswith("@"):
            for part in _HANDLE.findall(short.words[0]):
                out.setdefault(part.lower(), long)
    return out


_INTRODUCES = {("(",): ")", (",", "or"): ",", (",", "or", "the"): ",", (",", "known", "as"): ","}
"""What stands between a name and its acronym -> what stands after that."""
_HANDLE = re.compile(r"[A-Z][a-z]{3,}")  # the words of "@WanderersLive"
_ACRONYM = re.compile(r"[A-Z][A-Za-z&-]{0,6}[A-Z]")
_SHORT_NAME = re.compile(r"[A-Z][a-z]{3,9}")  # "Inamar", "Unicef", in brackets behind a name of three words
