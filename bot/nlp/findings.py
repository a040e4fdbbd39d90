"""What was said, by rules and by the trained component together, before anybody knows the speakers' names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from bot.nlp.attribution import Attributor
from bot.nlp.clear import was_told
from bot.nlp.finding import Finding, Opinion, mention_of
from bot.nlp.learned.model import LearnedAttribution
from bot.nlp.reports import reports_of
from bot.nlp.setting import Attribution
from bot.nlp.types import QuoteKind

LEAST_SCORE = 3.5
"""A quotation whose best attribution scores less is a title or a scare quote."""


SWAP = 0.4
"""Where the trained component is this sure of another speaker, it is believed, unless the rule is an exact one."""

_GUESSED = frozenset({"second half", "same paragraph", "next paragraph"})
"""Rules that carry a speaker on without a cue of its own; where the trained component sees one, it is right."""

LEARNED_ALONE = 0.5
"""Three words in marks that no rule tells the speaker of are somebody's where the component is this sure."""


def _is_exact(finding: Finding) -> bool:
    """Whether the rule that found a quotation's speaker is right more often than the trained component."""
    match finding.rule:
        case "dash after" | "label" | "retold":
            return True
        case "cue after":
            return finding.score >= 9
        case "cue before":  # `X boasted, “…”`, X right before the verb
            if finding.mention is None or finding.cue is None:
                return False
            return finding.score >= 9.2 and 0 <= finding.cue[0] - finding.mention[1] <= 1
    return False


def find(at: Attributor, learned: Sequence[LearnedAttribution] | None) -> list[Finding]:
    """Everything said in the text, in text order."""
    attributions = at.run()
    quotations = _quotations(at, attributions, learned)
    reports = reports_of(at, quotations, learned)
    findings = sorted(quotations + reports, key=lambda f: (f.start, -f.end))
    places = {f.number: n for n, f in enumerate(findings) if f.number is not None}
    return [
        replace(f, continues=places.get(f.goes_on)) if f.goes_on is not None and places.get(f.goes_on, n) < n else f
        for n, f in enumerate(findings)
    ]


def _quotations(
    at: Attributor, attributions: list[Attribution | None], learned: Sequence[LearnedAttribution] | None
) -> list[Finding]:
    out: list[Finding] = []
    opinions = _Opinions(learned) if learned is not None else None
    for n, (quoted, found) in enumerate(zip(at.quoted, attributions, strict=True)):
        turn = n in at.turns
        whole = at.is_sentence(n) and at.is_long(n) and not at.is_work(n) and not at.is_title(n)
        if found is None and quoted.parent is None and not turn and whole:
            found = Attribution(rule="none", score=LEAST_SCORE)
        if found is None or found.score < LEAST_SCORE:
            if opinions is not None and not turn and (alone := _learned_alone(at, n, opinions)) is not None:
                out.append(alone)
            continue
        mention, named = (found.label, found.label) if found.label is not None else mention_of(at, found.subject)
        finding = Finding(
            start=quoted.start,
            end=quoted.end,
            kind=QuoteKind.DIRECT if turn or at.is_sentence(n) or at.is_clause(n) else QuoteKind.PARTIAL,
            rule=found.rule,
            score=found.score,
            cue=at.sheet.span(*found.cue) if found.cue is not None else None,
            mention=mention,
            named=named,
            number=n,
            carried=found.carried,
            goes_on=found.carried if found.continues is None else found.continues,
            echoes=found.echoes,
            addressee=found.addressee,
        )
        unasked = quoted.parent is not None or turn or found.echoes is not None
        out.append(finding if opinions is None or unasked else _compared(at, finding, opinions))
    return out


def _learned_alone(at: Attributor, n: int, opinions: _Opinions) -> Finding | None:
    """Words in marks that no rule has a speaker for, where the trained component is sure of one."""
    quoted = at.quoted[n]
    first, end = at.inner[n]
    if quoted.parent is not None or at.is_title(n) or sum(at.sheet.word[i][0].isalnum() for i in range(first, end)) < 3:
        return None
    best, chance = opinions.of(quoted.start, quoted.end)
    if best is None or best.source is None or chance < LEARNED_ALONE or was_told(at.sheet, best.cue, best.source):
        return None
    return Finding(
        start=quoted.start,
        end=quoted.end,
        kind=QuoteKind.DIRECT if at.is_sentence(n) or at.is_clause(n) else QuoteKind.PARTIAL,
        rule="learned",
        score=LEAST_SCORE,
        cue=best.cue,
        mention=best.source,
        named=best.source,
        number=n,
        opinion=Opinion.CHOSEN,
    )


class _Opinions:
    """The trained component's attributions, found by the words they are about."""

    def __init__(self, learned: Sequence[LearnedAttribution]) -> None:
        self._spans = sorted((start, end, n) for n, found in enumerate(learned) for start, end in found.content)
        self._starts = [start for start, _, _ in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)
        self._learned = learned

    def of(self, start: int, end: int) -> tuple[LearnedAttribution | None, float]:
        """The best attribution of at least half of the characters start..end, and how sure it is, 0..1."""
        shared: dict[int, int] = {}
        for k in range(bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)):
            low, high, n = self._spans[k]
            if high > start:
                shared[n] = shared.get(n, 0) + min(high, end) - max(low, start)
        best, chance = None, 0.0
        for n, count in shared.items():
            found = self._learned[n]
            worth = found.p_cue * found.p_content * (1.0 if found.source else 0.3)
            if 2 * count >= end - start and worth > chance:
                best, chance = found, worth
        return best, chance


def _compared(at: Attributor, finding: Finding, opinions: _Opinions) -> Finding:
    """A quotation's finding beside what the trained component says of the same words."""
    best, chance = opinions.of(finding.start, finding.end)
    if best is None:
        return replace(finding, opinion=Opinion.SILENT)
    if best.source is None or best.source_head is None:
        return replace(finding, opinion=Opinion.NOBODY)
    head = best.source_head
    if finding.mention is not None and head[0] < finding.mention[1] and finding.mention[0] < head[1]:
        return replace(finding, opinion=Opinion.AGREES)
    told = was_told(at.sheet, best.cue, best.source)
    own = finding.carried is None or finding.rule in _GUESSED
    if own and chance >= SWAP and not _is_exact(finding) and not told:
        return replace(
            finding,
            opinion=Opinion.CHOSEN,
            mention=best.source,
            named=best.source,
            cue=best.cue,
            rule="learned",
            carried=None,
            goes_on=None if finding.carried is not None else finding.goes_on,
        )
    return replace(finding, opinion=Opinion.DIFFERS)
