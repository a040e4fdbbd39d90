"""Bodies named by common words, told apart by whose they are; and by their leaders: "India's Supreme Court"."""

from __future__ import annotations

from bot.nlp.lexicon import gazetteer, nouns, word_set
from bot.nlp.sheet import Sheet

FIELDS = word_set("fields")
"""What departments are for: "health", "customs"."""
CHAMBERS = frozenset({"representatives", "lords", "deputies", "delegates", "commons"})
_ORG_WORDS = word_set("org words")
_LED = word_set("led bodies")
_GENERIC = _ORG_WORDS | {"agency", "office", "court", "ministry", "commission", "legislature", "centre", "center"}
_RANKS = word_set("ranks of bodies")
_NO_OFFICE = frozenset({"center", "centre", "state", "host", "defense", "guard", "star"})


def owner_of(sheet: Sheet, start: int, end: int) -> tuple[str, ...]:
    """Whose a body is that is named by common words alone: "India's" of "India's Supreme Court"."""
    if start < 2 or sheet.word[start - 1] not in ("'s", "’s") or end - start < 2:
        return ()
    if sheet.ent_type[start - 2] not in ("GPE", "ORG") or sheet.dep[start - 2] != "poss":
        return ()
    if sheet.word[end - 1] not in _GENERIC or not all(w in _GENERIC | FIELDS | _RANKS for w in sheet.word[start:end]):
        return ()
    first = start - 2
    while first > 0 and sheet.ent_type[first - 1] == sheet.ent_type[start - 2] and sheet.head[first - 1] == start - 2:
        first -= 1
    return tuple(sheet.text[sheet.start[first] : sheet.end[start - 1]].split())


def before_office(sheet: Sheet, start: int, end: int) -> int:
    """Where a body ends whose leader's office follows: "House of Representatives Speaker", "Senate Majority Leader"."""
    word = sheet.word
    if end - start < 2 or word[end - 1] not in nouns().title_ends or word[end - 1] in _NO_OFFICE:
        return end
    for at in range(end - 1, max(start, end - 4), -1):
        office = " ".join(word[at:end])
        body = word[at - 1] in _LED or word[at - 1] in CHAMBERS or " ".join(word[start:at]) in gazetteer().houses
        if (at == end - 1 or office in nouns().titles) and body:
            return at
    return end
