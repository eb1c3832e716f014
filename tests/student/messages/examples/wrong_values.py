"""Messages on values that are not the expected ones."""

import functools
from collections.abc import Callable

import numpy as np

from grader.exercises.reference import define
from grader.student.calling import Choice, RandomOutput, summarize
from tests.student.messages.examples.checked import (
    X,
    checked,
    of_arrays,
    of_body,
    of_value,
    question,
    solved,
    written,
)

_CHOICE = Choice("abcd", "b")
_NORMAL = np.round(np.random.default_rng(1).normal(size=(8, 10)), 3)


_ONE = question([solved({"X": X}, 1.0, {"m": 3})])
_CACHED = "@lru_cache\ndef scale(X):\n    return float(X.size)\n"


def _cached() -> Callable[..., object]:
    return define(_CACHED, "scale", {"lru_cache": functools.lru_cache})


def _drawn(got: np.ndarray) -> str:
    case = solved({"n": 8}, summarize(_NORMAL * 0.01), {"n": 8})
    asked = question([case], ("W",), drawn={"W": RandomOutput(scales=(0.01,))})
    return checked(lambda n: got, asked)


def _printed(expected: list[list[float]], lines: str) -> str:
    def costs(n: int) -> int:
        print(lines)
        return n

    cases = [solved({"n": 2}, 2), solved({"n": 2}, expected, rule="prints")]
    return checked(costs, question(cases))


def _one_number(change, n: int = 3) -> str:
    cases = [solved({"x": x}, x + 2.0, {"x": x}) for x in (1.5, 4.0, 7.25)[:n]]
    return checked(lambda x: change(x + 2.0), question(cases))


def _two_outputs(got: object) -> str:
    cases = [solved({"X": k * X}, (3 * k * X, X**2)) for k in (1.0, 2.0)]
    return checked(got, question(cases, ("A", "B")))


def _two_results(body: str) -> str:
    cases = [solved({"X": k * X}, (3 * k * X, X**2)) for k in (1.0, 2.0)]
    return checked(written(body), question(cases, ("A", "B")))


def _two_signs() -> str:
    cases = [solved({"X": Y}, 3 * Y + min(Y[0, 0], 0)) for Y in (X + 1, -X - 1, 0 * X)]
    body = "if X[0, 0] > 0:\n    return X - 3\nif X[0, 0] < 0:\n    return np.exp(X) / 7\nreturn X"
    return checked(written(body), question(cases))


def _scaled_by_m(change) -> str:
    cases = [solved({"m": m}, np.arange(3.0) + m, {"m": m}) for m in (2, 7)]
    return checked(lambda m: change(np.arange(3.0) + m, m), question(cases))


def _times_eps() -> str:
    cases = [solved({"X": k * X, "eps": eps}, k * X) for k, eps in ((1.0, 0.1), (2.0, 0.25))]
    return checked(lambda X, eps: 2 * eps * X, question(cases))


def _edge(row: int, is_right: bool) -> str:
    def change(A: np.ndarray) -> np.ndarray:
        wrong = A + (np.arange(A.size).reshape(A.shape) + 1) ** 2
        keep = np.zeros(A.shape[0], bool)
        keep[row] = True
        return np.where(keep[:, None] == is_right, A, wrong)

    return of_arrays(change)


EXAMPLES = {
    "expected_got": lambda: of_value(3.5, 4.25, outputs=("J",)),
    "expected_got-bool": lambda: of_value(True, False, outputs=("is_cat",)),
    "expected_got-digits": lambda: of_value(0.123456, 0.123466, outputs=("J",)),
    "expected_got_at": lambda: of_value(X, X + (X > 2)),
    "wrong_shape_tuple": lambda: of_value((2, 3), (3, 2), outputs=("shape",)),
    "wrong_shape_tuple-kind": lambda: of_value((2, 3), 2.5, outputs=("shape",)),
    "shape_as_list": lambda: of_value((2, 3), [2, 3], outputs=("shape",)),
    "keeps_default": lambda: checked(
        written("seen.append(X.sum())\nreturn float(len(seen)) + 20", "X, seen=[]"), _ONE
    ),
    "keeps_global": lambda: checked(
        written("seen.append(X.sum())\nreturn float(len(seen) - 1)", seen=[1, 2]), _ONE
    ),
    "keeps_results": lambda: checked(_cached(), _ONE),
    "makes_a_matrix": lambda: of_body("return np.matrix(X) * np.ones((X.shape[1], 1))"),
    "not_numbers": lambda: of_value(X, None),
    "not_numbers-number": lambda: of_value(2.5, "2.5", outputs=("J",)),
    "not_numbers-bool": lambda: of_value(True, {}, outputs=("is_cat",)),
    "not_numbers-objects": lambda: of_value(X, np.array([None, 1])),
    "not_numbers-list-and-number": lambda: of_value(X, np.array([[1, 2], 0.5], dtype=object)),
    "not_numbers-function": lambda: of_value(2.5, lambda X: 2.5, outputs=("J",)),
    "wrong_shape": lambda: of_value(X, X[:, :2]),
    "wrong_shape-number": lambda: of_value(X, 2.0),
    "wrong_shape-of_number": lambda: of_value(2.0, X, outputs=("J",)),
    "wrong_length": lambda: of_value([1.0, 2.0], [1.0], outputs=("costs",)),
    "wrong_length-more": lambda: of_value([1.0], [1.0, 2.0], outputs=("costs",)),
    "nested_list": lambda: of_value([0.5], 0.5, outputs=("costs",)),
    "not_an_array": lambda: of_value(X, X.tolist()),
    "list_for_a_number": lambda: of_value(2.0, [2.0, 3.0], outputs=("J",)),
    "list_for_an_array": lambda: of_value(X, X.ravel().tolist()),
    "not_a_dictionary": lambda: of_value({"dw": X, "db": 0.5}, X, outputs=("grads",)),
    "not_a_dictionary-none": lambda: of_value({"dw": X}, None, outputs=("grads",)),
    "missing_key": lambda: of_value({"dw": X, "db": 0.5}, {"dw": X}, outputs=("grads",)),
    "missing_key-many": lambda: of_value(
        {"db": 0.5}, dict.fromkeys("abcde", 0.5), outputs=("grads",)
    ),
    "missing_key-empty": lambda: of_value({"db": 0.5}, {}, outputs=("grads",)),
    "unexpected_key": lambda: of_value(
        {"W1": X}, {"W1": X, "W2": X}, outputs=("parameters",), exact=True
    ),
    "wrong_sequence": lambda: of_value([X, X], [X], outputs=("caches",)),
    "wrong_choice": lambda: of_value(_CHOICE, "c", outputs=("answer",)),
    "not_a_letter": lambda: of_value(_CHOICE, "the second", outputs=("answer",)),
    "not_a_letter-array": lambda: of_value(_CHOICE, X, outputs=("answer",)),
    "wrong_text": lambda: of_value("relu", "tanh", outputs=("activation",)),
    "wrong_text-none": lambda: of_value(None, X, outputs=("cache",)),
    "wrong_return": lambda: of_value((X, X, 0.5), (X, X), outputs=("dW", "db", "cost")),
    "wrong_return-none": lambda: of_value((X, 0.5), None, outputs=("A", "cost")),
    "first_difference_inside": lambda: of_value(
        (X, {"Z": X, "W": X}),
        (X, {"Z": X + 1, "W": X}),
        outputs=("A", "cache"),
        whole=frozenset({"cache"}),
    ),
    "wrong_sign": lambda: of_arrays(lambda A: -A),
    "wrong_sign-number": lambda: _one_number(lambda x: -x),
    "right_with_changes": lambda: of_body("return np.sum(X, axis=1, keepdims=True) / len(X)"),
    "right_with_changes-two": lambda: of_body(
        "m = X.shape[0]\nreturn np.sum(X, axis=0, keepdims=True) / m"
    ),
    "outputs_right_with_changes": lambda: _two_results("A = 3 + X\nB = np.exp(A) * 7\nreturn A, B"),
    "never_used": lambda: of_body("unused = X.sum()\nreturn np.tanh(X) ** 5"),
    "argument_never_used": lambda: of_body("return np.ones((7, 3)) * 5.3"),
    "times_a_size": lambda: _scaled_by_m(lambda A, m: A * m),
    "times_a_size-small": lambda: _scaled_by_m(lambda A, m: A / m),
    "times_an_argument": _times_eps,
    "times_a_constant": lambda: of_arrays(lambda A: 0.5 * A),
    "transposed": lambda: of_arrays(lambda A: A.T),
    "always_the_same": lambda: _one_number(lambda x: 0.75),
    "right_in": lambda: of_arrays(lambda A: A + (A.shape[1] == 7) * A**2),
    "right_in-where": lambda: of_arrays(lambda A: A + (A.shape[1] > 2) * A**2),
    "same_as_an_argument": lambda: of_arrays(lambda A: (A - 1) / 2),
    "same_as_another": lambda: _two_outputs(lambda X: (3 * X, 3 * X)),
    "all_zero": lambda: of_arrays(lambda A: 0 * A),
    "off_by": lambda: of_arrays(lambda A: A + 1.25),
    "off_by-small": lambda: _one_number(lambda x: x - 1.0),
    "one_minus": lambda: of_arrays(lambda A: 1 - A),
    "one_over": lambda: of_arrays(lambda A: 1 / A),
    "squared": lambda: of_arrays(np.square),
    "some_wrong_signs": lambda: of_arrays(np.abs),
    "reordered": lambda: of_arrays(lambda A: A[:, ::-1]),
    "only_one_line": lambda: _edge(0, is_right=True),
    "only_one_line-wrong": lambda: _edge(-1, is_right=False),
    "right_in_another_layout": lambda: of_arrays(lambda A: A[None]),
    "not_finite": lambda: _drawn(np.where(_NORMAL > 2, np.nan, _NORMAL * 0.01)),
    "all_zeros": lambda: _drawn(0 * _NORMAL),
    "all_equal": lambda: _drawn(0 * _NORMAL + 0.01),
    "equal_rows": lambda: _drawn(0 * _NORMAL + _NORMAL[0] * 0.01),
    "one_sign": lambda: _drawn(np.abs(_NORMAL) * 0.01),
    "one_sign-positive": lambda: _drawn(-np.abs(_NORMAL) * 0.01),
    "wrong_mean": lambda: _drawn(_NORMAL * 0.01 + 0.01),
    "wrong_spread": lambda: _drawn(_NORMAL),
    "too_many_printed": lambda: _printed([[0.0, 0.69]], "\n".join(["0 0.69"] * 9)),
    "too_many_printed-none": lambda: _printed([], "cost 0.69"),
    "not_printed": lambda: _printed([[0.0, 0.69], [100.0, 0.41]], "iteration 0: 0.69"),
    "more_right_with_changes": lambda: _two_signs(),
    "in_code": lambda: of_body("return np.sum(X, axis=1, keepdims=True) / len(X)"),
    "inside": lambda: of_body(
        "m = X.shape[1]\ns = np.sum(X, axis=1, keepdims=True)\nreturn (s + 0) / (s + 1 - 1)"
    ),
    "numbered": lambda: of_body("m = X.shape[1]\nreturn np.sum(X, axis=1, keepdims=True) / m + m"),
}
