"""Commands that keep running: demo, run, web, worker; and migrate, which comes before them."""

from __future__ import annotations

import os
import shutil
from typing import Annotated

import typer

from config.settings import load_settings


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(demo)
    app.command()(run)
    app.command()(web)
    app.command()(worker)
    app.command()(migrate)


def demo(
    port: Annotated[int, typer.Option(help="Where the local Slack is served; 0 takes a free port.")] = 8900,
    keep: Annotated[bool, typer.Option("--keep", help="Keep what the demo stored, in the folder .demo.")] = False,
) -> None:
    """A local Slack in the browser with the bot on it and an article already answered; needs no account.

    Ctrl-C ends all of it.
    """
    from bot.cli.demo import run_demo

    run_demo(port, keep=keep)


def run() -> None:
    """Listener and worker in one: the whole bot, with SQLite or PostgreSQL."""
    _share_metrics()
    from bot.cli.processes import run_all

    run_all()


def _share_metrics() -> None:
    """Lets the listener's /metrics speak for the worker as well, through files that both write.

    Prometheus' client looks for this variable when it is imported, so this comes before any import of it.
    """
    folder = load_settings().pullquote_data_dir / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder.resolve())


def web() -> None:
    """The listener alone: takes what comes from Slack, over Socket Mode or HTTP."""
    from bot.cli.processes import run_web

    run_web()


def worker(
    beside_listener: Annotated[bool, typer.Option(hidden=True, help="Stop when standard input ends.")] = False,
) -> None:
    """The worker alone: reads articles, posts results, sends digests. On PostgreSQL as many as you like."""
    from bot.cli.processes import run_worker

    run_worker(beside_listener=beside_listener)


def migrate() -> None:
    """Bring the database to this version's schema. Safe to run again, and while the former version runs."""
    from storage.migrate import upgrade

    upgrade(load_settings().database)
    typer.echo("The database is up to date.")
