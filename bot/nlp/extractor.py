"""The way from a text to its `Extraction`: parse, pair the marks, attribute, resolve the speakers, rank the people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path
from typing import Self

from spacy.tokens import Doc

from bot.nlp.attribution import Attributor
from bot.nlp.cast import Cast
from bot.nlp.denials import denial
from bot.nlp.explanation import Explanation
from bot.nlp.finding import Finding
from bot.nlp.findings import find
from bot.nlp.leadins import lead_in
from bot.nlp.learned.model import QuoteModel
from bot.nlp.marks import Paragraphs, find_quoted
from bot.nlp.model import DEFAULT_MODEL, load_model
from bot.nlp.parse import CUT_NOTE, Parser, prepare
from bot.nlp.sheet import Sheet
from bot.nlp.speakers import Credit, Speakers
from bot.nlp.terms import without_terms
from bot.nlp.turns import find_turns, with_turns
from bot.nlp.types import Extraction, Quote


class Extractor:
    """Finds who said what. One of these serves a whole process; it keeps nothing of the texts it has read."""

    def __init__(self, parser: Parser, quote_model: QuoteModel | None = None) -> None:
        self._parser = parser
        self._quote_model = quote_model

    @classmethod
    def load(cls, model: str = DEFAULT_MODEL, quote_model: str = "builtin") -> Self:
        """An extractor on the spaCy pipeline `model`, with the trained part `quote_model` ("off": rules alone).

        Raises:
            ModelNotFound: no such pipeline is on this machine.
            WrongPipeline: the trained part was made for another pipeline.
        """
        nlp = load_model(model)
        if quote_model == "off":
            return cls(Parser(nlp))
        path = None if quote_model == "builtin" else Path(quote_model)
        return cls(Parser(nlp), QuoteModel.load(nlp, path))

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
        return self._read(text, doc, notes)[0]

    def explain(self, text: str, index: int) -> Explanation:
        """Why quote number `index` (from 0, in the order of `extract`) came out as it did.

        Raises:
            IndexError: the text has no such quote.
        """
        ready = prepare(text)
        doc = next(self._parser.pipe([ready.text]))
        extraction, findings, credited = self._read(text, doc, ())
        if not 0 <= index < len(extraction.quotes):
            raise IndexError(index)
        finding = findings[index]
        return Explanation(
            quote=extraction.quotes[index],
            rule=finding.rule,
            score=finding.score,
            opinion=finding.opinion.value,
            cue=text[slice(*finding.cue)] if finding.cue else None,
            mention=text[slice(*finding.mention)] if finding.mention else None,
            candidates=credited[index].candidates,
        )

    def _read(self, text: str, doc: Doc, notes: tuple[str, ...]) -> tuple[Extraction, list[Finding], list[Credit]]:
        if not len(doc):
            return Extraction(notes=notes), [], []
        sheet = Sheet(doc)
        paragraphs = Paragraphs(sheet.text)
        marked = find_quoted(sheet.text, paragraphs)
        in_marks = [(q.start, q.end) for q in marked]  # the trained part has seen marks alone
        learned = self._quote_model.attributions(doc, in_marks) if self._quote_model is not None else None
        quoted, turns = with_turns(marked, find_turns(sheet.text, paragraphs))
        spans = [(q.start, q.end) for q in quoted]
        attributor = Attributor(sheet, quoted, paragraphs, turns)
        findings = without_terms(attributor, find(attributor, learned))
        cast = Cast.of(doc, spans, sheet=sheet)
        credited = Speakers(cast, attributor).of(findings)
        quotes = tuple(_quotes(text, sheet, paragraphs, findings, credited))
        return Extraction(actors=cast.actors(quotes), quotes=quotes, notes=notes), findings, credited


def _quotes(
    text: str, sheet: Sheet, paragraphs: Paragraphs, findings: list[Finding], credited: list[Credit]
) -> Iterator[Quote]:
    for finding, credit in zip(findings, credited, strict=True):
        statement = (finding.start, finding.end)
        denied = denial(sheet, finding.cue, statement, finding.kind)
        leading = None if denied else lead_in(sheet, finding.cue, statement, finding.kind)
        yield Quote(
            text=text[finding.start : finding.end],
            start=finding.start,
            end=finding.end,
            kind=finding.kind,
            speaker=credit.speaker,
            speaker_mention=finding.mention,
            cue=finding.cue,
            addressee=credit.addressee,
            denial=text[slice(*denied)] if denied else None,
            lead_in=text[slice(*leading)] if leading else None,
            continues=finding.continues,
            paragraph=paragraphs.at(finding.start) + 1,
            confidence=credit.confidence,
        )
