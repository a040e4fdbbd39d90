"""Names and addresses in the form they are compared by. Pure; what is shown is never changed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import groupby
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from storage.storable import storable

_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_NOT_LETTERS = re.compile(r"[^\w]+|_+", re.UNICODE)
_HONORIFICS = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev")
)
_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)

# What one letter of another alphabet becomes here and there: Sergei, Sergey, Sergej; Zelenskyy, Zelenskiy.
_I_SOUNDS = re.compile(r"[iyj]+|ei\b|ey\b|ej\b")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_JOINING = frozenset(
    ("al", "bin", "da", "de", "del", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "of", "van", "von")
)

# Parameters that say where a reader came from, and nothing of which article it is.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_cid|mc_eid|igshid|cmpid|ocid|ref_src|smid|smtyp|s_cid|"
    r"guccounter|guce_\w+|__twitter_impression|taid|wt\.mc_id|at_(medium|campaign|custom\d|link_\w+|format|bbc_team))$",
    re.IGNORECASE,
)


def fold(name: str) -> str:
    """A name as it is compared: no case, no accents, no punctuation, no honorific in front; words apart by a space."""
    plain = unicodedata.normalize("NFKD", storable(name).casefold().translate(_APOSTROPHES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS_WITHOUT_PARTS)
    words = [word for word in _NOT_LETTERS.split(plain) if word]
    while len(words) > 1 and words[0] in _HONORIFICS:
        words.pop(0)
    # Initials in one word: "J. D. Vance", "J.D. Vance" and "JD Vance" are one name.
    joined: list[str] = []
    for alone, run in ((alone, list(run)) for alone, run in groupby(words, key=lambda word: len(word) == 1)):
        joined += ["".join(run)] if alone else run
    return " ".join(joined)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a folded name by which it is found, each once."""
    return tuple(dict.fromkeys(fold(name).split()))


def spelling_key(name: str) -> str:
    """A name with what transliterations differ in evened out: Sergei and Sergey, Zelensky and Zelenskyy, are the same.

    Deliberately narrow: a letter that tells two names apart in one language (Jon, John; Eric, Erik apart) is kept.
    """
    return " ".join(_DOUBLED.sub(r"\1", _I_SOUNDS.sub("i", word)) for word in fold(name).split())


def is_name(words: str) -> bool:
    """Whether words are a name and no description: each is written with a capital, or joins those that are."""
    parts = words.split()
    return (
        bool(parts) and all(part[:1].isupper() or part.lower() in _JOINING for part in parts) and parts[0][0].isupper()
    )


def is_role_that_names(words: str) -> bool:
    """Whether a description says whose role it is: "Russian foreign minister" does, "the minister" does not."""
    parts = [part for part in words.split() if part.lower() not in ("the", "a", "an")]
    return any(part[:1].isupper() for part in parts) and any(part[:1].islower() for part in parts)


def normal_link(url: str) -> str:
    """An address as it is compared: no fragment, no tracking parameters, no scheme's default port, no last slash."""
    parts = urlsplit(storable(url).strip())
    host = (parts.hostname or "").removeprefix("www.")
    try:
        port = parts.port
    except ValueError:
        port = None
    if port and port not in (80, 443):
        host += f":{port}"
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._").rstrip("/")
    return urlunsplit(("https", host, path, urlencode(sorted(kept)), ""))


def link_key(url: str) -> str:
    """SHA-256 of the normal form of an address, in hex: short enough for an index, whatever the address."""
    return content_hash(normal_link(url))


def content_hash(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
