"""Mutation testing of the grader, on one exercise in CI; `make mutants` runs it on all."""

import numpy as np

from grader.exercises import exercises_of, load_reference
from grader.exercises.exercise import Case
from grader.student.lesson.check import load_questions
from tests.mutation.measure import counts, fates, shaken

NOTEBOOK = "week2/logistic_regression"


def test_no_mutant_of_an_exercise_gets_through_and_no_claim_is_false():
    exercise = exercises_of(NOTEBOOK)["logistic_cost"]
    public = load_questions(NOTEBOOK)["logistic_cost"]
    found = fates(exercise, load_reference(NOTEBOOK), public, seeds=(0, 1), rounds=20)
    number = counts(found)
    assert (number["survived"], number["false"]) == (0, 0)
    assert number["killed"] > 10
    # Y becomes A in m = Y.shape[1], and float(...) left out: the same function.
    assert number["equivalent"] == 2


def test_a_shaken_case_has_the_same_shapes_and_other_numbers():
    rng = np.random.default_rng(0)
    case = Case(
        {"A": np.array([[0.2, 0.9]]), "Y": np.array([[0, 1]]), "n": 3, "d": {"w": np.ones(4)}}
    )
    other = shaken(case, rng)
    assert other.arguments["A"].shape == (1, 2)
    assert ((other.arguments["A"] > 0) & (other.arguments["A"] < 1)).all()
    assert set(other.arguments["Y"].ravel()) <= {0, 1}
    assert other.arguments["n"] == 3
    assert not np.array_equal(other.arguments["d"]["w"], np.ones(4))
