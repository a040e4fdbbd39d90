"""The values that reading an article yields: `ArticleText`, or a `NotAnArticle` that says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a link, paste or file turned out to be."""

    ARTICLE = "article"
    LIVEBLOG = "liveblog"  # its updates as one text, newest last
    PAYWALL = "paywall"
    CONSENT = "consent"
    JS_ONLY = "js_only"
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    BLOCKED = "blocked"  # 451, or a check for bots
    REDIRECT_LOOP = "redirect_loop"
    PDF = "pdf"  # an article that came as one; or, as an outcome, one that can't be read
    DOCUMENT = "document"  # likewise: DOCX, RTF, EML
    NOT_HTML = "not_html"
    LISTING = "listing"
    VIDEO = "video"
    TOO_LARGE = "too_large"
    SLOW = "slow"
    SERVER_ERROR = "server_error"
    EMPTY = "empty"
    SCAN = "scan"  # a file with pictures of text, and no text
    LOCKED = "locked"  # a file behind a password
    NOT_ENGLISH = "not_english"
    UNSAFE = "unsafe"  # an address the guarded fetcher refuses
    NOT_MODIFIED = "not_modified"  # read again, with nothing new since
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """An article, ready to be read. `text` is kept as it is for ever: every offset points into it."""

    text: str  # what is stored; paragraphs apart by blank lines or, in plain text, as given
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None  # aware; midnight UTC where only a date is known
    published_has_time: bool = False
    outlet: str | None = None
    dateline: str | None = None  # "BALI", "GENEVA"
    agencies: tuple[str, ...] = ()  # of the credit line: "AGENCE FRANCE-PRESSE"
    url: str | None = None  # as asked for, after redirects
    canonical_url: str | None = None  # the one by which the article is known
    language: str = "en"
    kind: Kind = Kind.ARTICLE  # ARTICLE, LIVEBLOG; PDF or DOCUMENT where it came as such a file
    etag: str | None = None
    last_modified: str | None = None

    @property
    def byline(self) -> str | None:
        """The authors as one line, None where none is known."""
        return ", ".join(self.authors) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAnArticle:
    """Why there is no article; `reason` is what the journalist is told, with what to do next."""

    kind: Kind
    reason: str
    url: str | None = None
    cause: str | None = None  # tells apart what one kind may have behind it, for the log: "bots", "legal"
    retry_after: float | None = None  # seconds; set where a later try may go better
    excerpt: str | None = None  # the lines that a paywall lets through; never stored as an article


Reading = ArticleText | NotAnArticle
