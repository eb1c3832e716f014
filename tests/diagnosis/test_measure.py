"""Diagnosis measured, on one exercise in CI; `make diagnosis` does all."""

import pytest

from grader.exercises import exercises_of, load_reference
from grader.student.checking.verdict import NOTHING_RIGHT, Verdict
from grader.student.lesson.check import load_questions
from tests.diagnosis.measure import counts, facts_in, of_mistakes, of_mutants

NOTEBOOK = "week1/first_neuron"


def test_mistakes_are_named_and_no_claim_is_wrong():
    exercise = exercises_of(NOTEBOOK)["neuron"]
    reference, public = load_reference(NOTEBOOK), load_questions(NOTEBOOK)["neuron"]
    known = counts(list(of_mistakes(exercise, reference, public)))
    single = counts(list(of_mutants(exercise, reference, public)))
    assert known["name"] == len(exercise.mistakes)
    assert single["name"] > 0 and single["fact"] > 0
    assert (known["wrong"], single["wrong"]) == (0, 0)


@pytest.mark.parametrize(
    ("line", "is_fact"),
    [
        ("  Every entry is exactly 7 times too large, and m = 7.", True),
        ("  It is right in 2 of 3 cases.", False),
        ("  expected 1, got 2", False),
    ],
)
def test_facts_are_told_from_what_is_merely_shown(line, is_fact):
    verdict = Verdict("wrong", NOTHING_RIGHT, None, ("f  a is wrong.", line))
    assert bool(facts_in(verdict)) is is_fact
