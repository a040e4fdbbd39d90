"""The training's network and the product's are one: same answers, and gradients that are true slopes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

from bot.nlp.learned.features import Floats
from bot.nlp.learned.model import QuoteModel, pipeline_id
from bot.nlp.learned.network import CONTENT, CUE, LABELS, SOURCE, Network, best_labels
from training.data import Article, Attribution, Batch, batch_of, in_british_marks, read_corpus, vocabulary_of
from training.network import Shape, Trainer, chain_loss, new_weights
from training.train import Member, model_of, save, step, train

CORPUS = """\
{"id": "a", "text": "The mayor said the bridge would open in June. “It will,” she added.", "attributions": [\
{"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 44]]}, \
{"source": [[57, 60]], "cue": [[61, 66]], "content": [[46, 56]]}]}
{"id": "b", "text": "According to Ms Lindqvist, two pumps had failed.\\n\\nThe “Big Dig” is late.", "attributions": [\
{"source": [[13, 25]], "cue": [[0, 12]], "content": [[27, 47]]}]}
"""


@pytest.fixture(scope="module")
def articles(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> list[Article]:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "train.jsonl").write_text(CORPUS, encoding="utf-8")
    return read_corpus(folder / "train.jsonl", nlp, folder / "cache")


@pytest.fixture(scope="module")
def batch(articles: list[Article], nlp: Language) -> Batch:
    return batch_of(articles, len(vocabulary_of(nlp).deps))


@pytest.fixture
def weights(nlp: Language) -> dict[str, Floats]:
    return new_weights(Shape(hidden=12, pair=8), vocabulary_of(nlp), np.random.default_rng(3))


def _trainer(weights: dict[str, Floats], nlp: Language) -> Trainer:
    return Trainer(weights, nlp.vocab.vectors.data, rng=np.random.default_rng(1), dropout=0.0)


def test_reads_the_annotation_by_token(articles: list[Article]) -> None:
    def words(article: Article, picked: np.ndarray) -> list[str]:
        return [article.text[article.tokens.starts[i] : article.tokens.ends[i]] for i in picked]

    def read(article: Article, a: Attribution) -> list[list[str]]:
        return [words(article, np.array([a.anchor])), words(article, a.source), words(article, a.content)]

    assert [read(article, a) for article in articles for a in article.attributions] == [
        [["said"], ["The", "mayor"], ["the", "bridge", "would", "open", "in", "June"]],
        [["added"], ["she"], ["“", "It", "will", ",", "”"]],
        [["According"], ["Ms", "Lindqvist"], ["two", "pumps", "had", "failed"]],
    ]


def test_tells_quotations_from_titles(articles: list[Article]) -> None:
    assert [article.quotes[:, 2].tolist() for article in articles] == [[1], [0]]


def test_batches_keep_articles_apart(batch: Batch, articles: list[Article]) -> None:
    first = len(articles[0].tokens)
    assert batch.right[first - 1] == len(batch.tokens)
    assert batch.left[first] == len(batch.tokens)
    assert set(batch.windows.token[batch.windows.cue_of == 2]) <= set(range(first, len(batch.tokens)))


def test_both_networks_give_the_same_scores(
    weights: dict[str, Floats], batch: Batch, articles: list[Article], nlp: Language
) -> None:
    trainer = _trainer(weights, nlp)
    network = Network.of(weights, nlp.vocab.vectors.data)
    alone = batch_of(articles[:1], len(vocabulary_of(nlp).deps))
    trained, _ = trainer.encode(alone.tokens, alone.left, alone.right)
    used = network.encode(articles[0].tokens)
    np.testing.assert_allclose(used, trained, atol=1e-5)
    np.testing.assert_allclose(network.cue_scores(used), trainer.cues(trained)[0], atol=1e-5)
    np.testing.assert_allclose(
        network.label_scores(used, alone.cues, alone.windows),
        trainer.labels(trained, alone.cues, alone.windows)[0],
        atol=1e-5,
    )
    np.testing.assert_allclose(
        network.quote_scores(used, alone.places), trainer.quotes(trained, alone.places)[0], atol=1e-5
    )


@pytest.mark.parametrize(
    "name", ["vector_W", "tag_E", "input_W", "tree1_W", "cue1_W", "relation_E", "pair2_W", "transitions", "quote1_W"]
)
def test_gradients_are_slopes(name: str, weights: dict[str, Floats], batch: Batch, nlp: Language) -> None:
    trainer = _trainer({k: v.astype(np.float64) for k, v in weights.items()}, nlp)
    loss = _total(trainer, batch)
    gradient = trainer.gradients[name]
    place = np.unravel_index(int(np.abs(gradient).argmax()), gradient.shape)
    by = 1e-4
    trainer.w[name][place] += by
    slope = (_total(trainer, batch) - loss) / by
    assert slope == pytest.approx(float(gradient[place]), rel=0.03)


def _total(trainer: Trainer, batch: Batch) -> float:
    """The loss that `step` takes the gradients of."""
    return float(step(trainer, batch)[-1])


def test_the_best_chain_beats_every_other(batch: Batch) -> None:
    rng = np.random.default_rng(5)
    scores = rng.standard_normal((len(batch.windows.token), LABELS)).astype(np.float32)
    moves = rng.standard_normal((LABELS, LABELS)).astype(np.float32)
    best = best_labels(scores, moves, batch.windows)
    least, _, _ = chain_loss(scores, moves, best, batch.windows)
    for _ in range(50):
        other = best.copy()
        other[rng.integers(len(other))] = rng.choice([CUE, SOURCE, CONTENT])
        assert chain_loss(scores, moves, other, batch.windows)[0] >= least - 1e-6


def test_a_saved_model_is_read_back(
    weights: dict[str, Floats], articles: list[Article], nlp: Language, tmp_path: Path
) -> None:
    vocabulary, vectors = vocabulary_of(nlp), nlp.vocab.vectors.data
    halves = [{name: array.astype(np.float16).astype(np.float32) for name, array in weights.items()}] * 2
    save(tmp_path / "model.npz", halves, vocabulary, pipeline_id(nlp))
    article = articles[0]
    read = QuoteModel.load(nlp, tmp_path / "model.npz").read(article.tokens, article.text)
    assert read.attributions(0.0) == model_of(halves, vectors, vocabulary).read(
        article.tokens, article.text
    ).attributions(0.0)


def test_training_lowers_the_loss(articles: list[Article], batch: Batch, nlp: Language) -> None:
    vocabulary, vectors = vocabulary_of(nlp), nlp.vocab.vectors.data
    shape = Shape(hidden=12, pair=8)
    rng = np.random.default_rng(2)
    before = _total(_trainer(new_weights(shape, vocabulary, rng), nlp), batch)
    after = _total(_trainer(train(articles, vocabulary, vectors, Member(seed=2, epochs=200), shape), nlp), batch)
    assert after < before / 2


def test_british_marks_leave_apostrophes_and_offsets_alone() -> None:
    text = '“It’s the boys’ ‘big’ day,” he said. "Don\'t!"'
    assert in_british_marks(text) == "‘It’s the boys’ “big” day,’ he said. 'Don't!'"


def test_a_batch_may_hold_no_quotation(articles: list[Article], weights: dict[str, Floats], nlp: Language) -> None:
    plain = [replace(articles[1], quotes=articles[1].quotes[:0])]
    losses = step(_trainer(weights, nlp), batch_of(plain, len(vocabulary_of(nlp).deps)))
    assert losses[1] == 0
