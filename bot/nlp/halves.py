"""Capitals that name nobody: half of an adjective, a party and its state, a countryman, the rest of a word."""

from __future__ import annotations

from bot.nlp.lexicon import is_demonym
from bot.nlp.sheet import Sheet

_HALVES = frozenset({"era", "style", "like", "wide", "type", "born", "class"})  # of adjectives made of a name


def is_party(sheet: Sheet, start: int) -> bool:
    """Whether a party and a state stand here, as after a lawmaker's name: "(D-Minn.)"."""
    opened = start > 0 and sheet.word[start - 1] in ("(", ",")
    if not opened or sheet.word[start] not in ("d", "r", "i", "d-", "r-"):
        return False
    return sheet.word[start - 1] == "(" or sheet.word[start + 1 : start + 2] == ["-"]  # ", R-W.Va.,"


def is_countryman(sheet: Sheet, start: int, end: int) -> bool:
    """Whether these words tell of somebody only where they are from: "the Irishman", "a Swede"."""
    if end - start != 1 or not start or sheet.word[start - 1] not in ("the", "a", "an"):
        return False
    return is_demonym(sheet.word[start]) and sheet.dep[start] not in ("amod", "compound", "nmod", "poss")


def is_half(sheet: Sheet, end: int) -> bool:
    """Whether the name is half of an adjective: "Republican-led", "US-backed", "Clinton-era"."""
    if sheet.word[end - 1].rsplit("-", 1)[-1] in _HALVES and "-" in sheet.word[end - 1]:
        return True
    if end + 1 >= len(sheet) or sheet.word[end] != "-" or sheet.start[end + 1] > sheet.end[end]:
        return False
    half = sheet.tag[end + 1] in ("VBN", "VBD", "VBG") or sheet.word[end + 1] in _HALVES
    return sheet.end[end - 1] == sheet.start[end] and half


def is_rest(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a name begins in the middle of a word in small letters: "go Flitzer" of "e-go Flitzer"."""
    if start < 2 or start >= end or sheet.word[start - 1] != "-" or sheet.end[start - 1] > sheet.start[start]:
        return False
    return sheet.text[sheet.start[start]].islower() and sheet.end[start - 2] == sheet.start[start - 1]
