"""Exercise `layer_sizes`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week3.planar_classifier.cases import random_label_rows, size_facts
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(n_x: int, n_h: int, n_y: int, m: int) -> Case:
        X, Y = rng.normal(size=(n_x, m)), random_label_rows(rng, n_y, m)
        return Case({"X": X, "Y": Y, "n_h": n_h}, size_facts(n_x, n_h, n_y, m))

    return [case(5, 7, 2, 3), case(3, 4, 1, 6), case(2, 9, 3, 1)]


EXERCISE = Exercise(
    name="layer_sizes",
    cases=_cases,
    contract=Contract(outputs=("n_x", "n_h", "n_y")),
    mistakes=(
        Mistake(
            "examples_counted",
            (Edit("X.shape[0]", "X.shape[1]"), Edit("Y.shape[0]", "Y.shape[1]")),
            says="n_x and n_y are both {m}, and m = {m}: axis 1 counts the examples. Which axis "
            "counts the features?",
        ),
        Mistake(
            "examples_for_features",
            Edit("X.shape[0]", "X.shape[1]"),
            says="n_x is {m}, and m = {m}: axis 1 counts the examples. The features are the rows "
            "of X.",
        ),
        Mistake(
            "examples_for_outputs",
            Edit("Y.shape[0]", "Y.shape[1]"),
            says="n_y is {m}, and m = {m}: axis 1 counts the examples. The outputs are the rows of "
            "Y.",
        ),
        Mistake(
            "always_four",
            "n_x = X.shape[0]\nn_h = 4\nn_y = Y.shape[0]",
            says="n_h is always 4, whatever the argument says. 4 is its default, not its value.",
        ),
        Mistake(
            "hidden_from_data",
            "n_x = X.shape[0]\nn_h = X.shape[1]\nn_y = Y.shape[0]",
            says="n_h is taken from X. No data tell it: the caller chooses it.",
        ),
        Mistake(
            "sizes_of_the_flower",
            "n_x = 2\nn_y = 1",
            says="n_x and n_y are those of the flower for any data. Take them from the shapes.",
        ),
        Mistake(
            "one_output",
            Edit("Y.shape[0]", "1"),
            says="n_y is always 1. That is so for the flower; Y knows it for any data.",
        ),
        Mistake(
            "from_wrong_arrays",
            (Edit("X.shape[0]", "Y.shape[0]"), Edit("n_y = Y.shape[0]", "n_y = X.shape[0]")),
            says="n_x and n_y have changed places: X holds the inputs, Y the outputs.",
        ),
        Mistake(
            "hidden_and_inputs_swapped",
            "n_x, n_h = n_h, X.shape[0]\nn_y = Y.shape[0]",
            says="n_x and n_h have changed places.",
        ),
        Mistake(
            "hidden_and_outputs_swapped",
            "n_x = X.shape[0]\nn_h, n_y = Y.shape[0], n_h",
            says="n_h and n_y have changed places.",
        ),
        Mistake(
            "reads_the_notebook",
            Edit("n_x = X.shape[0]", "n_x = flower.X.shape[0]"),
            says="flower belongs to the notebook, and is not there for other data. Use X.",
            raises=("NameError", "flower"),
        ),
    ),
    variants=(
        Variant(
            "transposed",
            "n_x, n_y = X.T.shape[1], Y.T.shape[-1]",
        ),
        Variant(
            "rows_counted",
            "n_x = sum(1 for _ in X)\nn_y = int(np.size(Y, 0))",
        ),
        Variant("unpacked", "(n_x, _), (n_y, _) = X.shape, Y.shape"),
        Variant("counted", "n_x = len(X)\nn_y = len(Y)"),
        Variant("by_size", "n_x = X.size // X.shape[1]\nn_y = np.shape(Y)[-2]"),
    ),
)
