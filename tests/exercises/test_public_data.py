"""Public cases are data: the same bytes each time, and no line of a solution in them."""

import inspect
import json

import numpy as np
import pytest

from grader.exercises import Header, load_reference, notebooks, public_cases
from grader.student.checking.judging import judge
from grader.student.checking.question import question_from_data

HEADER = Header("a title", "1.1", 1, 5, 1, (("I am stuck", "Look up."), ("Still", "Up.")), 1.0)


def made(notebook):
    reference = load_reference(notebook)
    given = [inspect.getsource(function) for function in reference.given.values()]
    headers = dict.fromkeys(reference.sources, HEADER)
    return public_cases(notebook, reference.sources, headers, given)


def arrays(value):
    """All arrays of plain data, those inside of lists and dictionaries too."""
    if isinstance(value, dict | list | tuple):
        inner = value.values() if isinstance(value, dict) else value
        return [array for v in inner for array in arrays(v)]
    return [np.asarray(value)]


@pytest.mark.parametrize("notebook", notebooks())
def test_the_bytes_are_the_same_each_time_and_the_reference_passes(notebook):
    data = made(notebook)
    assert made(notebook) == data
    functions = load_reference(notebook).functions
    for d in json.loads(data)["exercises"]:
        question = question_from_data(d)
        assert question.hints == HEADER.hints
        assert judge(functions[question.name], question).share == 1.0


@pytest.mark.parametrize("notebook", notebooks())
def test_answers_are_rounded_well_above_the_noise_of_a_processor(notebook):
    for d in json.loads(made(notebook))["exercises"]:
        for case in question_from_data(d).cases:
            for array in arrays(dict(case.arguments)):
                if array.dtype.kind == "f" and array.size:
                    scale = np.abs(array).max() or 1.0
                    np.testing.assert_allclose(
                        array, np.round(array / scale, 6) * scale, atol=1e-5 * scale
                    )
