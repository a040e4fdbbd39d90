"""Speakers that can hardly be right, over articles that nobody has annotated: each line is a place to look.

    OMP_NUM_THREADS=1 .venv/bin/python -m benchmarks.contradictions --texts FILE.jsonl [--least 0.6]

- "he" for somebody whose given name is a woman's, or for a body;
- a name beside the words for somebody of whose name no word is in it;
- words in quotation marks that name the very one who is said to speak them.

Some lines are right: a politician may speak of himself by name, and "Paris" be France.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed import texts_of
from bot.nlp.candidates import HE, SHE, THEY
from bot.nlp.extractor import Extractor
from bot.nlp.lexicon import FEMALE, MALE, fold, given_names
from bot.nlp.types import ActorType, Extraction, Quote, QuoteKind

_WORD = re.compile(r"[\w'’-]+")
_SHORTEST = 2  # letters, of what is no name: "I", "It", "A"
_AROUND = 120  # characters shown before a quote


def contradictions(text: str, extraction: Extraction, least: float) -> Iterator[tuple[str, Quote]]:
    """What contradicts the speaker of each quote that is at least so sure, and the quote."""
    kinds = {actor.name: actor.type for actor in extraction.actors}
    for quote in extraction.quotes:
        if quote.speaker is None or quote.speaker_mention is None or quote.confidence < least:
            continue
        if quote.speaker.startswith("unnamed: "):
            continue
        mention = text[slice(*quote.speaker_mention)]
        kind = kinds.get(quote.speaker)
        if fold(mention) in HE | SHE:
            gender = MALE if fold(mention) in HE else FEMALE
            own = given_names().get(fold(quote.speaker.split()[0]))
            if kind is not ActorType.PERSON or (own in (MALE, FEMALE) and own != gender):
                yield "gender", quote
        elif _is_named(mention) and not _words(mention) & _words(quote.speaker):
            yield "name", quote
        named = kind is ActorType.PERSON and quote.kind is not QuoteKind.INDIRECT
        if named and quote.speaker.split()[-1] in _WORD.findall(quote.text):
            yield "names himself", quote


def _is_named(mention: str) -> bool:
    """Whether words end in a name: no pronoun, no acronym, and not "The senator"."""
    last = ["", *_WORD.findall(mention)][-1]
    return last[:1].isupper() and len(last) > _SHORTEST and not last.isupper() and fold(mention) not in HE | SHE | THEY


def _words(name: str) -> set[str]:
    return {fold(word.removesuffix("'s").removesuffix("’s")) for word in _WORD.findall(name)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="articles, one JSON object with “text” a line")
    parser.add_argument("--least", type=float, default=0.6, help="confidence from which on a speaker counts")
    args = parser.parse_args()
    texts = texts_of(args.texts)
    quotes = found = 0
    for text, extraction in zip(texts, Extractor.load().pipe(texts), strict=True):
        quotes += len(extraction.quotes)
        for what, quote in contradictions(text, extraction, args.least):
            found += 1
            mention = text[slice(*quote.speaker_mention)] if quote.speaker_mention else ""
            said = " ".join(text[max(0, quote.start - _AROUND) : quote.end + 40].split())
            print(f"{what}: {quote.speaker} ({quote.confidence:.2f}), by “{mention}”: … {said}\n")
    print(f"{found} contradictions in {quotes} quotes of {len(texts)} articles")


if __name__ == "__main__":
    main()
