"""The kinds of corrections."""

from __future__ import annotations

from enum import StrEnum


class CorrectionKind(StrEnum):
    """What a correction put right."""

    SPEAKER = "speaker"  # who said it
    NOT_A_QUOTE = "not_a_quote"
    MERGE = "merge"  # two known people are one
    SPLIT = "split"  # one known person is two
    RENAME = "rename"
    ALIAS = "alias"
