"""Names of what neither acts nor speaks: laws, indices, theories, illnesses, species, machines, parts in a play.

The tagger takes them for bodies or people, for they have capitals like these. What tells them apart is the class of the
last word ("… Act", "… Index"), what the article calls them ("the bacteria Borrelia burgdorferi", "the Silver
Heron supercomputer", "a simulation they call ARGO9"), how they are brought in ("gross domestic product, or GDP"), and
whom somebody plays ("his role as Edward Rook").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.nlp.bodies import BODIES
from bot.nlp.lexicon import given_names, is_person_noun, nouns, word_set
from bot.nlp.naming import ORG_WORDS, Name
from bot.nlp.sheet import Sheet

THING_NOUNS = word_set("thing nouns")
"""What a name may be called that then names no actor: "supercomputer", "bacterium", "disease"."""
_LAST = word_set("thing ends")
_NO_ACTORS = word_set("no actors")
_MARKETS = word_set("market indices")
_CALLS = frozenset(
    {"call", "calls", "called", "dubbed", "named", "nicknamed", "known", "termed", "titled", "christened"}
)
_PARTS = frozenset({"role", "roles", "character", "characters"})
_PORTRAYS = frozenset({"portray", "portrays", "portrayed", "portraying"})
_MODIFIES = frozenset({"compound", "nmod", "amod"})
_TIES = frozenset({"of", "for", "and", "&"})
_STAND_ALONE = THING_NOUNS - word_set("made things")
_NO_MAKER = frozenset({"", "PERSON", "PRODUCT", "FAC"})
_WORKS = word_set("works")
_MADE = frozenset(
    {"directed", "filmed", "written", "composed", "recorded", "released", "published", "premiered", "adapted"}
)
_NUMBERED = word_set("numbered")
_LAWS = frozenset({"act", "protocol", "convention", "treaty", "accord", "agreement", "constitution"})
_NUMBER = re.compile(r"\d{1,4}[a-z]?|[ivx]{1,5}")
_LETTERED = frozenset({"group", "path", "pool", "pot", "block", "phase", "section", "exhibit", "appendix", "annex"})
_TEACHING = re.compile(r"\w{4,}ism")  # "Communism"
_LATIN = re.compile(r"[a-z]{3,}(?:us|is|um|ae|ii|ensis|oides|ella|cola|ans|ens|philus|formis)")
_GENUS = re.compile(r"[A-Z][a-z]{3,}(?:a|us|um|is|es|as|on|ix|ex|ax|ys)")
_NO_LATIN = word_set("no latin")
_MOST = 40


class Things:
    """Tells of the names of one text which are things'."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.lower: set[str] | None = None

    def is_thing(self, key: tuple[str, ...], names: Sequence[Name]) -> bool:
        """Whether a name, all of whose mentions are given, is one of what never acts."""
        return self._by_words(key, names) or self._by_context(names[:_MOST])

    def _by_words(self, key: tuple[str, ...], names: Sequence[Name]) -> bool:
        joined = " ".join(key)
        if joined in _MARKETS or joined in _NO_ACTORS:
            return True
        if len(key) > 1 and key[-1] in _LAST and key[-2] not in _TIES and not self._personal(key, names):
            return True
        if key[0].isdigit() and _LAWS & set(key):
            return True  # "1967 Protocol Relating to …"
        if len(key) > 1:
            number = key[1].rstrip(".")
            lettered = key[0] in _LETTERED and len(number) == 1 and number.isalpha()  # "Group D"
            if key[-2] in _LETTERED and _NUMBER.fullmatch(key[-1]) and len(key) > 2:
                return True  # "Deep Launch System Block 1B"
            return len(key) == 2 and (lettered or (key[0] in _NUMBERED and bool(_NUMBER.fullmatch(key[1]))))
        return bool(_TEACHING.fullmatch(joined)) or self._is_emphasis(names)

    @staticmethod
    def _personal(key: tuple[str, ...], names: Sequence[Name]) -> bool:
        """Whether the words are more likely a person's: "Sarah Bill"."""
        return key[0] in given_names() and any(n.label == "PERSON" for n in names)

    def _is_emphasis(self, names: Sequence[Name]) -> bool:
        """Whether a word in capitals is one that the text also writes without: "It is ALL about ME"."""
        name = names[0]
        written = name.words[0]
        if not written.isupper() or not written.isalpha() or len(written) < _LEAST_LOUD or any(n.the for n in names):
            return False
        if name.folded[0] in ORG_WORDS | BODIES | {"who"} or any(n.title or n.honorific for n in names):
            return False
        if self.lower is None:
            sheet = self.sheet
            self.lower = {w for w, s in zip(sheet.word, sheet.start, strict=True) if sheet.text[s].islower()}
        return name.folded[0] in self.lower

    def _by_context(self, names: Sequence[Name]) -> bool:
        """By a word put in the name's place, once; by what stands beside it, in a fair share of its places."""
        if all(n.start and self.sheet.word[n.start - 1] == "#" for n in names):
            return True
        if any(self._is_species(n) or self._is_abbreviated(n) for n in names):
            return True
        told = sum(self._is_called(n) or self._is_played(n) or self._is_work(n) for n in names)
        return told > 0 and told * _SHARE >= len(names)

    def _is_species(self, name: Name) -> bool:
        """Whether a Latin word follows a genus: "Borrelia burgdorferi"."""
        sheet, after = self.sheet, name.end
        if after >= len(sheet) or len(name.words) != 1 or not _GENUS.fullmatch(name.words[0]):
            return False
        word = sheet.word[after]
        latin = sheet.text[sheet.start[after]].islower() and bool(_LATIN.fullmatch(word)) and word not in _NO_LATIN
        return latin and sheet.tag[after] in ("NN", "NNP", "FW", "JJ", "NNS")

    def _is_called(self, name: Name) -> bool:
        """Whether a noun beside a name says that it is a thing: before it, behind it, or in "a probe called X"."""
        sheet, head = self.sheet, name.head
        before, after = name.start - 1, name.end
        if before >= 0 and sheet.word[before] in THING_NOUNS and sheet.tag[before] in ("NN", "NNS"):
            return sheet.dep[before] not in _MODIFIES or sheet.head[before] in range(name.start, name.end)
        behind = after < len(sheet) and sheet.head[head] == after and sheet.dep[head] in _MODIFIES
        if (
            behind
            and sheet.word[after] in _STAND_ALONE
            and (name.label in _NO_MAKER or (name.the and name.label == "ORG"))
        ):
            return True
        noun = self._named_noun(name)
        return noun is not None and sheet.word[noun] in THING_NOUNS

    def _named_noun(self, name: Name) -> int | None:
        """What a verb of naming is said of: "simulation" in "a simulation they call ARGO9", "known as ARGO9"."""
        sheet = self.sheet
        at = name.head
        if sheet.dep[at] == "pobj" and sheet.word[sheet.head[at]] == "as":
            at = sheet.head[at]
        elif sheet.dep[at] not in ("oprd", "attr", "dobj", "appos", "ccomp"):
            return None
        verb = sheet.head[at]
        if sheet.word[verb] not in _CALLS or sheet.dep[verb] not in ("acl", "relcl"):
            return None
        return sheet.head[verb]

    def _is_abbreviated(self, name: Name) -> bool:
        """Whether capitals stand for common words right before them: "gross domestic product (GDP)"."""
        sheet, at = self.sheet, name.start - 1
        letters = name.words[0].lower()
        if len(name.words) > 1 or not name.words[0].isupper() or not letters.isalpha() or not 1 < len(letters) < 6:
            return False
        if at > 1 and sheet.word[at] == "the":
            at -= 1
        if at < 1 or (sheet.word[at] != "(" and not (sheet.word[at] == "or" and sheet.word[at - 1] == ",")):
            return False
        last = at - (1 if sheet.word[at] == "(" else 2)
        words: list[int] = []
        i = last
        while i >= 0 and len(words) < len(letters) and last - i < 2 * len(letters):
            if sheet.word[i].isalpha():
                words.append(i)
            elif sheet.word[i] != "-":
                return False
            i -= 1
        spelled = "".join(sheet.word[i][0] for i in reversed(words)) == letters
        common = all(sheet.text[sheet.start[i]].islower() for i in words)
        return spelled and common and not _is_body_noun(sheet.word[last])

    def _is_work(self, name: Name) -> bool:
        """Whether a title is a film's or a book's: "the Harbour Lights film", "2016's Harbour Lights"."""
        sheet, head = self.sheet, name.head
        if name.label != "WORK_OF_ART":
            return False
        if sheet.dep[head] in _MODIFIES and sheet.word[sheet.head[head]] in _WORKS:
            return True
        owned = name.start > 1 and sheet.word[name.start - 1] in ("'s", "’s") and sheet.word[name.start - 2].isdigit()
        return owned or (sheet.dep[head] == "nsubjpass" and sheet.word[sheet.head[head]] in _MADE)

    def _is_played(self, name: Name) -> bool:
        """Whether somebody plays the one named: "his role as Edward Rook", "Tom Ellery's Captain Rook"."""
        sheet, head = self.sheet, name.head
        if name.label != "PERSON" or sheet.dep[head] in ("poss", "compound", "nmod"):
            return False
        up = sheet.head[head]
        if sheet.word[up] in _PORTRAYS:
            return sheet.dep[head] == "dobj" and not any(sheet.word[k] == "as" for k in sheet.kids[up])
        if sheet.dep[head] == "pobj" and sheet.word[up] in ("as", "of") and sheet.word[sheet.head[up]] in _PARTS:
            return True
        return any(
            sheet.dep[k] == "poss" and sheet.ent_type[k] == "PERSON" and sheet.ent_type[k - 1] == "PERSON"
            for k in sheet.kids[head]
            if 0 < k < name.start and sheet.word[k + 1] in ("'s", "’s")
        )


def _is_body_noun(word: str) -> bool:
    """Whether a common noun is one for a body or a person: "team", "agency", "officer"."""
    return word in ORG_WORDS or word in BODIES or word in nouns().organizations or is_person_noun(word)


_LEAST_LOUD = 3
_SHARE = 4
"""One mention in so many must say what a name is: a person may once be called something."""
