"""The exercises of `notebooks/week4/deep_network.py`."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Variant
from grader.student.calling.argument_types import Seeded
from grader.student.calling.random_draws import Drawn
from grader.student.checking.comparison import Contract

Array = np.ndarray
Rng = np.random.Generator
Cache = tuple[tuple[Array, Array, Array], Array]

DEEPEST = 6
_LAYERS = range(1, DEEPEST + 1)

# ------------------------------------------------- networks, forward and backward, for the cases


def _normal(rng: Rng, *shape: int) -> Array:
    """Draw numbers of two decimals: what is computed from them once is exact when stored."""
    return np.round(rng.normal(size=shape), 2)


def _labels(rng: Rng, m: int) -> Array:
    """Draw labels (1, m) of both classes, where m allows it."""
    Y = np.zeros((1, m), dtype=np.int64)
    Y[0, rng.permutation(m)[: max(1, m // 2)]] = 1
    return Y if m > 1 else np.array([[int(rng.integers(2))]])


def _slope(Z: Array, last: bool) -> Array:
    """Return the slope of the activation, measured entry by entry by a complex step."""
    if not last:
        return (Z > 0).astype(float)
    return np.asarray((1 / (1 + np.exp(-(Z + 1e-30j)))).imag / 1e-30)


def _forward(X: Array, parameters: Mapping[str, Array]) -> tuple[Array, list[Cache]]:
    caches: list[Cache] = []
    A, L = X, len(parameters) // 2
    for l in range(1, L + 1):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = 1 / (1 + np.exp(-Z)) if l == L else Z * (Z > 0)
    return A, caches


def _cost(X: Array, Y: Array, parameters: Mapping[str, Array]) -> float:
    Z = _forward(X, parameters)[1][-1][1]
    return float(np.mean(np.logaddexp(0, Z) - Y * Z))


def _gradient(AL: Array, Y: Array, caches: Sequence[Cache]) -> dict[str, Array]:
    grads: dict[str, Array] = {}
    dZ = AL - Y
    for l in range(len(caches), 0, -1):
        (A_prev, W, _), _ = caches[l - 1]
        grads[f"dW{l}"] = np.einsum("ji,ki->jk", dZ, A_prev) / Y.shape[1]
        grads[f"db{l}"] = dZ.mean(axis=1, keepdims=True)
        grads[f"dA{l - 1}"] = np.einsum("jk,ji->ki", W, dZ)
        if l > 1:
            dZ = grads[f"dA{l - 1}"] * _slope(caches[l - 2][1], last=False)
    return grads


def _is_lively(AL: Array, caches: Sequence[Cache]) -> bool:
    """Tell whether a network shows mistakes: no dead layer, no saturated output, no tie."""
    if not ((AL > 0.05) & (AL < 0.95)).all():
        return False
    m = AL.shape[1]
    for _, Z in caches[:-1]:
        on = Z > 0
        if (np.abs(Z) < 0.01).any() or not on.any():
            return False
        if m > 1 and not 0.2 < on.mean() < 0.9:
            return False
    grads = _gradient(AL, np.zeros_like(AL), caches)
    return all(np.abs(g).max() > 1e-3 for name, g in grads.items() if name != "dA0")


def _network(rng: Rng, layer_dims: Sequence[int], m: int) -> tuple[Array, dict[str, Array]]:
    """Draw inputs and parameters with weights around 1, again until the network is lively."""
    while True:
        X = _normal(rng, layer_dims[0], m)
        parameters = {}
        for l in range(1, len(layer_dims)):
            parameters[f"W{l}"] = _normal(rng, layer_dims[l], layer_dims[l - 1])
            parameters[f"b{l}"] = _normal(rng, layer_dims[l], 1)
        if _is_lively(*_forward(X, parameters)):
            return X, parameters


def _layers(rng: Rng, L: int) -> list[int]:
    """Draw n[0], ..., n[L] with one output and no two equal neighbours."""
    dims = [int(rng.integers(2, 6))]
    while len(dims) < L:
        n = int(rng.integers(2, 6))
        if n != dims[-1]:
            dims.append(n)
    return [*dims, 1]


def _facts(layer_dims: Sequence[int], m: int) -> dict[str, int]:
    return {"L": len(layer_dims) - 1, "m": m}


def _numbered(equations: Mapping[str, str]) -> dict[str, str]:
    """Give W1, W2, ... the equation of W, and so on."""
    return {f"{name}{l}": e for name, e in equations.items() for l in range(DEEPEST + 1)}


def _fixed_depths(old: str, says: str, raises: tuple[str, str]) -> tuple[Mistake, ...]:
    """Make mistakes of depths written as numbers; `says` speaks of the {depth}."""
    return tuple(
        Mistake(
            f"depth_{depth}",
            Edit(old, str(depth)),
            says=says.replace("{depth}", str(depth)),
            raises=raises,
        )
        for depth in (2, 3, 4)
    )


def _choices(says: Mapping[str, tuple[str, str]], right: str) -> tuple[Mistake, ...]:
    """Make a mistake of each wrong letter; `says` gives it a name and a sentence."""
    return tuple(
        Mistake(name, Edit(f'"{right}"', f'"{letter}"'), says=sentence)
        for letter, (name, sentence) in says.items()
    )


# --------------------------------------------------------------------------- layer_count


def _count_cases(rng: Rng) -> Sequence[Case]:
    drawn = [[*_layers(rng, L)[:-1], int(rng.integers(2, 8))] for L in (1, 2, 3, 6, 4)]
    return [Case({"layer_dims": dims}, {"L": len(dims) - 1}) for dims in drawn]


layer_count = Exercise(
    name="layer_count",
    cases=_count_cases,
    contract=Contract(outputs=("L",)),
    equations={"L": "(1.1)"},
    mistakes=(
        Mistake(
            "input_counted",
            Edit("len(layer_dims) - 1", "len(layer_dims)"),
            says="It is one too many: the input is layer 0, and no layer is counted for it, since "
            "nothing is computed there.",
        ),
        Mistake(
            "hidden_layers_only",
            Edit("len(layer_dims) - 1", "len(layer_dims) - 2"),
            says="It is one too few: these are the hidden layers alone. The output layer computes "
            "something too, so it counts.",
        ),
        Mistake(
            "units",
            Edit("len(layer_dims) - 1", "sum(layer_dims[1:])"),
            says="These are the units of all layers added up. How many layers do they stand in?",
        ),
        Mistake(
            "all_numbers",
            Edit("len(layer_dims) - 1", "sum(layer_dims)"),
            says="The numbers in the list are added up. Each of them is the size of one layer; "
            "the exercise asks how many layers there are.",
        ),
        Mistake(
            "last_size",
            Edit("len(layer_dims) - 1", "layer_dims[-1]"),
            says="This is n[L], the number of units in the last layer. The exercise asks for L "
            "itself.",
        ),
        Mistake(
            "parameters",
            Edit("len(layer_dims) - 1", "2 * (len(layer_dims) - 1)"),
            says="It is twice L: every layer has two parameters, W and b, and is still one layer.",
        ),
        Mistake(
            "input_removed_from_the_list",
            "layer_dims.pop(0)\nlayers = len(layer_dims)",
            rule="unchanged",
        ),
        Mistake(
            "one_added",
            Edit("len(layer_dims) - 1", "len(layer_dims) + 1"),
            says="It is two too many: the list has an entry for each layer and one for the input, "
            "which is no layer.",
        ),
        Mistake(
            "half",
            Edit("len(layer_dims) - 1", "len(layer_dims) // 2"),
            says="It is half the length of the list, rounded down. The list has one number for "
            "each layer, and one for the input.",
        ),
        Mistake(
            "the_example_s",
            Edit("len(layer_dims) - 1", "4"),
            says="It is 4 for every network, as in the example. How many layers does the list "
            "describe?",
        ),
        Mistake(
            "hidden_units",
            Edit("len(layer_dims) - 1", "sum(layer_dims[1:-1])"),
            says="These are the units of the hidden layers added up. How many layers are there, "
            "with the output layer?",
        ),
    ),
    variants=(
        Variant("counted", "layers = 0\nfor _ in layer_dims[1:]:\n    layers += 1"),
        Variant("last_index", "layers = list(range(len(layer_dims)))[-1]"),
        Variant("sliced", Edit("len(layer_dims) - 1", "len(layer_dims[1:])")),
        Variant("pairs", Edit("len(layer_dims) - 1", "sum(1 for _ in layer_dims[1:])")),
        Variant("numpy_size", Edit("len(layer_dims) - 1", "np.size(layer_dims) - 1")),
    ),
)

# ------------------------------------------------------------------------ linear_forward


def _one_layer_cases(rng: Rng) -> Sequence[Case]:
    def case(n_prev: int, n: int, m: int) -> Case:
        arguments = {"A": _normal(rng, n_prev, m), "W": _normal(rng, n, n_prev)}
        return Case({**arguments, "b": _normal(rng, n, 1) + 0.005}, {"n": n, "m": m})

    return [case(3, 2, 5), case(2, 4, 1), case(1, 3, 4), case(3, 3, 3), case(4, 1, 6)]


linear_forward = Exercise(
    name="linear_forward",
    cases=_one_layer_cases,
    contract=Contract(outputs=("Z", "cache"), whole=frozenset({"cache"})),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"Z": "(2.2)"},
    mistakes=(
        Mistake(
            "no_bias",
            Edit("W @ A + b", "W @ A"),
            says="Z is computed without b: each unit adds its bias to every column.",
        ),
        Mistake(
            "weights_turned",
            Edit("W @ A + b", "W.T @ A + b"),
            says="W is transposed, and need not be: one row of W holds the weights of one unit, so "
            "W times a column of inputs gives a column of units.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "wrong_order",
            Edit("W @ A + b", "A @ W + b"),
            says="The factors stand in the wrong order: the columns of the first must be as many "
            "as the rows of the second.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "wrong_order_and_turned",
            Edit("W @ A + b", "(A.T @ W.T).T + b.T"),
            says="b is turned into a row, so unit j gets no bias of its own. b is a column, as it "
            "is, and NumPy repeats it.",
            raises=("ValueError", "broadcast"),
        ),
        Mistake(
            "entry_by_entry",
            Edit("W @ A + b", "W * A + b"),
            says="* multiplies entry by entry. Each unit adds up all its inputs, each with a "
            "weight: that is a matrix product.",
            raises=("ValueError", "broadcast"),
        ),
        Mistake(
            "one_bias_for_all",
            Edit("+ b", "+ np.sum(b)"),
            says="All biases are added up before they are used; each unit has one of its own.",
        ),
        Mistake(
            "bias_subtracted",
            Edit("+ b", "- b"),
            says="The bias is subtracted; (2.2) adds it.",
        ),
        Mistake(
            "cache_in_other_order",
            Edit("(A, W, b)", "(W, A, b)"),
            says="Z is right. The cache holds W first; the order is A, W, b, and linear_backward "
            "will rely on it.",
        ),
        Mistake(
            "result_cached",
            Edit("(A, W, b)", "(Z, W, b)"),
            says="Z is right. The cache holds Z in place of A: keep what went into the product, "
            "not what came out.",
        ),
        Mistake(
            "bias_not_cached",
            Edit("(A, W, b)", "(A, W)"),
            says="Z is right. The cache has two entries; it should hold A, W and b.",
        ),
        Mistake(
            "input_alone_cached",
            Edit("(A, W, b)", "A"),
            says="Z is right. The cache is A alone; it should hold A, W and b, as a tuple.",
        ),
        Mistake(
            "column_by_column",
            "Z = np.hstack([W @ A[:, [i]] + b for i in range(A.shape[1])])\ncache = (A, W, b)",
            rule="vectorized",
        ),
        Mistake(
            "bias_in_place",
            "b *= 2\nb /= 2\nZ = W @ A + b\nA += 1\ncache = (A - 1, W, b)",
            rule="unchanged",
        ),
        Mistake(
            "input_plus_bias",
            Edit("W @ A + b", "W @ (A + b)"),
            says="b is added to A, before the product. It has an entry for each unit of this "
            "layer, so it is added after the product.",
            raises=("ValueError", "broadcast"),
        ),
        Mistake(
            "activated",
            Edit("W @ A + b", "np.maximum(W @ A + b, 0)"),
            says="Negative entries of Z have become 0. This is the linear step alone; ReLU comes "
            "in exercise 2.2.",
        ),
        Mistake(
            "sigmoid_applied",
            Edit("W @ A + b", "1 / (1 + np.exp(-(W @ A + b)))"),
            says="This is the sigmoid of Z. The linear step ends with Z itself; the activation "
            "comes in exercise 2.2.",
        ),
        Mistake(
            "first_bias_for_all",
            Edit("+ b", "+ b[0]"),
            says="Every unit gets the bias of the first one; b has one for each.",
        ),
        Mistake(
            "result_alone_cached",
            Edit("(A, W, b)", "Z"),
            says="Z is right. The cache is Z; it has to hold what Z was made of: A, W and b.",
        ),
        Mistake(
            "result_cached_too",
            Edit("(A, W, b)", "(Z, A, W, b)"),
            says="Z is right. The cache has four entries, with Z in front; it should hold A, W and "
            "b alone.",
        ),
        Mistake(
            "input_cached_last",
            Edit("(A, W, b)", "(W, b, A)"),
            says="Z is right. The cache holds A last; the order is A, W, b.",
        ),
        Mistake(
            "bias_cached_second",
            Edit("(A, W, b)", "(A, b, W)"),
            says="Z is right. W and b have changed places in the cache; the order is A, W, b.",
        ),
        Mistake(
            "cache_as_dictionary",
            Edit("(A, W, b)", '{"A": A, "W": W, "b": b}'),
            says="Z is right. The cache is a dictionary; linear_backward takes a tuple apart.",
        ),
    ),
    variants=(
        Variant("np_dot", Edit("W @ A + b", "np.dot(W, A) + b")),
        Variant("turned_twice", Edit("W @ A + b", "(A.T @ W.T + b.T).T")),
        Variant("einsum", Edit("W @ A + b", 'np.einsum("jk,ki->ji", W, A) + b')),
        Variant("cache_as_list", Edit("(A, W, b)", "[A, W, b]")),
        Variant("copies", Edit("(A, W, b)", "(A.copy(), W.copy(), b.copy())")),
    ),
)

# ------------------------------------------------------------- linear_activation_forward


def _activation_cases(rng: Rng) -> Sequence[Case]:
    def case(n_prev: int, n: int, m: int, activation: str) -> Case:
        while True:
            A, W, b = _normal(rng, n_prev, m), _normal(rng, n, n_prev), _normal(rng, n, 1)
            Z = W @ A + b
            if n * m == 1 or ((Z > 0.05).any() and (Z < -0.05).any()):
                break
        arguments = {"A_prev": A, "W": W, "b": b, "activation": activation}
        return Case(arguments, {"n": n, "m": m})

    return [
        case(3, 2, 5, "relu"),
        case(4, 1, 6, "sigmoid"),
        case(2, 4, 1, "relu"),
        case(2, 3, 4, "sigmoid"),
    ]


_CHOICE = 'relu(Z) if activation == "relu" else sigmoid(Z)'

linear_activation_forward = Exercise(
    name="linear_activation_forward",
    cases=_activation_cases,
    contract=Contract(outputs=("A", "cache"), whole=frozenset({"cache"})),
    rules=("unchanged", "own_arguments", "vectorized"),
    uses=("linear_forward",),
    equations={"A": "(2.3)"},
    mistakes=(
        Mistake(
            "no_activation",
            Edit(_CHOICE, "Z"),
            says="A is Z: no activation function is applied, and a network of such layers is one "
            "linear layer.",
        ),
        Mistake(
            "always_sigmoid",
            Edit(_CHOICE, "sigmoid(Z)"),
            says='It is the sigmoid in every case; where activation is "relu" it should be ReLU.',
        ),
        Mistake(
            "always_relu",
            Edit(_CHOICE, "relu(Z)"),
            says='It is ReLU in every case; where activation is "sigmoid" it should be the '
            "sigmoid.",
        ),
        Mistake(
            "swapped",
            Edit('"relu"', '"sigmoid"'),
            says="The two functions have changed places: sigmoid is used for relu, and relu for "
            "sigmoid.",
        ),
        Mistake(
            "tanh",
            Edit("else sigmoid(Z)", "else np.tanh(Z)"),
            says='For "sigmoid" this is tanh, which runs from -1 to 1; a probability runs from 0 '
            "to 1.",
        ),
        Mistake(
            "activation_of_the_input",
            Edit(_CHOICE, "relu(A_prev) if activation == 'relu' else sigmoid(A_prev)"),
            says="The activation function is applied to A_prev; its argument is Z, what the linear "
            "step has made of it.",
        ),
        Mistake(
            "activation_cached",
            Edit("(linear_cache, Z)", "(linear_cache, A)"),
            says="A is right. The cache holds A where Z belongs: the slope of the activation is "
            "taken at Z.",
        ),
        Mistake(
            "flat_cache",
            Edit("(linear_cache, Z)", "(*linear_cache, Z)"),
            says="A is right. The cache has four entries; it is a pair: the whole linear cache, "
            "and Z.",
        ),
        Mistake(
            "cache_swapped",
            Edit("(linear_cache, Z)", "(Z, linear_cache)"),
            says="A is right. The two halves of the cache have changed places: first the linear "
            "cache, then Z.",
        ),
        Mistake(
            "linear_cache_missing",
            Edit("(linear_cache, Z)", "Z"),
            says="A is right. The cache is Z alone; it should hold what linear_forward "
            "cached, too.",
        ),
        Mistake(
            "z_missing",
            Edit("(linear_cache, Z)", "linear_cache"),
            says="A is right. The cache is that of linear_forward; Z is missing from it.",
        ),
        Mistake(
            "name_misspelt", Edit("linear_forward(A_prev, W, b)", "linear_forwar(A_prev, W, b)")
        ),
        Mistake(
            "activation_cached_too",
            Edit("(linear_cache, Z)", "(linear_cache, Z, A)"),
            says="A is right. The cache has three entries, with A at the end; it is a pair, the "
            "linear cache and Z.",
        ),
        Mistake(
            "result_in_the_linear_cache",
            Edit("(linear_cache, Z)", "((A, W, b), Z)"),
            says="A is right. The first half of the cache holds A, the result of this layer; its "
            "input A_prev belongs there.",
        ),
        Mistake(
            "leaky",
            Edit("relu(Z) if", "np.where(Z > 0, Z, 0.01 * Z) if"),
            says="For relu this is leaky ReLU: negative Z leave a hundredth of themselves. ReLU "
            "makes them 0.",
        ),
        Mistake(
            "two_results_in_one_name",
            "Z = linear_forward(A_prev, W, b)\n"
            'A = relu(Z) if activation == "relu" else sigmoid(Z)\n'
            "cache = (Z[1], Z[0])",
            says="linear_forward returns two things, Z and its cache. Take them apart with two "
            "names.",
            raises=("ValueError|TypeError", "inhomogeneous|setting an array element|sequence"),
        ),
        Mistake(
            "text_called",
            Edit(_CHOICE, "activation(Z)"),
            says='activation is a text such as "relu", not a function. Let an if choose which '
            "function is called.",
            raises=("TypeError", "'str' object is not callable"),
        ),
    ),
    variants=(
        Variant(
            "table_of_functions",
            "Z, linear_cache = linear_forward(A_prev, W, b)\n"
            'A = {"relu": relu, "sigmoid": sigmoid}[activation](Z)\n'
            "cache = linear_cache, Z",
        ),
        Variant(
            "two_branches",
            'if activation == "sigmoid":\n'
            "    Z, linear_cache = linear_forward(A=A_prev, W=W, b=b)\n"
            "    A, activation_cache = sigmoid(Z), Z\n"
            'elif activation == "relu":\n'
            "    Z, linear_cache = linear_forward(A_prev, W, b)\n"
            "    A, activation_cache = relu(Z), Z\n"
            "cache = (linear_cache, activation_cache)",
        ),
        Variant(
            "written_out",
            "Z = np.dot(W, A_prev) + b\n"
            'A = 1 / (1 + np.exp(-Z)) if activation == "sigmoid" else np.where(Z > 0, Z, 0)\n'
            "cache = ((A_prev, W, b), Z)",
        ),
        Variant("cache_as_list", Edit("(linear_cache, Z)", "[list(linear_cache), Z]")),
        Variant("relu_by_product", Edit("relu(Z) if", "Z * (Z > 0) if")),
    ),
)

# ---------------------------------------------------------------------------- which_loop

which_loop = Exercise(
    name="which_loop",
    cases=lambda rng: [Case({})],
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=_choices(
        {
            "a": (
                "everything_at_once",
                "One product for all layers would be one layer: between two layers stands an "
                "activation function, and layer 3 has to wait for the result of layer 2.",
            ),
            "c": (
                "examples_one_by_one",
                "The examples are the columns of X, and no column waits for another: one product "
                "serves them all. Which things do wait?",
            ),
            "d": (
                "units_one_by_one",
                "The units of a layer are the rows of W. They do not wait for each other, so one "
                "product serves them all.",
            ),
        },
        "b",
    ),
)

# ----------------------------------------------------------------------- L_model_forward


def _forward_cases(rng: Rng) -> Sequence[Case]:
    def case(L: int, m: int) -> Case:
        dims = _layers(rng, L)
        X, parameters = _network(rng, dims, m)
        return Case({"X": X, "parameters": parameters}, _facts(dims, m))

    # A net of layers that are all alike, the output too: there a wrong layer stops nothing, it only
    # gives wrong values, and these tell which one it was.
    alike = [3, 3, 3, 3]
    X, parameters = _network(rng, alike, 5)
    square = Case({"X": X, "parameters": parameters}, _facts(alike, 5))
    return [case(3, 4), case(1, 5), case(2, 3), square, case(6, 1), case(4, 6)]


_HIDDEN_FORWARD = 'linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")'
_OUTPUT_FORWARD = (
    'linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")'
)
_APPENDED = '"relu")\n        caches.append(cache)'
_NOT_ALIGNED = ("ValueError", "matmul|not aligned|broadcast")

L_model_forward = Exercise(
    name="L_model_forward",
    cases=_forward_cases,
    contract=Contract(outputs=("AL", "caches"), whole=frozenset({"caches"})),
    uses=("linear_activation_forward",),
    equations={"AL": "(2.3)"},
    mistakes=(
        Mistake(
            "same_input_for_every_layer",
            Edit(_HIDDEN_FORWARD, _HIDDEN_FORWARD.replace("(A,", "(X,")),
            says="X goes into every hidden layer. Only the first one sees X; each of the others "
            "sees what the layer before it has put out.",
            raises=_NOT_ALIGNED,
        ),
        Mistake(
            "output_layer_sees_the_input",
            Edit(_OUTPUT_FORWARD, _OUTPUT_FORWARD.replace("(A,", "(X,")),
            says="The output layer gets X; its input is the A of the last hidden layer.",
            raises=_NOT_ALIGNED,
        ),
        Mistake(
            "counted_from_zero",
            (
                Edit("range(1, L)", "range(L - 1)"),
                Edit(_OUTPUT_FORWARD, _OUTPUT_FORWARD.replace("{L}", "{L - 1}")),
            ),
            says="The numbers begin at 0, and there is no W0: layer 0 is the input. Let range "
            "begin at 1, or add 1 in the keys.",
            raises=("KeyError", "'W0'"),
        ),
        Mistake(
            "length_not_halved",
            Edit("len(parameters) // 2", "len(parameters)"),
            says="The loop looks for a layer that is not there. parameters has two entries for "
            "each layer, a W and a b: how many layers is that?",
            raises=("KeyError", "'W[2-9]"),
        ),
        Mistake(
            "first_layer_skipped",
            Edit("range(1, L)", "range(2, L)"),
            says="The loop begins at layer 2, so layer 1 is never computed.",
            raises=_NOT_ALIGNED,
        ),
        Mistake(
            "last_hidden_layer_skipped",
            Edit("range(1, L)", "range(1, L - 1)"),
            says="The loop ends too early: range stops before its second number, and here layer "
            "L - 1 is left out.",
            raises=_NOT_ALIGNED,
        ),
        Mistake(
            "output_layer_twice",
            Edit("range(1, L)", "range(1, L + 1)"),
            says="The loop does layer L as well, with ReLU, and then it is done once more. The "
            "loop is for the hidden layers.",
            raises=_NOT_ALIGNED,
        ),
        Mistake(
            "first_weights_everywhere",
            Edit(_HIDDEN_FORWARD, _HIDDEN_FORWARD.replace("{l}", "1")),
            says="Every hidden layer uses W1 and b1. The number in the key must follow the loop.",
            raises=_NOT_ALIGNED,
        ),
        Mistake(
            "loop_variable_after_the_loop",
            Edit(_OUTPUT_FORWARD, _OUTPUT_FORWARD.replace("{L}", "{l}")),
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
                Edit(_APPENDED, _APPENDED.replace("(cache)", "(cache[1])")),
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
                Edit(_APPENDED, _APPENDED.replace("(cache)", "(cache[0])")),
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
                Edit(_APPENDED, _APPENDED.replace("(cache)", "(A)")),
                Edit('"sigmoid")\n    caches.append(cache)', '"sigmoid")\n    caches.append(AL)'),
            ),
            says="AL is right. caches holds the activations; append the second thing that "
            "linear_activation_forward returns.",
        ),
        Mistake(
            "caches_backwards",
            (
                Edit(_APPENDED, _APPENDED.replace("append(cache)", "insert(0, cache)")),
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
                Edit(_APPENDED, _APPENDED.replace(".append(cache)", " += cache")),
                Edit('"sigmoid")\n    caches.append(cache)', '"sigmoid")\n    caches += cache'),
            ),
            says="AL is right. += takes each cache apart and adds its two halves to the list one "
            "by one; each layer is to have one entry.",
        ),
        *_fixed_depths(
            "len(parameters) // 2",
            "L is {depth} for every network. Read it off parameters, which has a W and a b for "
            "each layer.",
            ("KeyError", "'W"),
        ),
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
                Edit(_APPENDED, _APPENDED.replace("(cache)", "((A, cache))")),
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
                Edit(
                    '"relu")\n        caches.append(cache)', '"relu")\n        caches.append(A[1])'
                ),
            ),
            says="linear_activation_forward returns two things, A and the cache. A holds both "
            "here, and goes into the next layer like that.",
            raises=("ValueError", "inhomogeneous|setting an array element"),
        ),
        Mistake(
            "name_not_filled_in",
            Edit(_HIDDEN_FORWARD, _HIDDEN_FORWARD.replace('f"', '"')),
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

# ---------------------------------------------------------------------- parameter_shapes


def _wide_layers(rng: Rng, L: int) -> list[int]:
    """Draw n[0], ..., n[L], all different, none of them 1."""
    return [int(n) for n in rng.choice(np.arange(2, 20), size=L + 1, replace=False)]


def _shape_cases(rng: Rng) -> Sequence[Case]:
    drawn = [_wide_layers(rng, L) for L in (3, 1, 2, 6, 5)]
    return [Case({"layer_dims": dims}, {"L": len(dims) - 1}) for dims in drawn]


_W_SHAPE = "(layer_dims[l], layer_dims[l - 1])"
_B_SHAPE = "(layer_dims[l], 1)"

parameter_shapes = Exercise(
    name="parameter_shapes",
    cases=_shape_cases,
    contract=Contract(outputs=("shapes",), exact=True),
    equations=_numbered({"W": "(3.1)", "b": "(3.1)"}),
    mistakes=(
        Mistake(
            "weights_turned",
            Edit(_W_SHAPE, "(layer_dims[l - 1], layer_dims[l])"),
            says="W has its two sizes in the wrong order. Each unit of layer l has one row of "
            "weights.",
        ),
        Mistake(
            "square",
            Edit(_W_SHAPE, "(layer_dims[l], layer_dims[l])"),
            says="W is square in your result; its columns belong to the layer before.",
        ),
        Mistake(
            "inputs_everywhere",
            Edit(_W_SHAPE, "(layer_dims[l], layer_dims[0])"),
            says="Every W has n[0] columns. Only the first layer sees the inputs; the others see "
            "the units of the layer before.",
        ),
        Mistake(
            "bias_of_the_layer_before",
            Edit(_B_SHAPE, "(layer_dims[l - 1], 1)"),
            says="b has as many entries as the layer before has units. It is added to Z of its own "
            "layer.",
        ),
        Mistake(
            "bias_as_row",
            Edit(_B_SHAPE, "(1, layer_dims[l])"),
            says="b is a row in your result; one bias for each unit, one below the other, is a "
            "column.",
        ),
        Mistake(
            "bias_with_one_axis",
            Edit(_B_SHAPE, "(layer_dims[l],)"),
            says="b has one axis only; an array of shape (n,) is neither a column nor a row, and "
            "added to a matrix it goes along the rows.",
        ),
        Mistake(
            "last_layer_missing",
            Edit("range(1, len(layer_dims))", "range(1, len(layer_dims) - 1)"),
            says="The last layer is missing: range stops before its second number.",
        ),
        Mistake(
            "counted_from_zero",
            (
                Edit("range(1, len(layer_dims))", "range(len(layer_dims) - 1)"),
                Edit(_W_SHAPE, "(layer_dims[l + 1], layer_dims[l])"),
                Edit(_B_SHAPE, "(layer_dims[l + 1], 1)"),
            ),
            says="The names begin at W0. Layer 0 is the input and has no weights; the first layer "
            "that computes something is layer 1.",
        ),
        Mistake(
            "no_biases",
            Edit('        shapes[f"b{l}"] = (layer_dims[l], 1)\n', ""),
            says="The biases are missing: each layer has a W and a b.",
        ),
        Mistake(
            "input_as_layer",
            Edit("range(1, len(layer_dims))", "range(len(layer_dims))"),
            says="There is a W0 or a b0 in your result. Layer 0 is the input: nothing is computed "
            "there, so it has no parameters.",
        ),
        Mistake(
            "weights_of_the_input",
            Edit("shapes = {}", 'shapes = {"W0": (layer_dims[0], 1), "b0": (layer_dims[0], 1)}'),
            says="There is a W0 or a b0 in your result. Layer 0 is the input: nothing is computed "
            "there, so it has no parameters.",
        ),
        Mistake(
            "bias_of_the_input",
            Edit("shapes = {}", 'shapes = {"b0": (layer_dims[0], 1)}'),
            says="There is a W0 or a b0 in your result. Layer 0 is the input: nothing is computed "
            "there, so it has no parameters.",
        ),
        Mistake(
            "both_turned",
            (
                Edit(_W_SHAPE, "(layer_dims[l - 1], layer_dims[l])"),
                Edit(_B_SHAPE, "(1, layer_dims[l])"),
            ),
            says="W and b both have their two sizes in the wrong order. Each unit of layer l has "
            "one row: of weights in W, and of one number in b.",
        ),
        Mistake(
            "column_of_weights",
            Edit(_W_SHAPE, "(layer_dims[l], 1)"),
            says="W has one column in your result. Each unit has a weight for every number that "
            "comes in, and a column holds those of one input.",
        ),
        Mistake(
            "numbers_multiplied",
            Edit(_W_SHAPE, "layer_dims[l] * layer_dims[l - 1]"),
            says="This is how many entries W has. Its shape is the two numbers of rows and "
            "columns, as a tuple.",
        ),
        Mistake(
            "bias_as_number",
            Edit(_B_SHAPE, "layer_dims[l]"),
            says="The shapes of b are single numbers in your result. A column has two: how many "
            "rows, and 1 for its one column.",
        ),
        Mistake(
            "one_layer_too_many",
            Edit("range(1, len(layer_dims))", "range(1, len(layer_dims) + 1)"),
            says="The loop goes beyond layer L: the list ends at n[L], and its positions begin at "
            "0.",
            raises=("IndexError", "list index out of range"),
        ),
        Mistake(
            "return_in_loop",
            Edit(_B_SHAPE, "(layer_dims[l], 1)\n        return shapes"),
            says="Only layer 1 is there: the function returns within the loop.",
        ),
    ),
    variants=(
        Variant(
            "update",
            "shapes, before = {}, layer_dims[0]\n"
            "for l, n in enumerate(layer_dims[1:]):\n"
            "    shapes.update({f'W{l + 1}': (n, before), f'b{l + 1}': (n, 1)})\n"
            "    before = n",
        ),
        Variant(
            "while_loop",
            "shapes, l = {}, 1\nwhile l < len(layer_dims):\n"
            "    shapes['W%d' % l] = tuple([layer_dims[l], layer_dims[l - 1]])\n"
            "    shapes['b%d' % l] = tuple([layer_dims[l], 1])\n    l += 1",
        ),
        Variant(
            "zip",
            "shapes = {}\n"
            "for l, (n_prev, n) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):\n"
            '    shapes["W" + str(l)] = (n, n_prev)\n    shapes["b" + str(l)] = (n, 1)',
        ),
        Variant(
            "shapes_of_arrays",
            "shapes = {}\nfor l in range(1, len(layer_dims)):\n"
            '    shapes[f"W{l}"] = np.zeros((layer_dims[l], layer_dims[l - 1])).shape\n'
            '    shapes[f"b{l}"] = np.zeros((layer_dims[l], 1)).shape',
        ),
        Variant(
            "comprehensions",
            "L = len(layer_dims) - 1\n"
            'shapes = {f"W{l}": (layer_dims[l], layer_dims[l - 1]) for l in range(1, L + 1)}\n'
            'shapes |= {f"b{l}": (layer_dims[l], 1) for l in range(1, L + 1)}',
        ),
    ),
)

# --------------------------------------------------------------------- activation_shapes


def _computed_cases(rng: Rng) -> Sequence[Case]:
    cases = []
    for L, m in ((3, 30), (1, 1), (2, 25), (6, 40), (4, 21)):
        dims = _wide_layers(rng, L)
        cases.append(Case({"layer_dims": dims, "m": m}, {"L": L, "m": m}))
    return cases


_Z_SHAPE = 'shapes[f"Z{l}"] = (layer_dims[l], m)'
_A_SHAPE = 'shapes[f"A{l}"] = (layer_dims[l], m)'

activation_shapes = Exercise(
    name="activation_shapes",
    cases=_computed_cases,
    contract=Contract(outputs=("shapes",), exact=True),
    equations=_numbered({"A": "(3.2)", "Z": "(3.2)"}),
    mistakes=(
        Mistake(
            "examples_as_rows",
            (
                Edit("(layer_dims[0], m)", "(m, layer_dims[0])"),
                Edit(_Z_SHAPE, _Z_SHAPE.replace("(layer_dims[l], m)", "(m, layer_dims[l])")),
                Edit(_A_SHAPE, _A_SHAPE.replace("(layer_dims[l], m)", "(m, layer_dims[l])")),
            ),
            says="The examples lie in rows in your result. In these notebooks one example is one "
            "column, so m comes second.",
        ),
        Mistake(
            "input_missing",
            Edit('{"A0": (layer_dims[0], m)}', "{}"),
            says="A0 is missing: the input X is the activation of layer 0.",
        ),
        Mistake(
            "one_example",
            (
                Edit("(layer_dims[0], m)", "(layer_dims[0], 1)"),
                Edit(_Z_SHAPE, _Z_SHAPE.replace(" m)", " 1)")),
                Edit(_A_SHAPE, _A_SHAPE.replace(" m)", " 1)")),
            ),
            says="These are the shapes for one example; with m = {m} there are {m} columns.",
        ),
        Mistake(
            "shape_of_weights",
            Edit(_Z_SHAPE, 'shapes[f"Z{l}"] = (layer_dims[l], layer_dims[l - 1])'),
            says="Z has the shape of W in your result. W times A has the rows of W and the columns "
            "of A.",
        ),
        Mistake(
            "layer_before",
            Edit(_A_SHAPE, 'shapes[f"A{l}"] = (layer_dims[l - 1], m)'),
            says="A has the rows of the layer before. The activation function changes no shape: A "
            "is like Z.",
        ),
        Mistake(
            "last_layer_missing",
            Edit("range(1, len(layer_dims))", "range(1, len(layer_dims) - 1)"),
            says="The last layer is missing: range stops before its second number.",
        ),
        Mistake(
            "no_z",
            Edit(f"        {_Z_SHAPE}\n", ""),
            says="The Z are missing; each layer has a Z and an A.",
        ),
        Mistake(
            "m_from_the_list",
            (
                Edit("(layer_dims[0], m)", "(layer_dims[0], layer_dims[-1])"),
                Edit(_Z_SHAPE, _Z_SHAPE.replace(" m)", " layer_dims[-1])")),
                Edit(_A_SHAPE, _A_SHAPE.replace(" m)", " layer_dims[-1])")),
            ),
            says="The number of columns is that of the output units; it should be m, the number of "
            "examples.",
        ),
        Mistake(
            "input_has_z",
            Edit('{"A0": (', '{"Z0": (layer_dims[0], m), "A0": ('),
            says="There is a Z0 in your result. Z is what a layer computes before its activation, "
            "and for the input nothing is computed.",
        ),
        Mistake(
            "input_under_another_name",
            Edit('{"A0"', '{"X"'),
            says="The input stands under the name X. Here it needs the name that fits the other "
            "activations, with the number of its layer.",
        ),
        Mistake(
            "z_of_the_layer_before",
            Edit(_Z_SHAPE, 'shapes[f"Z{l}"] = (layer_dims[l - 1], m)'),
            says="Z has the rows of the layer before. W times A has a row for each unit of its own "
            "layer.",
        ),
        Mistake(
            "no_a",
            Edit(f"        {_A_SHAPE}\n", ""),
            says="Of the activations only A0 is there; each layer has a Z and an A.",
        ),
        Mistake(
            "input_turned",
            Edit("(layer_dims[0], m)", "(m, layer_dims[0])"),
            says="In A0 the examples lie in rows. One example is one column, in the input too.",
        ),
        Mistake(
            "one_example_in_the_input",
            Edit("(layer_dims[0], m)", "(layer_dims[0], 1)"),
            says="A0 has one column; with m = {m} the input has {m} examples, one in each column.",
        ),
        Mistake(
            "one_axis",
            (
                Edit("(layer_dims[0], m)", "(layer_dims[0],)"),
                Edit(_Z_SHAPE, _Z_SHAPE.replace(", m)", ",)")),
                Edit(_A_SHAPE, _A_SHAPE.replace(", m)", ",)")),
            ),
            says="The shapes have one number in your result; a matrix has two: its rows, and a "
            "column for each example.",
        ),
    ),
    variants=(
        Variant(
            "arrays",
            "shapes = {'A0': np.empty((layer_dims[0], m)).shape}\n"
            "for l in range(1, len(layer_dims)):\n"
            "    Z = np.empty((layer_dims[l], m))\n"
            "    shapes['Z' + str(l)] = shapes['A' + str(l)] = Z.shape",
        ),
        Variant(
            "merged",
            "Z = {f'Z{l}': (layer_dims[l], m) for l in range(1, len(layer_dims))}\n"
            "A = {'A' + name[1:]: shape for name, shape in Z.items()}\n"
            "shapes = {**A, **Z, 'A0': (layer_dims[0], m)}",
        ),
        Variant(
            "both_letters",
            'shapes = {"A0": (layer_dims[0], m)}\n'
            "for l, n in enumerate(layer_dims[1:], start=1):\n"
            '    for letter in ("Z", "A"):\n        shapes[letter + str(l)] = (n, m)',
        ),
        Variant(
            "one_long_loop",
            "shapes = {}\nfor l in range(len(layer_dims)):\n"
            "    for letter in 'ZA' if l else 'A':\n"
            "        shapes[f'{letter}{l}'] = (layer_dims[l], m)",
        ),
        Variant(
            "comprehensions",
            'shapes = {f"A{l}": (n, m) for l, n in enumerate(layer_dims)}\n'
            'shapes |= {f"Z{l}": (n, m) for l, n in enumerate(layer_dims) if l > 0}',
        ),
    ),
)

# ------------------------------------------------------------------------------ xor_tree


def _bit_cases(rng: Rng) -> Sequence[Case]:
    def case(n: int, m: int) -> Case:
        # Drawn again until both parities occur, and ones beyond the first two bits decide.
        while True:
            bits = rng.integers(0, 2, size=(n, m)).astype(float)
            parity = bits.sum(axis=0) % 2
            first = (bits[:2].sum(axis=0) % 2 == parity).all()
            both = 0 < parity.sum() < m
            if both and (n == 2 or not first):
                return Case({"bits": bits}, {"n": n, "m": m})

    return [case(5, 6), case(2, 5), case(3, 4), case(8, 7), case(7, 3)]


_ODD_ONE = "        if n % 2 == 1:\n            rows.append(A[n - 1 :])\n"

xor_tree = Exercise(
    name="xor_tree",
    cases=_bit_cases,
    contract=Contract(outputs=("parity", "nets")),
    uses=("linear_activation_forward",),
    equations={"parity": "(4.1)", "nets": "(4.3)"},
    mistakes=(
        Mistake(
            "odd_one_lost",
            Edit(_ODD_ONE, ""),
            says="A bit that has no partner is lost. It goes on to the next round as it is.",
            raises=("ValueError", "at least one array"),
        ),
        Mistake(
            "odd_one_always",
            Edit("if n % 2 == 1:", "if True:"),
            says="The last bit goes on to the next round even where it has had a partner.",
        ),
        Mistake(
            "rounds_counted",
            Edit("nets + len(rows)", "nets + 1"),
            says="The parity is right. nets counts the rounds; in one round there are as many "
            "small networks as pairs.",
        ),
        Mistake(
            "units_counted",
            Edit("nets + len(rows)", "nets + 3 * len(rows)"),
            says="The parity is right. nets counts the units, three for each small network; the "
            "exercise asks for the networks.",
        ),
        Mistake(
            "only_the_last_round_counted",
            Edit("nets + len(rows)", "len(rows)"),
            says="The parity is right. nets holds the last round alone; each round has to add to "
            "it.",
        ),
        Mistake(
            "leftover_counted",
            (
                Edit("        nets = nets + len(rows)\n", ""),
                Edit(
                    "        A = np.vstack(rows)",
                    "        nets = nets + len(rows)\n        A = np.vstack(rows)",
                ),
            ),
            says="The parity is right. nets is too large: a bit that has no partner takes no "
            "network.",
        ),
        Mistake(
            "overlapping_pairs",
            Edit("range(0, n - 1, 2)", "range(n - 1)"),
            says="The pairs overlap: rows 0 and 1, then rows 1 and 2. Each bit meets only one "
            "other in a round.",
            raises=("ValueError", "."),
        ),
        Mistake(
            "one_pair_in_a_round",
            (
                Edit("range(0, n - 1, 2)", "range(0, 1)"),
                Edit(_ODD_ONE, "        rows.append(A[2:])\n"),
            ),
            says="Only the first two rows are combined in each round. That is a chain, and it is "
            "not finished after the rounds of a tree.",
        ),
        Mistake(
            "ones_added_up",
            Edit("xor_net(A[i : i + 2])", "A[i : i + 2].sum(axis=0, keepdims=True)"),
            says="The ones are added up: 1 and 1 give 2. xor_net gives 0 for them.",
        ),
        Mistake(
            "or_in_place_of_xor",
            Edit("xor_net(A[i : i + 2])", "A[i : i + 2].max(axis=0, keepdims=True)"),
            says='This is "or": 1 and 1 give 1. For the parity they must give 0.',
        ),
        Mistake(
            "everything_at_once",
            Edit("xor_net(A[i : i + 2])", "xor_net(A)"),
            says="xor_net gets all rows at once; it takes two.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "single_rows",
            Edit("A[i : i + 2]", "A[i]"),
            says="xor_net gets one row; it takes two, as an array of shape (2, m).",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "list_not_stacked",
            Edit("np.vstack(rows)", "np.array(rows)"),
            says="np.array makes a third axis of the list. Rows of shape (1, m), one below the "
            "other, have the shape (number of rows, m).",
            raises=("ValueError", "."),
        ),
        Mistake(
            "nothing_counted",
            Edit("        nets = nets + len(rows)\n", ""),
            says="The parity is right. nets is 0: nothing is counted.",
        ),
        Mistake(
            "first_row_goes_through",
            Edit("A[n - 1 :]", "A[:1]"),
            says="nets is right. Where a row has no partner, row 0 is appended, which has had one; "
            "the row left over is the last.",
        ),
        Mistake(
            "side_by_side",
            Edit("np.vstack", "np.hstack"),
            says="The results are put side by side, as if they were more examples. They belong "
            "below one another, one row for each.",
            raises=("ValueError", "."),
        ),
        Mistake(
            "bits_in_every_round",
            Edit("n = A.shape[0]", "A = bits\n        n = A.shape[0]"),
            says="Every round begins with bits again. It has to go on with what the round before "
            "has left, A.",
        ),
        Mistake(
            "last_pair_without_partner",
            Edit("range(0, n - 1, 2)", "range(0, n, 2)"),
            says="Where n is odd, the last pair that is taken has only one row. That row has no "
            "partner, and goes on without a network.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "result_not_stored",
            Edit("A = np.vstack(rows)", "np.vstack(rows)"),
            says="A stays as it is from round to round: the rows that are put together need to "
            "become the new A.",
        ),
        Mistake(
            "only_the_last_pair_goes_on",
            Edit("np.vstack(rows)", "rows[-1]"),
            says="Only the last row of each round goes on; all of them have to.",
            raises=("IndexError", "."),
        ),
        Mistake(
            "bits_counted",
            Edit("nets + len(rows)", "nets + n"),
            says="The parity is right. nets counts the bits of each round; two of them share one "
            "network.",
        ),
    ),
    variants=(
        Variant(
            "pairs_of_rows",
            "pairs, n = [], len(A)\n"
            "for first, second in zip(A[0 : n - 1 : 2], A[1:n:2]):\n"
            "    pairs.append(xor_net(np.stack([first, second])))\n    nets += 1\n"
            "if n % 2:\n    pairs.append(A[-1:])\nA = np.concatenate(pairs, axis=0)",
        ),
        Variant(
            "filled_array",
            "n = A.shape[0]\nB = np.zeros(((n + 1) // 2, A.shape[1]))\n"
            "for k in range(n // 2):\n    B[k] = xor_net(A[2 * k : 2 * k + 2])\n"
            "    nets = nets + 1\nif n % 2 == 1:\n    B[-1] = A[-1]\nA = B",
        ),
        Variant(
            "loop_written_out",
            "rows, n = [], A.shape[0]\n"
            "for i in range(0, n, 2):\n"
            "    if i + 1 < n:\n        rows += [xor_net(np.array([A[i], A[i + 1]]))]\n"
            "        nets += 1\n"
            "    else:\n        rows += [A[[i]]]\n"
            "A = np.concatenate(rows, axis=0)",
        ),
        Variant(
            "side_by_side",
            "n = A.shape[0] - A.shape[0] % 2\n"
            "pair = np.vstack([A[0:n:2].reshape(1, -1), A[1:n:2].reshape(1, -1)])\n"
            "A = np.vstack([xor_net(pair).reshape(n // 2, -1), A[n:]])\n"
            "nets += n // 2",
        ),
        Variant("leftover_first", Edit("rows.append(A[n - 1 :])", "rows.insert(0, A[[n - 1]])")),
    ),
)

# --------------------------------------------------------------- signal_after_six_layers

signal_after_six_layers = Exercise(
    name="signal_after_six_layers",
    cases=lambda rng: [Case({})],
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=_choices(
        {
            "a": (
                "unchanged",
                "ReLU keeps positive numbers, but between two ReLU stands a product with small "
                "weights. What does that do to the size?",
            ),
            "b": (
                "one_layer_only",
                "That would be about right after one layer. Every further layer multiplies by "
                "small weights once more.",
            ),
            "d": (
                "explosion",
                "Each unit does add up 50 inputs, but each of them first shrinks to a hundredth, "
                "and positive and negative ones partly cancel.",
            ),
        },
        "c",
    ),
)

# ------------------------------------------------------------ initialize_parameters_deep


def _dims_cases(rng: Rng) -> Sequence[Case]:
    # Wide layers beside narrow ones: of few numbers little can be said, and only unequal widths
    # tell by which of two sizes the weights were scaled.
    def wide() -> int:
        return int(rng.integers(80, 120))

    def narrow() -> int:
        return int(rng.integers(3, 6))

    drawn = [
        [wide(), narrow(), wide() + 30, int(rng.integers(20, 30)), narrow(), 2],
        [int(rng.integers(4, 7)), 2],
        [narrow(), wide(), 2],
        [2, 3, 5, 4, 2, 3, 2],
    ]
    cases = [Case({"layer_dims": dims}, {"L": len(dims) - 1}) for dims in drawn]
    generator = Seeded(int(rng.integers(10**6)))
    arguments = {"layer_dims": [narrow(), wide(), 2], "rng": generator}
    return [*cases, Case(arguments, {"L": 2}, rule="generator")]


_SCALE = "scale = 1 / np.sqrt(layer_dims[l - 1])"
_DRAW = "scale * rng.normal(size=(layer_dims[l], layer_dims[l - 1]))"
_ZEROS = "np.zeros((layer_dims[l], 1))"
_DIM_LOOP = "range(1, len(layer_dims))"

initialize_parameters_deep = Exercise(
    name="initialize_parameters_deep",
    cases=_dims_cases,
    contract=Contract(
        outputs=("parameters",),
        drawn={"W*": Drawn(scales=(0.01,), by_inputs=(1.0, 2.0), inputs_first=True)},
        exact=True,
    ),
    rule_says={
        "generator": "The caller gives it to get other numbers, or the same ones again; a seed or "
        "a generator made inside takes that away."
    },
    equations=_numbered({"W": "(6.1)", "b": "(6.1)"}),
    mistakes=(
        Mistake(
            "not_scaled",
            Edit(_SCALE, "scale = 1"),
            says="The weights are normal numbers as they come, about as large as 1. In a wide "
            "layer that is far too large: scale them.",
        ),
        Mistake(
            "uniform",
            Edit("rng.normal(size=", "rng.uniform(0, 1, size="),
            says="These are uniform numbers, from 0 to 1. Draw normal ones: they have both signs.",
        ),
        Mistake(
            "uniform_and_small",
            (
                Edit("rng.normal(size=", "rng.uniform(0, 1, size="),
                Edit(_SCALE, "scale = 0.01"),
            ),
            says="These are uniform numbers (rand, not randn): none is negative. Draw normal ones.",
        ),
        Mistake(
            "zeros",
            Edit(_DRAW, "np.zeros((layer_dims[l], layer_dims[l - 1]))"),
            says="All weights are zero: then all units of a layer stay equal for ever, and the "
            "hidden layers get no slope at all.",
        ),
        Mistake(
            "all_alike",
            Edit(_DRAW, "scale * np.ones((layer_dims[l], layer_dims[l - 1]))"),
            says="All weights of a layer are equal: then its units compute the same, and go on "
            "doing so.",
        ),
        Mistake(
            "random_biases",
            Edit(_ZEROS, "rng.normal(size=(layer_dims[l], 1))"),
            says="The weights are right. The biases are random; they may start at zero, since the "
            "weights already make the units differ.",
        ),
        Mistake(
            "biases_of_one",
            Edit("np.zeros(", "np.ones("),
            says="The weights are right. The biases start at 1; (6.1) asks for zero.",
        ),
        Mistake(
            "weights_turned",
            Edit(
                "size=(layer_dims[l], layer_dims[l - 1])", "size=(layer_dims[l - 1], layer_dims[l])"
            ),
            says="W has its two sizes in the wrong order: W[l] is (n[l], n[l-1]).",
        ),
        Mistake(
            "bias_with_one_axis",
            Edit("np.zeros((layer_dims[l], 1))", "np.zeros(layer_dims[l])"),
            says="b has one axis only; it should be a column.",
        ),
        Mistake(
            "bias_as_row",
            Edit("np.zeros((layer_dims[l], 1))", "np.zeros((1, layer_dims[l]))"),
            says="b is a row; it should be a column.",
        ),
        Mistake(
            "bias_of_the_layer_before",
            Edit("np.zeros((layer_dims[l], 1))", "np.zeros((layer_dims[l - 1], 1))"),
            says="b has as many entries as the layer before has units; one bias belongs to each "
            "unit of its own layer.",
        ),
        Mistake(
            "inputs_everywhere",
            Edit("size=(layer_dims[l], layer_dims[l - 1])", "size=(layer_dims[l], layer_dims[0])"),
            says="Every W has n[0] columns; only the first layer sees the inputs.",
        ),
        Mistake(
            "last_layer_missing",
            Edit(_DIM_LOOP, "range(1, len(layer_dims) - 1)"),
            says="The last layer is missing: range stops before its second number.",
        ),
        Mistake(
            "scaled_by_its_own_units",
            Edit(_SCALE, "scale = 1 / np.sqrt(layer_dims[l])"),
            says="The weights are scaled by the number of units in their own layer. What a unit "
            "adds up are the n[l-1] numbers from the layer before.",
        ),
        Mistake(
            "divided_by_n",
            Edit(_SCALE, "scale = 1 / layer_dims[l - 1]"),
            says="The square root is missing: the weights are divided by n[l-1] itself.",
        ),
        Mistake(
            "one_row_repeated",
            Edit(
                _DRAW,
                "np.tile(scale * rng.normal(size=(1, layer_dims[l - 1])), (layer_dims[l], 1))",
            ),
            says="All rows of W are the same, so all units of the layer compute the same.",
        ),
        Mistake(
            "own_generator_with_seed",
            Edit("    for l in", "    rng = np.random.default_rng(0)\n    for l in"),
            rule="generator",
        ),
        Mistake(
            "own_generator",
            Edit("    for l in", "    rng = np.random.default_rng()\n    for l in"),
            rule="generator",
        ),
        Mistake(
            "global_generator_with_seed",
            "np.random.seed(3)\nL = len(layer_dims)\nfor l in range(1, L):\n"
            '    parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) '
            "/ np.sqrt(layer_dims[l - 1])\n"
            '    parameters["b" + str(l)] = np.zeros(shape=(layer_dims[l], 1))',
            rule="generator",
        ),
        Mistake(
            "global_generator",
            Edit("rng.normal(size=", "np.random.normal(size="),
            rule="generator",
        ),
        Mistake(
            "multiplied_by_the_root",
            Edit(_SCALE, "scale = np.sqrt(layer_dims[l - 1])"),
            says="The weights are multiplied by the square root of n[l-1]; (6.1) divides by it.",
        ),
        Mistake(
            "only_positive",
            Edit(_DRAW, f"np.abs({_DRAW})"),
            says="No weight is negative: the signs have been taken away. Normal numbers have both "
            "signs.",
        ),
        Mistake(
            "input_has_parameters",
            Edit(
                "    for l in",
                '    parameters["W0"] = rng.normal(size=(2, 2))\n'
                '    parameters["b0"] = np.zeros((2, 1))\n'
                "    for l in",
            ),
            says="There is a W0 or a b0 in your result. Layer 0 is the input and has no "
            "parameters.",
        ),
        Mistake(
            "counted_from_zero",
            (
                Edit(_DIM_LOOP, "range(len(layer_dims) - 1)"),
                Edit(_SCALE, "scale = 1 / np.sqrt(layer_dims[l])"),
                Edit(_DRAW, "scale * rng.normal(size=(layer_dims[l + 1], layer_dims[l]))"),
                Edit(_ZEROS, "np.zeros((layer_dims[l + 1], 1))"),
            ),
            says="The names begin at W0. Layer 0 is the input and has no parameters; the first "
            "names are W1 and b1.",
        ),
        Mistake(
            "no_biases",
            Edit(f'        parameters[f"b{{l}}"] = {_ZEROS}\n', ""),
            says="The biases are missing: each layer has a W and a b.",
        ),
        Mistake(
            "bias_as_number",
            Edit(_ZEROS, "0.0"),
            says="b is the number 0 in your result; each unit has a bias of its own, in a column.",
        ),
        Mistake(
            "one_size",
            Edit("size=(layer_dims[l], layer_dims[l - 1])", "size=layer_dims[l]"),
            says="W has one number for each unit. A unit needs a weight for every number of the "
            "layer before: size takes both sizes, as a tuple.",
        ),
        Mistake(
            "randn_of_the_generator",
            Edit(
                "rng.normal(size=(layer_dims[l], layer_dims[l - 1]))",
                "rng.randn(layer_dims[l], layer_dims[l - 1])",
            ),
            says="A generator has no randn; its normal numbers come from rng.normal, with the "
            "shape as size=.",
            raises=("AttributeError", "no attribute 'randn'"),
        ),
        Mistake(
            "one_layer_too_many",
            Edit(_DIM_LOOP, "range(1, len(layer_dims) + 1)"),
            says="The loop goes beyond layer L: the list ends at n[L], and its positions begin at "
            "0.",
            raises=("IndexError", "list index out of range"),
        ),
    ),
    variants=(
        Variant(
            "xavier_by_keyword",
            "for l, (n_in, n_out) in enumerate(zip(layer_dims[:-1], layer_dims[1:]), 1):\n"
            "    parameters['W%d' % l] = rng.normal(loc=0, scale=n_in**-0.5, "
            "size=(n_out, n_in))\n"
            "    parameters['b%d' % l] = np.zeros(shape=(n_out, 1), dtype=int)",
        ),
        Variant("small", Edit(_SCALE, "scale = 0.01")),
        Variant("for_relu", Edit(_SCALE, "scale = np.sqrt(2 / layer_dims[l - 1])")),
        Variant(
            "seeded_by_the_generator",
            "state = np.random.RandomState(rng.integers(1000))\nL = len(layer_dims)\n"
            "for l in range(1, L):\n"
            '    parameters["W" + str(l)] = state.randn(layer_dims[l], layer_dims[l - 1]) '
            "/ np.sqrt(layer_dims[l - 1])\n"
            '    parameters["b" + str(l)] = np.zeros(shape=(layer_dims[l], 1))',
        ),
        Variant("standard_normal", Edit("rng.normal(size=", "rng.standard_normal(size=")),
    ),
)

# -------------------------------------------------------------------------- compute_cost


def _cost_cases(rng: Rng) -> Sequence[Case]:
    return [
        Case({"AL": rng.uniform(0.05, 0.95, size=(1, m)), "Y": _labels(rng, m)}, {"m": m})
        for m in (7, 1, 4, 10)
    ]


_LOSSES = "-(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))"
_SUM = "losses = " + _LOSSES + "\ncost = "

compute_cost = Exercise(
    name="compute_cost",
    cases=_cost_cases,
    contract=Contract(outputs=("cost",), tolerance={"cost": 1e-5}),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"cost": "(6.2)"},
    mistakes=(
        Mistake(
            "positive_class_only",
            Edit(_LOSSES, "-(Y * np.log(AL))"),
            says="The examples with y = 0 add nothing to your cost: the second term of (6.2) is "
            "missing.",
        ),
        Mistake(
            "negative_class_only",
            Edit(_LOSSES, "-((1 - Y) * np.log(1 - AL))"),
            says="The examples with y = 1 add nothing to your cost: the first term of (6.2) is "
            "missing.",
        ),
        Mistake(
            "positive_class_only_and_no_mean",
            "cost = -np.sum(Y * np.log(AL))",
            says="Two things are missing: the term of the examples with y = 0, and the mean.",
        ),
        Mistake(
            "no_mean",
            Edit("np.sum(losses) / m", "np.sum(losses)"),
            says="The cost is {m} times too large, and m = {m}: the losses are added up, and the "
            "mean is missing.",
        ),
        Mistake(
            "mean_twice",
            Edit("np.sum(losses) / m", "np.mean(losses) / m"),
            says="The cost is {m} times too small, and m = {m}: np.mean has divided by m already.",
        ),
        Mistake(
            "no_minus",
            Edit(_LOSSES, "Y * np.log(AL) + (1 - Y) * np.log(1 - AL)"),
            says="The cost is negative: the minus in front of the sum is missing. Logarithms of "
            "probabilities are negative.",
        ),
        Mistake(
            "minus_before_the_first_term",
            Edit(_LOSSES, "-Y * np.log(AL) + (1 - Y) * np.log(1 - AL)"),
            says="The minus stands before the first term alone; it belongs to both.",
        ),
        Mistake(
            "every_pair",
            "m = Y.shape[1]\n"
            "pairs = np.dot(Y.T, np.log(AL)) + np.dot((1 - Y).T, np.log(1 - AL))\n"
            "cost = -np.sum(pairs) / m",
            says="A column meets a row, and the sum runs over an (m, m) table: each label with the "
            "predictions of all examples. Is there a transpose too many?",
        ),
        Mistake(
            "sum_of_two_arguments",
            "cost = -np.sum(np.dot(Y, np.log(AL).T), np.dot(1 - Y, np.log(1 - AL).T)) / Y.shape[1]",
            says="The second argument of np.sum is the axis. To add two things, write a + b.",
            raises=("TypeError", "only integer scalar arrays can be converted"),
        ),
        Mistake(
            "squared_error",
            Edit(_LOSSES, "(AL - Y) ** 2 / 2"),
            says="This is half the squared error. The exercise asks for the cross-entropy.",
        ),
        Mistake(
            "swapped",
            Edit(_LOSSES, "-(Y * np.log(1 - AL) + (1 - Y) * np.log(AL))"),
            says="The two logarithms have changed places: right predictions cost most.",
        ),
        Mistake(
            "one_by_one_matrix",
            "cost = -(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T) / Y.shape[1]",
            says="The cost is a matrix of one row and one column. Take the number out of it: "
            ".item() does.",
        ),
        Mistake(
            "loop",
            "cost = 0.0\nfor i in range(Y.shape[1]):\n"
            "    a, y = AL[0, i], Y[0, i]\n"
            "    cost -= (y * np.log(a) + (1 - y) * np.log(1 - a)) / Y.shape[1]",
            rule="vectorized",
        ),
        Mistake(
            "base_ten",
            Edit(_LOSSES, "-(Y * np.log10(AL) + (1 - Y) * np.log10(1 - AL))"),
            says="This is the logarithm to base 10. The log of (6.2) is the natural logarithm.",
        ),
        Mistake(
            "base_two",
            Edit(_LOSSES, "-(Y * np.log2(AL) + (1 - Y) * np.log2(1 - AL))"),
            says="This is the logarithm to base 2. The log of (6.2) is the natural logarithm.",
        ),
        Mistake(
            "predictions_and_labels_swapped",
            Edit(_LOSSES, "-(AL * np.log(Y) + (1 - AL) * np.log(1 - Y))"),
            says="AL and Y have changed places: the logarithm of a label 0 is minus infinity.",
        ),
        Mistake(
            "one_axis_left",
            "losses = " + _LOSSES + "\ncost = np.sum(losses, axis=1) / Y.shape[1]",
            says="The number is right, but it stands in an array of one entry: the sum runs over "
            "one of two axes. Without axis it runs over all entries.",
        ),
        Mistake(
            "wrong_axis",
            "losses = " + _LOSSES + "\ncost = np.sum(losses, axis=0) / Y.shape[1]",
            says="The sum runs down each column, and a column has one entry: so nothing is added "
            "up. The examples lie side by side.",
        ),
        Mistake(
            "one_loss_for_each_example",
            "cost = " + _LOSSES,
            says="This is the loss of each example. The cost is their mean, one number.",
        ),
        Mistake(
            "mean_squared_error",
            Edit(_LOSSES, "(AL - Y) ** 2"),
            says="This is the mean squared error. The exercise asks for the cross-entropy.",
        ),
        Mistake(
            "mean_distance",
            Edit(_LOSSES, "np.abs(AL - Y)"),
            says="This is how far the predictions lie from the labels on average. The exercise "
            "asks for the cross-entropy.",
        ),
        Mistake(
            "minus_before_the_second_term",
            Edit(_LOSSES, "Y * np.log(AL) - (1 - Y) * np.log(1 - AL)"),
            says="The minus stands before the second term alone; it belongs to both.",
        ),
        Mistake(
            "no_minus_and_no_mean",
            "cost = np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))",
            says="Two things are missing: the minus in front of the sum, and the mean.",
        ),
        Mistake(
            "label_before_both_terms",
            Edit(_LOSSES, "-(Y * np.log(AL) + Y * np.log(1 - AL))"),
            says="Y stands before both logarithms, so the examples with y = 0 add nothing, and the "
            "others pay for both.",
        ),
        Mistake(
            "same_logarithm_twice",
            Edit(_LOSSES, "-(Y * np.log(AL) + (1 - Y) * np.log(AL))"),
            says="The labels make no difference to your cost: it is the mean of -log a. Which "
            "logarithm belongs to y = 0?",
        ),
        Mistake(
            "half",
            Edit("np.sum(losses) / m", "np.sum(losses) / (2 * m)"),
            says="The cost is half of what it should be: the 2 below the line belongs to the "
            "squared error.",
        ),
        Mistake(
            "only_the_second_term_divided",
            "cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL) / Y.shape[1])",
            says="Only the second term is divided by m: Python divides before it adds. Which "
            "brackets are missing?",
        ),
        Mistake(
            "sum_closed_too_early",
            "cost = -1 / Y.shape[1] * np.sum(Y * np.log(AL)) + (1 - Y) * np.log(1 - AL)",
            says="The sum takes the first term only: its bracket closes before the second one, "
            "which stays a row of m numbers.",
        ),
        Mistake(
            "whole_shape",
            "cost = np.sum(" + _LOSSES + ") / Y.shape",
            says="It divides by Y.shape, and that is two numbers, so two come out. Which of them "
            "counts the examples?",
        ),
        Mistake(
            "row_times_row",
            "cost = -(np.dot(Y, np.log(AL)) + np.dot(1 - Y, np.log(1 - AL))) / Y.shape[1]",
            says="np.dot of two rows has no meaning for m above 1: a matrix product takes rows "
            "from the left and columns from the right.",
            raises=("ValueError", "not aligned"),
        ),
    ),
    variants=(
        Variant("mean", _SUM + "np.mean(losses)"),
        Variant("zero_d_array", _SUM + "np.squeeze(np.array(np.mean(losses)))"),
        Variant(
            "products",
            "cost = (-(Y @ np.log(AL).T + (1 - Y) @ np.log(1 - AL).T) / AL.shape[1]).item()",
        ),
        Variant(
            "squeezed_product",
            "m = Y.shape[1]\n"
            "cost = np.squeeze(-1 / m * (np.dot(Y, np.log(AL).T) + np.dot(1 - Y, "
            "np.log(1 - AL).T)))",
        ),
        Variant(
            "small_number_in_log",
            "cost = -np.mean(Y * np.log(AL + 1e-8) + (1 - Y) * np.log(1 - AL + 1e-8))",
        ),
        Variant("chosen_by_label", "cost = -np.mean(np.log(np.where(Y == 1, AL, 1 - AL)))"),
    ),
)

# ---------------------------------------------------------------------------- not_needed

not_needed = Exercise(
    name="not_needed",
    cases=lambda rng: [Case({})],
    contract=Contract(outputs=("choice",)),
    sealed=True,
    mistakes=_choices(
        {
            "a": (
                "input",
                "Equation (7.2) needs it: how much Z changes with a weight depends on the input "
                "that the weight is multiplied by.",
            ),
            "b": (
                "weights",
                "Equation (7.4) needs them: how much the cost changes with an input depends on "
                "the weights that the input is multiplied by.",
            ),
            "d": (
                "place_on_the_curve",
                "Equation (7.1) needs it: the slope of the activation function depends on where on "
                "its curve we are.",
            ),
        },
        "c",
    ),
)

# ----------------------------------------------------------------------- linear_backward


def _linear_backward_cases(rng: Rng) -> Sequence[Case]:
    def case(n_prev: int, n: int, m: int) -> Case:
        cache = (_normal(rng, n_prev, m), _normal(rng, n, n_prev), _normal(rng, n, 1))
        return Case({"dZ": _normal(rng, n, m), "cache": cache}, {"n": n, "m": m})

    return [case(3, 2, 5), case(2, 4, 1), case(3, 3, 7), case(5, 1, 4), case(1, 3, 6)]


_DW, _DB = "dW = dZ @ A_prev.T / m", "db = np.sum(dZ, axis=1, keepdims=True) / m"
_DA = "dA_prev = W.T @ dZ"

linear_backward = Exercise(
    name="linear_backward",
    cases=_linear_backward_cases,
    contract=Contract(outputs=("dA_prev", "dW", "db")),
    rules=("unchanged", "own_arguments", "vectorized"),
    equations={"dW": "(7.2)", "db": "(7.3)", "dA_prev": "(7.4)"},
    mistakes=(
        Mistake(
            "db_squeezed",
            Edit(_DB, "db = np.squeeze(np.sum(dZ, axis=1, keepdims=True)) / m"),
            says="db has lost its column: np.squeeze takes the axis of size 1 away, and b of shape "
            "(n, 1) minus such a db would become (n, n).",
        ),
        Mistake(
            "db_no_keepdims",
            Edit("axis=1, keepdims=True", "axis=1"),
            says="db has lost its column: a sum over an axis takes that axis away unless it is "
            "told to keep it.",
        ),
        Mistake(
            "db_one_number",
            Edit("np.sum(dZ, axis=1, keepdims=True)", "np.sum(dZ)"),
            says="db is one number for the whole layer. Each unit has a bias, and so a derivative, "
            "of its own: add up along each row only.",
        ),
        Mistake(
            "db_one_number_as_matrix",
            Edit("axis=1, keepdims=True", "keepdims=True"),
            says="db is one number for the whole layer. Which axis counts the examples?",
        ),
        Mistake(
            "db_over_units",
            Edit("axis=1", "axis=0"),
            says="db adds up over the units and keeps the examples. Its shape is that of b: one "
            "row for each unit.",
        ),
        Mistake(
            "db_not_summed",
            Edit(_DB, "db = dZ / m"),
            says="db still has a column for each example; (7.3) adds them up.",
        ),
        Mistake(
            "dW_no_mean",
            Edit(_DW, "dW = dZ @ A_prev.T"),
            says="Every entry of dW is {m} times too large, and m = {m}: the mean is missing.",
        ),
        Mistake(
            "db_no_mean",
            Edit(_DB, "db = np.sum(dZ, axis=1, keepdims=True)"),
            says="Every entry of db is {m} times too large, and m = {m}: the mean is missing.",
        ),
        Mistake(
            "no_mean",
            (
                Edit(_DW, "dW = dZ @ A_prev.T"),
                Edit(_DB, "db = np.sum(dZ, axis=1, keepdims=True)"),
            ),
            says="dW and db are {m} times too large, and m = {m}: the mean is missing from both.",
        ),
        Mistake(
            "mean_of_inputs_too",
            Edit(_DA, "dA_prev = W.T @ dZ / m"),
            says="dA_prev is divided by m. Its columns still belong to single examples; the mean "
            "comes in dW and db alone.",
        ),
        Mistake(
            "units_for_examples",
            Edit("m = A_prev.shape[1]", "m = A_prev.shape[0]"),
            says="It divides by the number of rows, which are units. The examples are the columns.",
        ),
        Mistake(
            "rows_of_dZ_for_examples",
            Edit("m = A_prev.shape[1]", "m = dZ.shape[0]"),
            says="It divides by the number of units, the rows of dZ. The examples are the columns.",
        ),
        Mistake(
            "dW_turned",
            Edit(_DW, "dW = A_prev @ dZ.T / m"),
            says="dW is the transpose of what it should be: the factors stand in the other order. "
            "A gradient has the shape of what it belongs to.",
        ),
        Mistake(
            "dW_entry_by_entry",
            Edit(_DW, "dW = dZ * A_prev / m"),
            says="* multiplies entry by entry. dW adds up over the examples, and that is a matrix "
            "product.",
            raises=("ValueError", "broadcast"),
        ),
        Mistake(
            "dA_without_transpose",
            Edit(_DA, "dA_prev = W @ dZ"),
            says="W is not turned in dA_prev. Going forward W leads from n_prev to n; to go back, "
            "from n to n_prev, it has to be transposed.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "dA_order",
            Edit(_DA, "dA_prev = dZ.T @ W"),
            says="dA_prev is the transpose of what it should be: examples are columns, here too.",
        ),
        Mistake(
            "dA_entry_by_entry",
            Edit(_DA, "dA_prev = W.T * dZ"),
            says="* multiplies entry by entry. Each input feeds all units of the layer, so dA_prev "
            "adds up over them.",
            raises=("ValueError", "broadcast"),
        ),
        Mistake(
            "weights_for_inputs",
            Edit(_DW, "dW = W / m"),
            says="dW contains W. How much Z changes with a weight depends on what the weight is "
            "multiplied by.",
        ),
        Mistake(
            "loop",
            f"m = A_prev.shape[1]\ndW = np.zeros_like(W)\n{_DB}\n{_DA}\n"
            "for i in range(m):\n    dW += np.outer(dZ[:, i], A_prev[:, i]) / m",
            rule="vectorized",
        ),
        # Without a sentence of its own: the name that is missing is explained, whichever it is.
        Mistake("name_misspelt", Edit("dZ @ A_prev.T", "dz @ A_prev.T")),
        Mistake(
            "db_of_all_examples_and_units",
            Edit(_DB, "db = np.mean(dZ)"),
            says="db is one number, the mean over all of dZ. Each unit has a bias of its own: take "
            "the mean along each row only.",
        ),
        Mistake(
            "dW_mean_twice",
            Edit(_DW, "dW = dZ @ A_prev.T / m**2"),
            says="Every entry of dW is {m} times too small, and m = {m}: 1/m is taken twice.",
        ),
        Mistake(
            "mean_in_the_wrong_place",
            (
                Edit(_DW, "dW = dZ @ A_prev.T"),
                Edit(_DB, "db = np.sum(dZ, axis=1, keepdims=True)"),
                Edit(_DA, "dA_prev = W.T @ dZ / m"),
            ),
            says="The mean stands in the wrong place: dA_prev is divided by m = {m}, and dW and db "
            "are not. It is the other way round.",
        ),
        Mistake(
            "signs",
            (Edit(_DW, _DW.replace("= ", "= -")), Edit(_DB, _DB.replace("= np", "= -np"))),
            says="dW and db have the wrong sign. The minus of gradient descent comes with the "
            "step, (8.3).",
        ),
        Mistake(
            "all_numbers_for_examples",
            Edit("m = A_prev.shape[1]", "m = A_prev.size"),
            says="It divides by how many numbers A_prev has. The examples are its columns.",
        ),
        Mistake(
            "db_of_dW",
            Edit(_DB, "db = np.sum(dW, axis=1, keepdims=True)"),
            says="db is the sum over dW, so the inputs are in it. The bias is multiplied by "
            "nothing: (7.3) adds up dZ.",
        ),
        Mistake(
            "dA_of_the_slope",
            Edit(_DA, "dA_prev = dW.T @ dZ"),
            says="dA_prev contains dW. How much Z changes with an input depends on the weight "
            "itself, W.",
        ),
        Mistake(
            "dW_without_transpose",
            Edit(_DW, "dW = dZ @ A_prev / m"),
            says="A_prev is not turned in dW: the columns of dZ are examples, so the rows of the "
            "second factor must be examples too.",
            raises=("ValueError", "matmul|not aligned"),
        ),
        Mistake(
            "dW_wrong_factor_turned",
            Edit(_DW, "dW = dZ.T @ A_prev / m"),
            says="The wrong factor is turned in dW. Write the shapes below (7.2): the result has a "
            "row for each unit of this layer.",
            raises=("ValueError", "matmul|not aligned"),
        ),
    ),
    variants=(
        Variant(
            "np_dot",
            "m = dZ.shape[1]\ndW = 1 / m * np.dot(dZ, A_prev.T)\n"
            "db = np.mean(dZ, axis=1, keepdims=True)\ndA_prev = np.dot(W.T, dZ)",
        ),
        Variant("db_reshaped", Edit(_DB, "db = (dZ.sum(axis=1) / m).reshape(b.shape)")),
        Variant("db_new_axis", Edit(_DB, "db = np.mean(dZ, axis=1)[:, np.newaxis]")),
        Variant(
            "einsum",
            (
                Edit(_DW, 'dW = np.einsum("ji,ki->jk", dZ, A_prev) / m'),
                Edit(_DA, 'dA_prev = np.einsum("jk,ji->ki", W, dZ)'),
            ),
        ),
        Variant("db_as_product", Edit(_DB, "db = dZ @ np.ones((m, 1)) / m")),
    ),
)

# ------------------------------------------------------------ linear_activation_backward


def _activation_backward_cases(rng: Rng) -> Sequence[Case]:
    def case(n_prev: int, n: int, m: int, activation: str) -> Case:
        while True:
            A, W, b = _normal(rng, n_prev, m), _normal(rng, n, n_prev), _normal(rng, n, 1)
            Z = W @ A + b
            if (Z > 0.05).any() and (Z < -0.05).any() and (np.abs(Z) > 0.01).all():
                break
        arguments = {"dA": _normal(rng, n, m), "cache": ((A, W, b), Z), "activation": activation}
        return Case(arguments, {"n": n, "m": m})

    return [
        case(3, 2, 5, "relu"),
        case(2, 3, 4, "sigmoid"),
        case(2, 4, 1, "relu"),
        case(3, 1, 6, "sigmoid"),
        case(3, 3, 3, "relu"),
    ]


_DZ = 'relu_backward(dA, Z) if activation == "relu" else sigmoid_backward(dA, Z)'

linear_activation_backward = Exercise(
    name="linear_activation_backward",
    cases=_activation_backward_cases,
    contract=Contract(outputs=("dA_prev", "dW", "db")),
    rules=("unchanged", "own_arguments", "vectorized"),
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

# ---------------------------------------------------------------------- L_model_backward


def _backward_cases(rng: Rng) -> Sequence[Case]:
    def case(dims: Sequence[int], m: int) -> Case:
        X, parameters = _network(rng, dims, m)
        AL, caches = _forward(X, parameters)
        return Case(
            {"AL": AL, "Y": np.vstack([_labels(rng, m) for _ in AL]), "caches": caches},
            _facts(dims, m),
        )

    drawn = [(_layers(rng, L), m) for L, m in ((3, 4), (1, 5), (2, 3), (6, 7), (4, 1))]
    # Where all layers are alike, the output too, a wrong layer stops nothing: it only gives wrong
    # values, and these tell which one it was.
    return [case(dims, m) for dims, m in [*drawn, ([3, 3, 3, 3], 6)]]


_DAL = "dA = -Y / AL + (1 - Y) / (1 - AL)"
_HIDDEN_BACK = 'linear_activation_backward(dA, caches[l - 1], "relu")'
_OUTPUT_BACK = 'linear_activation_backward(dA, caches[-1], "sigmoid")'
_SHAPES_CLASH = ("ValueError", "broadcast|matmul|not aligned")

L_model_backward = Exercise(
    name="L_model_backward",
    cases=_backward_cases,
    # AL and the caches are stored rounded, so two right ways to dZ differ a little.
    contract=Contract(
        outputs=("grads",),
        from_any=frozenset({"dA"}),
        tolerance=dict.fromkeys(_numbered({"dW": "", "db": "", "dA": ""}), 1e-5),
    ),
    uses=("linear_activation_backward",),
    equations=_numbered({"dW": "(8.1)", "db": "(8.1)", "dA": "(8.2)"}),
    mistakes=(
        Mistake(
            "not_chained_dAL",
            (
                Edit(_DAL, "dAL = -Y / AL + (1 - Y) / (1 - AL)\n    dA = dAL"),
                Edit(_HIDDEN_BACK, _HIDDEN_BACK.replace("(dA,", "(dAL,")),
            ),
            says="Every hidden layer gets the dA of the output. Layer l needs the one that layer "
            "l + 1 has just returned: the chain (8.2) is broken.",
            raises=_SHAPES_CLASH,
        ),
        Mistake(
            "not_chained_top",
            Edit(_HIDDEN_BACK, _HIDDEN_BACK.replace("(dA,", '(grads[f"dA{L - 1}"],')),
            says="Every hidden layer gets the same dA, the one that the output layer returned. "
            "With two layers that is right; with more, the chain (8.2) is broken.",
            raises=_SHAPES_CLASH,
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
            raises=_SHAPES_CLASH,
        ),
        Mistake(
            "first_cache",
            Edit("caches[l - 1]", "caches[0]"),
            says="Every hidden layer uses caches[0], which belongs to layer 1.",
            raises=_SHAPES_CLASH,
        ),
        Mistake(
            "last_cache",
            Edit("caches[l - 1]", "caches[-1]"),
            says="The hidden layers use caches[-1], which belongs to the output layer.",
            raises=_SHAPES_CLASH,
        ),
        Mistake(
            "cache_of_the_layer_above",
            Edit("caches[l - 1]", "caches[l]"),
            says="Each hidden layer uses the cache of the layer above it: caches starts at 0, the "
            "layers at 1.",
            raises=_SHAPES_CLASH,
        ),
        Mistake(
            "cache_of_the_layer_below",
            Edit("caches[l - 1]", "caches[l - 2]"),
            says="Each hidden layer uses the cache of the layer below it. caches starts at 0, the "
            "layers at 1.",
            raises=_SHAPES_CLASH,
        ),
        Mistake(
            "caches_in_forward_order",
            Edit("caches[l - 1]", "caches[L - 1 - l]"),
            says="The caches are taken in forward order while the layers are done backwards.",
            raises=_SHAPES_CLASH,
        ),
        Mistake(
            "layers_in_forward_order",
            Edit("range(L - 1, 0, -1)", "range(1, L)"),
            says="The hidden layers are done from the first to the last. The derivatives come from "
            "the output: go down.",
            raises=_SHAPES_CLASH,
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
            Edit(_HIDDEN_BACK, _HIDDEN_BACK.replace("(dA,", '(grads[f"dA{l + 1}"],')),
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
            raises=("IndexError", "list index out of range"),
        ),
        Mistake(
            "hidden_cache_beyond_the_end",
            Edit("caches[l - 1]", "caches[l + 1]"),
            says="A position is beyond the end of caches in the loop: layer 1 has caches[0], so "
            "layer l does not have caches[l + 1].",
            raises=("IndexError", "list index out of range"),
        ),
        Mistake(
            "first_cache_for_the_output",
            Edit("caches[-1]", "caches[0]"),
            says="The output layer uses caches[0], which belongs to layer 1.",
            raises=_SHAPES_CLASH,
        ),
        Mistake(
            "output_layer_twice",
            Edit("range(L - 1, 0, -1)", "range(L, 0, -1)"),
            says="The loop begins at layer L, which has been done before it; ReLU layers end at "
            "L - 1.",
            raises=_SHAPES_CLASH,
        ),
        Mistake(
            "down_to_the_input",
            Edit("range(L - 1, 0, -1)", "range(L - 1, -1, -1)"),
            says="The loop goes on to layer 0, the input, which has no cache: caches[-1] is that "
            "of the output layer.",
            raises=_SHAPES_CLASH,
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
            raises=_SHAPES_CLASH,
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
            raises=_SHAPES_CLASH,
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
                Edit(_OUTPUT_BACK, _OUTPUT_BACK.replace("sigmoid", "relu")),
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
            raises=_SHAPES_CLASH,
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
            Edit(
                _OUTPUT_BACK,
                _OUTPUT_BACK.replace("dA, caches[-1], ", "dA=dA, cache=caches[-1], activation="),
            ),
        ),
    ),
)

# --------------------------------------------------------------------- update_parameters


def _update_cases(rng: Rng) -> Sequence[Case]:
    def case(L: int, learning_rate: float) -> Case:
        dims = _layers(rng, L)
        X, parameters = _network(rng, dims, 3)
        AL, caches = _forward(X, parameters)
        grads = {name: g + 0.1 for name, g in _gradient(AL, _labels(rng, 3), caches).items()}
        arguments = {"parameters": parameters, "grads": grads, "learning_rate": learning_rate}
        return Case(arguments, {"L": L})

    # Between layers that are all alike a wrong number in a key stops nothing.
    return [case(3, 0.3), case(1, 1.0), case(2, 0.05), case(6, 0.7)]


_NEW_W = 'parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]'
_NEW_B = 'parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]'

update_parameters = Exercise(
    name="update_parameters",
    cases=_update_cases,
    contract=Contract(outputs=("updated",)),
    rules=("unchanged", "own_arguments"),
    equations=_numbered({"W": "(8.3)", "b": "(8.3)"}),
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
            (
                Edit(_NEW_W, _NEW_W.replace(" - l", " + l")),
                Edit(_NEW_B, _NEW_B.replace(" - l", " + l")),
            ),
            says="The step goes up the hill: the gradient points to where the cost grows, so it is "
            "subtracted.",
        ),
        Mistake(
            "no_learning_rate",
            (
                Edit(_NEW_W, _NEW_W.replace("learning_rate * ", "")),
                Edit(_NEW_B, _NEW_B.replace("learning_rate * ", "")),
            ),
            says="The learning rate is missing from the step: it is right only for a rate of 1.",
        ),
        Mistake(
            "fixed_learning_rate",
            (
                Edit(_NEW_W, _NEW_W.replace("learning_rate", "0.0075")),
                Edit(_NEW_B, _NEW_B.replace("learning_rate", "0.0075")),
            ),
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
            says="The numbers begin at 0, and there is no W0: layer 0 is the input. Let range "
            "begin at 1, or add 1 in the keys.",
            raises=("KeyError", "'W0'"),
        ),
        Mistake(
            "length_not_halved",
            Edit("len(parameters) // 2", "len(parameters)"),
            says="The loop looks for a layer that is not there. parameters has two entries for "
            "each layer, a W and a b: how many layers is that?",
            raises=("KeyError", "'W[2-9]"),
        ),
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
            (
                Edit(_NEW_W, _NEW_W.replace('grads[f"dW{l}"]', 'parameters[f"W{l}"]')),
                Edit(_NEW_B, _NEW_B.replace('grads[f"db{l}"]', 'parameters[f"b{l}"]')),
            ),
            says="The step subtracts the parameter itself, so everything shrinks. It should "
            "subtract the derivative.",
        ),
        Mistake(
            "bias_subtracts_itself",
            Edit(_NEW_B, _NEW_B.replace('grads[f"db{l}"]', 'parameters[f"b{l}"]')),
            says="The weights are right. The step of b subtracts b itself.",
        ),
        Mistake(
            "step_assigned",
            (
                Edit(_NEW_W, 'learning_rate * grads[f"dW{l}"]'),
                Edit(_NEW_B, 'learning_rate * grads[f"db{l}"]'),
            ),
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
            (Edit(_NEW_W, 'parameters[f"W{l}"]'), Edit(_NEW_B, 'parameters[f"b{l}"]')),
            says="Nothing has moved: is the result of the subtraction stored?",
        ),
        Mistake(
            "first_gradient_everywhere",
            Edit(_NEW_B, _NEW_B.replace('f"db{l}"', '"db1"')),
            says="Every b moves by db1; the number in the key must follow the loop.",
            raises=("ValueError", "broadcast"),
        ),
        *_fixed_depths(
            "len(parameters) // 2",
            "L is {depth} for every network. Read it off parameters, which has a W and a b for "
            "each layer.",
            ("KeyError", "'W"),
        ),
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
            (
                Edit(_NEW_W, _NEW_W.replace("dW{l}", "W{l}")),
                Edit(_NEW_B, _NEW_B.replace("db{l}", "b{l}")),
            ),
            says="grads has no W1: the derivatives stand under names that begin with a d.",
            raises=("KeyError", "'W1'"),
        ),
        Mistake(
            "gradient_of_the_layer_below",
            (
                Edit(_NEW_W, _NEW_W.replace("dW{l}", "dW{l - 1}")),
                Edit(_NEW_B, _NEW_B.replace("db{l}", "db{l - 1}")),
            ),
            says="There is no dW0: W1 moves by dW1. The number of the derivative is that of the "
            "parameter.",
            raises=("KeyError", "'dW0'"),
        ),
        Mistake(
            "gradient_of_the_layer_above",
            (
                Edit(_NEW_W, _NEW_W.replace("dW{l}", "dW{l + 1}")),
                Edit(_NEW_B, _NEW_B.replace("db{l}", "db{l + 1}")),
            ),
            says="Each W moves by the dW of the layer above. The number of the derivative is "
            "that of the parameter.",
            raises=("ValueError|KeyError", "broadcast|'dW"),
        ),
        Mistake(
            "stored_one_too_low",
            (
                Edit('updated[f"W{l}"]', 'updated[f"W{l - 1}"]'),
                Edit('updated[f"b{l}"]', 'updated[f"b{l - 1}"]'),
            ),
            says="Each new parameter stands under a number that is one too low: that of layer 1 is "
            "W0.",
        ),
        Mistake(
            "stored_one_too_high",
            (
                Edit('updated[f"W{l}"]', 'updated[f"W{l + 1}"]'),
                Edit('updated[f"b{l}"]', 'updated[f"b{l + 1}"]'),
            ),
            says="Each new parameter stands under a number that is one too high: that of layer 1 "
            "is W2.",
        ),
        Mistake(
            "stored_under_names_of_derivatives",
            (
                Edit('updated[f"W{l}"]', 'updated[f"dW{l}"]'),
                Edit('updated[f"b{l}"]', 'updated[f"db{l}"]'),
            ),
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
            Edit(_NEW_W, _NEW_W.replace(" - l", " + l")),
            says="The biases are right. The step of the weights is added; (8.3) subtracts it.",
        ),
        Mistake(
            "biases_uphill",
            Edit(_NEW_B, _NEW_B.replace(" - l", " + l")),
            says="The weights are right. The step of the biases is added; (8.3) subtracts it.",
        ),
        Mistake(
            "weights_without_learning_rate",
            Edit(_NEW_W, _NEW_W.replace("learning_rate * ", "")),
            says="The biases are right. In the step of the weights the learning rate is missing.",
        ),
        Mistake(
            "biases_without_learning_rate",
            Edit(_NEW_B, _NEW_B.replace("learning_rate * ", "")),
            says="The weights are right. In the step of the biases the learning rate is missing.",
        ),
        Mistake(
            "divided_by_the_learning_rate",
            (
                Edit(_NEW_W, _NEW_W.replace("learning_rate * ", "1 / learning_rate * ")),
                Edit(_NEW_B, _NEW_B.replace("learning_rate * ", "1 / learning_rate * ")),
            ),
            says="The gradient is divided by the learning rate; (8.3) multiplies.",
        ),
        Mistake(
            "weights_gradient_for_biases",
            Edit(_NEW_B, _NEW_B.replace("db{l}", "dW{l}")),
            says="The weights are right. b moves by dW, which has a column for each input.",
        ),
        Mistake(
            "difference_reversed",
            (
                Edit(_NEW_W, 'learning_rate * grads[f"dW{l}"] - parameters[f"W{l}"]'),
                Edit(_NEW_B, 'learning_rate * grads[f"db{l}"] - parameters[f"b{l}"]'),
            ),
            says="Everything has the wrong sign: the parameter is subtracted from the step, and "
            "not the step from the parameter.",
        ),
        Mistake(
            "learning_rate_subtracted",
            (
                Edit(_NEW_W, '(parameters[f"W{l}"] - learning_rate) * grads[f"dW{l}"]'),
                Edit(_NEW_B, '(parameters[f"b{l}"] - learning_rate) * grads[f"db{l}"]'),
            ),
            says="The learning rate is subtracted from the parameter before the gradient is "
            "multiplied. The parentheses are one pair too many.",
        ),
        Mistake(
            "learning_rate_times_everything",
            (
                Edit(_NEW_W, 'learning_rate * (parameters[f"W{l}"] - grads[f"dW{l}"])'),
                Edit(_NEW_B, 'learning_rate * (parameters[f"b{l}"] - grads[f"db{l}"])'),
            ),
            says="The learning rate multiplies the parameter too; it belongs to the gradient "
            "alone.",
        ),
        Mistake(
            "layer_one_everywhere",
            (
                Edit(_NEW_W, _NEW_W.replace("{l}", "1")),
                Edit(_NEW_B, _NEW_B.replace("{l}", "1")),
            ),
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

# ------------------------------------------------------------------------ gradient_check


def _gaps(
    parameters: Mapping[str, Array],
    grads: Mapping[str, Array],
    X: Array,
    Y: Array,
    epsilon: float,
) -> Iterator[float]:
    """Measured slope minus the given one, for every entry of every parameter."""
    for name, array in parameters.items():
        for entry in np.ndindex(array.shape):
            step = np.zeros(array.shape)
            step[entry] = epsilon
            above = _cost(X, Y, {**parameters, name: array + step})
            below = _cost(X, Y, {**parameters, name: array - step})
            yield (above - below) / (2 * epsilon) - float(grads[f"d{name}"][entry])


def _check_cases(rng: Rng) -> Sequence[Case]:
    def case(dims: Sequence[int], m: int, spoil: str, sign: int) -> Case:
        # The worst entry has to be clear. A large epsilon makes the error of the method itself
        # larger than rounding, so that it is the same number on every computer.
        while True:
            X, parameters = _network(rng, dims, m)
            Y = _labels(rng, m)
            AL, caches = _forward(X, parameters)
            grads = _gradient(AL, Y, caches)
            if spoil:
                array = grads[spoil].copy()
                entry = tuple(int(rng.integers(n)) for n in array.shape)
                array[entry] += sign * rng.uniform(0.4, 0.8)
                grads[spoil] = array
            gaps = np.array(list(_gaps(parameters, grads, X, Y, 0.01)))
            largest = np.sort(np.abs(gaps))
            clear = largest[-1] > 1.3 * largest[-2] and largest[-1] > 3e-6
            if clear and (sign < 0) == (gaps[np.abs(gaps).argmax()] > 0):
                break
        arguments = {"parameters": parameters, "grads": grads, "X": X, "Y": Y, "epsilon": 0.01}
        return Case(arguments, _facts(dims, m))

    return [
        case([3, 2, 1], 4, "dW1", +1),
        case([2, 1], 5, "", +1),
        case([2, 3, 2, 1], 3, "db2", +1),
        case([2, 3, 2, 3, 1], 2, "dW3", -1),
        _one_bad_entry_beside_a_bad_layer(rng),
    ]


def _one_bad_entry_beside_a_bad_layer(rng: Rng) -> Case:
    """Draw a case whose worst entry is worst in no other sense.

    Another parameter is off in all its entries, so that sums, means and lengths are larger there;
    the slope itself is largest in another place, and so is the difference relative to it.
    """
    dims, m = [3, 4, 3, 1], 4
    while True:
        X, parameters = _network(rng, dims, m)
        Y = _labels(rng, m)
        AL, caches = _forward(X, parameters)
        right = _gradient(AL, Y, caches)
        off = {name: np.zeros(array.shape) for name, array in parameters.items()}
        # Row and column differ: to turn them about is wrong.
        row = int(rng.integers(4))
        worst = row, int(rng.choice([column for column in range(3) if column != row]))
        off["W1"][worst] = 0.4 * rng.choice([-1.0, 1.0])
        off["W2"] = 0.25 * rng.choice([-1.0, 1.0], size=(3, 4))
        grads = {**right, **{f"d{name}": right[f"d{name}"] + array for name, array in off.items()}}
        largest = max(np.abs(grads[f"d{name}"]).max() for name in off)
        slope = abs(right["dW1"][worst])
        elsewhere = 0.25 / np.abs(right["dW2"]).clip(1e-9).min() > 1.5 * 0.4 / max(slope, 1e-9)
        elsewhere = elsewhere and 0.25 / np.abs(right["dW2"]).max() > 1.2 * (
            0.4 / np.abs(right["dW1"]).max()
        )
        # Where a nudge crosses a bend of ReLU, another entry can be worse.
        gaps = np.abs(list(_gaps(parameters, grads, X, Y, 0.01)))
        clear = gaps.argmax() == np.ravel_multi_index(worst, (4, 3))
        clear = clear and np.sum(gaps > 0.9 * gaps.max()) == 1
        if clear and elsewhere and abs(grads["dW1"][worst]) < 0.9 * largest and slope > 0.01:
            break
    arguments = {"parameters": parameters, "grads": grads, "X": X, "Y": Y, "epsilon": 0.01}
    return Case(arguments, _facts(dims, m))


_NUDGES = "for step in (epsilon, -epsilon):"
_QUOTIENT = "(costs[0] - costs[1]) / (2 * epsilon)"
_ERROR = "lengths[2] / (lengths[0] + lengths[1])"
_WORST = "max(gaps, key=lambda name: gaps[name].max())"

gradient_check = Exercise(
    name="gradient_check",
    cases=_check_cases,
    contract=Contract(outputs=("error", "parameter", "entry"), tolerance={"error": 1e-4}),
    uses=("L_model_forward", "compute_cost"),
    equations={"error": "(9.2)", "parameter": "(9.1)", "entry": "(9.1)"},
    mistakes=(
        Mistake(
            "one_side",
            (
                Edit(_NUDGES, "for step in (epsilon, 0.0):"),
                Edit(_QUOTIENT, _QUOTIENT.replace("(2 * epsilon)", "epsilon")),
            ),
            says="The slope is measured on one side only, and is less exact. (9.1) nudges to both "
            "sides.",
        ),
        Mistake(
            "not_divided_by_two",
            Edit(_QUOTIENT, _QUOTIENT.replace("(2 * epsilon)", "epsilon")),
            says="The measured slopes are twice too large: from one side to the other the way is "
            "two epsilon.",
        ),
        Mistake(
            "no_parentheses",
            Edit(_QUOTIENT, _QUOTIENT.replace("(2 * epsilon)", "2 * epsilon")),
            says="x / 2 * epsilon divides by 2 and then multiplies by epsilon: parentheses around "
            "the denominator are missing.",
        ),
        Mistake(
            "not_divided",
            Edit(_QUOTIENT, "costs[0] - costs[1]"),
            says="The difference of the two costs is not divided by the way between them.",
        ),
        Mistake(
            "sign",
            Edit(_QUOTIENT, "(costs[1] - costs[0]) / (2 * epsilon)"),
            says="The measured slopes have the wrong sign: the cost after the step up comes first.",
        ),
        Mistake(
            "whole_array_nudged",
            Edit("nudged[entry] += step", "nudged += step"),
            says="All entries of the parameter are nudged at once; only parameters[name][entry] "
            "may move.",
        ),
        Mistake(
            "nudge_not_put_back",
            Edit("array.astype(float)", "parameters[name]"),
            says="The second nudge starts where the first one ended, so the array is not on the "
            "other side but back in the middle. Nudge a fresh copy.",
        ),
        Mistake(
            "absolute",
            Edit(_ERROR, "lengths[2]"),
            says="This is the length of the difference. (9.2) divides it by the two lengths, so "
            "that the size of the gradient does not matter.",
        ),
        Mistake(
            "divided_by_one_length",
            Edit(_ERROR, "lengths[2] / lengths[1]"),
            says="It is divided by the length of one of the two gradients; (9.2) has the sum of "
            "both below the line.",
        ),
        Mistake(
            "divided_by_numeric_length",
            Edit(_ERROR, "lengths[2] / lengths[0]"),
            says="It is divided by the length of numeric alone; (9.2) has the sum of both lengths "
            "below the line.",
        ),
        Mistake(
            "division_before_sum",
            Edit(_ERROR, "lengths[2] / lengths[0] + lengths[1]"),
            says="Python divides before it adds: the sum of the two lengths needs parentheses.",
        ),
        Mistake(
            "no_roots",
            Edit(_ERROR, "lengths[2] ** 2 / (lengths[0] ** 2 + lengths[1] ** 2)"),
            says="These are squared lengths: the square roots are missing.",
        ),
        Mistake(
            "largest_difference",
            Edit(_ERROR, "max(gaps[name].max() for name in gaps)"),
            says="This is the largest single difference; (9.2) takes all entries together, and "
            "divides.",
        ),
        Mistake(
            "last_parameter_only",
            Edit(_WORST, "list(gaps)[-1]"),
            says="The error is right. The worst entry is looked for in the last parameter only.",
        ),
        Mistake(
            "first_parameter_only",
            Edit(_WORST, "list(gaps)[0]"),
            says="The error is right. The worst entry is looked for in the first parameter only.",
        ),
        Mistake(
            "largest_slope",
            (
                Edit(_WORST, "max(numeric, key=lambda name: np.abs(numeric[name]).max())"),
                Edit(
                    "gaps[parameter].argmax()",
                    "np.abs(numeric[parameter]).argmax()",
                ),
            ),
            says="The error is right. The place is that of the largest slope; the exercise asks "
            "for the largest difference of the two.",
        ),
        Mistake(
            "smallest_difference",
            (
                Edit(_WORST, "min(gaps, key=lambda name: gaps[name].min())"),
                Edit("gaps[parameter].argmax()", "gaps[parameter].argmin()"),
            ),
            says="The error is right. The place is where the two agree best; the exercise asks for "
            "the worst.",
        ),
        Mistake(
            "sign_of_difference",
            Edit('np.abs(numeric[name] - grads[f"d{name}"])', 'numeric[name] - grads[f"d{name}"]'),
            says="The error is right. Large negative differences are not noticed: compare absolute "
            "values.",
        ),
        Mistake(
            "keys_without_d",
            (
                Edit(
                    'np.abs(numeric[name] - grads[f"d{name}"])',
                    "np.abs(numeric[name] - grads[name])",
                ),
            ),
            says="The derivative of W2 stands under the name dW2.",
            raises=("KeyError", "W1"),
        ),
        Mistake(
            "one_side_below",
            (
                Edit(_NUDGES, "for step in (0.0, -epsilon):"),
                Edit(_QUOTIENT, _QUOTIENT.replace("(2 * epsilon)", "epsilon")),
            ),
            says="The slope is measured on one side only, below, and is less exact. (9.1) nudges "
            "to both sides.",
        ),
        Mistake(
            "fixed_epsilon",
            (
                Edit(_NUDGES, "for step in (1e-7, -1e-7):"),
                Edit(_QUOTIENT, _QUOTIENT.replace("epsilon", "1e-7")),
            ),
            says="The way to nudge is always 1e-7, whatever the argument epsilon says.",
        ),
        Mistake(
            "divided_by_epsilon_squared",
            Edit(_QUOTIENT, _QUOTIENT.replace("2 * epsilon", "epsilon**2")),
            says="The difference is divided by epsilon squared; the way between the two points is "
            "two epsilon.",
        ),
        Mistake(
            "both_above",
            Edit(_NUDGES, "for step in (epsilon, epsilon):"),
            says="All measured slopes are 0. Do the two costs differ, with the entry once moved up "
            "and once down, and is the slope written to numeric[name][entry]?",
        ),
        Mistake(
            "nudged_twice_as_far",
            Edit("nudged[entry] += step", "nudged[entry] += 2 * step"),
            says="The measured slopes are twice too large: it nudges by two epsilon to each side, "
            "and divides by the way of one.",
        ),
        Mistake(
            "nudge_in_place_of_the_entry",
            Edit("nudged[entry] += step", "nudged[entry] = step"),
            says="The entry becomes epsilon. It should move by epsilon from where it is.",
        ),
        Mistake(
            "nudge_by_a_factor",
            Edit("nudged[entry] += step", "nudged[entry] *= 1 + step"),
            says="The entry is multiplied by 1 + epsilon; (9.1) adds epsilon to it.",
        ),
        Mistake(
            "zeros_nudged",
            Edit("array.astype(float)", "np.zeros(array.shape)"),
            says="The nudged array is zero but for one entry. All other entries have to keep "
            "still, so nudge a copy of the parameter.",
        ),
        Mistake(
            "whole_parameter_overwritten",
            Edit("numeric[name][entry] =", "numeric[name][...] ="),
            says="Each slope is written into all entries of numeric[name]; it belongs to the one "
            "entry.",
        ),
        Mistake(
            "nudged_parameter_alone",
            Edit("{**parameters, name: nudged}", "{name: nudged}"),
            says="The network gets the nudged parameter alone; it needs all the others too.",
            raises=("KeyError", "'[Wb]"),
        ),
        Mistake(
            "labels_for_predictions",
            Edit("compute_cost(AL, Y)", "compute_cost(Y, AL)"),
            says="AL and Y have changed places in compute_cost, which takes the logarithm of its "
            "first argument; labels of 0 have none.",
        ),
        Mistake(
            "sum_of_lengths",
            Edit(
                "np.sqrt(sum(np.sum(a**2) for a in each.values()))",
                "sum(np.sqrt(np.sum(a**2)) for a in each.values())",
            ),
            says="The lengths of the parameters are added up one by one. All entries make one long "
            "list, and that has one length.",
        ),
        Mistake(
            "absolute_values_added",
            Edit(
                "np.sqrt(sum(np.sum(a**2) for a in each.values()))",
                "sum(np.sum(np.abs(a)) for a in each.values())",
            ),
            says="Absolute values are added up. The length of a list is the root of the sum of its "
            "squares.",
        ),
        Mistake(
            "lengths_multiplied",
            Edit(_ERROR, "lengths[2] / (lengths[0] * lengths[1])"),
            says="It is divided by the product of the two lengths; (9.2) has their sum below the "
            "line.",
        ),
        Mistake(
            "difference_of_lengths",
            Edit(_ERROR, "abs(lengths[0] - lengths[1]) / (lengths[0] + lengths[1])"),
            says="Above the line stands the difference of the two lengths. (9.2) has the length of "
            "the difference: subtract first.",
        ),
        Mistake(
            "last_parameter_alone_in_the_error",
            Edit(
                "np.sqrt(sum(np.sum(a**2) for a in each.values()))",
                "np.linalg.norm(list(each.values())[-1])",
            ),
            says="The error is that of the last parameter alone; (9.2) takes all entries of all "
            "parameters together.",
        ),
        Mistake(
            "activations_in_the_error",
            Edit(
                'lengths = [numeric, {name: grads[f"d{name}"] for name in numeric}, gaps]',
                "lengths = [numeric, grads, gaps]",
            ),
            says="The length of backprop contains all of grads, the dA too. Only dW and db are "
            "compared.",
        ),
        Mistake(
            "largest_of_backprop",
            (
                Edit(_WORST, 'max(gaps, key=lambda name: np.abs(grads[f"d{name}"]).max())'),
                Edit("gaps[parameter].argmax()", 'np.abs(grads[f"d{parameter}"]).argmax()'),
            ),
            says="The error is right. The place is that of the largest entry of backprop; the "
            "exercise asks for the largest difference of the two.",
        ),
        Mistake(
            "largest_sum_of_gaps",
            Edit(_WORST, "max(gaps, key=lambda name: gaps[name].sum())"),
            says="The error is right. The parameter is the one whose differences are largest as a "
            "sum, a mean or a length; the exercise asks for the worst single entry.",
        ),
        Mistake(
            "relative_gaps",
            (
                Edit(
                    _WORST,
                    "max(gaps, key=lambda name: (gaps[name] / np.abs(numeric[name])).max())",
                ),
                Edit(
                    "gaps[parameter].argmax()",
                    "(gaps[parameter] / np.abs(numeric[parameter])).argmax()",
                ),
            ),
            says="The error is right. The place is that of the largest difference relative to the "
            "slope; the exercise asks for the largest difference.",
        ),
        Mistake(
            "entry_turned",
            Edit(
                "np.unravel_index(gaps[parameter].argmax(), gaps[parameter].shape)",
                "np.unravel_index(gaps[parameter].argmax(), gaps[parameter].shape)[::-1]",
            ),
            says="Error and parameter are right. Column and row of the entry have changed places: "
            "the row comes first.",
        ),
        Mistake(
            "entry_as_one_number",
            Edit(
                "np.unravel_index(gaps[parameter].argmax(), gaps[parameter].shape)",
                "(gaps[parameter].argmax(),)",
            ),
            says="Error and parameter are right. The entry is one number, the place in the list of "
            "all entries; the exercise asks for row and column.",
        ),
        Mistake(
            "entry_counted_from_one",
            Edit(
                "np.unravel_index(gaps[parameter].argmax(), gaps[parameter].shape)",
                "(i + 1 for i in np.unravel_index(gaps[parameter].argmax(), "
                "gaps[parameter].shape))",
            ),
            says="Error and parameter are right. Row and column of the entry are counted from 1; "
            "Python counts from 0.",
        ),
        Mistake(
            "name_of_the_derivative",
            Edit(
                "return error, parameter,",
                "parameter = 'd' + parameter\n    return error, parameter,",
            ),
            says="Error and entry are right. The name is that of the derivative; the exercise asks "
            "for that of the parameter, such as W2.",
        ),
    ),
    variants=(
        Variant(
            "sorted",
            (
                Edit(
                    "float(lengths[2] / (lengths[0] + lengths[1]))", "lengths[2] / sum(lengths[:2])"
                ),
                Edit(
                    "max(gaps, key=lambda name: gaps[name].max())",
                    "sorted(gaps, key=lambda name: -np.max(gaps[name]))[0]",
                ),
            ),
        ),
        Variant(
            "step_in_one_direction",
            Edit(
                "            costs = []\n"
                "            for step in (epsilon, -epsilon):\n"
                "                nudged = array.astype(float)\n"
                "                nudged[entry] += step\n"
                "                AL, _ = L_model_forward(X, {**parameters, name: nudged})\n"
                "                costs.append(compute_cost(AL, Y))\n",
                "            E = np.zeros(array.shape)\n"
                "            E[entry] = epsilon\n"
                "            ends = [parameters | {name: array + s * E} for s in (1, -1)]\n"
                "            costs = [compute_cost(L_model_forward(X, p)[0], Y) for p in ends]\n",
            ),
        ),
        Variant(
            "two_copies_and_norms",
            (
                Edit(
                    "            costs = []\n"
                    "            for step in (epsilon, -epsilon):\n"
                    "                nudged = array.astype(float)\n"
                    "                nudged[entry] += step\n"
                    "                AL, _ = L_model_forward(X, {**parameters, name: nudged})\n"
                    "                costs.append(compute_cost(AL, Y))\n"
                    "            numeric[name][entry] = (costs[0] - costs[1]) / (2 * epsilon)\n",
                    "            import copy\n"
                    "            plus = copy.deepcopy(parameters)\n"
                    "            minus = copy.deepcopy(parameters)\n"
                    "            plus[name][entry] += epsilon\n"
                    "            minus[name][entry] -= epsilon\n"
                    "            J_plus = compute_cost(AL=L_model_forward(X, plus)[0], Y=Y)\n"
                    "            J_minus = compute_cost(L_model_forward(X, minus)[0], Y)\n"
                    "            numeric[name][entry] = (J_plus - J_minus) / 2 / epsilon\n",
                ),
            ),
        ),
        Variant(
            "put_back",
            Edit(
                "            costs = []\n"
                "            for step in (epsilon, -epsilon):\n"
                "                nudged = array.astype(float)\n"
                "                nudged[entry] += step\n"
                "                AL, _ = L_model_forward(X, {**parameters, name: nudged})\n"
                "                costs.append(compute_cost(AL, Y))\n",
                "            old = array[entry]\n"
                "            costs = []\n"
                "            for moved in (old + epsilon, old - epsilon):\n"
                "                array[entry] = moved\n"
                "                costs.append(compute_cost(L_model_forward(X, parameters)[0], Y))\n"
                "            array[entry] = old\n",
            ),
        ),
        Variant(
            "long_lists",
            (
                Edit(
                    "    lengths = [np.sqrt(sum(np.sum(a**2) for a in each.values())) for each in "
                    "lengths]\n",
                    "    flat = [np.concatenate([a.ravel() for a in e.values()])\n"
                    "            for e in lengths]\n"
                    "    lengths = [np.linalg.norm(each) for each in flat]\n",
                ),
            ),
        ),
    ),
)

EXERCISES = (
    layer_count,
    linear_forward,
    linear_activation_forward,
    which_loop,
    L_model_forward,
    parameter_shapes,
    activation_shapes,
    xor_tree,
    signal_after_six_layers,
    initialize_parameters_deep,
    compute_cost,
    not_needed,
    linear_backward,
    linear_activation_backward,
    L_model_backward,
    update_parameters,
    gradient_check,
)
