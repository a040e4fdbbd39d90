"""Words in marks that are the article's own, though somebody speaks in the sentence: terms, names for things, titles.

`She could not pay the “security tax” demanded at the port`: marks around what everybody there calls something so are no
piece of what she said. What tells the two apart is grammar: a term is a bare noun of a word or two, behind "the" or
"so-called", an object or a modifier deep in the clause; a piece of speech is what is said of something, and stands
behind "was", "as", "called it".
"""

from __future__ import annotations

from dataclasses import replace

from bot.nlp.cues import Cue, cue_at
from bot.nlp.finding import Finding
from bot.nlp.lexicon import is_person_noun, nouns
from bot.nlp.setting import Setting
from bot.nlp.sheet import FINITE
from bot.nlp.types import QuoteKind

_DEEP = frozenset({"cue above", "learned", "noun above", "retold"})
"""Rules that find somebody speaking in the sentence, at some distance from the marks."""
_OF_CLAUSE = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "compound", "nmod", "amod"})
_MODIFIES = frozenset({"compound", "nmod", "amod"})
_ASKED = frozenset({"asked", "pressed", "questioned", "quizzed"})
_MAKES = frozenset({"wrote", "writes", "written", "co-wrote", "directed", "sang", "recorded", "penned", "composed"})
_NAMES = frozenset({"call", "calls", "calling", "dub", "dubs", "term", "terms", "nickname", "nicknames"})
_CLAUSE = frozenset({"whether", "that", "if", "how", "why"})
_CALLING = frozenset({"calling", "describing", "branding", "labelling", "labeling"})
_USES = frozenset(
    {
        "use",
        "used",
        "uses",
        "using",
        "utter",
        "uttered",
        "chose",
        "choose",
        "heard",
        "mouthed",
        "mouthing",
        "avoid",
        "avoided",
    }
)
_SHORT = 2  # words
_FEW = 4


def is_term(at: Setting, n: int, finding: Finding) -> bool:
    """Whether words in marks that `finding` gives to somebody are a term, a name or a title all the same."""
    if finding.kind is not QuoteKind.PARTIAL and not at.is_title(n):
        return False
    sheet = at.sheet
    first, end = at.inner[n]
    words = [i for i in range(first, end) if sheet.word[i][0].isalnum()]
    before = at.outer[n][0] - 1
    if not words or before < 0 or len(words) > _FEW:
        return False
    cue = None if finding.cue is None else sheet.tokens(*finding.cue)[0]
    if _is_so_called(at, before) or _is_sense(at, before) or _is_word(at, before):
        return True
    if _is_apposed_title(at, n, before, finding):
        return True
    root = next((i for i in words if not first <= sheet.head[i] < end or sheet.head[i] == i), words[-1])
    if len(words) == 1 and sheet.tag[root] == "JJ" and sheet.word[before] in _CLAUSE and follows_verb(at, n):
        return True  # asked whether “new” included …
    noun = sheet.tag[root] in ("NN", "NNS", "NNP", "NNPS")
    follows = at.outer[n][1]
    after = sheet.tag[follows] if follows < len(sheet) else ""
    modifies = sheet.dep[root] in _MODIFIES and follows <= sheet.head[root]
    owned = sheet.tag[before] in ("POS", "PRP$")
    if after in ("NN", "NNS") and (owned or (noun and modifies and finding.rule in _DEEP and finding.score < LOW)):
        return True  # a “loss and damage” fund, the party's “fair deal at work” pledge
    if cue is not None and sheet.word[cue] in _MAKES and at.is_title(n) and len(words) > 1 and cue == before:
        return sheet.text[at.quoted[n].end - 1] != ","  # She wrote “The Salt Year” with her husband
    if len(sheet.text[at.quoted[n].start : at.quoted[n].end].split()) > _SHORT:
        return False
    if (
        cue is not None
        and sheet.word[cue] in _ASKED
        and sheet.tag[cue] == "VBN"
        and sheet.dep[cue] in ("advcl", "ccomp")
    ):
        return True  # Asked to define “small”, he did not reply
    calls = cue is not None and at.quoted[n].parent is not None and sheet.word[cue] in _CALLING
    if len(words) == 1 and not calls and _is_a_thing(at, finding):
        return True  # a study finds that “natural” wine
    the = sheet.word[before] == "the"
    if noun and (the or owned) and (after in FINITE or after == "MD"):
        return True  # insisted the “phone-free day” had been a success
    if noun and the and at.quoted[n].parent is not None:
        return True
    late = finding.rule == "cue after" and not at.begins_sentence(n)
    if (finding.rule in _DEEP or late) and noun and sheet.dep[root] in _OF_CLAUSE and the:
        return True
    if late and sheet.tag[root] == "NNS" and len(words) == 1 and sheet.dep[root] in ("dobj", "pobj"):
        return True  # a black market in “burners”, teachers say
    if finding.rule in _DEEP and sheet.tag[root] == "NNS" and sheet.dep[root] == "conj" and sheet.word[before] == "and":
        return True  # football fans and “saboteurs”
    return not calls and _is_named_so(at, cue, root, words, finding)


def follows_verb(at: Setting, n: int) -> bool:
    """Whether the verb of which words in marks are the subject stands right behind them."""
    follows = at.outer[n][1]
    return follows < len(at.sheet) and at.sheet.tag[follows] in (*FINITE, "MD")


def without_terms(at: Setting, findings: list[Finding]) -> list[Finding]:
    """The findings without those that are terms; what carries one of those on begins anew."""
    terms = {k for k, f in enumerate(findings) if f.number is not None and is_term(at, f.number, f)}
    if not terms:
        return findings
    places = {old: new for new, old in enumerate(k for k in range(len(findings)) if k not in terms)}
    kept = [f for k, f in enumerate(findings) if k not in terms]
    return [f if f.continues is None else replace(f, continues=places.get(f.continues)) for f in kept]


LOW = 4.5
"""Below this score nothing but a speaker somewhere in the sentence speaks for a quotation."""

SURE = 8.0


def _is_so_called(at: Setting, before: int) -> bool:
    """`the so-called “ferry files”`."""
    word = at.sheet.word
    if word[before] == "so-called":
        return True
    return (
        word[before] == "called"
        and before > 1
        and word[before - 1] in ("-", "so")
        and "so" in word[before - 2 : before]
    )


def _is_sense(at: Setting, before: int) -> bool:
    """`a name that means “place of eels”`, `known in the trade as “mousiness”`."""
    word = at.sheet.word
    if word[before] in ("means", "meaning", "meant"):
        return True
    return word[before] == "as" and "known" in word[max(0, before - 5) : before]


def _is_word(at: Setting, before: int) -> bool:
    """`the word “natural” had never been defined`, but not `used the word “natural”`."""
    sheet = at.sheet
    if sheet.word[before] not in ("word", "term", "phrase") or sheet.word[before - 1] != "the":
        return False
    verb = sheet.head[before]
    cue = cue_at(sheet, verb)
    uses = sheet.word[verb] in _USES or (cue is not None and cue[1] is Cue.SAY)
    return not (sheet.dep[before] == "dobj" and uses) and sheet.dep[before] != "pobj"


def _is_apposed_title(at: Setting, n: int, before: int, finding: Finding) -> bool:
    """`Its report, “Eyes Up”, is published today`."""
    sheet = at.sheet
    follows = at.outer[n][1]
    if finding.score >= SURE or not at.is_title(n) or sheet.word[before] != "," or sheet.tag[before - 1] != "NN":
        return False
    last = sheet.text[at.quoted[n].end - 1]
    return last == "," or (follows < len(sheet) and sheet.word[follows] == ",")


def _is_a_thing(at: Setting, finding: Finding) -> bool:
    """Whether what is said to speak is a study, a rover, a survey."""
    sheet = at.sheet
    if finding.named is None or finding.cue is None:
        return False
    head = sheet.tokens(*finding.named)[1] - 1
    word = sheet.word[head]
    known = word in nouns().organizations or word in nouns().groups or is_person_noun(word)
    return sheet.tag[head] == "NN" and not known and word not in ("one", "another", "statement")


def _is_named_so(at: Setting, cue: int | None, root: int, words: list[int], finding: Finding) -> bool:
    """`Teenagers call it “ghost parking”`: what many call a thing by a bare noun is its name."""
    sheet = at.sheet
    if (
        cue is None
        or sheet.word[cue] not in _NAMES
        or cue_at(sheet, cue) is None
        or sheet.tag[root] not in ("NN", "NNS")
    ):
        return False
    if any(sheet.tag[i] in ("DT", "PRP$", "JJ", "JJR", "JJS", "RB", "VBG") for i in words) or finding.named is None:
        return False
    head = sheet.tokens(*finding.named)[1] - 1
    return sheet.word[head] in nouns().plurals or sheet.word[head] in nouns().organizations or sheet.tag[head] == "NNS"
