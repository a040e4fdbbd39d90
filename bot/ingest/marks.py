"""What a page without a story is, by its build: what there is to press and to fill in, where that leads, and what its
parts are called. Names in markup are much the same in every language, so they tell where wording does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from bot.ingest.blocks import count_words, line_of
from bot.ingest.controls import buttons_of, email_fields, is_email_field, leads_to_login, leads_to_till
from bot.ingest.evidence import Evidence
from bot.ingest.markup import Element
from bot.ingest.names import CONSENT_NAMES
from bot.ingest.notices import CONSENT, quotes, speaks
from bot.ingest.paywall import Verdict
from bot.ingest.printed import find_day
from bot.ingest.prune import attributes
from bot.ingest.types import Kind

_MOST_WORDS = 260  # of a page that holds no story
_STORY = 25  # words outside a layer that make a story of it
_FEW_LINKS = 10
_BARE_LINKS = 4
_LAYER_WORDS = 12
_LAYER = re.compile(
    r"(?:^|[\s_-])(?:modal\w*|overlay\w*|pop-?up\w*|lightbox|interstitial|layer|dialog\w*|backdrop|gatekeeper|splash)(?:$|[\s_-])",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"privacy|privacidad|privacidade|datenschutz|confidentialite|vie-privee|cookie|personvern|integritet|adatvedel"
    r"|gizlilik|kvkk|polityka-prywatnosci|tietosuoja|privatumas|soukromi|/polic(?:y|ies)",
    re.IGNORECASE,
)
# Scripts that hold a page back until consent is given; those that only bring a banner are on every page.
_HOLDS = re.compile(
    r"wrapperMessagingWithoutDetection|privacy-mgmt|_sp_queue|sourcepoint|cmp-cdn|contentpass|opencmp|privacy-center"
    r"|cmp2\.net|consentmanager",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"(?:^|[\s_-])(?:(?:error|page|status|http|is|err|type)?-?_?404\w*|(?:page-?)?not-?found\w*|error-?page|page-?error"
    r"|page-?missing|no-?results?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FRAMES = frozenset(["nav", "header", "footer", "aside"])
_MANY = re.compile(r"(?<![\d.,€£$])\d{2,4}(?![\d.,]*\s?[%€£$\d])")


class _Part:
    """A part of a page that speaks to its reader: a layer over it, or all of it but its frame."""

    def __init__(self, page: Evidence, roots: Sequence[Element]) -> None:
        self._page = page
        self._roots = roots

    def elements(self) -> Iterator[Element]:
        for root in self._roots:
            for element in root.iter():
                if isinstance(element.tag, str) and not _framed(element):
                    yield element

    @cached_property
    def text(self) -> str:
        return "\n".join(line_of(root) for root in self._roots)

    @cached_property
    def pressed(self) -> int:
        """How many different things there are to press."""
        return len({said for root in self._roots for said in buttons_of(root, frames=False)})

    @property
    def named(self) -> int:
        """How many things that are pressed, filled in or laid over the page are named for consent."""
        return len(self.for_consent)

    @cached_property
    def for_consent(self) -> list[Element]:
        """Those things."""
        found: list[Element] = []
        for e in self.elements():
            if e.tag in ("button", "form", "input", "iframe", "dialog") or e in self._roots or e.get("role"):
                said = (e.get(name) or "" for name in ("class", "id", "name", "action", "src", "onclick"))
                found += [e] if CONSENT_NAMES.search(" ".join(said)) else []
        return found

    @cached_property
    def policy(self) -> bool:
        return any(e.tag == "a" and _POLICY.search(e.get("href") or "") for e in self.elements())

    @cached_property
    def fields(self) -> list[Element]:
        return [e for e in self.elements() if e.tag == "input"]

    @cached_property
    def secret(self) -> bool:
        return any((e.get("type") or "").lower() == "password" for e in self.fields)


def marked(page: Evidence) -> Verdict | None:
    """The kind of a page whose build gives it away; None where there is a story, or nothing that tells."""
    if page.told_words >= 100:
        return None
    layers = _layers(page)
    inside = {e for layer in layers for e in layer.iter()}
    outside = [b for b in page.body_blocks if b.element not in inside and b.count >= 8]
    story = sum(count_words(b.text) for b in outside)
    told = {line_of(layer) for layer in layers}
    # The blocks are of a copy of the page, so a layer's are known by their words.
    held = " ".join(" ".join(t.split()) for t in told)
    story -= sum(count_words(b.text) for b in outside if " ".join(b.text.split()) in held)
    if layers and story < _STORY:
        verdict = _asks(page, _Part(page, layers), layered=True)
        if verdict:
            return verdict
    if page.words >= 2 * _MOST_WORDS or page.says_article or (page.dated and page.signed):
        return None
    if page.words >= _STORY and _prints_day(page):
        return None
    body = page.tree.find("body")
    whole = _Part(page, [page.tree if body is None else body])
    verdict = _asks(page, whole, layered=False)
    if verdict or (page.words >= _STORY and page.signed):
        return verdict
    if _is_question(page, whole):
        return Kind.CONSENT, None
    return _is_missing(page, whole)


def _asks(page: Evidence, part: _Part, *, layered: bool) -> Verdict | None:
    """Whether a part of a page asks for consent, a login or a payment before it shows more."""
    scripts = any(_HOLDS.search(f"{s.get('src') or ''} {(s.text or '')[:400]}") for s in page.tree.iter("script"))
    words = count_words(part.text)
    if words > (_MOST_WORDS if layered else 2 * _MOST_WORDS) or (words < 4 and not layered):
        return None
    partners = bool(_MANY.search(part.text)) and words >= 12
    consent = 2 * min(part.named, 1) + (part.named > 1) + part.policy + 2 * scripts + partners
    consent += 2 * (part.pressed >= 2) + (part.pressed == 1) + page.interposed
    if part.secret:
        return (Kind.FORBIDDEN, "login") if part.named < 2 else None
    logins = sum(leads_to_login(e) for e in part.elements())
    email = any(is_email_field(e) for e in part.fields)
    # A whole site has a link to its policy as well; a page that is nothing but a question has few links.
    bare = part.policy and sum(e.tag == "a" for e in part.elements()) <= _FEW_LINKS
    apart = not layered and page.words >= _STORY and _stands_apart(page, part)
    if (part.named or bare or scripts or (layered and partners)) and part.pressed and consent >= 4 and not apart:
        return Kind.CONSENT, None
    if layered and consent >= 3 and part.pressed >= 2:
        return Kind.CONSENT, None
    target = any(
        e.tag == "form"
        and re.search(r"log-?in|sign-?in|auth|session|account|sso", e.get("action") or "", re.IGNORECASE)
        for e in part.elements()
    )
    if words < 80 and ((email and target) or (logins and page.interposed) or logins >= 3):
        return Kind.FORBIDDEN, "login"
    till = any(leads_to_till(e) for e in part.elements())
    if layered and till and page.says_article:
        return Kind.PAYWALL, None
    return None


def _prints_day(page: Evidence) -> bool:
    """Whether a day stands in a line of its own or in an element for it, as by headlines and in no notice."""
    stamped = any(e.get("datetime") for e in page.seen.iter("time"))
    return stamped or any(find_day(b.text) for b in page.told[:12] if b.count <= 16)


def _stands_apart(page: Evidence, part: _Part) -> bool:
    """Whether what is pressed shares no box with what was found for a text: then it is the foot's, or a banner's."""
    wanted = " ".join(page.body[0].split())[:60]
    pressed = [e for e in part.elements() if e.tag in ("button", "form") or e.get("role") == "button"]
    pressed = part.for_consent or pressed
    for element in pressed:
        for step in element.iterancestors():
            if step.tag in ("body", "html"):
                break
            if wanted in line_of(step):
                return False
    return bool(pressed) and sum(e.tag == "a" for e in part.elements()) > _BARE_LINKS


def _is_question(page: Evidence, part: _Part) -> bool:
    """Whether a page of nothing but a text to its reader ends in two or more things to press, and speaks of consent."""
    if page.dated or page.signed or email_fields(page.tree) or quotes(part.text):
        return False
    links = [a for a in page.tree.iter("a") if not _POLICY.search(a.get("href") or "")]
    if sum(count_words(line_of(a)) >= 3 for a in links) > _FEW_LINKS or speaks(part.text) == 0:
        return False
    short = {line_of(a) for a in links if 0 < count_words(line_of(a)) <= 4 and (a.get("href") or "").rstrip("/")}
    posts = sum((f.get("method") or "").lower() == "post" for f in page.tree.iter("form"))
    said = len({m.lower() for m in CONSENT.findall(part.text)})
    asked = (part.pressed >= 2 and (said >= 1 or posts >= 2)) or (posts >= 2 and said >= 1)
    return asked or (2 <= len(short) <= 4 and said >= 1 and speaks(part.text) >= 2)


def _is_missing(page: Evidence, part: _Part) -> Verdict | None:
    """A notice of no such page: its parts are called so, or it has a few words and the way home."""
    tops = list(page.seen.iter("h1", "h2"))[:1]
    near = [e for top in tops for e in (top, *top.iterancestors())]
    near += [e for e in page.seen.iter("body", "main") if e not in near]
    called = any(_MISSING.search(f"{attributes(e)} {e.get('data-page') or ''}") for e in near)
    words = sum(count_words(b.text) for b in page.told)
    if called and (page.words < 60 or not page.dated):
        return Kind.NOT_FOUND, None
    links = [e.get("href") or "" for e in part.elements() if e.tag == "a"]
    home = [
        link
        for link in links
        if link.rstrip("/") in ("", ".", "/index.html") or re.fullmatch(r"https?://[^/]+/?", link)
    ]
    search = any((e.get("type") or "").lower() == "search" or e.get("name") in ("s", "q", "query") for e in part.fields)
    only = bool(home) and len(links) - len(home) <= 2
    asked = part.secret or any(is_email_field(e) for e in part.fields)
    if tops and 3 <= words <= 60 and (only or (search and home)) and not asked:
        return Kind.NOT_FOUND, None
    return None


def _layers(page: Evidence) -> list[Element]:
    """What is laid over the page and says something, the outermost of each."""
    found: list[Element] = []
    for e in page.tree.iter("div", "section", "dialog", "aside", "form"):
        laid = e.tag == "dialog" or e.get("role") in ("dialog", "alertdialog") or e.get("aria-modal") == "true"
        if (laid or _LAYER.search(attributes(e))) and not any(a in found for a in e.iterancestors()):
            words = count_words(line_of(e))
            if _LAYER_WORDS <= words <= _MOST_WORDS:
                found.append(e)
    return found[:6]


def _framed(element: Element) -> bool:
    return any(a.tag in _FRAMES for a in (element, *element.iterancestors()))
