"""Put figures on the page, with a text for readers who cannot see them, and with sliders."""

from __future__ import annotations

import base64
import html
import sys
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets  # type: ignore[import-untyped]
from IPython.core.getipython import get_ipython
from IPython.display import display
from matplotlib.figure import Figure

from grader.student.figures.drawing import style
from grader.student.grading_mode import is_graded

__all__ = ["explore", "show"]

#: (low, high, step, start), whole numbers or not; or the values to choose from.
Slider = tuple[float, float, float, float] | Sequence[Any]


def show(fig: Figure, alt: str) -> None:
    """Show a figure below the cell, and forget it.

    Parameters
    ----------
    fig : Figure
    alt : str
        What the figure shows, in words: read aloud by screen readers, shown where pictures
        are not. Not empty.

    Raises
    ------
    ValueError
        If `alt` is empty.
    """
    alt = _checked(alt)
    if is_graded():
        print(f"[Figure, left out while grading: {alt}]")
        _close(fig)
        return
    # As HTML: the pages that nbconvert makes leave out the alt text of a bare picture.
    bundle = {"text/html": _image_tag(fig, alt), "text/plain": f"[Figure: {alt}]"}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]
    _close(fig)


def explore(
    draw: Callable[..., Figure], alt: str, static: Figure | None = None, **sliders: Slider
) -> None:
    """Show a figure, and in a running notebook the same figure with sliders.

    The static figure always comes first, so that the page can be read where no kernel runs. The
    figure with sliders appears below it once a slider is moved.

    Parameters
    ----------
    draw : function
        Takes the sliders' values by keyword and returns a Figure.
    alt : str
        What the static figure shows, in words.
    static : Figure, optional
        The figure for the page; by default `draw` at the values where the sliders start.
    **sliders : tuple or list
        For each parameter of `draw` a tuple ``(low, high, step, start)``, or a list of the values
        to choose from, which starts in its middle.

    Raises
    ------
    ValueError
        If `alt` is empty or there is no slider.
    """
    if not sliders:
        raise ValueError("explore() needs a slider, such as alpha=(0.1, 3.0, 0.1, 1.0)")
    controls = {name: _control(name, slider) for name, slider in sliders.items()}
    if static is None:
        static = draw(**{name: control.value for name, control in controls.items()})
    show(static, alt)
    if get_ipython() is not None and not is_graded():
        _show_sliders(draw, alt, controls)


def _checked(alt: str) -> str:
    """Return the text without the line breaks of the source; refuse an empty one."""
    words = " ".join(alt.split())
    if not words:
        raise ValueError("a figure needs alt text: say in words what it shows")
    return words


def _close(fig: Figure) -> None:
    """Drop a figure from pyplot's list, if pyplot is in use: else it would be shown again."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(fig)


def _control(name: str, slider: Slider) -> Any:
    """Make the slider for one parameter."""
    # Drawing takes a tenth of a second: draw when the slider rests, not all along its way.
    common = {"description": name, "continuous_update": False}
    if not isinstance(slider, tuple):
        choices = list(slider)
        start = choices[len(choices) // 2]
        return ipywidgets.SelectionSlider(options=choices, value=start, **common)
    low, high, step, start = slider
    whole = all(isinstance(number, int) for number in slider)
    kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
    return kind(value=start, min=low, max=high, step=step, **common)


def _show_sliders(draw: Callable[..., Figure], alt: str, controls: dict[str, Any]) -> None:
    """Show the sliders, and below them the figure as soon as one is moved."""
    image = ipywidgets.HTML("<i>Move a slider: the figure appears here.</i>")

    def redraw(_change: object) -> None:
        values = {name: control.value for name, control in controls.items()}
        settings = ", ".join(f"{name} = {value}" for name, value in values.items())
        fig = draw(**values)
        image.value = _image_tag(fig, f"{_checked(alt)} Drawn again with {settings}.")
        _close(fig)

    for control in controls.values():
        control.observe(redraw, names="value")
    box = ipywidgets.VBox([ipywidgets.HBox(list(controls.values())), image])
    bundle = box._repr_mimebundle_()
    # What a page without widgets shows instead of the sliders.
    names = " and ".join(controls)
    bundle["text/plain"] = f"(In a running notebook there is a slider for {names} here.)"
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def _image_tag(fig: Figure, alt: str) -> str:
    """Return a figure as an HTML image with alt text."""
    data = base64.b64encode(style.to_png(fig)).decode("ascii")
    return (
        f'<img alt="{html.escape(alt)}" width="{style.page_width(fig)}" '
        f'style="max-width: 100%; height: auto" src="data:image/png;base64,{data}">'
    )
