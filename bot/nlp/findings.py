"""What was said, by rules and by the trained component together, before anybody knows the speakers' names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.nlp.attribution import Attributor
from bot.nlp.clear import around_cue, bare, is_clear, is_telling, pieces, was_told, without_speaker, without_teller
from bot.nlp.indirect import Report, find_reports
from bot.nlp.learned.model import LearnedAttribution
from bot.nlp.rests import whole_rests
from bot.nlp.setting import Attribution
from bot.nlp.subjects import Subject, mention_tokens
from bot.nlp.types import QuoteKind, Span
from bot.nlp.unsaid import is_by_nobody, says_nothing

LEAST_SCORE = 3.5
"""A quotation whose best attribution scores less is a title or a scare quote."""

_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,}[^\n]{0,40}?\s[-–—•]{1,2}\s")


class Opinion(StrEnum):
    """What the trained component says of a quotation's speaker."""

    UNASKED = "unasked"  # it is off, or the words stand inside other words in marks
    AGREES = "agrees"
    DIFFERS = "differs"
    CHOSEN = "chosen"  # it differs, and was taken
    NOBODY = "nobody"  # it sees speech and no speaker
    SILENT = "silent"  # it sees no speech


SWAP = 0.4
"""Where the trained component is this sure of another speaker, it is believed, unless the rule is an exact one."""

_GUESSED = frozenset({"second half", "same paragraph", "next paragraph"})
"""Rules that carry a speaker on without a cue of its own; where the trained component sees one, it is right."""

LEARNED_ALONE = 0.5
"""Three words in marks that no rule tells the speaker of are somebody's where the component is this sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One piece of speech in its place, with the words that name its speaker."""

    start: int
    end: int
    kind: QuoteKind
    rule: str
    score: float
    cue: Span | None
    mention: Span | None  # the words that name the speaker, "who" included
    named: Span | None  # the same without the "who": what is resolved
    number: int | None = None  # of the quotation; None without marks
    carried: int | None = None  # number of the quotation whose speaker goes on
    goes_on: int | None = None  # number of the quotation that this one carries on
    echoes: int | None = None  # number of another quotation of the same speaker
    continues: int | None = None  # index of that among the findings
    addressee: int | None = None  # token
    opinion: Opinion = Opinion.UNASKED


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
    reports = _reports(at, quotations, learned)
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


def mention_of(at: Attributor, subject: Subject | None) -> tuple[Span | None, Span | None]:
    """The words that name a speaker, with the "who" that stands for them, and without it."""
    if subject is None:
        return None, None
    first, last = mention_tokens(at.sheet, subject, at.covered)
    whole = at.sheet.span(first, last)
    if subject.relative is None or subject.relative > last:
        return whole, whole
    plain = mention_tokens(at.sheet, replace(subject, relative=None), at.covered)
    return whole, at.sheet.span(*plain)


def _reports(at: Attributor, quotations: list[Finding], learned: Sequence[LearnedAttribution] | None) -> list[Finding]:
    """What is reported without marks: by the trained component where there is one, else by rules."""
    taken = [False] * len(at.sheet)
    for finding in quotations:
        if finding.number is not None:
            first, end = at.outer[finding.number]
            taken[first:end] = [True] * (end - first)
    for number in at.turns:  # a question that nobody is quoted with is no report either
        first, end = at.outer[number]
        taken[first:end] = [True] * (end - first)
    by_rule = find_reports(at.sheet, at.covered, at.bounds)
    if learned is None:
        return _ruled_reports(at, by_rule, taken)
    return _learned_reports(at, learned, by_rule, taken, quotations)


def _ruled_reports(at: Attributor, reports: list[Report], taken: list[bool]) -> list[Finding]:
    sheet = at.sheet
    out: list[Finding] = []
    claimed: set[int] = set()
    for report in sorted(reports, key=lambda r: -r.score):
        tokens = [i for first, end in report.spans for i in range(first, end)]
        if any(i in claimed for i in tokens):
            continue
        claimed.update(tokens)
        if says_nothing(sheet, (report.cue[0], report.cue[1] + 1)):
            continue
        mention, named = mention_of(at, report.subject)
        if is_by_nobody(sheet, (report.cue[0], report.cue[1] + 1), mention):
            continue
        mixed = any(taken[i] for i in tokens)
        cue = (report.cue[0], report.cue[1] + 1)
        runs = pieces(sheet, report.spans, taken)
        if mixed:
            runs = whole_rests(sheet, runs, taken, cue)
        for first, end in runs:
            if is_clear(sheet, (first, end), report.score / 10, cue=cue, named=named is not None, beside=mixed):
                first, end = bare(sheet, (first, end))
                out.append(
                    Finding(
                        start=sheet.start[first],
                        end=sheet.end[end - 1],
                        kind=QuoteKind.INDIRECT,
                        rule=report.rule,
                        score=report.score,
                        cue=sheet.span(*report.cue),
                        mention=mention,
                        named=named,
                        addressee=report.addressee,
                    )
                )
    return out


def _learned_reports(
    at: Attributor,
    learned: Sequence[LearnedAttribution],
    by_rule: list[Report],
    taken: list[bool],
    quotations: list[Finding],
) -> list[Finding]:
    sheet = at.sheet
    rules = {report.cue[0]: report for report in by_rule}
    shared = {i: f for f in reversed(quotations) if f.cue is not None for i in range(*sheet.tokens(*f.cue))}
    out: list[Finding] = []
    for found in learned:
        own = sheet.tokens(*found.cue)
        if not found.speech or says_nothing(sheet, own):
            continue
        quotation = next((shared[i] for i in range(*own) if i in shared), None)
        spans = tuple(sheet.tokens(*span) for span in found.content)
        mixed = any(taken[i] for first, end in spans for i in range(first, end))
        report = next((rules[i] for i in range(*own) if i in rules), None)
        mention, named = found.source, found.source
        if report is not None and report.subject is not None:
            ruled = mention_of(at, report.subject)
            head = found.source_head
            if head is None or ruled[0] is None or (head[0] < ruled[0][1] and ruled[0][0] < head[1]):
                mention, named = ruled
        if named is not None and was_told(sheet, found.cue, named):
            mention = named = None
        elif named is not None and (cut := _DATELINE.match(at.sheet.text, named[0], named[1])):
            mention = named = (cut.end(), named[1])
        if quotation is not None and quotation.mention is not None:  # one statement, one speaker
            mention, named = quotation.mention, quotation.named
        if is_by_nobody(sheet, own, mention):
            continue
        runs = [run for run in pieces(sheet, spans, taken) if any(at.covered[i] == -1 for i in range(*run))]  # no title
        after = report is not None and report.rule == "clause after"
        if after:
            runs = without_speaker(sheet, runs, own, report.subject.head if report and report.subject else None)
        if is_telling(sheet, found.cue):  # what stands before "has been told" is who was told
            runs = [run for run in runs if sheet.start[run[0]] >= found.cue[0]]
        if found.source is None:
            runs = without_teller(sheet, runs, own, is_clause=after)
        runs = whole_rests(sheet, runs, taken, own) if mixed else around_cue(runs, own)
        for first, end in runs:
            if is_clear(sheet, (first, end), found.p_cue, cue=own, named=named is not None, beside=mixed):
                first, end = bare(sheet, (first, end))
                out.append(
                    Finding(
                        start=sheet.start[first],
                        end=sheet.end[end - 1],
                        kind=QuoteKind.INDIRECT,
                        rule="rest" if mixed else "learned" if report is None else "learned and " + report.rule,
                        score=10 * found.p_cue,
                        cue=found.cue if quotation is None else quotation.cue,
                        mention=mention,
                        named=named,
                    )
                )
    return out
