"""Plain sentences for what NumPy and Python say when something goes wrong inside a function."""

import re

_NUMPY_WARNINGS = (
    (
        r"overflow encountered in exp",
        "exp of a number above 709 is larger than any float, so NumPy uses inf. Arrange the "
        "formula so that exp never sees a large positive number.",
    ),
    (
        r"overflow encountered in (\w+)",
        "the result of {0} is larger than any float, so NumPy uses inf.",
    ),
    (
        r"divide by zero encountered in log",
        "log(0) is minus infinity: an argument of the logarithm is exactly 0.",
    ),
    (r"divide by zero encountered in (\w+)", "a number is divided by exactly 0."),
    (
        r"invalid value encountered in (\w+)",
        "{0} has no answer for one of its arguments (such as 0 * inf, inf - inf or the log of a "
        "negative number), so NumPy uses nan.",
    ),
)

_ERRORS = (
    (
        r"matmul: .*size (\d+) is different from (\d+)",
        "In a product A @ B the columns of A must be as many as the rows of B; "
        "here they are {1} and {0}.",
    ),
    (
        r"shapes (\([\d, ]*\)) and (\([\d, ]*\)) not aligned",
        "In a product of {0} and {1} the two inner numbers must be equal.",
    ),
    (
        r"operands could not be broadcast together with shapes (\([\d, ]*\)) (\([\d, ]*\))",
        "{0} and {1} cannot be combined entry by entry: each pair of sizes must be equal or 1.",
    ),
    (
        r"cannot reshape array of size (\d+) into shape (\([\d, ]*\))",
        "{0} numbers do not fill an array of shape {1}.",
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
    (r"name '(\w+)' is not defined", "Python knows no {0} here: is the name spelt as above?"),
    (
        r"missing \d+ required positional argument",
        "The function is called with fewer values than it takes.",
    ),
    (
        r"takes \d+ positional arguments? but \d+ (?:was|were) given",
        "The def line does not take the arguments that the exercise names: put it back.",
    ),
)


def _first(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    for pattern, sentence in table:
        found = re.search(pattern, text)
        if found:
            return sentence.format(*(g or "" for g in found.groups()))
    return None


def explain_warning(text: str) -> str | None:
    """Explain the text of a NumPy warning in a sentence, None if it is not a known one."""
    return _first(_NUMPY_WARNINGS, text)


def explain_error(text: str) -> str | None:
    """Explain the text of an exception in a sentence, None if it is not a known one."""
    return _first(_ERRORS, text)
