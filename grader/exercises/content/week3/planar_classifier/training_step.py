"""Exercise `training_step`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week3.planar_classifier import sentences
from grader.exercises.content.week3.planar_classifier.cases import (
    random_label_rows,
    random_parameters,
)
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, m: int, learning_rate: float) -> Case:
        arguments: dict[str, Plain] = {"parameters": random_parameters(rng, n_x, n_h, 1)}
        arguments |= {"X": rng.normal(size=(n_x, m)), "Y": random_label_rows(rng, 1, m)}
        arguments["learning_rate"] = learning_rate
        return Case(arguments, {"m": m, "n_x": n_x, "n_h": n_h})

    return [case(2, 4, 6, 1.2), case(3, 2, 5, 0.3), case(2, 3, 1, 0.6)]


_UPDATE = "parameters = update_parameters(parameters, grads, learning_rate)"

EXERCISE = Exercise(
    name="training_step",
    cases=_cases,
    contract=Contract(
        outputs=("parameters", "cost"), scalars=frozenset({"cost"}), tolerance={"cost": 1e-5}
    ),
    uses=("forward_propagation", "compute_cost", "backward_propagation", "update_parameters"),
    equations={**dict.fromkeys(("W1", "b1", "W2", "b2"), "(9.1)"), "cost": "(5.1)"},
    mistakes=(
        Mistake(
            "update_dropped",
            Edit("parameters = update_parameters", "update_parameters"),
            says="The parameters are the old ones: what the update returns is dropped, or caught "
            "under a name spelled in another way.",
        ),
        Mistake(
            "fixed_learning_rate",
            Edit("grads, learning_rate)", "grads, 1.2)"),
            says=sentences.FIXED_LEARNING_RATE,
        ),
        Mistake(
            "cost_afterwards",
            Edit(
                _UPDATE,
                "parameters = update_parameters(parameters, grads, learning_rate)\n"
                "    cost = compute_cost(forward_propagation(X, parameters)[0], Y)",
            ),
            says="The cost belongs to the new parameters. The exercise asks for the one that the "
            "step starts from, which needs no second forward pass.",
        ),
        Mistake(
            "two_steps",
            Edit(
                _UPDATE,
                "parameters = update_parameters(parameters, grads, learning_rate)\n"
                "    parameters = update_parameters(parameters, grads, learning_rate)",
            ),
            says="The step is made twice.",
        ),
        Mistake(
            "rate_divided_by_m",
            Edit("grads, learning_rate)", "grads, learning_rate / X.shape[1])"),
            says="The step is divided by m; the gradients are means already.",
        ),
        Mistake(
            "arguments_in_another_order",
            Edit("forward_propagation(X, parameters)", "forward_propagation(parameters, X)"),
            says="forward_propagation takes X first and the parameters second.",
            raises=("IndexError", "only integers"),
        ),
        Mistake(
            "gradients_returned",
            Edit(
                _UPDATE,
                "parameters = grads",
            ),
            says="These are the gradients. The update makes new parameters of them.",
        ),
        Mistake(
            "gradients_of_the_new_parameters",
            (
                Edit(
                    "    parameters = update_parameters(parameters, grads, learning_rate)\n",
                    "    parameters = update_parameters(parameters, grads, learning_rate)\n"
                    "    A2, cache = forward_propagation(X, parameters)\n"
                    "    grads = backward_propagation(parameters, cache, X, Y)\n"
                    "    parameters = update_parameters(parameters, grads, learning_rate)\n",
                ),
            ),
            says="There are two steps in one: the four calls stand there twice. One step is one "
            "way forward, one way back and one update.",
        ),
    ),
    variants=(
        Variant(
            "written_out",
            "A2, cache = forward_propagation(X, parameters)\nm = Y.shape[1]\n"
            "cost = -np.sum(np.log(np.where(Y == 1, A2, 1 - A2))) / m\n"
            "grads = backward_propagation(parameters, cache, X, Y)\n"
            'parameters = {k: v - learning_rate * grads["d" + k] for k, v in '
            "parameters.items()}",
        ),
        Variant(
            "cost_last",
            "A2, cache = forward_propagation(X, parameters)\n"
            "grads = backward_propagation(parameters, cache, X, Y)\n"
            "new = update_parameters(grads=grads, parameters=parameters, "
            "learning_rate=learning_rate)\n"
            "parameters, cost = new, float(np.squeeze(compute_cost(A2, Y)))",
        ),
        Variant(
            "keywords",
            "A2, cache = forward_propagation(X=X, parameters=parameters)\n"
            "grads = backward_propagation(parameters=parameters, cache=cache, X=X, Y=Y)\n"
            "cost = np.array(compute_cost(A2=A2, Y=Y))\n"
            "parameters = update_parameters(parameters, grads, learning_rate=learning_rate)",
        ),
        Variant(
            "own_names",
            "prediction, memory = forward_propagation(X, parameters)\n"
            "cost = compute_cost(prediction, Y)\n"
            "parameters = update_parameters(\n"
            "    parameters, backward_propagation(parameters, memory, X, Y), learning_rate\n)",
        ),
        Variant(
            "a2_from_cache",
            "_, cache = forward_propagation(X, parameters)\n"
            'cost = compute_cost(cache["A2"], Y)\n'
            "grads = backward_propagation(parameters, cache, X, Y)\n"
            "parameters = update_parameters(parameters, grads, learning_rate)",
        ),
    ),
)
