"""The docs are true: settings, fields and commands in them are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.contract import to_json
from bot.ingest.types import ArticleText
from bot.nlp.types import Actor, ActorType, Extraction, Quote, QuoteKind
from config.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


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


@each_page
def test_every_command_in_the_docs_exists_with_its_options(page: Path) -> None:
    commands = typer.main.get_group(app).commands
    for name, rest in re.findall(
        r"python -m bot (?!COMMAND|…|--help)([\w-]+)([^`\n|#]*)", page.read_text(encoding="utf-8")
    ):
        assert name in commands, name
        options = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--[\w-]+", rest)) <= options | {"--help"}, f"{name}{rest}"


@each_page
def test_every_module_run_in_the_docs_exists(page: Path) -> None:
    for name in re.findall(
        r"python -m ((?:benchmarks|tests|training|bot)(?:\.\w+)+)", page.read_text(encoding="utf-8")
    ):
        path = ROOT / name.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), name


@each_page
def test_every_make_target_in_the_docs_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z-]+)", text)) | set(re.findall(r"^make ([a-z-]+)", text, re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
