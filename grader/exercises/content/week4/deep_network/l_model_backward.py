"""Exercise `L_model_backward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.errors import LIST_INDEX_OUT_OF_RANGE
from grader.exercises.content.gradients import Cache, gradient
from grader.exercises.content.labels import random_labels
from grader.exercises.content.week4.deep_network.layers import (
    equations_by_layer,
    random_layers,
    size_facts,
)
from grader.exercises.content.week4.deep_network.networks import forward, random_network
from grader.exercises.exercise import Array, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(dims: Sequence[int], m: int) -> Case:
        while True:
            X, parameters = random_network(rng, dims, m)
            AL, caches = forward(X, parameters)
            Y = np.vstack([random_labels(rng, m) for _ in AL])
            if m == 1 or _reaches_each_layer(AL, Y, caches):
                return Case({"AL": AL, "Y": Y, "caches": caches}, size_facts(dims, m))

    drawn = [(random_layers(rng, L), m) for L, m in ((3, 4), (1, 5), (2, 3), (6, 7), (4, 1))]
    # Where all layers are alike, the output too, a wrong layer stops nothing: it only gives wrong
    # values, and these tell which one it was.
    return [case(dims, m) for dims, m in [*drawn, ([3, 3, 3, 3], 6)]]


def _reaches_each_layer(AL: Array, Y: Array, caches: Sequence[Cache]) -> bool:
    """Return whether a mistake shows in each layer.

    It may be in the term of one of the labels, in that of small predictions, or in a slope.
    """
    right = gradient(AL, Y, caches)
    linear = gradient(AL, Y, [(of, np.ones_like(Z)) for of, Z in caches])
    below = {f"d{kind}{l}" for l in range(1, len(caches)) for kind in ("W", "b")}
    some = (Y == 0, Y == 1, AL < 0.5)
    of_some = [gradient(np.where(kept, AL, Y), Y, caches) for kept in some]
    parts = [grads[name] for grads in of_some for name in grads if name != "dA0"]
    parts += [right[name] - linear[name] for name in below]
    return all(np.abs(part).max() > 1e-3 for part in parts)


_DAL = "dA = -Y / AL + (1 - Y) / (1 - AL)"
_HIDDEN_BACK = 'linear_activation_backward(dA, caches[l - 1], "relu")'
_OUTPUT_BACK = 'linear_activation_backward(dA, caches[-1], "sigmoid")'
_SHAPES_DO_NOT_MATCH = ("ValueError", "broadcast|matmul|not aligned")

EXERCISE = Exercise(
    name="L_model_backward",
    cases=_cases,
    # AL and the caches are stored rounded, so two right ways to dZ differ a little.
    contract=Contract(
        outputs=("grads",),
        from_any=frozenset({"dA"}),
        tolerance=dict.fromkeys(equations_by_layer({"dW": "", "db": "", "dA": ""}), 1e-5),
    ),
    uses=("linear_activation_backward",),
    equations=equations_by_layer({"dW": "(8.1)", "db": "(8.1)", "dA": "(8.2)"}),
    mistakes=(
        Mistake(
            "not_chained_dAL",
            (
                Edit(_DAL, "dAL = -Y / AL + (1 - Y) / (1 - AL)\n    dA = dAL"),
                Edit.within(_HIDDEN_BACK, "(dA,", "(dAL,"),
            ),
            says="Every hidden layer gets the dA of the output. Layer l needs the one that layer "
            "l + 1 has just returned: the chain (8.2) is broken.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "not_chained_top",
            Edit.within(_HIDDEN_BACK, "(dA,", '(grads[f"dA{L - 1}"],'),
            says="Every hidden layer gets the same dA, the one that the output layer returned. "
            "With two layers that is right; with more, the chain (8.2) is broken.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "dAL_and_sigmoid_in_hidden_layers",
            (
                Edit(_DAL, "dAL = -Y / AL + (1 - Y) / (1 - AL)\n    dA = dAL"),
                Edit.within(_HIDDEN_BACK, "(dA,", "(dAL,"),
                Edit('"relu"', '"sigmoid"'),
            ),
            says="Every hidden layer gets dAL, and goes back with the slope of the sigmoid. Layer "
            "l needs the dA that layer l + 1 has returned (8.2), and the slope of ReLU.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "top_dA_and_sigmoid_in_hidden_layers",
            (
                Edit.within(_HIDDEN_BACK, "(dA,", '(grads[f"dA{L - 1}"],'),
                Edit('"relu"', '"sigmoid"'),
            ),
            says="Every hidden layer gets the dA that the output layer returned, and goes back "
            "with the slope of the sigmoid. Layer l needs the dA of layer l + 1 (8.2), and ReLU's "
            "slope.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "sigmoid_in_hidden_layers",
            Edit('"relu"', '"sigmoid"'),
            says="The hidden layers go back with the slope of the sigmoid; forward they used ReLU.",
        ),
        Mistake(
            "relu_in_output_layer",
            Edit('"sigmoid"', '"relu"'),
            says="The output layer goes back with the slope of ReLU; forward it used the sigmoid.",
        ),
        Mistake(
            "same_cache",
            Edit("caches[l - 1]", "caches[L - 2]"),
            says="Every hidden layer uses the cache of layer L - 1. With two layers that is right; "
            "with more, each layer needs its own.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "first_cache",
            Edit("caches[l - 1]", "caches[0]"),
            says="Every hidden layer uses caches[0], which belongs to layer 1.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "last_cache",
            Edit("caches[l - 1]", "caches[-1]"),
            says="The hidden layers use caches[-1], which belongs to the output layer.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "cache_of_the_layer_above",
            Edit("caches[l - 1]", "caches[l]"),
            says="Each hidden layer uses the cache of the layer above it: caches starts at 0, the "
            "layers at 1.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "cache_of_the_layer_below",
            Edit("caches[l - 1]", "caches[l - 2]"),
            says="Each hidden layer uses the cache of the layer below it. caches starts at 0, the "
            "layers at 1.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "caches_in_forward_order",
            Edit("caches[l - 1]", "caches[L - 1 - l]"),
            says="The caches are taken in forward order while the layers are done backwards.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "layers_in_forward_order",
            Edit("range(L - 1, 0, -1)", "range(1, L)"),
            says="The hidden layers are done from the first to the last. The derivatives come from "
            "the output: go down.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "first_layer_missing",
            Edit("range(L - 1, 0, -1)", "range(L - 1, 1, -1)"),
            says="Layer 1 is missing: range stops before its second number.",
        ),
        Mistake(
            "both_terms_negative",
            Edit(_DAL, "dA = -Y / AL - (1 - Y) / (1 - AL)"),
            says="Both terms of dAL are negative. The minus belongs to the first alone; for y = 0 "
            "the loss grows with a. See (8.1).",
        ),
        Mistake(
            "dAL_sign",
            Edit(_DAL, "dA = Y / AL - (1 - Y) / (1 - AL)"),
            says="dAL has the wrong sign, and so has everything below it: for y = 1 the loss falls "
            "as a grows. See (8.1).",
        ),
        Mistake(
            "positive_class_only",
            Edit(_DAL, "dA = -Y / AL"),
            says="dAL lacks its second term, so the examples with y = 0 give no derivative. See "
            "(8.1).",
        ),
        Mistake(
            "dZ_for_dA",
            Edit(_DAL, "dA = AL - Y"),
            says="A - Y is dZ of the output layer. As dA it goes through the slope of the sigmoid "
            "once more; dAL is (8.1).",
        ),
        Mistake(
            "divided_by_m_too_early",
            Edit(_DAL, _DAL + "\n    dA = dA / AL.shape[1]"),
            says="All dW and db are {m} times too small, and m = {m}: dAL is divided by m, and "
            "linear_backward divides once more.",
        ),
        Mistake(
            "two_ways_to_number",
            Edit.within(_HIDDEN_BACK, "(dA,", '(grads[f"dA{l + 1}"],'),
            says="The loop asks for a dA under another number than the one under which it was "
            "stored. Number them in one way only.",
            raises=("KeyError", "dA"),
        ),
        Mistake(
            "keys_one_too_high",
            (
                Edit(
                    'dA, grads[f"dW{l}"], grads[f"db{l}"] = linear',
                    'dA, grads[f"dW{l + 1}"], grads[f"db{l + 1}"] = linear',
                ),
            ),
            says="The derivatives of the hidden layers stand under the names of the layers above "
            "them, and overwrite what is there.",
        ),
        Mistake(
            "only_parameters",
            (
                Edit('    grads[f"dA{L - 1}"] = dA\n', ""),
                Edit('        grads[f"dA{l - 1}"] = dA\n', ""),
            ),
            says="All dW and db are right. The derivatives with respect to the activations are "
            "missing: dA0 and so on.",
        ),
        Mistake(
            "return_in_loop",
            Edit(
                '        grads[f"dA{l - 1}"] = dA\n',
                '        grads[f"dA{l - 1}"] = dA\n        break\n',
            ),
            says="Only the last hidden layer is done. Is the return line inside the loop, or does "
            "range stop too early?",
        ),
        Mistake(
            "output_cache_beyond_the_end",
            Edit("caches[-1]", "caches[L]"),
            says="A position is beyond the end of caches: the L caches stand at the positions 0 to "
            "L - 1.",
            raises=LIST_INDEX_OUT_OF_RANGE,
        ),
        Mistake(
            "hidden_cache_beyond_the_end",
            Edit("caches[l - 1]", "caches[l + 1]"),
            says="A position is beyond the end of caches in the loop: layer 1 has caches[0], so "
            "layer l does not have caches[l + 1].",
            raises=LIST_INDEX_OUT_OF_RANGE,
        ),
        Mistake(
            "first_cache_for_the_output",
            Edit("caches[-1]", "caches[0]"),
            says="The output layer uses caches[0], which belongs to layer 1.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "output_layer_twice",
            Edit("range(L - 1, 0, -1)", "range(L, 0, -1)"),
            says="The loop begins at layer L, which has been done before it; ReLU layers end at "
            "L - 1.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "down_to_the_input",
            Edit("range(L - 1, 0, -1)", "range(L - 1, -1, -1)"),
            says="The loop goes on to layer 0, the input, which has no cache: caches[-1] is that "
            "of the output layer.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "only_the_output_layer",
            Edit("range(L - 1, 0, -1)", "range(L - 1, 0)"),
            says="Only the output layer is done. Is there a loop, and does it run? A range that "
            "counts down needs its third number.",
        ),
        Mistake(
            "top_hidden_layer_skipped",
            Edit("range(L - 1, 0, -1)", "range(L - 2, 0, -1)"),
            says="The loop begins at layer L - 2, so layer L - 1 is left out.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "keys_one_too_low",
            Edit(
                'dA, grads[f"dW{l}"], grads[f"db{l}"] = linear',
                'dA, grads[f"dW{l - 1}"], grads[f"db{l - 1}"] = linear',
            ),
            says="The derivatives of the hidden layers stand under numbers that are one too low: "
            "those of layer 1 belong under dW1 and db1.",
        ),
        Mistake(
            "keys_from_zero",
            (
                Edit(
                    'dA, grads[f"dW{l}"], grads[f"db{l}"] = linear',
                    'dA, grads[f"dW{l - 1}"], grads[f"db{l - 1}"] = linear',
                ),
                Edit(
                    'dA, grads[f"dW{L}"], grads[f"db{L}"] = linear',
                    'dA, grads[f"dW{L - 1}"], grads[f"db{L - 1}"] = linear',
                ),
            ),
            says="All dW and db are numbered from 0, like the caches. The layers count from 1: dW1 "
            "belongs to W1.",
        ),
        Mistake(
            "keys_without_d",
            (
                Edit(
                    'dA, grads[f"dW{l}"], grads[f"db{l}"] = linear',
                    'dA, grads[f"W{l}"], grads[f"b{l}"] = linear',
                ),
                Edit(
                    'dA, grads[f"dW{L}"], grads[f"db{L}"] = linear',
                    'dA, grads[f"W{L}"], grads[f"b{L}"] = linear',
                ),
            ),
            says="The derivatives stand under the names of the parameters; their own begin with "
            "a d.",
        ),
        Mistake(
            "dA_numbered_in_two_ways",
            Edit('        grads[f"dA{l - 1}"] = dA', '        grads[f"dA{l}"] = dA'),
            says="The dA of the hidden layers are numbered by the layer that computes them, that "
            "of the output layer by the layer that it belongs to.",
        ),
        Mistake(
            "results_in_other_order",
            Edit(
                'dA, grads[f"dW{l}"], grads[f"db{l}"] = linear',
                'grads[f"dW{l}"], grads[f"db{l}"], dA = linear',
            ),
            says="In the loop the three results get each other's names: "
            "linear_activation_backward returns dA_prev first.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "hidden_derivatives_not_stored",
            Edit(
                'dA, grads[f"dW{l}"], grads[f"db{l}"] = linear',
                "dA, dW, db = linear",
            ),
            says="The dW and db of the hidden layers are computed, and stored nowhere in grads.",
        ),
        Mistake(
            "one_name_for_all_layers",
            Edit(
                'dA, grads[f"dW{l}"], grads[f"db{l}"] = linear',
                'dA, grads["dW"], grads["db"] = linear',
            ),
            says="The hidden layers share the names dW and db, so each overwrites the one before. "
            "The number of the layer is missing.",
        ),
        Mistake(
            "grads_started_anew",
            Edit(
                '        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear',
                '        grads = {}\n        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear',
            ),
            says="Only layer 1 is left where there are hidden layers: is grads made anew in each "
            "turn of the loop?",
        ),
        Mistake(
            "activations_swapped",
            (
                Edit('caches[l - 1], "relu"', 'caches[l - 1], "sigmoid"'),
                Edit('caches[-1], "sigmoid"', 'caches[-1], "relu"'),
            ),
            says="The two slopes have changed places: forward the hidden layers used ReLU and the "
            "last layer the sigmoid.",
        ),
        Mistake(
            "relu_everywhere_backwards",
            (
                Edit.within(_OUTPUT_BACK, "sigmoid", "relu"),
                Edit(_DAL, "dA = AL - Y"),
            ),
            says="The way back begins with A - Y, and the slope of ReLU in the output layer. "
            "(8.1) is what it begins with, and there the slope is that of the sigmoid.",
        ),
        Mistake(
            "no_slope_in_hidden_layers",
            Edit(_HIDDEN_BACK, "linear_backward(dA, caches[l - 1][0])"),
            says="The hidden layers go back without the slope of ReLU: linear_backward alone takes "
            "dZ, and gets dA.",
        ),
        Mistake(
            "first_hidden_layer_gets_dAL",
            (
                Edit(
                    f'dA, grads[f"dW{{L}}"], grads[f"db{{L}}"] = {_OUTPUT_BACK}',
                    f'dA_prev, grads[f"dW{{L}}"], grads[f"db{{L}}"] = {_OUTPUT_BACK}',
                ),
                Edit('grads[f"dA{L - 1}"] = dA\n', 'grads[f"dA{L - 1}"] = dA_prev\n'),
            ),
            says="Layer L - 1 gets dAL. It needs what the output layer has returned: the chain "
            "(8.2) is broken at its first link.",
            raises=_SHAPES_DO_NOT_MATCH,
        ),
        Mistake(
            "loss_for_derivative",
            Edit(_DAL, "dA = -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))"),
            says="The way back begins with the loss itself. It begins with its slope: dAL is "
            "(8.1).",
        ),
        Mistake(
            "dZ_with_wrong_sign_for_dA",
            Edit(_DAL, "dA = Y - AL"),
            says="The way back begins with Y - A, which is neither dA nor dZ: dAL is (8.1).",
        ),
        Mistake(
            "same_divisor_twice",
            Edit(_DAL, "dA = -Y / AL + (1 - Y) / AL"),
            says="Both terms of dAL are divided by A. The second belongs to 1 - A, see (8.1).",
        ),
        Mistake(
            "divisor_without_parentheses",
            Edit(_DAL, "dA = -Y / AL + (1 - Y) / 1 - AL"),
            says="The second term of dAL is divided by 1, and then A is subtracted: the divisor of "
            "(8.1) needs parentheses.",
        ),
        Mistake(
            "numerator_without_parentheses",
            Edit(_DAL, "dA = -Y / AL + 1 - Y / (1 - AL)"),
            says="In the second term of dAL only Y is divided, and 1 stands alone: the numerator "
            "of (8.1) needs parentheses.",
        ),
        Mistake(
            "slope_of_the_sigmoid_by_hand",
            Edit(_DAL, "dA = (AL - Y) / AL * (1 - AL)"),
            says="dAL is divided by A and multiplied by 1 - A. Python goes from left to right: "
            "what stands below the line needs parentheses.",
        ),
        Mistake(
            "upside_down",
            Edit(_DAL, "dA = -AL / Y + (1 - AL) / (1 - Y)"),
            says="Both fractions of dAL stand upside down, so it divides by labels of 0. See "
            "(8.1).",
        ),
        Mistake(
            "mean_of_dAL",
            Edit(_DAL, _DAL + "\n    dA = dA.mean(axis=1, keepdims=True) + 0 * dA"),
            says="dAL is the mean over the examples, the same in each column. Each example has its "
            "own; the mean comes in (7.2) and (7.3).",
        ),
    ),
    variants=(
        Variant(
            "recursion_by_hand",
            "dZ = AL - Y\nfor l in range(L, 0, -1):\n"
            "    (A_prev, W, b), Z = caches[l - 1]\n    m = A_prev.shape[1]\n"
            '    grads["dW%d" % l] = np.dot(dZ, A_prev.T) / m\n'
            '    grads["db%d" % l] = np.mean(dZ, axis=1, keepdims=True)\n'
            "    dA = np.dot(W.T, dZ)\n"
            '    grads["dA%d" % (l - 1)] = dA\n'
            "    if l > 1:\n        dZ = np.where(caches[l - 2][1] > 0, dA, 0)",
        ),
        Variant(
            "keys_by_computing_layer",
            "dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))\n"
            "grads[f'dA{L}'], grads[f'dW{L}'], grads[f'db{L}'] = linear_activation_backward(\n"
            "    dAL, caches[L - 1], 'sigmoid'\n)\n"
            "for l in reversed(range(L - 1)):\n"
            "    dA_prev, dW, db = linear_activation_backward(\n"
            "        grads['dA' + str(l + 2)], caches[l], activation='relu'\n    )\n"
            "    grads['dA' + str(l + 1)] = dA_prev\n"
            "    grads['dW' + str(l + 1)] = dW\n"
            "    grads['db' + str(l + 1)] = db",
        ),
        Variant(
            "keys_from_zero",
            "grads['dA' + str(L)] = (AL - Y) / (AL * (1 - AL))\n"
            "for l in range(L, 0, -1):\n"
            "    grads[f'dA{l - 1}'], grads[f'dW{l}'], grads[f'db{l}'] = (\n"
            "        linear_activation_backward(\n"
            "            grads[f'dA{l}'], caches[l - 1], 'sigmoid' if l == L else 'relu'\n"
            "        )\n    )",
        ),
        Variant(
            "written_out",
            "dZ = AL - Y\n"
            "for l in reversed(range(1, L + 1)):\n"
            "    (A_prev, W, b), Z = caches[l - 1]\n"
            "    if l < L:\n        dZ = grads[f'dA{l}'] * (Z > 0)\n"
            "    grads[f'dW{l}'] = dZ @ A_prev.T / Y.shape[1]\n"
            "    grads[f'db{l}'] = np.mean(dZ, axis=1, keepdims=True)\n"
            "    grads[f'dA{l - 1}'] = W.T @ dZ",
        ),
        Variant(
            "by_keyword",
            Edit.within(_OUTPUT_BACK, "dA, caches[-1], ", "dA=dA, cache=caches[-1], activation="),
        ),
    ),
)
