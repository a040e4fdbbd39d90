"""Trains the quote model from an annotated corpus, and measures it.

    python -m training.train --corpus FOLDER --cache FOLDER [--out FILE] [--predictions FOLDER] [--cross-validate]

The corpus folder holds `train.jsonl` and `dev.jsonl` (PolNeAR, one article a line). One CPU thread and 2 GB of memory
are enough; `training/README.md` says more. The same seed gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlp.learned.features import VOCABULARY, Floats, Vocabulary
from bot.nlp.learned.model import BUILTIN, QuoteModel, pipeline_id
from bot.nlp.learned.network import Ensemble, Network
from bot.nlp.model import DEFAULT_MODEL, load_model
from training.data import Article, Batch, batch_of, read_corpus, vocabulary_of
from training.network import Shape, Trainer, chain_loss, new_weights, yes_no_loss

FOLDS = 5
BATCH = 4  # articles
RATE, WARM_UP = 2e-3, 200  # the highest rate, and the batches it takes to get there; then it falls in a line
DECAY = 0.01
DROPOUT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """How one network of the ensemble is trained."""

    seed: int
    epochs: int
    left_out: int | None = None  # the fold of the articles that it never sees, and is measured on


MEMBERS = (Member(seed=1, epochs=9),)

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
    member: Member,
    shape: Shape | None = None,
) -> dict[str, Floats]:
    """The weights after all epochs, averaged over the last of them."""
    rng = np.random.default_rng(member.seed)
    weights = new_weights(shape or Shape(), vocabulary, rng)
    trainer = Trainer(weights, vectors, rng=rng, dropout=DROPOUT)
    adam = Adam(weights, decay=DECAY, keep=0.998)
    batches_an_epoch = -(-len(articles) // BATCH)
    total = batches_an_epoch * member.epochs
    done = 0
    for epoch in range(member.epochs):
        began, losses = time.perf_counter(), np.zeros(4)
        for batch in _batches(articles, vocabulary, rng):
            losses += step(trainer, batch)
            done += 1
            rate = RATE * min(1.0, done / WARM_UP) * max(0.02, 1 - done / total)
            adam.step(trainer.gradients, rate)
        per = losses / batches_an_epoch
        took = time.perf_counter() - began
        print(f"epoch {epoch + 1}: cue {per[0]:.3f} quote {per[1]:.3f} labels {per[2]:.3f} ({took:.0f} s)", flush=True)
    return {k: v.copy() for k, v in adam.mean.items()}


def _batches(articles: Sequence[Article], vocabulary: Vocabulary, rng: np.random.Generator) -> Iterator[Batch]:
    order = rng.permutation(len(articles))
    for at in range(0, len(order), BATCH):
        yield batch_of([articles[i] for i in order[at : at + BATCH]], len(vocabulary.deps))


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


def save(path: Path, members: Sequence[dict[str, Floats]], vocabulary: Vocabulary, pipeline: str) -> None:
    """Writes the model: half precision, no pickle; a member's weights under its number."""
    arrays: dict[str, Any] = {}
    for number, weights in enumerate(members):
        arrays |= {f"{number}.{name}": array.astype(np.float16) for name, array in weights.items()}
    for name in VOCABULARY:
        arrays["vocabulary_" + name] = getattr(vocabulary, name)
    arrays["about"] = np.frombuffer(json.dumps({"pipeline": pipeline}).encode(), dtype=np.uint8)
    np.savez_compressed(path, **arrays)


def model_of(members: Sequence[dict[str, Floats]], vectors: Floats, vocabulary: Vocabulary) -> QuoteModel:
    """A model as the product uses it, from weights just trained."""
    return QuoteModel(Ensemble(tuple(Network.of(weights, vectors) for weights in members)), vocabulary)


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


def fold_of(article: Article) -> int:
    """The fold that an article is in, by its id alone."""
    return zlib.crc32(article.id.encode()) % FOLDS


def main(argv: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--cache", type=Path, required=True, help="folder for parses; they hold the corpus's text")
    parser.add_argument("--pipeline", default=DEFAULT_MODEL, help="the spaCy pipeline that the model is for")
    parser.add_argument("--out", type=Path, default=BUILTIN, help="where the model goes")
    parser.add_argument("--predictions", type=Path, help="folder for what is found in articles not learned from")
    parser.add_argument("--cross-validate", action="store_true", help="five folds of train instead of a model")
    options = parser.parse_args(argv)

    nlp = load_model(options.pipeline)
    vectors = np.asarray(nlp.vocab.vectors.data, dtype=np.float32)
    vocabulary = vocabulary_of(nlp)
    articles = read_corpus(options.corpus / "train.jsonl", nlp, options.cache)
    found: dict[str, list[dict[str, object]]] = {}
    members = [Member(seed=1, epochs=8, left_out=k) for k in range(FOLDS)] if options.cross_validate else MEMBERS
    trained = []
    for member in members:
        seen = [a for a in articles if fold_of(a) != member.left_out]
        trained.append(train(seen, vocabulary, vectors, member))
        unseen = [a for a in articles if fold_of(a) == member.left_out]
        if unseen:
            found[f"train-{member.left_out}"] = predictions(model_of(trained[-1:], vectors, vocabulary), unseen)
    if not options.cross_validate:
        save(options.out, trained, vocabulary, pipeline_id(nlp))
        model = model_of(trained, vectors, vocabulary)
        for name, british in (("dev", False), ("dev-british", True)):
            dev = read_corpus(options.corpus / "dev.jsonl", nlp, options.cache, british=british)
            found[name] = predictions(model, dev)
    if options.predictions:
        options.predictions.mkdir(parents=True, exist_ok=True)
        for name, records in found.items():
            lines = "".join(json.dumps(record) + "\n" for record in records)
            (options.predictions / f"{name}.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
