"""Exercise `node_forward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week2.derivatives_and_graphs.graphs import OPERATIONS, random_inputs
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"operation": op, "inputs": random_inputs(rng, op)}, {"operation": op})
        for op in OPERATIONS
    ]


_SIGMOID = "1 / (1 + np.exp(-x))"

EXERCISE = Exercise(
    name="node_forward",
    cases=_cases,
    contract=Contract(outputs=("output",), scalars=frozenset({"output"})),
    mistakes=(
        Mistake(
            "difference_turned",
            Edit("output = x - y", "output = y - x"),
            says='"subtract" is turned around: it is the first input minus the second.',
        ),
        Mistake(
            "power",
            Edit("output = x * y", "output = abs(x) ** y"),
            says='"multiply" computes a power: one star multiplies, two stars raise.',
        ),
        Mistake(
            "multiply_adds",
            Edit("output = x * y", "output = x + y"),
            says='"multiply" adds its inputs.',
        ),
        Mistake(
            "base_ten",
            Edit("np.log(x)", "np.log10(x)"),
            says='"log" is the natural logarithm; this is the one to base 10.',
        ),
        Mistake(
            "exp_for_log",
            Edit("np.log(x)", "np.exp(x)"),
            says='"log" computes the exponential, which undoes the logarithm.',
        ),
        Mistake(
            "sigmoid_sign",
            Edit("np.exp(-x)", "np.exp(x)"),
            says="this is sigma(-x): the exponent lacks its minus sign.",
        ),
        Mistake(
            "sigmoid_brackets",
            Edit(_SIGMOID, "1 / 1 + np.exp(-x)"),
            says="Python divides before it adds; the denominator of the sigmoid needs brackets.",
        ),
        Mistake(
            "sigmoid_slope",
            Edit(f"output = {_SIGMOID}", f"output = {_SIGMOID} * (1 - {_SIGMOID})"),
            says='"sigmoid" gives the slope of the sigmoid. It should give its value; the slope is '
            "for the way back.",
        ),
        Mistake(
            "tanh",
            Edit(_SIGMOID, "np.tanh(x)"),
            says='"sigmoid" computes tanh, which runs from -1 to 1.',
        ),
        Mistake(
            "last_one_wins",
            'elif operation == "subtract":\n    output = x - y\n'
            'elif operation == "multiply":\n    output = x * y\n'
            'elif operation == "log":\n    output = np.log(x)\n'
            f"else:\n    output = np.log(abs(x))\noutput = {_SIGMOID}",
            says="the sigmoid is computed for every operation: its line stands after the choice, "
            "not in a branch of its own.",
        ),
    ),
    variants=(
        Variant(
            "match",
            "else:\n    match operation:\n        case 'subtract':\n"
            "            output = x + -y\n        case 'multiply':\n"
            "            output = np.prod([x, y])\n        case 'log':\n"
            "            output = float(np.log(x))\n        case _:\n"
            "            output = np.exp(x) / (np.exp(x) + 1)",
        ),
        Variant(
            "zero_d_arrays",
            "elif operation == 'subtract':\n    output = np.array(x - y)\n"
            "elif operation == 'multiply':\n    output = np.array(x * y)\n"
            "elif operation == 'log':\n    output = np.log(np.array(x))\nelse:\n"
            "    output = np.array(1 / (1 + np.exp(-x)))",
        ),
        Variant(
            "else_at_the_end",
            'elif operation == "subtract":\n    output = x - y\n'
            'elif operation == "multiply":\n    output = y * x\n'
            'elif operation == "log":\n    output = np.log(x)\n'
            "else:\n    output = 1 / (1 + np.exp(-x))",
        ),
        Variant(
            "math",
            'if operation == "subtract":\n    output = x - y\n'
            'if operation == "multiply":\n    output = x * y\n'
            'if operation == "log":\n    import math\n    return math.log(x)\n'
            'if operation == "sigmoid":\n    import math\n'
            "    return math.exp(x) / (1 + math.exp(x))",
        ),
        Variant(
            "table",
            "else:\n    table = {'subtract': lambda: x - y, 'multiply': lambda: x * y, "
            "'log': lambda: np.log(x), 'sigmoid': lambda: 0.5 * (1 + np.tanh(x / 2))}\n"
            "    output = table[operation]()",
        ),
    ),
)
