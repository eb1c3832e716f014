import pytest

from grader.engine.judging.cell.autograder_tests import CellRun, run_test
from grader.engine.judging.cell.outcome import outcome_of
from tests.engine.plain_child import session_with_cells


def test_a_judge_without_memory_says_that_nobody_knows_who_is_to_blame() -> None:
    run = run_test("import numpy as np\nnp.zeros((2**28, 2**28))", {}, "test")
    outcome = outcome_of(run, 5.0)
    assert outcome.points == 0.0
    assert "is not known" in outcome.problem
    assert outcome.message == (outcome.problem,)


def test_a_function_without_memory_is_the_students() -> None:
    with session_with_cells(["def f(x):\n    raise MemoryError('no more')"]) as session:
        function = session.lookup("f")
        with pytest.raises(MemoryError) as raised:
            function(1)
    outcome = outcome_of(CellRun((), None, raised.value), 5.0)
    assert outcome.problem == ""
    assert outcome.message == ("MemoryError: no more",)
