"""Points in the plane, and the area of each predicted class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from grader.student.figures.drawing import draw_labeled_points, style

Floats = npt.NDArray[np.float64]

Predictor = Callable[[Floats], npt.ArrayLike]

#: Title, what predicts for points (2, k) with (1, k) (or nothing), points (2, m), labels (1, m).
Panel = tuple[str, Predictor | None, npt.NDArray[Any], npt.NDArray[Any]]

#: Color and marker of the classes, and the tint of the area where a class is predicted.
CLASSES = ((style.ORANGE, "o", "#F7DCC8"), (style.BLUE, "s", "#CFE3F1"))

GRID = 150


@style.styled
def planar(panels: Sequence[Panel], columns: int = 3) -> Figure:
    """Draw sets of points, each with the area where a model answers 1 and where it answers 0.

    Parameters
    ----------
    panels : sequence of (title, answer, X, Y)
        `answer` takes points (2, k) and returns (1, k): labels or probabilities. None draws the
        points alone.
    columns : int
        Panels in a row.
    """
    columns = min(columns, len(panels))
    rows = -(-len(panels) // columns)
    size = min(8.0 / columns, 4.2)
    fig = style.new_figure(rows * (size + 0.12) + 0.2, width=size * columns)
    axes = fig.subplots(rows, columns, squeeze=False)
    for ax in axes.flat[len(panels) :]:
        ax.set_visible(False)
    for number, (ax, (title, predict, X, Y)) in enumerate(zip(axes.flat, panels, strict=False)):
        _draw_panel(ax, predict, np.asarray(X, dtype=float), np.asarray(Y), columns)
        ax.set_title(title)
        if number + columns >= len(panels):
            ax.set_xlabel("$x_1$")
        if number % columns == 0:
            ax.set_ylabel("$x_2$")
    return fig


def _draw_panel(ax: Axes, predict: Predictor | None, X: Floats, Y: Any, columns: int) -> None:
    """Draw the areas and the points of one panel."""
    middle, half = (X.max(axis=1) + X.min(axis=1)) / 2, 0.56 * np.ptp(X, axis=1).max()
    (left, bottom), (right, top) = middle - half, middle + half
    if predict is not None:
        across, up = np.meshgrid(np.linspace(left, right, GRID), np.linspace(bottom, top, GRID))
        found = np.asarray(predict(np.stack([across.ravel(), up.ravel()])), dtype=float)
        shown = found.reshape(across.shape)
        tints = [tint for _, _, tint in CLASSES]
        ax.contourf(across, up, shown, levels=[-0.1, 0.5, 1.1], colors=tints)
        if shown.min() < 0.5 < shown.max():
            ax.contour(across, up, shown, levels=[0.5], colors=style.INK, linewidths=1.2)
    looks = {label: (color, marker) for label, (color, marker, _) in enumerate(CLASSES)}
    draw_labeled_points(ax, X, Y, looks, size=4.6 - 0.6 * columns, rim=0.3)
    ax.set_xlim(left, right)
    ax.set_ylim(bottom, top)
    ax.set_aspect("equal")
    ax.grid(False)
    if predict is None and columns == 1:
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), markerscale=1.6)
