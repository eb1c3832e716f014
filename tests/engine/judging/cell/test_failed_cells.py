"""A name that is missing has a reason: the error of the cell that was to define it."""

from typing import Any

import pytest

from grader.engine.judging.cell.failed_cells import FailedCells
from grader.student.text import MAX_CELL_LENGTH

CELL = "def relu(z):\n    return z"
MISSING = NameError("name 'relu' is not defined")


def error(name: str, value: str, *traceback: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": list(traceback)}


FRAME = "\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[3]\x1b[39m\x1b[32m, line 2\x1b[39m\n..."


def test_the_reason_of_a_name_stays_until_a_cell_defines_it():
    cells = FailedCells()
    cells.add(CELL, [])
    cells.add("def relu(z:\n    return z", [error("SyntaxError", "x")])
    assert cells.reason_of(frozenset({"relu", "check"})).startswith(
        "The cell of relu did not run, line 1"
    )
    assert cells.reason_of(frozenset({"check"})) is None
    cells.add("import none\n" + CELL, [error("ModuleNotFoundError", "No module named 'none'")])
    assert cells.reason_of(frozenset({"relu"})) is None


@pytest.mark.parametrize(
    ("cell", "outputs", "reason"),
    [
        ("def relu(z:\n    return z", [error("SyntaxError", "x")], "line 1: SyntaxError: '(' was"),
        ("1\nz = 1 / 0\n" + CELL, [error("ZeroDivisionError", "0", FRAME)], "line 2: ZeroDivis"),
        ("\n\n1\n1 / 0\n" + CELL, [error("ZeroDivisionError", "0", FRAME)], "line 4: ZeroDivis"),
        (CELL, [error("CellTimeout", "this cell ran", "no frame")], "run: CellTimeout: this cell"),
        ("relu = f(1)", [error("NameError", "no f\nmore")], "run: NameError: no f"),
        ("%%foo\n" + CELL, [{"name": "stderr", "text": "UsageError: no foo\n"}], "run: no foo"),
        (
            "%%writefile a.py\n" + CELL,
            [{"name": "stdout", "text": "x"}],
            "line 1: %%writefile does",
        ),
        ("\n%%time\n%%R -o x\n" + CELL, [], "line 3: %%R does not run"),
        ("%%bash\n" + CELL, [error("PermissionError", "bash")], "line 1: %%bash does not run"),
        ("%%html", [], None),
        ("%%time\n" + CELL, [], None),
        ("1 def relu(z):\n2     return z", [error("SyntaxError", "x")], None),
        (CELL, [error("E", "")], "did not run: E"),
        (CELL, [], None),
        (CELL + "\n#" * MAX_CELL_LENGTH, [], None),
        (CELL + "\n#" * MAX_CELL_LENGTH, [error("MemoryError", "")], "did not run: MemoryError"),
        (CELL, [{"output_type": "stream", "name": "stderr", "text": "careful"}], None),
        ("print(relu)", [error("NameError", "name 'relu' is not defined")], None),
    ],
)
def test_the_reason_is_the_error_of_the_cell(
    cell: str, outputs: list[dict[str, Any]], reason: str | None
) -> None:
    failed = FailedCells()
    failed.add(cell, outputs)
    found = failed.reason(MISSING)
    assert found is None if reason is None else reason in str(found)
    assert failed.reason(ValueError("name 'relu' is not defined")) is None
    assert failed.reason(None) is None
    assert failed.reason_in("neuron stops: NameError: name 'relu' is not defined.") == found
    assert failed.reason_in("neuron is wrong.") is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1 def relu(z):\n2     return z", "line 1: SyntaxError"),
        ("```python\n" + CELL + "\n```", "line 1: SyntaxError"),
        ("Here is relu:\n" + CELL, "line 1: SyntaxError"),
        ("%%html", "line 1: %%html"),
    ],
)
def test_the_cell_of_an_exercise_has_a_reason_whatever_is_in_it(cell: str, reason: str) -> None:
    failed = FailedCells()
    failed.add(cell, [error("SyntaxError", "x")] if "html" not in cell else [], "relu")
    found = failed.reason(MISSING)
    assert found is not None and found.startswith("The cell of relu did not run, " + reason)


def test_a_later_cell_that_defines_it_counts() -> None:
    failed = FailedCells()
    failed.add(CELL, [error("E", "")])
    failed.add(CELL, [])
    assert failed.reason(MISSING) is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("def outer():\n    def relu(z):\n        return z", "inside of the function outer"),
        ("class A:\n    def relu(z):\n        return z", "inside of the class A"),
        (CELL, None),
        ("def relu(z):\n    def relu(z):\n        return z\n    return relu(z)", None),
    ],
)
def test_a_function_at_the_left_margin_is_not_said_to_be_inside(
    cell: str, said: str | None
) -> None:
    failed = FailedCells()
    failed.add(cell, [], "relu")
    found = failed.nothing_defined(MISSING)
    assert found is None if said is None else said in str(found)
