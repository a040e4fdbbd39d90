"""What was said, by rules and by the trained component together, before anybody knows the speakers' names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.nlp.attribution import Attribution, Attributor
from bot.nlp.indirect import Report, find_reports
from bot.nlp.learned.model import LearnedAttribution
from bot.nlp.sheet import Sheet
from bot.nlp.subjects import Subject, mention_tokens
from bot.nlp.types import QuoteKind, Span

LEAST_SCORE = 3.5
"""A quotation whose best attribution scores less is a title or a scare quote."""

MIXED_WORDS = 4
"""The rest of a mixed statement is reported from this many words on."""

_EDGE = frozenset({",", ".", ";", ":", "—", "–", "-", "--", "?", "!", "“", "”", '"', "''", "``", "'", "‘", "’", "(", ")", "[", "]"})


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
    continues: int | None = None  # index among the findings
    addressee: int | None = None  # token
    agreed: float = -1.0  # 0..1: how sure the trained component is of the same; below 0 where it was silent or differs


def find(at: Attributor, learned: Sequence[LearnedAttribution] | None) -> list[Finding]:
    """Everything said in the text, in text order."""
    attributions = at.run()
    quotations = _quotations(at, attributions, learned)
    reports = _reports(at, quotations, learned)
    findings = sorted(quotations + reports, key=lambda f: (f.start, -f.end))
    places = {f.number: n for n, f in enumerate(findings) if f.number is not None}
    return [
        replace(f, continues=places.get(f.carried)) if f.carried is not None and places.get(f.carried, n) < n else f
        for n, f in enumerate(findings)
    ]


def _quotations(
    at: Attributor, attributions: list[Attribution | None], learned: Sequence[LearnedAttribution] | None
) -> list[Finding]:
    out: list[Finding] = []
    for n, (quoted, found) in enumerate(zip(at.quoted, attributions, strict=True)):
        if found is None:
            if quoted.parent is not None or not (at.is_sentence(n) and at.is_long(n)):
                continue
            found = Attribution(rule="none", score=LEAST_SCORE)
        elif found.score < LEAST_SCORE:
            continue
        mention, named = mention_of(at, found.subject)
        out.append(
            Finding(
                start=quoted.start,
                end=quoted.end,
                kind=QuoteKind.DIRECT if at.is_sentence(n) else QuoteKind.PARTIAL,
                rule=found.rule,
                score=found.score,
                cue=at.sheet.span(*found.cue) if found.cue is not None else None,
                mention=mention,
                named=named,
                number=n,
                carried=found.carried,
                addressee=found.addressee,
            )
        )
    return out


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


def _reports(
    at: Attributor, quotations: list[Finding], learned: Sequence[LearnedAttribution] | None
) -> list[Finding]:
    sheet = at.sheet
    taken = [False] * len(sheet)
    for finding in quotations:
        if finding.number is not None:
            first, end = at.outer[finding.number]
            taken[first:end] = [True] * (end - first)
    if learned is not None:
        return _learned_reports(at, learned, taken)
    out: list[Finding] = []
    claimed: set[int] = set()
    for report in sorted(find_reports(sheet, at.covered, at.bounds), key=lambda r: -r.score):
        tokens = [i for s, e in report.spans for i in range(s, e)]
        if any(i in claimed for i in tokens):
            continue
        claimed.update(tokens)
        mention, named = mention_of(at, report.subject)
        out.extend(
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
            for first, end in pieces(sheet, report.spans, taken)
        )
    return out


def _learned_reports(at: Attributor, learned: Sequence[LearnedAttribution], taken: list[bool]) -> list[Finding]:
    sheet = at.sheet
    out: list[Finding] = []
    for found in learned:
        if not found.speech:
            continue
        spans = tuple(sheet.tokens(*span) for span in found.content)
        for first, end in pieces(sheet, spans, taken):
            out.append(
                Finding(
                    start=sheet.start[first],
                    end=sheet.end[end - 1],
                    kind=QuoteKind.INDIRECT,
                    rule="learned",
                    score=10 * found.p_cue,
                    cue=found.cue,
                    mention=found.source,
                    named=found.source,
                )
            )
    return out


def pieces(sheet: Sheet, spans: tuple[tuple[int, int], ...], taken: list[bool]) -> list[tuple[int, int]]:
    """What is left of a statement beside the quotations in it, as token ranges without marks at their ends."""
    mixed = any(taken[i] for first, end in spans for i in range(first, end))
    out = []
    for first, end in spans:
        run = None
        for i in range(first, end + 1):
            free = i < end and not taken[i]
            if free and run is None:
                run = i
            elif not free and run is not None:
                low, high = run, i
                while low < high and (sheet.word[low] in _EDGE or sheet.word[low].isspace()):
                    low += 1
                while high > low and (sheet.word[high - 1] in _EDGE or sheet.word[high - 1].isspace()):
                    high -= 1
                if high - low >= (MIXED_WORDS if mixed else 1):
                    out.append((low, high))
                run = None
    return out
