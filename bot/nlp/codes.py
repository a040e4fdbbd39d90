"""Codes among the words of a text, which name nobody: of markets ("LCOc1", "EUR=") and of files ("FHC/03/095/2018").

The wires put a code right behind what it is for, where a tagger takes it for the name's last word.
"""

from __future__ import annotations

import re

from bot.nlp.sheet import Sheet

_CODE = re.compile(
    r"(?<![^\s(<])(?:"
    r"[A-Z]{1,4}c\d{1,2}"  # a future: "LCOc1"
    r"|[A-Z]{4}\d{1,2}"  # a metal: "CMCU3"
    r"|[A-Z][A-Z0-9]{1,9}=[A-Z]{0,4}"  # a currency, a bond: "EUR=", "US10YT=RR"
    r"|\.[A-Z][A-Z0-9]{2,14}"  # an index: ".SPX"
    r"|(?=\S*/\S*/\S*\d)[A-Z]{2,6}(?:/[A-Z0-9-]{1,8}){2,6}"  # a file: "FHC/ABJ/03/095/2018"
    r")(?=[\s.,;:)>]|$)"
)
TICKER = re.compile(r"\.?[A-Z]{2,5}[a-z]?\.[A-Z]{1,3}|\.[A-Z]{3,6}")
"""A share or an index as the wires write it: "KLTG.DE"."""
_SHARE = re.compile(r"[A-Z0-9]{1,5}[a-z]?\.[A-Z]{1,3}")
"""The same in brackets behind a firm, where one letter or a figure may be all of it: "(T.N)", "(7203.T)"."""
_NUMBER_OF = frozenset({"number", "no", "no.", "nos", "suit", "case", "file", "petition", "docket"})


def codes_in(sheet: Sheet) -> frozenset[int]:
    """The tokens of `sheet` that are a code, or part of one."""
    out: set[int] = set()
    for found in _CODE.finditer(sheet.text):
        out.update(range(*sheet.tokens(found.start(), found.end())))
    return frozenset(out)


def without_codes(sheet: Sheet, codes: frozenset[int], start: int, end: int, label: str) -> tuple[int, int]:
    """The tokens of a name before its code; none where it is nothing but a code and what the code is for.

    "London Metal Exchange CMAL3" keeps three words; "Brent LCOc1" and "Suit FHC/03/095/2018" none.
    """
    at = next((i for i in range(start, end) if i in codes), None)
    if at is None:
        return start, end
    money = any("=" in sheet.word[i] for i in range(at, min(at + 2, len(sheet))))
    priced = at - start == 1 and (label != "ORG" or money or sheet.word[start] in _NUMBER_OF)
    return (at, at) if priced else (start, at)


def is_ticker(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a name is what stands in brackets behind a firm: "(KLTGn.DE)", cut in three by the tokenizer."""
    text = sheet.text
    low, high = sheet.start[start], sheet.end[end - 1]
    opening, closing = text.rfind("(", max(0, low - 8), low), text.find(")", high, high + 8)
    return opening >= 0 and closing >= 0 and bool(_SHARE.fullmatch(text[opening + 1 : closing]))
