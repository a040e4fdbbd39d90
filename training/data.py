"""Reads an annotated corpus (PolNeAR as JSON lines) into the arrays that the network learns from.

One JSON object a line: `id`, `text`, and `attributions`, each with lists of character spans `source`, `cue`, `content`.
Parses are kept in a cache folder outside the project, since they hold the corpus's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from bot.nlp.learned.features import Ints, Places, Tokens, Vocabulary, Windows, places, places_of, read_tokens, windows
from bot.nlp.learned.model import pipeline_id
from bot.nlp.learned.network import CONTENT, CUE, NOTHING, SOURCE
from bot.nlp.learned.reporting import is_speech
from bot.nlp.marks import Paragraphs, find_quoted
from bot.nlp.parse import Parser, prepare
from bot.nlp.types import Span

CLAUSES = ("ROOT", "acl", "advcl", "ccomp", "conj", "csubj", "csubjpass", "dep", "parataxis", "pcomp", "relcl", "xcomp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One annotated attribution, in token numbers."""

    anchor: int  # the token of the cue that the rest of the cue hangs on
    cue: Ints
    source: Ints
    content: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One annotated article."""

    id: str
    text: str
    tokens: Tokens
    attributions: tuple[Attribution, ...]  # one an anchor, by anchor
    quotes: Ints  # (quotations, 3): first token, the one after the last, and whether they are somebody's words


def vocabulary_of(nlp: Language) -> Vocabulary:
    """The label sets of a pipeline."""

    def ids(labels: Sequence[str]) -> np.ndarray:
        return np.array(sorted(nlp.vocab.strings.add(label) for label in labels), dtype=np.uint64)

    tags = [*nlp.get_pipe("tagger").labels, "_SP"]  # type: ignore[attr-defined]
    return Vocabulary(
        tags=ids(sorted(set(tags))),
        deps=ids(nlp.get_pipe("parser").labels),  # type: ignore[attr-defined]
        entities=ids(nlp.get_pipe("ner").labels),  # type: ignore[attr-defined]
        proper_tags=ids(["NNP", "NNPS"]),
        clauses=ids(CLAUSES),
    )


BRITISH = str.maketrans("“”‘’\"'", "‘’“”'\"")
"""Marks as British houses set them: single ones outside, double ones inside; one character for one."""
_APOSTROPHE = re.compile(r"(?<=\w)[’'](?=\w)|(?<=s)[’'](?= )")


def in_british_marks(text: str) -> str:
    """The text with single marks where double ones were, and the other way round; apostrophes stay. Offsets hold."""
    swapped = list(text.translate(BRITISH))
    for match in _APOSTROPHE.finditer(text):
        swapped[match.start()] = match.group()
    return "".join(swapped)


def read_corpus(path: Path, nlp: Language, cache: Path, *, british: bool = False) -> list[Article]:
    """The articles of a JSON-lines file, parsed.

    Args:
        path: the file.
        nlp: the pipeline.
        cache: a folder that keeps the parses.
        british: whether the articles are put into British marks first, to see what that costs.
    """
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    vocabulary = vocabulary_of(nlp)
    texts = [in_british_marks(r["text"]) if british else r["text"] for r in records]
    stored = cache / pipeline_id(nlp).replace(" ", "-") / f"{path.stem}{'-british' if british else ''}.docs"
    return [_article(r, doc, vocabulary) for r, doc in zip(records, _parses(stored, texts, nlp), strict=True)]


def _article(record: dict[str, Any], doc: Doc, vocabulary: Vocabulary) -> Article:
    text = doc.text
    quoted = [(q.start, q.end) for q in find_quoted(text, Paragraphs(text)) if not q.depth]
    tokens = read_tokens(doc, quoted, vocabulary)
    attributions = _attributions(record["attributions"], tokens, text)
    quotes = _quotes(quoted, tokens, attributions)
    return Article(id=record["id"], text=text, tokens=tokens, attributions=attributions, quotes=quotes)


def _parses(stored: Path, texts: Sequence[str], nlp: Language) -> Iterator[Doc]:
    """The texts as the product parses them, each kept as spaCy's bytes behind their length in eight bytes."""
    stored.parent.mkdir(parents=True, exist_ok=True)
    if not stored.exists():
        with stored.open("wb") as out:
            for doc in Parser(nlp).pipe(prepare(text).text for text in texts):
                raw = doc.to_bytes()
                out.write(len(raw).to_bytes(8, "little") + raw)
    with stored.open("rb") as source:
        for text in texts:
            doc = Doc(nlp.vocab).from_bytes(source.read(int.from_bytes(source.read(8), "little")))
            if doc.text != prepare(text).text:
                raise ValueError(f"{stored} is of another corpus; remove it")
            yield doc


def _covered(spans: Sequence[Sequence[int]], tokens: Tokens) -> Ints:
    """The tokens that lie in the spans by at least half of their characters, white space left out."""
    inside = np.zeros(len(tokens), dtype=np.int64)
    for start, end in spans:
        inside += np.maximum(0, np.minimum(tokens.ends, end) - np.maximum(tokens.starts, start))
    return np.flatnonzero((2 * inside >= tokens.ends - tokens.starts) & (inside > 0) & ~tokens.space)


def _attributions(records: Sequence[dict[str, list[Span]]], tokens: Tokens, text: str) -> tuple[Attribution, ...]:
    merged: dict[int, Attribution] = {}
    for record in records:
        cue, content = _covered(record["cue"], tokens), _covered(record["content"], tokens)
        if not len(cue) or not len(content):
            continue
        tops = [i for i in cue.tolist() if tokens.head[i] not in cue or tokens.head[i] == i] or cue.tolist()
        anchor = next((i for i in tops if is_speech(text[tokens.starts[i] : tokens.ends[i]])), tops[0])
        source = _covered(record["source"], tokens)
        if anchor in merged:
            before = merged[anchor]
            cue, source = np.union1d(cue, before.cue), np.union1d(source, before.source)
            content = np.union1d(content, before.content)
        merged[anchor] = Attribution(anchor=anchor, cue=cue, source=source, content=content)
    return tuple(merged[k] for k in sorted(merged))


def _quotes(quoted: Sequence[Span], tokens: Tokens, attributions: Sequence[Attribution]) -> Ints:
    """The quotations that are clearly somebody's words (most of them are content) or clearly not (none of them is)."""
    said = np.zeros(len(tokens))
    for a in attributions:
        said[a.content] = 1
    at = places(tokens, quoted)
    shares = [said[low:high].mean() for low, high in zip(at.first.tolist(), at.last.tolist(), strict=True)]
    rows = [(*pair, int(s > 0)) for *pair, s in zip(at.first, at.last, shares, strict=True) if s >= 0.5 or s == 0]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some articles as one."""

    tokens: Tokens
    left: Ints
    right: Ints
    is_cue: Ints
    cues: Ints
    windows: Windows
    labels: Ints  # of the windows' rows
    places: Places
    is_quote: Ints  # of the places


def batch_of(articles: Sequence[Article], deps: int) -> Batch:
    """Joins articles into one batch, none of them seeing the other."""
    sizes = [len(a.tokens) for a in articles]
    offsets = np.cumsum([0, *sizes])
    joined = {}
    shifts = dict.fromkeys(("head", "clause"), offsets)
    shifts["sentence"] = np.cumsum([0] + [int(a.tokens.sentence[-1]) + 9 for a in articles])
    shifts["paragraph"] = np.cumsum([0] + [int(a.tokens.paragraph[-1]) + 9 for a in articles])
    for f in fields(Tokens):
        parts = [getattr(a.tokens, f.name) for a in articles]
        if f.name in shifts:
            parts = [p + s for p, s in zip(parts, shifts[f.name][:-1], strict=True)]
        joined[f.name] = np.concatenate(parts)
    tokens = Tokens(**joined)
    n = int(offsets[-1])
    index = np.arange(n)
    left, right = index - 1, index + 1
    left[offsets[:-1]] = n
    right[offsets[1:] - 1] = n
    found = [(a, int(o)) for article, o in zip(articles, offsets, strict=False) for a in article.attributions]
    cues = np.array([a.anchor + o for a, o in found], dtype=np.int64)
    is_cue = np.zeros(n, dtype=np.int64)
    is_cue[cues] = 1
    around = windows(tokens, cues, deps)
    labels = np.full(len(around.token), NOTHING, dtype=np.int64)
    starts = np.cumsum(around.lengths) - around.lengths
    for (a, o), start, length in zip(found, starts.tolist(), around.lengths.tolist(), strict=True):
        first = int(around.token[start])
        for label, picked in ((CONTENT, a.content), (SOURCE, a.source), (CUE, a.cue)):
            rows = picked + o - first
            rows = rows[(rows >= 0) & (rows < length)]
            labels[start + rows] = label
        _bridge(labels[start : start + length], tokens.space[around.token[start : start + length]])
    quotes = np.concatenate([a.quotes + np.array([o, o, 0]) for a, o in zip(articles, offsets, strict=False)])
    return Batch(
        tokens=tokens, left=left, right=right, is_cue=is_cue, cues=cues, windows=around, labels=labels,
        places=places_of(tokens, quotes[:, 0], quotes[:, 1]), is_quote=quotes[:, 2],
    )  # fmt: skip


def _bridge(labels: Ints, space: np.ndarray) -> None:
    """White space between two words of one label takes that label, so that a span is one piece."""
    for i in np.flatnonzero(space).tolist():
        if 0 < i < len(labels) - 1 and labels[i - 1] == labels[i + 1]:
            labels[i] = labels[i - 1]
