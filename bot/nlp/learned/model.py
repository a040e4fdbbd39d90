"""Finds attributions with the trained network: who is said to have said, or thought, what.

A model belongs to one spaCy pipeline, by name and version: it reads that pipeline's inner vectors, and with another one
it would answer with noise. `QuoteModel.load` therefore refuses any other, and the caller goes on with rules alone.
The same text gives the same answer every time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from bot.nlp.learned.features import VOCABULARY, Floats, Ints, Tokens, Vocabulary, Windows, places, read_tokens, windows
from bot.nlp.learned.network import CONTENT, CUE, SOURCE, Ensemble, Network, best_labels
from bot.nlp.learned.reporting import is_speech
from bot.nlp.types import Span

BUILTIN = Path(__file__).with_name("quotes-en_core_web_md.npz")
CUE_THRESHOLD = 0.45
"""A token with at least this chance of being a cue is looked at; chosen for F1 on the development articles."""


class WrongPipeline(Exception):
    """The quote model was made for {made for}, and {loaded} is loaded; quotes are found by rules alone."""

    def __init__(self, made_for: str, loaded: str) -> None:
        super().__init__(f"The quote model was made for {made_for}, and {loaded} is loaded; it can't be used with it.")
        self.made_for = made_for
        self.loaded = loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedAttribution:
    """One attribution as the network sees it; spans are character offsets into the text."""

    cue: Span
    source: Span | None  # the words that name who speaks, within reach of the cue
    source_head: Span | None  # the word among them that the rest hangs on
    content: tuple[Span, ...]  # in text order; marks and words in between left out
    p_cue: float  # 0..1: that somebody is said to say or think something here
    p_source: float  # 0..1, the network's mean over the words; 0 without a source
    p_content: float  # 0..1, likewise
    speech: bool  # said, not thought, wished or done


def pipeline_id(nlp: Language) -> str:
    """Name and version of a pipeline, as models are made for: "en_core_web_md 3.8.0"."""
    return f"{nlp.meta.get('lang')}_{nlp.meta.get('name')} {nlp.meta.get('version')}"


class QuoteModel:
    """The trained component; made once a process by `load`, then used for any number of texts."""

    def __init__(self, network: Ensemble, vocabulary: Vocabulary) -> None:
        self._network = network
        self._vocabulary = vocabulary

    @classmethod
    def load(cls, nlp: Language, path: Path | None = None) -> QuoteModel:
        """The model in `path` (.npz), by default the one that comes with Pullquote, for the pipeline `nlp`.

        From then on this process multiplies matrices on one thread: these are small, and on a busy machine a second
        thread only waits for the first (measured: five times the CPU time).

        Raises:
            WrongPipeline: the model was made for another pipeline, or another version of it.
            OSError: the file can't be read.
        """
        with np.load(path or BUILTIN, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        about = json.loads(bytes(arrays.pop("about")).decode())
        if about["pipeline"] != pipeline_id(nlp):
            raise WrongPipeline(about["pipeline"], pipeline_id(nlp))
        vocabulary = Vocabulary(**{name: arrays.pop("vocabulary_" + name) for name in VOCABULARY})
        threadpool_limits(limits=1, user_api="blas")
        members: dict[str, dict[str, Floats]] = {}
        for name, array in arrays.items():
            member, weight = name.split(".")
            members.setdefault(member, {})[weight] = np.ascontiguousarray(array, dtype=np.float32)
        vectors = np.asarray(nlp.vocab.vectors.data, dtype=np.float32)
        return cls(Ensemble(tuple(Network.of(members[m], vectors) for m in sorted(members))), vocabulary)

    def attributions(self, doc: Doc, quoted: Sequence[Span]) -> list[LearnedAttribution]:
        """As `reading(doc, quoted).attributions()`."""
        return self.reading(doc, quoted).attributions()

    def quote_probability(self, doc: Doc, spans: Sequence[Span]) -> list[float]:
        """As `reading(doc, spans).quote_probability(spans)`."""
        return self.reading(doc, spans).quote_probability(spans)

    def reading(self, doc: Doc, quoted: Sequence[Span]) -> Reading:
        """What the network makes of one text; the costly part is done here, once.

        Args:
            doc: parsed by the pipeline that the model was made for, its tensor included.
            quoted: the character spans inside quotation marks, nested ones or not.
        """
        return self.read(read_tokens(doc, quoted, self._vocabulary), doc.text)

    def read(self, tokens: Tokens, text: str) -> Reading:
        """As `reading`, from arrays that were made before."""
        return Reading(self._network, tokens, text, deps=len(self._vocabulary.deps))


class Reading:
    """One text as the network sees it."""

    def __init__(self, network: Ensemble, tokens: Tokens, text: str, *, deps: int) -> None:
        self._network = network
        self._tokens = tokens
        self._text = text
        self._deps = deps
        self._encoded = network.encode(tokens) if len(tokens) else []

    def attributions(self, threshold: float = CUE_THRESHOLD) -> list[LearnedAttribution]:
        """The attributions whose cue is at least as likely as `threshold`, in the order of their cues."""
        tokens = self._tokens
        if not len(tokens):
            return []
        chances = _sigmoid(self._network.cue_scores(self._encoded))
        cues = np.flatnonzero((chances >= threshold) & ~tokens.space)
        if not len(cues):
            return []
        around = windows(tokens, cues, self._deps)
        scores = self._network.label_scores(self._encoded, cues, around)
        labels = best_labels(scores, self._network.transitions, around)
        return _decode(tokens, self._text, cues, chances[cues], around, scores, labels)

    def quote_probability(self, spans: Sequence[Span]) -> list[float]:
        """For each span (the characters inside a pair of marks), the chance, 0..1, that it is somebody's words.

        The rest are titles, nicknames, terms and scare quotes.
        """
        if not len(self._tokens) or not spans:
            return []
        scores = self._network.quote_scores(self._encoded, places(self._tokens, spans))
        return [round(float(p), 6) for p in _sigmoid(scores)]


def _decode(
    tokens: Tokens, text: str, cues: Ints, chances: Floats, around: Windows, scores: Floats, labels: Ints
) -> list[LearnedAttribution]:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    spread = np.asarray(grown / grown.sum(axis=1, keepdims=True), dtype=np.float32)
    ends = np.cumsum(around.lengths)
    out = []
    for k, (low, high) in enumerate(zip((ends - around.lengths).tolist(), ends.tolist(), strict=True)):
        label, token, cue = labels[low:high], around.token[low:high], int(cues[k])
        content = _runs(token[(label == CONTENT) & (token != cue)], tokens)
        if not content:
            continue
        source = _nearest(_runs(token[(label == SOURCE) & (token != cue)], tokens), cue)
        reporting = next(
            (r for r in _runs(np.union1d(token[label == CUE], [cue]), tokens) if r[0] <= cue < r[1]), (cue, cue + 1)
        )
        cue_span = _span(reporting, tokens)
        first = int(token[0])
        out.append(
            LearnedAttribution(
                cue=cue_span,
                source=_span(source, tokens) if source else None,
                source_head=_span(_top(source, tokens), tokens) if source else None,
                content=tuple(_span(run, tokens) for run in content),
                p_cue=float(chances[k]),
                p_source=float(spread[low + source[0] - first : low + source[1] - first, SOURCE].mean())
                if source
                else 0.0,
                p_content=float(spread[low:high][label == CONTENT, CONTENT].mean()),
                speech=is_speech(text[slice(*cue_span)]),
            )
        )
    return out


Run = tuple[int, int]
"""First token and the one after the last."""


def _runs(picked: Ints, tokens: Tokens) -> list[Run]:
    """The picked tokens as runs without white space at their ends; white space alone doesn't part a run."""
    runs: list[Run] = []
    for i in picked[~tokens.space[picked]].tolist():
        if runs and (runs[-1][1] == i or bool(tokens.space[runs[-1][1] : i].all())):
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _nearest(runs: list[Run], cue: int) -> Run | None:
    return min(runs, key=lambda run: min(abs(run[0] - cue), abs(run[1] - 1 - cue)), default=None)


def _top(run: Run, tokens: Tokens) -> Run:
    """The token of the run that the others hang on."""
    first, last = run
    top = next((i for i in range(first, last) if not first <= tokens.head[i] < last or tokens.head[i] == i), first)
    return top, top + 1


def _span(run: Run, tokens: Tokens) -> Span:
    return int(tokens.starts[run[0]]), int(tokens.ends[run[1] - 1])


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)
