"""A parsed text as plain lists: what the hot loops read in place of spaCy's token objects.

Index i is token i of the `Doc`. Offsets are characters of the text. Nothing here changes once made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LENGTH, LOWER, SENT_START, TAG
from spacy.tokens import Doc

from bot.nlp.types import Span

NOUN = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "WP", "CD", "JJ", "JJS", "JJR", "FW", "WDT"})
VERB = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
AUX = frozenset({"aux", "auxpass"})
STOPS = frozenset({".", "?", "!", ";"})


class Sheet:
    """One text's tokens: words, tags, heads, children and sentences."""

    __slots__ = (
        "dep",
        "doc",
        "end",
        "ent_iob",
        "ent_type",
        "head",
        "kids",
        "sent",
        "sents",
        "start",
        "tag",
        "text",
        "word",
    )

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        rows = doc.to_array([IDX, LENGTH, LOWER, TAG, DEP, HEAD, ENT_IOB, ENT_TYPE, SENT_START])
        size = len(doc)
        strings = doc.vocab.strings
        known: dict[int, str] = {0: ""}

        def named(column: int) -> list[str]:
            out = []
            for key in rows[:, column].tolist():
                value = known.get(key)
                if value is None:
                    value = known[key] = strings[key]
                out.append(value)
            return out

        self.start: list[int] = rows[:, 0].tolist()
        self.end: list[int] = (rows[:, 0] + rows[:, 1]).tolist()
        self.word = named(2)
        self.tag = named(3)
        self.dep = named(4)
        offsets = rows[:, 5].astype("int64").tolist()
        self.head: list[int] = [i + o for i, o in enumerate(offsets)]
        self.ent_iob: list[int] = rows[:, 6].tolist()
        self.ent_type = named(7)
        self.kids: list[list[int]] = [[] for _ in range(size)]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)
        self.sents: list[int] = [i for i, s in enumerate(rows[:, 8].astype("int64").tolist()) if s == 1] or [0][:size]
        if self.sents and self.sents[0] != 0:
            self.sents.insert(0, 0)
        self.sent: list[int] = []
        for n, first in enumerate(self.sents):
            last = self.sents[n + 1] if n + 1 < len(self.sents) else size
            self.sent.extend([n] * (last - first))

    def __len__(self) -> int:
        return len(self.start)

    def sentence(self, token: int) -> tuple[int, int]:
        """First token of the sentence that holds `token`, and the one after its last."""
        n = self.sent[token]
        return self.sents[n], self.sents[n + 1] if n + 1 < len(self.sents) else len(self.start)

    def first_from(self, offset: int) -> int:
        """The first token that starts at or after `offset`."""
        return bisect_left(self.start, offset)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that start within the characters start..end, as a half-open range."""
        return bisect_left(self.start, start), bisect_left(self.start, end)

    def holding(self, offset: int) -> int:
        """The token at `offset`, or the one before it."""
        return max(0, bisect_right(self.start, offset) - 1)

    def span(self, first: int, last: int) -> Span:
        """Characters of the tokens first..last, `last` among them."""
        return self.start[first], self.end[last]

    def child(self, token: int, deps: frozenset[str] | set[str]) -> int | None:
        """The first child of `token` that stands in one of these relations to it."""
        dep = self.dep
        for kid in self.kids[token]:
            if dep[kid] in deps:
                return kid
        return None

    def edges(self, token: int) -> tuple[int, int]:
        """The first and last token of the tree under `token`."""
        low = high = token
        todo = [token]
        while todo:
            for kid in self.kids[todo.pop()]:
                low, high = min(low, kid), max(high, kid)
                todo.append(kid)
        return low, high

    def is_under(self, token: int, top: int) -> bool:
        """Whether `top` is `token` or stands above it."""
        while token != top:
            up = self.head[token]
            if up == token:
                return False
            token = up
        return True
