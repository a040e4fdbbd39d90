"""Bytes of plain text to text, whatever their charset. Pages are not decoded here: their parsers take bytes."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

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
    best = from_bytes(data[:200_000], cp_isolation=None).best()
    encoding = best.encoding if best else "cp1252"
    # Newsrooms' single-byte text is Windows text: where Latin-1 has controls, it has typographic quotation marks.
    if encoding in ("latin_1", "ascii", "iso8859_1", "iso8859_15", "cp1250", "cp1254", "cp1257", "mac_roman", "cp1258"):
        encoding = _western(data, encoding)
    return data.decode(encoding, "replace")


def storable(text: str) -> str:
    """The text without the characters that can't be stored; as it was where it has none."""
    return _UNSTORABLE.sub("", text) if _UNSTORABLE.search(text) else text


def _western(data: bytes, guessed: str) -> str:
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
