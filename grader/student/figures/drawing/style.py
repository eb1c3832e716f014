"""How every figure of the course looks: colors, fonts, size. The only place for such choices.

The colors can be told apart with every common form of color blindness, and no figure says a
thing by color alone: lines carry a label, a marker or a dash pattern as well.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any, ParamSpec

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE = "#0072B2"
ORANGE = "#D55E00"
GREEN = "#009E73"
PURPLE = "#CC79A7"
INK = "#222222"
GRAY = "#6B6B6B"
LIGHT = "#D9D9D9"
PAPER = "#FFFFFF"

#: The colors of curves, in the order in which they are used, and the dash patterns and markers
#: that go with them.
PALETTE = (BLUE, ORANGE, GREEN, PURPLE, INK)
DASHES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
MARKERS = ("o", "s", "^", "D", "v")

#: Color maps: for values from low to high, and for values on both sides of zero.
SEQUENTIAL = "cividis"
DIVERGING = "PuOr"

#: Width of a figure in inches, and how many pixels of the page an inch is.
WIDTH = 8.0
PAGE_DPI = 96
#: Twice as sharp as the page would need: fit for a dense screen and for print.
FILE_DPI = 144

RC: Any = {
    "axes.axisbelow": True,
    "axes.edgecolor": GRAY,
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 10.5,
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "mathtext.fontset": "dejavusans",
    "savefig.facecolor": PAPER,
    "text.color": INK,
    "xtick.color": GRAY,
    "ytick.color": GRAY,
}

P = ParamSpec("P")


def styled(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Make a drawing function use the course's style, whatever Matplotlib is set to elsewhere."""

    @functools.wraps(draw)
    def draw_in_style(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with mpl.rc_context(RC):
            return draw(*args, **kwargs)

    return draw_in_style


def new_figure(height: float, width: float = WIDTH) -> Figure:
    """Return an empty figure that belongs to no window.

    Parameters
    ----------
    height, width : float
        In inches; the default width fills a notebook.

    Returns
    -------
    Figure
    """
    return Figure(figsize=(width, height), layout="constrained")


def bare(ax: Axes) -> None:
    """Take frame, ticks and grid from axes that hold a picture or a diagram."""
    ax.grid(False)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)


def to_png(fig: Figure) -> bytes:
    """Return a figure as the bytes of a PNG file."""
    stream = io.BytesIO()
    # Formulas are set when the figure is written, so the style has to hold here too. No metadata:
    # the same figure gives the same bytes with every version of Matplotlib's signature line.
    with mpl.rc_context(RC):
        fig.savefig(stream, format="png", dpi=FILE_DPI, metadata={"Software": None})
    return stream.getvalue()


def page_width(fig: Figure) -> int:
    """Return the width in pixels that a figure takes on the page."""
    return round(fig.get_figwidth() * PAGE_DPI)
