"""Whether a text breaks off at a gate, told by how the page is built there and by no wording.

Right after the first lines of a paid article stands what a reader has to get past: a price, a way to the till, a login,
a box that calls itself a wall, lines that fade out. Each is weak alone; what speaks for something else that stands
below stories (letters, comments, sharing, giving) takes its box out of the count. What the page says of its own length
and of who may read it is counted with them.

All of it together is weighed against how long the text is: a stub stored as an article gives a newsroom half a story
for a whole one, and a short article taken for a stub costs a paste, so a short text has to have little against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ingest.blocks import Block, blocks_of, count_words, line_of, place_of
from bot.ingest.controls import is_email_field, leads_to_login, leads_to_till
from bot.ingest.evidence import Evidence
from bot.ingest.gate import OFFER
from bot.ingest.lengths import claims, counted_words, is_let_through
from bot.ingest.markup import Element
from bot.ingest.names import CONSENT_NAMES
from bot.ingest.prune import attributes

SHORT = 110  # words; up to here little has to speak for a gate,
MIDDLE = 220  # up to here more,
LONG = 400  # and beyond this nothing does
_NEED = ((SHORT, 3.0), (MIDDLE, 4.0), (LONG, 6.0))
_WINDOW = 8  # blocks after the text
_WINDOW_WORDS = 130
_TAIL = 4  # of the blocks taken for the text the last ones may be the gate's
_TAIL_WORDS = 70
_LINE = 45  # words of one line of a gate
_BOX_WORDS = 110  # what says more is no gate,
_BOX_LINKS = 10  # nor what leads to so many places
_BARE_LINKS = 4  # of a box that nothing names
_LOOSE = 5  # lines
_FAR = 2.5  # times as many words as are shown
_NEAR = 1.3
_STORY_LINE = 6  # words of a line of the story's
_LONG_LINE = 15
_GOES_ON = 40  # words of story after a box; then it stood amid the text

_PRICE = re.compile(
    r"(?:[€£$]|\b(?:EUR|USD|GBP|CHF|CAD|AUD)\.?)\s?\d{1,3}(?:[.,]\d{1,2})?(?![\d.,]*\d)(?!\s?(?:[mb]n?\b|k\b|million|billion))"
    r"|(?:[¥₩₹₺₽₴₪฿₫₦﷼]|\b(?:NT\$|Rp|Rs|RM|kr|Kč|zł|Ft|KM)\.?)\s?\d[\d.,]{0,6}(?!\d)"
    r"|(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?\s?(?:[€£$]|(?:EUR|USD|GBP|CHF|euro?s?|ευρώ|KM|dollars?|pounds?)(?!\w))"
    r"|(?<![\d.,])\d{1,3}(?:[.,  ]\d{1,3})?\s?(?:[¥₩₹₺₽₴₪฿₫円元원đ]|(?:kr|Kč|zł|Ft|lei|грн|руб|лв|рублей|TL"
    r"|درهم\w*|ريال\w*|جنيه\w*|บาท|ден|дин|din)(?!\w))",
)
_WALL = re.compile(
    r"(?:^|[\s_-])(?:(?:pay|reg|abo|login|subscription|meter|data|content|registration)-?(?:wall|gate|barrier|lock)\w*"
    r"|(?:content-?)?gate[ds]?|metered|locked(?:-?content)?|lock-?box|piano-\w+|tp-(?:modal|container\w*)|zephr\w*"
    r"|poool\w*|steady-?paywall\w*|laterpay\w*|pelcro\w*|leaky\w*|evolok\w*|wallkit\w*|memberful\w*|premium-?(?:box|wall"
    r"|teaser|offer|only|layer|gate)|plus-?(?:box|wall|teaser|layer)|abo-?(?:box|layer|teaser|offer|hinweis|angebot)"
    r"|restricted|subscriber-?(?:only|box|wall|prompt)|subscribe-?(?:wall|box|prompt|overlay|gate)|muro|offer-?(?:wall"
    r"|page|box|inline)|member-?(?:only|wall|gate|box)|unlock\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FADE = re.compile(
    r"(?:^|[\s_-])(?:fade-?(?:out|away|overlay|end)?|fading|gradient|blur(?:red|ry)?|truncated?|cut-?off|clamp\w*"
    r"|teaser-?(?:end|fade|overlay)|text-?fade|article-?fade|excerpt-?fade|preview-?(?:fade|end|overlay)|scrambled?"
    r"|obfuscated)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FADE_STYLE = re.compile(
    r"(?:mask(?:-image)?|background(?:-image)?)\s*:[^;]*linear-gradient\([^;]*(?:transparent|rgba\([^)]*,\s*0?\.?0*\)"
    r"|,\s*0\)|#\w{6}00)|filter\s*:\s*blur|-webkit-line-clamp",
    re.IGNORECASE,
)
_LOCK = re.compile(
    r"(?:^|[\s_-])(?:(?:icon|fa|ico|svg|i|bi|mdi|ic)-?(?:pad)?lock\w*|(?:pad)?lock(?:-icon)?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOCK_SIGN = re.compile("[\U0001f512\U0001f510\U0001f511\U0001f50f]")
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:news-?letters?|mailing(?:-?list)?|nl-?(?:box|form|signup)|mc4wp\w*|mailchimp|boletin\w*|infolettre"
    r"|comments?(?:-?\w+)?|komment\w*|disqus\w*|respond|reply|share\w*|sharing|social\w*|addtoany|donat\w+|spende\w*"
    r"|support-?us|tip-?jar|app-?(?:banner|promo|download|store)s?|podcast\w*|author-?(?:bio|box|info|card)|about-?author"
    r"|related\w*|more-?(?:on|from|stories|news)|recommend\w*|most-?read|trending|read-?(?:more|next|also)|next-?up"
    r"|tags?|topics?|breadcrumbs?|poll\w*|survey|advert\w*|ad-?(?:slot|unit|box|label)|sponsor\w*|event\w*|shop-?box"
    r"|product\w*|buy-?box|affiliate\w*|bookmark\w*|feedback|reactions?|rating|push-?\w*|notif\w*|print-?edition"
    r"|magazine-?promo|toolbar|tools|audio\w*|player\w*|listen\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)  # fmt: skip
_BESIDE_LINK = re.compile(
    r"facebook\.|twitter\.|//x\.com|t\.me/|telegram|whatsapp|wa\.me|linkedin|reddit|pinterest|vk\.com|weibo|line\.me"
    r"|bsky\.|mastodon|threads\.net|instagram|youtube\.|^mailto:|^tel:|/tags?/|/topics?/|/authors?/|#comment|#respond"
    r"|/comments?|/donat|/support|/spende|/don(?:ate|er|ar)?(?:[/?]|$)|newsletter|/letters?(?:[/?]|$)|apps\.apple"
    r"|play\.google|itunes\.|patreon|ko-fi|paypal|buymeacoffee|steadyhq\.com/[^/]+/?$|/print|\.pdf$|/gift-?shop|/events?/"
    r"|/corrections?|/contact|/privacy|/terms|/datenschutz|/rss|/feed",
    re.IGNORECASE,
)
# Services that sell, in a frame of their own.
_SELLS = re.compile(
    r"tinypass|piano\.io|/checkout|pay-?wall|/subscri|zephr|poool|pelcro|laterpay|evolok|steadyhq|/offers?/",
    re.IGNORECASE,
)
_BOXES = frozenset(["div", "section", "aside", "form", "dialog", "table", "article"])
_SKIPPED = frozenset(["nav", "footer", "header", "figure", "figcaption"])
_QUOTES = re.compile(r"[\"“”„«»「」『』]")
_ENDS = re.compile(r"[.!?:;。！？।॥؟۔…›»”\"'’)）】」』]\W*$")


@dataclass(slots=True)
class _Box:
    """What stands together after the text: one box, or loose lines that follow one another."""

    loose: bool
    said: str = ""
    lines: int = 0
    words: int = 0
    links: int = 0
    price: bool = False
    till: bool = False
    login: bool = False
    wall: bool = False
    fade: bool = False
    lock: bool = False
    pressed: bool = False
    secret: bool = False
    letter: bool = False

    @property
    def points(self) -> float:
        """How much of a gate it is; 0 where there is nothing to press, to pay or to fill in."""
        ways = self.till or self.login or self.pressed or self.secret or self.letter
        if not (ways or self.price or self.wall) or not self.lines or self.words > _BOX_WORDS:
            return 0.0
        named = self.price or self.till or self.login or self.wall or self.lock
        if self.links > (_BOX_LINKS if named else _BARE_LINKS) and not self.secret:
            return 0.0
        if OFFER.search(self.said) and not (self.wall or self.fade or self.lock or self.secret or self.login):
            return 0.0
        return (
            2.0 * (self.price + self.wall + self.fade + self.lock)
            + 1.5 * (self.till + self.login)
            + 3.0 * self.secret
            + 0.5 * (self.letter and not self.secret)
            + 1.0 * self.pressed
        )


def breaks_off(page: Evidence) -> bool:
    """Whether the text stops at a gate, by the page's build and by what it says of itself."""
    if not page.body_blocks or page.words >= LONG or (page.cards.count >= 5 and page.own_words < 0.5 * page.words):
        return False
    counted = counted_words(page)
    if page.words < MIDDLE and counted > _FAR:
        return True
    if 0 < counted < _NEAR or (is_let_through(page) and not is_cut(page.body_blocks[-1])):
        return False
    order = {element: i for i, element in enumerate(page.seen.iter())}
    spoken = claims(page)
    body = [b for b in page.body_blocks if b.element in order]
    total = sum(count_words(b.text) for b in body)
    tail = 0
    for keep in range(len(body), max(len(body) - _TAIL - 1, 0), -1):
        if keep < len(body):
            gone = body[keep]
            tail += count_words(gone.text)
            if tail > _TAIL_WORDS or count_words(gone.text) > _LINE or _QUOTES.search(gone.text):
                break
        told = total - tail
        need = next((points for most, points in _NEED if told <= most), None)
        if need is None or told < 8:
            continue
        found = _points(page, body[:keep], order)
        if found and found + spoken + _cut(body[keep - 1]) >= need:
            return True
    return False


def _points(page: Evidence, text: Sequence[Block], order: dict[Element, int]) -> float:
    """How much of a gate stands right after the text."""
    held = {a for b in text for a in (b.element, *b.element.iterancestors())}
    boxes = _boxes(page, text, order, held)
    faded = any(_FADE.search(attributes(e)) or _FADE_STYLE.search(e.get("style") or "") for e in held)
    faded = faded or _is_veiled(page.tree)
    walled = False
    locked = _by_locks(page.tree)
    best = max(_laid_over(page.tree), 3.0 * _sells_in_frame(page.tree))
    for box in boxes:  # lines that fade and the empty place of a wall belong to what follows them
        faded, walled = faded or box.fade, walled or (box.wall and not box.lines)
        box.fade, box.wall = faded, box.wall or walled
        box.lock = box.lock or any(line in box.said for line in locked)
        best = max(best, box.points)
    return best


def _is_veiled(tree: Element) -> bool:
    """Whether there is text to be seen and not to be read: blurred, scrambled, kept from screen readers."""
    return any(
        re.search(r"blur|scrambl|obfuscat", f"{attributes(element)} {element.get('style') or ''}", re.IGNORECASE)
        and count_words(element.text_content()) >= 5
        and not any(True for _ in element.iter("a", "img"))
        for element in tree.iter("div", "p", "section", "span")
        if element.get("aria-hidden") == "true"
    )


def _by_locks(tree: Element) -> list[str]:
    """The lines that a drawn lock stands by; drawings are no part of what is read, so it is the page as it came."""
    found: list[str] = []
    for element in tree.iter("svg", "img", "use"):
        named = (
            element.get(name) or "" for name in ("class", "id", "src", "href", "{http://www.w3.org/1999/xlink}href")
        )
        if re.search(r"(?<![a-z])(?:pad)?lock(?![a-z])|lock(?:ed)?-?icon|icon-?lock", " ".join(named), re.IGNORECASE):
            near = next((line for a in element.iterancestors() if (line := line_of(a))), "")
            if 0 < count_words(near) <= _BOX_WORDS:
                found += [block.text for a in element.iterancestors() if line_of(a) == near for block in blocks_of(a)]
    return found[:10]


def _laid_over(tree: Element) -> float:
    """How much of a gate a layer over the page is."""
    best = 0.0
    for element in tree.iter("dialog", "div", "section"):
        shown = element.tag == "dialog" and element.get("open") is not None
        shown = shown or (element.tag != "dialog" and element.get("aria-modal") == "true")
        if not shown or element.get("hidden") is not None or count_words(line_of(element)) > _BOX_WORDS:
            continue
        box = _Box(loose=False)
        for step in element.iter():
            if isinstance(step.tag, str):
                _count(step, box)
        for block in blocks_of(element):
            _read(block, box)
        if not CONSENT_NAMES.search(attributes(element)):
            best = max(best, box.points if box.price or box.wall or (box.till and box.login) else 0.0)
    return best


def _sells_in_frame(tree: Element) -> bool:
    return any(_SELLS.search(frame.get("src") or "") for frame in tree.iter("iframe"))


def _boxes(page: Evidence, text: Sequence[Block], order: dict[Element, int], held: set[Element]) -> list[_Box]:
    own = {b.text for b in text}
    home = place_of(text[-1])
    story = {id(b) for b in page.body_blocks}
    found: list[_Box] = []
    boxes: dict[Element, _Box] = {}
    lines = words = goes_on = 0
    known: dict[Element, Element] = {}
    for element, block in _after(page, text, order, held):
        top = known.get(element)
        if top is None:
            top = known[element] = _top(element, held)
        if top.tag in _BOXES:
            box = boxes.get(top)
            if box is None:
                box = boxes[top] = _Box(loose=False)
                found.append(box)
        elif found and found[-1].loose and found[-1].lines < _LOOSE:
            box = found[-1]
        else:
            box = _Box(loose=True)
            found.append(box)
        if block is None:
            _count(element, box)
            continue
        if block.text in own:
            continue
        count = count_words(block.text)
        if id(block) in story and box.loose and not _PRICE.search(block.text):
            goes_on += count if count >= _LONG_LINE else 0
            if count >= _STORY_LINE and place_of(block) is home and _ENDS.search(block.text):
                found = [b for b in found if b.loose]  # what stands amid the text is no gate
        lines += 1
        words += count
        if lines > _WINDOW or words > _WINDOW_WORDS or (block.links > 0.9 and count > 7):
            break  # other things begin, such as teasers
        _read(block, box)
    return [] if goes_on >= _GOES_ON else found


def _read(block: Block, box: _Box) -> None:
    count = count_words(block.text)
    box.lines += 1
    box.said = f"{box.said}\n{block.text}"
    box.words += count
    box.price = box.price or (block.links < 0.9 and count <= _LINE and bool(_PRICE.search(block.text)))
    box.lock = box.lock or bool(_LOCK_SIGN.search(block.text))
    if block.links > 0.9 and count <= 7 and not _leads_beside(block.element):
        box.pressed = True


def _count(element: Element, box: _Box) -> None:
    if element.tag == "a":
        box.links += 1
        login = leads_to_login(element)
        box.login = box.login or login
        box.till = box.till or (not login and leads_to_till(element))
        dressed = re.search(r"(?:^|[\s_-])(?:btn|button|cta)(?:$|[\s_-])", element.get("class") or "", re.IGNORECASE)
        box.pressed = box.pressed or (bool(dressed) and not _leads_beside(element))
    elif element.tag == "button" or element.get("role") == "button":
        box.pressed = True
    elif element.tag == "input":
        kind = (element.get("type") or "text").lower()
        box.secret = box.secret or kind == "password"
        box.letter = box.letter or is_email_field(element)
        box.pressed = box.pressed or kind in ("submit", "button")
    named = attributes(element)
    box.wall = box.wall or bool(_WALL.search(named)) or element.get("subscriptions-section") == "content-not-granted"
    box.lock = box.lock or bool(_LOCK.search(named))
    if not box.fade and len(element) == 0 and not (element.text or "").strip():
        box.fade = bool(_FADE.search(named) or _FADE_STYLE.search(element.get("style") or ""))


def _top(element: Element, held: set[Element]) -> Element:
    """The widest box that an element stands in, which holds none of the text and not much else."""
    top = element
    for step in element.iterancestors():
        if step in held or count_words(step.text_content()) > _BOX_WORDS:
            break
        top = step
    return top


def _leads_beside(element: Element) -> bool:
    links = [a for a in (element, *element.iterancestors(), *element.iter("a")) if a.tag == "a"]
    return any(_BESIDE_LINK.search(a.get("href") or "") for a in links)


def _after(
    page: Evidence, text: Sequence[Block], order: dict[Element, int], held: set[Element]
) -> Iterator[tuple[Element, Block | None]]:
    """What comes after the text, in order: elements that hold none of it, and their lines; none that are beside it."""
    end = text[-1].element
    last = order[end]
    lines: dict[Element, list[Block]] = {}
    for block in page.blocks:
        lines.setdefault(block.element, []).append(block)
    said = sum(len(b.text) for b in text if b.element is end)
    # What stands in the last paragraph is its own.
    inner = set(end.iterdescendants()) if said >= 0.8 * len(" ".join(end.text_content().split())) else set()
    beside: dict[Element, bool] = {}

    def is_beside(element: Element) -> bool:
        known = beside.get(element)
        if known is None:
            parent = element.getparent()
            mine = element.tag in _SKIPPED or (element not in held and _stands_beside(element))
            known = beside[element] = mine or (parent is not None and is_beside(parent))
        return known

    for element, at in order.items():
        if at < last or not isinstance(element.tag, str) or (element in held and at != last) or element in inner:
            continue
        if at == last:
            known = {b.text for b in text if b.element is element}
            for block in lines.get(element, ()):
                if block.text not in known:
                    yield element, block
        elif not is_beside(element):
            yield element, None
            for block in lines.get(element, ()):
                yield element, block


def _stands_beside(element: Element) -> bool:
    if element.tag not in ("div", "section", "aside", "ul", "ol", "form", "p", "footer"):
        return element.tag == "a" and bool(_BESIDE_LINK.search(element.get("href") or ""))
    if _BESIDE.search(attributes(element)) and not _WALL.search(attributes(element)):
        return True
    if element.tag in ("div", "section", "aside", "form"):
        if len(element.text_content()) > 1500:
            return False
        links = [a.get("href") or "" for a in element.iter("a")]
        fields = [e for e in element.iter("input") if (e.get("type") or "text").lower() != "hidden"]
        if any(_BESIDE_LINK.search(link) for link in links) and not any(
            (e.get("type") or "").lower() == "password" for e in fields
        ):
            # One box with a link to a letter, a comment or a shop of apps and none to a till is none of the gate's.
            return not any(leads_to_till(a) or leads_to_login(a) for a in element.iter("a"))
    return False


def is_cut(block: Block) -> bool:
    """Whether a paragraph stops in mid-sentence, or at dots."""
    return _cut(block) > 0


def _cut(block: Block) -> float:
    if block.count < 4 or block.tag in ("h1", "h2", "h3", "h4", "li", "td", "figcaption"):
        return 0.0
    shown = block.text.rstrip()
    if re.search(r"(?:…|\.\.\.|⋯|・・・)[\s\])）]*$", shown):
        return 2.0
    return 1.5 * (not _ENDS.search(shown) and shown.split()[-1][0].islower())
