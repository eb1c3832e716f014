"""Exercise `nn_model`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week3.planar_classifier import sentences
from grader.exercises.content.week3.planar_classifier.cases import random_label_rows, size_facts
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.calling import Plain
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, m: int, num_iterations: int) -> Case:
        arguments: dict[str, Plain] = {
            "X": rng.normal(size=(n_x, m)),
            "Y": random_label_rows(rng, 1, m),
        }
        arguments |= {"n_h": n_h, "num_iterations": num_iterations}
        return Case(arguments, {"num_iterations": num_iterations, **size_facts(n_x, n_h, 1, m)})

    def printing(case: Case, print_cost: bool) -> Case:
        return Case({**case.arguments, "print_cost": print_cost}, case.facts, rule="prints")

    values = [case(2, 3, 8, 5), case(3, 5, 6, 20), case(2, 2, 5, 1)]
    return [*values, printing(case(2, 2, 4, 1001), True), printing(case(2, 2, 4, 1), False)]


_SIZES_LINE = "n_x, n_h, n_y = layer_sizes(X, Y, n_h)"
_STEP_LINE = "parameters, cost = training_step(parameters, X, Y, learning_rate=1.2)"
_STEP_IN_FOUR_LINES = (
    "A2, cache = forward_propagation(X, parameters)\n"
    "        cost = compute_cost(A2, Y)\n"
    "        grads = backward_propagation(parameters, cache, X, Y)\n"
    "        parameters = update_parameters(parameters, grads, learning_rate=1.2)"
)

EXERCISE = Exercise(
    name="nn_model",
    cases=_cases,
    contract=Contract(outputs=("parameters",), may_bring_more=True),
    uses=(
        "layer_sizes",
        "initialize_parameters",
        "forward_propagation",
        "compute_cost",
        "backward_propagation",
        "update_parameters",
        "training_step",
    ),
    rule_says={
        "prints": "With print_cost=True, iterations 0, 1000, 2000, ... print one line each with "
        "their number and the cost; without it nothing is printed."
    },
    replaced_helpers=("initialize_parameters",),
    equations=dict.fromkeys(("W1", "b1", "W2", "b2"), "(11.1)"),
    mistakes=(
        Mistake(
            "four_hidden",
            Edit(_SIZES_LINE, "n_x, n_h, n_y = layer_sizes(X, Y)"),
            says="There are always 4 hidden units: n_h is not handed on to layer_sizes.",
        ),
        Mistake(
            "hidden_from_examples",
            Edit(_SIZES_LINE, "n_x, _, n_y = layer_sizes(X, Y)\n    n_h = X.shape[1]"),
            says="There are as many hidden units as examples. Their number is the argument n_h.",
        ),
        Mistake(
            "fixed_iterations",
            Edit("range(num_iterations)", "range(10_000)"),
            says="It always makes 10000 iterations; the number is the argument num_iterations.",
        ),
        Mistake(
            "never_trained",
            Edit(_STEP_LINE, "_, cost = training_step(parameters, X, Y, learning_rate=1.2)"),
            says="The parameters are those it began with: what a step returns is dropped, or "
            "caught under a name spelled in another way.",
        ),
        Mistake(
            "return_in_loop",
            Edit(_STEP_LINE, _STEP_LINE + "\n        break"),
            says="Only one step is left of all: is the return line inside the loop, or does "
            "every turn begin with new parameters?",
        ),
        Mistake(
            "one_iteration_more",
            Edit("range(num_iterations)", "range(num_iterations + 1)"),
            says="It makes one iteration too many.",
        ),
        Mistake(
            "one_iteration_less",
            Edit("range(num_iterations)", "range(1, num_iterations)"),
            says="It makes one iteration too few.",
        ),
        Mistake(
            "rate_of_one",
            Edit("learning_rate=1.2", "learning_rate=1.0"),
            says="These are the parameters for a learning rate of 1; the exercise asks for 1.2.",
        ),
        Mistake(
            "small_rate",
            Edit("learning_rate=1.2", "learning_rate=0.01"),
            says="These are the parameters for a learning rate of 0.01; the exercise asks for 1.2.",
        ),
        Mistake(
            "sizes_swapped",
            Edit("initialize_parameters(n_x, n_h, n_y)", "initialize_parameters(n_h, n_x, n_y)"),
            says="n_x and n_h have changed places in the call of initialize_parameters.",
            raises=("ValueError", "matmul|not aligned|broadcast"),
        ),
        Mistake(
            "hidden_and_outputs_swapped",
            Edit("initialize_parameters(n_x, n_h, n_y)", "initialize_parameters(n_x, n_y, n_h)"),
            says="n_h and n_y have changed places in the call of initialize_parameters.",
        ),
        Mistake(
            "inputs_for_labels",
            Edit.within(_SIZES_LINE, "Y", "X"),
            says="There are as many outputs as inputs: layer_sizes was given X in place of Y.",
        ),
        Mistake(
            "prints_nothing",
            Edit("if print_cost and i % 1000 == 0:", "if False:"),
            rule="prints",
        ),
        Mistake(
            "prints_every_iteration",
            Edit("if print_cost and i % 1000 == 0:", "if print_cost:"),
            rule="prints",
        ),
        Mistake(
            "prints_every_hundredth",
            Edit("i % 1000 == 0", "i % 100 == 0"),
            rule="prints",
        ),
        Mistake(
            "reads_the_notebook",
            Edit("training_step(parameters, X, Y, ", "training_step(parameters, X_train, Y, "),
            says=sentences.X_TRAIN_IS_NOT_X,
            raises=("NameError", "X_train"),
        ),
    ),
    variants=(
        Variant(
            "list_of_costs_printed",
            "parameters = initialize_parameters(X.shape[0], n_h, Y.shape[0])\n"
            "for i in range(0, num_iterations):\n"
            "    parameters, cost = training_step(\n"
            "        parameters=parameters, X=X, Y=Y, learning_rate=1.2\n    )\n"
            "    if print_cost and not i % 1000:\n"
            '        print("Cost after iteration %i: %f" % (i, cost))',
        ),
        Variant("four_functions", Edit(_STEP_LINE, _STEP_IN_FOUR_LINES)),
        Variant(
            "with_costs",
            "import numpy\nnumpy.random.seed(3)\ncosts = []\n"
            "start = initialize_parameters(n_y=Y.shape[0], n_x=X.shape[0], n_h=n_h)\n"
            "parameters = start\nfor i in range(num_iterations):\n"
            "    parameters, cost = training_step(parameters, X, Y, 1.2)\n"
            "    costs.append(cost)\nparameters = (parameters, costs)[0]\n"
            "if print_cost:\n    for i in range(0, num_iterations, 1000):\n"
            "        print('Cost after iteration', i, 'is', costs[i])",
        ),
        Variant(
            "returns_costs_too",
            "parameters = initialize_parameters(X.shape[0], n_h, Y.shape[0],"
            " np.random.default_rng(1))\ncosts = []\n"
            "for i in range(num_iterations):\n"
            "    parameters, cost = training_step(parameters, X, Y, 1.2)\n"
            "    costs.append(cost)\n"
            "    if i % 1000 == 0 and print_cost:\n"
            "        print(str(i) + ': ' + str(round(cost, 2)))\n"
            "if costs:\n    return parameters, costs",
        ),
        Variant(
            "counting_down",
            "parameters = initialize_parameters(*layer_sizes(X, Y, n_h))\n"
            "left = num_iterations\nwhile left > 0:\n"
            "    parameters, cost = training_step(parameters, X, Y, learning_rate=1.2)\n"
            "    if print_cost and (num_iterations - left) % 1000 == 0:\n"
            "        print(f'step {num_iterations - left + 1}: cost {cost:.4f}')\n    left -= 1",
        ),
    ),
)
