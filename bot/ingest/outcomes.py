"""What a journalist is told when there is no article: what happened, and what to do next. One table, every kind.

Inside `bot.ingest` the news travels as `NoArticle`; `Reader` turns it into the value `NotAnArticle`. A sentence never
repeats what came from outside, so it needs no escaping.
"""

from __future__ import annotations

from bot.errors import NotReadable
from bot.ingest.types import Kind, NotAnArticle

_PASTE = "Paste the article’s text here and I’ll read that."

# By kind, and for some kinds by cause as well; (kind, None) is the sentence where the cause is not known.
SENTENCES: dict[tuple[Kind, str | None], str] = {
    (Kind.PAYWALL, None): f"Only the first lines came through: the rest is for subscribers. {_PASTE}",
    (Kind.CONSENT, None): f"The site shows a privacy or cookie notice instead of the article. {_PASTE}",
    (Kind.JS_ONLY, None): f"The page is empty until a browser runs its scripts, so there is no text to read. {_PASTE}",
    (Kind.NOT_FOUND, None): "The site says there is no such page. Check the link, or paste the article’s text here.",
    (Kind.GONE, None): "The site says the page has been taken down. If you have the text, paste it here.",
    (Kind.FORBIDDEN, None): f"The site doesn’t let me see that page. {_PASTE}",
    (Kind.FORBIDDEN, "login"): f"The page wants a login. {_PASTE}",
    (Kind.BLOCKED, None): f"The site stops programs from reading it. {_PASTE}",
    (Kind.BLOCKED, "bots"): f"The site checks for bots, and I am one, so I got no article. {_PASTE}",
    (Kind.BLOCKED, "legal"): f"The site withholds that page for legal reasons. {_PASTE}",
    (Kind.BLOCKED, "region"): f"The site doesn’t show that page where this bot runs. {_PASTE}",
    (Kind.BLOCKED, "robots"): f"The site’s robots.txt asks programs not to read that page, and we follow it. {_PASTE}",
    (Kind.REDIRECT_LOOP, None): f"The link sends me round in circles and never arrives. {_PASTE}",
    (Kind.PDF, None): "That PDF could not be read; it may be damaged. Send it again, or paste its text here.",
    (Kind.DOCUMENT, None): "That document could not be read; it may be damaged. Send it again, or paste its text here.",
    (Kind.PDF, "short"): "That PDF has too few words to be an article. Check the link, or paste the text here.",
    (
        Kind.DOCUMENT,
        "short",
    ): "That document has too few words to be an article. Check the link, or paste the text here.",
    (Kind.NOT_HTML, None): "That isn’t an article but some other kind of file. Send a link to a news page, text, PDF, "
    "Word, RTF or an e-mail.",
    (Kind.NOT_HTML, "picture"): "That is a picture, and I read only text. Paste the words here.",
    (Kind.NOT_HTML, "media"): "That is sound or video, and I read only text. Paste a transcript here.",
    (Kind.NOT_HTML, "data"): "That is data, not an article. Send the link of the page that people read.",
    (Kind.NOT_HTML, "old_word"): "That is an old Word file (.doc). Save it as .docx or PDF and send it again.",
    (Kind.NOT_HTML, "office"): "That is a spreadsheet, a presentation or an archive. Send text, PDF, Word, RTF or an "
    "e-mail.",
    (
        Kind.LISTING,
        None,
    ): "That is a front page, a section or a search, not one article. Open the story and send me its own link.",
    (Kind.VIDEO, None): "That page is a video with no article to it. If there is a transcript, paste it here.",
    (Kind.TOO_LARGE, None): "That is too much for one article. Send the part that matters, as text.",
    (Kind.SLOW, None): f"The site took too long to answer. Try again later, or help me now: {_PASTE}",
    (Kind.SERVER_ERROR, None): f"The site has trouble of its own just now. Try again later, or help me now: {_PASTE}",
    (
        Kind.SERVER_ERROR,
        "busy",
    ): f"The site asks for a pause before it answers again. Try later, or help me now: {_PASTE}",
    (Kind.EMPTY, None): "There is no article in that: it has too few words. Check the link, or paste the text here.",
    (
        Kind.EMPTY,
        "other",
    ): "That page is no article: it sells, announces or explains something. Send the link of a story, "
    "or paste the text here.",
    (Kind.SCAN, None): "That file is a scan: pictures of text, with no text in it. Run text recognition on it, or "
    "paste the words here.",
    (Kind.LOCKED, None): "That file is locked with a password. Send an open copy, or paste its text here.",
    (Kind.NOT_ENGLISH, None): "That text isn’t in English, and I read only English well enough. Nothing was stored.",
    (Kind.UNSAFE, None): "That link doesn’t lead to the public web, so I didn’t open it. Paste the text here, or ask "
    "whoever runs Pullquote to allow the address.",
    (
        Kind.UNSAFE,
        "malformed",
    ): "That is no web link I can open. Check that it starts with http:// or https:// and has no password in it.",
    (Kind.NOT_MODIFIED, None): "Nothing has changed on the page since it was last read.",
    (Kind.ERROR, None): f"The page could not be read. {_PASTE}",
    (Kind.ERROR, "name"): "There is no site by that name, or it can’t be found just now. Check the link for a slip.",
    (Kind.ERROR, "connection"): f"The site didn’t answer, or broke off. Try again later, or help me now: {_PASTE}",
    (Kind.ERROR, "certificate"): f"The site’s certificate is not in order, so I don’t trust what it sends. {_PASTE}",
}


def sentence(kind: Kind, cause: str | None = None) -> str:
    """What the journalist is told of a kind; the more exact sentence where the cause has one."""
    return SENTENCES.get((kind, cause)) or SENTENCES[kind, None]


class NoArticle(NotReadable):
    """No article came of it; `message` is for the journalist."""

    def __init__(
        self,
        kind: Kind,
        cause: str | None = None,
        *,
        url: str | None = None,
        retry_after: float | None = None,
        excerpt: str | None = None,
    ) -> None:
        super().__init__(sentence(kind, cause))
        self.kind = kind
        self.cause = cause
        self.url = url
        self.retry_after = retry_after
        self.excerpt = excerpt

    def as_value(self, url: str | None = None) -> NotAnArticle:
        """The same, as the value that `Reader` hands out; `url` where none is known yet."""
        return NotAnArticle(
            kind=self.kind,
            reason=self.message,
            url=self.url or url,
            cause=self.cause,
            retry_after=self.retry_after,
            excerpt=self.excerpt,
        )
