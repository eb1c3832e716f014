"""An exercise is put together again out of whatever cells it was torn into."""

import itertools
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.submissions.exercise_text import find_definition, join_below, join_marked

WHOLE = '''\
import math

def helper(x):
    return [
        x,
        2,
    ]

def relu(z):
    """Say what it does.

    In two parts.
    """
    y = helper(z)
    if z > 0:
        return y[0]
    return 0.0
'''
LINES = WHOLE.splitlines()


def value(text: str) -> Any:
    """Return what the function returns; names that are not defined are errors."""
    namespace: dict[str, Any] = {}
    exec(text, namespace)
    return [namespace["relu"](z) for z in (-1.0, 2.0)]


@given(st.sets(st.integers(1, len(LINES) - 1), min_size=1, max_size=4))
def test_a_cell_that_was_split_anywhere_is_the_same(cuts: set[int]) -> None:
    edges = [0, *sorted(cuts), len(LINES)]
    parts = ["\n".join(LINES[a:b]) for a, b in itertools.pairwise(edges)]
    parts = [part for part in parts if part.strip()]
    text, all_used = join_marked(parts, "relu")
    assert value(text) == [0.0, 2.0]
    assert all_used
    text, count = join_below([*parts, "own = undefined"])
    below = "\n".join([text, *parts[count + 1 :]])
    assert value(below) == [0.0, 2.0]


@given(st.integers(9, len(LINES) - 1))
def test_halves_of_a_function_that_changed_places_are_the_same(cut: int) -> None:
    parts = ["\n".join(LINES[cut:]), "\n".join(LINES[:cut])]
    text, _ = join_marked(parts, "relu")
    assert value(text) == [0.0, 2.0]


OLD = "def relu(z):\n    return 7"
NEW = "def relu(z):\n    return max(z, 0.0)"


@pytest.mark.parametrize(
    ("parts", "all_used"),
    [
        ([OLD, NEW], False),
        (["def relu(z:\n    return 7", NEW], False),
        ([NEW, NEW], False),
        (["import math", NEW], True),
        ([NEW, "print(relu(1))"], True),
        ([NEW, "x = (1"], False),
        (["%matplotlib inline", f"%%time\n{NEW}"], True),
        ([f"%matplotlib inline\n{NEW}", "!ls"], True),
        ([OLD, "x = 1", NEW], False),
        (["def relu(z):\n    ", "return max(z, 0.0)"], True),
    ],
)
def test_of_several_versions_the_last_one_counts(parts: list[str], all_used: bool) -> None:
    text, used = join_marked(parts, "relu")
    assert (len(used) == len(parts) > 1) == all_used
    plain = "\n".join(line for line in text.split("\n") if not line.startswith(("%", "!")))
    assert value(plain) == [0.0, 2.0]


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        ([OLD, f"%matplotlib inline\n{NEW}\n!ls"], NEW),
        ([NEW, "def relu(z:\n    pass"], NEW),
        (["x = 1", "relu = lambda z: 0"], "relu = lambda z: 0"),
        ([f"def other(x:\n    pass\n\n{NEW}"], NEW),
        (["@decorated\n" + NEW], "@decorated\n" + NEW),
        (["relu = 3"], None),
        (["def relu(z:\n    pass"], "def relu(z:\n    pass\n"),
    ],
)
def test_a_definition_is_found_in_any_cell(sources: list[str], found: str | None) -> None:
    assert find_definition(sources, "relu") == found


def test_the_work_grows_as_the_cells() -> None:
    def work(cells: int) -> int:
        parts = ["f(x,\n" * 200] * cells
        count = 0

        def note(frame: Any, event: str, argument: Any) -> None:
            nonlocal count
            # What is parsed again and again shows as calls; their texts are alike.
            count += event == "c_call"

        sys.setprofile(note)
        try:
            join_below(parts)
            join_marked(parts, "relu")
            find_definition(parts, "relu")
        finally:
            sys.setprofile(None)
        return count

    work(40)
    assert work(160) <= 5 * work(40) + 200
