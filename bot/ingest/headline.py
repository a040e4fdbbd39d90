"""What an article is called: the headline that its readers see, borne out by what the page says of itself.

Sites name an article differently to readers, to search engines and to those who share it, and put their own name
into all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.ingest.around import key_of
from bot.ingest.blocks import line_of
from bot.ingest.head import Head
from bot.ingest.jsonld import Node, text_of
from bot.ingest.markup import Element

_SEPARATOR = re.compile(r"(\s+(?:[|–—•·»«›:/-]|::|--)\s+|\s*[|»›]\s*|:\s+(?=[A-Z][\w. ]{1,20}$))")
_FIRM = re.compile(r"[|»«›•·]|::")  # no headline has these in it
_HEADLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:headline|heading|(?:entry|post|article|story|page|news|content)[_-]{0,2}(?:title|head(?:line|ing)?)|title)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_TOP_OF_SITE = re.compile(
    r"(?:^|[\s_-])(?:site|brand|logo|masthead|navbar|nav|banner|topbar)(?:$|[\s_-])", re.IGNORECASE
)
_FEW_WORDS = 4


def titles_of(
    tree: Element, node: Node | None, head: Head, outlet: str | None, site: str | None = None
) -> tuple[str, ...]:
    """All that the page's article is called, the headline first; empty where nothing is.

    Args:
        tree: the page, as it came.
        node: its article's JSON-LD.
        head: its meta elements.
        outlet: the outlet's name.
        site: the host's name, such as "tide.example", which stands in titles as well.
    """
    names = _names(outlet, site)
    headline = text_of(node.get("headline")) if node else None
    element = next((line_of(e) for e in tree.iter("title")), None)
    shared = head.first("og:title", "twitter:title", "dc.title", "title", "parsely-title", "sailthru.title")
    claims = [c for c in (headline, shared, element) if c and bare_key(c) not in names]
    stripped = [without_outlet(c, names, claims) for c in claims]
    shown = [e for e in tree.iter("h1") if line_of(e) and bare_key(line_of(e)) not in names and not _leads_home(e)]
    marked = [e for e in tree.iter("h2", "h3", "div", "p", "span", "td") if _is_marked(e)][:8]
    best = _borne_out(shown, claims, stripped) or _told_apart(shown, claims)
    best = best or _borne_out(marked, claims, stripped) or _alone(shown)
    if best is None and marked and not claims:
        best = line_of(marked[0])
    best = best or _printed_part(tree, claims)
    if best is None:
        best = _whole(stripped) if stripped else next((line_of(e) for e in shown), element)
    everything = [best, headline, shared, element, *stripped]
    everything += [line_of(e) for e in shown if best and key_of(line_of(e)) == key_of(best)]
    return tuple(dict.fromkeys(t for t in everything if t))


def _names(outlet: str | None, site: str | None) -> frozenset[str]:
    """The outlet's names as they may stand in a title, as keys."""
    labels = (site or "").split(".")
    given = [outlet or "", site or "", labels[0] if len(labels[0]) >= 3 else ""]
    return frozenset(filter(None, map(bare_key, given)))


def bare_key(text: str) -> str:
    """A name's key without "The" before it and ".com" after it."""
    return key_of(re.sub(r"^the\s+|\.(?:com|org|net|co\.uk)$", "", text.strip(), flags=re.IGNORECASE))


# ---- what readers see


def _borne_out(shown: Sequence[Element], claims: Sequence[str], stripped: Sequence[str]) -> str | None:
    """The heading that the page's own claims bear out; readers know an article by what they see on top of it."""
    keys = [key_of(c) for c in claims]
    whole = {key_of(s) for s in stripped} | set(keys)
    texts = [_without_label(e, whole) for e in shown]
    fitting = [t for t in texts if key_of(t) in whole or any(_fits(key_of(t), k) for k in keys)]
    fitting = fitting or [t for t in texts if any(_is_first_part(t, claim) for claim in claims)]
    if fitting:
        return max(fitting, key=lambda t: (sum(key_of(t) == k for k in keys), -abs(len(t) - len(claims[0]))))
    likely = [t for t in texts if _likeness(t, claims) >= 0.5]
    return max(likely, key=lambda t: _likeness(t, claims)) if likely else None


def _without_label(heading: Element, whole: set[str]) -> str:
    """A heading's line; without "Exclusive" or a kicker in an element of its own, where the rest is what is claimed."""
    full = line_of(heading)
    for child in heading:
        label = line_of(child) if isinstance(child.tag, str) else ""
        if label and len(label) < len(full):
            for rest in (full.removeprefix(label).strip(), full.removesuffix(label).strip()):
                if rest != full and key_of(rest) in whole:
                    return rest
    return full


def _fits(shown: str, claimed: str) -> bool:
    """Whether two titles are one, but for an outlet's name or a kicker around it."""
    shorter, longer = sorted((shown, claimed), key=len)
    return len(shorter) >= 8 and len(shorter) >= 0.4 * len(longer) and shorter in longer


def _is_first_part(shown: str, claimed: str) -> bool:
    """Whether a claim is the heading, and after it nothing but names of the site and its parts."""
    parts = _SEPARATOR.split(claimed)[::2]
    return len(parts) > 1 and key_of(parts[0]) == key_of(shown) and all(len(p.split()) <= _FEW_WORDS for p in parts[1:])


def _likeness(text: str, claims: Sequence[str]) -> float:
    own = set(re.findall(r"\w+", text.casefold()))
    others = (set(re.findall(r"\w+", c.casefold())) for c in claims)
    return max((len(own & other) / max(len(own | other), 1) for other in others), default=0.0)


def _told_apart(shown: Sequence[Element], claims: Sequence[str]) -> str | None:
    """The one heading of a page that is called otherwise in its head, as is done for search engines."""
    heading = _the_one(shown)
    if heading is None:
        return None
    text = line_of(heading)
    if not claims or _is_marked(heading):
        return text
    own = _stems(text)
    others = [_stems(c) for c in claims]
    return text if any(len(own & o) >= 2 and len(own & o) >= 0.4 * min(len(own), len(o)) for o in others) else None


def _alone(shown: Sequence[Element]) -> str | None:
    """The one heading of a page, where it stands in an article, whatever the page's head says."""
    heading = _the_one(shown)
    in_article = heading is not None and any(a.tag == "article" for a in heading.iterancestors())
    return line_of(heading) if heading is not None and in_article else None


def _the_one(shown: Sequence[Element]) -> Element | None:
    placed = [e for e in shown if not _on_top_of_site(e)]
    return placed[0] if len(placed) == 1 and len(line_of(placed[0]).split()) >= _FEW_WORDS else None


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w+", text.casefold()) if len(word) >= 4}


def _on_top_of_site(heading: Element) -> bool:
    """Whether a heading is the site's, not the article's: the name or the motto in its masthead."""
    for element in (heading, *heading.iterancestors()):
        if element.tag in ("nav", "aside", "footer"):
            return True
        if element.tag in ("article", "main", "body"):
            return False
        if _TOP_OF_SITE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
    return False


def _leads_home(heading: Element) -> bool:
    """Whether a heading is a link to the front page, as the site's name is."""
    links = [*heading.iter("a"), *(a for a in heading.iterancestors() if a.tag == "a")]
    return any(not urlsplit(a.get("href") or "x").path.strip("/") for a in links if _is_address(a.get("href")))


def _is_address(link: str | None) -> bool:
    try:
        return bool(link) and urlsplit(link or "").scheme in ("", "http", "https") and not (link or "").startswith("#")
    except ValueError:
        return False


def _is_marked(element: Element) -> bool:
    """Whether an element says that it holds the headline, and holds words enough."""
    if "headline" not in (element.get("itemprop") or "").split():
        if element.tag not in ("h1", "h2", "h3") or not _HEADLINE_CLASS.search(element.get("class") or ""):
            return False
        if element.tag != "h1" and any(True for _ in element.iter("a")):
            return False  # leads to another article
    return 3 <= len(line_of(element).split()) <= 40 and not any(
        a.tag in ("aside", "footer", "nav") for a in element.iterancestors()
    )


def _printed_part(tree: Element, claims: Sequence[str]) -> str | None:
    """The part of a title that the page prints as a line of its own, in pages that have no headings."""
    wanted: dict[str, str] = {}
    for claim in claims:
        parts = [part.strip(" :|") for part in re.split(r"\s*[:|–—»·]\s+|\s+-\s+", claim)]
        longest = max(parts, key=len)
        if len(parts) > 1 and len(key_of(longest)) >= 12 and len(longest) >= 0.5 * len(claim):
            wanted[key_of(longest)] = longest
    whole = {key_of(claim) for claim in claims}
    for element in tree.iter("b", "strong", "font", "td", "div", "p", "span", "big", "center"):
        if wanted and len(element) <= 3:
            key = key_of(line_of(element))
            if key in whole:
                return None  # the whole title is printed
            if key in wanted:
                return wanted[key]
    return None


# ---- what the page claims


def _whole(stripped: Sequence[str]) -> str:
    """The first claim; a longer one where the first was cut off, as search engines ask for 110 letters at the most."""
    first = stripped[0]
    cut = re.sub(r"\s*(?:…|\.{3})$", "", first)
    for other in stripped[1:]:
        goes_on = other.startswith(cut) and len(other) > len(first)
        if goes_on and (cut != first or 100 <= len(first) <= 115 or other[len(cut)].isalnum()):
            return other
    return first


def without_outlet(title: str, names: frozenset[str], claims: Sequence[str]) -> str:
    """A title without the outlet's name, or a section's, at its end or start."""
    led = re.match(r"(.{2,40}?):\s+(?=\S)", title)
    if led and bare_key(led[1]) in names:
        title = title[led.end() :]
    pieces = _SEPARATOR.split(title)
    if len(pieces) < 3:
        return title
    beginnings = {key_of("".join(pieces[:end])) for end in range(1, len(pieces), 2)}
    for other in claims:
        if len(key_of(other)) >= 10 and key_of(other) in beginnings:
            return other
    while len(pieces) > 2:
        if _is_appended(pieces[-1], pieces[-2], "".join(pieces[:-2]), names):
            del pieces[-2:]
        elif bare_key(pieces[0]) in names or (
            _FIRM.search(pieces[1]) and len(pieces[0].split()) <= 2 and len("".join(pieces[2:]).split()) >= 4
        ):
            del pieces[:2]
        else:
            break
    return "".join(pieces).strip()


def _is_appended(part: str, separator: str, rest: str, names: frozenset[str]) -> bool:
    """Whether a title's last part is a name that the site put there."""
    key = bare_key(part)
    if not key or key in names or any(len(name) >= 6 and key.startswith(name) for name in names):
        return True
    if len(part.split()) > _FEW_WORDS or (part[0].islower() and "." not in part):
        return False
    if _FIRM.search(separator):
        return len(part) <= len(rest)
    return 2 * len(part) < len(rest)
