"""Who wrote an article: the places on a page where a byline may stand, most trusted first.

Sites put anyone into the author's field: the outlet, an agency, whoever typed it in. `people` says which of what
stands there are names; the first place that has any is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.ingest.around import Surroundings, key_of
from bot.ingest.blocks import BLOCKS, UNSEEN, Block, line_of
from bot.ingest.head import Head
from bot.ingest.jsonld import Node, text_of, types
from bot.ingest.markup import Element
from bot.ingest.people import names_in
from bot.ingest.printed import is_caption, without_day

_ELEMENTS = ("a", "span", "div", "p", "address", "li", "small", "strong", "em", "cite", "h2", "h3", "h4", "h5", "h6")
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by|by-?line\w*|authors?(?:-?name)?|writer|autor(?:en)?|auteur|post-author|entry-author)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:bios?|about|avatar|image|photo|comments?|comment-author\w*|related|widget|more|social|cards?|footer|sidebar"
    r"|archive|teaser|desc(?:ription)?|info-?box|list|twitter|count)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:comments?|sidebar|related|recommend\w*|widget|footer|teasers?|most-read|popular|trending|commentlist)(?:$|[\s_-])"
)
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々"
_BY_LINE = re.compile(r"^(?:by|von|par|por|di)\s+[^\W\d_][^\n]{3,80}$", re.IGNORECASE)
# Says in a line of its own, or after a date, who wrote what follows.
_SAID = re.compile(
    r"(?:^|[\s|·•–—-])(?:(?:written|posted|published|reported|submitted|words|text|story|analysis|opinion|column|interview|review)"
    r"\s+by|(?:publicado|escrito|postado)\s+por|(?:publié|écrit)\s+par|(?:verfasst|geschrieben)\s+von|authors?:|autor(?:in|en)?:)"
    r"[:\s]\s*(?P<who>[^\W\d_][^\n|·•]{2,80})"
    rf"|(?:^|[\s|·•(（【])(?:(?:作者|記者|记者|撰文|取材・文|執筆|文|글)\s*[:：/／・|｜]\s*|(?:記者|记者)\s*)"
    rf"(?P<cjk>[{_CJK}]{{2,6}})(?![{_CJK}])"
    r"|(?:^|[\s|·•(（【=])(?P<ko>[\uac00-\ud7af]{2,4}\s?(?:(?:선임|수석|전문)?기자|특파원|논설위원))(?![\uac00-\ud7af])"
    r"|(?:^|[\s|·•(（【])(?P<ja>[\u3040-\u30ff\u3400-\u9fff々]{2,6}\s?(?:記者|特派員|編集委員))(?:$|[\s)）】])"
    r"|^(?P<more>(?:oleh|penulis|yazan|írta|autor(?:ka)?|tekst|teksti|автор|текст|מאת|بقلم|كتبت?|लेखक|โดย|tác giả)"
    r"\s*:?\s+[^\W\d_][^\n|·•]{2,60})",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|by|people|staff|profiles?|reporters?|journalists?|writers?|columnists?|contributors?"
    r"|correspondents?|team|users?)/[^/?#]+",
    re.IGNORECASE,
)
_SHORT_LINE = 16  # words; what is longer is a standfirst or the text
# Two to four words of a script that has capitals; then nothing, or a job.
_NAME_LINE = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ƿΑ-ΩΆ-ΏА-ЯЁІЇЄҐ][\w.'’‐‑-]*(?:\s+[^\W\d_][\w.'’‐‑-]*){1,3}\s*(?:$|[,|·•(–—-])")
# A label and what it labels; whose the picture or the copy is, says nothing of who wrote.
_LABELLED = re.compile(r"^[^\W\d_]{2,15}\s?[:：]")
_ORGANIZATIONS = frozenset({"organization", "newsmediaorganization", "corporation"})
_NAMED = ("class", "data-testid", "data-component", "data-qa", "data-role")  # where a site names its parts
_MOST_MARKED = 30


def authors_of(
    tree: Element, node: Node | None, nodes: Sequence[Node], head: Head, outlet: str | None, near: Surroundings
) -> tuple[str, ...]:
    """The people whom a page names as its article's authors, in order; empty where it names none.

    Args:
        tree: the page, as it came.
        node: its article's JSON-LD.
        nodes: all its JSON-LD.
        head: its meta elements.
        outlet: the outlet's name, which is no author.
        near: what stands around the headline.
    """
    # A part of the title is the site's name, or a section's, whatever byline it stands in.
    parts = {key_of(part) for e in tree.iter("title") for part in re.split(r"\s+[|–—·»-]\s+|\s*\|\s*", line_of(e))}
    for bylines, single in _bylines(tree, node, nodes, head, near):
        names = tuple(n for n in names_in(bylines, outlet=outlet, single=single) if key_of(n) not in parts)
        if names:
            return names
    return ()


def _bylines(
    tree: Element, node: Node | None, nodes: Sequence[Node], head: Head, near: Surroundings
) -> Iterator[tuple[list[str], bool]]:
    """Where a byline may stand, most trusted first, each with whether a single word may be a name there."""
    if node:
        yield list(_people(node.get("author"), nodes)), True
        yield list(_people(node.get("creator"), nodes)), True
    yield head.all("parsely-author", "sailthru.author", "byl", "cxenseparse:author", "dcsext.author"), False
    yield (
        head.all(
            "author",
            "article:author",
            "og:article:author",
            "dc.creator",
            "dcterms.creator",
            "citation_author",
            "dc.contributor",
        ),
        True,
    )
    yield _in_microdata(tree), True
    yield (
        [line_of(a) for a in tree.iter("a") if "author" in (a.get("rel") or "").split() and not _in_aside(a)][:4],
        True,
    )
    for group in _marked_bylines(tree):
        yield group, True
    yield _said_near(near), True
    yield _linked_near(near), False
    yield _addressed_near(near), False
    yield _dated_near(near), False
    yield _spoken_bylines(tree), False
    yield head.all("twitter:written-by"), False


def _people(value: Any, nodes: Sequence[Node]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            if not item.get("name") and item.get("@id"):
                item = next((n for n in nodes if n.get("@id") == item["@id"] and n.get("name")), item)
            if "person" not in types(item) and types(item) & _ORGANIZATIONS:
                continue
            names = item.get("name") or " ".join(
                filter(None, (text_of(item.get("givenName")), text_of(item.get("familyName"))))
            )
            for name in names if isinstance(names, list) else [names]:
                text = text_of(name)
                if text:
                    yield text


def _in_microdata(tree: Element) -> list[str]:
    found: list[str] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or "author" not in (element.get("itemprop") or "").split():
            continue
        if "organization" in (element.get("itemtype") or "").lower() or _in_aside(element):
            continue
        named = [e for e in element.iter() if isinstance(e.tag, str) and "name" in (e.get("itemprop") or "").split()]
        found += [(e.get("content") or line_of(e)) for e in named] or [element.get("content") or line_of(element)]
    return found[:6]


def _marked_bylines(tree: Element) -> list[list[str]]:
    """The texts of elements whose class says byline or author, near the top first; those of one class together.

    Of elements within one another the innermost counts: around it stand roles, dates and handles.
    """
    found = [
        e
        for e in tree.iter(*_ELEMENTS)
        if _BYLINE_CLASS.search(" ".join(e.get(name) or "" for name in _NAMED))
        and not _NOT_BYLINE.search(e.get("class") or "")
        and not _in_aside(e)
    ][:_MOST_MARKED]
    around = {ancestor for e in found if line_of(e) for ancestor in e.iterancestors()}
    groups: dict[str, list[str]] = {}
    for element in found:
        text = _parts_of(element)
        if element not in around and 2 < len(text) <= 150:
            groups.setdefault(element.get("class") or "", []).append(text)
    return [texts for texts in groups.values() if len(texts) <= 6][:4]


def _parts_of(element: Element) -> str:
    """The text of a byline; where it is nothing but parts side by side (a day, a name, a job), a line for each."""
    parts = [child for child in element if isinstance(child.tag, str) and line_of(child)]
    bare = not (element.text or "").strip() and not any((child.tail or "").strip() for child in element)
    if len(parts) >= 2 and bare and all(child.tag in ("span", "time", "a") for child in parts):
        return "\n".join(line_of(child) for child in parts if child.tag != "time")
    return _lines_of(element)


def _lines_of(element: Element) -> str:
    """The text of an element; what stands in lines of its own there is kept in lines, to tell a job from a name."""
    parts: list[str] = []

    def walk(step: Element, depth: int) -> None:
        for child in step:
            own_line = isinstance(child.tag, str) and (child.tag in BLOCKS or child.tag == "br")
            parts.append("\n" if own_line else "")
            if isinstance(child.tag, str) and child.tag not in UNSEEN and depth < 20:
                parts.append(child.text or "")
                walk(child, depth + 1)
                parts.append("\n" if own_line else "")
            parts.append(child.tail or "")

    parts.append(" ".join((element.text or "").split(" ")))
    walk(element, 0)
    lines = (" ".join(line.split()) for line in _joined(parts).split("\v"))
    return "\n".join(filter(None, lines))


def _joined(parts: Sequence[str]) -> str:
    """Joins text and line ends, the latter as vertical tabs: a line end in the source is but a space."""
    return "".join("\v" if part == "\n" else part for part in parts)


def _said_near(near: Surroundings) -> list[str]:
    """What lines by the headline say of who wrote the article: "By …", "Posted by …", "Author: …"."""
    for block in (*near.below, *near.above):
        for line in block.text.split("\n"):
            if len(line) <= 140 and not _in_aside(block.element):
                said = _SAID.search(line)
                if said:
                    return [next(filter(None, said.groupdict().values()))]
                if len(line) <= 90 and _BY_LINE.match(line):
                    return [line]
    return []


def _linked_near(near: Surroundings) -> list[str]:
    """The texts of links by the headline that lead to someone's own page."""
    found: list[str] = []
    for block in near.below:
        for element in (block.element, *block.element.iterancestors()):
            links = [element] if element.tag == "a" else list(element.iter("a"))
            found += [line_of(a) for a in links if _PROFILE.search(a.get("href") or "") and not _in_aside(a)]
            if element.tag in BLOCKS:
                break
        if found:
            return list(dict.fromkeys(found))[:6]
    return found


def _dated_near(near: Surroundings) -> list[str]:
    """Who is named with the day by the headline: "Ada Moreno, 19 November 2026", or a name in the line before or after.

    A name alone may as well be a section or a place, so it has to be of two words or more, and no link to a list.
    """
    lines = [(line, b) for b in near.below[:8] if len(b.words) <= _SHORT_LINE for line in b.text.split("\n")]
    dated = [i for i, (line, _) in enumerate(lines) if without_day(line) is not None]
    for i in dated[:2]:
        beside = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines) and without_day(lines[j][0]) is None]
        for text, block in ((without_day(lines[i][0]) or "", lines[i][1]), *beside):
            links = [a for a in _links_of(block) if line_of(a) and text.startswith(line_of(a))]
            section = bool(links) and not any(_PROFILE.search(a.get("href") or "") for a in links)
            beside_text = _in_aside(block.element) or is_caption(block)
            if not section and not beside_text and _NAME_LINE.match(text) and not _LABELLED.match(text):
                return [text]
    return []


def _links_of(block: Block) -> list[Element]:
    holder = next((e for e in (block.element, *block.element.iterancestors()) if e.tag in BLOCKS), block.element)
    return list(holder.iter("a"))


def _addressed_near(near: Surroundings) -> list[str]:
    """What stands in an `address` by the headline: by HTML's own rules, whom to write to about the article."""
    for block in near.below:
        found = [e for e in (block.element, *block.element.iterancestors()) if e.tag == "address"]
        if found and not _in_aside(found[0]):
            return [_lines_of(found[0])]
    return []


def _spoken_bylines(tree: Element) -> list[str]:
    """Short lines that begin with "By", near the top."""
    for e in tree.iter("p", "div", "span", "h2", "h3", "h4", "h5", "h6", "em", "strong", "small", "address"):
        if len(e) <= 4:
            text = _lines_of(e)
            if len(text) <= 90 and _BY_LINE.match(text.replace("\n", " ")) and not _in_aside(e):
                return [text]
    return []


def _in_aside(element: Element) -> bool:
    """Whether an element stands beside the article: in a comment, a teaser, a footer; not what holds the headline."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("aside", "nav"):
            return True
        if ancestor.tag == "footer":  # an article's own may hold its byline, wherever it stands
            return not any(a.tag == "article" for a in ancestor.iterancestors())
        if ancestor.tag in ("body", "html"):
            break
        if _ASIDE_CLASS.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}") and not any(
            True for _ in ancestor.iter("h1")
        ):
            return True
    return False
