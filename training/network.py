"""The network of `bot/nlp/learned/network.py` with gradients, written out by hand so that numpy is all it takes.

Every layer is a function that returns its output and a callback from the gradient of that output to the gradient of its
input; the gradients of the weights are added up in `Trainer.gradients` on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.nlp.learned import features
from bot.nlp.learned.features import Floats, Ints, Places, Tokens, Windows
from bot.nlp.learned.network import LABELS, padded

SMALLEST = 1e-7  # gradients below count as none: denormal numbers would slow everything behind them down
LINKS = 4  # what a row is linked to: the rows before and behind, its head, its clause
Back = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The widths of the network's parts."""

    context: int = 96
    vectors: int = 300
    vector: int = 32
    word: int = 24
    tag: int = 12
    dep: int = 12
    entity: int = 4
    hidden: int = 96
    cue: int = 32
    quote: int = 32
    pair: int = 64


def new_weights(shape: Shape, vocabulary: features.Vocabulary, rng: np.random.Generator) -> dict[str, Floats]:
    """Weights to start from."""
    tags, deps, entities = len(vocabulary.tags) + 1, len(vocabulary.deps) + 1, len(vocabulary.entities) + 1
    width = shape.context + shape.vector + shape.word + shape.tag + shape.dep + shape.entity + deps + features.FLAGS

    def dense(rows: int, columns: int, gain: float = 1.0) -> Floats:
        return np.asarray(rng.standard_normal((rows, columns)) * gain / np.sqrt(rows), dtype=np.float32)

    def table(rows: int, columns: int, gain: float = 0.1) -> Floats:
        return (rng.standard_normal((rows, columns)) * gain).astype(np.float32)

    def zeros(columns: int) -> Floats:
        return np.zeros(columns, dtype=np.float32)

    h, p = shape.hidden, shape.pair
    w = {
        "vector_W": dense(shape.vectors, shape.vector),
        "word_E": table(features.WORD_BUCKETS, shape.word),
        "tag_E": table(tags, shape.tag),
        "dep_E": table(deps, shape.dep),
        "entity_E": table(entities, shape.entity),
        "input_W": dense(width, h, 1.4),
        "input_b": zeros(h),
        "cue1_W": dense(h, shape.cue, 1.4),
        "cue1_b": zeros(shape.cue),
        "cue2_W": dense(shape.cue, 1),
        "cue2_b": np.full(1, -3.0, dtype=np.float32),
        "quote1_W": dense(h * (features.POINTS + 1) + features.FACTS, shape.quote, 1.4),
        "quote1_b": zeros(shape.quote),
        "quote2_W": dense(shape.quote, 1),
        "quote2_b": np.full(1, 1.0, dtype=np.float32),
        "near_W": dense(h, p),
        "at_W": dense(h, p),
        "pair_b": zeros(p),
        "label_W": dense(p, LABELS),
        "label_b": zeros(LABELS),
        "transitions": np.eye(LABELS, dtype=np.float32),
    }
    for name, size in (("tree1", h), ("tree2", h), ("pair1", p), ("pair2", p)):
        w[name + "_W"], w[name + "_b"] = dense(size, (1 + LINKS) * size, 0.7), zeros(size)
    for name, size in (
        ("relation", features.relation_count(len(vocabulary.deps))),
        ("depth", features.DEPTHS),
        ("distance", features.DISTANCES),
        ("frame", features.FRAMES),
        ("edges", features.EDGES),
        ("rivals", features.RIVALS),
    ):
        w[name + "_E"] = table(size, p)
    return w


class Trainer:
    """The weights, and the gradients of one batch."""

    def __init__(
        self, weights: dict[str, Floats], vectors: Floats, *, rng: np.random.Generator, dropout: float
    ) -> None:
        self.w = weights
        none = np.zeros((1, vectors.shape[1]), dtype=np.float32)
        self.vectors = np.vstack([vectors, none])  # the last row answers for a word without a vector
        self.gradients: dict[str, Floats] = {}
        self.rng = rng
        self.dropout = dropout

    def _add(self, name: str, gradient: Floats) -> None:
        if name in self.gradients:
            self.gradients[name] += gradient
        else:
            self.gradients[name] = gradient

    def _linear(self, name: str, x: Floats, bias: str | None = None) -> tuple[Floats, Back]:
        y = x @ self.w[name]
        if bias:
            y += self.w[bias]

        def back(dy: Floats) -> Floats:
            self._add(name, x.T @ dy)
            if bias:
                self._add(bias, dy.sum(axis=0))
            return dy @ self.w[name].T

        return y, back

    def _lookup(self, name: str, rows: Ints) -> tuple[Floats, Callable[[Floats], None]]:
        def back(dy: Floats) -> None:
            self._add(name, scatter(rows, dy, len(self.w[name])))

        return self.w[name][rows], back

    def _drop(self, x: Floats, rate: float) -> tuple[Floats, Back]:
        if rate <= 0:
            return x, lambda dy: dy
        draw = self.rng.integers(0, 256, x.shape, dtype=np.uint8)
        keep = (draw >= round(rate * 256)).astype(np.float32) / np.float32(1 - rate)
        return x * keep, lambda dy: dy * keep

    def _mix(self, layer: str, hidden: Floats, *links: Ints) -> tuple[Floats, Back]:
        n, width = hidden.shape
        mixed = np.zeros((n + 1, (LINKS + 1) * width), dtype=np.float32)
        np.matmul(hidden, self.w[layer + "_W"], out=mixed[:-1])
        total = mixed[:-1, :width] + self.w[layer + "_b"]
        for k, link in enumerate(links, 1):
            total += mixed[link, k * width : (k + 1) * width]
        live = total > 0
        out, drop_back = self._drop(np.where(live, total, 0), self.dropout)

        def back(dy: Floats) -> Floats:
            d = drop_back(dy) * live
            self._add(layer + "_b", d.sum(axis=0))
            spread = np.zeros((n + 1, (LINKS + 1) * width), dtype=np.float32)
            spread[:-1, :width] = d
            for k, link in enumerate(links, 1):
                part = spread[:, k * width : (k + 1) * width]
                if k <= 2:  # a row is the left neighbour of one row at most
                    part[link] = d
                else:
                    part[:] = scatter(link, d, n + 1)
            spread = spread[:-1]
            self._add(layer + "_W", hidden.T @ spread)
            passed: Floats = np.add(dy, spread @ self.w[layer + "_W"].T)
            return passed

        total_out: Floats = np.add(out, hidden)
        return total_out, back

    def encode(self, tokens: Tokens, left: Ints, right: Ints) -> tuple[Floats, Callable[[Floats], None]]:
        rows = np.where(tokens.vector_row < 0, len(self.vectors) - 1, tokens.vector_row)
        word_rows = tokens.word
        if self.dropout:  # a word now and then is not looked at, so that the network can do without
            word_rows = np.where(self.rng.random(len(rows)) < 0.1, 0, word_rows)
        vector, vector_back = self._linear("vector_W", self.vectors[rows])
        word, word_back = self._lookup("word_E", word_rows)
        tag, tag_back = self._lookup("tag_E", tokens.tag)
        dep, dep_back = self._lookup("dep_E", tokens.dep)
        entity, entity_back = self._lookup("entity_E", tokens.entity)
        parts = [tokens.context, vector, word, tag, dep, entity, tokens.children, tokens.flags]
        cuts = np.cumsum([p.shape[1] for p in parts])
        inputs, drop_back = self._drop(np.hstack(parts), self.dropout)
        pre, input_back = self._linear("input_W", inputs, "input_b")
        live = pre > 0
        hidden = np.where(live, pre, 0)
        hidden, back1 = self._mix("tree1", hidden, left, right, tokens.head, tokens.clause)
        hidden, back2 = self._mix("tree2", hidden, left, right, tokens.head, tokens.clause)

        def back(dy: Floats) -> None:
            d = drop_back(input_back(back1(back2(dy)) * live))
            pieces = np.split(d, cuts[:-1], axis=1)
            vector_back(pieces[1])
            for step, piece in zip((word_back, tag_back, dep_back, entity_back), pieces[2:6], strict=True):
                step(piece)

        return hidden, back

    def cues(self, encoded: Floats) -> tuple[Floats, Back]:
        pre, back1 = self._linear("cue1_W", encoded, "cue1_b")
        live = pre > 0
        hidden, drop_back = self._drop(np.where(live, pre, 0), self.dropout)
        scores, back2 = self._linear("cue2_W", hidden, "cue2_b")
        return scores[:, 0], lambda dy: back1(drop_back(back2(dy[:, None])) * live)

    def quotes(self, encoded: Floats, places: Places) -> tuple[Floats, Back]:
        n, width = encoded.shape
        count = len(places.first)
        with_none = np.vstack([encoded, np.zeros((1, width), dtype=np.float32)])
        near = with_none[places.around].reshape(count, features.POINTS * width)
        sizes = places.last - places.first
        rows = np.repeat(np.arange(count), sizes)
        members = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + places.first[rows]
        mean = csr_matrix(((1 / sizes[rows]).astype(np.float32), (rows, members)), shape=(count, n))
        inputs, drop_in = self._drop(np.hstack([near, mean @ encoded, places.facts]), self.dropout)
        pre, back1 = self._linear("quote1_W", inputs, "quote1_b")
        live = pre > 0
        hidden, drop_back = self._drop(np.where(live, pre, 0), self.dropout)
        scores, back2 = self._linear("quote2_W", hidden, "quote2_b")

        def back(dy: Floats) -> Floats:
            d = drop_in(back1(drop_back(back2(dy[:, None])) * live))
            around = places.around.reshape(-1)
            out = scatter(around, d[:, : near.shape[1]].reshape(-1, width), n + 1)[:n]
            out += mean.T @ d[:, near.shape[1] : near.shape[1] + width]
            return out

        return scores[:, 0], back

    def labels(self, encoded: Floats, cues: Ints, windows: Windows) -> tuple[Floats, Back]:
        near, near_back = self._linear("near_W", encoded)
        at, at_back = self._linear("at_W", encoded[cues], "pair_b")
        pre = near[windows.token] + at[windows.cue_of]
        steps = []
        for name in ("relation", "depth", "distance", "frame", "edges", "rivals"):
            value, step = self._lookup(name + "_E", getattr(windows, name))
            pre += value
            steps.append(step)
        live = pre > 0
        hidden, drop_back = self._drop(np.where(live, pre, 0), self.dropout)
        hidden, back1 = self._mix("pair1", hidden, windows.left, windows.right, windows.head, windows.clause)
        hidden, back2 = self._mix("pair2", hidden, windows.left, windows.right, windows.head, windows.clause)
        scores, out_back = self._linear("label_W", hidden, "label_b")

        def back(dy: Floats) -> Floats:
            d = drop_back(back1(back2(out_back(dy)))) * live
            for step in steps:
                step(d)
            out = near_back(scatter(windows.token, d, len(encoded)))
            out += scatter(cues, at_back(scatter(windows.cue_of, d, len(cues))), len(encoded))
            return out

        return scores, back


def scatter(rows: Ints, values: Floats, size: int) -> Floats:
    """Adds each row of values to the row that it belongs to."""
    n = len(rows)
    picks = csr_matrix((np.ones(n, dtype=np.float32), (rows, np.arange(n))), shape=(size, n))
    return np.asarray(picks @ values, dtype=np.float32)


def yes_no_loss(scores: Floats, gold: Ints) -> tuple[float, Floats]:
    """The negative log-likelihood of yes-or-no answers given as log-odds, summed up, and its gradient."""
    loss = float((np.logaddexp(0, scores) - scores * gold).sum())
    gradient = np.asarray(1 / (1 + np.exp(-scores)) - gold, dtype=np.float32)
    gradient[np.abs(gradient) < SMALLEST] = 0.0
    return loss, gradient


def chain_loss(scores: Floats, transitions: Floats, gold: Ints, windows: Windows) -> tuple[float, Floats, Floats]:
    """The negative log-likelihood of the gold chains, and its gradients for the scores and the transitions."""
    grid, mask = padded(scores, windows)
    grid = grid.astype(np.float64)
    moves = transitions.astype(np.float64)
    count, steps = mask.shape
    alpha = np.empty((steps, count, LABELS))
    alpha[0] = grid[:, 0]
    for t in range(1, steps):
        step = _logsumexp(alpha[t - 1][:, :, None] + moves, 1) + grid[:, t]
        alpha[t] = np.where(mask[:, t, None] > 0, step, alpha[t - 1])
    log_z = _logsumexp(alpha[-1], 1)
    beta = np.zeros((steps, count, LABELS))
    pair_sum = np.zeros((LABELS, LABELS))
    for t in range(steps - 2, -1, -1):
        ahead = mask[:, t + 1] > 0
        step = (grid[:, t + 1] + beta[t + 1])[:, None, :] + moves
        both = np.exp(alpha[t][:, :, None] + step - log_z[:, None, None])
        pair_sum += both[ahead].sum(axis=0)
        beta[t] = np.where(ahead[:, None], _logsumexp(step, 2), 0.0)
    marginal = np.exp(alpha + beta - log_z[None, :, None]).transpose(1, 0, 2)[windows.cue_of, windows.place]
    rows = np.arange(len(gold))
    inner = np.flatnonzero(windows.place > 0)
    gold_pairs = np.zeros((LABELS, LABELS))
    np.add.at(gold_pairs, (gold[inner - 1], gold[inner]), 1.0)
    gold_score = float(scores[rows, gold].sum()) + float((gold_pairs * moves).sum())
    d_scores = marginal
    d_scores[rows, gold] -= 1.0
    d_scores[np.abs(d_scores) < SMALLEST] = 0.0
    return float(log_z.sum()) - gold_score, d_scores.astype(np.float32), (pair_sum - gold_pairs).astype(np.float32)


def _logsumexp(x: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    top = x.max(axis=axis, keepdims=True)
    out: NDArray[np.float64] = np.log(np.exp(x - top).sum(axis=axis)) + np.squeeze(top, axis)
    return out
