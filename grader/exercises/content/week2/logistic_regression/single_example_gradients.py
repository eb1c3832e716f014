"""Exercise `single_example_gradients`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week2.logistic_regression.cases import random_data
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, y: int) -> Case:
        w, b, x, _ = random_data(rng, n_x, 1)
        return Case({"w": w, "b": b, "x": x, "y": y}, {"n_x": n_x, "y": y})

    return [case(1, 1), case(3, 0), case(2, 1), case(4, 0)]


EXERCISE = Exercise(
    name="single_example_gradients",
    cases=_cases,
    contract=Contract(outputs=("gradients",), scalars=frozenset({"dz", "db"})),
    uses=("sigmoid",),
    equations={"dz": "(5.5)", "dw": "(5.6)", "db": "(5.7)"},
    mistakes=(
        Mistake(
            "slope_of_sigmoid",
            Edit("dz = a - y", "dz = a * (1 - a)"),
            says="dz is a(1 - a), the slope of the sigmoid alone. The chain rule multiplies it by "
            "da, and then almost everything cancels.",
        ),
        Mistake(
            "sign",
            Edit("dz = a - y", "dz = y - a"),
            says="dz has the wrong sign: where the prediction is too high, a larger z makes the "
            "loss larger.",
        ),
        Mistake(
            "no_sigmoid",
            Edit("a = sigmoid(z)", "a = z"),
            says="z is used in place of a: the sigmoid is missing between them.",
        ),
        Mistake(
            "no_bias",
            Edit("(w.T @ x).item() + b", "(w.T @ x).item()"),
            says="z is computed without b.",
        ),
        Mistake(
            "weights_for_inputs",
            Edit("dw = x * dz", "dw = w * dz"),
            says="dw is w times dz. How much z changes with w depends on what w is multiplied "
            "with.",
        ),
        Mistake(
            "row",
            Edit("dw = x * dz", "dw = x.T * dz"),
            says="dw is a row; a gradient has the shape of what it belongs to, and w is a column.",
        ),
        Mistake(
            "no_inputs",
            Edit("dw = x * dz", "dw = np.ones_like(w) * dz"),
            says="Every entry of dw is dz. Each weight meets an input of its own.",
        ),
        Mistake(
            "db_with_bias",
            Edit("db = dz", "db = b * dz"),
            says="db is b times dz. In z, the bias is added, with the factor 1.",
        ),
        Mistake(
            "squared_error",
            Edit("dz = a - y", "dz = (a - y) * a * (1 - a)"),
            says="dz has the factor a(1 - a), which belongs to the squared error. In the "
            "cross-entropy it cancels.",
        ),
    ),
    variants=(
        Variant(
            "np_dot",
            "a = sigmoid(np.dot(w.T, x) + b)\ndz = np.squeeze(a) - y\n"
            "dw = np.multiply(x, dz)\ndb = dz",
        ),
        Variant(
            "loops",
            "z = b\nfor j in range(w.shape[0]):\n    z = z + w[j, 0] * x[j, 0]\n"
            "dz = sigmoid(z) - y\ndw = np.zeros(w.shape)\n"
            "for j in range(w.shape[0]):\n    dw[j, 0] = x[j, 0] * dz\ndb = dz",
        ),
        Variant(
            "einsum",
            "z = np.einsum('ji,ji->', w, x) + b\na = 1 / (1 + np.exp(-z))\n"
            "dz = np.array([[a - y]])\ndw = x @ dz\ndb = np.sum(dz)",
        ),
        Variant(
            "one_by_one",
            "z = w.T @ x + b\na = sigmoid(z)\ndz = a - y\ndw = x * dz\ndb = dz",
        ),
        Variant(
            "by_chain_rule",
            "z = float(np.sum(w * x)) + b\na = sigmoid(z)\nda = -y / a + (1 - y) / (1 - a)\n"
            "dz = da * a * (1 - a)\ndw = dz * x\ndb = dz",
        ),
    ),
)
