"""Mistakes and variants are edits of the solution's text."""

import pytest

from grader.exercises.exercise import Edit, ExerciseError, changed_source

CELL = '''def f(x):
    """Return x + 1, which is x + 1.

    x + 1
    """
    y = x
    ### BEGIN SOLUTION
    y = x + 1
    ### END SOLUTION
    return y
'''


def run(source, x):
    space = {}
    exec(source, space)
    return space["f"](x)


def test_an_edit_changes_the_body_and_leaves_the_docstring():
    source = changed_source("f", Edit("x + 1", "x + 2"), CELL)
    assert run(source, 1) == 3
    assert source.count("x + 1") == 3


def test_several_edits():
    assert (
        run(changed_source("f", [Edit("x + 1", "x + 2"), Edit("return y", "return -y")], CELL), 1)
        == -3
    )


def test_a_body_replaces_the_solution_region_at_its_indentation():
    assert run(changed_source("f", "if x:\n    y = 5\nelse:\n    y = 6", CELL), 0) == 6


@pytest.mark.parametrize("old", ["x + 9", "y"])
def test_an_edit_that_does_not_fit_once_is_refused(old):
    with pytest.raises(ExerciseError, match=r"f: '.*' stands \d+ times"):
        changed_source("f", Edit(old, "z"), CELL)


def test_a_region_may_end_the_cell():
    cell = "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
    assert run(changed_source("f", "return 2 * x", cell), 4) == 8


def test_a_body_needs_one_region():
    with pytest.raises(ExerciseError, match="0 regions"):
        changed_source("f", "y = 2", "def f(x):\n    y = 1\n    return y\n")
