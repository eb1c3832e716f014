"""Exercise `neuron`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import SHAPES_DO_NOT_MATCH
from grader.exercises.content.week1.first_neuron.cases import away_from_zero
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, fires: bool) -> Case:
        # Drawn again until the usual slips give other results: no part of the sum is small, the
        # bias changes the result, and where n_x allows it the products have both signs.
        while True:
            x, w = away_from_zero(rng, (n_x, 1)), away_from_zero(rng, (n_x, 1))
            b = float(away_from_zero(rng, ()))
            parts = w * x
            total = float(parts.sum())
            z = total + b
            both = n_x == 1 or (parts.max() > 0.2 and parts.min() < -0.2)
            if both and abs(total) > 0.2 and abs(z) > 0.2 and (z > 0) == fires:
                return Case({"x": x, "w": w, "b": b}, {"n_x": n_x})

    return [case(3, True), case(2, False), case(1, True), case(5, True), case(3, True)]


EXERCISE = Exercise(
    name="neuron",
    cases=_cases,
    contract=Contract(outputs=("a",), scalars=frozenset({"a"})),
    uses=("relu",),
    equations={"a": "(2.2)"},
    mistakes=(
        Mistake(
            "no_relu",
            Edit("a = relu(z)", "a = z"),
            says="this is z, and z can be negative. The second step of the neuron, ReLU, is "
            "missing.",
        ),
        Mistake(
            "no_bias",
            Edit("np.sum(w * x) + b", "np.sum(w * x)"),
            says="the bias is missing: z is the weighted sum plus b.",
        ),
        Mistake(
            "bias_subtracted",
            Edit("np.sum(w * x) + b", "np.sum(w * x) - b"),
            says="the bias is subtracted. In z it is added, whatever its sign.",
        ),
        Mistake(
            "bias_after_relu",
            (Edit("np.sum(w * x) + b", "np.sum(w * x)"), Edit("relu(z)", "relu(z) + b")),
            says="the bias is added after ReLU. It belongs to z, and ReLU comes last.",
        ),
        Mistake(
            "bias_for_each_feature",
            Edit("np.sum(w * x) + b", "np.sum(w * x + b)"),
            says="the bias is added once for each of the features. There is one bias for the whole "
            "sum: look where the bracket closes.",
        ),
        Mistake(
            "relu_of_each_product",
            (Edit("np.sum(w * x) + b", "np.sum(relu(w * x)) + b"),),
            says="ReLU is applied to each product before the sum. A neuron adds everything up "
            "first and bends the total once.",
        ),
        Mistake(
            "a_neuron_for_each_feature",
            (Edit("np.sum(w * x) + b", "w * x + b"), Edit("relu(z)", "np.sum(relu(z))")),
            says="each feature gets a bias and a ReLU of its own before the sum. A neuron adds up "
            "first, then adds b once, then bends once.",
        ),
        Mistake(
            "no_sum_bias_after_relu",
            (Edit("np.sum(w * x) + b", "w * x"), Edit("relu(z)", "relu(z) + b")),
            says="the products are not added up, and the bias comes after ReLU. First the whole "
            "sum with b, one number, then ReLU.",
        ),
        Mistake(
            "no_sum",
            Edit("np.sum(w * x) + b", "w * x + b"),
            says="the products are not added up, so there is still a number for each feature. A "
            "neuron gives one number.",
        ),
        Mistake(
            "first_feature_only",
            Edit("np.sum(w * x)", "(w[0, 0] * x[0, 0])"),
            says="only the first feature counts; each of the features has a weight.",
        ),
        Mistake(
            "mean",
            Edit("np.sum", "np.mean"),
            says="this is the mean of the products; a neuron takes their sum.",
        ),
        Mistake(
            "sum_of_sums",
            Edit("np.sum(w * x)", "np.sum(w) * np.sum(x)"),
            says="the weights are added up and the features are added up, and then the two sums "
            "are multiplied. Each weight belongs to one feature: multiply first.",
        ),
        Mistake(
            "weights_added",
            Edit("w * x", "w + x"),
            says="weights and features are added. A weight is what its feature is multiplied by.",
        ),
        Mistake(
            "every_pair",
            Edit("np.sum(w * x)", "(w @ x.T)"),
            says="w @ x.T is a table of every weight times every feature. Turn the other factor: "
            "a row times a column is one number.",
        ),
        Mistake(
            "column_times_column",
            Edit("np.sum(w * x)", "(w @ x)"),
            says="w and x are both columns, and @ needs a row on its left. Turn one of them, or "
            "multiply entry by entry and add up.",
            raises=SHAPES_DO_NOT_MATCH,
        ),
    ),
    variants=(
        Variant("row_times_column", Edit("np.sum(w * x) + b", "w.T @ x + b")),
        Variant("number", Edit("np.sum(w * x) + b", "float((w.T @ x).item()) + b")),
        Variant("np_dot", "a = np.maximum(0, np.dot(w.T, x) + b)"),
        Variant(
            "loop",
            "z = b\nfor j in range(len(x)):\n    z = z + w[j, 0] * x[j, 0]\na = z if z > 0 else 0",
        ),
        Variant("keywords", Edit("relu(z)", "relu(z=z)")),
    ),
)
