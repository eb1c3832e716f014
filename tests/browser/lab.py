"""JupyterLab as a person uses it: the server, and the page of one open notebook."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyter_server import SECONDS_TO_START, TOKEN, jupyter_server

SECONDS_TO_RUN_A_CELL = 60
SECONDS_TO_RUN_A_LESSON = 240

# What would pop up over the notebook, ask the network, or take cells out of the page.
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/notebook-extension:tracker": {
        "autoStartDefaultKernel": True,
        "windowingMode": "none",
    },
}


@contextmanager
def lab_server(root: Path, home: Path) -> Iterator[str]:
    """Serve the folder `root` by a JupyterLab that keeps all of its own files below `home`."""
    labconfig = home / "config" / "labconfig"
    labconfig.mkdir(parents=True)
    (labconfig / "default_setting_overrides.json").write_text(json.dumps(SETTINGS))
    options = (
        *("--LabApp.news_url=None", "--LabApp.extension_manager=readonly"),
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    )
    with jupyter_server("jupyterlab", options, root, home) as address:
        yield address


class NotebookPage:
    """One notebook, open in JupyterLab."""

    def __init__(self, page: Page, address: str, root: Path, name: str) -> None:
        self.page = page
        self._sources = [
            "".join(cell["source"]) for cell in json.loads((root / name).read_text())["cells"]
        ]
        page.goto(f"{address}/lab/tree/{name}?token={TOKEN}&reset")
        # Before the kernel is idle, a dialog would lie over the page.
        expect(page.get_by_text("| Idle")).to_be_visible(timeout=SECONDS_TO_START * 1000)
        expect(page.locator(".jp-Notebook .jp-Notebook-cell")).to_have_count(len(self._sources))

    def cell(self, start: str) -> Locator:
        """Return the one cell whose source starts so."""
        (position,) = (
            place for place, source in enumerate(self._sources) if source.startswith(start)
        )
        return self.page.locator(".jp-Notebook .jp-Notebook-cell").nth(position)

    def type_over(self, cell: Locator, source: str) -> None:
        """Replace what stands in a cell."""
        editor = cell.locator(".cm-content")
        editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)
        expect(editor).to_have_text(source.replace("\n", ""), use_inner_text=False)

    def run(self, cell: Locator) -> str:
        """Run a cell, and return the text that it shows when it is done."""
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+Enter")
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(re.compile(r"\[\d+\]"), timeout=SECONDS_TO_RUN_A_CELL * 1000)
        expect(self.page.get_by_text("| Idle")).to_be_visible()
        return "\n".join(cell.locator(".jp-OutputArea-output").all_inner_texts()).strip()

    def run_all(self) -> None:
        """Run all cells, and wait for the last of them that holds code."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        waiting = self.page.locator(".jp-InputPrompt").filter(has_text=re.compile(r"\[\s*\*?\]"))
        expect(waiting).to_have_count(0, timeout=SECONDS_TO_RUN_A_LESSON * 1000)
        expect(self.page.get_by_text("| Idle")).to_be_visible()

    def errors(self) -> list[str]:
        """Return what stands in red: tracebacks, and all that went to stderr."""
        kinds = ("application/vnd.jupyter.error", "application/vnd.jupyter.stderr")
        red = ", ".join(f'.jp-OutputArea-output[data-mime-type="{kind}"]' for kind in kinds)
        return self.page.locator(red).all_inner_texts()

    def last_cell_with_a_figure(self) -> Locator:
        """Return the last cell that shows a picture."""
        cells = self.page.locator(".jp-Notebook .jp-Notebook-cell")
        return cells.filter(has=self.page.locator(".jp-OutputArea-output img")).last

    def has_slider(self) -> bool:
        """Tell whether a cell of the lesson asks for sliders."""
        return any("figures.explore(" in source for source in self._sources)

    def cell_with_slider(self) -> Locator:
        """Return the first cell that shows a slider."""
        cells = self.page.locator(".jp-Notebook .jp-Notebook-cell")
        return cells.filter(has=self.page.locator(".widget-slider")).first

    def move_slider(self, cell: Locator) -> None:
        """Take the first slider of a cell one step further."""
        handle = cell.locator(".noUi-handle").first
        handle.scroll_into_view_if_needed()
        handle.focus()
        self.page.keyboard.press("ArrowRight")

    def screenshot(self, cell: Locator, file: Path) -> None:
        """Take a picture of the page with a cell in sight."""
        cell.scroll_into_view_if_needed()
        file.parent.mkdir(exist_ok=True)
        self.page.screenshot(path=file, animations="disabled")
