"""What a page is, if it is no article: told by general signs, never by the names of sites.

Each sign is weak alone. A long text speaks for an article against most of them; a short one has to be explained.
The order matters: what a page says outright (a check for bots, "page not found") goes before what it looks like."""

from __future__ import annotations

import copy

from bot.ingest.blocks import blocks_of, place_of
from bot.ingest.challenges import checks
from bot.ingest.controls import asks_password
from bot.ingest.evidence import Evidence
from bot.ingest.head import Head
from bot.ingest.jsonld import ARTICLES, LISTS, VIDEOS, types
from bot.ingest.marks import marked
from bot.ingest.markup import Element
from bot.ingest.names import CONSENT_NAMES
from bot.ingest.notice import asks_consent, notice, trace
from bot.ingest.notices import AGREE
from bot.ingest.others import other
from bot.ingest.paywall import FULL_WORDS, Verdict, is_stub
from bot.ingest.prune import prune
from bot.ingest.signs import (
    BOT_CHECK,
    CONSENT,
    CONSENT_SPOKEN,
    CONSENT_TITLE,
    DENIED,
    LIST_PATH,
    LIST_TITLE,
    LOGIN,
    MISSING,
    PAYWALL,
    REGION,
    REMOVED,
    SCRIPTS_WANTED,
    TROUBLE,
    VIDEO_PLACE,
    is_consent_place,
)
from bot.ingest.types import Kind

_BARE_WORDS = 60  # a text this short needs something that says it is a story
_INTRODUCTION = 120  # words; a list's own text is no longer
ENOUGH_WORDS = 25  # below, there is no article,
ENOUGH_CHARACTERS = 150  # unless it is in a language that puts no spaces between words

_CHALLENGE = (
    "boolean(//*[contains(@class,'g-recaptcha') or contains(@class,'h-captcha') or contains(@class,'cf-turnstile') "
    "or contains(@class,'cf-browser-verification') or contains(@id,'challenge-') or contains(@id,'px-captcha') "
    "or contains(@id,'cf-wrapper')] | //script[contains(@src,'/cdn-cgi/challenge-platform') "
    "or contains(@src,'captcha-delivery') or contains(@src,'_Incapsula_')])"
)
_PLAYERS = "boolean(//video | //iframe[contains(@src,'youtube') or contains(@src,'vimeo') or contains(@src,'player')])"
_SCRIPT_ROOTS = (
    "boolean(//*[@id='root' or @id='app' or @id='__next' or @id='__nuxt' or @id='main-app' or @id='react-root' "
    "or @data-reactroot or @ng-app or @id='svelte' or @data-sveltekit-preload-data or @aria-busy='true'] "
    "| //app-root | //*[contains(concat(' ', @class, ' '), ' skeleton ')])"
)


def judge(seen: Evidence) -> Verdict | None:
    """What the page is, if it is no article; None where it is one."""
    for test in (
        trace,
        _bot_check,
        checks,
        _trouble,
        _missing,
        _consent,
        asks_consent,
        marked,
        _led_to_consent,
        _video,
        _login,
        is_stub,
        _listing,
        other,
        _scripts,
        notice,
        _interposed,
    ):
        verdict = test(seen)
        if verdict:
            return verdict
    if seen.words < ENOUGH_WORDS and sum(map(len, seen.body)) < ENOUGH_CHARACTERS:
        return Kind.EMPTY, None
    if seen.words < _BARE_WORDS and seen.story_signs == 0 and seen.told_words == 0:
        return Kind.EMPTY, None
    return None


def _led_to_consent(page: Evidence) -> Verdict | None:
    """Where a site led us to an address of consent, whatever the page there shows without its scripts."""
    led = page.asked is not None and page.url is not None and page.asked.split("?")[0] != page.url.split("?")[0]
    held = led and not page.says_article and page.words < FULL_WORDS and not asks_password(page.tree)
    # Where a site leads by itself, a looser name says enough than in a link that was given.
    place = (page.url or "").partition("://")[2].partition("?")[0]
    return (Kind.CONSENT, None) if held and (is_consent_place(page.url) or CONSENT_NAMES.search(place)) else None


def _interposed(page: Evidence) -> Verdict | None:
    """Where a site led us to a page of its own that keeps the link for later, it holds back the article."""
    if not page.interposed or page.says_article or page.words >= FULL_WORDS:
        return None
    placed = is_consent_place(page.url)
    agree = any(AGREE.search(b) for b in page.buttons)
    return (Kind.CONSENT, None) if placed or (agree and not asks_password(page.tree)) else (Kind.FORBIDDEN, None)


def is_challenge(tree: Element, url: str | None = None, asked: str | None = None) -> Verdict | None:
    """Whether the body of a refusal (403, 503, 429) checks for bots or asks for consent; None where it does neither.

    Args:
        tree: the page.
        url: where it was found.
        asked: the link as it was given, before redirects.
    """
    seen = copy.deepcopy(tree)
    consent_words = prune(seen)
    page = Evidence(
        url=url,
        asked=asked,
        tree=tree,
        seen=seen,
        blocks=blocks_of(seen),
        nodes=(),
        head=Head(tree),
        title=None,
        body=(),
        body_blocks=(),
        told_words=0,
        consent_words=consent_words,
    )
    verdict = _bot_check(page) or checks(page) or asks_consent(page) or _led_to_consent(page) or marked(page)
    return verdict if verdict and verdict[0] in (Kind.BLOCKED, Kind.CONSENT) else None


def _bot_check(page: Evidence) -> Verdict | None:
    if page.shown_words > 250 or page.words >= 120:
        return None
    top = " \n".join(page.headings)
    if REGION.search(page.shown):
        return Kind.BLOCKED, "region"
    marks = page.tree.xpath(_CHALLENGE)
    form = asks_password(page.tree)
    if (
        BOT_CHECK.search(top)
        or (marks and not form and page.words < (ENOUGH_WORDS if page.says_article else 60))
        or (BOT_CHECK.search(page.shown + _noscript(page)) and page.words < 100)
    ):
        return Kind.BLOCKED, "bots"
    if any(DENIED.search(h) for h in page.headings) or (page.shown_words < 80 and DENIED.search(page.shown)):
        return Kind.FORBIDDEN, None
    return None


def _trouble(page: Evidence) -> Verdict | None:
    """A notice of maintenance or of a fault, sent as if it were a page."""
    if page.words >= 100 or page.says_article:
        return None
    told = any(TROUBLE.search(h) for h in page.headings) or (page.shown_words < 80 and TROUBLE.search(page.shown))
    return (Kind.SERVER_ERROR, None) if told else None


def _missing(page: Evidence) -> Verdict | None:
    tops = page.headings
    plain = [h for h in tops[:2] if MISSING.search(h) and len(h.split()) <= 8]
    if len(plain) == 2 and not page.says_article:  # teasers may follow, and be long
        return Kind.NOT_FOUND, None
    if plain and not page.says_article and _mostly_teasers(page):
        return Kind.NOT_FOUND, None
    if page.words >= 150 or page.told_words >= 100:
        return None
    short = page.words < 90
    if any(REMOVED.search(h) for h in tops) or (short and REMOVED.search("\n".join(page.body) or page.shown[:600])):
        return Kind.GONE, None
    if any(MISSING.search(h) and len(h.split()) <= 14 for h in tops) and not (page.says_article and not short):
        return Kind.NOT_FOUND, None
    if short and not page.says_article and MISSING.search("\n".join(page.body) or page.shown[:600]):
        return Kind.NOT_FOUND, None
    return None


def _consent(page: Evidence) -> Verdict | None:
    if page.told_words >= FULL_WORDS:
        return None
    text = "\n".join(page.body)
    placed = is_consent_place(page.url) or is_consent_place((page.url or "").replace("?", "/"))
    if page.words < 60:
        # The notice itself may have been taken out as a layer, or be too short for an article.
        hits = len(CONSENT.findall(page.shown))
        layered = page.consent_words >= 15 and (page.words < ENOUGH_WORDS or not page.says_article)
        noticed = layered or (hits >= 3 and hits * 25 >= page.shown_words)
        titled = any(CONSENT_TITLE.search(h) for h in page.headings)
        return (Kind.CONSENT, None) if noticed or (placed and hits) or (titled and hits >= 2) else None
    # Longer notices speak to the reader, for themselves and their partners; an article on the matter does not.
    hits = len(CONSENT.findall(text))
    spoken = len(CONSENT_SPOKEN.findall(text))
    dense = hits >= 4 and hits * 25 >= page.words
    if page.words < 1500 and ((dense and spoken >= 2) or (placed and spoken)) and not page.says_article:
        return Kind.CONSENT, None
    return (Kind.CONSENT, None) if page.words < 250 and dense and spoken else None


def _video(page: Evidence) -> Verdict | None:
    words = (1 - page.linked) * page.words
    if words >= 120:
        return None
    is_video = page.og_type.startswith("video")
    has_video = any(types(n) & VIDEOS for n in page.nodes)
    player = page.tree.xpath(_PLAYERS)
    placed = VIDEO_PLACE.search(page.path)
    if is_video or (has_video and not any(types(n) & ARTICLES for n in page.nodes)):
        return Kind.VIDEO, None
    if (has_video or (player and placed)) and words < 80:
        return Kind.VIDEO, None
    return (Kind.VIDEO, None) if player and words < ENOUGH_WORDS else None


def _login(page: Evidence) -> Verdict | None:
    if page.words >= 80 or page.told_words >= 100:
        return None
    form = asks_password(page.tree)
    asked = any(LOGIN.search(h) for h in page.headings)
    if PAYWALL.search(page.shown) and page.says_article:
        return None
    if (form and (asked or page.words < ENOUGH_WORDS)) or (
        asked and page.words < ENOUGH_WORDS and len(LOGIN.findall(page.shown)) >= 2
    ):
        return Kind.FORBIDDEN, "login"
    return None


def _listing(page: Evidence) -> Verdict | None:
    told = any(types(n) & ARTICLES and n.get("articleBody") for n in page.nodes)
    declared = (
        2 * (any(types(n) & LISTS for n in page.nodes[:40]) and not told)
        + 2 * _is_front(page)
        + 2 * (page.og_type == "profile" or "profilepage" in page.said_types)
        + bool(LIST_PATH.search(page.path))
        + any(LIST_TITLE.search(h) for h in page.headings[:2])
    )
    teasers = _teasers(page, anywhere=declared > 0)
    cards, own = page.cards, page.own_words
    if cards.count >= 5 and cards.words > own and not told:
        front = declared >= 2 and not page.says_article and own < FULL_WORDS
        if front or (own < _INTRODUCTION and page.story_signs <= 1):
            return Kind.LISTING, None
    # What was found for a body is the teasers themselves, whatever the page calls itself.
    inside = cards.count >= 6 and own < min(_BARE_WORDS, 0.2 * cards.words)
    if inside and not told and not page.said_types & ARTICLES:
        return Kind.LISTING, None
    if _holds_together(page) and page.words >= 40 and page.linked <= 0.6:
        # One text in one place is an article, whatever stands around it; a section's introduction is one too.
        listing = declared >= 2 and not page.says_article and teasers >= 5 and page.words < FULL_WORDS
        return (Kind.LISTING, None) if listing else None
    if page.linked > 0.6 and sum(len(b.text.split("\n")) for b in page.body_blocks) >= 5:
        return Kind.LISTING, None
    linked = sum(b.links * b.count for b in page.blocks) / max(sum(b.count for b in page.blocks), 1)
    signs = (
        declared
        + 2 * (teasers >= 6)
        + (teasers >= 3)
        + (linked > 0.5)
        + (linked > 0.7)
        + (page.og_type == "website")
        + 3 * (_mostly_teasers(page) and teasers >= 4)
        - 2 * page.says_article
    )
    return (Kind.LISTING, None) if signs >= (3 if page.words < ENOUGH_WORDS else 4) else None


def _is_front(page: Evidence) -> bool:
    path = page.path.split("?")[0].strip("/").lower()
    return page.url is not None and path in ("", "index.html", "index.php", "index.htm", "home", "en", "news")


def _holds_together(page: Evidence) -> bool:
    """Whether most of the body stands in one place, as paragraphs of one article do."""
    words: dict[Element | None, int] = {}
    for block in page.body_blocks:
        place = place_of(block)
        words[place] = words.get(place, 0) + block.count
    words.pop(None, None)
    total = sum(b.count for b in page.body_blocks)
    return bool(words) and max(words.values()) >= 0.6 * total and not _mostly_teasers(page)


def _teasers(page: Evidence, *, anywhere: bool) -> int:
    """How many headings on the page lead elsewhere; where there is none, how many lines of lists, or `anywhere`."""
    count = 0
    for heading in page.seen.iter("h2", "h3", "h4"):
        words = len(heading.text_content().split())
        linked = any(True for _ in heading.iter("a")) or any(a.tag == "a" for a in heading.iterancestors())
        if words >= 4 and linked and not any(a.tag in ("aside", "footer", "nav") for a in heading.iterancestors()):
            count += 1
    if count:
        return count
    return sum(
        1
        for b in page.blocks
        if b.links > 0.9
        and b.count >= 6
        and (anywhere or any(a.tag in ("li", "article", "tr") for a in b.element.iterancestors()))
    )


def _mostly_teasers(page: Evidence) -> bool:
    """Whether what was found for a body is the opening lines of several stories, each by a linked heading."""
    if not page.body_blocks:
        return True
    homes = set()
    near = 0
    for block in page.body_blocks:
        for depth, ancestor in enumerate(block.element.iterancestors()):
            if depth > 3 or ancestor.tag in ("main", "body"):
                break
            if ancestor.tag in ("article", "li", "div", "section") and any(
                True
                for h in ancestor.iter("h2", "h3", "h4")
                for _ in (*h.iter("a"), *(a for a in h.iterancestors("a")))
            ):
                near += block.count
                homes.add(ancestor)
                break
    return len(homes) >= 3 and near > 0.6 * sum(b.count for b in page.body_blocks)


def _scripts(page: Evidence) -> Verdict | None:
    if page.words >= 60 or page.told_words >= ENOUGH_WORDS:
        return None
    roots = page.tree.xpath(_SCRIPT_ROOTS)
    scripts = len(page.tree.xpath("//script[@src or @type='module' or string-length(text()) > 200]"))
    sent_on = page.tree.xpath("boolean(//script[contains(text(),'location')])")
    wanted = SCRIPTS_WANTED.search(_noscript(page)) or SCRIPTS_WANTED.search(page.shown)
    if page.words < ENOUGH_WORDS and (
        (roots and scripts) or wanted or ((scripts or sent_on) and page.shown_words < 15)
    ):
        return Kind.JS_ONLY, None
    if wanted and page.shown_words < 120 and (page.words < 40 or roots):
        return Kind.JS_ONLY, None
    return None


def _noscript(page: Evidence) -> str:
    return " ".join(" ".join(e.itertext()) for e in page.tree.iter("noscript"))[:2000]
