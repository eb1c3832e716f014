"""A course of ten assignments that covers what a valid nbgrader course may contain.

Its instructor's notebooks are made of `content/`; the release is nbgrader's. Each assignment has
the students `right`, `wrong` (in named places) and `empty` (the release, untouched).
"""

import contextlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.apps import NbGraderAPI
from nbgrader.nbgraderformat import MetadataValidator
from traitlets.config import PyFileConfigLoader

from tests import stock_nbgrader
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


@dataclass(frozen=True)
class Prepared:
    """An assignment that the two can grade, each in a folder of its own.

    Attributes
    ----------
    stock, ours : Path
        The course. Stock's source is brought up to date by `nbgrader update`, as nbgrader asks.
    submitted, updated : Path
        What students hand in, and the same after `nbgrader update`.
    """

    stock: Path
    ours: Path
    submitted: Path
    updated: Path


def prepare(folder: Path, name: str) -> Prepared:
    """Write the course of one assignment, have nbgrader make its release, and hand in."""
    made = Prepared(*(folder / part for part in ("stock", "ours", "submitted", "updated")))
    assignment = ASSIGNMENTS[name]
    make_course(made.stock, [assignment])
    make_course(made.ours, [assignment])
    update(made.stock / "source")
    release(made.stock, name)
    for part in ("release", "gradebook.db"):
        copy = shutil.copytree if part == "release" else shutil.copy
        copy(made.stock / part, made.ours / part)
    make_submissions(made.stock, made.submitted, assignment)
    shutil.copytree(made.submitted, made.updated)
    update(made.updated)
    return made


def update(folder: Path) -> None:
    """Bring old metadata up to date, as `nbgrader update` does; leave notebooks without alone."""
    for path in sorted(folder.rglob("*.ipynb")):
        content = nbformat.reads(path.read_text(encoding="utf-8-sig"), as_version=4)
        before = nbformat.writes(content)
        content = MetadataValidator().upgrade_notebook_metadata(content)
        if nbformat.writes(content) != before:
            nbformat.write(content, path)


def release(root: Path, assignment: str) -> None:
    """Make ``release/`` with nbgrader."""
    with at(root):
        config = PyFileConfigLoader("nbgrader_config.py", str(root)).load_config()
        config.CourseDirectory.root = str(root)
        api = NbGraderAPI(config=config)
        made = api.generate_assignment(assignment)
        if not made["success"]:
            raise RuntimeError(f"nbgrader makes no release of {assignment}:\n{made['log']}")


@contextlib.contextmanager
def at(folder: Path) -> Iterator[None]:
    """Work in a folder: nbgrader looks for some files there, whatever its settings say."""
    before, path = Path.cwd(), os.environ["PATH"]
    os.chdir(folder)
    # It also looks for its program `alembic`.
    os.environ["PATH"] = stock_nbgrader.environment()["PATH"]
    try:
        yield
    finally:
        os.chdir(before)
        os.environ["PATH"] = path


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
