"""Exercise `compute_cost`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import ARRAY_FOR_AN_AXIS
from grader.exercises.content.labels import random_labels
from grader.exercises.content.sentences import COST_IS_A_MATRIX
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import REPLACEMENTS
from grader.student.checking import Contract
from grader.student.messages.python_errors import SECOND_ARGUMENT_IS_THE_AXIS


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        Case(
            {"AL": rng.uniform(0.05, 0.95, size=(1, m)), "Y": random_labels(rng, m)},
            {"m": m},
            optional={"parameters": REPLACEMENTS["initialize_parameters_deep"]([3, 4, 1])},
        )
        for m in (7, 1, 4, 10)
    ]


_LOSSES = "-(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))"
_SUM = "losses = " + _LOSSES + "\ncost = "

EXERCISE = Exercise(
    name="compute_cost",
    cases=_cases,
    contract=Contract(outputs=("cost",), tolerance={"cost": 1e-5}),
    rules=VECTORIZED,
    equations={"cost": "(6.2)"},
    mistakes=(
        Mistake(
            "positive_class_only",
            Edit(_LOSSES, "-(Y * np.log(AL))"),
            says="The examples with y = 0 add nothing to your cost: the second term of (6.2) is "
            "missing.",
        ),
        Mistake(
            "negative_class_only",
            Edit(_LOSSES, "-((1 - Y) * np.log(1 - AL))"),
            says="The examples with y = 1 add nothing to your cost: the first term of (6.2) is "
            "missing.",
        ),
        Mistake(
            "positive_class_only_and_no_mean",
            "cost = -np.sum(Y * np.log(AL))",
            says="Two things are missing: the term of the examples with y = 0, and the mean.",
        ),
        Mistake(
            "no_mean",
            Edit("np.sum(losses) / m", "np.sum(losses)"),
            says="The cost is {m} times too large, and m = {m}: the losses are added up, and the "
            "mean is missing.",
        ),
        Mistake(
            "mean_twice",
            Edit("np.sum(losses) / m", "np.mean(losses) / m"),
            says="The cost is {m} times too small, and m = {m}: np.mean has divided by m already.",
        ),
        Mistake(
            "no_minus",
            Edit(_LOSSES, "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)"),
            says="The cost is negative: the minus in front of the sum is missing. Logarithms of "
            "probabilities are negative.",
        ),
        Mistake(
            "minus_before_the_first_term",
            Edit(_LOSSES, "-Y * np.log(AL) + (1 - Y) * np.log(1 - AL)"),
            says="The minus stands before the first term alone; it belongs to both.",
        ),
        Mistake(
            "every_pair",
            "m = Y.shape[1]\n"
            "pairs = np.dot(Y.T, np.log(AL)) + np.dot((1 - Y).T, np.log(1 - AL))\n"
            "cost = -np.sum(pairs) / m",
            says="A column meets a row, and the sum runs over an (m, m) table: each label with the "
            "predictions of all examples. Is there a transpose too many?",
        ),
        Mistake(
            "sum_of_two_arguments",
            "cost = -np.sum(np.dot(Y, np.log(AL).T), np.dot(1 - Y, np.log(1 - AL).T)) / Y.shape[1]",
            says=SECOND_ARGUMENT_IS_THE_AXIS,
            raises=ARRAY_FOR_AN_AXIS,
        ),
        Mistake(
            "squared_error",
            Edit(_LOSSES, "(AL - Y) ** 2 / 2"),
            says="This is half the squared error. The exercise asks for the cross-entropy.",
        ),
        Mistake(
            "swapped",
            Edit(_LOSSES, "-(Y * np.log(1 - AL) + (1 - Y) * np.log(AL))"),
            says="The two logarithms have changed places: right predictions cost most.",
        ),
        Mistake(
            "one_by_one_matrix",
            "cost = -(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T) / Y.shape[1]",
            says=COST_IS_A_MATRIX,
        ),
        Mistake(
            "loop",
            "cost = 0.0\nfor i in range(Y.shape[1]):\n"
            "    a, y = AL[0, i], Y[0, i]\n"
            "    cost -= (y * np.log(a) + (1 - y) * np.log(1 - a)) / Y.shape[1]",
            rule="vectorized",
        ),
        Mistake(
            "base_ten",
            Edit(_LOSSES, "-(Y * np.log10(AL) + (1 - Y) * np.log10(1 - AL))"),
            says="This is the logarithm to base 10. The log of (6.2) is the natural logarithm.",
        ),
        Mistake(
            "base_two",
            Edit(_LOSSES, "-(Y * np.log2(AL) + (1 - Y) * np.log2(1 - AL))"),
            says="This is the logarithm to base 2. The log of (6.2) is the natural logarithm.",
        ),
        Mistake(
            "predictions_and_labels_swapped",
            Edit(_LOSSES, "-(AL * np.log(Y) + (1 - AL) * np.log(1 - Y))"),
            says="AL and Y have changed places: the logarithm of a label 0 is minus infinity.",
        ),
        Mistake(
            "one_axis_left",
            "losses = " + _LOSSES + "\ncost = np.sum(losses, axis=1) / Y.shape[1]",
            says="The number is right, but it stands in an array of one entry: the sum runs over "
            "one of two axes. Without axis it runs over all entries.",
        ),
        Mistake(
            "wrong_axis",
            "losses = " + _LOSSES + "\ncost = np.sum(losses, axis=0) / Y.shape[1]",
            says="The sum runs down each column, and a column has one entry: so nothing is added "
            "up. The examples lie side by side.",
        ),
        Mistake(
            "one_loss_for_each_example",
            "cost = " + _LOSSES,
            says="This is the loss of each example. The cost is their mean, one number.",
        ),
        Mistake(
            "mean_squared_error",
            Edit(_LOSSES, "(AL - Y) ** 2"),
            says="This is the mean squared error. The exercise asks for the cross-entropy.",
        ),
        Mistake(
            "mean_distance",
            Edit(_LOSSES, "np.abs(AL - Y)"),
            says="This is how far the predictions lie from the labels on average. The exercise "
            "asks for the cross-entropy.",
        ),
        Mistake(
            "minus_before_the_second_term",
            Edit(_LOSSES, "Y * np.log(AL) - (1 - Y) * np.log(1 - AL)"),
            says="The minus stands before the second term alone; it belongs to both.",
        ),
        Mistake(
            "no_minus_and_no_mean",
            "cost = np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))",
            says="Two things are missing: the minus in front of the sum, and the mean.",
        ),
        Mistake(
            "label_before_both_terms",
            Edit(_LOSSES, "-(Y * np.log(AL) + Y * np.log(1 - AL))"),
            says="Y stands before both logarithms, so the examples with y = 0 add nothing, and the "
            "others pay for both.",
        ),
        Mistake(
            "same_logarithm_twice",
            Edit(_LOSSES, "-(Y * np.log(AL) + (1 - Y) * np.log(AL))"),
            says="The labels make no difference to your cost: it is the mean of -log a. Which "
            "logarithm belongs to y = 0?",
        ),
        Mistake(
            "half",
            Edit("np.sum(losses) / m", "np.sum(losses) / (2 * m)"),
            says="The cost is half of what it should be: the 2 below the line belongs to the "
            "squared error.",
        ),
        Mistake(
            "only_the_second_term_divided",
            "cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL) / Y.shape[1])",
            says="Only the second term is divided by m: Python divides before it adds. Which "
            "brackets are missing?",
        ),
        Mistake(
            "sum_closed_too_early",
            "cost = -1 / Y.shape[1] * np.sum(Y * np.log(AL)) + (1 - Y) * np.log(1 - AL)",
            says="The sum takes the first term only: its bracket closes before the second one, "
            "which stays a row of m numbers.",
        ),
        Mistake(
            "whole_shape",
            "cost = np.sum(" + _LOSSES + ") / Y.shape",
            says="It divides by Y.shape, and that is two numbers, so two come out. Which of them "
            "counts the examples?",
        ),
        Mistake(
            "row_times_row",
            "cost = -(np.dot(Y, np.log(AL)) + np.dot(1 - Y, np.log(1 - AL))) / Y.shape[1]",
            says="np.dot of two rows has no meaning for m above 1: a matrix product takes rows "
            "from the left and columns from the right.",
            raises=("ValueError", "not aligned"),
        ),
    ),
    variants=(
        Variant("mean", _SUM + "np.mean(losses)"),
        Variant("zero_d_array", _SUM + "np.squeeze(np.array(np.mean(losses)))"),
        Variant(
            "products",
            "cost = (-(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T) / AL.shape[1]).item()",
        ),
        Variant(
            "squeezed_product",
            "m = Y.shape[1]\n"
            "cost = np.squeeze(-1 / m * (np.dot(Y, np.log(AL).T) + np.dot(1 - Y, "
            "np.log(1 - AL).T)))",
        ),
        Variant(
            "small_number_in_log",
            "cost = -np.mean(Y * np.log(AL + 1e-8) + (1 - Y) * np.log(1 - AL + 1e-8))",
        ),
        Variant("chosen_by_label", "cost = -np.mean(np.log(np.where(Y == 1, AL, 1 - AL)))"),
    ),
)
