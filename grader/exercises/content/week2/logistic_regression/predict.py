"""Exercise `predict`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.sentences import (
    FIRST_EXAMPLE_ONLY,
    LABELS_IN_A_COLUMN,
    LABELS_IN_ONE_AXIS,
    LABELS_REVERSED,
)
from grader.exercises.content.week2.logistic_regression.cases import random_data
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, m: int) -> Case:
        # Drawn again until the usual slips show: both labels occur, the bias turns a label, some Z
        # lies between 0 and 0.5, and none lies so near to 0 that rounding decides.
        while True:
            w, b, X, _ = random_data(rng, n_x, m)
            Z = w.T @ X + b
            clear = bool((np.abs(Z) > 0.05).all() and (np.abs(Z - 0.5) > 0.02).all())
            both = 0 < int((Z > 0).sum()) < m
            turned = bool(((Z - b > 0) != (Z > 0)).any())
            between = bool(((Z > 0) & (Z < 0.45)).any())
            if clear and (m == 1 or (both and turned and between)):
                return Case({"w": w, "b": b, "X": X}, {"m": m, "n_x": n_x})

    return [case(3, 9), case(2, 1), case(1, 8), case(4, 12)]


_PROBABILITIES = "A = sigmoid(w.T @ X + b)\n"

EXERCISE = Exercise(
    name="predict",
    cases=_cases,
    contract=Contract(outputs=("Y_prediction",)),
    rules=VECTORIZED,
    uses=("sigmoid",),
    equations={"Y_prediction": "(9.1)"},
    mistakes=(
        Mistake(
            "no_bias",
            Edit("w.T @ X + b", "w.T @ X"),
            says="These are the labels that come out without b: Z is w.T X plus the bias.",
        ),
        Mistake(
            "threshold_on_z",
            "Y_prediction = (w.T @ X + b > 0.5).astype(int)",
            says="Z is compared with 0.5; it is the probability A = sigma(Z) that 0.5 belongs to.",
        ),
        Mistake(
            "probabilities",
            "Y_prediction = sigmoid(w.T @ X + b)",
            says="These are the probabilities A. A prediction is a decision: 0 or 1.",
        ),
        Mistake(
            "inverted",
            Edit("A > 0.5", "A < 0.5"),
            says=LABELS_REVERSED,
        ),
        Mistake(
            "rank_one",
            _PROBABILITIES + "Y_prediction = (np.squeeze(A, axis=0) > 0.5).astype(int)",
            says=LABELS_IN_ONE_AXIS,
        ),
        Mistake(
            "column",
            _PROBABILITIES + "Y_prediction = (A > 0.5).astype(int).T",
            says=LABELS_IN_A_COLUMN,
        ),
        Mistake(
            "threshold_on_x",
            "Y_prediction = (X > 0.5).astype(int)",
            says="The features X are compared with 0.5. Compute the probabilities A first.",
        ),
        Mistake(
            "first_example_only",
            _PROBABILITIES + "Y_prediction = int(A[0, 0] > 0.5)",
            says=FIRST_EXAMPLE_ONLY,
        ),
        Mistake(
            "always_one",
            "Y_prediction = np.ones((1, X.shape[1]), dtype=int)",
            says="Every label is 1, whatever the pictures are.",
        ),
        Mistake(
            "always_zero",
            "Y_prediction = np.zeros((1, X.shape[1]), dtype=int)",
            says="Every label is 0: was the array filled after it was made?",
        ),
        Mistake(
            "loop",
            _PROBABILITIES + "Y_prediction = np.zeros((1, X.shape[1]))\n"
            "for i in range(A.shape[1]):\n    Y_prediction[0, i] = 1 if A[0, i] > 0.5 else 0",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "loop_free_comparison_of_odds",
            "Z = np.einsum('ji,jk->ik', w, X) + b\nY_prediction = np.heaviside(Z, 1)",
        ),
        Variant("booleans", _PROBABILITIES + "Y_prediction = A > 0.5"),
        Variant("floats", _PROBABILITIES + "Y_prediction = np.where(A >= 0.5, 1.0, 0.0)"),
        Variant("rounded", _PROBABILITIES + "Y_prediction = np.round(A)"),
        Variant("sign_of_z", "Y_prediction = (np.dot(w.T, X) + b > 0) * 1"),
    ),
)
