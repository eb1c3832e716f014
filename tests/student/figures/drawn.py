"""What every drawing has to be: drawn here, labeled, whole on its page, and without a trace.

The tests of a lesson's figures provide a table of drawings and take these checks over::

    class TestEveryDrawing(DrawingChecks):
        lesson = "activations"
        drawings = DRAWINGS
"""

import inspect
from collections.abc import Callable, Iterator
from typing import ClassVar

import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.axis import Tick
from matplotlib.figure import Figure
from matplotlib.text import Text
from mpl_toolkits.mplot3d.art3d import Text3D
from mpl_toolkits.mplot3d.axes3d import Axes3D

from grader.student import figures
from grader.student.figures.drawing import style

#: Drawings by name: that of the function, and after a comma what is special to this one.
Drawings = dict[str, Callable[[], Figure]]


def visible_texts(fig: Figure) -> list[Text]:
    """Return the texts of a figure that a reader sees."""
    return [t for t in fig.findobj(Text) if t.get_text().strip() and t.get_visible()]


def written_in(fig: Figure) -> list[str]:
    """Return what each text of a figure says."""
    return [text.get_text() for text in visible_texts(fig)]


def words(fig: Figure) -> str:
    """Return all that is written in a figure."""
    return "\n".join(written_in(fig))


def ticks_without_a_place(fig: Figure) -> set[Text]:
    """Return the labels of ticks that lie outside the range of their axis: these are not drawn.

    Those in space are among them, since they get their place only when they are drawn.
    """
    found = set()
    for ax in fig.findobj(Axes):
        in_space = isinstance(ax, Axes3D)
        for axis in (ax.xaxis, ax.yaxis, *([ax.zaxis] if in_space else [])):
            # Along the axis as it is drawn: a logarithmic one has no room for an absolute error.
            along = axis.get_transform().transform
            low, high = sorted(along(axis.get_view_interval()))
            room = 1e-9 * (high - low)
            # An axis also keeps ticks that it needed for an earlier layout.
            in_use = {*axis.get_major_ticks(), *axis.get_minor_ticks()}
            for tick in axis.findobj(Tick):
                in_range = low - room <= along(tick.get_loc()) <= high + room
                if in_space or tick not in in_use or not in_range:
                    found |= {tick.label1, tick.label2}
    return found


def measures(ax: Axes) -> bool:
    """Tell whether axes have a scale, other than those of a picture or a diagram."""
    shown = ax.get_visible() and ax.axison
    return shown and len(ax.get_xticks()) > 0 and ax.get_label() != "<colorbar>"


def axes_without_label(fig: Figure, loose: str) -> Iterator[str]:
    """Say which axes have no label: none of their own, and none of others in their row or column.

    Parameters
    ----------
    fig : Figure
    loose : str
        "x", "y" or "xy": where the label of others will do, though they share no scale.
    """
    measuring = [ax for ax in fig.axes if measures(ax)]
    for ax in measuring:
        place = ax.get_subplotspec()
        assert place is not None
        same_x = set(measuring if "x" in loose else ax.get_shared_x_axes().get_siblings(ax))
        same_y = set(measuring if "y" in loose else ax.get_shared_y_axes().get_siblings(ax))
        column = [a for a in same_x if a.get_subplotspec().colspan.start == place.colspan.start]
        row = [a for a in same_y if a.get_subplotspec().rowspan.start == place.rowspan.start]
        if not any(a.get_xlabel() for a in (ax, *column)):
            yield f"x axis of {ax}"
        if not any(a.get_ylabel() for a in (ax, *row)):
            yield f"y axis of {ax}"


class DrawingChecks:
    """The checks of every drawing in a table."""

    #: The notebook of the figures: the name of their module or sub-package.
    lesson: ClassVar[str]
    drawings: ClassVar[Drawings]
    #: Axes, such as "planar x", along which panels share a label but no scale; and axes that bear
    #: names instead of a scale, which need no label.
    share_label: ClassVar[tuple[str, ...]] = ()
    bear_names: ClassVar[tuple[str, ...]] = ()

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "name" in metafunc.fixturenames:
            metafunc.parametrize("name", self.drawings)

    def test_every_drawing_function_is_drawn_here(self) -> None:
        drawn = {name.split(",")[0] for name in self.drawings}
        assert drawn == {
            name
            for name in figures.__all__
            if self.lesson in getattr(figures, name).__module__.split(".")
        }
        for name in drawn:
            function = getattr(figures, name)
            if inspect.signature(function).parameters:
                assert "Parameters" in (inspect.getdoc(function) or "")

    def test_axes_that_measure_are_labelled(self, name: str) -> None:
        function = name.split(",")[0]
        loose = "".join(axis for axis in "xy" if f"{function} {axis}" in self.share_label)
        missing = axes_without_label(self.drawings[name](), loose)
        assert [axis for axis in missing if f"{function} {axis[0]}" not in self.bear_names] == []

    def test_no_text_is_cut_off(self, name: str) -> None:
        fig = self.drawings[name]()
        fig.draw_without_rendering()
        page = fig.bbox.padded(1)
        not_drawn = ticks_without_a_place(fig)
        texts = [t for t in visible_texts(fig) if t not in not_drawn and not isinstance(t, Text3D)]
        assert texts
        for text in texts:
            box = text.get_window_extent()
            assert page.containsx(box.x0) and page.containsx(box.x1), text.get_text()
            assert page.containsy(box.y0) and page.containsy(box.y1), text.get_text()

    def test_titles_do_not_run_into_each_other(self, name: str) -> None:
        fig = self.drawings[name]()
        fig.draw_without_rendering()
        boxes = [ax.title.get_window_extent() for ax in fig.axes if ax.get_title()]
        for i, one in enumerate(boxes):
            assert not any(one.overlaps(other) for other in boxes[i + 1 :])

    def test_a_drawing_opens_no_window_and_changes_no_setting(self, name: str) -> None:
        before = dict(plt.rcParams)
        fig = self.drawings[name]()
        assert isinstance(fig, Figure)
        assert style.to_png(fig).startswith(b"\x89PNG")
        assert plt.get_fignums() == []
        assert dict(plt.rcParams) == before
