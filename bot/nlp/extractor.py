"""The way from a text to its `Extraction`: parse, pair the marks, attribute, resolve the speakers, rank the people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from typing import Self

from spacy.tokens import Doc

from bot.nlp.attribution import Attribution, Attributor
from bot.nlp.indirect import Report, find_reports
from bot.nlp.marks import Paragraphs, find_quoted
from bot.nlp.model import DEFAULT_MODEL, load_model
from bot.nlp.parse import CUT_NOTE, Parser, prepare
from bot.nlp.sheet import Sheet
from bot.nlp.subjects import span_of
from bot.nlp.types import Extraction, Quote, QuoteKind

_MIXED_WORDS = 4
"""The rest of a mixed statement is reported from this many words on."""


class Extractor:
    """Finds who said what. One of these serves a whole process; it keeps nothing of the texts it has read."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser

    @classmethod
    def load(cls, model: str = DEFAULT_MODEL, quote_model: str = "builtin") -> Self:
        """An extractor on the spaCy pipeline `model`, with the trained part `quote_model` ("off": rules alone).

        Raises:
            ModelNotFound: no such pipeline is on this machine.
        """
        return cls(Parser(load_model(model)))

    def extract(self, text: str) -> Extraction:
        """Who said what in `text`."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str], *, batch_size: int = 16) -> Iterator[Extraction]:
        """The extraction of each text, in order; parses in batches."""
        originals, source = tee(texts)
        prepared, to_parse = tee(prepare(t) for t in source)
        docs = self._parser.pipe((p.text for p in to_parse), batch_size=batch_size)
        for text, ready, doc in zip(originals, prepared, docs, strict=True):
            yield self.read(text, doc, notes=(CUT_NOTE,) if ready.cut else ())

    def read(self, text: str, doc: Doc, *, notes: tuple[str, ...] = ()) -> Extraction:
        """The extraction of a text that is parsed already."""
        if not len(doc):
            return Extraction(notes=notes)
        sheet = Sheet(doc)
        paragraphs = Paragraphs(doc.text)
        quoted = find_quoted(doc.text, paragraphs)
        attributor = Attributor(sheet, quoted, paragraphs)
        attributions = attributor.run()
        reports = find_reports(sheet, attributor.covered, attributor.bounds)
        drafts = _quotations(attributor, attributions) + _reports(attributor, attributions, reports)
        drafts.sort(key=lambda d: (d[0], -d[1]))
        return Extraction(quotes=tuple(self._quotes(text, attributor, drafts)), notes=notes)

    def _quotes(self, text: str, at: Attributor, drafts: list[_Draft]) -> Iterator[Quote]:
        places = {d[3]: n for n, d in enumerate(drafts) if d[3] is not None}
        for start, end, kind, _, source in drafts:
            sheet = at.sheet
            mention = span_of(sheet, source.subject, at.covered) if source.subject is not None else None
            cue = sheet.span(*source.cue) if source.cue is not None else None
            carried = source.carried if isinstance(source, Attribution) else None
            yield Quote(
                text=text[start:end],
                start=start,
                end=end,
                kind=kind,
                speaker=text[mention[0] : mention[1]] if mention else None,
                speaker_mention=mention,
                cue=cue,
                addressee=None,
                continues=places.get(carried) if carried is not None else None,
                paragraph=at.paragraphs.at(start) + 1,
                confidence=max(0.05, min(0.98, source.score / 10)),
            )


_Draft = tuple[int, int, QuoteKind, int | None, Attribution | Report]


def _quotations(at: Attributor, attributions: list[Attribution | None]) -> list[_Draft]:
    out: list[_Draft] = []
    for n, (quoted, found) in enumerate(zip(at.quoted, attributions, strict=True)):
        kind = QuoteKind.DIRECT if at.is_sentence(n) else QuoteKind.PARTIAL
        if found is None:
            if not (at.is_sentence(n) and at.is_long(n)) or quoted.parent is not None:
                continue
            found = Attribution(rule="none", score=3.0)
        elif found.score < 3.5:
            continue
        out.append((quoted.start, quoted.end, kind, n, found))
    return out


def _reports(at: Attributor, attributions: list[Attribution | None], reports: list[Report]) -> list[_Draft]:
    out: list[_Draft] = []
    taken = [False] * len(at.sheet)
    for n, found in enumerate(attributions):
        if found is not None and found.score >= 3.5:
            for i in range(*at.outer[n]):
                taken[i] = True
    claimed: set[int] = set()
    for report in sorted(reports, key=lambda r: -r.score):
        tokens = [i for s, e in report.spans for i in range(s, e)]
        if any(i in claimed for i in tokens):
            continue
        mixed = any(taken[i] for i in tokens)
        pieces = _pieces(at, report, taken)
        if mixed:
            pieces = [p for p in pieces if p[1] - p[0] >= _MIXED_WORDS]
        claimed.update(tokens)
        for first, end in pieces:
            if end - first < 2:
                continue
            out.append((at.sheet.start[first], at.sheet.end[end - 1], QuoteKind.INDIRECT, None, report))
    return out


def _pieces(at: Attributor, report: Report, taken: list[bool]) -> list[tuple[int, int]]:
    sheet = at.sheet
    out = []
    for first, end in report.spans:
        run = None
        for i in range(first, end + 1):
            free = i < end and not taken[i]
            if free and run is None:
                run = i
            elif not free and run is not None:
                low, high = run, i
                while low < high and (sheet.word[low] in ",.;:—–-" or sheet.word[low].isspace()):
                    low += 1
                while high > low and (sheet.word[high - 1] in ",.;:—–-" or sheet.word[high - 1].isspace()):
                    high -= 1
                if low < high:
                    out.append((low, high))
                run = None
    return out
