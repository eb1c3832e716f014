"""The public cases of a notebook: all that `check` needs, as a file without any solution."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.exercises.catalog import exercises_of
from grader.exercises.header import Header
from grader.exercises.hidden_test import solution_faults
from grader.exercises.reference import reference_from
from grader.exercises.solving import solve
from grader.student.calling import same
from grader.student.checking import TOLERANCE, question_to_data
from grader.student.text import CourseError

_DIGITS = 8
"""Digits of stored values: less than any processor's rounding, more than any tolerance."""


class SolutionsNotRight(CourseError):
    """The solutions of some exercises do not get all points, so no submission would."""


def _generator(*words: str) -> np.random.Generator:
    digest = hashlib.sha256("/".join(words).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def public_cases(
    notebook: str,
    solutions: Mapping[str, str],
    headers: Mapping[str, Header],
    given: Sequence[str] = (),
) -> bytes:
    """Make the public cases of a notebook.

    Parameters
    ----------
    notebook : str
        Such as "week2/logistic_regression".
    solutions : mapping of str to str
        Exercise name to the text of its solution cell, in the order of the notebook.
    headers : mapping of str to Header
        What the lesson says about each exercise.
    given : sequence of str
        The texts of the locked cells, with the functions that the lesson gives.

    Returns
    -------
    bytes
        JSON; the same bytes each time. On another processor the last digits may differ:
        see `equal_but_for_rounding`.

    Raises
    ------
    SolutionsNotRight
        If an exercise cannot be judged: its own solution does not get all points.
    ReferenceFailed
        If a solution does not run on a case.
    """
    reference = reference_from(solutions, given)
    exercises = exercises_of(notebook)
    questions = [
        question_to_data(
            solve(exercises[name], reference, _generator(notebook, name), headers[name], _DIGITS)
        )
        for name in solutions
    ]
    faults = solution_faults(notebook, reference)
    if faults:
        listed = "\n".join(f"  {name}: {fault}" for name, fault in faults.items())
        raise SolutionsNotRight(
            "These exercises cannot be judged, because their own solutions do not get all points:\n"
            f"{listed}\nCorrect the solutions in notebooks/, or the cases and rules in "
            f"grader/exercises/content/{notebook}/."
        )
    lines = ",\n".join(json.dumps(q, ensure_ascii=False, allow_nan=False) for q in questions)
    return f'{{"notebook": {json.dumps(notebook)}, "exercises": [\n{lines}\n]}}\n'.encode()


def equal_but_for_rounding(one: bytes, other: bytes) -> bool:
    """Return whether two files of public cases say the same.

    Texts, shapes and whole numbers have to be equal; floats may differ by as much as a result
    may, relative to the largest number beside them.

    Parameters
    ----------
    one, other : bytes
        What `public_cases` made, perhaps on another processor. What is no JSON equals nothing.
    """
    try:
        outlines = {
            json.dumps(json.loads(text, parse_float=lambda digits: "a float"))
            for text in (one, other)
        }
        return len(outlines) == 1 and _floats_agree(json.loads(one), json.loads(other))
    except ValueError:
        return False


def _floats_agree(one: Any, other: Any) -> bool:
    """Compare what has the same outline."""
    if isinstance(one, dict):
        return all(_floats_agree(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and not _is_numeric(one):
        return all(map(_floats_agree, one, other))
    return same(np.asarray(one), np.asarray(other), TOLERANCE) if _is_numeric(one) else True


def _is_numeric(value: object) -> bool:
    """Return whether a value is a number, or lists of numbers in the form of an array."""
    try:
        return np.asarray(value).dtype.kind in "fi"
    except ValueError:  # lists of different lengths
        return False
