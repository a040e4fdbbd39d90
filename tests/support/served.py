"""What runs in a child process in tests. Imports little, since each child imports it anew."""

from __future__ import annotations

import ctypes
import os
import threading

from bot.errors import NotReadable

MB = 1024 * 1024


class Served:
    """What runs in the child."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []

    def double(self, number: int) -> int:
        return 2 * number

    def refuse(self) -> None:
        raise NotReadable("That is a scan.", code="PQ-1")

    def break_down(self) -> None:
        raise KeyError("secret copy")

    def hang(self) -> None:
        threading.Event().wait()

    def crash(self) -> None:
        ctypes.string_at(0)

    def fill(self, megabytes: int) -> int:
        self.kept.append(b"x" * (megabytes * MB))
        return megabytes

    def pid(self) -> int:
        return os.getpid()


class Unable:
    """What cannot be made."""

    def __init__(self) -> None:
        raise OSError("no model")
