"""What a page says of its own article: how long it is, how it goes on, and who may read it."""

from __future__ import annotations

import re

from bot.ingest.evidence import Evidence
from bot.ingest.jsonld import ARTICLES, types
from bot.ingest.prune import attributes

_TIER = re.compile(
    r"pay-?wall|content[-_:.]?(?:tier|access|level|class)|(?:article|page|og)[-_:.](?:access|premium|paid|content_tier)"
    r"|^(?:access(?:[-_]?(?:type|level|tier))?|premium|is-?premium|paid|is-?paid|metered|subscriber|plus|locked)$",
    re.IGNORECASE,
)
_TIER_PAID = re.compile(
    r"^\W*(?:locked|hard|premium|paid|pay|plus|subscri\w+|members?(?:-?only)?|registered|closed|abo|restricted|true|yes|1"
    r"|payant|gesperrt|exclusive)\W*$",
    re.IGNORECASE,
)


def claims(page: Evidence) -> float:
    """What the page says of who may read it, and of how much there is of it."""
    paid = any(
        _TIER.search(meta.get("name") or meta.get("property") or meta.get("itemprop") or "")
        and _TIER_PAID.match(meta.get("content") or "")
        for meta in page.tree.iter("meta")
    )
    return 2.0 * paid + 2.0 * is_longer(page) + 2.0 * told_further(page)


def counted_words(page: Evidence) -> float:
    """How many times the words it shows the page counts in its article; 0 where it does not say."""
    letters = sum(map(len, page.body))
    # Where words are not set apart a count may be of letters.
    unspaced = page.words > 2 * len(" ".join(page.body).split())
    for node in page.nodes:
        count = str(node.get("wordCount") or "").strip()
        if types(node) & ARTICLES and count.isdigit() and int(count) >= 40:
            return int(count) / max(letters if unspaced else page.words, 1)
    return 0.0


def is_let_through(page: Evidence) -> bool:
    """Whether the part that is said to be for subscribers is there, and holds the end of the text."""
    if not page.body_blocks:
        return False
    last = page.body_blocks[-1]
    holders = [last.element, *last.element.iterancestors()]
    named = {name for e in holders if e.tag not in ("body", "html") for name in attributes(e).split()}
    return any(
        named & set(re.findall(r"[.#]([\w-]+)", str(node.get("cssSelector") or "")))
        for node in page.nodes
        if str(node.get("isAccessibleForFree")).lower().rpartition("/")[2] == "false"
    )


def is_longer(page: Evidence) -> bool:
    """Whether the page says that its article takes far longer to read than what it shows."""
    for node in page.nodes:
        lasts = re.fullmatch(r"P?T?(?:(\d+)H)?(\d+)M(?:\d+S)?", str(node.get("timeRequired") or ""))
        if lasts and types(node) & ARTICLES and _minutes(page, int(lasts[1] or 0) * 60 + int(lasts[2])):
            return True
    for meta in page.tree.iter("meta"):
        if (meta.get("name") or "").lower().startswith("twitter:data"):
            found = re.fullmatch(r"(\d{1,2})\s*\w{1,9}\.?", (meta.get("content") or "").strip())
            if found and _minutes(page, int(found[1])):
                return True
    return False


def _minutes(page: Evidence, minutes: int) -> bool:
    return minutes >= 3 and page.words < 60 * minutes


def told_further(page: Evidence) -> bool:
    """Whether the page's description tells the last paragraph's sentence to a later end than the page does."""
    if not page.body:
        return False
    last = re.sub(r"\W*$", "", page.body[-1])
    start = " ".join(last.split()[-8:])
    if len(start) < 25:
        return False
    for name in ("og:description", "description", "twitter:description"):
        given = " ".join((page.head.first(name) or "").split())
        at = given.find(start)
        if at >= 0 and len(given) - at - len(start) > 25:
            return True
    return False
