import math
from typing import Any

import numpy as np
import pytest

from grader.engine.judging.cell.autograder_tests import (
    as_outputs,
    checked_score,
    hidden,
    judges_by_score,
    run_test,
    visible,
)

CELL = "check(f)\n### BEGIN HIDDEN TESTS\nassert f(1)\n### END HIDDEN TESTS\nlast"


def test_a_cell_has_a_visible_and_a_hidden_part() -> None:
    assert visible(CELL) == "check(f)\nlast"
    assert hidden(CELL) == "assert f(1)\n"
    assert visible("check(f)\n### BEGIN HIDDEN TESTS\nx") == "check(f)"
    assert (visible("x = 1"), hidden("x = 1")) == ("x = 1", "")


def test_a_test_that_calls_score_is_told_from_others() -> None:
    ours = "from grader.exercises import score\nscore(f, 'w/n', 'f', points=1)"
    cell = CELL.replace("assert f(1)", "{}").format
    assert judges_by_score(cell(ours))
    assert judges_by_score(cell(ours.replace("score\n", "score as s\n").replace("score(f", "s(f")))
    assert not judges_by_score(cell("def score(f):\n    return 1\nscore(f)"))
    assert not judges_by_score(cell(ours + "\nassert f"))
    assert not judges_by_score("check(f)")


@pytest.mark.parametrize(
    ("value", "points"),
    [(2, 2.0), (2.5, 2.5), (np.float64(2.5), 2.5), (np.array(1.0), 1.0), (0, 0.0), (3, 3.0)]
    + [(True, 3.0), (False, 0.0), (np.bool_(False), 0.0), (None, 3.0), ("text", 3.0)]
    + [(v, None) for v in (math.nan, math.inf, -0.5, 3.5, np.float64("nan"))],
)
def test_points_are_a_checked_number(value: object, points: float | None) -> None:
    assert checked_score(value, 3.0) == points


def test_a_test_shows_what_it_prints_and_displays() -> None:
    text = "import sys\nfrom IPython.display import display\n%matplotlib inline\n"
    text += "print('a'); print('b', file=sys.stderr)\ndisplay({'text/plain': 'c'}, raw=True)\n4"
    ran = run_test(text, {}, "test")
    assert ran.value == 4
    assert ran.error is None
    assert [o["output_type"] for o in ran.outputs] == ["stream", "display_data"]
    assert (ran.outputs[0]["name"], ran.outputs[0]["text"]) == ("stdout", "a\nb\n")


def test_an_error_ends_a_test_with_its_lines() -> None:
    ran = run_test("x = 1\nassert x == 2, 'no'", {}, "test")
    assert isinstance(ran.error, AssertionError)
    (output,) = ran.outputs
    assert (output["ename"], output["evalue"]) == ("AssertionError", "no")
    assert "assert x == 2" in "".join(output["traceback"])


SHOWN: list[dict[str, Any]] = [
    {"output_type": "stream", "name": "stderr", "text": "warned"},
    {"output_type": "execute_result", "data": {"text/plain": "3.0"}, "execution_count": 1},
    {"output_type": "display_data", "data": {"forged": {}, "text/plain": "x"}, "metadata": {}},
    {"output_type": "display_data", "data": {"forged": {}}, "metadata": {}},
    {"output_type": "error", "ename": "E", "evalue": "e", "traceback": ["line"]},
    {"output_type": "unknown"},
]


@pytest.mark.parametrize("points", [0.0, 2.0])
def test_nothing_that_a_student_shows_decides(points: float) -> None:
    outputs = as_outputs(SHOWN, (), points, "forged")
    kinds = [o["output_type"] for o in outputs]
    assert kinds.count("execute_result") == 1
    assert outputs[-1]["data"] == {"text/plain": repr(points)}
    assert ("error" in kinds) == (points == 0.0)
    assert not any(o.get("name") == "stderr" or "forged" in o.get("data", {}) for o in outputs)
