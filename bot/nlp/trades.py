"""Roles told by what somebody does: "who runs a bakery", "X chairs the board", "works as a nurse", "prosecuting".

Only verbs that tell of a post or a living count, and of a main clause only the present: there the past tells the story
("she led them to the gate"), while the present is kept for what somebody is. The role is the article's own words from
the verb on, or those after "as".
"""

from __future__ import annotations

from collections.abc import Callable

from bot.nlp.entities import Entity
from bot.nlp.lexicon import word_set
from bot.nlp.naming import Name
from bot.nlp.phrases import Phrases
from bot.nlp.sheet import Sheet

type Add = Callable[[Entity, int, int, float], None]
"""Keeps the words of the tokens start..end as a role of somebody, of some worth."""

_DOES = word_set("has for a post")
_DID = word_set("had for a post")
_STANDING = word_set("stands for a post")
_BODY_DOES = word_set("does as a body")
_PLACED = frozenset({"for", "at", "in", "with", "on", "as", "under", "near", "out", "across"})
_LIGHT = frozenset({"also", "now", "still", "then", "currently", "jointly", "once", "formerly", "previously", "both"})
_COURT = frozenset({"prosecuting", "defending", "mitigating"})
_AHEAD = frozenset({"leads", "led"})  # of people, in a poll or a race
_FOR_OTHERS = frozenset({"representing", "speaking", "acting", "appearing"})
_SIDES = frozenset({"prosecution", "defence", "defense", "crown"})
_ENDS = frozenset(',.;:—–()"“”?!') | {"--", "\n", "-"} | (word_set("stops") - {"that"})
_NEW_CLAUSE = frozenset({"VBZ", "VBD", "VBP", "PRP", "RB", "MD", "EX"})
_BREAKS = frozenset({"VBD", "MD", "_SP", "WP", "WRB", "``", "''"})
LONGEST = 16
"""Tokens of a role told by a verb."""
WORTH, WORTH_MAIN, WORTH_AS, WORTH_LIVES, WORTH_KNOWN = 0.5, 0.45, 1.2, 0.15, 0.35
"""Below any role told by a noun; "works as a nurse" is one."""


class TradeReader:
    """Reads what the people and bodies of one text are told to do."""

    def __init__(self, sheet: Sheet, phrases: Phrases, add: Add) -> None:
        self.sheet = sheet
        self.phrases = phrases
        self.add = add

    def after(self, entity: Entity, at: int) -> bool:
        """Takes the clause from token `at` on, which stands behind a name and a comma."""
        sheet = self.sheet
        size = len(sheet)
        if at + 2 >= size:
            return False
        word = sheet.word[at]
        if word in ("best", "better") and sheet.word[at + 1] == "known" and sheet.word[at + 2] in ("for", "as"):
            self.add(entity, at, self._end(at), WORTH_KNOWN)
            return True
        if entity.is_person:
            if word in _FOR_OTHERS and sheet.tag[at] == "VBG":
                self.add(entity, at, self._end(at), 0.4)
                return True
            if word in _COURT:
                self.add(entity, at, self._end(at), 1.0)
                return True
            if word == "for" and sheet.word[at + 1] in ("the", "its") and sheet.word[at + 2] in _SIDES:
                self.add(entity, at, at + 3, 1.0)
                return True
            if word == "whose" and sheet.word[at + 2] in _DOES:  # "whose family runs a ferry"
                return self._clause(entity, at + 2, _DOES, WORTH, start=at + 1)
            if word != "who":
                return False
            return self._clause(entity, at + 1, _DID | _DOES, WORTH)
        if word == "which":
            return self._clause(entity, at + 1, _BODY_DOES, WORTH)
        return False

    def opening(self, entity: Entity, name: Name) -> bool:
        """ "Prosecuting, X told the court": what X did there."""
        word = self.sheet.word
        at = name.start - 2
        if not entity.is_person or at < 0 or word[at] not in _COURT or word[at + 1] != ",":
            return False
        self.add(entity, at, at + 1, 1.0)
        return True

    def main(self, entity: Entity, head: int) -> bool:
        """ "X runs a hotel", "she chairs the board": token `head` is the name's or the pronoun's."""
        sheet = self.sheet
        if not entity.is_person or sheet.dep[head] != "nsubj":
            return False
        verb = sheet.head[head]
        if verb <= head or not self._is_told(verb):
            return False
        tag = sheet.tag[verb]
        if tag == "VBZ" and sheet.word[verb] in _STANDING and self._has_object(verb, person=False):
            return self._take(entity, verb, verb, WORTH_MAIN)
        aux = next((k for k in sheet.kids[verb] if sheet.dep[k] == "aux" and sheet.word[k] == "has"), None)
        if tag == "VBN" and aux is not None and sheet.word[verb] in _DID and self._lasts(verb):
            return self._take(entity, aux, verb, WORTH_MAIN)
        return False

    def _clause(self, entity: Entity, at: int, verbs: frozenset[str], worth: float, *, start: int = -1) -> bool:
        """A relative clause whose words after "who" begin at token `at`."""
        sheet = self.sheet
        first = at
        while first < len(sheet) and sheet.word[first] in _LIGHT:
            first += 1
        verb = first
        while verb + 1 < len(sheet) and verb - first < 4:
            if sheet.word[verb] not in _LIGHT | {"has", "had", "have", "been", "used", "to", "'s", "’s", "long"}:
                break
            verb += 1
        if verb >= len(sheet):
            return False
        if sheet.word[verb] not in verbs and not (sheet.word[verb - 1] == "to" and f"{sheet.word[verb]}s" in verbs):
            return False
        if not self._has_object(verb):
            return False
        return self._take(entity, first if start < 0 else start, verb, worth)

    def _take(self, entity: Entity, start: int, verb: int, worth: float) -> bool:
        sheet = self.sheet
        if verb + 1 >= len(sheet):
            return False
        if sheet.word[verb + 1] == "as" and sheet.word[verb].startswith(("work", "serv")):
            start, worth = verb + 2, WORTH_AS
            while start < len(sheet) and sheet.word[start] in ("a", "an", "the", "its", "their"):
                start += 1
            if start >= len(sheet):
                return False
            verb = start
        if sheet.word[verb].startswith("live"):
            worth = WORTH_LIVES
        end = self._end(verb)
        if worth == WORTH_AS:
            end = self.phrases.cut(verb + 1, verb, end)
        if end <= verb or (worth != WORTH_AS and end == verb + 1):
            return False
        self.add(entity, start, end, worth)
        return True

    def _end(self, first: int) -> int:
        """Where the clause that begins with token `first` ends, as a role."""
        sheet = self.sheet
        limit = min(sheet.sentence(first)[1], first + LONGEST)
        end = first + 1
        while end < limit:
            word = sheet.word[end]
            if word == "-" and sheet.start[end] == sheet.end[end - 1]:
                end += 1
                continue
            if word in _ENDS or sheet.tag[end] in _BREAKS:
                break
            if word in ("and", "or") and end + 1 < limit and sheet.tag[end + 1] in _NEW_CLAUSE:
                break
            end += 1
        while end > first + 1 and sheet.tag[end - 1] in ("IN", "CC", "DT", "TO", "RB", "PRP$", "POS", "PRP"):
            end -= 1
        return end

    def _has_object(self, verb: int, *, person: bool = True) -> bool:
        """Whether the verb tells of what or where: an object, or "for", "at", "as" right behind it."""
        sheet = self.sheet
        if verb + 1 < len(sheet) and sheet.word[verb + 1] in _PLACED and sheet.word[verb].startswith(_GOES_WITHOUT):
            return True
        for kid in sheet.kids[verb]:
            if kid > verb and sheet.dep[kid] in ("dobj", "attr"):
                return (person and sheet.word[verb] not in _AHEAD) or sheet.ent_type[kid] != "PERSON"
        return False

    def _is_told(self, verb: int) -> bool:
        """Whether a sentence tells this, and no headline does: it ends in a stop, and nothing denies or doubts it."""
        sheet = self.sheet
        first, end = sheet.sentence(verb)
        last = end - 1
        while last > first and (sheet.tag[last] == "_SP" or sheet.word[last] in ('"', "”", "’")):
            last -= 1
        return sheet.word[last] in (".", ",") and not any(sheet.dep[k] == "neg" for k in sheet.kids[verb])

    def _lasts(self, verb: int) -> bool:
        """Whether something has gone on for long: "since 2015", "for 30 years"."""
        sheet = self.sheet
        low, high = sheet.sentence(verb)
        for i in range(verb, min(high, verb + 14)):
            if sheet.word[i] == "since":
                return True
            if (
                sheet.word[i] in ("years", "decades", "months", "year", "decade")
                and "for" in sheet.word[max(low, i - 5) : i]
            ):
                return True
        return False


_GOES_WITHOUT = (
    *("work", "serv", "play", "lectur", "teach", "taught", "farm", "train", "volunteer", "specialis", "specializ"),
    *("sit", "sat", "practis", "practic", "writ", "wrote", "live", "stud", "coach", "advis", "trad", "deal"),
)
"""Verbs that tell of a living without an object: "works for the council", "teaches in Hull"."""
