"""The hidden test: judge a function on fresh cases.

This is what the hidden region of an instructor notebook runs. In stock nbgrader it shares its
process with the student's code; the trusted judge gives it functions that run elsewhere.
"""

import functools
import hashlib
import inspect
import os
import secrets
from typing import Any

import numpy as np
from IPython.display import display

from grader.exercises.catalog import exercises_of
from grader.exercises.judge_names import IN_PROCESS, TRUSTED
from grader.exercises.reference import Function, Reference, load_reference
from grader.exercises.solving import solve
from grader.student.calling import OutOfProcessFunction, code_of, replace_globals
from grader.student.checking import Question, Verdict, judge
from grader.student.messages import grading_problems
from grader.student.text import wrap_lines

MIME = "application/vnd.neural-notebooks.verdict+json"
_SOLUTION_SEED = "own solution"


def _called_as(own: object, helper: Function) -> Function:
    """Return a helper that is called with the parameters of the student's own function."""
    code = code_of(own)
    names = code.co_varnames[: code.co_argcount] if code is not None else ()
    wanted = list(inspect.signature(helper).parameters)
    if set(names) <= set(wanted):
        return helper

    @functools.wraps(helper)
    def adapted(*args: Any, **kwargs: Any) -> Any:
        given = {**dict(zip(names, args, strict=False)), **kwargs}
        if set(wanted) <= set(given):
            return helper(**{name: given[name] for name in wanted})
        return helper(*args[: len(wanted)], **kwargs)

    return adapted


def generator(seed: str, notebook: str, exercise: str) -> np.random.Generator:
    """Return the generator of the hidden cases that belong to a seed."""
    digest = hashlib.sha256(f"{seed}/{notebook}/{exercise}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def judge_hidden(function: object, notebook: str, exercise: str, seed: str) -> Verdict:
    """Judge a function on the hidden cases that belong to a seed.

    The same function, notebook and seed give the same verdict.
    """
    return _judged(function, notebook, exercise, seed, load_reference(notebook))


def solution_faults(notebook: str, reference: Reference) -> dict[str, str]:
    """Judge the solutions of a notebook as students' functions are judged.

    A solution that is not right says that the exercise cannot be judged: the solution, a case, a
    rule or the grader is wrong.

    Returns
    -------
    dict of str to str
        By exercise, what its own solution is told, or the error that stopped the judging. Empty if
        all are right.
    """
    faults = {}
    for name, function in reference.functions.items():
        try:
            verdict = _judged(function, notebook, name, _SOLUTION_SEED, reference)
        except Exception as error:
            faults[name] = f"{type(error).__name__}: {error}"
            continue
        if verdict.share < 1.0:
            faults[name] = " ".join(verdict.lines)
    return faults


def _judged(
    function: object, notebook: str, exercise: str, seed: str, reference: Reference
) -> Verdict:
    value = exercises_of(notebook)[exercise]
    namespace = getattr(function, "__globals__", {})
    helpers = {
        name: _called_as(namespace.get(name), reference.functions[name]) for name in value.uses
    }
    helpers = {**reference.given, **helpers}
    judged = replace_globals(function, helpers) if callable(function) else function

    def question(with_mistakes: bool) -> Question:
        rng = generator(seed, notebook, exercise)
        return solve(value, reference, rng, with_mistakes=with_mistakes)

    verdict = judge(judged, question(with_mistakes=False), explained=False)
    # Only a function that is not right needs the known mistakes, to name its own.
    if verdict.status in ("right", "unfinished"):
        return verdict
    return judge(judged, question(with_mistakes=True))


def score(function: object, notebook: str, exercise: str, points: float) -> float:
    """Judge an exercise on fresh hidden cases, show the verdict, and return the points.

    The seed is `$COURSE_SEED`, or a fresh one where that is not set; it is printed and kept in
    the output, and repeats the verdict exactly.

    Returns
    -------
    float
        In [0, points]. As the last value of a cell it is nbgrader's partial credit.
    """
    seed = os.environ.get("COURSE_SEED") or secrets.token_hex(8)
    verdict = judge_hidden(function, notebook, exercise, seed)
    earned = min(max(round(float(points) * verdict.share, 2), 0.0), float(points))
    lines = [*verdict.lines, grading_problems.points_and_seed(earned, points, seed)]
    data = {
        "exercise": exercise,
        "notebook": notebook,
        "points": earned,
        "max": float(points),
        "seed": seed,
        "engine": TRUSTED if isinstance(function, OutOfProcessFunction) else IN_PROCESS,
        "groups": dict(verdict.groups),
        "mistake": verdict.mistake,
        "message": list(verdict.lines),
    }
    text = "\n".join(wrap_lines(lines))
    display({"text/plain": text, MIME: data}, raw=True)  # type: ignore[no-untyped-call]
    return earned
