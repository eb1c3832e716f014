"""Exercise `update_parameters`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.errors import CANNOT_BROADCAST
from grader.exercises.content.gradients import gradient
from grader.exercises.content.labels import random_labels
from grader.exercises.content.sentences import UPHILL
from grader.exercises.content.week4.deep_network import mistakes, sentences
from grader.exercises.content.week4.deep_network.layers import equations_by_layer, random_layers
from grader.exercises.content.week4.deep_network.networks import forward, random_network
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(L: int, learning_rate: float) -> Case:
        dims = random_layers(rng, L)
        X, parameters = random_network(rng, dims, 3)
        AL, caches = forward(X, parameters)
        grads = {name: g + 0.1 for name, g in gradient(AL, random_labels(rng, 3), caches).items()}
        arguments = {"parameters": parameters, "grads": grads, "learning_rate": learning_rate}
        return Case(arguments, {"L": L})

    # Between layers that are all alike a wrong number in a key stops nothing.
    return [case(3, 0.3), case(1, 1.0), case(2, 0.05), case(6, 0.7)]


_NEW_W = 'parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]'
_NEW_B = 'parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]'


def _each(old: str, new: str) -> tuple[Edit, Edit]:
    """Make an edit in the line of W, and the same one in the line of b."""
    return Edit(old, new), Edit(old.replace("W", "b"), new.replace("W", "b"))


EXERCISE = Exercise(
    name="update_parameters",
    cases=_cases,
    contract=Contract(outputs=("updated",)),
    equations=equations_by_layer({"W": "(8.3)", "b": "(8.3)"}),
    mistakes=(
        Mistake(
            "in_place",
            "L = len(parameters) // 2\nfor l in range(1, L + 1):\n"
            '    parameters[f"W{l}"] -= learning_rate * grads[f"dW{l}"]\n'
            '    parameters[f"b{l}"] -= learning_rate * grads[f"db{l}"]\n'
            "updated = parameters",
            rule="unchanged",
        ),
        Mistake(
            "shallow_copy_in_place",
            "updated = parameters.copy()\nfor name in updated:\n"
            '    updated[name] -= learning_rate * grads["d" + name]',
            rule="unchanged",
        ),
        Mistake(
            "uphill",
            _each(_NEW_W, _NEW_W.replace(" - l", " + l")),
            says=UPHILL,
        ),
        Mistake(
            "no_learning_rate",
            _each(_NEW_W, _NEW_W.replace("learning_rate * ", "")),
            says="The learning rate is missing from the step: it is right only for a rate of 1.",
        ),
        Mistake(
            "fixed_learning_rate",
            _each(_NEW_W, _NEW_W.replace("learning_rate", "0.0075")),
            says="The learning rate is always 0.0075, whatever the argument says.",
        ),
        Mistake(
            "last_layer_left_out",
            (
                Edit("range(1, L + 1)", "range(1, L)"),
                Edit("    L = len", "    updated.update(parameters)\n    L = len"),
            ),
            says="The last layer has not moved: range stops before its second number.",
        ),
        Mistake(
            "last_layer_missing",
            Edit("range(1, L + 1)", "range(1, L)"),
            says="The last layer is missing from the result: range stops before its second number.",
        ),
        Mistake(
            "first_layer_left_out",
            (
                Edit("range(1, L + 1)", "range(2, L + 1)"),
                Edit("    L = len", "    updated.update(parameters)\n    L = len"),
            ),
            says="The first layer has not moved: the loop begins at layer 2.",
        ),
        Mistake(
            "counted_from_zero",
            Edit("range(1, L + 1)", "range(L)"),
            says=sentences.NUMBERED_FROM_ZERO,
            raises=("KeyError", "'W0'"),
        ),
        mistakes.LENGTH_NOT_HALVED,
        Mistake(
            "through_all_of_grads",
            "for name, slope in grads.items():\n"
            "    updated[name[1:]] = parameters[name[1:]] - learning_rate * slope",
            says="grads holds more than the derivatives of the parameters: dA belongs to none of "
            "them. Go through the parameters.",
            raises=("KeyError", "'A"),
        ),
        Mistake(
            "updated_L_times",
            Edit(
                "    for l in range(1, L + 1):",
                "    learning_rate = learning_rate * L\n    for l in range(1, L + 1):",
            ),
            says="The step is L = {L} times too long: is there a loop inside a loop, so that every "
            "layer is updated L times?",
        ),
        Mistake(
            "parameter_subtracted",
            _each(_NEW_W, _NEW_W.replace('grads[f"dW{l}"]', 'parameters[f"W{l}"]')),
            says="The step subtracts the parameter itself, so everything shrinks. It should "
            "subtract the derivative.",
        ),
        Mistake(
            "bias_subtracts_itself",
            Edit.within(_NEW_B, 'grads[f"db{l}"]', 'parameters[f"b{l}"]'),
            says="The weights are right. The step of b subtracts b itself.",
        ),
        Mistake(
            "step_assigned",
            _each(_NEW_W, 'learning_rate * grads[f"dW{l}"]'),
            says="The parameters become the step itself; the step has to be subtracted from them.",
        ),
        Mistake(
            "biases_left_out",
            Edit(_NEW_B, 'parameters[f"b{l}"]'),
            says="The weights are right. The biases have not moved.",
        ),
        Mistake(
            "weights_left_out",
            Edit(_NEW_W, 'parameters[f"W{l}"]'),
            says="The biases are right. The weights have not moved.",
        ),
        Mistake(
            "nothing_moves",
            _each(_NEW_W, 'parameters[f"W{l}"]'),
            says="Nothing has moved: is the result of the subtraction stored?",
        ),
        Mistake(
            "first_gradient_everywhere",
            Edit.within(_NEW_B, 'f"db{l}"', '"db1"'),
            says="Every b moves by db1; the number in the key must follow the loop.",
            raises=CANNOT_BROADCAST,
        ),
        *mistakes.FIXED_DEPTHS,
        Mistake(
            "only_layer_one",
            Edit("range(1, L + 1)", "range(1, 2)"),
            says="Only layer 1 is there. Does the function return within the loop, or does the "
            "loop end after one turn?",
        ),
        Mistake(
            "return_after_w1",
            Edit(_NEW_W, _NEW_W + "\n        return updated"),
            says="Only W1 is there: the function returns within the loop, before b.",
        ),
        Mistake(
            "depth_from_grads",
            Edit("len(parameters) // 2", "len(grads) // 2"),
            says="L is counted in grads, which holds more than dW and db, such as dA. parameters "
            "has two entries for each layer.",
            raises=("KeyError", "'W"),
        ),
        Mistake(
            "keys_without_d",
            _each(_NEW_W, _NEW_W.replace("dW{l}", "W{l}")),
            says="grads has no W1: the derivatives stand under names that begin with a d.",
            raises=("KeyError", "'W1'"),
        ),
        Mistake(
            "gradient_of_the_layer_below",
            _each(_NEW_W, _NEW_W.replace("dW{l}", "dW{l - 1}")),
            says="There is no dW0: W1 moves by dW1. The number of the derivative is that of the "
            "parameter.",
            raises=("KeyError", "'dW0'"),
        ),
        Mistake(
            "gradient_of_the_layer_above",
            _each(_NEW_W, _NEW_W.replace("dW{l}", "dW{l + 1}")),
            says="Each W moves by the dW of the layer above. The number of the derivative is "
            "that of the parameter.",
            raises=("ValueError|KeyError", "broadcast|'dW"),
        ),
        Mistake(
            "stored_one_too_low",
            _each('updated[f"W{l}"]', 'updated[f"W{l - 1}"]'),
            says="Each new parameter stands under a number that is one too low: that of layer 1 is "
            "W0.",
        ),
        Mistake(
            "stored_one_too_high",
            _each('updated[f"W{l}"]', 'updated[f"W{l + 1}"]'),
            says="Each new parameter stands under a number that is one too high: that of layer 1 "
            "is W2.",
        ),
        Mistake(
            "stored_under_names_of_derivatives",
            _each('updated[f"W{l}"]', 'updated[f"dW{l}"]'),
            says="The new parameters stand under the names of the derivatives, dW1 and so on. They "
            "keep the names of the old ones.",
        ),
        Mistake(
            "b_stored_under_w",
            Edit('updated[f"b{l}"]', 'updated[f"W{l}"]'),
            says="The new b of each layer is stored under the name of W, and overwrites it.",
        ),
        Mistake(
            "biases_missing",
            Edit(f'        updated[f"b{{l}}"] = {_NEW_B}\n', ""),
            says="The weights are right. The biases are missing from the result.",
        ),
        Mistake(
            "weights_missing",
            Edit(f'        updated[f"W{{l}}"] = {_NEW_W}\n', ""),
            says="The biases are right. The weights are missing from the result.",
        ),
        Mistake(
            "nothing_stored",
            "for name in parameters:\n    new = parameters[name] - learning_rate * "
            'grads["d" + name]',
            says="The result has no entries: nothing is stored in it.",
        ),
        Mistake(
            "weights_uphill",
            Edit.within(_NEW_W, " - l", " + l"),
            says="The biases are right. The step of the weights is added; (8.3) subtracts it.",
        ),
        Mistake(
            "biases_uphill",
            Edit.within(_NEW_B, " - l", " + l"),
            says="The weights are right. The step of the biases is added; (8.3) subtracts it.",
        ),
        Mistake(
            "weights_without_learning_rate",
            Edit.within(_NEW_W, "learning_rate * ", ""),
            says="The biases are right. In the step of the weights the learning rate is missing.",
        ),
        Mistake(
            "biases_without_learning_rate",
            Edit.within(_NEW_B, "learning_rate * ", ""),
            says="The weights are right. In the step of the biases the learning rate is missing.",
        ),
        Mistake(
            "divided_by_the_learning_rate",
            _each(_NEW_W, _NEW_W.replace("learning_rate * ", "1 / learning_rate * ")),
            says="The gradient is divided by the learning rate; (8.3) multiplies.",
        ),
        Mistake(
            "weights_gradient_for_biases",
            Edit.within(_NEW_B, "db{l}", "dW{l}"),
            says="The weights are right. b moves by dW, which has a column for each input.",
        ),
        Mistake(
            "difference_reversed",
            _each(_NEW_W, 'learning_rate * grads[f"dW{l}"] - parameters[f"W{l}"]'),
            says="Everything has the wrong sign: the parameter is subtracted from the step, and "
            "not the step from the parameter.",
        ),
        Mistake(
            "learning_rate_subtracted",
            _each(_NEW_W, '(parameters[f"W{l}"] - learning_rate) * grads[f"dW{l}"]'),
            says="The learning rate is subtracted from the parameter before the gradient is "
            "multiplied. The parentheses are one pair too many.",
        ),
        Mistake(
            "learning_rate_times_everything",
            _each(_NEW_W, 'learning_rate * (parameters[f"W{l}"] - grads[f"dW{l}"])'),
            says="The learning rate multiplies the parameter too; it belongs to the gradient "
            "alone.",
        ),
        Mistake(
            "layer_one_everywhere",
            _each(_NEW_W, _NEW_W.replace("{l}", "1")),
            says="Every layer gets the new W1 and b1; the numbers in the keys must follow the "
            "loop.",
        ),
    ),
    variants=(
        Variant(
            "pairs",
            'names = [n for n in parameters if n[0] in "Wb"]\n'
            "updated = dict((n, np.subtract(parameters[n], np.multiply(learning_rate, "
            'grads["d" + n]))) for n in names)',
        ),
        Variant(
            "str_keys",
            "for l in range(len(parameters) // 2):\n    k = str(l + 1)\n"
            '    W, b = parameters["W" + k].copy(), parameters["b" + k].copy()\n'
            '    W -= learning_rate * grads["dW" + k]\n'
            '    b -= learning_rate * grads["db" + k]\n'
            '    updated["W" + k], updated["b" + k] = W, b',
        ),
        Variant(
            "dictionary_of_the_caller_rebound",
            "L = len(parameters) // 2\nfor l in range(L):\n"
            '    parameters["W" + str(l + 1)] = (\n'
            '        parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]\n'
            "    )\n"
            '    parameters["b" + str(l + 1)] = (\n'
            '        parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]\n'
            "    )\n"
            "updated = parameters",
        ),
        Variant(
            "deep_copy",
            "import copy\nupdated = copy.deepcopy(parameters)\n"
            "for l in range(1, len(updated) // 2 + 1):\n"
            '    updated[f"W{l}"] -= learning_rate * grads[f"dW{l}"]\n'
            '    updated[f"b{l}"] -= learning_rate * grads[f"db{l}"]',
        ),
        Variant(
            "by_name",
            'updated = {k: v - learning_rate * grads["d" + k] for k, v in parameters.items()}',
        ),
    ),
)
