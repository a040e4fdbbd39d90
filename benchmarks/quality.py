"""How good the extraction is on annotated articles that live outside the project, beside textacy in the same run.

    .venv/bin/python -m benchmarks.quality --wire FOLDER --wire-scorer SCORE_WIRE.py \
        --polnear DEV.jsonl --polnear-scorer SCORE.py [--quote-model off] [--json OUT.json]

Either set may be left out. The scorers are the sets' own, loaded from their files, so that the figures are theirs.
Prints each set's figures, a table of reliability (of the quotes given a confidence, how many were right), and the time.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from textacy.extract.triples import direct_quotations

from bot.contract import to_json
from bot.ingest.types import ArticleText
from bot.nlp.extractor import Extractor
from bot.nlp.marks import Paragraphs
from bot.nlp.model import load_model

Row = dict[str, Any]

POLNEAR = (
    "E2E F1", "a2 string F1", "a2 spk all", "a2 spk pronoun", "a2 spk name", "a2 spk nominal", "a1 IoU.8 F1",
    "speech span.8 P", "speech span.8 R", "speech span.8 F1", "speech FULL F1", "indir span.8 F1", "indir FULL F1",
)  # fmt: skip


def load(path: Path) -> ModuleType:
    """A scorer, from its file."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extracted(extractor: Extractor, rows: list[Row]) -> list[Row]:
    """What `python -m bot extract` would print for these articles."""
    found = extractor.pipe(row["text"] for row in rows)
    return [
        to_json(row["id"], ArticleText(text=row["text"]), extraction, with_text=False)
        for row, extraction in zip(rows, found, strict=True)
    ]


def by_textacy(rows: list[Row]) -> list[Row]:
    """textacy's direct quotations, a paragraph at a time, since one stray mark makes it give up on a text."""
    nlp = load_model()
    out = []
    for row in rows:
        text, quotes = row["text"], []
        for start, end in Paragraphs(text).spans:
            try:
                found = list(direct_quotations(nlp(text[start:end])))
            except ValueError:
                continue
            for triple in found:
                quotes.append(_of_textacy(triple, start, text))
        out.append({"id": row["id"], "actors": [], "quotes": quotes})
    return out


def _of_textacy(triple: Any, offset: int, text: str) -> Row:
    content = triple.content
    low, high = offset + content.start_char, offset + content.end_char
    who = triple.speaker
    mention = [offset + who[0].idx, offset + who[-1].idx + len(who[-1])] if who else None
    cue = [offset + triple.cue[0].idx, offset + triple.cue[-1].idx + len(triple.cue[-1])] if triple.cue else None
    speaker = text[slice(*mention)] if mention else None
    return {"start": low, "end": high, "kind": "direct", "speaker": speaker, "speaker_mention": mention, "cue": cue}


def to_polnear(rows: Iterable[Row], script: Path, folder: Path) -> Path:
    """The predictions in the form that PolNeAR's scorer reads, by its own converter."""
    given = folder / "extract.jsonl"
    given.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script), str(given)], check=True, capture_output=True, text=True)
    out = folder / "polnear.jsonl"
    out.write_text(done.stdout, encoding="utf-8")
    return out


def wire_figures(scorer: ModuleType, gold: list[Row], rows: list[Row]) -> Row:
    figures: Row = scorer.score(gold, {row["id"]: row for row in rows})
    return figures


def polnear_figures(scorer: ModuleType, gold: list[Row], rows: list[Row], converter: Path, folder: Path) -> Row:
    folder.mkdir(parents=True, exist_ok=True)
    path = to_polnear(rows, converter, folder)
    found = {row["id"]: row["quotes"] for row in scorer.read_jsonl(str(path))}
    total = sum((scorer.score_doc(g, found.get(g["id"], []), 3) for g in gold), scorer.collections.Counter())
    derived = scorer.derive(total)
    return {name: round(100 * derived[name], 1) for name in POLNEAR}


def judged(scorer: ModuleType, gold: list[Row], rows: list[Row]) -> Iterator[tuple[str, float, bool]]:
    """For each quote on the wire articles its group, its confidence, and whether words and speaker are right."""
    found = {row["id"]: row for row in rows}
    for article in gold:
        text, quotes = article["article"], found[article["id"]]["quotes"]
        for group, threshold in (("in marks", 0.8), ("indirect", 0.5)):
            indirect = group == "indirect"
            theirs = article["indirect"] if indirect else [q for q in article["quotes"] if q["kind"] != "scare"]
            ours = [q for q in quotes if (q["kind"] == "indirect") == indirect]
            pairs = scorer.align(
                [scorer.trim(text, q["start"], q["end"]) for q in theirs],
                [scorer.trim(text, q["start"], q["end"]) for q in ours],
                threshold,
            )
            match = {j: i for i, j in pairs}
            for j, quote in enumerate(ours):
                right = j in match and scorer.speaker_right(theirs[match[j]], quote, text, article["actors"])
                yield group, quote["confidence"], bool(right)


PRONOUNS = frozenset({"he", "she", "him", "her", "his", "they", "it", "who"})


def pronouns_right(scorer: ModuleType, gold: list[Row], rows: list[Row]) -> tuple[int, int]:
    """Of the quotes found whose speaker stands beside them as a pronoun, how many have the right name, and how many."""
    found = {row["id"]: row for row in rows}
    right = total = 0
    for article in gold:
        text, quotes = article["article"], found[article["id"]]["quotes"]
        theirs = [q for q in article["quotes"] if q["kind"] != "scare"]
        ours = [q for q in quotes if q["kind"] != "indirect"]
        pairs = scorer.align(
            [scorer.trim(text, q["start"], q["end"]) for q in theirs],
            [scorer.trim(text, q["start"], q["end"]) for q in ours],
            0.8,
        )
        for i, j in pairs:
            if (theirs[i].get("speaker_mention") or "").lower() in PRONOUNS and theirs[i].get("speaker"):
                total += 1
                right += bool(scorer.speaker_right(theirs[i], ours[j], text, article["actors"]))
    return right, total


def print_reliability(rows: Iterable[tuple[str, float, bool]]) -> None:
    bins: dict[tuple[str, int], list[tuple[float, bool]]] = defaultdict(list)
    for group, confidence, right in rows:
        bins[group, min(9, int(confidence * 10))].append((confidence, right))
    print("\nReliability: quotes by confidence, and how many had the right words and speaker")
    print(f"{'':10}{'confidence':>14}{'quotes':>8}{'mean':>8}{'right':>8}")
    for (group, low), values in sorted(bins.items()):
        mean = sum(c for c, _ in values) / len(values)
        share = sum(r for _, r in values) / len(values)
        print(f"{group:10}{f'{low / 10:.1f}–{(low + 1) / 10:.1f}':>14}{len(values):>8}{mean:>8.2f}{share:>8.2f}")


def print_figures(title: str, systems: dict[str, Row]) -> None:
    print(f"\n{title}")
    names = list(systems)
    print(f"{'':24}" + "".join(f"{name:>12}" for name in names))
    for figure in systems[names[0]]:
        print(f"{figure:24}" + "".join(f"{systems[name].get(figure)!s:>12}" for name in names))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wire", type=Path, help="folder of articles annotated by hand")
    parser.add_argument("--wire-scorer", type=Path)
    parser.add_argument("--polnear", type=Path, help="a split of PolNeAR, one article a line")
    parser.add_argument("--polnear-scorer", type=Path, help="its converter, to_polnear.py, stands beside it")
    parser.add_argument("--quote-model", default="builtin")
    parser.add_argument("--work", type=Path, default=Path("data/bench"), help="folder for what is computed on the way")
    parser.add_argument("--json", type=Path, help="where the figures go as well")
    args = parser.parse_args()
    if not (args.wire and args.wire_scorer) and not (args.polnear and args.polnear_scorer):
        parser.error("give --wire with --wire-scorer, or --polnear with --polnear-scorer")
    extractor = Extractor.load(quote_model=args.quote_model)
    report: dict[str, dict[str, Row]] = {}
    if args.wire and args.wire_scorer:
        scorer = load(args.wire_scorer)
        gold = scorer.load_gold(str(args.wire))
        rows = [{"id": g["id"], "text": g["article"]} for g in gold]
        ours = _timed("wire", extractor, rows)
        report["wire"] = {
            "pullquote": wire_figures(scorer, gold, ours),
            "textacy": wire_figures(scorer, gold, by_textacy(rows)),
        }
        right, total = pronouns_right(scorer, gold, ours)
        report["wire"]["pullquote"]["pronouns right"] = round(100 * right / total, 1) if total else None
        print_figures(f"Wire: {len(gold)} articles", report["wire"])
        print_reliability(judged(scorer, gold, ours))
    if args.polnear and args.polnear_scorer:
        scorer = load(args.polnear_scorer)
        gold = scorer.read_jsonl(str(args.polnear))
        converter = args.polnear_scorer.with_name("to_polnear.py")
        ours = _timed("PolNeAR", extractor, gold)
        report["polnear"] = {
            "pullquote": polnear_figures(scorer, gold, ours, converter, args.work / "pullquote"),
            "textacy": polnear_figures(scorer, gold, by_textacy(gold), converter, args.work / "textacy"),
        }
        print_figures(f"PolNeAR: {len(gold)} articles", report["polnear"])
    if args.json:
        args.json.write_text(json.dumps(report, indent=1), encoding="utf-8")


def _timed(title: str, extractor: Extractor, rows: list[Row]) -> list[Row]:
    began = time.perf_counter()
    out = extracted(extractor, rows)
    print(f"{title}: {len(rows)} articles in {time.perf_counter() - began:.1f} s", file=sys.stderr)
    return out


if __name__ == "__main__":
    main()
