"""Plain sentences for what NumPy and Python say when something goes wrong inside a function.

Each of them says what happened and what to do about it, and none writes a solution's line.
"""

import difflib
import re
from collections.abc import Sequence
from typing import Literal

import numpy as np

_TOO_LARGE = "is larger than any float, so NumPy uses inf"
_GROWING = (
    "Numbers that grow so far mostly grow from step to step: is the learning rate too large, or "
    "the sign of the step wrong?"
)
_EARLIER = "Look for the first line above that makes one of them."
_KEEP_FROM_ZERO = "keep the divisor away from 0, for instance by adding 1e-8 to it."

_FLOATING_POINT = (
    (
        "overflow",
        r"exp|expm1|cosh|sinh",
        "{0} of a number above 709 " + _TOO_LARGE + ". Arrange the formula so that {0} never sees "
        "a large positive number.",
    ),
    (
        "overflow",
        r"exp2|logaddexp",
        "the result of {0} " + _TOO_LARGE + ". Arrange the formula so that {0} never sees a large "
        "number.",
    ),
    (
        "overflow",
        r"scalar (?:add|subtract|multiply|negative)",
        "a result does not fit its type: a float turns to inf, and an integer such as a pixel "
        "(0 to 255) starts again at the other end. Turn integers into floats first; floats that "
        "grow so far mostly grow from step to step.",
    ),
    ("overflow", r"(?:scalar )?(?:power|square)", "a power " + _TOO_LARGE + ". " + _GROWING),
    (
        "overflow",
        r"(?:scalar )?(?:divide|reciprocal)",
        "the divisor is so close to 0 that the quotient " + _TOO_LARGE + ": " + _KEEP_FROM_ZERO,
    ),
    ("overflow", r"multiply", "a product " + _TOO_LARGE + ". " + _GROWING),
    (
        "overflow",
        r"matmul|dot|vecdot|matvec|vecmat|einsum|add|subtract|reduce|accumulate",
        "a sum " + _TOO_LARGE + ". " + _GROWING,
    ),
    (
        "overflow",
        r"cast",
        "a number is too large for the type that it is turned into, so NumPy uses inf. Keep "
        "float64, which is what NumPy takes by itself.",
    ),
    ("overflow", r".*", "the result of {0} " + _TOO_LARGE + ". " + _GROWING),
    (
        "divide by zero",
        r"log|log2|log10",
        "{0}(0) is minus infinity. Does the logarithm take a label, and not a prediction? Else add "
        "1e-12 to what it takes.",
    ),
    (
        "divide by zero",
        r"log1p|arctanh",
        "{0} is infinite at the end of its range, and an argument is exactly there. Keep it a "
        "little away, for instance by 1e-12.",
    ),
    (
        "divide by zero",
        r"(?:scalar )?power",
        "0 to a negative power is 1 / 0, which NumPy answers with inf: " + _KEEP_FROM_ZERO,
    ),
    (
        "divide by zero",
        r"(?:scalar )?(?:divide|reciprocal)",
        "a number is divided by exactly 0, which NumPy answers with inf. Is a sum, a norm or a "
        "count 0 here? Then " + _KEEP_FROM_ZERO,
    ),
    ("divide by zero", r".*", "a number is divided by exactly 0: " + _KEEP_FROM_ZERO),
    (
        "invalid value",
        r"log|log2|log10|log1p",
        "a negative number has no logarithm, so NumPy uses nan. Which value should be positive "
        "here, and is not: has a sign or the order of a difference changed?",
    ),
    (
        "invalid value",
        r"sqrt",
        "a negative number has no square root, so NumPy uses nan. A sum of squares is never "
        "negative: is a sign wrong, or the root taken of something that was not squared?",
    ),
    (
        "invalid value",
        r"(?:scalar )?power",
        "a negative number to a power that is not whole has no answer, so NumPy uses nan. Is the "
        "base meant to be negative?",
    ),
    (
        "invalid value",
        r"(?:scalar )?(?:divide|reciprocal)",
        "0 / 0 and inf / inf have no answer, so NumPy uses nan. If the divisor is 0, "
        + _KEEP_FROM_ZERO[:-1]
        + "; if it is inf, an exp or a product above has become too large.",
    ),
    (
        "invalid value",
        r"(?:scalar )?(?:multiply|square)",
        "0 * inf has no answer, so NumPy uses nan. The inf is often a log(0) or an exp that became "
        "too large. " + _EARLIER,
    ),
    (
        "invalid value",
        r"(?:scalar )?(?:add|subtract)",
        "inf - inf has no answer, so NumPy uses nan. " + _EARLIER,
    ),
    (
        "invalid value",
        r"matmul|dot|vecdot|matvec|vecmat|einsum|reduce|accumulate",
        "the numbers that are added up hold inf or nan already, so NumPy uses nan. " + _EARLIER,
    ),
    (
        "invalid value",
        r"cast",
        "nan and inf are no integers, so the result means nothing. " + _EARLIER,
    ),
    (
        "invalid value",
        r".*",
        "{0} has no answer for one of its arguments (such as inf, nan or a number outside its "
        "range), so NumPy uses nan. " + _EARLIER,
    ),
)

_WARNINGS = (
    (
        r"Mean of empty slice|invalid value encountered in scalar divide.*empty",
        "a mean of no numbers at all has no answer, so NumPy uses nan. Which array is empty here?",
    ),
    (
        r"Degrees of freedom <= 0",
        "the spread of so few numbers has no answer, so NumPy uses nan. Is the axis the right one?",
    ),
    (
        r"Conversion of an array with ndim > 0 to a scalar",
        "a number is asked for, and an array of one entry is given, which NumPy will soon refuse. "
        "Write .item() behind the array.",
    ),
    (
        r"Casting complex values to real",
        "the imaginary part of a complex number is thrown away. Nothing in this course needs "
        "complex numbers: which value should not have become one?",
    ),
)

_SHAPE = r"\([\d, ]*\)"

_ERRORS = (
    (
        r"matmul: .*size (\d+) is different from (\d+)",
        "In a product A @ B the columns of A must be as many as the rows of B; "
        "here they are {1} and {0}.",
    ),
    (
        r"matmul: Input operand \d does not have enough dimensions",
        "@ multiplies two arrays, and one side is a single number here: a number takes *.",
    ),
    (
        rf"shapes ({_SHAPE}) and ({_SHAPE}) not aligned",
        "In a product of {0} and {1} the two inner numbers must be equal.",
    ),
    (
        rf"operands could not be broadcast together with shapes ({_SHAPE}) ({_SHAPE})",
        "{0} and {1} cannot be combined entry by entry: each pair of sizes must be equal or 1.",
    ),
    (
        rf"non-broadcastable output operand with shape ({_SHAPE}) doesn't match the broadcast "
        rf"shape ({_SHAPE})",
        "Both sides together have the shape {1}, and there is only room for {0} in place. Has one "
        "side lost an axis on the way? A sum with keepdims=True keeps both.",
    ),
    (
        rf"could not broadcast input array from shape ({_SHAPE}) into shape ({_SHAPE})",
        "An array of shape {0} does not fit into a place of shape {1}.",
    ),
    (
        r"cannot reshape array of size (\d+) into shape (\([\d, ]*\))",
        "{0} numbers do not fill an array of shape {1}.",
    ),
    (
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        "The array has {1} axes, counted from 0, so there is no axis {0}. Has it lost one on the "
        "way? A sum with keepdims=True keeps both.",
    ),
    (
        r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed",
        "{1} positions are given for an array with {0} axes. Has it lost one on the way? A sum "
        "with keepdims=True keeps both.",
    ),
    (
        r"index (-?\d+) is out of bounds for axis \d+ with size (\d+)",
        "Counting starts at 0, so the last position is one less than the size {1}.",
    ),
    (
        r"all the input array dimensions except for the concatenation axis must match",
        "Arrays that are joined along one axis must agree in the other one.",
    ),
    (
        r"truth value of an array with more than one element is ambiguous",
        "`if`, `and` and `or` ask one question, and an array answers it for each entry. np.where "
        "chooses entry by entry; .all() and .any() make one answer of many.",
    ),
    (
        r"inhomogeneous shape",
        "The entries of an array must all have one shape, and here they have not. Is this the "
        "result of a function that returns several things, of which one is meant?",
    ),
    (
        r"setting an array element with a sequence",
        "A whole array is put where one number belongs. w[j] is a row of w, w[j, 0] is a number: "
        "has something too few positions?",
    ),
    (
        r"invalid index to scalar variable|scalar variable",
        "This is one number already, and has no entries to pick: there is one index too many.",
    ),
    (
        r"'(?:int|float|numpy\.float64|numpy\.int64)' object is not subscriptable",
        "This is one number, and has no entries to pick: there is one index too many.",
    ),
    (
        r"(?:tuple|list) index out of range",
        "Counting starts at 0, so the last position is one less than the length. (The shape of "
        "an array has one number for each axis.)",
    ),
    (
        r"only integers, slices .* are valid indices",
        "A position in an array is a whole number: count with range, or use a colon for all.",
    ),
    (
        r"'(tuple|list|dict)' object is not callable",
        "Round brackets call a function; an entry of a {0}, such as a shape, is picked with "
        "square ones: X.shape[1].",
    ),
    (
        r"'str' object is not callable",
        "A text that holds the name of a function is not that function: let an if choose which "
        "function is called.",
    ),
    (
        r"'float' object cannot be interpreted as an integer",
        "A whole number is asked for, and / always gives a float: // gives a whole number.",
    ),
    (
        r"not supported between instances of '(?:tuple|list|dict)' and|"
        r"not supported between instances of '\S+' and '(?:tuple|list|dict)'",
        "One side is a tuple, a list or a dictionary. Does it hold several things, of which one is "
        "meant?",
    ),
    (
        r"(tuple|list) indices must be integers or slices, not tuple",
        "A {0} has no rows and columns. Does it hold several things, of which one is the array "
        "that is meant?",
    ),
    (
        r"'list' object has no attribute '(shape|T|size|ndim|sum|mean|max|min|reshape|ravel|dot)'",
        "A list has no .{0}; only an array has. np.array and np.vstack make an array of a list.",
    ),
    (
        r"'(?:int|float|numpy\.float64|numpy\.int64)' object is not iterable",
        "This is one number, and several are asked for here.",
    ),
    (
        r"'tuple' object does not support item assignment",
        "A tuple cannot be changed: make a new one, with the other entries as they were.",
    ),
    (
        r"boolean index did not match",
        "An array of True and False that picks entries must have the shape of the array that it "
        "picks from.",
    ),
    (
        r"'(?:int|float|numpy\.float64|numpy\.int64)' object is not callable",
        "Round brackets behind a number call it like a function. Is a * missing?",
    ),
    (
        r"'function' object is not subscriptable",
        "Square brackets stand behind a function: round ones call it.",
    ),
    (
        r"only (?:0-dimensional|length-1|size-1) arrays can be converted to Python scalars",
        "Something here takes one number, and was given an array: math.exp and float do, "
        "np.exp does not.",
    ),
    (
        r"only integer scalar arrays can be converted to a scalar index",
        "The second argument of np.sum is the axis. To add two things, write a + b.",
    ),
    (
        r"Cannot interpret '(\d+)' as a data type",
        "The shape is one argument, in brackets of its own: np.zeros((3, {0})).",
    ),
    (
        r"'numpy.ndarray' object is not callable",
        "Round brackets call a function; square brackets pick entries of an array. Is a * missing?",
    ),
    (
        r"tuple indices must be integers or slices, not str|'tuple' object has no attribute"
        r"|not supported between instances of 'tuple'|between instances of '\w+' and 'tuple'"
        r"|unsupported operand type\(s\) for [^:]*: .*'tuple'",
        "A tuple stands where one value should: a function that returns several gives all of them "
        "at once. Take them apart, as in a, b = f(x).",
    ),
    (
        r"iteration over a 0-d array|len\(\) of unsized object",
        "An array without axes is one number, with nothing to go through. (np.squeeze takes away "
        "every axis of size 1, so with one example none is left.)",
    ),
    (
        r"'NoneType' object is not|for [^:]*: '?\w*'? ?(?:and )?'NoneType'|'NoneType' and",
        "Something here is None: does a function that you call lack its return line?",
    ),
    (
        r"too many values to unpack|not enough values to unpack",
        "There are more or fewer names on the left than values on the right. (A shape has one "
        "number for each axis, so (n,) has only one.)",
    ),
    (
        r"can't multiply sequence by non-int|unsupported operand type\(s\) for [^:]*: .*'list'",
        "A list is not an array, and does not compute entry by entry: np.array makes one of it.",
    ),
    (
        r"cannot access local variable '(\w+)'|local variable '(\w+)' referenced",
        "This name is used before your function has given it a value.",
    ),
    (
        r"unsupported operand type.*'(?:function|Polynomial|Logarithm)'",
        "A function stands where a number should: call it, with a place in round brackets.",
    ),
    (
        r"^KeyError: (.{1,40})$",
        "The dictionary has no entry {0}: was it stored under another name, or not yet?",
    ),
    (r"name '(\w+)' is not defined", "No line before this one gives {0} a value."),
    (r"module '(\w+)' has no attribute '(\w+)'", "There is no {1} in {0}: is it spelt right?"),
    (
        r"'dict' object has no attribute",
        'This is a dictionary: its entries are picked by their names, as in grads["dw"].',
    ),
    (
        r"missing \d+ required positional argument",
        "The function is called with fewer values than it takes.",
    ),
    (
        r"takes \d+ positional arguments? but \d+ (?:was|were) given",
        "The def line does not take the arguments that the exercise names: put it back.",
    ),
    (
        r"math domain error|expected a (?:positive|nonnegative) input",
        "math.log and math.sqrt take no negative number, and log takes no 0.",
    ),
    (
        r"math range error|Result too large|Numerical result out of range",
        "The result is larger than any float (1.8e308): exp of a number above 709 is.",
    ),
    (
        r"ZeroDivisionError|division by zero",
        "A number is divided by 0. Which count or sum is 0 here?",
    ),
    (
        r"maximum recursion depth exceeded",
        "The function calls itself and never comes to an end.",
    ),
)


def _first(table: Sequence[tuple[str, str]], text: str) -> str | None:
    for pattern, sentence in table:
        found = re.search(pattern, text)
        if found:
            return sentence.format(*(g or "" for g in found.groups()))
    return None


def explain_warning(text: str) -> str | None:
    """Explain the text of a NumPy warning and its cure, None if it is not a known one."""
    found = re.search(r"(overflow|divide by zero|invalid value) encountered in ([\w ]+)", text)
    if found is None:
        return _first(_WARNINGS, text)
    for kind, functions, sentence in _FLOATING_POINT:
        if kind == found[1] and re.fullmatch(functions, found[2].strip()):
            return sentence.format(found[2].strip())
    return None


def explain_error(text: str) -> str | None:
    """Explain the text of an exception, "kind: text", in a sentence, None if it is not known."""
    if "encountered in" in text:
        inner = explain_warning(text)
        return (
            inner and f"{inner[0].upper()}{inner[1:]} (np.errstate or np.seterr made it an error.)"
        )
    missing = re.search(r"module 'numpy' has no attribute '(\w+)'", text)
    near = difflib.get_close_matches(missing[1], dir(np), n=1) if missing else []
    if missing and near:
        return f"There is no np.{missing[1]}, but there is np.{near[0]}."
    return _first(_ERRORS, text)


def shortened(text: str) -> str:
    """Return the text of an exception without what only its makers can read."""
    return re.sub(r", with gufunc signature \S+ ", " ", text)[:300]


# ------------------------------------------------------------------- shapes, for the tracer

How = Literal["summed", "picked", "flattened", "made", "other"]
"""How an array lost an axis: by a sum along it, by an index, and so on."""


def _keep_both(size: int, how: How) -> str:
    match how:
        case "summed":
            return "keepdims=True keeps both"
        case "picked":
            return "a slice such as i:i+1 in place of i keeps both"
        case "made":
            return f"with both sizes, ({size}, 1) or (1, {size}), it is one of them"
    return f"reshape({size}, 1) makes a column, reshape(1, {size}) a row"


def explain_rank_one(what: str, size: int, how: How) -> str:
    """Say what is the matter with an array of one axis, and the cure."""
    return (
        f"{what} has shape ({size},): one axis, neither a row nor a column; {_keep_both(size, how)}"
    )


def explain_growth(flat: str, size: int, how: How | None, line: int | None) -> str:
    """Say why a broadcast is larger than its operands, and the cure.

    Parameters
    ----------
    flat : str
        The operand with one axis, "" if there is none.
    size : int
        Its number of entries.
    how, line
        How it lost its other axis, and in which line above; None if that is not known.
    """
    if not flat:
        return (
            "larger than both: every entry of a column meets every entry of a row. Is that meant?"
        )
    counts = f"larger than both: {flat} has one axis and counts as a row"
    if how is None:
        return f"{counts}; reshape({size}, 1) makes it a column"
    where = "" if line is None else f". It lost the other one in line {line}"
    return f"{counts}{where}: {_keep_both(size, how)}"
