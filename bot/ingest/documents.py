"""Documents to text: PDF, Word, RTF and e-mail. Each function takes bytes and gives paragraphs apart by blank lines.

A damaged file is a clear outcome, never a crash; a locked one and a scan are named as such.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from striprtf.striprtf import rtf_to_text

from bot.ingest.charset import decode
from bot.ingest.outcomes import NoArticle
from bot.ingest.types import Kind

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
                blocks.append(block.text.strip())
            elif isinstance(block, Table):
                blocks.append("\n".join(_row(row.cells) for row in block.rows))
        properties = document.core_properties
    except Exception as error:  # python-docx has no error of its own for XML it does not expect
        raise NoArticle(Kind.DOCUMENT) from error
    return Document(text="\n\n".join(filter(None, blocks)), title=properties.title or None)


def _row(cells: tuple[docx.table._Cell, ...]) -> str:
    seen: list[str] = []
    last = None
    for cell in cells:
        if cell._tc is not last:  # a merged cell is given once for each column it covers
            seen.append(" ".join(cell.text.split()))
        last = cell._tc
    return "\t".join(seen).strip()


def _guard_zip(data: bytes) -> None:
    import zipfile

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
    return Document(text=_paragraphs(text))


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
