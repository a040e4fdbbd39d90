"""The words that report speech, and what each is good for.

`SAY` reports words as they are ("said", "tweeted"). `JUDGE` reports words about somebody or something ("called it a
“mess”"). `URGE` reports a wish, promise or refusal and what it is for ("urged them to"). `THINK` reports a mind and not
a mouth: it may bring in words in marks, never indirect speech.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from bot.nlp.sheet import VERB, Sheet


class Cue(StrEnum):
    """What kind of reporting a verb does."""

    SAY = "say"
    JUDGE = "judge"
    URGE = "urge"
    THINK = "think"


def _lists() -> dict[str, list[str]]:
    """The word lists of `data/cues.txt`, by the name in brackets above each."""
    lists: dict[str, list[str]] = {}
    words: list[str] = []
    for line in (Path(__file__).parent / "data" / "cues.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = lists.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words.extend(line.split())
    return lists


_WORDS = _lists()

_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "write": "writes wrote written writing",
    "put": "puts put putting", "read": "reads read reading", "swear": "swears swore sworn swearing",
    "sing": "sings sang sung singing", "begin": "begins began begun beginning", "find": "finds found finding",
    "cast": "casts cast casting", "think": "thinks thought thinking", "feel": "feels felt feeling",
    "know": "knows knew known knowing", "see": "sees saw seen seeing", "hear": "hears heard hearing",
    "understand": "understands understood understanding", "mean": "means meant meaning", "beg": "begs begged begging",
    "quip": "quips quipped quipping", "brag": "brags bragged bragging", "slam": "slams slammed slamming",
    "dub": "dubs dubbed dubbing", "blog": "blogs blogged blogging", "rip": "rips ripped ripping",
    "rap": "raps rapped rapping", "pan": "pans panned panning", "snap": "snaps snapped snapping",
    "grin": "grins grinned grinning", "recap": "recaps recapped recapping", "admit": "admits admitted admitting",
    "commit": "commits committed committing", "plan": "plans planned planning", "refer": "refers referred referring",
    "rebut": "rebuts rebutted rebutting", "label": "labels labeled labelled labeling labelling",
    "signal": "signals signaled signalled signaling signalling", "plead": "pleads pleaded pled pleading",
    "nod": "nods nodded nodding", "sob": "sobs sobbed sobbing", "weep": "weeps wept weeping",
    "flag": "flags flagged flagging", "shrug": "shrugs shrugged shrugging", "peg": "pegs pegged pegging",
    "demur": "demurs demurred demurring",
    "concur": "concurs concurred concurring", "counsel": "counsels counseled counselled counseling counselling",
    "marvel": "marvels marveled marvelled marveling marvelling", "text": "texts texted texting",
}  # fmt: skip


def forms(verb: str) -> list[str]:
    """A verb's inflections, regular ones by rule."""
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return [verb, plural, verb + "ed", verb + "ing"]


def _table() -> dict[str, tuple[str, Cue]]:
    table: dict[str, tuple[str, Cue]] = {}
    for cue in Cue:
        for verb in _WORDS[cue]:
            for form in forms(verb):
                table.setdefault(form, (verb, cue))
    return table


VERBS = _table()
"""Every inflected form, with its lemma and kind."""

WEAK = frozenset(_WORDS["weak"])
"""Verbs of `SAY` that mostly do other work; alone, they don't bring in a quotation without a clear construction."""

WISHES = frozenset(_WORDS["urge"])
"""Verbs that may report a wish or a promise, whatever else they do."""

STATEMENT = frozenset(_WORDS["statement"])
"""Nouns that hold somebody's words."""

ABOUT = frozenset(_WORDS["about"])
"""Verbs of `SAY` whose object is what was said, or what it was about: "cited a study", and not "announced the deal"."""

WORKS = frozenset(_WORDS["work"])
"""Nouns whose name in marks is a title."""


_PARTICLES = {
    "go goes went going": {"on"},
    "fire fires fired firing shoot shoots shot shooting hit hits hitting push pushes pushed clap clapped": {"back"},
    "follow follows followed following": {"up"},
    "speak speaks spoke speaking hit": {"out"},
    "cut cuts cutting break breaks broke jump jumps jumped": {"in"},
}
_PHRASAL = {form: particles for forms, particles in _PARTICLES.items() for form in forms.split()}
_OPENS_SPEECH = frozenset({",", ".", ":", "“", '"', "''", "to", "and", "—", "in", "about"})

TELLING = frozenset({"told", "tell", "tells", "telling", "asked", "reminded", "assured", "informed", "warned", "urged"})
"""Forms of verbs whose object is who was told."""


def cue_at(sheet: Sheet, token: int) -> tuple[str, Cue] | None:
    """Lemma and kind of the reporting verb at `token`, phrasal ones too ("went on", "fired back")."""
    tag = sheet.tag[token]
    if tag not in VERB:
        return None
    word = sheet.word[token]
    found = VERBS.get(word)
    if found is None and word in _PHRASAL and token + 2 < len(sheet) and sheet.word[token + 1] in _PHRASAL[word]:
        clear = sheet.word[token + 1] != "on" or sheet.word[token + 2] in _OPENS_SPEECH
        return (f"{word} {sheet.word[token + 1]}", Cue.SAY) if clear else None
    return found


def cue_of(word: str, tag: str) -> tuple[str, Cue] | None:
    """Lemma and kind of a reporting verb; None for any other word."""
    return VERBS.get(word) if tag in VERB else None
