"""Bodies and groups that act without a name of their own: "the Afghan government", "Trump's advisers", "teachers".

A body is named by whose it is: "Russia's foreign ministry" and "the Russian Foreign Ministry" are one. A group counts
as an actor where it speaks, where it is named by whose it is and acts, or where the article keeps coming back to it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from bot.nlp.lexicon import fold, gazetteer, nouns, word_set
from bot.nlp.naming import Name
from bot.nlp.owned import FIELDS
from bot.nlp.sheet import SUBJECT, Sheet

BODIES = word_set("bodies")
"""Head nouns of institutions, told apart by whose they are."""
_WITH_FIELD = word_set("bodies of a field")
_OF_STATE = frozenset({"department", "commission"})
_ALONE = word_set("alone")
"""Bodies of the country or town that a story is set in, which needn't be said: "the government", "police"."""
BARE = word_set("bare bodies")
"""Bodies that stand without an article, too."""
_PLURAL_BODIES = word_set("plural bodies")
_ANYBODY = word_set("anybody")
_SPOKEN_OF = frozenset({"officials", "sources", "experts", "analysts", "members", "sisters", "brothers", "parents"})
_KNOWN_BY = {
    "police": {"police", "constabulary", "sheriff"},
    "prosecutors": {"prosecutor", "prosecutors", "prosecution", "prosecutions", "attorney"},
    "military": {"military", "army", "forces"},
    "army": {"army"},
    "jury": {"jury"},
}
"""Bodies that are named already where a name holds one of these words: "police" by "Leeds Police Department"."""
_OF_A_KIND = word_set("of a kind")
_ALIKE = {"troops": "forces", "soldiers": "forces"}  # of one country, one body
_PERSONAL = frozenset({"family", "office", "team"})
_BETWEEN = frozenset({"JJ", "NN", "NNP", "NNPS", "POS", "HYPH", "NNS", "VBN", "CD"})
_OFTEN = 3
_OF_PHRASE = frozenset({"det", "amod", "compound", "nmod", "poss"})
_ACTS = frozenset({"nsubj", "nsubjpass"})


class BodyFinder:
    """Finds the bodies and groups of one text, given the names found in it."""

    def __init__(
        self, sheet: Sheet, names: list[Name], quoted: list[bool], apart: list[bool], says: frozenset[str]
    ) -> None:
        self.sheet = sheet
        self.quoted = quoted
        self.apart = apart
        self.says = says
        self.surnames = {n.folded[-1] for n in names if n.label == "PERSON" and len(n.folded) > 1}
        self.at: dict[int, Name] = {}
        for name in names:
            for i in range(name.start, name.end):
                self.at[i] = name

    def find(self) -> list[Name]:
        """Mentions of bodies and groups, in text order."""
        sheet, table = self.sheet, nouns()
        bodies: list[Name] = []
        groups: list[tuple[Name, bool, str]] = []
        alone: list[Name] = []
        word, tag = sheet.word, sheet.tag
        plurals = table.plurals
        for i in range(len(sheet)):
            t = tag[i]
            if t not in ("NN", "NNS", "NNP", "NNPS"):
                continue
            w = word[i]
            if w in BODIES or (i and (f"{word[i - 1]} {w}" in BODIES or self._is_of_field(i))):
                name = self._body(i)
                if name is not None:
                    bodies.append(name)
                elif i in self.at:
                    continue
                elif w in _ALONE and (name := self._alone(i)) is not None:
                    alone.append(name)
                elif w in _OF_STATE and word[i - 1] in FIELDS and word[i - 2] == "the" and i > 1:
                    alone.append(self._named(i - 1, i, "ORG"))  # "the immigration department"
            elif i not in self.at and (w in plurals or w in _PLURAL_BODIES) and self._is_plural(i):
                groups.append(self._group(i))
        return sorted(bodies + self._acting(alone, bodies) + self._lasting(groups), key=lambda n: n.start)

    def _is_of_field(self, i: int) -> bool:
        """Whether a common noun is a body's that has a field: "health commission", "planning department"."""
        sheet = self.sheet
        if sheet.word[i] not in _WITH_FIELD or sheet.tag[i] != "NN" or not self._is_common(i):
            return False
        before = sheet.tag[i - 1] == "NN" and sheet.text[sheet.start[i - 1]].islower()
        return before and sheet.head[i - 1] == i and sheet.dep[i] not in ("compound", "nmod") and i + 1 not in self.at

    def _is_plural(self, i: int) -> bool:
        """Whether a token is a plural, also where its capitals hide that: "MPs"."""
        sheet = self.sheet
        written = sheet.text[sheet.start[i] : sheet.end[i]]
        return sheet.tag[i] in ("NNS", "NNPS") or (written[:-1].isupper() and written[-1] == "s" and len(written) > 2)

    def _alone(self, i: int) -> Name | None:
        """ "the government", "police", "the interior ministry"; nothing where the words only modify others."""
        sheet = self.sheet
        if sheet.dep[i] in ("compound", "nmod", "amod", "poss") or not self._is_common(i):
            return None
        start = i
        while (
            start and start - 1 not in self.at and sheet.tag[start - 1] in ("NN", "JJ") and sheet.head[start - 1] == i
        ):
            start -= 1
        if (
            start < i
            and sheet.word[i] != "ministry"
            and (sheet.word[i] not in BARE or sheet.word[start] not in _OF_A_KIND)
        ):
            return None  # "the local police", "the provincial government": one of several
        if start == i and sheet.word[i] == "ministry":
            return None  # one named before
        before = sheet.word[start - 1] if start else ""
        bare = sheet.word[i] in BARE and not any(sheet.dep[k] in _OF_PHRASE for k in sheet.kids[i] if k < i)
        if before == "the" or bare:
            name = self._named(start, i, "ORG")
            if sheet.word[i] == "jurors":
                name.words, name.folded = ("jury",), ("jury",)
            return name
        return None

    def _is_common(self, i: int) -> bool:
        """Whether a noun has no capital but that of its sentence."""
        sheet = self.sheet
        opens = i == 0 or sheet.sent[i] != sheet.sent[i - 1] or sheet.tag[i - 1] == "_SP"
        return opens or sheet.text[sheet.start[i]].islower()

    def _acting(self, alone: list[Name], bodies: list[Name]) -> list[Name]:
        """Those of the bodies without an owner that do something, and that no name in the text goes before."""
        named = [*bodies, *self.at.values()]
        known = {n.folded[-1] for n in named}
        within = {w.removesuffix("'s") for n in named if len(n.folded) > 1 for w in n.folded}
        known.update(body for body, words in _KNOWN_BY.items() if within & words)
        acts = {n.folded for n in alone if self.sheet.dep[n.head] in _ACTS and not n.quoted}
        return [n for n in alone if len(n.folded) > 1 or (n.folded in acts and n.folded[0] not in known)]

    def _body(self, i: int) -> Name | None:
        inside = self.at.get(i)
        if self.sheet.word[i : i + 2] == ["opposition", "to"]:
            return None  # an attitude
        if inside is not None and (inside.label == "ORG" or inside.start < i) and inside.end > i:
            return None
        owner, start = self._owner(i)
        if owner is None or ((sheet_word := self.sheet.word[i]) in _PERSONAL and not self._is_person(owner)):
            return None
        return self._named(start, i, "GROUP" if sheet_word == "family" else "ORG")

    def _is_person(self, owner: Name) -> bool:
        """Whether a name is a person's, also where the tagger takes a surname for a town's."""
        return owner.label in ("PERSON", "") or (len(owner.folded) == 1 and owner.folded[0] in self.surnames)

    def _owner(self, noun: int) -> tuple[Name | None, int]:
        """The name that tells whose body or group this is, and the token it begins at."""
        sheet = self.sheet
        first = sheet.sentence(noun)[0]
        i = noun - 1
        while i >= first and noun - i < 6 and (sheet.tag[i] in _BETWEEN or sheet.word[i] in ("’", "'")):
            found = self.at.get(i)
            if found is not None and sheet.word[i + 1] == "-":
                return None, noun  # "Republican-dominated"
            if found is not None:
                low = found.title[0] if found.title else found.start
                return (found, low if found.label in ("NORP", "GPE", "ORG") else found.start)
            if fold(sheet.word[i]) in gazetteer().by_adjective:
                return self.at.get(i), i
            i -= 1
        return None, noun

    def _group(self, i: int) -> tuple[Name, bool, str]:
        """A plural of people, whether it is told by whose they are, and its noun."""
        sheet = self.sheet
        owner, start = self._owner(i)
        if owner is None:
            start = i
            while start > 0 and sheet.tag[start - 1] in ("NN", "NNS", "NNP") and sheet.dep[start - 1] == "compound":
                start -= 1
            if 0 < start < i and (sheet.word[start - 1] in _OF_A_KIND or start <= sheet.head[start - 1] < i):
                start -= sheet.tag[start - 1] in ("JJ", "NNP")  # "local government leaders"
        elif sheet.word[i - 1] == "police":
            return self._named(start, i - 1, "ORG"), True, "police"  # "Leeds police officers"
        return self._named(start, i, "GROUP"), owner is not None, sheet.word[i]

    def _opening(self, groups: list[tuple[Name, bool, str]]) -> list[Name]:
        """Those that the first sentence is about, where the story comes back to them: "Dozens of Labour MPs urged"."""
        sheet = self.sheet
        first = next((n for n, i in enumerate(sheet.sents) if not self.apart[i] and sheet.tag[i] != "_SP"), 0)
        counts = Counter(noun for _, _, noun in groups)
        out = []
        for name, owned, noun in groups:
            if sheet.sent[name.head] > first + 1:
                break
            at = name.head
            if sheet.dep[at] == "pobj" and sheet.word[sheet.head[at]] in ("of", "than") and not self.apart[at]:
                at = sheet.head[sheet.head[at]]
            if noun in _SPOKEN_OF and not owned:
                continue
            told = sheet.dep[at] in SUBJECT and sheet.dep[sheet.head[at]] in ("ROOT", "ccomp", "conj")
            if told and counts[noun] > 1 and not name.quoted and (noun not in _ANYBODY or owned or len(name.words) > 1):
                out.append(name)
        return out

    def _named(self, start: int, noun: int, label: str) -> Name:
        sheet = self.sheet
        words = []
        for i in range(start, noun + 1):
            if sheet.tag[i] in ("CD",):
                continue
            words.append(sheet.text[sheet.start[i] : sheet.end[i]])
        owner = self.at.get(start)
        kind = "" if owner is None or self._is_person(owner) else owner.label
        # "Trump's advisers", "the European Union's top court" keep the mark; "WeWork's employees" lose it
        keeps = kind in ("PERSON", "") if label == "GROUP" else kind in ("PERSON", "ORG", "")
        words = _institution(words, keeps)
        common = sheet.tag[start] in ("JJ", "NN", "NNS") or sheet.word[noun] in BARE
        opens = owner is None and common and self._is_common(start)
        if opens and words[0][1:].islower() and fold(words[0]) not in gazetteer().by_adjective:
            words[0] = words[0].lower()  # "Villagers said"
        return Name(
            start=start,
            end=noun + 1,
            label=label,
            words=tuple(words),
            folded=tuple(re.sub(r"'s?$", "", fold(w)) for w in words),
            the=start > 0 and sheet.word[start - 1] == "the",
            quoted=self.quoted[start],
            apart=self.apart[start],
            head=noun,
        )

    def _lasting(self, groups: list[tuple[Name, bool, str]]) -> list[Name]:
        """Those of the groups that matter enough to be actors."""
        sheet = self.sheet
        counts = Counter(noun for name, _, noun in groups if not name.quoted)
        says: set[tuple[str, ...]] = set()
        for name, owned, noun in groups:
            at = name.head
            while sheet.dep[at] == "conj" and sheet.head[at] < at:
                at = sheet.head[at]
            if sheet.dep[at] not in SUBJECT or name.quoted:
                continue
            verb = sheet.word[sheet.head[at]]
            if (verb in self.says and (owned or len(name.words) > 1)) or (owned and noun not in _ANYBODY):
                says.add(name.folded)
        told = Counter(name.folded for name, _, _ in groups)
        fuller: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        opening = self._opening(groups)
        says.update(name.folded for name in opening)
        for name, owned, noun in groups:
            if len(name.folded) > 1 and (owned or told[name.folded] > 1):
                fuller[noun].add(name.folded)
        out = []
        for name, owned, noun in groups:
            often = counts[noun] >= _OFTEN and noun not in _ANYBODY
            if name.folded in says:
                if len(name.folded) == 1 and len(fuller[noun]) == 1:  # "Labour MPs … the MPs"
                    name.folded = next(iter(fuller[noun]))
                out.append(name)
            elif often and not owned:
                if len(name.words) > 1 and fuller[noun] != {name.folded}:
                    name.words, name.folded = name.words[-1:], name.folded[-1:]
                    name.start = name.head
                if len(fuller[noun]) == 1:  # "WeWork's 12,000 employees … employees"
                    name.folded = next(iter(fuller[noun]))
                out.append(name)
            elif often and len(fuller[noun]) == 1:
                out.append(name)
        return out


def _institution(words: list[str], keeps: bool) -> list[str]:
    """ "Russia", "’s", "foreign", "ministry" -> "Russian foreign ministry"; other owners keep their mark if `keeps`."""
    out: list[str] = []
    for word in words:
        if word in ("'s", "’s", "'", "’") and out:
            if gazetteer().by_name.get(fold(" ".join(out))) is not None:
                keeps = True
            if keeps:
                out[-1] += word
        elif word == "-" and out:
            out[-1] += "-"
        elif out and out[-1].endswith("-"):
            out[-1] += word
        else:
            out.append(word)
    return out


def institution_key(folded: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a body with its country in one form: "russian foreign ministry" -> ("=russia", "foreign", …)."""
    table = gazetteer()
    if len(folded) < 2 or " ".join(folded) in table.by_name:
        return folded
    for size in (2, 1):
        lead = " ".join(folded[:size])
        country = table.by_adjective.get(lead) or table.by_name.get(lead) or table.by_capital.get(lead)
        if country is not None and len(folded) > size:
            return (f"={country.name}", *folded[size:-1], _ALIKE.get(folded[-1], folded[-1]))
    return folded
