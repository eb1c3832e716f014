"""What messages say of the shapes of arrays."""

import contextlib
import io
from collections.abc import Callable
from unittest import mock

import numpy as np

from grader.exercises.reference import define
from grader.student import trace_shapes
from grader.student.messages import array_shapes
from grader.student.messages.array_shapes import explain_growth, explain_rank_one
from tests.student.messages.examples.checked import of_body

_X = np.arange(6.0).reshape(2, 3)


def _shown(function: object, *arguments: object) -> str:
    """Return what `trace_shapes` prints, or the text of its error."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        try:
            trace_shapes(function, *arguments)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return shown.getvalue().removesuffix("\n")


def _defined(body: str, **helpers: str) -> Callable[..., object]:
    space: dict[str, object] = {"np": np}
    for name, source in helpers.items():
        define(f"def {name}(X):\n    {source}\n", name, space)
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return define(f"def scale(X):\n{lines}", "scale", space)


def _traced(body: str, **helpers: str) -> str:
    return _shown(_defined(body, **helpers), _X)


def _without_source() -> str:
    space: dict[str, object] = {}
    exec("def scale(X):\n    return X\n", space)
    return _shown(space["scale"], _X)


def _two_on_one_line() -> str:
    functions = define("scale = [lambda X: X, lambda X: 2 * X]\n", "scale", {})
    return _shown(functions[1], _X)


def _edited() -> str:
    """Trace a function whose text is no longer the one that it was made from."""
    function = _defined("return X")
    changed = ["def scale(X):\n", "    return 2 * X\n"]
    with mock.patch("linecache.getlines", lambda *_: changed):
        return _shown(function, _X)


EXAMPLES = {
    "explain_rank_one": lambda: of_body("s = X.mean(axis=1)\nreturn s"),
    "explain_rank_one-picked": lambda: of_body("s = X[:, 0]\nreturn s"),
    "explain_rank_one-made": lambda: of_body("s = np.ones(2)\nreturn s * X[0, 0]"),
    "explain_rank_one-empty": lambda: explain_rank_one("s", 0, "made"),
    "explain_rank_one-single": lambda: of_body("s = X[:1, :1].ravel()\nreturn s"),
    "explain_rank_one-flattened": lambda: of_body("s = X[:, :1].ravel()\nreturn s"),
    "shapes_in_line": lambda: of_body("Z = X @ X\nreturn Z"),
    "explain_growth": lambda: of_body("s = X.mean(axis=1)\nreturn np.zeros((2, 1)) + s"),
    "explain_growth-columns": lambda: of_body("return X[:, :1] + X[:1, :1].repeat(3, axis=1)"),
    "explain_growth-unknown": lambda: explain_growth("db", 4, None, None),
    "broadcast_result": lambda: of_body("s = X.mean(axis=1)\nreturn np.zeros((2, 1)) + s"),
    "here": lambda: _traced("s = X.mean(axis=1)\nreturn X[:, :1] + s"),
    "changed_to": lambda: _traced("for n in (1, 2):\n    Z = X[:, :n]\nreturn Z"),
    "and_more": lambda: _traced("Z = np.ones(1)\nfor n in range(6):\n    Z = np.ones(n)"),
    "iterations": lambda: _traced("for x in X:\n    y = x + 1\nreturn y"),
    "iterations-once": lambda: _traced("for x in X[:1]:\n    y = x + 1\nreturn y"),
    "iterations-nested": lambda: _traced(
        "for x in X:\n    for y in x:\n        z = y + 1\nreturn z"
    ),
    "stops_inside": lambda: _traced("return helper(X)", helper="return X @ X"),
    "stops_here": lambda: _traced("Z = X @ X\nreturn Z"),
    "stops_here-iteration": lambda: _traced(
        "for n in (2, 3):\n    Z = X[:, :n] @ np.ones((2, 1))\nreturn Z"
    ),
    "call_stops": lambda: _shown(_defined("return X")),
    "computes_nothing": lambda: _traced("pass"),
    "generator_returned": lambda: _traced("yield X"),
    "trace_failed": lambda: array_shapes.trace_failed(KeyError("Z")),
    "not_written": lambda: _traced("raise NotImplementedError"),
    "not_a_function": lambda: _shown(_X),
    "not_python": lambda: _shown(np.dot, _X, _X.T),
    "no_source": _without_source,
    "several_on_one_line": _two_on_one_line,
    "edited_source": _edited,
    "cannot_trace": lambda: array_shapes.cannot_trace("scale"),
}
