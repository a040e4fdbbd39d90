"""Fits the weights of `bot/nlp/salience.py` on annotated articles, and measures them leaving each article out in turn.

    python -m training.salience FOLDER [FOLDER ...]

A FOLDER holds articles in the form of `tests/data/articles`: the text, and its actors with an importance of 1 to 3.
Two logistic regressions with a ridge penalty: an actor of importance 3 is central, one of 2 or 3 matters. Quotes are
counted as the extractor finds them, so that the weights fit what they will meet. Prints the weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlp.cast import Cast
from bot.nlp.extractor import Extractor
from bot.nlp.marks import Paragraphs, find_quoted
from bot.nlp.model import load_model
from bot.nlp.parse import Parser, prepare
from bot.nlp.salience import SIGNS, Weigher
from bot.nlp.types import QuoteKind

PENALTY = 4.0
FIRST = 5
"""How many of the list are looked at for central actors."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An actor that the reader found in an article, and what the annotation says of it."""

    article: str
    importance: int  # 0 where the annotation lacks it
    signs: list[float]


def rows_of(folders: list[Path]) -> Iterator[Row]:
    """The actors found in all the articles of these folders."""
    extractor, parser = Extractor.load(), Parser(load_model())
    for path in sorted(p for folder in folders for p in folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = gold["article"]
        doc = next(parser.pipe([prepare(text).text]))
        extraction = extractor.read(text, doc)
        quotes = Counter(q.speaker for q in extraction.quotes if q.speaker and q.continues is None)
        verbatim = {q.speaker for q in extraction.quotes if q.kind is not QuoteKind.INDIRECT}
        cast = Cast.of(doc, [(q.start, q.end) for q in find_quoted(doc.text, Paragraphs(doc.text))])
        weigher = Weigher(cast.sheet, cast.entities, cast.tracker.events, cast.paragraph)
        listed = {a.name for a in extraction.actors}
        for entity in cast.entities:
            if entity.name in listed:
                known = [a["importance"] for a in gold["actors"] if _same(entity.name, a)]
                yield Row(
                    article=gold["id"],
                    importance=max(known, default=0),
                    signs=weigher.signs(entity, quotes[entity.name], entity.name in verbatim),
                )


def _same(name: str, actor: dict[str, object]) -> bool:
    aliases = actor["aliases"]
    assert isinstance(aliases, list)
    full = str(actor["name"])
    return (
        name == full
        or name in aliases
        or (name.split()[-1] == full.split()[-1] and set(name.split()) < set(full.split()))
    )


def fit(signs: Floats, wanted: Floats, penalty: float) -> Floats:
    """Weights and, last, the bias of a logistic regression, by Newton's method."""
    inputs = np.c_[signs, np.ones(len(signs))]
    ridge = penalty * np.diag(np.r_[np.ones(signs.shape[1]), 1e-6])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chance - wanted) + ridge @ weights
        curve = inputs.T @ (inputs * (chance * (1 - chance))[:, None]) + ridge
        weights -= np.linalg.solve(curve, slope)
    return weights


def scores(signs: Floats, weights: Floats) -> Floats:
    """The log odds of each row."""
    out: Floats = signs @ weights[:-1] + weights[-1]
    return out


def left_out(signs: Floats, importance: NDArray[np.int64], articles: NDArray[np.str_]) -> None:
    """Prints how well the weights do on an article they were not fitted on."""
    matters = np.zeros(len(signs))
    found = all_central = 0
    for article in sorted(set(articles.tolist())):
        test = articles == article
        key = fit(signs[~test], (importance[~test] >= 2).astype(float), PENALTY)
        central = fit(signs[~test], (importance[~test] >= 3).astype(float), PENALTY)
        matters[test] = 1 / (1 + np.exp(-scores(signs[test], key)))
        first = np.argsort(-scores(signs[test], central))[:FIRST]
        found += int((importance[test][first] == 3).sum())
        all_central += int((importance[test] == 3).sum())
    print(f"central actors among the first {FIRST}: {found} of {all_central} found")
    wanted = importance >= 2
    for threshold in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        chosen = matters >= threshold
        f1 = 2 * (chosen & wanted).sum() / (chosen.sum() + wanted.sum())
        print(f"key at {threshold:.2f}: F1 {100 * f1:.1f}")


def main() -> None:
    """Reads the articles, measures, and prints the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    rows = list(rows_of(parser.parse_args().folders))
    signs = np.array([r.signs for r in rows])
    importance = np.array([r.importance for r in rows])
    left_out(signs, importance, np.array([r.article for r in rows]))
    matters, central = (fit(signs, (importance >= least).astype(float), PENALTY) for least in (2, 3))
    print("WEIGHTS = {")
    for sign, *weights in zip(SIGNS, matters, central, strict=False):
        print(f'    "{sign}": ({weights[0]:.2f}, {weights[1]:.2f}),')
    print(f"}}\nMATTERS_BIAS, CENTRAL_BIAS = {matters[-1]:.2f}, {central[-1]:.2f}")


if __name__ == "__main__":
    main()
