"""Bytes of plain text to text, whatever their charset. Pages are not decoded here: their parsers take bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from charset_normalizer import from_bytes

_WESTERN = frozenset(
    {
        "ascii",
        "latin_1",
        "iso8859_1",
        "iso8859_15",
        "cp1250",
        "cp1252",
        "cp1254",
        "cp1257",
        "cp1258",
        "mac_roman",
        "cp850",
        "cp437",
    }
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What no text has, and PostgreSQL can't store; lone surrogates can't be written as UTF-8.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ud800-\udfff]")


def decode(data: bytes) -> str:
    """The text of `data`: by its byte order mark, as UTF-8, as UTF-16 by its zeros, else by likelihood."""
    mark = marked(data)
    if mark:
        return data.decode(mark, "replace")
    for likely in filter(None, (wide(data), "utf-8")):
        try:
            return data.decode(likely)
        except UnicodeDecodeError:
            continue
    return data.decode(likeliest(data), "replace")


def likeliest(data: bytes, among: Sequence[str] = ()) -> str:
    """The codec that reads `data` best, of those given, or of all that there are."""
    best = from_bytes(data[:200_000], cp_isolation=list(among) or None).best()
    encoding = best.encoding if best else "cp1252"
    return encoding if among else _as_windows(data, encoding)


def storable(text: str) -> str:
    """The text without the characters that can't be stored; as it was where it has none."""
    return _UNSTORABLE.sub("", text) if _UNSTORABLE.search(text) else text


def _as_windows(data: bytes, guessed: str) -> str:
    """cp1252 in place of a western codec that is rarer and reads the same letters.

    A guess between them rests on a handful of bytes. Single-byte text in English or its neighbours is Windows text:
    where Latin-1 has controls, it has the quotation marks."""
    high = [byte for byte in data if byte > 0x7F]
    share = len(high) / max(len(data), 1)
    if guessed not in _WESTERN and share > 0.02 and len(high) >= 12:
        return guessed
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return guessed
    return "cp1252"


def marked(data: bytes) -> str | None:
    """The codec that the byte order mark names, if there is one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def wide(data: bytes) -> str | None:
    """UTF-16 without a mark, by where its zeros are: every second byte of Latin text."""
    head = data[:400]
    half = len(head) // 2
    if half < 8:
        return None
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None
