"""The command line: `python -m bot COMMAND`.

Each command's module is imported when the command runs, since spaCy, Bolt and SQLAlchemy each cost a part of a second
that `--help` should not pay. What went wrong is said in one line on standard error, and the exit code says whose move
it is: 1 what was given can't be used, 2 the call's words are off, 3 a setting is wrong, 4 a fault that may pass,
70 a fault of ours (its code stands in the log).
"""

from __future__ import annotations

import os
import sys

import typer

from bot.cli import desk, operating, reading, serving
from bot.errors import ConfigurationError, PullquoteError, RetryLater
from config.settings import SettingsError

EXIT_BAD_INPUT = 1
EXIT_SETTING = 3
EXIT_TRY_AGAIN = 4
EXIT_FAULT = 70

app = typer.Typer(
    name="python -m bot",
    help="Pullquote: who said what, word for word, with its speaker.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (serving, reading, desk, operating):
    group.register(app)


def main() -> None:
    """Runs one command, and turns what went wrong into a line and an exit code."""
    try:
        app()
    except (SettingsError, ConfigurationError) as error:
        _stop(str(error), EXIT_SETTING)
    except RetryLater as error:
        _stop(error.message, EXIT_TRY_AGAIN)
    except PullquoteError as error:
        _stop(error.message, EXIT_BAD_INPUT)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough; keep Python from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stop(message: str, code: int) -> None:
    for line in message.splitlines():
        print(f"pullquote: {line}", file=sys.stderr)  # noqa: T201
    raise SystemExit(code)
