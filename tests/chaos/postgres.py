"""A PostgreSQL server that can be thrown over and picked up again, with its data on disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Generator
from pathlib import Path

from sqlalchemy.engine import URL

from tests.support.database import become_user, find_binaries, run_setup, wait_until_up


class Postgres:
    """A server in a folder of its own; durable, since a run restarts it without a shutdown."""

    def __init__(self, folder: Path, binaries: Path, as_user: list[str]) -> None:
        self._folder = folder
        self._binaries = binaries
        self._as_user = as_user
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.restarts = 0
        self.admin = URL.create("postgresql", username="postgres", database="postgres", query={"host": str(folder)})

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        command = [
            *self._as_user, str(self._binaries / "postgres"), "-D", str(self._folder / "data"), "-k", str(self._folder),
            "-c", "listen_addresses=", "-c", "max_connections=100", "-c", "synchronous_commit=on",
        ]  # fmt: skip
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/")
        wait_until_up(self.admin, self._folder)

    def restart(self) -> None:
        """Drops every connection where it stands, as a crash does, and comes up again from its log."""
        with self._lock:
            self.stop(signal.SIGQUIT)
            self.start()
            self.restarts += 1

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Stops it."""
        assert self._process is not None
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            pid = int((self._folder / "data" / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, number)
        self._process.wait(60)


@contextlib.contextmanager
def postgres() -> Generator[Postgres]:
    """A running server; gone, with its data, at the end.

    Raises:
        RuntimeError: there is no PostgreSQL on this machine.
    """
    binaries = find_binaries()
    if binaries is None:
        raise RuntimeError("There is no PostgreSQL on this machine: initdb and postgres are needed.")
    folder = Path(tempfile.mkdtemp(prefix="pq-pg-", dir="/tmp"))
    as_user = become_user(folder)
    try:
        initdb = [*as_user, str(binaries / "initdb"), "-A", "trust", "-U", "postgres", "-E", "UTF8"]
        run_setup([*initdb, "--locale=C.UTF-8", "-D", str(folder / "data")], folder)
        server = Postgres(folder, binaries, as_user)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
