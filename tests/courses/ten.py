"""A course of ten assignments that covers what a valid nbgrader course may contain.

Its instructor's notebooks are made of `content/`; the release is nbgrader's. Each assignment has
the students `right`, `wrong` (in named places) and `empty` (the release, untouched).
"""

import json
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

import nbformat

from tests.courses import prepared
from tests.courses.compare import Place
from tests.courses.content import (
    cells,
    figures,
    files,
    formats,
    generated,
    inspection,
    tables,
    trouble,
    values,
    written,
)
from tests.courses.parts import Assignment, Json, as_json
from tests.courses.prepared import Prepared

ASSIGNMENTS: Mapping[str, Assignment] = {
    each.ASSIGNMENT.name: each.ASSIGNMENT
    for each in (
        formats,
        cells,
        files,
        generated,
        values,
        tables,
        figures,
        inspection,
        written,
        trouble,
    )
}
SETTINGS = """\
c = get_config()
c.CourseDirectory.course_id = "ten"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.secret"]
c.Execute.timeout = 5
c.Execute.interrupt_on_timeout = True
c.Execute.allow_errors = True
"""


def make_course(root: Path, assignments: Collection[Assignment] = ASSIGNMENTS.values()) -> Path:
    """Write the instructor's side of the course: settings, ``source/`` and what belongs to it."""
    root.mkdir(parents=True, exist_ok=True)
    settings = [SETTINGS, *(assignment.settings for assignment in assignments)]
    (root / "nbgrader_config.py").write_text("".join(settings), encoding="utf-8")
    for assignment in assignments:
        folder = root / "source" / assignment.name
        for path, text in assignment.files.items():
            place = root / path[1:] if path.startswith("/") else folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text if isinstance(text, bytes) else text.encode())
        for notebook in assignment.notebooks:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{notebook.name}.ipynb").write_bytes(as_json(notebook.source))
    return root


def together() -> Assignment:
    """Return an assignment with the first notebook of each of the ten, and the oldest format."""
    every = ASSIGNMENTS.values()
    oldest = [n for n in formats.ASSIGNMENT.notebooks if n.name in ("format_3", "schema_1")]
    return Assignment(
        "together",
        (*(each.notebooks[0] for each in every), *oldest),
        files={path: text for each in every for path, text in each.files.items()},
        settings="".join(each.settings for each in every),
        handed_in={path: text for each in every for path, text in each.handed_in.items()},
    )


def origin(place: Place) -> Place:
    """Return where a cell of `together` comes from."""
    _, student, notebook, cell = place
    (found,) = (a for a, each in ASSIGNMENTS.items() for n in each.notebooks if n.name == notebook)
    return found, student, notebook, cell


def prepare(folder: Path, assignment: Assignment) -> Prepared:
    """Make the course of an assignment, and what its students hand in."""
    return prepared.prepare(
        folder,
        assignment.name,
        lambda root: make_course(root, [assignment]),
        lambda root, submitted: make_submissions(root, submitted, assignment),
    )


def make_submissions(root: Path, folder: Path, assignment: Assignment) -> list[str]:
    """Write what the students hand in of an assignment that was released; return their names."""
    made = root / "release" / assignment.name
    students = ["right", "wrong", "empty", *assignment.forms]
    for student in students:
        place = folder / student / assignment.name
        shutil.copytree(made, place)
        for path, text in assignment.handed_in.items():
            (place / path).write_text(text, encoding="utf-8")
        for notebook in assignment.notebooks:
            path = place / f"{notebook.name}.ipynb"
            content = json.loads(path.read_text(encoding="utf-8"))
            texts = {} if student == "empty" else notebook.solutions()
            if student == "wrong":
                texts |= notebook.wrong
            content = notebook.form(answered(content, texts))
            save = assignment.forms.get(student, as_json)
            path.write_bytes(save(content))
    return students


def answered(content: Json, texts: Mapping[str, str]) -> Json:
    """Return a release notebook with a student's texts in the cells for solutions."""
    content = json.loads(json.dumps(nbformat.from_dict(content)))
    for each in content["cells"]:
        marks = each["metadata"].get("nbgrader", {})
        text = texts.get(marks.get("grade_id", ""))
        if marks.get("solution") and text is not None:
            each["source"] = text
        if isinstance(each["source"], list):
            each["source"] = "".join(each["source"])
    return content
