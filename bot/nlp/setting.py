"""The quotations of one text in their setting: what stands around them, how they end, what they look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.nlp.cues import TELLING
from bot.nlp.marks import Paragraphs, Quoted
from bot.nlp.sheet import FINITE, SUBJECT, VERB, Sheet
from bot.nlp.subjects import Subject
from bot.nlp.turns import Turn
from bot.nlp.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """How one quotation came by its speaker."""

    rule: str
    score: float
    cue: tuple[int, int] | None = None  # first and last token of the reporting words
    subject: Subject | None = None
    addressee: int | None = None  # head of the words that name who was told
    carried: int | None = None  # the quotation whose speaker goes on
    continues: int | None = None  # the quotation that this one carries on, by whatever its speaker was found
    echoes: int | None = None  # the quotation whose speaker this one has, without carrying it on
    label: Span | None = None  # characters that name who speaks, where they are no words of a sentence


class Setting:
    """The quotations of one text, as tokens, with questions about each by its number."""

    def __init__(
        self, sheet: Sheet, quoted: list[Quoted], paragraphs: Paragraphs, turns: Mapping[int, Turn] | None = None
    ) -> None:
        self.sheet = sheet
        self.turns = turns or {}  # those of the quotations that are turns, without marks
        self.quoted = quoted
        self.paragraphs = paragraphs
        self.inner = [sheet.tokens(q.start, q.end) for q in quoted]
        self.outer = [sheet.tokens(*q.outer) for q in quoted]
        self.covered = [-1] * len(sheet)
        for n, (first, last) in enumerate(self.outer):  # an outer quotation comes before those inside it
            for i in range(first, last):
                self.covered[i] = n
        self.bounds = [sheet.tokens(*span) for span in paragraphs.spans]
        self.result: list[Attribution | None] = [None] * len(quoted)

    def level(self, n: int) -> int:
        """What `covered` holds for the words around a quotation."""
        parent = self.quoted[n].parent
        return -1 if parent is None else parent

    def _window(self, n: int) -> tuple[int, int, int, int]:
        """Tokens before (first, end) and after (first, end) a quotation, up to its neighbours on the same level."""
        quoted = self.quoted[n]
        first, end = self.outer[n]
        if quoted.parent is not None:
            low, high = self.inner[quoted.parent]
        else:
            low, high = self.bounds[quoted.paragraph]
        for m in range(n - 1, -1, -1):
            if self.quoted[m].parent == quoted.parent:
                if self.quoted[m].paragraph == quoted.paragraph:
                    low = max(low, self.outer[m][1])
                break
            if self.quoted[m].paragraph != quoted.paragraph:
                break
        for m in range(n + 1, len(self.quoted)):
            if self.quoted[m].paragraph != quoted.paragraph:
                break
            if self.quoted[m].parent == quoted.parent:
                high = min(high, self.outer[m][0])
                break
        return low, max(low, first), end, max(end, high)

    def _last_mark(self, n: int) -> str:
        """The punctuation that ends a quotation, inside or right after its closing mark; '' where there is none."""
        text, quoted = self.sheet.text, self.quoted[n]
        last = quoted.end - 1
        while last > quoted.start and text[last] in "'’”\"":  # of a quotation inside this one
            last -= 1
        if text[last] in ",.?!…—–-":
            return text[last]
        behind = text[quoted.outer[1] : quoted.outer[1] + 1]
        return behind if behind and behind in ",.?!:;" else ""

    def is_sentence(self, n: int) -> bool:
        """Whether a quotation reads as whole sentences: it starts as one and ends with a stop."""
        quoted, text = self.quoted[n], self.sheet.text
        start = text[quoted.start : quoted.start + 1]
        mark = self._last_mark(n)
        return (
            (start.isupper() or start in "[…." or start.isdigit())
            and (mark in (".", "?", "!", "…", ",", "—") or not quoted.closed)
            and mark != ""
        )

    def begins_sentence(self, n: int) -> bool:
        """Whether nothing of its sentence stands before a quotation."""
        first = self.outer[n][0]
        return (
            first == 0 or self.sheet.sent[first] != self.sheet.sent[first - 1] or self.sheet.word[first - 1].isspace()
        )

    def is_clause(self, n: int) -> bool:
        """Whether a quotation holds a clause of its own: a verb that governs the rest, with its subject."""
        first, end = self.inner[n]
        sheet = self.sheet
        for i in range(first, end):
            top = sheet.head[i] == i or not first <= sheet.head[i] < end
            if (
                top
                and sheet.tag[i] in VERB
                and any(sheet.dep[k] in SUBJECT and first <= k < end for k in sheet.kids[i])
            ):
                return True
        return False

    def is_long(self, n: int) -> bool:
        """Whether a quotation has a verb and five words: somebody said that."""
        first, end = self.inner[n]
        return end - first >= 5 and (
            any(self.sheet.tag[i] in FINITE or self.sheet.tag[i] in ("MD", "VB") for i in range(first, end))
        )

    def is_title(self, n: int) -> bool:
        """Whether a quotation is written as a title: a few words, each of weight with a capital, and no stop."""
        first, end = self.inner[n]
        words = [i for i in range(first, end) if self.sheet.word[i][0].isalnum()]
        text = self.sheet.text
        if not words or len(words) > 10 or self._last_mark(n) in ("?", "!"):
            return False
        heavy = [i for i in words if len(self.sheet.word[i]) > 3 or i == words[0]]
        return all(not text[self.sheet.start[i]].islower() for i in heavy) and (
            len(heavy) > 1
            or (len(words) > 1 and all(text[self.sheet.start[i]].isupper() for i in words))
            or self.sheet.tag[heavy[0]] in ("NNP", "NNPS", "NN", "FW")
        )

    def _phrase_start(self, head: int, low: int) -> int:
        """The first token of the noun phrase around `head`, not before `low`."""
        return max(low, min(self.sheet.edges(head)[0], head))

    def _bare(self, verb: int, high: int) -> bool:
        """Whether a reporting verb has no content of its own: `X said.`, `X said on Monday.`"""
        sheet = self.sheet
        leads_on = verb + 1 < high and sheet.word[verb + 1] == ":"
        told = self.sheet.word[verb] in TELLING
        contents = ("ccomp", "xcomp") if told else ("ccomp", "xcomp", "dobj")
        return not leads_on and not any(
            sheet.dep[k] in contents and k > verb and self.covered[k] == self.covered[verb] for k in sheet.kids[verb]
        )

    def _told(self, verb: int, subject: Subject | None) -> int | None:
        """Who was told: the object of "told", the "to" of "said to"."""
        sheet = self.sheet
        for kid in sheet.kids[verb]:
            if kid > verb and sheet.dep[kid] in ("dobj", "dative", "iobj") and self.covered[kid] == self.covered[verb]:
                if sheet.dep[kid] == "dative" and sheet.word[kid] == "to":
                    return next((k for k in sheet.kids[kid] if sheet.dep[k] == "pobj"), None)
                if sheet.word[verb] in TELLING and (subject is None or kid != subject.head):
                    return kid
        return None

    def _actor_between(self, low: int, high: int) -> Subject | None:
        """The subject of the last sentence between two quotations."""
        sheet = self.sheet
        for i in range(high - 1, low - 1, -1):
            if (
                sheet.dep[i] == "nsubj"
                and self.covered[i] == -1
                and sheet.head[i] > i
                and sheet.dep[sheet.head[i]] in ("ROOT", "conj")
            ):
                return Subject(head=i)
        return None

    def _may_speak(self, head: int) -> bool:
        """Whether a noun names somebody: a person, an organisation, a pronoun of one."""
        sheet = self.sheet
        return (
            sheet.ent_type[head] in ("PERSON", "ORG", "GPE", "NORP")
            or sheet.word[head] in ("he", "she", "they", "we", "i", "who")
            or sheet.tag[head] in ("NNP", "NNPS")
        )


def scored(found: Attribution, score: float, rule: str) -> Attribution:
    return Attribution(rule=rule, score=score, cue=found.cue, subject=found.subject, addressee=found.addressee)
