"""What was looked for, in a button's value, so that a page can be turned and a result shared.

The words are kept as they were typed, and read again: "since 7d" stays seven days back from whenever it is pressed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from handlers.text import length

LIMIT = 1900  # of a button's value; Slack takes 2,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A search: the command's words, which page, and who of several people was meant."""

    text: str
    page: int = 0
    person_id: int | None = None

    def dump(self) -> str | None:
        """As a button's value; None where the words are too many to fit."""
        value = json.dumps({"q": self.text, "p": self.page, "i": self.person_id}, ensure_ascii=False)
        return value if length(value) <= LIMIT else None

    @staticmethod
    def load(value: str) -> Question:
        """Back from a button's value.

        Raises:
            ValueError: it is none of ours.
        """
        found = json.loads(value)
        return Question(text=str(found["q"]), page=max(0, int(found["p"])), person_id=found.get("i"))
