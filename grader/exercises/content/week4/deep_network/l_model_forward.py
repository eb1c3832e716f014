"""Exercise `L_model_forward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week4.deep_network import mistakes, sentences
from grader.exercises.content.week4.deep_network.layers import random_layers, size_facts
from grader.exercises.content.week4.deep_network.networks import random_network
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(L: int, m: int) -> Case:
        dims = random_layers(rng, L)
        X, parameters = random_network(rng, dims, m)
        return Case({"X": X, "parameters": parameters}, size_facts(dims, m))

    # Where all layers are alike, the output too, a wrong layer stops nothing: it only gives wrong
    # values, and these tell which one it was.
    alike = [3, 3, 3, 3]
    X, parameters = random_network(rng, alike, 5)
    square = Case({"X": X, "parameters": parameters}, size_facts(alike, 5))
    return [case(3, 4), case(1, 5), case(2, 3), square, case(6, 1), case(4, 6)]


_HIDDEN_FORWARD = 'linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")'
_OUTPUT_FORWARD = (
    'linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")'
)
_APPENDED = '"relu")\n        caches.append(cache)'
_SHAPES_DO_NOT_MATCH = ("ValueError", "matmul|not aligned|broadcast")

EXERCISE = Exercise(
    name="L_model_forward",
    cases=_cases,
    contract=Contract(outputs=("AL", "caches"), whole=frozenset({"caches"})),
    uses=("linear_activation_forward",),
    equations={"AL": "(2.3)"},
    mistakes=(
        Mistake(
            "same_input_for_every_layer",
            Edit.within(_HIDDEN_FORWARD, "(A,", "(X,"),
            says="X goes into every hidden layer. Only the first one sees X; each of the others "
            "sees what the layer before it has put out.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "output_layer_sees_the_input",
            Edit.within(_OUTPUT_FORWARD, "(A,", "(X,"),
            says="The output layer gets X; its input is the A of the last hidden layer.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "counted_from_zero",
            (
                Edit("range(1, L)", "range(L - 1)"),
                Edit.within(_OUTPUT_FORWARD, "{L}", "{L - 1}"),
            ),
            says=sentences.NUMBERED_FROM_ZERO,
            raises=("KeyError", "'W0'"),
        ),
        mistakes.LENGTH_NOT_HALVED,
        Mistake(
            "first_layer_skipped",
            Edit("range(1, L)", "range(2, L)"),
            says="The loop begins at layer 2, so layer 1 is never computed.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "last_hidden_layer_skipped",
            Edit("range(1, L)", "range(1, L - 1)"),
            says="The loop ends too early: range stops before its second number, and here layer "
            "L - 1 is left out.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "output_layer_twice",
            Edit("range(1, L)", "range(1, L + 1)"),
            says="The loop does layer L as well, with ReLU, and then it is done once more. The "
            "loop is for the hidden layers.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "first_weights_everywhere",
            Edit.within(_HIDDEN_FORWARD, "{l}", "1"),
            says="Every hidden layer uses W1 and b1. The number in the key must follow the loop.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "loop_variable_after_the_loop",
            Edit.within(_OUTPUT_FORWARD, "{L}", "{l}"),
            says="After the loop l is still the number of the last hidden layer (and does not "
            "exist if there is none). The output layer has another number.",
            raises=("ValueError|UnboundLocalError", "l|matmul"),
        ),
        Mistake(
            "sigmoid_in_hidden_layers",
            Edit('"relu"', '"sigmoid"'),
            says="The hidden layers use the sigmoid; (2.4) asks for ReLU there.",
        ),
        Mistake(
            "relu_in_output_layer",
            Edit('"sigmoid"', '"relu"'),
            says="The output layer uses ReLU. Its result is to be a probability, (2.4).",
        ),
        Mistake(
            "tanh_in_output_layer",
            Edit(_OUTPUT_FORWARD, _OUTPUT_FORWARD + "\n    AL = np.tanh(cache[1])"),
            says="The output comes from tanh; it should be the sigmoid, between 0 and 1.",
        ),
        Mistake(
            "z_passed_on",
            Edit(_APPENDED, _APPENDED + "\n        A = cache[1]"),
            says="Z goes on to the next layer in place of A. Without the activation between them, "
            "all hidden layers are one linear layer.",
        ),
        Mistake(
            "z_returned",
            Edit(_OUTPUT_FORWARD, _OUTPUT_FORWARD + "\n    AL = cache[1]"),
            says="AL is Z of the last layer: the sigmoid is missing.",
        ),
        Mistake(
            "cache_of_output_layer_missing",
            Edit('"sigmoid")\n    caches.append(cache)', '"sigmoid")'),
            says="AL is right. caches has one entry too few: the output layer has a cache as well.",
        ),
        Mistake(
            "caches_of_hidden_layers_missing",
            Edit(_APPENDED, '"relu")'),
            says="AL is right. caches holds one entry: the hidden layers have caches too.",
        ),
        Mistake(
            "only_z_kept",
            (
                Edit.within(_APPENDED, "(cache)", "(cache[1])"),
                Edit(
                    '"sigmoid")\n    caches.append(cache)',
                    '"sigmoid")\n    caches.append(cache[1])',
                ),
            ),
            says="AL is right. caches holds only the Z of each layer; append the whole cache that "
            "linear_activation_forward returns.",
        ),
        Mistake(
            "only_linear_caches_kept",
            (
                Edit.within(_APPENDED, "(cache)", "(cache[0])"),
                Edit(
                    '"sigmoid")\n    caches.append(cache)',
                    '"sigmoid")\n    caches.append(cache[0])',
                ),
            ),
            says="AL is right. caches holds only the first half of each cache: Z is missing.",
        ),
        Mistake(
            "activations_kept",
            (
                Edit.within(_APPENDED, "(cache)", "(A)"),
                Edit('"sigmoid")\n    caches.append(cache)', '"sigmoid")\n    caches.append(AL)'),
            ),
            says="AL is right. caches holds the activations; append the second thing that "
            "linear_activation_forward returns.",
        ),
        Mistake(
            "caches_backwards",
            (
                Edit.within(_APPENDED, "append(cache)", "insert(0, cache)"),
                Edit(
                    '"sigmoid")\n    caches.append(cache)',
                    '"sigmoid")\n    caches.insert(0, cache)',
                ),
            ),
            says="AL is right. The caches stand in the opposite order; caches[0] belongs to "
            "layer 1.",
        ),
        Mistake(
            "cache_added_to_the_list",
            (
                Edit.within(_APPENDED, ".append(cache)", " += cache"),
                Edit('"sigmoid")\n    caches.append(cache)', '"sigmoid")\n    caches += cache'),
            ),
            says="AL is right. += takes each cache apart and adds its two halves to the list one "
            "by one; each layer is to have one entry.",
        ),
        *mistakes.FIXED_DEPTHS,
        Mistake(
            "activations_swapped",
            (
                Edit('"relu")', '"sigmoid")  # hidden'),
                Edit('"sigmoid")\n', '"relu")\n'),
            ),
            says="The two activations have changed places: (2.4) has ReLU in the hidden layers "
            "and the sigmoid in layer L.",
        ),
        Mistake(
            "last_hidden_result_returned",
            Edit(f"AL, cache = {_OUTPUT_FORWARD}", f"_, cache = {_OUTPUT_FORWARD}\n    AL = A"),
            says="AL is the A of the last hidden layer (or X if there is none). The output layer's "
            "result gets lost.",
        ),
        Mistake(
            "return_in_loop",
            Edit(_APPENDED, _APPENDED + "\n        return A, caches"),
            says="Only layer 1 is computed where there are hidden layers: the function returns "
            "within the loop.",
        ),
        Mistake(
            "caches_of_hidden_layers_twice",
            Edit(_APPENDED, _APPENDED + "\n        caches.append(cache)"),
            says="AL is right. The cache of each hidden layer stands in caches twice; append it "
            "once.",
        ),
        Mistake(
            "cache_of_output_layer_twice",
            Edit(
                '"sigmoid")\n    caches.append(cache)',
                '"sigmoid")\n    caches.append(cache)\n    caches.append(cache)',
            ),
            says="AL is right. The cache of the output layer stands in caches twice; append it "
            "once.",
        ),
        Mistake(
            "caches_empty",
            (
                Edit(_APPENDED, '"relu")'),
                Edit('"sigmoid")\n    caches.append(cache)', '"sigmoid")'),
            ),
            says="AL is right. caches is empty: nothing is appended to it.",
        ),
        Mistake(
            "cache_of_output_layer_first",
            Edit('"sigmoid")\n    caches.append(cache)', '"sigmoid")\n    caches.insert(0, cache)'),
            says="AL is right. The cache of the output layer stands in front; in the order of the "
            "layers it is the last.",
        ),
        Mistake(
            "appended_after_the_loop",
            Edit(_APPENDED, '"relu")\n    caches.append(cache)'),
            says="Of the hidden layers only the last one's cache is appended, after the loop. The "
            "line belongs to the loop: indent it.",
            raises=("UnboundLocalError", "cache"),
        ),
        Mistake(
            "caches_started_anew",
            Edit(_APPENDED, '"relu")\n        caches = [cache]'),
            says="AL is right. caches holds at most the caches of the last two layers: is the list "
            "made anew in each turn of the loop?",
        ),
        Mistake(
            "whole_result_kept",
            (
                Edit.within(_APPENDED, "(cache)", "((A, cache))"),
                Edit(
                    '"sigmoid")\n    caches.append(cache)',
                    '"sigmoid")\n    caches.append((AL, cache))',
                ),
            ),
            says="AL is right. caches holds the activation and the cache of each layer as a pair; "
            "append the cache alone.",
        ),
        Mistake(
            "two_results_in_one_name",
            (
                Edit(f"A, cache = {_HIDDEN_FORWARD}", f"A = {_HIDDEN_FORWARD}"),
                Edit(_APPENDED, '"relu")\n        caches.append(A[1])'),
            ),
            says="linear_activation_forward returns two things, A and the cache. A holds both "
            "here, and goes into the next layer like that.",
            raises=("ValueError", "inhomogeneous|setting an array element"),
        ),
        Mistake(
            "name_not_filled_in",
            Edit.within(_HIDDEN_FORWARD, 'f"', '"'),
            says="The key is the text with its curly brackets. An f before the quotes fills the "
            "number in.",
            raises=("KeyError", r"'W\{l\}'"),
        ),
        Mistake(
            "number_added_to_text",
            (
                Edit(
                    _HIDDEN_FORWARD,
                    _HIDDEN_FORWARD.replace('f"W{l}"', '"W" + l').replace('f"b{l}"', '"b" + l'),
                ),
                Edit(
                    _OUTPUT_FORWARD,
                    _OUTPUT_FORWARD.replace('f"W{L}"', '"W" + L').replace('f"b{L}"', '"b" + L'),
                ),
            ),
            says="A text and a number cannot be joined by +. Make a text of the number first: str "
            "does.",
            raises=("TypeError", "can only concatenate str"),
        ),
    ),
    variants=(
        Variant(
            "while_loop",
            "AL, l = X, 0\nL = len(parameters) // 2\nwhile l < L:\n    l += 1\n"
            "    AL, cache = linear_activation_forward(\n"
            '        AL, parameters["W%d" % l], parameters["b%d" % l], ("relu", '
            '"sigmoid")[l == L]\n'
            "    )\n    caches += [cache]",
        ),
        Variant(
            "names_zipped",
            'Ws = [parameters[f"W{l}"] for l in range(1, len(parameters) // 2 + 1)]\n'
            'bs = [parameters[f"b{l}"] for l in range(1, len(parameters) // 2 + 1)]\n'
            "A = X\nfor W, b in zip(Ws[:-1], bs[:-1]):\n"
            '    A, cache = linear_activation_forward(A, W, b, activation="relu")\n'
            "    caches.append(cache)\n"
            'AL, last = linear_activation_forward(A, Ws[-1], bs[-1], "sigmoid")\n'
            "caches = [*caches, last]",
        ),
        Variant(
            "keywords_and_str",
            "A = X\nL = len(parameters) // 2\nfor l in range(1, L):\n"
            "    A_prev = A\n"
            "    A, cache = linear_activation_forward(\n"
            '        A_prev, parameters["W" + str(l)], parameters["b" + str(l)],\n'
            '        activation="relu"\n'
            "    )\n"
            "    caches.append(cache)\n"
            "AL, cache = linear_activation_forward(\n"
            '    A_prev=A, W=parameters["W" + str(L)], b=parameters["b" + str(L)],\n'
            '    activation="sigmoid"\n)\n'
            "caches.append(cache)",
        ),
        Variant(
            "one_loop",
            "AL = X\nL = len(parameters) // 2\nfor l in range(1, L + 1):\n"
            '    activation = "relu" if l < L else "sigmoid"\n'
            "    AL, cache = linear_activation_forward(\n"
            '        AL, parameters[f"W{l}"], parameters[f"b{l}"], activation\n    )\n'
            "    caches.append(cache)",
        ),
        Variant(
            "tuple_of_lists",
            'A, L = X, sum(name.startswith("W") for name in parameters)\n'
            "for l in range(L):\n"
            '    W, b = parameters[f"W{l + 1}"], parameters[f"b{l + 1}"]\n'
            "    Z = W @ A + b\n    caches.append([[A, W, b], Z])\n"
            "    A = np.maximum(0, Z) if l + 1 < L else 1 / (1 + np.exp(-Z))\n"
            "AL, caches = A, tuple(caches)",
        ),
    ),
)
