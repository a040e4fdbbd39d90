"""Lines that two outlets give differently: said "must" in one, "should" in the other.

The two must be one utterance: the same speaker, most words the same and in the same order. What is only shorter (one
outlet stopped sooner) or only in another house style is no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from bot.digest.strength import speaker_key
from bot.digest.types import Said, Source, Variant
from bot.digest.words import contains, plain_words, printed
from bot.nlp.types import QuoteKind

ALIKE = 0.72
"""How much of the words must match, in order, for two quotes to be one utterance: 2 * in common / all."""

MOST_OF_A_SPEAKER = 120
"""The most wordings of one speaker that are held against each other."""

FEWEST_WORDS = 5
FEW_WORDS = 3
"""Up to so many words on either side are named; else both quotes are given whole."""


def find(said: Iterable[Said], sources: Mapping[int, Source], most: int = 5) -> tuple[Variant, ...]:
    """The lines that differ between outlets, each utterance once; those closest to each other first."""
    by_speaker: dict[str, list[Said]] = defaultdict(list)
    for quote in said:
        if quote.kind is not QuoteKind.INDIRECT and quote.named and len(plain_words(quote.text)) >= FEWEST_WORDS:
            by_speaker[speaker_key(quote)].append(quote)
    found: list[tuple[float, Variant]] = []
    for quotes in by_speaker.values():
        found.extend(_among(_one_each(quotes), sources))
    found.sort(key=lambda f: (-f[0], f[1].first.quote_id, f[1].second.quote_id))
    return tuple(_each_utterance_once([variant for _, variant in found])[:most])


def _one_each(quotes: Sequence[Said]) -> list[Said]:
    """One quote for each wording: a wire copy's twenty carriers are one. The newest, where there are very many."""
    return list({plain_words(q.text): q for q in reversed(quotes)}.values())[:MOST_OF_A_SPEAKER][::-1]


def _among(quotes: Sequence[Said], sources: Mapping[int, Source]) -> Iterable[tuple[float, Variant]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, quote in enumerate(quotes):
        words = plain_words(quote.text)
        # Two wordings of one line share some run of three words; quotes that share none need no comparing.
        runs = {words[j : j + 3] for j in range(len(words) - 2)}
        for other in sorted({k for run in runs for k in index[run]}):
            if pair := _compare(quotes[other], quote, sources):
                yield pair
        for run in runs:
            index[run].append(i)


def _compare(a: Said, b: Said, sources: Mapping[int, Source]) -> tuple[float, Variant] | None:
    first, second = sources[a.article_id], sources[b.article_id]
    left, right = plain_words(a.text), plain_words(b.text)
    if first.place == second.place or contains(left, right) or contains(right, left):
        return None
    ratio = Indel.normalized_similarity(left, right, score_cutoff=ALIKE)
    if ratio < ALIKE:
        return None
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    inner = [c for c in matcher.get_opcodes() if c[0] != "equal" and not _at_an_edge(c, len(left), len(right))]
    if not inner:
        return None  # each outlet only began or stopped at another word
    words = None
    if len(inner) == 1:
        _, i1, i2, j1, j2 = inner[0]
        if max(i2 - i1, j2 - j1) <= FEW_WORDS:
            words = (_as_printed(a.text, left, i1, i2), _as_printed(b.text, right, j1, j2))
    speaker = max((a.speaker or "", b.speaker or ""), key=len)
    return ratio, Variant(speaker=speaker, first=a, first_source=first, second=b, second_source=second, words=words)


def _at_an_edge(opcode: tuple[str, int, int, int, int], left: int, right: int) -> bool:
    tag, i1, i2, j1, j2 = opcode
    return tag in ("insert", "delete") and ((i1 == 0 and j1 == 0) or (i2 == left and j2 == right))


def _as_printed(text: str, plain: Sequence[str], start: int, end: int) -> str:
    """The words of a span as the outlet printed them; as compared where house style has joined or split words."""
    words = printed(text)
    return " ".join((words if len(words) == len(plain) else plain)[start:end])


def _each_utterance_once(variants: Sequence[Variant]) -> list[Variant]:
    seen: set[int] = set()
    kept: list[Variant] = []
    for variant in variants:
        ids = {variant.first.quote_id, variant.second.quote_id}
        if not ids & seen:
            kept.append(variant)
        seen |= ids
    return kept
