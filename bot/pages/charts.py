"""The digest's picture: quotes a day for those most quoted.

matplotlib is loaded when the first picture is drawn, and only in the process that draws: it costs half a second and
50 MB, which the listener must not pay. The figure is drawn without pyplot, so that nothing global is touched and any
thread may draw.
"""

from __future__ import annotations

import io
import logging
import os
import tempfile
import threading
from typing import TYPE_CHECKING

from bot.digest.types import Chart, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A row of bars for each person: lines that cross each other can't be told apart, least of all without their colours.
_BAR, _INK, _QUIET_INK, _GRID = "#0072B2", "#1D1C1D", "#616061", "#DDDDDD"
_MOST_ROWS = 5
_one_at_a_time = threading.Lock()


def draw_chart(chart: Chart) -> bytes:
    """A PNG of 1200 pixels by 120 a person and 150. The words for who can't see it are `chart.alt`."""
    with _one_at_a_time:
        _quiet()
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        rows = chart.series[:_MOST_ROWS]
        figure = Figure(figsize=(8, 1 + 0.8 * len(rows)), dpi=150, facecolor="white", layout="constrained")
        FigureCanvasAgg(figure)
        figure.suptitle(chart.title, x=0.01, ha="left", fontsize=12, fontweight="bold", color=_INK)
        all_axes = figure.subplots(len(rows), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for place, (axes, series) in enumerate(zip(all_axes, rows, strict=True), start=1):
            _bars(axes, series, place)
        _days(all_axes[-1], chart)
        png = io.BytesIO()
        figure.savefig(png, format="png", metadata={"Software": None})
        return png.getvalue()


def _quiet() -> None:
    """Keeps matplotlib from writing into the home folder, which a service may not have, and from chatting."""
    if "MPLCONFIGDIR" not in os.environ:
        os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="pullquote-mpl-")
    logging.getLogger("matplotlib").setLevel(logging.ERROR)


def _bars(axes: Axes, series: Series, place: int) -> None:
    bars = axes.bar(range(len(series.counts)), series.counts, color=_BAR, width=0.72)
    axes.bar_label(bars, [str(n) if n else "" for n in series.counts], fontsize=8, color=_QUIET_INK, padding=1)
    axes.set_ylabel(
        f"{_plain(series.name, place)}  {sum(series.counts)}",
        rotation=0,
        ha="right",
        va="center",
        fontsize=10,
        color=_INK,
    )
    axes.set_yticks([])
    axes.margins(x=0.01, y=0.35)
    axes.tick_params(length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_GRID)


def _days(axes: Axes, chart: Chart) -> None:
    """The days, as words below the last row; the last day always."""
    step = 1 if len(chart.days) <= 8 else 2
    shown = list(range((len(chart.days) - 1) % step, len(chart.days), step))
    axes.set_xticks(shown, [f"{chart.days[i]:%a} {chart.days[i].day}" for i in shown], fontsize=9, color=_INK)


def _plain(name: str, place: int, most: int = 26) -> str:
    """A name as a label: no mathematics between dollar signs, no hidden label, not too long.

    A name in a script that the font lacks would be a row of boxes; it is called by its place in the text instead.
    """
    name = name.replace("$", "USD ").lstrip("_").strip() or "(no name)"
    if not _has_letters(name):
        return f"no. {place} of the list"
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _has_letters(name: str) -> bool:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties()))
    return all(font.get_char_index(ord(c)) for c in name)
