"""The public cases of a notebook: all that `check` needs, as a file without any solution."""

import hashlib
import json
from collections.abc import Mapping, Sequence

import numpy as np

from grader.exercises.catalog import exercises_of
from grader.exercises.header import Header
from grader.exercises.reference import reference_from
from grader.exercises.solving import solve
from grader.student.checking.question import question_to_data

_DIGITS = 8
"""Digits of stored answers: less than any processor's rounding, more than any tolerance."""


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
        JSON; the same bytes on every machine.
    """
    reference = reference_from(solutions, given)
    exercises = exercises_of(notebook)
    questions = [
        question_to_data(
            solve(exercises[name], reference, _generator(notebook, name), headers[name], _DIGITS)
        )
        for name in solutions
    ]
    lines = ",\n".join(json.dumps(q, ensure_ascii=False, allow_nan=False) for q in questions)
    return f'{{"notebook": {json.dumps(notebook)}, "exercises": [\n{lines}\n]}}\n'.encode()
