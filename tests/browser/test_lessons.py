"""Each lesson as an instructor shows it: every cell run in JupyterLab, then a slider moved."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.lab import NotebookPage

pytestmark = pytest.mark.browser

CHECKOUT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"
LESSONS = sorted(
    str(path.relative_to(CHECKOUT / "source").with_suffix(""))
    for path in (CHECKOUT / "source").glob("*/*.ipynb")
)
REPRESENTATIVE = "week2/derivatives_and_graphs"


@pytest.mark.parametrize(
    "name",
    [n if n == REPRESENTATIVE else pytest.param(n, marks=pytest.mark.slow) for n in LESSONS],
)
def test_every_cell_runs_and_the_first_slider_redraws_its_figure(
    name: str, browser: Browser, lab_root: Path, lab_address: str
) -> None:
    week, lesson = name.split("/")
    # The whole week: a lesson may take functions from the one before it.
    shutil.copytree(CHECKOUT / "source" / week, lab_root / lesson)
    with browser.new_context(viewport={"width": 1100, "height": 1000}) as context:
        page = NotebookPage(context.new_page(), lab_address, lab_root, f"{lesson}/{lesson}.ipynb")
        page.run_all()
        assert page.errors() == []
        assert page.page.locator("mjx-merror").count() == 0  # no formula that MathJax refuses
        figure = page.last_cell_with_a_figure()
        if page.has_slider():
            figure = page.cell_with_slider()
            before = figure.locator("img").count()
            page.move_slider(figure)
            expect(figure.locator("img")).to_have_count(before + 1)
            alt = figure.locator("img").last.get_attribute("alt") or ""
            assert re.search(r"Drawn again with \w+ = ", alt)
        page.screenshot(figure, SCREENSHOTS / f"{lesson}.png")
