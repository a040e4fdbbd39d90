"""Text to spaCy `Doc`s, prepared so that the parser makes fewer mistakes on news copy.

Two things hold. The text a `Doc` is made of has the length of the text given, so every offset fits both. And no text,
whatever it holds (lone surrogates, NULs, two megabytes without a space), stops the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from spacy.attrs import IDX, ORTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

MAX_CHARS = 120_000
"""About 20,000 tokens: what one text may cost. An article is 5,000; a longer text is read up to the paragraph here."""

MAX_WORD = 400
"""Longer runs without a space are no words; the tokenizer takes quadratic time over them."""

CUT_NOTE = "The text is very long: only about the first 20,000 words were read."

# One character for one character: what UTF-8 can't hold, and control characters that are no white space.
_UNSAFE = re.compile(r"[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_ENDLESS = re.compile(rf"\S{{{MAX_WORD},}}")
_PARAGRAPH = re.compile(r"[ \t\u00a0\r]*\n\s*")
# A full stop that ends no sentence: the parser breaks "said Rep. X (D-Y), the chair of…" at it.
_TITLE = re.compile(
    r"\b(?:Rep|Reps|Sen|Sens|Gov|Govs|Mr|Mrs|Ms|Dr|Drs|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Cpl|Adm|Rev|Fr|Hon|Pres|Atty|"
    r"Supt|Det|Insp|Ald|Amb|Sec|Msgr|St|vs|v)\.\s+(?=[A-Z])|\b[A-Z]\.\s+(?=[A-Z][a-z])|\b(?:e\.g|i\.e|cf|No|Nos)\.\s+(?=\S)"
)

_ON_X = re.compile(r"\b(?:on|to|via|from|platform|site|network) X\.\s+(?=[A-Z\"“‘'])")
"""The network's name, whose full stop is no initial's."""

_DATELINE = re.compile(
    r"(?m)^[A-ZÀ-Þ]{3}[A-ZÀ-Þ.,'’ /-]*\b[^\n“\"]{0,50}?(?:\([^)\n]{2,30}\)\s?)?\s[-–—]{1,2}\s+(?=[A-ZÀ-Þ])"
)
"""The place and day before the first sentence: "OSLO, March 11 (Newsline) - "."""

_ONE_TOKEN = tuple(
    f"{title}."
    for title in (
        *("Lt", "Col", "Maj", "Capt", "Cmdr", "Sgt", "Cpl", "Pvt", "Brig", "Supt", "Det", "Insp", "Hon", "Ald", "Msgr"),
        *("Atty", "Asst", "Cllr", "Reps", "Sens", "Govs", "Drs"),
    )
)
"""Titles that spaCy's tokenizer cuts in two, so that their full stop ends the sentence for whoever reads the tokens."""


class Prepared(NamedTuple):
    """A text fit for spaCy, of the same length and offsets as the text given up to its end."""

    text: str
    cut: bool  # whether the end of the text was left out


def prepare(text: str) -> Prepared:
    """`text` as spaCy can take it: unsafe characters replaced one for one, and cut at a paragraph when very long."""
    cut = len(text) > MAX_CHARS
    if cut:
        end = max(text.rfind("\n", MAX_CHARS // 2, MAX_CHARS), text.rfind(". ", MAX_CHARS // 2, MAX_CHARS) + 1)
        text = text[: end if end > 0 else MAX_CHARS]
    text = _UNSAFE.sub("\ufffd", text)
    if _ENDLESS.search(text):
        text = _ENDLESS.sub(lambda m: _broken(m.group()), text)
    return Prepared(text, cut)


def _broken(run: str) -> str:
    """An endless run with a space in place of each hundredth character, so that no token is endless."""
    return " ".join(run[i : i + 99] for i in range(0, len(run), 100)).ljust(len(run))


class Parser:
    """A spaCy pipeline without the parts that nobody here reads."""

    UNUSED = ("attribute_ruler", "lemmatizer", "senter", "textcat", "textcat_multilabel")

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        add = getattr(nlp.tokenizer, "add_special_case", None)  # a tokenizer of somebody's own may have none
        if add is not None:
            for title in _ONE_TOKEN:
                add(title, [{ORTH: title}])
        self._off = [name for name in self.UNUSED if name in nlp.pipe_names]

    def pipe(self, texts: Iterable[str], *, batch_size: int = 16) -> Iterator[Doc]:
        """The parse of each prepared text, in order."""
        yield from self._nlp.pipe((self._tokenized(t) for t in texts), batch_size=batch_size, disable=self._off)

    def _tokenized(self, text: str) -> Doc:
        """Tokens, with what is known of sentences: a paragraph starts one, a title's full stop ends none."""
        doc = self._nlp.make_doc(text)
        if len(doc) < 2:
            return doc
        starts = doc.to_array([IDX]).astype(np.int64)
        begins = np.zeros(len(doc), dtype=np.int64)  # set in one go: a token's own setter looks through the whole text
        for pattern, value in ((_TITLE, -1), (_ON_X, 1), (_DATELINE, 1), (_PARAGRAPH, 1)):
            ends = np.fromiter((m.end() for m in pattern.finditer(text)), dtype=np.int64)
            tokens = np.searchsorted(starts, ends)
            known = (tokens > 0) & (tokens < len(doc))
            known[known] = starts[tokens[known]] == ends[known]
            begins[tokens[known]] = value
        return doc.from_array([SENT_START], begins.astype(np.uint64))  # type: ignore[arg-type]  # the stub wants two axes
