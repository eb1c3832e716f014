"""Exercise `propagate_loops`: its cases, known mistakes and right variants."""

from grader.exercises.content.week2.logistic_regression import sentences
from grader.exercises.content.week2.logistic_regression.cases import propagate_cases
from grader.exercises.exercise import Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="propagate_loops",
    cases=propagate_cases,
    contract=Contract(
        outputs=("grads", "cost"), scalars=frozenset({"db"}), tolerance={"cost": 1e-5}
    ),
    uses=("sigmoid", "logistic_loss"),
    equations={"dw": "(6.1)", "db": "(6.2)", "cost": "(6.3)"},
    mistakes=(
        Mistake(
            "slope_of_sigmoid",
            Edit("dz = a - Y[0, i]", "dz = a * (1 - a)"),
            says="dz is a(1 - a) in your loop; of one example it is a - y.",
        ),
        Mistake(
            "sign",
            Edit("dz = a - Y[0, i]", "dz = Y[0, i] - a"),
            says="dz has the wrong sign: if the prediction is above the label, is it positive?",
        ),
        Mistake(
            "no_bias",
            Edit("z = b", "z = 0"),
            says="z starts at 0, so the bias is missing from it.",
        ),
        Mistake(
            "last_example_cost",
            Edit("cost = cost + logistic_loss", "cost = logistic_loss"),
            says="The cost holds the loss of the last example alone: each turn of the loop has to "
            "add to it.",
        ),
        Mistake(
            "last_example_dw",
            Edit("dw[j, 0] = dw[j, 0] + X", "dw[j, 0] = X"),
            says="dw holds the last example alone: each turn of the loop has to add to it.",
        ),
        Mistake(
            "last_example_db",
            Edit("db = db + dz", "db = dz"),
            says="db holds the last example alone: each turn of the loop has to add to it.",
        ),
        Mistake(
            "mean_inside_and_outside",
            Edit("dz = a - Y[0, i]", "dz = (a - Y[0, i]) / m"),
            says="dw and db are {m} times too small, and m = {m}: the return line divides by m "
            "already.",
        ),
        Mistake(
            "first_input_only",
            Edit("X[j, i] * dz", "X[0, i] * dz"),
            says="Every entry of dw uses the first feature; entry j belongs to feature j.",
        ),
        Mistake(
            "z_keeps_growing",
            (Edit("z = b\n", "z = b if i == 0 else z\n"),),
            says="z is not set back to b for each example, so it carries the sum of the examples "
            "before.",
        ),
        Mistake(
            "cost_of_ones",
            Edit("logistic_loss(a, Y[0, i])", "-Y[0, i] * np.log(a)"),
            says=sentences.ZEROS_ADD_NO_COST,
        ),
    ),
    variants=(
        Variant(
            "vectors_inside",
            "z = np.sum(w[:, 0] * X[:, i]) + b\na = sigmoid(z)\n"
            "cost += float(logistic_loss(a, Y[0, i]))\ndz = a - Y[0, i]\n"
            "for j in range(n_x):\n    dw[j, 0] += dz * X[j, i]\ndb += dz",
        ),
        Variant(
            "by_keyword",
            "z = b\nfor j in range(n_x):\n    z += X[j][i] * w[j][0]\n"
            "a = sigmoid(z=z)\ncost = logistic_loss(yhat=a, y=Y[0][i]) + cost\n"
            "db = (a - Y[0][i]) + db\nfor j in range(n_x):\n"
            "    dw[j][0] = X[j][i] * (a - Y[0][i]) + dw[j][0]",
        ),
        Variant(
            "columns",
            "x, y = X[:, i : i + 1], Y[0, i]\na = sigmoid(np.dot(w.T, x).item() + b)\n"
            "cost = cost + logistic_loss(a, y)\ndw = dw + x * (a - y)\n"
            "db = db + (a - y)",
        ),
        Variant(
            "one_product_inside",
            "z = (w.T @ X[:, [i]]).item() + b\na = sigmoid(z)\n"
            "cost += logistic_loss(a, Y[0, i])\ndz = a - Y[0, i]\ndw += X[:, [i]] * dz\ndb += dz",
        ),
        Variant(
            "written_out_loss",
            "z = b + sum(w[j, 0] * X[j, i] for j in range(n_x))\na = 1 / (1 + np.exp(-z))\n"
            "y = Y[0, i]\ncost += -(y * np.log(a) + (1 - y) * np.log(1 - a))\n"
            "for j in range(n_x):\n    dw[j] += X[j, i] * (a - y)\ndb += a - y",
        ),
    ),
)
