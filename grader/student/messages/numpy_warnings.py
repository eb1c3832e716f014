"""Explanations of NumPy's warnings: what happened, and what to do about it."""

import re

from grader.student.text import first_match

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


def explain_warning(text: str) -> str | None:
    """Explain the text of a NumPy warning and its cure, None if it is not a known one."""
    found = re.search(r"(overflow|divide by zero|invalid value) encountered in ([\w ]+)", text)
    if found is None:
        return first_match(_WARNINGS, text)
    for kind, functions, sentence in _FLOATING_POINT:
        if kind == found[1] and re.fullmatch(functions, found[2].strip()):
            return sentence.format(found[2].strip())
    return None
