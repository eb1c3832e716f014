"""Explanations of the errors that Python and NumPy raise inside a student's function.

Each says what happened and what to do about it, and none writes a solution's line.
"""

import difflib
import re
import sys

import numpy as np

from grader.student.messages.numpy_warnings import explain_warning
from grader.student.messages.python_errors.numpy_names import (
    REPLACEMENTS,
    function_and_no_method,
    removed_from_numpy,
)
from grader.student.text import capitalized, first_match

SECOND_ARGUMENT_IS_THE_AXIS = (
    "The second argument of np.sum is the axis. To add two things, write a + b."
)
"""Also the sentence of a mistake in exercises on sums."""

_SHAPE = r"\([\d, ]*\)"

_ERRORS = (
    (
        r"^BdbQuit",
        "breakpoint() and pdb.set_trace() wait for somebody to debug, which nobody does while a "
        "function is judged. Delete that line.",
    ),
    (
        r"EOF when reading a line",
        "input() waits for somebody to type, which nobody does while a function is judged. Use "
        "the arguments.",
    ),
    (
        r"^SystemExit",
        "exit() and sys.exit() end the program, and nothing is returned. Return the result "
        "instead.",
    ),
    (
        r"Output operand 0 has a mismatch in its core dimension",
        "The product has another shape than the array that it would be put into. Write A = A @ B, "
        "which makes a new array, in place of A @= B.",
    ),
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
        r"Cannot cast ufunc '\w+' output from dtype\('(?:float|complex)\d+'\) "
        r"to dtype\('u?int\d+'\)",
        "The array on the left has whole numbers, and an operation in place, as -= is, cannot put "
        "fractions there. Write a = a - ..., which makes a new array.",
    ),
    (
        r"'(?:float|int|bool|complex|numpy\.float64|numpy\.int64)' object does not support item "
        r"assignment",
        "This is one number, and has no entries to overwrite: assign to its name, without "
        "brackets.",
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
        SECOND_ARGUMENT_IS_THE_AXIS,
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
    (r"name '(\w+)' is not defined", "{0} has no value here: is the name spelled right?"),
    (r"module '(\w+)' has no attribute '(\w+)'", "There is no {1} in {0}: is it spelled right?"),
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
        r"unhashable type: '(?:numpy\.ndarray|list|dict)'",
        "An array, list or dictionary cannot be a key of a dictionary, an element of a set, or an "
        "argument of a function with @lru_cache: it may change.",
    ),
    (
        r"unhashable type: 'slice'",
        "A dictionary has no positions, so [:] cannot overwrite it. Assign to its name, without "
        "brackets, or to an entry.",
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


def explain_error(text: str) -> str | None:
    """Explain the text of an exception, "kind: text", in a sentence, None if it is not known."""
    if "encountered in" in text:
        inner = explain_warning(text)
        return inner and f"{capitalized(inner)} (np.errstate or np.seterr made it an error.)"
    return _about_numpy(text) or first_match(_ERRORS, text)


def _about_numpy(text: str) -> str | None:
    """Explain a name that NumPy, one of its modules or an array does not have."""
    removed = re.search(r"`np\.(\w+)` was removed", text)
    if removed is not None and removed[1] in REPLACEMENTS:
        return removed_from_numpy(removed[1])
    missing = re.search(r"module 'numpy([\w.]*)' has no attribute '(\w+)'", text)
    if missing is not None:
        part, name = missing.groups()
        if not part and name in REPLACEMENTS:
            return removed_from_numpy(name)
        module = sys.modules.get(f"numpy{part}")
        near = difflib.get_close_matches(name, dir(module), n=1)
        return f"There is no np{part}.{name}, but there is np{part}.{near[0]}." if near else None
    method = re.search(r"'numpy\.ndarray' object has no attribute '(\w+)'", text)
    if method is not None and callable(getattr(np, method[1], None)):
        return function_and_no_method(method[1])
    return None


def shortened(text: str) -> str:
    """Return the text of an exception without what only its makers can read."""
    return re.sub(r", with gufunc signature \S+ ", " ", text)[:300]
