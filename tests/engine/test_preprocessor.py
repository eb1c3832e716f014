"""Plain nbgrader with the trusted judge, by its commands and as formgrader calls it."""

import json
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from grader.engine.preprocessor import ExecuteAndJudge
from grader.student.text import CourseError
from tests.tiny_course import (
    ASSIGNMENT,
    NOTEBOOK,
    SOLUTIONS,
    make_course,
    notebook,
    write_submission,
)

FORGER = """\
import numpy as np


def double(x):
    return 0


get_ipython().input_transformers_cleanup.append(lambda lines: ["3.0\\n"])
"""
PRYING = "def double(x):\n    print(In)\n    raise ValueError(In)"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, NbGraderAPI]]:
    root = make_course(tmp_path_factory.mktemp("plain"))
    write_submission(root / "submitted", "right", notebook(SOLUTIONS))
    write_submission(root / "submitted", "forger", notebook({**SOLUTIONS, "double": FORGER}))
    write_submission(root / "submitted", "prying", notebook({**SOLUTIONS, "double": PRYING}))
    beside = "def double(x):\n    import json\n    return len(open('note.txt').read()) * x"
    path = write_submission(
        root / "submitted",
        "with a file",
        notebook({"negate": "from helper import negate", "double": beside}),
    )
    path.with_name("note.txt").write_text("ab")
    path.with_name("helper.py").write_text(SOLUTIONS["negate"])
    path.with_name("other.ipynb").write_text(json.dumps(notebook(SOLUTIONS, hidden=True)))
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    config.CourseDirectory.root = str(root)
    before, folder = dict(os.environ), Path.cwd()
    os.chdir(root)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own, of its database
        # nbgrader asks a program for this, which imports all of nbgrader once more.
        patch.setattr("nbgrader.api.get_alembic_version", lambda: "head")
        assert api.generate_assignment(ASSIGNMENT)["success"]
        for student in ("right", "forger", "prying", "with a file"):
            done = api.autograde(ASSIGNMENT, student)
            assert done["success"], done
            done = api.generate_feedback(ASSIGNMENT, student)
            assert done["success"], done
    yield root, api
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(before)


def test_the_gradebook_holds_what_the_judge_says(course: tuple[Path, NbGraderAPI]) -> None:
    with Gradebook(course[1].coursedir.db_url) as gradebook:
        scores = {
            student: gradebook.find_submission(ASSIGNMENT, student).score
            for student in ("right", "forger", "prying", "with a file")
        }
    assert scores == {"right": 5.0, "forger": 0.0, "prying": 2.0, "with a file": 5.0}


@pytest.mark.parametrize("student", ["right", "forger", "prying", "with a file"])
def test_a_page_shows_no_hidden_test(course: tuple[Path, NbGraderAPI], student: str) -> None:
    page = course[0] / "feedback" / student / ASSIGNMENT / f"{NOTEBOOK}.html"
    text = page.read_text(encoding="utf-8")
    assert "double" in text
    assert "secret_" not in text
    assert "HIDDEN" not in text


def test_a_notebook_without_an_instructors_is_an_error(tmp_path: Path) -> None:
    judge = ExecuteAndJudge(course_root=str(tmp_path))
    task = {"assignment": "a", "notebook": "n", "student": "s"}
    with pytest.raises(CourseError, match="no instructor notebook"):
        judge.preprocess({}, {"nbgrader": task})
