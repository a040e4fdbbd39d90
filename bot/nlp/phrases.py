"""The noun phrases of one text, by position: where the one around a noun begins, and where a description ends.

The parser is right about most phrases and wrong about many of those in commas; tags and closed classes hold better.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.nlp.lexicon import is_person_noun, word_set
from bot.nlp.sheet import Sheet

STOPS = word_set("stops") | frozenset(',.;:—–()"“”') | {"--", "\n"}
"""Words and marks that no description goes past."""
BEFORE = frozenset(
    {"NN", "NNP", "NNPS", "JJ", "JJS", "JJR", "HYPH", "POS", "NNS", "VBN", "CD", "FW", "IN", "CC", "VBG"}
)
"""Tags of what may stand before the noun of a description."""
LEAD = frozenset({"the", "a", "an", "his", "her", "their", "its", "our", "my", "fellow", "then", "both"})
"""Words that open a noun phrase, and are no part of a role."""
_OUTSIDE = frozenset({"pobj", "dobj", "nsubj", "ROOT", "attr"})
_WITHIN = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "POS", "HYPH", "PRP$", "CC", "CD", "VBN"})
_BINDS = frozenset({"of", "for", "at", "in", "to"})
_CLOSES = frozenset({",", ".", ";", ":", ")", "–", "—", "--", "(", "who", "and"})
_WHEN_TOO = frozenset({"this", "last", "next", "yesterday", "today", "tomorrow", "earlier", "later"})
_FROM_WHEN = frozenset({"in", "on", "from", "for", "until", "by"})
CALENDAR = word_set("calendar")
_FARTHEST = 14
_ENDINGS = frozenset({"IN", "CC", "DT", "TO", "RB", "PRP$", "WP$"})
LONGEST = 16
"""Tokens; a longer description is cut at a comma, a relative clause or a preposition."""


class Phrases:
    """Finds the bounds of noun phrases in one text. All arguments are tokens."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def reach_back(self, token: int) -> int:
        """The first token of the noun phrase that `token` is part of, articles and possessive pronouns left out."""
        sheet = self.sheet
        first = sheet.sentence(token)[0]
        i = token
        while i - 1 >= first and token - i < 9:
            tag, word = sheet.tag[i - 1], sheet.word[i - 1]
            if word in ("and", "&", "/") and i - 2 >= first and self._joined(i - 2, i):
                i -= 2
                continue
            if tag not in BEFORE or tag in ("CC", "IN", "VBG") or word in LEAD or (tag == "CD" and word.isdigit()):
                break
            if word in ("-", "–") and sheet.start[i] > sheet.end[i - 1]:
                break  # a dash between clauses
            if sheet.head[i - 1] < i - 1 and sheet.dep[i - 1] in _OUTSIDE and tag in ("NN", "NNS"):
                break
            if tag == "VBN" and (sheet.head[i - 1] < i or sheet.dep[i - 1] in ("ROOT", "conj", "relcl")):
                break  # "who brought Sen. X"
            if sheet.head[i - 1] < first or (sheet.head[i - 1] < i - 3 and word not in ("'s", "’s", "-")):
                break
            i -= 1
        while i < token and (sheet.word[i] in ("'s", "’s", "-", "’") or sheet.tag[i] == "POS"):
            i += 1
        return i

    def _joined(self, before: int, after: int) -> bool:
        """Whether "and" stands within a title: "founder and chair", "Work and Pensions Secretary"."""
        sheet = self.sheet
        if is_person_noun(sheet.word[before]):
            return True
        capitals = all(sheet.text[sheet.start[i]].isupper() and sheet.tag[i][:3] == "NNP" for i in (before, after))
        return capitals and sheet.ent_type[before] not in ("PERSON", "GPE") and not is_person_noun(sheet.word[after])

    def cut(self, end: int, first: int, limit: int) -> int:
        """Where a description ends that may go on with "of …" or "at …"."""
        sheet = self.sheet
        noun = end - 1
        while end < limit and end - first < LONGEST:
            word = sheet.word[end]
            if word in STOPS or sheet.tag[end] in ("VBD", "VBZ", "VBP", "WP", "WDT", "WP$", "_SP", "MD"):
                break
            if word == "and" and end + 1 < limit and sheet.tag[end + 1] in ("PRP", "VBD", "VBZ", "RB", "DT"):
                break
            if word in _WHEN_TOO and sheet.ent_type[end] == "DATE":
                break  # "nominee this year"
            if word in _FROM_WHEN and end + 1 < limit and self._is_time(end + 1):
                break  # "chairman in May", "mayor for ten years"
            end += 1
        while end > noun + 1 and sheet.tag[end - 1] in _ENDINGS:
            end -= 1
        return end

    def _is_time(self, token: int) -> bool:
        sheet = self.sheet
        return sheet.tag[token] == "CD" or sheet.word[token] in CALENDAR or sheet.ent_type[token] in ("DATE", "TIME")

    def head_before(self, comma: int, wanted: Callable[[str], bool]) -> int | None:
        """The noun of the phrase that a comma ends: "chair" of "the chair of the housing committee,"."""
        sheet = self.sheet
        first = max(sheet.sentence(comma)[0], comma - _FARTHEST)
        found = None
        for i in range(comma - 1, first - 1, -1):
            word, tag = sheet.word[i], sheet.tag[i]
            if sheet.ent_type[i] == "PERSON" or (tag not in _WITHIN and word not in _BINDS and tag != "VBG"):
                break
            if tag == "NN" and wanted(word) and (sheet.word[i + 1] in _BINDS or sheet.tag[i + 1] == "VBG"):
                start = self.reach_back(i)
                if start == first or sheet.word[start - 1] in LEAD | {"'s", "’s"} or sheet.tag[start] == "JJ":
                    found = i
        return found

    def closes(self, token: int) -> bool:
        """Whether what stands before a token may be an apposition that ends there."""
        return token >= len(self.sheet) or self.sheet.word[token] in _CLOSES

    def text(self, start: int, end: int) -> str:
        if end <= start:
            return ""
        text = self.sheet.text[self.sheet.start[start] : self.sheet.end[end - 1]]
        return re.sub(r"\s+", " ", text).strip(" ,;:!?\"“”‘’'-–—•·▪*")
