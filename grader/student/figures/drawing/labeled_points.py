"""Points of two classes in the plane."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from grader.student.figures.drawing import style


def draw_labeled_points(
    ax: Axes,
    X: npt.NDArray[Any],
    Y: npt.NDArray[Any],
    looks: dict[int, tuple[str, str]],
    size: float,
    rim: float,
) -> None:
    """Draw points with the color and the marker of their class.

    Parameters
    ----------
    ax : Axes
    X : ndarray (2, m)
    Y : ndarray (1, m)
        Labels.
    looks : dict of int to (color, marker)
        Of each label, in the order in which they are drawn.
    size, rim : float
        Of a marker and of the light line around it, in points.
    """
    for label, (color, marker) in looks.items():
        ax.plot(
            *X[:, np.ravel(Y) == label],
            marker,
            color=color,
            ms=size,
            markeredgecolor=style.PAPER,
            markeredgewidth=rim,
            label=f"y = {label}",
        )
