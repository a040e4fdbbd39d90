"""Reported speech without quotation marks: from a cue to the words it reports.

Four constructions: a clause under the verb ("said that X"), a clause the verb is set into or after ("X, he said"), a
phrase after a verb of wishing or promising ("urged him to X"), and "according to". Words inside marks that the same cue
brings in belong to the quotation; what stands beside them is the rest of a mixed statement.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlp.cues import TELLING, WEAK, WISHES, Cue, cue_at, cue_of
from bot.nlp.lexicon import is_person_noun
from bot.nlp.sheet import AUX, SUBJECT, VERB, Sheet
from bot.nlp.subjects import Subject, beside_after, is_passive, subject_of

_PUNCT = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "?", "!", "…", ")", "(", "”", "“", '"', "''", "``"})
_LEAD = frozenset({"and", "but", "or", "so", "yet", "that", "nor"})
_DASHES = frozenset({",", "-", "–", "—", "--"})
_ASIDE = frozenset({"who", "which", "according", "in", "during", "after", "on", "at", "as", "when", "while", "citing"})
_TOLD = frozenset({"tell", "inform", "remind", "assure", "warn", "notify", "advise", "ask"})
_AS = frozenset({"report", "note", "explain", "point", "write", "say", "tell", "observe", "remark", "argue", "warn"})
_CLAIMS = frozenset(
    {
        *("announcement", "announcements", "claim", "claims", "declaration", "statement", "statements", "assertion"),
        *("assertions", "allegation", "allegations", "accusation", "accusations", "admission", "warning", "warnings"),
        *("insistence", "contention", "argument", "prediction", "complaint", "complaints", "remark", "revelation"),
    }
)
_FURTHER = frozenset({"when", "where", "which"})
_IS = frozenset({"is", "was", "'s", "’s"})
_WHO = frozenset({"WP", "WDT"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSE_VERBS = frozenset({"VBD", "VBZ", "VBP", "MD", "VB", "VBN", "VBG"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One statement reported without marks, as tokens."""

    rule: str
    score: float
    spans: tuple[tuple[int, int], ...]  # half-open token ranges
    cue: tuple[int, int]  # first and last token
    subject: Subject | None
    addressee: int | None = None


def find_reports(sheet: Sheet, covered: list[int], paragraphs: list[tuple[int, int]]) -> list[Report]:
    """Every report in the text whose cue stands outside quotation marks, in the order of the cues."""
    out: list[Report] = []
    for first, end in paragraphs:
        for i in range(first, end):
            if covered[i] != -1:
                continue
            cue = cue_at(sheet, i)
            if cue is not None and sheet.dep[i] not in AUX and sheet.dep[i] != "amod":
                report = _of_verb(sheet, covered, i, cue, first, end)
                if report is not None:
                    out.append(report)
            elif sheet.word[i] in _CLAIMS:
                report = _of_noun(sheet, covered, i, end)
                if report is not None:
                    out.append(report)
            elif sheet.word[i] == "according" and i + 1 < end and sheet.word[i + 1] == "to":
                report = _according(sheet, covered, i, i + 1, first, end)
                if report is not None:
                    out.append(report)
            elif sheet.word[i] == "per" and _is_source(sheet, i, first):
                report = _according(sheet, covered, i, i, first, end)
                if report is not None:
                    out.append(report)
    return out


def _of_noun(sheet: Sheet, covered: list[int], noun: int, end: int) -> Report | None:
    """`Lind's claim that X`, `an announcement by Lind that X`."""
    clause = next((k for k in sheet.kids[noun] if k > noun and sheet.dep[k] in ("acl", "ccomp", "relcl")), None)
    if clause is None or not any(sheet.word[k] == "that" and sheet.dep[k] == "mark" for k in sheet.kids[clause]):
        return None
    owner = next((k for k in sheet.kids[noun] if sheet.dep[k] == "poss"), None)
    by = next((k for k in sheet.kids[noun] if sheet.word[k] in ("by", "from") and k > noun), None)
    if owner is None and by is not None:
        owner = next((k for k in sheet.kids[by] if sheet.dep[k] == "pobj"), None)
    if owner is None or covered[owner] != -1:
        return None
    low, high = sheet.edges(clause)
    low, high = _trimmed(sheet, max(low, noun + 1), min(high + 1, end))
    if high - low < 3:
        return None
    return Report(rule="noun", score=7.0, spans=((low, high),), cue=(noun, noun), subject=Subject(head=owner))


def _of_verb(sheet: Sheet, covered: list[int], verb: int, cue: tuple[str, Cue], first: int, end: int) -> Report | None:
    lemma, kind = cue
    passive = is_passive(sheet, verb)
    subject = subject_of(sheet, verb, covered)
    if kind is Cue.SAY:
        report = _clause_after(sheet, covered, verb, lemma, subject, end, passive=passive)
        if report is None and not passive and lemma not in WEAK:
            report = _set_in(sheet, covered, verb, lemma, subject, first, end) or _as_said(
                sheet, verb, lemma, subject, first, end
            )
        if report is not None:
            return report
    if lemma in WISHES and not passive:
        return _wish(sheet, covered, verb, subject, end)
    return None


def _clause_after(
    sheet: Sheet, covered: list[int], verb: int, lemma: str, subject: Subject | None, end: int, *, passive: bool
) -> Report | None:
    """`said (that) X`, `told Y that X`, `asked whether X`."""
    clause = None
    for kid in sheet.kids[verb]:
        if kid > verb and sheet.dep[kid] == "ccomp":
            clause = kid
            break
    if clause is None:
        for kid in sheet.kids[verb]:  # "said to them that X" may hang the clause on an object
            if kid > verb and sheet.dep[kid] in ("dobj", "prep", "dative"):
                clause = next((k for k in sheet.kids[kid] if sheet.dep[k] == "ccomp"), None)
                if clause is not None and sheet.tag[clause] not in VERB and sheet.tag[clause] != "MD":
                    clause = None
                clause = clause or _hung_on_noun(sheet, verb, kid)
                if clause is not None:
                    break
    if clause is None:
        return None
    low, high = sheet.edges(clause)
    if sheet.dep[clause] == "relcl":  # and so may be what follows it on the verb
        behind = [k for k in sheet.kids[verb] if k > high and sheet.dep[k] in ("prep", "npadvmod", "advmod")]
        high = max([high, *(sheet.edges(k)[1] for k in behind)])
    low, high = max(low, verb + 1), min(high + 1, end)
    low, high = _trimmed(sheet, low, _end_of(sheet, covered, low, high))
    if high - low < 2:
        return None
    score = 8.0
    if any(sheet.dep[k] == "neg" for k in sheet.kids[verb]) and lemma in ("say", "tell"):
        score -= 4.0
    if subject is None:
        score -= 3.0
    if lemma in WEAK:
        score -= 1.5
    if passive and subject is None:
        score -= 1.0
    return Report(rule="clause after", score=score, spans=((low, high),), cue=(verb, verb), subject=subject)


def _hung_on_noun(sheet: Sheet, verb: int, kid: int) -> int | None:
    """The clause of `said after the game that X`, `told the BBC he had X`, where the parser hangs X on the noun."""
    noun = kid if sheet.dep[kid] != "prep" else next((k for k in sheet.kids[kid] if sheet.dep[k] == "pobj"), None)
    if noun is None:
        return None
    clause = next((k for k in sheet.kids[noun] if sheet.dep[k] == "relcl" and sheet.tag[k] != "VBG"), None)
    if clause is None or not any(sheet.dep[k] in SUBJECT and sheet.tag[k] not in _WHO for k in sheet.kids[clause]):
        return None
    begin = sheet.edges(clause)[0]
    whom = sheet.tag[noun] in ("NNP", "NNPS", "PRP") or is_person_noun(sheet.word[noun])
    told = sheet.dep[kid] == "dobj" and sheet.word[verb] in TELLING and whom and begin > noun
    if sheet.word[begin] == "that":  # a relative "that" would be a part of its clause
        return clause if sheet.dep[begin] == "mark" and begin > noun and (told or noun != kid) else None
    return clause if told and sheet.dep[begin] in SUBJECT else None


def _as_said(sheet: Sheet, verb: int, lemma: str, subject: Subject | None, first: int, end: int) -> Report | None:
    """`As X reports for Y, Z.`, `Z, as X noted.`"""
    if subject is None or subject.head > verb or sheet.tag[verb] not in ("VBD", "VBZ", "VBP") or lemma not in _AS:
        return None
    begin = min(sheet.edges(subject.head)[0], subject.head)
    low, high = sheet.sentence(verb)
    low, high = max(low, first), min(high, end)
    while low < high and sheet.word[low].isspace():
        low += 1
    at = begin - 1
    if at < low or sheet.word[at] != "as" or any(sheet.dep[k] in ("dobj", "ccomp", "xcomp") for k in sheet.kids[verb]):
        return None
    stop = verb + 1
    while stop < high and sheet.word[stop] != ",":
        stop += 1
    spans = [(low, at)] if at - low > 3 and sheet.word[at - 1] == "," else []
    if at == low and stop + 3 < high:
        aside = (i for i in range(stop + 4, high - 1) if sheet.word[i] == "," and sheet.word[i + 1] in _FURTHER)
        spans.append((stop + 1, next(aside, high)))
    clean = tuple(s for s in (_trimmed(sheet, *s) for s in spans) if s[1] - s[0] >= 4)
    return Report(rule="as said", score=7.0, spans=clean, cue=(verb, verb), subject=subject) if clean else None


def _set_in(
    sheet: Sheet, covered: list[int], verb: int, lemma: str, subject: Subject | None, first: int, end: int
) -> Report | None:
    """`X, he said.`, `X, he said, X.`, `X, said Y, the chair of Z.`"""
    if sheet.tag[verb] == "VBG":
        return None
    low, high = sheet.sentence(verb)
    low, high = max(low, first), min(high, end)
    begin = verb
    inverted = verb > low and sheet.word[verb - 1] in (",", "”", '"', "''")
    if inverted:
        beside = beside_after(sheet, verb, high, covered)
        if subject is None or subject.head < verb:
            subject = beside
        if subject is None:
            return None
    else:
        if subject is None or subject.head > verb or sheet.tag[verb] == "VBN":
            return None
        begin = min(sheet.edges(subject.head)[0], subject.head)
        if begin < low:
            return None
    before = begin - 1
    if before <= low or sheet.word[before] not in _DASHES:
        return None
    # What follows the verb: nothing, a time or place, or the other half after a comma.
    spans = [(low, before)]
    stop = verb + 1
    while stop < high and not (sheet.word[stop] in _DASHES and covered[stop] == -1):
        relation = sheet.dep[stop] if sheet.head[stop] == verb else ""
        if relation == "ccomp" or (relation == "dobj" and lemma not in _TOLD and not inverted):
            return None
        stop += 1
    if (
        stop + 2 < high
        and not _is_aside(sheet, stop + 1, high, subject, inverted=inverted)
        and _has_main_verb(sheet, stop + 1, high)
    ):
        spans.append((stop + 1, high))
    clean = tuple(s for s in (_trimmed(sheet, *s) for s in spans) if s[1] - s[0] >= 1)
    words = sum(e - s for s, e in clean)
    if words < 3 or not any(sheet.tag[i] in _CLAUSE_VERBS for s, e in clean for i in range(s, e)):
        return None
    if all(covered[i] != -1 or sheet.word[i] in _PUNCT for i in range(*clean[0])):
        return None
    return Report(rule="set in", score=7.5, spans=clean, cue=(verb, verb), subject=subject)


def _has_main_verb(sheet: Sheet, first: int, end: int) -> bool:
    """Whether words hold a verb of their own, unlike `three weeks after a fire closed it`."""
    return any(
        sheet.tag[i] in _FINITE
        and sheet.dep[i] not in ("advcl", "relcl", "acl", "pcomp")
        and not (sheet.dep[i] in AUX and sheet.dep[sheet.head[i]] in ("advcl", "relcl", "acl", "pcomp"))
        for i in range(first, end)
    )


def _end_of(sheet: Sheet, covered: list[int], low: int, high: int) -> int:
    """Where a reported clause ends: before `, saying …`, and before a bracket the reporter opens."""
    for i in range(low + 2, high):
        if covered[i] != -1:
            continue
        word = sheet.word[i]
        if word == "(" and i > low + 3:
            return i
        if word == "," and i + 1 < high and covered[i + 1] == -1:
            after = sheet.word[i + 1]
            if sheet.tag[i + 1] == "VBG" and cue_of(after, "VBG") is not None:
                return i
    return high


def _is_aside(sheet: Sheet, first: int, end: int, subject: Subject | None, *, inverted: bool) -> bool:
    """Whether what follows `, he said,` goes on about the speaker or the speaking, and not with what was said."""
    word, tag = sheet.word[first], sheet.tag[first]
    if tag == "VBG" or word in _ASIDE or (inverted and word in ("a", "an", "the")):
        return True
    if subject is not None and sheet.is_under(first, subject.head):
        return True
    return word in ("and", "but") and _new_subject(sheet, first, end)


def _new_subject(sheet: Sheet, first: int, end: int) -> bool:
    return any(sheet.dep[i] == "nsubj" for i in range(first, min(first + 6, end)))


def _wish(sheet: Sheet, covered: list[int], verb: int, subject: Subject | None, end: int) -> Report | None:
    """`urged him to X`, `pledged to X`, `refused to X`."""
    if subject is None:
        return None
    for kid in sheet.kids[verb]:
        if kid > verb and sheet.dep[kid] in ("xcomp", "ccomp"):
            low, high = sheet.edges(kid)
            low, high = _trimmed(sheet, max(low, verb + 1), min(high + 1, end))
            if sheet.dep[kid] == "ccomp" and sheet.tag[kid] not in ("VB", "MD"):
                low = low
            if high - low >= 2:
                return Report(rule="wish", score=6.0, spans=((low, high),), cue=(verb, verb), subject=subject)
    return None


def _is_source(sheet: Sheet, at: int, first: int) -> bool:
    """Whether "per" names a source, as in `the town, per the WHO, is safe`, and no measure."""
    source = next((k for k in sheet.kids[at] if sheet.dep[k] == "pobj"), None)
    apart = at == first or at == sheet.sentence(at)[0] or sheet.word[at - 1] in _DASHES
    return apart and source is not None and sheet.tag[source] in ("NNP", "NNPS")


def _according(sheet: Sheet, covered: list[int], at: int, to: int, first: int, end: int) -> Report | None:
    """`X, according to Y.`, `According to Y, X.`, `X, per Y.`, with `to` the last word before the source."""
    source = next((k for k in sheet.kids[to] if sheet.dep[k] == "pobj" and covered[k] == -1), None)
    if source is None:
        found = beside_after(sheet, to, end, covered)
        if found is None:
            return None
        source = found.head
    low, high = sheet.sentence(at)
    low, high = max(low, first), min(high, end)
    before = [i for i in range(low, at) if sheet.word[i][0].isalnum() or sheet.word[i] in _IS]
    if len(before) == 2 and sheet.word[before[0]] == "that" and sheet.word[before[1]] in _IS and low > first:
        span = _trimmed(sheet, max(sheet.sentence(low - 1)[0], first), low)  # "X. That is according to Y."
        if span[1] - span[0] > 2:
            subject = Subject(head=source)
            return Report(rule="sentence above", score=7.0, spans=(span,), cue=(at, to), subject=subject)
    lead = at
    while lead > low and sheet.word[lead - 1] in (",", "and", "but"):
        lead -= 1
    after = max(sheet.edges(source)[1], source) + 1
    while after < high and sheet.word[after] not in (",", ".", ";", "-", "–", "—"):
        after += 1
    spans = []
    if lead - low >= 3:
        spans.append((low, lead))
        if (
            after + 3 < high
            and sheet.word[after] in (",", "–", "—")
            and not _is_aside(sheet, after + 1, high, Subject(head=source), inverted=True)
        ):
            spans.append((after, high))
    elif lead > low and sheet.word[after : after + 1] == [","]:  # "He had, according to Y, eaten a rabbit"
        spans.append((low, high))
    elif after + 2 < high:
        spans.append((after, high))
    clean = tuple(s for s in (_trimmed(sheet, *s) for s in spans) if s[1] - s[0] >= 2)
    if not clean:
        return None
    return Report(rule="according to", score=7.0, spans=clean, cue=(at, to), subject=Subject(head=source))


def _trimmed(sheet: Sheet, low: int, high: int) -> tuple[int, int]:
    """Without white space, stops, and the joining word in front."""
    while low < high and (sheet.word[low] in _PUNCT or sheet.word[low].isspace() or sheet.word[low] in _LEAD):
        low += 1
    while high > low and (sheet.word[high - 1] in _PUNCT or sheet.word[high - 1].isspace()):
        high -= 1
    return low, high
