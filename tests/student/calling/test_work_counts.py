"""A count grows with the entries that Python visits, and with nothing else."""

import sys

import numpy as np
import pytest

from grader.student.calling.work_counts import axis_lengths, count_work, repeated

X = np.ones((3, 5))


def work(body: str, array: np.ndarray) -> int | None:
    space: dict[str, object] = {"np": np}
    exec(compile(f"def f(X):\n    {body}\n", "<a cell>", "exec"), space)
    return count_work(space["f"], {"X": array})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body",
    [
        "for x in X.ravel(): pass",
        "return [x for x in X.ravel()]",
        "return np.vectorize(lambda x: x)(X)",
        "return sorted(X.ravel(), key=lambda x: x)",
    ],
)
def test_a_loop_executes_more_lines_for_a_longer_array(body: str) -> None:
    few, many = work(body, X), work(body, np.tile(X, 4))
    assert few is not None
    assert many is not None
    assert many - few >= 45


@pytest.mark.parametrize(
    "body", ["return X @ X.T", "print(X)\n    return np.median(X, axis=1)", "return np.sum(X)"]
)
def test_an_array_operation_executes_the_same_lines(body: str) -> None:
    work(body, X)  # the first call may import something
    assert work(body, X) == work(body, np.tile(X, 40)) is not None


def test_a_function_that_fails_has_no_count_and_tracing_is_as_before() -> None:
    before = sys.gettrace()
    assert work("raise ValueError", X) is None
    assert work("raise SystemExit", X) is None
    assert sys.gettrace() is before


def test_each_axis_of_a_length_is_repeated() -> None:
    data = {"X": X, "Y": np.ones((1, 5)), "w": [np.ones((3, 1)), 5], "shape": (5, 5), "m": 5}
    longer = repeated(data, 5, 4)
    assert longer["X"].shape == (3, 20)
    assert longer["Y"].shape == (1, 20)
    assert longer["w"][0].shape == (3, 1)
    assert (longer["shape"], longer["m"]) == ((5, 5), 5)
    assert axis_lengths(data) == {1, 3, 5}
