"""What a host reads: Procfile, Dockerfile, compose file and systemd unit name what exists."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from bot.cli import app
from config.settings import Settings

ROOT = Path(__file__).parents[2]
COMMANDS = typer.main.get_group(app).commands
SETTINGS = {name.upper() for name in Settings.model_fields}
OF_THE_DATABASE = {"POSTGRES_PASSWORD", "PULLQUOTE_DATABASE_PASSWORD"}
"""Asked for by compose.yaml and deploy/postgres-init.sh, not by the bot."""


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_procfile_has_release_web_and_worker_as_a_host_runs_them() -> None:
    processes = dict(line.split(": ", 1) for line in _read("Procfile").splitlines())
    assert processes == {name: f"python -m bot {command}" for name, command in
                         {"release": "migrate", "web": "web", "worker": "worker"}.items()}  # fmt: skip


def test_the_requirements_for_such_hosts_are_the_pinned_ones() -> None:
    assert "-r requirements.lock" in _read("requirements.txt").splitlines()
    pins = [line for line in _read("requirements.lock").splitlines() if line and not line.startswith((" ", "#", "-"))]
    assert pins
    assert all("==" in pin for pin in pins)
    assert _read("requirements.lock").count("--hash=sha256:") >= len(pins)


def test_the_image_is_built_from_what_is_there_and_has_every_package() -> None:
    dockerfile = _read("Dockerfile")
    copied = [source for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
              for source in line.split()]  # fmt: skip
    assert {"bot", "handlers", "storage", "config", "requirements.lock"} == set(copied)
    assert all((ROOT / source).exists() for source in copied)
    assert "\nUSER pullquote\n" in dockerfile
    assert f"FROM python:{_read('.python-version').strip()}-" in dockerfile


def test_the_image_leaves_the_data_folder_and_secrets_out() -> None:
    assert {".env", "data", ".git", ".venv"} <= set(_read(".dockerignore").splitlines())


def test_every_command_of_a_container_or_unit_exists() -> None:
    named = re.findall(r"-m, bot, (\w+)", _read("compose.yaml"))
    named += re.findall(r'"-m", "bot", "(\w+)"', _read("Dockerfile"))
    named += re.findall(r"-m bot (\w+)", _read("deploy/pullquote.service"))
    assert {"migrate", "web", "worker", "run"} == set(named)
    assert set(named) <= set(COMMANDS)


def test_every_setting_of_a_container_or_unit_exists() -> None:
    for name in ("compose.yaml", "Dockerfile", "deploy/pullquote.service"):
        named = set(re.findall(r"\b(?:PULLQUOTE|SLACK|POSTGRES)_[A-Z_]+\b|\bDATABASE_URL\b", _read(name)))
        assert named <= SETTINGS | OF_THE_DATABASE, name


def test_no_process_is_killed_before_it_could_hand_back_its_work() -> None:
    assert "stop_grace_period: 30s" in _read("compose.yaml")
    assert "TimeoutStopSec=30" in _read("deploy/pullquote.service")


def test_the_bots_role_in_the_compose_file_is_no_superuser() -> None:
    script = _read("deploy/postgres-init.sh")
    assert "NOSUPERUSER" in script
    assert "NOBYPASSRLS" in script
    assert "POSTGRES_USER:" not in _read("compose.yaml")  # that one would be a superuser
    assert "//pullquote:${PULLQUOTE_DATABASE_PASSWORD" in _read("compose.yaml")


def test_the_compose_file_is_indented_by_twos_and_its_anchors_are_made_before_they_are_used() -> None:
    text = _read("compose.yaml")
    assert all((len(line) - len(line.lstrip(" "))) % 2 == 0 and "\t" not in line for line in text.splitlines())
    for name in re.findall(r"\*(\w+)", text):
        assert text.index(f"&{name}") < text.index(f"*{name}")
