"""Ids, tokens and timestamps that look like Slack's, the same ones for the same seed."""

from __future__ import annotations

import random
import string
import time

_CAPITALS = string.ascii_uppercase + string.digits
_LETTERS = string.ascii_letters + string.digits


class Ids:
    """Makes ids. None comes twice."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - ids of a stand-in, no secrets
        self._made: set[str] = set()
        self._last_ts = 0

    def _new(self, prefix: str, alphabet: str, length: int) -> str:
        while True:
            made = prefix + "".join(self._random.choices(alphabet, k=length))
            if made not in self._made:
                self._made.add(made)
                return made

    def object(self, prefix: str) -> str:
        """An id such as `U07QK2M9ZLA`."""
        return self._new(prefix, _CAPITALS, 10)

    def secret(self, prefix: str = "", length: int = 24) -> str:
        """A token or secret such as `xoxb-…`."""
        return self._new(prefix, _LETTERS, length)

    def number(self, length: int = 12) -> str:
        """Digits alone, not starting with a zero."""
        return self._new("1", string.digits, length - 1)

    def client_msg_id(self) -> str:
        """A UUID, as the client gives to what a person writes."""
        hexes = f"{self._random.getrandbits(128):032x}"
        return f"{hexes[:8]}-{hexes[8:12]}-{hexes[12:16]}-{hexes[16:20]}-{hexes[20:]}"

    def ts(self) -> str:
        """A message timestamp, later than every one before: `1700000000.000100`."""
        self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"
