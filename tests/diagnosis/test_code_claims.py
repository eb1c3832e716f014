"""Sentences on lines of code are so, or they are found."""

import numpy as np
import pytest

from grader.exercises.reference import define
from grader.student.checking import Contract, Question, SolvedCase, Verdict
from tests.diagnosis.code_claims import untrue_statements

SOURCE = """def f(X, Y, Z):
    m = X.shape[1]
    squares = [v * v for v in (1, 2)]
    A = (X @ Y.T + m) * v + B
    B = A
    return A
"""
X, Y = np.zeros((2, 3)), np.zeros((4, 3))
CASE = SolvedCase({"X": X, "Y": Y, "Z": Y}, X, {"m": 3}, None, {})
QUESTION = Question("f", "1", Contract(("A",)), (), (), {}, (), (CASE,))


@pytest.mark.parametrize(
    ("says", "is_so"),
    [
        ("Line 4 uses the variable `B`, which is assigned only later, in line 5.", True),
        ("Line 4 uses the variable `A`, which is assigned only later, in line 5.", False),
        ("Line 5 uses the variable `A`, which is assigned only by this very line.", False),
        ("The variable `squares` (line 3) is never used.", True),
        ("The variable `m` (line 2) is never used.", False),
        ("The variable `squares` (line 2) is never used.", False),
        ("The argument `Z` is never used.", True),
        ("The argument `X` is never used.", False),
        ("v has a value only inside of the expression or function in line 3: outside", True),
        ("m has a value only inside of the expression or function in line 3: outside", False),
        ("v has a value only inside of the expression or function in line 2: outside", False),
        ("Shapes in line 4: ((2, 3) @ (3, 4) + m) * v + B.", True),
        ("Shapes in line 4: ((2, 3) @ (4, 3) + m) * v + B.", False),
        ("Shapes in line 6: (2, 4).", False),
    ],
)
def test_a_sentence_on_lines_is_so_or_found(says, is_so):
    lines = ("f  line 4 of your function stops:", "  NameError: name 'v' is not defined", says)
    verdict = Verdict("error", {}, None, lines)
    function = define(SOURCE, "f", {"np": np})
    assert (untrue_statements(verdict, QUESTION, function, SOURCE) == []) is is_so
