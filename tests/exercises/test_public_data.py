"""Public cases are data: the same bytes each time, and no line of a solution in them."""

import inspect
import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exercises import Header, exercises_of, load_reference, notebooks, public_cases
from grader.exercises.public_data import SolutionsNotRight, equal_but_for_rounding
from grader.student.checking.judging import judge
from grader.student.checking.question import question_from_data

HEADER = Header("a title", "1.1", 1, 5, 1, (("I am stuck", "Look up."), ("Still", "Up.")), 1.0)


def made(notebook):
    reference = load_reference(notebook)
    given = [inspect.getsource(function) for function in reference.given.values()]
    headers = dict.fromkeys(reference.sources, HEADER)
    return public_cases(notebook, reference.sources, headers, given)


made_once = cache(made)


def arrays(value):
    """All arrays of plain data, those inside of lists and dictionaries too."""
    if isinstance(value, dict | list | tuple):
        inner = value.values() if isinstance(value, dict) else value
        return [array for v in inner for array in arrays(v)]
    return [np.asarray(value)]


@pytest.mark.parametrize("notebook", notebooks())
def test_the_bytes_are_the_same_each_time_and_the_reference_passes(notebook):
    data = made_once(notebook)
    assert made(notebook) == data
    functions = load_reference(notebook).functions
    for d in json.loads(data)["exercises"]:
        question = question_from_data(d)
        assert question.hints == HEADER.hints
        verdict = judge(functions[question.name], question)
        assert verdict.share == 1.0 or verdict.status == "chosen"


@pytest.mark.parametrize("notebook", notebooks())
def test_answers_are_rounded_well_above_the_noise_of_a_processor(notebook):
    for d in json.loads(made_once(notebook))["exercises"]:
        for case in question_from_data(d).cases:
            for array in arrays(dict(case.arguments)):
                if array.dtype.kind == "f" and array.size:
                    scale = np.abs(array).max() or 1.0
                    np.testing.assert_allclose(
                        array, np.round(array / scale, 6) * scale, atol=1e-5 * scale
                    )


NUMBERS = st.floats(0.1, 1).flatmap(lambda n: st.sampled_from([n, -n]))
VALUES = st.recursive(
    NUMBERS | st.integers(-9, 9) | st.text(max_size=3) | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(st.lists(NUMBERS, min_size=2, max_size=2), max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


def with_floats(value, change):
    """Plain data with each float changed."""
    if isinstance(value, dict):
        return {key: with_floats(v, change) for key, v in value.items()}
    if isinstance(value, list):
        return [with_floats(v, change) for v in value]
    return change(value) if isinstance(value, float) else value


def floats_in(value):
    found = []
    with_floats(value, found.append)
    return found


def as_json(value):
    return json.dumps(value).encode()


@given(VALUES)
def test_the_last_digits_of_another_processor_are_no_difference(value):
    rounded = with_floats(value, lambda number: round(number, 8))
    other = with_floats(value, lambda number: round(number * (1 + 1e-9), 8))
    assert equal_but_for_rounding(as_json(rounded), as_json(other))


@given(VALUES, st.data())
def test_another_number_is_a_difference(value, data):
    found = floats_in(value)
    if not found:
        return
    at = iter(range(len(found)))
    changed = data.draw(st.sampled_from(range(len(found))))
    other = with_floats(value, lambda number: number + (1e-4 if next(at) == changed else 0))
    assert not equal_but_for_rounding(as_json(value), as_json(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b'{"says": "a"}', b'{"says": "b"}'),
        (b'{"a": 1.0}', b'{"b": 1.0}'),
        (b"[1.0, 2.0]", b"[1.0]"),
        (b"[[1.0, 2.0]]", b"[1.0, 2.0]"),
        (b"3", b"4"),
        (b"1.0", b"1"),
        (b"true", b"1"),
        (b"1.0", b"null"),
        (b"1.0", b"<<<<<<< ours"),
        (b"1.0", b"\xff"),
    ],
)
def test_another_text_shape_or_kind_is_a_difference(one, other):
    assert not equal_but_for_rounding(one, other)
    assert not equal_but_for_rounding(other, one)


@pytest.mark.parametrize(
    "planted", [{"rules": ("no_such_rule",)}, {"rules": ("own_loop",)}, {"uses": ("no_such",)}]
)
def test_an_exercise_that_its_own_solution_does_not_pass_is_refused(monkeypatch, planted):
    known = exercises_of("week1/first_neuron")
    changed = {**known, "relu": replace(known["relu"], **planted)}
    monkeypatch.setattr("grader.exercises.hidden_test.exercises_of", lambda notebook: changed)
    with pytest.raises(SolutionsNotRight) as refused:
        made("week1/first_neuron")
    assert "\n  relu: " in str(refused.value)
    assert str(refused.value).count("\n") == 2
