"""Who speaks, where the tree hangs the reporting verb on somebody else: on the sender, and not the letter; on the one
named right there, and not the last noun of what they are.

Each of these looks at one attribution that a rule has found, and gives it back as it is, or with a nearer subject.
"""

from __future__ import annotations

from dataclasses import replace

from bot.nlp.cues import STATEMENT, cue_at
from bot.nlp.naming import SAYS
from bot.nlp.setting import Attribution, Setting
from bot.nlp.sheet import AUX, FINITE, SUBJECT, VERB
from bot.nlp.subjects import Subject, is_passive

_READS = frozenset({"read", "reads", "reading", "said", "says", "saying"})
_HOLDERS = STATEMENT | frozenset(
    {"one", "texts", "emails", "messages", "letters", "notes", "signs", "placards", "sign", "placard", "banner"}
)
_SENDS = frozenset(
    {"sent", "send", "sends", "sending", "wrote", "writes", "writing", "texted", "posted", "posts", "posting", "left"}
    | {"mailed", "emailed", "issued", "published", "shared", "delivered", "held", "carried", "waved", "wore"}
    | {"holding", "carrying", "waving", "wearing", "displayed", "released", "put"}
)
_FILED = frozenset(
    {"filed", "written", "signed", "sent", "posted", "published", "issued", "penned", "authored", "made"}
)
_PAPERS = STATEMENT | frozenset(
    {"lawsuit", "suit", "complaint", "petition", "motion", "filing", "letter", "email", "e-mail", "memo", "post"}
    | {"article", "column", "op-ed", "essay", "report", "paper", "appeal", "application", "claim", "brief"}
)
_POINTS = frozenset({"pointed", "points", "pointing", "cited", "cites", "citing", "referred", "refers", "referring"})
_GAVE = frozenset({"made", "gave", "wrote", "sent", "posted", "delivered", "issued", "shared"})
_OPENS = frozenset({"after", "when", "because", "while", "as", "before", "although", "though", "since"})
_IS = frozenset({"is", "was", "'s", "’s", "'re", "’re", "'m", "’m", "are", "were", "am"})
_GOES = frozenset({"goes", "go", "went", "like"})
_SEEN = 8.2
"""The least that such a construction is worth: it is told by the words, whatever the tree."""
_ASIDE = 30
"""Tokens between a name and its verb, at most."""


def nearer(at: Setting, n: int, found: Attribution) -> Attribution:
    """The attribution of quotation `n` with the one who does speak as its subject."""
    if found.cue is None or found.subject is None:
        return found
    if _tells_whole(at, n, found, found.cue[0], found.subject):
        return replace(found, rule="retold")
    hearer = _was_told(at, n, found.cue[0])
    if hearer is not None:
        return Attribution(rule="retold", score=5.0, cue=(hearer, hearer))
    for way in (_named_first, _in_a_clause, _own_passive, _sender, _filed_by, _whose_remarks):
        subject = way(at, n, found, found.cue[0], found.subject)
        if subject is not None:
            rule = found.rule if way in (_named_first, _own_passive) else "retold"
            return replace(found, subject=subject, score=max(found.score, _SEEN), rule=rule)
    return found


def retold_within(at: Setting, n: int) -> Attribution | None:
    """Within somebody's words: `My wife goes, ‘…’`, `four emails calling it ‘…’`."""
    parent = at.quoted[n].parent
    if parent is None:
        return None
    sheet = at.sheet
    low, first = at.inner[parent][0], at.outer[n][0]
    last = first - 1
    while last > low and sheet.word[last] in (",", ":"):
        last -= 1
    if last < low:
        return None
    comma = last < first - 1
    if sheet.word[last] in _GOES and comma:
        verb = last if sheet.word[last] != "like" else last - 1
        if verb < last and sheet.word[verb] not in _IS:
            return None  # "it feels like, ‘…’"
        subject = next((k for k in reversed(sheet.kids[verb]) if sheet.dep[k] in SUBJECT and k < verb), None)
        if subject is None and verb - 1 >= low and sheet.tag[verb - 1] in ("PRP", "NN", "NNP", "NNS"):
            subject = verb - 1
        if subject is not None and subject >= low and sheet.word[subject] not in ("it", "that", "this", "there"):
            return Attribution(rule="cue before", score=9.2, cue=(verb, last), subject=Subject(head=subject))
    for verb in range(last, max(low, last - 3), -1):
        noun = sheet.head[verb]
        if sheet.tag[verb] in FINITE and cue_at(sheet, verb) is not None:
            own = next((k for k in sheet.kids[verb] if sheet.dep[k] == "nsubj" and low <= k < verb), None)
            if own is None:
                return None
            return Attribution(rule="cue before", score=9.2, cue=(verb, verb), subject=Subject(head=own))
        if sheet.tag[verb] != "VBG" or sheet.dep[verb] != "acl" or not low <= noun < verb:
            continue
        if cue_at(sheet, verb) is not None and sheet.tag[noun] in ("NN", "NNS", "NNP"):
            return Attribution(rule="cue before", score=9.2, cue=(verb, verb), subject=Subject(head=noun))
    return None


def _named_first(at: Setting, n: int, found: Attribution, verb: int, subject: Subject) -> Subject | None:
    """`“…,” Ann Lee, an analyst at the Coast think tank told`: the comma behind what she is was forgotten."""
    sheet = at.sheet
    start = at.outer[n][1]
    if found.rule not in ("cue after", "cue above") or not start < subject.head < verb or start >= len(sheet):
        return None
    end = start
    while end < verb and sheet.ent_type[end] == "PERSON":
        end += 1
    if end == start or end >= subject.head or sheet.word[end] != ",":
        return None
    if any(sheet.word[i] == "," and sheet.ent_type[i] != "ORG" for i in range(end + 1, verb)):
        return None
    described = sheet.word[end + 1] in ("a", "an", "the") or sheet.tag[end + 1] in ("NN", "JJ", "NNP")
    return Subject(head=end - 1) if described and sheet.ent_type[subject.head] != "PERSON" else None


def _in_a_clause(at: Setting, n: int, found: Attribution, verb: int, subject: Subject) -> Subject | None:
    """`It had come up after Mr Lee, asked about …, had said “…”`: he, and not what came up."""
    sheet = at.sheet
    i = verb - 1
    while i > 0 and (sheet.dep[i] in AUX or sheet.tag[i] in ("RB", "MD") or sheet.word[i] in ("had", "has")):
        i -= 1
    if sheet.word[i] != "," or found.rule != "cue before" or verb >= at.outer[n][0]:
        return None
    low = max(sheet.sentence(verb)[0], i - _ASIDE)
    for opens in range(i - 1, low - 1, -1):
        if sheet.word[opens] not in _OPENS or not subject.head < opens:
            continue
        end = opens + 1
        while end < i and (sheet.ent_type[end] == "PERSON" or sheet.word[end].strip(".") in ("mr", "mrs", "ms", "dr")):
            end += 1
        if opens + 1 < end < i and sheet.word[end] == ",":
            return Subject(head=end - 1)
    return None


def _tells_whole(at: Setting, n: int, found: Attribution, verb: int, subject: Subject) -> bool:
    """Whether an inner teller is told of by another: `Police say he told an agent, “I did it.”`, `Lee said Cole had
    told her it was “late”`."""
    sheet = at.sheet
    outer = sheet.head[verb]
    if found.rule not in ("cue before", "cue above") or sheet.dep[verb] != "ccomp" or sheet.word[outer] not in SAYS:
        return False
    first = at.outer[n][0]
    if sheet.head[subject.head] != verb or subject.head > verb or verb > first:
        return False
    if any(sheet.word[i] in SAYS and sheet.tag[i] in FINITE for i in range(verb + 1, first)):
        return False  # "Cole had said that because, she said, it was “late”"
    if sheet.tag[subject.head] == "PRP":
        whole = sheet.word[at.outer[n][0] - 1] in (",", ":") and at.is_sentence(n)
        return whole and sheet.word[verb] in ("told", "asked", "replied", "texted", "wrote", "shouted", "yelled")
    return sheet.word[verb] in SAYS | {"told", "asked", "texted", "shouted", "yelled", "called", "warned", "urged"}


def _was_told(at: Setting, n: int, verb: int) -> int | None:
    """`She left after she was told it was “not a seat”`: by whom, nobody says. The verb of telling."""
    sheet = at.sheet
    up = sheet.head[at.inner[n][0]]
    for _ in range(12):
        if sheet.head[up] == up:
            return None
        if sheet.word[up] in ("told", "informed", "warned", "assured") and is_passive(sheet, up):
            by = any(sheet.dep[k] == "agent" for k in sheet.kids[up])
            return None if by or up > at.outer[n][0] or at.covered[up] != at.level(n) else up
        if up == verb:
            return None
        up = sheet.head[up]
    return None


def _own_passive(at: Setting, n: int, found: Attribution, verb: int, subject: Subject) -> Subject | None:
    """`the benches, where Mr Lee was seen mouthing “…”`: he, and not the benches."""
    sheet = at.sheet
    if sheet.dep[verb] != "relcl" or sheet.head[verb] != subject.head or subject.relative is not None:
        return None
    own = next((k for k in sheet.kids[verb] if sheet.dep[k] == "nsubjpass" and sheet.tag[k] not in ("WDT", "WP")), None)
    return None if own is None or at.covered[own] != at.covered[verb] else Subject(head=own)


def _sender(at: Setting, n: int, found: Attribution, verb: int, subject: Subject) -> Subject | None:
    """`Mr Lee had sent a string of texts, including one that read “…”`: he."""
    sheet = at.sheet
    if sheet.word[verb] not in _READS or sheet.word[subject.head] not in _HOLDERS or found.rule != "cue before":
        return None
    up = subject.head
    for _ in range(12):
        if sheet.head[up] == up or (sheet.tag[up] in VERB and sheet.dep[up] in ("ccomp", "relcl", "advcl")):
            return None
        up = sheet.head[up]
        if sheet.tag[up] in VERB and sheet.word[up] in _SENDS:
            break
    if sheet.word[up] not in _SENDS or at.covered[up] != at.covered[verb]:
        return None
    own = next((k for k in sheet.kids[up] if sheet.dep[k] == "nsubj" and k < up), None)
    return None if own is None else Subject(head=own)


def _filed_by(at: Setting, n: int, found: Attribution, verb: int, subject: Subject) -> Subject | None:
    """`what a lawsuit filed by Mr Lee described as “…”`: he."""
    sheet = at.sheet
    if sheet.word[subject.head] not in _PAPERS or found.rule == "according to":
        return None
    for kid in sheet.kids[subject.head]:
        if kid < subject.head or sheet.dep[kid] != "acl" or sheet.word[kid] not in _FILED:
            continue
        for by in sheet.kids[kid]:
            if sheet.dep[by] == "agent" or (sheet.dep[by] == "prep" and sheet.word[by] == "by"):
                whom = next((k for k in sheet.kids[by] if sheet.dep[k] == "pobj"), None)
                return None if whom is None or whom > verb > subject.head else Subject(head=whom)
    return None


def _whose_remarks(at: Setting, n: int, found: Attribution, verb: int, subject: Subject) -> Subject | None:
    """`His aide pointed to remarks she made in May: that she was “…”`: she."""
    sheet = at.sheet
    if sheet.word[verb] not in _POINTS or not subject.head < verb < at.outer[n][0]:
        return None
    for i in range(verb + 1, at.outer[n][0]):
        if sheet.word[i] not in _GAVE or sheet.dep[i] != "relcl" or sheet.word[sheet.head[i]] not in _PAPERS | _REMARKS:
            continue
        own = next((k for k in sheet.kids[i] if sheet.dep[k] == "nsubj" and sheet.tag[k][:2] in ("PR", "NN")), None)
        if own is not None and at.covered[own] == at.covered[verb]:
            return Subject(head=own)
    return None


_REMARKS = frozenset({"remarks", "comments", "statements", "words", "posts", "tweets", "claims", "speech", "interview"})
