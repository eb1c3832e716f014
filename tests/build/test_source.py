"""Instructor notebooks."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from grader.build.lesson_text.lesson import read_lesson
from grader.build.source import notebook_bytes, source_notebook
from tests.build.made_up import SECOND_LESSON, write_course


@pytest.fixture
def source(built: Path) -> nbformat.NotebookNode:
    return nbformat.read(built / "source/week1/lines.ipynb", as_version=4)


def test_stock_nbgrader_finds_nothing_to_complain_of(source: nbformat.NotebookNode) -> None:
    nbformat.validate(source)
    MetadataValidator().validate_nb(source)
    assert (source.nbformat, source.nbformat_minor) == (4, 5)


def test_tags_become_nbgrader_metadata(source: nbformat.NotebookNode) -> None:
    marks = {
        cell.id: cell.metadata.nbgrader for cell in source.cells if "nbgrader" in cell.metadata
    }
    roles = {name: (mark.solution, mark.grade, mark.locked) for name, mark in marks.items()}
    assert roles == {
        "setup": (False, False, True),
        "line": (True, False, False),
        "check-line": (False, True, True),
        "error": (True, False, False),
        "check-error": (False, True, True),
    }
    assert {name: mark.points for name, mark in marks.items() if "points" in mark} == {
        "check-line": 4,
        "check-error": 2.5,
    }
    assert all(mark.schema_version == 3 and mark.task is False for mark in marks.values())
    assert all(mark.grade_id == name for name, mark in marks.items())


def test_metadata_of_plain_cells_are_tags_only(source: nbformat.NotebookNode) -> None:
    plain = [cell.metadata for cell in source.cells if "nbgrader" not in cell.metadata]
    assert [metadata for metadata in plain if metadata] == [{"tags": ["figure"]}]
    assert set(source.metadata) == {"kernelspec", "language_info"}
    assert source.metadata.kernelspec.name == "python3"


def test_a_check_ends_with_the_score_of_its_exercise(source: nbformat.NotebookNode) -> None:
    [check] = [cell for cell in source.cells if cell.id == "check-error"]
    assert check.source.split("\n") == [
        "check(error)",
        "### BEGIN HIDDEN TESTS",
        "from grader.exercises import score",
        "",
        'score(error, "week1/lines", "error", points=2.5)',
        "### END HIDDEN TESTS",
    ]


def test_nothing_is_run_and_nothing_is_left_over(source: nbformat.NotebookNode) -> None:
    code = [cell for cell in source.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_ids_are_unique_and_keep_when_another_cell_changes(tmp_path: Path) -> None:
    def ids(text: str) -> list[str]:
        write_course(tmp_path, {"week2/rest": text})
        lesson = read_lesson(tmp_path, tmp_path / "notebooks/week2/rest.py")
        return [cell.id for cell in source_notebook(lesson).cells]

    repeated = SECOND_LESSON + "\n# %%\nprint(np.pi)\n" * 3
    assert ids(repeated) == ids(repeated)
    assert len(set(ids(repeated))) == len(ids(repeated)) == 6
    before, after = ids(repeated), ids(repeated.replace("Nothing", "Something"))
    assert before[1:] == after[1:]
    assert before[0] != after[0]


def test_a_name_that_is_no_cell_id_gets_one(tmp_path: Path) -> None:
    text = SECOND_LESSON + '\n# %% locked="größer als"\nx = 1\n'
    write_course(tmp_path, {"week2/rest": text})
    notebook = source_notebook(read_lesson(tmp_path, tmp_path / "notebooks/week2/rest.py"))
    nbformat.validate(notebook)
    assert notebook.cells[-1].metadata.nbgrader.grade_id == "größer als"


def test_the_file_is_what_nbformat_writes(source: nbformat.NotebookNode, built: Path) -> None:
    content = (built / "source/week1/lines.ipynb").read_bytes()
    assert notebook_bytes(source) == content
    assert content.endswith(b"}\n")
    assert b"\r" not in content
    assert json.loads(content)["cells"]
