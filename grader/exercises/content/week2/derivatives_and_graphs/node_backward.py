"""Exercise `node_backward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week2.derivatives_and_graphs.cases import random_number
from grader.exercises.content.week2.derivatives_and_graphs.graphs import OPERATIONS, random_inputs
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        Case(
            {
                "operation": op,
                "inputs": random_inputs(rng, op),
                "dout": random_number(rng, 1.4, 3.0),
            },
            {"operation": op},
        )
        for op in OPERATIONS
    ]


_SWAPPED = "dinputs = [dout * y, dout * x]"
_SIGMOID_BACK = "dinputs = [dout * a * (1 - a)]"

EXERCISE = Exercise(
    name="node_backward",
    cases=_cases,
    contract=Contract(outputs=("dinputs",)),
    uses=("node_forward",),
    equations={"dinputs": "(8.1)"},
    mistakes=(
        Mistake(
            "own_factor",
            Edit(_SWAPPED, "dinputs = [dout * x, dout * y]"),
            says='"multiply": each factor\'s slope is the other factor, and here it is the factor '
            "itself.",
        ),
        Mistake(
            "no_minus",
            Edit("[dout, -dout]", "[dout, dout]"),
            says='"subtract": if y grows, x - y shrinks. The second derivative lacks its sign.',
        ),
        Mistake(
            "minus_on_the_first",
            Edit("[dout, -dout]", "[-dout, dout]"),
            says='"subtract": the minus belongs to the second input, not to the first.',
        ),
        Mistake(
            "local_slopes_only",
            (
                Edit("[dout, -dout]", "[1, -1]"),
                Edit(_SWAPPED, "dinputs = [y, x]"),
                Edit("[dout / x]", "[1 / x]"),
                Edit(_SIGMOID_BACK, "dinputs = [a * (1 - a)]"),
            ),
            says="these are the local slopes. What arrives from the right, dout, has to be "
            "multiplied by them.",
        ),
        Mistake(
            "multiply_without_dout",
            Edit(_SWAPPED, "dinputs = [y, x]"),
            says='"multiply" gives the local slopes: dout takes no part.',
        ),
        Mistake(
            "log_without_dout",
            Edit("[dout / x]", "[1 / x]"),
            says='"log" gives the local slope: dout takes no part.',
        ),
        Mistake(
            "sigmoid_without_dout",
            Edit(_SIGMOID_BACK, "dinputs = [a * (1 - a)]"),
            says='"sigmoid" gives the local slope: dout takes no part.',
        ),
        Mistake(
            "log_times_input",
            Edit("[dout / x]", "[dout * x]"),
            says='"log" multiplies by x; the slope of the logarithm is one over x.',
        ),
        Mistake(
            "log_value",
            Edit("[dout / x]", "[dout * np.log(x)]"),
            says='"log" multiplies by the value of the logarithm instead of its slope.',
        ),
        Mistake(
            "sigmoid_of_the_input",
            Edit(_SIGMOID_BACK, "dinputs = [dout * x * (1 - x)]"),
            says='"sigmoid" puts x itself where the slope asks for sigma(x).',
        ),
        Mistake(
            "sigmoid_value",
            Edit(_SIGMOID_BACK, "dinputs = [dout * a]"),
            says='"sigmoid" multiplies by the value of the sigmoid; its slope has one factor more.',
        ),
        Mistake(
            "slope_of_dout",
            Edit(_SIGMOID_BACK, "dinputs = [dout * (1 - dout)]"),
            says='"sigmoid" puts dout where the slope asks for sigma(x).',
        ),
        Mistake(
            "numbers_for_lists",
            (
                Edit("[dout / x]", "dout / x"),
                Edit(_SIGMOID_BACK, "dinputs = dout * a * (1 - a)"),
            ),
            says="operations with one input give a bare number; even a single derivative comes in "
            "a list.",
        ),
        Mistake(
            "added",
            Edit(_SWAPPED, "dinputs = [dout + y, dout + x]"),
            says='"multiply" adds dout to the local slope. The chain rule multiplies.',
        ),
    ),
    variants=(
        Variant(
            "match",
            "else:\n    match operation:\n        case 'subtract':\n"
            "            dinputs = [dout, dout * -1]\n        case 'multiply':\n"
            "            dinputs = [y * dout, x * dout]\n        case 'log':\n"
            "            dinputs = [(1 / x) * dout]\n        case 'sigmoid':\n"
            "            s = node_forward(inputs=inputs, operation=operation)\n"
            "            dinputs = [s * (1 - s) * dout]",
        ),
        Variant(
            "local_slopes_first",
            'elif operation == "subtract":\n    dinputs = [dout * s for s in (1, -1)]\n'
            'elif operation == "multiply":\n    dinputs = [dout * s for s in (y, x)]\n'
            'elif operation == "log":\n    dinputs = [dout * (1 / x)]\n'
            "else:\n    s = 1 / (1 + np.exp(-x))\n    dinputs = [dout * (s - s**2)]",
        ),
        Variant(
            "tuples",
            (
                Edit("[dout, -dout]", "(dout, -dout)"),
                Edit("[dout / x]", "(dout / x,)"),
            ),
        ),
        Variant(
            "arrays",
            (
                Edit(_SWAPPED, "dinputs = dout * np.array([y, x])"),
                Edit(_SIGMOID_BACK, "dinputs = np.array([dout * a * (1 - a)])"),
            ),
        ),
        Variant(
            "other_form_of_the_slope",
            Edit(_SIGMOID_BACK, "dinputs = [dout * np.exp(-x) / (1 + np.exp(-x)) ** 2]"),
        ),
    ),
)
