"""Messages on rules that a function with right values breaks."""

import functools
import sys
from collections.abc import Callable

import numpy as np

from grader.exercises.reference import define
from grader.student.calling import RandomOutput, SeededGenerator, summarize
from grader.student.messages import broken_rules
from tests.student.messages.examples.checked import (
    checked,
    of_body,
    of_function,
    question,
    solved,
    written,
)

_MEAN = "return X.mean(axis=1, keepdims=True)"
_ROWS = "return np.array([[sum(x) / len(x)] for x in X])"


def _in_place(argument: object, body: str) -> str:
    return checked(
        written(body, "X, Y"),
        question([solved({"X": argument, "Y": 1.0}, 1.0)], rules=("unchanged",)),
    )


def _generator(body: str, rules: tuple[str, ...] = ()) -> str:
    drawn = summarize(np.random.default_rng(1).normal(size=(6, 10)))
    rule = None if rules else "generator"
    cases = [
        solved({"n": 1.0, "rng": SeededGenerator(1)}, drawn),
        solved({"n": 1.0, "rng": SeededGenerator(2)}, drawn, rule=rule),
    ]
    asked = question(cases, ("W",), rules=rules, drawn={"W": RandomOutput(scales=(1.0,))})
    return checked(written(body, "n, rng"), asked)


def _large(body: str) -> str:
    cases = [
        solved({"x": 1.0}, 1.0, {"x": 1.0}),
        solved({"x": 800.0}, 1.0, {"x": 800.0}, rule="finite"),
    ]
    says = {"finite": "Arrange the formula so that exp never sees a large number."}
    return checked(written(body, "x"), question(cases, rule_says=says))


def _helper() -> Callable[..., object]:
    """Define a helper in the notebook of `scale`."""
    space: dict[str, object] = {"np": np}
    define("def g(X):\n    return np.array([[x.mean()] for x in X])\n", "g", space)
    return define("def scale(X):\n    return g(X)\n", "scale", space)


def _with_attribute() -> Callable[..., object]:
    """Define a helper with an attribute."""
    helper = define("def g(X):\n    return X\n", "g", {})
    helper.run = helper  # type: ignore[attr-defined]
    return helper


def _vectorized(body: str) -> str:
    return of_body(body, rules=("vectorized",))


EXAMPLES = {
    "in_short": lambda: _large("return 1.0 if x < 700 else np.inf"),
    "in_short-unreadable": lambda: broken_rules.in_short("vectorized", broken_rules.unreadable()),
    "in_short-other": lambda: broken_rules.in_short("spelling"),
    "unreadable": lambda: of_body(
        "exec('f = lambda X: X.mean(axis=1, keepdims=True)', globals())\nreturn f(X)",
        rules=("vectorized",),
    ),
    "in_long_cell": lambda: broken_rules.in_long_cell(600_000, 500_000),
    "changes_arrays_of_a_dictionary": lambda: _in_place(
        {"W1": np.ones(3)}, "X['W1'] -= 1\nreturn Y"
    ),
    "changes_a_list": lambda: _in_place([1.0, 2.0], "X.pop()\nreturn Y"),
    "changes_arguments": lambda: _in_place(np.ones(3), "X -= 1\nreturn Y"),
    "changes_arguments-several": lambda: checked(
        written("X -= 1\nZ -= 1\nreturn 1.0", "X, Z"),
        question([solved({"X": np.ones(3), "Z": np.ones(2)}, 1.0)], rules=("unchanged",)),
    ),
    "reads_the_notebook": lambda: of_body(
        "return X.mean(axis=1, keepdims=True) + 0 * W.sum()",
        names={"W": np.ones(3)},
        rules=("own_arguments",),
    ),
    "not_resolved": lambda: _vectorized("g = getattr(np, 'ab' + 's')\ng(X)\n" + _MEAN),
    "by_text": lambda: _vectorized("globals()['np'].abs(X)\n" + _MEAN),
    "defined_nowhere": lambda: _vectorized("if False: missing(X)\n" + _MEAN),
    "a_class": lambda: _vectorized("class Tools:\n    pass\n" + _MEAN),
    "a_decorator": lambda: _vectorized("@staticmethod\ndef g(): pass\n" + _MEAN),
    "imported_inside": lambda: _vectorized("if False: import tools\n" + _MEAN),
    "other_module": lambda: of_body("sys.path\n" + _MEAN, {"sys": sys}, rules=("vectorized",)),
    "unknown_function": lambda: of_body(
        "g(-1)\n" + _MEAN, {"g": functools.partial(abs)}, rules=("vectorized",)
    ),
    "attribute_of": lambda: of_body(
        "g.run\n" + _MEAN, {"g": _with_attribute()}, rules=("vectorized",)
    ),
    "patched": lambda: broken_rules.patched("np.exp", "="),
    "patched-by_exec": lambda: broken_rules.patched("np.exp", "exec"),
    "work_grows": lambda: broken_rules.work_grows(4, 5, 19, 20),
    "loop_found": lambda: _vectorized(_ROWS),
    "loop_found-helper": lambda: of_function(_helper(), rules=("vectorized",)),
    "uses_ready_made": lambda: of_body(_MEAN, rules=("own_loop",)),
    "no_loop_found": lambda: of_body(
        "return np.add.reduce(X, axis=1, keepdims=True) / X.shape[1]", rules=("own_loop",)
    ),
    "same_draws": lambda: _generator(
        "rng = np.random.default_rng(0)\nreturn rng.normal(size=(6, 10))", ("fresh_draws",)
    ),
    "same_draws-of-an-entry": lambda: broken_rules.same_draws("W1"),
    "draws_nothing": lambda: _generator("return np.random.default_rng(0).normal(size=(6, 10))"),
    "stops_with": lambda: _large("if x > 700: raise OverflowError('too large')\nreturn 1.0"),
    "while_loop": lambda: _vectorized("i = 0\nwhile i < 3: i += 1\n" + _MEAN),
    "for_loop": lambda: _vectorized("for x in X: pass\n" + _MEAN),
    "comprehension": lambda: _vectorized(_ROWS),
    "imported_loop": lambda: _vectorized("from functools import reduce\n" + _MEAN),
    "hidden_loop": lambda: _vectorized("Z = np.vectorize(abs)(X)\n" + _MEAN),
    "builtin_loop": lambda: _vectorized("total = max(X.ravel())\n" + _MEAN),
    "recursion": lambda: _vectorized("if len(X) > 9: return scale(X[1:])\n" + _MEAN),
    "recursion-helper": lambda: _vectorized(
        "def g(i): return h(i)\ndef h(i): return g(i - 1) if i else 0\ng(2)\n" + _MEAN
    ),
}
