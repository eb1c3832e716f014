"""The figures of week2/vectorization_and_broadcasting: readable, labeled, and true."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.student import figures
from tests.student.figures.drawn import DrawingChecks, Drawings, words, written_in

A = np.array([[56.0, 0.0, 4.4, 68.0], [1.2, 104.0, 52.0, 8.0], [1.8, 135.0, 99.0, 0.9]])
NUTRIENTS, FOODS = ["carbohydrate", "protein", "fat"], ["apples", "beef", "eggs", "potatoes"]
LOOP = {10**k: 2e-7 * 10**k for k in range(1, 6)}
DOT = {10**k: 8e-7 + 3e-10 * 10**k for k in range(1, 8)}
SHAPES = [(), (3,), (4,), (3, 1), (1, 4), (3, 4), (4, 1)]

DRAWINGS: Drawings = {
    "lanes": lambda: figures.lanes([1, 2, 4, 8]),
    "lanes, one": lambda: figures.lanes([3], n=7),
    "loop_and_vectorized": lambda: figures.loop_and_vectorized(LOOP, DOT),
    "loop_and_vectorized, all measured": lambda: figures.loop_and_vectorized(DOT, DOT),
    "one_strip": lambda: figures.one_strip([(3, 4), (4, 3), (2, 6)]),
    "one_strip, column": lambda: figures.one_strip([(12, 1)]),
    "shares": lambda: figures.shares(100 * A / A.sum(axis=0), NUTRIENTS, FOODS),
    "stretched": lambda: figures.stretched([((2, 3), (1, 3)), ((4, 1), ()), ((3, 1), (1, 3))]),
    **{
        f"stretched, {s} and {t}": lambda s=s, t=t: figures.stretched([(s, t)])  # type: ignore[misc]
        for s, t in itertools.product(SHAPES, SHAPES)
    },
    "sums_along_axes": lambda: figures.sums_along_axes(A, NUTRIENTS, FOODS),
}


class TestEveryDrawing(DrawingChecks):
    lesson = "vectorization_and_broadcasting"
    drawings = DRAWINGS


def cells(fig: Figure, panel: int = 0) -> list[Rectangle]:
    ax = fig.axes[panel]
    found = ax.findobj(lambda artist: isinstance(artist, Rectangle))
    return [cell for cell in found if cell is not ax.patch]


def test_what_was_not_measured_is_dotted_and_said_to_be_so() -> None:
    fig = DRAWINGS["loop_and_vectorized"]()
    measured, guessed, dot = fig.axes[0].get_lines()
    assert max(measured.get_xdata()) == min(guessed.get_xdata()) == 10**5
    assert guessed.get_linestyle() == ":" and "not measured" in guessed.get_label()
    assert max(guessed.get_ydata()) == pytest.approx(2e-7 * 10**7)
    assert list(dot.get_xdata()) == list(DOT)
    all_measured = DRAWINGS["loop_and_vectorized, all measured"]()
    assert "not measured" not in words(all_measured)


def test_the_second_panel_shows_the_time_of_one_pair_in_nanoseconds() -> None:
    _, per_pair = DRAWINGS["loop_and_vectorized"]().axes
    measured, guessed, dot = per_pair.get_lines()
    np.testing.assert_allclose(measured.get_ydata(), 200.0)
    np.testing.assert_allclose(guessed.get_ydata(), 200.0)
    np.testing.assert_allclose(dot.get_ydata(), [1e9 * t / n for n, t in DOT.items()])


@given(st.lists(st.integers(1, 8), min_size=1, max_size=3), st.integers(1, 20))
@settings(max_examples=15, deadline=None)
def test_lanes_hold_every_pair_once(widths: list[int], n: int) -> None:
    fig = figures.lanes(widths, n)
    for panel, width in enumerate(widths):
        places = [cell.get_xy() for cell in cells(fig, panel)]
        assert len(set(places)) == n
        assert {y for _, y in places} <= set(range(width))
        assert max(x for x, _ in places) + 1 == -(-n // width)


def test_the_sums_are_those_of_the_table() -> None:
    written = written_in(DRAWINGS["sums_along_axes"]())
    for total in (59, 239, 155.4, 76.9, 128.4, 165.2, 236.7):
        assert f"{total:g}" in written


@pytest.mark.parametrize(("s", "t"), [*itertools.product(SHAPES, SHAPES)])
def test_the_blocks_are_what_numpy_adds(s: tuple[int, ...], t: tuple[int, ...]) -> None:
    fig = figures.stretched([(s, t)])
    written = written_in(fig)
    a = np.arange(1, np.prod(s, dtype=int) + 1).reshape(s)
    b = 100 * np.arange(1, np.prod(t, dtype=int) + 1).reshape(t)
    try:
        total = a + b
    except ValueError:
        assert any("no result" in text for text in written)
        assert len(cells(fig)) == a.size + b.size
        return
    assert not any("no result" in text for text in written)
    assert len(cells(fig)) == 3 * total.size
    assert {str(v) for v in total.ravel()} <= set(written)
    solid = [cell for cell in cells(fig) if cell.get_linestyle() in ("-", "solid")]
    assert len(solid) == a.size + b.size + total.size
    shape = str(np.shape(total)) if np.shape(total) else "number"
    assert written.count(shape) >= 1


def test_every_reading_of_the_strip_holds_every_number_once() -> None:
    written = written_in(figures.one_strip([(3, 4), (4, 3)]))
    for number in range(12):
        assert written.count(str(number)) == 3


def test_the_bars_are_told_apart_by_more_than_colour() -> None:
    fig = DRAWINGS["shares"]()
    looks = {(cell.get_facecolor(), cell.get_hatch()) for cell in cells(fig)}
    assert len({color for color, _ in looks}) == len({hatch for _, hatch in looks}) == 3
