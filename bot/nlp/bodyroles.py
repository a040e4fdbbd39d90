"""What the article says a body is: "Swiss consultancy", "union representing the drivers", "Rwanda-backed armed group".

As with people, a role is the article's own words, from before the name, behind it or around it.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.nlp.entities import Entity
from bot.nlp.lexicon import nouns, word_set
from bot.nlp.naming import Name
from bot.nlp.phrases import LEAD, Phrases
from bot.nlp.sheet import SUBJECT, Sheet

type Add = Callable[[Entity, str, float, int, int], None]
"""Keeps a text as a role of somebody, of some worth, where the tokens start..end name one."""

_WHOLE = word_set("named before what it is")
_GLUE = frozenset({"NN", "JJ", "HYPH", "VBN", "NNP"})


class BodyRoles:
    """Reads the roles of bodies from the words before and around their names."""

    def __init__(self, sheet: Sheet, phrases: Phrases, add: Add) -> None:
        self.sheet = sheet
        self.phrases = phrases
        self.add = add

    def read(self, entity: Entity, name: Name) -> None:
        """Takes what stands at one place where a body is named."""
        sheet = self.sheet
        first = name.start + (1 if name.words[0] == "The" and sheet.word[name.start] == "the" else 0)
        noun = first - 1
        if noun >= 0 and sheet.word[noun] == "the":
            noun -= 1
        if noun < 0:
            return
        if sheet.word[noun] == ",":
            self._called(entity, name, noun)
        elif noun == name.start - 1 and self._is_body(noun) and self._belongs(entity, noun, name):
            start = self.phrases.reach_back(noun)
            self.add(entity, self.phrases.text(start, name.start), 1.0, start, name.start)
        self._around(entity, name)

    def _is_body(self, token: int) -> bool:
        """Whether a token is a common noun for a body: no "Senate Republicans", no "pro-business court"."""
        sheet = self.sheet
        word = sheet.word[token]
        if token > 1 and sheet.word[token - 1] == "-" and sheet.end[token - 1] == sheet.start[token]:
            word = f"{sheet.word[token - 2]}-{word}"
        opens = token == 0 or sheet.sent[token] != sheet.sent[token - 1]
        return word in nouns().organizations and (opens or sheet.tag[token] not in ("NNP", "NNPS", "JJ"))

    def _belongs(self, entity: Entity, noun: int, name: Name) -> bool:
        """Whether a noun right before a name tells what it is: "the Swiss consultancy X", not "the firm X bought"."""
        sheet = self.sheet
        up = sheet.head[name.head]
        if sheet.head[noun] in range(name.start, name.end) or up == noun or entity.type == "other":
            return True
        if sheet.dep[name.head] in SUBJECT and sheet.dep[up] == "relcl":
            return False
        start = self.phrases.reach_back(noun)
        return sheet.text[sheet.start[noun]].islower() and start > 0 and sheet.word[start - 1] in LEAD

    def _called(self, entity: Entity, name: Name, comma: int) -> None:
        """ "The brewer's union, X, said", "the union representing the drivers, X, called"."""
        sheet = self.sheet
        noun = comma - 1
        if self._is_body(noun):
            if sheet.dep[name.head] == "appos" and sheet.head[name.head] == noun:
                start = self.phrases.reach_back(noun)
                self.add(entity, self.phrases.text(start, comma), 1.0, start, comma)
            return
        at = self.phrases.head_before(comma, lambda word: word in nouns().organizations)
        if at is not None and self.phrases.closes(name.end) and sheet.text[sheet.start[at]].islower():
            start = self.phrases.reach_back(at)
            self.add(entity, self.phrases.text(start, comma), 1.0, start, at + 1)

    def _whole(self, name: Name, end: int) -> bool:
        """Whether the phrase ends there, and "the" opens it: no "X party leader", no "a Tea Party group"."""
        sheet = self.sheet
        if end < len(sheet) and sheet.tag[end] in ("NN", "NNS", "NNP", "POS", "HYPH"):
            return False
        start = self.phrases.reach_back(name.start)
        opening = sheet.word[start - 1] if start else ""
        return opening in ("the", "its", "their", "'s", "’s") and all(t in _GLUE for t in sheet.tag[name.end : end])

    def _around(self, entity: Entity, name: Name) -> None:
        """ "The Rwanda-backed M23 armed group": what it is stands on both sides of the name."""
        sheet = self.sheet
        last = sheet.head[name.head]
        for _ in range(2):
            if sheet.tag[last] in ("JJ", "VBN") and last >= name.end:
                last = sheet.head[last]
        end = last + 1
        if not name.end <= last < name.end + 4 or sheet.word[last] not in _WHOLE or sheet.tag[last] != "NN":
            return
        if not (name.the or name.start > 0) or name.label in ("NORP", "GPE") or not self._whole(name, end):
            return
        start = self.phrases.reach_back(name.start) if name.start else name.start
        before, after = self.phrases.text(start, name.start), self.phrases.text(name.end, end)
        self.add(entity, f"{before} {after}".strip(), 0.6, end - 1, end)
