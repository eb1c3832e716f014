"""Exercise `broadcast_shape`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

from grader.exercises.exercise import Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    p, q, r, k = (int(size) for size in rng.permutation([2, 3, 4, 5, 6, 7])[:4])
    pairs = [
        ((p, q), (1, q)),
        ((p, 1), (p, q)),
        ((p, q), (r, q)),
        ((q,), (p, q)),
        ((p, q), (p,)),
        ((p, 1), (q,)),
        ((), (p, q)),
        ((p, 1, q), (r, 1)),
        ((p, q), (p, q)),
        ((q, r), (p, 1, k)),
        ((p, q, r), (q, r)),
        ((1, p), (1, 1, 1)),
        ((r,), (p,)),
    ]
    return [Case({"s": s, "t": t}) for s, t in pairs]


_PAD_S = "s = (1,) * (n - len(s)) + s"
_PAD_T = "t = (1,) * (n - len(t)) + t"
_CLASH = "if p != q and p != 1 and q != 1:\n            return None\n"
_GROW = "shape = (*shape, q if p == 1 else p)"

EXERCISE = Exercise(
    name="broadcast_shape",
    cases=_cases,
    contract=Contract(outputs=("shape",)),
    rules=("own_arguments", "own_loop"),
    equations={"shape": "(6.1)"},
    mistakes=(
        Mistake(
            "aligned_left",
            (
                Edit(_PAD_S, "s = s + (1,) * (n - len(s))"),
                Edit(_PAD_T, "t = t + (1,) * (n - len(t))"),
            ),
            says="the shorter shape is filled up on the right. The last axes belong together, so "
            "the ones go to the left.",
        ),
        Mistake(
            "compared_from_the_left",
            (
                Edit(_PAD_S, ""),
                Edit(_PAD_T, ""),
                Edit("zip(s, t, strict=True)", "zip(s, t)"),
            ),
            says="the shapes are compared from their left ends, and what the longer one has left "
            "over is lost. Put ones on the left of the shorter one first.",
        ),
        Mistake(
            "number_for_a_tuple",
            (
                Edit(_PAD_S, "s = (1) * (n - len(s)) + s"),
                Edit(_PAD_T, "t = (1) * (n - len(t)) + t"),
            ),
            says="(1) is the number 1 in brackets. The tuple with one entry has a comma: (1,).",
            raises=("TypeError", r"unsupported operand .*'int' and 'tuple'"),
        ),
        Mistake(
            "indices_of_s",
            "shape = ()\nfor i in range(len(s)):\n    p, q = s[i], t[i]\n"
            "    if p != q and 1 not in (p, q):\n        return None\n"
            "    shape = (*shape, max(p, q))",
            says="the indices of s are used for t, which may have fewer axes. Make both shapes "
            "equally long first, with ones on the left.",
            raises=("IndexError", "tuple index out of range"),
        ),
        Mistake(
            "never_refused",
            Edit(_CLASH, ""),
            says="there is a result for every pair. Two different sizes, neither of them 1, do not "
            "fit: then the result is None.",
        ),
        Mistake(
            "larger_always_wins",
            (Edit(_CLASH, ""), Edit(_GROW, "shape = (*shape, max(p, q))")),
            says="the larger size always wins. Only a size of 1 can be stretched; of two other "
            "sizes that differ, the result is None.",
        ),
        Mistake(
            "nothing_stretched",
            Edit("if p != q and p != 1 and q != 1:", "if p != q:"),
            says="sizes that differ are always refused; but a size of 1 can be stretched to any "
            "other.",
        ),
        Mistake(
            "only_t_stretched",
            Edit("if p != q and p != 1 and q != 1:", "if p != q and q != 1:"),
            says="only t is stretched. The rule treats both shapes alike: a 1 in s can be "
            "stretched as well.",
        ),
        Mistake(
            "only_s_stretched",
            Edit("if p != q and p != 1 and q != 1:", "if p != q and p != 1:"),
            says="only s is stretched. The rule treats both shapes alike: a 1 in t can be "
            "stretched as well.",
        ),
        Mistake(
            "smaller_size",
            Edit(_GROW, "shape = shape + (min(p, q),)"),
            says="the 1 is what is left. It is the 1 that is stretched, so the other size remains.",
        ),
        Mistake(
            "sizes_of_s",
            Edit(_GROW, "shape = shape + (p,)"),
            says="the result has the sizes of s, even where s has a 1 and t has not.",
        ),
        Mistake(
            "extra_axes_dropped",
            (
                Edit("n = max(len(s), len(t))", "n = min(len(s), len(t))"),
                Edit(_PAD_S, "s = s[len(s) - n :]"),
                Edit(_PAD_T, "t = t[len(t) - n :]"),
            ),
            says="the axes that only the longer shape has are lost. They meet a 1, and stay.",
        ),
        Mistake(
            "other_length_refused",
            Edit("n = max(len(s), len(t))", "n = len(s)\n    if len(t) != n:\n        return None"),
            says="shapes with different numbers of axes are refused. The shorter one gets ones on "
            "its left first.",
        ),
        Mistake(
            "backwards",
            Edit(_GROW, "shape = (q if p == 1 else p,) + shape"),
            says="the sizes come out in the order from last to first.",
        ),
        Mistake(
            "refused_too_late",
            (
                Edit(_CLASH, ""),
                Edit("    return shape", "    return shape if p == q or 1 in (p, q) else None"),
                Edit("    shape = ()\n", "    shape, p, q = (), 1, 1\n"),
            ),
            says="only the last axis can refuse. Every axis has to fit.",
        ),
        Mistake(
            "false",
            Edit("return None", "return False"),
            says="the result is False where the shapes do not fit; it should be None.",
        ),
        Mistake(
            "error",
            Edit("return None", 'raise ValueError("the shapes do not fit")'),
            says="the function stops where the shapes do not fit, as NumPy itself does. Here it "
            "is to return None, so that others can ask without having to catch an error.",
            raises=("ValueError", ""),
        ),
        Mistake("a_list", Edit("    return shape", "    return list(shape)")),
        Mistake(
            "asks_numpy",
            (
                Edit(
                    "n = max(len(s), len(t))",
                    "n = 0\n    try:\n        shape = np.broadcast_shapes(s, t)"
                    "\n    except ValueError:\n        return None",
                ),
                Edit(_PAD_S, ""),
                Edit(_PAD_T, ""),
                Edit("    shape = ()\n", ""),
                Edit("for p, q in zip(s, t, strict=True):", "for p, q in ():"),
            ),
            rule="own_loop",
        ),
    ),
    variants=(
        Variant(
            "sets",
            "n = max(len(s), len(t))\n"
            "full = [(1,) * (n - len(part)) + tuple(part) for part in (s, t)]\n"
            "shape = []\nfor sizes in zip(*full):\n    other = set(sizes) - {1}\n"
            "    if len(other) > 1:\n        return None\n"
            "    shape.append(other.pop() if other else 1)\nshape = tuple(shape)",
        ),
        Variant("larger_size", Edit(_GROW, "shape = shape + (max(p, q),)")),
        Variant(
            "from_the_right",
            "from itertools import zip_longest\nsizes = []\n"
            "for p, q in zip_longest(reversed(s), reversed(t), fillvalue=1):\n"
            "    if not (p == q or p == 1 or q == 1):\n        return None\n"
            "    sizes.append(q if p == 1 else p)\nshape = tuple(sizes[::-1])",
        ),
        Variant(
            "by_index",
            "n = max(len(s), len(t))\nsizes = [0] * n\nfor k in range(1, n + 1):\n"
            "    p = s[-k] if k <= len(s) else 1\n    q = t[-k] if k <= len(t) else 1\n"
            "    if p == 1:\n        sizes[-k] = q\n    elif q in (1, p):\n        sizes[-k] = p\n"
            "    else:\n        return None\nshape = tuple(sizes)",
        ),
        Variant(
            "recursion",
            "if not s or not t:\n    return s or t\nfront = broadcast_shape(s[:-1], t[:-1])\n"
            "p, q = s[-1], t[-1]\nif front is None or (p != q and 1 not in (p, q)):\n"
            "    return None\nshape = (*front, q if p == 1 else p)",
        ),
    ),
)
