"""Exercise `L_layer_model`: its cases, known mistakes and right variants."""

from collections.abc import Sequence
from dataclasses import replace

from grader.exercises.content.errors import NOT_AN_INDEX
from grader.exercises.content.sentences import COST_ARGUMENTS_SWAPPED
from grader.exercises.content.week4.cat_classifier import sentences, training
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant


def _cases(rng: Rng) -> Sequence[Case]:
    return [
        training.case(rng, [4, 5, 3, 2, 1], 7, 8, 0.2, with_start=True),
        training.case(rng, [3, 4, 2, 1], 6, 101, 0.05, with_start=True),
        training.case(rng, [3, 4, 1], 1, 3, 0.3, with_start=True),
        training.case(rng, [4, 3, 3, 1], 8, 6, 0.15, with_start=False),
        _printing(training.case(rng, [2, 3, 1], 5, 102, 0.05, with_start=True), True),
        _printing(training.case(rng, [2, 3, 1], 4, 1, 0.05, with_start=True), False),
    ]


def _printing(case: Case, print_cost: bool) -> Case:
    return replace(case, arguments={**case.arguments, "print_cost": print_cost}, rule="prints")


_LOOP = "for i in range(num_iterations):"

EXERCISE = Exercise(
    name="L_layer_model",
    cases=_cases,
    contract=training.CONTRACT,
    rule_says={
        "prints": "With print_cost=True, iterations 0, 100, 200, ... print one line each with "
        "their number and the cost; without it nothing is printed."
    },
    replaced_helpers=training.REPLACED_HELPERS,
    uses=("without_dA0",),
    equations={f"{p}{n}": "(2.4)" for p in "Wb" for n in range(1, 6)},
    mistakes=(
        training.UPDATE_DROPPED,
        training.FIXED_LEARNING_RATE,
        Mistake(
            "fixed_iterations",
            Edit(_LOOP, "for i in range(3000):"),
            says="It always makes 3000 iterations; the number is the argument num_iterations.",
        ),
        Mistake(
            "one_iteration_less",
            Edit(_LOOP, "for i in range(1, num_iterations):"),
            says="There is one iteration too few, and the cost of iteration 0 is missing: range "
            "starts at 0 by itself.",
        ),
        Mistake(
            "uphill",
            Edit("grads, learning_rate)", "grads, -learning_rate)"),
            says="The cost goes up: update_parameters subtracts already, so the learning rate "
            "stays positive.",
        ),
        Mistake(
            "updated_twice",
            training.UPDATED_TWICE,
            says="Each iteration makes the step twice. One update moves all layers.",
        ),
        Mistake(
            "update_in_a_loop_over_layers",
            Edit(
                training.UPDATE,
                "for l in range(1, len(layers_dims)):\n            " + training.UPDATE,
            ),
            says="Each iteration makes the step once for each layer. One call of "
            "update_parameters moves all layers.",
        ),
        Mistake(
            "always_from_the_start",
            (
                Edit("costs = []\n", "costs = []\n    start = parameters\n"),
                Edit("L_model_forward(X, parameters)", "L_model_forward(X, start)"),
                Edit.within(training.UPDATE, "(parameters,", "(start,"),
            ),
            says="Every iteration starts again from the first parameters. The step of one "
            "iteration is where the next one begins.",
        ),
        Mistake(
            "cost_at_every_iteration",
            (Edit("if i % 100 == 0:\n            costs", "if True:\n            costs"),),
            says="costs has an entry for every iteration; it should hold those of iterations 0, "
            "100, 200 and so on.",
        ),
        Mistake(
            "cost_swapped",
            Edit("compute_cost(AL, Y)", "compute_cost(Y, AL)"),
            says=COST_ARGUMENTS_SWAPPED,
        ),
        Mistake(
            "way_back_swapped",
            Edit("(AL, Y, without_dA0(caches))", "(Y, AL, without_dA0(caches))"),
            says="AL and Y have changed places in L_model_backward, which divides by its first "
            "argument. AL comes first.",
        ),
        Mistake(
            "sizes_of_the_notebook",
            Edit(
                "initialize_parameters_deep(layers_dims)",
                "initialize_parameters_deep([12288, 20, 7, 5, 1])",
            ),
            says="The sizes are written as numbers, so it works for 64 by 64 pictures alone. They "
            "are the argument layers_dims.",
            raises=("ValueError", "mismatch|not aligned|size 12288|12288"),
        ),
        Mistake(
            "reads_the_notebook",
            Edit("L_model_forward(X, parameters)", "L_model_forward(TRAIN_X, parameters)"),
            says=sentences.TRAIN_X_IS_NOT_X,
            raises=("NameError", "TRAIN_X"),
        ),
        training.RETURN_IN_LOOP,
        Mistake(
            "start_ignored",
            Edit("if parameters is None:", "if True:"),
            says=sentences.START_IGNORED,
        ),
        Mistake(
            "prints_nothing",
            Edit(
                '            if print_cost:\n                print(f"cost after iteration {i}: '
                '{costs[-1]:.6f}")\n',
                "",
            ),
            rule="prints",
        ),
        Mistake(
            "prints_every_iteration",
            Edit(
                "            if print_cost:\n                print",
                "        if print_cost:\n            print",
            ),
            rule="prints",
        ),
        Mistake(
            "one_iteration_more",
            Edit(_LOOP, "for i in range(num_iterations + 1):"),
            says="There is one iteration too many: range ends before its number, and so runs "
            "exactly as often as the number says.",
        ),
        Mistake(
            "costs_never_kept",
            Edit("costs.append(compute_cost(AL, Y))", "costs = costs + []"),
            says="The parameters are right. costs is empty: no cost is appended to it, or only "
            "where it is printed.",
        ),
        Mistake(
            "last_cost_only",
            Edit("costs.append(compute_cost(AL, Y))", "costs = [compute_cost(AL, Y)]"),
            says="The parameters are right. costs holds the last cost alone; append each to the "
            "ones before it.",
        ),
        Mistake(
            "cost_after_the_step",
            Edit(
                "costs.append(compute_cost(AL, Y))",
                "costs.append(compute_cost(L_model_forward(X, parameters)[0], Y))",
            ),
            says="The parameters are right. The costs are those after the step of the iteration; "
            "they should be those of AL, before it.",
        ),
        Mistake(
            "counted_from_one",
            (
                Edit(
                    "if i % 100 == 0:",
                    "if (i + 1) % 100 == 0:",
                ),
            ),
            says="The parameters are right. costs holds those of iterations 99, 199, ...; "
            "iteration 0 is the first that counts.",
        ),
        Mistake(
            "all_but_every_hundredth",
            Edit("if i % 100 == 0:", "if i % 100:"),
            says="The parameters are right. costs holds exactly those that should be left out: the "
            "remainder i % 100 is 0 in iterations 0, 100, ...",
        ),
        Mistake(
            "every_tenth",
            Edit("if i % 100 == 0:", "if i % 10 == 0:"),
            says="The parameters are right. costs holds those of every tenth iteration; the "
            "exercise asks for those of 0, 100, 200 and so on.",
        ),
        Mistake(
            "drawn_in_every_iteration",
            Edit(
                "        AL, caches =",
                "        parameters = initialize_parameters_deep(layers_dims)\n        AL, caches "
                "=",
            ),
            says="Every iteration draws new parameters, so what was learned is lost. Draw them "
            "before the loop.",
        ),
        Mistake(
            "learning_rate_shrinks",
            Edit("grads, learning_rate)", "grads, learning_rate / (i + 1))"),
            says="The steps become shorter from iteration to iteration; (2.4) has the same "
            "learning rate in all of them.",
        ),
        Mistake(
            "first_cache_dropped",
            Edit("without_dA0(caches)", "without_dA0(caches)[1:]"),
            says="The first cache is dropped, and so the way back takes layer 2 for layer 1. Hand "
            "over all caches.",
            raises=("ValueError|KeyError|IndexError", "."),
        ),
        Mistake(
            "arguments_of_forward_swapped",
            Edit("L_model_forward(X, parameters)", "L_model_forward(parameters, X)"),
            says=sentences.FORWARD_ARGUMENTS_SWAPPED,
            raises=NOT_AN_INDEX,
        ),
        Mistake(
            "arguments_of_backward_swapped",
            Edit("(AL, Y, without_dA0(caches))", "(AL, without_dA0(caches), Y)"),
            says="The arguments of L_model_backward have changed places: AL, Y, then the caches.",
            raises=("TypeError", "bad operand type for unary -"),
        ),
        Mistake(
            "arguments_of_update_swapped",
            Edit("update_parameters(parameters, grads", "update_parameters(grads, parameters"),
            says=sentences.UPDATE_ARGUMENTS_SWAPPED,
            raises=("KeyError", "'W1'"),
        ),
        Mistake(
            "results_swapped",
            Edit("return parameters, costs", "return costs, parameters"),
            says="The two results have changed places: first the parameters, then the costs.",
        ),
        Mistake(
            "gradients_returned",
            Edit("return parameters, costs", "return grads, costs"),
            says="The costs are right. The first result is grads, the derivatives; it should be "
            "the parameters after the last step.",
        ),
    ),
    variants=(
        Variant("with_dA0", Edit("without_dA0(caches)", "caches")),
        training.PARAMETERS_ALONE,
        Variant(
            "own_copy",
            (
                Edit("costs = []\n", "costs = []\n    parameters = dict(parameters)\n"),
                Edit(
                    training.UPDATE,
                    "for name in parameters:\n"
                    '            step = learning_rate * grads["d" + name]\n'
                    "            parameters[name] = parameters[name] - step",
                ),
            ),
        ),
        Variant(
            "keywords",
            Edit(
                "update_parameters(parameters, grads, learning_rate)",
                "update_parameters(\n            learning_rate=learning_rate, grads=grads, "
                "parameters=parameters\n        )",
            ),
        ),
        Variant("a_seed_inside", Edit("costs = []\n", "np.random.seed(3)\n    costs = []\n")),
        Variant(
            "numpy_cost",
            Edit(
                "costs.append(compute_cost(AL, Y))", "costs.append(np.float64(compute_cost(AL, Y)))"
            ),
        ),
    ),
)
