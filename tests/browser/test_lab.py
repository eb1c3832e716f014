"""A student at work in JupyterLab: what the release notebook shows on the page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.lab import NotebookPage

pytestmark = pytest.mark.browser

CHECKOUT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"

WRONG_SIGMOID = """\
def sigmoid(z):
    a = 1 / 1 + np.exp(-z)
    return a"""
NOISY_SIGMOID = WRONG_SIGMOID.replace("1 / 1 + np.exp(-z)", "1 / (1 + np.exp(-z))")
RIGHT_SIGMOID = WRONG_SIGMOID.replace("1 / 1 + np.exp(-z)", "(1 + np.tanh(z / 2)) / 2")


@pytest.fixture
def lesson(
    browser: Browser, lab_root: Path, lab_address: str, request: pytest.FixtureRequest
) -> Iterator[NotebookPage]:
    """Open a copy of the release notebook, with a kernel of its own, and run its set-up cell."""
    folder = lab_root / request.function.__name__
    folder.mkdir()
    shutil.copy(CHECKOUT / "release" / "week2" / "logistic_regression.ipynb", folder)
    name = f"{folder.name}/logistic_regression.ipynb"
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        lesson = NotebookPage(context.new_page(), lab_address, lab_root, name)
        assert lesson.run(lesson.cell("import numpy as np")) == ""
        yield lesson


def test_messages_lead_from_a_wrong_sigmoid_to_a_right_one(lesson: NotebookPage) -> None:
    solution = lesson.cell("def sigmoid(")
    check = lesson.cell("check(sigmoid)")

    def message_about(source: str, picture: str) -> list[str]:
        lesson.type_over(solution, source)
        assert lesson.run(solution) == ""
        message = lesson.run(check)
        lesson.screenshot(check, SCREENSHOTS / picture)
        return message.splitlines()

    wrong = message_about(WRONG_SIGMOID, "wrong_sigmoid.png")
    assert wrong[0].startswith("sigmoid  a is wrong")
    assert any("parentheses" in line for line in wrong)  # it names this very mistake
    assert len(wrong) <= 4

    noisy = message_about(NOISY_SIGMOID, "noisy_sigmoid.png")
    assert noisy[0].startswith("sigmoid  right on ")
    assert any("overflow" in line for line in noisy)

    right = message_about(RIGHT_SIGMOID, "right_sigmoid.png")
    assert right[0].startswith("sigmoid  right on ")
    assert len(right) == 1


def test_unfinished_exercise_shows_one_line_and_no_traceback(lesson: NotebookPage) -> None:
    assert lesson.run(lesson.cell("def sigmoid(")) == ""
    message = lesson.run(lesson.cell("check(sigmoid)"))
    assert "sigmoid" in message
    assert len(message.splitlines()) == 1
    assert "Traceback" not in message
