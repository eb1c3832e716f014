"""The reference is read from the instructor notebook, as definitions only."""

import inspect
import json
from pathlib import Path

import pytest

from grader.exercises.reference import (
    ReferenceNotFound,
    course_root,
    load_reference,
    reference_from,
    variant_of,
)

DOUBLE = "def double(x):\n    return 2 * x\n"
TWICE = "def twice(x):\n    return double(double(x))\n"


def write(root: Path, cells):
    path = root / "source" / "week9" / "nine.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (root / "nbgrader_config.py").write_text("", encoding="utf-8")


def cell(source, name=None, kind="code", **more):
    mark = {"nbgrader": {"solution": True, "grade_id": name, **more}} if name else {}
    return {"cell_type": kind, "source": source.splitlines(keepends=True), "metadata": mark}


def test_only_solution_cells_run(tmp_path):
    write(tmp_path, [cell("raise SystemExit"), cell(DOUBLE, "double"), cell(TWICE, "twice")])
    reference = load_reference("week9/nine", tmp_path)
    assert list(reference.sources) == ["double", "twice"]
    assert reference.functions["twice"](3) == 12


def test_a_missing_notebook_is_said_with_the_command_that_makes_it(tmp_path):
    with pytest.raises(ReferenceNotFound, match="course build"):
        load_reference("week9/nine", tmp_path)


def test_the_course_is_found_upward_from_here(tmp_path, monkeypatch):
    write(tmp_path, [])
    inner = tmp_path / "submitted" / "someone"
    inner.mkdir(parents=True)
    monkeypatch.delenv("COURSE_ROOT", raising=False)
    monkeypatch.chdir(inner)
    assert course_root() == tmp_path


def test_the_environment_says_where_the_course_is(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
    with pytest.raises(ReferenceNotFound, match="nbgrader_config"):
        course_root()


def test_a_variant_calls_the_reference_s_helpers_and_leaves_the_reference_alone():
    reference = reference_from({"double": DOUBLE, "twice": TWICE})
    thrice = variant_of(reference, "twice", "def twice(x):\n    return double(x) + x\n")
    assert (thrice(3), reference.functions["twice"](3)) == (9, 12)


def test_the_source_of_a_solution_can_be_inspected():
    reference = reference_from({"double": DOUBLE})
    assert inspect.getsource(reference.functions["double"]) == DOUBLE


def test_functions_of_the_notebook_it_is_built_on_are_given(tmp_path, monkeypatch):
    write(tmp_path, [cell(TWICE, "twice")])
    earlier = tmp_path / "source" / "week8" / "eight.ipynb"
    earlier.parent.mkdir()
    locked = cell("HALF = 1 / 0\n\n\ndef half(x):\n    return x / 2\n")
    locked["metadata"] = {"nbgrader": {"locked": True, "grade": False}}
    earlier.write_text(json.dumps({"cells": [locked, cell(DOUBLE, "double")]}), encoding="utf-8")
    built_on = {"week9/nine": ("week8/eight",)}
    monkeypatch.setattr("grader.exercises.reference.built_on", lambda name: built_on.get(name, ()))
    reference = load_reference("week9/nine", tmp_path)
    assert list(reference.functions) == ["twice"]
    assert reference.functions["twice"](3) == 12
    assert sorted(reference.given) == ["double", "half"]
    wrong = variant_of(reference, "twice", "def twice(x):\n    return half(double(x))\n")
    assert wrong(3) == 3


GIVEN = "import nothing\n\nEDGE = 3\n\n\ndef half(x):\n    return x / 2\n"
HALVED = "def halved(x):\n    return half(half(x))\n"


def test_functions_of_locked_cells_are_given_and_nothing_else_of_them_runs(tmp_path):
    given = cell(GIVEN, "given", solution=False, locked=True)
    check = cell("def half(x):\n    return x\n", "check", solution=False, locked=True, grade=True)
    write(tmp_path, [given, cell(HALVED, "halved"), check])
    reference = load_reference("week9/nine", tmp_path)
    assert (list(reference.given), list(reference.functions)) == (["half"], ["halved"])
    assert reference.functions["halved"](8) == 2
    thrice = variant_of(reference, "halved", "def halved(x):\n    return half(x) - 1\n")
    assert thrice(8) == 3
    assert inspect.getsource(reference.given["half"]) == "def half(x):\n    return x / 2\n"
