"""Small exercises, and what a check says of a function for them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader.exercises.reference import define
from grader.student.checking.comparison import Contract
from grader.student.checking.judging import judge
from grader.student.checking.question import KnownMistake, MistakeOutcome, Question, SolvedCase
from grader.student.text import wrap_lines

X = np.array([[1.5, -2.0, 0.25], [0.5, 3.0, -1.0]])
"""An array of two rows, of which no two numbers are related."""


def solved(
    arguments: Mapping[str, Any], expected: object, facts: Mapping[str, Any] | None = None, **more
) -> SolvedCase:
    """Return a case."""
    return SolvedCase(arguments, expected, facts or {}, more.get("rule"), more.get("mistaken", {}))


def question(cases: Sequence[SolvedCase], outputs: Sequence[str] = ("A",), **more) -> Question:
    """Return an exercise `scale`; what is no attribute of a question belongs to its contract."""
    own = {k: more.pop(k) for k in list(more) if k in Question.__dataclass_fields__}
    fields = {"name": "scale", "number": "1.1", "rules": (), "uses": (), "equations": {}}
    contract = Contract(tuple(outputs), **more)
    return Question(**{**fields, "mistakes": (), **own}, contract=contract, cases=tuple(cases))


def checked(function: object, asked: Question) -> str:
    """Return the message of a check."""
    return "\n".join(wrap_lines(judge(function, asked).lines))


def written(body: str, arguments: str = "X", **namespace: object) -> Callable[..., object]:
    """Define `scale` as a student does in a cell."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    source = f"def scale({arguments}):\n{lines}"
    return define(source, "scale", {"np": np, **namespace})


def of_value(expected: object, got: object, **more) -> str:
    """Return what a check says of a wrong result in an only case."""
    case = solved({"X": X}, expected, {"m": 3})
    return checked(lambda X: got, question([case], **more))


def of_arrays(change: Callable[[np.ndarray], object], **more) -> str:
    """Return what a check says of changed results of three cases, in each of which A is 2 X + 1."""
    rng = np.random.default_rng(3)
    arrays = [np.round(rng.normal(size=(3, m)), 2) for m in (2, 7, 4)]
    cases = [solved({"X": Z}, 2 * Z + 1, {"m": Z.shape[1]}) for Z in arrays]
    return checked(lambda Z: change(2 * Z + 1), question(cases, **more))


def of_function(function: object, **more) -> str:
    """Return what a check says of a function that should return the mean of each row."""
    rng = np.random.default_rng(5)
    arrays = [np.round(rng.normal(size=(2, m)), 2) for m in (1, 7, 4)]
    cases = [solved({"X": Z}, Z.mean(axis=1, keepdims=True), {"m": Z.shape[1]}) for Z in arrays]
    return checked(function, question(cases, **more))


def of_body(body: str, names: Mapping[str, object] | None = None, **more) -> str:
    """Return what a check says of lines that a student wrote for the mean of each row.

    `names` are those of the notebook; further arguments belong to the exercise.
    """
    return of_function(written(body, **(names or {})), **more)


__all__ = [
    "KnownMistake",
    "MistakeOutcome",
    "X",
    "checked",
    "of_arrays",
    "of_body",
    "of_function",
    "of_value",
    "question",
    "solved",
    "written",
]
