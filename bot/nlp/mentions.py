"""Where an article names somebody: spaCy's entities, put right, and the names that it overlooked.

A statistical tagger sees one sentence at a time; here each span is trimmed to the name itself (no title, article,
possessive or line break in it), names it left out are taken up where capitals and tags show them, and what stands in a
dateline, byline or credit is set apart. Which kind of actor a name stands for is settled later, over the whole article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.nlp.lexicon import fold, gazetteer, given_names, honorifics, is_person_noun, nouns, word_set
from bot.nlp.sheet import SUBJECT, Sheet

PROPER = frozenset({"NNP", "NNPS"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_MARKS = frozenset("-–—,.:;/|*•&'’‘\"“”()[]") | {"'s", "’s", "--"}
_EDGES = word_set("edges") | _MARKS
ORG_WORDS = word_set("org words")
_OWNERS = word_set("owners")
_CALENDAR = word_set("calendar")
SAYS = word_set("says")
NOT_NAMES = word_set("not names")
TITLE_PARTS = word_set("title parts")
"""Words that end titles of several words, and so belong to the title when they follow one."""
_CALLED = word_set("called")
_FOR_TWO = word_set("before two names")


_OF_SAINTS = frozenset(
    {"hospital", "church", "school", "college", "university", "cathedral", "academy", "hospice", "street"}
)
_HALVES = frozenset({"era", "style", "like", "wide", "type", "born"})  # of adjectives made of a name
_BEGINS = 3  # spaCy's mark of an entity's first token
_LONGEST_RUN = 40  # tokens; a longer stretch of capitals is a heading or a table, and costs its square
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_COMPANY_STOPS = frozenset({"Inc.", "Corp.", "Co.", "Ltd."})
_NO_NAME = PROPER | {"PRP", "PRP$", "IN", "DT", "CC", "MD", "WP", "WRB", "CD", ",", "."}
_NAME_TAGS = PROPER | {"NN", "NNS", "FW", "JJ"}


@dataclass(slots=True, eq=False)
class Name:
    """One place where the article names somebody or something. Token indexes, end exclusive."""

    start: int
    end: int
    label: str  # spaCy's label, or "" where it saw none
    words: tuple[str, ...]  # as written
    folded: tuple[str, ...]
    title: tuple[int, int] | None = None  # tokens of the title right before it: "U.S. Attorney"
    honorific: str | None = None  # "mr", "dr", "sen."
    the: bool = False  # "the" stands before it
    quoted: bool = False  # inside quotation marks
    apart: bool = False  # in a dateline, byline or credit: nobody who acts in the story
    shouted: bool = False  # in a line all in capitals
    head: int = -1  # the token the parser hangs the name by
    entity: int = -1  # filled in when mentions are merged
    extra: dict[str, int] = field(default_factory=dict)


class NameFinder:
    """Finds the names of one text."""

    def __init__(self, sheet: Sheet, quoted: list[bool], apart: list[bool], headline: list[bool]) -> None:
        self.sheet = sheet
        self.headline = headline
        self.quoted = quoted
        self.apart = apart
        self.labels = self._trimmed_entities()

    def find(self) -> list[Name]:
        """All names, in text order."""
        out: list[Name] = []
        for start, end in self._runs():
            for piece in self._pieces(start, end):
                out.extend(self._named(*piece))
        out = self._without_headline_words(out)
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
            if not self.headline[name.start] or name.folded in known or (plain and name.folded[-1] in ends):
                kept.append(name)
                covered.update(range(name.start, name.end))
        for i, flag in enumerate(self.headline):
            if flag and i not in covered and self.sheet.word[i] in ends and self._capital(i):
                kept.extend(self._named(i, i + 1, ""))
        return kept

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
            if not word[:1].isupper() or word not in known or sheet.word[i] in _EDGES:
                continue
            if sheet.sent[i] != sheet.sent[i - 1] and known[word] < 3 and word.islower():
                continue
            out.extend(self._named(i, i + 1, ""))
        return out

    # -- runs of capitalised tokens

    def _trimmed_entities(self) -> list[tuple[int, int, str]]:
        """spaCy's entities of the kinds that can act, cut at line breaks."""
        sheet = self.sheet
        out = []
        for ent in sheet.doc.ents:
            if ent.label_ not in _NAMED:
                continue
            start, end = ent.start, ent.end
            for i in range(start, end):
                if "\n" in sheet.text[sheet.start[i] : sheet.end[i]] or sheet.tag[i] == "_SP":
                    end = i
                    break
            if end > start:
                out.append((start, end, ent.label_))
        return out

    def _runs(self) -> list[tuple[int, int]]:
        """Stretches that may hold names: entities and proper nouns, next to each other."""
        sheet = self.sheet
        size = len(sheet)
        namey = bytearray(size)
        for start, end, _ in self.labels:
            namey[start:end] = b"\x01" * (end - start)
        tag, word, text, first = sheet.tag, sheet.word, sheet.text, sheet.start
        for i in range(size):
            if tag[i] == "NN" and not namey[i] and text[first[i]].isupper() and self._is_acronym(i):
                namey[i] = 1
            elif tag[i] in PROPER and not namey[i]:
                c = text[first[i]]
                if (c.isupper() or (c == "@" and len(word[i]) > 2)) and word[i].strip(".") not in _CALENDAR:
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

    def _is_acronym(self, i: int) -> bool:
        """Whether a token that is tagged a common noun is a body's acronym: "French utility EDF"."""
        sheet = self.sheet
        written = sheet.text[sheet.start[i] : sheet.end[i]]
        if not (written.isupper() and written.isalpha() and 2 < len(written) < 7) or written.lower() in NOT_NAMES:
            return False
        if i and sheet.word[i - 1] in nouns().organizations:
            return True
        return sheet.dep[i] in SUBJECT and sheet.word[sheet.head[i]] in SAYS

    def _joins(self, namey: bytearray, i: int) -> bool:
        """Whether token i ties two parts of one name: "Attorney’s Office", "Secretary of State", "Jean - Luc"."""
        if i + 1 >= len(namey) or not namey[i + 1] or i == 0:
            return False
        sheet = self.sheet
        word = sheet.word[i]
        if word in ("'s", "’s", "’", "'"):
            return self._owns(i) and sheet.text[sheet.start[i + 1]].isupper()
        if word in ("of", "for"):
            before = sheet.word[i - 1]
            return before in nouns().title_ends or before in ORG_WORDS
        if word == "and" and i > 2 and sheet.ent_iob[i + 1] != _BEGINS:  # "Department of Trade and Industry"
            return sheet.word[i - 2] in ("of", "for") and sheet.word[i - 3] in ORG_WORDS and bool(namey[i - 1])
        if word == ".":
            return sheet.word[i - 1] in honorifics() and sheet.end[i - 1] == sheet.start[i]
        if word == "-":
            return sheet.end[i - 1] == sheet.start[i] and sheet.end[i] == sheet.start[i + 1]
        return False

    def _owns(self, mark: int) -> bool:
        """Whether a possessive mark stands inside a name: "Attorney’s Office", "St Mary's Hospital"."""
        word = self.sheet.word
        if word[mark - 1] in _OWNERS:
            return True
        return mark > 1 and word[mark - 2] in ("st", "st.", "king", "queen", "saint") and word[mark + 1] in _OF_SAINTS

    def _pieces(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """A run cut where one entity ends and another begins, with the label of each piece."""
        inside = [(max(s, start), min(e, end), label) for s, e, label in self._labels_in(start, end)]
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

    def _labels_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        # Entities come in order, and runs ask in order: walk along.
        at = getattr(self, "_at", 0)
        while at < len(self.labels) and self.labels[at][1] <= start:
            at += 1
        self._at = at
        out = []
        while at < len(self.labels) and self.labels[at][0] < end:
            out.append(self.labels[at])
            at += 1
        return out

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
        if last_a in ("'s", "’s", "’", "'") and not self._owns(a[1] - 1):
            return False
        if first_b in ("of", "for", "-") or last_a in ("of", "for", "-") or first_b in ("'s", "’s"):
            return True
        if last_a in nouns().title_ends or last_a in honorifics():
            return True  # the title is taken off later
        if not a[2] or not b[2]:
            if fold(first_a) in gazetteer().by_name and a[2] and b[2] == "":
                return first_b in ORG_WORDS or sheet.word[b[1] - 1] in ORG_WORDS or first_b in nouns().title_ends
            return True
        if a[2] in ("GPE", "NORP") and b[2] == "ORG":
            return True
        return b[2] in ("ORG", "FAC") and a[2] == "ORG"

    @staticmethod
    def _label_of_both(a: tuple[int, int, str], b: tuple[int, int, str]) -> str:
        if not a[2] or not b[2]:
            return a[2] or b[2]
        return b[2]

    # -- one piece to names

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
                out.extend(self._named(start, end, "ORG"))
        return out

    def _named(self, start: int, end: int, label: str) -> list[Name]:
        """The name in tokens start..end, its title set apart; nothing where no name stays."""
        sheet = self.sheet
        start, end, the = self._trim(start, end)
        end = self._to_mark(start, end)
        if label == "PERSON":
            start = self._from_first_name(start, end)
        start = self._past_role(start, end)
        if start >= end or self._is_party(start) or self._is_half(end):
            return []
        whole = (start, end)
        start, title, honorific = self._untitled(start, end, label)
        if start != whole[0]:
            start, end, _ = self._trim(start, end)
            if start >= end:
                return []
        if (
            start > 0
            and sheet.dep[start - 1] == "compound"
            and sheet.tag[start - 1] == "PRP"
            and self._capital(start - 1)
        ):
            start -= 1  # "He Jianxiong"
        end = self._to_last_syllable(end, label)
        opening = self._opening_the(start)
        if start and label == "ORG" and _ORDINAL.fullmatch(sheet.word[start - 1]) and sheet.tag[start - 1] == "JJ":
            start -= 1  # "6th U.S. Circuit Court of Appeals"
        texts = tuple(sheet.text[sheet.start[start] : sheet.end[end - 1]].split())
        if not self._is_name(texts, label, title is not None or honorific is not None):
            return []
        if title and label not in ("PERSON", ""):
            label = "PERSON" if label in ("ORG", "GPE", "NORP") and self._person_like(start, end) else label
        if texts[-1] in _COMPANY_STOPS and self._closes_sentence(end):
            texts = (*texts[:-1], texts[-1][:-1])  # the sentence's own full stop
        words = texts
        if opening and label != "PERSON":
            words = ("The", *texts)
            start -= 1
        found = Name(
            start=start,
            end=end,
            label=label,
            words=words,
            folded=tuple(fold(w) for w in texts),
            title=title,
            honorific=honorific,
            the=the or opening or (start > 0 and sheet.word[start - 1] == "the"),
            quoted=self.quoted[start],
            apart=self.apart[start],
            shouted=len(words) > 1 and all(w.isupper() for w in words if w.isalpha() and len(w) > 1),
        )
        found.head = self._head(start, end)
        return [found]

    def _from_first_name(self, start: int, end: int) -> int:
        """Where a person's name begins in a span that took in a sentence's first word: "Hosting Cook"."""
        sheet = self.sheet
        while end - start > 1 and sheet.tag[start] not in _NAME_TAGS and fold(sheet.word[start]) not in given_names():
            start += 1
        return start

    def _to_mark(self, start: int, end: int) -> int:
        """Where a name ends that ran over a closing mark: of "“Harbor” actor", only the title is a name."""
        word = self.sheet.word[start:end]
        for closing, opening in (('"', '"'), ("”", "“")):
            if word.count(closing) == 1 and (closing == opening or opening not in word) and word[0] != closing:
                return start + word.index(closing)
        return end

    def _past_role(self, start: int, end: int) -> int:
        """Where the name begins in "Founder of Ceres Inc." or "Saturday Garside"."""
        sheet = self.sheet
        word = sheet.word
        while end - start > 1 and word[start].strip(".") in _CALENDAR:
            start += 1
        if end - start > 2 and word[start] in nouns().title_ends and word[start + 1] in ("of", "for"):
            rest = start + 2
            while rest < end - 1 and word[rest] in _EDGES:
                rest += 1
            if " ".join(word[start : rest + 1]) not in nouns().titles and word[start] not in ("office",):
                return rest
        return start

    def _is_party(self, start: int) -> bool:
        """Whether a party and a state stand here, as after a lawmaker's name: "(D-Minn.)"."""
        sheet = self.sheet
        return start > 0 and sheet.word[start - 1] == "(" and sheet.word[start] in ("d", "r", "i", "d-", "r-")

    def _to_last_syllable(self, end: int, label: str) -> int:
        """Where a name ends that goes on after a hyphen in lower case: "Moon Jae-in"."""
        sheet = self.sheet
        if label != "PERSON" or end + 1 >= len(sheet) or sheet.word[end] != "-":
            return end
        joined = sheet.end[end - 1] == sheet.start[end] and sheet.end[end] == sheet.start[end + 1]
        return (
            end + 2
            if joined and len(sheet.word[end + 1]) < 5 and sheet.tag[end + 1] in ("IN", "NN", "JJ", "FW")
            else end
        )

    def _is_half(self, end: int) -> bool:
        """Whether the name is half of an adjective: "Republican-led", "US-backed", "Clinton-era"."""
        sheet = self.sheet
        if sheet.word[end - 1].rsplit("-", 1)[-1] in _HALVES and "-" in sheet.word[end - 1]:
            return True
        if end + 1 >= len(sheet) or sheet.word[end] != "-" or sheet.start[end + 1] > sheet.end[end]:
            return False
        half = sheet.tag[end + 1] in ("VBN", "VBD", "VBG") or sheet.word[end + 1] in _HALVES
        return sheet.end[end - 1] == sheet.start[end] and half

    def _opening_the(self, start: int) -> bool:
        """Whether "The" with a capital stands before the name where no sentence begins: part of the name then."""
        sheet = self.sheet
        i = start - 1
        if i < 1 or sheet.word[i] != "the" or not self._capital(i) or sheet.sent[i] != sheet.sent[i - 1]:
            return False
        return sheet.word[i - 1].isalpha()

    def _trim(self, start: int, end: int) -> tuple[int, int, bool]:
        word = self.sheet.word
        the = False
        while start < end and (word[start] in _EDGES or word[start].isspace()):
            the = the or word[start] == "the"
            start += 1
        while end > start and (word[end - 1] in _EDGES or word[end - 1].isspace()):
            if word[end - 1] == ")" and "(" in word[start:end]:
                break
            end -= 1
        return start, end, the

    def _untitled(self, start: int, end: int, label: str) -> tuple[int, tuple[int, int] | None, str | None]:
        """Where the name proper begins, the tokens of the title before it, and the form of address."""
        sheet = self.sheet
        honorific = None
        begin = start
        table = nouns()
        for i in range(end - 2, start - 1, -1):
            word = sheet.word[i]
            if word in honorifics() and self._capital(i):
                honorific = honorific or word.strip(".")
                begin = max(begin, i + 1)
                break
            if word in table.title_ends and self._title_here(start, i, end, label):
                begin = i + 1
                break
            if (
                i == start
                and word not in _CALLED
                and is_person_noun(word)
                and self._opens_sentence(i)
                and label != "WORK_OF_ART"
            ):
                begin = i + 1  # "Singer Delphine Roux"
                break
        if begin == start:
            if start > 0 and sheet.word[start - 1] in honorifics() and self._capital(start - 1):
                return start, None, sheet.word[start - 1].strip(".")
            return start, None, None
        stop = begin - 1 if honorific and sheet.word[begin - 1].strip(".") == honorific else begin
        return begin, (start, stop) if stop > start else None, honorific

    def _title_here(self, start: int, at: int, end: int, label: str) -> bool:
        """Whether the token `at` ends a title before the name at+1..end: "Indiana House Speaker | Brian Bosma"."""
        sheet = self.sheet
        word = sheet.word
        rest = word[at + 1 : end]
        if any(w in ORG_WORDS or w in ("of", "for", "and") for w in rest):
            return False
        if rest[0] in TITLE_PARTS:  # "Chief Executive Officer", "Prime Minister"
            return False
        if word[at] in _CALLED:
            return False
        if word[at] in _FOR_TWO:  # part of what such a person is called
            return len(rest) > 1 and fold(rest[0]) in given_names()
        for s, e, lab in self._labels_in(start, end):
            if s == at + 1 and e <= end and lab == "PERSON":
                return True
        if label == "PERSON":
            return True
        return self._person_like(at + 1, end) or (len(rest) == 1 and label in ("", "ORG", "GPE"))

    def _person_like(self, start: int, end: int) -> bool:
        rest = self.sheet.word[start:end]
        if any(w in ORG_WORDS for w in rest):
            return False
        return len(rest) > 1 and (fold(rest[0]) in given_names() or bool(re.fullmatch(r"[a-z]\.", rest[0])))

    def _is_name(self, words: tuple[str, ...], label: str, titled: bool) -> bool:
        if len(words) > 12:
            return False
        folded = [w.lower() for w in words]
        if len(words) == 1:
            w = folded[0]
            if w.strip(".") in _CALENDAR or w in NOT_NAMES or len(words[0]) < 2 or not any(c.isalpha() for c in w):
                return False
            if not words[0][0].isupper() and not any(c.isupper() for c in words[0]) and not w.startswith("@"):
                return False
            if not titled and (w in nouns().title_ends or w in honorifics()):
                return False
        if label in ("WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "FAC", "LOC"):
            return any(w[0].isupper() for w in words)
        return any(c.isupper() for w in words for c in w[:3]) and not all(w in _CALENDAR for w in folded)

    def _opens_sentence(self, token: int) -> bool:
        sheet = self.sheet
        if token == 0 or sheet.sent[token] != sheet.sent[token - 1]:
            return True
        return sheet.tag[token - 1] in ("_SP", "``", "JJ") or sheet.word[token - 1] in ("“", '"', "—", "–", "fellow")

    def _closes_sentence(self, end: int) -> bool:
        sheet = self.sheet
        return end >= len(sheet) or sheet.sent[end] != sheet.sent[end - 1] or sheet.word[end].isspace()

    def _capital(self, token: int) -> bool:
        return self.sheet.text[self.sheet.start[token]].isupper()

    def _head(self, start: int, end: int) -> int:
        heads = self.sheet.head
        at = end - 1
        for _ in range(end - start):
            if start <= heads[at] < end and heads[at] != at:
                at = heads[at]
            else:
                break
        return at
