"""A question is an exercise with drawn cases, solved by the reference and by the mistakes."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.exercises import exercises_of, notebooks
from grader.exercises.content.choice_questions import choice_question
from grader.exercises.exercise import Case, Edit, Exercise, Mistake
from grader.exercises.reference import reference_from
from grader.exercises.solving import ReferenceFailed, rounded, solve
from grader.student.calling import PlainDataError
from grader.student.checking.comparison import Contract
from grader.student.checking.judging import judge
from grader.student.checking.question import question_from_data, question_to_data

CELL = (
    "def root(x):\n    ### BEGIN SOLUTION\n    y = np.sqrt(x)\n    ### END SOLUTION\n    return y\n"
)
REFERENCE = reference_from({"root": CELL})


def exercise(low):
    return Exercise(
        name="root",
        cases=lambda rng: [Case({"x": rng.uniform(low, low + 1, size=3)}, {"n": 3})],
        contract=Contract(outputs=("y",)),
        mistakes=(
            Mistake("square", Edit("np.sqrt(x)", "x ** 2"), says="this is the square."),
            Mistake("stops", "y = x.nothing", says="there is no such thing."),
        ),
    )


def test_expected_and_mistaken_answers_belong_to_the_drawn_arguments():
    question = solve(exercise(1.0), REFERENCE, np.random.default_rng(4))
    (case,) = question.cases
    x = case.arguments["x"]
    np.testing.assert_array_equal(case.expected, x**0.5)
    np.testing.assert_array_equal(case.mistaken["square"].value, x**2)
    assert case.mistaken["stops"].error == "AttributeError"


def test_the_same_generator_gives_the_same_cases_and_another_gives_others():
    drawn = [
        solve(exercise(1.0), REFERENCE, np.random.default_rng(seed)).cases[0].arguments["x"]
        for seed in (4, 4, 5)
    ]
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[0] != drawn[2]).any()


def test_a_reference_that_warns_is_refused():
    with pytest.raises(ReferenceFailed, match="root: the reference does not run cleanly"):
        solve(exercise(-3.0), REFERENCE, np.random.default_rng(4))


def test_cases_on_which_the_reference_warns_are_drawn_again():
    def cases(rng):
        return [Case({"x": np.array([rng.choice([-4.0, 4.0])])})]

    for seed in range(20):
        question = solve(
            replace(exercise(1.0), cases=cases), REFERENCE, np.random.default_rng(seed)
        )
        assert question.cases[0].arguments["x"] == 4


def test_without_mistakes_none_is_run():
    question = solve(exercise(1.0), REFERENCE, np.random.default_rng(4), with_mistakes=False)
    assert (question.mistakes, question.cases[0].mistaken) == ((), {})


def test_a_stored_question_holds_no_outcome_that_the_last_bit_decides():
    # The logistic map doubles a difference in each step: after 100 nothing is left of the value.
    chaos = "y = x / x.max() * 0.9\nfor _ in range(100):\n    y = 3.999 * y * (1 - y)"
    wild = replace(exercise(1.0), mistakes=(*exercise(1.0).mistakes, Mistake("chaos", chaos)))

    def names(digits):
        question = solve(wild, REFERENCE, np.random.default_rng(4), digits=digits)
        return set(question.cases[0].mistaken)

    assert names(digits=8) == {"square", "stops"}
    assert names(digits=None) == {"square", "stops", "chaos"}


CHOICE = (
    "def which():\n    ### BEGIN SOLUTION\n    choice = 'b'\n    ### END SOLUTION\n"
    "    return choice\n"
)


@pytest.fixture
def which():
    return choice_question(
        "which",
        right="b",
        options={letter: (f"option_{letter}", f"What {letter} needs.") for letter in "abc"},
        earlier={"Choose.": {"a": "b", "b": "c", "c": "a"}},
    )


def test_a_question_of_choice_is_stored_without_its_answer(which):
    reference = reference_from({"which": CHOICE})
    stored = question_to_data(solve(which, reference, np.random.default_rng(0), digits=8))
    again = question_from_data(json.loads(json.dumps(stored)))
    for letter in "abc":
        chosen = judge(lambda letter=letter: f" {letter.upper()}.", again)
        assert (chosen.status, chosen.mistake) == ("chosen", None)
        assert chosen.lines[1] == f"  What {letter} needs."
    assert judge(lambda: "d", again).status == judge(lambda: None, again).status == "wrong"
    hidden = solve(which, reference, np.random.default_rng(0))
    assert judge(reference.functions["which"], hidden).share == 1.0
    wrong = judge(lambda: "a", hidden)
    assert (wrong.mistake, wrong.share) == ("option_a", 0.0)
    assert "'a', which is not the right choice" in wrong.lines[1]
    with pytest.raises(PlainDataError):
        question_to_data(hidden)


@pytest.mark.parametrize("letter", "abc")
def test_a_choice_of_an_earlier_release_is_judged_and_explained_by_its_own_letters(which, letter):
    space = {}
    exec(f"def which():\n    'Choose.'\n    return {letter!r}", space)
    for text in (CHOICE, CHOICE.replace("():", "():\n    'Choose.'").replace("'b'", "'a'")):
        hidden = solve(which, reference_from({"which": text}), np.random.default_rng(0))
        verdict = judge(space["which"], hidden)
        assert verdict.share == (letter == "a")
        todays = {"a": "b", "b": "c", "c": "a"}[letter]
        assert verdict.lines[-1] == f"  What {todays} needs."
        assert letter == "a" or f"choice is {letter!r}" in verdict.lines[1]


finite = st.floats(-1e9, 1e9)


@given(hnp.arrays(np.float64, hnp.array_shapes(), elements=finite))
def test_rounding_is_relative_to_the_largest_number(a):
    once = rounded(a, 8)
    largest = np.abs(a).max()
    assert np.abs(once - a).max() <= 1e-7 * largest + 1e-12
    assert np.abs(rounded(once, 8) - once).max() <= 1e-7 * largest + 1e-12
    assert not np.signbit(once[once == 0]).any()


def test_rounding_keeps_the_form():
    value = ({"a": 1.23456789012, "n": 7}, [0.1, 0.123456789012], None, "x", np.array([1, 2]))
    found = rounded(value, 4)
    assert found[0] == {"a": 1.235, "n": 7}
    assert found[1] == [0.1, 0.1235]
    assert found[2:4] == (None, "x")
    assert found[4].dtype == np.int64


def rows_equal(exact):
    return Exercise(
        name="root",
        cases=lambda rng: [Case({"x": np.array([0.5, 0.5 + 5e-13])}, exact=exact)],
        contract=Contract(outputs=("y",)),
        mistakes=(Mistake("equal", "y = x[0] == x[1]", says="equal to the last digit."),),
    )


def test_the_arguments_of_an_exact_case_keep_all_their_digits():
    for exact, differ in ((False, False), (True, True)):
        question = solve(rows_equal(exact), REFERENCE, np.random.default_rng(0), digits=8)
        again = question_from_data(json.loads(json.dumps(question_to_data(question))))
        (case,) = again.cases
        assert (case.arguments["x"][0] != case.arguments["x"][1]) == differ
        assert case.mistaken["equal"].value == (not differ)


@pytest.mark.parametrize("notebook", notebooks())
def test_no_stored_case_has_lost_a_tiny_number_that_a_fresh_one_has(notebook):
    for exercise in exercises_of(notebook).values():
        for seed in range(3):
            for case in exercise.cases(np.random.default_rng(seed)):
                if not case.exact:
                    before, after = (
                        np.array(list(floats_in(arguments)))
                        for arguments in (case.arguments, rounded(dict(case.arguments), 6))
                    )
                    lost = (before != 0) & (after == 0)
                    assert not lost.any(), (exercise.name, before[lost])
                    assert not tiny_gaps(case.arguments), exercise.name


def floats_in(value):
    """Yield the finite floats in plain data."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from floats_in(inner)
    elif isinstance(value, float | np.ndarray) and np.asarray(value).dtype.kind == "f":
        yield from (float(v) for v in np.ravel(value) if np.isfinite(v))


def tiny_gaps(value):
    """Return the gaps between the floats in plain data that only an exact case keeps.

    Two numbers that chance has drawn near one another are farther apart.
    """
    gaps = np.diff(np.sort(list(floats_in(value))))
    return gaps[(gaps > 1e-15) & (gaps < 1e-9)].tolist()
