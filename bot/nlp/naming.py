"""One name out of the words around it: title, article, possessive and line break taken off, syllables put back.

`NameReader.read` turns a stretch of capitalised tokens into a `Name`, or into nothing where it is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from bot.nlp.codes import TICKER, codes_in, is_ticker, without_codes
from bot.nlp.halves import is_countryman, is_half, is_party, is_rest
from bot.nlp.lexicon import fold, given_names, honorifics, is_person_noun, nouns, word_set
from bot.nlp.names import DEGREES
from bot.nlp.offices import name_in, without_plural_title
from bot.nlp.owned import before_office, owner_of
from bot.nlp.sheet import Sheet

PROPER = frozenset({"NNP", "NNPS"})
_MARKS = frozenset("-–—―,.:;/|*•&'’‘\"“”()[]") | {"'s", "’s", "--"}
EDGES = word_set("edges") | _MARKS
ORG_WORDS = word_set("org words")
CALENDAR = word_set("calendar")
SAYS = word_set("says")
NOT_NAMES = word_set("not names")
TITLE_PARTS = word_set("title parts")
"""Words that end titles of several words, and so belong to the title when they follow one."""
LEGAL_FORMS = word_set("legal forms")
OFFICES = word_set("offices in letters")
_CALLED = word_set("called")
_FOR_TWO = word_set("before two names")
_PREFIXES = frozenset({"pro", "anti", "ex", "non", "post", "pre", "mid"})
_BARE_BODIES = word_set("bare bodies")
_ADDRESSED = word_set("addressed")
_NAMES_TOO = word_set("nouns and names")


_MEMBERS = frozenset({"mp", "mps", "msp", "msps", "mep", "meps", "mla", "mna", "td", "tds", "senator", "congressman"})
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_OWNS_NOTHING = frozenset({"VBD", "VBZ", "VBP", "MD", ",", ".", "IN", "CC", "TO"})
_COMPANY_STOPS = frozenset({"Inc.", "Corp.", "Co.", "Ltd."})
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
    rivals: int = 0  # others who bear this name and may be meant as well
    extra: dict[str, int] = field(default_factory=dict)


class NameReader:
    """Reads the names of one text, each at the place it is given."""

    def __init__(self, sheet: Sheet, quoted: list[bool], apart: list[bool], labels: list[tuple[int, int, str]]) -> None:
        self.sheet = sheet
        self.quoted = quoted
        self.apart = apart
        self.labels = labels
        self._reached = 0  # among the labels
        self.codes = codes_in(sheet)

    def labels_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The spans of `labels` that reach into tokens start..end; asked for in text order."""
        # Entities come in order, and runs ask in order: walk along.
        at = self._reached
        while at < len(self.labels) and self.labels[at][1] <= start:
            at += 1
        self._reached = at
        out = []
        while at < len(self.labels) and self.labels[at][0] < end:
            out.append(self.labels[at])
            at += 1
        return out

    def read(self, start: int, end: int, label: str) -> list[Name]:
        """The name in tokens start..end, its title set apart; nothing where no name stays."""
        sheet = self.sheet
        if self.codes:
            start, end = without_codes(sheet, self.codes, start, end, label)
        start, end, the = self._trim(start, end)
        while end - start > 3 and sheet.word[start] in _PREFIXES and sheet.word[start + 1] == "-":
            start = self._trim(start + 3, end)[0]  # "pro-Clinton Priorities USA"
        while (
            label == "ORG" and end - start > 1 and sheet.tag[start] == "JJ" and sheet.text[sheet.start[start]].islower()
        ):
            start = self._trim(start + 1, end)[0]  # "federal Securities and Exchange Commission"
        end = self._to_seat(start, self._to_mark(start, end))
        if is_rest(sheet, start, end) or (start < end and is_ticker(sheet, start, end)):
            return []
        if label in ("ORG", ""):
            end = before_office(sheet, start, end)
        if label == "PERSON":
            start = self._from_first_name(start, end)
        start = self._past_role(start, end, label)
        office = start
        if label == "PERSON":
            start = name_in(self.sheet, without_plural_title(self.sheet, start, end), end)
        end = self._before_letters(start, end, label)
        if start >= end or is_party(sheet, start) or is_half(sheet, end) or is_countryman(sheet, start, end):
            return []
        whole = (start, end)
        start, title, honorific = self._untitled(start, end, label)
        if honorific and end - start == 1 and sheet.word[start] in _ADDRESSED:
            return []  # "Mr. President"
        if title is None and office < whole[0]:
            title = (office, whole[0])
        if honorific is None and label in ("PERSON", "ORG", ""):
            office = self._office_in_letters(start, end)
            if office > start:
                start, title = office, (title[0] if title else start, office)
        if start != whole[0]:
            start, end, _ = self._trim(start, end)
            if start >= end:
                return []
        if (
            start > 0
            and sheet.dep[start - 1] == "compound"
            and sheet.tag[start - 1] == "PRP"
            and self.capital(start - 1)
        ):
            start -= 1  # "He Jianxiong"
        end = self._to_last_syllable(end, label)
        if (label == "ORG" or (honorific is None and self._is_shop(end))) and self._keeps_mark(end):
            end, label = end + 1, "ORG"
        opening = self._opening_the(start)
        ordinal = start > 0 and label == "ORG" and bool(_ORDINAL.fullmatch(sheet.word[start - 1]))
        if ordinal and sheet.tag[start - 1] == "JJ" and ORG_WORDS & set(sheet.word[start:end]):
            start -= 1  # "6th U.S. Circuit Court of Appeals"
        texts = tuple(sheet.text[sheet.start[start] : sheet.end[end - 1]].split())
        if not self._is_name(texts, label, title is not None or honorific is not None):
            return []
        if title and label not in ("PERSON", ""):
            label = "PERSON" if label in ("ORG", "GPE", "NORP") and self._person_like(start, end) else label
        if texts[-1] in _COMPANY_STOPS and self._closes_sentence(end):
            texts = (*texts[:-1], texts[-1][:-1])  # the sentence's own full stop
        words = texts
        if opening and label == "PERSON" and len(texts) > 1:
            label = "ORG"  # "The Harwick Reporter"
        if opening and label != "PERSON":
            words = ("The", *texts)
            start -= 1
        owner = owner_of(sheet, start, end) if label in ("ORG", "") and words == texts else ()
        words = (*owner, *words)
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
        for closing, opening in (('"', '"'), ("”", "“"), (")", "("), ("):", "(")):
            if word.count(closing) == 1 and (closing == opening or opening not in word) and word[0] != closing:
                return start + word.index(closing)
        return end

    def _to_seat(self, start: int, end: int) -> int:
        """Where a name ends that ran into a seat: of "Labour MP for Hexley South", only Labour is one."""
        word = self.sheet.word
        for i in range(start + 1, end - 1):
            if word[i] in _MEMBERS and word[i + 1] in ("for", "of"):
                return i
        return end

    def _past_role(self, start: int, end: int, label: str) -> int:
        """Where the name begins in "Founder of Ceres Inc." or "Saturday Garside"."""
        sheet = self.sheet
        word = sheet.word
        while end - start > 1 and word[start].strip(".") in CALENDAR and word[start + 1] != "-":
            if label == "PERSON" and word[start] in given_names():
                break  # "Jan Holt"
            start += 1
        if end - start > 2 and word[start] in nouns().title_ends and word[start + 1] in ("of", "for"):
            rest = start + 2
            while rest < end - 1 and word[rest] in EDGES:
                rest += 1
            body = word[start] in nouns().organizations or word[start] == "office"  # "Centre for Rural Policy"
            if " ".join(word[start : rest + 1]) not in nouns().titles and not body:
                return rest
        return start

    def _office_in_letters(self, start: int, end: int) -> int:
        """Where the name begins after an office in capitals: "SP Arpit Kumar", "Harwick CEO Ann Lee"."""
        sheet = self.sheet
        for i in range(end - 3, start - 1, -1):
            office = sheet.text[sheet.start[i] : sheet.end[i]]
            if not (office.isupper() and office.isalpha() and 1 < len(office) < 5) or i > start + 2:
                continue
            rest = range(i + 1, end)
            if all(self.capital(k) and sheet.tag[k] in PROPER for k in rest) and self._personal(i, end):
                return i + 1
        return start

    def _personal(self, office: int, end: int) -> bool:
        """Whether the words behind letters are a person's: where the letters are an office, or a given name follows."""
        sheet = self.sheet
        start = office + 1
        words = [sheet.text[sheet.start[i] : sheet.end[i]] for i in range(start, end)]
        if not all(w[1:].islower() and w.lower() not in ORG_WORDS for w in words) or len(words) > 3:
            return False
        return sheet.word[office] in OFFICES or fold(words[0]) in given_names()

    def _before_letters(self, start: int, end: int, label: str) -> int:
        """Where a person's name ends before the letters of a degree or an honour: "Fenella Stroud KC"."""
        sheet = self.sheet
        while end - start > 2 and sheet.word[end - 1].replace(".", "") in DEGREES and self.capital(end - 1):
            if label != "PERSON" and not self._person_like(start, end):
                break
            end -= 1
        return end

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

    def _keeps_mark(self, end: int) -> bool:
        """Whether a possessive mark is part of a shop's name, for it owns nothing here: "McDonald's said"."""
        sheet = self.sheet
        if end + 1 >= len(sheet) or sheet.word[end] not in ("'s", "’s") or len(sheet.word[end - 1]) < 4:
            return False
        bare = any(w == sheet.word[end - 1] and n not in ("'s", "’s") for w, n in pairwise(sheet.word))
        acts = not bare and sheet.dep[end - 1] in ("nsubj", "nsubjpass", "pobj", "dobj", "agent")
        return acts and sheet.tag[end + 1] in _OWNS_NOTHING and not sheet.text[sheet.start[end - 1] :][1:2].isupper()

    def _is_shop(self, end: int) -> bool:
        """Whether a verb right behind a possessive mark shows that the mark is a shop's: "Harwell's was"."""
        return self.sheet.tag[end + 1 : end + 2] in (["VBD"], ["VBZ"], ["MD"])

    def _opening_the(self, start: int) -> bool:
        """Whether "The" with a capital stands before the name where no sentence begins: part of the name then."""
        sheet = self.sheet
        i = start - 1
        if i < 1 or sheet.word[i] != "the" or not self.capital(i) or sheet.sent[i] != sheet.sent[i - 1]:
            return False
        return sheet.word[i - 1].isalpha()

    def _trim(self, start: int, end: int) -> tuple[int, int, bool]:
        word = self.sheet.word
        the = False
        while start < end and (word[start] in EDGES or word[start].isspace()):
            the = the or word[start] == "the"
            start += 1
        while end > start and (word[end - 1] in EDGES or word[end - 1].isspace()):
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
            if word in ("m.", "m") and i > start:
                continue  # an initial
            if self._is_address(i) and sheet.word[i + 1] not in LEGAL_FORMS:
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
                and not (word in _FOR_TWO and word in given_names())  # "Dean Ackroyd"
                and not self._is_family_name(i, end, label)
                and label != "WORK_OF_ART"
            ):
                begin = i + 1  # "Singer Delphine Roux"
                break
        if begin == start:
            if start > 0 and self._is_address(start - 1):
                return start, None, sheet.word[start - 1].strip(".")
            return start, None, None
        stop = begin - 1 if honorific and sheet.word[begin - 1].strip(".") == honorific else begin
        return begin, (start, stop) if stop > start else None, honorific

    def _is_address(self, token: int) -> bool:
        """Whether a form of address with a capital stands here; "St." is part of a name."""
        word = self.sheet.word[token]
        return word in honorifics() and word != "st." and self.capital(token)

    def _is_family_name(self, start: int, end: int, label: str) -> bool:
        """Whether a noun is half of a name of two words, whose other half stands nowhere else: "Fan Meiling"."""
        word = self.sheet.word
        named = label in ("PERSON", "") and end - start == 2 and word[start] in _NAMES_TOO
        return named and word.count(word[end - 1]) == 1

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
        if at and f"{word[at - 1]} {word[at]}" in nouns().titles and sheet.head[at - 1] in range(at, end):
            return True  # "Solicitor General X"
        if word[at] in _FOR_TWO:  # part of what such a person is called
            return len(rest) > 1 and fold(rest[0]) in given_names()
        for s, e, lab in self.labels_in(start, end):
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
        if len(words) > 12 or TICKER.fullmatch(words[-1]):
            return False
        folded = [w.lower() for w in words]
        if len(words) == 1:
            w = folded[0]
            if (
                w in _BARE_BODIES
                or w.strip(".") in CALENDAR
                or w.strip(".") in NOT_NAMES
                or len(w.rstrip(".")) < 2
                or not any(c.isalpha() for c in w)
            ):
                return False
            if not words[0][0].isupper() and not any(c.isupper() for c in words[0]) and not w.startswith("@"):
                return False
            if not titled and (w in nouns().title_ends or w in honorifics()):
                return False
        if label in ("WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "FAC", "LOC"):
            return any(w[0].isupper() for w in words)
        return any(c.isupper() for w in words for c in w[:3]) and not all(w in CALENDAR for w in folded)

    def _opens_sentence(self, token: int) -> bool:
        sheet = self.sheet
        if token == 0 or sheet.sent[token] != sheet.sent[token - 1]:
            return True
        return sheet.tag[token - 1] in ("_SP", "``", "JJ") or sheet.word[token - 1] in ("“", '"', "—", "–", "fellow")

    def _closes_sentence(self, end: int) -> bool:
        sheet = self.sheet
        return end >= len(sheet) or sheet.sent[end] != sheet.sent[end - 1] or sheet.word[end].isspace()

    def capital(self, token: int) -> bool:
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
