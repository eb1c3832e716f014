"""No verdict depends on the seed: a few seeds for every exercise; `make noise` runs 1000."""

from dataclasses import replace

import pytest

from grader.exercises import exercises_of, load_reference, notebooks
from grader.exercises.exercise import Edit, Mistake, Variant
from tests.noise.measure import noise

SEEDS = ("one", "two")


@pytest.mark.parametrize("notebook", notebooks())
def test_right_stays_right_and_wrong_stays_wrong(notebook):
    reference = load_reference(notebook)
    for exercise in exercises_of(notebook).values():
        found = noise(notebook, exercise, reference, SEEDS)
        assert (found.failed, found.passed) == ({}, {}), exercise.name
        assert found.seeds == len(SEEDS)


def test_a_variant_that_fails_and_a_mistake_that_passes_are_found():
    notebook = "week2/logistic_regression"
    exercise = exercises_of(notebook)["initialize_with_zeros"]
    exercise = replace(
        exercise,
        variants=(Variant("row", Edit("(dim, 1)", "(1, dim)")),),
        mistakes=(Mistake("none", Edit("b = 0.0", "b = 0.0 + 0")),),
    )
    found = noise(notebook, exercise, load_reference(notebook), SEEDS)
    assert not found.is_quiet
    assert found.failed == {"row": list(SEEDS)}
    assert found.passed == {"none": list(SEEDS)}
