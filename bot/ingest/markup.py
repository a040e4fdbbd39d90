"""Bytes of HTML to a tree, whatever the header says of the charset, and however broken or deep the page is.

Pages lie about their charset in the header, in a meta element, or in both; the bytes themselves are the best
witness: what decodes strictly as UTF-8 and is not plain ASCII is UTF-8. lxml's parser and the extractors that build
on it give up on very deep pages, so elements below a limit are left out while their text stays."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from lxml import etree
from lxml import html as lxml_html

from bot.ingest.charset import likeliest, marked, wide

Element = lxml_html.HtmlElement

MAX_DEPTH = 150

_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Browsers read on after the end of a page; a parser that did not would lose what a broken template puts there.
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
# The end of any heading ends the one that is open (WHATWG HTML, 13.2.6.4.7), which lxml does not know.
_HEADING = re.compile(r"(<(h[1-6])\b[^<>]*>(?:(?!</?h[1-6]\b).){0,2000})</h[1-6]\s*>", re.IGNORECASE | re.DOTALL)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# What stays in the tree at any depth, since it carries meaning; all else is a wrapper.
_KEPT_DEEP = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "a", "br", "script", "style"])
# Wrappers that say what they hold stay as well: what is hidden, or beside the text, has to be known for it.
_TELLING = frozenset(
    ["aside", "nav", "footer", "figure", "figcaption", "form", "dialog", "noscript", "template", "svg"]
)
_TELLS = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|hidden|sr-only|related|newsletter|comment|cookie|consent|promo"
    r"|teaser|recommend"
    r"|share|sidebar|sponsor|paywall|caption|most-read|popular|advert",
    re.IGNORECASE,
)
_TELLING_DEPTH = 40  # of these within one another
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Invisible: soft hyphens and zero-width characters that sites put in for line breaks, and marks of byte order.
_SCRIPT = re.compile(r"(<script\b(?![^>]*ld\+json)[^>]*>)(.*?)(</script\s*>|$)", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|svg|template)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_DRAWING = re.compile(r"<svg\b.*?</svg\s*>", re.IGNORECASE | re.DOTALL)
_SCRIPT_KEPT = 400  # characters
_DATA_LINK = re.compile(r"data:[\w/+.-]{3,60};base64,[A-Za-z0-9+/=\s]{200,}")
_INVISIBLE = re.compile("[\x00\u00ad\u200b\u2060\ufeff]")


def decode_markup(data: bytes, declared: str | None = None) -> str:
    """The page as text.

    Args:
        data: its bytes.
        declared: the charset of the Content-Type header, believed last.
    """
    mark = marked(data)
    if mark:
        return data.decode(mark, "replace")
    width = wide(data)
    if width:
        return data.decode(width, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # One broken byte in a long UTF-8 page, or a page cut within a character, is still UTF-8.
        if _mostly_utf8(data):
            return data.decode("utf-8", "replace")
    found = _META_CHARSET.search(data[:8192]) or _XML_CHARSET.search(data[:200])
    names = (_codec(found[1].decode("ascii")) if found else None, _codec(declared))
    candidates = list(dict.fromkeys(name for name in names if name and name != "utf-8"))
    if len(candidates) == 1:
        return data.decode(candidates[0], "replace")
    return data.decode(likeliest(data, candidates), "replace")


def _mostly_utf8(data: bytes) -> bool:
    if not re.search(rb"[\xc2-\xf4][\x80-\xbf]", data):
        return False
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(1 for c in text if c > "\x7f") - broken >= 2 * broken


def _codec(name: str | None) -> str | None:
    """The codec that browsers use for a charset's name; None for one that is unknown or no text."""
    if not name:
        return None
    try:
        info = codecs.lookup(name.strip().strip("\"'"))
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    # Browsers read Latin-1 as Windows text (WHATWG Encoding, 4.2), and so do we: there the quotation marks are.
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def parse(text: str) -> Element | None:
    """The tree of a page, with `html` at its root; None where there is nothing in it."""
    text = _END.sub("", _DECLARATION.sub("", _INVISIBLE.sub("", text)))
    text = _HEADING.sub(r"\1</\2>", text)
    if not text.strip():
        return None
    if too_deep(text):
        text = flatten(text)
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        # Bytes, since lxml refuses text that declares an encoding, and reads lone surrogates not at all.
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def slim(text: str) -> str:
    """The page without what makes pages heavy and says nothing: the inside of scripts, drawings, pictures written out.

    The first characters of a script stay, since they tell what a page without words is up to; JSON-LD stays whole.
    """
    if len(text) <= 20_000:
        return text
    return _DATA_LINK.sub("data:,", _DRAWING.sub("", _SCRIPT.sub(_shortened, text)))


def _shortened(script: re.Match[str]) -> str:
    return script[1] + script[2][:_SCRIPT_KEPT] + script[3]


def text_length(text: str) -> int:
    """About how many characters of a page are text that may be shown."""
    text = _UNSEEN.sub("", text)
    return len(text) - sum(len(tag) for tag in re.findall(r"<[^<>]*>", text))


def too_deep(text: str) -> bool:
    """Whether elements stand in one another deeper than the parsers bear."""
    depth = 0
    for closing, name in _TAG.findall(text):
        if name.lower() in _VOID or name.lower() in ("p", "li"):
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > MAX_DEPTH:
            return True
    return False


def _tells(attrs: list[tuple[str, str | None]]) -> bool:
    """Whether an element's attributes say that it is hidden, or beside the text."""
    return any(
        name == "hidden"
        or (name in ("class", "id", "style", "aria-hidden") and _TELLS.search(value or "") is not None)
        or (name == "aria-hidden" and value == "true")
        for name, value in attrs
    )


class _Flattener(HTMLParser):
    """Writes a page anew, without the wrappers below `MAX_DEPTH`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.out.append(self.get_starttag_text() or "")
            return
        kept = len(self._open) < MAX_DEPTH - 20 or (tag in _KEPT_DEEP and len(self._open) < 100_000)
        if not kept and (tag in _TELLING or _tells(attrs)):
            kept = sum(held for _, held in self._open[-400:]) < MAX_DEPTH - 20 + _TELLING_DEPTH
        self._open.append((tag, kept))
        self.out.append(self.get_starttag_text() or "" if kept else "\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li"):  # often left open; a stray end is harmless
            for at in range(len(self._open) - 1, max(len(self._open) - 8, -1), -1):
                if self._open[at][0] == tag:
                    del self._open[at]
                    break
            self.out.append(f"</{tag}>")
            return
        for at in range(len(self._open) - 1, max(len(self._open) - 200, -1), -1):
            if self._open[at][0] == tag:
                self.out += [f"</{name}>" if kept else "\n" for name, kept in reversed(self._open[at:])]
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def flatten(text: str) -> str:
    """The page with the wrappers below a depth taken out; their text stays."""
    flattener = _Flattener()
    flattener.feed(text)
    flattener.close()
    return "".join(flattener.out)
