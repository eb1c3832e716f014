"""Exercise `graph_forward`: its cases, known mistakes and right variants."""

from grader.exercises.content.week2.derivatives_and_graphs.graphs import abc_cases
from grader.exercises.exercise import Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="graph_forward",
    cases=abc_cases,
    contract=Contract(outputs=("values",)),
    equations={"u": "(6.1)", "v": "(6.2)", "J": "(6.3)"},
    mistakes=(
        Mistake(
            "u_is_a_sum",
            Edit("u = b * c", "u = b + c"),
            says="u is b + c; bc without a sign between the letters is a product.",
        ),
        Mistake(
            "v_is_a_product",
            Edit("v = a + u", "v = a * u"),
            says="v is a times u; the box adds the two.",
        ),
        Mistake(
            "no_factor",
            Edit("J = 3 * v", "J = v"),
            says="J is v: the last box, with its factor 3, is missing.",
        ),
        Mistake(
            "factor_on_one_term",
            Edit("J = 3 * v", "J = 3 * a + u"),
            says="the 3 multiplies a alone. It belongs to the whole bracket.",
        ),
        Mistake(
            "factor_added",
            Edit("J = 3 * v", "J = 3 + v"),
            says="3 is added to v instead of multiplied by it.",
        ),
        Mistake(
            "cube",
            Edit("J = 3 * v", "J = v**3"),
            says="J is v to the power of 3; 3v is three times v.",
        ),
        Mistake(
            "example_numbers",
            (Edit("u = b * c", "u = 6"), Edit("v = a + u", "v = 11"), Edit("J = 3 * v", "J = 33")),
            says="these are the numbers of the example, whatever the arguments are.",
        ),
        Mistake(
            "u_from_a",
            Edit("u = b * c", "u = a * c"),
            says="u is made of a and c. Look at the arrows: which two enter the first box?",
        ),
    ),
    variants=(
        Variant(
            "one_expression_each",
            "J = 3 * (a + b * c)\nv = a + b * c\nu = b * c",
        ),
        Variant(
            "lambdas",
            "times, plus = (lambda x, y: x * y), (lambda x, y: x + y)\n"
            "u = times(b, c)\nv = plus(a, u)\nJ = times(3.0, v)",
        ),
        Variant("all_in_one", "u, v, J = b * c, a + b * c, 3 * (a + b * c)"),
        Variant("numpy", "u = np.multiply(b, c)\nv = np.add(u, a)\nJ = np.multiply(v, 3)"),
        Variant("sum", "u = c * b\nv = u + a\nJ = v + v + v"),
    ),
)
