"""Telling whether two quotes are the same words.

Outlets set one utterance in their own style: curly or straight marks, "per cent", "organise". That is no difference.
A different word is.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_HOUSE_STYLE = [
    (re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)$"), r"iz\1"),  # organise, organize
    (re.compile(r"ys(e|ed|es|ing)$"), r"yz\1"),  # analyse
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|able|ite|ful)?$"), r"or\1"),  # colour
    (re.compile(r"(?<=[a-z]{2})tre(s?)$"), r"ter\1"),  # centre
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),  # travelled
    (re.compile(r"ence$"), "ense"),  # defence
    (re.compile(r"ogue$"), "og"),  # dialogue
]
_NOT_STYLE = frozenset({"our", "four", "hour", "your", "pour", "tour", "sour"})
_NUMBERS = {
    w: str(i)
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}

SHORT = 5
"""A quote of fewer words ("No comment.") may be said anew: the same words are then not the same quote."""


@functools.lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a quote, casefolded, without marks."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).replace("’", "'").casefold()))


def printed(text: str) -> tuple[str, ...]:
    """The words of a quote in the case they are printed in, without marks; as many as its tokens."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).replace("’", "'")))


@functools.lru_cache(maxsize=65_536)
def styled(word: str) -> str:
    """A word (casefolded) without an outlet's house style: both "organise" and "organize" give one."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    if word in _NOT_STYLE or len(word) < 5:
        return word
    for pattern, plain in _HOUSE_STYLE:
        word = pattern.sub(plain, word)
    return word


@functools.lru_cache(maxsize=65_536)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a quote, without marks and house style: what is compared."""
    joined = " ".join(styled(t) for t in tokens(text)).replace("per cent", "percent")
    return tuple(joined.split())


@functools.lru_cache(maxsize=65_536)
def fingerprint(text: str, speaker: str, story: str = "") -> str:
    """One key for the same words of one speaker, in whichever outlet's style; 24 hexadecimal digits.

    A short quote is the same only within one story, so `story` is part of its key.
    """
    words = plain_words(text)
    parts = [speaker, " ".join(words)] if len(words) >= SHORT else [speaker, " ".join(words), story]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()


def contains(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether the words of one quote stand in another, in one piece."""
    return f" {' '.join(shorter)} " in f" {' '.join(longer)} "


def has_words(text: str, wanted: str) -> bool:
    """Whether a word or phrase stands in a text as whole words; a final `*` takes any ending."""
    stem = wanted.rstrip().endswith("*")
    needle = " ".join(tokens(wanted))
    if not needle:
        return False
    hay = f" {' '.join(tokens(text))} "
    return f" {needle}" in hay if stem else f" {needle} " in hay
