"""The parts of a person's name, and whether two names can be one person's.

Used within an article, where a surname alone stands for somebody named before, and across articles, where it must not:
`same_person` never takes two people for one on a surname, on an initial, or against a middle name or a "Jr.".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.nlp.lexicon import fold, given_names, honorifics, pet_names, word_set

SAME = 0.85
"""From this likeness on, `same_person` may be acted on without asking anybody."""

_SUFFIXES = {"jr": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
DEGREES = word_set("degrees")
"""Letters after a person's name."""
_PARTICLES = word_set("particles")
_WORD = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name in parts, all folded: "Dr. Ursula von der Leyen" -> given ("ursula",), family "von der leyen"."""

    given: tuple[str, ...]
    family: str
    suffix: str

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.given, *self.family.split())


@lru_cache(maxsize=4096)
def parse_name(name: str) -> PersonName:
    """The parts of `name`, honorifics, quoted nicknames and degrees left out. Of one word, it is the family name."""
    name = re.sub(r"[\"“(‘'][^\"”)’']*[\"”)’'](?=\s)", " ", name)
    words = [fold(w) for w in _WORD.findall(name)]
    words = [w[:-2] if w.endswith("'s") and len(w) > 3 else w for w in words]
    while len(words) > 1 and words[0] in honorifics():
        words.pop(0)
    suffix = ""
    while len(words) > 1 and (words[-1].strip(".") in _SUFFIXES or words[-1].replace(".", "") in DEGREES):
        last = words.pop().strip(".")
        suffix = _SUFFIXES.get(last, suffix)
    words = [part for w in words for part in _split(w)]
    if not words:
        return PersonName(given=(), family="", suffix=suffix)
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return PersonName(given=tuple(words[:start]), family=" ".join(words[start:]), suffix=suffix)


def _split(word: str) -> list[str]:
    """Initials and Arabic articles of one written word: "J.K." -> j, k; "al-Assad" -> al, assad."""
    if re.fullmatch(r"(?:[^\W\d]\.){2,}", word):
        return word.replace(".", " ").split()
    word = word.strip(".'")
    if word.startswith(("al-", "el-", "as-", "ash-", "ad-", "ar-")):
        return ["al", word.split("-", 1)[1]]
    return [word] if word else []


def same_person(a: str, b: str) -> float:
    """How likely two names, met in different articles, are one person's: 0 to 1; act on it from `SAME` upwards.

    1.0 the same words; 0.95 another spelling (Sergei/Sergey, Zelensky/Zelenskyy, with or without diacritics);
    0.9 a pet name or a middle name more (Bill/William Burns); 0.6 an initial or a missing "Jr."; 0.3 a surname alone.
    Different people with like names get 0: another middle initial, "Jr." against "Sr.", another given name.
    """
    x, y = parse_name(a), parse_name(b)
    if not x.family or not y.family:
        return 0.0
    if x.suffix != y.suffix and x.suffix and y.suffix:
        return 0.0
    if x == y:
        return 1.0 if x.given or len(x.family) > 1 else 0.0
    if x.suffix == y.suffix:
        score = _swapped(x, y)
        if score:
            return score
    family = _family_likeness(x.family, y.family)
    if not family:
        return 0.0
    if not x.given or not y.given:
        return 0.3
    given = _given_likeness(x.given, y.given)
    score = min(family, given)
    if x.suffix != y.suffix:
        score = min(score, 0.6)
    return score


def _family_likeness(x: str, y: str) -> float:
    if x == y:
        return 1.0
    x, y = (" ".join(w for w in n.replace("-", " ").split() if w not in _PARTICLES) or n for n in (x, y))
    if x == y:
        return 0.95
    return 0.95 if skeleton(x) == skeleton(y) else 0.0


def _given_likeness(x: tuple[str, ...], y: tuple[str, ...]) -> float:
    """How well the given names agree; an initial that fits counts little, one that does not counts against."""
    x, y = _loose(x), _loose(y)
    if "".join(x) == "".join(y):
        return 1.0
    short, long = sorted((x, y), key=len)
    first = _word_likeness(short[0], long[0])
    if not first:
        # Known by the middle name: "James Danforth Quayle", "Danforth Quayle".
        return 0.6 if len(short) == 1 and len(short[0]) > 1 and short[0] in long else 0.0
    score = first if len(short) == len(long) else min(first, 0.9)
    if len(short) > 1 and len(short) < len(long):
        # Middle names on both sides, and not the same ones: "George W." and "George H. W."
        score = min(score, 0.7)
    for word, other in zip(short[1:], long[1:], strict=False):
        best = _word_likeness(word, other)
        if not best:
            return 0.0
        # A middle initial that fits says no less than a middle name left out.
        score = min(score, 0.9 if len(word) == 1 or best == _INITIAL else best)
    return score


_INITIAL = 0.6


def _loose(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for word in given for part in word.replace("-", " ").split()) or given


def _word_likeness(x: str, y: str) -> float:
    if x == y:
        return 1.0 if len(x) > 1 else _INITIAL
    if len(x) == 1 or len(y) == 1:
        return _INITIAL if x[0] == y[0] else 0.0
    families = pet_names()
    if families.get(x, frozenset()) & families.get(y, frozenset()):
        return 0.9
    if skeleton(x) != skeleton(y):
        return 0.0
    # "Alan" and "Allan" are two names; what comes from another alphabet has many spellings.
    return 0.7 if x in given_names() and y in given_names() and _doubled(x) == _doubled(y) else 0.95


def _doubled(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _swapped(x: PersonName, y: PersonName) -> float:
    """Family name first, as in Hungarian, Chinese or Korean, against family name last."""
    xs, ys = ("".join(n.words).replace("-", "") for n in (x, y))
    if xs == ys:
        return 0.95
    a, b = ([w for word in n.words for w in word.split("-")] for n in (x, y))
    if len(a) < 2 or sorted(a) != sorted(b):
        return 0.0
    if a[-1:] + a[:-1] == b or b[-1:] + b[:-1] == a:
        # "James Henry" and "Henry James" are two people.
        return 0.0 if all(w in given_names() for w in a) else 0.9
    return 0.0


_RULES = (
    (re.compile(r"(?:skyy|skyi|skiy|skii|skij|skyj|ski)$"), "sky"),
    (re.compile(r"(?:yy|iy|ii|ij|yi|ie|i)$"), "y"),
    (re.compile(r"off$"), "ov"),
    (re.compile(r"eff$"), "ev"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"dzh|dj"), "j"),
    (re.compile(r"ae|oe|ue"), lambda m: m.group()[0]),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"q"), "k"),
    (re.compile(r"w"), "v"),
    (re.compile(r"y(?=[aeou])|(?<=[aeou])y(?=.)"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """What stays of a folded name when the ways to write it in English are levelled: "zelenskyy" -> "zelensky"."""
    if len(word) < 4:
        return word
    for pattern, by in _RULES:
        word = pattern.sub(by, word)
    return word
