"""What the benchmarks measure, as lines of one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table."""

    what: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = True  # the target is a ceiling; else a floor

    @property
    def good(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target


def table(figures: Sequence[Figure]) -> str:
    """The figures, each with its target and how far from it."""
    lines = [f"{'':58} {'measured':>12} {'target':>10} {'ratio':>7}"]
    for figure in figures:
        told = f"{figure.what:58} {figure.value:>9.3f} {figure.unit:4}"
        if figure.target is not None:
            sign = "<=" if figure.at_most else ">="
            told += f" {sign}{figure.target:>7g} {figure.value / figure.target:>7.2f} {'' if figure.good else 'MISSED'}"
        lines.append(told.rstrip())
    return "\n".join(lines)
