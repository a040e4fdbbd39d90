"""How far a finding may be trusted: of the quotes given 0.9, nine in ten have the right words and the right speaker.

Two chances are multiplied: that the words are somebody's and the mention is theirs, and that the mention was resolved
to the right name. The first was measured on PolNeAR's train articles, a rule and a range of scores at a time, and what
the trained component's opinion changes on its dev articles; the second is the cast's own. `benchmarks/quality.py`
prints the table that holds this module to its word.
"""

from __future__ import annotations

from bot.nlp.finding import Finding, Opinion
from bot.nlp.types import QuoteKind

LEAST = 0.2
"""A speaker less sure than this is left out: an unsure speaker is None and says so."""

_RULES: dict[str, tuple[tuple[float, float], ...]] = {
    "cue after": ((9.2, 0.98), (8.5, 0.96), (6.5, 0.75), (0, 0.65)),
    "cue before": ((9.2, 0.91), (8.5, 0.88), (7.5, 0.84), (0, 0.62)),
    "cue above": ((6.5, 0.95), (5, 0.87), (0, 0.63)),
    "same cue": ((9.2, 0.97), (0, 0.89)),
    "second half": ((0, 0.93),),
    "retold": ((0, 0.8),),
    "next mark": ((0, 0.93),),
    "list": ((0, 0.85),),
    "dash after": ((0, 0.85),),
    "label": ((0, 0.85),),
    "turn": ((0, 0.95),),
    "answer": ((0, 0.9),),
    "echo": ((0, 0.8),),
    "according to": ((0, 0.83),),
    "carried by open marks": ((6.5, 0.85), (0, 0.45)),
    "colon before": ((7.5, 0.85), (0, 0.62)),
    "statement": ((8.5, 0.81), (7.5, 0.72), (0, 0.5)),
    "sentence before": ((0, 0.8),),
    "same paragraph": ((0, 0.77),),
    "next paragraph": ((0, 0.65),),
    "noun above": ((0, 0.58),),
    "cue in the sentence": ((0, 0.6),),
    "acts in the sentence": ((0, 0.5),),
    "same sentence": ((6, 0.7), (0, 0.4)),
    "named before": ((0, 0.37),),
    "any verb after": ((0, 0.3),),
    "learned": ((0, 0.4),),
    "none": ((0, 0.2),),
}
"""For each rule, from which score on how often it was right; the highest score first."""

_REPORTS: dict[str, tuple[tuple[float, float], ...]] = {
    "clause after": ((7, 0.82), (0, 0.7)),
    "set in": ((0, 0.72),),
    "according to": ((0, 0.83),),
    "wish": ((0, 0.6),),
    "learned and clause after": ((9, 0.86), (8.5, 0.75), (0, 0.65)),
    "learned and according to": ((0, 0.83),),
    "learned and set in": ((9, 0.75), (0, 0.5)),
    "learned and wish": ((9, 0.75), (0, 0.55)),
    "rest": ((9, 0.5), (0, 0.35)),
    "learned": ((9, 0.6), (8.5, 0.5), (0, 0.45)),
}


def of_words(finding: Finding) -> float:
    """The chance that the words are speech and the mention names its speaker, 0..1."""
    if finding.kind is QuoteKind.INDIRECT:
        return _looked_up(_REPORTS, finding)
    chance = _looked_up(_RULES, finding)
    match finding.opinion:
        case Opinion.AGREES:
            return max(1 - (1 - chance) * 0.4, 0.77)
        case Opinion.DIFFERS | Opinion.NOBODY:
            return min(chance, 0.5)
        case Opinion.SILENT:
            return chance * 0.82 if finding.score >= 8 else chance * 0.65
        case Opinion.CHOSEN:
            return 0.55
    return chance


def of_quote(finding: Finding, named: float) -> float:
    """The chance that words and speaker are both right; `named` is the chance that the mention was resolved rightly."""
    return round(min(0.99, max(0.01, of_words(finding) * named)), 3)


def _looked_up(table: dict[str, tuple[tuple[float, float], ...]], finding: Finding) -> float:
    return next((chance for least, chance in table.get(finding.rule, ()) if finding.score >= least), 0.5)
