"""What goes wrong during a chaos run: processes killed, Slack at fault, sockets dropped, a full disk, a lost database.

Each trouble strikes when it is told to, and counts what it did. Randomness comes from one seeded generator.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.sandbox import LocalSlack

AT_WORK = re.compile(rb'"event": "(?:listening|worker started)"')

UP_WITHIN = 60.0
AGAIN_AFTER = 0.2
"""Seconds before a process that ended is started again."""


class Supervised:
    """A process that is started again whenever it ends, as systemd or a platform does."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.command = tuple(command)
        self._environment = dict(environment)
        self._log = log
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self.starts = 0
        self._began_at = 0  # where in the log the running process begins
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The running process; None between two."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def is_up(self) -> bool:
        """Whether the running process has said that it is at work."""
        if self.pid is None or not self._log.exists():
            return False
        with self._log.open("rb") as log:
            log.seek(self._began_at)
            return AT_WORK.search(log.read()) is not None

    def kill(self) -> bool:
        """-9, whatever it is at. Whether there was something to kill."""
        pid = self.pid
        if pid is None:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return True

    def stop(self) -> None:
        """For good, and gracefully."""
        self._stopping.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        self._thread.join(60)

    def _keep(self) -> None:
        with self._log.open("ab") as log:
            while not self._stopping.is_set():
                self.starts += 1
                self._began_at = self._log.stat().st_size
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "bot", *self.command],
                    env=self._environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
                self._process.wait()
                self._stopping.wait(AGAIN_AFTER)


class SlackFaults:
    """Faults of Slack's, planned in small lots, so that the run goes on in between."""

    KINDS: tuple[tuple[str, str, dict[str, int]], ...] = (
        ("rate_limited", "chat.postMessage", {"seconds": 1}),
        ("rate_limited", "chat.update", {"seconds": 2}),
        ("server_error", "chat.postMessage", {}),
        ("server_error", "reactions.*", {}),
        (
            "hang",
            "chat.postMessage",
            {"seconds": 20},
        ),  # longer than any client waits: the message is posted all the same
        ("reset_before", "chat.postMessage", {}),
        ("reset_after", "chat.postMessage", {}),
        ("reset_after", "chat.update", {}),
        ("redeliver", "app_mention", {"times": 2}),
        ("drop_socket", "app_mention", {}),
    )

    def __init__(self, slack: LocalSlack, chance: random.Random) -> None:
        self._slack = slack
        self._chance = chance
        self.planned = 0

    def strike(self) -> None:
        """Plans one fault, for the next call or delivery that fits."""
        kind, method, rest = self._chance.choice(self.KINDS)
        self._slack.fault(kind, method, **rest)
        self.planned += 1


class FullDisk:
    """A disk without a byte left, for the listener and the worker: no file of theirs may grow any further.

    Done by the soft limit on file sizes, which needs no rights, and which the kernel answers as it answers a quota.
    """

    def __init__(self, processes: Sequence[Supervised], folder: Path) -> None:
        self._processes = processes
        self._folder = folder
        self.times = 0

    def fill(self) -> None:
        """No more space, for those processes that run now."""
        largest = max((path.stat().st_size for path in self._folder.iterdir()), default=0)
        self._limit(largest)
        self.times += 1

    def empty(self) -> None:
        """Space again."""
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        for process in self._processes:
            for pid in family(process.pid):
                with contextlib.suppress(ProcessLookupError):
                    hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def family(pid: int | None) -> list[int]:
    """A process and its children, and theirs: a limit is inherited at birth, and then is each one's own."""
    if pid is None:
        return []
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += family(int(child))
    return found


class Troublemaker:
    """Strikes at random moments until its work is done, in a thread of its own.

    Args:
        kills: how many processes it kills.
        every: seconds between two kills, on average.
        others: what else it does now and then, with the chance of each at every turn.
    """

    def __init__(
        self,
        processes: Sequence[Supervised],
        *,
        kills: int,
        every: float,
        others: Sequence[tuple[float, Callable[[], None]]],
        chance: random.Random,
    ) -> None:
        self._processes = processes
        self._kills = kills
        self._every = every
        self._others = others
        self._chance = chance
        self._stop = threading.Event()
        self.killed = 0
        self.done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends before its time."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while self.killed < self._kills:
            if self._stop.wait(self._chance.expovariate(1 / self._every)):
                break
            for chance, strike in self._others:
                if self._chance.random() < chance:
                    strike()
            self.killed += self._victim().kill()
        self.done.set()

    def _victim(self) -> Supervised:
        """Mostly one that has come up since it was last killed, so that a slow machine has work to lose as well."""
        process = self._chance.choice(self._processes)
        if self._chance.random() < 0.8:
            deadline = time.monotonic() + UP_WITHIN
            while not process.is_up() and time.monotonic() < deadline and not self._stop.wait(0.1):
                pass
        return process
