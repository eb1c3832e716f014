"""Mutants are single changes of the solution's region, each of them another program."""

import ast

import pytest

from grader.exercises import load_reference, notebooks
from tests.mutation.operators import mutants

CELL = """def f(x, y):
    m = x.shape[1]
    ### BEGIN SOLUTION
    z = np.sum(x.T @ y, axis=1, keepdims=True) / m
    ### END SOLUTION
    return z
"""


@pytest.mark.parametrize(
    "changed",
    [
        "np.sum(x @ y, axis=1, keepdims=True) / m",
        "np.sum(x.T * y, axis=1, keepdims=True) / m",
        "np.sum(x.T @ y, axis=0, keepdims=True) / m",
        "np.sum(x.T @ y, keepdims=True) / m",
        "np.sum(x.T @ y, axis=1) / m",
        "np.sum(x.T @ y, axis=1, keepdims=False) / m",
        "np.mean(x.T @ y, axis=1, keepdims=True) / m",
        "np.sum(x.T @ y, axis=1, keepdims=True) * m",
        "np.sum(x.T @ y, axis=1, keepdims=True)",
        "np.sum(y @ x.T, axis=1, keepdims=True) / m",
        "np.sum(x.T @ x, axis=1, keepdims=True) / m",
    ],
)
def test_the_slips_of_array_code_are_among_them(changed):
    def body(source):
        function = ast.parse(source).body[0]
        return next(
            ast.unparse(s.value)
            for s in function.body
            if isinstance(s, ast.Assign) and ast.unparse(s.targets[0]) == "z"
        )

    sources = [m.source for m in mutants(CELL) if "z = " in m.source]
    assert ast.unparse(ast.parse(changed, mode="eval")) in [body(s) for s in sources]


def test_lines_outside_the_region_stay():
    for mutant in mutants(CELL):
        assert "m = x.shape[1]\n" in mutant.source
        assert "return z\n" in mutant.source


@pytest.mark.parametrize("name", notebooks())
def test_every_mutant_is_a_program_that_differs_from_the_solution(name):
    for source in load_reference(name).sources.values():
        found = mutants(source)
        texts = {m.source for m in found}
        assert len(texts) == len(found) > 0
        assert ast.unparse(ast.parse(source)) + "\n" not in texts
        for text in texts:
            compile(text, "mutant", "exec")
