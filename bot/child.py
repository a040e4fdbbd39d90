"""Runs risky work in a process of its own: hostile files, endless pages, long articles.

A child is made by a factory, answers one call at a time, and is thrown away when a call takes too long, needs too much
memory, or kills it; the next call gets a new one. It is also replaced when it has grown, since spaCy gives little
memory back. Only the caller's article suffers, never the worker.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

import structlog

from bot.errors import PullquoteError
from bot.ingest.types import Reading
from bot.nlp.types import Extraction

log = structlog.get_logger(__name__)

MB = 1024 * 1024
_YIELDS = 5  # niceness: on a machine that does everything itself, the listener's acks go before a child's reading


class ChildFailed(Exception):
    """The child did not answer: it died, or was stopped at a limit. The message says which, and holds no copy."""

    @property
    def for_log(self) -> str:
        """The message, which may stand in the log."""
        return str(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one call may use."""

    seconds: float = 120.0
    memory: int = 2_500 * MB  # bytes of data; more is refused by the system, and the call fails
    recycle_above: int = 700 * MB  # bytes of resident memory after a call
    start_seconds: float = 120.0  # for loading the model


class Child:
    """One process, started when it is first needed, that calls methods of what `factory` made in it.

    Safe in threads: calls wait for each other.

    Args:
        factory: a function at the top of a module; called in the child, without arguments.
        name: for the log.
    """

    def __init__(self, factory: Callable[[], object], *, name: str, limits: Limits | None = None) -> None:
        self._factory = factory
        self._name = name
        self._limits = limits or Limits()
        self._turn = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False

    @property
    def pid(self) -> int | None:
        """The process id, None while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Starts the process, so that the first call need not wait for it; returns at once."""
        with self._turn:
            self._start()

    def call(self, method: str, *args: object, **kwargs: object) -> Any:
        """Calls a method in the child and returns what it returned.

        Raises:
            ChildFailed: the child died, took too long, or raised what is no error of ours.
            PullquoteError: as the method raised it.
        """
        with self._turn:
            self._start()
            self._await_ready()
            pipe = self._pipe
            assert pipe is not None
            try:
                pipe.send((method, args, kwargs))
                if not pipe.poll(self._limits.seconds):
                    raise ChildFailed(f"{self._name} took more than {self._limits.seconds:.0f} s")
                answer, value, grown = pipe.recv()
            except (EOFError, OSError) as error:
                code = self._exit_code()
                self._throw_away()
                raise ChildFailed(f"{self._name} died ({code})") from error
            except BaseException:
                self._throw_away()
                raise
            if grown > self._limits.recycle_above:
                log.info("child recycled", child=self._name, megabytes=grown // MB)
                self._throw_away()
        if answer == "returned":
            return value
        if isinstance(value, PullquoteError):
            raise value
        raise ChildFailed(f"{self._name} failed: {value}")

    def close(self) -> None:
        """Stops the process, even in the middle of a call."""
        process = self._process
        if process is not None:
            with contextlib.suppress(ValueError):
                process.kill()
        if self._turn.acquire(timeout=5):
            try:
                self._throw_away()
            finally:
                self._turn.release()

    def _start(self) -> None:
        if self._process is not None and self._process.is_alive():
            return
        self._throw_away()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._factory, self._limits.memory), name=self._name, daemon=True
        )
        self._process.start()
        theirs.close()
        self._ready = False

    def _await_ready(self) -> None:
        assert self._pipe is not None
        if self._ready:
            return
        try:
            if not self._pipe.poll(self._limits.start_seconds):
                raise ChildFailed(f"{self._name} did not start within {self._limits.start_seconds:.0f} s")
            started, why = self._pipe.recv()
            if not started:
                raise ChildFailed(f"{self._name} could not start: {why}")
        except (EOFError, OSError) as error:
            code = self._exit_code()
            self._throw_away()
            raise ChildFailed(f"{self._name} died at its start ({code})") from error
        except BaseException:
            self._throw_away()
            raise
        self._ready = True

    def _exit_code(self) -> str:
        assert self._process is not None
        self._process.join(5)
        code = self._process.exitcode
        return "still there" if code is None else f"signal {-code}" if code < 0 else f"exit {code}"

    def _throw_away(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(5)
            with contextlib.suppress(ValueError):
                self._process.close()
        self._process = self._pipe = None
        self._ready = False


class ChildExtractor:
    """`bot.ports.Extractor` in a child."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def extract(self, text: str) -> Extraction:
        found = self._child.call("extract", text)
        assert isinstance(found, Extraction)
        return found


class ChildReader:
    """`bot.ports.Reader` in children: a slow site keeps one of them busy, and the others read on."""

    def __init__(self, children: tuple[Child, ...]) -> None:
        self._free = list(children)
        self._some_free = threading.Condition()

    def read_link(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Reading:
        return self._call("read_link", url, etag=etag, last_modified=last_modified)

    def read_text(self, text: str) -> Reading:
        return self._call("read_text", text)

    def read_file(self, data: bytes, name: str) -> Reading:
        return self._call("read_file", data, name)

    def _call(self, method: str, *args: object, **kwargs: object) -> Reading:
        with self._some_free:
            self._some_free.wait_for(lambda: self._free)
            child = self._free.pop()
        try:
            reading: Reading = child.call(method, *args, **kwargs)
            return reading
        finally:
            with self._some_free:
                self._free.append(child)
                self._some_free.notify()


def _serve(pipe: Connection, factory: Callable[[], object], memory: int) -> None:
    """The child's whole life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_go_with_parent, args=(os.getppid(),), daemon=True).start()
    with contextlib.suppress(ValueError, OSError):  # a system that knows no such limit
        resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    with contextlib.suppress(OSError):
        os.nice(_YIELDS)
    try:
        served = factory()
    except BaseException as error:
        pipe.send((False, f"{type(error).__name__}: {error}"))
        return
    pipe.send((True, None))
    with contextlib.suppress(EOFError, OSError):
        while True:
            method, args, kwargs = pipe.recv()
            pipe.send((*_answer(served, method, args, kwargs), _resident()))


def _answer(served: object, method: str, args: tuple[object, ...], kwargs: dict[str, object]) -> tuple[str, object]:
    try:
        return "returned", getattr(served, method)(*args, **kwargs)
    except PullquoteError as error:
        return "raised", error
    except MemoryError:
        # Whatever was half done may be broken: answer by going.
        os._exit(137)
    except Exception as error:
        return "raised", _where(error)


def _where(error: Exception) -> str:
    """The error's type and the lines it passed; not its message, which may hold the newsroom's copy."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        lines.append(f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}")  # noqa: PTH119
        trace = trace.tb_next
    return f"{type(error).__name__} at {' > '.join(lines[-6:])}"


def _resident() -> int:
    """Bytes of memory this process holds now; where the system does not say, the most it ever held."""
    try:
        with open("/proc/self/statm") as statm:  # noqa: PTH123
            return int(statm.read().split()[1]) * resource.getpagesize()
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


def _go_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)
