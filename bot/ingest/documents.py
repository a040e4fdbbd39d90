"""Documents to text: PDF, Word, RTF and e-mail. Each function takes bytes and gives paragraphs apart by blank lines.

A damaged file is a clear outcome, never a crash; a locked one and a scan are named as such.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import docx
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph
from striprtf.striprtf import rtf_to_text

from bot.ingest.charset import decode
from bot.ingest.outcomes import NoArticle
from bot.ingest.types import Kind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What makes up text in a .docx; None: the element's own text.
_TEXT: dict[str, str | None] = {
    f"{_W}t": None,
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
MAX_UNPACKED = 100_000_000  # bytes of XML within a .docx


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file held. `title`, `author` and `written` are the file's own claims, and often wrong or a machine's."""

    text: str = field(repr=False)
    title: str | None = None
    author: str | None = None
    written: datetime | None = None


def read_docx(data: bytes) -> Document:
    """A Word file: paragraphs and tables in their order, a table's row as one line with tabs.

    Raises:
        NoArticle: `DOCUMENT`, where it can't be read.
    """
    _guard_zip(data)
    try:
        document = docx.Document(io.BytesIO(data))
        blocks: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                blocks.append(_words(block._p).strip())
            elif isinstance(block, Table):
                blocks.append("\n".join(_row(row.cells) for row in block.rows))
        properties = document.core_properties
    except Exception as error:  # python-docx has no error of its own for XML it does not expect
        text = _bare_text(data)
        if not text:
            raise NoArticle(Kind.DOCUMENT) from error
        return Document(text=text)
    return Document(text="\n\n".join(filter(None, blocks)), title=properties.title or None)


def _bare_text(data: bytes) -> str:
    """The paragraphs of a Word file whose other parts are missing or damaged; empty where there are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = parse_xml(archive.read("word/document.xml"))
    except Exception:
        return ""
    return "\n\n".join(filter(None, (_words(p).strip() for p in body.iter(f"{_W}p"))))


def _words(paragraph: BaseOxmlElement) -> str:
    """The text of a paragraph as it reads with all tracked changes accepted.

    python-docx's own `.text` leaves out what was inserted with changes tracked, as copy on its way to print is.
    """
    parts: list[str] = []
    for element in paragraph.iter(*_TEXT):
        if any(ancestor.tag == _FALLBACK for ancestor in element.iterancestors()):
            continue  # a text box once more, for old versions of Word
        parts.append(_TEXT[str(element.tag)] or element.text or "")
    return "".join(parts)


def _row(cells: tuple[docx.table._Cell, ...]) -> str:
    seen: list[str] = []
    last = None
    for cell in cells:
        if cell._tc is not last:  # a merged cell is given once for each column it covers
            seen.append(" ".join(" ".join(_words(p._p) for p in cell.paragraphs).split()))
        last = cell._tc
    return "\t".join(seen).strip()


def _guard_zip(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise NoArticle(Kind.DOCUMENT) from error
    if unpacked > MAX_UNPACKED:
        raise NoArticle(Kind.TOO_LARGE)


def read_rtf(data: bytes) -> Document:
    """An RTF file.

    Raises:
        NoArticle: `DOCUMENT`, where it can't be read.
    """
    try:
        text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # striprtf lets whatever it stumbles over through
        raise NoArticle(Kind.DOCUMENT) from error
    # striprtf ends each cell of a table with "|" and each row with a line break.
    rows = re.sub(r"(?m)^[^|\n]*(?:\|[^|\n]*)*\|$", lambda row: row[0][:-1].replace("|", "\t"), text)
    return Document(text=_paragraphs(rows))


def read_eml(data: bytes) -> Document:
    """An e-mail: its plain text, or its HTML as text; the subject is the title.

    Raises:
        NoArticle: `DOCUMENT`, where it has neither.
    """
    from bot.ingest.page import plain_text

    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise NoArticle(Kind.DOCUMENT)
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    if part.get_content_type() == "text/html":
        text = plain_text(content)
    else:
        text = _declared(content, part.get_content_charset())
    try:
        sent = parsedate_to_datetime(str(message["date"])) if message["date"] else None
    except ValueError:
        sent = None
    if sent is not None and sent.tzinfo is None:
        sent = None
    subject = re.sub(r"^(?:(?:fwd?|re|aw|wg)\s*:\s*)+", "", str(message["subject"] or ""), flags=re.IGNORECASE)
    return Document(text=text.strip("\r\n"), title=" ".join(subject.split()) or None, written=sent)


def _declared(content: bytes, charset: str | None) -> str:
    if charset:
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content)


def _paragraphs(text: str) -> str:
    """Lines to paragraphs apart by one blank line, where a file has one line a paragraph."""
    return "\n\n".join(line.strip() for line in re.split(r"\n+", text) if line.strip())
