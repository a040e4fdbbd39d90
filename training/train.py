"""Trains the quote model from an annotated corpus, and measures it.

    python -m training.train --corpus FOLDER --cache FOLDER [--out FILE] [--folds 5] [--epochs 12]

FOLDER holds `train.jsonl` and `dev.jsonl` (PolNeAR, one article a line). `--folds` cross-validates on train instead of
writing a model. One CPU thread and 2 GB of memory are enough. The same seed gives the same weights on one machine.
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlp.learned.features import VOCABULARY, Floats, Vocabulary
from bot.nlp.learned.model import BUILTIN, QuoteModel, pipeline_id
from bot.nlp.learned.network import Network
from bot.nlp.model import DEFAULT_MODEL, load_model
from training.data import Article, Batch, batch_of, read_corpus, vocabulary_of
from training.network import Shape, Trainer, chain_loss, new_weights, yes_no_loss

DEFAULTS: dict[str, int | float | str] = {
    "pipeline": DEFAULT_MODEL, "epochs": 10, "batch": 4, "rate": 2e-3, "decay": 0.01, "dropout": 0.2,
    "hidden": 96, "pair": 64, "seed": 1,
}  # fmt: skip
"""What the model in the project was trained with."""

LABEL_SHARE, QUOTE_SHARE = 0.2, 0.5
"""What a cue's labels and a quotation weigh in the loss, against a cue's 1."""


class Adam:
    """Adam with decoupled weight decay, clipping, and a running mean of the weights, which is what gets used."""

    def __init__(self, weights: dict[str, Floats], *, decay: float, keep: float) -> None:
        self.w, self.decay, self.keep = weights, decay, keep
        self.m = {k: np.zeros_like(v) for k, v in weights.items()}
        self.v = {k: np.zeros_like(v) for k, v in weights.items()}
        self.mean = {k: v.copy() for k, v in weights.items()}
        self.step_no = 0

    def step(self, gradients: dict[str, Floats], rate: float) -> None:
        self.step_no += 1
        norm = float(np.sqrt(sum(float((g * g).sum()) for g in gradients.values())))
        scale = np.float32(min(1.0, 5.0 / (norm + 1e-9)))
        fix1, fix2 = 1 - 0.9**self.step_no, 1 - 0.999**self.step_no
        keep = min(self.keep, self.step_no / (self.step_no + 10))
        for name, g in gradients.items():
            m, v, w = self.m[name], self.v[name], self.w[name]
            g = np.where(np.abs(g) < 1e-15, np.float32(0), g * scale)
            m += np.float32(0.1) * (g - m)
            m[np.abs(m) < 1e-15] = 0
            v += np.float32(0.001) * (g * g - v)
            w -= np.float32(rate) * ((m / fix1) / (np.sqrt(v / fix2) + 1e-8)).astype(np.float32)
            if name.endswith("_W"):
                w *= np.float32(1 - rate * self.decay)
            self.mean[name] += np.float32(1 - keep) * (w - self.mean[name])


def train(
    articles: Sequence[Article],
    vocabulary: Vocabulary,
    vectors: Floats,
    options: argparse.Namespace,
    watch: Callable[[int, dict[str, Floats]], None] | None = None,
) -> dict[str, Floats]:
    """The weights after all epochs. `watch` is shown the weights of each epoch."""
    rng = np.random.default_rng(options.seed)
    weights = new_weights(Shape(hidden=options.hidden, pair=options.pair), vocabulary, rng)
    trainer = Trainer(weights, vectors, rng=rng, dropout=options.dropout)
    adam = Adam(weights, decay=options.decay, keep=0.998)
    batches_a_epoch = -(-len(articles) // options.batch)
    total = batches_a_epoch * options.epochs
    done = 0
    for epoch in range(options.epochs):
        began, losses = time.perf_counter(), np.zeros(4)
        for batch in _batches(articles, vocabulary, rng, options.batch):
            losses += step(trainer, batch)
            done += 1
            rate = options.rate * min(1.0, done / 200) * max(0.02, 1 - done / total)
            adam.step(trainer.gradients, rate)
        per = losses / batches_a_epoch
        if watch:
            watch(epoch + 1, adam.mean)
        took = time.perf_counter() - began
        print(f"epoch {epoch + 1}: cue {per[0]:.3f} quote {per[1]:.3f} labels {per[2]:.3f} ({took:.0f} s)", flush=True)
    return {k: v.copy() for k, v in adam.mean.items()}


def _batches(
    articles: Sequence[Article], vocabulary: Vocabulary, rng: np.random.Generator, size: int
) -> Iterator[Batch]:
    order = rng.permutation(len(articles))
    for at in range(0, len(order), size):
        yield batch_of([articles[i] for i in order[at : at + size]], len(vocabulary.deps))


def step(trainer: Trainer, batch: Batch) -> NDArray[np.float64]:
    """Gradients of one batch; returns the losses for cues, quotations and labels, each a cue, and the total."""
    trainer.gradients = {}
    encoded, encode_back = trainer.encode(batch.tokens, batch.left, batch.right)
    count = max(1, len(batch.cues))
    cue_scores, cue_back = trainer.cues(encoded)
    quote_scores, quote_back = trainer.quotes(encoded, batch.places)
    label_scores, label_back = trainer.labels(encoded, batch.cues, batch.windows)
    cue_loss, d_cue = yes_no_loss(cue_scores, batch.is_cue)
    quote_loss, d_quote = yes_no_loss(quote_scores, batch.is_quote)
    label_loss, d_label, d_moves = chain_loss(label_scores, trainer.w["transitions"], batch.labels, batch.windows)
    d_encoded = cue_back(d_cue * np.float32(1 / count))
    d_encoded += quote_back(d_quote * np.float32(QUOTE_SHARE / count))
    d_encoded += label_back(d_label * np.float32(LABEL_SHARE / count))
    trainer.gradients["transitions"] = d_moves * np.float32(LABEL_SHARE / count)
    encode_back(d_encoded)
    total = cue_loss + QUOTE_SHARE * quote_loss + LABEL_SHARE * label_loss
    return np.array([cue_loss, quote_loss, label_loss, total]) / count


def save(path: Path, weights: dict[str, Floats], vocabulary: Vocabulary, pipeline: str) -> None:
    """Writes the model: half precision, no pickle."""
    arrays: dict[str, Any] = {name: array.astype(np.float16) for name, array in weights.items()}
    for name in VOCABULARY:
        arrays["vocabulary_" + name] = getattr(vocabulary, name)
    arrays["about"] = np.frombuffer(json.dumps({"pipeline": pipeline}).encode(), dtype=np.uint8)
    np.savez_compressed(path, **arrays)


def load(path: Path) -> tuple[dict[str, Floats], Vocabulary]:
    """What `save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files if name != "about"}
    vocabulary = Vocabulary(**{name: arrays.pop("vocabulary_" + name) for name in VOCABULARY})
    return {k: v.astype(np.float32) for k, v in arrays.items()}, vocabulary


def predictions(model: QuoteModel, articles: Sequence[Article]) -> list[dict[str, object]]:
    """One record an article: its attributions as character spans, as a scorer of PolNeAR reads them."""
    return [
        {
            "id": article.id,
            "quotes": [
                {"content": a.content, "speaker": a.source, "cue": a.cue, "p": a.p_cue, "speech": a.speech}
                for a in model.read(article.tokens, article.text).attributions()
            ],
        }
        for article in articles
    ]


def folds(articles: Sequence[Article], count: int) -> Iterator[tuple[list[Article], list[Article]]]:
    """Pairs of articles to learn from and articles to be tested on; which is which depends on an article's id alone."""
    place = [zlib.crc32(a.id.encode()) % count for a in articles]
    for k in range(count):
        yield (
            [a for a, p in zip(articles, place, strict=True) if p != k],
            [a for a, p in zip(articles, place, strict=True) if p == k],
        )


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--cache", type=Path, required=True, help="folder for parses; they hold the corpus's text")
    parser.add_argument("--out", type=Path, default=BUILTIN, help="where the model goes")
    parser.add_argument("--predictions", type=Path, help="folder for what the model finds in articles it did not see")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate on train instead of writing a model")
    for name, value in DEFAULTS.items():
        parser.add_argument("--" + name, type=type(value), default=value)
    options = parser.parse_args(argv)

    nlp = load_model(options.pipeline)
    vectors = np.asarray(nlp.vocab.vectors.data, dtype=np.float32)
    with_none = np.vstack([vectors, np.zeros((1, vectors.shape[1]), dtype=np.float32)])
    articles = read_corpus(options.corpus / "train.jsonl", nlp, options.cache)
    vocabulary = vocabulary_of(nlp)
    found: dict[str, list[dict[str, object]]] = {}
    if options.folds:
        found["train-folds"] = []
        for seen, unseen in folds(articles, options.folds):
            weights = train(seen, vocabulary, with_none, options)
            found["train-folds"] += predictions(QuoteModel(Network.of(weights, vectors), vocabulary), unseen)
    else:
        weights = train(articles, vocabulary, with_none, options)
        save(options.out, weights, vocabulary, pipeline_id(nlp))
        dev = read_corpus(options.corpus / "dev.jsonl", nlp, options.cache)
        found["dev"] = predictions(QuoteModel(Network.of(weights, vectors), vocabulary), dev)
    if options.predictions:
        options.predictions.mkdir(parents=True, exist_ok=True)
        for name, records in found.items():
            lines = "".join(json.dumps(record) + "\n" for record in records)
            (options.predictions / f"{name}.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
