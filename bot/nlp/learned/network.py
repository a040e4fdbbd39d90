"""The trained network, as it is used: numpy alone, one text at a time.

Two stages share one encoder. The first gives every token a chance of being the head of a cue. The second looks at the
surroundings of each cue and labels every token there: nothing, cue, source or content; a chain of labels is chosen as a
whole (a linear-chain CRF), so that spans come out in one piece. The encoder's layers mix a token with its neighbours
and with its head in the parse. `training/network.py` holds the same computation with gradients; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.nlp.learned.features import Floats, Ints, Places, Tokens, Windows

NOTHING, CUE, SOURCE, CONTENT = range(4)
LABELS = 4

Weights = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Network:
    """The weights, with the word vectors already projected to what the network reads."""

    weights: Weights
    words: Floats  # (rows of the pipeline's vectors + 1, width); the last row, of zeros, is for words without a vector

    @classmethod
    def of(cls, weights: Weights, vectors: Floats) -> Network:
        projected = np.asarray(vectors, dtype=np.float32) @ weights["vector_W"]
        return cls(weights, np.vstack([projected, np.zeros((1, projected.shape[1]), dtype=np.float32)]))

    def encode(self, tokens: Tokens) -> Floats:
        """(tokens, width): each token in its context."""
        w, n = self.weights, len(tokens)
        index = np.arange(n)
        left, right = np.where(index > 0, index - 1, n), np.where(index + 1 < n, index + 1, n)
        inputs = np.hstack(
            [
                tokens.context,
                self.words[tokens.vector_row],
                w["word_E"][tokens.word],
                w["tag_E"][tokens.tag],
                w["dep_E"][tokens.dep],
                w["entity_E"][tokens.entity],
                tokens.children,
                tokens.flags,
            ]
        )
        hidden: Floats = np.maximum(inputs @ w["input_W"] + w["input_b"], 0)
        for layer in ("tree1", "tree2"):
            hidden = self._mix(layer, hidden, left, right, tokens.head, tokens.clause)
        return hidden

    def _mix(self, layer: str, hidden: Floats, *links: Ints) -> Floats:
        """A residual layer over each row and the rows that it is linked to: its neighbours, its head, its clause."""
        width = hidden.shape[1]
        mixed = np.empty((len(hidden) + 1, (len(links) + 1) * width), dtype=np.float32)
        np.matmul(hidden, self.weights[layer + "_W"], out=mixed[:-1])
        mixed[-1] = 0
        total = mixed[:-1, :width] + self.weights[layer + "_b"]
        for k, link in enumerate(links, 1):
            total += mixed[link, k * width : (k + 1) * width]
        np.maximum(total, 0, out=total)
        total += hidden
        return total

    def cue_scores(self, encoded: Floats) -> Floats:
        """(tokens,): the log-odds of each token being the head of a cue."""
        w = self.weights
        hidden = np.maximum(encoded @ w["cue1_W"] + w["cue1_b"], 0)
        scores: Floats = (hidden @ w["cue2_W"] + w["cue2_b"])[:, 0]
        return scores

    def label_scores(self, encoded: Floats, cues: Ints, windows: Windows) -> Floats:
        """(rows of the windows, LABELS): how well each label fits, before the chain is looked at."""
        w = self.weights
        hidden: Floats = (encoded @ w["near_W"])[windows.token]
        hidden += (encoded[cues] @ w["at_W"] + w["pair_b"])[windows.cue_of]
        hidden += w["relation_E"][windows.relation]
        hidden += w["depth_E"][windows.depth]
        hidden += w["distance_E"][windows.distance]
        hidden += w["frame_E"][windows.frame]
        hidden += w["edges_E"][windows.edges]
        hidden += w["rivals_E"][windows.rivals]
        np.maximum(hidden, 0, out=hidden)
        for layer in ("pair1", "pair2"):
            hidden = self._mix(layer, hidden, windows.left, windows.right, windows.head, windows.clause)
        scores: Floats = hidden @ w["label_W"] + w["label_b"]
        return scores

    def quote_scores(self, encoded: Floats, places: Places) -> Floats:
        """(quotations,): the log-odds of each quotation being somebody's words."""
        w = self.weights
        with_none = np.vstack([encoded, np.zeros((1, encoded.shape[1]), dtype=np.float32)])
        near = with_none[places.around].reshape(len(places.first), -1)
        bounds = zip(places.first.tolist(), places.last.tolist(), strict=True)
        inside = np.stack([encoded[low:high].mean(axis=0) for low, high in bounds])
        inputs = np.hstack([near, inside, places.facts])
        hidden = np.maximum(inputs @ w["quote1_W"] + w["quote1_b"], 0)
        scores: Floats = (hidden @ w["quote2_W"] + w["quote2_b"])[:, 0]
        return scores


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Several networks that were trained apart, and whose scores are averaged: each has other weaknesses."""

    members: tuple[Network, ...]

    @property
    def transitions(self) -> Floats:
        """(LABELS, LABELS): how well a label fits behind another."""
        return _mean([member.weights["transitions"] for member in self.members])

    def encode(self, tokens: Tokens) -> list[Floats]:
        """What each member makes of the tokens."""
        return [member.encode(tokens) for member in self.members]

    def cue_scores(self, encoded: list[Floats]) -> Floats:
        """As `Network.cue_scores`."""
        return _mean([m.cue_scores(e) for m, e in zip(self.members, encoded, strict=True)])

    def label_scores(self, encoded: list[Floats], cues: Ints, windows: Windows) -> Floats:
        """As `Network.label_scores`."""
        return _mean([m.label_scores(e, cues, windows) for m, e in zip(self.members, encoded, strict=True)])

    def quote_scores(self, encoded: list[Floats], places: Places) -> Floats:
        """As `Network.quote_scores`."""
        return _mean([m.quote_scores(e, places) for m, e in zip(self.members, encoded, strict=True)])


def _mean(scores: list[Floats]) -> Floats:
    total = scores[0]
    for other in scores[1:]:
        total = total + other
    return total if len(scores) == 1 else total / np.float32(len(scores))


def padded(rows: Floats, windows: Windows) -> tuple[Floats, Floats]:
    """The rows as (cues, longest window, columns), and a mask of what is there."""
    shape = (len(windows.lengths), int(windows.lengths.max(initial=0)))
    out = np.zeros((*shape, rows.shape[1]), dtype=np.float32)
    mask = np.zeros(shape, dtype=np.float32)
    out[windows.cue_of, windows.place] = rows
    mask[windows.cue_of, windows.place] = 1.0
    return out, mask


def best_labels(scores: Floats, transitions: Floats, windows: Windows) -> Ints:
    """(rows,): the best chain of labels for each window (Viterbi).

    The token that a window is about is its cue, so the chain falls into two that don't depend on each other: from the
    cue to the left and from the cue to the right. All of them are taken at once, a step a token.
    """
    count, rows = len(windows.lengths), np.arange(len(scores))
    offset = rows - windows.anchor_row[windows.cue_of]
    aside = offset != 0
    chain = np.where(offset > 0, windows.cue_of, windows.cue_of + count)[aside]
    step = np.abs(offset[aside]) - 1
    steps = int(step.max(initial=-1)) + 1
    grid = np.zeros((steps, 2 * count, LABELS), dtype=np.float32)
    grid[step, chain] = scores[aside]
    moves = np.empty((2 * count, LABELS, LABELS), dtype=np.float32)  # [.., label there, label before]
    moves[:count] = transitions.T
    moves[count:] = transitions
    back = np.zeros((steps, 2 * count, LABELS), dtype=np.int64)
    label = np.full(len(scores), CUE, dtype=np.int64)
    if not steps:
        return label
    total = moves[:, :, CUE] + grid[0]
    for t in range(1, steps):  # beyond a chain's end scores are 0, and what they add is never read
        reach = moves + total[:, None, :]
        reach.argmax(axis=2, out=back[t])
        total = reach.max(axis=2) + grid[t]
        grid[t] = total
    grid[0] = moves[:, :, CUE] + grid[0]
    lengths = np.bincount(chain, minlength=2 * count)
    chosen = np.zeros((steps, 2 * count), dtype=np.int64)
    chains = np.arange(2 * count)
    now = np.zeros(2 * count, dtype=np.int64)
    for t in range(steps - 1, -1, -1):
        ends = lengths == t + 1
        if ends.any():
            now[ends] = grid[t, ends].argmax(axis=1)
        chosen[t] = now
        now = back[t, chains, now]
    label[aside] = chosen[step, chain]
    return label
