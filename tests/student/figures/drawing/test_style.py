"""The style of the figures: colors that can be told apart, and no trace left in Matplotlib."""

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from grader.student.figures.drawing import style

# What a color becomes with each common form of color blindness, as a matrix on linear RGB
# (Machado, Oliveira and Fernandes 2009, severity 1).
SIGHT = {
    "full": np.eye(3),
    "no red": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no blue": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(color: str) -> np.ndarray:
    """Return a color as linear RGB."""
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """Return linear RGB as CIELAB, in which distance is how different two colors look."""
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / (TO_XYZ @ np.ones(3))
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SIGHT)
def test_curve_colours_can_be_told_apart(sight: str) -> None:
    seen = {color: lab(SIGHT[sight] @ linear(color)) for color in style.PALETTE}
    for one, other in combinations(style.PALETTE, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 15, (one, other)


@pytest.mark.parametrize("color", [*style.PALETTE, style.GRAY])
def test_colours_stand_out_from_the_paper(color: str) -> None:
    luminance = float(TO_XYZ[1] @ linear(color))
    assert 1.05 / (luminance + 0.05) >= 3


@pytest.mark.parametrize("color", [style.BLUE, style.ORANGE, style.INK, style.GRAY])
def test_colours_of_text_are_readable(color: str) -> None:
    luminance = float(TO_XYZ[1] @ linear(color))
    assert 1.05 / (luminance + 0.05) >= 3.8


def test_colour_is_never_the_only_difference() -> None:
    for looks in (style.PALETTE, style.DASHES, style.MARKERS):
        assert len(set(looks)) == len(style.PALETTE)


def test_styled_drawing_leaves_matplotlib_as_it_was() -> None:
    @style.styled
    def draw() -> Figure:
        assert mpl.rcParams["axes.grid"] is True
        return style.new_figure(1.0)

    with mpl.rc_context({"axes.grid": False, "font.size": 17}):
        draw()
        assert mpl.rcParams["axes.grid"] is False
        assert mpl.rcParams["font.size"] == 17


def test_the_same_figure_gives_the_same_bytes() -> None:
    def png() -> bytes:
        fig = style.new_figure(1.0)
        fig.subplots().plot([0, 1])
        return style.to_png(fig)

    assert png() == png()
    assert png().startswith(b"\x89PNG")


def test_a_figure_fills_the_width_of_the_page() -> None:
    assert style.page_width(style.new_figure(2.0)) == style.WIDTH * style.PAGE_DPI
