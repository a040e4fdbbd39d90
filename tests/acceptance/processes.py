"""The bot's real processes for tests: started as a newsroom starts them, watched through their logs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from config.settings import Settings

PATIENCE = 240.0
"""Seconds for a process to do what it was started for; only a failing test ever takes them."""


class BotProcess:
    """`python -m bot COMMAND` in a process of its own, with its log at hand."""

    def __init__(self, command: Sequence[str], settings: Mapping[str, str], folder: Path) -> None:
        known = {name.upper() for name in Settings.model_fields}
        inherited = {k: v for k, v in os.environ.items() if k.upper() not in known}
        self._log: list[dict[str, Any]] = []
        self._more = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *command],
            env=inherited | dict(settings) | {"PULLQUOTE_LOG_FORMAT": "json", "PULLQUOTE_DATA_DIR": str(folder)},
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> int:
        """Asks it to stop, as a platform does, and waits; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def kill(self) -> None:
        """Ends it at once, whatever it is at."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)

    @property
    def log(self) -> list[dict[str, Any]]:
        """What it has logged so far."""
        with self._more:
            return list(self._log)

    def wait_log(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first entry of the log that fits.

        Raises:
            AssertionError: the process ended, or took too long.
        """
        found: list[dict[str, Any]] = []

        def look() -> bool:
            found[:] = [entry for entry in self._log if fits(entry)]
            return bool(found) or not self._reader.is_alive()

        with self._more:
            self._more.wait_for(look, PATIENCE)
            assert found, f"not in the log: {self._log[-12:]}"
            return found[0]

    def wait_event(self, event: str) -> dict[str, Any]:
        """The first entry of the log for `event`."""
        return self.wait_log(lambda entry: entry.get("event") == event)

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            try:
                entry = json.loads(line)
            except ValueError:
                entry = {"event": line.rstrip()}
            with self._more:
                self._log.append(entry)
                self._more.notify_all()
        self.process.stderr.close()
        with self._more:
            self._more.notify_all()
