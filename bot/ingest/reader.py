"""The one face of `bot.ingest`: a link, a paste or a file in, an `ArticleText` or a `NotAnArticle` out.

Nothing a stranger can send makes these raise; the machine's own trouble does, a full disk for one. The text that comes
out is what is stored, and is never touched again.
"""

from __future__ import annotations

import errno
import logging
import traceback
from collections.abc import Callable, Collection
from dataclasses import replace

from bot.clock import Clock, SystemClock
from bot.errors import RetryLater
from bot.ingest.addresses import Allow
from bot.ingest.charset import decode, storable
from bot.ingest.documents import Document, read_docx, read_eml, read_rtf
from bot.ingest.fetch import MAX_FILE_BYTES, MAX_PAGE_BYTES, Fetched, Fetcher
from bot.ingest.header import read_header
from bot.ingest.judge import ENOUGH_CHARACTERS, ENOUGH_WORDS
from bot.ingest.language import language, load_languages
from bot.ingest.outcomes import NoArticle
from bot.ingest.page import challenge, read_page
from bot.ingest.pdf import read_pdf
from bot.ingest.sniff import Format, is_prose, sniff
from bot.ingest.types import ArticleText, Kind, Reading

MAX_CHARACTERS = 500_000
LEAST_WORDS = 8

log = logging.getLogger(__name__)

_DOCUMENTS: dict[Format, Callable[[bytes], Document]] = {
    Format.PDF: read_pdf,
    Format.DOCX: read_docx,
    Format.RTF: read_rtf,
    Format.EML: read_eml,
}
_OTHERS: dict[Format, tuple[Kind, str | None]] = {
    Format.OLD_WORD: (Kind.NOT_HTML, "old_word"),
    Format.LOCKED: (Kind.LOCKED, None),
    Format.OFFICE: (Kind.NOT_HTML, "office"),
    Format.PICTURE: (Kind.NOT_HTML, "picture"),
    Format.MEDIA: (Kind.NOT_HTML, "media"),
    Format.DATA: (Kind.NOT_HTML, "data"),
    Format.BINARY: (Kind.NOT_HTML, None),
    Format.EMPTY: (Kind.EMPTY, None),
}
_STATUS: dict[int, tuple[Kind, str | None]] = {
    204: (Kind.EMPTY, None),
    304: (Kind.NOT_MODIFIED, None),
    401: (Kind.FORBIDDEN, "login"),
    402: (Kind.PAYWALL, None),
    403: (Kind.FORBIDDEN, None),
    404: (Kind.NOT_FOUND, None),
    407: (Kind.FORBIDDEN, None),
    410: (Kind.GONE, None),
    429: (Kind.SERVER_ERROR, "busy"),
    451: (Kind.BLOCKED, "legal"),
}
# Statuses that checks for bots come with.
_CHALLENGES = frozenset({401, 403, 405, 406, 429, 503})
_OUR_OWN = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM})
"""Errors that say nothing of what was read: no room on a disk or in memory, no file to be opened any more."""
_AGAIN = 300.0  # seconds until a server's own trouble is worth another try, where it names no time


class Reader:
    """Reads what journalists give. Safe in threads.

    Args:
        fetch_allow: (host, port) pairs that may be fetched although private.
        contact: an address or page for the User-Agent.
        respect_robots: whether robots.txt is followed.
        languages: ISO 639-1 codes that are read; any other is `NOT_ENGLISH`. None: all.
        clock: tells the time of day.
        fetcher: one made already, in place of `fetch_allow`, `contact` and `respect_robots`.
    """

    def __init__(
        self,
        *,
        fetch_allow: Allow = frozenset(),
        contact: str | None = None,
        respect_robots: bool = False,
        languages: Collection[str] | None = ("en",),
        clock: Clock | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        self._clock = clock or SystemClock()
        self._fetcher = fetcher or Fetcher(
            allow=fetch_allow, contact=contact, respect_robots=respect_robots, clock=clock
        )
        self._languages = None if languages is None else frozenset(languages)
        load_languages()

    def read_link(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Reading:
        """Follows a link and reads what is there.

        Args:
            url: as it was given.
            etag: of the version we have; with `last_modified`, `NOT_MODIFIED` is answered where nothing is new.
            last_modified: likewise.
        """

        def read() -> ArticleText:
            return self._fetched(self._fetcher.get(url, etag=etag, last_modified=last_modified), url)

        return self._reading(read, url)

    def read_page(self, data: bytes, url: str | None = None) -> Reading:
        """Reads a page that was fetched by someone else."""
        return self._reading(lambda: read_page(data, url, now=self._clock.now()), url)

    def read_text(self, text: str) -> Reading:
        """Reads pasted text. It is kept as it is, but for characters that can't be stored."""
        return self._reading(lambda: _plain(text))

    def read_file(self, data: bytes, name: str) -> Reading:
        """Reads a file by what its bytes are.

        Args:
            data: all of it.
            name: as it was sent; it decides nothing, and stands for a title where there is no other.
        """
        return self._reading(lambda: _file(data, name))

    def _fetched(self, got: Fetched, asked: str) -> ArticleText:
        if not 200 <= got.status < 300 or got.status == 204:
            raise _refused(got, asked)
        kind = sniff(got.body)
        if kind is not Format.HTML:
            article = _file(got.body, got.url)
            if len(article.text.split()) < ENOUGH_WORDS and len(article.text) < ENOUGH_CHARACTERS:
                kind_of_file = article.kind if article.kind in (Kind.PDF, Kind.DOCUMENT) else Kind.EMPTY
                raise NoArticle(kind_of_file, "short", url=got.url)
            article = replace(article, url=got.url, canonical_url=got.url)
        else:
            article = read_page(got.body, got.url, charset=got.charset, now=self._clock.now(), asked=asked)
        return replace(article, etag=got.headers.get("etag"), last_modified=got.headers.get("last-modified"))

    def _reading(self, read: Callable[[], ArticleText], url: str | None = None) -> Reading:
        try:
            article = read()
            _check_length(article)
            if self._languages is not None and article.language not in self._languages:
                raise NoArticle(Kind.NOT_ENGLISH, article.language, url=article.url)
        except NoArticle as outcome:
            return outcome.as_value(url)
        except MemoryError:
            raise
        except Exception as error:  # whatever a stranger sends ends in an answer; this one in the log too
            if isinstance(error, OSError) and error.errno in _OUR_OWN:
                raise RetryLater("This machine has no room left to read it", after=60) from error
            frame = traceback.extract_tb(error.__traceback__)[-1]
            log.error("reading failed: %s at %s:%s", type(error).__name__, frame.filename, frame.lineno)
            return NoArticle(Kind.ERROR, "unforeseen", url=url).as_value()
        return article


def _refused(got: Fetched, asked: str) -> NoArticle:
    challenged = challenge(got.body, got.charset, got.url, asked) if got.status in _CHALLENGES and got.body else None
    if challenged:
        return NoArticle(*challenged, url=got.url)
    if got.status in _STATUS:
        kind, cause = _STATUS[got.status]
    elif got.status >= 500:
        kind, cause = Kind.SERVER_ERROR, None
    else:
        kind, cause = Kind.ERROR, f"status {got.status}"
    again = (got.retry_after or _AGAIN) if kind is Kind.SERVER_ERROR else None
    return NoArticle(kind, cause, url=got.url, retry_after=again)


def _check_length(article: ArticleText) -> None:
    if len(article.text) > MAX_CHARACTERS:
        raise NoArticle(Kind.TOO_LARGE, url=article.url)
    if len(article.text.split(None, LEAST_WORDS)) < LEAST_WORDS and len(article.text) < 40:
        raise NoArticle(Kind.EMPTY, url=article.url)


def _plain(text: str) -> ArticleText:
    if len(text) > MAX_CHARACTERS:
        raise NoArticle(Kind.TOO_LARGE)
    kept = storable(text)
    if len(text) - len(kept) > 0.05 * len(text):
        raise NoArticle(Kind.NOT_HTML)
    return describe(kept)


def describe(text: str) -> ArticleText:
    """Any text as an article, with what its header says; nothing is refused."""
    header = read_header(text)
    return ArticleText(
        text=text,
        title=header.title,
        authors=header.authors,
        published=header.published,
        published_has_time=header.published_has_time,
        outlet=header.outlet,
        dateline=header.dateline,
        agencies=header.agencies,
        language=language(text),
    )


def _file(data: bytes, name: str) -> ArticleText:
    if len(data) > MAX_FILE_BYTES:
        raise NoArticle(Kind.TOO_LARGE)
    kind = sniff(data)
    if kind in _OTHERS:
        raise NoArticle(*_OTHERS[kind])
    if kind is Format.HTML:
        return read_page(data)
    if kind is Format.TEXT:
        if len(data) > MAX_PAGE_BYTES:
            raise NoArticle(Kind.TOO_LARGE)
        text = decode(data)
        if not is_prose(text):
            raise NoArticle(Kind.NOT_HTML, "data")
        return _plain(text)
    document = _DOCUMENTS[kind](data)
    article = replace(_plain(document.text), kind=Kind.PDF if kind is Format.PDF else Kind.DOCUMENT)
    return replace(article, title=article.title or document.title, published=article.published or document.written)
