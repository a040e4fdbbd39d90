"""What finding the quotes costs beside the parse: `extract` against spaCy's own pass over the same texts, in one run.

    OMP_NUM_THREADS=1 .venv/bin/python -m benchmarks.speed [--texts FILE.jsonl] [--rounds 5] [--memory 10000]

Without --texts the sample articles of the tests are read. One thread; the two passes take turns, so that both meet the
same load, and the median ratio over the rounds is printed. --memory N reads N articles and prints how the process grew.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import statistics
import time
from pathlib import Path

from bot.nlp.extractor import Extractor
from bot.nlp.model import load_model

SAMPLES = Path(__file__).parent.parent / "tests" / "data" / "articles"


def texts_of(path: Path | None) -> list[str]:
    if path is None:
        return [json.loads(p.read_text(encoding="utf-8"))["article"] for p in sorted(SAMPLES.glob("*.json"))] * 4
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="articles, one JSON object with “text” a line")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", type=int, default=0)
    parser.add_argument("--quote-model", default="builtin")
    args = parser.parse_args()
    if os.environ.get("OMP_NUM_THREADS") != "1":
        print("OMP_NUM_THREADS is not 1: the figures are for more than one thread")
    texts = texts_of(args.texts)
    nlp = load_model()
    extractor = Extractor.load(quote_model=args.quote_model)
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    for _ in extractor.pipe(texts[:5]):
        pass
    ratios, plain_times, our_times = [], [], []
    for _ in range(args.rounds):
        began = time.process_time()
        for _doc in nlp.pipe(texts):
            pass
        between = time.process_time()
        for _extraction in extractor.pipe(texts):
            pass
        plain, ours = between - began, time.process_time() - between
        plain_times.append(plain)
        our_times.append(ours)
        ratios.append(ours / plain)
    per = 1e6 / tokens
    print(f"{len(texts)} texts, {tokens} tokens, {args.rounds} rounds")
    print(f"spaCy's own pass: {statistics.median(plain_times) * per:.1f} µs a token")
    print(f"extract:          {statistics.median(our_times) * per:.1f} µs a token")
    print(f"ratio:            {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})")
    if args.memory:
        grow(extractor, texts, args.memory)


def grow(extractor: Extractor, texts: list[str], count: int) -> None:
    """Reads `count` articles, each made unlike the others, and prints the resident memory at ten points."""
    step = max(1, count // 10)
    many = (f"Article {n}. {text}" for n, text in zip(range(count), itertools.cycle(texts), strict=False))
    for n, _ in enumerate(extractor.pipe(many), start=1):
        if n % step == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            print(f"{n:>8} articles: {pages * os.sysconf('SC_PAGE_SIZE') / 2**20:.0f} MB now, {peak:.0f} MB at most")


if __name__ == "__main__":
    main()
