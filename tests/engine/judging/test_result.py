import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.judging.result import ExerciseResult, Result, ResultError
from grader.student.text import CourseError

text = st.text(max_size=20)
points = st.floats(0, 100)


@st.composite
def exercises(draw: st.DrawFn) -> ExerciseResult:
    maximum = draw(points)
    fault = draw(text)
    return ExerciseResult(
        notebook=draw(text),
        exercise=draw(text),
        points=None if fault else draw(st.none() | st.floats(0, maximum)),
        max_points=maximum,
        groups=draw(st.dictionaries(text, points, max_size=3)),
        message=tuple(draw(st.lists(text, max_size=4))),
        seed=draw(text),
        fault=fault,
    )


results = st.builds(
    Result,
    student=text,
    assignment=text,
    engine=text,
    run=text,
    exercises=st.lists(exercises(), max_size=3).map(tuple),
    problem=st.none() | text,
)


@given(results)
def test_json_and_back_is_the_same_value(result: Result) -> None:
    assert Result.from_json(result.to_json()) == result


@given(results)
def test_the_total_lies_between_nothing_and_the_maximum(result: Result) -> None:
    assert 0 <= result.points <= result.max_points


@pytest.mark.parametrize("score", [-0.5, 3.5, float("nan"), float("inf"), True, "3"])
def test_a_score_that_cannot_be_is_refused(score: object) -> None:
    with pytest.raises(ResultError):
        ExerciseResult("week1/tiny", "double", score, 3.0)  # type: ignore[arg-type]


def test_an_exercise_with_points_was_judged() -> None:
    assert ExerciseResult("week1/tiny", "double", None, 3.0, fault="why").points is None
    with pytest.raises(ResultError):
        ExerciseResult("week1/tiny", "double", 0.0, 3.0, fault="why")


def test_an_integer_score_becomes_a_float() -> None:
    exercise = ExerciseResult("week1/tiny", "double", 2, 3)
    assert (type(exercise.points), type(exercise.max_points)) == (float, float)


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        "{}",
        json.dumps({"student": 1}),
        Result("a", "week1", "e", "r").to_json().replace('"a"', "7"),
        Result("a", "week1", "e", "r").to_json().replace("[]", '[{"points": 3}]'),
    ],
)
def test_what_is_no_result_is_refused_with_a_sentence(damage: str) -> None:
    with pytest.raises(CourseError, match="Grade the submission again"):
        Result.from_json(damage)
