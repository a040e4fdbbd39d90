"""Which blocks of a page are the article.

Trafilatura (in favour of precision) and readability each mark blocks. Where they agree, trafilatura's marks stand;
where they do not, a third reading settles it. Then what no reader takes for the article is taken out by general
signs: the headline once more, "Related: …" lines, prompts to subscribe or comment, credits, rows of links at the
end.

Figures, and how they were taken: docs/ingest.md.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from readability import Document as Readability
from readability.readability import Unparseable

from bot.ingest.blocks import BLOCKS, Block, Matcher, blocks_of, count_words, home, place_of
from bot.ingest.controls import email_fields, form_box
from bot.ingest.markup import Element
from bot.ingest.printed import is_dateline
from bot.ingest.prune import attributes
from bot.ingest.wording import CAPTION, CREDIT, POINTER, PROMPT

_AGREED = 0.6  # F1 by words between two readings; below, a third is asked
_LITTLE = 40  # words; so few may be but the wrong part of a page
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_END = re.compile(r"[.!?…。！？।॥؟۔][\s\"“”„»«’'\])）」』]*$")
# A quotation of five words or more.
_QUOTED = re.compile(r"[\"“„«](?:[^\s\"“”„«»]+\s+){4,}[^\s\"“”„«»]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The article's paragraphs, in order, and how far the readings agreed (0 to 1)."""

    paragraphs: tuple[str, ...]
    blocks: tuple[Block, ...]
    agreement: float

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def find_body(tree: Element, blocks: Sequence[Block], titles: Iterable[str] = ()) -> Body:
    """The article of a page.

    Args:
        tree: the page, its unseen parts taken out already; it is not changed.
        blocks: its blocks.
        titles: what the page is called; a block that only says it again is left out.
    """
    marks, agreement = _choose(tree, blocks)
    marks = _filled(marks, blocks)
    called = {_key(title) for title in titles} - {()}
    kept = _tidied([blocks[i] for i in marks], called)
    if sum(count_words(b.text) for b in kept) < _LITTLE:
        kept = max(kept, _tidied(_prose(blocks), called), key=lambda k: sum(_is_sentence(b) * len(b.text) for b in k))
    return Body(paragraphs=tuple(_paragraphs(kept, called)), blocks=tuple(kept), agreement=agreement)


def _paragraphs(blocks: Sequence[Block], called: set[tuple[str, ...]]) -> Iterator[str]:
    """The text of the blocks; the first without the lines of a header that some pages set above it in one block."""
    for i, block in enumerate(blocks):
        lines = block.text.split("\n")
        while i == 0 and lines and (_key(lines[0]) in called or is_dateline(lines[0])):
            del lines[0]
        if lines:
            yield "\n".join(lines)


def _choose(tree: Element, blocks: Sequence[Block]) -> tuple[list[int], float]:
    first = _marks(by_trafilatura(tree, precise=True), blocks)
    second = _marks(by_readability(tree), blocks)
    agreed = _overlap(first, second, blocks)
    if agreed >= _AGREED:
        return first, agreed
    third = _marks(by_trafilatura(tree, precise=False), blocks)
    readings = (first, second, third)

    def support(reading: list[int]) -> float:
        return sum(_overlap(reading, other, blocks) for other in readings if other is not reading)

    best = max(readings, key=support)
    return best, agreed


def by_trafilatura(tree: Element, *, precise: bool) -> str:
    """What trafilatura takes for the article, a block a line."""
    try:
        found = trafilatura.bare_extraction(
            copy.deepcopy(tree), favor_precision=precise, include_comments=False, with_metadata=False
        )
    except (etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError):  # of a page it can't bear
        return ""
    return str(getattr(found, "text", "") or "")


def by_readability(tree: Element) -> str:
    """What readability takes for the article, a block a line."""
    try:
        summary = Readability(etree.tostring(tree, encoding="unicode", method="html")).summary(html_partial=True)
        found = lxml_html.fromstring(summary)
    except (Unparseable, etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError):
        return ""
    return "\n".join(block.text for block in blocks_of(found))


def _marks(text: str, blocks: Sequence[Block]) -> list[int]:
    matcher = Matcher(text)
    return _without_repeats([i for i, block in enumerate(blocks) if matcher.holds(block)], blocks)


def _without_repeats(marks: list[int], blocks: Sequence[Block]) -> list[int]:
    """Of the same words twice, the one among more marked neighbours: a teaser's words stand in the article too."""
    by_words: dict[tuple[str, ...], list[int]] = {}
    for i in marks:
        by_words.setdefault(tuple(blocks[i].words), []).append(i)
    marked = set(marks)

    def company(i: int) -> int:
        return sum(len(blocks[j].words) for j in range(i - 6, i + 7) if j in marked and j != i)

    dropped: set[int] = set()
    for words, places in by_words.items():
        if len(places) > 1 and len(words) >= 4:
            best = max(places, key=company)
            # What is said twice in one place was meant so: a refrain, or a question put again.
            dropped |= {
                i for i in places if i != best and (home(blocks[i]) is None or home(blocks[i]) != home(blocks[best]))
            }
    return [i for i in marks if i not in dropped]


def _overlap(one: list[int], other: list[int], blocks: Sequence[Block]) -> float:
    def weight(marks: Iterable[int]) -> int:
        return sum(len(blocks[i].words) for i in marks)

    total = weight(one) + weight(other)
    return 2 * weight(set(one) & set(other)) / total if total else 0.0


def _filled(marks: list[int], blocks: Sequence[Block]) -> list[int]:
    """With the paragraphs that a reading left out although they stand beside those it took."""
    marked = set(marks)
    words: dict[Element, int] = {}
    homes = {i: home(blocks[i]) for i in range(marks[0], marks[-1] + 1)} if marks else {}
    for i in marks:
        place = homes[i]
        if place is not None:
            words[place] = words.get(place, 0) + len(blocks[i].words)
    total = sum(len(blocks[i].words) for i in marks)
    main = {place for place, count in words.items() if count >= 0.3 * total}
    for i, place in homes.items():
        block = blocks[i]
        if i not in marked and place in main and block.links < 0.5 and len(block.words) >= 5 and not _closes(block):
            marked.add(i)
    return sorted(marked)


def _key(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


def _tidied(blocks: list[Block], titles: set[tuple[str, ...]]) -> list[Block]:
    asked = _form_boxes(blocks)
    blocks = _without_layers(blocks)
    kept = [
        b
        for b in _own(blocks)
        if _key(b.text) not in titles
        and not _is_pointer(b)
        and not _is_caption(b)
        and not _is_switch(b)
        and not (asked and any(a in asked for a in b.element.iterancestors()))
        and b.element not in asked
    ]
    kept = _without_link_lists(kept)
    main = _main_place(kept)
    while kept and (_closes(kept[-1]) or _trails(kept[-1], main)):
        kept.pop()
    while kept and (_opens(kept[0]) or _is_header(kept[0], titles) or _leads(kept, main)):
        kept.pop(0)
    while kept and kept[-1].tag in _HEADINGS:  # a heading of what was taken away
        kept.pop()
    return kept


def _prose(blocks: Sequence[Block]) -> list[Block]:
    """The sentences that stand in one place: what is left to go by where the readings find next to nothing."""
    main = _main_place([b for b in blocks if _is_sentence(b)])
    found = [i for i, b in enumerate(blocks) if main is not None and place_of(b) is main and b.links < 0.3]
    return list(blocks[found[0] : found[-1] + 1]) if len(found) >= 2 else []


def _is_sentence(block: Block) -> bool:
    framed = any(a.tag in ("nav", "footer", "aside", "form") for a in block.element.iterancestors())
    return block.links < 0.3 and count_words(block.text) >= 6 and bool(_END.search(block.text)) and not framed


def _main_place(blocks: Sequence[Block]) -> Element | None:
    """Where most of some blocks stand."""
    places: Counter[Element | None] = Counter()
    for block in blocks:
        places[place_of(block)] += len(block.text)
    return places.most_common(1)[0][0] if places else None


def _without_layers(blocks: list[Block]) -> list[Block]:
    """Without what is laid over the page, where there is a story beneath."""
    beneath = [
        b for b in blocks if not any(_is_layer(a) for a in b.element.iterancestors()) and not _is_layer(b.element)
    ]
    return beneath if sum(b.count for b in beneath) >= _LITTLE else blocks


def _is_layer(element: Element) -> bool:
    return element.get("role") in ("dialog", "alertdialog") or element.get("aria-modal") == "true"


def _own(blocks: list[Block]) -> list[Block]:
    """Without other articles that stand within this one, such as teasers in full."""
    inner = [next((a for a in b.element.iterancestors("article")), None) for b in blocks]
    outer = [a is not None and next(a.iterancestors("article"), None) is not None for a in inner]
    own_words = sum(len(b.words) for b, is_outer in zip(blocks, outer, strict=True) if not is_outer)
    nested = {a for a, is_outer in zip(inner, outer, strict=True) if is_outer}
    if len(nested) < 2 or own_words < 20:
        return blocks
    return [b for b, is_outer in zip(blocks, outer, strict=True) if not is_outer]


def _is_caption(block: Block) -> bool:
    """Whether a block stands under a picture."""
    if len(block.words) > 80:
        return False
    for depth, element in enumerate((block.element, *block.element.iterancestors())):
        if depth > 3 or element.tag in ("article", "main", "body"):
            return False
        if element.tag == "figcaption" or CAPTION.search(attributes(element)):
            return True
    return False


def _without_link_lists(blocks: list[Block]) -> list[Block]:
    """Without runs of two or more list items that are nothing but links, where they are not what the page is about."""
    linked = [
        (b.links > 0.9 and any(a.tag == "li" for a in b.element.iterancestors())) or (b.links > 0.9 and b.tag == "li")
        for b in blocks
    ]
    if sum(linked) > 0.3 * len(blocks):
        return blocks
    return [
        b for i, b in enumerate(blocks) if not (linked[i] and any(linked[max(i - 1, 0) : i] + linked[i + 1 : i + 2]))
    ]


def _form_boxes(blocks: list[Block]) -> frozenset[Element]:
    """Boxes among the paragraphs that ask for an e-mail address: a letter's, with the few words around the field."""
    if not blocks:
        return frozenset()
    root = blocks[0].element.getroottree().getroot()
    main = _main_place(blocks)
    held = () if main is None else (main, *main.iterancestors())
    boxes = (form_box(field, held) for field in email_fields(root))
    return frozenset(box for box in boxes if box is not None)


def _is_switch(block: Block) -> bool:
    """Whether a line is nothing but links that run a script: print, close, share."""
    if len(block.words) > 12 or block.links < 0.5:
        return False
    links = list(block.element.iter("a")) + [
        a for a in (block.element, *block.element.iterancestors("a")) if a.tag == "a"
    ]
    return bool(links) and all((a.get("href") or "").strip().lower().startswith("javascript:") for a in links)


def _is_pointer(block: Block) -> bool:
    """Whether a block only leads elsewhere: "Related: …", "Read more", a prompt to subscribe."""
    count = len(block.words)
    if block.links > 0.5 and count <= 40 and (POINTER.match(block.text) or _labels_link(block)):
        return True
    if count <= 8 and POINTER.fullmatch(block.text.rstrip(" :.…")):
        return True
    return re.fullmatch(r"\W*comments?\W*", block.text, re.IGNORECASE) is not None


def _labels_link(block: Block) -> bool:
    """Whether a paragraph is a label of a word or three, and the link that it labels: "Read as well: Prices rise"."""
    paragraph = next((e for e in (block.element, *block.element.iterancestors()) if e.tag in BLOCKS), None)
    if paragraph is None or paragraph.tag in ("td", "th", "dd") or _END.search(block.text):
        return False
    links = list(paragraph.iter("a"))
    if len(links) != 1:
        return False
    linked = " ".join(links[0].text_content().split())
    label = block.text.removesuffix(linked).strip()
    return (
        len(linked) >= 8
        and block.text.endswith(linked)
        and len(label) <= 30
        and (
            label.endswith((":", "：", "»", ">", "→", "|", "–", "—", "►", "▶"))
            or (label == "" and paragraph.tag == "p")
        )
    )


def _closes(block: Block) -> bool:
    """Whether a block at the end is no part of the article."""
    count = len(block.words)
    if block.links > 0.8 and count <= 25:
        return True
    if _QUOTED.search(block.text):  # somebody's words are never taken for a prompt
        return bool(CREDIT.match(block.text)) and count <= 40
    return count <= 60 and bool(CREDIT.match(block.text) or PROMPT.search(block.text) or POINTER.match(block.text))


def _trails(block: Block, main: Element | None) -> bool:
    """Whether a block at the end stands elsewhere than the story, and is no sentence: a label, a teaser, a credit."""
    return (
        place_of(block) is not main
        and len(block.text) <= 200
        and not _END.search(block.text)
        and not any(e is main for e in block.element.iterancestors())
    )


def _is_header(block: Block, titles: set[tuple[str, ...]]) -> bool:
    """Whether a block is the lines above a text, in one: headline, byline, job, day."""
    lines = block.text.split("\n")
    dated = any(is_dateline(line) for line in lines)
    return all(
        _key(line) in titles or is_dateline(line) or (dated and len(line.split()) <= 8 and not _END.search(line))
        for line in lines
    )


def _leads(blocks: Sequence[Block], main: Element | None) -> bool:
    """Whether the first block stands elsewhere than the story, and is neither a sentence nor a heading."""
    return len(blocks) > 1 and blocks[0].tag not in _HEADINGS and _trails(blocks[0], main)


def _opens(block: Block) -> bool:
    """Whether a block at the start is no part of the article."""
    return len(block.words) <= 25 and bool(CREDIT.match(block.text))
