"""Somebody at the heart of a story whom nobody names: the patient of a case report, the victim of a crime.

Such a person counts where the article brings them in ("a 43-year-old man"), then keeps coming back to them ("the man",
"the patient"). Where a crime story names people with their ages, "the man" is more likely one of those, and stays with
them.
"""

from __future__ import annotations

import re
from collections import defaultdict

from bot.nlp.entities import Entity
from bot.nlp.lexicon import nouns, word_set
from bot.nlp.sheet import Sheet
from bot.nlp.types import ActorType

UNNAMED = "unnamed: "
_STRANGERS = word_set("strangers")
_LIKELY_NAMED = word_set("likely named")
_OFTEN = 3
_GENERAL = frozenset({"man", "woman"})


def find_strangers(sheet: Sheet, entities: list[Entity], inside: list[bool]) -> list[Entity]:
    """The people without a name whom the article is about; indexes go on where those of `entities` end."""
    definite: dict[str, list[int]] = defaultdict(list)
    brought_in: dict[str, str] = {}
    for i, word in enumerate(sheet.word):
        if word not in _STRANGERS or inside[i] or sheet.tag[i] not in ("NN", "NNP"):
            continue
        article = _article(sheet, i)
        if article is None:
            continue
        if sheet.word[article] == "the":
            definite[word].append(i)
        elif word not in brought_in and sheet.dep[i] != "appos" and sheet.child(i, {"appos"}) is None:
            brought_in[word] = sheet.text[sheet.start[article] : sheet.end[i]]
    if not definite:
        return []
    called = set().union(*(e.nouns for e in entities)) if entities else set()
    aged = any("-year-old" in a for e in entities for a in e.adjectives)
    told = [
        word
        for word, places in definite.items()
        if len(places) >= _OFTEN and word not in called and not (aged and word in _LIKELY_NAMED)
    ]
    return _made(sheet, told, definite, brought_in, len(entities))


def _made(
    sheet: Sheet, told: list[str], definite: dict[str, list[int]], brought_in: dict[str, str], index: int
) -> list[Entity]:
    gender = nouns().gender
    particular = [w for w in told if w not in _GENERAL]
    out: list[Entity] = []
    for word in particular or told:
        if word not in brought_in and not (len(particular) == 1 and _GENERAL & set(brought_in)):
            continue
        also = _GENERAL & set(definite) if len(particular) == 1 and word != "victim" else frozenset()
        intro = brought_in.get(word) or next(brought_in[w] for w in sorted(_GENERAL) if w in brought_in)
        intro = re.sub(r"-(man|woman|boy|girl)$", r" \1", intro[:1].lower() + intro[1:])
        name = f"{UNNAMED}the {word}" + (f" ({intro})" if intro.split()[1:] != [word] else "")
        entity = Entity(index=index + len(out), type=ActorType.PERSON, name=name, words=(word,), nouns={word, *also})
        entity.roles.append((1.0, word))
        told_gender = {gender[w] for w in (word, *also) if w in gender}
        if len(told_gender) == 1:
            entity.gender, entity.sure_gender = told_gender.pop(), True
        for noun in (word, *sorted(also)):
            entity.forms[f"the {noun}"] += len(definite[noun])
        out.append(entity)
    return out


def _article(sheet: Sheet, noun: int) -> int | None:
    """The "the" or "a" that begins the noun phrase ending in `noun`."""
    i = noun - 1
    while i >= 0 and noun - i < 9:
        if sheet.word[i] in ("the", "a", "an"):
            return i
        if sheet.tag[i] not in ("JJ", "NN", "CD", "HYPH", "VBN", "VBG", "NNS", ":"):
            return None
        i -= 1
    return None
