import pytest

from grader.engine.judging.cell.autograder_tests import run_test
from grader.engine.judging.cell.error_source import describe, is_students
from tests.engine.plain_child import session_with_cells

RAISES = "def f(x):\n    raise MemoryError('no more')"
OWN = {
    "f(1)": "MemoryError",
    "try:\n    f(1)\nexcept Exception:\n    raise TypeError('no f') from None": "TypeError",
    "try:\n    f(1)\nexcept Exception as e:\n    raise TypeError('no') from e": "TypeError",
    "assert False": "AssertionError",
    "import numpy as np\nnp.testing.assert_allclose(1, 2)": "AssertionError",
    "missing(1)": "NameError",
}
NOT_OWN = {
    "import numpy as np\nnp.zeros((2**28, 2**28))": "MemoryError",
    "try:\n    f(1)\nexcept Exception as error:\n    eror": "NameError",
    "typo(1)": "NameError",
    "1 / 0": "ZeroDivisionError",
    "from grader.student.text import read_cell\nread_cell(1)": "TypeError",
    "raise SystemExit(3)": "SystemExit",
}


@pytest.mark.parametrize("test", [*OWN, *NOT_OWN])
def test_only_what_student_code_causes_is_the_students(test: str) -> None:
    with session_with_cells([RAISES]) as session:
        error = run_test(test, {"f": session.lookup("f")}, "test").error
    assert error is not None and type(error).__name__ == {**OWN, **NOT_OWN}[test]
    assert is_students(error, {"missing"}) == (test in OWN)


@pytest.mark.parametrize(
    ("test", "of_students"),
    [
        ("float([1])", True),
        ("'a'.nothing", True),
        ("{}['a']", True),
        ("int('a')", True),
        ("typo(1)", False),
        ("1 / 0", False),
        ("raise MemoryError", False),
    ],
)
def test_what_a_value_of_another_type_causes_is_the_students(test: str, of_students: bool) -> None:
    error = run_test(test, {}, "test").error
    assert error is not None
    assert is_students(error, (), of_another_type=True) is of_students
    assert not is_students(error, (), of_another_type=False)


def test_an_instructor_reads_where_an_error_was(capfd: pytest.CaptureFixture[str]) -> None:
    error = run_test("x = 1\n1 / 0", {}, "test check-double").error
    assert error is not None
    said = describe(error)
    assert said == "ZeroDivisionError: division by zero (test check-double, line 2)"
    assert "Traceback" in capfd.readouterr().err
