"""Where an article names somebody: spaCy's entities, put right, and the names that it overlooked.

A statistical tagger sees one sentence at a time; here its spans are cut and joined where capitals and tags show it,
names it left out are taken up, and what stands in a dateline, byline or credit is set apart (`naming.py` trims each to
the name itself). Which kind of actor a name stands for is settled later, over the whole article.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bot.nlp.lexicon import fold, gazetteer, given_names, honorifics, nouns, word_set
from bot.nlp.naming import CALENDAR, EDGES, LEGAL_FORMS, NOT_NAMES, ORG_WORDS, PROPER, SAYS, Name, NameReader
from bot.nlp.owned import FIELDS
from bot.nlp.sheet import SUBJECT, Sheet
from bot.nlp.tagged import Tagged

_PARTICLES = word_set("particles") | {"do"}
_CHAINED = frozenset({"a", "on", "upon", "under", "in", "by", "le", "la", "de", "sur", "en", "super", "the", "al"})
_OWNERS = word_set("owners")
_OF_SAINTS = frozenset(
    {"hospital", "church", "school", "college", "university", "cathedral", "academy", "hospice", "street"}
)
_PANELS = frozenset(
    {"committee", "commission", "council", "conference", "subcommittee", "panel", "caucus", "center", "centre"}
)
_HEADS = word_set("heads of names")
_MISSIONS = frozenset({"embassy", "consulate", "mission", "legation"})
_IRISH = re.compile(r"(?:[OD]['’]|Mc|Mac)[A-Z]")
_BEGINS = 3  # spaCy's mark of an entity's first token
_LONGEST_RUN = 40  # tokens; a longer stretch of capitals is a heading or a table, and costs its square
_NO_NAME = PROPER | {"PRP", "PRP$", "IN", "DT", "CC", "MD", "WP", "WRB", "CD", ",", "."}


class NameFinder:
    """Finds the names of one text."""

    def __init__(self, sheet: Sheet, quoted: list[bool], apart: list[bool], headline: list[bool]) -> None:
        self.sheet = sheet
        self.headline = headline
        self.labels = Tagged(sheet, headline).spans()
        self.reader = NameReader(sheet, quoted, apart, self.labels)

    def find(self) -> list[Name]:
        """All names, in text order."""
        out: list[Name] = []
        for start, end in self._runs():
            for piece in self._pieces(start, end):
                out.extend(self.reader.read(*piece))
        out = self._without_headline_words(out)
        self._share_surnames(out)
        out.extend(self._overlooked(out))
        out.extend(self._in_titles(out))
        out.sort(key=lambda n: n.start)
        return out

    def _without_headline_words(self, found: list[Name]) -> list[Name]:
        """The names, those of headlines only where the text below has them too, or as full names of people.

        Every word of a headline may have a capital, so there the tagger takes verbs for names.
        """
        body = [n for n in found if not self.headline[n.start]]
        if len(body) == len(found) or not body:
            return found
        known = {n.folded for n in body}
        ends = {n.folded[-1] for n in body if n.label == "PERSON"} | {n.folded[-1] for n in body if len(n.folded) == 1}
        kept = []
        covered: set[int] = set()
        for name in found:
            plain = len(name.words) in (2, 3) and name.label in ("PERSON", "ORG") and name.folded[0] in given_names()
            signs = plain and name.label == "PERSON" and self._alone(name)
            if not self.headline[name.start] or name.folded in known or (plain and name.folded[-1] in ends) or signs:
                kept.append(name)
                covered.update(range(name.start, name.end))
            elif (part := self._known_part(name, known)) is not None:
                kept.extend(part)
                covered.update(range(name.start, name.end))
        for i, flag in enumerate(self.headline):
            if flag and i not in covered and self.sheet.word[i] in ends and self.reader.capital(i):
                kept.extend(self.reader.read(i, i + 1, ""))
        return kept

    def _known_part(self, name: Name, known: set[tuple[str, ...]]) -> list[Name] | None:
        """The full name that a headline's capitals ran on from: "Donald Trump" of "Donald Trump Ties"."""
        size = len(name.folded)
        for length in range(size - 1, 1, -1):
            for at in range(size - length + 1):
                if name.folded[at : at + length] in known and name.end - name.start == size:
                    return self.reader.read(name.start + at, name.start + at + length, "PERSON")
        return None

    def _share_surnames(self, names: list[Name]) -> None:
        """Gives "Rhiannon" of "Rhiannon and Gareth Pell" the surname that both have."""
        lasts = {n.folded[-1] for n in names if len(n.folded) > 1 or n.honorific}
        word = self.sheet.word
        for one, other in pairwise(names):
            between = word[one.end : other.start]
            if between not in (["and"], ["&"]) or len(one.words) != 1 or len(other.words) != 2 or other.honorific:
                continue
            first = one.folded[0]
            if first in given_names() and other.folded[0] in given_names() and first not in lasts and not one.title:
                one.words, one.folded = (one.words[0], other.words[1]), (first, other.folded[1])
                one.label = "PERSON"

    def _alone(self, name: Name) -> bool:
        """Whether a name is all that its line holds."""
        tag, size = self.sheet.tag, len(self.sheet)
        return (not name.start or tag[name.start - 1] == "_SP") and (name.end == size or tag[name.end] == "_SP")

    def _overlooked(self, found: list[Name]) -> list[Name]:
        """Further places of the names found that are one word: the tagger took some for adjectives or verbs."""
        sheet = self.sheet
        covered = bytearray(len(sheet))
        known: dict[str, int] = {}
        for name in found:
            first = name.title[0] if name.title else name.start
            covered[first : name.end] = b"\x01" * (name.end - first)
            if name.label in ("PERSON", "ORG", "") and not name.shouted:
                word = name.words[-1]
                if len(name.words) == 1 or name.label == "PERSON":
                    known[word] = known.get(word, 0) + 1
        out = []
        for i in range(len(sheet)):
            if covered[i] or sheet.tag[i] in _NO_NAME:
                continue
            word = sheet.text[sheet.start[i] : sheet.end[i]]
            if not word[:1].isupper() or word not in known or sheet.word[i] in EDGES:
                continue
            if sheet.sent[i] != sheet.sent[i - 1] and known[word] < 3 and word.islower():
                continue
            out.extend(self.reader.read(i, i + 1, ""))
        return out

    # -- runs of capitalised tokens

    def _runs(self) -> list[tuple[int, int]]:
        """Stretches that may hold names: entities and proper nouns, next to each other."""
        sheet = self.sheet
        size = len(sheet)
        namey = bytearray(size)
        for start, end, _ in self.labels:
            namey[start:end] = b"\x01" * (end - start)
        tag, word, text, first = sheet.tag, sheet.word, sheet.text, sheet.start
        for i in range(size):
            if tag[i] in ("NN", "JJ") and not namey[i]:
                if text[first[i]].isupper() and (self._is_acronym(i) if tag[i] == "NN" else self._of_party(i)):
                    namey[i] = 1
            elif tag[i] in PROPER and not namey[i]:
                c = text[first[i]]
                dated = word[i].strip(".") in CALENDAR and not (
                    i + 1 < size and self._is_chained(i + 1)
                )  # "Mar-a-Lago"
                if (c.isupper() or (c == "@" and len(word[i]) > 2)) and not dated:
                    namey[i] = 1
        for i in range(1, size):
            if not namey[i] and namey[i - 1] and tag[i] in ("NN", "NNS") and self._ends_name(i):
                namey[i] = 1
        runs = []
        i = 0
        while i < size:
            if not namey[i]:
                i += 1
                continue
            start = i
            while i < size and i - start < _LONGEST_RUN and (namey[i] or self._joins(namey, i)):
                i += 1
            runs.append((start, i))
        return runs

    def _ends_name(self, i: int) -> bool:
        """Whether a common noun with a capital is the last word of the name before it: "The Harwick Reporter"."""
        sheet = self.sheet
        if not self.reader.capital(i) or not sheet.word[i].isalpha() or self.headline[i] or i + 1 >= len(sheet):
            return False
        if sheet.sent[i] != sheet.sent[i - 1] or sheet.head[i - 1] != i or sheet.dep[i - 1] != "compound":
            return False
        written = sheet.text[sheet.start[i] : sheet.end[i]]
        return not self.reader.capital(i + 1) and len(written) > 3 and written[1:].islower()

    def _of_party(self, i: int) -> bool:
        """Whether a capital adjective is the first word of a party's people: "Liberal Democrats"."""
        sheet = self.sheet
        after = i + 1
        if after >= len(sheet) or sheet.ent_type[after] != "NORP" or sheet.tag[after] != "NNPS":
            return False
        opens = i == 0 or sheet.sent[i] != sheet.sent[i - 1]
        return not opens and sheet.head[i] == after and sheet.word[i] not in gazetteer().by_adjective

    def _is_acronym(self, i: int) -> bool:
        """Whether a token that is tagged a common noun is a name, as a body's acronym: "French utility EDF"."""
        sheet = self.sheet
        written = sheet.text[sheet.start[i] : sheet.end[i]]
        if _IRISH.match(written):
            return True  # "a former Beth O’Hara supporter", where the tagger sees no name
        if not (written.isupper() and written.isalpha() and 2 < len(written) < 7) or written.lower() in NOT_NAMES:
            return False
        if i and sheet.word[i - 1] in nouns().organizations:
            return True
        return sheet.dep[i] in SUBJECT and sheet.word[sheet.head[i]] in SAYS

    def _joins(self, namey: bytearray, i: int) -> bool:
        """Whether token i ties two parts of one name: "Attorney’s Office", "Secretary of State", "Jean - Luc"."""
        if i + 1 >= len(namey) or i == 0:
            return False
        sheet = self.sheet
        word = sheet.word[i]
        if not namey[i + 1]:
            return self._is_chained(i) or (word in ("of", "for") and self._is_of_the(namey, i))
        if word == "the":
            return self._is_of_the(namey, i - 1)
        if self._is_chained(i):
            return True
        if word in ("'s", "’s", "’", "'"):
            return self._owns(i) and sheet.text[sheet.start[i + 1]].isupper()
        if word in ("of", "for"):
            before = sheet.word[i - 1]
            if before in nouns().title_ends or before in ORG_WORDS or self._is_of_place(i) or self._is_aim(namey, i):
                return True
            return word == "for" and bool(namey[i - 1]) and self._is_for(i)
        if word == "and" and i > 2 and sheet.word[i - 2] == "," and self._is_listed(i - 2):
            return True
        if word == "on" and sheet.word[i - 1] in _PANELS:
            return self.reader.capital(i - 1) and sheet.head[i] == i - 1  # "Committee on Foreign Relations"
        if word == "in" and sheet.ent_type[i + 1] == "GPE" and sheet.word[i - 1] in _MISSIONS:
            return self.reader.capital(i - 1)  # "the US Embassy in Lisbon"
        if word in ("and", "&") and sheet.word[i - 1] in FIELDS and self._are_fields(i):
            return True
        if word == "and" and i > 2 and sheet.ent_iob[i + 1] != _BEGINS:  # "Department of Trade and Industry"
            return sheet.word[i - 2] in ("of", "for") and sheet.word[i - 3] in ORG_WORDS and bool(namey[i - 1])
        if word == "and" and f"{sheet.word[i - 1]} and {sheet.word[i + 1]}" in gazetteer().by_name:
            return True  # "Trinidad and Tobago"
        if word in ("to", "against") and self._is_aim(namey, i):
            return True
        if word == "," and i > 2:
            return self._is_listed(i)
        if word == ".":
            return sheet.word[i - 1] in honorifics() and sheet.end[i - 1] == sheet.start[i]
        if word == "-":
            return sheet.end[i - 1] == sheet.start[i] and sheet.end[i] == sheet.start[i + 1]
        return word in _PARTICLES and bool(namey[i - 1]) and word not in ("st", "y")  # "Estrela do Mar"

    def _are_fields(self, i: int) -> bool:
        """Whether a body's name holds two fields and no label says otherwise: "Customs and Border Protection"."""
        sheet = self.sheet
        labels = {sheet.ent_type[i - 1], sheet.ent_type[i + 1]}
        capitals = (
            self.reader.capital(i - 1)
            and self.reader.capital(i + 1)
            and sheet.tag[i + 2 : i + 3] in (["NNP"], ["NNPS"])
        )
        return capitals and labels <= {"", "ORG"} and sheet.head[i] == i - 1

    def _is_of_the(self, namey: bytearray, of: int) -> bool:
        """Whether a body's name goes on behind "for the" or "of the": "Boston Center for the Arts"."""
        sheet = self.sheet
        if not 0 < of < len(namey) - 2 or sheet.word[of] not in ("of", "for") or sheet.word[of + 1] != "the":
            return False
        body = sheet.word[of - 1] in _HEADS and namey[of - 1] and self.reader.capital(of - 1)
        return bool(body and namey[of + 2] and sheet.ent_type[of + 2] in ("", "ORG") and sheet.head[of] == of - 1)

    def _is_aim(self, namey: bytearray, tie: int) -> bool:
        """Whether a body's aim goes on: "Society for the Prevention of Harm to Animals"."""
        sheet, at = self.sheet, tie - 1
        if not namey[at] or sheet.ent_type[tie + 1] not in ("", "ORG") or not self.reader.capital(tie + 1):
            return False
        while at > 1 and tie - at < 8 and (namey[at] or sheet.word[at] in ("of", "the")) and sheet.word[at] != "for":
            at -= 1
        body = sheet.word[at] == "for" and sheet.word[at - 1] in _HEADS and self.reader.capital(at - 1)
        return body and at - 1 <= sheet.head[tie] < tie

    def _is_chained(self, i: int) -> bool:
        """Whether a token is a hyphen or a small word between hyphens: "Mar-a-Lago", "Stoke-on-Trent"."""
        sheet = self.sheet
        at = i if sheet.word[i] != "-" else (i + 1 if sheet.word[min(i + 1, len(sheet) - 1)] in _CHAINED else i - 1)
        if not 1 < at < len(sheet) - 2 or sheet.word[at] not in _CHAINED or i < at - 1 or i > at + 1:
            return False
        joined = sheet.end[at - 2] == sheet.start[at - 1] and sheet.end[at] == sheet.start[at + 1]
        hyphens = sheet.word[at - 1] == "-" and sheet.word[at + 1] == "-" and sheet.end[at - 1] == sheet.start[at]
        capitals = all(sheet.text[sheet.start[k]].isupper() for k in (at - 2, at + 2))
        return joined and hyphens and capitals and sheet.start[at + 2] == sheet.end[at + 1]

    def _is_listed(self, comma: int) -> bool:
        """Whether a comma stands in the name of a body of several fields: "Ministry of Housing, Communities and …"."""
        sheet = self.sheet
        i = comma - 1
        while i > 1 and comma - i < 6 and sheet.tag[i] in PROPER | {",", "HYPH"}:
            i -= 1
        if sheet.word[i] not in ("of", "for", "on") or sheet.word[i - 1] not in ORG_WORDS:
            return False
        after = comma + 1
        size = len(sheet)
        while after < size and after - comma < 6 and sheet.tag[after] in PROPER | {","}:
            after += 1
        return after + 1 < size and sheet.word[after] in ("and", "&") and sheet.tag[after + 1] in PROPER

    def _is_for(self, i: int) -> bool:
        """Whether "for" stands in a body's name: "Transport for London", "Americans for Prosperity"."""
        sheet = self.sheet
        bodies = ("", "ORG", "NORP")
        ties = sheet.head[i] == i - 1 and sheet.head[i + 1] in (i, i + 2)
        return ties and sheet.ent_type[i - 1] in bodies and sheet.ent_type[i + 1] in (*bodies, "GPE", "LOC")

    def _is_of_place(self, of: int) -> bool:
        """Whether a body of three words or more goes on with its place: "League of Women Voters of Pennsylvania"."""
        sheet = self.sheet
        if sheet.word[of] != "of" or sheet.ent_type[of + 1] != "GPE" or of < 3:
            return False
        return all(sheet.ent_type[i] == "ORG" for i in range(of - 3, of)) and sheet.tag[of - 1] in PROPER

    def _owns(self, mark: int) -> bool:
        """Whether a possessive mark stands inside a name: "Attorney’s Office", "St Mary's Hospital"."""
        word = self.sheet.word
        if word[mark - 1] in _OWNERS:
            return True
        return mark > 1 and word[mark - 2] in ("st", "st.", "king", "queen", "saint") and word[mark + 1] in _OF_SAINTS

    def _pieces(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """A run cut where one entity ends and another begins, with the label of each piece."""
        inside = [(max(s, start), min(e, end), label) for s, e, label in self.reader.labels_in(start, end)]
        if not inside:
            return [(start, end, "")]
        merged: list[tuple[int, int, str]] = []
        at = start
        for s, e, label in inside:
            if s > at:
                merged.append((at, s, ""))
            merged.append((s, e, label))
            at = e
        if at < end:
            merged.append((at, end, ""))
        return self._glued(merged)

    def _glued(self, parts: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """Parts put together again where they are one name: "Eswar" + "Prasad", "U.S." + "Capitol Police"."""
        out: list[tuple[int, int, str]] = []
        for part in parts:
            if out and self._one_name(out[-1], part):
                a, b = out[-1], part
                out[-1] = (a[0], b[1], self._label_of_both(a, b))
            else:
                out.append(part)
        return out

    def _one_name(self, a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
        sheet = self.sheet
        if a[1] != b[0]:
            return False
        first_a, last_a, first_b = sheet.word[a[0]], sheet.word[a[1] - 1], sheet.word[b[0]]
        if "and" in (first_b, last_a) and " ".join(sheet.word[a[0] : a[0] + 3]) in gazetteer().by_name:
            return True
        if a[2] == "PERSON" and b[1] - b[0] == 1 and _IRISH.match(self._written(b)) and b[2] != "PERSON":
            return a[1] - a[0] == 1  # "Beth" + "O’Hara"
        if last_a in ("'s", "’s", "’", "'") and not self._owns(a[1] - 1):
            return False
        if first_b in ("of", "for", "-") or last_a in ("of", "for", "-") or first_b in ("'s", "’s"):
            return True
        if (last_a == "in" and sheet.word[a[1] - 2] in _MISSIONS) or (
            last_a == "on" and sheet.word[a[1] - 2] in _PANELS
        ):
            return True
        if first_b in LEGAL_FORMS and last_a not in EDGES:
            return True  # "Gomti Infracon Pvt" + "Ltd"
        if last_a in nouns().title_ends or last_a in honorifics():
            return True  # the title is taken off later
        if not a[2] or not b[2]:
            if all(len(w) > 2 and w.isupper() for w in (self._written(a), self._written(b))):
                return True  # "USA TODAY"
            if fold(first_a) in gazetteer().by_name and a[2] and b[2] == "":
                return first_b in ORG_WORDS or sheet.word[b[1] - 1] in ORG_WORDS or first_b in nouns().title_ends
            return True
        if a[2] in ("GPE", "NORP") and b[2] == "ORG":
            return True
        if self._is_team(a, b):
            return True
        if a[2] == "PERSON" and (b[1] - b[0] == 1 or (b[1] - b[0] == 3 and sheet.word[b[0] + 1] == "-")):
            ties = sheet.dep[a[1] - 1] == "compound" and sheet.head[a[1] - 1] in (b[0], b[1] - 1)
            return ties and sheet.tag[b[0]] == "NNP"  # "Swatantra Dev" + "Singh", "Edith" + "Kwarteng-Hale"
        return b[2] in ("ORG", "FAC") and a[2] == "ORG"

    def _written(self, part: tuple[int, int, str]) -> str:
        """The words of a part as the text has them."""
        return self.sheet.text[self.sheet.start[part[0]] : self.sheet.end[part[1] - 1]]

    def _is_team(self, a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
        """Whether a town and the next word are a team: "the Seattle" + "Mariners"."""
        sheet = self.sheet
        if a[2] != "GPE" or b[1] - b[0] != 1 or b[2] not in ("PERSON", "ORG", "NORP") or not a[0]:
            return False
        ties = sheet.head[a[1] - 1] == b[0] and sheet.dep[a[1] - 1] in ("compound", "nmod")
        return ties and sheet.word[a[0] - 1] == "the" and sheet.word[b[0]][-1:] == "s" and b[2] != "NORP"

    def _label_of_both(self, a: tuple[int, int, str], b: tuple[int, int, str]) -> str:
        if a[2] == "GPE" and not b[2] and len(self._written(b)) > 2 and self._written(b).isupper():
            return "ORG"
        if not a[2] or not b[2]:
            return a[2] or b[2]
        if a[2] == "GPE" and b[2] == "PERSON":
            return "ORG"
        return "PERSON" if a[2] == "PERSON" else b[2]

    def _in_titles(self, names: list[Name]) -> list[Name]:
        """The bodies in people's titles: of "Indiana State Teachers Association President X", the association."""
        out = []
        for name in names:
            if name.title is None:
                continue
            start, end = name.title[0], name.title[1]
            for first in range(start, end):
                if " ".join(self.sheet.word[first:end]) in nouns().titles:
                    end = first
                    break
            words = self.sheet.word[start:end]
            if len(words) > 1 and (words[-1] in ORG_WORDS or " ".join(words) in gazetteer().houses):
                out.extend(self.reader.read(start, end, "ORG"))
        return out
