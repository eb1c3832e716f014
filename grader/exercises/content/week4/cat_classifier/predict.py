"""Exercise `predict`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.errors import NOT_AN_INDEX
from grader.exercises.content.sentences import (
    FIRST_EXAMPLE_ONLY,
    LABELS_IN_A_COLUMN,
    LABELS_IN_ONE_AXIS,
    LABELS_REVERSED,
)
from grader.exercises.content.week4.cat_classifier import sentences
from grader.exercises.content.week4.cat_classifier.cases import forward, random_parameters
from grader.exercises.exercise import VECTORIZED, Case, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(dims: list[int], m: int) -> Case:
        # Drawn again until the usual slips show, and no A lies so near 0.5 that rounding decides.
        while True:
            parameters, X = random_parameters(rng, dims), rng.normal(size=(dims[0], m))
            parameters[f"b{len(dims) - 1}"] -= rng.uniform(0.2, 0.6)
            AL, caches = forward(X, parameters)
            Z = caches[-1][1]
            clear = bool((np.abs(Z) > 0.03).all() and (np.abs(Z - 0.5) > 0.02).all())
            both = 0 < int((Z > 0).sum()) < m and bool(((Z > 0) & (Z < 0.5)).any())
            # One threshold is told from another.
            both = both and bool(((Z > 0.52) & (Z < 0.85)).any())
            both = both and bool(((Z > 0) != (AL.mean() < AL)).any())
            if clear and (m == 1 or both) and (X[0] > 0.5).tolist() != (Z[0] > 0).tolist():
                # Labels of their own: those of the network would be the solution.
                labels = {"Y": np.arange(m)[np.newaxis] % 2}
                sizes = {"m": m, "L": len(dims) - 1}
                return Case({"parameters": parameters, "X": X}, sizes, optional=labels)

    return [case([3, 4, 1], 9), case([2, 1], 1), case([4, 5, 3, 2, 1], 12), case([3, 2, 3, 1], 7)]


_PROBABILITIES = "AL, caches = L_model_forward(X, parameters)\n"

EXERCISE = Exercise(
    name="predict",
    cases=_cases,
    contract=Contract(outputs=("predictions",)),
    rules=VECTORIZED,
    equations={"predictions": "(3.1)"},
    mistakes=(
        Mistake(
            "probabilities",
            _PROBABILITIES + "predictions = AL",
            says="These are the probabilities AL. A prediction is a decision: 0 or 1.",
        ),
        Mistake(
            "inverted",
            _PROBABILITIES + "predictions = (AL < 0.5).astype(int)",
            says=LABELS_REVERSED,
        ),
        Mistake(
            "threshold_on_z",
            _PROBABILITIES + "predictions = (caches[-1][1] > 0.5).astype(int)",
            says="The Z of the last layer is compared with 0.5; it is the probability AL that 0.5 "
            "belongs to.",
        ),
        Mistake(
            "threshold_on_x",
            "predictions = (X[:1] > 0.5).astype(int)",
            says="The features X are compared with 0.5. Go through the net first.",
        ),
        Mistake(
            "rank_one",
            _PROBABILITIES + "predictions = (AL[0] > 0.5).astype(int)",
            says=LABELS_IN_ONE_AXIS,
        ),
        Mistake(
            "column",
            _PROBABILITIES + "predictions = (AL > 0.5).astype(int).T",
            says=LABELS_IN_A_COLUMN,
        ),
        Mistake(
            "first_example_only",
            _PROBABILITIES + "predictions = int(AL[0, 0] > 0.5)",
            says=FIRST_EXAMPLE_ONLY,
        ),
        Mistake(
            "cast_without_threshold",
            _PROBABILITIES + "predictions = AL.astype(int)",
            says="Every label is 0. No probability reaches 1, so to cut off the digits after the "
            "point, as astype(int) does, or to compare with 1, gives 0 for all.",
        ),
        Mistake(
            "tuple_not_unpacked",
            "predictions = (L_model_forward(X, parameters) > 0.5).astype(int)",
            says="L_model_forward returns two things, AL and the caches. Unpack them, and compare "
            "AL alone.",
            raises=("TypeError", "'>' not supported between instances of 'tuple'"),
        ),
        Mistake(
            "arguments_swapped",
            "AL, caches = L_model_forward(parameters, X)\npredictions = (AL > 0.5).astype(int)",
            says=sentences.FORWARD_ARGUMENTS_SWAPPED,
            raises=NOT_AN_INDEX,
        ),
        Mistake(
            "loop",
            _PROBABILITIES + "predictions = np.zeros((1, X.shape[1]))\n"
            "for i in range(X.shape[1]):\n    predictions[0, i] = 1 if AL[0, i] > 0.5 else 0",
            rule="vectorized",
        ),
        Mistake(
            "threshold_zero",
            _PROBABILITIES + "predictions = (AL > 0).astype(int)",
            says="Every label is 1. AL holds probabilities, and all of them are above 0: they are "
            "compared with one half.",
        ),
        Mistake(
            "minus_one_for_no",
            _PROBABILITIES + "predictions = np.where(AL > 0.5, 1, -1)",
            says="What is no cat gets -1; the labels of this course are 0 and 1.",
        ),
        Mistake(
            "threshold_at_the_mean",
            _PROBABILITIES + "predictions = (AL > AL.mean()).astype(int)",
            says="Each probability is compared with the mean of all. Then the other examples "
            "decide; (3.1) compares with one half.",
        ),
        Mistake(
            "number_of_cats",
            _PROBABILITIES + "predictions = np.sum(AL > 0.5)",
            says="This is how many examples are called cats. The exercise asks for a label for "
            "each.",
        ),
        Mistake(
            "argmax_of_columns",
            _PROBABILITIES + "predictions = np.argmax(AL, axis=0)",
            says="argmax tells in which row the largest entry stands, and there is one row only. "
            "A single probability is compared with one half.",
        ),
        Mistake(
            "one_question",
            _PROBABILITIES + "predictions = 1 if AL > 0.5 else 0",
            says="if asks one question, and AL has an answer for each example. A comparison of the "
            "whole array answers all of them.",
            raises=("ValueError", "truth value of an array"),
        ),
        Mistake(
            "caches_for_probabilities",
            "caches, AL = L_model_forward(X, parameters)\npredictions = (AL > 0.5).astype(int)",
            says="AL and caches have each other's names: L_model_forward returns AL first.",
            raises=("TypeError", "'>' not supported between instances of 'list'"),
        ),
    ),
    variants=(
        Variant(
            "compared_with_its_opposite",
            "AL = L_model_forward(X=X, parameters=parameters)[0]\n"
            "predictions = np.greater(AL, 1 - AL).astype(float)",
        ),
        Variant("booleans", _PROBABILITIES + "predictions = AL > 0.5"),
        Variant("floats", _PROBABILITIES + "predictions = np.where(AL >= 0.5, 1.0, 0.0)"),
        Variant("rounded", "predictions = np.round(L_model_forward(X, parameters)[0])"),
        Variant("sign_of_z", "predictions = (L_model_forward(X, parameters)[1][-1][1] > 0) * 1"),
    ),
)
