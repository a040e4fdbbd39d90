"""Two countries in one word: "US-China talks" names the United States and China."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.nlp.lexicon import fold, gazetteer, word_set
from bot.nlp.naming import Name
from bot.nlp.sheet import Sheet

_JOINS = frozenset({"-", "–", "/"})
_WHERE = frozenset({"border", "borders", "frontier", "boundary", "highway", "crossing"})
"""What lies between two countries, and is no doing of theirs."""
_BETWEEN = word_set("between countries")


def parted(sheet: Sheet, names: Sequence[Name]) -> list[Name]:
    """The names, with each that joins two countries parted into both."""
    out: list[Name] = []
    for name in names:
        parts = _parts(sheet, name)
        out.extend(parts or [name])
    return out


def _parts(sheet: Sheet, name: Name) -> list[Name]:
    first, last = name.start, name.end - 1
    if last - first != 2 or sheet.word[first + 1] not in _JOINS:
        return []
    behind = set(sheet.word[name.end : name.end + 2])
    if not (_is_country(sheet, first) and _is_country(sheet, last)) or _WHERE & behind:
        return []
    by_name = gazetteer().by_name
    if not (fold(sheet.word[first]) in by_name and fold(sheet.word[last]) in by_name) and not _BETWEEN & behind:
        return []  # "a Chinese-American author"
    return [_one(sheet, name, first), _one(sheet, name, last)]


def _is_country(sheet: Sheet, token: int) -> bool:
    table, word = gazetteer(), fold(sheet.word[token])
    return word in table.by_name or word in table.by_adjective


def _one(sheet: Sheet, name: Name, token: int) -> Name:
    word = sheet.text[sheet.start[token] : sheet.end[token]]
    country = gazetteer().by_name.get(fold(word)) or gazetteer().by_adjective[fold(word)]
    word = word if fold(word) in gazetteer().by_name else country.name
    return replace(
        name, start=token, end=token + 1, label="GPE", words=(word,), folded=(fold(word),), head=token, extra={}
    )
