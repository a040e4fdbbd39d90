"""From a reporting verb to the words that name who speaks.

The parser has seen newspaper prose, but not every inversion ("…", said Rep. X, the chair of …): where its tree gives no
subject, the words beside the verb do.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlp.cues import STATEMENT, Cue, cue_at
from bot.nlp.lexicon import is_person_noun, nouns
from bot.nlp.sheet import NOUN, VERB, Sheet
from bot.nlp.types import Span

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_LEFT_OUT = frozenset(
    {"relcl", "advcl", "acl", "punct", "appos", "parataxis", "ccomp", "dep", "intj", "meta", "cc", "preconj"}
)
_PARTICLES = frozenset(
    {"dos", "de", "da", "del", "della", "di", "van", "von", "der", "den", "al", "el", "bin", "ibn", "le", "la"}
)
_NAME = frozenset({"NNP", "NNPS"})
_MEASURES = frozenset({"MONEY", "DATE", "TIME", "QUANTITY", "PERCENT"})
"""What spaCy calls what never speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who does the reporting: the head of the words that name them."""

    head: int
    relative: int | None = None  # the "who" that stands for them beside the verb
    sure: bool = True  # False where taken from the words beside the verb, without the tree


def subject_of(sheet: Sheet, verb: int, covered: list[int], *, hops: int = 4) -> Subject | None:
    """The one who reports with `verb`; `covered[i] >= 0` where token i stands inside quotation marks."""
    level = covered[verb]
    dep, head = sheet.dep, sheet.head
    own = _own_subject(sheet, verb, covered, level)
    if own is not None:
        return _with_relative(sheet, verb, own, covered)
    if hops == 0:
        return None
    up = head[verb]
    relation = dep[verb]
    if up == verb or (covered[up] != level and relation != "conj"):
        return None
    if relation in ("acl", "advcl") and sheet.tag[verb] == "VBG" and verb and sheet.word[verb - 1] in (",", "—", "–"):
        return _of_main_clause(sheet, verb, covered) or subject_of(sheet, up, covered, hops=hops - 1)
    if relation == "conj" and sheet.tag[up] in VERB:
        if is_passive(sheet, up) and sheet.dep[up] == "ccomp":  # "said it was made by Y and said": X goes on
            return subject_of(sheet, head[up], covered, hops=hops - 1)
        return subject_of(sheet, up, covered, hops=hops - 1)
    if relation in ("advcl", "xcomp", "ccomp", "pcomp", "parataxis", "prep", "dep") and sheet.tag[verb] in (
        "VBG",
        "VB",
        "VBN",
        "VBD",
    ):
        if relation == "xcomp":  # "asked him to say": he says; "refused to say": the subject does
            thing = _first(sheet, up, ("dobj", "iobj", "dative"), covered, level)
            if thing is not None and (
                sheet.word[thing] in ("this", "that", "it") or sheet.ent_type[thing] in _MEASURES
            ):  # "had this to say", "has spent weeks saying": the subject does
                thing = None
            if thing is not None and sheet.word[up] not in ("promised",) and up < thing < verb:
                return Subject(head=thing)
        if sheet.tag[up] in VERB or sheet.tag[up] == "MD":
            return subject_of(sheet, up, covered, hops=hops - 1) or _passive(sheet, up, covered, level)
        if relation in ("pcomp", "prep") or sheet.tag[up] == "IN":
            return subject_of(sheet, up, covered, hops=hops - 1)
    if relation in ("acl", "relcl") and sheet.tag[up] in NOUN and covered[up] == level:
        if sheet.tag[verb] == "VBN" and relation == "acl":
            return _agent(sheet, verb, covered, level)
        if sheet.ent_type[up - 1] == "MONEY" or sheet.ent_type[up] in _MEASURES:
            return subject_of(sheet, sheet.head[up], covered, hops=hops - 1)  # a verb hung on the wrong noun
        if relation == "acl" and (sheet.tag[verb] == "VB" or sheet.word[up] in STATEMENT or _is_thing(sheet, verb, up)):
            return owner_of(sheet, up, covered, hops=hops - 1) or Subject(head=up)
        return Subject(head=up)
    if sheet.tag[verb] in ("IN", "TO"):  # "After saying so, she was …"
        if sheet.tag[up] in VERB:
            return subject_of(sheet, up, covered, hops=hops - 1) or _passive(sheet, up, covered, level)
        return _passive(sheet, up, covered, level)
    return None


def _is_thing(sheet: Sheet, verb: int, noun: int) -> bool:
    """Whether what "saying" hangs on is a card or a banner, and nobody who speaks."""
    if sheet.tag[verb] != "VBG" or sheet.tag[noun] != "NN":
        return False
    return not is_person_noun(sheet.word[noun]) and sheet.word[noun] not in nouns().organizations


def owner_of(sheet: Sheet, noun: int, covered: list[int], *, hops: int = 3) -> Subject | None:
    """Whose statement, letter or claim it is: "Trump's tweet", "a letter from X", "X issued a statement"."""
    level = covered[noun]
    owner = _first(sheet, noun, ("poss",), covered, level)
    if owner is not None:
        return Subject(head=owner)
    for kid in sheet.kids[noun]:
        if sheet.dep[kid] == "prep" and sheet.word[kid] in ("from", "by"):
            owner = _first(sheet, kid, ("pobj",), covered, level)
            if owner is not None:
                return Subject(head=owner)
    up = sheet.head[noun]
    if sheet.dep[noun] in ("dobj", "pobj", "attr", "conj") and up != noun:
        if sheet.tag[up] not in VERB:
            up = sheet.head[up]
        if sheet.tag[up] in VERB and hops > 0:
            return subject_of(sheet, up, covered, hops=hops - 1)
    return None


def _of_main_clause(sheet: Sheet, verb: int, covered: list[int]) -> Subject | None:
    """`X argued that …, saying`: the participle after a comma goes with the one who argued."""
    level = covered[verb]
    at = sheet.head[verb]
    best: Subject | None = None
    for _ in range(8):
        if sheet.tag[at] in VERB and covered[at] == level and at < verb:
            own = _own_subject(sheet, at, covered, level)
            if own is not None:
                found = _with_relative(sheet, at, own, covered)
                cue = cue_at(sheet, at)
                if cue is not None and cue[1] is not Cue.THINK:
                    return found
                best = best or found
        up = sheet.head[at]
        if up == at:
            break
        at = up
    return best


def _own_subject(sheet: Sheet, verb: int, covered: list[int], level: int) -> int | None:
    best = None
    for kid in sheet.kids[verb]:
        if sheet.dep[kid] != "nsubj" or covered[kid] != level:
            continue
        if best is None or abs(kid - verb) < abs(best - verb):
            best = kid
    if best is not None:
        return best
    if sheet.tag[verb] in ("VBN", "VBD"):
        agent = _agent(sheet, verb, covered, level)
        if agent is not None:
            return agent.head
    return None


def _agent(sheet: Sheet, verb: int, covered: list[int], level: int) -> Subject | None:
    for kid in sheet.kids[verb]:
        if sheet.dep[kid] == "agent":
            by = _first(sheet, kid, ("pobj",), covered, level)
            if by is not None:
                return Subject(head=by)
    return None


def _passive(sheet: Sheet, verb: int, covered: list[int], level: int) -> Subject | None:
    """ "He was quoted as saying": the one quoted speaks."""
    thing = _first(sheet, verb, ("nsubjpass",), covered, level)
    return None if thing is None else Subject(head=thing)


def is_passive(sheet: Sheet, verb: int) -> bool:
    """Whether what is reported, or who is told, stands where the subject would: "was told", "is called"."""
    kids = sheet.kids[verb]
    if sheet.tag[verb] != "VBN":
        return sheet.tag[verb] == "VBD" and any(sheet.dep[k] == "auxpass" for k in kids)
    return any(sheet.dep[k] in ("auxpass", "nsubjpass") for k in kids) or (
        sheet.dep[verb] in ("acl", "amod") and not any(sheet.dep[k] in ("nsubj", "aux") for k in kids)
    )


def _with_relative(sheet: Sheet, verb: int, own: int, covered: list[int]) -> Subject:
    """ "…, who said": the one before the comma, with the "who" beside the verb."""
    if sheet.word[own] in _RELATIVE and sheet.tag[own] in ("WP", "WDT", "IN"):
        top = verb
        for _ in range(4):
            if sheet.dep[top] in ("relcl", "acl"):
                up = sheet.head[top]
                if up < own and sheet.tag[up] in NOUN:
                    owner = owner_of(sheet, up, covered) if sheet.word[up] in STATEMENT else None
                    return owner or Subject(head=up, relative=own)
                break
            if sheet.dep[top] not in ("conj", "ccomp", "advcl") or sheet.head[top] == top:
                break
            top = sheet.head[top]
        return Subject(head=own, sure=False)
    return Subject(head=own)


def _first(sheet: Sheet, token: int, deps: tuple[str, ...], covered: list[int], level: int) -> int | None:
    for kid in sheet.kids[token]:
        if sheet.dep[kid] in deps and covered[kid] == level:
            return kid
    return None


def beside_after(sheet: Sheet, verb: int, stop: int, covered: list[int], *, level: int | None = None) -> Subject | None:
    """The noun phrase that starts right after an inverted verb: `said Rep. X, the chair of …`.

    It stands on the verb's own level of quotation, or on `level`.
    """
    i = verb + 1
    level = covered[verb] if level is None else level
    while i < stop and sheet.tag[i] in ("RB", "RP"):
        i += 1
    last = None
    begun = i
    while i < stop and covered[i] == level and i - begun < 12:
        tag = sheet.tag[i]
        if tag in _NAME or tag in ("NN", "NNS", "PRP"):
            last = i
            if tag == "PRP":
                break
        elif tag in ("DT", "JJ", "JJR", "JJS", "PRP$", "CD", "POS", "VBN", "VBG", "HYPH", "NNPS", "FW") or (
            sheet.word[i] in ("of", "for", "and", "&") and last is not None and tag in ("IN", "CC")
        ):
            if tag == "IN" or tag == "CC":
                break
        else:
            break
        i += 1
    return None if last is None else Subject(head=last, sure=False)


def beside_before(sheet: Sheet, verb: int, start: int, covered: list[int]) -> Subject | None:
    """The noun phrase in front of a verb: the first that no preposition governs, asides between commas left out."""
    level = covered[verb]
    i = start
    last = None
    governed = False
    while i < verb:
        if covered[i] != level:
            i += 1
            continue
        if is_nominal(sheet, i):
            last = i
        elif sheet.tag[i] not in _INSIDE_PHRASE:
            if last is not None and not governed:
                break
            governed = sheet.tag[i] in ("IN", "TO")
            last = None
        i += 1
    return None if last is None or governed else Subject(head=last, sure=False)


_INSIDE_PHRASE = frozenset({"PRP$", "POS", "HYPH", "DT", "JJ", "JJR", "JJS", "CD", "VBN", "VBG", "FW", "AFX"})


def is_nominal(sheet: Sheet, token: int) -> bool:
    """Whether a token may be the head of a name or noun phrase; "Will" is one when written large."""
    tag = sheet.tag[token]
    if tag in _NAME or tag in ("NN", "NNS", "PRP", "WP", "DT"):
        return tag != "DT" or sheet.word[token] in ("this", "that", "these", "those", "both", "all", "some", "another")
    return tag == "MD" and sheet.text[sheet.start[token]].isupper()


def mention_tokens(sheet: Sheet, subject: Subject, covered: list[int]) -> tuple[int, int]:
    """First and last token of the words that name the speaker: the noun phrase, clauses and asides left out."""
    head = subject.head
    level = covered[head]
    if sheet.tag[head] in ("PRP", "WP"):
        first = last = head
    else:
        first, last = _phrase(sheet, head, level, covered)
        last = _with_name(sheet, head, first, last, level, covered)
    if subject.relative is not None and 0 <= subject.relative - last <= 12:
        return first, subject.relative
    return first, last


def _phrase(sheet: Sheet, head: int, level: int, covered: list[int]) -> tuple[int, int]:
    """The tokens under `head` that belong to its noun phrase, in one run around it."""
    first = last = head
    inside = {head}
    todo = [head]
    dep = sheet.dep
    while todo:
        at = todo.pop()
        for kid in sheet.kids[at]:
            if dep[kid] in _LEFT_OUT and not (
                dep[kid] == "cc" or (dep[kid] == "punct" and sheet.word[kid] in ("-", "'", "’", "“"))
            ):
                continue
            if covered[kid] != level or (
                at == head and kid > head and dep[kid] in ("prep", "conj") and _far(sheet, head, kid)
            ):
                continue
            inside.add(kid)
            todo.append(kid)
    while (
        first > 0 and sheet.word[first - 1] in _PARTICLES and sheet.tag[first] in _NAME and covered[first - 1] == level
    ):
        first -= 1
    while first - 1 in inside or (first - 2 in inside and covered[first - 1] == level and sheet.word[first - 1] != ","):
        first -= 1
    before = first - 1
    while before > 0 and covered[before] > level and first - before <= 10:
        before -= 1
    if before < first - 1 and before in inside and sheet.tag[before] == "DT":  # the “Harbor Nights” star
        first = before
    while last + 1 in inside or (last + 2 in inside and covered[last + 1] == level and sheet.word[last + 1] != ","):
        last += 1
    return first, last


def _far(sheet: Sheet, head: int, kid: int) -> bool:
    """Whether a comma stands between a head and what hangs on it from the right."""
    return any(sheet.word[i] in (",", "—", "–") for i in range(head + 1, kid))


def _with_name(sheet: Sheet, head: int, first: int, last: int, level: int, covered: list[int]) -> int:
    """ "The policy chief, Josep Borrell": a role's name belongs to the mention, a name's role doesn't."""
    if sheet.tag[head] in _NAME and sheet.ent_type[head] == "PERSON":
        return last
    for kid in sheet.kids[head]:
        if sheet.dep[kid] == "appos" and kid > last and covered[kid] == level and sheet.tag[kid] in _NAME:
            edge = _phrase(sheet, kid, level, covered)
            if edge[0] - last <= 3:
                return edge[1]
    return last


def span_of(sheet: Sheet, subject: Subject, covered: list[int]) -> Span:
    """Characters of the words that name the speaker."""
    return sheet.span(*mention_tokens(sheet, subject, covered))
