"""What is reported without marks, by rules and by the trained component together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.nlp.clear import (
    STUB,
    around_cue,
    bare,
    from_clause,
    is_clear,
    is_telling,
    pieces,
    was_told,
    without_speaker,
    without_teller,
)
from bot.nlp.cues import forms
from bot.nlp.ends import own_words
from bot.nlp.finding import Finding, mention_of
from bot.nlp.indirect import Report, find_reports
from bot.nlp.learned.model import LearnedAttribution
from bot.nlp.papers import maker_of
from bot.nlp.rests import whole_rests
from bot.nlp.setting import Setting
from bot.nlp.sheet import VERB, Sheet
from bot.nlp.types import QuoteKind
from bot.nlp.unsaid import is_by_nobody, says_nothing

_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,}[^\n]{0,40}?\s[-–—•]{1,2}\s")

SURE = 7.0
"""Reported speech that only the rules have found is kept from this score on."""
_WITHOUT_VERB = frozenset({"according", "per"})
_GOES_ON = frozenset({*forms("continue"), "keep", "keeps", "kept"})


def reports_of(at: Setting, quotations: list[Finding], learned: Sequence[LearnedAttribution] | None) -> list[Finding]:
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
    found = _learned_reports(at, learned, by_rule, taken, quotations)
    return _inner(at.sheet, found + _ruled_reports(at, _unseen(at, by_rule, learned, found), taken))


def _inner(sheet: Sheet, reports: list[Finding]) -> list[Finding]:
    """Of "X said Y, according to Z" what X said; of "Z said that X demanded Y" what Z said."""
    left = [one for one in reports if not any(_only_tells(sheet, one, other) for other in reports)]
    return [one for one in left if not any(_is_told_by(one, other) for other in left)]


def _is_told_by(inner: Finding, outer: Finding) -> bool:
    """Whether the inner statement, its cue included, stands in what somebody else is said to have said before it."""
    return (
        inner is not outer
        and inner.cue is not None
        and outer.cue is not None
        and outer.cue[1] <= outer.start <= inner.cue[0]
        and inner.cue[1] <= inner.start
        and inner.end <= outer.end
    )


def _only_tells(sheet: Sheet, outer: Finding, inner: Finding) -> bool:
    """Whether the outer statement is that somebody stated the inner one."""
    if inner is outer or inner.cue is None or outer.cue is None or outer.cue[1] <= outer.start:
        return False  # "Z said that X demanded Y" tells what Z said
    if not (outer.start <= min(inner.cue[0], inner.start) and max(inner.cue[1], inner.end) <= outer.end):
        return False
    low, high = sheet.tokens(outer.start, outer.end)
    tops = (i for i in range(*sheet.tokens(*inner.cue)) if not low <= sheet.head[i] < high or sheet.head[i] == i)
    return any(True for _ in tops) or 2 * (inner.end - inner.start) >= outer.end - outer.start


def _unseen(
    at: Setting, by_rule: list[Report], learned: Sequence[LearnedAttribution], found: list[Finding]
) -> list[Report]:
    """The reports that the rules are sure of, and whose cue the trained component has not seen as one."""
    sheet = at.sheet
    cues = {i for one in learned if one.speech for i in range(*sheet.tokens(*one.cue))}
    thoughts = {i for one in learned if not one.speech for i in range(*sheet.tokens(*one.cue))}
    return [
        report
        for report in by_rule
        if report.score >= SURE
        and (sheet.tag[report.cue[0]] != "VB" or sheet.word[sheet.head[report.cue[0]]] in _GOES_ON)  # not "to say that"
        and (report.cue[0] not in thoughts or report.rule == "noun")
        and report.cue[0] not in cues
        and all(_holds(sheet, report, one) for one in found if _meets(sheet, report, one))
    ]


def _meets(sheet: Sheet, report: Report, one: Finding) -> bool:
    """Whether a report and a statement share words."""
    low, high = sheet.tokens(one.start, one.end)
    return any(first < high and low < end for first, end in report.spans)


def _holds(sheet: Sheet, report: Report, one: Finding) -> bool:
    """Whether a report is that somebody said another had stated this: "Z said that X demanded Y"."""
    if report.rule != "clause after" or one.cue is None:
        return False
    low, high = sheet.tokens(min(one.start, one.cue[0]), max(one.end, one.cue[1]))
    return report.spans[0][0] <= low and high <= report.spans[0][1]


def _ruled_reports(at: Setting, reports: list[Report], taken: list[bool]) -> list[Finding]:
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
        named = maker_of(sheet, named) or named
        mixed = any(taken[i] for i in tokens)
        cue = (report.cue[0], report.cue[1] + 1)
        runs = pieces(sheet, report.spans, taken)
        statement = Finding(
            start=-1,
            end=-1,
            kind=QuoteKind.INDIRECT,
            rule=report.rule,
            score=report.score,
            cue=sheet.span(*report.cue),
            mention=mention,
            named=named,
            addressee=report.addressee,
        )
        out += _statements(sheet, statement, runs, cue, taken, mixed=mixed)
    return out


def _statements(
    sheet: Sheet,
    statement: Finding,
    runs: list[tuple[int, int]],
    cue: tuple[int, int],
    taken: list[bool],
    *,
    mixed: bool,
) -> list[Finding]:
    """`statement` in each of the places that can be read by themselves.

    Args:
        sheet: the text.
        statement: all of it but its place.
        runs: the pieces of it without marks, as tokens.
        cue: the reporting words, as tokens.
        taken: for each token whether it is quoted.
        mixed: whether the statement is partly in marks.
    """
    runs = whole_rests(sheet, runs, taken, cue) if mixed else around_cue(sheet, runs, cue)
    named = statement.named is not None
    out = []
    for run in runs:
        piece = own_words(sheet, run, cue)
        if is_clear(sheet, piece, statement.score / 10, cue=cue, named=named, beside=mixed):
            first, end = bare(sheet, piece)
            out.append(replace(statement, start=sheet.start[first], end=sheet.end[end - 1]))
    return out


def _learned_reports(
    at: Setting,
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
        if not any(sheet.tag[i] in VERB or sheet.word[i] in _WITHOUT_VERB for i in range(*own)):
            begins = sheet.tokens(*found.content[0])[0]
            if sheet.word[begins] != "that":  # "faced questions about", not "the claim that"
                continue
        quotation = next((shared[i] for i in range(*own) if i in shared), None)
        spans = tuple(sheet.tokens(*span) for span in found.content)
        report = next((rules[i] for i in range(*own) if i in rules), None)
        stub = sum(end - first for first, end in spans) <= STUB  # "The boat" of "The boat, according to Y, is lost"
        if report is not None and (
            report.rule == "sentence above"
            or (stub and report.rule in ("according to", "as said"))
            or (stub and report.rule == "set in" and spans[:1] == report.spans[:1])
        ):
            spans = report.spans
        mixed = any(taken[i] for first, end in spans for i in range(first, end))
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
        named = maker_of(sheet, named) or named
        runs = [run for run in pieces(sheet, spans, taken) if any(at.covered[i] == -1 for i in range(*run))]  # no title
        after = report is not None and report.rule == "clause after"
        if after:
            runs = without_speaker(sheet, runs, own, report.subject.head if report and report.subject else None)
            runs = from_clause(sheet, runs, report.spans[0][0] if report else 0)
        if is_telling(sheet, found.cue):  # what stands before "has been told" is who was told
            runs = [run for run in runs if sheet.start[run[0]] >= found.cue[0]]
        if found.source is None:
            runs = without_teller(sheet, runs, own, is_clause=after)
        statement = Finding(
            start=-1,
            end=-1,
            kind=QuoteKind.INDIRECT,
            rule="rest" if mixed else "learned" if report is None else "learned and " + report.rule,
            score=10 * found.p_cue,
            cue=found.cue if quotation is None else quotation.cue,
            mention=mention,
            named=named,
        )
        out += _statements(sheet, statement, runs, own, taken, mixed=mixed)
    return out
