"""Links: finding them in a message, and telling when two of them lead to one article.

Normalising is careful: what may name the story stays. Only parameters known to track are taken off; an id, a page
number or a parameter never heard of is kept, since merging two stories is worse than reading one twice."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|mkt_tok|_hs(?:enc|mi)"
    r"|hsctatracking|oly_(?:anon|enc)_id|vero_(?:id|conv)|s_cid|s_kwcid|ncid|cmpid|cmp|icid|iicid|icmp|itid|ito|soc_(?:src|trk)|smid|smtyp"
    r"|wt\.\w+|wt_\w+|at_(?:medium|campaign|custom\d|format|link_\w+|bbc_team|ptr_name|campaign_type)|xtor|ns_(?:mchannel|source|campaign|linkname|fee)"
    r"|guccounter|guce_referrer(?:_sig)?|__twitter_impression|ref_src|ref_url|referrer|share(?:_source|id|token)?|shared|sharetype|smprod|partner|ocid"
    r"|amp_js_v|amp_gsa|usqp|amp_tf|outputtype|__source|sref|mibextid|cid_source|sr_share|spm|_ga|_gl|gaa_\w+|trk|pk_campaign|pk_kwd|mtm_\w+"
    r"|traffic_source|taid|campaign_id|emc|regi_id|segment_id",
    re.IGNORECASE,
)
# Short names that track on some sites and name the story on others are kept; these track everywhere we know of.
_TRACKING_VALUES = {
    "ref": re.compile(r"(?:rss|home\w*|twitter|facebook|tw|fb|share\w*|hp|newsletter\w*|nl)", re.IGNORECASE)
}
_FOUND = re.compile(r"https?://[^\s<>\"“”„‘’`|]+", re.IGNORECASE)
_SLACK_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>", re.IGNORECASE)
_TRAILING = ".,;:!?'*_~…"
_SECOND_LEVELS = frozenset(
    ["co", "com", "org", "net", "gov", "gob", "gouv", "ac", "edu", "or", "ne", "go", "mil", "nom"]
)
_VARIANT = re.compile(r"^(?:www\d?|m|mobile|mobil|amp|touch|wap)\.")


def find_links(text: str) -> list[str]:
    """The web links in a message, in order, each once. Slack's own `<link|label>` is understood."""
    spans = [(m.start(), m.end(), m[1]) for m in _SLACK_LINK.finditer(text)]
    taken = [(start, end) for start, end, _ in spans]
    for match in _FOUND.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            spans.append((match.start(), match.end(), _trimmed(match[0])))
    return list(dict.fromkeys(link.replace("&amp;", "&") for _, _, link in sorted(spans)))


def _trimmed(link: str) -> str:
    """Without the punctuation of the sentence around it; a bracket stays where it was opened in the link."""
    while link:
        if link[-1] in _TRAILING or (
            link[-1] in ")]}" and link.count(link[-1]) > link.count({")": "(", "]": "[", "}": "{"}[link[-1]])
        ):
            link = link[:-1]
        else:
            break
    return link


def normalise(url: str) -> str:
    """The link in the one form by which it is compared.

    Lower-case scheme and host, default port and fragment off, tracking parameters off, the rest in its order, one
    form of escapes. An address that can't be read is given back as it is."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not host:
        return url
    netloc = f"[{host}]" if ":" in host else host
    if port and port != {"http": 80, "https": 443}[scheme]:
        netloc += f":{port}"
    path = quote(unquote(parts.path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape")
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(k, v)]
    # A fragment of "#!" is a page of its own on old sites.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((scheme, netloc, re.sub(r"/{2,}", "/", path) or "/", urlencode(pairs), fragment))


def _tracks(name: str, value: str) -> bool:
    if _TRACKING.fullmatch(name):
        return True
    known = _TRACKING_VALUES.get(name.lower())
    return bool(known and known.fullmatch(value))


def link_key(url: str) -> str:
    """What two links to one article have in common: `normalise`, without the scheme, `www.` and a final slash.

    `m.` and `amp.` are taken off too, and an `/amp` at either end of the path; so this is for looking up, not for
    fetching."""
    parts = urlsplit(normalise(url))
    host = _VARIANT.sub("", parts.netloc)
    path = re.sub(r"(?:/amp|\.amp|/amp\.html|\.amp\.html)/?$", "", parts.path)
    path = re.sub(r"^/amp(?=/)", "", path).rstrip("/")
    pairs = [
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k.lower() not in ("amp", "outputtype")
    ]
    query = urlencode(sorted(pairs))
    return host + path + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def site_of(url: str) -> str | None:
    """The site a link belongs to: its registered domain, as far as names tell (news.example.co.uk: example.co.uk)."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    labels = host.split(".")
    if not host or ":" in host or labels[-1].isdigit() or len(labels) <= 2:
        return host or None
    take = 3 if len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS else 2
    return ".".join(labels[-take:])


def same_site(one: str, other: str) -> bool:
    """Whether two links belong to one site."""
    try:
        ports = urlsplit(one).port, urlsplit(other).port
    except ValueError:
        return False
    return site_of(one) is not None and site_of(one) == site_of(other) and (ports[0] == ports[1] or None in ports)


def join(base: str, link: str) -> str | None:
    """A link of a page in full; None where it makes no web address."""
    try:
        full = urljoin(base, link.strip())
        return full if urlsplit(full).scheme in ("http", "https") and urlsplit(full).hostname else None
    except ValueError:
        return None
