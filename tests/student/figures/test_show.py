"""Figures on the page: alt text, the static picture, the picture with sliders."""

import importlib
from typing import Any

import ipywidgets
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from grader.student import figures
from grader.student.figures.drawing import style


class Page:
    """What a notebook's page would have received."""

    def __init__(self) -> None:
        self.shown: list[Any] = []

    def display(self, item: Any, raw: bool = False) -> None:
        self.shown.append(item if raw else item._repr_mimebundle_())

    @property
    def pictures(self) -> list[str]:
        return [item["text/html"] for item in self.shown if "text/html" in item]

    @property
    def boxes(self) -> list[dict[str, Any]]:
        return [item for item in self.shown if "text/html" not in item]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """A page of a notebook whose kernel runs."""
    # The package exports a function of the same name as this module.
    module = importlib.import_module("grader.student.figures.show")
    received = Page()
    monkeypatch.setattr(module, "display", received.display)
    monkeypatch.setattr(module, "get_ipython", object)
    return received


def draw(alpha: float = 1.0) -> Figure:
    fig = style.new_figure(1.0, width=2.0)
    fig.subplots().plot([0, alpha])
    return fig


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every box of widgets that is made."""
    made: list[Any] = []

    class Box(ipywidgets.VBox):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            made.append(self)

    monkeypatch.setattr(ipywidgets, "VBox", Box)
    return made


def test_a_figure_carries_its_alt_text_and_its_width(page: Page) -> None:
    figures.show(draw(), alt="A line\n   from 0 to 1.")
    [picture] = page.pictures
    assert picture.startswith('<img alt="A line from 0 to 1." width="192" ')
    assert 'src="data:image/png;base64,' in picture
    assert page.shown[0]["text/plain"] == "[Figure: A line from 0 to 1.]"


def test_alt_text_may_hold_any_character(page: Page) -> None:
    figures.show(draw(), alt='a "quote", 1 < 2 & <b>')
    assert '<img alt="a &quot;quote&quot;, 1 &lt; 2 &amp; &lt;b&gt;" ' in page.pictures[0]


@pytest.mark.parametrize("alt", ["", "  \n "])
def test_no_figure_without_alt_text(page: Page, alt: str) -> None:
    with pytest.raises(ValueError, match="alt text"):
        figures.show(draw(), alt=alt)
    with pytest.raises(ValueError, match="alt text"):
        figures.explore(draw, alt=alt, alpha=(0.0, 1.0, 0.1, 0.5))
    assert page.shown == []


def test_a_shown_figure_is_closed(page: Page) -> None:
    fig = plt.figure()
    figures.show(fig, alt="nothing")
    assert not plt.fignum_exists(fig.number)


def test_show_works_outside_a_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    figures.show(draw(), alt="a line")
    assert "[Figure: " in capsys.readouterr().out


def test_without_a_kernel_there_is_the_static_picture_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures.explore(draw, alt="a line", alpha=(0.0, 1.0, 0.1, 0.5))
    assert capsys.readouterr().out.count("[Figure: ") == 1


def test_the_static_picture_comes_before_the_sliders(page: Page) -> None:
    figures.explore(draw, alt="a line", alpha=(0.0, 1.0, 0.1, 0.5))
    assert ["text/html" in item for item in page.shown] == [True, False]
    assert len(page.pictures) == len(page.boxes) == 1
    assert "alpha" in page.boxes[0]["text/plain"]


def test_the_static_picture_starts_where_the_sliders_start(page: Page) -> None:
    drawn = []

    def recording(alpha: float, n: int) -> Figure:
        drawn.append((alpha, n))
        return draw(alpha)

    figures.explore(recording, alt="a line", alpha=[0.1, 0.3, 1.0], n=(1, 5, 1, 2))
    assert drawn == [(0.3, 2)]


def test_a_static_picture_of_its_own_is_shown_instead(page: Page) -> None:
    figures.explore(
        lambda alpha: pytest.fail("drawn too early"),
        alt="three lines",
        static=draw(),
        alpha=(0.0, 1.0, 0.1, 0.5),
    )
    assert page.pictures[0].startswith('<img alt="three lines" ')


def test_moving_a_slider_draws_the_figure_again(page: Page, boxes: list[Any]) -> None:
    figures.explore(draw, alt='a "line"', alpha=(0.0, 1.0, 0.1, 0.5))
    sliders, picture = boxes[0].children
    assert "Move a slider" in picture.value
    [slider] = sliders.children
    slider.value = 0.8
    assert picture.value.startswith('<img alt="a &quot;line&quot; Drawn again with alpha = 0.8."')
    assert "data:image/png;base64," in picture.value


def test_whole_numbers_make_a_slider_of_whole_numbers(page: Page, boxes: list[Any]) -> None:
    figures.explore(figures.blocks, alt="blocks", m=(1, 8, 1, 4), n_x=(1, 6, 1, 3))
    sliders, _ = boxes[0].children
    assert [slider.value for slider in sliders.children] == [4, 3]
    assert [slider.description for slider in sliders.children] == ["m", "n_x"]
    assert all(isinstance(slider.value, int) for slider in sliders.children)


def test_explore_wants_a_slider(page: Page) -> None:
    with pytest.raises(ValueError, match="needs a slider"):
        figures.explore(draw, alt="a line")
