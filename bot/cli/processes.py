"""The long-running processes: listener, worker, and both in one.

They are separate processes because loading a spaCy model or parsing a long text stalls every other thread of its
process for over a second, and a listener has 3 seconds to ack. `run` starts a worker beside the listener, starts
it again should it die, and takes it along when it stops, however it stops.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import structlog

from bot.wiring import build_app, build_web, build_worker, build_worker_web, open_database
from bot.worker import stop_on_signals
from config.logging import configure_logging
from config.settings import Settings, Transport, load_settings
from storage.database import Database

log = structlog.get_logger(__name__)

LONGEST_PAUSE = 30.0
"""Seconds between two starts of a worker that keeps dying."""

STEADY_AFTER = 60.0
"""Seconds after which a worker's death counts as its first again."""


def run_all() -> None:
    """Listener and worker, until a signal or Ctrl-C."""
    settings = _start()
    with open_database(settings) as database:
        stop = threading.Event()
        stop_on_signals(stop)
        beside = _WorkerBeside(stop)
        try:
            _listen(settings, database, stop)
        finally:
            stop.set()
            beside.join()


def run_web() -> None:
    """The listener alone."""
    settings = _start()
    with open_database(settings) as database:
        stop = threading.Event()
        stop_on_signals(stop)
        _listen(settings, database, stop)


def run_worker(*, beside_listener: bool) -> None:
    """A worker alone. With `beside_listener`, it also stops when its standard input ends: its starter is gone."""
    settings = _start()
    with open_database(settings) as database:
        stop = threading.Event()
        stop_on_signals(stop)
        if beside_listener:
            threading.Thread(target=_stop_with_stdin, args=(stop,), daemon=True).start()
        served = None if beside_listener else build_worker_web(settings, database)
        if served is not None:
            served.start()
        log.info("worker started")
        try:
            build_worker(settings, database).run(stop)
        finally:
            if served is not None:
                served.close()
    log.info("worker stopped")


def _start() -> Settings:
    settings = load_settings()
    settings.require_slack()
    configure_logging(settings.pullquote_log_level, settings.pullquote_log_format)
    return settings


def _listen(settings: Settings, database: Database, stop: threading.Event) -> None:
    app = build_app(settings, database)
    web = build_web(settings, database, app)
    web.start()
    try:
        if settings.pullquote_transport is Transport.SOCKET:
            from handlers.app import socket_mode

            socket = socket_mode(settings, app)
            socket.connect()  # type: ignore[no-untyped-call]
            log.info("listening", transport="socket")
            stop.wait()
            socket.close()  # type: ignore[no-untyped-call]
        else:
            log.info("listening", transport="http", port=web.port)
            stop.wait()
    finally:
        web.close()


class _WorkerBeside:
    """Keeps a worker process running until `stop` is set."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._thread = threading.Thread(target=self._keep, name="worker beside", daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Waits until the worker has stopped."""
        self._thread.join()

    def _keep(self) -> None:
        pause = 1.0
        while not self._stop.is_set():
            began = time.monotonic()
            # The pipe to its standard input ends with this process, so the worker never outlives its listener.
            with subprocess.Popen(
                [sys.executable, "-m", "bot", "worker", "--beside-listener"], stdin=subprocess.PIPE
            ) as process:
                self._until_end(process)
            if self._stop.is_set():
                return
            pause = 1.0 if time.monotonic() - began > STEADY_AFTER else min(pause * 2, LONGEST_PAUSE)
            log.error("worker died", exit=process.returncode, again_in_seconds=pause)
            self._stop.wait(pause)

    def _until_end(self, process: subprocess.Popen[bytes]) -> None:
        def terminate() -> None:
            self._stop.wait()
            process.terminate()

        threading.Thread(target=terminate, daemon=True).start()
        process.wait()


def _stop_with_stdin(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()
