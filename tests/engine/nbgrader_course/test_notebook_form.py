import copy
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.nbgrader_course.notebook_form import (
    in_form,
    read_notebook,
    require_python_tests,
    with_cell_magics,
    with_default_marks,
)
from grader.student.text import CourseError
from tests.nbgrader_courses import cell, check, exercise, notebook

CELLS = [
    cell("# A lesson", "markdown"),
    exercise(),
    cell("print(1)"),
    cell("print(1)"),
    check(),
    cell("Why?", "markdown", grade_id="why", grade=True, solution=True, points=3),
    cell("Draw.", "markdown", grade_id="draw", task=True, locked=True, points=4),
]
HERE = Path("course/source/ps1/a.ipynb")


def marks(content: dict[str, Any]) -> list[Any]:
    return [each["metadata"].get("nbgrader", {}).get("grade_id") for each in content["cells"]]


@pytest.mark.parametrize("minor", range(6))
def test_every_minor_version_gets_ids_that_stay_the_same(minor: int) -> None:
    first, second = (in_form(notebook(CELLS, minor), HERE) for _ in range(2))
    assert first == second
    assert (first["nbformat"], first["nbformat_minor"]) == (4, 5)
    ids = [each["id"] for each in first["cells"]]
    assert len(set(ids)) == len(ids)
    nbformat.validate(first)
    assert marks(first) == [None, "square", None, None, "test-square", "why", "draw"]
    # Upgraded once, it is in form.
    assert in_form(first, HERE) is first


def test_a_notebook_of_format_3_is_upgraded_by_nbformat(tmp_path: Path) -> None:
    path = tmp_path / "old.ipynb"
    old = nbformat.convert(nbformat.from_dict(notebook(CELLS[1:5])), 3)
    path.write_text(nbformat.writes(old, version=3), encoding="utf-8")
    found = read_notebook(path)
    assert marks(found) == ["square", None, None, "test-square"]
    assert json.loads(path.read_text(encoding="utf-8"))["nbformat"] == 3


@pytest.mark.parametrize("version", [None, 1, 2, 3])
def test_metadata_of_every_version_is_upgraded(version: int | None) -> None:
    content = notebook([exercise(), check()])
    for each in content["cells"]:
        found = each["metadata"]["nbgrader"]
        found.pop("schema_version") if version is None else found.update(schema_version=version)
        if version in (1, 2):
            found["checksum"] = "0" * 32
            found["cell_type"] = each["cell_type"]
    upgraded = in_form(content, HERE)
    assert [each["metadata"]["nbgrader"]["schema_version"] for each in upgraded["cells"]] == [3, 3]
    assert upgraded["cells"][1]["metadata"]["nbgrader"]["points"] == 2


def test_a_plain_cell_with_metadata_of_nbgrader_is_plain() -> None:
    left = cell("x = 1", grade=False)
    assert in_form(notebook([left, check()]), HERE)["cells"][0]["metadata"] == {}


def of_kernel(name: str, language: str) -> dict[str, Any]:
    content = notebook([check()])
    content["metadata"]["kernelspec"] = {"name": name, "language": language}
    return content


def without_points() -> dict[str, Any]:
    content = notebook([check()])
    del content["cells"][0]["metadata"]["nbgrader"]["points"]
    return content


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (of_kernel("ir", "R"), "its kernel is ir for r"),
        (notebook([check(), check()]), "two cells have the grade_id 'test-square'"),
        (notebook([cell("1", grade=True, points=1)]), "cell 1 is a cell of nbgrader"),
        (without_points(), "'test-square' has no points"),
        (notebook([cell("1", "code", grade_id="t", task=True, points=1)]), "is not a Markdown"),
        (notebook([cell("1", grade_id="t", locked=True, schema_version=9)]), "version 9"),
    ],
)
def test_what_nbgrader_refuses_is_refused_in_one_sentence(
    content: dict[str, Any], says: str
) -> None:
    with pytest.raises(CourseError, match=says) as refused:
        in_form(content, HERE)
    assert str(HERE) in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"nbformat": 4}', "\xff"])
def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(CourseError, match="not a notebook that can be read"):
        read_notebook(path)


def test_a_syntax_error_in_a_test_is_named_with_its_line() -> None:
    content = in_form(notebook([exercise(), check("x = 1\nassert square(3) = 9")]), HERE)
    with pytest.raises(CourseError, match=r"test 'test-square' has a syntax error \(line 2"):
        require_python_tests(content, HERE)
    require_python_tests(in_form(notebook([check("%matplotlib inline\n1")]), HERE), HERE)


def test_other_delimiters_become_the_usual_ones() -> None:
    text = "a\n# VISIBLE ENDS\nb\n# ALL ENDS\nc"
    content = in_form(notebook([exercise("# VISIBLE ENDS"), check(text)]), HERE)
    found = with_default_marks(content, "VISIBLE ENDS", "ALL ENDS")["cells"]
    assert found[1]["source"] == "a\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS\nc"
    assert found[0]["source"] == "# VISIBLE ENDS"


@given(st.lists(st.sampled_from([*CELLS[2:4], cell("", "raw")])), st.integers(0, 5))
def test_the_form_keeps_every_cell(cells: list[dict[str, Any]], minor: int) -> None:
    content = notebook(cells, minor)
    found = in_form(copy.deepcopy(content), HERE)
    assert [e["source"] for e in found["cells"]] == [e["source"] for e in content["cells"]]
    assert in_form(found, HERE) is found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("### BEGIN HERE\n%%writefile a.py\nx = 1\n### END HERE", "%%writefile a.py\nx = 1"),
        ("### BEGIN HERE\nx = 1\n### END HERE", None),
        ("%%writefile a.py\n### BEGIN HERE\nx = 1\n### END HERE", None),
        ("### BEGIN HERE", None),
        ("", None),
    ],
)
def test_a_cell_magic_below_the_mark_of_a_solution_is_the_first_line(
    text: str, wanted: str | None
) -> None:
    given = notebook([exercise(text), check(text, "test-a"), cell(text)])
    found = with_cell_magics(given, "BEGIN HERE", "END HERE")
    texts = [each["source"] for each in found["cells"]]
    assert texts == [text if wanted is None else wanted, text, text]
