"""Short ways to name a body or a person that share neither first nor last word with the full name.

"The College" for "Royal College of Midwives", "Transport" for "Transport for Leeds", "Bobby" for "Robert Kane", "GOP"
for the Republicans.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlp.entities import Entity
from bot.nlp.kinds import PERSON, Form
from bot.nlp.lexicon import fold, nouns, pet_names
from bot.nlp.naming import ORG_WORDS
from bot.nlp.types import ActorType

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
    "scotus": ("Supreme Court", "U.S. Supreme Court", "US Supreme Court"),
}
"""What everybody knows some names to be short for: joined where the text has one of these, too."""
_TIES = frozenset({"of", "for"})


def known_long(name: str) -> tuple[str, ...]:
    """The full names that a name may be short for, the likeliest first."""
    return KNOWN.get(fold(name), ())


def by_head(form: Form, entities: Sequence[Entity]) -> Entity | None:
    """The one body whose name goes on with "of" or "for" behind this word."""
    if len(form.key) != 1 or form.kind == PERSON:
        return None
    word = form.key[0]
    if word not in ORG_WORDS and word not in nouns().organizations and word != "transport":
        return None
    found = [e for e in entities if e.type is ActorType.ORGANIZATION and _head(e.words) == word]
    if len(found) != 1:
        return None
    opens = found[0].words[0] == word
    return found[0] if opens or all(n.the for n in form.names) else None


def _head(words: tuple[str, ...]) -> str:
    at = next((i for i, word in enumerate(words) if word in _TIES), 0)
    return words[at - 1] if at else ""


def by_pet_name(form: Form, entities: Sequence[Entity]) -> Entity | None:
    """The one person whom a pet name alone can mean: by common knowledge, or as the text gives it in marks."""
    if len(form.key) != 1 or form.kind != PERSON:
        return None
    word = form.key[0]
    families = pet_names().get(word, frozenset())
    found = []
    for entity in entities:
        if entity.type is not ActorType.PERSON or len(entity.words) < 2:
            continue
        known = bool(families & pet_names().get(entity.words[0], frozenset()))
        if known or any(word in _nicknames(n.words) for n in entity.mentions[:1]):
            found.append(entity)
    return found[0] if len(found) == 1 else None


def _nicknames(words: tuple[str, ...]) -> set[str]:
    """What stands in marks within a name: "chino" of 'Luis "Chino" Ybarra'."""
    return {fold(w).strip("\"“”‘’'()") for w in words if w[:1] in "\"“‘'("}
