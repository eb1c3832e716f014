"""The formgrader's own lists show students whose folders have names that would be HTML or scripts.

nbgrader writes the id of a student into its pages without escaping it, and takes it out of the
address of a page, where a browser and the server decode it. So an id must be harmless by itself.
"""

import contextlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, TimeoutError

from grader.classroom.gradebook.writer import ensure_assignment, write_records
from grader.classroom.results import Record, read_records, write_record
from grader.classroom.submissions.forms.safe_names import student_id
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import ExerciseResult, Result
from tests.browser.jupyter_server import TOKEN, jupyter_server
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, POINTS, SOLUTIONS, make_course, notebook

pytestmark = pytest.mark.browser

RUN = "window.ran=1+(window.ran||0)"
PAYLOADS = [
    f"<img src=x onerror={RUN}>",
    f"%3Cimg src=x onerror={RUN}%3E",
    f"%253Cimg src=x onerror={RUN}%253E",
    f"&lt;img src=x onerror={RUN}&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f'"><svg onload={RUN}>',
    f"%22%3E%3Csvg onload={RUN}%3E",
    f'"-({RUN})-"',
    f"%22-({RUN})-%22",
    f"'-({RUN})-'",
    f'"; {RUN}; var x="',
    f"<script>{RUN}<",
    f"%3Cscript%3E{RUN}%3C%2Fscript%3E",
    "<!--<script>",
    f"${{{RUN}}}`{RUN}`",
    "ends with a backslash\\",
    "{{ 7 * 7 }}{% raw %}",
    f"javascript:{RUN}",
    "\u2028" + RUN,
    "zoe#fragment?x=1&y=2",
    "%00%0a%2e%2e",
    "..\\..\\logout",
]
HARMLESS = "harmless"
WATCH = "window.alert = () => { window.ran = 1 + (window.ran || 0) }"
ELEMENTS = """() => ({
    ran: window.ran === undefined ? 0 : window.ran,
    elements: [...document.querySelectorAll('script, iframe, img, svg, form, object, embed, meta')]
        .map(e => e.tagName).sort(),
    handlers: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes])
        .filter(a => a.name.startsWith('on')).map(a => a.name + a.value).sort(),
    rows: document.querySelectorAll('#main-table tr').length,
})"""


@dataclass(frozen=True)
class Formgrader:
    """A running formgrader of a class, and the students' ids."""

    address: str
    students: tuple[str, ...]


@contextmanager
def formgrader_of(base: Path, students: tuple[str, ...]) -> Iterator[Formgrader]:
    """Serve the formgrader of a graded class; nothing is judged for it."""
    course = make_course(base / "course")
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(f"c.CourseDirectory.root = {str(course)!r}\n")
    workspace = Workspace(course, course)
    exercises = tuple(
        ExerciseResult(f"{ASSIGNMENT}/{NOTEBOOK}", name, 1.0, POINTS[name]) for name in POINTS
    )
    text = json.dumps(notebook(SOLUTIONS))
    for student in students:
        record = Record(Result(student, ASSIGNMENT, "engine", "run", exercises))
        write_record(workspace, record, {NOTEBOOK: text})
        submitted = workspace.submitted / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        submitted.parent.mkdir(parents=True)
        submitted.write_text(text, encoding="utf-8")
    ensure_assignment(workspace, ASSIGNMENT, "exercises")
    assert not write_records(workspace, ASSIGNMENT, read_records(workspace, ASSIGNMENT))
    extensions = "{'nbgrader.server_extensions.formgrader': True}"
    options = (f"--ServerApp.jpserver_extensions={extensions}",)
    with jupyter_server("jupyter_server", options, course, base / "home") as address:
        yield Formgrader(address, students)


def opened(page: Page, address: str, rows: int) -> str:
    """Open a page, wait for its list, and return what it did, as text that can be compared."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address, wait_until="load")
    if rows:
        # A page whose list never comes differs from the others in what is counted below.
        with contextlib.suppress(TimeoutError):
            page.wait_for_function(
                f"() => document.querySelectorAll('#main-table tr').length >= {rows}"
                " && !document.body.innerText.includes('Loading, please wait')"
            )
    own = page.url.split("/")[2]
    others = sorted({url.split("/")[2] for url in requests} - {own})
    return json.dumps({**page.evaluate(ELEMENTS), "others": others, "at": page.url != address})


def visit(browser: Browser, served: Formgrader) -> dict[str, dict[str, str]]:
    """Open every page of the formgrader that names students; return what each did."""
    page = browser.new_page()
    page.add_init_script(WATCH)
    # MathJax comes from elsewhere.
    page.route(re.compile("^https:"), lambda route: route.abort())
    root = f"{served.address}/formgrader"
    page.goto(f"{root}/manage_students?token={TOKEN}")
    count = len(served.students)
    lists = {
        "students": opened(page, f"{root}/manage_students", count),
        "submissions": opened(page, f"{root}/manage_submissions/{ASSIGNMENT}", count),
        "gradebook": opened(page, f"{root}/gradebook/{ASSIGNMENT}/{NOTEBOOK}", count),
    }
    graded = page.evaluate("() => [...document.querySelectorAll('a.name-shown')].map(a => a.href)")
    page.goto(f"{root}/manage_students")
    page.wait_for_function(f"() => document.querySelectorAll('td.name a').length >= {count}")
    found = page.evaluate(
        "() => [...document.querySelectorAll('td.name a')]"
        ".map(a => [a.closest('tr').querySelector('.id').textContent, a.href])"
    )
    pages: dict[str, dict[str, str]] = {"lists": lists}
    assert sorted(student for student, _ in found) == sorted(served.students)
    for student, link in found:
        pages[student] = {
            "student": opened(page, link, 1),
            "assignment": opened(page, f"{link}/{ASSIGNMENT}", 1),
        }
    shown = [
        (link, opened(page, f"{link}/", 0), page.inner_text(".live-notebook")) for link in graded
    ]
    pages["graded"] = {link: did for link, did, _ in shown}
    page.close()
    return pages


# One for each place that an id is written to, and for each way in which it is decoded.
REPRESENTATIVES = [PAYLOADS[number] for number in (0, 1, 5, 7, 19)]


@pytest.mark.parametrize(
    "names", [REPRESENTATIVES, pytest.param(PAYLOADS, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_no_name_runs_or_adds_anything_in_any_list(
    browser: Browser, tmp_path: Path, names: list[str]
) -> None:
    ids = (HARMLESS, *map(student_id, names))
    with formgrader_of(tmp_path, ids) as served:
        pages = visit(browser, served)
    lists, graded, harmless = pages.pop("lists"), pages.pop("graded"), pages[HARMLESS]
    assert set(pages) == set(ids)
    assert {name: did for name, did in pages.items() if did != harmless} == {}
    assert len(set(graded.values())) == 1
    assert {
        json.loads(did)["ran"] for did in (*lists.values(), *harmless.values(), *graded.values())
    } == {0}


@pytest.mark.slow
def test_names_as_they_are_would_run(browser: Browser, tmp_path: Path) -> None:
    names = (HARMLESS, *PAYLOADS[:2])
    with formgrader_of(tmp_path, names) as served:
        pages = visit(browser, served)
    for name in names[1:]:
        assert json.loads(pages[name]["student"])["ran"] > 0
