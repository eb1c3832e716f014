"""Exercise `linear_activation_forward`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week4.deep_network.networks import random_layer
from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_prev: int, n: int, m: int, activation: str) -> Case:
        while True:
            A, W, b = random_layer(rng, n_prev, n, m)
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

EXERCISE = Exercise(
    name="linear_activation_forward",
    cases=_cases,
    contract=Contract(outputs=("A", "cache"), whole=frozenset({"cache"})),
    rules=VECTORIZED,
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
