"""Exercise `without_dA0`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.content.week4.cat_classifier.cases import forward, random_parameters
from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(dims: list[int], m: int) -> Case:
        _, caches = forward(rng.normal(size=(dims[0], m)), random_parameters(rng, dims))
        return Case({"caches": caches}, {"L": len(dims) - 1, "m": m, "n_x": dims[0]})

    return [case([5, 3, 1], 4), case([4, 1], 3), case([6, 4, 3, 2, 1], 5), case([3, 3, 2, 1], 1)]


_EMPTY = "W[:, :0]"

EXERCISE = Exercise(
    name="without_dA0",
    cases=_cases,
    contract=Contract(outputs=("lean",)),
    mistakes=(
        Mistake(
            "rows_instead_of_columns",
            Edit(_EMPTY, "W[:0]"),
            says="The rows of W1 are gone, and with them the units of layer 1. dA0 has a row for "
            "each column of W1.",
        ),
        Mistake(
            "nothing_changed",
            Edit(_EMPTY, "W"),
            says="Every cache is as it was, so dA0 is computed as before.",
        ),
        Mistake(
            "one_column_left",
            Edit(_EMPTY, "W[:, :1]"),
            says="One column of W1 is left, so dA0 has one row. It should have none.",
        ),
        Mistake(
            "zeros",
            Edit(_EMPTY, "0 * W"),
            says="W1 has become zeros. A product with zeros costs as much as any other; take the "
            "columns away.",
        ),
        Mistake(
            "last_layer",
            (
                Edit("caches[0]", "caches[-1]"),
                Edit("[first, *caches[1:]]", "[*caches[:-1], first]"),
            ),
            says="The last layer has lost its W, and with it dA of the layer below, which is "
            "needed. It is the first layer whose dA nobody reads.",
        ),
        Mistake(
            "first_cache_gone",
            Edit("[first, *caches[1:]]", "caches[1:]"),
            says="The first cache is missing, so W1 and b1 would get no derivatives. Only its W is "
            "not needed.",
        ),
        Mistake(
            "first_cache_only",
            Edit("[first, *caches[1:]]", "[first]"),
            says="Only the first cache is there; the other layers keep theirs.",
        ),
        Mistake(
            "x_emptied",
            Edit("((A_prev, W[:, :0], b), Z)", "((A_prev[:0], W, b), Z)"),
            says="It is A0 that is empty now, and dW1 needs it. Take the columns of W1 away.",
        ),
        Mistake(
            "z_lost",
            Edit("((A_prev, W[:, :0], b), Z)", "(A_prev, W[:, :0], b)"),
            says="The first cache has lost its Z, and ReLU needs that on the way back. A cache is "
            "((A_prev, W, b), Z).",
        ),
        Mistake(
            "changes_the_caches",
            Edit("lean = [first, *caches[1:]]", "caches[0] = first\n    lean = caches"),
            rule="unchanged",
        ),
        Mistake(
            "all_layers",
            "lean = [((A_prev, W[:, :0], b), Z) for (A_prev, W, b), Z in caches]",
            says="Every layer has lost the columns of its W. The layers above need dA of their "
            "input; only that of the first is read by nobody.",
        ),
        Mistake(
            "flat_first_cache",
            Edit("((A_prev, W[:, :0], b), Z)", "(A_prev, W[:, :0], b, Z)"),
            says="The first cache has four entries. It is a pair like all caches: a tuple of "
            "three, and Z.",
        ),
        Mistake(
            "column_picked",
            Edit(_EMPTY, "W[:, 0]"),
            says="This picks the first column of W1, and the axis of the columns is gone. It "
            "should have that axis, with no columns.",
        ),
        Mistake(
            "one_column_taken_away",
            Edit(_EMPTY, "W[:, 1:]"),
            says="Only the first column of W1 is gone. None should be left.",
        ),
        Mistake(
            "none_for_w",
            Edit(_EMPTY, "None"),
            says="None stands in place of W1, and a product needs an array. Take an array with no "
            "columns.",
        ),
        Mistake(
            "nothing_at_all",
            Edit(_EMPTY, "np.zeros((0, 0))"),
            says="The new W1 has no rows either. It keeps a row for each unit of layer 1.",
        ),
        Mistake(
            "empty_list",
            Edit(_EMPTY, "np.array([])"),
            says="The new W1 has one axis. It needs two: a row for each unit of layer 1, and no "
            "columns.",
        ),
        Mistake(
            "appended_at_the_end",
            Edit("[first, *caches[1:]]", "[*caches, first]"),
            says="The lean cache is appended to all the old ones. It takes the place of the first.",
        ),
        Mistake(
            "old_first_cache_kept",
            Edit("[first, *caches[1:]]", "[first, *caches]"),
            says="The old first cache is still there, after the lean one, which should replace it.",
        ),
        Mistake(
            "rest_as_one_entry",
            Edit("[first, *caches[1:]]", "[first, caches[1:]]"),
            says="The other caches stand in a list of their own within the list. Put the two lists "
            "together.",
        ),
        Mistake(
            "first_cache_alone",
            Edit("[first, *caches[1:]]", "first"),
            says="Only the first cache is returned, without a list around it; the other layers "
            "keep theirs.",
        ),
        Mistake(
            "biases_emptied_too",
            Edit("((A_prev, W[:, :0], b), Z)", "((A_prev, W[:, :0], b[:, :0]), Z)"),
            says="The column of b is gone as well. Only the columns of W1 belong to dA0.",
        ),
        Mistake(
            "z_in_front",
            Edit("((A_prev, W[:, :0], b), Z)", "(Z, (A_prev, W[:, :0], b))"),
            says="The two halves of the first cache have changed places: Z comes second.",
        ),
        Mistake(
            "written_into_the_tuple",
            "lean = list(caches)\nlean[0][0][1] = lean[0][0][1][:, :0]",
            says="A tuple cannot be changed, only made anew, with the same A, b and Z.",
            raises=("TypeError", "'tuple' object does not support item assignment"),
        ),
    ),
    variants=(
        Variant(
            "delete_all_columns",
            "(A_prev, W, b), Z = caches[0]\nempty = np.delete(W, np.s_[:], axis=1)\n"
            "lean = [((A_prev, empty, b), Z)] + list(caches)[1:]",
        ),
        Variant(
            "loop",
            "lean = []\nfor l, (linear, Z) in enumerate(caches):\n"
            "    A_prev, W, b = linear\n    if l == 0:\n"
            "        W = np.zeros((W.shape[0], 0))\n"
            "    lean.append(((A_prev, W, b), Z))",
        ),
        Variant(
            "copy_and_replace",
            "lean = list(caches)\nlinear, Z = lean[0]\nA_prev, W, b = linear\n"
            "lean[0] = ((A_prev, np.empty((W.shape[0], 0)), b), Z)",
        ),
        Variant(
            "by_index",
            "c = caches[0]\nlean = [((c[0][0], c[0][1][:, 0:0], c[0][2]), c[1])] + caches[1:]",
        ),
        Variant(
            "comprehension",
            "lean = [((A, W[:, :0] if l == 0 else W, b), Z)\n"
            "        for l, ((A, W, b), Z) in enumerate(caches)]",
        ),
    ),
)
