"""The names that spaCy's tagger saw, cut where they ran over a line, a bracket, a verb or the next name."""

from __future__ import annotations

from bot.nlp.naming import LEGAL_FORMS, PROPER
from bot.nlp.owned import FIELDS
from bot.nlp.sheet import Sheet

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_VERBS = frozenset({"is", "are", "was", "were", "has", "had", "says"})
_DASHES = frozenset({"-", "–", "—", "--"})
_LEAST_BODY = 2
_LEAST_FIELDS = 4


class Tagged:
    """Reads the tagger's spans of one text."""

    def __init__(self, sheet: Sheet, headline: list[bool]) -> None:
        self.sheet = sheet
        self.headline = headline

    def spans(self) -> list[tuple[int, int, str]]:
        """spaCy's entities of the kinds that can act, cut at line breaks."""
        sheet = self.sheet
        out = []
        for ent in sheet.doc.ents:
            if ent.label_ not in _NAMED:
                continue
            start, end = ent.start, ent.end
            for i in range(start, end):
                if "\n" in sheet.text[sheet.start[i] : sheet.end[i]] or sheet.tag[i] == "_SP" or self._opens(i, start):
                    end = i
                    break
            while ent.label_ in ("ORG", "PERSON") and (mark := self._listed(start, end)) is not None:
                out.append((start, mark, ent.label_))
                start = mark + 1
            if ent.label_ == "PERSON":
                end = next((i for i in range(start + 1, end) if sheet.word[i] in _VERBS), end)  # "Lee Ward Is Right"
            while ent.label_ in ("PERSON", "ORG") and end - start > 1 and self._is_verb(end - 1):
                end -= 1
            if out and out[-1][1] > start:
                continue  # taken by the fields of the body before
            if end > start:
                out.append((start, self._to_last_field(end) if ent.label_ == "ORG" else end, ent.label_))
        return out

    def _to_last_field(self, end: int) -> int:
        """Where a body's name ends whose fields go on: "Larkin Defense, Space" + ", and Security"."""
        word = self.sheet.word
        if end < _LEAST_FIELDS or word[end - 1] not in FIELDS or word[end - 2] != "," or word[end - 3] not in FIELDS:
            return end
        tie = end + (word[end : end + 1] == [","])
        goes_on = word[tie : tie + 1] in (["and"], ["&"]) and word[tie + 1 : tie + 2] != []
        return tie + 2 if goes_on and word[tie + 1] in FIELDS and self._capital(tie + 1) else end

    def _listed(self, start: int, end: int) -> int | None:
        """The mark or "and" between two bodies that the tagger took for one: "Facebook, Google", "Reuters/Ipsos"."""
        word = self.sheet.word
        for i in range(start + 1, end - 1):
            if word[i] == "/" and min(len(word[i - 1]), len(word[i + 1])) > _LEAST_BODY:
                return i
            if self.sheet.ent_type[start] != "ORG":
                continue
            if word[i] == "," and self._is_row(start, end):
                return i
            if word[i] == "and" and self._stand_alone(start, i, end):
                return i
        return None

    def _is_row(self, start: int, end: int) -> bool:
        """Whether tokens are single words with commas between: "Facebook, Twitter, Instagram"."""
        word, tag = self.sheet.word, self.sheet.tag
        commas = all(word[i] == "," for i in range(start + 1, end, 2))
        names = all(tag[i] in PROPER and word[i].strip(".") not in LEGAL_FORMS for i in range(start, end, 2))
        return (end - start) % 2 == 1 and commas and names

    def _stand_alone(self, start: int, at: int, end: int) -> bool:
        """Whether either of two names that "and" ties is a name by itself elsewhere: "The Dial and Ledger"."""
        word = self.sheet.word
        if {"of", "for", "on"} & set(word[start:at]) or word[start] in FIELDS:
            return False
        return self._alone_elsewhere(start, at) or self._alone_elsewhere(at + 1, end)

    def _alone_elsewhere(self, start: int, end: int) -> bool:
        """Whether the words of a name stand somewhere else in the text, with capitals, and no name around them."""
        word, size = self.sheet.word, end - start
        return any(
            word[i] == word[start] and word[i : i + size] == word[start:end] and self._is_free(i, i + size)
            for i in range(len(word) - size)
            if not start - size < i < end
        )

    def _is_free(self, start: int, end: int) -> bool:
        """Whether tokens have capitals, and are no part of a longer name nor of a headline."""
        sheet, capital = self.sheet, self._capital
        before, after = start - 1, end
        if not all(capital(i) for i in range(start, end)) or self.headline[start]:
            return False
        opens = start == 0 or sheet.sent[start] != sheet.sent[before]
        if (capital(after) and sheet.word[after].isalpha()) or sheet.word[after] in ("and", "&"):
            return False
        if opens:
            return end - start > 1  # a single word has its capital from the sentence
        tied = sheet.word[before] in ("and", "&", "of", "for")
        return not tied and not (capital(before) and sheet.word[before].isalpha())

    def _is_verb(self, token: int) -> bool:
        """Whether a name took in the verb behind it: "Blom chairs"."""
        sheet = self.sheet
        return sheet.tag[token] in ("VBZ", "VBD") and sheet.text[sheet.start[token]].islower()

    def _opens(self, token: int, start: int) -> bool:
        """Whether a bracket or a dash opens inside a name: "Maritime Institute (Inamar", "Lee Ward - himself"."""
        sheet = self.sheet
        if token == start:
            return False
        dash = sheet.word[token] in _DASHES and sheet.start[token] > sheet.end[token - 1]
        return sheet.word[token] == "(" or dash

    def _capital(self, token: int) -> bool:
        return self.sheet.text[self.sheet.start[token]].isupper()
