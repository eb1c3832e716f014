"""Exercise `optimize`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.sentences import FIRST_ITERATION_ONLY, UPHILL
from grader.exercises.content.week2.logistic_regression.cases import random_data
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, m: int, num_iterations: int, learning_rate: float) -> Case:
        w, b, X, Y = random_data(rng, n_x, m)
        arguments: dict[str, Plain] = {"w": w, "b": b, "X": X, "Y": Y}
        arguments |= {"num_iterations": num_iterations, "learning_rate": learning_rate}
        return Case(arguments, {"num_iterations": num_iterations, "m": m, "n_x": n_x})

    return [case(2, 5, 1, 1.0), case(3, 4, 7, 0.3), case(2, 6, 101, 0.05), case(1, 1, 3, 0.5)]


_UPDATE_W = 'w = w - learning_rate * grads["dw"]'
_UPDATE_B = 'b = b - learning_rate * grads["db"]'

EXERCISE = Exercise(
    name="optimize",
    cases=_cases,
    contract=Contract(
        outputs=("params", "grads", "costs"),
        scalars=frozenset({"b", "db"}),
        tolerance={"costs": 1e-5},
    ),
    uses=("propagate",),
    equations={"w": "(8.1)", "b": "(8.1)"},
    mistakes=(
        Mistake(
            "uphill",
            (Edit("w - learning", "w + learning"), Edit("b - learning", "b + learning")),
            says=UPHILL,
        ),
        Mistake(
            "no_learning_rate",
            (
                Edit('learning_rate * grads["dw"]', 'grads["dw"]'),
                Edit('learning_rate * grads["db"]', 'grads["db"]'),
            ),
            says="The learning rate is missing from the step, so it is right only for a rate of 1.",
        ),
        Mistake(
            "fixed_learning_rate",
            (Edit("w - learning_rate", "w - 0.009"), Edit("b - learning_rate", "b - 0.009")),
            says="The learning rate is always 0.009, whatever the argument says.",
        ),
        Mistake(
            "b_not_moved",
            Edit(_UPDATE_B, ""),
            says="b never moves: it needs a step of its own, along db.",
        ),
        Mistake(
            "w_not_moved",
            Edit(_UPDATE_W, ""),
            says="w never moves: it needs a step of its own, along dw.",
        ),
        Mistake(
            "b_shrinks",
            Edit('b - learning_rate * grads["db"]', "b - learning_rate * b"),
            says="The step of b subtracts b itself; it should subtract its derivative.",
        ),
        Mistake(
            "w_shrinks",
            Edit('w - learning_rate * grads["dw"]', "w - learning_rate * w"),
            says="The step of w subtracts w itself; it should subtract its derivative.",
        ),
        Mistake(
            "gradient_assigned",
            (
                Edit('w - learning_rate * grads["dw"]', 'learning_rate * grads["dw"]'),
                Edit('b - learning_rate * grads["db"]', 'learning_rate * grads["db"]'),
            ),
            says="w and b become the step itself; the step has to be subtracted from them.",
        ),
        Mistake(
            "nothing_moves",
            (Edit(_UPDATE_W, ""), Edit(_UPDATE_B, "")),
            says="w and b are what they were: the gradient is computed and no step is made.",
        ),
        Mistake(
            "divided_again",
            (
                Edit(_UPDATE_W, 'w = w - learning_rate * grads["dw"] / X.shape[1]'),
                Edit(_UPDATE_B, 'b = b - learning_rate * grads["db"] / X.shape[1]'),
            ),
            says="The step is divided by m; propagate has taken the mean already.",
        ),
        Mistake(
            "in_place",
            (Edit(_UPDATE_W, 'w -= learning_rate * grads["dw"]'),),
            rule="unchanged",
        ),
        Mistake(
            "return_in_loop",
            (
                Edit(
                    'print(f"cost after iteration {i}: {cost:.6f}")\n',
                    'print(f"cost after iteration {i}: {cost:.6f}")\n        break\n',
                ),
            ),
            says=FIRST_ITERATION_ONLY,
        ),
    ),
    variants=(
        Variant(
            "in_place_on_own_copies",
            "if i == 0:\n    w, b = np.array(w, dtype=float), float(b)\n"
            "grads, cost = propagate(w, b, X, Y)\nw -= learning_rate * grads['dw']\n"
            "b -= learning_rate * float(np.squeeze(grads['db']))",
        ),
        Variant(
            "np_subtract",
            "grads, cost = propagate(w, b, X, Y)\n"
            "w, b = (np.subtract(v, np.multiply(learning_rate, grads[k])) for v, k in "
            "((w, 'dw'), (b, 'db')))",
        ),
        Variant(
            "renamed_dictionary",
            "result = propagate(w, b, X, Y)\n"
            "grads = {'dw': result[0]['dw'], 'db': result[0]['db']}\n"
            "cost = result[1]\n"
            "w, b = w + -learning_rate * grads['dw'], b + -learning_rate * grads['db']",
        ),
        Variant(
            "own_names",
            "gradients, cost = propagate(w, b, X, Y)\ngrads = gradients\n"
            'dw, db = grads["dw"], grads["db"]\nw = w - learning_rate * dw\n'
            "b = b - learning_rate * db",
        ),
        Variant("keywords", Edit("propagate(w, b, X, Y)", "propagate(w=w, b=b, X=X, Y=Y)")),
    ),
)
