"""The docs are true: settings, fields and commands in them are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from bot.contract import to_json
from bot.ingest.types import ArticleText
from bot.nlp.types import Actor, ActorType, Extraction, Quote, QuoteKind
from config.settings import Settings

ROOT = Path(__file__).parents[2]


def test_every_setting_is_in_the_docs_and_none_besides() -> None:
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)} == {
        name.upper() for name in Settings.model_fields
    }


def test_each_field_of_an_extraction_is_in_the_docs_and_none_besides() -> None:
    page = (ROOT / "docs/extract.md").read_text(encoding="utf-8").partition("## Out")[2]
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    actor = Actor(
        name="A", type=ActorType.PERSON, role=None, aliases=(), salience=1.0, key=True, mentions=((0, 1),), quotes=0
    )
    quote = Quote(
        text="A",
        start=0,
        end=1,
        kind=QuoteKind.DIRECT,
        speaker="A",
        speaker_mention=None,
        cue=None,
        addressee=None,
        continues=None,
        paragraph=1,
        confidence=1.0,
    )
    given = to_json(
        "a", ArticleText(text="A"), Extraction(actors=(actor,), quotes=(quote,), notes=("n",)), with_text=True
    )
    assert documented == set(given) | set(given["actors"][0]) | set(given["quotes"][0])
