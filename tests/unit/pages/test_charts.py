"""The digest's picture."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from bot.digest.types import Chart, Series
from bot.pages.charts import draw_chart

PNG = b"\x89PNG\r\n\x1a\n"


def chart(*names: str) -> Chart:
    days = tuple(date(2026, 3, 17) + timedelta(days=i) for i in range(14))
    series = tuple(Series(name=n, counts=tuple((i * k) % 7 for i in range(14))) for k, n in enumerate(names, start=1))
    return Chart(days=days, series=series, title="Quotes a day, 17 March to 30 March", alt="…")


NAMES = [
    ["Elena Ortiz", "Tom Marsh"],
    ["$x^2$ Ltd", "_hidden"],  # what matplotlib would read as mathematics, and as no label at all
    ["习近平", "محمد", "👩‍🚒"],  # scripts that the font may lack
    ["A very long name of an organisation that has many words in it", ""],
    [f"Person {i}" for i in range(9)],  # more than there is room for
]


@pytest.mark.parametrize("names", NAMES)
def test_it_is_a_picture_whatever_the_names(names: list[str]) -> None:
    png = draw_chart(chart(*names))
    assert png.startswith(PNG)
    width, height = (int.from_bytes(png[i : i + 4]) for i in (16, 20))
    assert (width, height) == (1200, 150 + 120 * min(5, len(names)))


def test_nothing_is_loaded_for_it_before_it_is_drawn() -> None:
    code = "import sys, bot.wiring, bot.pages.charts; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
