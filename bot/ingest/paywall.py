"""Whether what a page shows is only the beginning of an article that is for subscribers.

Sites word the gate in a hundred ways. All of them say two things in a line or two right after the text breaks off: what
there is to read, and what it takes. A banner that only asks for support says one of them."""

from __future__ import annotations

import re
from collections import Counter

from bot.ingest.blocks import Block, blocks_of, place_of
from bot.ingest.breakoff import breaks_off
from bot.ingest.evidence import Evidence
from bot.ingest.gate import is_gated
from bot.ingest.jsonld import ARTICLES, is_for_subscribers, types
from bot.ingest.lengths import is_let_through
from bot.ingest.signs import PAYWALL
from bot.ingest.types import Kind
from bot.ingest.wording import phrases

STUB_WORDS = 220  # what sites show of a paid article at the most
FULL_WORDS = 300  # a text this long stands for itself

Verdict = tuple[Kind, str | None]

_PAYWALL_MARKS = (
    "//*[contains(translate(concat(@class,' ',@id),'PAYWL','paywl'),'paywall') or contains(@class,'regwall') "
    "or contains(@class,'subscriber-only') or contains(@class,'meteredContent') or contains(@class,'premium-content')]"
)
# What there is to read.
_WANTED = phrases(
    r"(?:read(?:ing)?|go|carry) on(?:\W*(?:$|\n)|[?,.!]| (?:with|by|for)\b)",
    r"(?:keep|continue|finish|resume|go on) reading",
    r"to (?:continue|proceed|go on|read|view|see|access|finish)\b",
    r"continue (?:with|to|for)\b",
    r"want to (?:read|know|see)",
    r"read (?:it all|everything|every|this|the (?:story|article|rest|full|whole|remaining))",
    r"in full\b",
    r"full (?:text|article|story|access|version|report|digital)",
    r"(?:rest|remainder) of (?:the|this|it|what)",
    r"(?:whole|entire|complete) (?:story|article|text|piece|report)",
    r"(?:unlimited|full|instant|complete|digital|all)(?:[ -]\w+){0,2} access",
    r"access (?:to )?(?:all|every|everything|this|the|our|unlimited)",
    r"unlock",
    r"all (?:of )?(?:our )?(?:stories|articles|content|journalism)",
    r"(?:this|the) (?:story|article|content|piece|text|report|page|feature|column|analysis) "
    r"(?:is|are|was|has been|continues)",
    r"(?:articles?|stories|story) (?:left|remaining|this (?:month|week)|for free)",
    r"free (?:story|stories|articles?)",
    r"(?:every|any) (?:story|article)\b",
    r"the (?:whole|full) story",
    r"weiter ?lesen",
    r"ganzen? (?:artikel|text)",
    r"vollständig",
    r"diese[rn] (?:artikel|text|beitrag)",
    r"la suite",
    r"cet article",
    r"l[’']intégralité",
    r"il vous reste",
    r"seguir leyendo",
    r"este (?:artículo|artigo|contenido|conteúdo)",
    r"continua a leggere",
    r"questo articolo",
    r"continu(?:ar|e) (?:lendo|a ler)",
    r"esta (?:matéria|noticia|notícia)",
    r"lees verder",
    r"verder lezen",
    r"dit artikel",
    r"läs vidare",
    r"les videre",
    r"læs videre",
    before=r"\b",
)
# What it takes.
_TAKES = phrases(
    r"\bsubscri(?:be|ber|bers|bing|ption|ptions)\b",
    r"\b(?:for|to|our|are|registered|paying) members\b",
    r"\bmembers (?:only|can|get|read|enjoy|have)\b",
    r"\b(?:become|already) a member\b",
    r"\bmembership\b",
    r"\b(?:free|day|days|month|week|introductory|start a|start your|take out a|try a) trial\b",
    r"\btrial (?:for|subscription|period|offer)\b",
    r"\b(?:a|your|our|pick|choose|see|select|view|monthly|annual|yearly) (?:\w+ )?plans?\b",
    r"\b(?:our|see|view|special|this|introductory|best) (?:\w+ )?offers?\b",
    r"\b(?:sign|log|signed|logged) ?in\b",
    r"\bsign ?up\b",
    r"\bregist(?:er|ered|ration)\b",
    r"\b(?:an?|free|your) account\b",
    r"\bpremium\b",
    r"\b(?:pay(?:ing)? (?:readers?|customers?|users?)|pay (?:as you go|per article|for (?:access|this)))\b",
    r"\b(?:day|week|month|digital) ?pass\b",
    r"\bjoin (?:us|now|today|for)\b",
    r"\babo\b",
    r"\babonn\w*",
    r"\banmeld\w*",
    r"\bregistrier\w*",
    r"\bprobe(?:monat|abo|zeit)\w*",
    r"\b(?:jetzt|kostenlos|gratis) testen\b",
    r"\bconnectez",
    r"\binscri(?:vez|ption)",
    r"\bsuscr[ií]\w+",
    r"\bregístr\w+",
    r"\babb[oò]n\w+",
    r"\bregistrati\b",
    r"\bassin(?:e|ante|antes|atura)\b",
    r"\bcadastre\w*",
    r"\binloggen\b",
    r"\bregistreer",
    r"\bprenumer\w+",
    r"[€£$¥]\s?\d",
    r"\d\s?(?:€|euros? (?:a|per)|pounds? (?:a|per)|dollars? (?:a|per))",
    r"\b[a-z]\w*\+(?=\W|$)",
)
# Speaks to the reader, and of reading: no line of a story.
_DIRECT = phrases(
    r"\b(?:keep|continue|resume|finish|go on) reading",
    r"\b(?:unlimited|full)(?: \w+)? access",
    r"\bunlock (?:this|the|all|full|every)",
    r"^to (?:continue|read|proceed)\b",
    r"\bwant to read",
    r"^read on\b",
)
_NO_GATE = re.compile(
    r"\bcomments?\b|letters?\b|briefing|inbox|every (?:morning|evening|day)|\bdiscussion\b|conversation|follow us",
    re.IGNORECASE,
)
_SHORT = 25  # words; what is longer is a paragraph
_GATE_WORDS = 32  # a gate's line is no longer
_GATE_LINES = 3  # together they say both
_GATE_NEAR = 8  # lines after the text breaks off


def is_stub(page: Evidence) -> Verdict | None:
    """`PAYWALL` where a page shows but the first lines of an article."""
    if page.told_words >= FULL_WORDS or page.words >= 2 * FULL_WORDS:
        return None
    prompt = bool(PAYWALL.search(_around(page)))
    walled = _walled(page)
    tier = (page.head.first("article:content_tier", "og:article:content_tier") or "").lower()
    paid = is_for_subscribers(page.nodes) or tier in ("locked", "metered")
    cut = bool(page.body) and re.search(r"(?:…|\.\.\.)\W{0,3}$", page.body[-1]) is not None
    missing = _announced_words(page) > 1.8 * max(page.words, 1)
    follows = prompt and _prompt_follows(page)
    if page.words >= FULL_WORDS:
        return (Kind.PAYWALL, None) if paid and missing and (prompt or walled) else None
    short = page.words < STUB_WORDS / 2 and not is_let_through(page)
    if paid and (follows or walled or cut or missing or short):
        return Kind.PAYWALL, None
    if prompt and page.words < STUB_WORDS and (follows or cut or missing or walled):
        return Kind.PAYWALL, None
    gated = (page.words < STUB_WORDS and _is_gated(page)) or is_gated(page) or breaks_off(page)
    return (Kind.PAYWALL, None) if gated else None


def _is_gated(page: Evidence) -> bool:
    """Whether lines right after the text say what there is to read, and what it takes."""
    # What stands elsewhere than most of the story was taken for it by mistake.
    places = Counter(dict.fromkeys(map(place_of, page.body_blocks), 0))
    for b in page.body_blocks:
        places[place_of(b)] += b.count
    home = places.most_common(1)[0][0] if places else None
    own = {id(b) for b in page.body_blocks if place_of(b) is home}
    lines = [
        block
        for block in _following(page, _GATE_NEAR)
        if block.count <= _GATE_WORDS
        and not (block.links > 0.9 and block.count > 6)  # a teaser
        and not _at_foot(block)
        and not _NO_GATE.search(block.text)
    ]
    for at, line in enumerate(lines):
        # A line among the story's own has to say both by itself, or speak to the reader.
        spoken = id(line) not in own or _DIRECT.search(line.text)
        said = "\n".join(b.text for b in (lines[max(at - 1, 0) : at + _GATE_LINES] if spoken else [line]))
        takes = _TAKES.search(said)
        if takes and _WANTED.search(said) and (spoken or takes[0][0] not in "€£$¥0123456789"):
            return True
    return False


def _following(page: Evidence, count: int) -> list[Block]:
    """The lines after the text, and those by its last ones: what asks for money may have been taken for the story's."""
    last = page.body[-1] if page.body else None
    at = max((i for i, b in enumerate(page.blocks) if b.text == last), default=None)
    if at is None:
        return [b for b in page.body_blocks[-3:] if b.count <= _SHORT]
    first = next((i for i, b in enumerate(page.blocks) if b.text == page.body[0]), at)
    by_last = [b for b in page.blocks[max(at - 2, first) : at + 1] if b.count <= _SHORT]
    return [*by_last, *page.blocks[at + 1 : at + 1 + count]]


def _at_foot(block: Block) -> bool:
    return any(
        a.tag in ("footer", "nav") or re.search(r"(?:^|[\s_-])foot(?:er)?(?:$|[\s_-])", a.get("id") or "")
        for a in (block.element, *block.element.iterancestors())
    )


def _around(page: Evidence) -> str:
    """What a reader sees beside the body and above the foot; and the body's last lines where they are short."""
    body = {id(b) for b in page.body_blocks}
    tail = {id(b) for b in page.body_blocks[-3:] if b.count <= _SHORT}
    return "\n".join(b.text for b in page.blocks if (id(b) not in body or id(b) in tail) and not _at_foot(b))


def _walled(page: Evidence) -> bool:
    """Whether a paywall stands in the page. One that holds the text itself has let it through."""
    walls = page.tree.xpath(_PAYWALL_MARKS)
    body = {b.text for b in page.body_blocks if b.count >= 8}
    return bool(walls) and not any(block.text in body for wall in walls for block in blocks_of(wall))


def _announced_words(page: Evidence) -> int:
    for node in page.nodes:
        count = node.get("wordCount")
        if types(node) & ARTICLES and str(count).strip().isdigit():
            return int(str(count))
    return 0


def _prompt_follows(page: Evidence) -> bool:
    """Whether the text breaks off at a demand to subscribe: one stands within a few blocks of the last paragraph."""
    if not page.body:
        return True
    known = any(b.text == page.body[-1] for b in page.blocks)
    return any(PAYWALL.search(b.text) and not _at_foot(b) for b in (_following(page, 8) if known else page.blocks))
