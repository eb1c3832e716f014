"""What `check`, `ready` and `hint` print."""

import contextlib
import io
import sys
import types
from collections.abc import Callable
from unittest import mock

import numpy as np

from grader.exercises import load_reference
from grader.exercises.reference import define
from grader.student import notebook
from grader.student.messages import verdicts
from tests.student.messages.examples.checked import (
    KnownMistake,
    MistakeOutcome,
    X,
    checked,
    of_body,
    of_value,
    question,
    solved,
    written,
)

_LESSON = "week2/logistic_regression"
_MEAN = "return X.mean(axis=1, keepdims=True)"
_STUB = "def sigmoid(z):\n    raise NotImplementedError\n"
_RENAMED = "def Sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n"
_WRONG = "def sigmoid(z):\n    return 1 / (1 + np.exp(z))\n"


def _student(**changed: str) -> dict[str, Callable[..., object]]:
    """Return the functions of a student who solved all exercises, but for some of them."""
    space = {"np": np}
    for name, source in {**load_reference(_LESSON).sources, **changed}.items():
        define(source, name, space)
    return space


def _printed(run: Callable[[], object]) -> str:
    """Return what a cell of a notebook shows: its output, or the text of its error."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        try:
            run()
        except Exception as error:
            return f"{shown.getvalue()}{type(error).__name__}: {error}"
    return shown.getvalue().removesuffix("\n")


def _check(name: str, **changed: str) -> str:
    return _printed(lambda: notebook(_LESSON).check(_student(**changed)[name]))


def _check_value(value: object) -> str:
    return _printed(lambda: notebook(_LESSON).check(value))


def _ready(*names: str, graded: bool = False, **changed: str) -> str:
    functions = _student(**changed)
    with mock.patch.dict("os.environ", {"COURSE_GRADING": "1"} if graded else {}):
        return _printed(lambda: notebook(_LESSON).ready(*(functions[name] for name in names)))


def _from_another_notebook() -> str:
    stub = _student(sigmoid=_STUB)["sigmoid"]
    stub.from_file = "earlier.ipynb"
    return _printed(lambda: notebook(_LESSON).ready(stub))


def _without_helper(name: str = "propagate") -> str:
    space = _student()
    del space["sigmoid"]
    return _printed(lambda: notebook(_LESSON).check(space[name]))


def _old_version(
    cell: str = "def sigmoid(z):\n    x = 1 / 0\n", before: str = _WRONG, checked: str = "sigmoid"
) -> str:
    """Check a function whose cell was changed and did not run again."""
    cells = [cell]
    shell = types.SimpleNamespace(history_manager=types.SimpleNamespace(input_hist_raw=cells))
    ipython = types.SimpleNamespace(get_ipython=lambda: shell)
    function = _student(sigmoid=before)[checked]
    with mock.patch.dict(sys.modules, {"IPython": ipython}):
        return _printed(lambda: notebook(_LESSON).check(function))


def _hints(count: int) -> str:
    hint = notebook(_LESSON).hint
    function = _student()["sigmoid"]
    return _printed(lambda: [hint(function) for _ in range(count)])


def _missing_part() -> str:
    text = "forward: it is not there; open earlier.ipynb, exercise 2.1"
    source = f"def forward(X):\n    raise NotImplementedError({text!r})\n"
    # With global names of its own, as a function of another notebook.
    forward = define(source, "forward", {})
    return checked(written("return forward(X)", forward=forward), question([solved({"X": X}, X)]))


def _open_helper() -> str:
    space: dict[str, object] = {"np": np}
    define("def helper(X):\n    raise NotImplementedError\n", "helper", space)
    function = define("def scale(X):\n    return helper(X)\n", "scale", space)
    return checked(function, question([solved({"X": X}, X)]))


def _failing_helper() -> str:
    space: dict[str, object] = {"np": np}
    define("def helper(X):\n    return X / X.sise\n", "helper", space)
    function = define("def scale(X):\n    return helper(X)\n", "scale", space)
    return checked(function, question([solved({"X": X}, X)]))


def _known() -> str:
    says = "The mean is {m} times too large: divide by m."
    sums = MistakeOutcome(X.sum(axis=1, keepdims=True))
    case = solved({"X": X}, X.mean(axis=1, keepdims=True), {"m": 3}, mistaken={"sum": sums})
    asked = question([case], mistakes=(KnownMistake("sum", says),), equations={"A": "(1.2)"})
    return checked(written("return X.sum(axis=1, keepdims=True)"), asked)


def _overwritten() -> str:
    case = solved({"grads": {"dw": np.ones(3)}}, 1.0)
    return checked(written("X['dw'] = 0 * X['dw']\nreturn 1.0"), question([case]))


def _uncalled() -> str:
    case = solved({"n": 3}, {"W1": np.ones((3, 2))}, {"n": 3})
    asked = question([case], ("parameters",), replaced_helpers=("initialize_parameters",))
    return checked(written("return {'W1': np.zeros((3, 2))}", "n"), asked)


def _many_outputs(wrong: int) -> str:
    names = "ABCDEF"
    case = solved({"X": 1.0}, tuple(map(float, range(6))))
    got = tuple(float(k + (k < wrong)) for k in range(6))
    numbers = {name: f"(1.{k})" for k, name in enumerate(names)}
    return checked(lambda X: got, question([case], tuple(names), equations=numbers))


def _long_label() -> str:
    case = solved({"X": 2.0}, 2.0, {"m": 3, "formula": "3(a + bc)" * 8})
    return checked(lambda X: X + 1, question([case], ("J",)))


def _chosen(letter: str) -> str:
    def fewest_units() -> str:
        return letter

    return _printed(lambda: notebook("week3/planar_classifier").check(fewest_units))


EXAMPLES = {
    "revealed": lambda: verdicts.revealed("which", False, "b", "One product needs one layer."),
    "revealed-right": lambda: verdicts.revealed("which", True, "b", "One product needs one layer."),
    "waits_for_reveal": lambda: verdicts.waits_for_reveal("which"),
    "no_notebook_of_the_course": lambda: verdicts.no_notebook_of_the_course(
        "mine.ipynb", ["week1/lines.ipynb"]
    ),
    "unreadable_notebook": lambda: verdicts.unreadable_notebook("mine.ipynb", "a cell is a number"),
    "owner": lambda: of_body("s = np.log(0 * X)\nreturn s[:, :1]"),
    "right_result": lambda: of_body(_MEAN),
    "right_result-one_case": lambda: of_value((X, 0.5), (X, 0.5), outputs=("A", "cost")),
    "right_result-many": lambda: _many_outputs(0),
    "letter_chosen": lambda: _chosen("b"),
    "verdict_later": lambda: _chosen("c"),
    "warned_at": lambda: of_body(f"e = np.exp(np.array([1000.0]))\n{_MEAN}"),
    "warned_at-long": lambda: of_body(
        f"e = np.exp(np.array([1000.0])) + {' + '.join(['np.zeros(1)'] * 9)}\n{_MEAN}"
    ),
    "right_all_the_same": lambda: of_body(f"e = np.log(np.zeros(1))\n{_MEAN}"),
    "overwritten_entries": _overwritten,
    "breaks_rules": lambda: of_body(f"for x in X: pass\n{_MEAN}", rules=("vectorized",)),
    "breaks_rules-two": lambda: of_body(
        f"for x in X: pass\nA = {_MEAN[7:]}\nX[0, 0] = 9.0\nreturn A",
        rules=("vectorized", "unchanged"),
    ),
    "outputs_wrong": lambda: of_value((X, 0.5, 2.0), (X, 0.25, 3.0), outputs=("A", "b", "c")),
    "outputs_wrong-many": lambda: _many_outputs(4),
    "with_equations": _known,
    "with_equations-several": lambda: _many_outputs(3),
    "fact_and_case": lambda: of_body("return X[:, :1]"),
    "fact_and_case-long": _long_label,
    "fact_and_case-without-facts": lambda: verdicts.fact_and_case("it differs " * 9, "")[0],
    "of_output": lambda: of_value((X, 0.5), (X + 1, 0.25), outputs=("A", "cost")),
    "warned_in_line": lambda: of_body("s = np.log(0 * X)\nreturn s[:, :1]"),
    "shape_from_line": lambda: of_body("s = X.mean(axis=1)\nreturn s"),
    "shape_from_line-grown": lambda: of_body("s = X.mean(axis=1)\nreturn np.zeros((2, 1)) + s"),
    "never_calls": _uncalled,
    "stops_in_line": lambda: of_body("Z = X @ X\nreturn Z"),
    "stops_in_line-helper": _failing_helper,
    "call_stops": lambda: checked(lambda: 1, question([solved({"X": X}, X)])),
    "error_text": lambda: of_body(f"raise ValueError({'no ' * 40!r})"),
    "runs_in": lambda: of_body(f"if X.shape[1] > 4: raise ValueError('wide')\n{_MEAN}"),
    "not_a_function": lambda: checked(3, question([solved({"X": X}, X)])),
    "not_written": lambda: _check("sigmoid", sigmoid=_STUB),
    "not_written-renamed": lambda: _check("sigmoid", sigmoid=_STUB + _RENAMED),
    "helper_not_written": _open_helper,
    "helper_not_written-renamed": lambda: _check("propagate", sigmoid=_STUB + _RENAMED),
    "renamed": lambda: verdicts.renamed("sigmoid", "Sigmoid"),
    "renamed_to": lambda: _check("sigmoid", sigmoid=_STUB + _RENAMED),
    "near_an_exercise": lambda: _check_value(define(_RENAMED, "Sigmoid", {})),
    "needs_another_notebook": _missing_part,
    "helper_undefined": _without_helper,
    "helper_undefined-deeper": lambda: _without_helper("model"),
    "helper_not_right": lambda: _check("propagate", sigmoid=_WRONG),
    "helper_not_right-deeper": lambda: _check("model", sigmoid=_WRONG),
    "with_next": lambda: _check("propagate"),
    "with_next-last": lambda: _check("model"),
    "about_the_version_before": _old_version,
    "about_the_version_before-helper": lambda: _old_version(checked="propagate"),
    "last_version_not_run": lambda: _old_version("def sigmoid(z)\n    return z\n", _STUB),
    "last_version_not_run-helper": lambda: _old_version(
        "def sigmoid(z:\n    return z\n", _STUB, "propagate"
    ),
    "not_python": lambda: _old_version("def sigmoid(z):\n    return 1 / (1 + np.exp(-z)\n"),
    "module_missing": lambda: _old_version("import no_such_module\ndef sigmoid(z):\n    pass\n"),
    "printed_by_it": lambda: _check(
        "sigmoid", sigmoid="def sigmoid(z):\n    print('here')\n    return z\n"
    ),
    "no_such_notebook": lambda: verdicts.no_such_notebook("week9/nothing", ["week1/a", "week1/b"]),
    "no_such_notebook-none": lambda: verdicts.no_such_notebook("week9/nothing", []),
    "lambda_checked": lambda: _check_value(lambda z: z),
    "no_such_exercise": lambda: _check_value(np.linspace),
    "nameless_checked": lambda: _check_value(3),
    "left_out": lambda: _ready("sigmoid", graded=True),
    "not_ready": lambda: _ready("sigmoid", sigmoid=_STUB),
    "not_ready-several": lambda: _ready(
        "sigmoid", "predict", sigmoid=_STUB, predict=_STUB.replace("sigmoid", "predict")
    ),
    "not_ready-file": _from_another_notebook,
    "not_right_yet": lambda: _ready("sigmoid", sigmoid=_WRONG),
    "hint_head": lambda: _hints(1),
    "last_hint": lambda: _hints(len(_ladder())),
}


def _ladder() -> tuple[object, ...]:
    from grader.student.lesson.check import load_questions

    return load_questions(_LESSON)["sigmoid"].hints
