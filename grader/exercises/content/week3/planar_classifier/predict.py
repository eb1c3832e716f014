"""Exercise `predict`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.week3.planar_classifier.cases import forward_cache, random_parameters
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, m: int) -> Case:
        # Drawn again until the usual slips show: both labels occur, some Z2 lies between 0 and
        # one half, and none lies so near to 0 that rounding decides.
        while True:
            parameters, X = random_parameters(rng, n_x, n_h, 1), rng.normal(size=(n_x, m))
            Z2 = forward_cache(parameters, X)["Z2"]
            clear = bool((np.abs(Z2) > 0.05).all() and (np.abs(Z2 - 0.5) > 0.02).all())
            both = 0 < int((Z2 > 0).sum()) < m
            between = bool(((Z2 > 0) & (Z2 < 0.45)).any())
            if clear and (m == 1 or (both and between)):
                sizes = {"m": m, "n_x": n_x, "n_h": n_h}
                # Labels of their own: those of the network would be the solution.
                labels = {"Y": np.arange(m)[np.newaxis] % 2}
                return Case({"parameters": parameters, "X": X}, sizes, optional=labels)

    return [case(2, 4, 9), case(3, 2, 1), case(2, 3, 12)]


_OUTPUT = "A2, cache = forward_propagation(X, parameters)\n"

EXERCISE = Exercise(
    name="predict",
    cases=_cases,
    contract=Contract(outputs=("labels",)),
    rules=VECTORIZED,
    uses=("forward_propagation",),
    equations={"labels": "(11.2)"},
    mistakes=(
        Mistake(
            "probabilities",
            _OUTPUT + "labels = A2",
            says="These are the probabilities A2. An answer is a decision: 0 or 1.",
        ),
        Mistake(
            "inverted",
            Edit("A2 > 0.5", "A2 < 0.5"),
            says="Every answer is the opposite of the right one.",
        ),
        Mistake(
            "threshold_on_z",
            _OUTPUT + 'labels = (cache["Z2"] > 0.5).astype(int)',
            says="Z2 is compared with one half; it is the probability A2 that one half belongs to.",
        ),
        Mistake(
            "threshold_at_zero",
            Edit("A2 > 0.5", "A2 > 0"),
            says="Every probability is above 0, so every answer is 1.",
        ),
        Mistake(
            "rank_one",
            _OUTPUT + "labels = (np.squeeze(A2, axis=0) > 0.5).astype(int)",
            says="The answers are right, but they stand in an array of one axis, and Y has the "
            "shape (1, m).",
        ),
        Mistake(
            "threshold_on_x",
            "labels = (X > 0.5).astype(int)",
            says="The inputs X are compared with one half. Compute the probabilities A2 first.",
        ),
        Mistake(
            "hidden_units",
            _OUTPUT + 'labels = (cache["A1"] > 0.5).astype(int)',
            says="The hidden units A1 are compared with one half. The answer is the output, A2.",
        ),
        Mistake(
            "both_returned_values",
            _OUTPUT.replace("A2, cache", "A2") + "labels = (A2 > 0.5).astype(int)",
            says="forward_propagation returns two things, A2 and the cache: take them apart.",
            raises=("TypeError", "not supported between"),
        ),
        Mistake(
            "loop",
            _OUTPUT + "labels = np.zeros((1, X.shape[1]))\nfor i in range(X.shape[1]):\n"
            "    labels[0, i] = 1 if A2[0, i] > 0.5 else 0",
            rule="vectorized",
        ),
    ),
    variants=(
        Variant(
            "where_on_keyword",
            "A2 = forward_propagation(parameters=parameters, X=X)[0]\n"
            "labels = np.where(A2 > 1 - A2, 1, 0)",
        ),
        Variant("booleans", _OUTPUT + "labels = A2 > 0.5"),
        Variant("rounded", _OUTPUT + "labels = np.round(A2)"),
        Variant("floats", _OUTPUT + "labels = np.where(A2 >= 0.5, 1.0, 0.0)"),
        Variant("sign_of_z", 'labels = (forward_propagation(X, parameters)[1]["Z2"] > 0) * 1'),
    ),
)
