"""What a run of bytes is, by its first bytes: headers and file names lie, magic bytes seldom do."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum


class Format(StrEnum):
    """What bytes are."""

    HTML = "html"
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    RTF = "rtf"
    EML = "eml"
    OLD_WORD = "old_word"
    LOCKED = "locked"  # an Office file behind a password
    OFFICE = "office"  # spreadsheet, presentation, archive
    PICTURE = "picture"
    MEDIA = "media"
    DATA = "data"  # JSON, XML feeds
    BINARY = "binary"
    EMPTY = "empty"


_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", Format.PDF),
    (b"{\\rtf", Format.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.OLD_WORD),
    (b"\x89PNG", Format.PICTURE),
    (b"\xff\xd8\xff", Format.PICTURE),
    (b"GIF8", Format.PICTURE),
    (b"BM", Format.PICTURE),
    (b"II*\x00", Format.PICTURE),
    (b"MM\x00*", Format.PICTURE),
    (b"\x00\x00\x01\x00", Format.PICTURE),
    (b"ID3", Format.MEDIA),
    (b"OggS", Format.MEDIA),
    (b"fLaC", Format.MEDIA),
    (b"\x1aE\xdf\xa3", Format.MEDIA),
    (b"FLV", Format.MEDIA),
    (b"\xff\xfb", Format.MEDIA),
    (b"\xff\xf3", Format.MEDIA),
    (b"#EXTM3U", Format.MEDIA),
    (b"\x1f\x8b", Format.OFFICE),
    (b"Rar!", Format.OFFICE),
    (b"7z\xbc\xaf", Format.OFFICE),
    (b"BZh", Format.OFFICE),
    (b"\xfd7zXZ", Format.OFFICE),
    (b"\x7fELF", Format.BINARY),
    (b"wOFF", Format.BINARY),
    (b"SQLite format 3", Format.BINARY),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RIFF = {b"WEBP": Format.PICTURE, b"WAVE": Format.MEDIA, b"AVI ": Format.MEDIA}
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|article|main|section|table|script|style|h[1-6]|!--"
    rb"|br|b|strong|em|span|font|center|ul|ol|a|img|pre|header|nav|link|base|iframe|noscript)[\s>!/-]",
    re.IGNORECASE,
)
_XML_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg)[\s>]", re.IGNORECASE)
_MAIL_FIELD = re.compile(
    rb"(?:^|\n)(from|to|subject|date|mime-version|message-id|received|return-path):\s", re.IGNORECASE
)
_MAIL_START = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]|From ")


def sniff(data: bytes) -> Format:
    """What `data` is."""
    head = data[:4096]
    body = head.lstrip(b"\xef\xbb\xbf").lstrip()
    if not body.strip(b"\x00"):
        return Format.EMPTY if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf") else Format.BINARY
    for magic, found in _MAGIC:
        if found is Format.OLD_WORD and head.startswith(magic) and _ENCRYPTED in data:
            return Format.LOCKED
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:32]):
            return found
    if b"%PDF-" in head[:1024] and not _HTML.match(body):  # readers allow for junk before it
        return Format.PDF
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], Format.BINARY)
    if head[4:8] == b"ftyp":
        return Format.PICTURE if head[8:12] in (b"avif", b"heic", b"mif1") else Format.MEDIA
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    return _written(body, head)


def _zipped(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return Format.DOCX if "word/document.xml" in archive.namelist() else Format.OFFICE
    except (zipfile.BadZipFile, ValueError, OSError):
        return Format.DOCX if b"word/" in data else Format.OFFICE


def _written(body: bytes, head: bytes) -> Format:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(head):
        narrow = head.replace(b"\x00", b"")
        return Format.HTML if _HTML.search(narrow[:2048]) else Format.TEXT
    if b"\x00" in head or _share_of_controls(head) > 0.05:
        return Format.BINARY
    if body[:1] in b"{[" and re.match(rb'[\[{]\s*(?:["\[{\]}]|-?\d)', body):
        return Format.DATA
    if _XML_FEED.search(body[:1024]) and not re.match(rb"<!doctype\s+html|<html", body, re.IGNORECASE):
        return Format.DATA
    if body.startswith((b"BEGIN:VCALENDAR", b"BEGIN:VCARD")):
        return Format.DATA
    if body.startswith(b"<?xml") and b"<html" not in body.lower():
        return Format.DATA
    if body.startswith(b"<") and _HTML.search(body):
        return Format.HTML
    if _MAIL_START.match(body) and len({m[1].lower() for m in _MAIL_FIELD.finditer(head)}) >= 3:
        return Format.EML
    return Format.HTML if re.search(rb"<(?:html|body|!doctype html)[\s>]", body[:2048], re.IGNORECASE) else Format.TEXT


def _is_wide(head: bytes) -> bool:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    even, odd = head[0:400:2], head[1:400:2]
    zeros = even.count(0), odd.count(0)
    return len(odd) > 8 and max(zeros) > 0.7 * len(odd) and min(zeros) < 0.1 * len(odd)


def _share_of_controls(head: bytes) -> float:
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1b")
    return controls / max(len(head), 1)


def is_prose(text: str) -> bool:
    """Whether text is something people read: not a program, a style sheet, a log, a table of values."""
    sample = text[:20_000]
    lines = [line.strip() for line in sample.splitlines() if line.strip()]
    seen = sum(not c.isspace() for c in sample)
    letters = sum(c.isalpha() for c in sample)
    if not lines or letters < 0.7 * seen:
        return False
    code = sum(
        line.endswith((";", "{", "}", "};", "*/", "/>", "],", "},")) or line.startswith(("//", "/*")) for line in lines
    )
    if len(lines) >= 4 and code > 0.3 * len(lines):
        return False
    for mark in (",", ";", "\t", "|"):
        counts = [line.count(mark) for line in lines]
        if len(lines) >= 5 and counts[0] >= 2 and counts.count(counts[0]) > 0.8 * len(counts):
            return False
    return True
