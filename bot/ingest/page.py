"""A news page, bytes in: its text, and what it says of itself."""

from __future__ import annotations

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from bot.ingest.outcomes import NoArticle
from bot.ingest.types import ArticleText, Kind


def plain_text(data: bytes) -> str:
    """All the text of HTML that is no page, such as an e-mail's body; paragraphs apart by blank lines."""
    try:
        tree = lxml_html.fromstring(data)
    except (ValueError, etree.LxmlError):
        return ""
    for junk in tree.xpath("//script|//style|//head"):
        junk.drop_tree()
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n\n".join(filter(None, lines))


def read_page(data: bytes, url: str | None = None) -> ArticleText:
    """The article of a page.

    Raises:
        NoArticle: the page holds none, with what it is instead.
    """
    found = trafilatura.bare_extraction(
        data, url=url, favor_precision=True, include_comments=False, with_metadata=True, as_dict=True
    )
    if not isinstance(found, dict) or not found.get("text"):
        raise NoArticle(Kind.EMPTY, url=url)
    text = "\n\n".join(filter(None, str(found["text"]).split("\n")))
    return ArticleText(text=text, title=found.get("title"), url=url, canonical_url=url)
