"""A news page, bytes in: an `ArticleText`, or the reason why there is none.

The bytes are decoded once, by what they are. The metadata is read from the page as it came; the body from a copy
without what a reader does not see; and what the page is, is told from both."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import datetime

from bot.clock import SystemClock
from bot.ingest.blocks import blocks_of, count_words
from bot.ingest.body import find_body
from bot.ingest.charset import storable
from bot.ingest.evidence import Evidence
from bot.ingest.head import Head
from bot.ingest.header import read_header
from bot.ingest.jsonld import ARTICLES, nodes_of, paragraphs_of, types
from bot.ingest.judge import ENOUGH_WORDS, is_challenge, judge
from bot.ingest.language import language
from bot.ingest.liveblog import is_live, marked_updates, posts_in, updates_of
from bot.ingest.markup import decode_markup, parse, slim, text_length
from bot.ingest.metadata import read_metadata
from bot.ingest.outcomes import NoArticle
from bot.ingest.prune import prune
from bot.ingest.types import ArticleText, Kind

MOST_TEXT = 1_000_000  # characters of text in a page, navigation and JSON-LD included
_TOLD_ENOUGH = 80  # words of an `articleBody` that can stand for a page whose text is short of it,
_TOLD_ALONE = 40  # and of one for a page that shows no text at all


def plain_text(data: bytes) -> str:
    """All the text of HTML that is no page, such as an e-mail's body; paragraphs apart by blank lines."""
    tree = parse(decode_markup(data))
    if tree is None:
        return ""
    prune(tree)
    return "\n\n".join(block.text for block in blocks_of(tree))


def challenge(
    data: bytes, charset: str | None = None, url: str | None = None, asked: str | None = None
) -> tuple[Kind, str | None] | None:
    """What a refusal's body says of a check for bots, of consent or of the region; None where it says none of it."""
    tree = parse(decode_markup(data, charset))
    return None if tree is None else is_challenge(tree, url, asked)


def read_page(
    data: bytes,
    url: str | None = None,
    *,
    charset: str | None = None,
    now: datetime | None = None,
    asked: str | None = None,
) -> ArticleText:
    """The article of a page.

    Args:
        data: the page's bytes.
        url: where it was found, after redirects.
        charset: what the Content-Type header says of it.
        now: the time of the reading.
        asked: the link as it was given, before redirects.

    Raises:
        NoArticle: the page holds none, with what it is instead.
    """
    now = now or SystemClock().now()
    markup = slim(decode_markup(data, charset))
    # Before anything is built: trees and readings of a page of several megabytes of text take a minute and 500 MB.
    if len(markup) > MOST_TEXT and text_length(markup) > MOST_TEXT:
        raise NoArticle(Kind.TOO_LARGE, url=url)
    tree = parse(markup)
    if tree is None:
        raise NoArticle(Kind.EMPTY, url=url)
    nodes, head = nodes_of(tree), Head(tree)
    seen = copy.deepcopy(tree)
    consent_words = prune(seen)
    live = updates_of(nodes, now)
    blocks = blocks_of(seen)
    metadata = read_metadata(tree, nodes, head, url, now, blocks, copy.deepcopy(tree))
    live = live or marked_updates(seen, now) or posts_in(seen, url, metadata.title)
    body = find_body(seen, blocks, metadata.titles)
    paragraphs = [storable(p) for p in body.paragraphs]
    told = max((paragraphs_of(n.get("articleBody")) for n in nodes if types(n) & ARTICLES), key=_words, default=[])
    kind = Kind.ARTICLE
    if live and _words(p for update in live for p in update) >= 25:
        kind, paragraphs = Kind.LIVEBLOG, [storable(p) for update in live for p in update]
    else:
        shown = _words(paragraphs)
        if _words(told) >= (_TOLD_ENOUGH if shown >= ENOUGH_WORDS else _TOLD_ALONE) and _words(told) > 2 * shown:
            paragraphs = [storable(p) for p in told]
        verdict = judge(
            Evidence(
                url=url,
                tree=tree,
                seen=seen,
                blocks=blocks,
                nodes=nodes,
                head=head,
                title=metadata.title,
                body=paragraphs,
                body_blocks=body.blocks,
                told_words=_words(told),
                consent_words=consent_words,
                asked=asked,
                dated=metadata.published is not None,
                signed=bool(metadata.authors),
            )
        )
        if verdict:
            raise NoArticle(*verdict, url=url, excerpt="\n\n".join(paragraphs) if verdict[0] is Kind.PAYWALL else None)
        if is_live(nodes, tree):
            kind = Kind.LIVEBLOG
    text = "\n\n".join(paragraphs)
    said = read_header(text)
    return ArticleText(
        text=text,
        title=metadata.title,
        authors=metadata.authors,
        published=metadata.published,
        published_has_time=metadata.published_has_time,
        outlet=metadata.outlet,
        dateline=said.dateline,
        agencies=said.agencies,
        url=url,
        canonical_url=metadata.canonical_url,
        language=language(text),
        kind=kind,
    )


def _words(paragraphs: Iterable[str]) -> int:
    return sum(map(count_words, paragraphs))
