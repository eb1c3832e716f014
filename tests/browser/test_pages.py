"""A page on a student's work does nothing in a browser that a page on harmless work does not do."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbgrader.server_extensions.formgrader.handlers as formgrader
import pytest
from nbconvert.exporters import HTMLExporter
from playwright.sync_api import Browser
from traitlets.config import Config

from grader.classroom.grading.whole_class import grade_class
from grader.classroom.pages.feedback import feedback_pages, write_feedback
from grader.classroom.pages.report import write_report
from grader.classroom.workspace import Workspace
from tests.engine.page_content import payloads
from tests.notebooks import cell, notebook_of
from tests.tiny_course import (
    ASSIGNMENT,
    NOTEBOOK,
    SOLUTIONS,
    make_course,
    notebook,
    write_submission,
)

pytestmark = pytest.mark.browser

SHOW = """\
import json
from IPython import get_ipython
from IPython.display import publish_display_data
for output in json.loads({outputs!r}):
    if output["output_type"] == "display_data":
        metadata = output["metadata"] if isinstance(output["metadata"], dict) else dict()
        publish_display_data(output["data"], metadata)
    elif output["output_type"] == "stream":
        print(output["text"])
"""

ELEMENTS = "script, iframe, frame, object, embed, form, input, button, textarea, svg, base, meta"
COUNTED = f"""() => ({{
    elements: [...document.querySelectorAll({ELEMENTS!r})].map(e => e.tagName).sort(),
    handlers: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes])
        .filter(a => a.name.startsWith('on')).map(a => a.name),
    images: [...document.images].map(i => i.src.slice(0, 22))
        .filter(s => !s.startsWith('data:image/')),
    links: [...document.links].map(a => a.protocol)
        .filter(p => !['file:', 'https:', 'http:'].includes(p)),
    ran: window.ran === undefined ? 0 : window.ran,
}})"""


@dataclass(frozen=True)
class Seen:
    """What a page did while a browser had it open for a moment."""

    counted: Mapping[str, Any]
    requests: frozenset[str]
    address: str


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A class of two: one hands in harmless work, the other the same with all payloads."""
    base = tmp_path_factory.mktemp("pages")
    made = Workspace(make_course(base / "course"), base / "work")
    harmless = notebook(SOLUTIONS)
    write_submission(base / "submitted", "harmless", harmless)
    shows = SHOW.format(outputs=json.dumps(payloads.outputs()))
    own = [*payloads.cells(), cell(shows)]
    write_submission(
        base / "submitted", "payloads", {**harmless, "cells": [*harmless["cells"], *own]}
    )
    results = grade_class(made, ASSIGNMENT, base / "submitted", "pages")
    assert [result.points for result in results] == [5, 5]
    write_feedback(made, ASSIGNMENT)
    return made


def formgrader_page(path: Path) -> str:
    """Render an executed notebook as nbgrader's formgrader does."""
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [formgrader.template_path]
    names = ("assignment_id", "notebook_id", "submission_id", "student", "last_name", "first_name")
    resources = {**dict.fromkeys(names, "x"), "index": 0, "total": 2}
    resources |= {"base_url": "", "notebook_path": "x"}
    page, _ = HTMLExporter(config=config).from_filename(str(path), resources=resources)
    return str(page)


def seen(browser: Browser, path: Path) -> Seen:
    """Open a page and click nothing."""
    page = browser.new_page()
    requests: set[str] = set()
    page.add_init_script("window.alert = () => { window.ran = 1 + (window.ran || 0) }")
    page.on("request", lambda request: requests.add(request.url))
    # No network: what a page asks for is counted and goes nowhere.
    page.route(re.compile("^https?:"), lambda route: route.abort())
    page.goto(path.as_uri(), wait_until="load")
    page.wait_for_function("() => document.readyState === 'complete'")
    found = page.evaluate(COUNTED)
    address = page.url
    page.close()
    own = path.as_uri()
    return Seen(found, frozenset(requests - {own}), address.replace(own, ""))


def pages(workspace: Workspace, student: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """The pages that show the work of a student."""
    (feedback,) = feedback_pages(workspace, ASSIGNMENT, student)
    yield "feedback", feedback
    graded = folder / f"{student}.html"
    executed = workspace.autograded / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    graded.write_text(formgrader_page(executed), encoding="utf-8")
    yield "formgrader", graded


def test_payloads_add_nothing_that_runs_loads_or_asks(
    browser: Browser, workspace: Workspace, tmp_path: Path
) -> None:
    harmless = {kind: seen(browser, p) for kind, p in pages(workspace, "harmless", tmp_path)}
    attacked = {kind: seen(browser, p) for kind, p in pages(workspace, "payloads", tmp_path)}
    assert attacked == harmless
    assert harmless["feedback"].requests == frozenset()
    assert harmless["feedback"].counted["elements"] == ["META"] * 3


def test_the_payloads_do_harm_where_nothing_is_made_anew(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "raw.ipynb"
    texts = [*payloads.HTML, *payloads.MARKDOWN]
    cells = [
        {"cell_type": "markdown", "id": f"p{number}", "metadata": {}, "source": text}
        for number, text in enumerate(texts)
        # These end the page, leave it, or need a file.
        if not any(word in text for word in ("plaintext", "refresh", "attachment"))
    ]
    path.write_text(json.dumps(notebook_of(cells)), encoding="utf-8")
    page = tmp_path / "raw.html"
    page.write_text(formgrader_page(path), encoding="utf-8")
    found = seen(browser, page)
    assert found.counted["ran"] > 0
    assert found.counted["handlers"]
    assert any("example.invalid" in request for request in found.requests)


def test_the_report_loads_and_runs_nothing(browser: Browser, workspace: Workspace) -> None:
    found = seen(browser, write_report(workspace, ASSIGNMENT))
    assert found.requests == frozenset()
    assert "SCRIPT" not in found.counted["elements"]


def test_a_script_that_got_in_would_be_seen_and_on_our_pages_would_not_run(
    browser: Browser, workspace: Workspace, tmp_path: Path
) -> None:
    (page,) = feedback_pages(workspace, ASSIGNMENT, "harmless")
    attack = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'></body>"
    text = page.read_text(encoding="utf-8").replace("</body>", attack)
    with_policy = tmp_path / "with_policy.html"
    with_policy.write_text(text, encoding="utf-8")
    without = tmp_path / "without.html"
    without.write_text(re.sub("<meta http-equiv[^>]*>", "", text), encoding="utf-8")
    clean = seen(browser, page)
    assert seen(browser, without).counted["ran"] in (1, 2)
    stopped = seen(browser, with_policy)
    assert stopped.counted["ran"] == 0
    assert stopped.counted["elements"] != clean.counted["elements"]
