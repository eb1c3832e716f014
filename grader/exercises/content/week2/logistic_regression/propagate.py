"""Exercise `propagate`: its cases, known mistakes and right variants."""

from grader.exercises.content.week2.logistic_regression import sentences
from grader.exercises.content.week2.logistic_regression.cases import propagate_cases
from grader.exercises.exercise import VECTORIZED, Edit, Exercise, Mistake, Variant
from grader.student.checking import Contract

EXERCISE = Exercise(
    name="propagate",
    cases=propagate_cases,
    contract=Contract(
        outputs=("grads", "cost"), scalars=frozenset({"db"}), tolerance={"cost": 1e-5}
    ),
    rules=VECTORIZED,
    uses=("sigmoid", "logistic_cost"),
    equations={"dw": "(7.3)", "db": "(7.4)", "cost": "(7.2)"},
    mistakes=(
        Mistake(
            "dw_no_mean",
            Edit("dw = X @ dZ.T / m", "dw = X @ dZ.T"),
            says="Every entry of dw is {m} times too large, and m = {m}: the mean is missing. The "
            "formula starts with 1/m.",
        ),
        Mistake(
            "db_no_mean",
            Edit("np.sum(dZ) / m", "np.sum(dZ)"),
            says="db is {m} times too large, and m = {m}: the mean is missing.",
        ),
        Mistake(
            "no_mean",
            (Edit("dw = X @ dZ.T / m", "dw = X @ dZ.T"), Edit("np.sum(dZ) / m", "np.sum(dZ)")),
            says="dw and db are {m} times too large, and m = {m}: the mean is missing from both.",
        ),
        Mistake(
            "cost_no_mean",
            Edit("cost = logistic_cost(A, Y)", "cost = logistic_cost(A, Y) * m"),
            says="The cost is {m} times too large, and m = {m}: the mean is missing.",
        ),
        Mistake(
            "mean_twice",
            Edit("dZ = A - Y", "dZ = (A - Y) / m"),
            says="dw and db are {m} times too small, and m = {m}: 1/m is in dZ and again in both.",
        ),
        Mistake(
            "sign",
            Edit("dZ = A - Y", "dZ = Y - A"),
            says="dZ has the wrong sign. If the model says too much, A above Y, a larger Z makes "
            "the cost larger: which sign has dZ then?",
        ),
        Mistake(
            "slope_of_sigmoid",
            Edit("dZ = A - Y", "dZ = A * (1 - A)"),
            says="dZ is A(1 - A), the slope of the sigmoid alone; the labels do not enter.",
        ),
        Mistake(
            "squared_error",
            Edit("dZ = A - Y", "dZ = (A - Y) * A * (1 - A)"),
            says="dZ has the factor A(1 - A), which belongs to the squared error.",
        ),
        Mistake(
            "no_bias",
            Edit("w.T @ X + b", "w.T @ X"),
            says="Z is computed without b.",
        ),
        Mistake(
            "no_sigmoid",
            (
                Edit("A = sigmoid(w.T @ X + b)", "A = w.T @ X + b"),
                Edit("cost = logistic_cost(A, Y)", "cost = logistic_cost(sigmoid(A), Y)"),
            ),
            says="dZ is computed from Z instead of A.",
        ),
        Mistake(
            "tanh",
            Edit("A = sigmoid(w.T @ X + b)", "A = (np.tanh(w.T @ X + b) + 1) / 2"),
            says="A comes from tanh; the model's output is the sigmoid.",
        ),
        Mistake(
            "entry_by_entry",
            Edit("X @ dZ.T / m", "X * dZ / m"),
            says="* multiplies entry by entry, so dw still has a column for each example. The "
            "matrix product adds them up.",
        ),
        Mistake(
            "row",
            Edit("X @ dZ.T / m", "dZ @ X.T / m"),
            says="dw is a row: the factors stand in the other order. A gradient has the shape of "
            "what it belongs to, and w is a column.",
        ),
        Mistake(
            "cost_of_ones",
            Edit("logistic_cost(A, Y)", "-np.sum(Y * np.log(A)) / m"),
            says=sentences.ZEROS_ADD_NO_COST,
        ),
        Mistake(
            "cost_of_pairs",
            Edit(
                "logistic_cost(A, Y)",
                "-np.sum(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T) / m",
            ),
            says="There is a transpose that turns the product into an (m, m) table: each label "
            "meets the prediction of every example.",
        ),
        Mistake(
            "cost_sign",
            Edit("logistic_cost(A, Y)", "np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m"),
            says=sentences.COST_IS_NEGATIVE,
        ),
        Mistake(
            "loop_over_examples",
            "A = sigmoid(w.T @ X + b)\ncost = logistic_cost(A, Y)\ndw, db = np.zeros_like(w), 0.0\n"
            "for i in range(m):\n    dw += X[:, [i]] * (A[0, i] - Y[0, i]) / m\n"
            "    db += float(A[0, i] - Y[0, i]) / m",
            rule="vectorized",
        ),
        Mistake(
            "changes_labels",
            "A = sigmoid(w.T @ X + b)\ncost = logistic_cost(A, Y)\ndw = X @ (A - Y).T / m\n"
            "db = float(np.sum(A - Y) / m)\nY *= 0",
            rule="unchanged",
        ),
    ),
    variants=(
        Variant("db_one_entry", Edit("float(np.sum(dZ) / m)", "np.sum(dZ, axis=1) / m")),
        Variant(
            "db_one_by_one", Edit("float(np.sum(dZ) / m)", "np.sum(dZ, axis=1, keepdims=True) / m")
        ),
        Variant(
            "means",
            (
                Edit("float(np.sum(dZ) / m)", "np.mean(dZ)"),
                Edit("X @ dZ.T / m", "np.mean(X * dZ, axis=1, keepdims=True)"),
            ),
        ),
        Variant("einsum", Edit("X @ dZ.T / m", 'np.einsum("ji,ki->jk", X, dZ) / m')),
        Variant(
            "np_dot",
            (
                Edit("w.T @ X + b", "np.dot(w.T, X) + b"),
                Edit("X @ dZ.T / m", "1 / m * np.dot(X, (A - Y).T)"),
            ),
        ),
        Variant("own_sigmoid", Edit("sigmoid(w.T @ X + b)", "1 / (1 + np.exp(-(w.T @ X + b)))")),
        Variant(
            "small_number_in_log",
            Edit(
                "logistic_cost(A, Y)",
                "-np.mean(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8))",
            ),
        ),
    ),
)
