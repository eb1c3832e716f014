"""Exercise `linear_activation_backward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.content.week4.deep_network.networks import random_array, random_layer
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_prev: int, n: int, m: int, activation: str) -> Case:
        while True:
            A, W, b = random_layer(rng, n_prev, n, m)
            Z = W @ A + b
            if (Z > 0.05).any() and (Z < -0.05).any() and (np.abs(Z) > 0.01).all():
                break
        arguments = {
            "dA": random_array(rng, n, m),
            "cache": ((A, W, b), Z),
            "activation": activation,
        }
        return Case(arguments, {"n": n, "m": m})

    return [
        case(3, 2, 5, "relu"),
        case(2, 3, 4, "sigmoid"),
        case(2, 4, 1, "relu"),
        case(3, 1, 6, "sigmoid"),
        case(3, 3, 3, "relu"),
    ]


_DZ = 'relu_backward(dA, Z) if activation == "relu" else sigmoid_backward(dA, Z)'

EXERCISE = Exercise(
    name="linear_activation_backward",
    cases=_cases,
    contract=Contract(outputs=("dA_prev", "dW", "db")),
    rules=VECTORIZED,
    uses=("linear_backward",),
    equations={"dW": "(7.1)", "db": "(7.1)", "dA_prev": "(7.1)"},
    mistakes=(
        Mistake(
            "sigmoid_always",
            Edit(_DZ, "sigmoid_backward(dA, Z)"),
            says="The slope of the sigmoid is used in every case; a ReLU layer has the slope of "
            "ReLU.",
        ),
        Mistake(
            "relu_always",
            Edit(_DZ, "relu_backward(dA, Z)"),
            says="The slope of ReLU is used in every case; a sigmoid layer has the slope of the "
            "sigmoid.",
        ),
        Mistake(
            "swapped",
            Edit('"relu"', '"sigmoid"'),
            says="The two slopes have changed places: each function is used for the other's name.",
        ),
        Mistake(
            "no_slope",
            Edit(_DZ, "dA"),
            says="linear_backward gets dA as if it were dZ: the slope of the activation function "
            "is missing.",
        ),
        Mistake(
            "dA_twice",
            Edit(f"dZ = {_DZ}", f"dZ = {_DZ}\n    dZ = dA * dZ"),
            says="dA is multiplied in twice: relu_backward and sigmoid_backward return dZ, with dA "
            "already in it.",
        ),
        Mistake(
            "slope_alone",
            Edit(
                _DZ, 'relu_backward(1.0, Z) if activation == "relu" else sigmoid_backward(1.0, Z)'
            ),
            says="dZ is the slope alone, without dA. The chain rule multiplies it with what comes "
            "from above.",
        ),
        Mistake(
            "relu_slope_without_dA",
            Edit("relu_backward(dA, Z) if", "(Z > 0) * 1.0 if"),
            says="For ReLU dZ is 1 where Z is positive, whatever dA is. The chain rule multiplies "
            "the slope with dA.",
        ),
        Mistake(
            "sigmoid_slope_at_the_wrong_place",
            Edit("else sigmoid_backward(dA, Z)", "else dA * Z * (1 - Z)"),
            says="a(1 - a) is the slope of the sigmoid for its result a, and here it is taken of "
            "Z.",
        ),
        Mistake(
            "masked_by_dA",
            Edit("relu_backward(dA, Z) if", "relu_backward(dA, dA) if"),
            says="For ReLU, dA is set to 0 where dA itself is negative. What counts is the sign of "
            "Z.",
        ),
        Mistake(
            "arguments_swapped",
            Edit(_DZ, 'relu_backward(Z, dA) if activation == "relu" else sigmoid_backward(Z, dA)'),
            says="dA and Z have changed places in the call: first dA, then Z.",
        ),
        Mistake(
            "whole_cache_handed_on",
            Edit("linear_backward(dZ, linear_cache)", "linear_backward(dZ, cache)"),
            says="linear_backward gets the whole cache, a pair. It takes the three arrays of the "
            "linear step: the first half of it.",
            raises=("ValueError", "not enough values to unpack"),
        ),
        Mistake(
            "results_in_other_order",
            Edit("dA_prev, dW, db = linear", "dW, db, dA_prev = linear"),
            says="linear_backward returns dA_prev first; the three results have got each other's "
            "names.",
        ),
        Mistake(
            "cache_in_other_order",
            Edit("linear_cache, Z = cache", "Z, linear_cache = cache"),
            says="What stands for Z is a tuple. The cache is a pair: first the linear cache, then "
            "Z.",
            raises=("TypeError", "'tuple'|sequence"),
        ),
        Mistake(
            "slope_at_a",
            Edit("else sigmoid_backward(dA, Z)", "else sigmoid_backward(dA, sigmoid(Z))"),
            says="For the sigmoid the slope is taken at A, its result. The given function takes Z, "
            "and computes A itself.",
        ),
        Mistake(
            "slope_of_tanh",
            Edit("else sigmoid_backward(dA, Z)", "else dA * (1 - np.tanh(Z) ** 2)"),
            says="For the sigmoid this is the slope of tanh.",
        ),
        Mistake(
            "sigmoid_slope_without_dA",
            Edit("else sigmoid_backward(dA, Z)", "else sigmoid_backward(1.0, Z)"),
            says="For the sigmoid dZ is the slope alone, whatever dA is. The chain rule multiplies "
            "the slope with dA.",
        ),
        Mistake(
            "values_for_slopes",
            Edit(_DZ, 'dA * relu(Z) if activation == "relu" else dA * sigmoid(Z)'),
            says="dA is multiplied by the value of the activation function; (7.1) has its slope.",
        ),
        Mistake(
            "forward_again",
            Edit("relu_backward(dA, Z) if", "relu(Z) if"),
            says="For ReLU dZ is A, the way forward. (7.1) is the slope times dA.",
        ),
    ),
    variants=(
        Variant(
            "table_of_functions",
            "linear_cache, Z = cache\n"
            "backward = dict(relu=relu_backward, sigmoid=sigmoid_backward)[activation]\n"
            "dA_prev, dW, db = linear_backward(backward(dA, Z), linear_cache)",
        ),
        Variant(
            "two_branches",
            "linear_cache, activation_cache = cache\n"
            'if activation == "relu":\n'
            "    dZ = relu_backward(dA, activation_cache)\n"
            "    dA_prev, dW, db = linear_backward(dZ=dZ, cache=linear_cache)\n"
            'elif activation == "sigmoid":\n'
            "    dZ = sigmoid_backward(dA, activation_cache)\n"
            "    dA_prev, dW, db = linear_backward(dZ, linear_cache)",
        ),
        Variant(
            "written_out",
            "(A_prev, W, b), Z = cache\n"
            "a = 1 / (1 + np.exp(-Z))\n"
            'dZ = dA * (a * (1 - a) if activation == "sigmoid" else Z > 0)\n'
            "dW = dZ @ A_prev.T / dA.shape[1]\ndb = dZ.mean(axis=1, keepdims=True)\n"
            "dA_prev = W.T @ dZ",
        ),
        Variant(
            "slope_by_tanh",
            Edit("sigmoid_backward(dA, Z)", "dA * (1 - np.tanh(Z / 2) ** 2) / 4"),
        ),
        Variant(
            "copy_with_zeros",
            "linear_cache, Z = cache\ndZ = np.array(dA, copy=True)\n"
            'if activation == "relu":\n    dZ[Z <= 0] = 0\n'
            "else:\n    dZ = sigmoid_backward(dA, Z)\n"
            "dA_prev, dW, db = linear_backward(dZ, linear_cache)",
        ),
    ),
)
