"""Turns a parsed text into the arrays that the trained network reads.

Everything is computed for a whole text at once, in a few numpy calls, from what the spaCy pipeline left in the `Doc`:
its context vectors (`doc.tensor`), tags, dependencies and the rows of its word vectors. Training and use share
this module, so a feature can't mean one thing here and another there.

What always holds: arrays of tokens have one row a token; pointers to other tokens (`left`, `right`, `head`) hold the
number of rows where there is no such token, so that a row of zeros appended at the end answers for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray
from spacy import attrs
from spacy.tokens import Doc

from bot.nlp.types import Span

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

WORD_BUCKETS = 4096
"""Lower-cased words share this many rows by their hash, so that no list of words is stored."""
REACH = 80
"""A cue is looked at with this many tokens before and behind it, within its paragraph."""
FLAGS = 9
_UP, _DOWN = 4, 8  # steps in the parse: from the cue upwards, and from there down to a token
_ATTRIBUTES = [
    attrs.ORTH,
    attrs.LOWER,
    attrs.TAG,
    attrs.DEP,
    attrs.HEAD,
    attrs.SENT_START,
    attrs.ENT_TYPE,
    attrs.LENGTH,
    attrs.SPACY,
    attrs.IS_PUNCT,
    attrs.IS_SPACE,
    attrs.IS_TITLE,
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The label sets of the pipeline that a model was made for: sorted spaCy string ids; place 0 is for the unknown."""

    tags: NDArray[np.uint64]
    deps: NDArray[np.uint64]
    entities: NDArray[np.uint64]
    proper_tags: NDArray[np.uint64]  # tags of names, which are not looked at as words
    clauses: NDArray[np.uint64]  # dependencies that open a clause


VOCABULARY = ("tags", "deps", "entities", "proper_tags", "clauses")
"""The fields of `Vocabulary`, as a model's file names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One text as arrays, a row a token."""

    starts: Ints  # character offsets
    ends: Ints
    word: Ints
    tag: Ints
    dep: Ints
    entity: Ints
    head: Ints
    clause: Ints  # the nearest token above that a clause hangs on
    sentence: Ints  # number of the sentence
    paragraph: Ints  # number of the paragraph
    quoted: Ints  # 1 inside quotation marks
    quote_edges: Ints  # how many quotations have opened or closed so far
    vector_row: Ints  # row in the pipeline's word vectors, or -1
    context: Floats  # (tokens, width of the pipeline's tok2vec)
    children: Floats  # (tokens, deps): which dependents a token has
    flags: Floats  # (tokens, FLAGS)
    space: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The surroundings of some cues, one after the other: a row for each pair of a cue and a token near it."""

    cue_of: Ints  # which cue a row belongs to
    token: Ints
    left: Ints  # the row of the token before, in the same window
    right: Ints
    head: Ints  # the row of the token's head, in the same window
    clause: Ints  # the row of the token that its clause hangs on, likewise
    place: Ints  # the row's number within its window
    lengths: Ints  # rows of each window
    anchor_row: Ints  # the row of the cue itself, a cue a number
    relation: Ints  # how the parse leads from the cue to the token
    depth: Ints
    distance: Ints
    frame: Ints  # sentence and quotation of the token against the cue's
    edges: Ints  # quotations opened or closed in between
    rivals: Ints  # other cues in between


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where some quotations stand: the tokens that tell somebody's words from a title or a scare quote."""

    first: Ints
    last: Ints  # the one after the last
    around: Ints  # (quotations, POINTS): numbers of tokens, the number of tokens where there is none
    facts: Floats  # (quotations, FACTS)


POINTS = 8
FACTS = 6


def places(tokens: Tokens, spans: Sequence[Span]) -> Places:
    """Where quotations (character spans inside their marks) stand. A span without a token is given the next one."""
    n = len(tokens)
    bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
    first = np.minimum(np.searchsorted(tokens.ends, bounds[:, 0], side="right"), n - 1)
    last = np.maximum(np.searchsorted(tokens.starts, bounds[:, 1]), first + 1)
    return places_of(tokens, first, last)


def places_of(tokens: Tokens, first: Ints, last: Ints) -> Places:
    """As `places`, from token numbers."""
    n = len(tokens)
    top = first.copy()
    for k, (low, high) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        heads = tokens.head[low:high]
        out = np.flatnonzero(
            ((heads < low) | (heads >= high) | (heads == np.arange(low, high))) & ~tokens.space[low:high]
        )
        top[k] = low + (out[0] if len(out) else 0)
    above = tokens.head[top]
    around = np.stack([first - 2, first - 1, first, last - 1, last, last + 1, top, above], axis=1)
    around = np.where((around < 0) | (around >= n), n, around)
    words = last - first
    facts = np.zeros((len(first), FACTS), dtype=np.float32)
    facts[:, 0] = np.log2(words) / 4
    facts[:, 1] = words <= 2
    facts[:, 2] = words <= 5
    facts[:, 3] = tokens.sentence[last - 1] > tokens.sentence[first]
    facts[:, 4] = above == top
    facts[:, 5] = tokens.paragraph[np.maximum(first - 2, 0)] < tokens.paragraph[first]
    return Places(first=first, last=last, around=around, facts=facts)


def relation_count(deps: int) -> int:
    return _UP * (deps + 2) + 1


DEPTHS = 1 + 2 * 5
DISTANCES = 2 * 12 + 1
FRAMES = 5 * 4
EDGES = 9
RIVALS = 7


def _known(values: NDArray[np.uint64], labels: NDArray[np.uint64]) -> Ints:
    """The place of each value among the sorted labels, counted from 1; 0 for one that is not there."""
    at = np.searchsorted(labels, values)
    at = np.minimum(at, len(labels) - 1)
    found: Ints = np.where(labels[at] == values, at + 1, 0).astype(np.int64)
    return found


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """The spans that lie in no other one."""
    out: list[Span] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not out or end > out[-1][1]:
            out.append((start, end))
    return out


def read_tokens(doc: Doc, quoted: Sequence[Span], vocabulary: Vocabulary) -> Tokens:
    """The arrays of a parsed text.

    Args:
        doc: parsed, with its tensor.
        quoted: the character spans inside quotation marks, nested ones or not.
        vocabulary: the label sets that the model was made for.
    """
    a = np.asarray(doc.to_array(_ATTRIBUTES), dtype=np.uint64)
    n = len(doc)
    index = np.arange(n)
    length = a[:, 7].astype(np.int64)
    ends_with_space = np.cumsum(length + a[:, 8].astype(np.int64))
    ends = ends_with_space - a[:, 8].astype(np.int64)
    starts = ends - length
    head = index + a[:, 4].astype(np.int64)  # stored as an offset, in two's complement
    space = a[:, 10] != 0
    tag, dep = _known(a[:, 2], vocabulary.tags), _known(a[:, 3], vocabulary.deps)
    sentence = np.cumsum(a[:, 5] == 1)
    newline = np.zeros(n, dtype=np.int64)
    for i in np.flatnonzero(space).tolist():
        newline[i] = "\n" in doc[i].text
    paragraph = np.cumsum(newline)
    edges = np.zeros(n + 1, dtype=np.int64)
    inside = np.zeros(n + 1, dtype=np.int64)
    for start, end in _outermost(quoted):
        first, last = np.searchsorted(starts, start), np.searchsorted(starts, end)
        edges[first] += 1
        edges[last] += 1
        inside[first] += 1
        inside[last] -= 1
    in_quote = (np.cumsum(inside[:n]) > 0).astype(np.int64)
    children = np.zeros((n, len(vocabulary.deps) + 1), dtype=np.float32)
    inner = head != index
    children[head[inner], dep[inner]] = 1.0
    is_name = np.isin(a[:, 2], vocabulary.proper_tags)
    word = np.where(is_name, 0, 1 + (a[:, 1] % np.uint64(WORD_BUCKETS - 1)).astype(np.int64))
    row_of = doc.vocab.vectors.key2row
    rows = np.array(list(map(row_of.get, a[:, 0].tolist(), repeat(-1))), dtype=np.int64)
    flags = np.zeros((n, FLAGS), dtype=np.float32)
    flags[:, 0] = a[:, 9]
    flags[:, 1] = space
    flags[:, 2] = a[:, 11]
    flags[:, 3] = a[:, 5] == 1
    flags[1:, 4] = newline[:-1]
    flags[:1, 4] = 1.0
    flags[:, 5] = in_quote
    flags[:, 6] = edges[:n] > 0
    flags[:, 7] = rows < 0
    flags[:, 8] = head == index
    return Tokens(
        starts=starts,
        ends=ends,
        word=word,
        tag=tag,
        dep=dep,
        entity=_known(a[:, 6], vocabulary.entities),
        head=head,
        clause=_clauses(head, np.isin(a[:, 3], vocabulary.clauses)),
        sentence=sentence,
        paragraph=paragraph,
        quoted=in_quote,
        quote_edges=np.cumsum(edges[:n]),
        vector_row=rows,
        context=np.asarray(doc.tensor, dtype=np.float32),
        children=children,
        flags=flags,
        space=space,
    )


def _clauses(head: Ints, opens: NDArray[np.bool_]) -> Ints:
    """For each token, the nearest one above it that opens a clause, or the top of its tree."""
    above = head
    for _ in range(6):  # deeper nesting than this is rare, and costs nothing but a less apt pointer
        above = np.where(opens[above], above, head[above])
    return above


def windows(tokens: Tokens, cues: Ints, deps: int) -> Windows:
    """The surroundings of the cues (token numbers, ascending). `deps`: how many dependency labels there are."""
    first_of = np.searchsorted(tokens.paragraph, tokens.paragraph[cues], side="left")
    last_of = np.searchsorted(tokens.paragraph, tokens.paragraph[cues], side="right")
    low, high = np.maximum(first_of, cues - REACH), np.minimum(last_of, cues + REACH + 1)
    lengths = high - low
    offsets = np.cumsum(lengths) - lengths
    total = int(lengths.sum())
    cue_of = np.repeat(np.arange(len(cues)), lengths)
    place = np.arange(total) - offsets[cue_of]
    token = low[cue_of] + place
    rows = np.arange(total)
    left = np.where(place > 0, rows - 1, total)
    right = np.where(place + 1 < lengths[cue_of], rows + 1, total)
    cue = cues[cue_of]

    def row_of(target: Ints) -> Ints:
        here = (target >= low[cue_of]) & (target < high[cue_of]) & (target != token)
        return np.where(here, rows + target - token, total)

    relation, depth = _paths(tokens, cues, cue_of, token, deps)
    gap = token - cue
    bucket = np.minimum(np.where(np.abs(gap) < 5, np.abs(gap), 2 + np.log2(np.maximum(np.abs(gap), 1)) * 1.5), 12)
    distance = 12 + np.sign(gap) * bucket.astype(np.int64)
    apart = np.clip(tokens.sentence[token] - tokens.sentence[cue], -2, 2) + 2
    frame = apart * 4 + tokens.quoted[token] * 2 + tokens.quoted[cue]
    edges = np.clip(tokens.quote_edges[token] - tokens.quote_edges[cue], -4, 4) + 4
    seen = np.zeros(len(tokens) + 1, dtype=np.int64)
    seen[cues + 1] = 1
    seen = np.cumsum(seen)  # cues before a token
    between = np.where(gap > 0, seen[token + 1] - seen[cue + 1], -(seen[cue] - seen[token]))
    return Windows(
        cue_of=cue_of,
        token=token,
        left=left,
        right=right,
        head=row_of(tokens.head[token]),
        clause=row_of(tokens.clause[token]),
        place=place,
        lengths=lengths,
        anchor_row=offsets + cues - low,
        relation=relation,
        depth=depth,
        distance=distance,
        frame=frame,
        edges=edges,
        rivals=np.clip(between, -3, 3) + 3,
    )


def _paths(tokens: Tokens, cues: Ints, cue_of: Ints, token: Ints, deps: int) -> tuple[Ints, Ints]:
    """For each pair, how the parse leads from the cue to the token: steps up and the first arc down; and its depth."""
    n = len(tokens)
    ancestors = np.empty((n, _DOWN), dtype=np.int64)
    ancestors[:, 0] = np.arange(n)
    for k in range(1, _DOWN):
        ancestors[:, k] = tokens.head[ancestors[:, k - 1]]
    chain = ancestors[cues, :_UP]
    above = ancestors[token]
    relation = np.full(len(token), relation_count(deps) - 1, dtype=np.int64)
    depth = np.zeros(len(token), dtype=np.int64)
    open_rows = np.arange(len(token))
    for up in range(_UP):
        hit = above[open_rows] == chain[cue_of[open_rows], up][:, None]
        found = hit.any(axis=1)
        rows = open_rows[found]
        down = hit[found].argmax(axis=1)
        arc_token = above[rows, np.maximum(down - 1, 0)]
        arc = np.where(down > 0, tokens.dep[arc_token], deps + 1)
        relation[rows] = up * (deps + 2) + arc
        depth[rows] = 1 + np.minimum(down, 4) + np.where(arc_token < cues[cue_of[rows]], 0, 5)
        open_rows = open_rows[~found]
    return relation, depth
