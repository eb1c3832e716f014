"""Exercise `compute_cost`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import ARRAY_FOR_AN_AXIS
from grader.exercises.content.week3.planar_classifier.cases import random_label_rows
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import REPLACEMENTS
from grader.student.checking import Contract
from grader.student.messages.python_errors import SECOND_ARGUMENT_IS_THE_AXIS


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        Case(
            {"A2": rng.uniform(0.05, 0.95, size=(1, m)), "Y": random_label_rows(rng, 1, m)},
            {"m": m},
            optional={"parameters": REPLACEMENTS["initialize_parameters"](3, 4, 1)},
        )
        for m in (1, 7, 4, 10)
    ]


_LOSSES = "Y * np.log(A2) + (1 - Y) * np.log(1 - A2)"

EXERCISE = Exercise(
    name="compute_cost",
    cases=_cases,
    contract=Contract(outputs=("cost",), scalars=frozenset({"cost"}), tolerance={"cost": 1e-5}),
    rules=VECTORIZED,
    equations={"cost": "(5.1)"},
    mistakes=(
        Mistake(
            "no_mean",
            Edit(") / m)", "))"),
            says="The cost is {m} times too large, and m = {m}: the losses are added up but not "
            "averaged.",
        ),
        Mistake(
            "no_minus",
            Edit("float(-np.sum", "float(np.sum"),
            says="The cost is negative: logarithms of probabilities are. Where is the minus?",
        ),
        Mistake(
            "ones_only",
            Edit(" + (1 - Y) * np.log(1 - A2)", ""),
            says="The examples with y = 0 add nothing: the second term, with (1 - Y), is missing.",
        ),
        Mistake(
            "ones_only_no_mean",
            "cost = float(-np.sum(Y * np.log(A2)))",
            says="The examples with y = 0 add nothing, and the mean is missing. With predictions "
            "near one half the two slips nearly cancel.",
        ),
        Mistake(
            "zeros_only",
            Edit("Y * np.log(A2) + ", ""),
            says="The examples with y = 1 add nothing: the first term, with Y, is missing.",
        ),
        Mistake(
            "every_pair",
            "pairs = np.dot(Y.T, np.log(A2)) + np.dot((1 - Y).T, np.log(1 - A2))\n"
            "cost = float(-np.sum(pairs) / m)",
            says="Y.T with log(A2) makes an (m, m) table: each label meets the prediction of "
            "every example.",
        ),
        Mistake(
            "transposed_and_elementwise",
            Edit(
                _LOSSES,
                "Y * np.log(A2).T + (1 - Y) * np.log(1 - A2)",
            ),
            says="A row times a column, entry by entry, is an (m, m) table. One transpose is too "
            "many.",
        ),
        Mistake(
            "half_squared_error",
            "cost = float(np.sum((A2 - Y) ** 2) / (2 * m))",
            says="This is half the mean of the squared errors. The exercise asks for the mean of "
            "the cross-entropy.",
        ),
        Mistake(
            "squared_error",
            "cost = float(np.mean((A2 - Y) ** 2))",
            says="This is the mean of the squared errors. The exercise asks for the mean of the "
            "cross-entropy.",
        ),
        Mistake(
            "absolute_error",
            "cost = float(np.mean(np.abs(A2 - Y)))",
            says="This is the mean of the absolute errors. The exercise asks for the mean of the "
            "cross-entropy.",
        ),
        Mistake(
            "squared_cost",
            "losses = Y * np.log(A2) + (1 - Y) * np.log(1 - A2)\n"
            "cost = float(np.sum(losses**2) / m)",
            says="The losses are squared before the mean is taken. (5.1) takes them as they are, "
            "with a minus in front.",
        ),
        Mistake(
            "log10",
            Edit(
                _LOSSES,
                "Y * np.log10(A2) + (1 - Y) * np.log10(1 - A2)",
            ),
            says="The logarithm is the one to base 10. In (5.1) it is the natural logarithm, to "
            "base e.",
        ),
        Mistake(
            "log2",
            Edit(
                _LOSSES,
                "Y * np.log2(A2) + (1 - Y) * np.log2(1 - A2)",
            ),
            says="The logarithm is the one to base 2. In (5.1) it is the natural logarithm, to "
            "base e.",
        ),
        Mistake(
            "swapped_arguments",
            "with np.errstate(all='ignore'):\n"
            "    cost = float(-np.sum(A2 * np.log(Y) + (1 - A2) * np.log(1 - Y)) / m)",
            says="A2 and Y have changed places: this takes the logarithm of labels, which is minus "
            "infinity for a label of 0. The predictions belong in it.",
        ),
        Mistake(
            "no_y",
            Edit("Y * np.log(A2)", "np.log(A2)"),
            says="The factor Y is missing from the first term: log(A2) should count only where y "
            "is 1.",
        ),
        Mistake(
            "no_one_minus_y",
            Edit("(1 - Y) * np.log(1 - A2)", "np.log(1 - A2)"),
            says="The factor 1 - Y is missing from the second term: log(1 - A2) should count only "
            "where y is 0.",
        ),
        Mistake(
            "no_labels",
            Edit(_LOSSES, "np.log(A2) + np.log(1 - A2)"),
            says="The labels are missing: Y and 1 - Y choose which of the two logarithms counts.",
        ),
        Mistake(
            "no_logarithms",
            Edit(_LOSSES, "Y * A2 + (1 - Y) * (1 - A2)"),
            says="The logarithms are missing from both terms.",
        ),
        Mistake(
            "same_logarithm_twice",
            Edit("np.log(1 - A2)", "np.log(A2)"),
            says="Both terms take the logarithm of A2. For y = 0 the probability of the right "
            "answer is 1 - A2.",
        ),
        Mistake(
            "one_minus_logarithm",
            Edit("np.log(1 - A2)", "(1 - np.log(A2))"),
            says="The 1 - stands outside the logarithm. In (5.1) it is inside, beside the "
            "prediction.",
        ),
        Mistake(
            "minus_between",
            Edit("np.log(A2) + (1 - Y)", "np.log(A2) - (1 - Y)"),
            says="The two terms are subtracted, so the examples with y = 0 lower the cost. They "
            "have to be added.",
        ),
        Mistake(
            "no_sum",
            "cost = -(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m",
            says="These are the losses of the examples, each over m. The cost is one number.",
        ),
        Mistake(
            "terms_crossed",
            "cost = float(-np.sum(Y * np.log(1 - A2) + (1 - Y) * np.log(A2)) / m)",
            says="The two logarithms have changed places: a right prediction costs most.",
        ),
        Mistake(
            "sum_of_two",
            "cost = -np.sum(np.dot(Y, np.log(A2).T), np.dot(1 - Y, np.log(1 - A2).T)) / m",
            says=SECOND_ARGUMENT_IS_THE_AXIS,
            raises=ARRAY_FOR_AN_AXIS,
        ),
        Mistake(
            "loop",
            "cost = 0.0\nfor i in range(m):\n"
            "    cost -= np.log(A2[0, i] if Y[0, i] == 1 else 1 - A2[0, i]) / m",
            rule="vectorized",
        ),
        Mistake(
            "reads_the_notebook",
            Edit("Y * np.log(A2)", "flower.Y * np.log(A2)"),
            says="flower belongs to the notebook, and is not there for other data. Use Y.",
            raises=("NameError", "flower"),
        ),
    ),
    variants=(
        Variant("mean", "cost = -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))"),
        Variant(
            "product",
            "cost = -(Y @ np.log(A2).T + (1 - Y) @ np.log(1 - A2).T) / m\ncost = np.squeeze(cost)",
        ),
        Variant(
            "one_by_one", "cost = -(np.dot(Y, np.log(A2).T) + np.dot(1 - Y, np.log(1 - A2).T)) / m"
        ),
        Variant("chosen_by_label", "cost = -np.mean(np.log(np.where(Y == 1, A2, 1 - A2)))"),
        Variant(
            "small_number_in_log",
            "cost = -np.mean(Y * np.log(A2 + 1e-8) + (1 - Y) * np.log(1 - A2 + 1e-8))",
        ),
    ),
)
