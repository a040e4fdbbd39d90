"""A page as the paragraphs a reader sees: its text in order, with what each stands in.

The words of an article are taken from here and from nowhere else. The extractors that `body` asks only say WHICH blocks
belong to it: their own output loses spaces and inline words now and then, and a quote must be word for word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from bot.ingest.markup import Element

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "head",
        "select",
        "button",
        "textarea",
        "video",
        "audio",
        "canvas",
        "map",
        "link",
        "meta",
        "input",
        "option",
        "math",
    ]
)
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # two letters a word,
_SPELLED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # and four


@dataclass(slots=True, kw_only=True)
class Block:
    """A run of text between two block borders. `links` is the share of its characters that are links."""

    text: str
    element: Element = field(repr=False)  # the innermost one that holds its last words
    links: float
    words: list[str] = field(repr=False)

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def count(self) -> int:
        """How many words it has; unlike `words`, right for scripts that put no spaces between them."""
        return count_words(self.text)


@dataclass
class _Walk:
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    holder: Element | None = None

    def add(self, text: str, holder: Element, in_link: bool) -> None:
        self.parts.append(text)
        if text.strip():
            self.holder = holder
            if in_link:
                self.linked += len(text.strip())

    def end(self) -> None:
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\v"))
        text = "\n".join(filter(None, lines))
        if text and self.holder is not None:
            self.blocks.append(
                Block(
                    text=text,
                    element=self.holder,
                    links=min(self.linked / len(text), 1.0),
                    words=_WORD.findall(text),
                )
            )
        self.parts.clear()
        self.linked = 0
        self.holder = None


def blocks_of(tree: Element) -> list[Block]:
    """The blocks of a tree, in order. A single `<br>` is a line within a block, two in a row part blocks."""
    walk = _Walk()
    # An explicit stack: pages nest deeper than Python recurses.
    stack: list[tuple[str, Element, str, bool]] = [("open", tree, "", False)]
    while stack:
        step, element, text, in_link = stack.pop()
        if step == "text":
            walk.add(text, element, in_link)
        elif step == "end":
            walk.end()
        elif isinstance(element.tag, str) and element.tag not in UNSEEN:
            _open(element, in_link, walk, stack)
    walk.end()
    return walk.blocks


def _open(element: Element, in_link: bool, walk: _Walk, stack: list[tuple[str, Element, str, bool]]) -> None:
    if element.tag == "br":
        before = element.getprevious()
        doubled = before is not None and before.tag == "br" and not (before.tail or "").strip()
        walk.end() if doubled else walk.parts.append("\v")
        return
    is_block = element.tag in BLOCKS
    in_link = in_link or element.tag == "a"
    if is_block:
        walk.end()
        stack.append(("end", element, "", in_link))
    for child in reversed(element):
        if child.tail:
            stack.append(("text", element, child.tail, in_link))
        stack.append(("open", child, "", in_link))
    if element.text:
        stack.append(("text", element, element.text, in_link))


def count_words(text: str) -> int:
    """How many words a text has; of scripts that put no spaces between them, two letters count for one, or four."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2 + len(_SPELLED.findall(text)) // 4


class Matcher:
    """Says which blocks a text holds, however it was joined together."""

    def __init__(self, text: str) -> None:
        self._words = _WORD.findall(text)
        self._lines = {" ".join(_WORD.findall(line)) for line in text.splitlines()}

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self._words)} "

    @cached_property
    def _fours(self) -> set[tuple[str, ...]]:
        return {tuple(self._words[i : i + 4]) for i in range(len(self._words) - 3)}

    def holds(self, block: Block) -> bool:
        """Whether the block's words are in the text: all of a short one, most of a long one."""
        count = len(block.words)
        if count < 4:
            return count > 0 and " ".join(block.words) in self._lines
        if count < 8:
            return f" {' '.join(block.words)} " in self._joined
        fours = [tuple(block.words[i : i + 4]) for i in range(count - 3)]
        return sum(four in self._fours for four in fours) > len(fours) / 2


def home(block: Block) -> Element | None:
    """What holds the paragraph that the block is, or the quotation it stands in; one for all paragraphs of an article.

    A `div` of its own is a paragraph on some sites, so there its parent counts.
    """
    for element in (block.element, *block.element.iterancestors()):
        if element.tag in ("p", "blockquote", "h2", "h3", "h4"):
            parent = element.getparent()
            return parent if parent is None or parent.tag != "blockquote" else parent.getparent()
        if element.tag in ("div", "section", "li", "td", "article", "figure", "aside"):
            return None
    return None


def place_of(block: Block) -> Element | None:
    """What the paragraph stands in, whatever it is made of: a `p`, a `div` of its own, or lines apart by `<br>`."""
    for element in (block.element, *block.element.iterancestors()):
        if element.tag in ("td", "th"):
            return element  # tables for layout have one cell for the story, and others for all else
        if element.tag in BLOCKS:
            parent = element.getparent()
            return parent if parent is None or parent.tag != "blockquote" else parent.getparent()
    return None


def line_of(element: Element) -> str:
    """The text of an element as one line; what stands in lines of its own there is kept apart by a space."""
    parts: list[str] = []
    for event, step in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(step.tag, str):
            continue
        if step is not element and (step.tag in BLOCKS or step.tag == "br"):
            parts.append(" ")
        if event == "start" and step.tag not in UNSEEN:
            parts.append(step.text or "")
        elif event == "end" and step is not element:
            parts.append(step.tail or "")
    return " ".join("".join(parts).split())
