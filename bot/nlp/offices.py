"""Offices of several words right before a name: "Governor of the Bank of England X", "Slugger X", "Justices X and Y".

The tagger takes the end of such an office into the name, "Opposition Jo Lee"; here the name is found again by its given
name, and the office by its first word.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlp.lexicon import fold, given_names, honorifics, is_person_noun, nouns, word_set
from bot.nlp.sheet import Sheet

_TIES = frozenset({"of", "for", "to"})
_SMALL = frozenset({"the", "and", "&", ","})
_FARTHEST = 9
_TIED = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "CC"})
_OF_SOMEBODY = word_set("kin") | word_set("related") | {"fan", "supporter", "critic"}
"""What is tied to somebody, and whose name may be the one behind: "a friend of Hollywood star X"."""


def office_before(sheet: Sheet, end: int) -> int | None:
    """The first token of an office that ends, in capitals, right before token `end`: of "Leader of the Opposition"."""
    i = end - 1
    tied = False
    low = max(sheet.sentence(end - 1)[0] if end else 0, end - _FARTHEST)
    while i >= low:
        word = sheet.word[i]
        if sheet.ent_type[i] == "PERSON" and not is_person_noun(word) and "," in sheet.word[i + 1 : end]:
            return None  # "Speaker of the House, Ann Lee, Senator X": another's
        if word in _TIES:
            tied = True
        elif word not in _SMALL and not sheet.text[sheet.start[i]].isupper():
            return None
        elif tied and sheet.word[i + 1] in _TIES and word in nouns().title_ends:
            return i
        i -= 1
    return None


def any_office(sheet: Sheet, end: int) -> int | None:
    """The first token of an office of several words right before token `end`."""
    found = office_before(sheet, end)
    return phrase_before(sheet, end) if found is None else found


def tied_office(sheet: Sheet, end: int) -> int | None:
    """The noun of an office with what it is of, in small letters, right before token `end`: "head of research X"."""
    low = max(sheet.sentence(end - 1)[0] if end else 0, end - _FARTHEST)
    i = end - 1
    while i > low and sheet.tag[i] in _TIED and sheet.ent_type[i] != "PERSON" and not is_person_noun(sheet.word[i]):
        i -= 1
    if i == end - 1 or i <= low or sheet.word[i] not in _TIES or sheet.tag[end - 1] in ("CC", "DT"):
        return None
    noun = i - 1
    if sheet.tag[noun] not in ("NN", "NNP") or sheet.word[noun] not in nouns().title_ends | {"head"}:
        return None
    kin = sheet.word[noun] in _OF_SOMEBODY or sheet.dep[noun] in ("compound", "nmod")
    return None if kin or sheet.head[i] != noun else noun


def phrase_before(sheet: Sheet, end: int) -> int | None:
    """The first token of a title of several words, in small letters, before token `end`: "secretary of state"."""
    for size in (3, 2):
        if end >= size and " ".join(sheet.word[end - size : end]) in nouns().titles:
            return end - size
    return None


def name_in(sheet: Sheet, start: int, end: int) -> int:
    """Where a person's name begins in a span that took in an office or the end of one: else `start`."""
    word: Sequence[str] = sheet.word
    if end - start < 3:
        return start
    for i in range(start + 1, end - 1):
        before = word[i - 1]
        if before in honorifics():
            continue
        if fold(word[i]) not in given_names() and (end - i != 2 or office_before(sheet, i) is None):
            continue
        if (
            is_person_noun(before)
            and before not in given_names()
            and all(sheet.tag[k] != "POS" for k in range(start, i))
        ):
            return i  # "Incident Controller | Peta Wynne"
        if office_before(sheet, i) is not None and fold(word[start]) not in given_names():
            return i  # "Opposition | Kemi Bade"
    return start


def without_plural_title(sheet: Sheet, start: int, end: int) -> int:
    """Where the name begins in "Justices Surya Kanth": behind the plural of a title."""
    titles, plurals = nouns().titles, nouns().plurals
    if end - start > 1 and plurals.get(sheet.word[start], "") in titles and sheet.word[start][-1:] == "s":
        return start + 1
    return start
